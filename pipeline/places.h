/*
 * places.h - where documents stand on this machine: files, and folders with
 * whatever they hold.
 */
#ifndef LETTERMARK_PLACES_H
#define LETTERMARK_PLACES_H

#include <glib.h>
#include <stdbool.h>

/* A regular file. */
struct place {
	char *path;    /* absolute */
	char *address; /* the same for the store: UTF-8, else a file:// URI */
	char *stem;    /* its name without folder and suffix, UTF-8 */
	gint64 size, mtime_ns, inode;
};

/* Told of a path that cannot be taken: UTF-8, and the reason. */
typedef void (*places_problem_func)(
	const char *path, const char *reason, void *user);

/*
 * All regular files at and under `paths`, `n` of them: folders in order of
 * name, links followed, each file once, hidden names skipped unless they are
 * given. Sockets, pipes and devices in a folder are passed over; given by
 * name they are a problem, as is anything that cannot be read. A GPtrArray of
 * struct place that frees its members.
 */
GPtrArray *places_find(
	char *const *paths, int n, places_problem_func problem, void *user);

/*
 * What a document from `path` is called: "a letter" for "/b/a letter.pdf", but
 * "St. Somewhere" whole, for a suffix is a few letters and digits. Line ends
 * and the like become "_". UTF-8, freed by the caller.
 */
char *place_stem(const char *path);

/*
 * The bytes of the file, read whole; what the place says of size, time and
 * inode is brought up to date from the file that was opened. On failure NULL
 * and `error` in the domain G_FILE_ERROR.
 */
GBytes *place_read(struct place *place, GError **error);

#endif
