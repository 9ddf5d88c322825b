#include "extractors/form/cover.h"

#include <string.h>

/* --- fields: the cover --------------------------------------------------- */

static void read_area(struct record *record, const struct form_source *source,
	guint cover_end)
{
	g_auto(Place) place = {0};
	g_autofree char *name = NULL;

	if (parts_find(source, "area/area-report", 0, cover_end, &place) ||
		parts_find(source, "area/area-report", 0, parts_end(source),
			&place))
		name = place_group(&place, "area");
	parts_add_area(record, source, name, &place);
}

/* What stands behind a label on the cover. */
struct labelled {
	char *words; /* label and value; NULL when there is no such label */
	gsize value; /* where the value begins */
	int page;
};

/*
 * The value goes up to the next label or, where nothing is left of the
 * passage behind the label, it is the passage after.
 */
static struct labelled find_label(
	const struct form_source *source, const char *set, guint to)
{
	g_auto(Place) place = {0};
	g_autoptr(GMatchInfo) next = NULL;
	struct labelled found = {NULL, 0, 0};
	int cut = 0;

	if (!parts_find(source, set, 0, to, &place))
		return found;
	g_autofree char *label = g_strndup(
		place.passage->text + place.begin, place.end - place.begin);
	g_autofree char *value = g_strdup(place.passage->text + place.end);
	if (phrases_match(source->phrases, "label", value, &next) != NULL) {
		g_match_info_fetch_pos(next, 0, &cut, NULL);
		value[cut] = '\0';
	}
	const struct passage *after =
		passages_at(source->passages, place.index + 1);
	bool empty = *g_strstrip(value) == '\0' && after != NULL;
	found.words = g_strconcat(
		g_strchomp(label), " ", empty ? after->text : value, NULL);
	found.value = strlen(label) + 1;
	found.page = passage_page(place.passage, place.begin);
	return found;
}

/* The latest of the dates in `words`: where a report names several earlier
 * inspections, the last of them is the previous one. */
static bool latest_span(const char *words, struct date_span *span)
{
	struct date_span next;
	bool found = false;

	for (gsize from = 0; dates_next(words, from, 0, &next);
		from = next.end) {
		if (!found || next.first > span->first)
			*span = next;
		found = true;
	}
	return found;
}

static void read_inspection_dates(struct record *record,
	const struct form_source *source, guint cover_end)
{
	struct labelled cover =
		find_label(source, "label-inspection", cover_end);
	struct date_span span;

	if (cover.words == NULL)
		parts_add_missing_span(
			record, "inspection", FIELD_ABSENT, NULL, 0);
	else if (dates_next(cover.words + cover.value, 0, 0, &span))
		parts_add_span(
			record, "inspection", &span, cover.words, cover.page);
	else
		parts_add_missing_span(record, "inspection", FIELD_UNREADABLE,
			cover.words, cover.page);
	g_free(cover.words);
}

static void read_previous_dates(struct record *record,
	const struct form_source *source, guint cover_end)
{
	const char *name = "previous_inspection";
	struct labelled cover = find_label(source, "label-previous", cover_end);
	struct date_span span;

	if (cover.words == NULL)
		parts_add_missing_span(record, name, FIELD_ABSENT, NULL, 0);
	else if (latest_span(cover.words + cover.value, &span))
		parts_add_span(record, name, &span, cover.words, cover.page);
	else if (phrases_match(source->phrases, "never-inspected",
			 cover.words + cover.value, NULL) != NULL)
		parts_add_missing_span(
			record, name, FIELD_NEVER, cover.words, cover.page);
	else
		parts_add_missing_span(record, name, FIELD_UNREADABLE,
			cover.words, cover.page);
	g_free(cover.words);
}

/* --- fields: cover against foot ------------------------------------------ */

/* The running heads and feet of one page from index `*i` on, as one string;
 * a foot may stand on two lines. */
static char *furniture_of_page(
	const struct passages *passages, guint *i, int *page)
{
	GString *words = g_string_new(NULL);

	*page = passage_page(passages->furniture->pdata[*i], 0);
	for (; *i < passages->furniture->len; (*i)++) {
		const struct passage *passage = passages->furniture->pdata[*i];

		if (passage_page(passage, 0) != *page)
			break;
		if (passage->role == TEXT_PAGE_NUMBER)
			continue;
		if (words->len > 0)
			g_string_append_c(words, ' ');
		g_string_append(words, passage->text);
	}
	return g_string_free(words, FALSE);
}

static void contradict(
	struct record *record, const char *name, const char *foot, int page)
{
	struct field *field = (struct field *)record_field(record, name);
	g_autofree char *before = field->text;

	field->status = FIELD_CONTRADICTED;
	field->text = g_strdup_printf("%s | page %d: %s", before, page, foot);
}

/*
 * The dates at the foot of the pages should be the cover's. The cover is
 * preferred: it is set once and read first, feet are copied.
 */
static void check_feet(struct record *record, const struct form_source *source)
{
	const struct passages *passages = source->passages;
	guint32 start =
		dates_from_iso(record_value(record, "inspection_start"));
	guint32 end = dates_from_iso(record_value(record, "inspection_end"));

	for (guint i = 0; start != 0 && i < passages->furniture->len;) {
		struct date_span span;
		int page;
		g_autofree char *foot = furniture_of_page(passages, &i, &page);

		if (!dates_next(foot, 0, 0, &span) ||
			(span.first == start && span.last == end))
			continue;
		if (span.first != start)
			contradict(record, "inspection_start", foot, page);
		if (span.last != end)
			contradict(record, "inspection_end", foot, page);
		record_warn(record, page,
			"the dates at the foot of the page are not the "
			"cover's");
		return;
	}
}

/* --- the outcome --------------------------------------------------------- */

/* Months until the inspection that `set` knows; 0 when it is not named. */
static int interval(const struct form_source *source, const char *set,
	const struct stretch *outcome, struct place *place)
{
	if (!parts_find(source, set, outcome->from, outcome->to, place))
		return 0;
	g_autofree char *number = place_group(place, "n");
	g_autofree char *unit = place_group(place, "unit");
	bool years = unit != NULL && g_ascii_tolower(*unit) == 'y';
	return dates_number(number) * (years ? 12 : 1);
}

static void add_months(struct record *record, const char *name, int months,
	const struct place *place)
{
	g_autofree char *value = g_strdup_printf("%d", months);

	if (months > 0)
		parts_add_field(
			record, name, value, place->passage, place->begin);
	else
		parts_add_missing(record, name,
			place->passage != NULL ? FIELD_UNREADABLE
					       : FIELD_ABSENT);
}

void cover_read_intervals(struct record *record,
	const struct form_source *source, const struct stretch *outcome)
{
	g_auto(Place) full = {0};
	g_auto(Place) monitoring = {0};
	int to_full = interval(source, "next-full", outcome, &full);
	int to_monitoring =
		interval(source, "next-monitoring", outcome, &monitoring);

	if (to_monitoring > 0 && (to_full == 0 || to_monitoring < to_full))
		add_months(record, "next_inspection_months", to_monitoring,
			&monitoring);
	else
		add_months(record, "next_inspection_months", to_full, &full);
	add_months(record, "full_inspection_months", to_full, &full);
}

/* --- all of it ----------------------------------------------------------- */

void cover_read(
	struct record *record, const struct form_source *source, guint to)
{
	parts_add_field(record, "framework", "2023", NULL, 0);
	read_area(record, source, to);
	/* The reports do not say when they were published. */
	parts_add_missing(record, "published", FIELD_ABSENT);
	read_inspection_dates(record, source, to);
	check_feet(record, source);
	read_previous_dates(record, source, to);
}
