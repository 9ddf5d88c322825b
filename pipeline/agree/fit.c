/*
 * agree/fit.c - lettermark-agree fit: the reviewer `model` from scored
 * documents.
 */
#include <string.h>

#include "pipeline/agree/agree.h"
#include "pipeline/agree/agreement-table.h"
#include "pipeline/agree/score-pairs.h"
#include "scoring/reviewer/model.h"

/* A document of the corpus that people have scored. */
struct example {
	struct model_gold gold; /* first */
	struct record *record;
	struct reading *reading;
	char *name, *sha256;
	int (*scores)[ORDINAL_READERS];
};

static void free_example(void *data)
{
	struct example *example = data;

	reading_free(example->reading);
	record_free(example->record);
	g_free(example->name);
	g_free(example->sha256);
	g_free(example->scores);
	g_free(example);
}

/* The scores of one document by criterion; NULL where there are none. */
static int (*scores_of(const struct framework *framework,
	const struct score_set *gold, const char *document))[ORDINAL_READERS]
{
	int n = framework_criteria(framework);
	int(*scores)[ORDINAL_READERS] = g_malloc0(n * sizeof(*scores));
	bool any = false;

	for (int c = 0; c < n; c++) {
		const struct scored *row = score_set_find(
			gold, document, framework_criterion(framework, c)->id);
		if (!row)
			continue;
		memcpy(scores[c], row->scores, sizeof(row->scores));
		any = true;
	}
	if (!any)
		g_clear_pointer(&scores, g_free);
	return scores;
}

static struct example *example_new(struct store *store,
	const struct framework *framework, const struct store_task *task,
	GError **error)
{
	struct record *record = store_get_record(store, task->document, error);
	struct example *example;

	if (!record)
		return NULL;
	example = g_new0(struct example, 1);
	example->record = record;
	example->reading = reading_new(framework, record);
	example->name = g_strdup(task->name);
	example->sha256 = g_strdup(task->sha256);
	example->gold.name = example->name;
	example->gold.sha256 = example->sha256;
	example->gold.reading = example->reading;
	return example;
}

/* Read what is in the corpus of the documents in `gold`. */
static GPtrArray *read_examples(const struct agree *agree,
	const struct framework *framework, const struct score_set *gold,
	GError **error)
{
	struct store *store = agree->stage->store;
	/* No scoring has this version, so every scored document is named. */
	g_autoptr(GPtrArray) tasks = store_stale_scores(store, "", error);
	g_autoptr(GPtrArray) examples =
		g_ptr_array_new_with_free_func(free_example);

	for (guint i = 0; tasks && i < tasks->len; i++) {
		const struct store_task *task = tasks->pdata[i];
		int(*scores)[ORDINAL_READERS] =
			scores_of(framework, gold, task->name);
		struct example *example;
		if (!scores)
			continue;
		example = example_new(store, framework, task, error);
		if (!example) {
			g_free(scores);
			return NULL;
		}
		example->scores = scores;
		example->gold.scores = scores;
		g_ptr_array_add(examples, example);
	}
	if (tasks && examples->len > 1)
		return g_steal_pointer(&examples);
	if (tasks)
		g_set_error(error, SCORE_SET_ERROR, SCORE_SET_ERROR_EMPTY,
			"%s: fewer than two of its documents are in the corpus",
			gold->name);
	return NULL;
}

/* Scores by cross-validation as a score set's rows would be. */
static void pair_crossed(struct score_pairs *pairs,
	const struct framework *framework, const GPtrArray *examples,
	const int *crossed)
{
	int n = framework_criteria(framework);

	for (guint i = 0; i < examples->len; i++)
		for (int c = 0; c < n; c++) {
			const struct example *example = examples->pdata[i];
			struct scored one = {
				.document = example->name,
				.criterion =
					framework_criterion(framework, c)->id,
				.scores = {crossed[i * n + c]},
			};
			struct scored panel = {0};
			memcpy(panel.scores, example->scores[c],
				sizeof(panel.scores));
			score_pairs_add(pairs, &one, &panel);
		}
}

static bool write_crossed(const char *path, const struct framework *framework,
	const GPtrArray *examples, const int *crossed, GError **error)
{
	int n = framework_criteria(framework);
	g_autoptr(GString) out = g_string_new("document,criterion,score\r\n");

	for (guint i = 0; i < examples->len; i++)
		for (int c = 0; c < n; c++) {
			const struct example *example = examples->pdata[i];
			g_string_append_printf(out, "%s,%s,%d\r\n",
				example->name,
				framework_criterion(framework, c)->id,
				crossed[i * n + c]);
		}
	return g_file_set_contents(path, out->str, out->len, error);
}

static void note_agreement(struct model *model, struct score_pairs *pairs)
{
	g_autoptr(GArray) table = score_pairs_table(pairs);

	for (guint i = 0; i < table->len; i++) {
		const struct agreement_row *row =
			&g_array_index(table, struct agreement_row, i);
		g_autofree char *text = g_strdup_printf(
			"%s\tn %zu\texact %.3f\twithin one %.3f\tdifference "
			"%.3f\tcommonest score: exact %.3f\tdifference %.3f",
			row->criterion, row->n, row->values[AGREEMENT_EXACT],
			row->values[AGREEMENT_WITHIN_ONE],
			row->values[AGREEMENT_MAD],
			row->baseline[AGREEMENT_EXACT],
			row->baseline[AGREEMENT_MAD]);
		model_note(model, text);
	}
}

static bool fit_examples(const struct agree *agree,
	const struct framework *framework, const GPtrArray *examples,
	GError **error)
{
	const char *scores = agree->scores;
	g_autofree int *crossed = model_cross_validate(framework, examples);
	g_autoptr(Model) model =
		crossed ? model_fit(framework, examples) : NULL;
	struct score_pairs pairs = {0};
	bool done;

	if (!model) {
		g_set_error(error, SCORE_SET_ERROR, SCORE_SET_ERROR_EMPTY,
			"the fit does not settle");
		return false;
	}
	score_pairs_init(&pairs);
	pair_crossed(&pairs, framework, examples, crossed);
	note_agreement(model, &pairs);
	if (agree->readers)
		model_set_readers(model, agree->readers);
	done = score_pairs_print(&pairs, agree->csv, error) &&
	       model_save(model, agree->model, error) &&
	       (!scores || write_crossed(scores, framework, examples, crossed,
				   error));
	score_pairs_clear(&pairs);
	return done;
}

bool agree_fit(const struct agree *agree, GError **error)
{
	g_autoptr(Framework) framework =
		stage_framework(agree->framework, error);
	g_autoptr(ScoreSet) gold = NULL;
	g_autoptr(GPtrArray) examples = NULL;

	if (framework)
		gold = score_set_load(agree->gold, agree->stage->store, error);
	if (gold)
		examples = read_examples(agree, framework, gold, error);
	return examples && fit_examples(agree, framework, examples, error);
}
