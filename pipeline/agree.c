/*
 * lettermark-agree - compare two reviewers; fit the reviewer `model`.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "pipeline/agreement-table.h"
#include "pipeline/score-set.h"
#include "pipeline/stage.h"
#include "scoring/model.h"

struct options {
	char *framework;
	char *model;
	char *gold;
	char *csv;
	char *scores;
};

/* What a command works with. */
struct agree {
	struct stage *stage;
	const struct options *options;
	char *model; /* path of the model file */
	char **arguments;
};

/* Documents and criteria by number, as struct agreement_pair wants them. */
struct numbers {
	GHashTable *of; /* name -> number + 1 */
	GPtrArray *names;
};

static struct numbers numbers_new(void)
{
	return (struct numbers){
		.of = g_hash_table_new(g_str_hash, g_str_equal),
		.names = g_ptr_array_new(),
	};
}

static void numbers_clear(struct numbers *numbers)
{
	g_hash_table_unref(numbers->of);
	g_ptr_array_unref(numbers->names);
}

/* `name` must outlive the numbers. */
static int number_of(struct numbers *numbers, const char *name)
{
	int number =
		GPOINTER_TO_INT(g_hash_table_lookup(numbers->of, name)) - 1;

	if (number >= 0)
		return number;
	number = numbers->names->len;
	g_hash_table_insert(
		numbers->of, (char *)name, GINT_TO_POINTER(number + 1));
	g_ptr_array_add(numbers->names, (char *)name);
	return number;
}

/* --- pairs -----------------------------------------------------------------
 */

struct pairs {
	GArray *pairs; /* of struct agreement_pair */
	struct numbers documents, criteria;
	int left_out; /* documents, that the model was fitted to */
};

static void pairs_init(struct pairs *pairs)
{
	pairs->pairs = g_array_new(FALSE, TRUE, sizeof(struct agreement_pair));
	pairs->documents = numbers_new();
	pairs->criteria = numbers_new();
}

static void pairs_clear(struct pairs *pairs)
{
	g_array_unref(pairs->pairs);
	numbers_clear(&pairs->documents);
	numbers_clear(&pairs->criteria);
}

static void add_pair(struct pairs *pairs, const struct scored *one,
	const struct scored *panel)
{
	struct agreement_pair pair = {.score = one->scores[0]};

	for (int i = 0; i < SCORE_SET_READERS; i++)
		pair.panel[i] = panel->scores[i];
	/* With a panel's first reader missing, the second stands alone. */
	if (!pair.panel[0]) {
		pair.panel[0] = pair.panel[1];
		pair.panel[1] = 0;
	}
	if (!pair.score || !pair.panel[0])
		return;
	pair.document = number_of(&pairs->documents, one->document);
	pair.criterion = number_of(&pairs->criteria, one->criterion);
	g_array_append_val(pairs->pairs, pair);
}

/* Pair what both have scored, but for documents in `trained`. */
static void pair_up(struct pairs *pairs, const struct score_set *one,
	const struct score_set *panel, GHashTable *trained)
{
	g_autoptr(GHashTable) left_out =
		g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < one->rows->len; i++) {
		const struct scored *row = one->rows->pdata[i];
		const struct scored *other =
			score_set_find(panel, row->document, row->criterion);
		if (!other)
			continue;
		if (trained && g_hash_table_contains(trained, row->document))
			g_hash_table_add(left_out, row->document);
		else
			add_pair(pairs, row, other);
	}
	pairs->left_out = g_hash_table_size(left_out);
}

static GArray *tabulate(struct pairs *pairs)
{
	g_ptr_array_add(pairs->criteria.names, NULL);
	return agreement_table(pairs->pairs,
		(const char *const *)pairs->criteria.names->pdata);
}

/* Those two or more apart, which a person should read. */
static void list_apart(const struct pairs *pairs, GString *out)
{
	for (guint i = 0; i < pairs->pairs->len; i++) {
		const struct agreement_pair *pair =
			&g_array_index(pairs->pairs, struct agreement_pair, i);
		double mean = pair->panel[1]
				      ? (pair->panel[0] + pair->panel[1]) / 2
				      : pair->panel[0];
		if (fabs(pair->score - mean) < 2)
			continue;
		g_string_append_printf(out, "apart: %s %s: %g, %g\n",
			(char *)pairs->documents.names->pdata[pair->document],
			(char *)pairs->criteria.names->pdata[pair->criterion],
			pair->score, mean);
	}
}

/* --- compare ---------------------------------------------------------------
 */

static bool take_document(int n, const char *const *columns,
	const char *const *values, void *user)
{
	GHashTable **sets = user; /* SHA-256 known; names wanted */
	const char *name = NULL, *sha256 = NULL;

	for (int i = 0; i < n; i++) {
		if (g_str_equal(columns[i], "document"))
			name = values[i];
		if (g_str_equal(columns[i], "sha256"))
			sha256 = values[i];
	}
	if (name && sha256 && g_hash_table_contains(sets[0], sha256))
		g_hash_table_add(sets[1], g_strdup(name));
	return true;
}

/* The names of the documents in the corpus that the model was fitted to. */
static GHashTable *trained_on(const struct agree *agree, GError **error)
{
	g_autoptr(GHashTable) known = model_documents(agree->model, error);
	g_autoptr(GHashTable) names =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	GHashTable *sets[] = {known, names};

	if (!known || !store_each_row(agree->stage->store, "documents",
			      take_document, sets, error))
		return NULL;
	return g_steal_pointer(&names);
}

static bool print_table(
	const struct agree *agree, struct pairs *pairs, GError **error)
{
	g_autoptr(GArray) table = tabulate(pairs);
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GString) csv = g_string_new(NULL);

	agreement_table_print(table, out);
	list_apart(pairs, out);
	fputs(out->str, stdout);
	agreement_table_csv(table, csv);
	return !agree->options->csv || g_file_set_contents(agree->options->csv,
					       csv->str, csv->len, error);
}

/*
 * Agreement with what the model was fitted to says nothing of documents to
 * come, so those are left out; what cross-validation found stands in its file.
 */
static bool compare_sets(const struct agree *agree, const struct score_set *one,
	const struct score_set *panel, GError **error)
{
	g_autoptr(GHashTable) trained = NULL;
	struct pairs pairs = {0};
	bool done = false;

	if (g_str_equal(one->name, "model") ||
		g_str_equal(panel->name, "model")) {
		trained = trained_on(agree, error);
		if (!trained)
			return false;
	}
	pairs_init(&pairs);
	pair_up(&pairs, one, panel, trained);
	if (pairs.left_out)
		stage_say(agree->stage, STAGE_WARNING, NULL, 0,
			"documents that the model was fitted to are left out; "
			"see lettermark-agree fit",
			NULL);
	if (pairs.pairs->len > 0)
		done = print_table(agree, &pairs, error);
	else
		g_set_error(error, SCORE_SET_ERROR, SCORE_SET_ERROR_EMPTY,
			"%s and %s: nothing to compare", one->name,
			panel->name);
	pairs_clear(&pairs);
	return done;
}

static bool compare(const struct agree *agree, GError **error)
{
	struct store *store = agree->stage->store;
	g_autoptr(ScoreSet) a =
		score_set_load(agree->arguments[0], store, error);
	g_autoptr(ScoreSet) b = NULL;

	if (a)
		b = score_set_load(agree->arguments[1], store, error);
	if (!a || !b)
		return false;
	if (a->readers == 1)
		return compare_sets(agree, a, b, error);
	if (b->readers == 1)
		return compare_sets(agree, b, a, error);
	g_set_error(error, SCORE_SET_ERROR, SCORE_SET_ERROR_COLUMNS,
		"%s and %s have two readers each: choose one with FILE:COLUMN",
		a->name, b->name);
	return false;
}

/* --- fit -------------------------------------------------------------------
 */

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
static void pair_crossed(struct pairs *pairs, const struct framework *framework,
	const GPtrArray *examples, const int *crossed)
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
			add_pair(pairs, &one, &panel);
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

static void note_agreement(struct model *model, struct pairs *pairs)
{
	g_autoptr(GArray) table = tabulate(pairs);

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
	const char *scores = agree->options->scores;
	g_autofree int *crossed = model_cross_validate(framework, examples);
	g_autoptr(Model) model =
		crossed ? model_fit(framework, examples) : NULL;
	struct pairs pairs = {0};
	bool done;

	if (!model) {
		g_set_error(error, SCORE_SET_ERROR, SCORE_SET_ERROR_EMPTY,
			"the fit does not settle");
		return false;
	}
	pairs_init(&pairs);
	pair_crossed(&pairs, framework, examples, crossed);
	note_agreement(model, &pairs);
	done = print_table(agree, &pairs, error) &&
	       model_save(model, agree->model, error) &&
	       (!scores || write_crossed(scores, framework, examples, crossed,
				   error));
	pairs_clear(&pairs);
	return done;
}

static bool fit(const struct agree *agree, GError **error)
{
	g_autofree char *shipped = stage_data("scoring/criteria.xml");
	g_autofree char *schema = stage_data("scoring/criteria.rng");
	const char *path = agree->options->framework;
	g_autoptr(Framework) framework =
		framework_load(path ? path : shipped, schema, error);
	g_autoptr(ScoreSet) gold = NULL;
	g_autoptr(GPtrArray) examples = NULL;

	if (framework)
		gold = score_set_load(
			agree->options->gold, agree->stage->store, error);
	if (gold)
		examples = read_examples(agree, framework, gold, error);
	return examples && fit_examples(agree, framework, examples, error);
}

/* --- main ------------------------------------------------------------------
 */

static const struct command {
	const char *name;
	int arguments;
	bool (*run)(const struct agree *agree, GError **error);
} commands[] = {
	{"compare", 2, compare},
	{"fit", 0, fit},
};

static const struct command *find_command(struct stage *stage, int argc,
	char **argv, const struct options *options)
{
	for (size_t i = 0; argc > 1 && i < G_N_ELEMENTS(commands); i++) {
		const struct command *command = &commands[i];
		if (!g_str_equal(command->name, argv[1]))
			continue;
		if (argc - 2 != command->arguments)
			stage_usage(stage, "wrong number of arguments");
		if (command->run == fit && !options->gold)
			stage_usage(stage, "fit needs --gold FILE");
		return command;
	}
	stage_usage(stage, "say compare A B, or fit --gold FILE");
}

int main(int argc, char **argv)
{
	struct options options = {0};
	const GOptionEntry entries[] = {
		{"gold", 0, 0, G_OPTION_ARG_FILENAME, &options.gold,
			"fit: scores that people gave", "FILE"},
		{"model", 0, 0, G_OPTION_ARG_FILENAME, &options.model,
			"the model's file, which fit writes", "FILE"},
		{"framework", 0, 0, G_OPTION_ARG_FILENAME, &options.framework,
			"fit: with the statements in FILE", "FILE"},
		{"csv", 0, 0, G_OPTION_ARG_FILENAME, &options.csv,
			"write the table to FILE as well", "FILE"},
		{"scores", 0, 0, G_OPTION_ARG_FILENAME, &options.scores,
			"fit: write the cross-validated scores to FILE",
			"FILE"},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	struct agree agree = {.options = &options};
	g_autofree char *shipped = stage_data("scoring/model.tsv");
	g_autoptr(GError) error = NULL;
	const struct command *command;

	agree.stage = stage_new("agree",
		"Compare two reviewers (compare A B), or fit the model (fit).",
		entries, &argc, &argv);
	command = find_command(agree.stage, argc, argv, &options);
	agree.arguments = argv + 2;
	agree.model = options.model ? options.model : shipped;
	if (stage_open(agree.stage) && !command->run(&agree, &error))
		stage_say(agree.stage, STAGE_ERROR, NULL, 0, error->message,
			NULL);
	g_free(options.gold);
	g_free(options.model);
	g_free(options.framework);
	g_free(options.csv);
	g_free(options.scores);
	return stage_finish(agree.stage, NULL);
}
