/*
 * wsoa.c - written statements of action, and the progress plans that follow
 * them: the same tables, under another name.
 */
#include <string.h>

#include "extractors/form/letter.h"
#include "extractors/form/plan.h"

/* A title page has no more passages. */
enum { TITLE_PASSAGES = 25 };

/* The title page ends where the first table begins, or sooner. */
static guint title_end(const struct form_source *source)
{
	guint end = MIN(TITLE_PASSAGES, parts_end(source));

	for (guint i = 0; i < end; i++)
		if (passages_at(source->passages, i)->role == TEXT_CELL)
			return i;
	return end;
}

static bool find_day(const struct form_source *source, struct place *place,
	struct date_span *span)
{
	guint end = title_end(source);

	if (parts_find(source, "plan-submitted", 0, end, place) &&
		dates_next(place->passage->text, place->begin, 0, span))
		return true;
	place_clear(place);
	/* A date with nothing else is the title page's. */
	for (guint i = 0; i < end; i++) {
		const struct passage *passage =
			passages_at(source->passages, i);

		if (dates_next(passage->text, 0, 0, span) &&
			span->end - span->begin == strlen(passage->text)) {
			place->passage = passage;
			return true;
		}
	}
	return false;
}

/* The day of the plan: when it was submitted, or the day on its title page. */
static guint32 read_day(struct record *record, const struct form_source *source)
{
	g_auto(Place) place = {0};
	struct date_span span;

	if (!find_day(source, &place, &span)) {
		parts_add_missing(record, "published", FIELD_ABSENT);
		parts_add_missing(record, "submitted", FIELD_ABSENT);
		return 0;
	}
	g_autofree char *iso = dates_iso(span.first);
	parts_add_field(record, "published", iso, place.passage, span.begin);
	parts_add_field(record, "submitted", iso, place.passage, span.begin);
	return span.first;
}

static void check_plan(struct record *record)
{
	if (record->actions->len == 0)
		record_warn(record, 0, "no actions could be read");
	if (record->weaknesses->len == 0)
		record_warn(record, 0,
			"no weaknesses that it answers could be read");
}

static void plan_form_read(
	struct record *record, const struct form_source *source)
{
	const struct letter none = {0, 0, parts_end(source)};
	guint32 day;

	letter_read_area(record, source, "area/plan");
	day = read_day(record, source);
	letter_read_people(record, source, &none);
	plan_read(record, source, day);
	plan_add_fields(record);
	check_plan(record);
}

const struct form form_wsoa = {
	.kind = RECORD_WSOA,
	.read = plan_form_read,
};

const struct form form_progress_plan = {
	.kind = RECORD_PROGRESS_PLAN,
	.read = plan_form_read,
};
