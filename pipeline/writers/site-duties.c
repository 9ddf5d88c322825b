/* site-duties.c - which statutory duties reports name, imply or leave out. */
#include "pipeline/writers/site-parts.h"

#include <string.h>

/* --- of one document ----------------------------------------------------- */

static void add_duty(GString *out, const struct site_document *document,
	const struct table *duties, int row)
{
	const char *state = table_cell(duties, row, "state");
	const char *findings = table_cell(duties, row, "findings");
	g_auto(GStrv) ids = g_strsplit(findings ? findings : "", " ", -1);

	html_add(out, "<tr><th scope=\"row\">%s<br><small>%s</small></th>",
		table_cell(duties, row, "name"),
		table_cell(duties, row, "provision"));
	html_add(out, "<td>%s</td><td>",
		strcmp(state, "absent") == 0 ? "not mentioned" : state);
	for (int i = 0; ids[i] != NULL; i++)
		html_add(out, "%s<a href=\"#%s-f-%s\">%s</a>",
			i > 0 ? ", " : "", document->slug, ids[i], ids[i]);
	g_string_append(out, "</td></tr>\n");
}

void part_duties(GString *out, const struct site *site,
	const struct site_document *document)
{
	static const char *const heads[] = {
		"Duty", "In this document", "Sentences", NULL};
	const struct table *duties =
		tables_find(site->report->tables, "duties");
	struct span span = site_span(site, "duties", document->name);
	g_autofree char *title = part_title(site, document);
	g_autofree char *named = g_strdup_printf("Statutory duties: %s", title);

	if (span.count == 0)
		return;
	g_string_append(out,
		"<h3>Statutory duties</h3>\n<p>Named: the document judges the "
		"area against the duty as a duty. Implied: it judges the "
		"matter and does not say that it is one.</p>\n"
		"<details><summary>All duties, and what the document says of "
		"them</summary>\n");
	part_table(out, named, "full sortable", heads);
	for (int r = span.first; r < span.first + span.count; r++)
		add_duty(out, document, duties, r);
	part_table_end(out);
	g_string_append(out, "</details>\n");
}

/* --- of all -------------------------------------------------------------- */

/* A duty, with how many documents are in each state. */
struct duty_count {
	const char *name, *provision;
	int named, implied, absent;
};

static void count_state(struct duty_count *count, const char *state)
{
	if (strcmp(state, "named") == 0)
		count->named++;
	else if (strcmp(state, "implied") == 0)
		count->implied++;
	else
		count->absent++;
}

/* In the order in which every document has them. */
static GPtrArray *count_duties(const struct table *duties)
{
	GPtrArray *counts = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GHashTable) found = g_hash_table_new(g_str_hash, g_str_equal);

	for (int r = 0; r < table_rows(duties); r++) {
		const char *duty = table_cell(duties, r, "duty");
		struct duty_count *count = g_hash_table_lookup(found, duty);

		if (count == NULL) {
			count = g_new0(struct duty_count, 1);
			count->name = table_cell(duties, r, "name");
			count->provision = table_cell(duties, r, "provision");
			g_hash_table_insert(found, (char *)duty, count);
			g_ptr_array_add(counts, count);
		}
		count_state(count, table_cell(duties, r, "state"));
	}
	return counts;
}

void part_duties_all(GString *out, const struct site *site)
{
	static const char *const heads[] = {
		"Duty", "#Named", "#Implied", "#Not mentioned", NULL};
	g_autoptr(GPtrArray) counts =
		count_duties(tables_find(site->report->tables, "duties"));

	if (counts->len == 0)
		return;
	g_string_append(out,
		"<h2 id=\"duties\">Duty by duty</h2>\n<p>How many reports name "
		"each statutory duty as a duty, with a judgement; judge the "
		"matter without saying that it is one; or do neither.</p>\n");
	part_table(
		out, "Reports that speak of each duty", "full sortable", heads);
	for (guint i = 0; i < counts->len; i++) {
		const struct duty_count *count = g_ptr_array_index(counts, i);

		html_add(out,
			"<tr><th scope=\"row\">%s<br><small>%s</small></th>",
			count->name, count->provision);
		g_string_append_printf(out,
			"<td class=\"num\">%d</td><td class=\"num\">%d</td>"
			"<td class=\"num\">%d</td></tr>\n",
			count->named, count->implied, count->absent);
	}
	part_table_end(out);
	g_string_append(out,
		"<p class=\"soft\">CFA is the Children and Families Act 2014; "
		"Regs, the Special Educational Needs and Disability "
		"Regulations 2014.</p>\n");
}
