/* Stratified samples: the 2020 review's, and small ones that run out. */
#include "corpus/draw.h"
#include "corpus/register.h"

#include <string.h>

static GArray *official_letters(const struct area_register *areas)
{
	const GPtrArray *outcomes = register_outcomes(areas);
	GArray *letters = g_array_new(FALSE, TRUE, sizeof(struct draw_letter));

	for (guint i = 0; i < outcomes->len; i++) {
		const struct outcome *outcome = outcomes->pdata[i];
		const struct area *area = register_find(areas, outcome->area);
		struct draw_letter letter = {
			.area = outcome->area,
			.region = area ? area->region : "",
			.day = outcome->inspection_start,
			.required =
				strcmp(outcome->determination, "required") == 0,
		};

		if (strcmp(outcome->framework, "2016") == 0)
			g_array_append_val(letters, letter);
	}
	return letters;
}

static void count(
	const struct draw *draw, int strata[DRAW_STRATA], GHashTable *regions)
{
	memset(strata, 0, DRAW_STRATA * sizeof(int));
	for (guint i = 0; i < draw->order->len; i++) {
		const struct draw_letter *letter = draw->order->pdata[i];

		g_assert_cmpint(letter->place, ==, (int)i + 1);
		strata[letter->stratum]++;
		g_hash_table_add(regions, (void *)letter->region);
	}
}

/* Every constraint of the review, for a thousand seeds. */
static void test_like_2020(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(AreaRegister) areas = register_load("corpus", &error);

	g_assert_no_error(error);
	for (guint32 seed = 1; seed <= 1000; seed++) {
		g_autoptr(GHashTable) regions =
			g_hash_table_new(g_str_hash, g_str_equal);
		struct draw_plan plan;
		int strata[DRAW_STRATA];
		g_autoptr(Draw) draw = NULL;

		draw_plan_2020(&plan, seed);
		draw = draw_new(&plan, official_letters(areas));
		count(draw, strata, regions);
		g_assert_cmpuint(draw->order->len, ==, 15);
		g_assert_cmpuint(g_hash_table_size(regions), ==, 5);
		for (int i = 0; i < DRAW_STRATA; i++)
			if (draw->notes->len == 0)
				g_assert_cmpint(strata[i], >=, 3);
			else
				g_assert_cmpint(strata[i], >=, 1);
		for (guint i = 0; i < draw->order->len; i++) {
			const struct draw_letter *letter =
				draw->order->pdata[i];

			g_assert_cmpstr(letter->day, >=, "2016-06-01");
			g_assert_cmpstr(letter->day, <=, "2018-12-31");
		}
	}
}

static void test_same_seed_same_draw(void)
{
	g_autoptr(AreaRegister) areas = register_load("corpus", NULL);
	struct draw_plan plan;
	g_autoptr(Draw) one = NULL, same = NULL, other = NULL;
	int differ = 0;

	draw_plan_2020(&plan, 7);
	one = draw_new(&plan, official_letters(areas));
	same = draw_new(&plan, official_letters(areas));
	plan.seed = 8;
	other = draw_new(&plan, official_letters(areas));
	for (guint i = 0; i < one->order->len; i++) {
		const struct draw_letter *a = one->order->pdata[i];
		const struct draw_letter *b = same->order->pdata[i];
		const struct draw_letter *c = other->order->pdata[i];

		g_assert_cmpstr(a->area, ==, b->area);
		differ += strcmp(a->area, c->area) != 0;
	}
	g_assert_cmpint(differ, >, 0);
}

static void test_excluded(void)
{
	static const char *const excluded[] = {
		"Surrey", "Hartlepool", "Enfield", NULL};
	g_autoptr(AreaRegister) areas = register_load("corpus", NULL);

	for (guint32 seed = 1; seed <= 50; seed++) {
		struct draw_plan plan;
		g_autoptr(Draw) draw = NULL;

		draw_plan_2020(&plan, seed);
		plan.excluded = excluded;
		draw = draw_new(&plan, official_letters(areas));
		for (guint i = 0; i < draw->order->len; i++) {
			const struct draw_letter *letter =
				draw->order->pdata[i];

			g_assert_false(g_strv_contains(excluded, letter->area));
		}
	}
}

/* One region has nothing of a stratum, and there are too few letters. */
static void test_runs_out(void)
{
	static const struct draw_letter few[] = {
		{.area = "Aston", .region = "North", .day = "2016-07-04"},
		{.area = "Beeford", .region = "North", .day = "2018-01-08"},
		{.area = "Caxby",
			.region = "South",
			.day = "2016-09-05",
			.required = true},
		{.area = "Dunmere", .region = "South", .day = "2020-01-06"},
	};
	GArray *letters = g_array_new(FALSE, TRUE, sizeof(struct draw_letter));
	struct draw_plan plan;
	g_autoptr(Draw) draw = NULL;

	g_array_append_vals(letters, few, G_N_ELEMENTS(few));
	draw_plan_2020(&plan, 1);
	draw = draw_new(&plan, letters);
	g_assert_cmpuint(draw->order->len, ==, 3);
	g_assert_cmpuint(draw->notes->len, >=, 12);
	g_assert_nonnull(strstr(draw->notes->pdata[draw->notes->len - 1],
		"the sample is one short"));
}

/* Whatever is left is drawn before the sample is said to be short. */
static void test_takes_what_there_is(void)
{
	GArray *letters = g_array_new(FALSE, TRUE, sizeof(struct draw_letter));
	struct draw_plan plan;
	g_autoptr(Draw) draw = NULL;

	for (int i = 0; i < 7; i++) {
		struct draw_letter letter = {.area = "Aston",
			.region = i == 0 ? "South" : "North",
			.day = "2018-01-08",
			.required = i == 0};
		g_array_append_val(letters, letter);
	}
	draw_plan_2020(&plan, 1);
	plan.size = 6;
	draw = draw_new(&plan, letters);
	g_assert_cmpuint(draw->order->len, ==, 6);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/draw/like-2020", test_like_2020);
	g_test_add_func("/draw/repeatable", test_same_seed_same_draw);
	g_test_add_func("/draw/excluded", test_excluded);
	g_test_add_func("/draw/runs-out", test_runs_out);
	g_test_add_func("/draw/takes-what-there-is", test_takes_what_there_is);
	return g_test_run();
}
