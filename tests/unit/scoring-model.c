/* The ordinal regression, and the reviewer that rests on it. */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "scoring/reviewer/model.h"
#include "scoring/reviewer.h"

#define GROUPS    3
#define COMMON    3
#define DOCUMENTS 200

/* --- the regression ----------------------------------------------------- */

static void free_row(void *data)
{
	struct ordinal_row *row = data;

	g_free(row->x);
	g_free(row);
}

static double uniform(GRand *random)
{
	return g_rand_double_range(random, 0.001, 0.999);
}

/* A score as the model of ordinal.h would have it come about. */
static int draw(GRand *random, double sum, const double cuts[ORDINAL_CUTS])
{
	double u = uniform(random);
	double heard = sum + log(u / (1 - u));
	int score = 1;

	while (score <= ORDINAL_CUTS && heard > cuts[score - 1])
		score++;
	return score;
}

/* Three features common to all groups, with weights 2, 1 and -0.3; the last
 * group has one of its own, with weight 3. */
static struct ordinal_data make_data(guint32 seed)
{
	static const int own[GROUPS] = {0, 0, 1};
	static const double cuts[GROUPS][ORDINAL_CUTS] = {
		{-1, 0.5, 2},
		{-2, 0, 1},
		{0, 1, 4},
	};
	g_autoptr(GRand) random = g_rand_new_with_seed(seed);
	struct ordinal_data data = {
		.documents = DOCUMENTS,
		.groups = GROUPS,
		.common = COMMON,
		.own = own,
		.rows = g_ptr_array_new_with_free_func(free_row),
	};

	for (int i = 0; i < DOCUMENTS * GROUPS; i++) {
		struct ordinal_row *row = g_new0(struct ordinal_row, 1);
		double sum;
		row->document = i / GROUPS;
		row->group = i % GROUPS;
		row->x = g_new0(double, COMMON + 1);
		for (int j = 0; j < COMMON + own[row->group]; j++)
			row->x[j] = g_rand_double_range(random, -1, 1);
		sum = 2 * row->x[0] + row->x[1] - 0.3 * row->x[2] +
		      3 * row->x[3];
		for (int j = 0; j < ORDINAL_READERS; j++)
			row->scores[j] = draw(random, sum, cuts[row->group]);
		g_ptr_array_add(data.rows, row);
	}
	return data;
}

static void test_fit_finds_weights(void)
{
	struct ordinal_data data = make_data(7);
	struct ordinal_model *model = ordinal_fit(&data, NULL, 0);

	g_assert_nonnull(model);
	g_assert_cmpfloat_with_epsilon(model->shared[0], 2, 0.4);
	g_assert_cmpfloat_with_epsilon(model->shared[1], 1, 0.4);
	g_assert_cmpfloat_with_epsilon(model->weights[2][3], 3, 0.7);
	/* More evidence never lowers a score. */
	for (int g = 0; g < GROUPS; g++)
		g_assert_cmpfloat_with_epsilon(model->weights[g][2], 0, 0.001);
	for (int g = 0; g < GROUPS; g++)
		for (int k = 1; k < ORDINAL_CUTS; k++)
			g_assert_cmpfloat(
				model->cuts[g][k], >, model->cuts[g][k - 1]);
	g_assert_cmpfloat_with_epsilon(model->cuts[1][1], 0, 0.5);
	g_assert_cmpfloat_with_epsilon(model->cuts[2][2], 4, 1.2);
	ordinal_model_free(model);
	g_ptr_array_unref(data.rows);
}

static bool same_model(
	const struct ordinal_model *a, const struct ordinal_model *b)
{
	for (int g = 0; g < GROUPS; g++) {
		for (int j = 0; j < COMMON + a->own[g]; j++)
			if (a->weights[g][j] != b->weights[g][j])
				return false;
		for (int k = 0; k < ORDINAL_CUTS; k++)
			if (a->cuts[g][k] != b->cuts[g][k])
				return false;
	}
	return true;
}

static void test_fit_is_repeatable(void)
{
	struct ordinal_data data = make_data(7);
	struct ordinal_model *a = ordinal_fit(&data, NULL, 0);
	struct ordinal_model *b = ordinal_fit(&data, NULL, 0);

	g_assert_true(same_model(a, b));
	ordinal_model_free(a);
	ordinal_model_free(b);
	g_ptr_array_unref(data.rows);
}

/* What is left out of a fit cannot change it. */
static void test_fit_does_not_see_the_fold(void)
{
	struct ordinal_data data = make_data(7);
	g_autofree int *folds = g_new(int, DOCUMENTS);
	struct ordinal_model *before, *after, *other;

	for (int i = 0; i < DOCUMENTS; i++)
		folds[i] = i % 4;
	before = ordinal_fit(&data, folds, 1);
	for (guint i = 0; i < data.rows->len; i++) {
		struct ordinal_row *row = data.rows->pdata[i];
		if (folds[row->document] != 1)
			continue;
		row->scores[0] = row->scores[1] = 5 - row->scores[0];
		row->x[0] += 100;
	}
	after = ordinal_fit(&data, folds, 1);
	other = ordinal_fit(&data, folds, 2);
	g_assert_true(same_model(before, after));
	g_assert_false(same_model(before, other));
	ordinal_model_free(before);
	ordinal_model_free(after);
	ordinal_model_free(other);
	g_ptr_array_unref(data.rows);
}

static void test_chances(void)
{
	static const int own[] = {0};
	struct ordinal_model *model = ordinal_model_new(1, 1, own);
	const double x[] = {2};
	double chances[ORDINAL_SCORES], sum = 0;

	model->weights[0][0] = 0.5;
	model->cuts[0][0] = -1;
	model->cuts[0][1] = 1;
	model->cuts[0][2] = 3;
	ordinal_chances(model, 0, x, chances);
	for (int k = 0; k < ORDINAL_SCORES; k++)
		sum += chances[k];
	g_assert_cmpfloat_with_epsilon(sum, 1, 1e-12);
	/* The sum stands at the second cut: at most 2 is as likely as not. */
	g_assert_cmpfloat_with_epsilon(chances[0] + chances[1], 0.5, 1e-12);
	g_assert_cmpfloat_with_epsilon(chances[0], 1 / (1 + exp(2)), 1e-12);
	ordinal_model_free(model);
}

static void test_decide(void)
{
	g_assert_cmpint(ordinal_decide((double[]){0.6, 0.4, 0, 0}), ==, 1);
	g_assert_cmpint(ordinal_decide((double[]){0.4, 0.2, 0.4, 0}), ==, 2);
	g_assert_cmpint(ordinal_decide((double[]){0, 0.3, 0.3, 0.4}), ==, 3);
	g_assert_cmpint(ordinal_decide((double[]){0, 0, 0, 1}), ==, 4);
}

/* --- the reviewer ------------------------------------------------------- */

/* Documents that wait `n` times, scored by how often. */
struct corpus {
	struct framework *framework;
	GPtrArray *records, *readings, *gold, *names;
};

static void free_record(void *record)
{
	record_free(record);
}

static void free_reading(void *reading)
{
	reading_free(reading);
}

static void add_document(struct corpus *corpus, int number, int waits)
{
	struct record *record = record_new(RECORD_AREA_REPORT);
	struct model_gold *gold = g_new0(struct model_gold, 1);
	int score = CLAMP(waits, 1, 4);

	for (int i = 0; i < waits; i++) {
		struct finding *finding = record_add_finding(record);
		finding->id = g_strdup_printf("better-%d.1", i + 1);
		finding->section = g_strdup("better");
		finding->text = g_strdup("Families wait, poorly served.");
	}
	g_ptr_array_add(corpus->records, record);
	g_ptr_array_add(
		corpus->readings, reading_new(corpus->framework, record));
	g_ptr_array_add(corpus->names, g_strdup_printf("document-%d", number));
	gold->name = g_ptr_array_index(corpus->names, corpus->names->len - 1);
	gold->sha256 = gold->name;
	gold->reading =
		g_ptr_array_index(corpus->readings, corpus->readings->len - 1);
	gold->scores = g_malloc0(2 * sizeof(*gold->scores));
	gold->scores[0][0] = score;
	gold->scores[0][1] = number % 5 ? score : CLAMP(score + 1, 1, 4);
	g_ptr_array_add(corpus->gold, gold);
}

static void free_gold(void *data)
{
	struct model_gold *gold = data;

	g_free(gold->scores);
	g_free(gold);
}

static struct corpus corpus_new(void)
{
	g_autoptr(GError) error = NULL;
	struct corpus corpus = {
		.framework = framework_load("tests/cases/scoring/small.xml",
			"scoring/criteria.rng", &error),
		.records = g_ptr_array_new_with_free_func(free_record),
		.readings = g_ptr_array_new_with_free_func(free_reading),
		.gold = g_ptr_array_new_with_free_func(free_gold),
		.names = g_ptr_array_new_with_free_func(g_free),
	};

	g_assert_no_error(error);
	for (int i = 0; i < 24; i++)
		add_document(&corpus, i, i % 6);
	return corpus;
}

static void corpus_clear(struct corpus *corpus)
{
	g_ptr_array_unref(corpus->gold);
	g_ptr_array_unref(corpus->readings);
	g_ptr_array_unref(corpus->records);
	g_ptr_array_unref(corpus->names);
	framework_free(corpus->framework);
}

/* Fit and save; the path of the file, freed by the caller. */
static char *save_model(const struct corpus *corpus)
{
	g_autoptr(Model) model = model_fit(corpus->framework, corpus->gold);
	g_autoptr(GError) error = NULL;
	char *path = NULL;
	int fd = g_file_open_tmp("model-XXXXXX", &path, &error);

	g_assert_no_error(error);
	g_close(fd, NULL);
	g_assert_nonnull(model);
	model_note(model, "waiting\tgood");
	model_set_readers(model, "two invented readers");
	g_assert_true(model_save(model, path, &error));
	g_assert_no_error(error);
	return path;
}

static void test_reviewer_scores(void)
{
	struct corpus corpus = corpus_new();
	g_autofree char *path = save_model(&corpus);
	g_autoptr(GError) error = NULL;
	g_autoptr(Reviewer) reviewer =
		reviewer_open("model", corpus.framework, path, &error);
	int last = 0;

	g_assert_no_error(error);
	g_assert_cmpuint(strlen(reviewer->version), ==, 64);
	for (int waits = 0; waits < 6; waits++) {
		struct score score;
		reviewer_score(
			reviewer, corpus.readings->pdata[waits], 0, &score);
		g_assert_cmpint(score.score, >=, last);
		g_assert_cmpint(score.why[0], ==, '0' + score.score);
		last = score.score;
		if (waits == 0)
			g_assert_cmpstr(score.why, ==, "1: no evidence");
		score_clear(&score);
	}
	g_assert_cmpint(last, ==, 4);
	g_unlink(path);
	corpus_clear(&corpus);
}

static void test_reviewer_explains(void)
{
	struct corpus corpus = corpus_new();
	g_autofree char *path = save_model(&corpus);
	g_autoptr(Reviewer) reviewer =
		reviewer_open("model", corpus.framework, path, NULL);
	g_autoptr(GString) out = g_string_new(NULL);

	reviewer_explain(reviewer, corpus.readings->pdata[3], 0, out);
	g_assert_nonnull(strstr(out->str, "chances of 1 to 4 are"));
	g_assert_nonnull(strstr(out->str, ". Raised most by "));
	g_assert_nonnull(strstr(out->str, "x ln(1 + 3): 3 sentences\n"));
	g_assert_nonnull(strstr(out->str, "sum "));
	g_assert_nonnull(
		strstr(out->str, "fitted to scores by two invented readers\n"));
	g_unlink(path);
	corpus_clear(&corpus);
}

/* The order of documents is no matter, and neither is when it is fitted. */
static void test_file_is_repeatable(void)
{
	struct corpus corpus = corpus_new();
	g_autofree char *a = save_model(&corpus);
	g_autofree char *b = NULL;
	g_autofree char *one = NULL;
	g_autofree char *two = NULL;
	void *first = g_ptr_array_steal_index(corpus.gold, 0);

	g_ptr_array_add(corpus.gold, first);
	b = save_model(&corpus);
	g_assert_true(g_file_get_contents(a, &one, NULL, NULL));
	g_assert_true(g_file_get_contents(b, &two, NULL, NULL));
	g_assert_cmpstr(one, ==, two);
	g_assert_nonnull(strstr(one, "agreement\twaiting\tgood\n"));
	g_unlink(a);
	g_unlink(b);
	corpus_clear(&corpus);
}

static void test_file_knows_its_documents(void)
{
	struct corpus corpus = corpus_new();
	g_autofree char *path = save_model(&corpus);
	g_autoptr(GHashTable) documents = model_documents(path, NULL);

	g_assert_cmpuint(g_hash_table_size(documents), ==, 24);
	g_assert_true(g_hash_table_contains(documents, "document-7"));
	g_assert_false(g_hash_table_contains(documents, "document-24"));
	g_unlink(path);
	corpus_clear(&corpus);
}

/* The model's file with one string replaced is refused. */
static void assert_refused(const char *from, const char *to, int code)
{
	struct corpus corpus = corpus_new();
	g_autofree char *path = save_model(&corpus);
	g_autofree char *bytes = NULL;
	g_autoptr(GString) changed = NULL;
	g_autoptr(GError) error = NULL;

	g_assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
	changed = g_string_new(bytes);
	g_assert_cmpuint(g_string_replace(changed, from, to, 1), ==, 1);
	g_file_set_contents(path, changed->str, changed->len, NULL);
	g_assert_null(reviewer_open("model", corpus.framework, path, &error));
	g_assert_error(error, REVIEWER_ERROR, code);
	g_assert_true(g_str_has_prefix(error->message, path));
	g_unlink(path);
	corpus_clear(&corpus);
}

static void test_file_is_refused(void)
{
	assert_refused("framework\tsmall\t", "framework\tsmall\tf",
		REVIEWER_ERROR_STALE);
	assert_refused("weight\twaiting\taspects", "weight\twaiting\taspect",
		REVIEWER_ERROR_FILE);
	assert_refused("cut\tfood", "#cut\tfood", REVIEWER_ERROR_FILE);
	assert_refused("cut\tfood\t", "cut\tfood\t9", REVIEWER_ERROR_FILE);
	assert_refused("weight\tfood", "height\tfood", REVIEWER_ERROR_FILE);
	assert_refused("weight\tfood\tfood.loved\t",
		"weight\tfood\tfood.loved\tnan", REVIEWER_ERROR_FILE);
}

static void test_file_missing(void)
{
	struct corpus corpus = corpus_new();
	g_autoptr(GError) error = NULL;

	g_assert_null(reviewer_open("model", corpus.framework,
		"tests/cases/scoring/absent.tsv", &error));
	g_assert_error(error, REVIEWER_ERROR, REVIEWER_ERROR_FILE);
	corpus_clear(&corpus);
}

/* Each document is scored by a model that has not seen it: with its own scores
 * turned about, its cross-validated scores stay. */
static void test_cross_validation_is_blind(void)
{
	struct corpus corpus = corpus_new();
	g_autofree int *before =
		model_cross_validate(corpus.framework, corpus.gold);
	g_autofree int *after = NULL;
	struct model_gold *gold = corpus.gold->pdata[17];

	gold->scores[0][0] = gold->scores[0][1] = 1;
	after = model_cross_validate(corpus.framework, corpus.gold);
	g_assert_cmpint(before[17 * 2], ==, after[17 * 2]);
	g_assert_cmpint(before[17 * 2], ==, 4);
	g_assert_cmpint(before[0], ==, 1);
	corpus_clear(&corpus);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ordinal/weights", test_fit_finds_weights);
	g_test_add_func("/ordinal/repeatable", test_fit_is_repeatable);
	g_test_add_func("/ordinal/folds", test_fit_does_not_see_the_fold);
	g_test_add_func("/ordinal/chances", test_chances);
	g_test_add_func("/ordinal/decide", test_decide);
	g_test_add_func("/model/scores", test_reviewer_scores);
	g_test_add_func("/model/explains", test_reviewer_explains);
	g_test_add_func("/model/repeatable", test_file_is_repeatable);
	g_test_add_func("/model/documents", test_file_knows_its_documents);
	g_test_add_func("/model/refused", test_file_is_refused);
	g_test_add_func("/model/missing", test_file_missing);
	g_test_add_func("/model/blind", test_cross_validation_is_blind);
	return g_test_run();
}
