/*
 * letter-area.c - the area that a letter or a plan is about: by the wording
 * that names it or, where none does, by how often it is named.
 */
#include "extractors/form/letter.h"

#include <string.h>

/* An area is named among so many. */
enum { AREA_PASSAGES = 300 };

/* Where no wording names it, it is looked for on the first pages alone, in
 * names of so many words at most. */
enum { TITLE_PASSAGES = 60, NAME_WORDS = 6 };

/* The name that the register has for it, borrowed, or NULL. */
static const char *known_name(
	const struct form_source *source, const char *name)
{
	const struct form_context *context = source->context;
	const char *code = NULL, *region = NULL;

	return context->find_area != NULL
		       ? context->find_area(context->user, name, &code, &region)
		       : NULL;
}

/* The name that a phrase finds in a passage; `place` is set then. */
static char *name_by(const struct phrase *phrase, const struct passage *passage,
	struct place *place)
{
	int begin = 0, end = 0;

	place_clear(place);
	if (!g_regex_match(phrase->regex, passage->text, 0, &place->match))
		return NULL;
	g_match_info_fetch_pos(place->match, 0, &begin, &end);
	place->passage = passage;
	place->phrase = phrase;
	place->begin = (gsize)begin;
	place->end = (gsize)end;
	return place_group(place, "area");
}

/* The first name in the passage that the register knows, or with `any` the
 * first at all. */
static char *name_in(const struct form_source *source, const char *set,
	const struct passage *passage, bool any, struct place *place)
{
	const GPtrArray *list = phrases_set(source->phrases, set);

	for (guint i = 0; i < list->len; i++) {
		g_autofree char *name = name_by(list->pdata[i], passage, place);

		if (name != NULL && (any || known_name(source, name) != NULL))
			return g_steal_pointer(&name);
	}
	return NULL;
}

static char *name_by_wording(const struct form_source *source, const char *set,
	bool any, struct place *place)
{
	guint end = MIN(AREA_PASSAGES, parts_end(source));

	for (guint i = 0; i < end; i++) {
		char *name = name_in(source, set,
			passages_at(source->passages, i), any, place);

		if (name != NULL)
			return name;
	}
	return NULL;
}

/* The end of the word at `p`, which may hold hyphens and apostrophes. */
static const char *word_end(const char *p)
{
	while (*p != '\0' && strchr(" ,.;:()[]/\n\t", *p) == NULL)
		p++;
	return p;
}

/* The area whose longest name begins at `p`, borrowed, or NULL; its end goes to
 * `*after`. */
static const char *area_at(
	const struct form_source *source, const char *p, const char **after)
{
	const char *found = NULL;
	const char *end = word_end(p);

	for (int words = 0; words < NAME_WORDS && end > p; words++) {
		g_autofree char *name = g_strndup(p, (gsize)(end - p));
		const char *known = known_name(source, name);

		if (known != NULL) {
			found = known;
			*after = end;
		}
		if (*end != ' ' && *end != ',')
			break;
		while (*end == ' ' || *end == ',')
			end++;
		end = word_end(end);
	}
	return found;
}

/* How often an area is named, and where the first time. */
struct naming {
	const char *area; /* borrowed from the register */
	const struct passage *passage;
	gsize offset;
	guint times;
};

static void count_area(GArray *namings, const char *area,
	const struct passage *passage, gsize offset)
{
	struct naming one = {area, passage, offset, 1};

	for (guint i = 0; i < namings->len; i++) {
		struct naming *known =
			&g_array_index(namings, struct naming, i);

		if (strcmp(known->area, area) == 0) {
			known->times++;
			return;
		}
	}
	g_array_append_val(namings, one);
}

static void count_areas(GArray *namings, const struct form_source *source,
	const struct passage *passage)
{
	const char *text = passage->text;

	for (const char *p = text; *p != '\0';) {
		const char *end = word_end(p);
		const char *area = g_unichar_isupper(g_utf8_get_char(p))
					   ? area_at(source, p, &end)
					   : NULL;

		if (area != NULL)
			count_area(namings, area, passage, (gsize)(p - text));
		p = *end != '\0' ? end + 1 : end;
	}
}

/*
 * The area that is named most, the first of them where several are: councils
 * put their own name into a title in more ways than any wording foresees.
 */
static char *name_by_count(
	const struct form_source *source, struct place *place)
{
	g_autoptr(GArray) namings =
		g_array_new(FALSE, FALSE, sizeof(struct naming));
	const struct naming *best = NULL;

	for (guint i = 0; i < MIN(TITLE_PASSAGES, parts_end(source)); i++)
		count_areas(namings, source, passages_at(source->passages, i));
	for (guint i = 0; i < namings->len; i++) {
		const struct naming *naming =
			&g_array_index(namings, struct naming, i);

		if (best == NULL || naming->times > best->times)
			best = naming;
	}
	if (best == NULL)
		return NULL;
	place_clear(place);
	place->passage = best->passage;
	place->begin = best->offset;
	return g_strdup(best->area);
}

/* Inspectors' letters say in a set form whom they inspected; the name is
 * theirs even where no register knows it. */
static bool is_set_form(const struct record *record)
{
	return record->kind == RECORD_OUTCOME_LETTER ||
	       record->kind == RECORD_REVISIT_LETTER ||
	       record->kind == RECORD_OTHER_INSPECTION;
}

void letter_read_area(struct record *record, const struct form_source *source,
	const char *set)
{
	g_auto(Place) place = {0};
	g_autofree char *name = name_by_wording(source, set, false, &place);

	if (name == NULL && is_set_form(record))
		name = name_by_wording(source, set, true, &place);
	if (name == NULL && source->context->find_area != NULL)
		name = name_by_count(source, &place);
	if (name == NULL)
		name = name_by_wording(source, set, true, &place);
	parts_add_area(record, source, name, &place);
}
