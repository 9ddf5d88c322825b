/*
 * lettermark-score - score every document that is out of date, or explain one
 * score.
 */
#include <stdio.h>

#include "pipeline/stage.h"
#include "scoring/explain.h"
#include "scoring/reviewer.h"
#include "version.h"

struct options {
	char *framework;
	char *model;
	char **reviewers;
	gboolean explain;
	gboolean patterns;
};

struct scorer {
	struct stage *stage;
	struct framework *framework;
	GPtrArray *reviewers; /* of struct reviewer */
	char *version;
	bool broken; /* nothing can be stored any more */
};

static void free_reviewer(void *reviewer)
{
	reviewer_free(reviewer);
}

static bool is_open(const struct scorer *scorer, const char *name)
{
	for (guint i = 0; i < scorer->reviewers->len; i++) {
		const struct reviewer *reviewer = scorer->reviewers->pdata[i];

		if (g_str_equal(reviewer->name, name))
			return true;
	}
	return false;
}

/*
 * Open the reviewers asked for, or all. One that cannot be used is refused
 * where it was asked for, a model also by its file, and left out with a warning
 * where it was not: the ladder needs nothing but the framework.
 */
static bool open_reviewers(struct scorer *scorer, const struct options *options)
{
	const char *const *names =
		options->reviewers ? (const char *const *)options->reviewers
				   : reviewer_names;
	bool asked = options->reviewers || options->model;
	g_autofree char *shipped = stage_data("scoring/model.tsv");

	for (; *names; names++) {
		g_autoptr(GError) error = NULL;
		struct reviewer *reviewer;

		if (is_open(scorer, *names))
			continue;
		reviewer = reviewer_open(*names, scorer->framework,
			options->model ? options->model : shipped, &error);
		if (reviewer) {
			g_ptr_array_add(scorer->reviewers, reviewer);
			continue;
		}
		stage_say(scorer->stage, asked ? STAGE_FATAL : STAGE_WARNING,
			NULL, 0, error->message,
			asked ? NULL : "goes without its scores");
		if (asked)
			return false;
	}
	return true;
}

/* Changes whenever the same record may score otherwise. */
static char *make_version(const struct scorer *scorer)
{
	GString *version = g_string_new(SCORE_VERSION);

	g_string_append_printf(version, " %s %.12s",
		framework_id(scorer->framework),
		framework_digest(scorer->framework));
	for (guint i = 0; i < scorer->reviewers->len; i++) {
		const struct reviewer *reviewer = scorer->reviewers->pdata[i];
		g_string_append_printf(version, " %s", reviewer->name);
		if (*reviewer->version)
			g_string_append_printf(
				version, "=%.12s", reviewer->version);
	}
	return g_string_free(version, FALSE);
}

static bool load_framework(struct scorer *scorer, const struct options *options)
{
	g_autoptr(GError) error = NULL;

	scorer->framework = stage_framework(options->framework, &error);
	if (!scorer->framework) {
		stage_say(scorer->stage, STAGE_FATAL, NULL, 0, error->message,
			NULL);
		return false;
	}
	return true;
}

static bool set_up(struct scorer *scorer, const struct options *options)
{
	if (!open_reviewers(scorer, options))
		return false;
	scorer->version = make_version(scorer);
	return stage_open(scorer->stage);
}

/* --- what the store is given --------------------------------------------- */

/* The rows of one document. Strings live in `strings`, the framework and the
 * record. */
struct rows {
	GArray *scores;
	GArray *evidence;
	GArray *marks;
	GStringChunk *strings;
};

static void rows_init(struct rows *rows)
{
	rows->scores = g_array_new(FALSE, TRUE, sizeof(struct store_score));
	rows->evidence =
		g_array_new(FALSE, TRUE, sizeof(struct store_evidence));
	rows->marks = g_array_new(FALSE, TRUE, sizeof(struct store_mark));
	rows->strings = g_string_chunk_new(4096);
}

static void rows_clear(struct rows *rows)
{
	g_array_unref(rows->scores);
	g_array_unref(rows->evidence);
	g_array_unref(rows->marks);
	g_string_chunk_free(rows->strings);
}

static const char *finding_id(const struct reading *reading, int finding)
{
	const struct finding *it =
		reading_record(reading)->findings->pdata[finding];

	return it->id;
}

static void add_scores(struct rows *rows, const struct scorer *scorer,
	const struct reading *reading, int criterion)
{
	for (guint i = 0; i < scorer->reviewers->len; i++) {
		const struct reviewer *reviewer = scorer->reviewers->pdata[i];
		struct store_score row = {.reviewer = reviewer->name};
		struct score score;

		reviewer_score(reviewer, reading, criterion, &score);
		row.criterion =
			framework_criterion(scorer->framework, criterion)->id;
		row.position = criterion;
		row.score = score.score;
		row.evidence = score.evidence;
		row.why = g_string_chunk_insert(rows->strings, score.why);
		g_array_append_val(rows->scores, row);
		score_clear(&score);
	}
}

static void add_evidence(struct rows *rows, const struct scorer *scorer,
	const struct reading *reading, int criterion)
{
	const GArray *evidence = reading_evidence(reading, criterion);

	for (guint i = 0; i < evidence->len; i++) {
		const struct evidence *each =
			&g_array_index(evidence, struct evidence, i);
		struct store_evidence row = {
			.criterion = framework_criterion(
				scorer->framework, criterion)
					     ->id,
			.finding = finding_id(reading, each->finding),
			.indicator = each->indicator->id,
			.position = criterion,
			.weight = each->weight,
		};
		g_array_append_val(rows->evidence, row);
	}
}

static const char *join_marks(struct rows *rows, const struct reading *reading,
	int finding, const char *class)
{
	g_autofree const char **ids = reading_marks(reading, finding, class);
	g_autofree char *joined = g_strjoinv(" ", (char **)ids);

	return *joined ? g_string_chunk_insert_const(rows->strings, joined)
		       : NULL;
}

static void add_marks(struct rows *rows, const struct reading *reading)
{
	const GPtrArray *findings = reading_record(reading)->findings;

	for (guint i = 0; i < findings->len; i++) {
		const struct finding *finding = findings->pdata[i];
		struct store_mark row = {.finding = finding->id};

		if (finding->boilerplate)
			continue;
		row.sectors = join_marks(rows, reading, i, "sector");
		row.ages = join_marks(rows, reading, i, "age");
		g_array_append_val(rows->marks, row);
	}
}

static bool put_rows(struct scorer *scorer, const struct store_task *task,
	const struct rows *rows, GError **error)
{
	struct store_scoring scoring = {
		.scores = (const struct store_score *)rows->scores->data,
		.n_scores = rows->scores->len,
		.evidence = (const struct store_evidence *)rows->evidence->data,
		.n_evidence = rows->evidence->len,
		.marks = (const struct store_mark *)rows->marks->data,
		.n_marks = rows->marks->len,
	};

	return store_put_scoring(
		scorer->stage->store, task, scorer->version, &scoring, error);
}

static void warn_of_overruns(struct scorer *scorer, const char *document,
	const struct reading *reading)
{
	int overruns = reading_overruns(reading);
	g_autofree char *detail = g_strdup_printf("%d", overruns);

	if (overruns)
		stage_say(scorer->stage, STAGE_WARNING, document, 0,
			"patterns given up on, which ran over their limit",
			detail);
}

static bool score_document(
	struct scorer *scorer, const struct store_task *task, GError **error)
{
	g_autoptr(Record) record =
		store_get_record(scorer->stage->store, task->document, error);
	g_autoptr(Reading) reading = NULL;
	struct rows rows;
	bool stored;

	if (!record)
		return false;
	reading = reading_new(scorer->framework, record);
	warn_of_overruns(scorer, task->file, reading);
	rows_init(&rows);
	for (int i = 0; i < framework_criteria(scorer->framework); i++) {
		add_scores(&rows, scorer, reading, i);
		add_evidence(&rows, scorer, reading, i);
	}
	add_marks(&rows, reading);
	stored = put_rows(scorer, task, &rows, error);
	rows_clear(&rows);
	scorer->broken = !stored;
	return stored;
}

static char *score_all(struct scorer *scorer)
{
	struct stage *stage = scorer->stage;
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) tasks =
		store_stale_scores(stage->store, scorer->version, &error);
	guint done = 0;

	if (!tasks) {
		stage_say(stage, STAGE_FATAL, NULL, 0, error->message, NULL);
		return NULL;
	}
	stage->version = scorer->version;
	stage_begin(stage, tasks->len);
	for (guint i = 0; i < tasks->len && !scorer->broken; i++) {
		const struct store_task *task = tasks->pdata[i];
		g_autoptr(GError) reason = NULL;
		if (score_document(scorer, task, &reason))
			done++;
		else
			stage_say(stage,
				scorer->broken ? STAGE_FATAL : STAGE_ERROR,
				task->file, 0, reason->message, NULL);
		stage_step(stage);
	}
	return g_strdup_printf("%u documents scored", done);
}

/* --- one score explained ------------------------------------------------- */

/* A version that nothing was made with, so every scored document is named. */
static const struct store_task *find_document(
	const GPtrArray *tasks, const char *name)
{
	for (guint i = 0; i < tasks->len; i++) {
		const struct store_task *task = tasks->pdata[i];
		if (g_str_equal(task->name, name))
			return task;
	}
	return NULL;
}

static bool explain(struct scorer *scorer, const char *document,
	const char *criterion, GError **error)
{
	struct store *store = scorer->stage->store;
	int index = framework_find(scorer->framework, criterion);
	g_autoptr(GPtrArray) tasks = store_stale_scores(store, "", error);
	g_autoptr(Record) record = NULL;
	g_autoptr(Reading) reading = NULL;
	g_autoptr(GString) out = g_string_new(NULL);
	const struct store_task *task;

	if (!tasks)
		return false;
	task = find_document(tasks, document);
	if (!task || index < 0) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_ROW, "no %s %s",
			task ? "criterion" : "scored document",
			task ? criterion : document);
		return false;
	}
	record = store_get_record(store, task->document, error);
	if (!record)
		return false;
	reading = reading_new(scorer->framework, record);
	explain_criterion(reading, index, out);
	for (guint i = 0; i < scorer->reviewers->len; i++)
		reviewer_explain(
			scorer->reviewers->pdata[i], reading, index, out);
	fputs(out->str, stdout);
	return true;
}

/* --- main ---------------------------------------------------------------- */

static char *run(
	struct scorer *scorer, const struct options *options, char **argv)
{
	g_autoptr(GError) error = NULL;

	if (!load_framework(scorer, options))
		return NULL;
	if (options->patterns) {
		g_autofree char *patterns =
			framework_patterns(scorer->framework);
		fputs(patterns, stdout);
		return NULL;
	}
	if (!set_up(scorer, options))
		return NULL;
	if (!options->explain)
		return score_all(scorer);
	if (!explain(scorer, argv[1], argv[2], &error))
		stage_say(scorer->stage, STAGE_ERROR, argv[1], 0,
			error->message, NULL);
	return NULL;
}

int main(int argc, char **argv)
{
	struct options options = {0};
	const GOptionEntry entries[] = {
		{"framework", 0, 0, G_OPTION_ARG_FILENAME, &options.framework,
			"Score against the statements in FILE", "FILE"},
		{"model", 0, 0, G_OPTION_ARG_FILENAME, &options.model,
			"Weights of the reviewer model", "FILE"},
		{"reviewer", 0, 0, G_OPTION_ARG_STRING_ARRAY,
			&options.reviewers,
			"Let this reviewer score; may be repeated", "NAME"},
		{"explain", 0, 0, G_OPTION_ARG_NONE, &options.explain,
			"Print how DOCUMENT comes by its score on CRITERION",
			NULL},
		{"patterns", 0, 0, G_OPTION_ARG_NONE, &options.patterns,
			"Print every pattern, and do nothing else", NULL},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	struct scorer scorer = {
		.stage = stage_new("score",
			"[--explain DOCUMENT CRITERION] - Score documents "
			"against the framework's statements.",
			entries, &argc, &argv),
		.reviewers = g_ptr_array_new_with_free_func(free_reviewer),
	};
	g_autofree char *done = NULL;
	int status;

	if (argc != (options.explain ? 3 : 1))
		stage_usage(scorer.stage,
			options.explain ? "--explain needs DOCUMENT CRITERION"
					: "unexpected argument");
	done = run(&scorer, &options, argv);
	status = stage_finish(scorer.stage, done);
	g_ptr_array_unref(scorer.reviewers);
	framework_free(scorer.framework);
	g_free(scorer.version);
	g_free(options.framework);
	g_free(options.model);
	g_strfreev(options.reviewers);
	return status;
}
