/* site/parts.c - see site/parts.h. */
#include "pipeline/writers/site/parts.h"

#include <string.h>

void part_mark(GString *out, const struct site *site, int value)
{
	if (value == 0)
		g_string_append(out,
			"<span class=\"mark none\">\u2013<span "
			"class=\"hidden\"> no score</span></span>");
	else
		g_string_append_printf(out,
			"<span class=\"mark heat-%d\">%d</span>",
			value * 8 / site->top, value);
}

void part_why(GString *out, const struct site *site,
	const struct site_document *document, int criterion)
{
	const struct table *scores =
		tables_find(site->report->tables, "scores");
	struct span span = site_span(site, "scores", document->name);
	const char *id = site_criterion(site, criterion)->id;

	for (int r = span.first; r < span.first + span.count; r++) {
		const char *reviewer = table_cell(scores, r, "reviewer");

		if (strcmp(table_cell(scores, r, "criterion"), id) != 0)
			continue;
		if (strcmp(reviewer, g_ptr_array_index(site->reviewers, 0)) !=
			0)
			g_string_append(out, "<br>");
		if (site->reviewers->len > 1)
			html_add(
				out, "<b>%s</b>: ", site_label(site, reviewer));
		html_add(out, "%s", table_cell(scores, r, "why"));
	}
}

void part_key(GString *out, const struct site *site)
{
	static const char *const one[] = {"absent, or only in set phrases",
		"touched on or asserted", "a clear statement with evidence",
		"judgement, evidence, and what it means for children"};

	g_string_append(out, "<ul class=\"key\">\n");
	if (site->top == FRAMEWORK_ANCHORS)
		for (int v = 1; v <= FRAMEWORK_ANCHORS; v++)
			g_string_append_printf(out,
				"<li><b class=\"heat-%d\">%d</b>%s</li>\n",
				v * 2, v, one[v - 1]);
	else
		for (int v = 2; v <= site->top; v++)
			g_string_append_printf(out,
				"<li><b class=\"heat-%d\">%d</b>%s</li>\n", v,
				v,
				v == 2 ? "twice 1: both reviewers found "
					 "nothing, or too little"
				: v == site->top ? "twice 4: both reviewers "
						   "found it fully covered"
						 : "");
	g_string_append(
		out, "<li><b class=\"none\">\u2013</b>no score</li>\n</ul>\n");
}

void part_cell(GString *out, const struct site *site,
	const struct site_document *document, int criterion, const char *root)
{
	int value = site_value(site, document, criterion);

	if (value == 0) {
		g_string_append(out,
			"<td class=\"none\"><span>\u2013<span "
			"class=\"hidden\"> no score</span></span></td>");
		return;
	}
	/* Slugs and ids need no escaping: see html_slug() and criteria.rng. */
	g_string_append_printf(out,
		"<td class=\"heat-%d\"><a href=\"%sareas/%s.html#%s-%s\">%d"
		"</a></td>",
		value * 8 / site->top, root, document->area->slug,
		document->slug, site_criterion(site, criterion)->id, value);
}

void part_mean(GString *out, double mean)
{
	char number[HTML_NUMBER];

	g_string_append_printf(out, "<td class=\"num\">%s</td>",
		mean > 0 ? html_mean(number, mean, 1) : "");
}

void part_criterion(
	GString *out, const struct site *site, int criterion, const char *root)
{
	const char *id = site_criterion(site, criterion)->id;

	html_add(out, "<a href=\"%scriteria/%s.html\">%s</a>", root, id,
		site_label(site, id));
}

void part_area(
	GString *out, const struct site_document *document, const char *root)
{
	html_add(out, "<a href=\"%sareas/%s.html#%s\">%s</a>", root,
		document->area->slug, document->slug, document->area->name);
}

static bool is_web_address(const char *source)
{
	return source != NULL && (g_str_has_prefix(source, "https://") ||
					 g_str_has_prefix(source, "http://"));
}

void part_original(GString *out, const struct site *site,
	const struct site_document *document, const char *page,
	const char *words)
{
	const char *source = site_fact(site, document, "source");
	const char *root = "../"; /* only area and criterion pages quote */

	if (document->file == NULL && !is_web_address(source)) {
		html_add(out, "%s", words);
		return;
	}
	if (document->file != NULL)
		html_add(out, "<a href=\"%s%s", root, document->file);
	else
		html_add(out, "<a href=\"%s", source);
	if (page != NULL)
		html_add(out, "#page=%s", page);
	html_add(out, "\">%s</a>", words);
}

void part_quote(
	GString *out, const struct site *site, const struct quote *quote)
{
	g_autofree char *place =
		quote->page == NULL ? g_strdup("original")
				    : g_strdup_printf("page %s", quote->page);

	html_add(out, "<blockquote>%s</blockquote>\n<span class=\"from\">",
		quote->text);
	part_original(out, site, quote->document, quote->page, place);
	g_string_append(out, quote->note == NULL ? "" : quote->note);
	g_string_append(out, "</span>\n");
}

const char *part_flag(const struct site *site, const char *id)
{
	g_autofree char *key = g_strconcat("flag:", id, NULL);
	const char *label = g_hash_table_lookup(site->labels, key);

	return label != NULL ? label : site_label(site, id);
}

char *part_day(const struct site *site, const struct site_document *document)
{
	const char *published = site_fact(site, document, "published");
	const char *inspected = site_fact(site, document, "inspection_end");
	g_autofree char *day = NULL;

	if (published != NULL)
		return html_date(published);
	if (inspected == NULL)
		return g_strdup("undated");
	day = html_date(inspected);
	return g_strdup_printf("inspected %s", day);
}

char *part_title(const struct site *site, const struct site_document *document)
{
	const char *kind = site_fact(site, document, "kind");
	g_autofree char *day = part_day(site, document);

	return g_strdup_printf("%s, %s",
		kind == NULL ? "Document" : site_label(site, kind), day);
}

void part_sorted_cell(GString *out, const char *classes, const char *key)
{
	html_add(out, "<td class=\"%s\"", classes);
	if (key != NULL)
		html_add(out, " data-sort=\"%s\"", key);
	g_string_append_c(out, '>');
}

void part_table(GString *out, const char *caption, const char *classes,
	const char *const *heads)
{
	html_add(out,
		"<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
		"aria-label=\"%s\">\n<table class=\"%s\">\n<caption>%s"
		"</caption>\n<thead><tr>",
		caption, classes, caption);
	/* A head that begins with # stands over numbers. */
	for (; *heads != NULL; heads++)
		html_add(out,
			**heads == '#'
				? "<th scope=\"col\" class=\"num\">%s</th>"
				: "<th scope=\"col\">%s</th>",
			*heads + (**heads == '#'));
	g_string_append(out, "</tr></thead>\n<tbody>\n");
}

void part_table_end(GString *out)
{
	g_string_append(out, "</tbody></table></div>\n");
}
