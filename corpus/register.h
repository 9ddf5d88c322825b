/*
 * register.h - the local areas of England and the official outcomes of their
 * inspections, as facts with their source.
 *
 * Read from register.tsv, name-words.tsv and outcomes.tsv, whose heads tell
 * their columns and sources; official tables (ODS, CSV) can be added.
 */
#ifndef LETTERMARK_REGISTER_H
#define LETTERMARK_REGISTER_H

#include <glib.h>
#include <stdbool.h>

/* Strings are never NULL but may be empty; lists are NULL-terminated. */
struct area {
	char *name; /* short official name */
	char **names;
	char *code;
	char **former_codes;
	char *number, *urn;
	char *region;      /* Ofsted's, of eight */
	char **neighbours; /* ONS codes, nearest first */
	char *from, *to;
	char **predecessors, **successors;
};

/* One official outcome. Days are ISO, a month alone is "2017-01"; all strings,
 * empty where not said. See outcomes.tsv. */
struct outcome {
	char *area, *code, *framework;
	char *inspection_start, *published;
	char *determination, *weaknesses;
	char *revisit_start, *revisit_published;
	char *progress, *progress_made, *progress_not_made;
	char *outcome, *priority_actions;
	char *source;
};

struct area_register;

/*
 * The register in the folder `data` (of register.tsv and its siblings), freed
 * by the caller with register_free(). On failure NULL with `error` naming the
 * file.
 */
struct area_register *register_load(const char *data, GError **error);
void register_free(struct area_register *areas);

typedef struct area_register AreaRegister; /* for g_autoptr alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(AreaRegister, register_free)

/* Add the areas and outcomes of another such folder. */
bool register_extend(
	struct area_register *areas, const char *data, GError **error);

/*
 * Add the outcomes of an official table: Ofsted's ODS or CSV, or a TSV as
 * outcomes.tsv. What a row says about an inspection that is there already
 * overrides what is known of it. Returns the number of rows taken, or -1 with
 * `error` set. Rows of areas that are not in the register, or whose day cannot
 * be read, are not taken; which, is appended to `strange` (of char *, a line
 * each; may be NULL).
 */
int register_add(struct area_register *areas, const char *path,
	GPtrArray *strange, GError **error);

/* All areas in order of name (of struct area), and all outcomes in order of
 * area and day (of struct outcome); borrowed. */
const GPtrArray *register_areas(const struct area_register *areas);
const GPtrArray *register_outcomes(const struct area_register *areas);

/*
 * The area that `name` means, by any of its names, with or without what
 * councils' names have about them; NULL if there is none. Never a guess: the
 * whole name must be accounted for.
 */
const struct area *register_find(
	const struct area_register *areas, const char *name);

/* register_find() in the form of form_context.find_area; `user` is the
 * register. */
const char *register_find_area(
	void *user, const char *name, const char **code, const char **region);

/*
 * The outcome of the area, or of one it was made from, under `framework` whose
 * inspection began nearest to `day` (ISO, may be NULL: the latest); NULL if
 * there is none.
 */
const struct outcome *register_outcome(const struct area_register *areas,
	const struct area *area, const char *framework, const char *day);

/* The outcomes as outcomes.tsv has them, for writing one. */
void register_write_outcomes(const struct area_register *areas, GString *out);

#define REGISTER_ERROR register_error_quark()
GQuark register_error_quark(void);

enum register_error {
	REGISTER_ERROR_TABLE, /* no table of areas or outcomes in the file */
};

#endif
