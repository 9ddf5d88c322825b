/*
 * plan.h - statements of action and progress plans, which follow no template:
 * the weaknesses they answer and their actions, from tables and from prose.
 */
#ifndef LETTERMARK_FORM_PLAN_H
#define LETTERMARK_FORM_PLAN_H

#include "extractors/form/parts.h"

/*
 * Read the whole document into the record's weaknesses and actions. `anchor`
 * is the plan's day, from which "within 6 months" counts; 0 where unknown.
 */
void plan_read(struct record *record, const struct form_source *source,
	guint32 anchor);

/* Add actions, actions_without_owner, actions_without_due and
 * actions_without_measure: how many, and what is missing. */
void plan_add_fields(struct record *record);

#endif
