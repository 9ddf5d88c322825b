/*
 * observe.h - the figures about a document that no pattern can count: how
 * plainly it is written, whether what it asks for has findings behind it,
 * where it contradicts itself or its reviewers each other.
 *
 * Figures set, with their words:
 *	evidence.CRITERION[.ASPECT]  sentences of evidence
 *	language.ease, .grade, .smog, .sentence, .unexplained
 *	link.asked           weaknesses or areas for development listed
 *	link.unfounded       those with no finding in like words
 *	progress.insufficient  weaknesses without sufficient progress
 *	record.contradicted  fields that are said in two ways
 * and by lettermark-flag, which has the corpus:
 *	scores.apart         criteria that two reviewers score 2 or more apart
 */
#ifndef LETTERMARK_OBSERVE_H
#define LETTERMARK_OBSERVE_H

#include "scoring/duties.h"
#include "scoring/flags.h"

/*
 * All figures that a reading with the criteria's own framework gives:
 * evidence.*, and those of flags_measure(), duties_observe() and
 * review_observe(). Returns how often a pattern ran over its match limit on the
 * way.
 */
int observe_reading(const struct flags *flags, const struct duties *duties,
	const struct reading *reading, struct figures *figures);

/* language.*, link.*, progress.* and record.*. */
void observe_record(const struct flags *flags, const struct record *record,
	struct figures *figures);

#endif
