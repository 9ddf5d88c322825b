/*
 * bench.h - a sample of letters as an evaluator sees them: two reviewers'
 * scores, and what can be counted in each letter.
 */
#ifndef LETTERMARK_BENCH_H
#define LETTERMARK_BENCH_H

#include "pipeline/agree/score-set.h"
#include "pipeline/stage.h"
#include "scoring/duties.h"
#include "scoring/flags.h"
#include "scoring/review.h"

struct bench_letter {
	char *name, *area, *region, *determination, *day, *framework;
	gint64 document;
	int (*raw)[SCORE_SET_READERS];    /* by criterion; 0 for none */
	int (*scores)[SCORE_SET_READERS]; /* after any third reading */
	int counts[REVIEW_FIGURES];
	enum duty_state *duties; /* in the order of duties_list(), DUTY_STATES
				    for one out of its time; or NULL */
};

struct bench {
	const struct framework *framework;
	/* To read letters with; of bench_new() alone, else NULL. */
	struct framework *own;
	struct flags *flags;
	struct duties *duties;
	struct store *store;
	char *names[SCORE_SET_READERS];
	GPtrArray *letters; /* of struct bench_letter, by name */
	int decided;        /* scores that a third reading settled */
};

typedef struct bench Bench; /* for g_autoptr(Bench) alone */

/*
 * The letters that both reviewers of `pair` ("A,B", as score_set_load() takes
 * each) have scored, all or those in the column `document` of the table at
 * `sample`. Where the two lie two or more apart and a third reading gave a
 * score, that stands for both. Freed by the caller with bench_free().
 */
struct bench *bench_new(struct store *store, const char *pair,
	const char *sample, GError **error);

/* A row of the view `paired` that has scores; borrowed strings. */
struct bench_paired {
	const char *document;
	const char *determination; /* or NULL */
	const char *scores, *figures;
};

/*
 * The same for the pair whose scores the tables add, from such rows alone: the
 * figures that lettermark-flag counted, and of each letter its name and
 * determination. Nothing is read again, and no letter is not an error.
 */
struct bench *bench_load(struct store *store, const struct framework *framework,
	const GArray *rows, GError **error);

void bench_free(struct bench *bench); /* NULL is allowed */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Bench, bench_free)

/*
 * The letters of a bench that bench_new() made, as the ladder scores them with
 * `framework` (which must outlive the new one), standing for both reviewers;
 * with the sentences that are boilerplate left in where `boilerplate`.
 */
struct bench *bench_rescore(const struct bench *bench,
	const struct framework *framework, bool boilerplate, GError **error);

/* The same letters with one reviewer (0 or 1) standing for both. They borrow
 * the framework of `bench`. */
struct bench *bench_alone(const struct bench *bench, int reviewer);

/* For those who make a bench: one without letters; and a letter without scores
 * or counts, added. */
struct bench *bench_empty(
	struct store *store, const struct framework *framework);
struct bench_letter *bench_add(struct bench *bench, const char *name);
void bench_letter_free(void *letter);

/* Likewise: settle by third readings what the two see differently. */
bool bench_settle(struct bench *bench, GError **error);

/* 2 to 8, or 0 where either has none; `criterion` may be -1. */
int bench_combined(const struct bench_letter *letter, int criterion);

/* --- figures ------------------------------------------------------------ */

/* A mean with its 95% interval by Student's t; NAN without two values. */
struct bench_mean {
	int n;
	double mean, low, high;
};

struct bench_mean bench_mean(const double *values, int n);

/* Of the combined score of a criterion; n is 0 where nobody scored it. */
struct bench_mean bench_mean_of(const struct bench *bench, int criterion);

/* Letters with a combined score of four or less; *n of how many. */
int bench_low(const struct bench *bench, int criterion, int *n);

/*
 * The scores as they were given, of what both have scored: a GArray of struct
 * agreement_pair, the first reviewer's beside the second's; or with `panel`
 * beside both, which is what the commonest score is held against.
 */
GArray *bench_pairs(const struct bench *bench, bool panel);

/* --- the published findings --------------------------------------------- */

enum bench_verdict { BENCH_YES, BENCH_NO, BENCH_CANNOT_SAY };

struct bench_finding {
	const char *id, *paragraph;
	const char *says; /* the review's statement, in our words */
	const char *rule; /* when this sample bears it out */
	/* Fill `measured` with the figures behind the verdict. */
	enum bench_verdict (*test)(
		const struct bench *bench, GString *measured);
};

extern const struct bench_finding bench_findings[]; /* ends with id NULL */

/* "yes", "no", "cannot say" */
const char *bench_verdict_name(enum bench_verdict verdict);

#endif
