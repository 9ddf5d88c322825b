/*
 * ministerial-letter.c - a minister to the area, after a revisit or a report:
 * what is decided, what is asked, by when.
 */
#include "extractors/form/letter.h"

static void ministerial_letter_read(
	struct record *record, const struct form_source *source)
{
	struct letter letter = letter_find(source);

	letter_read_area(record, source, "area/ministerial-letter");
	letter_read_date(record, source, &letter);
	parts_add_said(record, source, "decision", "minister-decision");
	parts_add_said(record, source, "asked", "minister-asks");
	parts_add_day(record, source, "report_back", "minister-report-back");
	parts_add_said(record, source, "review", "minister-review");
	parts_add_said(record, source, "direction", "minister-direction");
	parts_add_said(record, source, "advisers", "minister-advisers");
	letter_read_people(record, source, &letter);
	parts_add_said(record, source, "next_steps", "minister-next-steps");
}

const struct form form_ministerial_letter = {
	.kind = RECORD_MINISTERIAL_LETTER,
	.read = ministerial_letter_read,
};
