/*
 * draw.h - a stratified sample of inspected areas, as the 2020 review drew its
 * fifteen letters.
 *
 * The review (Ofsted 200008, paragraph 18 and appendix 1) took 15 letters of
 * inspections between June 2016 and December 2018: from areas with and without
 * a written statement of action, from the first 12 months of the cycle and from
 * its latter half, in five of Ofsted's eight regions; areas that it visited
 * were left out. How many of each it does not say; here they are as even as
 * 15 allows.
 */
#ifndef LETTERMARK_DRAW_H
#define LETTERMARK_DRAW_H

#include <glib.h>
#include <stdbool.h>

/* With and without a determination, times first year and latter half. */
enum {
	DRAW_REQUIRED_FIRST,
	DRAW_REQUIRED_LATER,
	DRAW_NONE_FIRST,
	DRAW_NONE_LATER,
	DRAW_STRATA
};

/* A letter that may be drawn. Strings are borrowed from who made it. */
struct draw_letter {
	const char *area, *region;
	const char *day; /* inspection began, ISO */
	bool required;   /* a determination that a statement is required */
	int stratum;     /* set by draw_new(); -1 is not in the frame */
	int place;       /* set by draw_new(): order of the draw from 1, or 0 */
};

struct draw_plan {
	int size;    /* letters wanted */
	int regions; /* of those in the frame; 0 all */
	guint32 seed;
	const char *from, *to;       /* days an inspection may begin, ISO */
	const char *first_until;     /* last day of the first 12 months */
	const char *later_from;      /* first day of the latter half */
	const char *const *excluded; /* areas, NULL-terminated; may be NULL */
};

struct draw {
	GArray *letters;    /* of struct draw_letter, as given, marked */
	GPtrArray *order;   /* of const struct draw_letter, as drawn */
	GPtrArray *regions; /* of char *, borrowed, as chosen */
	GPtrArray *notes;   /* of char *: where a stratum or region ran out */
};

typedef struct draw Draw; /* for g_autoptr(Draw) alone */

/* The plan of the 2020 review, with a seed. */
void draw_plan_2020(struct draw_plan *plan, guint32 seed);

/*
 * Draw from `letters` (an array of struct draw_letter, taken over). The same
 * plan and letters always give the same draw. Freed with draw_free().
 */
struct draw *draw_new(const struct draw_plan *plan, GArray *letters);

void draw_free(struct draw *draw);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Draw, draw_free)

/* "required, first 12 months" and so on; static storage. */
const char *draw_stratum_name(int stratum);

#endif
