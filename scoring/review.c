#include "scoring/review.h"

#include <string.h>

static const char *const sectors[REVIEW_SECTORS] = {
	[REVIEW_EDUCATION] = "education",
	[REVIEW_HEALTH] = "health",
	[REVIEW_CARE] = "social-care",
};

static const char *const names[REVIEW_FIGURES] = {
	[REVIEW_EXAMPLES + REVIEW_EDUCATION] = "examples.education",
	[REVIEW_EXAMPLES + REVIEW_HEALTH] = "examples.health",
	[REVIEW_EXAMPLES + REVIEW_CARE] = "examples.social-care",
	[REVIEW_JOINT + REVIEW_EDUCATION] = "joint.education",
	[REVIEW_JOINT + REVIEW_HEALTH] = "joint.health",
	[REVIEW_JOINT + REVIEW_CARE] = "joint.social-care",
	[REVIEW_SENTENCES + REVIEW_IDENTIFIED] =
		"evidence.promotes-improvement.identified",
	[REVIEW_SENTENCES + REVIEW_TIED] = "evidence.promotes-improvement.tied",
	[REVIEW_SENTENCES + REVIEW_ILLUSTRATED] =
		"evidence.promotes-improvement.illustrated",
	[REVIEW_SENTENCES + REVIEW_WORKED] =
		"evidence.promotes-improvement.worked",
	[REVIEW_SENTENCES + REVIEW_OUTCOME] =
		"evidence.promotes-improvement.outcome",
	[REVIEW_DUTIES_NAMED] = "duties.reviewed-named",
	[REVIEW_DUTIES_IMPLIED] = "duties.reviewed-implied",
};

const char *review_figure_name(enum review_figure figure)
{
	return names[figure];
}

enum review_figure review_figure_find(const char *name)
{
	enum review_figure figure = 0;

	while (figure < REVIEW_FIGURES && strcmp(names[figure], name) != 0)
		figure++;
	return figure;
}

/* The sentences on joint working that name that sector. */
static int count_joint(const struct reading *reading, const char *sector)
{
	int criterion =
		framework_find(reading_framework(reading), "joint-working");
	const GArray *evidence =
		criterion < 0 ? NULL : reading_evidence(reading, criterion);
	int count = 0, before = -1;

	for (guint i = 0; evidence && i < evidence->len; i++) {
		int finding =
			g_array_index(evidence, struct evidence, i).finding;
		g_autofree const char **marks =
			reading_marks(reading, finding, "sector");

		/* A sentence is in order, once an indicator. */
		count += finding != before && g_strv_contains(marks, sector);
		before = finding;
	}
	return count;
}

void review_observe(const struct reading *reading, struct figures *figures)
{
	for (int i = 0; i < REVIEW_SECTORS; i++)
		figures_set(figures, names[REVIEW_JOINT + i],
			count_joint(reading, sectors[i]), NULL);
}

void review_count(const struct figures *figures, int counts[REVIEW_FIGURES])
{
	for (int i = 0; i < REVIEW_FIGURES; i++)
		counts[i] = (int)figures_value(figures, names[i]);
}
