/*
 * ordinal.h - proportional-odds regression of scores on counts, pooled in part
 * over groups (criteria).
 *
 * The chance that a reader gives group g's document at most score k is
 *	1 / (1 + exp(-(cut[g][k] - weights[g] . x)))
 * (McCullagh, P. (1980), "Regression models for ordinal data", Journal of the
 * Royal Statistical Society B 42(2), 109-142). A group's weights are those
 * common to all groups plus what it adds to them, and its cut points depart
 * from common ones; both are shrunk by ridge penalties, the more the less a
 * group has to say for itself (Gelman, A. and Hill, J. (2007), Data Analysis
 * Using Regression and Multilevel/Hierarchical Models, chapter 12). No weight
 * is below zero, so more evidence never lowers a score.
 *
 * Nothing is drawn at random: the same data give the same model.
 */
#ifndef LETTERMARK_ORDINAL_H
#define LETTERMARK_ORDINAL_H

#include <glib.h>
#include <stdbool.h>

#define ORDINAL_SCORES  4
#define ORDINAL_CUTS    (ORDINAL_SCORES - 1)
#define ORDINAL_READERS 2

/* One document on one criterion. */
struct ordinal_row {
	int document; /* from 0 */
	int group;    /* from 0 */
	double *x;    /* `common` features, then the group's own */
	int scores[ORDINAL_READERS]; /* 1 to 4; 0 where there is none */
};

struct ordinal_data {
	int documents, groups, common;
	const int *own;  /* [group]: number of its own features */
	GPtrArray *rows; /* of struct ordinal_row */
};

struct ordinal_model {
	int groups, common;
	int *own;
	double *shared;               /* [common]: the weights common to all */
	double **weights;             /* [group][common + own]: all told */
	double (*cuts)[ORDINAL_CUTS]; /* [group]: rising */
};

/*
 * Fit to the rows of all documents but those of fold `leave` (NULL folds: to
 * all). `folds[document]` is its fold. Freed with ordinal_model_free(). NULL
 * where the fit does not settle.
 */
struct ordinal_model *ordinal_fit(
	const struct ordinal_data *data, const int *folds, int leave);

/* A model of nothing but zeros, for ordinal_fit() and for reading a file. */
struct ordinal_model *ordinal_model_new(int groups, int common, const int *own);
void ordinal_model_free(struct ordinal_model *model); /* NULL is allowed */

/* The chance of each score, 1 first. */
void ordinal_chances(const struct ordinal_model *model, int group,
	const double *x, double chances[ORDINAL_SCORES]);

/* The score to give: the median, than which no other is nearer to a reader's
 * in the mean. */
int ordinal_decide(const double chances[ORDINAL_SCORES]);

#endif
