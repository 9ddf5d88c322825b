/*
 * flow.h - from a stream of words to blocks: what a format without pages
 * (docx, odt, html) needs to make a text of its paragraphs, lists and tables.
 *
 * Words and breaks are added as they come; a block is added to the text when
 * the next one begins. Tables may stand in tables: the inner one's cells are
 * then lines of the outer one's cell.
 */
#ifndef LETTERMARK_FLOW_H
#define LETTERMARK_FLOW_H

#include "extractors/text.h"

struct flow;

/* How words look. */
struct flow_style {
	bool bold, italic;
	float size; /* points; 0 unknown */
};

/* What the next block is; `marker` is copied and may be NULL. */
struct flow_block {
	enum text_role role;
	int level; /* of a heading or bullet, from 1; otherwise 0 */
	const char *marker;
};

/* One cell; spans are 1 or more, `fill` ("#rrggbb" or NULL) is copied. */
struct flow_cell {
	int row_span, column_span;
	const char *fill;
};

/* A flow that adds its blocks to `text`, which must outlive it. */
struct flow *flow_new(struct text *text);

/*
 * End the last block and free the flow. False with `error` set (domain
 * EXTRACT_ERROR) when the document was over a limit of limits.h; what came
 * after that was dropped.
 */
bool flow_end(struct flow *flow, GError **error);

/* True once a limit was passed: the format may stop reading. */
bool flow_is_full(const struct flow *flow);

/* Words, as they stand in the file; white space runs together. */
void flow_words(struct flow *flow, const char *words);
void flow_set_style(struct flow *flow, const struct flow_style *style);

/* A line ends within the block. */
void flow_break(struct flow *flow);

/*
 * A block begins, and the one before it ends. Within a cell that is one more
 * block of it, with its marker; within a table in a cell only a line.
 */
void flow_begin(struct flow *flow, const struct flow_block *block);

/* The words that follow belong to another block, until flow_leave(). */
void flow_enter(struct flow *flow);
void flow_leave(struct flow *flow);

void flow_table_begin(struct flow *flow);
void flow_row_begin(struct flow *flow);
/* Goes past the columns that cells of rows above reach down into. */
void flow_cell_begin(struct flow *flow, const struct flow_cell *cell);
void flow_cell_end(struct flow *flow);
/* Cells that are left out: `columns` of them. */
void flow_cell_skip(struct flow *flow, int columns);
/*
 * The cell above in this column reaches down into this row; what words follow,
 * up to the end of this cell, are lines of it.
 */
void flow_cell_continue(struct flow *flow, int columns);
void flow_table_end(struct flow *flow);

#endif
