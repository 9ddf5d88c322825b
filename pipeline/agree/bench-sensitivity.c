/*
 * bench-sensitivity.c - the findings under each reviewer alone, the ladder,
 * boilerplate left in, and another list of statements.
 */
#include "pipeline/agree/bench-tables.h"

enum { VARIANTS = 6 }; /* the bench itself, and others */

/* The other list of twenty. */
static struct framework *load_literal(GError **error)
{
	g_autofree char *path = stage_data("scoring/criteria-literal.xml");

	return stage_framework(path, error);
}

static bool make_variants(const struct bench *bench,
	const struct framework *literal, struct bench **variants,
	GError **error)
{
	const struct framework *own = bench->framework;

	for (int r = 0; r < SCORE_SET_READERS; r++)
		variants[r] = bench_alone(bench, r);
	return (variants[2] = bench_rescore(bench, own, false, error)) &&
	       (variants[3] = bench_rescore(bench, own, true, error)) &&
	       (variants[4] = bench_rescore(bench, literal, false, error));
}

static void put_findings(const struct bench *bench,
	struct bench *const *variants, struct table *table,
	struct tables *words)
{
	for (const struct bench_finding *finding = bench_findings; finding->id;
		finding++) {
		struct bench_row row;

		bench_row_start(&row, table, words);
		bench_put(&row, finding->says);
		for (int v = 0; v < VARIANTS; v++) {
			g_autoptr(GString) measured = g_string_new(NULL);
			enum bench_verdict verdict = finding->test(
				v ? variants[v - 1] : bench, measured);

			bench_putf(&row, "%s: %s", bench_verdict_name(verdict),
				measured->str);
		}
	}
}

struct table *bench_table_sensitivity(
	const struct bench *bench, struct tables *words, GError **error)
{
	g_autofree char *both =
		g_strdup_printf("%s and %s", bench->names[0], bench->names[1]);
	g_autofree char *first = g_strconcat(bench->names[0], " alone", NULL);
	g_autofree char *second = g_strconcat(bench->names[1], " alone", NULL);
	static const char boilerplate[] = "ladder with boilerplate left in";
	static const char other[] = "ladder on the other list of twenty";
	const struct bench_column columns[] = {
		{"finding", "Finding", false},
		{both, both, false},
		{first, first, false},
		{second, second, false},
		{"ladder", "ladder", false},
		{boilerplate, boilerplate, false},
		{other, other, false},
		{NULL, NULL, false},
	};
	struct bench *variants[VARIANTS - 1] = {NULL};
	struct framework *literal = load_literal(error);
	struct table *table = NULL;

	if (literal && make_variants(bench, literal, variants, error)) {
		table = bench_table_new("sensitivity",
			"The same findings otherwise reached",
			"What hangs on who scored, and what on the statements "
			"and the rules.",
			columns);
		put_findings(bench, variants, table, words);
	}
	for (int v = 0; v < VARIANTS - 1; v++)
		bench_free(variants[v]);
	framework_free(literal);
	return table;
}
