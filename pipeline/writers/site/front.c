/* site/front.c - the front page: what stands out, and the heat map. */
#include "pipeline/writers/site/parts.h"
#include "pipeline/writers/svg.h"

#include <string.h>

#define STANDING_OUT 3 /* criteria named at either end */

/* What the evaluation of 2020 found letters weakest on; see method.html. */
static const struct {
	const char *criterion, *title;
	const char *before; /* what that evaluation counted, of 2 to 8 */
} watched[] = {
	{"social-care-contribution", "What social care contributes", NULL},
	{"outcomes-social-care", "Outcomes in social care", NULL},
	{"statutory-compliance", "Meeting statutory duties",
		" In the inspectorates\u2019 own evaluation of 2020 it was 8 "
		"of "
		"15 letters (reference 200008, paragraph 60)."},
};

static void add_figure(GString *out, int n, const char *label)
{
	g_autofree char *number = html_count(n);

	html_add(out, "<div><dt>%s</dt><dd>%s</dd></div>\n", label, number);
}

static bool is_scored(const struct site_area *area)
{
	if (area->stands_in)
		return false;
	for (guint i = 0; i < area->documents->len; i++) {
		const struct site_document *document =
			g_ptr_array_index(area->documents, i);

		if (document->scores != NULL)
			return true;
	}
	return false;
}

static void add_figures(GString *out, const struct site *site)
{
	const struct tables *tables = site->report->tables;
	int areas = 0;

	for (guint i = 0; i < site->areas->len; i++)
		areas += is_scored(g_ptr_array_index(site->areas, i));
	g_string_append(out, "<dl class=\"figures\">\n");
	add_figure(out, (int)site->documents->len, "documents read");
	add_figure(out, (int)site->scored->len, "letters and reports scored");
	add_figure(out, areas, "local areas that these are about");
	add_figure(out, site_rows(site, tables_find(tables, "scores")),
		"scores given");
	add_figure(out, site_rows(site, tables_find(tables, "evidence")),
		"uses of a sentence as evidence");
	g_string_append(out, "</dl>\n");
}

/* --- what stands out ----------------------------------------------------- */

static int compare_means(gconstpointer a, gconstpointer b, gpointer user)
{
	double left = site_mean(user, *(const int *)a);
	double right = site_mean(user, *(const int *)b);

	if (left != right)
		return left < right ? -1 : 1;
	return *(const int *)a - *(const int *)b;
}

/* The criteria from the lowest mean to the highest; caller frees. */
static int *rank_criteria(const struct site *site)
{
	int *order = g_new(int, site->criteria);

	for (int i = 0; i < site->criteria; i++)
		order[i] = i;
	g_qsort_with_data(order, site->criteria, sizeof *order, compare_means,
		(gpointer)site);
	return order;
}

static void add_ends(
	GString *out, const struct site *site, const int *order, bool high)
{
	g_string_append(out, "<p>");
	for (int i = 0; i < MIN(STANDING_OUT, site->criteria); i++) {
		char mean[HTML_NUMBER];
		int criterion = order[high ? site->criteria - 1 - i : i];

		part_criterion(out, site, criterion, "");
		html_add(out, " (mean %s)%s",
			html_mean(mean, site_mean(site, criterion), 1),
			i + 1 < MIN(STANDING_OUT, site->criteria) ? ", " : "");
	}
	html_add(out, "; a score can be at most %d.</p></li>\n", site->top);
}

static void add_watched(GString *out, const struct site *site)
{
	for (size_t i = 0; i < G_N_ELEMENTS(watched); i++) {
		int criterion = framework_find(
			site->report->framework, watched[i].criterion);
		g_autofree int *counts = g_new0(int, site->top + 1);
		int low = 0;

		if (criterion < 0)
			continue;
		site_count(site, criterion, counts);
		for (int v = 1; v <= site->top; v++)
			low += site_is_low(site, v) ? counts[v] : 0;
		html_add(out,
			"<li><h3>%s</h3><p>%d of %d reports %s %d or less on ",
			watched[i].title, low,
			(int)site->scored->len - counts[0],
			low == 1 ? "scores" : "score", site->top / 2);
		part_criterion(out, site, criterion, "");
		g_string_append_c(out, '.');
		if (site->top > FRAMEWORK_ANCHORS && watched[i].before != NULL)
			g_string_append(out, watched[i].before);
		g_string_append(out, "</p></li>\n");
	}
}

static void add_findings(
	GString *out, const struct site *site, const int *order)
{
	g_string_append(out,
		"<h2 id=\"findings\">What stands out</h2>\n"
		"<ul class=\"points\">\n<li><h3>Least well reported</h3>");
	add_ends(out, site, order, false);
	g_string_append(out, "<li><h3>Best reported</h3>");
	add_ends(out, site, order, true);
	add_watched(out, site);
	g_string_append(out, "</ul>\n");
}

static void add_spread(GString *out, const struct site *site, const int *order)
{
	g_autofree int *counts = g_new0(int, site->top + 1);

	g_string_append(out,
		"<h2 id=\"spread\">How scores spread</h2>\n"
		"<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
		"aria-label=\"How scores spread\">\n"
		"<table class=\"full sortable\">\n<caption>Number of reports "
		"with each score, from the criterion with the lowest mean to "
		"the one with the highest</caption>\n<thead><tr>"
		"<th scope=\"col\">Criterion</th><th scope=\"col\" "
		"class=\"wide\" data-sort=\"no\">Reports by score</th>"
		"<th scope=\"col\" class=\"num\">Mean</th>"
		"<th scope=\"col\" class=\"num\">Low</th></tr></thead>\n"
		"<tbody>\n");
	for (int i = 0; i < site->criteria; i++) {
		int low = 0;

		site_count(site, order[i], counts);
		for (int v = 1; v <= site->top; v++)
			low += site_is_low(site, v) ? counts[v] : 0;
		g_string_append(out, "<tr><th scope=\"row\">");
		part_criterion(out, site, order[i], "");
		g_string_append(out, "</th><td class=\"wide\">");
		svg_stack(out, counts, site->bottom, site->top);
		g_string_append(out, "</td>");
		part_mean(out, site_mean(site, order[i]));
		g_string_append_printf(
			out, "<td class=\"num\">%d</td></tr>\n", low);
	}
	html_add(out,
		"</tbody></table></div>\n<p class=\"soft\">Low: reports that "
		"score %d or less of %d.</p>\n",
		site->top / 2, site->top);
}

/* --- flags --------------------------------------------------------------- */

struct flag_count {
	char *flag;
	GPtrArray *documents; /* of const struct site_document */
};

static void flag_count_free(void *data)
{
	struct flag_count *count = data;

	g_free(count->flag);
	g_ptr_array_unref(count->documents);
	g_free(count);
}

static gint compare_flags(gconstpointer a, gconstpointer b)
{
	const struct flag_count *left = *(struct flag_count *const *)a;
	const struct flag_count *right = *(struct flag_count *const *)b;

	return strcmp(left->flag, right->flag);
}

static struct flag_count *find_count(GPtrArray *counts, const char *flag)
{
	struct flag_count *count;

	for (guint i = 0; i < counts->len; i++) {
		count = g_ptr_array_index(counts, i);
		if (strcmp(count->flag, flag) == 0)
			return count;
	}
	count = g_new0(struct flag_count, 1);
	count->flag = g_strdup(flag);
	count->documents = g_ptr_array_new();
	g_ptr_array_add(counts, count);
	return count;
}

static GPtrArray *count_flags(const struct site *site)
{
	GPtrArray *counts = g_ptr_array_new_with_free_func(flag_count_free);

	for (guint i = 0; i < site->documents->len; i++) {
		struct site_document *document =
			g_ptr_array_index(site->documents, i);
		g_auto(GStrv) flags = g_strsplit(document->flags, " ", -1);

		for (char **flag = flags; *flag != NULL; flag++)
			g_ptr_array_add(
				find_count(counts, *flag)->documents, document);
	}
	g_ptr_array_sort(counts, compare_flags);
	return counts;
}

/* What the table of flags is grouped by, beside the areas above. */
static void add_flag_summary(GString *out, const struct site *site)
{
	static const char *const heads[] = {
		"Grouped by", "Of which", "Flag", "Level", "#Documents", NULL};
	const struct table *summary =
		tables_find(site->report->tables, "flag_summary");

	if (table_rows(summary) == 0)
		return;
	g_string_append(out,
		"<details><summary>Flags by region, determination and "
		"framework</summary>\n");
	part_table(
		out, "Documents that carry each flag", "full sortable", heads);
	for (int r = 0; r < table_rows(summary); r++) {
		const char *grouping = table_cell(summary, r, "grouping");

		if (strcmp(grouping, "area") == 0)
			continue;
		html_add(out,
			"<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td>"
			"<td>%s</td><td class=\"num\">%s of %s</td></tr>\n",
			site_label(site, grouping),
			site_label(site, table_cell(summary, r, "value")),
			part_flag(site, table_cell(summary, r, "flag")),
			table_cell(summary, r, "level"),
			table_cell(summary, r, "documents"),
			table_cell(summary, r, "of"));
	}
	part_table_end(out);
	g_string_append(out,
		"</details>\n<p class=\"soft\">As a table with the areas: "
		"<a href=\"flag_summary.csv\">flag_summary.csv</a>.</p>\n");
}

static void add_flags(GString *out, const struct site *site)
{
	g_autoptr(GPtrArray) counts = count_flags(site);

	if (counts->len == 0)
		return;
	g_string_append(out,
		"<h2 id=\"flags\">Flags raised</h2>\n"
		"<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
		"aria-label=\"Flags raised\">\n<table class=\"full\">\n"
		"<thead><tr><th scope=\"col\">Flag</th><th scope=\"col\" "
		"class=\"num\">Documents</th><th scope=\"col\">Where</th></tr>"
		"</thead>\n<tbody>\n");
	for (guint i = 0; i < counts->len; i++) {
		const struct flag_count *count = g_ptr_array_index(counts, i);

		html_add(out,
			"<tr><th scope=\"row\">%s</th><td class=\"num\">%u"
			"</td><td class=\"wide\">",
			part_flag(site, count->flag), count->documents->len);
		for (guint d = 0; d < count->documents->len; d++) {
			g_string_append(out, d > 0 ? ", " : "");
			part_area(out, g_ptr_array_index(count->documents, d),
				"");
		}
		g_string_append(out, "</td></tr>\n");
	}
	g_string_append(out, "</tbody></table></div>\n");
	add_flag_summary(out, site);
}

/* --- the heat map -------------------------------------------------------- */

static void add_heat_head(GString *out, const struct site *site)
{
	g_string_append(out, "<thead><tr><th scope=\"col\">Area</th>\n");
	for (int i = 0; i < site->criteria; i++) {
		g_string_append(out, "<th scope=\"col\" class=\"turn\">");
		part_criterion(out, site, i, "");
		g_string_append(out, "</th>\n");
	}
	g_string_append(out,
		"<th scope=\"col\" class=\"num\">Mean</th></tr></thead>\n");
}

static void add_attribute(GString *out, const struct site *site,
	const struct site_document *document, const char *column)
{
	const char *value = site_fact(site, document, column);

	if (value != NULL)
		html_add(out, " data-%s=\"%s\"", column,
			site_label(site, value));
}

static void add_heat_row(GString *out, const struct site *site,
	const struct site_document *document)
{
	const char *day = site_day(site, document);

	g_string_append(out, "<tr");
	add_attribute(out, site, document, "region");
	add_attribute(out, site, document, "outcome");
	add_attribute(out, site, document, "determination");
	add_attribute(out, site, document, "kind");
	g_string_append(out, "><th scope=\"row\">");
	part_area(out, document, "");
	if (day != NULL)
		html_add(out, "<small>%.4s</small>", day);
	g_string_append(out, "</th>");
	for (int i = 0; i < site->criteria; i++)
		part_cell(out, site, document, i, "");
	part_mean(out, site_document_mean(site, document));
	g_string_append(out, "</tr>\n");
}

/* The rows of the map, a piece a document. */
static void put_heat_rows(struct splice *page, const struct site *site)
{
	g_autoptr(GString) row = g_string_new(NULL);

	for (guint i = 0; i < site->scored->len; i++) {
		struct site_document *document =
			g_ptr_array_index(site->scored, i);
		struct piece *piece = &document->pieces[PIECE_MAP];

		if (site_keeps(site, document)) {
			splice_keep(page, piece);
			continue;
		}
		g_string_truncate(row, 0);
		add_heat_row(row, site, document);
		splice_put(page, row, piece);
	}
}

static void put_heat(struct splice *page, const struct site *site)
{
	g_autoptr(GString) out = g_string_new(NULL);

	g_string_append(out,
		"<h2 id=\"map\">Every report, every criterion</h2>\n<p>Each "
		"number leads to the sentences it rests on. Areas stand in "
		"order of the alphabet: this is no league table, and a low "
		"score means that a report says little, not that an area does "
		"badly.</p>\n");
	part_key(out, site);
	g_string_append(out,
		"<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
		"aria-label=\"Scores by area and criterion\">\n"
		"<table class=\"heat sortable filterable\">\n<caption>Scores "
		"by area and criterion</caption>\n");
	add_heat_head(out, site);
	g_string_append(out, "<tbody>\n");
	splice_add(page, out->str);
	put_heat_rows(page, site);
	g_string_assign(
		out, "</tbody>\n<tfoot><tr><th scope=\"row\">Mean</th>");
	for (int i = 0; i < site->criteria; i++)
		part_mean(out, site_mean(site, i));
	g_string_append(out, "<td></td></tr></tfoot>\n</table></div>\n");
	splice_add(page, out->str);
}

bool site_front(const struct site *site, GError **error)
{
	g_autofree int *order = rank_criteria(site);
	g_autoptr(Splice) page =
		site_begin_page(site, "index.html", "Overview", error);
	g_autoptr(GString) out = g_string_new(
		"<h1>How well do inspection reports cover support for children "
		"with special educational needs and disabilities?</h1>\n"
		"<p class=\"lede\">Ofsted and the Care Quality Commission "
		"report on how well each local area in England serves children "
		"and young people with SEND. Every report here was read "
		"against the same statements of what such a report should "
		"tell its readers, and every score leads to the sentences "
		"behind it.</p>\n");

	if (page == NULL)
		return false;
	add_figures(out, site);
	if (site->scored->len == 0) {
		g_string_append(out,
			"<p>No letter or report has been scored yet.</p>\n");
	} else {
		add_findings(out, site, order);
		splice_add(page, out->str);
		g_string_truncate(out, 0);
		put_heat(page, site);
		add_spread(out, site, order);
		part_balance_all(out, site);
		add_flags(out, site);
	}
	part_changes(out, site);
	splice_add(page, out->str);
	site_end_page(page, "index.html");
	return true;
}
