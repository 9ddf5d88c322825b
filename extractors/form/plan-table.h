/*
 * plan-table.h - the rows of a plan's tables.
 */
#ifndef LETTERMARK_FORM_PLAN_TABLE_H
#define LETTERMARK_FORM_PLAN_TABLE_H

#include "extractors/form/parts.h"

/* What a column of an action table holds; the values of the set "column". */
enum plan_column {
	PLAN_REF,
	PLAN_ACTION,
	PLAN_OWNER,
	PLAN_START,
	PLAN_DUE,
	PLAN_OUTCOME,
	PLAN_INDICATOR,
	PLAN_STATUS,
	PLAN_WEAKNESS,
	PLAN_OTHER,
	PLAN_COLUMNS,
};

/* One row of an action table. Strings are NULL where nothing stands. */
struct plan_row {
	char *cells[PLAN_COLUMNS];
	char *fill;     /* of the status cell, or of the last filled one */
	char *spanning; /* the words of a cell that spans the table, or NULL */
	int page;
};

/* The columns of the table before, for a table that goes on without a head. */
struct plan_head {
	enum plan_column columns[32];
	int n; /* 0: none yet */
};

/*
 * Read the table whose first cell is passage `*i`, which is moved behind its
 * last. `each` is called for every row below the head. A table that is not
 * about actions has no rows; `*head` carries over to the next. False where the
 * table has more rows, columns or words in a cell than are read.
 */
bool plan_table_read(const struct form_source *source, guint *i,
	struct plan_head *head,
	void (*each)(const struct plan_row *row, void *user), void *user);

#endif
