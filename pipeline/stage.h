/*
 * stage.h - what every stage program shares: options, diagnostics, progress
 * and exit status.
 *
 * A diagnostic is one line on standard error,
 *	PROGRAM: NAME[:PAGE]: LEVEL: TEXT[: DETAIL]
 * or with --log-json one JSON object, with the time in UTC. Progress is drawn
 * on standard error where that is a terminal, and nowhere else.
 */
#ifndef LETTERMARK_STAGE_H
#define LETTERMARK_STAGE_H

#include "corpus/store.h"

/* Exit statuses; documented in every manual page. */
enum stage_exit {
	STAGE_OK = 0,
	STAGE_SOME_FAILED = 1, /* done, but some documents failed */
	STAGE_USAGE = 2,
	STAGE_BROKEN = 3, /* no database, disk full, ... */
};

enum stage_level {
	STAGE_NOTE,
	STAGE_WARNING,
	STAGE_ERROR, /* a document failed: exit status at least 1 */
	STAGE_FATAL, /* the environment is broken: exit status 3 */
};

#define STAGE_JOBS_MAX 64

struct stage {
	const char *name; /* "extract" for lettermark-extract */
	char *work;       /* --work */
	int jobs;         /* --jobs; 1 or more */
	bool quiet;
	bool log_json;
	struct store *store; /* open after stage_open() */
	/* Of the code and data that results are made with, for the log; set
	 * before stage_begin(), borrowed during it. NULL: the program's. */
	const char *version;
	/* the rest is private to stage.c */
	struct stage_private *private;
};

/*
 * Parse the common options and `entries` (GOption, NULL for none) out of
 * *argc and *argv; `summary` is what --help says first: a sentence, or
 * "ARGUMENT... - sentence" where there are arguments. On --help and --version
 * prints and exits 0; on wrong usage prints one line and exits 2. Freed by
 * stage_finish().
 */
struct stage *stage_new(const char *name, const char *summary,
	const GOptionEntry *entries, int *argc, char ***argv);

/* Complain of wrong usage in one line and exit 2. */
G_GNUC_NORETURN void stage_usage(struct stage *stage, const char *problem);

/* Open the corpus; where there is none or on failure a diagnostic, and false.
 */
bool stage_open(struct stage *stage);

/* The same for who may come first: makes one where there is none. */
bool stage_create(struct stage *stage);

/* One diagnostic. `document` and `detail` may be NULL; `page` 0 for none. */
void stage_say(struct stage *stage, enum stage_level level,
	const char *document, int page, const char *text, const char *detail);

/*
 * Progress: how many there are, of another kind with each call, and one more
 * done. With the first call the run enters the corpus's log, where
 * stage_finish() adds how it ended; programs that only look never call it.
 * $LETTERMARK_NIGHT, where set, joins the runs of one night.
 */
void stage_begin(struct stage *stage, int total);
void stage_step(struct stage *stage);

/* There is one more to do than was known. */
void stage_grow(struct stage *stage);

/*
 * End the progress line and check that standard output could be written.
 * Documents that failed in an earlier run and were not tried again are said in
 * one line and count as failures of this one. Print the one-line summary `done`
 * (NULL for none) unless quiet, enter how the run ended in the log, close the
 * corpus and free all. Returns the exit status: the worst that was said.
 */
int stage_finish(struct stage *stage, const char *done);

/*
 * The path of a data file, `name` as in the source tree ("scoring/
 * criteria.xml"): under $LETTERMARK_DATA if set, beside the source tree the
 * program was built in, or under the installed data folder. Freed by the
 * caller.
 */
char *stage_data(const char *name);

/* framework_load() of the file at `path`, or (NULL) of the criteria shipped. */
struct framework;
struct framework *stage_framework(const char *path, GError **error);

/* SHA-256 of the file's bytes, hex, freed by the caller; NULL where it cannot
 * be read. */
char *stage_file_digest(const char *path);

#endif
