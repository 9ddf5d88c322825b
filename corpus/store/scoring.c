/*
 * store/scoring.c - scores, the evidence they rest on, and marks on findings.
 */
#include "corpus/store/private.h"

/* A reviewer that is not known yet comes after those that are. */
static bool put_reviewer(struct store *store, const char *name, GError **error)
{
	return sql_run(store, error,
		"INSERT OR IGNORE INTO reviewer (name, position, machine) "
		"SELECT ?, max(position) + 1, 1 FROM reviewer",
		VALUES(TEXT(name)));
}

static bool put_scores(struct store *store, gint64 document,
	const struct store_scoring *scoring, GError **error)
{
	for (size_t i = 0; i < scoring->n_scores; i++) {
		const struct store_score *score = &scoring->scores[i];

		if (!put_reviewer(store, score->reviewer, error) ||
			!sql_run(store, error,
				"INSERT INTO score (document, position, "
				"	criterion, reviewer, score, evidence, "
				"	why) VALUES (?, ?, ?, ?, ?, ?, ?)",
				VALUES(INT(document), INT(score->position),
					TEXT(score->criterion),
					TEXT(score->reviewer),
					INT(score->score), INT(score->evidence),
					TEXT(score->why))))
			return false;
	}
	return true;
}

static bool put_evidence(struct store *store, gint64 document,
	const struct store_scoring *scoring, GError **error)
{
	for (size_t i = 0; i < scoring->n_evidence; i++) {
		const struct store_evidence *evidence = &scoring->evidence[i];

		if (!sql_run(store, error,
			    "INSERT INTO score_evidence (document, position, "
			    "	criterion, finding, indicator, weight) "
			    "VALUES (?, ?, ?, ?, ?, ?)",
			    VALUES(INT(document), INT(evidence->position),
				    TEXT(evidence->criterion),
				    TEXT(evidence->finding),
				    TEXT(evidence->indicator),
				    REAL(evidence->weight))))
			return false;
	}
	return true;
}

static bool put_marks(struct store *store, gint64 document,
	const struct store_scoring *scoring, GError **error)
{
	for (size_t i = 0; i < scoring->n_marks; i++) {
		const struct store_mark *mark = &scoring->marks[i];

		if (!sql_run(store, error,
			    "INSERT INTO finding_mark (document, finding, "
			    "	sectors, ages) VALUES (?, ?, ?, ?)",
			    VALUES(INT(document), TEXT(mark->finding),
				    TEXT(mark->sectors), TEXT(mark->ages))))
			return false;
	}
	return true;
}

static bool put_scoring(struct store *store, const struct store_task *task,
	const char *version, const struct store_scoring *scoring,
	GError **error)
{
	gint64 document = task->document;

	return sql_run(store, error, "DELETE FROM scoring WHERE document = ?",
		       VALUES(INT(document))) &&
	       sql_run(store, error,
		       "INSERT INTO scoring (document, version, input) "
		       "VALUES (?, ?, ?)",
		       VALUES(INT(document), TEXT(version),
			       TEXT(task->input))) &&
	       put_scores(store, document, scoring, error) &&
	       put_evidence(store, document, scoring, error) &&
	       put_marks(store, document, scoring, error);
}

bool store_put_scoring(struct store *store, const struct store_task *task,
	const char *version, const struct store_scoring *scoring,
	GError **error)
{
	return sql_begin(store, error) &&
	       sql_end(store, put_scoring(store, task, version, scoring, error),
		       error);
}
