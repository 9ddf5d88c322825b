/*
 * marker.h - the numbers and bullets before list items, as office documents
 * describe them.
 */
#ifndef LETTERMARK_MARKER_H
#define LETTERMARK_MARKER_H

#include <glib.h>

enum marker_kind {
	MARKER_NONE,
	MARKER_BULLET,
	MARKER_DECIMAL,
	MARKER_LOWER_LETTER,
	MARKER_UPPER_LETTER,
	MARKER_LOWER_ROMAN,
	MARKER_UPPER_ROMAN,
};

/* Longer markers than this, in bytes, are no markers: the rest is left out. */
#define MARKER_MAX 32

/* Append the character at `at`, if there is room; the place behind it. */
const char *marker_append_char(GString *out, const char *at);

/* Append the whole of `words`, or what there is room for. */
void marker_append_words(GString *out, const char *words);

/* Append `number` (from 1) as that kind writes it. */
void marker_append(GString *out, enum marker_kind kind, int number);

/*
 * The bullet that `glyph` stands for; freed by the caller. A glyph of a symbol
 * font (private use) is shown as "•".
 */
char *marker_bullet(const char *glyph);

#endif
