/*
 * store/schema.c - the tables: made, brought up to date, or refused.
 *
 * PRAGMA user_version is the version of the tables. The views are made from
 * views.sql and known by its digest: they hold nothing, so they are simply
 * made anew whenever the text differs.
 */
#include "corpus/store/private.h"
#include <gio/gio.h>

#define SCHEMA_VERSION 6

/* Generated from resources.xml by glib-compile-resources. */
GResource *lettermark_get_resource(void);

/*
 * How to come from each version to a later one; 0 is an empty database. To
 * change the tables: change schema.sql, raise SCHEMA_VERSION, and add
 *	{ N, N + 1, "/lettermark/migrations/NNNN-what.sql" }
 */
static const struct {
	int from, to;
	const char *path;
} steps[] = {
	{0, SCHEMA_VERSION, "/lettermark/schema.sql"},
	{1, 2, "/lettermark/migrations/0002-run.sql"},
	{2, 3, "/lettermark/migrations/0003-people.sql"},
	{3, 4, "/lettermark/migrations/0004-web.sql"},
	{4, 5, "/lettermark/migrations/0005-duty.sql"},
	{5, 6, "/lettermark/migrations/0006-figure-change.sql"},
};

/* The text of a resource: static storage that ends in a NUL. */
static const char *resource_text(const char *path, GError **error)
{
	g_autoptr(GBytes) bytes =
		g_resource_lookup_data(lettermark_get_resource(), path,
			G_RESOURCE_LOOKUP_FLAGS_NONE, error);

	return bytes != NULL ? g_bytes_get_data(bytes, NULL) : NULL;
}

static bool read_version(struct store *store, gint64 *version, GError **error)
{
	return sql_integer(
		store, error, version, "PRAGMA user_version", NO_VALUES);
}

static bool write_version(struct store *store, int version, GError **error)
{
	g_autofree char *sql =
		g_strdup_printf("PRAGMA user_version = %d", version);

	return sql_script(store, sql, error);
}

/* Another program may have taken the step while this one waited. */
static bool take_step(
	struct store *store, const struct migration *step, GError **error)
{
	gint64 version = -1;
	bool ok;

	if (!sql_begin(store, error))
		return false;
	ok = read_version(store, &version, error) &&
	     (version != step->from ||
		     (sql_script(store, step->sql, error) &&
			     write_version(store, step->to, error)));
	return sql_end(store, ok, error);
}

static const struct migration *find_step(
	gint64 version, const struct migration *migrations, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (migrations[i].from == version)
			return &migrations[i];
	return NULL;
}

static bool refuse(
	struct store *store, gint64 version, int current, GError **error)
{
	if (version > current)
		g_set_error(error, STORE_ERROR, STORE_ERROR_NEWER,
			"%s/corpus.db: made by a newer lettermark (tables of "
			"version %d, this one knows %d)",
			store->work, (int)version, current);
	else
		g_set_error(error, STORE_ERROR, STORE_ERROR_CORRUPT,
			"%s/corpus.db: tables of version %d are not known",
			store->work, (int)version);
	return false;
}

bool schema_migrate(struct store *store, int current,
	const struct migration *migrations, size_t n, GError **error)
{
	gint64 version = 0;

	if (!read_version(store, &version, error))
		return false;
	while (version != current) {
		const struct migration *step =
			find_step(version, migrations, n);

		if (step == NULL)
			return refuse(store, version, current, error);
		if (!take_step(store, step, error) ||
			!read_version(store, &version, error))
			return false;
	}
	return true;
}

static bool open_tables(struct store *store, GError **error)
{
	struct migration migrations[G_N_ELEMENTS(steps)];

	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
		migrations[i].from = steps[i].from;
		migrations[i].to = steps[i].to;
		migrations[i].sql = resource_text(steps[i].path, error);
		if (migrations[i].sql == NULL)
			return false;
	}
	return schema_migrate(
		store, SCHEMA_VERSION, migrations, G_N_ELEMENTS(steps), error);
}

/* One view's name, freed by the caller, or NULL when there are none left. */
static bool next_view(struct store *store, char **name, GError **error)
{
	sqlite3_stmt *row = sql_query(store, error,
		"SELECT name FROM sqlite_schema WHERE type = 'view' LIMIT 1",
		NO_VALUES);
	int rc = row != NULL ? sql_next(store, row, error) : -1;

	*name = NULL;
	if (rc > 0) {
		*name = sql_string(row, 0);
		sql_done(row);
	}
	return rc >= 0;
}

/* A view may bear a stranger's name. */
static bool drop_view(struct store *store, const char *name, GError **error)
{
	g_autofree char *quoted = sql_name(name);
	g_autofree char *sql = g_strconcat("DROP VIEW ", quoted, NULL);

	return sql_script(store, sql, error);
}

static bool drop_views(struct store *store, GError **error)
{
	for (;;) {
		g_autofree char *name = NULL;

		if (!next_view(store, &name, error))
			return false;
		if (name == NULL)
			return true;
		if (!drop_view(store, name, error))
			return false;
	}
}

static bool rebuild_views(struct store *store, const char *views,
	const char *digest, GError **error)
{
	bool ok;

	if (!sql_begin(store, error))
		return false;
	ok = drop_views(store, error) && sql_script(store, views, error) &&
	     sql_run(store, error,
		     "INSERT OR REPLACE INTO setting (name, value) "
		     "VALUES ('views', ?)",
		     VALUES(TEXT(digest)));
	return sql_end(store, ok, error);
}

static bool open_views(struct store *store, GError **error)
{
	const char *views = resource_text("/lettermark/views.sql", error);
	g_autofree char *digest = NULL;
	gint64 same = 0;

	if (views == NULL)
		return false;
	digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, views, -1);
	if (!sql_integer(store, error, &same,
		    "SELECT value = ? FROM setting WHERE name = 'views'",
		    VALUES(TEXT(digest))))
		return false;
	return same || rebuild_views(store, views, digest, error);
}

bool schema_open(struct store *store, GError **error)
{
	return open_tables(store, error) && open_views(store, error);
}
