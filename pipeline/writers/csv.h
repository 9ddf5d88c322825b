/*
 * csv.h - a table as RFC 4180 says: commas, CRLF, quotes where they are
 * needed. UTF-8 without a byte order mark, which would become part of the
 * first column's name for most readers; the workbook is there for Excel.
 */
#ifndef LETTERMARK_CSV_H
#define LETTERMARK_CSV_H

#include "pipeline/writers/site.h"

/*
 * Append one cell. A text cell that a spreadsheet would take for a formula is
 * made safe by an apostrophe before it, unless it is plainly a number. NULL is
 * an empty cell.
 */
void csv_cell(GString *out, enum column_type type, const char *value);

/* Append the table with its head. */
void csv_table(GString *out, const struct table *table);

/*
 * The value as a spreadsheet may hold it: true where `value` begins as a
 * formula does and is no number.
 */
bool csv_is_formula(const char *value);

/*
 * The files of the tables that turn, a piece a document: begun, given each
 * document in order with the tables turned to it unless it is kept, and ended.
 * Freed by the caller with csv_free().
 */
struct csv;
struct csv *csv_begin(const struct site *site, GError **error);
void csv_document(struct csv *csv, struct site_document *document);
void csv_end(struct csv *csv);
void csv_free(struct csv *csv);

typedef struct csv Csv; /* for g_autoptr(Csv) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Csv, csv_free)

#endif
