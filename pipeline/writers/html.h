/*
 * html.h - the few words of HTML that the site's pages are written with.
 */
#ifndef LETTERMARK_HTML_H
#define LETTERMARK_HTML_H

#include <glib.h>

/*
 * Append by a printf format; what the arguments hold is escaped, the format
 * is not.
 */
void html_add(GString *out, const char *format, ...) G_GNUC_PRINTF(2, 3);

/*
 * `template` with each {{name}} replaced by the value given after that name;
 * names and values alternate and end with NULL. Values are put in as they
 * are. Freed by the caller with g_string_free().
 */
GString *html_fill(const char *template, ...) G_GNUC_NULL_TERMINATED;

/*
 * `text` as part of an address: lower-case ASCII letters, digits and single
 * dashes, at most 80 of them; "page" where nothing is left. `taken`, if not
 * NULL, is a set to which the result is added after a number has made it
 * different from all that are in it. Freed by the caller.
 */
char *html_slug(const char *text, GHashTable *taken);

/* "1,234,567" for 1234567. Caller frees. */
char *html_count(int n);

/* Room for a number in words of ours. */
enum { HTML_NUMBER = 32 };

/*
 * A mean to one place or two, halves rounded up: 7.25 is 7.3 as 6.95 is 7.0,
 * which neither printf() nor GLib does of itself, since the one is stored as it
 * is and the other a little above. Returns `buffer`, of HTML_NUMBER bytes.
 */
const char *html_mean(char *buffer, double mean, int places);

/* "4 March 2024" for "2024-03-04"; a copy of what is no date. Caller frees. */
char *html_date(const char *iso);

/* "March 2024" for "2024-03", likewise. */
char *html_month(const char *iso);

#endif
