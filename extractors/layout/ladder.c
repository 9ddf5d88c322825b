/*
 * Tables ruled across but not down: rules of one length, one below the other,
 * between which the words leave the same gutters free. The gutters get rules of
 * their own, and so the table is found as others are.
 */
#include "extractors/layout/private.h"

#include <math.h>

/* A table has this many rules at least: about its head and one row. */
#define LEAST_RULES 3

/* A page has no more than so many, of so many rules each. */
#define MOST_TRIED 50
#define MOST_RULES 200

/* Rules whose ends differ by less have one length, points. */
#define SAME_END 4.0f

/* A gutter is wider than spaces, which are a quarter of the type size. */
#define GUTTER_SIZE 0.45f

/* A row that runs through all columns is no higher, points. */
#define HIGHEST_SPAN 40.0f

/*
 * Cells begin about so far before their words, points: where shading shows the
 * edges of some, those of others fall in with them.
 */
#define PADDING 3.0f

/* The rules that have the length of the first, from top to bottom. */
static GArray *find_ladder(const GArray *across, guint first)
{
	const struct rule *top = &g_array_index(across, struct rule, first);
	GArray *ladder = g_array_new(FALSE, FALSE, sizeof(struct rule));

	for (guint i = first; i < across->len && ladder->len < MOST_RULES;
		i++) {
		const struct rule *rule =
			&g_array_index(across, struct rule, i);

		if (fabsf(rule->from - top->from) < SAME_END &&
			fabsf(rule->to - top->to) < SAME_END)
			g_array_append_val(ladder, *rule);
	}
	return ladder;
}

/* Whether an upright rule stands anywhere on the ladder. */
static bool has_upright(const GArray *ladder, const GArray *down)
{
	const struct rule *top = &g_array_index(ladder, struct rule, 0);
	const struct rule *last =
		&g_array_index(ladder, struct rule, ladder->len - 1);

	for (guint i = 0; i < down->len; i++) {
		const struct rule *rule = &g_array_index(down, struct rule, i);

		if (rule->at > top->from - SAME_END &&
			rule->at < top->to + SAME_END &&
			rule->from < last->at && rule->to > top->at)
			return true;
	}
	return false;
}

static int compare_lefts(const void *a, const void *b)
{
	const struct layout_word *one = *(struct layout_word *const *)a;
	const struct layout_word *two = *(struct layout_word *const *)b;

	return one->box.left < two->box.left ? -1
					     : one->box.left > two->box.left;
}

/* What stands between two rules, sorted from left to right. */
static GPtrArray *words_between(const GPtrArray *words,
	const struct rule *above, const struct rule *below)
{
	GPtrArray *between = g_ptr_array_new();

	for (guint i = 0; i < words->len; i++) {
		struct layout_word *word = words->pdata[i];
		float middle = (word->box.top + word->box.bottom) / 2;

		if (middle > above->at && middle < below->at &&
			word->box.left > above->from - SAME_END &&
			word->box.right < above->to + SAME_END)
			g_ptr_array_add(between, word);
	}
	g_ptr_array_sort(between, compare_lefts);
	return between;
}

/* The gaps that the words of a row leave free: `from`..`to` of struct rule. */
static GArray *find_gaps(const GPtrArray *words)
{
	GArray *gaps = g_array_new(FALSE, FALSE, sizeof(struct rule));
	float right = 0;

	for (guint i = 0; i < words->len; i++) {
		const struct layout_word *word = words->pdata[i];
		struct rule gap = {.from = right, .to = word->box.left};

		if (i > 0 && gap.to - gap.from > GUTTER_SIZE * word->size)
			g_array_append_val(gaps, gap);
		right = MAX(right, word->box.right);
	}
	return gaps;
}

/* What of the gaps of both is free in both. */
static GArray *common_gaps(const GArray *one, const GArray *two, float least)
{
	GArray *common = g_array_new(FALSE, FALSE, sizeof(struct rule));

	for (guint i = 0; i < one->len; i++) {
		const struct rule *a = &g_array_index(one, struct rule, i);

		for (guint j = 0; j < two->len; j++) {
			const struct rule *b =
				&g_array_index(two, struct rule, j);
			struct rule both = {.from = MAX(a->from, b->from),
				.to = MIN(a->to, b->to)};

			if (both.to - both.from > least)
				g_array_append_val(common, both);
		}
	}
	return common;
}

/*
 * The gutters of the whole ladder. A row without any gap runs through all
 * columns, and does not count; `rows` is how many do.
 */
static GArray *find_gutters(
	const GArray *ladder, const GPtrArray *words, guint *rows)
{
	GArray *gutters = NULL;

	*rows = 0;
	for (guint i = 0; i + 1 < ladder->len; i++) {
		const struct rule *rule =
			&g_array_index(ladder, struct rule, i);
		g_autoptr(GPtrArray) row = words_between(words, rule, rule + 1);
		g_autoptr(GArray) gaps = find_gaps(row);
		GArray *common;

		if (gaps->len == 0)
			continue;
		++*rows;
		common =
			gutters ? common_gaps(gutters, gaps,
					  GUTTER_SIZE *
						  ((struct layout_word *)
								  row->pdata[0])
							  ->size)
				: g_array_ref(gaps);
		if (gutters)
			g_array_unref(gutters);
		gutters = common;
	}
	return gutters ? gutters
		       : g_array_new(FALSE, FALSE, sizeof(struct rule));
}

static void add_upright(GArray *down, const struct rule *rule, float at)
{
	struct rule upright = {.at = at, .from = rule->at, .to = rule[1].at};

	g_array_append_val(down, upright);
}

/*
 * Put a rule into each gutter beside the rows that have gaps, and at both ends
 * beside those and what little stands between them.
 */
static void add_uprights(const GArray *ladder, const GArray *gutters,
	const GPtrArray *words, GArray *down)
{
	bool begun = false;

	for (guint i = 0; i + 1 < ladder->len; i++) {
		const struct rule *rule =
			&g_array_index(ladder, struct rule, i);
		g_autoptr(GPtrArray) row = words_between(words, rule, rule + 1);
		g_autoptr(GArray) gaps = find_gaps(row);

		if (gaps->len == 0 &&
			(!begun || rule[1].at - rule->at > HIGHEST_SPAN))
			continue;
		begun = true;
		add_upright(down, rule, rule->from);
		add_upright(down, rule, rule->to);
		for (guint j = 0; j < gutters->len && gaps->len > 0; j++) {
			const struct rule *gutter =
				&g_array_index(gutters, struct rule, j);

			add_upright(down, rule,
				MAX((gutter->from + gutter->to) / 2,
					gutter->to - PADDING));
		}
	}
}

void layout_find_ladders(
	const GArray *across, GArray *down, const GPtrArray *words)
{
	guint tried = 0;
	float done = 0;

	for (guint i = 0; i + LEAST_RULES <= across->len && tried < MOST_TRIED;
		i++) {
		const struct rule *rule =
			&g_array_index(across, struct rule, i);
		g_autoptr(GArray) ladder = NULL;
		g_autoptr(GArray) gutters = NULL;
		guint rows;

		if (rule->at < done)
			continue;
		ladder = find_ladder(across, i);
		if (ladder->len < LEAST_RULES || has_upright(ladder, down))
			continue;
		tried++;
		gutters = find_gutters(ladder, words, &rows);
		if (rows + 1 < LEAST_RULES || gutters->len == 0)
			continue;
		add_uprights(ladder, gutters, words, down);
		done = g_array_index(ladder, struct rule, ladder->len - 1).at;
	}
}
