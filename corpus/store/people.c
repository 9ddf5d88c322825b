/*
 * store/people.c - what people scored, beside the machine reviewers.
 */
#include "corpus/store/private.h"

bool find_shown(
	struct store *store, const char *name, gint64 *document, GError **error)
{
	*document = 0;
	if (!sql_integer(store, error, document,
		    "SELECT id FROM shown WHERE name = ?", VALUES(TEXT(name))))
		return false;
	if (*document == 0)
		g_set_error(error, STORE_ERROR, STORE_ERROR_ROW,
			"no document %s", name);
	return *document != 0;
}

/* A person who is not known yet comes after all who are. */
static bool put_person(struct store *store, const char *name, GError **error)
{
	gint64 machine = 0;

	if (!sql_run(store, error,
		    "INSERT OR IGNORE INTO reviewer (name, position, machine) "
		    "SELECT ?, max(position) + 1, 0 FROM reviewer",
		    VALUES(TEXT(name))) ||
		!sql_integer(store, error, &machine,
			"SELECT machine FROM reviewer WHERE name = ?",
			VALUES(TEXT(name))))
		return false;
	if (machine)
		g_set_error(error, STORE_ERROR, STORE_ERROR_ROW,
			"%s is a machine reviewer", name);
	return !machine;
}

static bool put_scores(struct store *store, gint64 document,
	const struct store_sheet *sheet, GError **error)
{
	gint64 id = 0;

	if (!sql_integer(store, error, &id,
		    "SELECT id FROM human_sheet "
		    "WHERE document = ? AND reviewer = ?",
		    VALUES(INT(document), TEXT(sheet->reviewer))))
		return false;
	for (size_t i = 0; i < sheet->n_scores; i++) {
		const struct store_score *score = &sheet->scores[i];

		if (!sql_run(store, error,
			    "INSERT INTO human_score (sheet, position, "
			    "	criterion, score, note) "
			    "VALUES (?, ?, ?, ?, ?)",
			    VALUES(INT(id), INT(score->position),
				    TEXT(score->criterion), INT(score->score),
				    TEXT(score->why))))
			return false;
	}
	return true;
}

static bool put_sheet(
	struct store *store, const struct store_sheet *sheet, GError **error)
{
	gint64 document;

	return find_shown(store, sheet->document, &document, error) &&
	       put_person(store, sheet->reviewer, error) &&
	       sql_run(store, error,
		       "DELETE FROM human_sheet "
		       "WHERE document = ? AND reviewer = ?",
		       VALUES(INT(document), TEXT(sheet->reviewer))) &&
	       sql_run(store, error,
		       "INSERT INTO human_sheet (document, reviewer, "
		       "	adjudication, source, sha256) "
		       "VALUES (?, ?, ?, ?, ?)",
		       VALUES(INT(document), TEXT(sheet->reviewer),
			       INT(sheet->adjudication), TEXT(sheet->source),
			       TEXT(sheet->sha256))) &&
	       put_scores(store, document, sheet, error);
}

bool store_put_sheet(
	struct store *store, const struct store_sheet *sheet, GError **error)
{
	return sql_begin(store, error) &&
	       sql_end(store, put_sheet(store, sheet, error), error);
}

static bool set_reviewer(struct store *store, const char *setting,
	const char *name, GError **error)
{
	gint64 known = 0;

	if (!sql_integer(store, error, &known,
		    "SELECT count(*) FROM reviewer WHERE name = ?",
		    VALUES(TEXT(name))))
		return false;
	if (!known) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_ROW,
			"no reviewer %s", name);
		return false;
	}
	return sql_run(store, error,
		"INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)",
		VALUES(TEXT(setting), TEXT(name)));
}

static bool choose_pair(struct store *store, const char *first,
	const char *second, GError **error)
{
	if (!sql_run(store, error,
		    "DELETE FROM setting "
		    "WHERE name IN ('reviewer_1', 'reviewer_2')",
		    NO_VALUES))
		return false;
	return first == NULL ||
	       (set_reviewer(store, "reviewer_1", first, error) &&
		       set_reviewer(store, "reviewer_2", second, error));
}

bool store_choose_pair(struct store *store, const char *first,
	const char *second, GError **error)
{
	return sql_begin(store, error) &&
	       sql_end(store, choose_pair(store, first, second, error), error);
}

/* --- what is to be forgotten --------------------------------------------- */

static bool forget_reviewer(
	struct store *store, const char *name, int *sheets, GError **error)
{
	gint64 person = 0, n = 0;

	if (!sql_integer(store, error, &person,
		    "SELECT NOT machine FROM reviewer WHERE name = ?",
		    VALUES(TEXT(name))) ||
		!sql_integer(store, error, &n,
			"SELECT count(*) FROM human_sheet WHERE reviewer = ?",
			VALUES(TEXT(name))))
		return false;
	if (!person) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_ROW,
			"no person %s has scored", name);
		return false;
	}
	*sheets = (int)n;
	return sql_run(store, error,
		       "DELETE FROM human_sheet WHERE reviewer = ?",
		       VALUES(TEXT(name))) &&
	       sql_run(store, error,
		       "DELETE FROM setting "
		       "WHERE name IN ('reviewer_1', 'reviewer_2') "
		       "AND EXISTS (SELECT 1 FROM setting WHERE value = ? "
		       "	AND name IN ('reviewer_1', 'reviewer_2'))",
		       VALUES(TEXT(name))) &&
	       sql_run(store, error, "DELETE FROM reviewer WHERE name = ?",
		       VALUES(TEXT(name)));
}

bool store_forget_reviewer(
	struct store *store, const char *name, int *sheets, GError **error)
{
	return sql_begin(store, error) &&
	       sql_end(store, forget_reviewer(store, name, sheets, error),
		       error);
}
