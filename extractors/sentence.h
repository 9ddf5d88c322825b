/*
 * sentence.h - where sentences end.
 *
 * Made for the letters' prose: it knows their abbreviations (e.g., i.e., Dr,
 * No., St.), initials, decimals, web addresses, closing quotation marks and
 * brackets, and never ends a sentence inside brackets. A text without a full
 * stop is one sentence.
 */
#ifndef LETTERMARK_SENTENCE_H
#define LETTERMARK_SENTENCE_H

#include <glib.h>
#include <stdbool.h>

/*
 * The next sentence of `text` at or after byte `*from`: its bytes go to
 * `begin` and `end` (without surrounding spaces), and `*from` moves behind it.
 * False when no words are left.
 */
bool sentence_next(const char *text, gsize *from, gsize *begin, gsize *end);

/* Whether `text` ends as a sentence or its lead-in does: with a full stop, a
 * question or exclamation mark, a colon or semicolon, closing marks apart. */
bool sentence_is_ended(const char *text);

#endif
