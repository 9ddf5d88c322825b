/*
 * revisit-letter.c - the letter of a revisit under the 2016 framework: whether
 * sufficient progress has been made on each significant weakness.
 */
#include <string.h>

#include "extractors/form/letter.h"
#include "extractors/form/progress.h"
#include "extractors/form/stretches.h"

/* Most letters say without a heading what comes next. */
static void read_next_steps(struct record *record,
	const struct form_source *source, const struct stretch *steps)
{
	GString *words = g_string_new(NULL);

	for (guint i = steps->from; i < steps->to; i++) {
		if (words->len > 0)
			g_string_append_c(words, ' ');
		g_string_append(words, passages_at(source->passages, i)->text);
	}
	if (words->len > 0)
		parts_add_field(record, "next_steps", words->str,
			passages_at(source->passages, steps->from), 0);
	else
		parts_add_said(record, source, "next_steps", "next-steps");
	g_string_free(words, TRUE);
}

/* The opening and the end say what such letters always say. */
static void read_boilerplate(struct record *record,
	const struct form_source *source, const char *section, guint from,
	guint to)
{
	struct finding_place place = {.section = section, .boilerplate = true};

	parts_add_items(record, &place, source, from, to);
}

static void revisit_letter_read(
	struct record *record, const struct form_source *source)
{
	g_autoptr(GArray) stretches =
		stretches_read(source, "heading/revisit-letter");
	struct letter letter = letter_find(source);
	struct stretch main = stretches_find(stretches, "main");
	struct stretch steps = stretches_find(stretches, "next-steps");
	guint32 written;

	/* Without the heading, all of the letter is looked through. */
	if (main.to <= main.from && letter.body > 0) {
		main.from = letter.body;
		main.to = letter.sign_off;
	}

	parts_add_field(record, "framework", "2016", NULL, 0);
	letter_read_area(record, source, "area/outcome-letter");
	written = letter_read_date(record, source, &letter);
	letter_read_inspection(
		record, source, "inspected/revisit-letter", written);
	parts_add_day(record, source, "wsoa_issued", "wsoa-issued");
	parts_add_day(record, source, "wsoa_fit", "wsoa-fit");
	letter_read_people(record, source, &letter);
	letter_read_signatures(record, source, &letter);
	read_boilerplate(record, source, "opening", letter.body,
		main.from > letter.body ? main.from - 1 : letter.body);
	progress_read(record, source, main.from, main.to, "weakness", "main");
	read_boilerplate(record, source, "closing", steps.from, steps.to);
	read_next_steps(record, source, &steps);
	progress_add_fields(record, source);
	if (main.to <= main.from)
		record_warn(record, 0, "no main findings were found");
}

const struct form form_revisit_letter = {
	.kind = RECORD_REVISIT_LETTER,
	.headings = "heading/revisit-letter",
	.read = revisit_letter_read,
};
