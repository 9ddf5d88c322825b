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
	char *text;          /* cleaned, not empty; owned */
	struct text_box box; /* as high as the line, not as its letters */
	float size;          /* of its type, points */
	bool bold, italic;
	bool glued; /* no space stands between the word before and it */
};

struct layout_page {
	int number;          /* from 1 */
	float width, height; /* points */
	GArray *words;       /* of struct layout_word */
};

/* A page, or a part of it, as drawn on white. */
struct layout_picture {
	guint32 *pixels;   /* rows without gaps, 0xrrggbb in the low 24 bits */
	int width, height; /* pixels */
	float left, top;   /* where on the page the first one is, points */
	float scale;       /* pixels a point */
};

/*
 * Draws at least `area` of a page, for rules and shading, or gives NULL. Asked
 * only for pages whose words look as if they stood in a table or a box, because
 * it takes longer than the words themselves. The result is freed by the layout.
 */
typedef struct layout_picture *(*layout_draw_func)(
	const struct layout_page *page, const struct text_box *area,
	void *user);

/* An empty page, freed with layout_page_free(). */
struct layout_page *layout_page_new(int number, float width, float height);
void layout_page_free(struct layout_page *page);

/* NULL is allowed. */
void layout_picture_free(struct layout_picture *picture);

/*
 * Add the blocks of `pages` (of struct layout_page, in order) to `text`.
 * `draw` may be NULL: then tables are found by their columns alone.
 */
void layout_run(struct text *text, const GPtrArray *pages,
	layout_draw_func draw, void *user);

#endif
