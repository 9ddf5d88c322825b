/*
 * store/text.c - texts: one compressed value a document, or why there is none.
 */
#include "corpus/store/private.h"
#include <gio/gio.h>

/* Fast rather than small: boxes and sizes shrink well at any level. */
#define COMPRESSION_LEVEL 3

/* `bytes` through a converter: compressed, or the other way round. */
static GBytes *convert(GBytes *bytes, GConverter *converter, GError **error)
{
	g_autoptr(GOutputStream) memory =
		g_memory_output_stream_new_resizable();
	g_autoptr(GOutputStream) stream =
		g_converter_output_stream_new(memory, converter);
	size_t size;
	const void *data = g_bytes_get_data(bytes, &size);

	if (!g_output_stream_write_all(stream, data, size, NULL, NULL, error) ||
		!g_output_stream_close(stream, NULL, error))
		return NULL;
	return g_memory_output_stream_steal_as_bytes(
		G_MEMORY_OUTPUT_STREAM(memory));
}

bool warnings_put(struct store *store, gint64 document, const char *stage,
	const GPtrArray *warnings, GError **error)
{
	if (!sql_run(store, error,
		    "DELETE FROM warning WHERE document = ? AND stage = ?",
		    VALUES(INT(document), TEXT(stage))))
		return false;
	for (guint i = 0; warnings != NULL && i < warnings->len; i++) {
		const struct text_warning *warning =
			g_ptr_array_index(warnings, i);

		if (!sql_run(store, error,
			    "INSERT INTO warning (document, stage, position, "
			    "	page, message) VALUES (?, ?, ?, ?, ?)",
			    VALUES(INT(document), TEXT(stage), INT(i),
				    INT(warning->page),
				    TEXT(warning->message))))
			return false;
	}
	return true;
}

/* What was derived from an earlier text goes with it. */
static bool put_failure(struct store *store, const struct store_task *task,
	const char *version, const char *failure, GError **error)
{
	return sql_run(store, error, "DELETE FROM text WHERE document = ?",
		       VALUES(INT(task->document))) &&
	       warnings_put(store, task->document, "extract", NULL, error) &&
	       warnings_put(store, task->document, "parse", NULL, error) &&
	       sql_run(store, error,
		       "INSERT INTO text "
		       "(document, version, input, failure) "
		       "VALUES (?, ?, ?, ?)",
		       VALUES(INT(task->document), TEXT(version),
			       TEXT(task->input), TEXT(failure)));
}

static bool put_content(struct store *store, gint64 document, GVariant *content,
	GBytes *bytes, GError **error)
{
	g_autoptr(GConverter) compressor = G_CONVERTER(g_zlib_compressor_new(
		G_ZLIB_COMPRESSOR_FORMAT_ZLIB, COMPRESSION_LEVEL));
	g_autoptr(GBytes) small = convert(bytes, compressor, error);

	return small != NULL &&
	       sql_run(store, error,
		       "INSERT OR REPLACE INTO text_content "
		       "(document, type, size, content) VALUES (?, ?, ?, ?)",
		       VALUES(INT(document),
			       TEXT(g_variant_get_type_string(content)),
			       INT((gint64)g_bytes_get_size(bytes)),
			       BYTES(small)));
}

/* Updated in place, so that the record of an equal text is kept. */
static bool put_success(struct store *store, const struct store_task *task,
	const char *version, const struct text *text, GError **error)
{
	g_autoptr(GVariant) content = g_variant_ref_sink(text_to_variant(text));
	g_autoptr(GBytes) bytes = g_variant_get_data_as_bytes(content);
	g_autofree char *digest =
		g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);

	return sql_run(store, error,
		       "INSERT INTO text (document, version, input, digest, "
		       "	format, pages, words) "
		       "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "
		       "ON CONFLICT (document) DO UPDATE SET "
		       "version = ?2, input = ?3, digest = ?4, failure = NULL,"
		       "format = ?5, pages = ?6, words = ?7",
		       VALUES(INT(task->document), TEXT(version),
			       TEXT(task->input), TEXT(digest),
			       TEXT(text->format), INT(text->pages->len),
			       INT((gint64)text_word_count(text)))) &&
	       put_content(store, task->document, content, bytes, error) &&
	       warnings_put(
		       store, task->document, "extract", text->warnings, error);
}

bool store_put_text(struct store *store, const struct store_task *task,
	const char *version, const struct text *text, const char *failure,
	GError **error)
{
	bool ok;

	if (!sql_begin(store, error))
		return false;
	if (text != NULL)
		ok = put_success(store, task, version, text, error);
	else
		ok = put_failure(store, task, version,
			failure != NULL ? failure : "no text", error);
	return sql_end(store, ok, error);
}

bool store_retry_texts(struct store *store, GError **error)
{
	return sql_run(store, error,
		"UPDATE text SET version = '' WHERE failure IS NOT NULL OR "
		"document IN (SELECT document FROM warning "
		"	WHERE stage = ?)",
		VALUES(TEXT("extract")));
}

static bool damaged(struct store *store, gint64 document, GError **error)
{
	g_set_error(error, STORE_ERROR, STORE_ERROR_CORRUPT,
		"%s/corpus.db: the text of document %" G_GINT64_FORMAT
		" is damaged",
		store->work, document);
	return false;
}

/* The value in the row, checked against the size that was noted beside it. */
static GVariant *read_content(sqlite3_stmt *row)
{
	g_autoptr(GConverter) decompressor = G_CONVERTER(
		g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
	g_autoptr(GBytes) small = g_bytes_new(sqlite3_column_blob(row, 2),
		(gsize)sqlite3_column_bytes(row, 2));
	const char *type = (const char *)sqlite3_column_text(row, 0);
	g_autoptr(GBytes) bytes = NULL;

	if (type == NULL || !g_variant_type_string_is_valid(type))
		return NULL;
	bytes = convert(small, decompressor, NULL);
	if (bytes == NULL ||
		(gint64)g_bytes_get_size(bytes) != sqlite3_column_int64(row, 1))
		return NULL;
	return g_variant_ref_sink(
		g_variant_new_from_bytes(G_VARIANT_TYPE(type), bytes, FALSE));
}

struct text *store_get_text(
	struct store *store, gint64 document, GError **error)
{
	sqlite3_stmt *row = sql_query(store, error,
		"SELECT type, size, content FROM text_content "
		"WHERE document = ?",
		VALUES(INT(document)));
	g_autoptr(GVariant) content = NULL;
	struct text *text;
	int rc;

	if (row == NULL || (rc = sql_next(store, row, error)) < 0)
		return NULL;
	if (rc == 0) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_ROW,
			"document %" G_GINT64_FORMAT " has no text", document);
		return NULL;
	}
	content = read_content(row);
	sql_done(row);
	text = content != NULL ? text_from_variant(content, NULL) : NULL;
	if (text == NULL)
		damaged(store, document, error);
	return text;
}
