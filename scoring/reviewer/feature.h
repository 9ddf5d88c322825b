/*
 * feature.h - a document's evidence for a criterion as numbers: what the
 * reviewer `model` weighs.
 *
 * Each is ln(1 + n) of a count n, so that the tenth sentence says less than
 * the first. Common to all criteria are the features at the end of the
 * framework file; after them come the criterion's own features, and whatever
 * its ladder counts. The ladder's thresholds are not used: the model finds its
 * own from scored documents.
 */
#ifndef LETTERMARK_FEATURE_H
#define LETTERMARK_FEATURE_H

#include "scoring/reading.h"

int feature_common(const struct framework *framework);
int feature_own(const struct framework *framework, int criterion);

/* The name of feature `index` (common ones first) of the criterion; borrowed
 * from the framework. */
const char *feature_name(
	const struct framework *framework, int criterion, int index);

/* "5 sentences with a judgement", appended to `out`; "at least" where the
 * feature counts no further. */
void feature_describe(
	const struct reading *reading, int criterion, int index, GString *out);

/* The count itself, up to the feature's cap. */
int feature_count(const struct reading *reading, int criterion, int index);

/* Its value to the model, from the count. */
double feature_value(int count);

#endif
