/*
 * letter.h - what letters have in common: a date, people written to, a line
 * that says what the letter is about, someone who signs.
 */
#ifndef LETTERMARK_FORM_LETTER_H
#define LETTERMARK_FORM_LETTER_H

#include "extractors/form/parts.h"

/* Where the parts of a letter stand among the passages. */
struct letter {
	guint dear;     /* the salutation; 0 when there is none */
	guint body;     /* the first passage behind the salutation */
	guint sign_off; /* "Yours sincerely", or the end */
};

struct letter letter_find(const struct form_source *source);

/*
 * Add published and letter_date, both from the date at the letter's head (a
 * letter is published under the date it bears), and return that day, or 0.
 */
guint32 letter_read_date(struct record *record,
	const struct form_source *source, const struct letter *letter);

/*
 * Add inspection_start and inspection_end from the first sentence of `set`
 * with a date in it. A date without a year is of the year of `written`, the
 * letter's day, or of the one before, whichever is the last before it; a
 * warning says so.
 */
void letter_read_inspection(struct record *record,
	const struct form_source *source, const char *set, guint32 written);

/*
 * Add area, la_code and region by a phrase of `set`, which names it in its
 * group "area": the first that is known; then, in the set form of inspectors'
 * letters, the first at all; then the known area that is named most on the
 * first pages, which is how plans and ministers' letters are told; then the
 * first at all.
 */
void letter_read_area(struct record *record, const struct form_source *source,
	const char *set);

/* Add addressees and ccgs, "; " between. */
void letter_read_people(struct record *record, const struct form_source *source,
	const struct letter *letter);

/* Add a field of the items that stand behind a phrase of `set`, "; " between.
 */
void letter_read_items(struct record *record, const struct form_source *source,
	const char *name, const char *set);

/* Add lead_inspector_ofsted (who signs), lead_inspector_cqc and team. */
void letter_read_signatures(struct record *record,
	const struct form_source *source, const struct letter *letter);

#endif
