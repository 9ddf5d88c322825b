/* site-lists.c - tracker, method and data: what is listed or explained. */
#include "pipeline/writers/site-parts.h"

#include <string.h>

/* --- tracker ------------------------------------------------------------- */

static void add_link(GString *out, const struct site *site, const char *name)
{
	const struct site_document *document =
		name == NULL ? NULL : site_find(site, name);
	g_autofree char *words = NULL;

	if (document == NULL) {
		html_add(out, "<td>%s</td>", name == NULL ? "\u2013" : name);
		return;
	}
	words = part_day(site, document);
	html_add(out,
		"<td class=\"day\"><a href=\"areas/%s.html#%s\">%s</a></td>",
		document->area->slug, document->slug, words);
}

static void add_text(GString *out, const struct site *site, const char *value)
{
	html_add(out, "<td>%s</td>",
		value == NULL ? "\u2013" : site_label(site, value));
}

static void add_plain(GString *out, const struct site *site, const char *value)
{
	(void)site;
	html_add(out, "<td>%s</td>", value == NULL ? "\u2013" : value);
}

static void add_wide(GString *out, const struct site *site, const char *value)
{
	(void)site;
	html_add(out, "<td class=\"place\">%s</td>",
		value == NULL ? "\u2013" : value);
}

static void add_day(GString *out, const struct site *site, const char *value)
{
	g_autofree char *day = value == NULL ? NULL : html_date(value);

	(void)site;
	html_add(
		out, "<td class=\"day\">%s</td>", day == NULL ? "\u2013" : day);
}

/* The columns of the tracker, and how each is shown. */
static const struct {
	const char *column, *head;
	void (*add)(GString *out, const struct site *site, const char *value);
} tracked[] = {
	{"region", "Region", add_wide},
	{"letter", "Letter or report", add_link},
	{"determination", "Statement of action", add_text},
	{"wsoa_due", "Due", add_day},
	{"wsoa", "Delivered", add_link},
	{"wsoa_days_late", "Days late", add_plain},
	{"response", "Response", add_link},
	{"ministerial_letter", "Minister\u2019s letter", add_link},
	{"revisit", "Revisit", add_link},
	{"weaknesses", "Weaknesses", add_plain},
	{"progress_made", "With progress", add_plain},
	{"next_steps", "Next steps", add_plain},
};

/* The page of an area, through the first of its documents. */
static const struct site_area *find_area(
	const struct site *site, const char *name)
{
	for (guint i = 0; i < site->areas->len; i++) {
		const struct site_area *area =
			g_ptr_array_index(site->areas, i);

		if (strcmp(area->name, name) == 0)
			return area;
	}
	return NULL;
}

static void add_tracker_row(GString *out, const struct site *site, int row)
{
	const struct table *tracker =
		tables_find(site->report->tables, "tracker");
	const char *name = table_cell(tracker, row, "area");
	const struct site_area *area =
		name == NULL ? NULL : find_area(site, name);

	g_string_append(out, "<tr><th scope=\"row\">");
	if (area != NULL)
		html_add(out, "<a href=\"areas/%s.html\">%s</a>", area->slug,
			name);
	else
		html_add(out, "%s", name == NULL ? "" : name);
	g_string_append(out, "</th>");
	for (size_t i = 0; i < G_N_ELEMENTS(tracked); i++)
		tracked[i].add(
			out, site, table_cell(tracker, row, tracked[i].column));
	g_string_append(out, "</tr>\n");
}

static bool write_tracker(const struct site *site, GError **error)
{
	const struct table *tracker =
		tables_find(site->report->tables, "tracker");
	const char *heads[G_N_ELEMENTS(tracked) + 2] = {"Area"};
	GString *out = g_string_new(
		"<h1>Tracker</h1>\n<p class=\"lede\">What followed upon each "
		"area\u2019s latest inspection. A dash means that no document "
		"here says.</p>\n");

	for (size_t i = 0; i < G_N_ELEMENTS(tracked); i++)
		heads[i + 1] = tracked[i].head;
	part_table(out, "What followed upon each inspection",
		"full sortable filterable", heads);
	for (int r = 0; r < table_rows(tracker); r++)
		add_tracker_row(out, site, r);
	part_table_end(out);
	return site_page(site, "tracker.html", "Tracker", out, error);
}

/* --- method -------------------------------------------------------------- */

static bool write_method(const struct site *site, GError **error)
{
	g_autoptr(GBytes) template = output_resource("site/method.html");
	const struct framework *framework = site->report->framework;
	GString *names = g_string_new(NULL);
	g_autofree char *criteria = g_strdup_printf("%d", site->criteria);

	for (guint i = 0; i < site->reviewers->len; i++)
		html_add(names, "%s<code>%s</code>", i > 0 ? ", " : "",
			(char *)g_ptr_array_index(site->reviewers, i));
	if (names->len == 0)
		g_string_append(names, "none yet");
	GString *out = html_fill(g_bytes_get_data(template, NULL), "criteria",
		criteria, "reviewers", names->str, "framework",
		framework_id(framework), "digest", framework_digest(framework),
		NULL);
	g_string_free(names, TRUE);
	return site_page(site, "method.html", "Method", out, error);
}

/* --- data ---------------------------------------------------------------- */

static void add_dictionary(GString *out, const struct table *table)
{
	static const char *const types[] = {
		[COLUMN_TEXT] = "text",
		[COLUMN_DATE] = "date",
		[COLUMN_INTEGER] = "whole number",
		[COLUMN_NUMBER] = "number",
	};
	static const char *const heads[] = {"Column", "Type", "Meaning", NULL};

	html_add(out,
		"<h3 id=\"%s\">%s</h3>\n<p>%s <a href=\"%s.csv\">%s.csv</a>, "
		"%d rows.</p>\n",
		table->name, table->title, table->about, table->name,
		table->name, table_rows(table));
	html_add(out, "<details><summary>Columns of %s.csv</summary>\n",
		table->name);
	part_table(out, table->title, "full", heads);
	for (int i = 0; i < table_columns(table); i++) {
		const struct column *column = table_head(table, i);
		g_autofree char *values =
			column->values == NULL
				? g_strdup("")
				: g_strjoinv(", ", column->values);

		html_add(out,
			"<tr><th scope=\"row\"><code>%s</code></th><td>%s</td>"
			"<td class=\"wide\">%s%s%s</td></tr>\n",
			column->name, types[column->type], column->about,
			*values == '\0' ? "" : " One of: ", values);
	}
	part_table_end(out);
	g_string_append(out, "</details>\n");
}

static void add_documents(GString *out, const struct site *site)
{
	static const char *const heads[] = {"Document", "Kind", "Area",
		"Published", "State", "What to know", NULL};

	g_string_append(out, "<h2 id=\"read\">What was read</h2>\n");
	part_table(out, "Every document, read or not",
		"full sortable filterable", heads);
	for (guint i = 0; i < site->documents->len; i++) {
		const struct site_document *document =
			g_ptr_array_index(site->documents, i);
		const char *message = site_fact(site, document, "message");

		html_add(out,
			"<tr><th scope=\"row\"><a href=\"areas/%s.html#%s\">"
			"%s</a></th>",
			document->area->slug, document->slug, document->name);
		add_text(out, site, site_fact(site, document, "kind"));
		add_plain(out, site, site_fact(site, document, "area"));
		add_day(out, site, site_fact(site, document, "published"));
		add_plain(out, site, site_fact(site, document, "status"));
		html_add(out, "<td class=\"wide\">%s</td></tr>\n",
			message == NULL ? "" : message);
	}
	part_table_end(out);
}

static bool write_data(const struct site *site, GError **error)
{
	const struct tables *tables = site->report->tables;
	g_autoptr(GBytes) head = output_resource("site/data.html");
	GString *out = g_string_new(g_bytes_get_data(head, NULL));

	for (guint i = 0; i < tables->all->len; i++)
		add_dictionary(out, g_ptr_array_index(tables->all, i));
	add_documents(out, site);
	return site_page(site, "data.html", "Data", out, error);
}

bool site_lists(const struct site *site, GError **error)
{
	return write_tracker(site, error) && write_method(site, error) &&
	       write_data(site, error);
}
