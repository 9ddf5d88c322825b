/*
 * layout/private.h - what the parts of the layout share.
 *
 * The way of a page: words -> lines (line) -> furniture and footnotes
 * set apart (furniture) -> tables found, by rules (rule,
 * grid) or by their columns (column) -> the whole document's
 * lines and tables made into blocks (block, row), hyphens joined
 * (join).
 */
#ifndef LETTERMARK_LAYOUT_PRIVATE_H
#define LETTERMARK_LAYOUT_PRIVATE_H

#include "extractors/layout.h"

/* A space is about as wide as this part of the type size. */
#define SPACE 0.3f

/* Lefts that differ by less are the same, points. */
#define SAME_LEFT 4.0f

struct cell;

/* Words that stand side by side without a wide gap. */
struct line {
	enum text_role role; /* TEXT_PARAGRAPH until known better */
	int page;
	struct text_box box; /* of the words, the marker included */
	float size;          /* of most characters */
	bool bold, italic;   /* most characters */
	char *text;          /* without the marker */
	char *marker;        /* bullet or number, or NULL */
	bool note;           /* the marker is a small raised number */
	float left;          /* where the text behind the marker begins */
	float first_width;   /* of the first word of the text */
	float right_limit;   /* of the box it stands in; 0 the page's */
	guint64 references;  /* bit n: n, raised, was left out of the text */
	bool starts_row;     /* the first of those side by side */
	bool ends_row;       /* the last */
	GPtrArray *words;  /* of struct layout_word, borrowed, as they stand */
	struct cell *cell; /* of a table; borrowed, NULL outside */
};

struct cell {
	struct table *table;
	int row, column, row_span, column_span;
	struct text_box box;
	bool filled;
	guint32 fill;     /* 0xrrggbb */
	GPtrArray *lines; /* of struct line, borrowed */
};

struct table {
	int page;
	struct text_box box;
	int rows, columns;
	GArray *edges;    /* of float: left of each column and right of last */
	GPtrArray *cells; /* of struct cell, by row and column */
	bool ruled;
	bool part;          /* goes on from the page before */
	bool printed;       /* its blocks are in the text */
	struct table *next; /* goes on on the next page; NULL where it ends */
};

/* One page as it is taken apart. */
struct sheet {
	const struct layout_page *page;
	GPtrArray *lines;  /* of struct line, in reading order */
	GPtrArray *tables; /* of struct table */
	GHashTable *notes; /* see layout_note_numbers(); borrowed */
};

/* A straight edge on the page: one of a rule's two, or a filled area's. */
struct rule {
	float at;       /* its y; x where it is vertical */
	float from, to; /* along the other axis */
};

/* What holds for most of the document. */
struct body {
	float size;  /* of the running text */
	bool bold;   /* the running text is bold throughout */
	float pitch; /* from one line of it to the next */
	float left;  /* where lines begin that do not stand in */
	float right; /* the margin it keeps to */
};

/* layout/line.c */

/* The rows of words that stand on a page, from top to bottom. */
GPtrArray *layout_page_rows(const struct layout_page *page);

/*
 * Raised digits that are the number of a note somewhere: a set of strings.
 * `pages` holds the rows of each.
 */
GHashTable *layout_note_numbers(const GPtrArray *pages);

/*
 * The lines that `rows` or `words` (both borrowed) make, from top to bottom
 * and in a row from left to right. Raised numbers that refer to notes are left
 * out; those in `notes` surely do.
 */
GPtrArray *layout_row_lines(const GPtrArray *rows, int page, GHashTable *notes);
GPtrArray *layout_lines(const GPtrArray *words, int page, GHashTable *notes);
void layout_line_free(void *line);

/*
 * Part the line `index` of `sheet`, which is in no cell, where a word begins at
 * `x`, if one does. The line is freed.
 */
bool layout_split_line(struct sheet *sheet, guint index, float x);

/* layout/furniture.c */

/* Give page numbers, running heads and footnotes of all sheets their roles. */
void layout_mark_furniture(const GPtrArray *sheets);
void layout_mark_footnotes(const struct sheet *sheet, const struct body *body);

/* layout/rule.c */

/* Arrays of struct rule: what runs across the picture, and what down. */
GArray *layout_rules_across(const struct layout_picture *picture);
GArray *layout_rules_down(const struct layout_picture *picture);

/* layout/ladder.c */

/*
 * Add to the rules `down` those that tables ruled only across would have:
 * between the columns of the words (of struct layout_word).
 */
void layout_find_ladders(
	const GArray *across, GArray *down, const GPtrArray *words);

/* layout/grid.c */

/*
 * Find the ruled tables of a page and put its lines in their cells. `above` is
 * the table with which the page before ended, or NULL.
 */
void layout_find_grids(struct sheet *sheet,
	const struct layout_picture *picture, const struct table *above);

/* layout/column.c */

/* Whether the lines look as if they stood in a table or a box. */
bool layout_looks_tabular(const struct sheet *sheet, const struct body *body);

/*
 * Find tables without rules and columns of text in what is in no table.
 * `above` is the table with which the page before ended, or NULL.
 */
void layout_find_columns(struct sheet *sheet, const struct table *above);

/* A row may stand so much further below the last than others do. */
#define SAME_PITCH 1.1f

/* Lines first..end-1 of a sheet, being looked at as a table. */
struct region {
	struct sheet *sheet;
	guint first, end;
	guint wide_rows; /* with words in more than one column */
	bool staggered;  /* what stands side by side has rows of its own */
	bool askew;      /* rows are not quite level */
	guint bands;
	float pitch;     /* the most from the top of a band to the next */
	GArray *covered; /* of struct rule: what lines cover, left to right */
};

/* The end of the rows that overlap one another, the first at `first`. */
guint layout_band_end(const GPtrArray *lines, guint first);

/* In which column of the region `line` begins, from 0. */
guint layout_column_of(const struct region *region, const struct line *line);

/* How far the lines of a column may reach. */
float layout_column_limit(const struct region *region, guint column);

/* layout/column-table.c */

/* Add the table that the lines of the region make to its sheet. */
void layout_region_table(const struct region *region);

/* layout/table.c */

struct table *layout_table_new(int page);
void layout_table_free(void *table);
struct cell *layout_table_add(struct table *table, int row, int column);

/* Whether the columns of both are the same, so that they may be one. */
bool layout_table_fits(const struct table *above, const struct table *below);

/* Let the lines of the table stand outside it. */
void layout_table_open(const struct table *table);

/* layout/words.c */

/* Whether `text` ends as sentences and list items do. */
bool layout_ends_sentence(const char *text);

/* Whether `text` begins in the midst of a sentence; addresses do not. */
bool layout_starts_lower(const char *text);

/* Whether `text` ends in a word after which no sentence or name can end. */
bool layout_ends_dangling(const char *text);

/* layout/row.c */

/* The blocks of `table` and of the parts it goes on with; `number` from 1. */
void layout_print_table(struct text *text, struct table *table, int number);

/* layout/block.c */

/* Add a line to `block` as it stands. */
void layout_add_line(struct text_block *block, const struct line *from);

/* Blocks from lines and tables, for the whole document. */
void layout_blocks(
	struct text *text, const GPtrArray *sheets, const struct body *body);

/* layout/join.c */

/* Set how lines that end in a hyphen join the next ones. */
void layout_join_hyphens(struct text *text);

#endif
