/*
 * outcome-letter.c - the letter of an inspection under the 2016 framework:
 * head, method, determination, main findings, three sections of strengths and
 * areas for development and, where a written statement is required, the
 * significant weaknesses.
 */
#include <string.h>

#include "extractors/form/entries.h"
#include "extractors/form/letter.h"

/* The walk through the letter. A section's subheads come and go. */
struct walk {
	struct record *record;
	const struct form_source *source;
	struct finding_place opening, closing, wsoa;
	struct finding_place sections[4];
	struct finding_place *now;
	bool listing;          /* weaknesses are being listed */
	GPtrArray *weaknesses; /* of struct passage: the list's passages */
};

static const char *const section_names[] = {
	"main", "identifying", "meeting", "improving"};

static struct finding_place place_named(
	const char *section, enum polarity polarity, bool boilerplate)
{
	return (struct finding_place){.section = section,
		.polarity = polarity,
		.boilerplate = boilerplate};
}

static void walk_init(struct walk *walk, struct record *record,
	const struct form_source *source)
{
	memset(walk, 0, sizeof(*walk));
	walk->record = record;
	walk->source = source;
	walk->opening = place_named("opening", POLARITY_NEUTRAL, true);
	walk->closing = place_named("closing", POLARITY_NEUTRAL, true);
	walk->wsoa = place_named("wsoa", POLARITY_DEVELOPMENT, true);
	for (gsize i = 0; i < G_N_ELEMENTS(section_names); i++)
		walk->sections[i] =
			place_named(section_names[i], POLARITY_NEUTRAL, false);
	walk->now = &walk->opening;
	walk->weaknesses = g_ptr_array_new();
}

static void add_weakness(struct walk *walk, const struct entry *entry)
{
	struct weakness *weakness = record_add_weakness(walk->record);
	struct finding_place *place = &walk->wsoa;

	finding_place_next(place);
	place->boilerplate = false;
	weakness->list = g_strdup("weakness");
	weakness->number = (int)walk->record->weaknesses->len;
	weakness->text = entry_text(entry);
	weakness->page = entry_page(entry);
	for (guint i = 0; i < entry->passages->len; i++)
		parts_add_findings(
			walk->record, place, entry->passages->pdata[i]);
	place->boilerplate = true;
}

/* The list of weaknesses has ended. */
static void end_list(struct walk *walk)
{
	g_autoptr(GPtrArray) entries = entries_of(walk->weaknesses);

	for (guint i = 0; i < entries->len; i++)
		add_weakness(walk, entries->pdata[i]);
	g_ptr_array_set_size(walk->weaknesses, 0);
	walk->listing = false;
}

/* A heading: a section, or a subhead that says which way its items speak. */
static void enter(struct walk *walk, const char *heading)
{
	if (strcmp(heading, "strengths") == 0)
		walk->now->polarity = POLARITY_STRENGTH;
	else if (strcmp(heading, "development") == 0)
		walk->now->polarity = POLARITY_DEVELOPMENT;
	else if (strcmp(heading, "closing") == 0)
		walk->now = &walk->closing;
	for (gsize i = 0; i < G_N_ELEMENTS(section_names); i++)
		if (strcmp(heading, section_names[i]) == 0) {
			walk->now = &walk->sections[i];
			walk->now->polarity = POLARITY_NEUTRAL;
		}
	end_list(walk);
}

/* Whether the passage begins the list of weaknesses or belongs to it. */
static bool is_weakness(struct walk *walk, const struct passage *passage)
{
	if (!walk->listing)
		return false;
	if (passage->role == TEXT_BULLET || walk->weaknesses->len == 0)
		return true;
	const struct passage *first = walk->weaknesses->pdata[0];
	if (first->role != TEXT_BULLET)
		return g_unichar_islower(g_utf8_get_char(passage->text)) ||
		       passage->role == first->role;
	/* A paragraph behind bullets is prose again. */
	end_list(walk);
	return false;
}

static void read_prose(struct walk *walk, const struct passage *passage)
{
	const struct phrases *phrases = walk->source->phrases;
	struct finding_place *place = walk->now;

	if (place != &walk->closing && phrases_match(phrases, "wsoa-begins",
					       passage->text, NULL) != NULL)
		walk->now = place = &walk->wsoa;
	bool standing = phrases_match(phrases, "boilerplate", passage->text,
				NULL) != NULL;
	bool before = place->boilerplate;

	place->boilerplate = before || standing;
	/* The weaknesses are the items of their section, what leads up to them
	 * is item 0. */
	if (place != &walk->wsoa)
		parts_add_item(walk->record, place, passage);
	else
		parts_add_findings(walk->record, place, passage);
	place->boilerplate = before;
	if (phrases_match(phrases, "weaknesses-follow", passage->text, NULL) !=
		NULL)
		walk->listing = true;
}

static void read_passages(struct walk *walk, guint from)
{
	for (guint i = from; i < parts_end(walk->source); i++) {
		const struct passage *passage =
			passages_at(walk->source->passages, i);
		const struct phrase *heading = NULL;

		if (strlen(passage->text) <= TITLE_MAX)
			heading = phrases_match(walk->source->phrases,
				"heading/outcome-letter", passage->text, NULL);
		if (heading != NULL)
			enter(walk, heading->value);
		else if (is_weakness(walk, passage))
			g_ptr_array_add(walk->weaknesses, (void *)passage);
		else
			read_prose(walk, passage);
	}
}

static bool has_heading(const struct form_source *source, guint from)
{
	g_auto(Place) place = {0};

	for (; parts_find(source, "heading/outcome-letter", from,
		     parts_end(source), &place);
		from = place.index + 1, place_clear(&place))
		if (strlen(place.passage->text) <= TITLE_MAX &&
			strcmp(place.phrase->value, "closing") != 0)
			return true;
	return false;
}

static void read_findings(struct record *record,
	const struct form_source *source, const struct letter *letter)
{
	struct walk walk;

	walk_init(&walk, record, source);
	/* A letter that has lost its headings still says what was found. */
	if (letter->body > 0 && !has_heading(source, letter->body))
		walk.now = &walk.sections[0];
	read_passages(&walk, letter->body);
	end_list(&walk);
	g_ptr_array_unref(walk.weaknesses);
}

/* --- fields -------------------------------------------------------------- */

static void read_responsible(
	struct record *record, const struct form_source *source)
{
	g_auto(Place) place = {0};
	g_autofree char *who = NULL;

	if (parts_find(
		    source, "wsoa-responsible", 0, parts_end(source), &place))
		who = place_group(&place, "who");
	if (who != NULL)
		parts_add_field(record, "wsoa_responsible", who, place.passage,
			place.begin);
	else
		parts_add_missing(record, "wsoa_responsible", FIELD_ABSENT);
}

/*
 * A letter that requires no statement mostly says nothing of it. So silence
 * counts as "not required", but only in a letter that is there to its end.
 */
static void read_determination(struct record *record,
	const struct form_source *source, const struct letter *letter)
{
	g_auto(Place) place = {0};
	bool whole = letter->sign_off < parts_end(source);

	if (parts_find(source, "determination", 0, parts_end(source), &place))
		parts_add_field(record, "determination", place.phrase->value,
			place.passage, place.begin);
	else if (whole)
		record_add_field(
			record, "determination", FIELD_FOUND, "not-required");
	else
		parts_add_missing(record, "determination", FIELD_ABSENT);
	read_responsible(record, source);
}

static bool has_section(const struct record *record, const char *section)
{
	for (guint i = 0; i < record->findings->len; i++) {
		const struct finding *finding = record->findings->pdata[i];

		if (strcmp(finding->section, section) == 0)
			return true;
	}
	return false;
}

static void check_letter(struct record *record)
{
	bool required = g_strcmp0(record_value(record, "determination"),
				"required") == 0;

	for (gsize i = 0; i < G_N_ELEMENTS(section_names); i++) {
		g_autofree char *message = g_strdup_printf(
			"no section '%s' was found", section_names[i]);

		if (!has_section(record, section_names[i]))
			record_warn(record, 0, message);
	}
	if (required && record->weaknesses->len == 0)
		record_warn(record, 0,
			"a statement of action is required, but no list of "
			"significant weaknesses was found");
	if (!required && record->weaknesses->len > 0)
		record_warn(record, 0,
			"significant weaknesses are listed, but no statement "
			"of action is required");
}

static void outcome_letter_read(
	struct record *record, const struct form_source *source)
{
	struct letter letter = letter_find(source);
	guint32 written;

	parts_add_field(record, "framework", "2016", NULL, 0);
	letter_read_area(record, source, "area/outcome-letter");
	written = letter_read_date(record, source, &letter);
	letter_read_inspection(
		record, source, "inspected/outcome-letter", written);
	read_determination(record, source, &letter);
	letter_read_people(record, source, &letter);
	letter_read_signatures(record, source, &letter);
	read_findings(record, source, &letter);
	check_letter(record);
}

const struct form form_outcome_letter = {
	.kind = RECORD_OUTCOME_LETTER,
	.headings = "heading/outcome-letter",
	.read = outcome_letter_read,
};
