#include "pipeline/agree/bench-tables.h"

#include <math.h>

#include "pipeline/agree/agreement-table.h"

const char bench_intro[] =
	"The 2020 review (Ofsted 200008) had fifteen outcome letters scored by "
	"an inspector of each inspectorate on twenty statements, from 1 to 4. "
	"The statements were not published; these are a reconstruction. A "
	"score says how well a letter reports, not how well an area does, and "
	"none here is Ofsted's or CQC's. Reports of the 2023 framework are of "
	"another form than the letters the review read.";

char *bench_summary(const struct bench *bench)
{
	return g_strdup_printf(
		"%u letters, scored by %s and %s; scores that a third reading "
		"settled: %d.",
		bench->letters->len, bench->names[0], bench->names[1],
		bench->decided);
}

/* --- making a table ----------------------------------------------------- */

struct table *bench_table_new(const char *name, const char *title,
	const char *about, const struct bench_column *columns)
{
	struct table *table = table_new(name);

	g_free(table->title);
	table->title = g_strdup(title);
	table->about = g_strdup(about);
	for (; columns->name; columns++) {
		struct column *column;

		table_add_column(table, columns->name,
			columns->number ? COLUMN_NUMBER : COLUMN_TEXT);
		column = table->columns->pdata[table->columns->len - 1];
		column->about = g_strdup(columns->head);
	}
	return table;
}

void bench_row_start(
	struct bench_row *row, struct table *table, struct tables *words)
{
	*row = (struct bench_row){words, tables_add(table), 0};
}

void bench_put(struct bench_row *row, const char *value)
{
	tables_set(row->words, row->cells, row->next++, value);
}

void bench_putf(struct bench_row *row, const char *format, ...)
{
	g_autofree char *value = NULL;
	va_list arguments;

	va_start(arguments, format);
	value = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	bench_put(row, value);
}

void bench_put_number(struct bench_row *row, int decimals, double value)
{
	if (isnan(value))
		bench_put(row, NULL);
	else
		bench_putf(row, "%.*f", decimals, value);
}

/* --- findings ----------------------------------------------------------- */

struct table *bench_table_findings(
	const struct bench *bench, struct tables *words)
{
	static const struct bench_column columns[] = {
		{"paragraph", "Paragraph", false},
		{"published", "What the review published", false},
		{"borne_out", "Borne out here", false},
		{"this_sample", "These letters", false},
		{"rule", "The rule that decides", false},
		{NULL, NULL, false},
	};
	struct table *table = bench_table_new("findings",
		"What the review published, and these letters",
		"Paragraphs are those of the 2020 review. Intervals are at "
		"95%. Of fewer than five letters nothing is said.",
		columns);

	table->key = g_strsplit("published", " ", -1);
	for (const struct bench_finding *finding = bench_findings; finding->id;
		finding++) {
		g_autoptr(GString) measured = g_string_new(NULL);
		enum bench_verdict verdict = finding->test(bench, measured);
		struct bench_row row;

		bench_row_start(&row, table, words);
		bench_put(&row, finding->paragraph);
		bench_put(&row, finding->says);
		bench_put(&row, bench_verdict_name(verdict));
		bench_put(&row, measured->str);
		bench_put(&row, finding->rule);
	}
	return table;
}

/* --- criteria ----------------------------------------------------------- */

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

struct table *bench_table_criteria(
	const struct bench *bench, struct tables *words)
{
	static const struct bench_column columns[] = {
		{"criterion", "Statement", false},
		{"letters", "Letters", true},
		{"mean_combined", "Mean combined score", true},
		{"four_or_less", "Letters at four or less", true},
		{"mean_1", "Mean of the first reviewer", true},
		{"mean_2", "Mean of the second", true},
		{"mean_low", "95% interval of the mean combined score", true},
		{"mean_high", NULL, true},
		{NULL, NULL, false},
	};
	struct table *table = bench_table_new("criteria",
		"Statements by mean combined score (2 to 8)",
		"The review published one figure: eight letters of fifteen had "
		"a combined score of four or less for statutory compliance, "
		"the lowest of all (paragraph 60).",
		columns);
	g_autoptr(GArray) places = in_order(bench);

	for (guint i = 0; i < places->len; i++) {
		int c = g_array_index(places, struct place, i).criterion;
		struct bench_mean mean = bench_mean_of(bench, c);
		int n, low = bench_low(bench, c, &n);
		struct bench_row row;

		bench_row_start(&row, table, words);
		bench_put(&row, framework_criterion(bench->framework, c)->id);
		bench_putf(&row, "%d", n);
		bench_put_number(&row, 2, mean.mean);
		bench_putf(&row, "%d", low);
		for (int r = 0; r < SCORE_SET_READERS; r++)
			bench_put_number(
				&row, 2, mean_of_reviewer(bench, c, r));
		bench_put_number(&row, 2, mean.low);
		bench_put_number(&row, 2, mean.high);
	}
	return table;
}

/* --- agreement ---------------------------------------------------------- */

static void put_agreement(
	struct bench_row *row, const char *name, size_t n, const double *values)
{
	bench_put(row, name);
	bench_putf(row, "%zu", n);
	bench_put_number(row, 3, values[AGREEMENT_EXACT]);
	bench_put_number(row, 3, values[AGREEMENT_WITHIN_ONE]);
	bench_put_number(row, 3, values[AGREEMENT_MAD]);
	bench_put_number(row, 3, values[AGREEMENT_KAPPA_QUADRATIC]);
}

static void put_bounds(
	struct bench_row *row, const struct agreement_row *agreement)
{
	static const enum agreement_measure bounded[] = {
		AGREEMENT_EXACT, AGREEMENT_MAD, AGREEMENT_KAPPA_QUADRATIC};

	for (size_t i = 0; i < G_N_ELEMENTS(bounded); i++) {
		bench_put_number(row, 3, agreement->low[bounded[i]]);
		bench_put_number(row, 3, agreement->high[bounded[i]]);
	}
}

/* What always giving a statement its commonest score would do. */
static void put_commonest(struct bench_row *row, const struct bench *bench)
{
	g_autoptr(GArray) pairs = bench_pairs(bench, true);
	g_autofree struct agreement_pair *commonest =
		agreement_commonest((const struct agreement_pair *)pairs->data,
			pairs->len, SCORE_MAX);
	double values[AGREEMENT_MEASURES];

	agreement_measure(commonest, pairs->len, SCORE_MAX, values);
	put_agreement(row, "(always the commonest score)", pairs->len, values);
}

static struct table *agreement_on(const struct bench *bench,
	const char *const *criteria, struct tables *words)
{
	static const struct bench_column columns[] = {
		{"criterion", "Statement", false},
		{"letters", "Scores compared", true},
		{"exact", "Share of the same score", true},
		{"within_one", "Share at most one apart", true},
		{"difference", "Mean difference", true},
		{"kappa_quadratic", "Kappa, quadratic weights", true},
		{"exact_low", "Same score, 95% interval", true},
		{"exact_high", NULL, true},
		{"difference_low", "Mean difference, 95% interval", true},
		{"difference_high", NULL, true},
		{"kappa_low", "Kappa, 95% interval", true},
		{"kappa_high", NULL, true},
		{NULL, NULL, false},
	};
	struct table *table = bench_table_new("agreement",
		"How far the two reviewers agree",
		"The review did not publish how far its inspectors agreed. "
		"Scores as they were given, before any third reading; "
		"intervals by drawing letters again (bootstrap). That two sets "
		"of rules which read the same evidence agree says little of "
		"how far people would.",
		columns);
	g_autoptr(GArray) pairs = bench_pairs(bench, false);
	g_autoptr(GArray) rows = agreement_table(pairs, criteria);
	struct bench_row row;

	for (guint i = 0; i < rows->len; i++) {
		const struct agreement_row *agreement =
			&g_array_index(rows, struct agreement_row, i);

		bench_row_start(&row, table, words);
		put_agreement(&row, agreement->criterion, agreement->n,
			agreement->values);
		put_bounds(&row, agreement);
	}
	bench_row_start(&row, table, words);
	put_commonest(&row, bench);
	return table;
}

struct table *bench_table_agreement(
	const struct bench *bench, struct tables *words)
{
	g_autofree const char **ids = framework_ids(bench->framework);

	return agreement_on(bench, ids, words);
}

struct table *bench_table_agreement_all(
	const struct bench *bench, struct tables *words)
{
	static const char *const none[] = {NULL};

	return agreement_on(bench, none, words);
}

/* --- sectors and features ----------------------------------------------- */

static int total(const struct bench *bench, enum review_figure figure)
{
	int sum = 0;

	for (guint i = 0; i < bench->letters->len; i++)
		sum += ((const struct bench_letter *)bench->letters->pdata[i])
			       ->counts[figure];
	return sum;
}

static int letters_with(const struct bench *bench, enum review_figure figure)
{
	int n = 0;

	for (guint i = 0; i < bench->letters->len; i++)
		n += ((const struct bench_letter *)bench->letters->pdata[i])
			     ->counts[figure] > 0;
	return n;
}

struct table *bench_table_sectors(
	const struct bench *bench, struct tables *words)
{
	static const struct bench_column columns[] = {
		{"sector", "Sector", false},
		{"examples", "Examples", true},
		{"examples_a_letter", "Examples a letter", true},
		{"letters_without", "Letters without one", true},
		{"joint_sentences", "Sentences on joint working that name it",
			true},
		{NULL, NULL, false},
	};
	static const char *const names[] = {
		"education", "health", "social care"};
	struct table *table = bench_table_new("sectors",
		"Specific examples, and sentences on joint working, by sector",
		"The review: fewer specific examples for social care than for "
		"health and education, in some letters none (48, 56); joint "
		"working addressed well, less so for social care (55). "
		"Counted by rules in the letters' words.",
		columns);
	int n = (int)bench->letters->len;

	for (int s = 0; s < REVIEW_SECTORS; s++) {
		int examples = total(bench, REVIEW_EXAMPLES + s);
		struct bench_row row;

		bench_row_start(&row, table, words);
		bench_put(&row, names[s]);
		bench_putf(&row, "%d", examples);
		bench_put_number(&row, 2, (double)examples / n);
		bench_putf(&row, "%d",
			n - letters_with(bench, REVIEW_EXAMPLES + s));
		bench_putf(&row, "%d", total(bench, REVIEW_JOINT + s));
	}
	return table;
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

struct table *bench_table_features(
	const struct bench *bench, struct tables *words)
{
	static const struct bench_column columns[] = {
		{"feature", "A letter that", false},
		{"letters_with", "Letters", true},
		{"mean_with", "Mean combined score of those", true},
		{"mean_without", "Of the others", true},
		{NULL, NULL, false},
	};
	static const char *const names[] = {"identifies areas for development",
		"ties them to what inspectors found", "gives examples",
		"says what has led to improvement",
		"says how development would improve outcomes"};
	struct table *table = bench_table_new("features",
		"Promoting improvement, by the review's five features",
		"The review: letters best promoted improvement when they did "
		"these five things (58). Found by rules in the letters' words.",
		columns);

	for (int f = 0; f < REVIEW_FEATURES; f++) {
		struct bench_row row;

		bench_row_start(&row, table, words);
		bench_put(&row, names[f]);
		bench_putf(
			&row, "%d", letters_with(bench, REVIEW_SENTENCES + f));
		bench_put_number(&row, 2, mean_with(bench, f, true));
		bench_put_number(&row, 2, mean_with(bench, f, false));
	}
	return table;
}

/* --- duties -------------------------------------------------------------- */

struct table *bench_table_duties(
	const struct bench *bench, struct tables *words)
{
	static const struct bench_column columns[] = {
		{"duty", "Duty", false},
		{"provision", "Where the law has it", false},
		{"named", "Letters that name it", true},
		{"implied", "Letters that imply it", true},
		{"not_mentioned", "Letters that do neither", true},
		{"review", "The review saw it referred to under", false},
		{NULL, NULL, false},
	};
	struct table *table = bench_table_new("duties",
		"Statutory duties named, implied or neither",
		"The review: letters often did not mention compliance with "
		"statutory duties, but referred to it in reporting other "
		"things (60). Named: the letter speaks of it as a duty. "
		"Implied: it judges the matter and does not say that it is "
		"one. Letters after a duty's time are not counted of it. "
		"Found by rules in the letters' words. "
		"CFA is the Children and Families Act 2014; Regs, the Special "
		"Educational Needs and Disability Regulations 2014.",
		columns);
	const GPtrArray *list = duties_list(bench->duties);

	for (guint d = 0; d < list->len; d++) {
		const struct duty *duty = list->pdata[d];
		int letters[DUTY_STATES + 1] = {0};
		struct bench_row row;

		for (guint i = 0; i < bench->letters->len; i++)
			letters[((const struct bench_letter *)
					 bench->letters->pdata[i])
					->duties[d]]++;
		bench_row_start(&row, table, words);
		bench_put(&row, duty->name);
		bench_put(&row, duty->provision);
		bench_putf(&row, "%d", letters[DUTY_NAMED]);
		bench_putf(&row, "%d", letters[DUTY_IMPLIED]);
		bench_putf(&row, "%d", letters[DUTY_ABSENT]);
		bench_put(&row, duty->review);
	}
	return table;
}

/* --- letters -------------------------------------------------------------- */

struct table *bench_table_letters(
	const struct bench *bench, struct tables *words)
{
	static const struct bench_column columns[] = {
		{"document", "Document", false},
		{"area", "Area", false},
		{"region", "Region", false},
		{"framework", "Framework", false},
		{"inspection_start", "Inspected from", false},
		{"determination", "Statement of action", false},
		{NULL, NULL, false},
	};
	struct table *table =
		bench_table_new("letters", "The letters", NULL, columns);

	for (guint i = 0; i < bench->letters->len; i++) {
		const struct bench_letter *letter = bench->letters->pdata[i];
		struct bench_row row;

		bench_row_start(&row, table, words);
		bench_put(&row, letter->name);
		bench_put(&row, letter->area);
		bench_put(&row, letter->region);
		bench_put(&row, letter->framework);
		bench_put(&row, letter->day);
		bench_put(&row, letter->determination);
	}
	return table;
}
