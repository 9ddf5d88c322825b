/*
 * sheet-private.h - what the readers of spreadsheets share. Included by
 * sheet*.c only.
 */
#ifndef LETTERMARK_SHEET_PRIVATE_H
#define LETTERMARK_SHEET_PRIVATE_H

#include "corpus/sheet.h"

/* The largest table known has 160 rows of 25 cells. */
enum {
	SHEET_BYTES_MAX = 32 * 1024 * 1024, /* of a file, unpacked, of cells */
	SHEET_ROWS_MAX = 20000,
	SHEET_CELLS_MAX = 200, /* of a row */
	SHEET_CELL_BYTES_MAX = 100000,
};

/* Sheets while they are read. Held by the reader, from {NULL} on. */
struct sheets {
	GPtrArray *list; /* of struct sheet */
	gsize bytes;     /* of all that was added, what holds it included */
	bool too_large;  /* a limit was met: no need to read on */
};

/* Append an empty sheet, to which rows are added from now on. */
void sheets_add(struct sheets *sheets, const char *name);

/* Append a cell to a row. Beyond the limit an empty one is left out: rows may
 * have a look to the sheet's edge. */
void sheets_add_cell(struct sheets *sheets, GPtrArray *row, const char *words);

/*
 * Append a row of cells (of char *, taken over), the `number`th of the file;
 * empty cells at its end are dropped, and a row without any is not kept.
 */
void sheets_add_row(struct sheets *sheets, GPtrArray *cells, int number);

/* Note that the cell in `column`, from 0, of row `number` is a formula. */
void sheets_add_formula(struct sheets *sheets, int number, int column);

/* What was read; NULL with `error` where it is too large or no sheet at all. */
GPtrArray *sheets_end(struct sheets *sheets, GError **error);

/*
 * The bytes of the member `name` of a zip archive. NULL with `error` where it
 * is damaged or too large, and NULL without where there is no such member.
 */
GBytes *sheet_member(GBytes *archive, const char *name, GError **error);

/* The sheets of an Office Open XML workbook. */
GPtrArray *sheet_read_xlsx(GBytes *archive, GError **error);

#endif
