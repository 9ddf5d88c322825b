/*
 * facts.h - the register and the calendar, from the shipped data and from what
 * lettermark-register has put into the work folder.
 */
#ifndef LETTERMARK_FACTS_H
#define LETTERMARK_FACTS_H

#include "corpus/calendar.h"
#include "corpus/register.h"

struct facts {
	struct area_register *areas;
	struct calendar *calendar;
	char *digest; /* of all that was read: part of a stage's version */
};

/*
 * Read the facts for the work folder `work`. On failure NULL with `error` set.
 * Freed by the caller with facts_free().
 */
struct facts *facts_load(const char *work, GError **error);
void facts_free(struct facts *facts);

typedef struct facts Facts; /* for g_autoptr(Facts) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Facts, facts_free)

/* Add what is known of the invented areas of the samples, where they are. */
bool facts_add_samples(struct facts *facts, GError **error);

/* Where in `work` added outcomes are kept; freed by the caller. */
char *facts_added_path(const char *work);

#endif
