/*
 * dates.h - dates as letters write them, to days.
 *
 * Read are "6 February 2023", "6th of February, 2023", "Monday 6 February
 * 2023", "6 to 10 February 2023", "31 January to 4 February 2022", "5
 * December 2016 and 9 December 2016", "29 and 30 September, and 1 October
 * 2020", "February 6, 2023", "06/02/2023", "06.02.23", "2023-02-06" and
 * "12 November 18". Numbers are read in the British order, day before month.
 *
 * A day is a Julian day number as of GDate (g_date_get_julian()); 0 is none.
 */
#ifndef LETTERMARK_DATES_H
#define LETTERMARK_DATES_H

#include "extractors/phrases.h"

struct date_span {
	guint32 first, last; /* the same for a single day */
	gsize begin, end;    /* bytes of the text they came from */
	bool year_supplied;  /* the text has no year: the caller's was taken */
};

/*
 * The first date or span of dates in `text` at or after byte `from`. A date
 * without a year is passed over when `year` is 0, and otherwise taken to be of
 * that year. False when there is none; `span` is then untouched. What cannot
 * be a date (31 February) is passed over.
 */
bool dates_next(const char *text, gsize from, int year, struct date_span *span);

/* As "2023-02-06", freed by the caller; NULL for 0. */
char *dates_iso(guint32 day);

/* The inverse for exactly that form; 0 for anything else. */
guint32 dates_from_iso(const char *iso);

/* The month whose name or usual short form begins `word`, or 0; the length of
 * the name in bytes goes to `length` (may be NULL). */
int dates_month(const char *word, gsize *length);

/* "3" and "three" to 3; 0 for what is no number in words up to twenty-four. */
int dates_number(const char *word);

/* What a phrase in a plan's "by when" column comes to. */
enum date_due {
	DATE_DUE_NONE,     /* empty, or no telling what day is meant */
	DATE_DUE_DAY,      /* a day */
	DATE_DUE_ONGOING,  /* "ongoing", "termly": no day is meant */
	DATE_DUE_COMPLETE, /* "completed", without a day */
};

/*
 * The last day that a deadline as printed can mean, by the set "due" of
 * `phrases`: "31/03/2019", "March
 * 2019", "Mar-19", "end of Q2 2019/20" (financial year, April to March; so too
 * where one year is given, since that is the later reading), "Spring term
 * 2019" (terms are taken to end on 31 December, 30 April and 31 July),
 * "academic year 2019/20" (to 31 August), "2019". "Within 6 months" and the
 * like count from `anchor`, the day of the document; with 0 they stay NONE.
 * `*day` is set for DATE_DUE_DAY only.
 */
enum date_due dates_due(const struct phrases *phrases, const char *text,
	guint32 anchor, guint32 *day);

#endif
