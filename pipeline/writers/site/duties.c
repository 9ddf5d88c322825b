/* site/duties.c - which statutory duties reports name, imply or leave out. */
#include "pipeline/writers/site/parts.h"

#include <string.h>

/* --- of one document ----------------------------------------------------- */

/* The page that a finding begins on, or NULL. */
static const char *page_of(const struct table *findings, const char *id)
{
	for (int r = 0; r < table_rows(findings); r++)
		if (strcmp(table_cell(findings, r, "finding"), id) == 0)
			return table_cell(findings, r, "page");
	return NULL;
}

static void add_duty(GString *out, const struct site *site,
	const struct site_document *document, int row)
{
	const struct table *duties =
		tables_find(site->report->tables, "duties");
	const struct table *all = tables_find(site->report->tables, "findings");
	const char *state = table_cell(duties, row, "state");
	const char *findings = table_cell(duties, row, "findings");
	g_auto(GStrv) ids = g_strsplit(findings ? findings : "", " ", -1);

	html_add(out, "<tr><th scope=\"row\">%s<br><small>%s</small></th>",
		table_cell(duties, row, "name"),
		table_cell(duties, row, "provision"));
	html_add(out, "<td>%s</td><td>",
		strcmp(state, "absent") == 0 ? "not judged" : state);
	for (int i = 0; ids[i] != NULL; i++) {
		const char *page = page_of(all, ids[i]);

		html_add(out, "%s<a href=\"#%s-f-%s\">%s%s</a>",
			i > 0 ? ", " : "", document->slug, ids[i],
			page == NULL ? "" : "page ",
			page == NULL ? "sentence" : page);
	}
	g_string_append(out, "</td></tr>\n");
}

void part_duties(GString *out, const struct site *site,
	const struct site_document *document)
{
	static const char *const heads[] = {
		"Duty", "In this document", "Sentences", NULL};
	struct span span = site_span(site, "duties", document->name);
	g_autofree char *title = part_title(site, document);
	g_autofree char *named = g_strdup_printf("Statutory duties: %s", title);

	if (span.count == 0)
		return;
	g_string_append(out,
		"<p>Named: the document speaks of "
		"it as a duty. Implied: it judges the matter and does not say "
		"that it is one. Not judged: neither was found; it may be "
		"mentioned.</p>\n"
		"<details><summary>All duties, and what the document says of "
		"them</summary>\n");
	part_table(out, named, "full sortable", heads);
	for (int r = span.first; r < span.first + span.count; r++)
		add_duty(out, site, document, r);
	part_table_end(out);
	g_string_append(out, "</details>\n");
}

/* --- of all -------------------------------------------------------------- */

/* A duty, as its name and provision, with how many documents are in each
 * state. */
struct duty_count {
	char *name, *provision;
	int named, implied, absent;
};

static void duty_count_free(void *data)
{
	struct duty_count *count = data;

	g_free(count->name);
	g_free(count->provision);
	g_free(count);
}

static void count_state(struct duty_count *count, char state)
{
	if (state == 'n')
		count->named++;
	else if (state == 'i')
		count->implied++;
	else
		count->absent++;
}

/* The counts that a list of duties leads to, found or begun. */
static GPtrArray *find_counts(
	GPtrArray *counts, GHashTable *found, const char *list)
{
	g_auto(GStrv) lines = g_strsplit(list, "\n", -1);
	GPtrArray *of_list = g_ptr_array_new();

	for (char **line = lines; *line != NULL && **line != '\0'; line++) {
		struct duty_count *count = g_hash_table_lookup(found, *line);
		g_auto(GStrv) parts = g_strsplit(*line, "\t", 2);

		if (count == NULL) {
			count = g_new0(struct duty_count, 1);
			count->name = g_strdup(parts[0]);
			count->provision = g_strdup(parts[1]);
			g_ptr_array_add(counts, count);
			g_hash_table_insert(found, g_strdup(*line), count);
		}
		g_ptr_array_add(of_list, count);
	}
	return of_list;
}

static void unref_array(void *array)
{
	g_ptr_array_unref(array);
}

/* In the order in which documents have them. */
static GPtrArray *count_duties(const struct site *site)
{
	GPtrArray *counts = g_ptr_array_new_with_free_func(duty_count_free);
	g_autoptr(GHashTable) found =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	/* From each list, by its address, to the counts of its duties. */
	g_autoptr(GHashTable) lists =
		g_hash_table_new_full(NULL, NULL, NULL, unref_array);

	for (guint i = 0; i < site->documents->len; i++) {
		const struct site_document *document =
			g_ptr_array_index(site->documents, i);
		GPtrArray *of_list =
			g_hash_table_lookup(lists, document->duties);

		if (of_list == NULL) {
			of_list = find_counts(counts, found, document->duties);
			g_hash_table_insert(
				lists, (char *)document->duties, of_list);
		}
		for (guint d = 0; d < of_list->len; d++)
			count_state(g_ptr_array_index(of_list, d),
				document->states[d]);
	}
	return counts;
}

void part_duties_all(GString *out, const struct site *site)
{
	static const char *const heads[] = {
		"Duty", "#Named", "#Implied", "#Not judged", NULL};
	g_autoptr(GPtrArray) counts = count_duties(site);

	if (counts->len == 0)
		return;
	g_string_append(out,
		"<h2 id=\"duties\">Duty by duty</h2>\n<p>How many reports name "
		"each statutory duty as a duty; judge the matter without "
		"saying that it is one; or do neither. A duty is counted of "
		"the reports of its time alone.</p>\n");
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
