/*
 * coverage.h - what a written statement of action or a plan does about the
 * weaknesses of the letter it answers.
 *
 * Figures set, with their words:
 *	plan.actions, .no-owner, .no-date, .no-outcome, .no-indicator
 *	plan.overdue          actions due by `as_of` and not complete
 *	coverage.weaknesses   of the letter, but those with sufficient progress
 *	coverage.unanswered   those that nothing in the plan is like
 *	coverage.matched      words: "1 by its weakness 2 (83%)"
 * and by lettermark-flag, which has the corpus:
 *	plan.days-late        days after the day it was due
 *	plan.revisit-overdue  1 where a revisit ought to have been by `as_of`
 */
#ifndef LETTERMARK_COVERAGE_H
#define LETTERMARK_COVERAGE_H

#include "extractors/record.h"
#include "scoring/figures.h"

/*
 * `letter` is what the plan answers, or NULL where the corpus has none: then
 * nothing of coverage.* is set. A weakness is answered when the wording of one
 * that the plan restates, or of an action with its outcome, covers at least
 * `enough` (0 to 1) of it.
 * `as_of` is an ISO date, or NULL: then plan.overdue is not set.
 */
void coverage_observe(const struct record *plan, const struct record *letter,
	double enough, const char *as_of, struct figures *figures);

#endif
