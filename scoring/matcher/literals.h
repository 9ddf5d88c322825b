/*
 * literals.h - the words without which a pattern cannot match.
 *
 * Nearly every pattern of a framework needs some fixed strings to stand in the
 * sentence. Looking for all those strings at once (prefilter.h) is many times
 * cheaper than running every pattern.
 */
#ifndef LETTERMARK_LITERALS_H
#define LETTERMARK_LITERALS_H

#include <glib.h>

enum need_kind {
	NEED_TEXT, /* that this text occurs */
	NEED_ALL,  /* that all parts hold */
	NEED_ANY,  /* that one part at least holds */
};

struct need {
	enum need_kind kind;
	char *text;       /* lower-case ASCII; NULL but for NEED_TEXT */
	int id;           /* of the text; whoever looks for it sets this */
	GPtrArray *parts; /* of struct need, two or more; NULL for NEED_TEXT */
};

/*
 * What holds, without regard to case, of any subject that the caseless PCRE2
 * `pattern` matches; freed with need_free(). NULL where nothing useful is
 * known, as for patterns with syntax that is not understood here; such a
 * pattern must always be run. Never wrong, sometimes NULL.
 */
struct need *literals_of(const char *pattern);

/* Accepts NULL. */
void need_free(struct need *need);

typedef struct need Need; /* for g_autoptr(Need) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Need, need_free)

/*
 * Texts (of struct need, borrowed) of which one at least occurs where `need`
 * holds, chosen so that few sentences have any. Freed by the caller.
 */
GPtrArray *need_gate(struct need *need);

#endif
