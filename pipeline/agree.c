/*
 * lettermark-agree - the evaluator's bench: draw a sample, take in people's
 * scores, compare two reviewers; fit the reviewer `model`.
 */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "pipeline/agree/agree.h"
#include "pipeline/agree/score-pairs.h"
#include "scoring/reviewer/model.h"

/* --- compare ------------------------------------------------------------ */

static bool take_document(int n, const char *const *columns,
	const char *const *values, void *user)
{
	GHashTable **sets = user; /* SHA-256 known; names wanted */
	const char *name = store_row_value("document", n, columns, values);
	const char *sha256 = store_row_value("sha256", n, columns, values);

	if (g_hash_table_contains(sets[0], sha256))
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

/*
 * Agreement with what the model was fitted to says nothing of documents to
 * come, so those are left out; what cross-validation found stands in its file.
 */
static bool compare_sets(const struct agree *agree, const struct score_set *one,
	const struct score_set *panel, GError **error)
{
	g_autoptr(GHashTable) trained = NULL;
	struct score_pairs pairs = {0};
	bool done = false;

	if (g_str_equal(one->name, "model") ||
		g_str_equal(panel->name, "model")) {
		trained = trained_on(agree, error);
		if (!trained)
			return false;
	}
	score_pairs_init(&pairs);
	score_pairs_join(&pairs, one, panel, trained);
	if (pairs.left_out)
		stage_say(agree->stage, STAGE_WARNING, NULL, 0,
			"documents that the model was fitted to are left out; "
			"see lettermark-agree fit",
			NULL);
	if (pairs.pairs->len > 0)
		done = score_pairs_print(&pairs, agree->csv, error);
	else
		g_set_error(error, SCORE_SET_ERROR, SCORE_SET_ERROR_EMPTY,
			"%s and %s: nothing to compare", one->name,
			panel->name);
	score_pairs_clear(&pairs);
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

/* --- choose ------------------------------------------------------------- */

static bool is_machines(const struct agree *agree)
{
	return g_str_equal(agree->arguments[0], "machines");
}

struct adding {
	char **pair;           /* NULL: the machines */
	GHashTable *documents; /* that have a sum of theirs: set of char * */
};

static bool take_sum(int n, const char *const *columns,
	const char *const *values, void *user)
{
	static const char *const places[] = {"reviewer_1", "reviewer_2"};
	const struct adding *adding = user;

	for (int i = 0; i < SCORE_SET_READERS; i++) {
		const char *name =
			store_row_value(places[i], n, columns, values);

		if (!*name ||
			(adding->pair && !g_str_equal(name, adding->pair[i])))
			return true;
	}
	g_hash_table_add(adding->documents,
		g_strdup(store_row_value("document", n, columns, values)));
	return true;
}

static bool say_added(const struct agree *agree, char **pair, GError **error)
{
	g_autoptr(GHashTable) documents =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct adding adding = {pair, documents};
	guint n;

	if (!store_each_row(
		    agree->stage->store, "combined", take_sum, &adding, error))
		return false;
	n = g_hash_table_size(documents);
	if (pair)
		printf("%s's and %s's scores are added in %u document%s, the "
		       "machines' elsewhere\n",
			pair[0], pair[1], n, n == 1 ? "" : "s");
	else
		printf("the machines' scores are added in %u document%s\n", n,
			n == 1 ? "" : "s");
	return true;
}

/* Have the tables add these two reviewers' scores. */
static bool choose(const struct agree *agree, GError **error)
{
	char **pair = is_machines(agree) ? NULL : agree->arguments;

	return store_choose_pair(agree->stage->store, pair ? pair[0] : NULL,
		       pair ? pair[1] : NULL, error) &&
	       (agree->stage->quiet || say_added(agree, pair, error));
}

/* --- forget ------------------------------------------------------------- */

static bool forget(const struct agree *agree, GError **error)
{
	const char *name = agree->arguments[0];
	g_autofree char *text = NULL;
	int sheets = 0;

	if (!store_forget_reviewer(agree->stage->store, name, &sheets, error))
		return false;
	text = g_strdup_printf(
		"forgotten, with %d sheet%s", sheets, sheets == 1 ? "" : "s");
	stage_say(agree->stage, STAGE_NOTE, name, 0, text, NULL);
	return true;
}

/* --- main --------------------------------------------------------------- */

static const struct command {
	const char *name;
	int least, most; /* arguments */
	bool (*run)(const struct agree *agree, GError **error);
	/* Goes without a corpus: tables alone, or the official list. */
	bool alone;
} commands[] = {
	{"compare", 2, 2, compare, true},
	{"fit", 0, 0, agree_fit, false},
	{"sample", 0, 0, agree_sample, true},
	{"import", 0, INT_MAX, agree_import, false},
	{"choose", 1, 2, choose, false},
	{"forget", 1, 1, forget, false},
	{"report", 0, 0, agree_report, false},
	{"sheets", 0, INT_MAX, agree_sheets, false},
};

/* Whether "A,B" names two reviewers. */
static bool names_two(const char *pair)
{
	g_auto(GStrv) names = g_strsplit(pair, ",", SCORE_SET_READERS);

	return g_strv_length(names) == SCORE_SET_READERS &&
	       *g_strstrip(names[0]) && *g_strstrip(names[1]) &&
	       !g_str_equal(names[0], names[1]);
}

static bool is_choice(const struct agree *agree, int arguments)
{
	char **names = agree->arguments;

	if (is_machines(agree))
		return arguments == 1;
	return arguments == 2 && !g_str_equal(names[0], names[1]);
}

/* What a command cannot do without, or NULL. */
static const char *lacks(
	const struct agree *agree, const struct command *command, int arguments)
{
	if (arguments < command->least || arguments > command->most)
		return "wrong number of arguments";
	if (command->run == agree_fit && !agree->gold)
		return "fit needs --gold FILE";
	if (command->run == agree_import && !agree->gold && arguments == 0)
		return "import needs FILE... or --gold FILE";
	if (agree->size < 1 || agree->regions < 1)
		return "--size and --regions are 1 or more";
	if (command->run == choose && !is_choice(agree, arguments))
		return "choose A B, two reviewers, or choose machines";
	if (command->run == agree_report &&
		(!agree->pair || !names_two(agree->pair)))
		return "report needs --reviewers A,B, two of them";
	if (command->run == agree_sheets &&
		(!agree->out || !agree->reviewer ||
			(!agree->reviewer[1] && !agree->adjudicate)))
		return "sheets needs --out DIR and two or more --reviewer "
		       "NAME, or one with --adjudicate";
	if (command->run == agree_sheets && !agree->sample && arguments == 0)
		return "sheets needs DOCUMENT... or --sample FILE";
	return NULL;
}

static const struct command *find_command(
	const struct agree *agree, int argc, char **argv)
{
	for (size_t i = 0; argc > 1 && i < G_N_ELEMENTS(commands); i++) {
		const struct command *command = &commands[i];
		const char *problem;
		if (!g_str_equal(command->name, argv[1]))
			continue;
		problem = lacks(agree, command, argc - 2);
		if (problem)
			stage_usage(agree->stage, problem);
		return command;
	}
	stage_usage(agree->stage,
		"say compare, fit, sample, sheets, import, "
		"choose, forget or report");
}

int main(int argc, char **argv)
{
	struct agree agree = {.seed = 1, .size = 15, .regions = 5};
	gboolean like_2020 = FALSE;
	const GOptionEntry entries[] = {
		{"gold", 0, 0, G_OPTION_ARG_FILENAME, &agree.gold,
			"fit: scores that people gave", "FILE"},
		{"model", 0, 0, G_OPTION_ARG_FILENAME, &agree.model,
			"The model's file, which fit writes", "FILE"},
		{"framework", 0, 0, G_OPTION_ARG_FILENAME, &agree.framework,
			"fit: with the statements in FILE", "FILE"},
		{"csv", 0, 0, G_OPTION_ARG_FILENAME, &agree.csv,
			"Write the table to FILE as well", "FILE"},
		{"readers", 0, 0, G_OPTION_ARG_STRING, &agree.readers,
			"fit: who gave those scores, for the record", "TEXT"},
		{"scores", 0, 0, G_OPTION_ARG_FILENAME, &agree.scores,
			"fit: write the cross-validated scores to FILE",
			"FILE"},
		{"like-2020", 0, 0, G_OPTION_ARG_NONE, &like_2020,
			"sample: as the 2020 review, which is the default",
			NULL},
		{"seed", 0, 0, G_OPTION_ARG_INT, &agree.seed,
			"sample, sheets: of the lot", "N"},
		{"size", 0, 0, G_OPTION_ARG_INT, &agree.size,
			"sample: letters wanted (15)", "N"},
		{"regions", 0, 0, G_OPTION_ARG_INT, &agree.regions,
			"sample: regions drawn from (5)", "N"},
		{"exclude", 0, 0, G_OPTION_ARG_STRING_ARRAY, &agree.excluded,
			"sample: leave this area out; may be repeated", "AREA"},
		{"from", 0, 0, G_OPTION_ARG_STRING, &agree.from,
			"sample: first day of inspections (2016-06-01)",
			"DATE"},
		{"to", 0, 0, G_OPTION_ARG_STRING, &agree.to,
			"sample: last day of inspections (2018-12-31)", "DATE"},
		{"from-corpus", 0, 0, G_OPTION_ARG_NONE, &agree.from_corpus,
			"sample: from the letters of the corpus, not the "
			"official list",
			NULL},
		{"reviewer", 0, 0, G_OPTION_ARG_STRING_ARRAY, &agree.reviewer,
			"sheets: who is to score; to be repeated", "NAME"},
		{"reviewers", 0, 0, G_OPTION_ARG_STRING, &agree.pair,
			"report: whose scores", "A,B"},
		{"sample", 0, 0, G_OPTION_ARG_FILENAME, &agree.sample,
			"report, sheets: the documents in that column of FILE",
			"FILE"},
		{"out", 0, 0, G_OPTION_ARG_FILENAME, &agree.out,
			"report, sheets: write into DIR", "DIR"},
		{"adjudicate", 0, 0, G_OPTION_ARG_NONE, &agree.adjudicate,
			"import, sheets: of a third reading", NULL},
		{"replace", 0, 0, G_OPTION_ARG_NONE, &agree.replace,
			"import: in place of what the person gave before",
			NULL},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	g_autoptr(GError) error = NULL;
	const struct command *command;

	agree.stage = stage_new("agree",
		"COMMAND [ARGUMENT...] - The evaluator's bench. COMMAND is\n"
		"  sample                Draw letters as the 2020 review did\n"
		"  sheets [DOCUMENT...]  Write blind score sheets for people\n"
		"  import FILE...        Take in the sheets that they filled "
		"in\n"
		"  compare A B           Print how far two reviewers agree\n"
		"  report                Compute the review's findings again\n"
		"  choose A B            Have the tables add these two's "
		"scores\n"
		"  choose machines       ... or the machines' again\n"
		"  forget A              Take out a person and their scores\n"
		"  fit                   Fit the reviewer model to scores",
		entries, &argc, &argv);
	agree.arguments = argv + 2;
	command = find_command(&agree, argc, argv);
	if (!agree.model)
		agree.model = stage_data("scoring/model.tsv");
	if ((command->alone ? stage_create(agree.stage)
			    : stage_open(agree.stage)) &&
		!command->run(&agree, &error)) {
		if (g_error_matches(
			    error, SCORE_SET_ERROR, SCORE_SET_ERROR_USAGE))
			stage_usage(agree.stage, error->message);
		stage_say(agree.stage, STAGE_ERROR, NULL, 0, error->message,
			NULL);
	}
	g_free(agree.gold);
	g_free(agree.model);
	g_free(agree.framework);
	g_free(agree.csv);
	g_free(agree.scores);
	g_free(agree.readers);
	g_free(agree.from);
	g_free(agree.to);
	g_strfreev(agree.excluded);
	g_strfreev(agree.reviewer);
	g_free(agree.pair);
	g_free(agree.sample);
	g_free(agree.out);
	return stage_finish(agree.stage, NULL);
}
