/*
 * form.h - from a text to a record, one file a form of document.
 *
 * To add a form:
 *  1. give its kind a value in record.h and a name in record.c;
 *  2. write extractors/form/NAME.c with one `const struct form`, declare it
 *     below and name it in the table of form.c and the Makefile's FORMS;
 *     ministerial-letter.c is a short one;
 *  3. give extractors/form/phrases.tsv a set "kind/NAME" by which such a
 *     document is known, and "heading/NAME" if it has headings of its own;
 *  4. name the kind for readers in pipeline/writers/labels.tsv, in the row
 *     documents.kind of tables.tsv beside it, and in lettermark-parse.1;
 *  5. add a sample of it (corpus/samples/README.md) and keep what is read:
 *     LETTERMARK_UPDATE=1 bash tests/end/samples-golden.sh. Small texts go
 *     into tests/unit/extractors-form.c.
 */
#ifndef LETTERMARK_FORM_H
#define LETTERMARK_FORM_H

#include "extractors/passages.h"
#include "extractors/phrases.h"
#include "extractors/record.h"
#include "extractors/text.h"

/*
 * What forms need to know beside the text. Areas are matched through a
 * function so that this room need not know the register.
 */
struct form_context {
	/*
	 * The area that `name` means ("London Borough of Bexley" and "Bexley"
	 * alike) as its short official name, borrowed, or NULL; `code` and
	 * `region` (may be NULL) are then set likewise. NULL: no areas are
	 * known, and names stand as printed.
	 */
	const char *(*find_area)(void *user, const char *name,
		const char **code, const char **region);
	void *user;
	/* Borrowed; NULL: form_read() compiles them for itself, which takes
	 * longer than reading a letter. */
	const struct phrases *phrases;
};

/* What a form reads from. All borrowed. */
struct form_source {
	const struct text *text;
	const struct passages *passages;
	const struct phrases *phrases;
	const struct form_context *context;
};

struct form {
	enum record_kind kind;

	/* The set of phrases.tsv that knows its headings, or NULL. */
	const char *headings;

	/* Fill `record`, which is new and of this form's kind. */
	void (*read)(struct record *record, const struct form_source *source);
};

extern const struct form form_area_report;
extern const struct form form_monitoring_report;
extern const struct form form_outcome_letter;
extern const struct form form_revisit_letter;
extern const struct form form_wsoa;
extern const struct form form_progress_plan;
extern const struct form form_wsoa_response;
extern const struct form form_ministerial_letter;
extern const struct form form_other_inspection;

/*
 * The record of `text` by the form that fits best, of kind RECORD_UNKNOWN
 * where none does or two do equally. Its first field is "kind", with the words
 * that decided. Never fails: what cannot be read is a field's status or a
 * warning. `context` may be NULL. Freed by the caller with record_free().
 */
struct record *form_read(
	const struct text *text, const struct form_context *context);

#endif
