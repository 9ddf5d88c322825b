/*
 * bench-load.c - the letters of the pair whose scores the tables add, from rows
 * of the view `paired` alone.
 */
#include "pipeline/agree/bench.h"

static void take_pair_scores(const struct bench *bench,
	struct bench_letter *letter, const char *list)
{
	g_auto(GStrv) words = g_strsplit(list, " ", -1);

	for (char **at = words; at[0] && at[1] && at[2]; at += 3) {
		int criterion = framework_find(bench->framework, at[0]);

		for (int r = 0; criterion >= 0 && r < SCORE_SET_READERS; r++)
			letter->raw[criterion][r] =
				letter->scores[criterion][r] = atoi(at[1 + r]);
	}
}

static void take_figures(struct bench_letter *letter, const char *list)
{
	g_auto(GStrv) words = g_strsplit(list, " ", -1);

	for (char **at = words; at[0] && at[1]; at += 2) {
		enum review_figure figure = review_figure_find(at[0]);

		if (figure < REVIEW_FIGURES)
			letter->counts[figure] = atoi(at[1]);
	}
}

static void take_letter(struct bench *bench, const struct bench_paired *row)
{
	struct bench_letter *letter = bench_add(bench, row->document);

	letter->determination = g_strdup(row->determination);
	take_pair_scores(bench, letter, row->scores);
	take_figures(letter, row->figures);
}

static bool take_names(int n, const char *const *columns,
	const char *const *values, void *user)
{
	struct bench *bench = user;

	(void)columns;
	for (int i = 0; i < MIN(n, SCORE_SET_READERS); i++)
		bench->names[i] = g_strdup(values[i]);
	return true;
}

struct bench *bench_load(struct store *store, const struct framework *framework,
	const GArray *rows, GError **error)
{
	g_autoptr(Bench) bench = bench_empty(store, framework);

	for (guint i = 0; i < rows->len; i++)
		take_letter(
			bench, &g_array_index(rows, struct bench_paired, i));
	if (store_each_row(store, "pair", take_names, bench, error) &&
		bench_settle(bench, error))
		return g_steal_pointer(&bench);
	return NULL;
}
