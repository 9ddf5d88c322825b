/* layout-private.h - what the parts of the layout share. */
#ifndef LETTERMARK_LAYOUT_PRIVATE_H
#define LETTERMARK_LAYOUT_PRIVATE_H

#include "extractors/layout.h"

/* Words that stand side by side without a wide gap. */
struct line {
	enum text_role role; /* TEXT_PARAGRAPH until known better */
	int page;
	struct text_box box; /* of the words, the marker included */
	float size;          /* of most characters */
	bool bold, italic;   /* most characters */
	char *text;          /* without the marker */
	char *marker;        /* bullet or number, or NULL */
	float left;          /* where the text behind the marker begins */
	float first_width;   /* of the first word of the text */
	bool starts_row;     /* the first of those side by side */
	bool ends_row;       /* the last */
};

/* What holds for most of the document. */
struct body {
	float size;  /* of the running text */
	bool bold;   /* the running text is bold throughout */
	float pitch; /* from one line of it to the next */
	float left;  /* of most lines */
	float right; /* the margin it keeps to */
};

/*
 * The lines of a page, of struct line, from top to bottom and in a row from
 * left to right.
 */
GPtrArray *layout_lines(const struct layout_page *page);
void layout_line_free(void *line);

/* Of most of the lines of all pages (arrays of lines). */
struct body layout_body(const GPtrArray *pages);

/* Give page numbers and running heads their roles. */
void layout_mark_furniture(const GPtrArray *lines, const GPtrArray *pages);

/* Blocks from lines, for the whole document. */
void layout_blocks(
	struct text *text, const GPtrArray *lines, const struct body *body);

/* Set how lines that end in a hyphen join the next ones. */
void layout_join_hyphens(struct text *text);

#endif
