/*
 * review.h - the tables of a bench as HTML, in the evaluator's report and on
 * the site.
 */
#ifndef LETTERMARK_REVIEW_WRITER_H
#define LETTERMARK_REVIEW_WRITER_H

#include "pipeline/writers/site.h"

/*
 * The table under a heading, with what the review published on it. The columns
 * of an interval become one (bench-tables.h). Criteria have the site's names
 * for them and lead to their pages, or with NULL are called by their ids.
 */
void review_table(
	GString *out, const struct table *table, const struct site *site);

/* What the 2020 review found, looked for in the corpus of the site; see
 * method.html. */
bool part_review(GString *out, const struct site *site, GError **error);

#endif
