/*
 * score-sheet-private.h - what the parts of the reading of sheets share: a
 * table found in a file (score-sheet-table.c), who may score what
 * (score-sheet-rules.c), and the rows under its heads.
 */
#ifndef LETTERMARK_SCORE_SHEET_PRIVATE_H
#define LETTERMARK_SCORE_SHEET_PRIVATE_H

#include "corpus/sheet.h"
#include "pipeline/agree/score-sheet.h"

/* The columns of a sheet; those up to the score are needed. */
enum sheet_part {
	DOCUMENT,
	REVIEWER,
	CRITERION,
	SCORE,
	NOTE,
	FRAMEWORK,
	VERSION,
	PARTS
};

/* A table found in a file, and where its parts stand. */
struct sheet_layout {
	const struct sheet *sheet;
	guint head;         /* index of the row of heads */
	int columns[PARTS]; /* -1: none */
	const char *reader; /* whose column it is; NULL: each row says */
};

/* One row with a score. */
struct sheet_entry {
	char **cells;
	int number; /* of the row in the file */
};

struct sheet_checking {
	const struct sheet_rules *rules;
	const struct sheet_layout *layout;
	GPtrArray *faults;
};

/* The column's name: "document". */
const char *sheet_part_name(enum sheet_part part);

/* What a stranger typed, short and on one line; freed by the caller. */
char *sheet_quoted(const char *value);

/* A fault in the cell of `part` in row `number`, or of the whole sheet; both
 * take `words`. */
void sheet_fault_at(const struct sheet_checking *checking, int number,
	enum sheet_part part, char *words);
void sheet_fault(const struct sheet_checking *checking, char *words);

/* The sheets of the file, and the table in it; NULL after a fault. */
GPtrArray *sheet_layout_read(
	const char *path, struct sheet_layout *layout, GPtrArray *faults);

/* Find the columns under the heads; false after a fault. */
bool sheet_layout_columns(
	const struct sheet_checking *checking, struct sheet_layout *layout);

/* The rows under the heads: of struct sheet_entry. */
GArray *sheet_layout_entries(const struct sheet_layout *layout);

/* A cell without the white space around it; freed by the caller. */
char *sheet_entry_cell(const struct sheet_checking *checking,
	const struct sheet_entry *entry, enum sheet_part part);

/* `entries`, at least one, are one person's scores of one document. NULL after
 * any fault. */
struct filled_sheet *filled_sheet_check(
	const struct sheet_checking *checking, const GArray *entries);

#endif
