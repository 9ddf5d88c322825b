/* site/criterion.c - a page a criterion, and the list of them. */
#include "pipeline/writers/site/parts.h"
#include "pipeline/writers/svg.h"

#include <stdlib.h>
#include <string.h>

#define QUOTED_REPORTS   3 /* at either end of a criterion's page */
#define QUOTED_SENTENCES 2 /* of each of them */

/* What the keys of a source stand for: "EVAL 60; OFEV 5.1". */
static void add_works(
	GString *out, const struct framework *framework, const char *source)
{
	g_auto(GStrv) words = g_strsplit_set(source, " ;,()", -1);
	g_autoptr(GHashTable) told = g_hash_table_new(g_str_hash, g_str_equal);

	for (char **word = words; *word != NULL; word++) {
		const char *title = framework_work(framework, *word);

		if (title != NULL && g_hash_table_add(told, *word))
			html_add(out, " %s: %s.", *word, title);
	}
}

static void add_anchors(GString *out, const struct site *site,
	const struct criterion *criterion)
{
	g_string_append(out,
		"<h2>What each score asks for</h2>\n<ol class=\"anchors\">\n");
	for (int i = 0; i < FRAMEWORK_ANCHORS; i++)
		html_add(out,
			"<li><span><span class=\"mark heat-%d\">%d</span>"
			"</span><span>%s</span></li>\n",
			(i + 1) * 2, i + 1, criterion->anchors[i]);
	html_add(out, "</ol>\n<p class=\"soft\">Source: %s. Standing: %s.",
		criterion->source, site_label(site, criterion->confidence));
	add_works(out, site->report->framework, criterion->source);
	g_string_append(out, "</p>\n");
}

/* --- what the rules count ------------------------------------------------ */

static void add_rungs(GString *out, const struct site *site, int criterion)
{
	g_string_append(out, "<ol class=\"anchors\">\n");
	for (int score = 1; score <= FRAMEWORK_ANCHORS; score++) {
		g_autofree char *rung = framework_rung(
			site->report->framework, criterion, score);

		if (rung != NULL)
			html_add(out,
				"<li><span><span class=\"mark heat-%d\">%d"
				"</span></span><span>%s</span></li>\n",
				score * 2, score, rung);
	}
	g_string_append(out, "</ol>\n");
}

static void add_indicators(GString *out, const struct site *site, int criterion)
{
	static const char *const heads[] = {
		"Indicator", "Aspect", "Only sentences", NULL};
	const struct framework *framework = site->report->framework;

	g_string_append(out,
		"<details><summary>The indicators that find its sentences"
		"</summary>\n");
	part_table(out, "Indicators, in the order of the rules", "full", heads);
	for (int i = 0; i < framework_indicators(framework); i++) {
		const struct indicator *indicator =
			framework_indicator(framework, i);

		if (indicator->criterion != criterion)
			continue;
		html_add(out,
			"<tr id=\"%s\"><th scope=\"row\"><code>%s</code></th>"
			"<td>%s</td><td>%s</td></tr>\n",
			indicator->id, indicator->id,
			indicator->side == NULL ? "\u2013" : indicator->side,
			*indicator->asks == '\0' ? "any" : indicator->asks);
	}
	part_table_end(out);
	g_string_append(out, "</details>\n");
}

static void add_rules(GString *out, const struct site *site, int criterion)
{
	g_string_append(out,
		"<h2 id=\"rules\">What the rules count</h2>\n<p>The ladder "
		"gives the highest score whose rule holds, as long as those "
		"below it do; otherwise 1. Each rule counts among the "
		"sentences that some indicator of this criterion finds: "
		"different sentences, the different aspects that their "
		"indicators speak of, and so on.</p>\n");
	add_rungs(out, site, criterion);
	add_indicators(out, site, criterion);
	g_string_append(out,
		"<p class=\"soft\">An indicator is a pattern of words, and "
		"what it asks of the sentence beside them. The patterns stand "
		"in <code>scoring/criteria.xml</code> of lettermark.</p>\n");
}

/* --- how reports score --------------------------------------------------- */

static void add_distribution(
	GString *out, const struct site *site, int criterion)
{
	int first = site->bottom;
	g_autofree int *counts = g_new0(int, site->top + 1);
	struct svg_bar bars[9];
	char labels[G_N_ELEMENTS(bars)][16];
	int n = 0;

	site_count(site, criterion, counts);
	for (int v = first; v <= site->top; v++, n++) {
		g_snprintf(labels[n], sizeof labels[n], "Score %d", v);
		bars[n] = (struct svg_bar){labels[n], counts[v]};
	}
	g_string_append(out, "<div><h2>How reports score</h2>\n");
	svg_bars(out, "Reports by score", bars, n);
	g_string_append(out, "</div>\n");
}

static void add_region(GString *out, const struct site *site,
	const struct site_group *group, int criterion)
{
	g_autofree int *counts = g_new0(int, site->top + 1);

	for (guint i = 0; i < group->documents->len; i++)
		counts[site_value(site, g_ptr_array_index(group->documents, i),
			criterion)]++;
	html_add(out, "<tr><th scope=\"row\">%s</th><td class=\"wide\">",
		group->label);
	svg_stack(out, counts, site->bottom, site->top);
	g_string_append_printf(out, "</td><td class=\"num\">%u</td>",
		group->documents->len - (guint)counts[0]);
	part_mean(out, site_group_mean(site, group, criterion));
	g_string_append(out, "</tr>\n");
}

static void add_regions(GString *out, const struct site *site, int criterion)
{
	static const char *const heads[] = {
		"Region", "Reports by score", "#Reports", "#Mean", NULL};
	g_autoptr(GPtrArray) regions =
		site_groups(site, site->scored, "region");

	if (regions->len < 2)
		return;
	g_string_append(out, "<div><h2>By region</h2>\n");
	part_table(out, "Reports by score, region by region", "full", heads);
	for (guint i = 0; i < regions->len; i++)
		add_region(out, site, g_ptr_array_index(regions, i), criterion);
	part_table_end(out);
	g_string_append(out, "</div>\n");
}

/* --- the most and the least ----------------------------------------------- */

/* A sentence of a report, and how much it tells of a criterion. */
struct told {
	int row; /* of evidence: its first */
	double bearing;
};

static gint compare_told(gconstpointer a, gconstpointer b)
{
	const struct told *left = a, *right = b;

	if (left->bearing != right->bearing)
		return left->bearing < right->bearing ? 1 : -1;
	return left->row - right->row;
}

/* The report's sentences on a criterion, the most telling first. */
static GArray *rank_sentences(const struct site *site,
	const struct site_document *document, int criterion)
{
	const struct table *evidence =
		tables_find(site->report->tables, "evidence");
	struct span span = site_span(site, "evidence", document->name);
	const char *id = site_criterion(site, criterion)->id, *last = NULL;
	GArray *ranked = g_array_new(FALSE, FALSE, sizeof(struct told));

	for (int r = span.first; r < span.first + span.count; r++) {
		const char *finding = table_cell(evidence, r, "finding");
		struct told told = {.row = r};

		if (strcmp(table_cell(evidence, r, "criterion"), id) != 0)
			continue;
		/* Equal cells of the tables are the same string. */
		if (finding != last)
			g_array_append_val(ranked, told);
		last = finding;
		g_array_index(ranked, struct told, ranked->len - 1).bearing +=
			framework_bearing(site->report->framework, criterion,
				table_cell(evidence, r, "indicator"));
	}
	g_array_sort(ranked, compare_told);
	return ranked;
}

/* A report, by its score and then by all that its sentences tell. */
struct ranked {
	const struct site_document *document;
	int value;
	double bearing;
};

/* The most first; equal ones as the site orders them. */
static gint compare_ranked(gconstpointer a, gconstpointer b)
{
	const struct ranked *left = a, *right = b;

	if (left->value != right->value)
		return right->value - left->value;
	return (left->bearing < right->bearing) -
	       (left->bearing > right->bearing);
}

static GArray *rank_reports(const struct site *site, int criterion)
{
	GArray *ranked = g_array_new(FALSE, FALSE, sizeof(struct ranked));

	for (guint i = 0; i < site->scored->len; i++) {
		const struct site_document *document =
			g_ptr_array_index(site->scored, i);
		struct ranked row = {document,
			site_value(site, document, criterion),
			document->bearing[criterion]};

		if (row.value > 0)
			g_array_append_val(ranked, row);
	}
	g_array_sort(ranked, compare_ranked);
	return ranked;
}

static void add_quotes(GString *out, const struct site *site,
	const struct site_document *document, int criterion)
{
	const struct table *evidence =
		tables_find(site->report->tables, "evidence");
	g_autoptr(GArray) ranked = rank_sentences(site, document, criterion);

	for (guint i = 0; i < MIN(ranked->len, QUOTED_SENTENCES); i++) {
		int row = g_array_index(ranked, struct told, i).row;
		struct quote quote = {document,
			table_cell(evidence, row, "text"),
			table_cell(evidence, row, "page"), NULL};

		g_string_append(out, "<li>");
		part_quote(out, site, &quote);
		g_string_append(out, "</li>\n");
	}
	if (ranked->len == 0)
		g_string_append(out,
			"<li>No sentence was found that speaks of this."
			"</li>\n");
}

static bool add_report(GString *out, const struct site *site,
	const struct site_document *document, int criterion, GError **error)
{
	const char *id = site_criterion(site, criterion)->id;

	if (!site_turn(site, document, TABLES_EVIDENCE, error))
		return false;
	html_add(out, "<h3><a href=\"../areas/%s.html#%s-%s\">%s</a> ",
		document->area->slug, document->slug, id, document->area->name);
	part_mark(out, site, site_value(site, document, criterion));
	g_string_append(out, "</h3>\n<ul class=\"quotes\">\n");
	add_quotes(out, site, document, criterion);
	g_string_append(out, "</ul>\n");
	return true;
}

/* Some of the reports with the most or the least, and of how many. */
static bool add_end(GString *out, const struct site *site, int criterion,
	const GArray *order, bool most, GError **error)
{
	guint last = order->len - 1, n = 0, shown;
	int value = g_array_index(order, struct ranked, most ? 0 : last).value;

	for (guint i = 0; i < order->len; i++)
		n += g_array_index(order, struct ranked, i).value == value;
	shown = MIN(n, QUOTED_REPORTS);
	g_string_append_printf(out,
		"<div><h2>Examples with the %s</h2>\n<p class=\"soft\">%u of "
		"%u %s with %d.</p>\n",
		most ? "most" : "least", shown, n,
		n == 1 ? "report" : "reports", value);
	for (guint i = 0; i < shown; i++)
		if (!add_report(out, site,
			    g_array_index(
				    order, struct ranked, most ? i : last - i)
				    .document,
			    criterion, error))
			return false;
	g_string_append(out, "</div>");
	return true;
}

/* Nothing where all have the same: none of them would be an example. */
static bool add_ends(
	GString *out, const struct site *site, int criterion, GError **error)
{
	g_autoptr(GArray) order = rank_reports(site, criterion);

	if (order->len == 0 ||
		g_array_index(order, struct ranked, 0).value ==
			g_array_index(order, struct ranked, order->len - 1)
				.value)
		return true;
	g_string_append(out, "<div class=\"two\">");
	if (!add_end(out, site, criterion, order, true, error) ||
		!add_end(out, site, criterion, order, false, error))
		return false;
	g_string_append(out, "</div>\n");
	return true;
}

/* --- every report -------------------------------------------------------- */

static void add_row(GString *out, const struct site *site,
	const struct site_document *document, int criterion)
{
	const char *region = site_fact(site, document, "region");

	html_add(out,
		"<tr><th scope=\"row\"><a href=\"../areas/%s.html#%s-%s\">%s"
		"</a></th><td>%s</td><td>",
		document->area->slug, document->slug,
		site_criterion(site, criterion)->id, document->area->name,
		region == NULL ? "\u2013" : region);
	part_mark(out, site, site_value(site, document, criterion));
	g_string_append(out, "</td><td class=\"wide\">");
	part_why(out, site, document, criterion);
	g_string_append(out, "</td></tr>\n");
}

static const char *const row_heads[] = {"Area", "Region", "Score", "Why", NULL};

/* What stands on a criterion's page before the rows. */
static bool add_page(
	GString *out, const struct site *site, int index, GError **error)
{
	const struct criterion *criterion = site_criterion(site, index);

	html_add(out,
		"<p class=\"crumbs\"><a href=\"../criteria.html\">All "
		"criteria</a></p>\n<h1>%s</h1>\n<p class=\"lede\">%s</p>\n",
		site_label(site, criterion->id), criterion->statement);
	add_anchors(out, site, criterion);
	add_rules(out, site, index);
	if (site->scored->len == 0)
		return true;
	g_string_append(out, "<div class=\"two\">\n");
	add_distribution(out, site, index);
	add_regions(out, site, index);
	g_string_append(out, "</div>\n");
	if (!add_ends(out, site, index, error))
		return false;
	if (strcmp(criterion->id, "statutory-compliance") == 0)
		part_duties_all(out, site);
	g_string_append(out, "<h2>Every report</h2>\n");
	part_table(out, "Scores of all reports on this criterion",
		"full sortable", row_heads);
	return true;
}

static char *page_name(const struct site *site, int criterion)
{
	return g_strdup_printf(
		"criteria/%s.html", site_criterion(site, criterion)->id);
}

static struct splice *begin_criterion(
	const struct site *site, int criterion, GError **error)
{
	g_autofree char *name = page_name(site, criterion);
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(Splice) page = site_begin_page(site, name,
		site_label(site, site_criterion(site, criterion)->id), error);

	if (page == NULL || !add_page(out, site, criterion, error))
		return NULL;
	splice_add(page, out->str);
	return g_steal_pointer(&page);
}

static void end_criterion(
	struct splice *page, const struct site *site, int criterion)
{
	g_autofree char *name = page_name(site, criterion);
	g_autoptr(GString) out = g_string_new(NULL);

	if (site->scored->len > 0)
		part_table_end(out);
	splice_add(page, out->str);
	site_end_page(page, name);
}

struct criteria {
	const struct site *site;
	struct splice **pages;
	GString *row;
};

void criteria_free(struct criteria *criteria)
{
	if (criteria == NULL)
		return;
	for (int c = 0; c < criteria->site->criteria; c++)
		splice_free(criteria->pages[c]);
	g_free(criteria->pages);
	g_string_free(criteria->row, TRUE);
	g_free(criteria);
}

struct criteria *criteria_begin(const struct site *site, GError **error)
{
	g_autoptr(Criteria) criteria = g_new0(struct criteria, 1);

	criteria->site = site;
	criteria->row = g_string_new(NULL);
	criteria->pages = g_new0(struct splice *, site->criteria);
	for (int c = 0; c < site->criteria; c++) {
		criteria->pages[c] = begin_criterion(site, c, error);
		if (criteria->pages[c] == NULL)
			return NULL;
	}
	return g_steal_pointer(&criteria);
}

void criteria_document(
	struct criteria *criteria, struct site_document *document)
{
	struct piece *pieces = document->pieces + PIECE_CRITERIA;

	for (int c = 0; c < criteria->site->criteria; c++) {
		if (site_keeps(criteria->site, document)) {
			splice_keep(criteria->pages[c], &pieces[c]);
			continue;
		}
		g_string_truncate(criteria->row, 0);
		add_row(criteria->row, criteria->site, document, c);
		splice_put(criteria->pages[c], criteria->row, &pieces[c]);
	}
}

void criteria_end(struct criteria *criteria)
{
	for (int c = 0; c < criteria->site->criteria; c++)
		end_criterion(criteria->pages[c], criteria->site, c);
}

bool site_criteria(const struct site *site, GError **error)
{
	static const char *const heads[] = {
		"Criterion", "Statement", "#Mean", NULL};
	GString *out = g_string_new(
		"<h1>Criteria</h1>\n"
		"<p class=\"lede\">What a report on a local area should tell "
		"its readers, as statements that are scored from 1 to 4.</p>\n"
		"<p>The wording of the statements that inspectors used in "
		"2020 was never published. These are reconstructed: each page "
		"says from what, and how surely.</p>\n");
	part_table(out, "The criteria", "full sortable", heads);
	for (int i = 0; i < site->criteria; i++) {
		g_string_append(out, "<tr><th scope=\"row\">");
		part_criterion(out, site, i, "");
		html_add(out, "</th><td class=\"wide\">%s</td>",
			site_criterion(site, i)->statement);
		part_mean(out, site_mean(site, i));
		g_string_append(out, "</tr>\n");
	}
	part_table_end(out);
	return site_page(site, "criteria.html", "Criteria", out, error);
}
