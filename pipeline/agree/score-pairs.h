/*
 * score-pairs.h - scores of the same documents and criteria beside each other.
 */
#ifndef LETTERMARK_SCORE_PAIRS_H
#define LETTERMARK_SCORE_PAIRS_H

#include "pipeline/agree/score-set.h"
#include "scoring/agreement.h"

/* Names by number, in the order of their first use. */
struct numbers {
	GHashTable *of; /* name -> number + 1 */
	GPtrArray *names;
};

struct score_pairs {
	GArray *pairs; /* of struct agreement_pair */
	struct numbers documents, criteria;
	int left_out; /* documents, that the model was fitted to */
};

void score_pairs_init(struct score_pairs *pairs);
void score_pairs_clear(struct score_pairs *pairs);

/*
 * Pair the first score of `one` with those of `panel`, unless either has none.
 * The names in `one` must outlive the pairs.
 */
void score_pairs_add(struct score_pairs *pairs, const struct scored *one,
	const struct scored *panel);

/* Pair all that both have scored, but for documents named in `trained` (a set,
 * or NULL). Both must outlive the pairs. */
void score_pairs_join(struct score_pairs *pairs, const struct score_set *one,
	const struct score_set *panel, GHashTable *trained);

/* agreement_table() of them; borrows the names. */
GArray *score_pairs_table(const struct score_pairs *pairs);

/*
 * Print the table, and after it those two or more apart, which a person should
 * read. The table is written to `path` as CSV as well, unless that is NULL.
 */
bool score_pairs_print(
	struct score_pairs *pairs, const char *path, GError **error);

#endif
