/*
 * model-file.c - a model's file, written and read.
 */
#include <gio/gio.h>
#include <math.h>
#include <string.h>

#include "scoring/reviewer/model-private.h"
#include "scoring/reviewer.h"

#define FILE_MAX (4 * 1024 * 1024) /* bytes */

static const char head[] =
	"# The weights of the reviewer `model`; see scoring/reviewer/model.h "
	"for the "
	"form.\n"
	"# Written by lettermark-agree fit: fit again rather than edit.\n";

/* To the sixth decimal, in any locale. */
static void append_number(GString *out, double number)
{
	char buffer[G_ASCII_DTOSTR_BUF_SIZE];

	g_string_append_printf(out, "\t%s",
		g_ascii_formatd(buffer, sizeof(buffer), "%.6f", number));
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void append_documents(const struct model *model, GString *out)
{
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
	GHashTableIter iter;
	gpointer sha256, name;

	g_hash_table_iter_init(&iter, model->documents);
	while (g_hash_table_iter_next(&iter, &sha256, &name))
		g_ptr_array_add(lines, g_strdup_printf("document\t%s\t%s\n",
					       (char *)name, (char *)sha256));
	g_ptr_array_sort(lines, by_name);
	for (guint i = 0; i < lines->len; i++)
		g_string_append(out, lines->pdata[i]);
}

static void append_criterion(
	const struct model *model, int criterion, GString *out)
{
	const struct framework *framework = model->framework;
	const char *id = framework_criterion(framework, criterion)->id;
	int n = feature_common(framework) + feature_own(framework, criterion);

	for (int i = 0; i < n; i++) {
		g_string_append_printf(out, "weight\t%s\t%s", id,
			feature_name(framework, criterion, i));
		append_number(out, model->weights->weights[criterion][i]);
		g_string_append_c(out, '\n');
	}
	g_string_append_printf(out, "cut\t%s", id);
	for (int k = 0; k < ORDINAL_CUTS; k++)
		append_number(out, model->weights->cuts[criterion][k]);
	g_string_append_c(out, '\n');
}

bool model_save(const struct model *model, const char *path, GError **error)
{
	const struct framework *framework = model->framework;
	g_autoptr(GString) out = g_string_new(head);

	g_string_append_printf(out, "framework\t%s\t%s\n",
		framework_id(framework), framework_digest(framework));
	if (model->readers)
		g_string_append_printf(out, "readers\t%s\n", model->readers);
	append_documents(model, out);
	for (guint i = 0; i < model->notes->len; i++)
		g_string_append_printf(
			out, "agreement\t%s\n", (char *)model->notes->pdata[i]);
	for (int i = 0; i < feature_common(framework); i++) {
		g_string_append_printf(
			out, "common\t%s", feature_name(framework, 0, i));
		append_number(out, model->weights->shared[i]);
		g_string_append_c(out, '\n');
	}
	for (int i = 0; i < framework_criteria(framework); i++)
		append_criterion(model, i, out);
	return g_file_set_contents(path, out->str, out->len, error);
}

/* --- reading ---------------------------------------------------------- */

static bool read_number(const char *cell, double *number)
{
	char *end;

	*number = g_ascii_strtod(cell, &end);
	return end != cell && !*end && isfinite(*number);
}

static int find_feature(
	const struct framework *framework, int criterion, const char *name)
{
	int n = feature_common(framework) + feature_own(framework, criterion);

	for (int i = 0; i < n; i++)
		if (g_str_equal(feature_name(framework, criterion, i), name))
			return i;
	return -1;
}

/* The line's criterion, which stands in its second cell, or -1. */
static int criterion_of(const struct model *model, char **cells)
{
	return framework_find(model->framework, cells[1]);
}

static bool read_weight(struct model *model, char **cells)
{
	int criterion = criterion_of(model, cells);
	int feature = criterion < 0 ? -1
				    : find_feature(model->framework, criterion,
					      cells[2]);

	return feature >= 0 &&
	       read_number(
		       cells[3], &model->weights->weights[criterion][feature]);
}

static bool read_cut(struct model *model, char **cells)
{
	int criterion = criterion_of(model, cells);
	double *cuts;

	if (criterion < 0)
		return false;
	cuts = model->weights->cuts[criterion];
	for (int k = 0; k < ORDINAL_CUTS; k++)
		if (!read_number(cells[2 + k], &cuts[k]) ||
			(k > 0 && cuts[k] <= cuts[k - 1]))
			return false;
	return true;
}

static bool read_line(struct model *model, char **cells)
{
	static const struct {
		const char *name;
		guint cells; /* 0: any number */
	} kinds[] = {
		{"framework", 3},
		{"readers", 2},
		{"document", 3},
		{"agreement", 0},
		{"common", 3},
		{"weight", 4},
		{"cut", 2 + ORDINAL_CUTS},
	};
	size_t kind = 0;

	while (kind < G_N_ELEMENTS(kinds) &&
		!g_str_equal(kinds[kind].name, cells[0]))
		kind++;
	if (kind == G_N_ELEMENTS(kinds) ||
		(kinds[kind].cells &&
			g_strv_length(cells) != kinds[kind].cells))
		return false;
	if (g_str_equal(cells[0], "document"))
		g_hash_table_insert(model->documents, g_strdup(cells[2]),
			g_strdup(cells[1]));
	if (g_str_equal(cells[0], "readers"))
		model_set_readers(model, cells[1]);
	if (g_str_equal(cells[0], "weight"))
		return read_weight(model, cells);
	if (g_str_equal(cells[0], "cut"))
		return read_cut(model, cells);
	return true;
}

/* Until a line has told them, weights are not numbers. */
static void forget(struct model *model)
{
	for (int i = 0; i < framework_criteria(model->framework); i++) {
		double *weights = model->weights->weights[i];
		int n = feature_common(model->framework) +
			feature_own(model->framework, i);
		for (int j = 0; j < n; j++)
			weights[j] = NAN;
		model->weights->cuts[i][0] = NAN;
	}
}

static bool is_whole(const struct model *model)
{
	for (int i = 0; i < framework_criteria(model->framework); i++) {
		const double *weights = model->weights->weights[i];
		int n = feature_common(model->framework) +
			feature_own(model->framework, i);
		for (int j = 0; j < n; j++)
			if (isnan(weights[j]))
				return false;
		if (isnan(model->weights->cuts[i][0]))
			return false;
	}
	return true;
}

/* The digest of the framework that a model's file names, or NULL. */
static char *fitted_with(char *const *lines)
{
	for (; *lines; lines++) {
		g_auto(GStrv) cells = g_strsplit(*lines, "\t", -1);
		if (g_strv_length(cells) == 3 &&
			g_str_equal(cells[0], "framework"))
			return g_strdup(cells[2]);
	}
	return NULL;
}

static bool check_framework(const char *path, char *const *lines,
	const struct framework *framework, GError **error)
{
	g_autofree char *digest = fitted_with(lines);

	if (g_strcmp0(digest, framework_digest(framework)) == 0)
		return true;
	g_set_error(error, REVIEWER_ERROR, REVIEWER_ERROR_STALE,
		"%s: was fitted with another framework than %s %.12s: fit it "
		"again with lettermark-agree fit",
		path, framework_id(framework), framework_digest(framework));
	return false;
}

static struct model *read_lines(const char *path, char *const *lines,
	const struct framework *framework, GError **error)
{
	struct model *model = model_new(framework);
	g_autofree int *own = model_own_features(framework);

	model->weights = ordinal_model_new(
		framework_criteria(framework), feature_common(framework), own);
	forget(model);
	for (int i = 0; lines[i]; i++) {
		g_auto(GStrv) cells = g_strsplit(lines[i], "\t", -1);
		if (!*lines[i] || *lines[i] == '#' || read_line(model, cells))
			continue;
		g_set_error(error, REVIEWER_ERROR, REVIEWER_ERROR_FILE,
			"%s:%d: is not a line of a model", path, i + 1);
		g_clear_pointer(&model, model_free);
		return NULL;
	}
	if (!is_whole(model)) {
		g_set_error(error, REVIEWER_ERROR, REVIEWER_ERROR_FILE,
			"%s: lacks a weight or a cut", path);
		g_clear_pointer(&model, model_free);
	}
	return model;
}

/* The file's lines, freed by the caller; its digest where `digest` is not
 * NULL. */
static char **read_file(const char *path, char **digest, GError **error)
{
	g_autoptr(GError) cause = NULL;
	g_autofree char *bytes = NULL;
	gsize length;

	if (!g_file_get_contents(path, &bytes, &length, &cause) ||
		length > FILE_MAX) {
		g_set_error(error, REVIEWER_ERROR, REVIEWER_ERROR_FILE,
			"%s: %s", path,
			cause ? cause->message : "is too large for a model");
		return NULL;
	}
	if (digest)
		*digest = g_compute_checksum_for_data(
			G_CHECKSUM_SHA256, (const guchar *)bytes, length);
	return g_strsplit(bytes, "\n", -1);
}

struct model *model_load(
	const char *path, const struct framework *framework, GError **error)
{
	g_autofree char *digest = NULL;
	g_auto(GStrv) lines = read_file(path, &digest, error);
	struct model *model;

	if (!lines || !check_framework(path, lines, framework, error))
		return NULL;
	model = read_lines(path, lines, framework, error);
	if (model)
		model->digest = g_steal_pointer(&digest);
	return model;
}

GHashTable *model_documents(const char *path, GError **error)
{
	g_auto(GStrv) lines = read_file(path, NULL, error);
	GHashTable *documents;

	if (!lines)
		return NULL;
	documents =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (int i = 0; lines[i]; i++) {
		g_auto(GStrv) cells = g_strsplit(lines[i], "\t", -1);
		if (g_strv_length(cells) == 3 &&
			g_str_equal(cells[0], "document"))
			g_hash_table_add(documents, g_strdup(cells[2]));
	}
	return documents;
}
