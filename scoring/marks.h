/*
 * marks.h - sets of marks on a sentence, and filters that ask for some and
 * refuse others.
 *
 * A mark is an index into its framework's list. Sets are plain values.
 */
#ifndef LETTERMARK_MARKS_H
#define LETTERMARK_MARKS_H

#include <glib.h>
#include <stdbool.h>

#define MARKS_MAX 256 /* in one framework, built-in ones included */

struct marks {
	guint64 word[MARKS_MAX / 64];
};

static inline void marks_add(struct marks *set, int mark)
{
	set->word[mark / 64] |= G_GUINT64_CONSTANT(1) << (mark % 64);
}

static inline bool marks_has(const struct marks *set, int mark)
{
	return set->word[mark / 64] >> (mark % 64) & 1;
}

/* Whether the two have a mark in common. */
static inline bool marks_meet(const struct marks *a, const struct marks *b)
{
	for (int i = 0; i < MARKS_MAX / 64; i++)
		if (a->word[i] & b->word[i])
			return true;
	return false;
}

/* What is asked of a sentence: one mark out of each set of `with`, and none
 * of `without`. All zero: nothing is asked. */
struct mark_filter {
	GArray *with; /* of struct marks, or NULL */
	struct marks without;
};

/* The index of the mark of that name, or -1. */
typedef int (*mark_lookup)(const char *name, void *user);

/*
 * Add a list as the framework file writes it ("evaluated sector|age") to
 * either side of the filter. On a name that `lookup` does not know, returns it
 * for the caller to free with g_free(); otherwise NULL.
 */
char *mark_filter_with(struct mark_filter *filter, const char *list,
	mark_lookup lookup, void *user);
char *mark_filter_without(struct mark_filter *filter, const char *list,
	mark_lookup lookup, void *user);

void mark_filter_clear(struct mark_filter *filter);

bool mark_filter_passes(
	const struct mark_filter *filter, const struct marks *marks);

#endif
