/*
 * team.h - the tables at a report's end: whom to write to, who inspected.
 */
#ifndef LETTERMARK_FORM_TEAM_H
#define LETTERMARK_FORM_TEAM_H

#include "extractors/form.h"

/*
 * Add lead_inspector_ofsted, lead_inspector_cqc (all who led, "; " between)
 * and team from the passages from index `from` up to but not `to`.
 */
void team_read(struct record *record, const struct form_source *source,
	guint from, guint to);

/* Likewise local_authority and icb from the table of contacts. */
void contacts_read(struct record *record, const struct form_source *source,
	guint from, guint to);

#endif
