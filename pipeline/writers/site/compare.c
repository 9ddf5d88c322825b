/* site/compare.c - areas and groups of areas side by side. */
#include "pipeline/writers/json.h"
#include "pipeline/writers/site/parts.h"
#include "pipeline/writers/svg.h"

#include <string.h>

/* --- groups -------------------------------------------------------------- */

static void add_group_cell(GString *out, const struct site *site, double mean)
{
	char number[HTML_NUMBER];

	if (mean <= 0) {
		g_string_append(out,
			"<td class=\"num none\">\u2013<span class=\"hidden\"> "
			"no score</span></td>");
		return;
	}
	g_string_append_printf(out, "<td class=\"num heat-%d\">%s</td>",
		(int)(mean * 8 / site->top + 0.5), html_mean(number, mean, 1));
}

static void add_group_table(GString *out, const struct site *site,
	const GPtrArray *groups, const char *title)
{
	g_autofree char *caption = g_strdup_printf(
		"%s: mean scores, with the number of reports in brackets",
		title);
	g_autoptr(GPtrArray) heads = g_ptr_array_new_with_free_func(g_free);

	g_ptr_array_add(heads, g_strdup("Criterion"));
	for (guint g = 0; g < groups->len; g++) {
		const struct site_group *group = g_ptr_array_index(groups, g);

		g_ptr_array_add(heads, g_strdup_printf("#%s (%u)", group->label,
					       group->documents->len));
	}
	g_ptr_array_add(heads, NULL);
	part_table(out, caption, "full sortable",
		(const char *const *)heads->pdata);
	for (int i = 0; i < site->criteria; i++) {
		g_string_append(out, "<tr><th scope=\"row\">");
		part_criterion(out, site, i, "");
		g_string_append(out, "</th>");
		for (guint g = 0; g < groups->len; g++)
			add_group_cell(out, site,
				site_group_mean(
					site, g_ptr_array_index(groups, g), i));
		g_string_append(out, "</tr>\n");
	}
	part_table_end(out);
}

static void add_group_strip(GString *out, const struct site *site,
	const GPtrArray *groups, const char *title)
{
	g_autofree struct svg_dot *dots =
		g_new0(struct svg_dot, site->scored->len);
	int n = 0;

	for (guint g = 0; g < groups->len; g++) {
		const struct site_group *group = g_ptr_array_index(groups, g);

		for (guint i = 0; i < group->documents->len; i++) {
			const struct site_document *document =
				g_ptr_array_index(group->documents, i);
			double mean = site_document_mean(site, document);

			if (mean > 0)
				dots[n++] = (struct svg_dot){group->label,
					document->area->name, mean};
		}
	}
	g_string_append(out,
		"<p>Each dot is one report\u2019s mean over all criteria, each "
		"upright stroke the mean of the group.</p>\n");
	svg_strip(out, title, dots, n, site->bottom, site->top);
}

static void add_groups(GString *out, const struct site *site, const char *by,
	const char *title)
{
	g_autoptr(GPtrArray) groups = site_groups(site, site->scored, by);

	if (groups->len < 2)
		return;
	html_add(out, "<h2>%s</h2>\n", title);
	add_group_strip(out, site, groups, title);
	add_group_table(out, site, groups, title);
}

/* --- first and later ----------------------------------------------------- */

/* Add what both documents have a value for to the sums of the criteria. */
static bool add_pair(const struct site *site, struct svg_pair *sums,
	int *counts, const struct site_document *first,
	const struct site_document *latest)
{
	bool any = false;

	for (int c = 0; c < site->criteria; c++) {
		int before = site_value(site, first, c);
		int after = site_value(site, latest, c);

		if (before == 0 || after == 0)
			continue;
		sums[c].before += before;
		sums[c].after += after;
		counts[c]++;
		any = true;
	}
	return any;
}

/* Their sums over the areas with more than one scored document, of which the
 * first and the latest count; returns how many such areas there are. */
static int add_pairs(
	const struct site *site, struct svg_pair *sums, int *counts)
{
	int n = 0;

	for (guint i = 0; i < site->scored->len;) {
		const struct site_document *latest =
			g_ptr_array_index(site->scored, i);
		const struct site_document *first = latest;

		for (; i < site->scored->len; i++) {
			const struct site_document *next =
				g_ptr_array_index(site->scored, i);

			if (next->area != latest->area)
				break;
			first = next;
		}
		if (first != latest)
			n += add_pair(site, sums, counts, first, latest);
	}
	return n;
}

static void add_change(GString *out, const struct site *site)
{
	g_autofree struct svg_pair *pairs =
		g_new0(struct svg_pair, site->criteria);
	g_autofree int *counts = g_new0(int, (gsize)site->criteria);
	int areas = add_pairs(site, pairs, counts);
	int n = 0;

	for (int c = 0; c < site->criteria; c++)
		if (counts[c] > 0)
			pairs[n++] = (struct svg_pair){
				site_label(site, site_criterion(site, c)->id),
				pairs[c].before / counts[c],
				pairs[c].after / counts[c]};
	if (n == 0)
		return;
	html_add(out,
		"<h2>First and latest report</h2>\n<p>Means over the %d "
		"areas with more than one scored report: an open mark for the "
		"first, a full one for the latest.</p>\n",
		areas);
	svg_change(out, "First and latest report", pairs, n, site->bottom,
		site->top);
}

/* --- chosen areas -------------------------------------------------------- */

static void add_data(GString *out, const struct site *site)
{
	g_string_append(out,
		"<script type=\"application/json\" id=\"scores\">\n"
		"{\"top\":");
	g_string_append_printf(out, "%d,\"criteria\":[", site->top);
	for (int i = 0; i < site->criteria; i++) {
		const char *id = site_criterion(site, i)->id;

		g_string_append(out, i > 0 ? ",\n[" : "[");
		json_string(out, id);
		g_string_append_c(out, ',');
		json_string(out, site_label(site, id));
		g_string_append_c(out, ']');
	}
	g_string_append(out, "],\n\"reports\":[");
	for (guint i = 0; i < site->scored->len; i++) {
		const struct site_document *document =
			g_ptr_array_index(site->scored, i);
		g_autofree char *title = part_title(site, document);

		g_string_append(out, i > 0 ? ",\n[" : "[");
		json_string(out, document->area->name);
		g_string_append_c(out, ',');
		json_string(out, title);
		g_string_append_c(out, ',');
		json_string(out, document->area->slug);
		g_string_append_c(out, ',');
		json_string(out, document->slug);
		g_string_append(out, ",[");
		for (int c = 0; c < site->criteria; c++)
			g_string_append_printf(out, c > 0 ? ",%d" : "%d",
				site_value(site, document, c));
		g_string_append(out, "]]");
	}
	g_string_append(out, "]}\n</script>\n");
}

bool site_compare(const struct site *site, GError **error)
{
	GString *out = g_string_new(
		"<h1>Compare</h1>\n<p class=\"lede\">Two to six reports side "
		"by side, and groups of reports by their means. A score says "
		"how well a report covers a matter.</p>\n"
		"<div id=\"compare\"><noscript><p>Choosing areas needs "
		"script. Without it, the <a href=\"index.html#map\">table of "
		"all areas</a> holds the same scores.</p></noscript></div>\n");

	add_data(out, site);
	part_key(out, site);
	add_groups(out, site, "region", "By region");
	add_groups(out, site, "outcome", "By outcome of the inspection");
	add_groups(out, site, "determination",
		"By whether a statement of action was required");
	add_groups(out, site, "kind", "By kind of document");
	add_groups(out, site, "framework", "By inspection framework");
	add_groups(out, site, "period",
		"First twelve months of a framework, and later");
	add_change(out, site);
	return site_page(site, "compare.html", "Compare", out, error);
}
