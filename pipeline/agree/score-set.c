#include "pipeline/agree/score-set.h"

#include <string.h>

#include "corpus/sheet.h"

static void free_scored(void *data)
{
	struct scored *row = data;

	g_free(row->document);
	g_free(row->criterion);
	g_free(row);
}

static guint hash_scored(gconstpointer key)
{
	const struct scored *row = key;

	return g_str_hash(row->document) * 31 + g_str_hash(row->criterion);
}

static gboolean same_scored(gconstpointer a, gconstpointer b)
{
	const struct scored *x = a, *y = b;

	return g_str_equal(x->document, y->document) &&
	       g_str_equal(x->criterion, y->criterion);
}

static struct score_set *score_set_new(const char *name)
{
	struct score_set *set = g_new0(struct score_set, 1);

	set->name = g_strdup(name);
	set->readers = 1;
	set->rows = g_ptr_array_new_with_free_func(free_scored);
	set->find = g_hash_table_new(hash_scored, same_scored);
	return set;
}

void score_set_free(struct score_set *set)
{
	if (!set)
		return;
	g_free(set->name);
	g_hash_table_unref(set->find);
	g_ptr_array_unref(set->rows);
	g_free(set);
}

/* Whether that name means a file. */
static bool is_file(const char *name)
{
	return strpbrk(name, "./") != NULL;
}

const struct scored *score_set_find(const struct score_set *set,
	const char *document, const char *criterion)
{
	struct scored key = {
		.document = (char *)document,
		.criterion = (char *)criterion,
	};

	return g_hash_table_lookup(set->find, &key);
}

/* The new row of a document and criterion, or NULL where there is one. */
static struct scored *add(
	struct score_set *set, const char *document, const char *criterion)
{
	struct scored *row;

	if (score_set_find(set, document, criterion))
		return NULL;
	row = g_new0(struct scored, 1);
	row->document = g_strdup(document);
	row->criterion = g_strdup(criterion);
	g_ptr_array_add(set->rows, row);
	g_hash_table_add(set->find, row);
	return row;
}

/* --- the corpus --------------------------------------------------------- */

static bool take_row(int n, const char *const *columns,
	const char *const *values, void *user)
{
	struct score_set *set = user;
	struct scored *row;

	if (!g_str_equal(
		    store_row_value("reviewer", n, columns, values), set->name))
		return true;
	row = add(set, store_row_value("document", n, columns, values),
		store_row_value("criterion", n, columns, values));
	if (row)
		row->scores[0] =
			atoi(store_row_value("score", n, columns, values));
	return true;
}

/* --- files -------------------------------------------------------------- */

/* Which columns hold what. */
struct layout {
	int document, criterion;
	int scores[SCORE_SET_READERS];
	int readers;
};

static bool is_score_column(const char *head, const char *wanted)
{
	if (wanted)
		return g_str_equal(head, wanted);
	return g_str_has_prefix(head, "reader") ||
	       g_str_has_prefix(head, "score");
}

static bool read_head(char **head, const char *wanted, const char *path,
	struct layout *layout, GError **error)
{
	layout->document = sheet_column(head, "document");
	layout->criterion = sheet_column(head, "criterion");
	for (int i = 0; head[i]; i++) {
		if (!is_score_column(head[i], wanted))
			continue;
		if (layout->readers < SCORE_SET_READERS)
			layout->scores[layout->readers] = i;
		layout->readers++;
	}
	if (layout->document >= 0 && layout->criterion >= 0 &&
		layout->readers >= 1 && layout->readers <= SCORE_SET_READERS)
		return true;
	g_set_error(error, SCORE_SET_ERROR, SCORE_SET_ERROR_COLUMNS,
		"%s:1: needs columns document, criterion, and one or two of "
		"scores",
		path);
	return false;
}

/* An empty cell is no score. */
static bool read_score(const char *cell, int *score)
{
	*score = 0;
	if (!*cell)
		return true;
	*score = cell[0] - '0';
	return !cell[1] && *score >= 1 && *score <= SCORE_MAX;
}

static bool read_row(
	struct score_set *set, const struct layout *layout, char **cells)
{
	struct scored *row = add(set, sheet_cell(cells, layout->document),
		sheet_cell(cells, layout->criterion));

	for (int i = 0; row && i < layout->readers; i++)
		if (!read_score(sheet_cell(cells, layout->scores[i]),
			    &row->scores[i]))
			return false;
	return row;
}

static bool read_file(struct score_set *set, const char *path,
	const char *column, GError **error)
{
	g_autoptr(GPtrArray) sheets = sheet_read(path, error);
	const struct sheet *sheet;
	struct layout layout = {0};

	if (!sheets)
		return false;
	sheet = sheets->pdata[0];
	if (sheet->rows->len == 0 ||
		!read_head(sheet->rows->pdata[0], column, path, &layout, error))
		return false;
	set->readers = layout.readers;
	for (guint i = 1; i < sheet->rows->len; i++)
		if (!read_row(set, &layout, sheet->rows->pdata[i])) {
			g_set_error(error, SCORE_SET_ERROR,
				SCORE_SET_ERROR_SCORE,
				"%s: row %u: no score from 1 to %d, or a "
				"second for its document and criterion",
				path, i + 1, SCORE_MAX);
			return false;
		}
	return true;
}

static bool take_name(int n, const char *const *columns,
	const char *const *values, void *user)
{
	GString *names = user;

	g_string_append_printf(names, "%s%s", names->len ? ", " : "",
		store_row_value("reviewer", n, columns, values));
	return true;
}

/* The framework that lettermark-score was last run with: the second word of
 * its version. */
static bool take_framework(int n, const char *const *columns,
	const char *const *values, void *user)
{
	GString *framework = user;
	g_auto(GStrv) words = g_strsplit(
		store_row_value("version", n, columns, values), " ", 3);

	if (framework->len == 0 && g_strv_length(words) == 3 &&
		g_str_equal(store_row_value("program", n, columns, values),
			"score"))
		g_string_printf(
			framework, "; the machines' framework is %s", words[1]);
	return true;
}

/* Whose scores there are, and of which statements, is what the one who asked
 * needs to know: the model gives none but to those it was fitted to. */
static void *none(const char *name, struct store *store, GError **error)
{
	g_autoptr(GString) names = g_string_new(NULL);
	g_autoptr(GString) framework = g_string_new(NULL);

	if (store_each_row(store, "scorers", take_name, names, error) &&
		store_each_row(store, "runs", take_framework, framework, error))
		g_set_error(error, SCORE_SET_ERROR, SCORE_SET_ERROR_EMPTY,
			"%s: there are no such scores; those here are by %s%s",
			name, names->len > 0 ? names->str : "nobody",
			framework->str);
	return NULL;
}

struct score_set *score_set_load(
	const char *name, struct store *store, GError **error)
{
	g_autoptr(ScoreSet) set = score_set_new(name);
	g_auto(GStrv) parts = g_strsplit(name, ":", 2);

	if (is_file(name)) {
		if (!read_file(set, parts[0], parts[1], error))
			return NULL;
	} else if (!store_each_row(store, "scores", take_row, set, error)) {
		return NULL;
	}
	if (set->rows->len > 0)
		return g_steal_pointer(&set);
	return none(name, store, error);
}

G_DEFINE_QUARK(lettermark - score - set - error - quark, score_set_error)
