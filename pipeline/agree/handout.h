/*
 * handout.h - one person's sheet of one letter: what there is to read, what to
 * score, and room for the scores. It names no other reviewer and no score.
 */
#ifndef LETTERMARK_HANDOUT_H
#define LETTERMARK_HANDOUT_H

#include "extractors/text.h"
#include "scoring/framework.h"

struct handout {
	const struct framework *framework;
	const char *document, *reviewer;
	const char *version; /* of the document */
	const struct text *text;
	const int *order; /* of the criteria */
};

/*
 * The table's columns, those that a person looks at first: what to score, the
 * score, the steps to score by, a note. What import needs besides stands last.
 */
enum handout_column {
	HANDOUT_CRITERION,
	HANDOUT_STATEMENT,
	HANDOUT_SCORE,
	HANDOUT_ANCHOR, /* and three more */
	HANDOUT_NOTE = HANDOUT_ANCHOR + FRAMEWORK_ANCHORS,
	HANDOUT_DOCUMENT,
	HANDOUT_REVIEWER,
	HANDOUT_FRAMEWORK,
	HANDOUT_VERSION,
	HANDOUT_COLUMNS
};

/* "criterion", "anchor_1" and so on; static. */
const char *handout_head(enum handout_column column);

/* The cell in row `place`, from 0; NULL where a person is to write. */
const char *handout_cell(
	const struct handout *handout, int place, enum handout_column column);

/* What the person is asked to do. */
extern const char handout_instructions[];

/* Each paragraph of the letter but the furniture of its pages. */
typedef void handout_block_func(
	void *user, int page, enum text_role role, const char *words);
void handout_each_block(
	const struct handout *handout, handout_block_func *each, void *user);

/* The sheet as CSV, and as a page to be printed; freed by the caller. */
GString *handout_csv(const struct handout *handout);
GString *handout_page(const struct handout *handout);

/* The sheet as a workbook at `path`: the table, and the letter. The same sheet
 * is the same bytes. */
bool handout_book(
	const struct handout *handout, const char *path, GError **error);

#endif
