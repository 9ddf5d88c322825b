/*
 * store/run.c - the log: which program ran when, and what came of it.
 */
#include "corpus/store/private.h"

static char *iso_time(gint64 seconds)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(seconds);

	return g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ");
}

bool store_begin_run(struct store *store, const struct store_run *run,
	gint64 *id, GError **error)
{
	g_autofree char *started = iso_time(run->started);

	return sql_integer(store, error, id,
		"INSERT INTO run (night, program, version, started) "
		"VALUES (?, ?, ?, ?) RETURNING id",
		VALUES(TEXT(run->night), TEXT(run->program), TEXT(run->version),
			TEXT(started)));
}

bool store_end_run(struct store *store, gint64 id,
	const struct store_run_end *end, GError **error)
{
	g_autofree char *ended = iso_time(g_get_real_time() / G_USEC_PER_SEC);

	return sql_run(store, error,
		"UPDATE run SET ended = ?, milliseconds = ?, kilobytes = ?, "
		"status = ?, total = ?, done = ?, failed = ?, summary = ? "
		"WHERE id = ?",
		VALUES(TEXT(ended), INT(end->milliseconds), INT(end->kilobytes),
			INT(end->status), INT(end->total), INT(end->done),
			INT(end->failed), TEXT(end->summary), INT(id)));
}

char *store_last_version(struct store *store, const char *program)
{
	sqlite3_stmt *row = sql_query(store, NULL,
		"SELECT version FROM run WHERE program = ? "
		"ORDER BY id DESC LIMIT 1",
		VALUES(TEXT(program)));
	char *version = NULL;

	if (row != NULL && sql_next(store, row, NULL) > 0) {
		version = sql_string(row, 0);
		sql_done(row);
	}
	return version;
}
