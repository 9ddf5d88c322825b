#include "corpus/draw.h"

#include <string.h>

#define REVIEW_SIZE    15
#define REVIEW_REGIONS 5

static const char *const stratum_names[DRAW_STRATA] = {
	"statement required, first 12 months",
	"statement required, latter half",
	"none required, first 12 months",
	"none required, latter half",
};

const char *draw_stratum_name(int stratum)
{
	return stratum_names[stratum];
}

/* The cycle began in May 2016; the review's own sample in June. Its latter
 * half is counted to December 2018, when the review's sample ends. */
void draw_plan_2020(struct draw_plan *plan, guint32 seed)
{
	*plan = (struct draw_plan){
		.size = REVIEW_SIZE,
		.regions = REVIEW_REGIONS,
		.seed = seed,
		.from = "2016-06-01",
		.to = "2018-12-31",
		.first_until = "2017-04-30",
		.later_from = "2017-09-01",
	};
}

static int stratum_of(
	const struct draw_plan *plan, const struct draw_letter *letter)
{
	bool first = strcmp(letter->day, plan->first_until) <= 0;

	if (strcmp(letter->day, plan->from) < 0 ||
		strcmp(letter->day, plan->to) > 0 ||
		(!first && strcmp(letter->day, plan->later_from) < 0))
		return -1;
	if (plan->excluded && g_strv_contains(plan->excluded, letter->area))
		return -1;
	return (letter->required ? DRAW_REQUIRED_FIRST : DRAW_NONE_FIRST) +
	       (first ? 0 : 1);
}

static void shuffle(GRand *random, GPtrArray *array)
{
	for (guint i = array->len; i > 1; i--) {
		guint j = (guint)g_rand_int_range(random, 0, (gint32)i);
		void *kept = array->pdata[i - 1];

		array->pdata[i - 1] = array->pdata[j];
		array->pdata[j] = kept;
	}
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Regions of the frame, some of them chosen by lot, in the order of the lot. */
static void choose_regions(
	struct draw *draw, const struct draw_plan *plan, GRand *random)
{
	for (guint i = 0; i < draw->letters->len; i++) {
		const struct draw_letter *letter =
			&g_array_index(draw->letters, struct draw_letter, i);
		guint found;

		if (letter->stratum >= 0 &&
			!g_ptr_array_find_with_equal_func(draw->regions,
				letter->region, g_str_equal, &found))
			g_ptr_array_add(draw->regions, (void *)letter->region);
	}
	g_ptr_array_sort(draw->regions, compare_names);
	shuffle(random, draw->regions);
	if (plan->regions > 0 && draw->regions->len > (guint)plan->regions)
		g_ptr_array_set_size(draw->regions, plan->regions);
}

/* The letters in the order of the lot, so that the first that fits is it. */
static GPtrArray *make_urn(struct draw *draw, GRand *random)
{
	GPtrArray *urn = g_ptr_array_new();

	for (guint i = 0; i < draw->letters->len; i++)
		g_ptr_array_add(urn,
			&g_array_index(draw->letters, struct draw_letter, i));
	shuffle(random, urn);
	return urn;
}

static bool is_chosen(const struct draw *draw, const char *region)
{
	guint found;

	return g_ptr_array_find_with_equal_func(
		draw->regions, region, g_str_equal, &found);
}

/* The first letter left of a stratum: of `region`, or NULL of any chosen. */
static struct draw_letter *find_letter(const struct draw *draw,
	const GPtrArray *urn, int stratum, const char *region)
{
	for (guint i = 0; i < urn->len; i++) {
		struct draw_letter *letter = urn->pdata[i];

		if (letter->stratum != stratum || letter->place)
			continue;
		if (region ? strcmp(letter->region, region) == 0
			   : is_chosen(draw, letter->region))
			return letter;
	}
	return NULL;
}

/* A region comes before a stratum: where the region has none of the stratum,
 * another of its strata takes the place, so that every region is in. NULL is
 * any region that was chosen. */
static struct draw_letter *find_in_region(const struct draw *draw,
	const GPtrArray *urn, int stratum, const char *region)
{
	for (int i = 0; i < DRAW_STRATA; i++) {
		struct draw_letter *letter = find_letter(
			draw, urn, (stratum + i) % DRAW_STRATA, region);

		if (letter)
			return letter;
	}
	return NULL;
}

static void take(struct draw *draw, struct draw_letter *letter)
{
	g_ptr_array_add(draw->order, letter);
	letter->place = (int)draw->order->len;
}

static void note(struct draw *draw, const char *region, int stratum,
	const struct draw_letter *instead)
{
	g_autofree char *other = NULL;

	if (instead)
		other = g_strdup_printf("%s, %s, stands in", instead->area,
			draw_stratum_name(instead->stratum));
	g_ptr_array_add(draw->notes,
		g_strdup_printf("%s: no letter left of \"%s\"; %s", region,
			draw_stratum_name(stratum),
			other ? other : "the sample is one short"));
}

/* Every region a letter first, while there is most to choose from; then the
 * strata in turn, each from the region whose turn it is if it can. */
static void draw_letters(
	struct draw *draw, const struct draw_plan *plan, const GPtrArray *urn)
{
	for (int i = 0; i < plan->size && draw->regions->len > 0; i++) {
		int stratum = i % DRAW_STRATA;
		const char *region =
			draw->regions->pdata[(guint)i % draw->regions->len];
		struct draw_letter *letter =
			find_letter(draw, urn, stratum, region);

		if (!letter && (guint)i >= draw->regions->len)
			letter = find_letter(draw, urn, stratum, NULL);
		if (!letter) {
			letter = find_in_region(draw, urn, stratum, region);
			if (!letter)
				letter = find_in_region(
					draw, urn, stratum, NULL);
			note(draw, region, stratum, letter);
		}
		if (letter)
			take(draw, letter);
	}
}

struct draw *draw_new(const struct draw_plan *plan, GArray *letters)
{
	struct draw *draw = g_new0(struct draw, 1);
	GRand *random = g_rand_new_with_seed(plan->seed);
	GPtrArray *urn;

	draw->letters = letters;
	draw->order = g_ptr_array_new();
	draw->regions = g_ptr_array_new();
	draw->notes = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < letters->len; i++) {
		struct draw_letter *letter =
			&g_array_index(letters, struct draw_letter, i);

		letter->stratum = stratum_of(plan, letter);
		letter->place = 0;
	}
	choose_regions(draw, plan, random);
	urn = make_urn(draw, random);
	draw_letters(draw, plan, urn);
	g_ptr_array_unref(urn);
	g_rand_free(random);
	return draw;
}

void draw_free(struct draw *draw)
{
	if (!draw)
		return;
	g_array_unref(draw->letters);
	g_ptr_array_unref(draw->order);
	g_ptr_array_unref(draw->regions);
	g_ptr_array_unref(draw->notes);
	g_free(draw);
}
