/* site/search.c - a page that finds words in every finding, and the sentences
 * it looks through. */
#include "pipeline/writers/json.h"
#include "pipeline/writers/site/parts.h"

#include <string.h>

/* One sentence: where it stands and what it says. */
static void add_finding(GString *out, const struct table *findings, int row)
{
	g_string_append_c(out, '[');
	json_string(out, table_cell(findings, row, "finding"));
	g_string_append_c(out, ',');
	json_cell(out, COLUMN_INTEGER, table_cell(findings, row, "page"));
	g_string_append_c(out, ',');
	json_string(out, table_cell(findings, row, "text"));
	g_string_append(out, "],\n");
}

/*
 * The sentences as script, because a page opened from a file may load script
 * but not data: for each document its area, title, page and place, then its
 * findings.
 */
struct splice *search_begin(const struct site *site, GError **error)
{
	struct splice *search = splice_new(site->output, "findings.js", error);

	if (search != NULL)
		splice_add(search, "\"use strict\";\nconst documents = [\n");
	return search;
}

static void add_document(GString *out, const struct site *site,
	const struct site_document *document)
{
	const struct table *findings =
		tables_find(site->report->tables, "findings");
	struct span span = site_span(site, "findings", document->name);
	g_autofree char *title = part_title(site, document);

	if (span.count == 0)
		return;
	g_string_append_c(out, '[');
	json_string(out, document->area->name);
	g_string_append_c(out, ',');
	json_string(out, title);
	g_string_append_printf(out, ",\"%s\",\"%s\",[\n", document->area->slug,
		document->slug);
	for (int r = span.first; r < span.first + span.count; r++)
		add_finding(out, findings, r);
	g_string_append(out, "]],\n");
}

void search_document(struct splice *search, const struct site *site,
	struct site_document *document)
{
	struct piece *piece = &document->pieces[PIECE_SEARCH];
	g_autoptr(GString) out = NULL;

	if (document->kept) {
		splice_keep(search, piece);
		return;
	}
	out = g_string_new(NULL);
	add_document(out, site, document);
	splice_put(search, out, piece);
}

void search_end(struct splice *search)
{
	splice_add(search, "];\n");
	splice_close(search);
}

bool site_search(const struct site *site, GError **error)
{
	return site_page(site, "search.html", "Search",
		g_string_new(
			"<h1>Search</h1>\n<p class=\"lede\">Words in their "
			"place, in every finding of every document.</p>\n"
			"<div id=\"search\"><noscript><p>Searching needs "
			"script. Without it, <a href=\"findings.csv\">"
			"findings.csv</a> holds every sentence, and each "
			"area\u2019s page quotes its own.</p></noscript></div>"
			"\n<script src=\"findings.js\" defer></script>\n"),
		error);
}
