/* site/tracker.c - what followed upon an area's latest inspection. */
#include "pipeline/writers/site/parts.h"

#include <stdlib.h>
#include <string.h>

/* --- values -------------------------------------------------------------- */

static void add_words(GString *out, const struct site *site, const char *value,
	const char *root)
{
	(void)site;
	(void)root;
	html_add(out, "%s", value);
}

static void add_label(GString *out, const struct site *site, const char *value,
	const char *root)
{
	(void)root;
	html_add(out, "%s", site_label(site, value));
}

static void add_day(GString *out, const struct site *site, const char *value,
	const char *root)
{
	g_autofree char *day = html_date(value);

	(void)site;
	(void)root;
	html_add(out, "%s", day);
}

static void add_month(GString *out, const struct site *site, const char *value,
	const char *root)
{
	g_autofree char *month = html_month(value);

	(void)site;
	(void)root;
	html_add(out, "%s", month);
}

static void add_lateness(GString *out, const struct site *site,
	const char *value, const char *root)
{
	int days = atoi(value);

	(void)site;
	(void)root;
	html_add(out,
		days < 0   ? "%d early"
		: days > 0 ? "%d late"
			   : "%d",
		abs(days));
}

/* A document by the day it bears. */
static void add_link(GString *out, const struct site *site, const char *value,
	const char *root)
{
	const struct site_document *document = site_find(site, value);
	g_autofree char *day = NULL;

	if (document == NULL) {
		html_add(out, "%s", value);
		return;
	}
	day = part_day(site, document);
	html_add(out, "<a href=\"%sareas/%s.html#%s\">%s</a>", root,
		document->area->slug, document->slug, day);
}

/* The columns of the tracker, and how each is shown. */
static const struct tracked {
	const char *column, *head, *class;
	void (*add)(GString *out, const struct site *site, const char *value,
		const char *root);
} tracked[] = {
	{"region", "Region", "place", add_words},
	{"letter", "Letter or report", "day", add_link},
	{"outcome", "Outcome", "", add_label},
	{"determination", "Statement of action", "", add_label},
	{"wsoa_due", "Due", "day", add_day},
	{"wsoa", "Delivered", "day", add_link},
	{"wsoa_days_late", "Days", "day", add_lateness},
	{"response", "Response", "day", add_link},
	{"ministerial_letter", "Minister\u2019s letter", "day", add_link},
	{"revisit", "Revisit", "day", add_link},
	{"weaknesses", "Weaknesses", "num", add_words},
	{"progress_made", "With progress", "num", add_words},
	{"next_steps", "Next steps", "wide long", add_words},
	{"next_inspection", "Next inspection, about", "day", add_month},
	{"full_inspection", "Next full inspection, about", "day", add_month},
};

/* What a cell is sorted by where that is not its words; or NULL. */
static const char *sort_key(const struct site *site,
	const struct tracked *column, const char *value)
{
	const struct site_document *document;

	if (value == NULL)
		return NULL;
	if (column->add == add_day || column->add == add_month ||
		column->add == add_lateness)
		return value;
	document = column->add == add_link ? site_find(site, value) : NULL;
	return document == NULL ? NULL : site_day(site, document);
}

static const struct table *tracker_table(const struct site *site)
{
	return tables_find(site->report->tables, "tracker");
}

/* --- on an area's page --------------------------------------------------- */

/* The row of an area of which something is known beyond its letter; -1 for
 * none. */
static int find_row(const struct table *table, const char *area)
{
	static const char *const after[] = {"wsoa_due", "wsoa", "response",
		"ministerial_letter", "revisit", "next_steps"};

	for (int r = 0; r < table_rows(table); r++) {
		if (g_strcmp0(table_cell(table, r, "area"), area) != 0)
			continue;
		for (size_t i = 0; i < G_N_ELEMENTS(after); i++)
			if (table_cell(table, r, after[i]) != NULL)
				return r;
	}
	return -1;
}

void part_tracker(
	GString *out, const struct site *site, const struct site_area *area)
{
	const struct table *table = tracker_table(site);
	int row = area->stands_in ? -1 : find_row(table, area->name);

	if (row < 0)
		return;
	g_string_append(out, "<h2>What followed</h2>\n<dl class=\"facts\">\n");
	for (size_t i = 0; i < G_N_ELEMENTS(tracked); i++) {
		const char *value = table_cell(table, row, tracked[i].column);

		if (value == NULL || strcmp(tracked[i].column, "region") == 0)
			continue;
		html_add(out, "<div class=\"%s\"><dt>%s</dt><dd>",
			tracked[i].class, tracked[i].head);
		tracked[i].add(out, site, value, "../");
		g_string_append(out, "</dd></div>\n");
	}
	g_string_append(out, "</dl>\n");
}

/* --- on its own ---------------------------------------------------------- */

static const struct site_area *find_area(
	const struct site *site, const char *name)
{
	for (guint i = 0; i < site->areas->len; i++) {
		const struct site_area *area =
			g_ptr_array_index(site->areas, i);

		if (g_strcmp0(area->name, name) == 0)
			return area;
	}
	return NULL;
}

/* The columns that some row has a value in: one of dashes alone tells less
 * than its absence. */
static guint columns_in_use(const struct table *table)
{
	guint used = 0;

	G_STATIC_ASSERT(G_N_ELEMENTS(tracked) <= 32);
	for (size_t i = 0; i < G_N_ELEMENTS(tracked); i++)
		for (int r = 0; r < table_rows(table); r++)
			if (table_cell(table, r, tracked[i].column) != NULL)
				used |= 1u << i;
	return used;
}

static void add_row(
	GString *out, const struct site *site, int row, guint columns)
{
	const struct table *table = tracker_table(site);
	const struct site_area *area =
		find_area(site, table_cell(table, row, "area"));

	if (area == NULL)
		return;
	html_add(out,
		"<tr><th scope=\"row\"><a href=\"areas/%s.html\">%s</a></th>",
		area->slug, area->name);
	for (size_t i = 0; i < G_N_ELEMENTS(tracked); i++) {
		const char *value = table_cell(table, row, tracked[i].column);

		if (!(columns >> i & 1))
			continue;
		part_sorted_cell(out, tracked[i].class,
			sort_key(site, &tracked[i], value));
		if (value == NULL)
			g_string_append(out, "\u2013");
		else
			tracked[i].add(out, site, value, "");
		g_string_append(out, "</td>");
	}
	g_string_append(out, "</tr>\n");
}

bool site_tracker(const struct site *site, GError **error)
{
	const char *heads[G_N_ELEMENTS(tracked) + 2] = {"Area"};
	const struct table *table = tracker_table(site);
	guint columns = columns_in_use(table);
	int n = 1;
	GString *out = g_string_new(
		"<h1>Tracker</h1>\n<p class=\"lede\">What followed upon each "
		"area\u2019s latest letter or report. A dash means that no "
		"document here says; what none of them says has no column."
		"</p>\n<p>A written statement of action is "
		"due seventy working days after the area has had the letter. "
		"For a priority action plan, which reports of the 2023 "
		"framework ask for, none of them gives a day. The months of "
		"the next inspections are counted from the end of the one "
		"reported on, as the report says: about so many years. "
		"Documents of an earlier round stand on the area\u2019s own "
		"page.</p>\n");

	for (size_t i = 0; i < G_N_ELEMENTS(tracked); i++)
		if (columns >> i & 1)
			heads[n++] = tracked[i].head;
	part_table(out, "What followed upon each inspection",
		"full sortable filterable", heads);
	for (int r = 0; r < table_rows(table); r++)
		add_row(out, site, r, columns);
	part_table_end(out);
	return site_page(site, "tracker.html", "Tracker", out, error);
}
