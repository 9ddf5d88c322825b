/* output.c - see output.h. */
#include "pipeline/writers/output.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

/* Made by glib-compile-resources from writers.xml. */
GResource *writers_get_resource(void);

struct output {
	char *folder;
	GHashTable *names; /* written by this run; owned strings */
	GHashTable *noted; /* all that the ledger has, drafts too; likewise */
	FILE *ledger;      /* to add to; NULL until there is something */
	int changed;       /* by either thread */

	/* What is left to the second thread, NULL as long as it had nothing;
	 * how many jobs of that are waiting, and its first failure. */
	GThreadPool *second;
	GMutex lock;
	GCond done;
	int waiting;
	GError *failure;
};

/* Jobs are of up to 256 kB, see splice.c. */
#define WAITING_MAX 64

static bool fail(GError **error, const char *what, const char *path)
{
	int code = errno;

	g_set_error(error, G_IO_ERROR, g_io_error_from_errno(code),
		"%s: cannot %s: %s", path, what, g_strerror(code));
	return false;
}

static char *path_of(const struct output *output, const char *name)
{
	return g_strconcat(output->folder, "/", name, NULL);
}

static void read_ledger(struct output *output)
{
	g_autofree char *path = path_of(output, OUTPUT_LEDGER);
	g_autofree char *text = NULL;
	g_auto(GStrv) names = NULL;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return;
	names = g_strsplit(text, "\n", -1);
	for (char **name = names; *name != NULL; name++)
		g_hash_table_add(output->noted, g_strdup(*name));
}

struct output *output_new(const char *folder, GError **error)
{
	struct output *output;

	if (g_mkdir_with_parents(folder, 0755) != 0) {
		fail(error, "make folder", folder);
		return NULL;
	}
	output = g_new0(struct output, 1);
	output->folder = g_strdup(folder);
	output->names =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	output->noted =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	read_ledger(output);
	g_mutex_init(&output->lock);
	g_cond_init(&output->done);
	return output;
}

static void finish(struct output *output)
{
	if (output->second != NULL)
		g_thread_pool_free(output->second, FALSE, TRUE);
	output->second = NULL;
}

void output_free(struct output *output)
{
	if (output == NULL)
		return;
	finish(output);
	g_clear_error(&output->failure);
	g_mutex_clear(&output->lock);
	g_cond_clear(&output->done);
	g_hash_table_unref(output->names);
	g_hash_table_unref(output->noted);
	if (output->ledger != NULL)
		fclose(output->ledger);
	g_free(output->folder);
	g_free(output);
}

/*
 * Have the ledger tell of a file and its draft before there is either, so that
 * what is broken off is swept by the next run. A line that was written in part
 * ends with the next one; the sweep leaves a list of its own.
 */
static bool note(struct output *output, const char *name, GError **error)
{
	g_autofree char *draft = g_strconcat(name, ".new", NULL);
	g_autofree char *path = path_of(output, OUTPUT_LEDGER);

	if (g_hash_table_contains(output->noted, draft))
		return true;
	if (output->ledger == NULL)
		output->ledger = fopen(path, "ae");
	if (output->ledger == NULL ||
		fprintf(output->ledger, "\n%s\n%s", name, draft) < 0 ||
		fflush(output->ledger) != 0)
		return fail(error, "write", path);
	g_hash_table_add(output->noted, g_strdup(name));
	g_hash_table_add(output->noted, g_steal_pointer(&draft));
	return true;
}

char *output_draft(struct output *output, const char *name, GError **error)
{
	g_autofree char *path =
		g_strconcat(output->folder, "/", name, ".new", NULL);
	g_autofree char *parent = g_path_get_dirname(path);

	if (!note(output, name, error))
		return NULL;
	if (g_mkdir_with_parents(parent, 0755) != 0) {
		fail(error, "make folder", parent);
		return NULL;
	}
	return g_steal_pointer(&path);
}

static bool holds(const char *path, const char *bytes, gsize length)
{
	g_autoptr(GMappedFile) file = NULL;
	GStatBuf status;

	/* Most pages that change also change their length. */
	if (g_stat(path, &status) != 0 || (guint64)status.st_size != length)
		return false;
	if (length == 0)
		return true;
	file = g_mapped_file_new(path, FALSE, NULL);
	return file != NULL && g_mapped_file_get_length(file) == length &&
	       memcmp(g_mapped_file_get_contents(file), bytes, length) == 0;
}

static bool settle(struct output *output, const char *draft, const char *path,
	GError **error)
{
	if (g_rename(draft, path) != 0) {
		fail(error, "rename", draft);
		g_unlink(draft);
		return false;
	}
	g_atomic_int_inc(&output->changed);
	return true;
}

static bool put(struct output *output, const char *name, const char *bytes,
	gsize length, GError **error)
{
	g_autofree char *path = path_of(output, name);
	g_autofree char *draft = NULL;

	output_keep(output, name);
	if (holds(path, bytes, length))
		return true;
	draft = output_draft(output, name, error);
	if (draft == NULL)
		return false;
	/* No fsync: after a crash a torn page differs, so it is made again. */
	if (!g_file_set_contents_full(draft, bytes, (gssize)length,
		    G_FILE_SET_CONTENTS_NONE, 0644, error)) {
		g_unlink(draft);
		return false;
	}
	return settle(output, draft, path, error);
}

bool output_write(struct output *output, const char *name,
	const GString *content, GError **error)
{
	return put(output, name, content->str, content->len, error);
}

bool output_settle(struct output *output, const char *name, GError **error)
{
	output_keep(output, name);
	return output_replace(output, name, error);
}

bool output_replace(struct output *output, const char *name, GError **error)
{
	g_autofree char *path = path_of(output, name);
	g_autofree char *draft = g_strconcat(path, ".new", NULL);
	g_autoptr(GMappedFile) file = g_mapped_file_new(draft, FALSE, error);

	if (file != NULL && !holds(path, g_mapped_file_get_contents(file),
				    g_mapped_file_get_length(file)))
		return settle(output, draft, path, error);
	g_unlink(draft);
	return file != NULL;
}

void output_keep(struct output *output, const char *name)
{
	g_hash_table_add(output->names, g_strdup(name));
}

bool output_copy(struct output *output, const char *name, const char *path,
	GError **error)
{
	g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, error);

	return file != NULL &&
	       put(output, name, g_mapped_file_get_contents(file),
		       g_mapped_file_get_length(file), error);
}

/* --- left to the second thread --------------------------------------------
 */

struct later {
	output_work_func work;
	void *job;
};

static void do_later(void *data, void *user)
{
	struct later *later = data;
	struct output *output = user;

	later->work(later->job);
	g_free(later);
	g_mutex_lock(&output->lock);
	output->waiting--;
	g_cond_signal(&output->done);
	g_mutex_unlock(&output->lock);
}

/* NULL where there can be no thread. */
static GThreadPool *find_second(struct output *output)
{
	g_autoptr(GError) error = NULL;

	if (output->second != NULL)
		return output->second;
	/* One thread does its jobs in the order in which it was given them. */
	output->second = g_thread_pool_new(do_later, output, 1, TRUE, &error);
	if (error != NULL)
		finish(output);
	return output->second;
}

void output_later(struct output *output, output_work_func work, void *job)
{
	struct later later = {work, job};
	GThreadPool *second = find_second(output);

	if (second == NULL) {
		work(job);
		return;
	}
	g_mutex_lock(&output->lock);
	while (output->waiting >= WAITING_MAX)
		g_cond_wait(&output->done, &output->lock);
	output->waiting++;
	g_mutex_unlock(&output->lock);
	g_thread_pool_push(second, g_memdup2(&later, sizeof later), NULL);
}

void output_fail(struct output *output, GError *failure)
{
	g_mutex_lock(&output->lock);
	if (output->failure == NULL)
		output->failure = g_steal_pointer(&failure);
	g_mutex_unlock(&output->lock);
	g_clear_error(&failure);
}

/* --- what was written ------------------------------------------------------
 */

static GString *ledger(struct output *output)
{
	GString *text = g_string_new(NULL);
	GList *names = g_list_sort(
		g_hash_table_get_keys(output->names), (GCompareFunc)strcmp);

	for (GList *name = names; name != NULL; name = name->next)
		g_string_append_printf(text, "%s\n", (char *)name->data);
	g_list_free(names);
	return text;
}

/* A name out of the ledger may be trusted only as far as the folder goes. */
static bool stays_inside(const char *name)
{
	return name[0] != '\0' && name[0] != '/' && strstr(name, "..") == NULL;
}

bool output_sweep(struct output *output, GError **error)
{
	GHashTableIter noted;
	GString *text;
	gpointer name;
	int changed;
	bool ok;

	finish(output);
	if (output->failure != NULL) {
		g_propagate_error(error, g_steal_pointer(&output->failure));
		return false;
	}
	changed = output->changed;
	text = ledger(output);
	output_keep(output, OUTPUT_LEDGER);
	g_hash_table_iter_init(&noted, output->noted);
	while (g_hash_table_iter_next(&noted, &name, NULL)) {
		g_autofree char *gone = path_of(output, name);

		if (stays_inside(name) &&
			!g_hash_table_contains(output->names, name))
			g_unlink(gone);
	}
	ok = put(output, OUTPUT_LEDGER, text->str, text->len, error);
	g_hash_table_remove(output->names, OUTPUT_LEDGER);
	output->changed = changed;
	g_string_free(text, TRUE);
	return ok;
}

GList *output_names(const struct output *output)
{
	return g_hash_table_get_keys(output->names);
}

const char *output_folder(const struct output *output)
{
	return output->folder;
}

int output_total(const struct output *output)
{
	return (int)g_hash_table_size(output->names);
}

int output_changed(const struct output *output)
{
	return output->changed;
}

GBytes *output_resource(const char *name)
{
	g_autofree char *path = g_strconcat("/lettermark/writers/", name, NULL);

	return g_resource_lookup_data(writers_get_resource(), path,
		G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}
