/*
 * agreement-table.h - how far two reviewers agree, criterion by criterion and
 * over all, for people and for programs.
 */
#ifndef LETTERMARK_AGREEMENT_TABLE_H
#define LETTERMARK_AGREEMENT_TABLE_H

#include "scoring/agreement.h"

struct agreement_row {
	const char *criterion; /* "all" in the last row */
	size_t n;
	double values[AGREEMENT_MEASURES];
	double low[AGREEMENT_MEASURES], high[AGREEMENT_MEASURES];
	double baseline[AGREEMENT_MEASURES]; /* of the commonest score */
};

/*
 * A row for each of `criteria` (NULL-terminated, borrowed; a pair's
 * `criterion` is an index in it) that has pairs, and one over all: a GArray of
 * struct agreement_row. `pairs` is of struct agreement_pair.
 */
GArray *agreement_table(const GArray *pairs, const char *const *criteria);

/* As lines of text, under a head. */
void agreement_table_print(const GArray *table, GString *out);

/* As CSV: criterion, measure, n, value, low, high, commonest (score). */
void agreement_table_csv(const GArray *table, GString *out);

#endif
