#include "tests/fuzz/fuzz.h"

#include <archive.h>
#include <archive_entry.h>

void fuzz_extract(
	const struct extractor *extractor, struct ocr *ocr, GBytes *bytes)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Text) text = NULL;
	g_autoptr(Text) copy = NULL;
	g_autoptr(GVariant) value = NULL;

	if (g_bytes_get_size(bytes) == 0)
		return; /* extractor_run() does not pass these on */
	text = extractor->extract(bytes, ocr, &error);
	g_assert_true((text == NULL) == (error != NULL));
	if (text == NULL)
		return;
	value = g_variant_ref_sink(text_to_variant(text));
	copy = text_from_variant(value, &error);
	g_assert_no_error(error);
	g_assert_nonnull(copy);
}

GBytes *fuzz_pack(const char *name, const uint8_t *data, size_t size)
{
	size_t room = size + 4096, used = 0;
	void *out = g_malloc(room);
	struct archive *archive = archive_write_new();
	struct archive_entry *entry = archive_entry_new();

	archive_write_set_format_zip(archive);
	archive_write_zip_set_compression_store(archive);
	archive_write_open_memory(archive, out, room, &used);
	archive_entry_set_pathname(entry, name);
	archive_entry_set_size(entry, (la_int64_t)size);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_write_header(archive, entry);
	archive_write_data(archive, data, size);
	archive_entry_free(entry);
	archive_write_close(archive);
	archive_write_free(archive);
	return g_bytes_new_take(out, used);
}
