/*
 * progress.h - weakness by weakness, what has become of it: the body of
 * revisit letters and monitoring reports.
 */
#ifndef LETTERMARK_FORM_PROGRESS_H
#define LETTERMARK_FORM_PROGRESS_H

#include "extractors/form/parts.h"

/*
 * Read the passages from index `from` up to but not `to`: each weakness as it
 * is restated (set "restated"), what inspectors found, and the verdict (set
 * "verdict", value sufficient or insufficient); or lists of weaknesses under
 * their verdict (set "verdict-list"). Weaknesses go to the list `list`,
 * sentences to the section `section`, an item a weakness, item 0 before the
 * first. The restatement is
 * boilerplate: it quotes an earlier document.
 */
void progress_read(struct record *record, const struct form_source *source,
	guint from, guint to, const char *list, const char *section);

/*
 * Add progress (all, some, none), progress_made and progress_not_made: from
 * the weaknesses' verdicts, and from the sentence that sums them up (set
 * "progress") where they have none. Where the two disagree the field is
 * contradicted.
 */
void progress_add_fields(
	struct record *record, const struct form_source *source);

#endif
