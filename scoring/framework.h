/*
 * framework.h - the twenty reporting criteria as data: statements, anchors,
 * marks, indicators and ladders, loaded from a file such as criteria.xml.
 *
 * The form of the file is criteria.rng, which libxml2 checks at every load;
 * what a schema cannot say (a mark that is named but not defined, a pattern
 * that does not compile) is checked after it.
 */
#ifndef LETTERMARK_FRAMEWORK_H
#define LETTERMARK_FRAMEWORK_H

#include <glib.h>
#include <stdbool.h>

#define FRAMEWORK_ANCHORS 4 /* scores run from 1 to this */

struct framework;

struct indicator {
	char *id;      /* unique in the file */
	char *aspect;  /* what side of the criterion it speaks of, or NULL */
	char *side;    /* that in words; NULL without one */
	char *asks;    /* of a sentence, beside its pattern, in words: "with a
			  judgement, not about leaders"; "" for nothing */
	double weight; /* 1 unless given */
	int criterion; /* index */
};

struct criterion {
	char *id; /* slug, for example "id-timeliness" */
	char *statement;
	char *anchors[FRAMEWORK_ANCHORS]; /* [0] is score 1 */
	char *source;
	char *confidence;
};

/*
 * Load and compile the framework at `path`, checked against the schema at
 * `schema`. Freed by the caller with framework_free(). On failure NULL, and
 * `error` (domain FRAMEWORK_ERROR) is one line with file, line and reason.
 */
struct framework *framework_load(
	const char *path, const char *schema, GError **error);

void framework_free(struct framework *framework);

typedef struct framework Framework; /* for g_autoptr(Framework) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Framework, framework_free)

/* The file's id, and the SHA-256 of its bytes in hex, of which and of those of
 * its vocabulary's file where it has one; borrowed. */
const char *framework_id(const struct framework *framework);
const char *framework_digest(const struct framework *framework);

int framework_criteria(const struct framework *framework);
const struct criterion *framework_criterion(
	const struct framework *framework, int index);

/* The indicators of all criteria, in order of the file. */
int framework_indicators(const struct framework *framework);
const struct indicator *framework_indicator(
	const struct framework *framework, int index);

/*
 * What the ladder asks for a score, in words: "at least 1 sentence on timing;
 * at least 2 aspects". NULL for a score without a rung. Freed by the caller.
 */
char *framework_rung(
	const struct framework *framework, int criterion, int score);

/* The title of a work that sources cite by this key ("EVAL"), borrowed; NULL
 * for no such key. */
const char *framework_work(const struct framework *framework, const char *key);

/* The criteria's slugs, ended by NULL; they are borrowed, the array is freed by
 * the caller with g_free(). */
const char **framework_ids(const struct framework *framework);

/* Index of the criterion with that slug, or -1. */
int framework_find(const struct framework *framework, const char *id);

/*
 * How much a match of the indicator tells of the criterion, to choose the
 * sentence to quote: its weight, and 1 more where the ladder asks for its
 * aspect by name. 0 for an indicator that the criterion has not.
 */
double framework_bearing(const struct framework *framework, int criterion,
	const char *indicator);

/*
 * Every pattern, with its defines put in, as PCRE2 sees it: a line each.
 * Freed by the caller.
 */
char *framework_patterns(const struct framework *framework);

#define FRAMEWORK_ERROR framework_error_quark()
GQuark framework_error_quark(void);

enum framework_error {
	FRAMEWORK_ERROR_FILE,    /* cannot be read */
	FRAMEWORK_ERROR_SCHEMA,  /* is not XML, or not of the form */
	FRAMEWORK_ERROR_NAME,    /* names something that is not defined */
	FRAMEWORK_ERROR_PATTERN, /* a pattern does not compile */
};

#endif
