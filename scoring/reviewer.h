/*
 * reviewer.h - who scores: rules that turn the evidence for a criterion into
 * a score from 1 to 4 and say why.
 *
 * Two reviewers are built in. `ladder` applies the anchors as the framework's
 * ladders put them, and can be followed by hand. `model` weighs counts of
 * evidence as fitted to documents that people scored (model.h). Without
 * evidence the score is 1, whoever the reviewer is.
 */
#ifndef LETTERMARK_REVIEWER_H
#define LETTERMARK_REVIEWER_H

#include "scoring/reading.h"

struct score {
	int criterion; /* index in the framework */
	int score;     /* 1 (lowest) to 4 */
	int evidence;  /* number of evidence rows it rests on */
	char *why;     /* one line, British English */
};

void score_clear(struct score *score);

struct reviewer {
	const char *name; /* "ladder"; as --reviewer takes it */
	char *version;    /* of the data it uses beside the framework, or "" */
	void *data;       /* its own */

	/* score_criterion() and explain_criterion() of this reviewer; called
	 * only where there is evidence. */
	void (*score)(const struct reviewer *reviewer,
		const struct reading *reading, struct score *score);
	void (*explain)(const struct reviewer *reviewer,
		const struct reading *reading, int criterion, GString *out);
	void (*free_data)(void *data);
};

/* The names of all reviewers, in order, ended by NULL; static storage. */
extern const char *const reviewer_names[];

/*
 * Make the reviewer of that name ready to score against `framework`, which is
 * borrowed and must outlive it. `model` is the path of the model file, read by
 * the reviewer that needs it. Freed by the caller with reviewer_free(). NULL
 * and REVIEWER_ERROR for an unknown name, a file that cannot be read, or one
 * that was fitted with another framework.
 */
struct reviewer *reviewer_open(const char *name,
	const struct framework *framework, const char *model, GError **error);

void reviewer_free(struct reviewer *reviewer); /* NULL is allowed */

typedef struct reviewer Reviewer; /* for g_autoptr(Reviewer) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reviewer, reviewer_free)

/* Score one criterion. `*score` is filled and later freed by the caller with
 * score_clear(). */
void reviewer_score(const struct reviewer *reviewer,
	const struct reading *reading, int criterion, struct score *score);

/* Append the whole reasoning behind that score, as lines of text. */
void reviewer_explain(const struct reviewer *reviewer,
	const struct reading *reading, int criterion, GString *out);

/* The two, for reviewer_open() alone. */
struct reviewer *reviewer_ladder(void);
struct reviewer *reviewer_model(
	const struct framework *framework, const char *model, GError **error);

#define REVIEWER_ERROR reviewer_error_quark()
GQuark reviewer_error_quark(void);

enum reviewer_error {
	REVIEWER_ERROR_NAME,  /* no such reviewer */
	REVIEWER_ERROR_FILE,  /* the model cannot be read, or is not one */
	REVIEWER_ERROR_STALE, /* the model was fitted with another framework */
};

#endif
