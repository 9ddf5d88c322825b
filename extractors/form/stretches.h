/*
 * stretches.h - a document by its headings.
 */
#ifndef LETTERMARK_FORM_STRETCHES_H
#define LETTERMARK_FORM_STRETCHES_H

#include "extractors/form.h"

/* The passages under one heading. */
struct stretch {
	const char *name; /* value of the heading's phrase; "cover" before the
			     first; borrowed from the phrases */
	guint from, to;   /* passages, without the heading */
};

/*
 * The stretches that the headings of `set` make, in reading order: a GArray of
 * struct stretch, to be unreferenced. A heading that is repeated at once (a
 * table repeats its title in its first row) begins nothing new.
 */
GArray *stretches_read(const struct form_source *source, const char *set);

/* The first of that name; an empty one, from and to 0, if there is none. */
struct stretch stretches_find(const GArray *stretches, const char *name);

#endif
