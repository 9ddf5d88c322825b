/*
 * agreement.h - how far two reviewers agree.
 *
 * Scores are whole numbers from 1 to `categories`; 0 is a missing score.
 *
 * Sources. Cohen, J. (1960), "A coefficient of agreement for nominal scales",
 * Educational and Psychological Measurement 20(1), 37-46; Cohen, J. (1968),
 * "Weighted kappa", Psychological Bulletin 70(4), 213-220; Gwet, K. L. (2014),
 * Handbook of Inter-Rater Reliability, 4th ed., chapters 3 and 4 (AC2);
 * Krippendorff, K. (2011), "Computing Krippendorff's Alpha-Reliability",
 * University of Pennsylvania (alpha with the ordinal metric).
 */
#ifndef LETTERMARK_AGREEMENT_H
#define LETTERMARK_AGREEMENT_H

#include <glib.h>
#include <stdbool.h>

#define AGREEMENT_CATEGORIES_MAX 8

/* A score by one reviewer beside those of one or more others ("the panel"),
 * of one document on one criterion. */
struct agreement_pair {
	int document; /* numbered from 0: what the bootstrap draws */
	int criterion;
	double score;
	double panel[2]; /* the second is 0 where there is but one */
};

/*
 * What can be said of a set of pairs. Against a panel of two, `exact`,
 * `within_one`, kappas, AC2 and alpha are the mean of the figures against
 * either; `half` and `mad` are against the mean of the two. NAN where not
 * defined (nothing varies).
 */
enum agreement_measure {
	AGREEMENT_EXACT,      /* share with the same score */
	AGREEMENT_WITHIN_ONE, /* share at most 1 apart */
	AGREEMENT_HALF,       /* share at most 0.5 from the panel's mean */
	AGREEMENT_MAD,        /* mean absolute difference */
	AGREEMENT_KAPPA,
	AGREEMENT_KAPPA_QUADRATIC,
	AGREEMENT_AC2,   /* quadratic weights */
	AGREEMENT_ALPHA, /* ordinal */
	AGREEMENT_MEASURES
};

/* Column names: "exact", "within_one", ...; static. */
const char *agreement_measure_name(enum agreement_measure measure);

/* Fill `values` from `n` pairs with scores from 1 to `categories`. */
void agreement_measure(const struct agreement_pair *pairs, size_t n,
	int categories, double values[AGREEMENT_MEASURES]);

/*
 * Percentile intervals (95%) of each measure by resampling documents with
 * replacement `rounds` times, from a fixed seed: the same pairs give the same
 * intervals.
 */
void agreement_bootstrap(const struct agreement_pair *pairs, size_t n,
	int categories, int rounds, double low[AGREEMENT_MEASURES],
	double high[AGREEMENT_MEASURES]);

/*
 * Copies of `pairs` in which every score is the one that the panel gives most
 * often for its criterion (the lower where two are as common): what can be had
 * without reading. Freed by the caller with g_free().
 */
struct agreement_pair *agreement_commonest(
	const struct agreement_pair *pairs, size_t n, int categories);

/*
 * The two families of coefficient, from a table of counts, `table[i *
 * categories + j]` being how often the first reviewer gave i + 1 where the
 * second gave j + 1. Weights are quadratic, or those of exact agreement.
 */
double agreement_kappa(const double *table, int categories, bool quadratic);
double agreement_gwet(const double *table, int categories, bool quadratic);

/*
 * Krippendorff's alpha, ordinal metric, from a table of coincidences: how often
 * i + 1 and j + 1 were given to the same thing, each pair counted both ways.
 */
double agreement_alpha(const double *coincidences, int categories);

#endif
