/*
 * comparison.h - chosen documents side by side, as a table: what
 * lettermark-report prints when it is asked for some areas.
 */
#ifndef LETTERMARK_COMPARISON_H
#define LETTERMARK_COMPARISON_H

#include "pipeline/writers/site.h"

/* Which scored documents; NULL asks for nothing. All that is asked must
 * hold. */
struct choice {
	char **areas; /* names, case does not matter */
	char *region;
	char *determination;
	char *outcome;
	char *framework;
	char *kind;
	GHashTable *codes; /* of ONS codes of areas */
};

/* True where anything is asked for. */
bool choice_is_made(const struct choice *choice);

/*
 * The documents that are chosen, in the site's order; borrowed from `site`,
 * the array freed by the caller. NULL, and an error, where an area is named
 * that has no scored document.
 */
GPtrArray *choice_find(
	const struct choice *choice, const struct site *site, GError **error);

/*
 * A row a criterion, document and reviewer (also "combined"), with the rank
 * among the documents chosen: 1 for the highest, the same for equal scores,
 * none where there is no score. `tied` is how many share it, `of` how many
 * have a score. The cells belong to `tables`. Freed by the caller.
 */
struct table *comparison_long(const struct site *site,
	const GPtrArray *documents, struct tables *tables);

/* A row a criterion, a column a document, with what the site shows. */
struct table *comparison_wide(const struct site *site,
	const GPtrArray *documents, struct tables *tables);

/*
 * A row a criterion, a column a group, with the mean and how many documents
 * it is over; `by` as for site_class().
 */
struct table *comparison_groups(const struct site *site,
	const GPtrArray *documents, const char *by, struct tables *tables);

#endif
