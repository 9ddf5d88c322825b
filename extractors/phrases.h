/*
 * phrases.h - the wordings that steer the reading of documents, as data.
 *
 * extractors/form/phrases.tsv holds one wording a row: the set it belongs to,
 * an id, the value it stands for, points, a pattern (PCRE2, caseless; a space
 * stands for any run of spaces, ' for either apostrophe) and where the wording
 * was seen. The file's head tells how to add one.
 */
#ifndef LETTERMARK_PHRASES_H
#define LETTERMARK_PHRASES_H

#include <glib.h>
#include <stdbool.h>

struct phrase {
	char *set;
	char *id;    /* within its set */
	char *value; /* what it stands for; never NULL, may be empty */
	int points;
	GRegex *regex;
};

struct phrases;

/*
 * The phrases built into the program, compiled; freed by the caller with
 * phrases_free(). On failure NULL with `error` naming the line (domain
 * PHRASES_ERROR, or GRegex's for a bad pattern).
 */
struct phrases *phrases_new(GError **error);

/* Likewise from the text of such a file. */
struct phrases *phrases_parse(const char *tsv, GError **error);

void phrases_free(struct phrases *phrases);

typedef struct phrases Phrases; /* for g_autoptr(Phrases) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Phrases, phrases_free)

/*
 * The phrases of `set` in the file's order: a GPtrArray of struct phrase,
 * borrowed, empty for a set that is not there.
 */
const GPtrArray *phrases_set(const struct phrases *phrases, const char *set);

/*
 * The first phrase of `set` that matches in `text`, or NULL. `match` (may be
 * NULL) is set to the match when there is one, to be freed with
 * g_match_info_unref(); it refers to `text`, which must outlive it.
 */
const struct phrase *phrases_match(const struct phrases *phrases,
	const char *set, const char *text, GMatchInfo **match);

#define PHRASES_ERROR phrases_error_quark()
GQuark phrases_error_quark(void);

enum phrases_error {
	PHRASES_ERROR_SYNTAX, /* a row has not six columns, or no number */
};

#endif
