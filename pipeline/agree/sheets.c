/*
 * agree/sheets.c - lettermark-agree sheets: what two people, or a third, need
 * to score a letter without knowing what anybody else made of it.
 *
 * A folder a reviewer, in it three files a letter: a workbook and a CSV to be
 * filled in, and a page to be printed. The statements stand in an order of
 * their own in each, so that tiredness falls on no statement alone. What was
 * handed to whom stands beside the folders, for the evaluator only.
 */
#include <stdio.h>

#include "corpus/sheet.h"
#include "pipeline/agree/agree.h"
#include "pipeline/agree/handout.h"
#include "pipeline/agree/score-set.h"
#include "pipeline/agree/score-sheet.h"
#include "pipeline/writers/csv.h"
#include "pipeline/writers/html.h"
#include "pipeline/writers/output.h"

struct handing {
	const struct agree *agree;
	struct sheet_rules *rules;
	struct output *output;
	GHashTable *slugs;   /* taken names of folders */
	GPtrArray *folders;  /* of char *: of each reviewer */
	GString *allocation; /* CSV */
};

/* --- order -------------------------------------------------------------- */

static void shuffle(GRand *rand, int *order, int n)
{
	for (int i = 0; i < n; i++)
		order[i] = i;
	for (int i = n - 1; i > 0; i--) {
		int j = g_rand_int_range(rand, 0, i + 1);
		int kept = order[i];

		order[i] = order[j];
		order[j] = kept;
	}
}

/* The same for the same seed and names, and for no others. */
static int *shuffled(int seed, const char *a, const char *b, int n)
{
	const guint32 seeds[] = {(guint32)seed, g_str_hash(a), g_str_hash(b)};
	GRand *rand = g_rand_new_with_seed_array(seeds, G_N_ELEMENTS(seeds));
	int *order = g_new(int, n);

	shuffle(rand, order, n);
	g_rand_free(rand);
	return order;
}

/* --- handing out -------------------------------------------------------- */

static bool write_handout(struct handing *handing,
	const struct handout *handout, const char *folder, GError **error)
{
	g_autofree char *stem =
		g_build_filename(folder, handout->document, NULL);
	g_autofree char *csv = g_strconcat(stem, ".csv", NULL);
	g_autofree char *page = g_strconcat(stem, ".html", NULL);
	g_autofree char *book = g_strconcat(stem, ".xlsx", NULL);
	g_autofree char *draft = output_draft(handing->output, book, error);
	g_autoptr(GString) table = handout_csv(handout);
	g_autoptr(GString) paper = handout_page(handout);

	csv_cell(handing->allocation, COLUMN_TEXT, handout->document);
	g_string_append_c(handing->allocation, ',');
	csv_cell(handing->allocation, COLUMN_TEXT, handout->reviewer);
	g_string_append_printf(
		handing->allocation, ",%s,%d\r\n", book, handing->agree->seed);
	return draft && handout_book(handout, draft, error) &&
	       output_settle(handing->output, book, error) &&
	       output_write(handing->output, csv, table, error) &&
	       output_write(handing->output, page, paper, error);
}

static bool hand_to(struct handing *handing, const struct store_task *task,
	const struct text *text, guint reviewer, GError **error)
{
	const struct framework *framework = handing->rules->framework;
	const char *name = handing->agree->reviewer[reviewer];
	g_autofree int *order = shuffled(handing->agree->seed, task->name, name,
		framework_criteria(framework));
	struct handout handout = {
		.framework = framework,
		.document = task->name,
		.reviewer = name,
		.version = g_hash_table_lookup(
			handing->rules->versions, task->name),
		.text = text,
		.order = order,
	};

	return write_handout(
		handing, &handout, handing->folders->pdata[reviewer], error);
}

/*
 * The `place`th letter goes to two of `n` reviewers: pairs at distance 1, then
 * 2 and so on, so that each reads as many as the others and meets them all.
 */
static void pair_for(guint place, guint n, guint pair[SCORE_SET_READERS])
{
	guint apart = 1 + (n > 2 ? place / n % (n - 1) : 0);

	pair[0] = place % n;
	pair[1] = (place + apart) % n;
}

/* How many people a letter goes to. */
static int readers(const struct agree *agree)
{
	return agree->adjudicate ? 1 : SCORE_SET_READERS;
}

static bool hand_out(struct handing *handing, const struct store_task *task,
	guint place, GError **error)
{
	guint n = g_strv_length(handing->agree->reviewer);
	g_autoptr(Text) text = store_get_text(
		handing->agree->stage->store, task->document, error);
	guint pair[SCORE_SET_READERS];

	if (!text)
		return false;
	pair_for(place, n, pair);
	for (int i = 0; i < readers(handing->agree); i++)
		if (!hand_to(handing, task, text, pair[i], error))
			return false;
	return true;
}

/* --- what was asked for ------------------------------------------------- */

/* Whether there is a problem, which is taken over and said. */
static bool refused(char *problem, GError **error)
{
	if (!problem)
		return false;
	g_set_error_literal(
		error, SCORE_SET_ERROR, SCORE_SET_ERROR_COLUMNS, problem);
	g_free(problem);
	return true;
}

static bool take_reviewers(struct handing *handing, GError **error)
{
	char **names = handing->agree->reviewer;

	for (int i = 0; names[i]; i++) {
		for (int j = 0; j < i; j++)
			if (g_str_equal(names[i], names[j]) &&
				refused(g_strdup_printf(
						"%s is named twice", names[i]),
					error))
				return false;
		if (refused(sheet_refuse_reviewer(handing->rules, names[i]),
			    error))
			return false;
		g_ptr_array_add(
			handing->folders, html_slug(names[i], handing->slugs));
	}
	return true;
}

/* The names asked for: arguments, and those in the sample; a letter that was
 * drawn and is not held has none there. */
static GPtrArray *wanted(const struct agree *agree, GError **error)
{
	GPtrArray *names =
		agree->sample
			? sheet_read_column(agree->sample, "document", error)
			: g_ptr_array_new_with_free_func(g_free);

	for (char **name = agree->arguments; names && *name; name++)
		g_ptr_array_add(names, g_strdup(*name));
	return names;
}

/* The documents of those names, each once, in an order of chance. */
static GPtrArray *find_tasks(
	struct handing *handing, GPtrArray *tasks, GError **error)
{
	g_autoptr(GPtrArray) names = wanted(handing->agree, error);
	g_autoptr(GPtrArray) found = g_ptr_array_new();
	g_autofree int *order = NULL;
	GPtrArray *mixed;

	for (guint i = 0; names && i < names->len; i++)
		if (refused(sheet_refuse_document(
				    handing->rules, names->pdata[i]),
			    error))
			return NULL;
	for (guint i = 0; names && i < tasks->len; i++) {
		const struct store_task *task = tasks->pdata[i];

		if (g_ptr_array_find_with_equal_func(
			    names, task->name, g_str_equal, NULL))
			g_ptr_array_add(found, tasks->pdata[i]);
	}
	if (!names || (found->len == 0 &&
			      refused(g_strdup("no letter to score"), error)))
		return NULL;
	order = shuffled(handing->agree->seed, "letters", "", (int)found->len);
	mixed = g_ptr_array_new();
	for (guint i = 0; i < found->len; i++)
		g_ptr_array_add(mixed, found->pdata[order[i]]);
	return mixed;
}

static void say_what_next(const struct handing *handing, guint letters)
{
	const struct agree *agree = handing->agree;

	if (agree->stage->quiet)
		return;
	printf("%u letter%s, %s each\n", letters, letters == 1 ? "" : "s",
		readers(agree) == 1 ? "a sheet" : "two sheets");
	for (guint i = 0; i < handing->folders->len; i++)
		printf("  for %s: %s/%s\n", agree->reviewer[i], agree->out,
			(char *)handing->folders->pdata[i]);
	printf("  for you alone, it says who has what: %s/allocation.csv\n",
		agree->out);
}

static bool hand_all(struct handing *handing, GError **error)
{
	g_autoptr(GPtrArray) all =
		store_stale_scores(handing->agree->stage->store, "", error);
	g_autoptr(GPtrArray) tasks =
		all ? find_tasks(handing, all, error) : NULL;

	for (guint i = 0; tasks && i < tasks->len; i++)
		if (!hand_out(handing, tasks->pdata[i], i, error))
			return false;
	if (!tasks || !output_write(handing->output, "allocation.csv",
			      handing->allocation, error))
		return false;
	say_what_next(handing, tasks->len);
	return true;
}

/* Sheets that somebody may have begun to fill in are never written over. */
static bool is_taken(const struct agree *agree, GError **error)
{
	g_autofree char *path =
		g_build_filename(agree->out, "allocation.csv", NULL);

	return g_file_test(path, G_FILE_TEST_EXISTS) &&
	       refused(g_strdup_printf("%s holds sheets already: choose "
				       "another folder",
			       agree->out),
		       error);
}

bool agree_sheets(const struct agree *agree, GError **error)
{
	g_autoptr(SheetRules) rules = NULL;
	g_autoptr(Output) output = NULL;
	struct handing handing = {.agree = agree};
	bool done;

	if (is_taken(agree, error))
		return false;
	rules = sheet_rules_new(agree->stage->store, agree->framework, error);
	output = rules ? output_new(agree->out, error) : NULL;
	if (!output)
		return false;
	handing.rules = rules;
	handing.output = output;
	handing.slugs =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	handing.folders = g_ptr_array_new_with_free_func(g_free);
	handing.allocation = g_string_new("document,reviewer,sheet,seed\r\n");
	done = take_reviewers(&handing, error) && hand_all(&handing, error);
	g_hash_table_unref(handing.slugs);
	g_ptr_array_unref(handing.folders);
	g_string_free(handing.allocation, TRUE);
	return done;
}
