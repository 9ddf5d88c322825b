/*
 * prefilter.h - finds which of many strings stand in a text, in one pass
 * (Aho and Corasick, "Efficient string matching", CACM 18(6), 1975).
 */
#ifndef LETTERMARK_PREFILTER_H
#define LETTERMARK_PREFILTER_H

#include <glib.h>

struct prefilter;

/* Freed with prefilter_free(), which accepts NULL. */
struct prefilter *prefilter_new(void);
void prefilter_free(struct prefilter *prefilter);

/*
 * Have bit `id` set wherever `literal` (lower-case ASCII, not empty) occurs.
 * An id may have several literals. Only before prefilter_seal().
 */
void prefilter_add(struct prefilter *prefilter, const char *literal, int id);

/* No more literals: make the automaton. */
void prefilter_seal(struct prefilter *prefilter);

/*
 * Set in `bits` (of 64 ids a word) the bit of every id that has a literal in
 * `text`, without regard to case. The two letters beyond ASCII that caseless
 * UTF matching counts as k and s (U+212A, U+017F) are read so.
 */
void prefilter_scan(const struct prefilter *prefilter, const char *text,
	size_t length, guint64 *bits);

#endif
