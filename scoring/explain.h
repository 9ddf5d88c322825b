/*
 * explain.h - a score's grounds in words, for a person to check.
 */
#ifndef LETTERMARK_EXPLAIN_H
#define LETTERMARK_EXPLAIN_H

#include "scoring/reading.h"

/*
 * Append the statement, its anchors and every row of evidence with its page,
 * its marks and the indicator that found it, as lines of text.
 */
void explain_criterion(
	const struct reading *reading, int criterion, GString *out);

/* Append "marks:" and the ids of all marks on one finding, on one line. */
void explain_marks(const struct reading *reading, int finding, GString *out);

#endif
