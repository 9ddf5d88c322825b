#include "extractors/form/parts.h"

#include <string.h>

#include "extractors/sentence.h"

/* A field's words are cut to this many bytes. */
enum { WORDS_MAX = 400 };

/* Marks that begin an item inside a cell or a run-together paragraph. */
static const gunichar bullet_marks[] = {0x2022, 0x25AA, 0x25AB, 0x25CF, 0x25E6,
	0x25FC, 0x25A0, 0x2023, 0xF0B7, 0xF0A7};

void place_clear(struct place *place)
{
	g_clear_pointer(&place->match, g_match_info_unref);
	memset(place, 0, sizeof(*place));
}

guint parts_end(const struct form_source *source)
{
	return source->passages->list->len;
}

bool parts_find(const struct form_source *source, const char *set, guint from,
	guint to, struct place *place)
{
	memset(place, 0, sizeof(*place));
	to = MIN(to, parts_end(source));
	for (guint i = from; i < to; i++) {
		const struct passage *passage =
			passages_at(source->passages, i);
		const struct phrase *phrase = phrases_match(
			source->phrases, set, passage->text, &place->match);
		int begin = 0, end = 0;

		if (phrase == NULL)
			continue;
		g_match_info_fetch_pos(place->match, 0, &begin, &end);
		place->index = i;
		place->passage = passage;
		place->phrase = phrase;
		place->begin = (gsize)begin;
		place->end = (gsize)end;
		return true;
	}
	return false;
}

char *place_group(const struct place *place, const char *name)
{
	char *words = g_match_info_fetch_named(place->match, name);

	if (words != NULL && *words == '\0')
		g_clear_pointer(&words, g_free);
	return words;
}

static char *cut(const char *text, gsize length)
{
	if (length <= WORDS_MAX)
		return g_strndup(text, length);
	gsize end = WORDS_MAX;
	while (end > 0 && (text[end] & 0xC0) == 0x80)
		end--;
	g_autofree char *words = g_strndup(text, end);
	return g_strconcat(words, "…", NULL);
}

char *parts_sentence_at(const char *text, gsize offset)
{
	gsize from = 0, begin = 0, end = 0;

	while (sentence_next(text, &from, &begin, &end))
		if (offset < end || text[end] == '\0')
			break;
	/* A long sentence is cut around the place. */
	if (end - begin > WORDS_MAX && offset > begin + WORDS_MAX / 2) {
		begin = offset - WORDS_MAX / 2;
		while (begin < offset && text[begin] != ' ')
			begin++;
	}
	while (text[begin] == ' ')
		begin++;
	return cut(text + begin, end > begin ? end - begin : 0);
}

struct field *parts_add_field(struct record *record, const char *name,
	const char *value, const struct passage *passage, gsize offset)
{
	struct field *field =
		record_add_field(record, name, FIELD_FOUND, value);

	if (passage != NULL) {
		field->page = passage_page(passage, offset);
		field->text = parts_sentence_at(passage->text, offset);
	}
	return field;
}

struct field *parts_add_missing(
	struct record *record, const char *name, enum field_status status)
{
	return record_add_field(record, name, status, NULL);
}

/* The name without what letters put round it. */
static char *tidy_area(const char *name)
{
	g_autofree char *tidy = g_strdup(name);

	g_strstrip(tidy);
	gsize n = strlen(tidy);
	while (n > 0 && strchr(".,;: ", tidy[n - 1]) != NULL)
		tidy[--n] = '\0';
	if (g_ascii_strncasecmp(tidy, "the ", 4) == 0)
		return g_strdup(tidy + 4);
	return g_steal_pointer(&tidy);
}

void parts_add_area(struct record *record, const struct form_source *source,
	const char *name, const struct place *place)
{
	const struct form_context *context = source->context;
	const char *code = NULL, *region = NULL, *known = NULL;

	if (name == NULL) {
		parts_add_missing(record, "area", FIELD_ABSENT);
		parts_add_missing(record, "la_code", FIELD_ABSENT);
		parts_add_missing(record, "region", FIELD_ABSENT);
		return;
	}
	g_autofree char *tidy = tidy_area(name);
	if (context->find_area != NULL)
		known = context->find_area(context->user, tidy, &code, &region);
	parts_add_field(record, "area", known != NULL ? known : tidy,
		place->passage, place->begin);
	if (code != NULL)
		parts_add_field(record, "la_code", code, NULL, 0);
	else
		parts_add_missing(record, "la_code", FIELD_ABSENT);
	if (region != NULL)
		parts_add_field(record, "region", region, NULL, 0);
	else
		parts_add_missing(record, "region", FIELD_ABSENT);
}

void parts_add_said(struct record *record, const struct form_source *source,
	const char *name, const char *set)
{
	g_auto(Place) place = {0};

	if (!parts_find(source, set, 0, parts_end(source), &place)) {
		parts_add_missing(record, name, FIELD_ABSENT);
		return;
	}
	g_autofree char *sentence =
		parts_sentence_at(place.passage->text, place.begin);
	parts_add_field(record, name,
		*place.phrase->value != '\0' ? place.phrase->value : sentence,
		place.passage, place.begin);
}

static void add_span_end(struct record *record, const char *name,
	enum field_status status, guint32 day, const char *words)
{
	g_autofree char *iso = dates_iso(day);

	record_add_field(record, name, status, iso)->text = g_strdup(words);
}

static void add_ends(struct record *record, const char *name,
	const struct date_span *span, enum field_status status,
	const char *words)
{
	g_autofree char *start = g_strconcat(name, "_start", NULL);
	g_autofree char *end = g_strconcat(name, "_end", NULL);

	add_span_end(record, start, status, span->first, words);
	add_span_end(record, end, status, span->last, words);
}

static void set_pages(struct record *record, guint from, int page)
{
	for (guint i = from; i < record->fields->len; i++) {
		struct field *field = record->fields->pdata[i];
		field->page = page;
	}
}

void parts_add_span(struct record *record, const char *name,
	const struct date_span *span, const char *words, int page)
{
	guint from = record->fields->len;

	add_ends(record, name, span, FIELD_FOUND, words);
	set_pages(record, from, page);
}

void parts_add_missing_span(struct record *record, const char *name,
	enum field_status status, const char *words, int page)
{
	static const struct date_span none;
	guint from = record->fields->len;

	add_ends(record, name, &none, status, words);
	set_pages(record, from, page);
}

void parts_add_day(struct record *record, const struct form_source *source,
	const char *name, const char *set)
{
	g_auto(Place) place = {0};
	struct date_span span;

	if (!parts_find(source, set, 0, parts_end(source), &place) ||
		!dates_next(place.passage->text, place.begin, 0, &span)) {
		parts_add_missing(record, name, FIELD_ABSENT);
		return;
	}
	g_autofree char *iso = dates_iso(span.first);
	parts_add_field(record, name, iso, place.passage, span.begin);
}

/* --- findings ------------------------------------------------------------ */

void finding_place_next(struct finding_place *place)
{
	place->item++;
	place->sentence = 0;
}

static bool is_bullet(gunichar c)
{
	for (gsize i = 0; i < G_N_ELEMENTS(bullet_marks); i++)
		if (bullet_marks[i] == c)
			return true;
	return false;
}

static bool has_letter(const char *text, gsize length)
{
	for (const char *p = text; p < text + length; p = g_utf8_next_char(p))
		if (g_unichar_isalpha(g_utf8_get_char(p)))
			return true;
	return false;
}

static void add_finding(struct record *record, struct finding_place *place,
	const char *words, gsize length, int page)
{
	if (!has_letter(words, length))
		return;
	struct finding *finding = record_add_finding(record);
	finding->id = g_strdup_printf(
		"%s-%d.%d", place->section, place->item, ++place->sentence);
	finding->section = g_strdup(place->section);
	finding->polarity = place->polarity;
	finding->boilerplate = place->boilerplate;
	finding->page = page;
	finding->text = g_strndup(words, length);
}

/* The bytes from `from` up to the next bullet mark, and past it. */
static gsize next_stretch(const char *text, gsize from, gsize *length)
{
	const char *p = text + from;

	while (*p != '\0' && !is_bullet(g_utf8_get_char(p)))
		p = g_utf8_next_char(p);
	*length = (gsize)(p - text) - from;
	return *p == '\0' ? (gsize)(p - text)
			  : (gsize)(g_utf8_next_char(p) - text);
}

void parts_add_findings(struct record *record, struct finding_place *place,
	const struct passage *passage)
{
	gsize from = 0;

	while (passage->text[from] != '\0') {
		gsize length, begin, end, at = 0;
		gsize next = next_stretch(passage->text, from, &length);
		g_autofree char *stretch =
			g_strndup(passage->text + from, length);

		while (sentence_next(stretch, &at, &begin, &end))
			add_finding(record, place, stretch + begin, end - begin,
				passage_page(passage, from + begin));
		from = next;
	}
}

void parts_add_item(struct record *record, struct finding_place *place,
	const struct passage *passage)
{
	if (!has_letter(passage->text, strlen(passage->text)))
		return;
	finding_place_next(place);
	parts_add_findings(record, place, passage);
}

void parts_add_items(struct record *record, struct finding_place *place,
	const struct form_source *source, guint from, guint to)
{
	for (guint i = from; i < to; i++)
		parts_add_item(record, place, passages_at(source->passages, i));
}
