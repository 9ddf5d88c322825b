/*
 * Rules and the edges of shaded areas, found in a drawn page. An edge is a
 * long straight row of pixels that differ from their neighbours across it: a
 * ruled line has two, a few points apart, a shaded area one on each side.
 * Letters have none as long, so nothing need be known of the text.
 */
#include "extractors/layout/private.h"

#include "extractors/limits.h"

#include <string.h>

/*
 * The least difference of two pixels, red, green and blue together: the palest
 * shading in use (#f2f2f2), whose edge may fall between two pixels.
 */
#define CONTRAST 12

/* Shorter edges are of letters and pictures; points. */
#define LEAST_ACROSS 20.0f
#define LEAST_DOWN   10.0f

/* What interrupts an edge, where a rule crosses it; pixels. */
#define LARGEST_BREAK 4

/* A rule is a few runs down; more than this many are a picture's. */
#define MOST_FOUND (10 * LIMIT_PAGE_RULES)

/* Edges closer than this are one rule; points. */
#define RULE_WIDTH 4.0f

static int channel(guint32 a, guint32 b, int shift)
{
	return abs((int)(a >> shift & 0xff) - (int)(b >> shift & 0xff));
}

static bool differ(guint32 a, guint32 b)
{
	if ((a & 0xffffff) == (b & 0xffffff))
		return false;
	return channel(a, b, 0) + channel(a, b, 8) + channel(a, b, 16) >
	       CONTRAST;
}

static void add_rule(GArray *rules, float at, float from, float to)
{
	if (rules->len > LIMIT_PAGE_RULES)
		return;
	for (guint i = rules->len; i-- > 0;) {
		struct rule *rule = &g_array_index(rules, struct rule, i);

		if (at - rule->at > RULE_WIDTH)
			break;
		if (from <= rule->to && to >= rule->from) {
			rule->from = MIN(rule->from, from);
			rule->to = MAX(rule->to, to);
			return;
		}
	}
	g_array_append_vals(rules, &(struct rule){at, from, to}, 1);
}

/* A run of differing pixel pairs, in pixels. */
struct run {
	int first, last; /* first is below 0 before there is one */
};

/*
 * Take the pair at `position` into the run; true where that begins a new one,
 * and the old is in `ended`.
 */
static bool run_take(struct run *run, int position, struct run *ended)
{
	bool ends = run->first >= 0 && position - run->last > LARGEST_BREAK;

	*ended = *run;
	if (ends || run->first < 0)
		run->first = position;
	run->last = position;
	return ends;
}

static void end_run(
	GArray *rules, const struct run *run, int at, float least, float scale)
{
	if (run->first < 0 || (float)(run->last - run->first) < least * scale)
		return;
	add_rule(rules, (float)at / scale, (float)run->first / scale,
		(float)(run->last + 1) / scale);
}

/* A run down a column, kept until all are known. */
struct found {
	struct run run;
	int x;
};

static void keep_run(GArray *found, const struct run *run, int x, float scale)
{
	struct found keep = {*run, x};

	if (run->first >= 0 && found->len < MOST_FOUND &&
		(float)(run->last - run->first) >= LEAST_DOWN * scale)
		g_array_append_val(found, keep);
}

static int compare_found(const void *a, const void *b)
{
	const struct found *one = a;
	const struct found *two = b;

	return one->x != two->x ? one->x - two->x
				: one->run.first - two->run.first;
}

/* The rules that runs down columns make, from left to right. */
static GArray *rules_of(GArray *found, float scale)
{
	GArray *rules = g_array_new(FALSE, FALSE, sizeof(struct rule));

	g_array_sort(found, compare_found);
	for (guint i = 0; i < found->len; i++) {
		const struct found *each =
			&g_array_index(found, struct found, i);

		end_run(rules, &each->run, each->x, LEAST_DOWN, scale);
	}
	return rules;
}

/*
 * Whether an edge runs between `here` and `there`, of which the pixels before
 * along the edge are given too: both its sides keep their colour, as those of
 * letters do not.
 */
static bool is_edge(
	guint32 here, guint32 there, guint32 here_before, guint32 there_before)
{
	return here == here_before && there == there_before &&
	       differ(here, there);
}

/* From pixels of the picture to points of the page. */
static GArray *place(GArray *rules, float at, float along)
{
	for (guint i = 0; i < rules->len; i++) {
		struct rule *rule = &g_array_index(rules, struct rule, i);

		rule->at += at;
		rule->from += along;
		rule->to += along;
	}
	return rules;
}

GArray *layout_rules_across(const struct layout_picture *picture)
{
	GArray *rules = g_array_new(FALSE, FALSE, sizeof(struct rule));
	size_t width = (size_t)picture->width;

	for (int y = 1; y < picture->height; y++) {
		const guint32 *row = picture->pixels + (size_t)y * width;
		const guint32 *above = row - width;
		struct run run = {-1, -1}, ended;

		if (memcmp(row, above, width * sizeof(*row)) == 0)
			continue;
		for (int x = 1; x < picture->width; x++) {
			if (row[x] != above[x] &&
				is_edge(row[x], above[x], row[x - 1],
					above[x - 1]) &&
				run_take(&run, x, &ended))
				end_run(rules, &ended, y, LEAST_ACROSS,
					picture->scale);
		}
		end_run(rules, &run, y, LEAST_ACROSS, picture->scale);
	}
	return place(rules, picture->top, picture->left);
}

/* Where along a row pixels differ from the one before: of int. */
static void note_changes(GArray *changes, const guint32 *row, int width)
{
	g_array_set_size(changes, 0);
	for (int x = 1; x < width; x++) {
		if (row[x] != row[x - 1])
			g_array_append_val(changes, x);
	}
}

/*
 * Row by row as well, all columns at once: down the columns is slow. Most rows
 * are as the one above, and so change where it did.
 */
GArray *layout_rules_down(const struct layout_picture *picture)
{
	g_autoptr(GArray) found =
		g_array_new(FALSE, FALSE, sizeof(struct found));
	g_autoptr(GArray) changes = g_array_new(FALSE, FALSE, sizeof(int));
	g_autofree struct run *runs =
		g_new0(struct run, (size_t)picture->width);
	size_t width = (size_t)picture->width;

	for (int x = 0; x < picture->width; x++)
		runs[x] = (struct run){-1, -1};
	for (int y = 1; y < picture->height; y++) {
		const guint32 *row = picture->pixels + (size_t)y * width;
		const guint32 *above = row - width;

		if (y == 1 || memcmp(row, above, width * sizeof(*row)) != 0)
			note_changes(changes, row, picture->width);
		for (guint i = 0; i < changes->len; i++) {
			int x = g_array_index(changes, int, i);
			struct run ended;

			if (is_edge(row[x], row[x - 1], above[x],
				    above[x - 1]) &&
				run_take(&runs[x], y, &ended))
				keep_run(found, &ended, x, picture->scale);
		}
	}
	for (int x = 1; x < picture->width; x++)
		keep_run(found, &runs[x], x, picture->scale);
	return place(
		rules_of(found, picture->scale), picture->left, picture->top);
}
