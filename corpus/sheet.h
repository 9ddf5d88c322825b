/*
 * sheet.h - rows of cells from the files that official tables and people's
 * scores come in: TSV (ours), CSV (RFC 4180, or
 * with semicolons), ODS (OpenDocument spreadsheet)
 * and XLSX (Office Open XML workbook).
 *
 * All are read as strangers' files are: with a limit on everything.
 */
#ifndef LETTERMARK_SHEET_H
#define LETTERMARK_SHEET_H

#include <glib.h>
#include <stdbool.h>

struct sheet {
	char *name;      /* of the sheet in its workbook; "" for TSV and CSV */
	GPtrArray *rows; /* of char **: NULL-terminated cells, never NULL;
			    rows without any words are left out */
	GArray *numbers; /* of int: each row's number in the file, from 1 */
	GPtrArray *formulas; /* of char *: names ("C4") of cells that hold a
				formula; their cell is its last result */
};

/*
 * The sheets of the file at `path`, one or more, known by its content: a
 * GPtrArray of struct sheet that frees its members. Lines of a TSV that begin
 * with # are left out. Cells are UTF-8; a date in an ODS is its ISO day. On
 * failure NULL and `error` in the domain SHEET_ERROR or G_FILE_ERROR.
 */
GPtrArray *sheet_read(const char *path, GError **error);

/*
 * The place of the column whose head is `name` in `head`, a row of cells, or
 * -1. Case, spaces and punctuation do not count ("Ofsted.region").
 */
int sheet_column(char **head, const char *name);

/*
 * The cells under the head `name` in the first sheet of the file at `path`, but
 * for empty ones: a GPtrArray of char * that frees its members. On failure,
 * such as no column of that head, NULL and `error`.
 */
GPtrArray *sheet_read_column(
	const char *path, const char *name, GError **error);

/* The cell at `column` of `row`, or "" where the row is too short or `column`
 * is -1; borrowed. */
const char *sheet_cell(char **row, int column);

/* "C4" for column 2 (from 0) of row 4 (from 1); freed by the caller. */
char *sheet_cell_name(int number, int column);

/* Whether the cell of that name holds a formula. */
bool sheet_is_formula(const struct sheet *sheet, const char *name);

#define SHEET_ERROR sheet_error_quark()
GQuark sheet_error_quark(void);

enum sheet_error {
	SHEET_ERROR_FORMAT, /* none of these, or damaged */
	SHEET_ERROR_LIMIT,  /* too large, packed or unpacked */
};

#endif
