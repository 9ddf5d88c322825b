/*
 * form.h - from a text to a record, one file a form of document.
 *
 * To add a form:
 *  1. write extractors/form/NAME.c with one `const struct form`;
 *  2. declare it below and name it in the table of extractors/form.c;
 *  3. name the file in the Makefile's EXTRACTORS list;
 *  4. put texts and expected records under tests/cases/parse/.
 */
#ifndef LETTERMARK_FORM_H
#define LETTERMARK_FORM_H

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
	 * `region` (may be NULL) are then set likewise.
	 */
	const char *(*find_area)(void *user, const char *name,
		const char **code, const char **region);
	void *user;
};

struct form {
	const char *name;
	enum record_kind kind;

	/* How surely `text` is of this form, 0 (not) to 100; see form.c. */
	int (*recognise)(const struct text *text);

	/* Fill `record`, which is new and of this form's kind. */
	void (*read)(struct record *record, const struct text *text,
		const struct form_context *context);
};

extern const struct form form_area_report;
extern const struct form form_outcome_letter;

/*
 * The record of `text` by the form that fits best, of kind RECORD_UNKNOWN
 * where none does. Never fails: what cannot be read is a field's status or a
 * warning. `context` may be NULL. Freed by the caller with record_free().
 */
struct record *form_read(const struct text *text,
	const struct form_context *context);

#endif
