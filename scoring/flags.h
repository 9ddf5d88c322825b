/*
 * flags.h - what a document leaves thin: flags raised from figures by the rules
 * of flags.xml, each with its level, one line and the findings behind it.
 */
#ifndef LETTERMARK_FLAGS_H
#define LETTERMARK_FLAGS_H

#include "scoring/figures.h"
#include "scoring/reading.h"

struct flags;

/* A flag that was raised. */
struct flag {
	const char *id;    /* borrowed from the rules: "social-care" */
	const char *level; /* "absent", "weak" or "note"; likewise */
	char *detail;      /* one line, British English */
	GArray *grounds;   /* of int: findings behind it, rising */
};

/*
 * Load the rules at `path`, of the form of the schema at `schema`. Freed by
 * the caller with flags_free(). On failure NULL and `error` set in the domain
 * FRAMEWORK_ERROR: one line with file, line and reason.
 */
struct flags *flags_load(const char *path, const char *schema, GError **error);

void flags_free(struct flags *flags);

typedef struct flags Flags; /* for g_autoptr(Flags) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Flags, flags_free)

/* Changes whenever the rules, their vocabulary or their figures do. */
const char *flags_digest(const struct flags *flags);

/* The marks and measures, as a framework whose criteria are the measures. */
const struct framework *flags_framework(const struct flags *flags);

/* A figure of the rules (a <number>); 0 for an unknown id. */
double flags_number(const struct flags *flags, const char *id);

/* Abbreviations that need no spelling out, ended by NULL; borrowed. */
const char *const *flags_known(const struct flags *flags);

/* Set a figure for every measure from a reading with flags_framework(). */
void flags_measure(const struct flags *flags, const struct reading *reading,
	struct figures *figures);

/*
 * The flags that the figures raise on a document of that kind, in the order of
 * the rules: a GPtrArray of struct flag that frees its members.
 */
GPtrArray *flags_raise(const struct flags *flags, enum record_kind kind,
	const struct figures *figures);

/*
 * Say how a flag was reached: its source, every test with the figure's value
 * and whether it holds. False where the rules know no such flag.
 */
bool flags_explain(const struct flags *flags, const char *id,
	const struct figures *figures, GString *out);

#endif
