#include "scoring/agreement.h"

#include <math.h>
#include <string.h>

#define SEED 20160425 /* of the bootstrap; any number will do */
#define TINY 1e-12

const char *agreement_measure_name(enum agreement_measure measure)
{
	static const char *const names[AGREEMENT_MEASURES] = {
		[AGREEMENT_EXACT] = "exact",
		[AGREEMENT_WITHIN_ONE] = "within_one",
		[AGREEMENT_HALF] = "within_half",
		[AGREEMENT_MAD] = "mad",
		[AGREEMENT_KAPPA] = "kappa",
		[AGREEMENT_KAPPA_QUADRATIC] = "kappa_quadratic",
		[AGREEMENT_AC2] = "ac2",
		[AGREEMENT_ALPHA] = "alpha",
	};

	return names[measure];
}

/* --- coefficients ------------------------------------------------------- */

static double weight(int i, int j, int categories, bool quadratic)
{
	double apart = (double)(i - j) / (categories - 1);

	return quadratic ? 1 - apart * apart : i == j;
}

/* Shares of the table, its margins, and the weighted agreement observed. */
struct margins {
	double row[AGREEMENT_CATEGORIES_MAX];
	double column[AGREEMENT_CATEGORIES_MAX];
	double observed;
};

static struct margins margins_of(
	const double *table, int categories, bool quadratic)
{
	struct margins margins = {.observed = 0};
	double n = 0;

	for (int i = 0; i < categories * categories; i++)
		n += table[i];
	for (int i = 0; i < categories; i++)
		for (int j = 0; j < categories; j++) {
			double share = table[i * categories + j] / n;
			margins.row[i] += share;
			margins.column[j] += share;
			margins.observed +=
				share * weight(i, j, categories, quadratic);
		}
	return margins;
}

static double beyond_chance(double observed, double expected)
{
	return 1 - expected < TINY ? NAN
				   : (observed - expected) / (1 - expected);
}

double agreement_kappa(const double *table, int categories, bool quadratic)
{
	struct margins margins = margins_of(table, categories, quadratic);
	double expected = 0;

	for (int i = 0; i < categories; i++)
		for (int j = 0; j < categories; j++)
			expected += margins.row[i] * margins.column[j] *
				    weight(i, j, categories, quadratic);
	return beyond_chance(margins.observed, expected);
}

double agreement_gwet(const double *table, int categories, bool quadratic)
{
	struct margins margins = margins_of(table, categories, quadratic);
	double weights = 0, spread = 0;

	for (int i = 0; i < categories; i++) {
		double share = (margins.row[i] + margins.column[i]) / 2;
		spread += share * (1 - share);
		for (int j = 0; j < categories; j++)
			weights += weight(i, j, categories, quadratic);
	}
	return beyond_chance(margins.observed,
		weights * spread / (categories * (categories - 1)));
}

/* Krippendorff's coincidences: pairs of scores within units, each unit
 * weighing as many as it has scores. */
static void count_coincidences(const int *scores, int units, int raters,
	int categories, double *coincidences)
{
	for (int unit = 0; unit < units; unit++) {
		const int *row = scores + unit * raters;
		int given = 0;

		for (int i = 0; i < raters; i++)
			given += row[i] > 0;
		if (given < 2)
			continue;
		for (int i = 0; i < raters; i++)
			for (int j = 0; j < raters; j++)
				if (i != j && row[i] && row[j])
					coincidences[(row[i] - 1) * categories +
						     row[j] - 1] +=
						1.0 / (given - 1);
	}
}

/* Scores are as far apart as there are scores given between them. */
static double ordinal_distance(const double *totals, int i, int j)
{
	double between = 0;

	for (int k = MIN(i, j); k <= MAX(i, j); k++)
		between += totals[k];
	between -= (totals[i] + totals[j]) / 2;
	return between * between;
}

double agreement_alpha(const int *scores, int units, int raters, int categories)
{
	double coincidences[AGREEMENT_CATEGORIES_MAX *
			    AGREEMENT_CATEGORIES_MAX] = {0};
	double totals[AGREEMENT_CATEGORIES_MAX] = {0};
	double n = 0, observed = 0, expected = 0;

	count_coincidences(scores, units, raters, categories, coincidences);
	for (int i = 0; i < categories; i++)
		for (int j = 0; j < categories; j++)
			totals[i] += coincidences[i * categories + j];
	for (int i = 0; i < categories; i++)
		n += totals[i];
	for (int i = 0; i < categories; i++)
		for (int j = 0; j < categories; j++) {
			double distance = ordinal_distance(totals, i, j);
			observed += coincidences[i * categories + j] * distance;
			expected += totals[i] * totals[j] * distance;
		}
	return expected < TINY ? NAN : 1 - (n - 1) * observed / expected;
}

/* --- measures of pairs -------------------------------------------------- */

static double panel_mean(const struct agreement_pair *pair)
{
	return pair->panel[1] > 0 ? (pair->panel[0] + pair->panel[1]) / 2
				  : pair->panel[0];
}

/* The measures against one member of the panel. */
static void measure_member(const struct agreement_pair *pairs, size_t n,
	int member, int categories, double values[AGREEMENT_MEASURES])
{
	double table[AGREEMENT_CATEGORIES_MAX * AGREEMENT_CATEGORIES_MAX] = {0};
	g_autofree int *both = g_new(int, 2 * n);
	double same = 0, near = 0;

	for (size_t i = 0; i < n; i++) {
		int a = (int)pairs[i].score, b = (int)pairs[i].panel[member];
		same += a == b;
		near += abs(a - b) <= 1;
		table[(a - 1) * categories + b - 1]++;
		both[2 * i] = a;
		both[2 * i + 1] = b;
	}
	values[AGREEMENT_EXACT] = same / n;
	values[AGREEMENT_WITHIN_ONE] = near / n;
	values[AGREEMENT_KAPPA] = agreement_kappa(table, categories, false);
	values[AGREEMENT_KAPPA_QUADRATIC] =
		agreement_kappa(table, categories, true);
	values[AGREEMENT_AC2] = agreement_gwet(table, categories, true);
	values[AGREEMENT_ALPHA] = agreement_alpha(both, (int)n, 2, categories);
}

void agreement_measure(const struct agreement_pair *pairs, size_t n,
	int categories, double values[AGREEMENT_MEASURES])
{
	int members = n && pairs[0].panel[1] > 0 ? 2 : 1;
	double half = 0, apart = 0;

	for (int i = 0; i < AGREEMENT_MEASURES; i++)
		values[i] = n ? 0 : NAN;
	if (!n)
		return;
	for (int member = 0; member < members; member++) {
		double each[AGREEMENT_MEASURES] = {0};
		measure_member(pairs, n, member, categories, each);
		for (int i = 0; i < AGREEMENT_MEASURES; i++)
			values[i] += each[i] / members;
	}
	for (size_t i = 0; i < n; i++) {
		double difference =
			fabs(pairs[i].score - panel_mean(&pairs[i]));
		apart += difference;
		half += difference <= 0.5;
	}
	values[AGREEMENT_HALF] = half / n;
	values[AGREEMENT_MAD] = apart / n;
}

/* --- the baseline -------------------------------------------------------- */

static int commonest(const struct agreement_pair *pairs, size_t n,
	int criterion, int categories)
{
	int counts[AGREEMENT_CATEGORIES_MAX + 1] = {0};
	int best = 1;

	for (size_t i = 0; i < n; i++)
		for (int member = 0; member < 2; member++)
			if (pairs[i].criterion == criterion &&
				pairs[i].panel[member] > 0)
				counts[(int)pairs[i].panel[member]]++;
	for (int score = 1; score <= categories; score++)
		if (counts[score] > counts[best])
			best = score;
	return best;
}

struct agreement_pair *agreement_commonest(
	const struct agreement_pair *pairs, size_t n, int categories)
{
	struct agreement_pair *copy = g_new(struct agreement_pair, n);

	for (size_t i = 0; i < n; i++) {
		copy[i] = pairs[i];
		copy[i].score =
			commonest(pairs, n, pairs[i].criterion, categories);
	}
	return copy;
}

/* --- intervals ----------------------------------------------------------- */

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The pairs of each document: [i] begins where [i - 1] ends. */
static GArray *by_document(const struct agreement_pair *pairs, size_t n,
	size_t **starts, int *documents)
{
	GArray *sorted = g_array_sized_new(
		FALSE, FALSE, sizeof(struct agreement_pair), n);
	int count = 0;

	for (size_t i = 0; i < n; i++)
		count = MAX(count, pairs[i].document + 1);
	*starts = g_new(size_t, count + 1);
	for (int document = 0; document < count; document++) {
		(*starts)[document] = sorted->len;
		for (size_t i = 0; i < n; i++)
			if (pairs[i].document == document)
				g_array_append_val(sorted, pairs[i]);
	}
	(*starts)[count] = sorted->len;
	*documents = count;
	return sorted;
}

/* One resample: as many documents as there are, drawn with replacement. */
static void draw(GRand *random, const GArray *sorted, const size_t *starts,
	int documents, GArray *sample)
{
	g_array_set_size(sample, 0);
	for (int i = 0; i < documents; i++) {
		int drawn = g_rand_int_range(random, 0, documents);
		if (starts[drawn + 1] > starts[drawn])
			g_array_append_vals(sample,
				&g_array_index(sorted, struct agreement_pair,
					starts[drawn]),
				starts[drawn + 1] - starts[drawn]);
	}
}

/* The 2.5th and 97.5th percentile of those of `n` values that are defined. */
static void percentiles(double *values, int n, double *low, double *high)
{
	int defined = 0;

	for (int i = 0; i < n; i++)
		if (!isnan(values[i]))
			values[defined++] = values[i];
	*low = *high = NAN;
	if (defined == 0)
		return;
	qsort(values, defined, sizeof(*values), compare_doubles);
	*low = values[(int)(0.025 * (defined - 1) + 0.5)];
	*high = values[(int)(0.975 * (defined - 1) + 0.5)];
}

void agreement_bootstrap(const struct agreement_pair *pairs, size_t n,
	int categories, int rounds, double low[AGREEMENT_MEASURES],
	double high[AGREEMENT_MEASURES])
{
	g_autoptr(GRand) random = g_rand_new_with_seed(SEED);
	g_autofree size_t *starts = NULL;
	int documents;
	g_autoptr(GArray) sorted = by_document(pairs, n, &starts, &documents);
	g_autoptr(GArray) sample =
		g_array_new(FALSE, FALSE, sizeof(struct agreement_pair));
	g_autofree double *drawn = g_new(double, rounds *AGREEMENT_MEASURES);

	for (int round = 0; round < rounds; round++) {
		double values[AGREEMENT_MEASURES];
		draw(random, sorted, starts, documents, sample);
		agreement_measure((const struct agreement_pair *)sample->data,
			sample->len, categories, values);
		for (int i = 0; i < AGREEMENT_MEASURES; i++)
			drawn[i * rounds + round] = values[i];
	}
	for (int i = 0; i < AGREEMENT_MEASURES; i++)
		percentiles(drawn + i * rounds, rounds, &low[i], &high[i]);
}
