/*
 * store/blobs.c - bytes in files named by their SHA-256.
 *
 * A blob is written beside its place, flushed to the disk and renamed, so that
 * whatever stands under its name is whole, even after a power cut.
 */
#include "corpus/store/private.h"
#include <glib/gstdio.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

char *store_blob_path(struct store *store, const char *sha256)
{
	char folder[3] = {sha256[0], sha256[1], '\0'};

	return g_build_filename(store->work, "blobs", folder, sha256 + 2, NULL);
}

bool blob_stands(struct store *store, const char *sha256, gint64 size)
{
	g_autofree char *path = store_blob_path(store, sha256);
	GStatBuf found;

	return g_stat(path, &found) == 0 && S_ISREG(found.st_mode) &&
	       found.st_size == size;
}

static bool fail(const char *path, GError **error)
{
	bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;

	g_set_error(error, STORE_ERROR,
		full ? STORE_ERROR_FULL : STORE_ERROR_IO, "%s: %s", path,
		g_strerror(errno));
	return false;
}

static bool write_all(int fd, GBytes *bytes)
{
	size_t left;
	const char *data = g_bytes_get_data(bytes, &left);

	while (left > 0) {
		ssize_t n = write(fd, data, left);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		data += n;
		left -= (size_t)n;
	}
	return fsync(fd) == 0;
}

static bool sync_folder(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok;

	if (fd < 0)
		return false;
	ok = fsync(fd) == 0;
	close(fd);
	return ok;
}

/* Write `temporary`, a template for g_mkstemp(), and leave it closed. */
static bool write_temporary(char *temporary, GBytes *bytes, GError **error)
{
	int fd = g_mkstemp_full(temporary, O_WRONLY | O_CLOEXEC, 0444);
	bool ok;

	if (fd < 0)
		return fail(temporary, error);
	ok = write_all(fd, bytes);
	if (!ok)
		fail(temporary, error);
	if (close(fd) != 0 && ok)
		ok = fail(temporary, error);
	if (!ok)
		g_unlink(temporary);
	return ok;
}

bool blob_put(
	struct store *store, const char *sha256, GBytes *bytes, GError **error)
{
	g_autofree char *path = store_blob_path(store, sha256);
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *parent = g_path_get_dirname(folder);
	g_autofree char *temporary = NULL;
	bool first; /* in its folder, which then has to last as well */

	if (blob_stands(store, sha256, (gint64)g_bytes_get_size(bytes)))
		return true;
	first = !g_file_test(folder, G_FILE_TEST_IS_DIR);
	if (g_mkdir_with_parents(folder, 0777) != 0)
		return fail(folder, error);
	temporary = g_build_filename(folder, ".new-XXXXXX", NULL);
	if (!write_temporary(temporary, bytes, error))
		return false;
	if (g_rename(temporary, path) != 0) {
		fail(path, error);
		g_unlink(temporary);
		return false;
	}
	return (sync_folder(folder) && (!first || sync_folder(parent))) ||
	       fail(folder, error);
}
