/*
 * score-set.h - one reviewer's scores, or those of a panel of two, from the
 * corpus or from a file.
 */
#ifndef LETTERMARK_SCORE_SET_H
#define LETTERMARK_SCORE_SET_H

#include "corpus/store.h"

#define SCORE_SET_READERS 2
#define SCORE_MAX         4 /* scores run from 1 to this */

struct scored {
	char *document, *criterion;
	int scores[SCORE_SET_READERS]; /* 0 where there is none */
};

struct score_set {
	char *name;
	int readers;      /* 1 or 2 */
	GPtrArray *rows;  /* of struct scored, in the order of the source */
	GHashTable *find; /* score_set_find()'s */
};

/*
 * The scores called `name`. A machine reviewer ("ladder") stands in `store`.
 * Anything with a full stop or a slash is a CSV or TSV file of people's
 * scores, with the columns document, criterion, and one or two further ones
 * whose name begins with "reader" or "score"; "FILE:COLUMN" is that column
 * alone. Freed with score_set_free(). On failure NULL and `error`.
 */
struct score_set *score_set_load(
	const char *name, struct store *store, GError **error);

void score_set_free(struct score_set *set); /* NULL is allowed */

typedef struct score_set ScoreSet; /* for g_autoptr(ScoreSet) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ScoreSet, score_set_free)

/* The row of a document and criterion, or NULL; borrowed. */
const struct scored *score_set_find(const struct score_set *set,
	const char *document, const char *criterion);

#define SCORE_SET_ERROR score_set_error_quark()
GQuark score_set_error_quark(void);

enum score_set_error {
	SCORE_SET_ERROR_COLUMNS, /* lacks one, or has too many */
	SCORE_SET_ERROR_SCORE,   /* not from 1 to 4, or given twice */
	SCORE_SET_ERROR_EMPTY,   /* nothing by that reviewer */
	SCORE_SET_ERROR_USAGE,   /* an option's value is none: status 2 */
};

#endif
