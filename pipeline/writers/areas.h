/*
 * areas.h - the wide table: one row a scored document, one column a
 * criterion.
 */
#ifndef LETTERMARK_AREAS_H
#define LETTERMARK_AREAS_H

#include "pipeline/writers/tables.h"

/*
 * Fill "areas" from "documents", "scores", "combined" and "flags", which are
 * loaded. A document without an area sorts first, under an empty cell.
 */
void areas_fill(struct tables *tables);

#endif
