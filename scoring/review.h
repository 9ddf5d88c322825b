/*
 * review.h - what the 2020 review says of outcome letters (Ofsted 200008,
 * paragraphs 48 and 55 to 60), as figures about one document.
 *
 * They are kept of every scored document, so that what the review found can be
 * looked for in many without reading them again.
 */
#ifndef LETTERMARK_REVIEW_H
#define LETTERMARK_REVIEW_H

#include "scoring/figures.h"
#include "scoring/reading.h"

enum { REVIEW_EDUCATION, REVIEW_HEALTH, REVIEW_CARE, REVIEW_SECTORS };

/* What letters that help an area improve do: paragraph 58. */
enum {
	REVIEW_IDENTIFIED,
	REVIEW_TIED,
	REVIEW_ILLUSTRATED,
	REVIEW_WORKED,
	REVIEW_OUTCOME,
	REVIEW_FEATURES
};

/* The figures: those of sectors and features stand side by side. */
enum review_figure {
	REVIEW_EXAMPLES, /* specific and evaluated, a sector each */
	/* Sentences on joint working that name the sector. */
	REVIEW_JOINT = REVIEW_EXAMPLES + REVIEW_SECTORS,
	/* Sentences with the feature. */
	REVIEW_SENTENCES = REVIEW_JOINT + REVIEW_SECTORS,
	/* Duties of those that paragraph 60 speaks of. */
	REVIEW_DUTIES_NAMED = REVIEW_SENTENCES + REVIEW_FEATURES,
	REVIEW_DUTIES_IMPLIED,
	REVIEW_FIGURES
};

/* "examples.education", "joint.health" and so on; static. */
const char *review_figure_name(enum review_figure figure);

/* The figure of that name, or REVIEW_FIGURES. */
enum review_figure review_figure_find(const char *name);

/*
 * Set joint.SECTOR from a reading with the criteria's own framework. The others
 * are set by the rest of observe_reading().
 */
void review_observe(const struct reading *reading, struct figures *figures);

/* The values of all of them; 0 for one that nothing set. */
void review_count(const struct figures *figures, int counts[REVIEW_FIGURES]);

#endif
