#include "extractors/form/letter.h"

#include <string.h>

#include "extractors/form/team.h"

/* A letter's head is no longer than this many passages. */
enum { HEAD_PASSAGES = 80 };

/* An area is named among so many. */
enum { AREA_PASSAGES = 300 };

/* Where no wording names it, it is looked for on the first pages alone, in
 * names of so many words at most. */
enum { TITLE_PASSAGES = 60, NAME_WORDS = 6 };

struct letter letter_find(const struct form_source *source)
{
	g_auto(Place) dear = {0};
	g_auto(Place) sign_off = {0};
	struct letter letter = {0, 0, parts_end(source)};

	if (parts_find(source, "letter-dear", 0, HEAD_PASSAGES, &dear)) {
		letter.dear = dear.index;
		letter.body = dear.index + 1;
	}
	if (parts_find(source, "letter-sign-off", letter.body,
		    parts_end(source), &sign_off))
		letter.sign_off = sign_off.index;
	return letter;
}

/* --- dates --------------------------------------------------------------- */

/* A date found at the head of a letter. */
struct head_date {
	guint32 day;
	const struct passage *passage;
	gsize offset;
	bool alone;     /* nothing else stands on its line */
	bool undecided; /* there are two, neither alone */
};

static bool is_alone(
	const struct passage *passage, const struct date_span *span)
{
	for (guint i = 0; i < passage->starts->len; i++) {
		const struct text_start *start =
			&g_array_index(passage->starts, struct text_start, i);

		if (start->offset == span->begin)
			return strlen(start->line->text) ==
			       span->end - span->begin;
	}
	return false;
}

static void take_date(struct head_date *date, const struct passage *passage,
	const struct date_span *span)
{
	bool alone = is_alone(passage, span);

	if (date->alone || span->first != span->last)
		return;
	if (alone || date->day == 0) {
		date->day = span->first;
		date->passage = passage;
		date->offset = span->begin;
		date->alone = alone;
		date->undecided = false;
	} else if (date->day != span->first) {
		date->undecided = true;
	}
}

guint32 letter_read_date(struct record *record,
	const struct form_source *source, const struct letter *letter)
{
	struct head_date date = {0};
	guint end = letter->body > 0 ? letter->body
				     : MIN(HEAD_PASSAGES, parts_end(source));

	for (guint i = 0; i < end; i++) {
		const struct passage *passage =
			passages_at(source->passages, i);
		struct date_span span;

		for (gsize from = 0; dates_next(passage->text, from, 0, &span);
			from = span.end)
			take_date(&date, passage, &span);
	}
	if (date.day == 0 || date.undecided) {
		enum field_status status =
			date.undecided ? FIELD_UNREADABLE : FIELD_ABSENT;

		parts_add_missing(record, "published", status);
		parts_add_missing(record, "letter_date", status);
		return 0;
	}
	g_autofree char *iso = dates_iso(date.day);
	parts_add_field(record, "published", iso, date.passage, date.offset);
	parts_add_field(record, "letter_date", iso, date.passage, date.offset);
	return date.day;
}

static int year_of(guint32 day)
{
	GDate date;

	if (day == 0)
		return 0;
	g_date_set_julian(&date, day);
	return g_date_get_year(&date);
}

/* The dates of the passage behind byte `from`; without a year, the last such
 * days before the letter was written. */
static bool dates_before(const struct passage *passage, gsize from,
	guint32 written, struct date_span *span)
{
	int year = year_of(written);

	if (!dates_next(passage->text, from, year, span))
		return false;
	if (span->year_supplied && span->last > written)
		return dates_next(passage->text, from, year - 1, span);
	return true;
}

void letter_read_inspection(struct record *record,
	const struct form_source *source, const char *set, guint32 written)
{
	g_auto(Place) place = {0};
	struct date_span span;

	if (!parts_find(source, set, 0, parts_end(source), &place)) {
		parts_add_missing_span(
			record, "inspection", FIELD_ABSENT, NULL, 0);
		return;
	}
	g_autofree char *words =
		parts_sentence_at(place.passage->text, place.begin);
	int page = passage_page(place.passage, place.begin);
	if (!dates_before(place.passage, place.begin, written, &span)) {
		parts_add_missing_span(
			record, "inspection", FIELD_ABSENT, words, page);
		return;
	}
	parts_add_span(record, "inspection", &span, words, page);
	if (written != 0 && span.first > written)
		record_warn(record, page,
			"the inspection is dated after the letter");
	if (span.year_supplied)
		record_warn(record, page,
			"the inspection's dates have no year; the letter's "
			"was taken");
}

/* --- names --------------------------------------------------------------- */

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

static void join(GString *list, const char *name)
{
	if (strstr(list->str, name) != NULL)
		return;
	if (list->len > 0)
		g_string_append(list, "; ");
	g_string_append(list, name);
}

/* Words that give a person's office: with the name before it, in the same
 * words or in the passage above. */
static void read_addressee(GString *list, const struct form_source *source,
	const char *words, const struct passage *above)
{
	const struct phrases *phrases = source->phrases;

	if (phrases_match(phrases, "office", words, NULL) == NULL)
		return;
	if (phrases_match(phrases, "office-alone", words, NULL) != NULL &&
		above != NULL &&
		phrases_match(phrases, "person", above->text, NULL) != NULL) {
		g_autofree char *both =
			g_strconcat(above->text, ", ", words, NULL);
		join(list, both);
	} else {
		join(list, words);
	}
}

/* Where the next line of the passage begins behind byte `from`, or its end. */
static gsize next_line(const struct passage *passage, gsize from)
{
	for (guint i = 0; i < passage->starts->len; i++) {
		const struct text_start *start =
			&g_array_index(passage->starts, struct text_start, i);

		if (start->offset > from)
			return start->offset;
	}
	return strlen(passage->text);
}

/* "NAME, OFFICE" where the passage has the one on its first line and the other
 * on its second; NULL where it has not. */
static char *name_and_office(
	const struct form_source *source, const struct passage *passage)
{
	gsize second = next_line(passage, 0);
	gsize third = next_line(passage, second);
	g_autofree char *name = g_strstrip(g_strndup(passage->text, second));
	g_autofree char *office =
		g_strstrip(g_strndup(passage->text + second, third - second));

	if (phrases_match(source->phrases, "person", name, NULL) == NULL ||
		phrases_match(source->phrases, "office-alone", office, NULL) ==
			NULL)
		return NULL;
	return g_strconcat(name, ", ", office, NULL);
}

/* Where the next addressee begins behind byte `from`: with a line that has a
 * name and an office. The end of the passage when there is none. */
static gsize next_addressee(const struct form_source *source,
	const struct passage *passage, gsize from)
{
	gsize length = strlen(passage->text);

	for (guint i = 0; i < passage->starts->len; i++) {
		const struct text_start *start =
			&g_array_index(passage->starts, struct text_start, i);

		if (start->offset > from && start->offset < length &&
			phrases_match(source->phrases, "addressee",
				passage->text + start->offset, NULL) != NULL)
			return start->offset;
	}
	return length;
}

/* A passage may hold several: their lines follow each other. */
static void read_addressees(
	GString *list, const struct form_source *source, guint i)
{
	const struct passage *passage = passages_at(source->passages, i);
	const struct passage *above =
		i > 0 ? passages_at(source->passages, i - 1) : NULL;
	g_autofree char *first = name_and_office(source, passage);
	gsize end;

	if (first != NULL) {
		join(list, first);
		return;
	}
	for (gsize from = 0; passage->text[from] != '\0'; from = end) {
		end = next_addressee(source, passage, from);
		g_autofree char *words =
			g_strstrip(g_strndup(passage->text + from, end - from));
		read_addressee(list, source, words, above);
	}
}

static void add_list(struct record *record, const char *name, GString *list)
{
	if (list->len > 0)
		record_add_field(record, name, FIELD_FOUND, list->str);
	else
		parts_add_missing(record, name, FIELD_ABSENT);
	g_string_free(list, TRUE);
}

/* A group is called by its short and by its full name, once is enough. */
static void join_ccg(GString *list, const char *name)
{
	static const char full[] = "Clinical Commissioning Group";
	bool is_full = g_str_has_suffix(name, full);
	gsize stem = strlen(name) - (is_full ? strlen(full) : strlen("CCG"));
	g_autofree char *other = g_strdup_printf(
		"%.*s%s", (int)stem, name, is_full ? "CCG" : full);

	if (strstr(list->str, other) == NULL)
		join(list, name);
}

static void read_ccgs(GString *list, const struct form_source *source,
	const struct passage *passage)
{
	const GPtrArray *set = phrases_set(source->phrases, "ccg");

	for (guint i = 0; i < set->len; i++) {
		const struct phrase *phrase = set->pdata[i];
		g_autoptr(GMatchInfo) match = NULL;

		for (g_regex_match(phrase->regex, passage->text, 0, &match);
			g_match_info_matches(match);
			g_match_info_next(match, NULL)) {
			g_autofree char *name =
				g_match_info_fetch_named(match, "name");
			join_ccg(list, name);
		}
	}
}

void letter_read_people(struct record *record, const struct form_source *source,
	const struct letter *letter)
{
	GString *addressees = g_string_new(NULL);
	GString *ccgs = g_string_new(NULL);

	for (guint i = 0; i < letter->dear; i++)
		read_addressees(addressees, source, i);
	for (guint i = 0; i < parts_end(source); i++)
		read_ccgs(ccgs, source, passages_at(source->passages, i));
	add_list(record, "addressees", addressees);
	add_list(record, "ccgs", ccgs);
}

void letter_read_items(struct record *record, const struct form_source *source,
	const char *name, const char *set)
{
	g_auto(Place) place = {0};
	GString *items = g_string_new(NULL);

	if (parts_find(source, set, 0, parts_end(source), &place))
		for (guint i = place.index + 1; i < parts_end(source); i++) {
			const struct passage *passage =
				passages_at(source->passages, i);

			if (passage->role != TEXT_BULLET)
				break;
			join(items, passage->text);
		}
	add_list(record, name, items);
}

void letter_read_signatures(struct record *record,
	const struct form_source *source, const struct letter *letter)
{
	g_auto(Place) signed_by = {0};

	team_read(record, source, letter->sign_off, parts_end(source));
	if (record_value(record, "lead_inspector_ofsted") != NULL ||
		!parts_find(source, "person", letter->sign_off + 1,
			letter->sign_off + 3, &signed_by))
		return;
	/* No one is called lead: it is the inspector who signs. */
	for (guint i = 0; i < record->fields->len; i++) {
		struct field *field = record->fields->pdata[i];

		if (strcmp(field->name, "lead_inspector_ofsted") != 0)
			continue;
		field->status = FIELD_FOUND;
		field->value = g_strdup(signed_by.passage->text);
		field->page = passage_page(signed_by.passage, 0);
		field->text = g_strdup(signed_by.passage->text);
	}
}
