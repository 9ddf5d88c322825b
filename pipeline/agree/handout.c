#include "pipeline/agree/handout.h"

#include "pipeline/writers/csv.h"
#include "pipeline/writers/html.h"

const char handout_instructions[] =
	"Read the whole letter first. Give each statement one score, 1, 2, 3 "
	"or 4, by its four steps: for how well the letter reports, not for how "
	"well the area does. In a note you may say which sentence decided it. "
	"Change nothing but the scores and notes, and do not speak of them "
	"with anyone until both sheets are in.";

const char *handout_head(enum handout_column column)
{
	static const char *const heads[HANDOUT_COLUMNS] = {"criterion",
		"statement", "score", "anchor_1", "anchor_2", "anchor_3",
		"anchor_4", "note", "document", "reviewer", "framework",
		"document_version"};

	return heads[column];
}

const char *handout_cell(
	const struct handout *handout, int place, enum handout_column column)
{
	const struct criterion *it =
		framework_criterion(handout->framework, handout->order[place]);
	const char *const cells[HANDOUT_COLUMNS] = {it->id, it->statement, NULL,
		it->anchors[0], it->anchors[1], it->anchors[2], it->anchors[3],
		NULL, handout->document, handout->reviewer,
		framework_id(handout->framework), handout->version};

	return cells[column];
}

GString *handout_csv(const struct handout *handout)
{
	GString *csv = g_string_new(NULL);
	int n = framework_criteria(handout->framework);

	for (int i = -1; i < n; i++)
		for (int c = 0; c < HANDOUT_COLUMNS; c++) {
			csv_cell(csv, COLUMN_TEXT,
				i < 0 ? handout_head(c)
				      : handout_cell(handout, i, c));
			g_string_append(
				csv, c + 1 < HANDOUT_COLUMNS ? "," : "\r\n");
		}
	return csv;
}

void handout_each_block(
	const struct handout *handout, handout_block_func *each, void *user)
{
	const struct text *text = handout->text;

	for (guint i = 0; i < text->blocks->len; i++) {
		const struct text_block *block = text->blocks->pdata[i];
		g_autofree char *words = text_block_string(block, NULL);
		const struct text_line *line;

		if (text_role_is_furniture(block->role) || !*words)
			continue;
		line = block->lines->pdata[0];
		each(user, line->page, block->role, words);
	}
}

/* --- a page to print ---------------------------------------------------- */

struct printing {
	GString *out;
	int page;
};

static void print_block(
	void *user, int page, enum text_role role, const char *words)
{
	struct printing *printing = user;
	const char *tag = role == TEXT_HEADING ? "h4" : "p";

	if (page != printing->page)
		html_add(printing->out, "<h3 class=\"page\">Page %d</h3>\n",
			page);
	printing->page = page;
	g_string_append_printf(printing->out, "<%s>%s", tag,
		role == TEXT_BULLET ? "\u2022 " : "");
	html_add(printing->out, "%s", words);
	g_string_append_printf(printing->out, "</%s>\n", tag);
}

static void print_criterion(
	GString *out, const struct handout *handout, int place)
{
	html_add(out,
		"<section>\n<h3>%d. %s</h3>\n<p class=\"id\">%s</p>\n<ul>",
		place + 1, handout_cell(handout, place, HANDOUT_STATEMENT),
		handout_cell(handout, place, HANDOUT_CRITERION));
	for (int i = 0; i < FRAMEWORK_ANCHORS; i++)
		html_add(out, "<li>\u2610 %d: %s</li>", i + 1,
			handout_cell(handout, place, HANDOUT_ANCHOR + i));
	g_string_append(
		out, "</ul>\n<p class=\"note\">Note:</p>\n</section>\n");
}

GString *handout_page(const struct handout *handout)
{
	struct printing printing = {
		.out = g_string_new(
			"<!doctype html>\n<html lang=\"en-GB\">\n<head>\n"
			"<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
			"content=\"width=device-width, initial-scale=1\">\n")};
	GString *out = printing.out;

	html_add(out, "<title>Score sheet: %s, %s</title>\n", handout->document,
		handout->reviewer);
	g_string_append(out,
		"<style>@page{size:A4;margin:18mm}body{font:11pt/1.4 serif;"
		"max-width:45rem;margin:auto;padding:0 1rem}h1,h2,h3,h4{break-"
		"after:avoid}section{break-inside:avoid}ul{list-style:none;"
		"padding:0}.id,.page{color:#555;margin:0}.note{border-bottom:"
		"1px solid #999;min-height:2.8em}.letter{break-before:page}"
		"p{orphans:3;widows:3}</style>\n</head>\n<body>\n");
	html_add(out,
		"<h1>%s</h1>\n<p>Reviewer: %s</p>\n<p>%s Type them into the "
		"workbook or the CSV file of the same name.</p>\n"
		"<h2>Statements</h2>\n",
		handout->document, handout->reviewer, handout_instructions);
	for (int i = 0; i < framework_criteria(handout->framework); i++)
		print_criterion(out, handout, i);
	g_string_append(out, "<div class=\"letter\">\n<h2>The letter</h2>\n");
	handout_each_block(handout, print_block, &printing);
	g_string_append(out, "</div>\n</body>\n</html>\n");
	return out;
}
