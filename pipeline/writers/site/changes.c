/* site/changes.c - what came, changed or went on the web since last time. */
#include "pipeline/writers/site/parts.h"

#include <string.h>

static const struct {
	const char *change, *said;
} words[] = {
	{"new", "New"},
	{"changed", "Changed"},
	{"gone", "Gone"},
	{"back", "Back"},
};

static const char *say_change(const char *change)
{
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strcmp(words[i].change, change) == 0)
			return words[i].said;
	return change;
}

static void add_change(GString *out, const struct site *site,
	const struct table *table, int row)
{
	const char *name = table_cell(table, row, "document");
	const char *area = table_cell(table, row, "area");
	const char *label = table_cell(table, row, "label");
	const char *published = table_cell(table, row, "published");
	const struct site_document *document =
		name != NULL ? site_find(site, name) : NULL;
	g_autofree char *day = html_date(published != NULL ? published : "");

	html_add(out, "<tr><th scope=\"row\">%s</th><td>%s</td><td>",
		say_change(table_cell(table, row, "change")),
		area != NULL ? area : "\u2013");
	if (document != NULL && document->area != NULL)
		html_add(out, "<a href=\"areas/%s.html#%s\">%s</a>",
			document->area->slug, document->slug,
			label != NULL ? label : name);
	else
		html_add(out, "%s",
			label != NULL  ? label
			: name != NULL ? name
				       : table_cell(table, row, "address"));
	html_add(out, "</td><td class=\"day\">%s</td></tr>\n",
		published != NULL ? day : "\u2013");
}

void part_changes(GString *out, const struct site *site)
{
	static const char *const heads[] = {
		"Change", "Area", "Document", "Published", NULL};
	const struct table *table =
		tables_find(site->report->tables, "changes");

	if (table == NULL || table_rows(table) == 0)
		return;
	g_string_append(out, "<section>\n<h2>Since the fetch before</h2>\n");
	part_table(out, "Documents that came, changed or went", "", heads);
	for (int r = 0; r < table_rows(table); r++)
		add_change(out, site, table, r);
	part_table_end(out);
	g_string_append(out, "</section>\n");
}
