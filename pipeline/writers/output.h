/*
 * output.h - the folder that a run writes into.
 *
 * A file is written to a temporary name and renamed, and left untouched where
 * it holds the same bytes already, so that what watches the folder sees only
 * what changed. What an earlier run wrote and this one does not is removed,
 * also where that run was broken off; what others put there is left alone.
 */
#ifndef LETTERMARK_OUTPUT_H
#define LETTERMARK_OUTPUT_H

#include <gio/gio.h>
#include <stdbool.h>

/* The list of what the last run wrote, or is about to, in the folder itself. */
#define OUTPUT_LEDGER ".lettermark-files"

struct output;

/*
 * Open `folder`, creating it where need be. Freed by the caller with
 * output_free(). On failure NULL, and `error` is set (G_IO_ERROR).
 */
struct output *output_new(const char *folder, GError **error);
void output_free(struct output *output);

typedef struct output Output; /* for g_autoptr(Output) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Output, output_free)

/*
 * Have the file `name`, a relative path with "/" between its parts, hold
 * `content`. Folders on the way are made.
 */
bool output_write(struct output *output, const char *name,
	const GString *content, GError **error);

/* The file `name` stands from an earlier run and is left as it is. */
void output_keep(struct output *output, const char *name);

/* Have the file `name` be a copy of the file at `path`. */
bool output_copy(struct output *output, const char *name, const char *path,
	GError **error);

/*
 * The full path for `name`, for a library that writes files by itself: it
 * writes to this, and output_settle() then compares and renames. Freed by the
 * caller.
 */
char *output_draft(struct output *output, const char *name, GError **error);
bool output_settle(struct output *output, const char *name, GError **error);

/*
 * Have a second thread call `work` with `job`, after all it was given before,
 * while the first goes on; `work` frees the job. Most of a night's report is
 * files that are copied but for a few lines, so that much of it is spent in the
 * kernel. It is called at once where there can be no second thread.
 */
typedef void (*output_work_func)(void *job);
void output_later(struct output *output, output_work_func work, void *job);

/* For such a call: as output_settle() of a name that output_keep() was told,
 * and a failure, which output_sweep() then has. */
bool output_replace(struct output *output, const char *name, GError **error);
void output_fail(struct output *output, GError *failure);

/* Once all is done that was to be done later: remove what an earlier run wrote
 * and this one did not. */
bool output_sweep(struct output *output, GError **error);

/* The names of all files so far, in no order: a list of const char *, freed by
 * the caller with g_list_free(). */
GList *output_names(const struct output *output);

/* The folder, as output_new() was given it. */
const char *output_folder(const struct output *output);

/* How many files were looked at, and how many of them changed. */
int output_total(const struct output *output);
int output_changed(const struct output *output);

/* A file compiled in from pipeline/writers/ ("site/site.css"); static. */
GBytes *output_resource(const char *name);

#endif
