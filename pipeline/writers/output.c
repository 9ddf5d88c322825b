/* output.c - see output.h. */
#include "pipeline/writers/output.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

/* Made by glib-compile-resources from writers.xml. */
GResource *writers_get_resource(void);

struct output {
	char *folder;
	GHashTable *names; /* written by this run; owned strings */
	int changed;
};

static bool fail(GError **error, const char *what, const char *path)
{
	int code = errno;

	g_set_error(error, G_IO_ERROR, g_io_error_from_errno(code),
		"%s: cannot %s: %s", path, what, g_strerror(code));
	return false;
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
	return output;
}

void output_free(struct output *output)
{
	if (output == NULL)
		return;
	g_hash_table_unref(output->names);
	g_free(output->folder);
	g_free(output);
}

char *output_draft(struct output *output, const char *name, GError **error)
{
	g_autofree char *path =
		g_strconcat(output->folder, "/", name, ".new", NULL);
	g_autofree char *parent = g_path_get_dirname(path);

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
	if (g_rename(draft, path) != 0)
		return fail(error, "rename", draft);
	output->changed++;
	return true;
}

bool output_write(struct output *output, const char *name,
	const GString *content, GError **error)
{
	g_autofree char *path = g_strconcat(output->folder, "/", name, NULL);
	g_autofree char *draft = NULL;

	g_hash_table_add(output->names, g_strdup(name));
	if (holds(path, content->str, content->len))
		return true;
	draft = output_draft(output, name, error);
	if (draft == NULL)
		return false;
	/* No fsync: after a crash a torn page differs, so it is made again. */
	if (!g_file_set_contents_full(draft, content->str, content->len,
		    G_FILE_SET_CONTENTS_NONE, 0644, error)) {
		g_unlink(draft);
		return false;
	}
	return settle(output, draft, path, error);
}

bool output_settle(struct output *output, const char *name, GError **error)
{
	g_autofree char *path = g_strconcat(output->folder, "/", name, NULL);
	g_autofree char *draft = g_strconcat(path, ".new", NULL);
	g_autoptr(GMappedFile) file = g_mapped_file_new(draft, FALSE, error);

	if (file == NULL)
		return false;
	g_hash_table_add(output->names, g_strdup(name));
	if (holds(path, g_mapped_file_get_contents(file),
		    g_mapped_file_get_length(file))) {
		g_unlink(draft);
		return true;
	}
	return settle(output, draft, path, error);
}

void output_keep(struct output *output, const char *name)
{
	g_hash_table_add(output->names, g_strdup(name));
}

bool output_copy(struct output *output, const char *name, const char *path,
	GError **error)
{
	g_autofree char *draft = NULL;
	g_autoptr(GFile) from = g_file_new_for_path(path);
	g_autoptr(GFile) to = NULL;
	g_autofree char *target = g_strconcat(output->folder, "/", name, NULL);
	GStatBuf old, new;

	g_hash_table_add(output->names, g_strdup(name));
	/* The blob never changes, so size and date tell them apart. */
	if (g_stat(path, &new) == 0 && g_stat(target, &old) == 0 &&
		old.st_size == new.st_size && old.st_mtime >= new.st_mtime)
		return true;
	draft = output_draft(output, name, error);
	if (draft == NULL)
		return false;
	to = g_file_new_for_path(draft);
	if (!g_file_copy(
		    from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, error))
		return false;
	return settle(output, draft, target, error);
}

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
	g_autofree char *path =
		g_strconcat(output->folder, "/" OUTPUT_LEDGER, NULL);
	g_autofree char *old = NULL;
	g_auto(GStrv) names = NULL;
	GString *text;
	int changed = output->changed;
	bool ok;

	if (g_file_get_contents(path, &old, NULL, NULL))
		names = g_strsplit(old, "\n", -1);
	for (char **name = names; name != NULL && *name != NULL; name++) {
		g_autofree char *gone =
			g_strconcat(output->folder, "/", *name, NULL);

		if (stays_inside(*name) &&
			!g_hash_table_contains(output->names, *name))
			g_unlink(gone);
	}
	text = ledger(output);
	ok = output_write(output, OUTPUT_LEDGER, text, error);
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
