/*
 * score-sheet.h - the sheets that people fill in, read back and checked.
 *
 * A sheet is a table with the columns document, reviewer, criterion, score and
 * (if wanted) note, framework and document_version, a row a criterion, in a CSV
 * file or in one sheet of an XLSX or ODS workbook. One sheet is one person's
 * scores of one letter. Either everything in it is sound or nothing of it is
 * used.
 */
#ifndef LETTERMARK_SCORE_SHEET_H
#define LETTERMARK_SCORE_SHEET_H

#include "pipeline/stage.h"
#include "scoring/framework.h"

/* What sheets are held against. */
struct sheet_rules {
	struct framework *framework; /* owned */
	GHashTable *documents;       /* name -> its kind, both char * */
	GHashTable *versions; /* name -> "sha256:" and the first digits */
	GHashTable *machines; /* set of char * */
	bool adjudication;    /* a sheet need not score everything */
};

typedef struct sheet_rules SheetRules; /* for g_autoptr(SheetRules) alone */

struct filled_sheet {
	char *document, *reviewer;
	GArray *scores; /* of struct store_score, in the framework's order; its
			   strings belong to the framework and the sheet */
	GStringChunk *notes;
};

/* The rules for the corpus in `store`; `framework` is the path of one, or NULL
 * for that which is shipped. Freed with sheet_rules_free(). */
struct sheet_rules *sheet_rules_new(
	struct store *store, const char *framework, GError **error);
void sheet_rules_free(struct sheet_rules *rules); /* NULL is allowed */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SheetRules, sheet_rules_free)

/* Why nobody may be called so, or no sheet be of that document; NULL where
 * all is well. Freed by the caller. */
char *sheet_refuse_reviewer(const struct sheet_rules *rules, const char *name);
char *sheet_refuse_document(const struct sheet_rules *rules, const char *name);

/*
 * The sheet in the file at `path`, or NULL; then every fault that was found is
 * appended to `faults` (of char *), one line each, with the sheet and cell
 * ("Scores!F7: ..."). Freed with filled_sheet_free().
 */
struct filled_sheet *filled_sheet_read(
	const struct sheet_rules *rules, const char *path, GPtrArray *faults);

/*
 * The sheets in a table of document, criterion and a column for each reader,
 * whose name is the column's head: a GPtrArray of struct filled_sheet that
 * frees its members. Documents that the corpus has not are left out and
 * counted in `*unknown`.
 */
GPtrArray *filled_sheets_of_table(const struct sheet_rules *rules,
	const char *path, int *unknown, GPtrArray *faults);

void filled_sheet_free(void *sheet); /* NULL is allowed */

#endif
