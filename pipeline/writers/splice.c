/* splice.c - see splice.h. */
#include "pipeline/writers/splice.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define CHUNK (1 << 18) /* bytes gathered before they are written */

/* The file that is written, in the hands of the second thread. */
struct draft {
	struct output *output;
	char *name, *path;
	int to, from; /* files; from is -1 where there is no old one */
	int failure;  /* errno of the first one, or 0 */
};

struct splice {
	struct draft *draft; /* NULL once it was closed */
	guint64 length;      /* of the new file so far */
	GString *fresh;      /* not written yet, */
	struct piece kept;   /* or not copied yet: never both */
};

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
	splice->fresh = g_string_new(NULL);
	splice->draft = g_new0(struct draft, 1);
	*splice->draft = (struct draft){
		.output = output,
		.name = g_strdup(name),
		.path = g_steal_pointer(&draft),
		.to = to,
		.from = open(path, O_RDONLY | O_CLOEXEC),
	};
	return splice;
}

/* --- by the second thread --------------------------------------------------
 */

/* What is done to a file next: `fresh` is written, or else `kept` copied. */
struct job {
	struct draft *draft;
	GString *fresh;
	struct piece kept;
};

static void write_bytes(struct draft *draft, const char *bytes, size_t n)
{
	while (n > 0 && draft->failure == 0) {
		ssize_t done = write(draft->to, bytes, n);

		if (done < 0 && errno != EINTR)
			draft->failure = errno;
		if (done > 0) {
			bytes += done;
			n -= (size_t)done;
		}
	}
}

/* Where the kernel cannot copy between these files by itself. */
static void copy_by_hand(struct draft *draft, struct piece *kept)
{
	g_autofree char *bytes = g_malloc(CHUNK);

	while (kept->length > 0 && draft->failure == 0) {
		ssize_t n = pread(draft->from, bytes, MIN(kept->length, CHUNK),
			(off_t)kept->offset);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			draft->failure = n < 0 ? errno : EIO;
			return;
		}
		write_bytes(draft, bytes, (size_t)n);
		kept->offset += (guint64)n;
		kept->length -= (guint64)n;
	}
}

static void copy_kept(struct draft *draft, struct piece *kept)
{
	while (kept->length > 0 && draft->failure == 0) {
		off_t offset = (off_t)kept->offset;
		ssize_t n = copy_file_range(
			draft->from, &offset, draft->to, NULL, kept->length, 0);

		if (n <= 0) {
			copy_by_hand(draft, kept);
			return;
		}
		kept->offset += (guint64)n;
		kept->length -= (guint64)n;
	}
}

static void do_job(void *data)
{
	struct job *job = data;

	if (job->fresh != NULL) {
		write_bytes(job->draft, job->fresh->str, job->fresh->len);
		g_string_free(job->fresh, TRUE);
	} else {
		copy_kept(job->draft, &job->kept);
	}
	g_free(job);
}

static void draft_free(struct draft *draft)
{
	if (draft->to >= 0)
		close(draft->to);
	if (draft->from >= 0)
		close(draft->from);
	g_free(draft->name);
	g_free(draft->path);
	g_free(draft);
}

static void drop(void *data)
{
	struct draft *draft = data;

	g_unlink(draft->path);
	draft_free(draft);
}

static void settle(void *data)
{
	struct draft *draft = data;
	GError *error = NULL;

	if (close(draft->to) != 0 && draft->failure == 0)
		draft->failure = errno;
	draft->to = -1;
	if (draft->failure != 0)
		fail(draft->path, draft->failure, &error);
	if (error == NULL &&
		output_replace(draft->output, draft->name, &error)) {
		draft_free(draft);
		return;
	}
	output_fail(draft->output, error);
	drop(draft);
}

/* --- by the first ----------------------------------------------------------
 */

static void hand_over(struct splice *splice)
{
	struct job job = {splice->draft, NULL, splice->kept};

	if (splice->fresh->len > 0) {
		job.fresh = splice->fresh;
		splice->fresh = g_string_sized_new(job.fresh->len);
	}
	splice->kept.length = 0;
	if (job.fresh != NULL || job.kept.length > 0)
		output_later(splice->draft->output, do_job,
			g_memdup2(&job, sizeof job));
}

void splice_free(struct splice *splice)
{
	if (splice == NULL)
		return;
	if (splice->draft != NULL)
		output_later(splice->draft->output, drop, splice->draft);
	g_string_free(splice->fresh, TRUE);
	g_free(splice);
}

static void add(struct splice *splice, const char *bytes, size_t n)
{
	if (splice->kept.length > 0)
		hand_over(splice);
	g_string_append_len(splice->fresh, bytes, (gssize)n);
	splice->length += n;
	if (splice->fresh->len >= CHUNK)
		hand_over(splice);
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

	if (splice->fresh->len > 0 ||
		splice->kept.offset + splice->kept.length != piece->offset) {
		hand_over(splice);
		splice->kept = (struct piece){piece->offset, 0};
	}
	splice->kept.length += piece->length;
	splice->length += piece->length;
	piece->offset = at;
}

void splice_close(struct splice *splice)
{
	struct draft *draft = splice->draft;

	hand_over(splice);
	splice->draft = NULL;
	output_keep(draft->output, draft->name);
	output_later(draft->output, settle, draft);
}
