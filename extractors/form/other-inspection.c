/*
 * other-inspection.c - letters of other inspections in the same house style:
 * joint targeted area inspections, focused visits, inspections of children's
 * services. They are known, dated and kept; what they find is not about SEND
 * and is not read.
 */
#include "extractors/form/letter.h"

/* By when a written statement is to be sent, where one is asked for. */
static void read_statement_due(
	struct record *record, const struct form_source *source)
{
	g_auto(Place) place = {0};
	struct date_span span;

	if (!parts_find(
		    source, "statement-due", 0, parts_end(source), &place)) {
		parts_add_missing(record, "statement_due", FIELD_ABSENT);
		return;
	}
	if (!dates_next(place.passage->text, place.begin, 0, &span)) {
		parts_add_missing(record, "statement_due", FIELD_UNREADABLE);
		return;
	}
	g_autofree char *iso = dates_iso(span.last);
	parts_add_field(
		record, "statement_due", iso, place.passage, span.begin);
}

static void other_inspection_read(
	struct record *record, const struct form_source *source)
{
	struct letter letter = letter_find(source);
	guint32 written;

	parts_add_said(record, source, "type", "type/other-inspection");
	letter_read_area(record, source, "area/other-inspection");
	written = letter_read_date(record, source, &letter);
	letter_read_inspection(
		record, source, "inspected/other-inspection", written);
	read_statement_due(record, source);
	letter_read_people(record, source, &letter);
}

const struct form form_other_inspection = {
	.kind = RECORD_OTHER_INSPECTION,
	.read = other_inspection_read,
};
