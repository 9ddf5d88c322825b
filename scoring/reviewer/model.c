/*
 * model.c - fitting, cross-validation, and the reviewer.
 */
#include <math.h>
#include <string.h>

#include "scoring/reviewer/model-private.h"
#include "scoring/reviewer.h"

#define FOLDS_MAX 40
#define TOLD      3 /* features that `why` names, for and against */

struct model *model_new(const struct framework *framework)
{
	struct model *model = g_new0(struct model, 1);

	model->framework = framework;
	model->documents =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	model->notes = g_ptr_array_new_with_free_func(g_free);
	return model;
}

void model_free(struct model *model)
{
	if (!model)
		return;
	ordinal_model_free(model->weights);
	g_hash_table_unref(model->documents);
	g_ptr_array_unref(model->notes);
	g_free(model->readers);
	g_free(model->digest);
	g_free(model);
}

int *model_own_features(const struct framework *framework)
{
	int *own = g_new(int, framework_criteria(framework));

	for (int i = 0; i < framework_criteria(framework); i++)
		own[i] = feature_own(framework, i);
	return own;
}

void model_set_readers(struct model *model, const char *readers)
{
	g_free(model->readers);
	model->readers = g_strdup(readers);
}

void model_note(struct model *model, const char *text)
{
	g_ptr_array_add(model->notes, g_strdup(text));
}

static double *feature_values(const struct reading *reading, int criterion)
{
	const struct framework *framework = reading_framework(reading);
	int n = feature_common(framework) + feature_own(framework, criterion);
	double *values = g_new(double, n);

	for (int i = 0; i < n; i++)
		values[i] = feature_value(feature_count(reading, criterion, i));
	return values;
}

/* --- fitting ------------------------------------------------------------ */

static void free_row(void *data)
{
	struct ordinal_row *row = data;

	g_free(row->x);
	g_free(row);
}

static int by_digest(const void *a, const void *b)
{
	const struct model_gold *const *x = a, *const *y = b;

	return strcmp((*x)->sha256, (*y)->sha256);
}

/* Documents without evidence are not asked about: they score 1. */
static void add_rows(
	struct ordinal_data *data, int document, const struct model_gold *gold)
{
	for (int c = 0; c < data->groups; c++) {
		struct ordinal_row *row;
		if (reading_evidence(gold->reading, c)->len == 0 ||
			(!gold->scores[c][0] && !gold->scores[c][1]))
			continue;
		row = g_new0(struct ordinal_row, 1);
		row->document = document;
		row->group = c;
		row->x = feature_values(gold->reading, c);
		memcpy(row->scores, gold->scores[c], sizeof(row->scores));
		g_ptr_array_add(data->rows, row);
	}
}

/* `own` is borrowed by the data. */
static struct ordinal_data data_of(const struct framework *framework,
	const GPtrArray *sorted, const int *own)
{
	struct ordinal_data data = {
		.documents = sorted->len,
		.groups = framework_criteria(framework),
		.common = feature_common(framework),
		.own = own,
		.rows = g_ptr_array_new_with_free_func(free_row),
	};

	for (guint i = 0; i < sorted->len; i++)
		add_rows(&data, i, sorted->pdata[i]);
	return data;
}

static GPtrArray *sort_gold(const GPtrArray *gold)
{
	GPtrArray *sorted = g_ptr_array_copy((GPtrArray *)gold, NULL, NULL);

	g_ptr_array_set_free_func(sorted, NULL);
	g_ptr_array_sort(sorted, by_digest);
	return sorted;
}

struct model *model_fit(
	const struct framework *framework, const GPtrArray *gold)
{
	g_autoptr(GPtrArray) sorted = sort_gold(gold);
	g_autofree int *own = model_own_features(framework);
	struct ordinal_data data = data_of(framework, sorted, own);
	struct ordinal_model *weights = ordinal_fit(&data, NULL, 0);
	struct model *model = NULL;

	g_ptr_array_unref(data.rows);
	if (!weights)
		return NULL;
	model = model_new(framework);
	model->weights = weights;
	for (guint i = 0; i < sorted->len; i++) {
		const struct model_gold *each = sorted->pdata[i];
		g_hash_table_insert(model->documents, g_strdup(each->sha256),
			g_strdup(each->name));
	}
	return model;
}

static int decide(const struct ordinal_model *weights,
	const struct reading *reading, int criterion)
{
	g_autofree double *x = feature_values(reading, criterion);
	double chances[ORDINAL_SCORES];

	if (reading_evidence(reading, criterion)->len == 0)
		return 1;
	ordinal_chances(weights, criterion, x, chances);
	return ordinal_decide(chances);
}

/* Score the documents of one fold, which the weights have not seen. */
static void score_fold(const struct ordinal_model *weights,
	const GPtrArray *gold, GHashTable *folds, int fold, int *scores)
{
	for (guint i = 0; i < gold->len; i++) {
		const struct model_gold *each = gold->pdata[i];
		if (GPOINTER_TO_INT(g_hash_table_lookup(folds, each)) != fold)
			continue;
		for (int c = 0; c < weights->groups; c++)
			scores[i * weights->groups + c] =
				decide(weights, each->reading, c);
	}
}

int *model_cross_validate(
	const struct framework *framework, const GPtrArray *gold)
{
	g_autoptr(GPtrArray) sorted = sort_gold(gold);
	g_autoptr(GHashTable) fold_of = g_hash_table_new(NULL, NULL);
	g_autofree int *own = model_own_features(framework);
	g_autofree int *folds = g_new(int, sorted->len);
	g_autofree int *scores =
		g_new0(int, gold->len *framework_criteria(framework));
	struct ordinal_data data = data_of(framework, sorted, own);
	int n = MIN((int)sorted->len, FOLDS_MAX);
	bool settled = true;

	for (guint i = 0; i < sorted->len; i++) {
		folds[i] = i % n;
		g_hash_table_insert(
			fold_of, sorted->pdata[i], GINT_TO_POINTER(folds[i]));
	}
	for (int fold = 0; fold < n && settled; fold++) {
		struct ordinal_model *weights = ordinal_fit(&data, folds, fold);
		settled = weights;
		if (settled)
			score_fold(weights, gold, fold_of, fold, scores);
		ordinal_model_free(weights);
	}
	g_ptr_array_unref(data.rows);
	return settled ? g_steal_pointer(&scores) : NULL;
}

/* --- the reviewer ------------------------------------------------------- */

/* What a feature does to the sum; where it counts nothing, what the first of
 * its things would do. */
struct push {
	int feature, count;
	double by;
};

static int by_force(const void *a, const void *b)
{
	const struct push *x = a, *y = b;

	if (fabs(x->by) != fabs(y->by))
		return fabs(x->by) < fabs(y->by) ? 1 : -1;
	return x->feature - y->feature;
}

static GArray *pushes_of(
	const struct model *model, const struct reading *reading, int criterion)
{
	const struct framework *framework = model->framework;
	int n = feature_common(framework) + feature_own(framework, criterion);
	GArray *pushes = g_array_new(FALSE, FALSE, sizeof(struct push));

	for (int i = 0; i < n; i++) {
		struct push push = {.feature = i};
		push.count = feature_count(reading, criterion, i);
		push.by = model->weights->weights[criterion][i] *
			  feature_value(MAX(push.count, 1));
		g_array_append_val(pushes, push);
	}
	g_array_sort(pushes, by_force);
	return pushes;
}

/* Up to TOLD features, strongest first: those that push, or those that would
 * if there were any of what they count. */
static void tell(const GArray *pushes, const struct reading *reading,
	int criterion, bool held_back, GString *out)
{
	int told = 0;

	for (guint i = 0; i < pushes->len && told < TOLD; i++) {
		const struct push *push =
			&g_array_index(pushes, struct push, i);

		if (push->by <= 0 || (push->count == 0) != held_back)
			continue;
		g_string_append(out, told > 0    ? "; "
				     : held_back ? ". Held back most by "
						 : ". Raised most by ");
		feature_describe(reading, criterion, push->feature, out);
		told++;
	}
}

static void score_model(const struct reviewer *reviewer,
	const struct reading *reading, struct score *score)
{
	const struct model *model = reviewer->data;
	int c = score->criterion;
	g_autofree double *x = feature_values(reading, c);
	g_autoptr(GArray) pushes = pushes_of(model, reading, c);
	g_autoptr(GString) why = g_string_new(NULL);
	double chances[ORDINAL_SCORES];

	ordinal_chances(model->weights, c, x, chances);
	score->score = ordinal_decide(chances);
	g_string_append_printf(why, "%d: chances of 1 to 4 are", score->score);
	for (int k = 0; k < ORDINAL_SCORES; k++)
		g_string_append_printf(
			why, "%s %.0f%%", k ? "," : "", chances[k] * 100);
	tell(pushes, reading, c, false, why);
	tell(pushes, reading, c, true, why);
	score->why = g_string_free(g_steal_pointer(&why), FALSE);
}

static void explain_model(const struct reviewer *reviewer,
	const struct reading *reading, int criterion, GString *out)
{
	const struct model *model = reviewer->data;
	g_autoptr(GArray) pushes = pushes_of(model, reading, criterion);
	const double *cuts = model->weights->cuts[criterion];
	double sum = 0;

	for (guint i = 0; i < pushes->len; i++) {
		const struct push *push =
			&g_array_index(pushes, struct push, i);
		double by = push->count ? push->by : 0;

		g_string_append_printf(out,
			"  %+.3f = %+.3f x ln(1 + %d): ", by,
			model->weights->weights[criterion][push->feature],
			push->count);
		feature_describe(reading, criterion, push->feature, out);
		g_string_append_c(out, '\n');
		sum += by;
	}
	g_string_append_printf(out,
		"  sum %+.3f; as likely above as at most 1 at %+.3f, 2 at "
		"%+.3f, 3 at %+.3f\n",
		sum, cuts[0], cuts[1], cuts[2]);
	if (model->readers)
		g_string_append_printf(
			out, "  fitted to scores by %s\n", model->readers);
}

static void free_model(void *model)
{
	model_free(model);
}

struct reviewer *reviewer_model(
	const struct framework *framework, const char *path, GError **error)
{
	struct model *model = model_load(path, framework, error);
	struct reviewer *reviewer;

	if (!model)
		return NULL;
	reviewer = g_new0(struct reviewer, 1);
	reviewer->name = reviewer_names[1];
	reviewer->version = g_strdup(model->digest);
	reviewer->data = model;
	reviewer->score = score_model;
	reviewer->explain = explain_model;
	reviewer->free_data = free_model;
	return reviewer;
}
