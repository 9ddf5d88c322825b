/* Agreement: published worked examples, and the readers of the 31 reports. */
#include "scoring/agreement.h"

#include <math.h>
#include <string.h>

#define assert_near(a, b, within) g_assert_cmpfloat_with_epsilon(a, b, within)

/* Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 3rd
 * ed. (2003), table 18.1: kappa 0.68. */
static void test_kappa_diagnoses(void)
{
	const double table[] = {75, 1, 4, 5, 4, 1, 0, 0, 10};

	assert_near(agreement_kappa(table, 3, false), 0.68, 0.005);
}

/* Agresti, Categorical Data Analysis, 2nd ed. (2002), table 10.8: two
 * pathologists, kappa 0.493, with squared weights 0.78. */
static void test_kappa_pathologists(void)
{
	const double table[] = {
		22, 2, 2, 0, 5, 7, 14, 0, 0, 2, 36, 0, 0, 1, 17, 10};

	assert_near(agreement_kappa(table, 4, false), 0.493, 0.0005);
	assert_near(agreement_kappa(table, 4, true), 0.78, 0.005);
}

/* Gwet (2014), the abstractors' data of irrCAC (cont3x3abstractors): kappa
 * 0.7964094, AC1 0.8493305, AC2 with quadratic weights 0.940. */
static void test_gwet_abstractors(void)
{
	const double table[] = {13, 0, 0, 0, 20, 7, 0, 4, 56};

	assert_near(agreement_kappa(table, 3, false), 0.7964094, 1e-7);
	assert_near(agreement_gwet(table, 3, false), 0.8493305, 1e-7);
	assert_near(agreement_gwet(table, 3, true), 0.940, 0.0005);
}

/* Krippendorff (2011), four observers, twelve units, data missing: his
 * coincidences, and ordinal alpha 0.815. */
static void test_alpha_canonical(void)
{
	const double third = 1.0 / 3;
	const double coincidences[] = {
		7, 4 * third, third, third, 0,      /* */
		4 * third, 10, 4 * third, third, 0, /* */
		third, 4 * third, 8, third, 0,      /* */
		third, third, third, 4, 0,          /* */
		0, 0, 0, 0, 3,                      /* */
	};

	assert_near(agreement_alpha(coincidences, 5), 0.815, 0.0005);
}

static void test_nothing_varies(void)
{
	const double table[] = {9, 0, 0, 0};

	g_assert_true(isnan(agreement_kappa(table, 2, false)));
	g_assert_true(isnan(agreement_alpha(table, 2)));
	assert_near(agreement_gwet(table, 2, false), 1, 1e-9);
}

/* Worked by hand. */
static void test_panel(void)
{
	const struct agreement_pair pairs[] = {
		{0, 0, 4, {4, 4}},
		{0, 1, 2, {3, 2}},
		{1, 0, 3, {3, 4}},
		{1, 1, 1, {3, 3}},
	};
	double values[AGREEMENT_MEASURES];

	agreement_measure(pairs, 4, 4, values);
	assert_near(values[AGREEMENT_EXACT], (2.0 / 4 + 2.0 / 4) / 2, 1e-9);
	assert_near(values[AGREEMENT_WITHIN_ONE], 0.75, 1e-9);
	assert_near(values[AGREEMENT_HALF], 0.75, 1e-9);
	assert_near(values[AGREEMENT_MAD], (0 + 0.5 + 0.5 + 2) / 4, 1e-9);
}

/* Where only one of the two has read, against that one. */
static void test_panel_with_gap(void)
{
	const struct agreement_pair pairs[] = {
		{0, 0, 4, {4, 3}},
		{0, 1, 1, {1, 0}},
		{1, 0, 1, {2, 0}},
	};
	double values[AGREEMENT_MEASURES];

	agreement_measure(pairs, 3, 4, values);
	assert_near(values[AGREEMENT_EXACT], (2.0 / 3 + 0.0 / 1) / 2, 1e-9);
	assert_near(values[AGREEMENT_WITHIN_ONE], 1, 1e-9);
	assert_near(values[AGREEMENT_MAD], (0.5 + 0 + 1) / 3, 1e-9);
}

static void test_commonest(void)
{
	const struct agreement_pair pairs[] = {
		{0, 0, 1, {4, 4}},
		{1, 0, 1, {3, 4}},
		{0, 1, 1, {2, 3}},
		{1, 1, 1, {3, 2}},
	};
	g_autofree struct agreement_pair *baseline =
		agreement_commonest(pairs, 4, 4);

	g_assert_cmpfloat(baseline[0].score, ==, 4);
	g_assert_cmpfloat(baseline[3].score, ==, 2);
}

static void test_bootstrap_is_repeatable(void)
{
	struct agreement_pair pairs[60];
	double values[AGREEMENT_MEASURES];
	double low[2][AGREEMENT_MEASURES], high[2][AGREEMENT_MEASURES];

	for (int i = 0; i < 60; i++)
		pairs[i] = (struct agreement_pair){
			i / 3, i % 3, 1 + i % 4, {1 + (i * 7 % 5) % 4, 0}};
	agreement_measure(pairs, 60, 4, values);
	for (int i = 0; i < 2; i++)
		agreement_bootstrap(pairs, 60, 4, 200, low[i], high[i]);
	g_assert_cmpmem(low[0], sizeof(low[0]), low[1], sizeof(low[1]));
	g_assert_cmpmem(high[0], sizeof(high[0]), high[1], sizeof(high[1]));
	for (int i = 0; i < AGREEMENT_MEASURES; i++) {
		g_assert_cmpfloat(low[0][i], <=, values[i]);
		g_assert_cmpfloat(values[i], <=, high[0][i]);
	}
	g_assert_cmpfloat(low[0][AGREEMENT_EXACT], <, values[AGREEMENT_EXACT]);
}

/* --- the readers --------------------------------------------------------- */

static int number_of(GHashTable *numbers, const char *name)
{
	gpointer number;

	if (!g_hash_table_lookup_extended(numbers, name, NULL, &number)) {
		number = GINT_TO_POINTER((int)g_hash_table_size(numbers));
		g_hash_table_insert(numbers, g_strdup(name), number);
	}
	return GPOINTER_TO_INT(number);
}

static GArray *read_gold(const char *bytes)
{
	g_autoptr(GHashTable) documents =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) criteria =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_auto(GStrv) lines = g_strsplit(bytes, "\n", -1);
	GArray *pairs =
		g_array_new(FALSE, FALSE, sizeof(struct agreement_pair));

	for (char **line = lines + 1; *line && **line; line++) {
		g_auto(GStrv) cells = g_strsplit(*line, ",", 4);
		struct agreement_pair pair = {
			.document = number_of(documents, cells[0]),
			.criterion = number_of(criteria, cells[1]),
			.score = atoi(cells[2]),
			.panel = {atoi(cells[3]), 0},
		};
		g_array_append_val(pairs, pair);
	}
	return pairs;
}

/* gold/README.txt: exact 0.803, within one 1.000, mean absolute difference
 * 0.197, pooled quadratic kappa 0.843; the commonest score is exact against a
 * reader 0.575, and 0.440 from the mean of the two. */
static void test_readers(void)
{
	const char *shared = g_getenv("LETTERMARK_SHARED");
	g_autofree char *path = g_build_filename(
		shared ? shared : "../shared", "gold", "scores.csv", NULL);
	g_autofree char *bytes = NULL;
	g_autoptr(GArray) pairs = NULL;
	g_autofree struct agreement_pair *baseline = NULL;
	struct agreement_pair *pair;
	double values[AGREEMENT_MEASURES];

	if (!g_file_get_contents(path, &bytes, NULL, NULL)) {
		g_test_skip("no gold scores");
		return;
	}
	pairs = read_gold(bytes);
	pair = (struct agreement_pair *)pairs->data;
	agreement_measure(pair, pairs->len, 4, values);
	assert_near(values[AGREEMENT_EXACT], 0.803, 0.0005);
	assert_near(values[AGREEMENT_WITHIN_ONE], 1, 1e-9);
	assert_near(values[AGREEMENT_MAD], 0.197, 0.0005);
	assert_near(values[AGREEMENT_KAPPA_QUADRATIC], 0.843, 0.0005);
	for (guint i = 0; i < pairs->len; i++)
		pair[i].panel[1] = pair[i].score;
	baseline = agreement_commonest(pair, pairs->len, 4);
	agreement_measure(baseline, pairs->len, 4, values);
	assert_near(values[AGREEMENT_EXACT], 0.575, 0.0005);
	assert_near(values[AGREEMENT_MAD], 0.440, 0.0005);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/kappa/diagnoses", test_kappa_diagnoses);
	g_test_add_func("/kappa/pathologists", test_kappa_pathologists);
	g_test_add_func("/gwet/abstractors", test_gwet_abstractors);
	g_test_add_func("/alpha/canonical", test_alpha_canonical);
	g_test_add_func("/coefficients/nothing-varies", test_nothing_varies);
	g_test_add_func("/measure/panel", test_panel);
	g_test_add_func("/measure/panel-with-gap", test_panel_with_gap);
	g_test_add_func("/measure/commonest", test_commonest);
	g_test_add_func("/bootstrap/repeatable", test_bootstrap_is_repeatable);
	g_test_add_func("/readers", test_readers);
	return g_test_run();
}
