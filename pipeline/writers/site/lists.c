/* site/lists.c - method and data: what is explained or listed. */
#include "pipeline/writers/review.h"
#include "pipeline/writers/site/parts.h"

#include <string.h>

static void add_cell(GString *out, const char *value)
{
	html_add(out, "<td>%s</td>", value == NULL ? "\u2013" : value);
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
	if (!part_review(out, site, error)) {
		g_string_free(out, TRUE);
		return false;
	}
	return site_page(site, "method.html", "Method", out, error);
}

/* --- data ---------------------------------------------------------------- */

static void add_dictionary(
	GString *out, const struct site *site, const struct table *table)
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
		table->name, site_rows(site, table));
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

static void add_document(GString *out, const struct site *site,
	const struct site_document *document)
{
	const char *message = site_fact(site, document, "message");
	const char *kind = site_fact(site, document, "kind");
	g_autofree char *day = part_day(site, document);

	html_add(out,
		"<tr><th scope=\"row\"><a href=\"areas/%s.html#%s\">"
		"%s</a></th>",
		document->area->slug, document->slug, document->name);
	add_cell(out, kind == NULL ? NULL : site_label(site, kind));
	add_cell(out, site_fact(site, document, "area"));
	part_sorted_cell(out, "day", site_day(site, document));
	html_add(out, "%s</td>", day);
	add_cell(out, site_fact(site, document, "status"));
	html_add(out, "<td class=\"wide\">%s</td></tr>\n",
		message == NULL ? "" : message);
}

static void put_documents(struct splice *page, const struct site *site)
{
	g_autoptr(GString) row = g_string_new(NULL);

	for (guint i = 0; i < site->documents->len; i++) {
		struct site_document *document =
			g_ptr_array_index(site->documents, i);
		struct piece *piece = &document->pieces[PIECE_DATA];

		if (site_keeps(site, document)) {
			splice_keep(page, piece);
			continue;
		}
		g_string_truncate(row, 0);
		add_document(row, site, document);
		splice_put(page, row, piece);
	}
}

static bool write_data(const struct site *site, GError **error)
{
	static const char *const heads[] = {"Document", "Kind", "Area", "Day",
		"State", "What to know", NULL};
	const struct tables *tables = site->report->tables;
	g_autoptr(GBytes) head = output_resource("site/data.html");
	g_autoptr(GString) out = g_string_new(g_bytes_get_data(head, NULL));
	g_autoptr(Splice) page =
		site_begin_page(site, "data.html", "Data", error);

	if (page == NULL)
		return false;
	for (guint i = 0; i < tables->all->len; i++)
		add_dictionary(out, site, g_ptr_array_index(tables->all, i));
	g_string_append(out, "<h2 id=\"read\">What was read</h2>\n");
	part_table(out, "Every document, read or not",
		"full sortable filterable", heads);
	splice_add(page, out->str);
	put_documents(page, site);
	g_string_truncate(out, 0);
	part_table_end(out);
	splice_add(page, out->str);
	site_end_page(page, "data.html");
	return true;
}

bool site_lists(const struct site *site, GError **error)
{
	return write_method(site, error) && write_data(site, error);
}
