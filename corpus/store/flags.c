/*
 * store/flags.c - flags with the findings behind them, and what the stage that
 * raises them needs to know of other documents.
 */
#include "corpus/store/private.h"

static bool put_flag(struct store *store, gint64 document,
	const struct store_flag *flag, GError **error)
{
	if (!sql_run(store, error,
		    "INSERT INTO flag (document, flag, level, detail) "
		    "VALUES (?, ?, ?, ?)",
		    VALUES(INT(document), TEXT(flag->flag), TEXT(flag->level),
			    TEXT(flag->detail))))
		return false;
	for (size_t i = 0; i < flag->n_findings; i++)
		if (!sql_run(store, error,
			    "INSERT INTO flag_ground (document, flag, finding) "
			    "VALUES (?, ?, ?)",
			    VALUES(INT(document), TEXT(flag->flag),
				    TEXT(flag->findings[i]))))
			return false;
	return true;
}

static bool put_duty(struct store *store, gint64 document, int position,
	const struct store_duty *duty, GError **error)
{
	if (!sql_run(store, error,
		    "INSERT INTO duty (document, position, duty, name, "
		    "provision, state) VALUES (?, ?, ?, ?, ?, ?)",
		    VALUES(INT(document), INT(position), TEXT(duty->duty),
			    TEXT(duty->name), TEXT(duty->provision),
			    TEXT(duty->state))))
		return false;
	for (size_t i = 0; i < duty->n_findings; i++)
		if (!sql_run(store, error,
			    "INSERT INTO duty_ground (document, duty, finding) "
			    "VALUES (?, ?, ?)",
			    VALUES(INT(document), TEXT(duty->duty),
				    TEXT(duty->findings[i]))))
			return false;
	return true;
}

static bool put_figure(struct store *store, gint64 document,
	const struct store_figure *figure, GError **error)
{
	return sql_run(store, error,
		"INSERT INTO figure (document, figure, value) VALUES (?, ?, ?)",
		VALUES(INT(document), TEXT(figure->figure),
			INT(figure->value)));
}

static bool put_flags(struct store *store, const struct store_task *task,
	const char *version, const struct store_flagging *flagging,
	GError **error)
{
	gint64 document = task->document;

	if (!sql_run(store, error, "DELETE FROM flagging WHERE document = ?",
		    VALUES(INT(document))) ||
		!sql_run(store, error,
			"INSERT INTO flagging (document, version, input) "
			"VALUES (?, ?, ?)",
			VALUES(INT(document), TEXT(version),
				TEXT(task->input))))
		return false;
	for (size_t i = 0; i < flagging->n_flags; i++)
		if (!put_flag(store, document, &flagging->flags[i], error))
			return false;
	for (size_t i = 0; i < flagging->n_duties; i++)
		if (!put_duty(store, document, (int)i, &flagging->duties[i],
			    error))
			return false;
	for (size_t i = 0; i < flagging->n_figures; i++)
		if (!put_figure(store, document, &flagging->figures[i], error))
			return false;
	return true;
}

bool store_put_flags(struct store *store, const struct store_task *task,
	const char *version, const struct store_flagging *flagging,
	GError **error)
{
	return sql_begin(store, error) &&
	       sql_end(store, put_flags(store, task, version, flagging, error),
		       error);
}

GPtrArray *store_scores_apart(
	struct store *store, gint64 document, int by, GError **error)
{
	GPtrArray *apart = g_ptr_array_new_with_free_func(g_free);
	sqlite3_stmt *statement = sql_query(store, error,
		"SELECT criterion FROM score WHERE document = ? "
		"GROUP BY criterion HAVING max(score) - min(score) >= ? "
		"ORDER BY min(position)",
		VALUES(INT(document), INT(by)));
	int rc = -1;

	while (statement && (rc = sql_next(store, statement, error)) == 1)
		g_ptr_array_add(apart, sql_string(statement, 0));
	if (rc != 0)
		g_clear_pointer(&apart, g_ptr_array_unref);
	return apart;
}

bool store_find_answered(
	struct store *store, gint64 document, gint64 *answered, GError **error)
{
	*answered = 0;
	return sql_integer(store, error, answered,
		"SELECT l.document FROM record me "
		"JOIN field mine ON mine.document = me.document "
		"	AND mine.name = 'area' "
		"JOIN field theirs ON theirs.name = 'area' "
		"	AND theirs.value = mine.value "
		"JOIN record l ON l.document = theirs.document "
		"JOIN shown d ON d.id = l.document "
		"LEFT JOIN field my_day ON my_day.document = me.document "
		"	AND my_day.name = 'published' "
		"LEFT JOIN field day ON day.document = l.document "
		"	AND day.name = 'published' "
		"WHERE me.document = ? "
		"	AND (l.kind IN ('outcome-letter', 'area-report') "
		"		OR (l.kind = 'revisit-letter' "
		"			AND me.kind = 'progress-plan')) "
		"	AND (my_day.value IS NULL OR day.value IS NULL "
		"		OR day.value <= my_day.value) "
		"	AND EXISTS (SELECT 1 FROM weakness w "
		"		WHERE w.document = l.document) "
		"ORDER BY day.value DESC, l.document DESC LIMIT 1",
		VALUES(INT(document)));
}

bool store_has_later(struct store *store, gint64 document, const char *kind,
	bool *has, GError **error)
{
	gint64 found = 0;

	if (!sql_integer(store, error, &found,
		    "SELECT count(*) FROM field mine "
		    "JOIN field theirs ON theirs.name = 'area' "
		    "	AND theirs.value = mine.value "
		    "JOIN record r ON r.document = theirs.document "
		    "JOIN shown d ON d.id = r.document "
		    "LEFT JOIN field my_day ON my_day.document = mine.document "
		    "	AND my_day.name = 'published' "
		    "LEFT JOIN field day ON day.document = r.document "
		    "	AND day.name = 'published' "
		    "WHERE mine.document = ? AND mine.name = 'area' "
		    "	AND r.kind = ? AND (day.value IS NULL "
		    "		OR my_day.value IS NULL "
		    "		OR day.value >= my_day.value)",
		    VALUES(INT(document), TEXT(kind))))
		return false;
	*has = found > 0;
	return true;
}
