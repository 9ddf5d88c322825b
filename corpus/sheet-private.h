/*
 * sheet-private.h - what the readers of spreadsheets share. Included by
 * sheet*.c only.
 */
#ifndef LETTERMARK_SHEET_PRIVATE_H
#define LETTERMARK_SHEET_PRIVATE_H

#include "corpus/sheet.h"

/* The largest table known has 160 rows of 25 cells. */
enum {
	SHEET_BYTES_MAX = 32 * 1024 * 1024, /* of a file, and unpacked */
	SHEET_ROWS_MAX = 20000,
	SHEET_CELLS_MAX = 200, /* of a row */
	SHEET_CELL_BYTES_MAX = 100000,
};

/* No sheets yet. */
GPtrArray *sheets_new(void);

/* Append an empty sheet; borrowed. */
struct sheet *sheet_add(GPtrArray *sheets, const char *name);

/*
 * Append a row of cells (of char *, taken over), the `number`th of the file;
 * empty cells at its end are dropped, and a row without any is not kept.
 */
void sheet_add_row(struct sheet *sheet, GPtrArray *cells, int number);

/* Note that the cell in `column`, from 0, of row `number` is a formula. */
void sheet_add_formula(struct sheet *sheet, int number, int column);

/*
 * The bytes of the member `name` of a zip archive. NULL with `error` where it
 * is damaged or too large, and NULL without where there is no such member.
 */
GBytes *sheet_member(GBytes *archive, const char *name, GError **error);

/* The sheets of an Office Open XML workbook. */
GPtrArray *sheet_read_xlsx(GBytes *archive, GError **error);

#endif
