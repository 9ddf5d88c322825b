/*
 * cover.h - what the reports of the 2023 framework say on their cover and in
 * their outcome: full inspections and monitoring inspections alike.
 */
#ifndef LETTERMARK_FORM_COVER_H
#define LETTERMARK_FORM_COVER_H

#include "extractors/form/parts.h"
#include "extractors/form/stretches.h"

/*
 * Add framework, area, la_code, region, published, inspection_*,
 * previous_inspection_* from the cover, which ends at passage `to`. The dates
 * at the pages' feet are compared with the cover's.
 */
void cover_read(
	struct record *record, const struct form_source *source, guint to);

/* Add next_inspection_months and full_inspection_months from the outcome. */
void cover_read_intervals(struct record *record,
	const struct form_source *source, const struct stretch *outcome);

#endif
