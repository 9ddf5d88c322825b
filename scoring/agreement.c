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

/* Scores are as far apart as there are scores given between them. */
static double ordinal_distance(const double *totals, int i, int j)
{
	double between = 0;

	for (int k = MIN(i, j); k <= MAX(i, j); k++)
		between += totals[k];
	between -= (totals[i] + totals[j]) / 2;
	return between * between;
}

double agreement_alpha(const double *coincidences, int categories)
{
	double totals[AGREEMENT_CATEGORIES_MAX] = {0};
	double n = 0, observed = 0, expected = 0;

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

/*
 * All that the measures need to know of some pairs, as sums, so that those of
 * many documents are had by adding up: the sums below, then for each member of
 * the panel a table of counts.
 */
enum { SUM_PAIRS, SUM_APART, SUM_HALF, SUMS };

#define BLOCK 4 /* that many are added at a time: in a vector, mostly */

static size_t sums_size(int categories, int members)
{
	size_t size = SUMS + (size_t)categories * categories * members;

	return (size + BLOCK - 1) / BLOCK * BLOCK;
}

static void sums_add_pair(
	double *sums, const struct agreement_pair *pair, int categories)
{
	int cells = categories * categories;
	double apart = fabs(pair->score - panel_mean(pair));

	for (int member = 0; member < 2; member++) {
		int a = (int)pair->score, b = (int)pair->panel[member];

		if (b > 0)
			sums[SUMS + member * cells + (a - 1) * categories + b -
				1]++;
	}
	sums[SUM_PAIRS]++;
	sums[SUM_APART] += apart;
	sums[SUM_HALF] += apart <= 0.5;
}

/* Add the measures against one member, whose table has `n` scores. */
static void add_member(const double *table, double n, int categories,
	double values[AGREEMENT_MEASURES])
{
	double coincidences[AGREEMENT_CATEGORIES_MAX *
			    AGREEMENT_CATEGORIES_MAX];
	double same = 0, near = 0;

	for (int i = 0; i < categories; i++)
		for (int j = 0; j < categories; j++) {
			double count = table[i * categories + j];

			same += i == j ? count : 0;
			near += abs(i - j) <= 1 ? count : 0;
			coincidences[i * categories + j] =
				count + table[j * categories + i];
		}
	values[AGREEMENT_EXACT] += same / n;
	values[AGREEMENT_WITHIN_ONE] += near / n;
	values[AGREEMENT_KAPPA] += agreement_kappa(table, categories, false);
	values[AGREEMENT_KAPPA_QUADRATIC] +=
		agreement_kappa(table, categories, true);
	values[AGREEMENT_AC2] += agreement_gwet(table, categories, true);
	values[AGREEMENT_ALPHA] += agreement_alpha(coincidences, categories);
}

static void measure_sums(
	const double *sums, int categories, double values[AGREEMENT_MEASURES])
{
	int cells = categories * categories, members = 0;

	for (int i = 0; i < AGREEMENT_MEASURES; i++)
		values[i] = sums[SUM_PAIRS] > 0 ? 0 : NAN;
	for (int member = 0; member < 2; member++) {
		const double *table = sums + SUMS + member * cells;
		double n = 0;

		for (int i = 0; i < cells; i++)
			n += table[i];
		if (n == 0)
			continue;
		add_member(table, n, categories, values);
		members++;
	}
	for (int i = 0; members > 0 && i < AGREEMENT_MEASURES; i++)
		values[i] /= members;
	values[AGREEMENT_HALF] = sums[SUM_HALF] / sums[SUM_PAIRS];
	values[AGREEMENT_MAD] = sums[SUM_APART] / sums[SUM_PAIRS];
}

void agreement_measure(const struct agreement_pair *pairs, size_t n,
	int categories, double values[AGREEMENT_MEASURES])
{
	g_autofree double *sums = g_new0(double, sums_size(categories, 2));

	for (size_t i = 0; i < n; i++)
		sums_add_pair(sums, &pairs[i], categories);
	measure_sums(sums, categories, values);
}

/* --- the baseline -------------------------------------------------------- */

/* How often the panel gives each score for each criterion. */
static int *count_scores(
	const struct agreement_pair *pairs, size_t n, int categories)
{
	int *counts, criteria = 0;

	for (size_t i = 0; i < n; i++)
		criteria = MAX(criteria, pairs[i].criterion + 1);
	counts = g_new0(int, (size_t)criteria *categories);
	for (size_t i = 0; i < n; i++)
		for (int member = 0; member < 2; member++)
			if (pairs[i].panel[member] > 0)
				counts[pairs[i].criterion * categories +
					(int)pairs[i].panel[member] - 1]++;
	return counts;
}

static int commonest(const int *counts, int categories)
{
	int best = 0;

	for (int i = 1; i < categories; i++)
		if (counts[i] > counts[best])
			best = i;
	return best + 1;
}

struct agreement_pair *agreement_commonest(
	const struct agreement_pair *pairs, size_t n, int categories)
{
	struct agreement_pair *copy = g_new(struct agreement_pair, n);
	g_autofree int *counts = count_scores(pairs, n, categories);

	for (size_t i = 0; i < n; i++) {
		copy[i] = pairs[i];
		copy[i].score = commonest(
			counts + pairs[i].criterion * categories, categories);
	}
	return copy;
}

/* --- intervals ----------------------------------------------------------- */

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The sums of each document, `*size` of them: without the second member's
 * table where there is but one. */
static double *by_document(const struct agreement_pair *pairs, size_t n,
	int categories, int *documents, size_t *size)
{
	double *sums;
	int count = 0, members = 1;

	for (size_t i = 0; i < n; i++) {
		count = MAX(count, pairs[i].document + 1);
		members = pairs[i].panel[1] > 0 ? 2 : members;
	}
	*size = sums_size(categories, members);
	sums = g_new0(double, count **size);
	for (size_t i = 0; i < n; i++)
		sums_add_pair(sums + pairs[i].document * *size, &pairs[i],
			categories);
	*documents = count;
	return sums;
}

/* One resample: as many documents as there are, drawn with replacement. */
static void draw(GRand *random, const double *sums, int documents, size_t size,
	double *restrict sample)
{
	memset(sample, 0, size * sizeof(*sample));
	for (int i = 0; i < documents; i++) {
		const double *drawn =
			sums + g_rand_int_range(random, 0, documents) * size;

		for (size_t j = 0; j < size; j += BLOCK)
			for (int k = 0; k < BLOCK; k++)
				sample[j + k] += drawn[j + k];
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
	size_t size;
	int documents;
	g_autofree double *sums =
		by_document(pairs, n, categories, &documents, &size);
	g_autofree double *sample = g_new0(double, sums_size(categories, 2));
	g_autofree double *drawn = g_new(double, rounds *AGREEMENT_MEASURES);

	for (int round = 0; round < rounds; round++) {
		double values[AGREEMENT_MEASURES];
		draw(random, sums, documents, size, sample);
		measure_sums(sample, categories, values);
		for (int i = 0; i < AGREEMENT_MEASURES; i++)
			drawn[i * rounds + round] = values[i];
	}
	for (int i = 0; i < AGREEMENT_MEASURES; i++)
		percentiles(drawn + i * rounds, rounds, &low[i], &high[i]);
}
