/*
 * agree-report.c - lettermark-agree report: the findings of the 2020 review
 * computed again for a sample and a pair of reviewers, and how they stand up.
 */
#include <math.h>
#include <stdio.h>

#include "corpus/draw.h"
#include "pipeline/agree.h"
#include "pipeline/bench.h"
#include "pipeline/writers/csv.h"
#include "pipeline/writers/html.h"
#include "pipeline/writers/markdown.h"
#include "pipeline/writers/output.h"
#include "scoring/agreement.h"

struct reporting {
	const struct bench *bench;
	struct tables *tables; /* owns the words */
	GPtrArray *all;        /* of struct table */
	GString *html, *markdown;
	struct output *output; /* NULL: none asked for */
};

/* What stands before the tables. */
static const char intro[] =
	"The 2020 review (Ofsted 200008) had fifteen outcome letters scored by "
	"an inspector of each inspectorate on twenty statements, from 1 to 4. "
	"The statements were not published; these are a reconstruction. A "
	"score says how well a letter reports, not how well an area does, and "
	"none here is Ofsted's or CQC's. Reports of the 2023 framework are of "
	"another form than the letters the review read.";

/* --- tables ------------------------------------------------------------- */

static struct table *begin(struct reporting *reporting, const char *name,
	const char *title, const char *const *columns)
{
	struct table *table = table_new(name);

	g_free(table->title);
	table->title = g_strdup(title);
	for (; *columns; columns++)
		table_add_column(table, *columns, COLUMN_TEXT);
	g_ptr_array_add(reporting->all, table);
	return table;
}

static void set(struct reporting *reporting, const char **row, int column,
	const char *value)
{
	tables_set(reporting->tables, row, column, value);
}

G_GNUC_PRINTF(4, 5)
static void setf(struct reporting *reporting, const char **row, int column,
	const char *format, ...)
{
	g_autofree char *value = NULL;
	va_list arguments;

	va_start(arguments, format);
	value = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	set(reporting, row, column, value);
}

/* A number with that many decimals; nothing for NAN. */
static void set_number(struct reporting *reporting, const char **row,
	int column, int decimals, double value)
{
	if (!isnan(value))
		setf(reporting, row, column, "%.*f", decimals, value);
}

static void add_findings(struct reporting *reporting)
{
	static const char *const columns[] = {"paragraph", "published",
		"borne_out", "this_sample", "rule", NULL};
	struct table *table = begin(reporting, "findings",
		"What the review published, and this sample", columns);

	for (const struct bench_finding *finding = bench_findings; finding->id;
		finding++) {
		const char **row = tables_add(table);
		g_autoptr(GString) measured = g_string_new(NULL);
		enum bench_verdict verdict =
			finding->test(reporting->bench, measured);

		set(reporting, row, 0, finding->paragraph);
		set(reporting, row, 1, finding->says);
		set(reporting, row, 2, bench_verdict_name(verdict));
		set(reporting, row, 3, measured->str);
		set(reporting, row, 4, finding->rule);
	}
}

/* Mean of one reviewer's own scores. */
static double mean_of_reviewer(
	const struct bench *bench, int criterion, int reviewer)
{
	double sum = 0;
	int n = 0;

	for (guint i = 0; i < bench->letters->len; i++) {
		const struct bench_letter *letter = bench->letters->pdata[i];
		int score = letter->raw[criterion][reviewer];

		sum += score;
		n += score > 0;
	}
	return n ? sum / n : NAN;
}

struct place {
	int criterion;
	double mean;
};

static int by_mean(gconstpointer a, gconstpointer b)
{
	const struct place *x = a, *y = b;

	if (x->mean != y->mean)
		return x->mean < y->mean ? 1 : -1;
	return x->criterion - y->criterion;
}

static GArray *in_order(const struct bench *bench)
{
	GArray *places = g_array_new(FALSE, FALSE, sizeof(struct place));

	for (int c = 0; c < framework_criteria(bench->framework); c++) {
		struct place place = {c, bench_mean_of(bench, c).mean};

		if (!isnan(place.mean))
			g_array_append_val(places, place);
	}
	g_array_sort(places, by_mean);
	return places;
}

static void add_criteria(struct reporting *reporting)
{
	static const char *const columns[] = {"criterion", "letters",
		"mean_combined", "four_or_less", "mean_1", "mean_2", NULL};
	const struct bench *bench = reporting->bench;
	struct table *table = begin(reporting, "criteria",
		"Statements by mean combined score (2 to 8)", columns);
	g_autoptr(GArray) places = in_order(bench);

	for (guint i = 0; i < places->len; i++) {
		int c = g_array_index(places, struct place, i).criterion;
		const char **row = tables_add(table);
		int n, low = bench_low(bench, c, &n);

		set(reporting, row, 0,
			framework_criterion(bench->framework, c)->id);
		setf(reporting, row, 1, "%d", n);
		set_number(reporting, row, 2, 2, bench_mean_of(bench, c).mean);
		setf(reporting, row, 3, "%d", low);
		for (int r = 0; r < SCORE_SET_READERS; r++)
			set_number(reporting, row, 4 + r, 2,
				mean_of_reviewer(bench, c, r));
	}
}

/* --- agreement ---------------------------------------------------------- */

/* Pairs of raw scores; of one criterion, or of all with -1. `panel`: the first
 * against both, which is what the commonest score is held against. */
static GArray *pairs_of(const struct bench *bench, int criterion, bool panel)
{
	GArray *pairs = g_array_new(FALSE, TRUE, sizeof(struct agreement_pair));

	for (guint i = 0; i < bench->letters->len; i++)
		for (int c = 0; c < framework_criteria(bench->framework); c++) {
			const struct bench_letter *letter =
				bench->letters->pdata[i];
			const int *raw = letter->raw[c];
			struct agreement_pair pair = {.document = (int)i,
				.criterion = c,
				.score = raw[0],
				.panel = {panel ? raw[0] : raw[1],
					panel ? raw[1] : 0}};

			if ((criterion < 0 || criterion == c) && raw[0] &&
				raw[1])
				g_array_append_val(pairs, pair);
		}
	return pairs;
}

static void set_agreement(struct reporting *reporting, const char **row,
	const struct agreement_pair *pairs, guint n)
{
	double values[AGREEMENT_MEASURES];

	agreement_measure(pairs, n, SCORE_MAX, values);
	setf(reporting, row, 1, "%u", n);
	set_number(reporting, row, 2, 3, values[AGREEMENT_EXACT]);
	set_number(reporting, row, 3, 3, values[AGREEMENT_WITHIN_ONE]);
	set_number(reporting, row, 4, 3, values[AGREEMENT_MAD]);
	set_number(reporting, row, 5, 3, values[AGREEMENT_KAPPA_QUADRATIC]);
}

static void add_agreement(struct reporting *reporting)
{
	static const char *const columns[] = {"criterion", "letters", "exact",
		"within_one", "difference", "kappa_quadratic", NULL};
	const struct bench *bench = reporting->bench;
	struct table *table = begin(reporting, "agreement",
		"How far the two reviewers agree", columns);
	int n = framework_criteria(bench->framework);

	for (int c = 0; c <= n; c++) {
		g_autoptr(GArray) pairs =
			pairs_of(bench, c < n ? c : -1, false);
		const char **row;

		if (pairs->len == 0)
			continue;
		row = tables_add(table);
		set(reporting, row, 0,
			c < n ? framework_criterion(bench->framework, c)->id
			      : "all");
		set_agreement(reporting, row,
			(const struct agreement_pair *)pairs->data, pairs->len);
	}
	g_autoptr(GArray) panel = pairs_of(bench, -1, true);
	g_autofree struct agreement_pair *commonest =
		agreement_commonest((const struct agreement_pair *)panel->data,
			panel->len, SCORE_MAX);
	const char **row = tables_add(table);

	set(reporting, row, 0, "(always the commonest score)");
	set_agreement(reporting, row, commonest, panel->len);
}

/* --- sectors and features ----------------------------------------------- */

static void add_sectors(struct reporting *reporting)
{
	static const char *const columns[] = {"sector", "examples",
		"examples_a_letter", "letters_without", "joint_sentences",
		NULL};
	static const char *const names[] = {
		"education", "health", "social care"};
	const GPtrArray *letters = reporting->bench->letters;
	struct table *table = begin(reporting, "sectors",
		"Specific examples, and sentences on joint working, by sector",
		columns);

	for (int s = 0; s < REVIEW_SECTORS; s++) {
		const char **row = tables_add(table);
		int examples = 0, none = 0, together = 0;

		for (guint i = 0; i < letters->len; i++) {
			const struct bench_letter *letter = letters->pdata[i];

			examples += letter->counts[REVIEW_EXAMPLES + s];
			none += letter->counts[REVIEW_EXAMPLES + s] == 0;
			together += letter->counts[REVIEW_JOINT + s];
		}
		set(reporting, row, 0, names[s]);
		setf(reporting, row, 1, "%d", examples);
		set_number(
			reporting, row, 2, 2, (double)examples / letters->len);
		setf(reporting, row, 3, "%d", none);
		setf(reporting, row, 4, "%d", together);
	}
}

/* The mean for promoting improvement of letters with a feature, or without. */
static double mean_with(const struct bench *bench, int feature, bool with)
{
	int criterion =
		framework_find(bench->framework, "promotes-improvement");
	double sum = 0;
	int n = 0;

	for (guint i = 0; i < bench->letters->len; i++) {
		const struct bench_letter *letter = bench->letters->pdata[i];
		int combined = bench_combined(letter, criterion);

		if (!combined || (letter->counts[REVIEW_SENTENCES + feature] >
					 0) != with)
			continue;
		sum += combined;
		n++;
	}
	return n ? sum / n : NAN;
}

static void add_features(struct reporting *reporting)
{
	static const char *const columns[] = {
		"feature", "letters_with", "mean_with", "mean_without", NULL};
	static const char *const names[] = {"identifies areas for development",
		"ties them to what inspectors found", "gives examples",
		"says what has led to improvement",
		"says how development would improve outcomes"};
	const GPtrArray *letters = reporting->bench->letters;
	struct table *table = begin(reporting, "features",
		"Promoting improvement, by the review's five features",
		columns);

	for (int f = 0; f < REVIEW_FEATURES; f++) {
		const char **row = tables_add(table);
		int with = 0;

		for (guint i = 0; i < letters->len; i++)
			with += ((const struct bench_letter *)letters->pdata[i])
					->counts[REVIEW_SENTENCES + f] > 0;
		set(reporting, row, 0, names[f]);
		setf(reporting, row, 1, "%d", with);
		set_number(reporting, row, 2, 2,
			mean_with(reporting->bench, f, true));
		set_number(reporting, row, 3, 2,
			mean_with(reporting->bench, f, false));
	}
}

/* --- splits ------------------------------------------------------------- */

static const char *determination_of(const struct bench_letter *letter)
{
	return letter->determination ? letter->determination : "none given";
}

static const char *region_of(const struct bench_letter *letter)
{
	return letter->region ? letter->region : "not known";
}

static const char *period_of(const struct bench_letter *letter)
{
	struct draw_plan plan;

	draw_plan_2020(&plan, 1);
	if (!letter->day)
		return "not known";
	if (g_strcmp0(letter->day, plan.first_until) <= 0)
		return "first 12 months of the cycle";
	if (g_strcmp0(letter->day, plan.later_from) < 0)
		return "between";
	return g_strcmp0(letter->day, plan.to) <= 0 ? "latter half"
						    : "after the review";
}

/* In letters whose group is `value`, the mean of a criterion, or of all. */
static double group_mean(const struct bench *bench,
	const char *(*group)(const struct bench_letter *letter),
	const char *value, const char *id)
{
	int wanted = id ? framework_find(bench->framework, id) : -1;
	double sum = 0;
	int n = 0;

	for (guint i = 0; i < bench->letters->len; i++)
		for (int c = 0; c < framework_criteria(bench->framework); c++) {
			const struct bench_letter *letter =
				bench->letters->pdata[i];
			int combined = bench_combined(letter, c);

			if (!combined || (id && c != wanted) ||
				!g_str_equal(group(letter), value))
				continue;
			sum += combined;
			n++;
		}
	return n ? sum / n : NAN;
}

static int compare_names(gconstpointer a, gconstpointer b)
{
	return g_strcmp0(*(char *const *)a, *(char *const *)b);
}

static void split(struct reporting *reporting, struct table *table,
	const char *name,
	const char *(*group)(const struct bench_letter *letter))
{
	static const char *const shown[] = {NULL, "statutory-compliance",
		"social-care-contribution", "outcomes-education",
		"outcomes-health", "promotes-improvement"};
	const GPtrArray *letters = reporting->bench->letters;
	g_autoptr(GPtrArray) values = g_ptr_array_new();

	for (guint i = 0; i < letters->len; i++) {
		const char *value = group(letters->pdata[i]);

		if (!g_ptr_array_find_with_equal_func(
			    values, value, g_str_equal, NULL))
			g_ptr_array_add(values, (char *)value);
	}
	g_ptr_array_sort(values, compare_names);
	for (guint v = 0; v < values->len; v++) {
		const char **row = tables_add(table);
		int n = 0;

		for (guint i = 0; i < letters->len; i++)
			n += g_str_equal(
				group(letters->pdata[i]), values->pdata[v]);
		set(reporting, row, 0, name);
		set(reporting, row, 1, values->pdata[v]);
		setf(reporting, row, 2, "%d", n);
		for (size_t i = 0; i < G_N_ELEMENTS(shown); i++)
			set_number(reporting, row, 3 + (int)i, 2,
				group_mean(reporting->bench, group,
					values->pdata[v], shown[i]));
	}
}

static void add_splits(struct reporting *reporting)
{
	static const char *const columns[] = {"by", "value", "letters", "all",
		"statutory-compliance", "social-care-contribution",
		"outcomes-education", "outcomes-health", "promotes-improvement",
		NULL};
	struct table *table = begin(reporting, "splits",
		"Mean combined scores of parts of the sample", columns);

	split(reporting, table, "determination", determination_of);
	split(reporting, table, "period", period_of);
	split(reporting, table, "region", region_of);
}

/* --- sensitivity -------------------------------------------------------- */

enum { VARIANTS = 6 };

static void make_variants(
	const struct bench *bench, struct bench **variants, GError **error)
{
	g_autofree char *shipped = stage_data("scoring/criteria.xml");
	g_autofree char *literal = stage_data("scoring/criteria-literal.xml");

	for (int r = 0; r < SCORE_SET_READERS && !*error; r++)
		variants[r] = bench_alone(bench, r, error);
	if (!*error)
		variants[2] = bench_rescore(bench, shipped, false, error);
	if (!*error)
		variants[3] = bench_rescore(bench, shipped, true, error);
	if (!*error)
		variants[4] = bench_rescore(bench, literal, false, error);
}

static bool add_sensitivity(struct reporting *reporting, GError **error)
{
	const struct bench *bench = reporting->bench;
	g_autofree char *both =
		g_strdup_printf("%s and %s", bench->names[0], bench->names[1]);
	g_autofree char *first = g_strconcat(bench->names[0], " alone", NULL);
	g_autofree char *second = g_strconcat(bench->names[1], " alone", NULL);
	const char *const columns[] = {"finding", both, first, second, "ladder",
		"ladder with boilerplate left in",
		"ladder on the other list of twenty", NULL};
	struct bench *variants[VARIANTS - 1] = {NULL};
	g_autoptr(GError) problem = NULL;
	struct table *table;

	make_variants(bench, variants, &problem);
	table = begin(reporting, "sensitivity",
		"The same findings otherwise reached", columns);
	for (const struct bench_finding *finding = bench_findings;
		!problem && finding->id; finding++) {
		const char **row = tables_add(table);

		set(reporting, row, 0, finding->says);
		for (int v = 0; v < VARIANTS; v++) {
			g_autoptr(GString) measured = g_string_new(NULL);
			enum bench_verdict verdict = finding->test(
				v ? variants[v - 1] : bench, measured);

			setf(reporting, row, v + 1, "%s: %s",
				bench_verdict_name(verdict), measured->str);
		}
	}
	for (int v = 0; v < VARIANTS - 1; v++)
		bench_free(variants[v]);
	if (problem)
		g_propagate_error(error, g_steal_pointer(&problem));
	return table_rows(table) > 0;
}

static void add_letters(struct reporting *reporting)
{
	static const char *const columns[] = {"document", "area", "region",
		"framework", "inspection_start", "determination", NULL};
	const GPtrArray *letters = reporting->bench->letters;
	struct table *table =
		begin(reporting, "letters", "The letters", columns);

	for (guint i = 0; i < letters->len; i++) {
		const struct bench_letter *letter = letters->pdata[i];
		const char **row = tables_add(table);

		set(reporting, row, 0, letter->name);
		set(reporting, row, 1, letter->area);
		set(reporting, row, 2, letter->region);
		set(reporting, row, 3, letter->framework);
		set(reporting, row, 4, letter->day);
		set(reporting, row, 5, letter->determination);
	}
}

/* --- files -------------------------------------------------------------- */

static void html_row(GString *out, const char *tag, const char *cell)
{
	g_string_append_printf(out, "<%s>", tag);
	html_add(out, "%s", cell ? cell : "\u2013");
	g_string_append_printf(out, "</%s>", tag);
}

static void html_table(GString *out, const struct table *table)
{
	html_add(out, "<h2 id=\"%s\">%s</h2>\n<table>\n<thead><tr>",
		table->name, table->title);
	for (int i = 0; i < table_columns(table); i++)
		html_row(out, "th", table_head(table, i)->name);
	g_string_append(out, "</tr></thead>\n");
	for (int r = 0; r < table_rows(table); r++) {
		g_string_append(out, "<tr>");
		for (int i = 0; i < table_columns(table); i++)
			html_row(out, "td", table_row(table, r)[i]);
		g_string_append(out, "</tr>\n");
	}
	g_string_append(out, "</table>\n");
}

static void write_head(struct reporting *reporting)
{
	const struct bench *bench = reporting->bench;
	g_autofree char *sample = g_strdup_printf(
		"%u letters, scored by %s and %s; scores that a third reading "
		"settled: %d.",
		bench->letters->len, bench->names[0], bench->names[1],
		bench->decided);

	g_string_append(reporting->html,
		"<!doctype html>\n<html lang=\"en-GB\">\n<meta "
		"charset=\"utf-8\">\n<meta name=\"viewport\" "
		"content=\"width=device-width\">\n<title>The 2020 review "
		"repeated</title>\n<style>body{font:1rem/1.5 sans-serif;max-"
		"width:70rem;margin:auto;padding:1rem}table{border-collapse:"
		"collapse;display:block;overflow-x:auto}td,th{border:1px solid "
		"#888;padding:.25rem .5rem;text-align:left;vertical-align:top}"
		"</style>\n<h1>The 2020 review repeated</h1>\n");
	html_add(reporting->html, "<p>%s</p>\n<p>%s</p>\n", sample, intro);
	g_string_append_printf(reporting->markdown,
		"# The 2020 review repeated\n\n%s\n\n%s\n", sample, intro);
}

static bool write_table(
	struct reporting *reporting, const struct table *table, GError **error)
{
	g_autoptr(GString) csv = g_string_new(NULL);
	g_autofree char *name = g_strconcat(table->name, ".csv", NULL);

	html_table(reporting->html, table);
	g_string_append_printf(
		reporting->markdown, "\n## %s\n\n", table->title);
	markdown_table(reporting->markdown, table);
	csv_table(csv, table);
	return !reporting->output ||
	       output_write(reporting->output, name, csv, error);
}

static bool write_all(struct reporting *reporting, GError **error)
{
	write_head(reporting);
	for (guint i = 0; i < reporting->all->len; i++)
		if (!write_table(reporting, reporting->all->pdata[i], error))
			return false;
	g_string_append(reporting->html, "</html>\n");
	if (!reporting->output) {
		fputs(reporting->markdown->str, stdout);
		return true;
	}
	return output_write(reporting->output, "report.html", reporting->html,
		       error) &&
	       output_write(reporting->output, "report.md", reporting->markdown,
		       error) &&
	       output_sweep(reporting->output, error);
}

static bool report(struct reporting *reporting, GError **error)
{
	add_findings(reporting);
	add_criteria(reporting);
	add_agreement(reporting);
	add_sectors(reporting);
	add_features(reporting);
	add_splits(reporting);
	if (!add_sensitivity(reporting, error))
		return false;
	add_letters(reporting);
	return write_all(reporting, error);
}

static void free_table(void *table)
{
	table_free(table);
}

bool agree_report(const struct agree *agree, GError **error)
{
	static const char *const none[] = {NULL};
	g_autoptr(Bench) bench = bench_new(
		agree->stage->store, agree->pair, agree->sample, error);
	g_autoptr(Tables) tables = bench ? tables_new(none, error) : NULL;
	g_autoptr(Output) output =
		tables && agree->out ? output_new(agree->out, error) : NULL;
	struct reporting reporting = {
		.bench = bench, .tables = tables, .output = output};
	bool done;

	if (!tables || (agree->out && !output))
		return false;
	reporting.all = g_ptr_array_new_with_free_func(free_table);
	reporting.html = g_string_new(NULL);
	reporting.markdown = g_string_new(NULL);
	done = report(&reporting, error);
	g_ptr_array_unref(reporting.all);
	g_string_free(reporting.html, TRUE);
	g_string_free(reporting.markdown, TRUE);
	return done;
}
