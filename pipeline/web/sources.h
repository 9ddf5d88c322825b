/*
 * sources.h - where to fetch from and how pages are read, as data: the files
 * corpus/readers.tsv and corpus/sources.tsv, whose heads tell their columns.
 */
#ifndef LETTERMARK_SOURCES_H
#define LETTERMARK_SOURCES_H

#include <glib.h>
#include <stdbool.h>

/* Strings are NULL where the file has an empty cell. */
struct reader {
	char *name;
	char *links, *label, *next; /* XPath */
	char *leads_to;             /* a reader's name; NULL: documents */
	GRegex *skip;               /* NULL: nothing is */
	char *format;
	int share;   /* percent */
	int recheck; /* days */
};

struct source {
	char *area; /* as the register has it */
	char *kind; /* of a document; NULL where a reader is named */
	const struct reader *reader;
	char *address, *note;
};

struct sources;

/*
 * The readers of the file at `path`, and no sources yet. Freed by the caller
 * with sources_free(). On failure NULL, with `error` naming file and line.
 */
struct sources *sources_new(const char *path, GError **error);
void sources_free(struct sources *sources);

typedef struct sources Sources; /* for g_autoptr alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sources, sources_free)

/* Told of a row that cannot be taken; the others are. */
typedef void (*sources_problem_func)(const char *path, int line,
	const char *text, const char *detail, void *user);

/* The register's name for `name`, borrowed, or NULL. */
typedef const char *(*sources_area_func)(const char *name, void *user);

struct sources_check {
	sources_problem_func problem;
	sources_area_func area;
	void *user;
};

/* Add the sources of a file. False where it cannot be read at all. */
bool sources_add(struct sources *sources, const char *path,
	const struct sources_check *check, GError **error);

/* Of struct source, in the order of the files; borrowed. */
const GPtrArray *sources_list(const struct sources *sources);

/* The reader of that name, borrowed, or NULL. */
const struct reader *sources_reader(
	const struct sources *sources, const char *name);

/* Where in an address the number of links seen so far stands. */
#define SOURCES_START "{start}"

#define SOURCES_ERROR sources_error_quark()
GQuark sources_error_quark(void);

enum sources_error {
	SOURCES_ERROR_FORMAT, /* a head or row that makes no sense */
};

#endif
