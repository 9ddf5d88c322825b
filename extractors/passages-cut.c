/*
 * passages-cut.c - letters that come as one long paragraph, headings, bullets
 * and all: cut where the wordings of the letter's form say so.
 */
#include <string.h>

#include "extractors/passages-private.h"

/* Shorter passages are left alone, and such in which fewer wordings stand. */
enum { CUT_MIN_BYTES = 700, CUT_MIN_PLACES = 3 };

/* Where to cut. */
struct cut {
	gsize begin;
	gsize end; /* of a heading; the same as begin where none stands */
	enum text_role role; /* of what follows */
};

static int compare_cuts(const void *a, const void *b)
{
	const struct cut *x = a, *y = b;

	return x->begin < y->begin ? -1 : x->begin > y->begin;
}

static void add_cuts(GArray *cuts, const struct phrase *phrase,
	const struct passage *passage)
{
	bool heading = strcmp(phrase->value, "heading") == 0;
	bool bullet = strcmp(phrase->value, "bullet") == 0;
	g_autoptr(GMatchInfo) match = NULL;

	for (g_regex_match(phrase->regex, passage->text, 0, &match);
		g_match_info_matches(match); g_match_info_next(match, NULL)) {
		struct cut cut = {
			.role = bullet ? TEXT_BULLET : TEXT_PARAGRAPH};
		int begin = 0, end = 0;

		g_match_info_fetch_pos(match, 0, &begin, &end);
		cut.begin = (gsize)begin;
		/* A bullet's mark goes, a heading stands by itself. */
		cut.end = heading || bullet ? (gsize)end : cut.begin;
		g_array_append_val(cuts, cut);
	}
}

static GArray *find_cuts(const struct phrases *phrases, const char *set,
	const struct passage *passage)
{
	GArray *cuts = g_array_new(FALSE, FALSE, sizeof(struct cut));
	const GPtrArray *list = phrases_set(phrases, set);

	for (guint i = 0; i < list->len; i++)
		add_cuts(cuts, list->pdata[i], passage);
	g_array_sort(cuts, compare_cuts);
	return cuts;
}

/* Bytes `begin` to `end` of the passage, added to `list` if words are there. */
static void add_slice(GPtrArray *list, const struct passage *passage,
	gsize begin, gsize end, enum text_role role)
{
	while (begin < end && g_ascii_isspace(passage->text[begin]))
		begin++;
	while (end > begin && g_ascii_isspace(passage->text[end - 1]))
		end--;
	if (begin >= end)
		return;
	struct passage *slice = g_new0(struct passage, 1);
	slice->block = passage->block;
	slice->role = role;
	slice->line = passage->line;
	slice->text = g_strndup(passage->text + begin, end - begin);
	slice->starts = g_array_new(FALSE, FALSE, sizeof(struct text_start));
	for (guint i = 0; i < passage->starts->len; i++) {
		struct text_start start =
			g_array_index(passage->starts, struct text_start, i);

		if (start.offset >= end)
			break;
		if (start.offset <= begin)
			g_array_set_size(slice->starts, 0);
		start.offset -= MIN(start.offset, begin);
		g_array_append_val(slice->starts, start);
	}
	g_ptr_array_add(list, slice);
}

static void slice_passage(
	GPtrArray *list, const struct passage *passage, const GArray *cuts)
{
	enum text_role role = passage->role;
	gsize from = 0;

	for (guint i = 0; i < cuts->len; i++) {
		const struct cut *cut = &g_array_index(cuts, struct cut, i);

		if (cut->begin < from) /* within the last heading */
			continue;
		add_slice(list, passage, from, cut->begin, role);
		if (cut->role != TEXT_BULLET && cut->end > cut->begin)
			add_slice(list, passage, cut->begin, cut->end,
				TEXT_HEADING);
		from = cut->end;
		role = cut->role;
	}
	add_slice(list, passage, from, strlen(passage->text), role);
}

bool passages_cut(GPtrArray *list, const struct phrases *phrases,
	const char *set, const struct passage *passage)
{
	if (passage->role != TEXT_PARAGRAPH ||
		strlen(passage->text) < CUT_MIN_BYTES)
		return false;
	g_autoptr(GArray) cuts = find_cuts(phrases, set, passage);
	if (cuts->len < CUT_MIN_PLACES)
		return false;
	slice_passage(list, passage, cuts);
	return true;
}
