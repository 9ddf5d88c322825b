#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "corpus/typeset/writers.h"

static bool put_member(struct archive *zip, const struct member *member)
{
	struct archive_entry *entry = archive_entry_new();
	size_t length = strlen(member->text);
	bool done;

	archive_entry_set_pathname(entry, member->name);
	archive_entry_set_size(entry, (la_int64_t)length);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	/* 1 January 2000, for the format cannot tell of 1970. */
	archive_entry_set_mtime(entry, 946684800, 0);
	done = archive_write_header(zip, entry) == ARCHIVE_OK &&
	       archive_write_data(zip, member->text, length) ==
		       (la_ssize_t)length;
	archive_entry_free(entry);
	return done;
}

bool write_zip(
	const char *path, const struct member *members, int n, GError **error)
{
	struct archive *zip = archive_write_new();
	bool done =
		archive_write_set_format_zip(zip) == ARCHIVE_OK &&
		archive_write_zip_set_compression_store(zip) == ARCHIVE_OK &&
		archive_write_open_filename(zip, path) == ARCHIVE_OK;

	for (int i = 0; i < n && done; i++)
		done = put_member(zip, &members[i]);
	done = done && archive_write_close(zip) == ARCHIVE_OK;
	if (!done)
		g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: %s",
			path, archive_error_string(zip));
	archive_write_free(zip);
	return done;
}
