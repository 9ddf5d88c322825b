/*
 * store-flags.c - flags with the findings behind them, and what the stage that
 * raises them needs to know of other documents.
 */
#include "corpus/store-private.h"

static bool put_flag(struct store *store, gint64 document,
	const struct store_flag *flag, GError **error)
{
	if (!run(store, error,
		    "INSERT INTO flag (document, flag, level, detail) "
		    "VALUES (?, ?, ?, ?)",
		    VALUES(INT(document), TEXT(flag->flag), TEXT(flag->level),
			    TEXT(flag->detail))))
		return false;
	for (size_t i = 0; i < flag->n_findings; i++)
		if (!run(store, error,
			    "INSERT INTO flag_ground (document, flag, finding) "
			    "VALUES (?, ?, ?)",
			    VALUES(INT(document), TEXT(flag->flag),
				    TEXT(flag->findings[i]))))
			return false;
	return true;
}

static bool put_flags(struct store *store, const struct store_task *task,
	const char *version, const struct store_flag *flags, size_t n,
	GError **error)
{
	if (!run(store, error, "DELETE FROM flagging WHERE document = ?",
		    VALUES(INT(task->document))) ||
		!run(store, error,
			"INSERT INTO flagging (document, version, input) "
			"VALUES (?, ?, ?)",
			VALUES(INT(task->document), TEXT(version),
				TEXT(task->input))))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!put_flag(store, task->document, &flags[i], error))
			return false;
	return true;
}

bool store_put_flags(struct store *store, const struct store_task *task,
	const char *version, const struct store_flag *flags, size_t n,
	GError **error)
{
	return transaction_begin(store, error) &&
	       transaction_end(store,
		       put_flags(store, task, version, flags, n, error), error);
}

GPtrArray *store_scores_apart(
	struct store *store, gint64 document, int by, GError **error)
{
	GPtrArray *apart = g_ptr_array_new_with_free_func(g_free);
	sqlite3_stmt *statement = query(store, error,
		"SELECT criterion FROM score WHERE document = ? "
		"GROUP BY criterion HAVING max(score) - min(score) >= ? "
		"ORDER BY min(position)",
		VALUES(INT(document), INT(by)));
	int rc = -1;

	while (statement && (rc = query_next(store, statement, error)) == 1)
		g_ptr_array_add(apart, query_string(statement, 0));
	if (rc != 0)
		g_clear_pointer(&apart, g_ptr_array_unref);
	return apart;
}

/* The last of the area's documents that has weaknesses to answer and is not
 * later than the document that answers. A revisit comes before the letter for
 * a plan, which is written after it. */
bool store_find_answered(
	struct store *store, gint64 document, gint64 *answered, GError **error)
{
	*answered = 0;
	return run_integer(store, error, answered,
		"WITH dated AS ("
		"	SELECT r.document, r.kind, a.value AS area, p.value AS "
		"day "
		"	FROM shown d JOIN record r ON r.document = d.id "
		"	JOIN field a ON a.document = r.document "
		"		AND a.name = 'area' "
		"	LEFT JOIN field p ON p.document = r.document "
		"		AND p.name = 'published') "
		"SELECT l.document FROM dated l JOIN dated me "
		"	ON me.document = ? AND l.area = me.area "
		"WHERE l.kind IN ('outcome-letter', 'area-report') "
		"	AND (me.day IS NULL OR l.day IS NULL "
		"		OR l.day <= me.day) "
		"	AND EXISTS (SELECT 1 FROM weakness w "
		"		WHERE w.document = l.document) "
		"ORDER BY l.day DESC, l.document DESC LIMIT 1",
		VALUES(INT(document)));
}
