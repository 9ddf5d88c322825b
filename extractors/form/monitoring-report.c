/*
 * monitoring-report.c - the report of a monitoring inspection under the 2023
 * framework: for each area for priority action, whether effective action has
 * been taken.
 */
#include <string.h>

#include "extractors/form/cover.h"
#include "extractors/form/progress.h"
#include "extractors/form/team.h"

/* Under these headings stands what was found; of the others only the body. */
static const char *const prose_sections[] = {"outcome", "about"};

static void monitoring_report_read(
	struct record *record, const struct form_source *source)
{
	g_autoptr(GArray) stretches =
		stretches_read(source, "heading/monitoring-report");
	struct stretch outcome = stretches_find(stretches, "outcome");
	struct stretch progress = stretches_find(stretches, "progress");
	struct stretch team = stretches_find(stretches, "team");
	struct stretch contacts = stretches_find(stretches, "contacts");

	cover_read(record, source, outcome.to > 0 ? outcome.to : progress.from);
	cover_read_intervals(record, source, &outcome);
	team_read(record, source, team.from, team.to);
	contacts_read(record, source, contacts.from, contacts.to);
	for (gsize i = 0; i < G_N_ELEMENTS(prose_sections); i++) {
		struct stretch prose =
			stretches_find(stretches, prose_sections[i]);

		struct finding_place place = {.section = prose.name};

		parts_add_items(record, &place, source, prose.from, prose.to);
	}
	progress_read(record, source, progress.from, progress.to,
		"priority-action", "priority-action");
	progress_add_fields(record, source);
	if (record->weaknesses->len == 0)
		record_warn(
			record, 0, "no areas for priority action were found");
}

const struct form form_monitoring_report = {
	.kind = RECORD_MONITORING_REPORT,
	.headings = "heading/monitoring-report",
	.read = monitoring_report_read,
};
