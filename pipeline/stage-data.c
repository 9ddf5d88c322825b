/*
 * stage-data.c - where the data files of this program are.
 */
#include "pipeline/stage.h"
#include "version.h"

/* The folder of this program, or NULL. */
static char *program_folder(void)
{
	g_autofree char *path = g_file_read_link("/proc/self/exe", NULL);

	return path != NULL ? g_path_get_dirname(path) : NULL;
}

static char *if_exists(char *path)
{
	if (g_file_test(path, G_FILE_TEST_EXISTS))
		return path;
	g_free(path);
	return NULL;
}

/*
 * A program that was not installed stands in the build folder or below it
 * (build/asan/tests), so one of the folders above is the source tree.
 */
static char *find_above(const char *folder, const char *name)
{
	g_autofree char *above = g_strdup(folder);
	char *found = NULL;

	for (int i = 0; i < 4 && found == NULL; i++) {
		char *parent = g_path_get_dirname(above);

		g_free(above);
		above = parent;
		found = if_exists(g_build_filename(above, name, NULL));
	}
	return found;
}

char *stage_data(const char *name)
{
	const char *given = g_getenv("LETTERMARK_DATA");
	g_autofree char *folder = program_folder();
	g_autofree char *base = NULL;
	char *found = NULL;

	if (given != NULL && *given != '\0')
		return g_build_filename(given, name, NULL);
	base = folder != NULL ? g_path_get_basename(folder) : NULL;
	if (base != NULL && g_str_equal(base, "bin"))
		found = if_exists(g_build_filename(
			folder, "..", "share", "lettermark", name, NULL));
	else if (base != NULL)
		found = find_above(folder, name);
	return found != NULL ? found
			     : g_build_filename(LETTERMARK_PREFIX, "share",
				       "lettermark", name, NULL);
}
