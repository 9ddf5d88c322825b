/*
 * duties.h - the statutory duties towards children with SEND, and which of
 * them a document names, implies or leaves out.
 *
 * The 2020 evaluation (paragraph 60) found compliance scored lowest of all:
 * mostly implied in reporting other things, seldom named.
 */
#ifndef LETTERMARK_DUTIES_H
#define LETTERMARK_DUTIES_H

#include "scoring/figures.h"
#include "scoring/reading.h"

struct duties;

/*
 * Load duties.xml at `path`, of the form of the schema at `schema`. Freed by
 * the caller with duties_free(). On failure NULL, and `error` (domain
 * FRAMEWORK_ERROR) is one line with file, line and reason.
 */
struct duties *duties_load(
	const char *path, const char *schema, GError **error);

void duties_free(struct duties *duties);

typedef struct duties Duties; /* for g_autoptr(Duties) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Duties, duties_free)

/* SHA-256 of the file, hex; borrowed. */
const char *duties_digest(const struct duties *duties);

/* A duty as the file has it. */
struct duty {
	char *id; /* of its figure: "duty.plan-twenty-weeks" */
	char *name;
	char *provision;    /* "CFA s.30; Regs part 4 and schedule 2" */
	char *from, *until; /* the days between which an inspection can judge
			       it, "2016-04-01"; NULL for no bound */
	char *review; /* "the local offer": the matter in which the 2020 review
			 saw it referred to (paragraph 60); NULL for none */
};

/* How a document speaks of a duty: the value of its figure. */
enum duty_state { DUTY_ABSENT, DUTY_IMPLIED, DUTY_NAMED, DUTY_STATES };

/* "absent", "implied" or "named". */
const char *duty_state_name(enum duty_state state);

/* The duties, in the file's order: of struct duty, borrowed. */
const GPtrArray *duties_list(const struct duties *duties);

/*
 * Set a figure for each duty, "duty.ID": 2 named as a duty, 1 implied, 0
 * neither; none for a duty out of its time on the day of the inspection. And
 * "duties.named", "duties.implied", "duties.absent", how many, with their
 * names; "duties.reviewed-named" and "duties.reviewed-implied", how many of
 * those that the 2020 review speaks of. `reading` is with the criteria's own
 * framework: its evidence for what duties.xml calls <legal> names duties, so
 * that score and duties are of one mind, and its marks `evaluated` and
 * `quantity` tell a judgement. Returns how often a pattern ran over its match
 * limit.
 */
int duties_observe(const struct duties *duties, const struct reading *reading,
	struct figures *figures);

#endif
