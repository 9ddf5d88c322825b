/*
 * store/private.h - what the files of the store share: the thin layer over
 * SQLite. Included by store*.c and their unit tests only.
 */
#ifndef LETTERMARK_STORE_PRIVATE_H
#define LETTERMARK_STORE_PRIVATE_H

#include "corpus/store.h"
#include <sqlite3.h>

struct store {
	sqlite3 *db;
	char *work;          /* the work folder */
	GHashTable *queries; /* of sqlite3_stmt, by the address of its SQL */
	GHashTable *views;   /* of sqlite3_stmt of one document, by view */
};

/* A value for a statement's parameter; strings and bytes are borrowed. */
struct value {
	enum { VALUE_INT, VALUE_REAL, VALUE_TEXT, VALUE_BYTES } type;
	gint64 integer;
	double real;
	const char *text; /* NULL is SQL's NULL */
	GBytes *bytes;
};

#define INT(x)   ((struct value){.type = VALUE_INT, .integer = (x)})
#define REAL(x)  ((struct value){.type = VALUE_REAL, .real = (x)})
#define TEXT(x)  ((struct value){.type = VALUE_TEXT, .text = (x)})
#define BYTES(x) ((struct value){.type = VALUE_BYTES, .bytes = (x)})

/* The values of a row, and how many: two arguments. */
#define VALUES(...)                                                            \
	(const struct value[]){__VA_ARGS__},                                   \
		sizeof((const struct value[]){__VA_ARGS__}) /                  \
			sizeof(struct value)
#define NO_VALUES NULL, 0

/*
 * The prepared statement of `sql`, reset and with `values` bound. `sql` must
 * be static storage: the statement is kept by its address and prepared once.
 * Borrowed until the store is closed; NULL on failure.
 */
sqlite3_stmt *sql_query(struct store *store, GError **error, const char *sql,
	const struct value *values, size_t n_values);

/*
 * One row of a query: 1 when there is one, 0 at the end, -1 on failure. At
 * the end and on failure the statement is reset. A caller who stops earlier
 * resets it with sql_done().
 */
int sql_next(struct store *store, sqlite3_stmt *statement, GError **error);
void sql_done(sqlite3_stmt *statement);

/* Column `i` of the row as a copy; NULL stays NULL. */
char *sql_string(sqlite3_stmt *statement, int i);

/*
 * The same of a SHA-256 in hex, which names a file: of a damaged row it may be
 * anything. NULL with `error` set where it is none.
 */
char *sql_digest(struct store *store, sqlite3_stmt *row, int i, GError **error);

/* A name between quotes, where it cannot be bound. Freed by the caller. */
char *sql_name(const char *name);

/* Run a statement that gives no rows. */
bool sql_run(struct store *store, GError **error, const char *sql,
	const struct value *values, size_t n_values);

/*
 * One integer in *result; on no row, `*result` is left as it is.
 */
bool sql_integer(struct store *store, GError **error, gint64 *result,
	const char *sql, const struct value *values, size_t n_values);

/* Walk the rows of a statement as store_each_row() does. */
bool sql_rows(struct store *store, sqlite3_stmt *row, store_row_func each,
	void *user, GError **error);

/* Run SQL text of several statements, for schemas and migrations. */
bool sql_script(struct store *store, const char *sql, GError **error);

/*
 * A transaction: begin, do, end. sql_end() commits when `ok` and rolls back
 * otherwise; it returns whether the work is now committed.
 */
bool sql_begin(struct store *store, GError **error);
bool sql_end(struct store *store, bool ok, GError **error);

/* Set `error` from the database's last failure, `rc`. Returns false. */
bool store_fail(struct store *store, int rc, GError **error);

/* The same, where a row holds what nobody has put there. Returns false. */
bool store_damaged(struct store *store, GError **error);

/* --- schema ------------------------------------------------------------- */

/* A step from one version of the tables to a later one. */
struct migration {
	int from, to; /* from 0: an empty database */
	const char *sql;
};

/*
 * Bring the database to version `current` by `n` migrations, each step a
 * transaction of its own. A newer database is refused (STORE_ERROR_NEWER).
 */
bool schema_migrate(struct store *store, int current,
	const struct migration *migrations, size_t n, GError **error);

/* Create or upgrade the tables and rebuild the views where they differ. */
bool schema_open(struct store *store, GError **error);

/* --- blobs --------------------------------------------------------------- */

/* Write `bytes` as the blob `sha256` unless it stands there whole. */
bool blob_put(
	struct store *store, const char *sha256, GBytes *bytes, GError **error);

/* Whether a blob of that size stands there. */
bool blob_stands(struct store *store, const char *sha256, gint64 size);

/* --- fetch ---------------------------------------------------------------- */

/* The time now, as the tables have it; freed by the caller. */
char *store_now(void);

/* Bytes that blob_put() has put. */
struct blob {
	const char *sha256;
	gint64 size;
};

/*
 * Record that the bytes stand at the origin's address; within a transaction.
 */
bool origin_put(struct store *store, const struct store_origin *origin,
	const struct blob *blob, enum store_arrival *what, GError **error);

/* --- people --------------------------------------------------------------- */

/* The document shown by that name; STORE_ERROR_ROW where there is none. */
bool find_shown(struct store *store, const char *name, gint64 *document,
	GError **error);

/* --- warnings ------------------------------------------------------------ */

/* Replace the warnings of one stage on a document. */
bool warnings_put(struct store *store, gint64 document, const char *stage,
	const GPtrArray *warnings, GError **error);

/* --- search -------------------------------------------------------------- */

/*
 * The query of store_search() as FTS5 has it, freed by the caller; NULL and
 * STORE_ERROR_QUERY where it is none.
 */
char *search_expression(const char *query, GError **error);

#endif
