/* splice.c - see splice.h. */
#include "pipeline/writers/splice.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define CHUNK (1 << 18) /* bytes gathered before they are written */

struct splice {
	struct output *output;
	char *name, *draft;
	int to, from;      /* files; from is -1 where there is no old one */
	guint64 length;    /* of the new file so far */
	GString *fresh;    /* not written yet, */
	struct piece kept; /* or not copied yet: never both */
	int failure;       /* errno of the first one, or 0 */
};

void splice_free(struct splice *splice)
{
	if (splice == NULL)
		return;
	if (splice->to >= 0) {
		close(splice->to);
		g_unlink(splice->draft);
	}
	if (splice->from >= 0)
		close(splice->from);
	g_string_free(splice->fresh, TRUE);
	g_free(splice->name);
	g_free(splice->draft);
	g_free(splice);
}

static bool fail(const char *path, int code, GError **error)
{
	g_set_error(error, G_IO_ERROR, g_io_error_from_errno(code),
		"%s: cannot write: %s", path, g_strerror(code));
	return false;
}

struct splice *splice_new(
	struct output *output, const char *name, GError **error)
{
	g_autofree char *path =
		g_strconcat(output_folder(output), "/", name, NULL);
	g_autofree char *draft = output_draft(output, name, error);
	struct splice *splice;
	int to;

	if (draft == NULL)
		return NULL;
	to = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (to < 0) {
		fail(draft, errno, error);
		return NULL;
	}
	splice = g_new0(struct splice, 1);
	splice->output = output;
	splice->name = g_strdup(name);
	splice->draft = g_steal_pointer(&draft);
	splice->to = to;
	splice->from = open(path, O_RDONLY | O_CLOEXEC);
	splice->fresh = g_string_new(NULL);
	return splice;
}

static void write_bytes(struct splice *splice, const char *bytes, size_t n)
{
	while (n > 0 && splice->failure == 0) {
		ssize_t done = write(splice->to, bytes, n);

		if (done < 0 && errno != EINTR)
			splice->failure = errno;
		if (done > 0) {
			bytes += done;
			n -= (size_t)done;
		}
	}
}

static void write_fresh(struct splice *splice)
{
	write_bytes(splice, splice->fresh->str, splice->fresh->len);
	g_string_truncate(splice->fresh, 0);
}

/* Where the kernel cannot copy between these files by itself. */
static void copy_by_hand(struct splice *splice)
{
	g_autofree char *bytes = g_malloc(CHUNK);

	while (splice->kept.length > 0 && splice->failure == 0) {
		ssize_t n = pread(splice->from, bytes,
			MIN(splice->kept.length, CHUNK),
			(off_t)splice->kept.offset);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			splice->failure = n < 0 ? errno : EIO;
			return;
		}
		write_bytes(splice, bytes, (size_t)n);
		splice->kept.offset += (guint64)n;
		splice->kept.length -= (guint64)n;
	}
}

static void copy_kept(struct splice *splice)
{
	while (splice->kept.length > 0 && splice->failure == 0) {
		off_t offset = (off_t)splice->kept.offset;
		ssize_t n = copy_file_range(splice->from, &offset, splice->to,
			NULL, splice->kept.length, 0);

		if (n <= 0) {
			copy_by_hand(splice);
			return;
		}
		splice->kept.offset += (guint64)n;
		splice->kept.length -= (guint64)n;
	}
}

static void add(struct splice *splice, const char *bytes, size_t n)
{
	copy_kept(splice);
	g_string_append_len(splice->fresh, bytes, (gssize)n);
	splice->length += n;
	if (splice->fresh->len >= CHUNK)
		write_fresh(splice);
}

void splice_add(struct splice *splice, const char *words)
{
	add(splice, words, strlen(words));
}

void splice_put(
	struct splice *splice, const GString *content, struct piece *piece)
{
	*piece = (struct piece){splice->length, content->len};
	add(splice, content->str, content->len);
}

void splice_keep(struct splice *splice, struct piece *piece)
{
	guint64 at = splice->length;

	write_fresh(splice);
	if (splice->kept.offset + splice->kept.length != piece->offset ||
		splice->kept.length == 0) {
		copy_kept(splice);
		splice->kept = (struct piece){piece->offset, 0};
	}
	splice->kept.length += piece->length;
	splice->length += piece->length;
	piece->offset = at;
}

bool splice_close(struct splice *splice, GError **error)
{
	copy_kept(splice);
	write_fresh(splice);
	if (splice->failure != 0)
		return fail(splice->draft, splice->failure, error);
	if (close(splice->to) != 0)
		splice->failure = errno;
	splice->to = -1;
	if (splice->failure == 0 &&
		output_settle(splice->output, splice->name, error))
		return true;
	if (splice->failure != 0)
		fail(splice->draft, splice->failure, error);
	g_unlink(splice->draft);
	return false;
}
