/*
 * matcher.h - many patterns against one sentence at a time.
 *
 * Patterns are PCRE2, caseless, UTF, compiled with JIT and run under a match
 * limit. A literal prefilter tells in one pass over the sentence which of them
 * can match at all; it never changes what matches.
 */
#ifndef LETTERMARK_MATCHER_H
#define LETTERMARK_MATCHER_H

#include <glib.h>
#include <stdbool.h>

struct matcher;

/* Freed with matcher_free(), which accepts NULL. */
struct matcher *matcher_new(void);
void matcher_free(struct matcher *matcher);

/*
 * Add a pattern and return its index, counted from 0. On a pattern that does
 * not compile returns -1, and `*reason` is one line freed by the caller.
 */
int matcher_add(struct matcher *matcher, const char *pattern, char **reason);

/* No more patterns. Needed once, before the functions below. */
void matcher_seal(struct matcher *matcher);

int matcher_patterns(const struct matcher *matcher);

/* A pattern as it was added; borrowed. */
const char *matcher_source(const struct matcher *matcher, int index);

/* Words of 64 bits that matcher_scan() needs. */
gsize matcher_words(const struct matcher *matcher);

/*
 * Note in `bits` (matcher_words() words) what stands in `text`, which is valid
 * UTF-8, for matcher_may().
 */
void matcher_scan(const struct matcher *matcher, const char *text,
	size_t length, guint64 *bits);

/* Whether pattern `index` may match the text that was scanned; if not, it does
 * not. */
bool matcher_may(const struct matcher *matcher, const guint64 *bits, int index);

/* What matching needs beside; from matcher_scratch_new(). A matcher serves one
 * thread at a time all the same. */
struct matcher_scratch;
struct matcher_scratch *matcher_scratch_new(void);
void matcher_scratch_free(struct matcher_scratch *scratch);

/* Where a pattern matched, in bytes. */
struct matcher_span {
	size_t from, to;
};

/*
 * Whether pattern `index` matches in `text` at or after byte `start`; if so
 * `*span` (may be NULL) tells where. A pattern that runs over its limit counts
 * as not matching, and is counted in matcher_overruns().
 */
bool matcher_match(const struct matcher *matcher,
	struct matcher_scratch *scratch, int index, const char *text,
	size_t length, size_t start, struct matcher_span *span);

int matcher_overruns(const struct matcher_scratch *scratch);

#endif
