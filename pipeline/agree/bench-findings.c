/*
 * bench-findings.c - what the 2020 review published on outcome letters
 * (Ofsted 200008, paragraphs 48 and 55 to 60), and when a sample bears it out.
 *
 * Three rules serve for all: a comparison of two things in the same letters is
 * decided by the 95% interval of the mean difference (Student's t), a level by
 * that of the mean, a share by Wilson's interval. What the interval does not
 * decide cannot be said.
 */
#include <math.h>
#include <string.h>

#include "pipeline/agree/bench.h"

#define LETTERS_LEAST 5   /* below this nothing is said */
#define WELL          6.0 /* combined: three from each reviewer */
#define Z_95          1.959964

#define RULE_LESS                                                              \
	"yes: the 95% interval of the mean difference lies below nought; no: " \
	"above; otherwise cannot say"
#define RULE_WELL                                                              \
	"yes: the 95% interval of the mean lies at 6 (3 from each reviewer) "  \
	"or above; no: below 6; otherwise cannot say"

/* After the figures, whatever they are. */
static bool too_few(int n, GString *measured)
{
	if (n < LETTERS_LEAST)
		g_string_append(measured, ": too few letters");
	return n < LETTERS_LEAST;
}

static double difference_in(const struct bench_letter *letter, int a, int b)
{
	int one = bench_combined(letter, a), other = bench_combined(letter, b);

	return one && other ? one - other : NAN;
}

/* Whether the differences lie below nought. */
static enum bench_verdict below(
	const double *differences, int n, GString *measured)
{
	struct bench_mean mean = bench_mean(differences, n);

	if (n < LETTERS_LEAST) {
		g_string_append_printf(measured, "%d letters: too few", n);
		return BENCH_CANNOT_SAY;
	}
	g_string_append_printf(measured,
		"mean difference %+.2f (%+.2f to %+.2f) over %d letters",
		mean.mean, mean.low, mean.high, n);
	if (mean.high < 0)
		return BENCH_YES;
	return mean.low > 0 ? BENCH_NO : BENCH_CANNOT_SAY;
}

/* Whether criterion `a` is scored below criterion `b`. */
static enum bench_verdict scored_below(const struct bench *bench, const char *a,
	const char *b, GString *measured)
{
	g_autofree double *values = g_new(double, bench->letters->len);
	int first = framework_find(bench->framework, a);
	int second = framework_find(bench->framework, b);
	int n = 0;

	for (guint i = 0; i < bench->letters->len; i++) {
		double value =
			difference_in(bench->letters->pdata[i], first, second);

		if (!isnan(value))
			values[n++] = value;
	}
	return below(values, n, measured);
}

static enum bench_verdict scored_well(
	const struct bench *bench, const char *id, GString *measured)
{
	struct bench_mean mean =
		bench_mean_of(bench, framework_find(bench->framework, id));

	if (mean.n < LETTERS_LEAST) {
		g_string_append_printf(measured, "%d letters: too few", mean.n);
		return BENCH_CANNOT_SAY;
	}
	g_string_append_printf(measured,
		"mean combined score %.2f (%.2f to %.2f)", mean.mean, mean.low,
		mean.high);
	if (mean.low >= WELL)
		return BENCH_YES;
	return mean.high < WELL ? BENCH_NO : BENCH_CANNOT_SAY;
}

/* Wilson's 95% interval of k in n. */
static void wilson(int k, int n, double *low, double *high)
{
	double p = (double)k / n, zz = Z_95 * Z_95 / n;
	double half = Z_95 * sqrt(p * (1 - p) / n + zz / (4 * n));

	*low = (p + zz / 2 - half) / (1 + zz);
	*high = (p + zz / 2 + half) / (1 + zz);
}

/* --- clarity, collaboration --------------------------------------------- */

static enum bench_verdict clear(const struct bench *bench, GString *measured)
{
	return scored_well(bench, "clear-strengths-weaknesses", measured);
}

static enum bench_verdict few_unclear(
	const struct bench *bench, GString *measured)
{
	int n, low = bench_low(bench,
		       framework_find(
			       bench->framework, "clear-strengths-weaknesses"),
		       &n);

	g_string_append_printf(
		measured, "%d of %d letters at four or less", low, n);
	if (too_few(n, measured))
		return BENCH_CANNOT_SAY;
	return low > 0 && low * 5 <= n ? BENCH_YES : BENCH_NO;
}

static enum bench_verdict together(const struct bench *bench, GString *measured)
{
	return scored_well(bench, "joint-working", measured);
}

/* A count for social care less the lower of those for the other two. */
static enum bench_verdict care_below(
	const struct bench *bench, enum review_figure counts, GString *measured)
{
	g_autofree double *values = g_new(double, bench->letters->len);
	int n = 0;

	for (guint i = 0; i < bench->letters->len; i++) {
		const struct bench_letter *letter = bench->letters->pdata[i];
		const int *count = letter->counts + counts;

		if (count[REVIEW_EDUCATION] || count[REVIEW_HEALTH] ||
			count[REVIEW_CARE])
			values[n++] = count[REVIEW_CARE] -
				      MIN(count[REVIEW_EDUCATION],
					      count[REVIEW_HEALTH]);
	}
	return below(values, n, measured);
}

static enum bench_verdict together_less_care(
	const struct bench *bench, GString *measured)
{
	return care_below(bench, REVIEW_JOINT, measured);
}

static enum bench_verdict fewer_examples(
	const struct bench *bench, GString *measured)
{
	return care_below(bench, REVIEW_EXAMPLES, measured);
}

static enum bench_verdict some_without(
	const struct bench *bench, GString *measured)
{
	int n = (int)bench->letters->len, none = 0;

	for (int i = 0; i < n; i++) {
		const struct bench_letter *letter = bench->letters->pdata[i];

		none += letter->counts[REVIEW_EXAMPLES + REVIEW_CARE] == 0;
	}
	g_string_append_printf(measured,
		"%d of %d letters without one example on social care", none, n);
	if (too_few(n, measured))
		return BENCH_CANNOT_SAY;
	return none > 0 ? BENCH_YES : BENCH_NO;
}

/* --- outcomes ----------------------------------------------------------- */

static bool is_outcome(const struct bench *bench, int criterion)
{
	return g_str_has_prefix(
		framework_criterion(bench->framework, criterion)->id,
		"outcomes-");
}

/* A letter's mean over outcomes less that over all else. */
static double outcomes_less(
	const struct bench *bench, const struct bench_letter *letter)
{
	double sums[2] = {0};
	int n[2] = {0};

	for (int c = 0; c < framework_criteria(bench->framework); c++) {
		int combined = bench_combined(letter, c);
		int side = is_outcome(bench, c);

		sums[side] += combined;
		n[side] += combined > 0;
	}
	return n[0] && n[1] ? sums[1] / n[1] - sums[0] / n[0] : NAN;
}

static enum bench_verdict outcomes_weaker(
	const struct bench *bench, GString *measured)
{
	g_autofree double *values = g_new(double, bench->letters->len);
	int n = 0;

	for (guint i = 0; i < bench->letters->len; i++) {
		double value = outcomes_less(bench, bench->letters->pdata[i]);

		if (!isnan(value))
			values[n++] = value;
	}
	return below(values, n, measured);
}

static enum bench_verdict health_weaker(
	const struct bench *bench, GString *measured)
{
	return scored_below(
		bench, "outcomes-health", "outcomes-education", measured);
}

/* --- improvement -------------------------------------------------------- */

static int count_features(const struct bench_letter *letter)
{
	int n = 0;

	for (int f = 0; f < REVIEW_FEATURES; f++)
		n += letter->counts[REVIEW_SENTENCES + f] > 0;
	return n;
}

/* How many letters have so many features (a row each) and that score. */
enum { FEATURE_ROWS = REVIEW_FEATURES + 1, COMBINED_MAX = 2 * SCORE_MAX };

struct cross {
	double cells[FEATURE_ROWS][COMBINED_MAX + 1];
	double rows[FEATURE_ROWS], columns[COMBINED_MAX + 1], n;
};

static struct cross cross_features(const struct bench *bench)
{
	int criterion =
		framework_find(bench->framework, "promotes-improvement");
	struct cross cross = {.n = 0};

	for (guint i = 0; i < bench->letters->len; i++) {
		const struct bench_letter *letter = bench->letters->pdata[i];
		int features = count_features(letter);
		int score = bench_combined(letter, criterion);

		if (!score)
			continue;
		cross.cells[features][score]++;
		cross.rows[features]++;
		cross.columns[score]++;
		cross.n++;
	}
	return cross;
}

/* The pairs of letters of which one has more features and the higher score
 * (`with`), or the lower (`against`). */
static void count_pairs(
	const struct cross *cross, double *with, double *against)
{
	*with = *against = 0;
	for (int a = 1; a < FEATURE_ROWS; a++)
		for (int b = 0; b < a; b++)
			for (int x = 2; x <= COMBINED_MAX; x++)
				for (int y = 2; y <= COMBINED_MAX; y++) {
					double pairs = cross->cells[a][x] *
						       cross->cells[b][y];

					*with += x > y ? pairs : 0;
					*against += x < y ? pairs : 0;
				}
}

/* Sums over groups of ties: t(t-1)(2t+5), t(t-1), t(t-1)(t-2). */
static void count_ties(const double *ties, int n, double sums[3])
{
	memset(sums, 0, 3 * sizeof(*sums));
	for (int i = 0; i < n; i++) {
		double t = ties[i];

		sums[0] += t * (t - 1) * (2 * t + 5);
		sums[1] += t * (t - 1);
		sums[2] += t * (t - 1) * (t - 2);
	}
}

/*
 * The variance of with - against where nothing ties them to each other, with
 * the correction for ties: Kendall, M. G. (1970), Rank Correlation Methods,
 * 4th ed., equation 4.4.
 */
static double kendall_variance(const struct cross *cross)
{
	double n = cross->n, rows[3], columns[3];

	count_ties(cross->rows, FEATURE_ROWS, rows);
	count_ties(cross->columns, COMBINED_MAX + 1, columns);
	return (n * (n - 1) * (2 * n + 5) - rows[0] - columns[0]) / 18 +
	       rows[1] * columns[1] / (2 * n * (n - 1)) +
	       rows[2] * columns[2] / (9 * n * (n - 1) * (n - 2));
}

/* Letters with more of the five features score higher: Kendall's test. */
static enum bench_verdict features_help(
	const struct bench *bench, GString *measured)
{
	struct cross cross = cross_features(bench);
	double with, against, variance;

	count_pairs(&cross, &with, &against);
	g_string_append_printf(measured,
		"of two letters, the one with more features scored higher %.0f "
		"times, lower %.0f times",
		with, against);
	if (too_few((int)cross.n, measured))
		return BENCH_CANNOT_SAY;
	variance = kendall_variance(&cross);
	if (variance <= 0 || fabs(with - against) < Z_95 * sqrt(variance))
		return BENCH_CANNOT_SAY;
	return with > against ? BENCH_YES : BENCH_NO;
}

static enum bench_verdict no_imperative(
	const struct bench *bench, GString *measured)
{
	int without = 0;

	for (guint i = 0; i < bench->letters->len; i++) {
		const struct bench_letter *letter = bench->letters->pdata[i];

		without +=
			g_strcmp0(letter->determination, "not-required") == 0;
	}
	g_string_append_printf(measured,
		"%d of %u letters ask for no statement; what areas then did is "
		"not in them",
		without, bench->letters->len);
	return BENCH_CANNOT_SAY;
}

/* --- statutory compliance ----------------------------------------------- */

static enum bench_verdict lowest(const struct bench *bench, GString *measured)
{
	int duty = framework_find(bench->framework, "statutory-compliance");
	struct bench_mean mean = bench_mean_of(bench, duty);
	int least = duty, place = 1;
	g_autoptr(GString) unused = g_string_new(NULL);

	if (mean.n < LETTERS_LEAST) {
		g_string_append_printf(measured, "%d letters: too few", mean.n);
		return BENCH_CANNOT_SAY;
	}
	for (int c = 0; c < framework_criteria(bench->framework); c++) {
		place += bench_mean_of(bench, c).mean < mean.mean;
		if (bench_mean_of(bench, c).mean <
			bench_mean_of(bench, least).mean)
			least = c;
	}
	g_string_append_printf(measured,
		"mean combined score %.2f, number %d from below; the lowest is "
		"%s with %.2f",
		mean.mean, place,
		framework_criterion(bench->framework, least)->id,
		bench_mean_of(bench, least).mean);
	if (least == duty)
		return BENCH_YES;
	return scored_below(bench,
		       framework_criterion(bench->framework, least)->id,
		       "statutory-compliance", unused) == BENCH_YES
		       ? BENCH_NO
		       : BENCH_CANNOT_SAY;
}

static enum bench_verdict half_low(const struct bench *bench, GString *measured)
{
	int n, low = bench_low(bench,
		       framework_find(bench->framework, "statutory-compliance"),
		       &n);
	double from, to;

	g_string_append_printf(
		measured, "%d of %d letters at four or less", low, n);
	if (too_few(n, measured))
		return BENCH_CANNOT_SAY;
	wilson(low, n, &from, &to);
	g_string_append_printf(measured, " (share %.2f, %.2f to %.2f)",
		(double)low / n, from, to);
	return from <= 8.0 / 15 && 8.0 / 15 <= to ? BENCH_YES : BENCH_NO;
}

/* Of the duties that the review speaks of. */
static enum bench_verdict rather_implied(
	const struct bench *bench, GString *measured)
{
	int n = 0, implied = 0;
	double from, to;

	for (guint i = 0; i < bench->letters->len; i++) {
		const struct bench_letter *letter = bench->letters->pdata[i];
		int by_name = letter->counts[REVIEW_DUTIES_NAMED];
		int besides = letter->counts[REVIEW_DUTIES_IMPLIED];

		n += by_name + besides > 0;
		implied += besides > by_name;
	}
	g_string_append_printf(measured,
		"%d of %d letters that speak of these duties imply more of "
		"them than they name",
		implied, n);
	if (too_few(n, measured))
		return BENCH_CANNOT_SAY;
	wilson(implied, n, &from, &to);
	g_string_append_printf(measured, " (share %.2f, %.2f to %.2f)",
		(double)implied / n, from, to);
	if (from > 0.5)
		return BENCH_YES;
	return to < 0.5 ? BENCH_NO : BENCH_CANNOT_SAY;
}

const struct bench_finding bench_findings[] = {
	{"clear", "55",
		"Letters were generally clear on strengths and weaknesses",
		RULE_WELL, clear},
	{"priorities", "55",
		"A small number could have been clearer on priorities",
		"yes: at least one letter, and at most one in five, has a "
		"combined score of four or less for clarity",
		few_unclear},
	{"collaboration", "55",
		"They addressed well how partners work together", RULE_WELL,
		together},
	{"collaboration-care", "55",
		"They did so to a lesser extent where social care is concerned",
		"sentences on joint working that name social care less those "
		"that name education or health, whichever is fewer; " RULE_LESS,
		together_less_care},
	{"examples-care", "48, 56",
		"Fewer specific examples for social care than for education "
		"and health",
		"examples for social care less those for education or health, "
		"whichever are fewer; " RULE_LESS,
		fewer_examples},
	{"no-care", "56",
		"Some letters had no specific example on social care at all",
		"yes: at least one letter has none", some_without},
	{"outcomes", "57",
		"Letters were less effective in describing improving outcomes",
		"a letter's mean over the statements on outcomes less that "
		"over the others; " RULE_LESS,
		outcomes_weaker},
	{"health-outcomes", "57",
		"They said less on health outcomes than on education outcomes",
		"combined score for health outcomes less that for education "
		"outcomes; " RULE_LESS,
		health_weaker},
	{"features", "58",
		"Letters best promoted improvement that had five features",
		"letters with more features have the higher score for "
		"promoting improvement in more pairs than not, by Kendall's "
		"test at 5%",
		features_help},
	{"no-imperative", "59",
		"Areas without a statement of action had no imperative to act",
		"letters cannot show it", no_imperative},
	{"lowest", "60", "Statutory compliance had the lowest scores of all",
		"yes: its mean is the lowest; no: the lowest lies below it by "
		"more than the 95% interval of the mean difference",
		lowest},
	{"half-low", "60",
		"Eight letters of fifteen scored four or less for it",
		"yes: 8/15 lies in Wilson's 95% interval of this sample's "
		"share",
		half_low},
	{"implied", "60",
		"Duties were referred to in reporting other things rather than "
		"named: EHC plans, the designated clinical officer, the local "
		"offer, personal budgets, transition to adulthood",
		"letters that imply more of these duties than they name; yes: "
		"Wilson's 95% interval of their share lies above a half; no: "
		"below; otherwise cannot say",
		rather_implied},
	{NULL, NULL, NULL, NULL, NULL},
};

const char *bench_verdict_name(enum bench_verdict verdict)
{
	static const char *const names[] = {"yes", "no", "cannot say"};

	return names[verdict];
}
