/*
 * store.c - the corpus opened and closed, what is out of date in it, and its
 * tables walked. The siblings store-*.c each put and get one thing.
 */
#include "corpus/store/private.h"
#include <glib/gstdio.h>
#include <errno.h>

/* Stages started side by side wait for each other this long, in ms. */
#define BUSY_TIMEOUT 30000

static void finalize(gpointer statement)
{
	sqlite3_finalize(statement);
}

void store_close(struct store *store)
{
	if (store == NULL)
		return;
	g_hash_table_unref(store->queries);
	g_hash_table_unref(store->views);
	sqlite3_close(store->db);
	g_free(store->work);
	g_free(store);
}

/*
 * With WAL and synchronous=NORMAL a power cut may undo the last transactions
 * but never damages the database; what is undone is then simply out of date.
 */
static bool set_up(struct store *store, GError **error)
{
	sqlite3_busy_timeout(store->db, BUSY_TIMEOUT);
	return sql_script(store,
		       "PRAGMA journal_mode = WAL;"
		       "PRAGMA synchronous = NORMAL;"
		       "PRAGMA foreign_keys = ON;"
		       "PRAGMA trusted_schema = OFF;",
		       error) &&
	       schema_open(store, error);
}

static bool open_as(
	struct store *store, const char *name, int flags, GError **error)
{
	int rc = sqlite3_open_v2(
		name, &store->db, flags | SQLITE_OPEN_NOMUTEX, NULL);

	if (rc != SQLITE_OK)
		return store_fail(store, rc, error);
	sqlite3_extended_result_codes(store->db, 1);
	return set_up(store, error);
}

/*
 * Who may not write there may look, as long as nobody else is at work: SQLite
 * then wants no file of its own beside the database's. What stands in a
 * write-ahead log would be missed.
 */
static bool open_to_look(struct store *store, const char *path, GError **error)
{
	g_autofree char *log = g_strconcat(path, "-wal", NULL);
	g_autofree char *whole = g_canonicalize_filename(path, NULL);
	g_autofree char *uri = g_filename_to_uri(whole, NULL, NULL);
	g_autofree char *name = g_strconcat(uri, "?immutable=1", NULL);

	if ((sqlite3_errcode(store->db) & 0xff) != SQLITE_READONLY ||
		g_file_test(log, G_FILE_TEST_EXISTS))
		return false;
	g_clear_error(error);
	g_hash_table_remove_all(store->queries);
	sqlite3_close(store->db);
	return open_as(
		store, name, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
}

struct store *store_open(const char *work, GError **error)
{
	g_autoptr(Store) store = g_new0(struct store, 1);
	g_autofree char *path = g_build_filename(work, "corpus.db", NULL);

	store->work = g_strdup(work);
	store->queries = g_hash_table_new_full(NULL, NULL, NULL, finalize);
	store->views = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, finalize);
	if (g_mkdir_with_parents(work, 0777) != 0) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_OPEN, "%s: %s",
			work, g_strerror(errno));
		return NULL;
	}
	if (!open_as(store, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
		    error) &&
		!open_to_look(store, path, error))
		return NULL;
	return g_steal_pointer(&store);
}

/* --- what is out of date ------------------------------------------------- */

static void task_free(gpointer data)
{
	struct store_task *task = data;

	g_free(task->name);
	g_free(task->file);
	g_free(task->sha256);
	g_free(task->input);
	g_free(task);
}

/* What every query of stale() begins with; the input digest follows. */
#define TASK_COLUMNS                                                           \
	"SELECT d.id, d.name, (SELECT min(address) FROM origin o "             \
	"	WHERE o.document = d.id AND o.current), d.sha256, "

/* A row of TASK_COLUMNS and an input digest; NULL where it is damaged. */
static struct store_task *task_of(
	struct store *store, sqlite3_stmt *row, GError **error)
{
	g_autofree char *address = sql_string(row, 2);
	struct store_task *task = g_new0(struct store_task, 1);

	task->document = sqlite3_column_int64(row, 0);
	task->name = sql_string(row, 1);
	task->input = sql_string(row, 4);
	task->sha256 = sql_digest(store, row, 3, error);
	if (task->sha256 != NULL && (task->name == NULL || task->input == NULL))
		store_damaged(store, error);
	if (task->sha256 == NULL || task->name == NULL || task->input == NULL) {
		task_free(task);
		return NULL;
	}
	task->file = g_path_get_basename(address ? address : task->name);
	return task;
}

static GPtrArray *stale(struct store *store, const char *sql,
	const char *version, GError **error)
{
	g_autoptr(GPtrArray) tasks = g_ptr_array_new_with_free_func(task_free);
	sqlite3_stmt *row = sql_query(store, error, sql, VALUES(TEXT(version)));
	int rc = -1;

	while (row != NULL && (rc = sql_next(store, row, error)) > 0) {
		struct store_task *task = task_of(store, row, error);

		if (task == NULL) {
			sql_done(row);
			return NULL;
		}
		g_ptr_array_add(tasks, task);
	}
	return rc == 0 ? g_steal_pointer(&tasks) : NULL;
}

/* Large ones first, lest one be left to a single worker at the end. */
GPtrArray *store_stale_texts(
	struct store *store, const char *version, GError **error)
{
	return stale(store,
		TASK_COLUMNS
		"d.sha256 FROM shown d "
		"LEFT JOIN text t ON t.document = d.id "
		"WHERE t.document IS NULL OR t.version <> ? "
		"	OR t.input <> d.sha256 "
		"ORDER BY d.size DESC, d.name",
		version, error);
}

GPtrArray *store_stale_records(
	struct store *store, const char *version, GError **error)
{
	return stale(store,
		TASK_COLUMNS
		"t.digest FROM shown d "
		"JOIN text t ON t.document = d.id AND t.digest IS NOT NULL "
		"LEFT JOIN record r ON r.document = d.id "
		"WHERE r.document IS NULL OR r.version <> ? "
		"	OR r.input <> t.digest "
		"ORDER BY d.name",
		version, error);
}

GPtrArray *store_stale_scores(
	struct store *store, const char *version, GError **error)
{
	return stale(store,
		TASK_COLUMNS
		"r.digest FROM shown d "
		"JOIN record r ON r.document = d.id AND r.scored "
		"LEFT JOIN scoring s ON s.document = d.id "
		"WHERE s.document IS NULL OR s.version <> ? "
		"	OR s.input <> r.digest "
		"ORDER BY d.name",
		version, error);
}

GPtrArray *store_stale_flags(
	struct store *store, const char *version, GError **error)
{
	return stale(store,
		TASK_COLUMNS
		"i.input FROM shown d "
		"JOIN flag_input i ON i.document = d.id "
		"LEFT JOIN flagging f ON f.document = d.id "
		"WHERE f.document IS NULL OR f.version <> ? "
		"	OR f.input <> i.input "
		"ORDER BY d.name",
		version, error);
}

/* --- the tables ---------------------------------------------------------- */

/*
 * The only statements that are not fixed text: a view's name cannot be bound,
 * so it is looked up among the views first and then quoted.
 */
static sqlite3_stmt *open_view(struct store *store, const char *view,
	const char *condition, GError **error)
{
	g_autofree char *name = sql_name(view);
	g_autofree char *sql =
		g_strdup_printf("SELECT * FROM %s %s", name, condition);
	sqlite3_stmt *statement = NULL;
	gint64 known = 0;
	int rc;

	if (!sql_integer(store, error, &known,
		    "SELECT count(*) FROM sqlite_schema "
		    "WHERE type = 'view' AND name = ?",
		    VALUES(TEXT(view))))
		return NULL;
	if (!known) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_ROW,
			"there is no table \"%s\"", view);
		return NULL;
	}
	rc = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
	if (rc != SQLITE_OK)
		store_fail(store, rc, error);
	return statement;
}

static bool give_row(sqlite3_stmt *row, const char **columns,
	const char **values, store_row_func each, void *user)
{
	int n = sqlite3_column_count(row);

	for (int i = 0; i < n; i++)
		values[i] = (const char *)sqlite3_column_text(row, i);
	return each(n, columns, values, user);
}

bool sql_rows(struct store *store, sqlite3_stmt *row, store_row_func each,
	void *user, GError **error)
{
	int n = sqlite3_column_count(row);
	g_autofree const char **columns = g_new0(const char *, n);
	g_autofree const char **values = g_new0(const char *, n);
	int rc;

	for (int i = 0; i < n; i++)
		columns[i] = sqlite3_column_name(row, i);
	while ((rc = sql_next(store, row, error)) > 0)
		if (!give_row(row, columns, values, each, user))
			break;
	return rc >= 0;
}

bool store_each_row(struct store *store, const char *view, store_row_func each,
	void *user, GError **error)
{
	sqlite3_stmt *row = open_view(store, view, "", error);
	bool ok;

	if (row == NULL)
		return false;
	ok = sql_rows(store, row, each, user, error);
	sqlite3_finalize(row);
	return ok;
}

const char *store_row_value(const char *column, int n,
	const char *const *columns, const char *const *values)
{
	for (int i = 0; i < n; i++)
		if (g_str_equal(columns[i], column))
			return values[i] != NULL ? values[i] : "";
	return "";
}

/* Prepared once for the life of the store: there are many documents. */
static sqlite3_stmt *open_view_of(
	struct store *store, const char *view, GError **error)
{
	sqlite3_stmt *row = g_hash_table_lookup(store->views, view);

	if (row != NULL)
		return row;
	row = open_view(store, view, "WHERE document = ?", error);
	if (row != NULL)
		g_hash_table_insert(store->views, g_strdup(view), row);
	return row;
}

bool store_each_row_of(struct store *store, const char *view,
	const char *document, store_row_func each, void *user, GError **error)
{
	sqlite3_stmt *row = open_view_of(store, view, error);
	bool ok;
	int rc;

	if (row == NULL)
		return false;
	rc = sqlite3_bind_text(row, 1, document, -1, SQLITE_STATIC);
	if (rc != SQLITE_OK)
		return store_fail(store, rc, error);
	ok = sql_rows(store, row, each, user, error);
	sql_done(row);
	return ok;
}

bool store_begin_reading(struct store *store, GError **error)
{
	return sql_run(store, error, "BEGIN", NO_VALUES);
}

void store_end_reading(struct store *store)
{
	sql_run(store, NULL, "COMMIT", NO_VALUES);
}

bool store_get_token(struct store *store, gint64 *token, GError **error)
{
	*token = 0;
	return sql_integer(store, error, token,
		"SELECT token FROM change WHERE document = 0", NO_VALUES);
}
