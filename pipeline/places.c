/*
 * places.c - files and folders on this machine.
 */
#include "pipeline/places.h"
#include "extractors/limits.h"
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SUFFIX_MAX 5 /* ".docx", ".jpeg" */

struct walk {
	GPtrArray *places;
	GHashTable *seen; /* "device:inode" of every folder and file */
	places_problem_func problem;
	void *user;
};

static void place_free(gpointer data)
{
	struct place *place = data;

	g_free(place->path);
	g_free(place->address);
	g_free(place->stem);
	g_free(place);
}

static void complain(struct walk *walk, const char *path, const char *reason)
{
	g_autofree char *shown = g_filename_display_name(path);

	walk->problem(shown, reason, walk->user);
}

/*
 * Two names that are not UTF-8 may look the same as text, so they are told
 * apart as file:// addresses.
 */
static char *address_of(const char *path)
{
	return g_utf8_validate(path, -1, NULL)
		       ? g_strdup(path)
		       : g_filename_to_uri(path, NULL, NULL);
}

static bool is_suffix(const char *dot)
{
	size_t length = strlen(dot + 1);

	for (const char *p = dot + 1; *p != '\0'; p++)
		if (!g_ascii_isalnum(*p))
			return false;
	return length > 0 && length <= SUFFIX_MAX;
}

char *place_stem(const char *path)
{
	g_autofree char *base = g_path_get_basename(path);
	char *stem = g_filename_display_name(base);
	char *dot = strrchr(stem, '.');

	if (dot != NULL && dot != stem && is_suffix(dot))
		*dot = '\0';
	for (char *p = stem; *p != '\0'; p++)
		if (g_ascii_iscntrl(*p))
			*p = '_';
	return stem;
}

static void note_stat(struct place *place, const struct stat *found)
{
	place->size = found->st_size;
	place->mtime_ns = (gint64)found->st_mtim.tv_sec * 1000000000 +
			  found->st_mtim.tv_nsec;
	place->inode = (gint64)found->st_ino;
}

/* False when the file or folder was met before, by whatever path. */
static bool first_time(struct walk *walk, const struct stat *found)
{
	return g_hash_table_add(
		walk->seen, g_strdup_printf("%ju:%ju", (uintmax_t)found->st_dev,
				    (uintmax_t)found->st_ino));
}

static void take_file(
	struct walk *walk, const char *path, const struct stat *found)
{
	struct place *place = g_new0(struct place, 1);

	place->path = g_canonicalize_filename(path, NULL);
	place->address = address_of(place->path);
	place->stem = place_stem(path);
	note_stat(place, found);
	g_ptr_array_add(walk->places, place);
}

static void visit(struct walk *walk, const char *path, bool given);

static int compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names in a folder, sorted; NULL with errno set where they cannot be read
 * to the end. Those that begin with a dot are left out. */
static GPtrArray *names_in(const char *path)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
	const char *name;

	if (folder == NULL)
		return NULL;
	/* GLib does not say whether it came to the end. */
	while (errno = 0, (name = g_dir_read_name(folder)) != NULL)
		if (name[0] != '.')
			g_ptr_array_add(names, g_strdup(name));
	if (errno != 0)
		return NULL;
	g_ptr_array_sort(names, compare_names);
	return g_steal_pointer(&names);
}

static void visit_folder(struct walk *walk, const char *path)
{
	g_autoptr(GPtrArray) names = names_in(path);

	if (names == NULL) {
		complain(walk, path, g_strerror(errno));
		return;
	}
	for (guint i = 0; i < names->len; i++) {
		g_autofree char *member = g_build_filename(
			path, g_ptr_array_index(names, i), NULL);

		visit(walk, member, false);
	}
}

static void visit(struct walk *walk, const char *path, bool given)
{
	struct stat found;

	if (stat(path, &found) != 0) {
		complain(walk, path, g_strerror(errno));
		return;
	}
	if (!S_ISDIR(found.st_mode) && !S_ISREG(found.st_mode)) {
		if (given)
			complain(walk, path, "not a file or folder");
		return;
	}
	if (!first_time(walk, &found))
		return;
	if (S_ISDIR(found.st_mode))
		visit_folder(walk, path);
	else
		take_file(walk, path, &found);
}

GPtrArray *places_find(
	char *const *paths, int n, places_problem_func problem, void *user)
{
	struct walk walk = {
		.places = g_ptr_array_new_with_free_func(place_free),
		.seen = g_hash_table_new_full(
			g_str_hash, g_str_equal, g_free, NULL),
		.problem = problem,
		.user = user};

	for (int i = 0; i < n; i++)
		visit(&walk, paths[i], true);
	g_hash_table_unref(walk.seen);
	return walk.places;
}

/* --- reading ------------------------------------------------------------- */

static GBytes *fail(int code, GError **error)
{
	g_set_error_literal(error, G_FILE_ERROR,
		(gint)g_file_error_from_errno(code), g_strerror(code));
	return NULL;
}

static GBytes *too_large(GError **error)
{
	g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
		"larger than %u MB", LIMIT_FILE_BYTES / (1024 * 1024));
	return NULL;
}

/*
 * As much as there is, up to one byte over the limit: the file may grow while
 * it is read.
 */
static GBytes *read_all(int fd, gint64 size, GError **error)
{
	g_autoptr(GByteArray) bytes = g_byte_array_sized_new((guint)size + 1);
	ssize_t n;

	do {
		guint done = bytes->len;

		g_byte_array_set_size(
			bytes, MAX((guint)size + 1, done + 65536));
		n = read(fd, bytes->data + done, bytes->len - done);
		g_byte_array_set_size(bytes, done + (guint)MAX(n, 0));
		if (bytes->len > LIMIT_FILE_BYTES)
			return too_large(error);
	} while (n > 0 || (n < 0 && errno == EINTR));
	if (n < 0)
		return fail(errno, error);
	return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

GBytes *place_read(struct place *place, GError **error)
{
	/* Not to wait for ever should a pipe have taken the file's place. */
	int fd = open(place->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	GBytes *bytes = NULL;
	struct stat found;

	if (fd < 0)
		return fail(errno, error);
	if (fstat(fd, &found) != 0)
		fail(errno, error);
	else if (!S_ISREG(found.st_mode))
		fail(EINVAL, error);
	else if (found.st_size > LIMIT_FILE_BYTES)
		too_large(error);
	else {
		note_stat(place, &found);
		bytes = read_all(fd, found.st_size, error);
	}
	close(fd);
	return bytes;
}
