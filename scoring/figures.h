/*
 * figures.h - named numbers about one document, each with the words that spell
 * it out and the findings it was counted from.
 */
#ifndef LETTERMARK_FIGURES_H
#define LETTERMARK_FIGURES_H

#include <glib.h>

struct figure {
	char *id; /* for example "examples.social-care" */
	double value;
	char *words;      /* what was counted, for a reader; may be NULL */
	GArray *findings; /* of int: indexes in the record, rising */
};

typedef struct figures Figures; /* for g_autoptr(Figures) alone */

/* A new empty set, freed by the caller with figures_free(). */
struct figures *figures_new(void);

void figures_free(struct figures *figures);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Figures, figures_free)

/*
 * Set a figure; `words` is copied and may be NULL. Borrowed until the figures
 * are freed. Setting one again replaces it.
 */
struct figure *figures_set(struct figures *figures, const char *id,
	double value, const char *words);

/* The figure of that id, borrowed; NULL where nothing set it. */
const struct figure *figures_get(const struct figures *figures, const char *id);

/* Its value; 0 where nothing set it. */
double figures_value(const struct figures *figures, const char *id);

#endif
