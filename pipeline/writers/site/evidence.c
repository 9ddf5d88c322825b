/* site/evidence.c - the sentences of a document: those behind its scores, and
 * all of them in their place. */
#include "pipeline/writers/site/parts.h"
#include "pipeline/writers/svg.h"

#include <string.h>

/* --- evidence ------------------------------------------------------------ */

static char *evidence_note(const struct site_document *document,
	const char *finding, const char *indicators)
{
	return g_markup_printf_escaped(
		" \u00b7 <a href=\"#%s-f-%s\">in its place</a> \u00b7 found "
		"by %s",
		document->slug, finding, indicators);
}

/* One sentence, with all the indicators that found it. Returns the row after
 * the last of them. */
static int add_sentence(GString *out, const struct site *site,
	const struct site_document *document, struct span rest)
{
	const struct table *evidence =
		tables_find(site->report->tables, "evidence");
	const char *finding = table_cell(evidence, rest.first, "finding");
	const char *criterion = table_cell(evidence, rest.first, "criterion");
	GString *indicators = g_string_new(NULL);
	g_autofree char *note = NULL;
	struct quote quote;
	int r = rest.first;

	/* Equal cells are the same string. */
	for (; r < rest.first + rest.count &&
		table_cell(evidence, r, "finding") == finding &&
		table_cell(evidence, r, "criterion") == criterion;
		r++)
		g_string_append_printf(indicators, "%s%s",
			indicators->len > 0 ? ", " : "",
			table_cell(evidence, r, "indicator"));
	note = evidence_note(document, finding, indicators->str);
	quote = (struct quote){document,
		table_cell(evidence, rest.first, "text"),
		table_cell(evidence, rest.first, "page"), note};
	g_string_append(out, "<li>");
	part_quote(out, site, &quote);
	g_string_append(out, "</li>\n");
	g_string_free(indicators, TRUE);
	return r;
}

static void add_evidence_of(GString *out, const struct site *site,
	const struct site_document *document, int criterion)
{
	const struct table *evidence =
		tables_find(site->report->tables, "evidence");
	struct span span = site_span(site, "evidence", document->name);
	const char *id = site_criterion(site, criterion)->id;
	int end = span.first + span.count, r = span.first;
	bool any = false;

	html_add(out, "<section id=\"%s-%s\">\n<h4>", document->slug, id);
	part_criterion(out, site, criterion, "../");
	g_string_append(out, " ");
	part_mark(out, site, site_value(site, document, criterion));
	html_add(out, "</h4>\n<p>%s</p>\n<p class=\"soft\">",
		site_criterion(site, criterion)->statement);
	part_why(out, site, document, criterion);
	html_add(out,
		" <a href=\"../criteria/%s.html#rules\">What the rules "
		"count</a>",
		id);
	g_string_append(out, "</p>\n<ul class=\"quotes\">\n");
	while (r < end) {
		if (strcmp(table_cell(evidence, r, "criterion"), id) != 0) {
			r++;
			continue;
		}
		r = add_sentence(
			out, site, document, (struct span){r, end - r});
		any = true;
	}
	g_string_append(out,
		any ? "</ul>\n</section>\n"
		    : "<li>No sentence was found that speaks of this.</li>\n"
		      "</ul>\n</section>\n");
}

void part_evidence(GString *out, const struct site *site,
	const struct site_document *document)
{
	if (document->scores == NULL)
		return;
	for (int i = 0; i < site->criteria; i++)
		add_evidence_of(out, site, document, i);
}

/* --- findings ------------------------------------------------------------ */

static void add_bars(GString *out, const struct site *site,
	const gint32 *counts, const char *head)
{
	struct svg_bar bars[SITE_SECTORS];
	int sum = 0;

	for (int i = 0; i < SITE_SECTORS; i++) {
		bars[i] = (struct svg_bar){
			site_label(site, site_sectors[i]), counts[i]};
		sum += counts[i];
	}
	if (sum == 0)
		return;
	g_string_append(out, head);
	svg_bars(
		out, "Sentences that speak of each sector", bars, SITE_SECTORS);
}

void part_balance(GString *out, const struct site *site,
	const struct site_document *document)
{
	add_bars(out, site, document->sectors, "");
}

void part_balance_all(GString *out, const struct site *site)
{
	gint32 counts[SITE_SECTORS] = {0};

	for (guint i = 0; i < site->scored->len; i++) {
		const struct site_document *document =
			g_ptr_array_index(site->scored, i);

		for (int s = 0; s < SITE_SECTORS; s++)
			counts[s] += document->sectors[s];
	}
	add_bars(out, site, counts,
		"<h2 id=\"sectors\">Balance between sectors</h2>\n<p>How many "
		"sentences of all scored reports speak of each sector. One may "
		"speak of more than one.</p>\n");
}

static void add_finding(GString *out, const struct site *site,
	const struct site_document *document, int row)
{
	const struct table *findings =
		tables_find(site->report->tables, "findings");
	const char *polarity = table_cell(findings, row, "polarity");
	g_autofree char *note = NULL;
	struct quote quote = {document, table_cell(findings, row, "text"),
		table_cell(findings, row, "page"), NULL};

	if (polarity != NULL && strcmp(polarity, "neutral") != 0)
		note = g_markup_printf_escaped(
			" \u00b7 %s", site_label(site, polarity));
	quote.note = note;
	html_add(out, "<li id=\"%s-f-%s\" class=\"%s\">", document->slug,
		table_cell(findings, row, "finding"),
		polarity == NULL ? "neutral" : polarity);
	part_quote(out, site, &quote);
	g_string_append(out, "</li>\n");
}

/* What is to be done, in either framework: it comes first on a page, and not
 * once more in its place. */
static const char *const first_sections[] = {
	"wsoa", "priority-action", "improvement", NULL};

static bool is_first(const char *section)
{
	return section != NULL && g_strv_contains(first_sections, section);
}

void part_section(GString *out, const struct site *site,
	const struct site_document *document, const char *section)
{
	const struct table *findings =
		tables_find(site->report->tables, "findings");
	struct span span = site_span(site, "findings", document->name);
	bool any = false;

	for (int r = span.first; r < span.first + span.count; r++) {
		if (g_strcmp0(table_cell(findings, r, "section"), section) != 0)
			continue;
		g_string_append(out, any ? "" : "<ul class=\"quotes\">\n");
		any = true;
		add_finding(out, site, document, r);
	}
	g_string_append(out, any ? "</ul>\n" : "");
}

void part_findings(GString *out, const struct site *site,
	const struct site_document *document)
{
	const struct table *findings =
		tables_find(site->report->tables, "findings");
	struct span span = site_span(site, "findings", document->name);
	const char *section = NULL;

	/* Equal cells are the same string, and none is "". */
	for (int r = span.first; r < span.first + span.count; r++) {
		const char *now = table_cell(findings, r, "section");

		if (now == NULL || is_first(now))
			continue;
		if (now != section) {
			g_string_append(out, section == NULL ? "" : "</ul>\n");
			html_add(out, "<h4>%s</h4>\n<ul class=\"quotes\">\n",
				site_label(site, now));
			section = now;
		}
		add_finding(out, site, document, r);
	}
	g_string_append(out, section == NULL ? "" : "</ul>\n");
}
