/*
 * layout.h - from positioned words to blocks: what a format that knows only
 * where words stand on a page (pdf, OCR) needs to make a text of them.
 *
 * The format gives every page its words, in any order; layout_run() finds
 * lines, page furniture, footnotes, headings, lists, tables and paragraphs,
 * joins what runs over a page end, and adds the blocks to the text. The pages
 * are added to the text by the format, before.
 */
#ifndef LETTERMARK_LAYOUT_H
#define LETTERMARK_LAYOUT_H

#include "extractors/text.h"

/* A word, or a part of one where the type changes in its midst. */
struct layout_word {
	char *text; /* cleaned, not empty; owned */
	struct text_box box;
	float size; /* of its type, points */
	bool bold, italic;
	bool glued;    /* no space stands between the word before and it */
	bool vertical; /* runs up or down the page; `text` may hold spaces */
};

/* A straight line or an edge of a filled area, drawn on the page. */
struct layout_rule {
	bool vertical;
	float at;       /* its y, or x where vertical */
	float from, to; /* its extent along the other axis; from < to */
};

/* An area of one colour that is not white. */
struct layout_fill {
	struct text_box box;
	guint32 colour; /* 0xrrggbb */
};

struct layout_page {
	int number; /* from 1 */
	float width, height;
	GArray *words; /* of struct layout_word */
	GArray *rules; /* of struct layout_rule; see find_rules */
	GArray *fills; /* of struct layout_fill; see find_rules */
};

/*
 * Called for pages whose words look as if they stood in a table or a box, to
 * fill the page's rules and fills; it costs as much as drawing the page.
 */
typedef void (*layout_rules_func)(struct layout_page *page, void *user);

/* An empty page, freed with layout_page_free(). */
struct layout_page *layout_page_new(int number, float width, float height);
void layout_page_free(struct layout_page *page);

/*
 * Add the blocks of `pages` (of struct layout_page, in order) to `text`.
 * `find_rules` may be NULL: then tables are found by their columns alone.
 */
void layout_run(struct text *text, GPtrArray *pages,
	layout_rules_func find_rules, void *user);

#endif
