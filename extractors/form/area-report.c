/*
 * area-report.c - the report of a full inspection under the 2023 framework:
 * cover, outcome, four sections of findings, areas for priority action (where
 * there are failings) and for improvement, contacts, team.
 */
#include <string.h>

#include "extractors/form/cover.h"
#include "extractors/form/entries.h"
#include "extractors/form/parts.h"
#include "extractors/form/stretches.h"
#include "extractors/form/team.h"

/* Values of the set "heading/area-report" whose words are findings. */
static const struct {
	const char *name;
	enum polarity polarity;
	bool list; /* a table or list of areas for action */
} sections[] = {
	{"outcome", POLARITY_NEUTRAL, false},
	{"about", POLARITY_NEUTRAL, false},
	{"experience", POLARITY_NEUTRAL, false},
	{"effective", POLARITY_STRENGTH, false},
	{"better", POLARITY_DEVELOPMENT, false},
	{"priority-action", POLARITY_DEVELOPMENT, true},
	{"improvement", POLARITY_DEVELOPMENT, true},
};

/* --- findings ------------------------------------------------------------ */

static void read_list(struct record *record, const struct form_source *source,
	const struct stretch *stretch, struct finding_place *place)
{
	g_autoptr(GPtrArray) entries =
		entries_read(source, stretch->from, stretch->to);

	for (guint i = 0; i < entries->len; i++) {
		const struct entry *entry = entries->pdata[i];
		struct weakness *weakness = record_add_weakness(record);

		finding_place_next(place);
		weakness->list = g_strdup(stretch->name);
		weakness->number = place->item;
		weakness->text = entry_text(entry);
		weakness->bodies = g_strdup(entry->bodies);
		weakness->page = entry_page(entry);
		for (guint p = 0; p < entry->passages->len; p++)
			parts_add_findings(
				record, place, entry->passages->pdata[p]);
	}
}

static void read_sections(struct record *record,
	const struct form_source *source, const GArray *stretches)
{
	struct finding_place places[G_N_ELEMENTS(sections)];

	for (gsize s = 0; s < G_N_ELEMENTS(sections); s++)
		places[s] = (struct finding_place){.section = sections[s].name,
			.polarity = sections[s].polarity};
	for (guint i = 0; i < stretches->len; i++) {
		const struct stretch *stretch =
			&g_array_index(stretches, struct stretch, i);

		for (gsize s = 0; s < G_N_ELEMENTS(sections); s++) {
			if (strcmp(sections[s].name, stretch->name) != 0)
				continue;
			if (sections[s].list)
				read_list(record, source, stretch, &places[s]);
			else
				parts_add_items(record, &places[s], source,
					stretch->from, stretch->to);
		}
	}
}

/* --- fields: the outcome ------------------------------------------------- */

static void read_outcome(struct record *record,
	const struct form_source *source, const struct stretch *outcome)
{
	g_auto(Place) place = {0};

	if (parts_find(source, "outcome", outcome->from, outcome->to, &place))
		parts_add_field(record, "outcome", place.phrase->value,
			place.passage, place.begin);
	else
		parts_add_missing(record, "outcome",
			outcome->to > outcome->from ? FIELD_UNREADABLE
						    : FIELD_ABSENT);
}

static void read_plan(struct record *record, const struct form_source *source,
	const struct stretch *outcome)
{
	g_auto(Place) place = {0};

	if (!parts_find(source, "priority-action-plan", outcome->from,
		    outcome->to, &place)) {
		parts_add_missing(record, "priority_action_plan", FIELD_ABSENT);
		return;
	}
	g_autofree char *sentence =
		parts_sentence_at(place.passage->text, place.begin);
	parts_add_field(record, "priority_action_plan", sentence, place.passage,
		place.begin);
}

/* --- the form ------------------------------------------------------------ */

static void check_lists(struct record *record, const GArray *stretches)
{
	const char *outcome = record_value(record, "outcome");
	struct stretch priority = stretches_find(stretches, "priority-action");

	if (g_strcmp0(outcome, "failings") == 0 && priority.to <= priority.from)
		record_warn(record, 0,
			"failings, but no areas for priority action");
	if (stretches_find(stretches, "improvement").to == 0)
		record_warn(record, 0, "no areas for improvement");
}

static void area_report_read(
	struct record *record, const struct form_source *source)
{
	g_autoptr(GArray) stretches =
		stretches_read(source, "heading/area-report");
	struct stretch outcome = stretches_find(stretches, "outcome");
	struct stretch team = stretches_find(stretches, "team");
	struct stretch contacts = stretches_find(stretches, "contacts");

	cover_read(record, source, outcome.to);
	read_outcome(record, source, &outcome);
	cover_read_intervals(record, source, &outcome);
	read_plan(record, source, &outcome);
	team_read(record, source, team.from, team.to);
	contacts_read(record, source, contacts.from, contacts.to);
	read_sections(record, source, stretches);
	check_lists(record, stretches);
}

const struct form form_area_report = {
	.kind = RECORD_AREA_REPORT,
	.headings = "heading/area-report",
	.read = area_report_read,
};
