/*
 * agree/import.c - lettermark-agree import: people's scores into the corpus.
 */
#include <stdio.h>

#include "pipeline/agree/agree.h"
#include "pipeline/agree/score-set.h"
#include "pipeline/agree/score-sheet.h"

/* A sheet that is in the corpus already. */
struct known {
	char *document, *reviewer, *sha256;
	bool adjudication;
};

struct importing {
	const struct agree *agree;
	struct sheet_rules *rules;
	const char *path;
	char *sha256; /* of the file */
	int imported, same;
};

static void free_known(void *data)
{
	struct known *known = data;

	g_free(known->document);
	g_free(known->reviewer);
	g_free(known->sha256);
	g_free(known);
}

static bool take_known(int n, const char *const *columns,
	const char *const *values, void *user)
{
	struct known *known = g_new0(struct known, 1);

	known->document =
		g_strdup(store_row_value("document", n, columns, values));
	known->reviewer =
		g_strdup(store_row_value("reviewer", n, columns, values));
	known->sha256 = g_strdup(store_row_value("sha256", n, columns, values));
	known->adjudication = g_str_equal(
		store_row_value("adjudication", n, columns, values), "1");
	g_ptr_array_add(user, known);
	return true;
}

static void say(const struct importing *importing, enum stage_level level,
	const char *words)
{
	stage_say(importing->agree->stage, level, importing->path, 0, words,
		NULL);
}

/*
 * Why a sound sheet may not go in beside those that are there, or NULL; freed
 * by the caller. `*same`: it is there already.
 */
static char *refuse(const struct importing *importing,
	const struct filled_sheet *sheet, const GPtrArray *all, bool *same)
{
	const struct agree *agree = importing->agree;
	const char *third = NULL;
	int readings = 0;

	*same = false;
	for (guint i = 0; i < all->len; i++) {
		const struct known *known = all->pdata[i];
		bool own = g_str_equal(known->reviewer, sheet->reviewer);

		if (!g_str_equal(known->document, sheet->document))
			continue;
		if (own && agree->adjudicate && !known->adjudication)
			return g_strdup_printf(
				"%s is one of the two who read "
				"%s: a third person decides",
				sheet->reviewer, sheet->document);
		if (own && g_strcmp0(known->sha256, importing->sha256) == 0)
			*same = true;
		else if (own && !agree->replace)
			return g_strdup_printf(
				"%s has scored %s already: --replace puts "
				"this sheet in its place",
				sheet->reviewer, sheet->document);
		if (known->adjudication && !own)
			third = known->reviewer;
		readings += !known->adjudication;
	}
	if (!agree->adjudicate)
		return NULL;
	if (readings < SCORE_SET_READERS)
		return g_strdup_printf(
			"%s has not been read by two people, so there "
			"is nothing to decide",
			sheet->document);
	if (!third || *same)
		return NULL;
	return g_strdup_printf(
		"%s has given %s a third reading already: one decides", third,
		sheet->document);
}

static bool put(struct importing *importing, const struct filled_sheet *sheet,
	GError **error)
{
	struct store *store = importing->agree->stage->store;
	g_autofree char *source = g_path_get_basename(importing->path);
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(free_known);
	g_autofree char *problem = NULL;
	struct store_sheet row = {
		.document = sheet->document,
		.reviewer = sheet->reviewer,
		.adjudication = importing->agree->adjudicate,
		.source = source,
		.sha256 = importing->sha256,
		.scores = (const struct store_score *)sheet->scores->data,
		.n_scores = sheet->scores->len,
	};
	bool same;

	if (!store_each_row(store, "sheets", take_known, all, error))
		return false;
	problem = refuse(importing, sheet, all, &same);
	if (problem)
		say(importing, STAGE_ERROR, problem);
	if (problem || same) {
		importing->same += same;
		return true;
	}
	importing->imported++;
	return store_put_sheet(store, &row, error);
}

static void say_faults(const struct importing *importing, GPtrArray *faults)
{
	for (guint i = 0; i < faults->len; i++)
		say(importing, STAGE_ERROR, faults->pdata[i]);
}

static bool import_sheet(struct importing *importing, GError **error)
{
	g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
	struct filled_sheet *sheet =
		filled_sheet_read(importing->rules, importing->path, faults);
	bool done = true;

	say_faults(importing, faults);
	if (sheet)
		done = put(importing, sheet, error);
	filled_sheet_free(sheet);
	return done;
}

static bool import_table(struct importing *importing, GError **error)
{
	g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
	int unknown;
	g_autoptr(GPtrArray) sheets = filled_sheets_of_table(
		importing->rules, importing->path, &unknown, faults);
	g_autofree char *words = g_strdup_printf(
		"documents that are not in the corpus, left out: %d", unknown);

	say_faults(importing, faults);
	if (unknown > 0)
		say(importing, STAGE_WARNING, words);
	for (guint i = 0; i < sheets->len; i++)
		if (!put(importing, sheets->pdata[i], error))
			return false;
	return true;
}

/* A digest is of the file as it was read, which is small. */
static bool import_file(struct importing *importing, const char *path,
	bool (*import)(struct importing *importing, GError **error),
	GError **error)
{
	bool done;

	importing->path = path;
	importing->sha256 = stage_file_digest(path);
	done = import(importing, error);
	g_free(importing->sha256);
	return done;
}

bool agree_import(const struct agree *agree, GError **error)
{
	struct importing importing = {.agree = agree};
	bool done = true;

	importing.rules =
		sheet_rules_new(agree->stage->store, agree->framework, error);
	if (!importing.rules)
		return false;
	importing.rules->adjudication = agree->adjudicate;
	if (agree->gold)
		done = import_file(
			&importing, agree->gold, import_table, error);
	for (char **path = agree->arguments; done && *path; path++)
		done = import_file(&importing, *path, import_sheet, error);
	sheet_rules_free(importing.rules);
	if (!agree->stage->quiet)
		printf("%d sheet%s imported, %d known\n", importing.imported,
			importing.imported == 1 ? "" : "s", importing.same);
	return done;
}
