/*
 * last.h - what is remembered of the last edition; see edition.h.
 *
 * Kept as a GVariant, which is read where it lies: knowing that nothing
 * changed takes no look at the documents.
 */
#ifndef LETTERMARK_LAST_H
#define LETTERMARK_LAST_H

#include "pipeline/writers/site.h"

/* What an edition depends on beside its documents. */
struct stand {
	char *base;    /* program, criteria, reviewers, machine's start */
	char *changes; /* what is said of the web */
	gint64 token;  /* of all documents; see store_get_token() */
};

/* NULL on failure. Freed by the caller with stand_free(). */
struct stand *stand_take(const struct report *report, GError **error);
void stand_free(struct stand *stand);

typedef struct stand Stand; /* for g_autoptr(Stand) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Stand, stand_free)

struct last;

/*
 * The memory of the edition in `folder`: NULL where there is none, where it
 * was made on another base, or where one of its files is not as it was left.
 * Freed by the caller with last_free().
 */
struct last *last_open(const char *folder, const struct stand *stand);
void last_free(struct last *last);

typedef struct last Last; /* for g_autoptr(Last) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Last, last_free)

/* Whether an edition now would be the same, and of how many files it is. */
bool last_stands(const struct last *last, const struct report *report,
	const struct stand *stand);
int last_files(const struct last *last);

/*
 * Mark the documents of `site` that are as they were, and take what is known
 * of them; likewise the areas. Tallies nothing anew.
 */
void last_recall(const struct last *last, struct site *site);

/* The top of the scale that its pages showed. */
int last_top(const struct last *last);

/* Forget the edition in `folder`, before it is touched. */
bool last_forget(const char *folder, GError **error);

/* Remember the edition that `site` was just written as. */
bool last_save(
	const struct site *site, const struct stand *stand, GError **error);

#endif
