/*
 * bench-splits.c - mean scores of parts of a sample, as the 2020 review drew
 * it: with and without a statement of action, by period and by region.
 */
#include <math.h>

#include "corpus/draw.h"
#include "pipeline/agree/bench-tables.h"

typedef const char *group_func(const struct bench_letter *letter);

static const char *determination_of(const struct bench_letter *letter)
{
	return letter->determination ? letter->determination : "none given";
}

static const char *region_of(const struct bench_letter *letter)
{
	return letter->region ? letter->region : "not known";
}

static const char *period_of(const struct bench_letter *letter)
{
	struct draw_plan plan;

	draw_plan_2020(&plan, 1);
	if (!letter->day)
		return "not known";
	if (g_strcmp0(letter->day, plan.first_until) <= 0)
		return "first 12 months of the cycle";
	if (g_strcmp0(letter->day, plan.later_from) < 0)
		return "between";
	return g_strcmp0(letter->day, plan.to) <= 0 ? "latter half"
						    : "after the review";
}

/* In letters whose group is `value`, the mean of a criterion, or of all. */
static double group_mean(const struct bench *bench, group_func *group,
	const char *value, const char *id)
{
	int wanted = id ? framework_find(bench->framework, id) : -1;
	double sum = 0;
	int n = 0;

	for (guint i = 0; i < bench->letters->len; i++)
		for (int c = 0; c < framework_criteria(bench->framework); c++) {
			const struct bench_letter *letter =
				bench->letters->pdata[i];
			int combined = bench_combined(letter, c);

			if (!combined || (id && c != wanted) ||
				!g_str_equal(group(letter), value))
				continue;
			sum += combined;
			n++;
		}
	return n ? sum / n : NAN;
}

static int compare_names(gconstpointer a, gconstpointer b)
{
	return g_strcmp0(*(char *const *)a, *(char *const *)b);
}

/* The different values, in order; borrowed. */
static GPtrArray *values_of(const GPtrArray *letters, group_func *group)
{
	GPtrArray *values = g_ptr_array_new();

	for (guint i = 0; i < letters->len; i++) {
		const char *value = group(letters->pdata[i]);

		if (!g_ptr_array_find_with_equal_func(
			    values, value, g_str_equal, NULL))
			g_ptr_array_add(values, (char *)value);
	}
	g_ptr_array_sort(values, compare_names);
	return values;
}

static int count_in(
	const GPtrArray *letters, group_func *group, const char *value)
{
	int n = 0;

	for (guint i = 0; i < letters->len; i++)
		n += g_str_equal(group(letters->pdata[i]), value);
	return n;
}

struct table *bench_table_splits(
	const struct bench *bench, struct tables *words)
{
	static const struct {
		const char *name;
		group_func *group;
	} groups[] = {
		{"determination", determination_of},
		{"period", period_of},
		{"region", region_of},
	};
	static const struct bench_column columns[] = {
		{"by", "By", false},
		{"value", "Part", false},
		{"letters", "Letters", true},
		{"all", "All statements", true},
		{"statutory-compliance", "Statutory compliance", true},
		{"social-care-contribution", "Social care", true},
		{"outcomes-education", "Education outcomes", true},
		{"outcomes-health", "Health outcomes", true},
		{"promotes-improvement", "Promotes improvement", true},
		{NULL, NULL, false},
	};
	struct table *table = bench_table_new("splits",
		"Mean combined scores of parts of the sample",
		"The review drew its letters by these, and published no scores "
		"by them.",
		columns);
	const GPtrArray *letters = bench->letters;

	for (size_t g = 0; g < G_N_ELEMENTS(groups); g++) {
		group_func *group = groups[g].group;
		g_autoptr(GPtrArray) values = values_of(letters, group);

		for (guint v = 0; v < values->len; v++) {
			const char *value = values->pdata[v];
			struct bench_row row;

			bench_row_start(&row, table, words);
			bench_put(&row, groups[g].name);
			bench_put(&row, value);
			bench_putf(&row, "%d", count_in(letters, group, value));
			bench_put_number(
				&row, 2, group_mean(bench, group, value, NULL));
			for (size_t i = 4; columns[i].name; i++)
				bench_put_number(&row, 2,
					group_mean(bench, group, value,
						columns[i].name));
		}
	}
	return table;
}
