#include "extractors/form/letter.h"

#include <string.h>

#include "extractors/form/team.h"

/* A letter's head is no longer than this many passages. */
enum { HEAD_PASSAGES = 80 };

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

/* --- the end ------------------------------------------------------------- */

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
