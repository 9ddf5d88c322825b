/*
 * lettermark-flag - raise flags on every document that is out of date, or
 * explain one flag.
 */
#include <stdio.h>
#include <string.h>

#include "extractors/dates.h"
#include "pipeline/stage.h"
#include "scoring/coverage.h"
#include "scoring/duties.h"
#include "scoring/flags.h"
#include "scoring/observe.h"
#include "scoring/review.h"
#include "version.h"

/* Two reviewers that far apart are a matter for a person to read. */
#define SCORES_APART 2

/* Areas are usually revisited within 18 months: the 2020 evaluation, 14. */
#define REVISIT_MONTHS 18

struct options {
	char *as_of;
	gboolean explain;
};

struct flagger {
	struct stage *stage;
	struct framework *framework;
	struct duties *duties;
	struct flags *flags;
	const char *as_of;
	char *version;
	bool broken; /* nothing can be stored any more */
};

/* --- what is known ----------------------------------------------------------
 */

static bool load_rules(struct flagger *flagger, GError **error)
{
	g_autofree char *duties = stage_data("scoring/duties.xml");
	g_autofree char *duties_form = stage_data("scoring/duties.rng");
	g_autofree char *flags = stage_data("scoring/flags.xml");
	g_autofree char *flags_form = stage_data("scoring/flags.rng");

	flagger->framework = stage_framework(NULL, error);
	if (!flagger->framework)
		return false;
	flagger->duties = duties_load(duties, duties_form, error);
	if (!flagger->duties)
		return false;
	flagger->flags = flags_load(flags, flags_form, error);
	return flagger->flags != NULL;
}

static bool set_up(struct flagger *flagger, const struct options *options)
{
	g_autoptr(GError) error = NULL;

	if (!load_rules(flagger, &error)) {
		stage_say(flagger->stage, STAGE_FATAL, NULL, 0, error->message,
			NULL);
		return false;
	}
	flagger->as_of = options->as_of;
	flagger->version = g_strdup_printf("%s %.12s %.12s %.12s%s%s",
		SCORE_VERSION, framework_digest(flagger->framework),
		duties_digest(flagger->duties), flags_digest(flagger->flags),
		options->as_of ? " " : "",
		options->as_of ? options->as_of : "");
	return stage_open(flagger->stage);
}

static void flagger_clear(struct flagger *flagger)
{
	framework_free(flagger->framework);
	duties_free(flagger->duties);
	flags_free(flagger->flags);
	g_free(flagger->version);
}

/* --- one document -----------------------------------------------------------
 */

static bool observe_scores(struct flagger *flagger, gint64 document,
	struct figures *figures, GError **error)
{
	g_autoptr(GPtrArray) apart = store_scores_apart(
		flagger->stage->store, document, SCORES_APART, error);
	g_autofree char *words = NULL;

	if (!apart)
		return false;
	g_ptr_array_add(apart, NULL);
	words = g_strjoinv(", ", (char **)apart->pdata);
	figures_set(figures, "scores.apart", apart->len - 1, words);
	return true;
}

/* Days from `from` to `to`, both ISO; 0 where either is unknown. */
static int days_between(const char *from, const char *to)
{
	GDate first, last;

	if (!from || !to)
		return 0;
	g_date_set_parse(&first, from);
	g_date_set_parse(&last, to);
	if (!g_date_valid(&first) || !g_date_valid(&last))
		return 0;
	return g_date_days_between(&first, &last);
}

/* Eighteen months after a statement, without a revisit: overdue. */
static bool observe_revisit(struct flagger *flagger,
	const struct store_task *task, const struct record *plan,
	struct figures *figures, GError **error)
{
	const char *published = record_value(plan, "published");
	GDate due, now;
	bool revisited;

	if (!flagger->as_of || !published || plan->kind != RECORD_WSOA)
		return true;
	if (!store_has_later(flagger->stage->store, task->document,
		    record_kind_name(RECORD_REVISIT_LETTER), &revisited, error))
		return false;
	g_date_set_parse(&due, published);
	g_date_set_parse(&now, flagger->as_of);
	if (!g_date_valid(&due) || !g_date_valid(&now))
		return true;
	g_date_add_months(&due, REVISIT_MONTHS);
	figures_set(figures, "plan.revisit-overdue",
		!revisited && g_date_compare(&now, &due) > 0, NULL);
	return true;
}

static bool observe_plan(struct flagger *flagger, const struct store_task *task,
	const struct record *plan, struct figures *figures, GError **error)
{
	struct store *store = flagger->stage->store;
	g_autoptr(Record) letter = NULL;
	gint64 answered;
	int late = 0;

	if (!store_find_answered(store, task->document, &answered, error))
		return false;
	if (answered) {
		letter = store_get_record(store, answered, error);
		if (!letter)
			return false;
	}
	coverage_observe(plan, letter,
		flags_number(flagger->flags, "likeness.action"), flagger->as_of,
		figures);
	if (letter && plan->kind == RECORD_WSOA)
		late = days_between(record_value(letter, "wsoa_due"),
			record_value(plan, "published"));
	figures_set(figures, "plan.days-late", MAX(late, 0), NULL);
	return observe_revisit(flagger, task, plan, figures, error);
}

/* lettermark-score has said what the criteria's patterns ran over. */
static void warn_of_overruns(
	struct flagger *flagger, const char *document, int overruns)
{
	g_autofree char *detail = g_strdup_printf("%d", overruns);

	if (overruns)
		stage_say(flagger->stage, STAGE_WARNING, document, 0,
			"patterns given up on, which ran over their limit",
			detail);
}

static void observe_scored(struct flagger *flagger, const char *document,
	const struct record *record, struct figures *figures)
{
	g_autoptr(Reading) reading = reading_new(flagger->framework, record);

	warn_of_overruns(flagger, document,
		observe_reading(
			flagger->flags, flagger->duties, reading, figures));
}

static void observe_other(struct flagger *flagger, const char *document,
	const struct record *record, struct figures *figures)
{
	g_autoptr(Reading) reading =
		reading_new(flags_framework(flagger->flags), record);

	warn_of_overruns(flagger, document, reading_overruns(reading));
	flags_measure(flagger->flags, reading, figures);
}

static bool observe(struct flagger *flagger, const struct store_task *task,
	const struct record *record, struct figures *figures, GError **error)
{
	observe_record(flagger->flags, record, figures);
	if (record_kind_is_scored(record->kind)) {
		observe_scored(flagger, task->file, record, figures);
		return observe_scores(flagger, task->document, figures, error);
	}
	observe_other(flagger, task->file, record, figures);
	if (record->kind == RECORD_WSOA || record->kind == RECORD_PROGRESS_PLAN)
		return observe_plan(flagger, task, record, figures, error);
	return true;
}

/* The ids, borrowed from the record, of the findings at `indexes`. */
static const char **finding_ids(
	const struct record *record, const GArray *indexes)
{
	const char **ids = g_new0(const char *, indexes->len + 1);

	for (guint i = 0; i < indexes->len; i++) {
		const struct finding *finding =
			record->findings->pdata[g_array_index(indexes, int, i)];

		ids[i] = finding->id;
	}
	return ids;
}

static void free_flag_ids(void *row)
{
	g_free((void *)((struct store_flag *)row)->findings);
}

static GArray *flag_rows(const GPtrArray *raised, const struct record *record)
{
	GArray *rows = g_array_new(FALSE, TRUE, sizeof(struct store_flag));

	g_array_set_clear_func(rows, free_flag_ids);
	for (guint i = 0; i < raised->len; i++) {
		const struct flag *flag = raised->pdata[i];
		struct store_flag row = {flag->id, flag->level, flag->detail,
			finding_ids(record, flag->grounds), flag->grounds->len};

		g_array_append_val(rows, row);
	}
	return rows;
}

static void free_duty_ids(void *row)
{
	g_free((void *)((struct store_duty *)row)->findings);
}

/* None where the document was not looked at for duties. */
static GArray *duty_rows(const struct duties *duties,
	const struct figures *figures, const struct record *record)
{
	const GPtrArray *list = duties_list(duties);
	GArray *rows = g_array_new(FALSE, TRUE, sizeof(struct store_duty));

	g_array_set_clear_func(rows, free_duty_ids);
	for (guint i = 0; i < list->len; i++) {
		const struct duty *duty = list->pdata[i];
		const struct figure *figure = figures_get(figures, duty->id);
		struct store_duty row = {.duty = duty->id + strlen("duty."),
			.name = duty->name,
			.provision = duty->provision};

		if (!figure)
			continue;
		row.state = duty_state_name((enum duty_state)figure->value);
		row.findings = finding_ids(record, figure->findings);
		row.n_findings = figure->findings->len;
		g_array_append_val(rows, row);
	}
	return rows;
}

static void figure_rows(
	const struct figures *figures, struct store_figure rows[REVIEW_FIGURES])
{
	int counts[REVIEW_FIGURES];

	review_count(figures, counts);
	for (int i = 0; i < REVIEW_FIGURES; i++)
		rows[i] =
			(struct store_figure){review_figure_name(i), counts[i]};
}

static bool flag_document(struct flagger *flagger,
	const struct store_task *task, guint *n, GError **error)
{
	struct store *store = flagger->stage->store;
	g_autoptr(Record) record =
		store_get_record(store, task->document, error);
	g_autoptr(Figures) figures = figures_new();
	g_autoptr(GPtrArray) raised = NULL;
	g_autoptr(GArray) flags = NULL;
	g_autoptr(GArray) duties = NULL;
	struct store_figure counted[REVIEW_FIGURES];
	struct store_flagging flagging;

	if (!record || !observe(flagger, task, record, figures, error))
		return false;
	raised = flags_raise(flagger->flags, record->kind, figures);
	flags = flag_rows(raised, record);
	duties = duty_rows(flagger->duties, figures, record);
	figure_rows(figures, counted);
	flagging = (struct store_flagging){
		.flags = (const struct store_flag *)flags->data,
		.n_flags = flags->len,
		.duties = (const struct store_duty *)duties->data,
		.n_duties = duties->len,
		.figures = counted,
		.n_figures = record_kind_is_scored(record->kind)
				     ? REVIEW_FIGURES
				     : 0,
	};
	flagger->broken = !store_put_flags(
		store, task, flagger->version, &flagging, error);
	if (!flagger->broken)
		*n += raised->len;
	return !flagger->broken;
}

static char *flag_all(struct flagger *flagger)
{
	struct stage *stage = flagger->stage;
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) tasks =
		store_stale_flags(stage->store, flagger->version, &error);
	guint done = 0, raised = 0;

	if (!tasks) {
		stage_say(stage, STAGE_FATAL, NULL, 0, error->message, NULL);
		return NULL;
	}
	stage->version = flagger->version;
	stage_begin(stage, (int)tasks->len);
	for (guint i = 0; i < tasks->len && !flagger->broken; i++) {
		const struct store_task *task = tasks->pdata[i];
		g_autoptr(GError) reason = NULL;

		if (flag_document(flagger, task, &raised, &reason))
			done++;
		else
			stage_say(stage,
				flagger->broken ? STAGE_FATAL : STAGE_ERROR,
				task->file, 0, reason->message, NULL);
		stage_step(stage);
	}
	return g_strdup_printf(
		"%u documents looked at, %u flags raised", done, raised);
}

/* --- one flag explained ------------------------------------------------------
 */

static void print_grounds(
	const GPtrArray *raised, const struct record *record, const char *id)
{
	for (guint i = 0; i < raised->len; i++) {
		const struct flag *flag = raised->pdata[i];

		if (!g_str_equal(flag->id, id))
			continue;
		printf("Behind it:\n");
		for (guint j = 0; j < flag->grounds->len; j++) {
			const struct finding *finding =
				record->findings->pdata[g_array_index(
					flag->grounds, int, j)];

			printf("  %s, page %d: %s\n", finding->id,
				finding->page, finding->text);
		}
	}
}

static bool explain_task(struct flagger *flagger, const struct store_task *task,
	const char *id, GError **error)
{
	g_autoptr(Record) record =
		store_get_record(flagger->stage->store, task->document, error);
	g_autoptr(Figures) figures = figures_new();
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GPtrArray) raised = NULL;

	if (!record || !observe(flagger, task, record, figures, error))
		return false;
	if (!flags_explain(flagger->flags, id, figures, out)) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_ROW,
			"there is no flag \"%s\"", id);
		return false;
	}
	fputs(out->str, stdout);
	raised = flags_raise(flagger->flags, record->kind, figures);
	print_grounds(raised, record, id);
	return true;
}

static void explain(struct flagger *flagger, const char *name, const char *id)
{
	g_autoptr(GError) error = NULL;
	/* No version is empty, so every document is out of date for it. */
	g_autoptr(GPtrArray) tasks =
		store_stale_flags(flagger->stage->store, "", &error);

	for (guint i = 0; tasks && i < tasks->len; i++) {
		const struct store_task *task = tasks->pdata[i];

		if (!g_str_equal(task->name, name))
			continue;
		if (!explain_task(flagger, task, id, &error))
			stage_say(flagger->stage, STAGE_ERROR, name, 0,
				error->message, NULL);
		return;
	}
	stage_say(flagger->stage, STAGE_ERROR, name, 0,
		"no record of that name", error ? error->message : NULL);
}

int main(int argc, char **argv)
{
	struct options options = {0};
	const GOptionEntry entries[] = {
		{"as-of", 0, 0, G_OPTION_ARG_STRING, &options.as_of,
			"Count actions due before DATE as past", "DATE"},
		{"explain", 0, 0, G_OPTION_ARG_NONE, &options.explain,
			"Say how DOCUMENT comes to have FLAG, or not", NULL},
		{NULL},
	};
	struct flagger flagger = {
		.stage = stage_new("flag",
			"[--explain DOCUMENT FLAG] - Raise flags on what "
			"documents leave thin.",
			entries, &argc, &argv),
	};
	g_autofree char *done = NULL;

	if (argc != (options.explain ? 3 : 1))
		stage_usage(flagger.stage,
			options.explain ? "--explain needs DOCUMENT FLAG"
					: "unexpected argument");
	if (options.as_of && !dates_from_iso(options.as_of))
		stage_usage(flagger.stage,
			"--as-of takes a day such as 2024-07-15");
	if (set_up(&flagger, &options)) {
		if (options.explain)
			explain(&flagger, argv[1], argv[2]);
		else
			done = flag_all(&flagger);
	}
	flagger_clear(&flagger);
	g_free(options.as_of);
	return stage_finish(flagger.stage, done);
}
