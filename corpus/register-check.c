#include "corpus/register-check.h"

#include <stdlib.h>
#include <string.h>

static struct field *field_of(struct record *record, const char *name)
{
	for (guint i = 0; i < record->fields->len; i++) {
		struct field *field = record->fields->pdata[i];

		if (strcmp(field->name, name) == 0)
			return field;
	}
	return NULL;
}

/* Mark the field and say so, but for what is already known to be doubtful. */
static void contradict(struct record *record, struct field *field,
	const char *what, const char *official, const char *source)
{
	g_autofree char *before = field->text;
	bool known = field->status == FIELD_CONTRADICTED;

	field->status = FIELD_CONTRADICTED;
	field->text = g_strdup_printf("%s | official table (%s): %s",
		before != NULL ? before : "", source, official);
	if (known)
		return;
	g_autofree char *message =
		g_strdup_printf("%s is %s here, %s in the official table (%s)",
			what, field->value, official, source);
	record_warn(record, field->page, message);
}

/* A month alone agrees with any of its days. */
static bool agree(const char *value, const char *official)
{
	return *official == '\0' || strcmp(value, official) == 0 ||
	       (strlen(official) == 7 && g_str_has_prefix(value, official));
}

static void check_field(struct record *record, const char *name,
	const char *what, const char *official, const char *source)
{
	struct field *field = field_of(record, name);

	if (field == NULL || field->value == NULL ||
		agree(field->value, official))
		return;
	contradict(record, field, what, official, source);
}

static int count_list(const struct record *record, const char *list)
{
	int n = 0;

	for (guint i = 0; i < record->weaknesses->len; i++) {
		const struct weakness *weakness = record->weaknesses->pdata[i];

		n += strcmp(weakness->list, list) == 0;
	}
	return n;
}

static void check_count(struct record *record, const char *list,
	const char *what, const char *official, const char *source)
{
	int counted = count_list(record, list);

	if (*official == '\0' || counted == atoi(official))
		return;
	g_autofree char *message =
		g_strdup_printf("%d %s found, %s in the official table (%s)",
			counted, what, official, source);
	record_warn(record, 0, message);
}

/* --- by kind ------------------------------------------------------------- */

static void check_letter(struct record *record, const struct outcome *outcome)
{
	check_field(record, "inspection_start", "the inspection's first day",
		outcome->inspection_start, outcome->source);
	check_field(record, "determination", "the determination",
		outcome->determination, outcome->source);
	check_count(record, "weakness", "significant weaknesses",
		outcome->weaknesses, outcome->source);
}

static void check_revisit(struct record *record, const struct outcome *outcome)
{
	check_field(record, "inspection_start", "the revisit's first day",
		outcome->revisit_start, outcome->source);
	check_field(record, "progress", "the progress", outcome->progress,
		outcome->source);
	check_count(record, "weakness", "significant weaknesses",
		outcome->weaknesses, outcome->source);
}

static void check_report(struct record *record, const struct outcome *outcome)
{
	check_field(record, "inspection_start", "the inspection's first day",
		outcome->inspection_start, outcome->source);
	check_field(record, "outcome", "the outcome", outcome->outcome,
		outcome->source);
	check_count(record, "priority-action", "areas for priority action",
		outcome->priority_actions, outcome->source);
}

/*
 * Reports call a revisit a previous inspection. The register tells them apart
 * by the first day.
 */
static void check_previous(struct record *record, const struct outcome *outcome)
{
	struct field *field = field_of(record, "previous_inspection_start");
	const char *kind = NULL;

	if (field == NULL || field->value == NULL || outcome == NULL)
		return;
	if (agree(field->value, outcome->inspection_start))
		kind = "inspection";
	else if (*outcome->revisit_start != '\0' &&
		 agree(field->value, outcome->revisit_start))
		kind = "revisit";
	if (kind != NULL) {
		struct field *added = record_add_field(
			record, "previous_inspection_kind", FIELD_FOUND, kind);

		added->text =
			g_strdup_printf("official table (%s)", outcome->source);
		return;
	}
	contradict(record, field, "the previous inspection's first day",
		outcome->inspection_start, outcome->source);
}

/* An outcome is of another inspection when it began a year or more away. */
static bool is_same_round(const char *day, const char *official)
{
	return day == NULL || abs(atoi(day) - atoi(official)) <= 1;
}

static void set_value(
	struct record *record, const char *name, const char *value)
{
	struct field *field = field_of(record, name);

	if (field == NULL)
		return;
	g_free(field->value);
	field->value = g_strdup(value);
}

/*
 * The area of that name as it was on the day. One whose bounds changed kept
 * its name for what came after; before, it is the predecessor called
 * "NAME (to YEAR)".
 */
static const struct area *area_on(const struct area_register *areas,
	const struct area *area, const char *day)
{
	g_autofree char *before = g_strconcat(area->name, " (to ", NULL);

	if (day == NULL || *area->from == '\0' || strcmp(day, area->from) >= 0)
		return area;
	for (gsize i = 0; area->predecessors[i] != NULL; i++)
		if (g_str_has_prefix(area->predecessors[i], before))
			return register_find(areas, area->predecessors[i]);
	return area;
}

static const struct area *read_area(const struct area_register *areas,
	struct record *record, const char *day)
{
	const char *name = record_value(record, "area");
	const struct area *now =
		name != NULL ? register_find(areas, name) : NULL;
	const struct area *then = now != NULL ? area_on(areas, now, day) : NULL;

	if (then != NULL && then != now) {
		set_value(record, "area", then->name);
		set_value(record, "la_code", then->code);
		set_value(record, "region", then->region);
	}
	return then;
}

void register_check(const struct area_register *areas, struct record *record)
{
	const char *day = record_value(record, "inspection_start");
	const struct area *area = read_area(areas, record, day);
	bool report = record->kind == RECORD_AREA_REPORT;
	const struct outcome *outcome;

	if (area == NULL)
		return;
	outcome = register_outcome(areas, area, report ? "2023" : "2016", day);
	/* A predecessor's inspection is not this area's. */
	if (outcome != NULL && day != NULL &&
		strcmp(outcome->area, area->name) != 0 &&
		strcmp(day, area->from) >= 0)
		outcome = NULL;
	if (outcome != NULL && report &&
		is_same_round(day, outcome->inspection_start))
		check_report(record, outcome);
	else if (outcome != NULL && record->kind == RECORD_OUTCOME_LETTER)
		check_letter(record, outcome);
	else if (outcome != NULL && record->kind == RECORD_REVISIT_LETTER)
		check_revisit(record, outcome);
	if (report)
		check_previous(
			record, register_outcome(areas, area, "2016",
					record_value(record,
						"previous_inspection_start")));
}
