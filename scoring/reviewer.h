/*
 * reviewer.h - who scores: a table of reviewers, each a rule that turns the
 * evidence for a criterion into a score from 1 to 4 and says why.
 *
 * Without evidence the score is 1, whoever the reviewer is.
 */
#ifndef LETTERMARK_REVIEWER_H
#define LETTERMARK_REVIEWER_H

#include "scoring/reading.h"

struct score {
	int criterion;
	int score;    /* 1 (lowest) to 4 */
	int evidence; /* number of evidence rows it rests on */
	char *why;    /* one line, British English; freed by score_clear() */
};

void score_clear(struct score *score);

struct reviewer {
	const char *name;    /* "ladder"; as --reviewer takes it */
	const char *version; /* changes whenever the same evidence may score
	                        otherwise */

	/* Score one criterion; `score->criterion` says which. */
	void (*score)(const struct reading *reading, struct score *score);
};

extern const struct reviewer reviewer_ladder;

/* All reviewers, ended by NULL; static storage. */
extern const struct reviewer *const reviewers[];

/* The reviewer of that name, or NULL. */
const struct reviewer *reviewer_find(const char *name);

#endif
