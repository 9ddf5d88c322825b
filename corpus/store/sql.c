/*
 * store/sql.c - the thin layer over SQLite: statements that are prepared once
 * and bound, transactions, and errors in the store's own words.
 */
#include "corpus/store/private.h"
#include <string.h>

G_DEFINE_QUARK(store - error - quark, store_error)

static enum store_error error_code(int rc)
{
	switch (rc & 0xff) {
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return STORE_ERROR_OPEN;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL: /* others never let it begin */
		return STORE_ERROR_BUSY;
	case SQLITE_FULL:
	case SQLITE_TOOBIG:
	case SQLITE_NOMEM:
		return STORE_ERROR_FULL;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return STORE_ERROR_CORRUPT;
	case SQLITE_CONSTRAINT:
	case SQLITE_MISMATCH:
		return STORE_ERROR_ROW;
	default:
		return STORE_ERROR_IO;
	}
}

/* SQLite's words may have pieces of a damaged schema in them. */
bool store_fail(struct store *store, int rc, GError **error)
{
	g_autofree char *message =
		g_utf8_make_valid(sqlite3_errmsg(store->db), -1);

	for (char *p = message; *p != '\0'; p++)
		if (g_ascii_iscntrl(*p))
			*p = ' ';
	g_set_error(error, STORE_ERROR, (gint)error_code(rc),
		"%s/corpus.db: %s", store->work, message);
	return false;
}

bool store_damaged(struct store *store, GError **error)
{
	g_set_error(error, STORE_ERROR, STORE_ERROR_CORRUPT,
		"%s/corpus.db: a row of it is damaged", store->work);
	return false;
}

static int bind(sqlite3_stmt *statement, int i, const struct value *value)
{
	size_t size;
	const void *data;

	switch (value->type) {
	case VALUE_INT:
		return sqlite3_bind_int64(statement, i, value->integer);
	case VALUE_REAL:
		return sqlite3_bind_double(statement, i, value->real);
	case VALUE_TEXT:
		return sqlite3_bind_text(
			statement, i, value->text, -1, SQLITE_STATIC);
	case VALUE_BYTES:
		break;
	}
	data = g_bytes_get_data(value->bytes, &size);
	return sqlite3_bind_blob64(statement, i, data, size, SQLITE_STATIC);
}

/* Prepared once for the life of the store, found by the text's address. */
static int prepare(struct store *store, const char *sql, sqlite3_stmt **result)
{
	sqlite3_stmt *statement = g_hash_table_lookup(store->queries, sql);

	if (statement == NULL) {
		int rc = sqlite3_prepare_v3(store->db, sql, -1,
			SQLITE_PREPARE_PERSISTENT, &statement, NULL);

		if (rc != SQLITE_OK)
			return rc;
		g_hash_table_insert(store->queries, (gpointer)sql, statement);
	}
	*result = statement;
	return SQLITE_OK;
}

sqlite3_stmt *sql_query(struct store *store, GError **error, const char *sql,
	const struct value *values, size_t n_values)
{
	sqlite3_stmt *statement = NULL;
	int rc = prepare(store, sql, &statement);

	for (size_t i = 0; rc == SQLITE_OK && i < n_values; i++)
		rc = bind(statement, (int)i + 1, &values[i]);
	if (rc != SQLITE_OK) {
		store_fail(store, rc, error);
		sql_done(statement);
		return NULL;
	}
	return statement;
}

/* Bound values are borrowed, so none may stay bound after the call. */
void sql_done(sqlite3_stmt *statement)
{
	if (statement == NULL)
		return;
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
}

/* Whether the texts of the row are there and UTF-8, as all that are put are:
 * those of a damaged page may not be. */
static bool is_sound(struct store *store, sqlite3_stmt *row, GError **error)
{
	for (int i = 0; i < sqlite3_column_count(row); i++) {
		const char *text;

		if (sqlite3_column_type(row, i) != SQLITE_TEXT)
			continue;
		text = (const char *)sqlite3_column_text(row, i);
		if (text == NULL)
			return store_fail(store, SQLITE_NOMEM, error);
		if (!g_utf8_validate_len(
			    text, (gsize)sqlite3_column_bytes(row, i), NULL))
			return store_damaged(store, error);
	}
	return true;
}

int sql_next(struct store *store, sqlite3_stmt *statement, GError **error)
{
	int rc = sqlite3_step(statement);
	bool ok = true;

	if (rc == SQLITE_ROW)
		ok = is_sound(store, statement, error);
	else if (rc != SQLITE_DONE)
		ok = store_fail(store, rc, error);
	if (rc == SQLITE_ROW && ok)
		return 1;
	sql_done(statement);
	return ok ? 0 : -1;
}

char *sql_string(sqlite3_stmt *statement, int i)
{
	return g_strdup((const char *)sqlite3_column_text(statement, i));
}

static bool is_digest(const char *text)
{
	return strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

char *sql_digest(struct store *store, sqlite3_stmt *row, int i, GError **error)
{
	const char *text = (const char *)sqlite3_column_text(row, i);

	if (text != NULL && is_digest(text))
		return g_strdup(text);
	store_damaged(store, error);
	return NULL;
}

char *sql_name(const char *name)
{
	g_auto(GStrv) parts = g_strsplit(name, "\"", -1);
	g_autofree char *inner = g_strjoinv("\"\"", parts);

	return g_strdup_printf("\"%s\"", inner);
}

/*
 * Stop after a row. Only now does a change that gives rows back commit, and
 * may fail.
 */
static bool stop(struct store *store, sqlite3_stmt *statement, GError **error)
{
	int rc = sqlite3_reset(statement);

	if (rc != SQLITE_OK)
		store_fail(store, rc, error);
	sql_done(statement);
	return rc == SQLITE_OK;
}

bool sql_run(struct store *store, GError **error, const char *sql,
	const struct value *values, size_t n_values)
{
	sqlite3_stmt *statement =
		sql_query(store, error, sql, values, n_values);
	int rc;

	if (statement == NULL)
		return false;
	rc = sql_next(store, statement, error);
	return rc > 0 ? stop(store, statement, error) : rc == 0;
}

bool sql_integer(struct store *store, GError **error, gint64 *result,
	const char *sql, const struct value *values, size_t n_values)
{
	sqlite3_stmt *statement =
		sql_query(store, error, sql, values, n_values);
	int rc;

	if (statement == NULL)
		return false;
	rc = sql_next(store, statement, error);
	if (rc <= 0)
		return rc == 0;
	*result = sqlite3_column_int64(statement, 0);
	return stop(store, statement, error);
}

bool sql_script(struct store *store, const char *sql, GError **error)
{
	int rc = sqlite3_exec(store->db, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK || store_fail(store, rc, error);
}

/* Immediate: a writer that must wait does so here and not half-way. */
bool sql_begin(struct store *store, GError **error)
{
	return sql_run(store, error, "BEGIN IMMEDIATE", NO_VALUES);
}

bool sql_end(struct store *store, bool ok, GError **error)
{
	if (ok && sql_run(store, error, "COMMIT", NO_VALUES))
		return true;
	/* After some failures SQLite has rolled back by itself. */
	if (!sqlite3_get_autocommit(store->db))
		sql_run(store, NULL, "ROLLBACK", NO_VALUES);
	return false;
}
