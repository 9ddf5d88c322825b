/*
 * areas.h - the wide table: one row a scored document, one column a
 * criterion.
 */
#ifndef LETTERMARK_AREAS_H
#define LETTERMARK_AREAS_H

#include "pipeline/writers/site.h"

/*
 * Fill "areas" from "documents" and what was tallied of them. A document
 * without an area sorts first, under an empty cell.
 */
void areas_fill(const struct site *site);

#endif
