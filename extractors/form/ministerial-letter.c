/*
 * ministerial-letter.c - a minister to the area, after a revisit or a report:
 * what is decided, what is asked, by when.
 */
#include "extractors/form/letter.h"

/* Add the sentence in which a phrase of `set` stands, and its value. */
static void read_sentence(struct record *record,
	const struct form_source *source, const char *name, const char *set)
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

static void ministerial_letter_read(
	struct record *record, const struct form_source *source)
{
	struct letter letter = letter_find(source);

	letter_read_area(record, source, "area/ministerial-letter");
	letter_read_date(record, source, &letter);
	read_sentence(record, source, "decision", "minister-decision");
	read_sentence(record, source, "asked", "minister-asks");
	parts_add_day(record, source, "report_back", "minister-report-back");
	read_sentence(record, source, "review", "minister-review");
	read_sentence(record, source, "direction", "minister-direction");
	read_sentence(record, source, "advisers", "minister-advisers");
	letter_read_people(record, source, &letter);
	read_sentence(record, source, "next_steps", "minister-next-steps");
}

const struct form form_ministerial_letter = {
	.kind = RECORD_MINISTERIAL_LETTER,
	.read = ministerial_letter_read,
};
