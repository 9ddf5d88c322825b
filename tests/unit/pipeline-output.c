/* Tests of the output folder: what is written, left alone and removed. */
#include "pipeline/writers/output.h"

#include <glib/gstdio.h>

static void put(struct output *output, const char *name, const char *content)
{
	g_autoptr(GError) error = NULL;
	GString *text = g_string_new(content);

	output_write(output, name, text, &error);
	g_assert_no_error(error);
	g_string_free(text, TRUE);
}

static char *folder_new(void)
{
	g_autoptr(GError) error = NULL;
	char *folder = g_dir_make_tmp("lettermark-output-XXXXXX", &error);

	g_assert_no_error(error);
	return folder;
}

static void folder_remove(char *folder)
{
	g_autofree char *command = g_strdup_printf("rm -r '%s'", folder);

	g_assert_true(
		g_spawn_command_line_sync(command, NULL, NULL, NULL, NULL));
	g_free(folder);
}

static void assert_holds(
	const char *folder, const char *name, const char *expected)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autofree char *found = NULL;

	if (!g_file_get_contents(path, &found, NULL, NULL))
		found = NULL;
	g_assert_cmpstr(found, ==, expected);
}

static void test_unchanged(void)
{
	char *folder = folder_new();
	g_autofree char *path = g_build_filename(folder, "a", "b.txt", NULL);
	GStatBuf before, after;

	for (int run = 0; run < 2; run++) {
		g_autoptr(Output) output = output_new(folder, NULL);

		put(output, "a/b.txt", "the same");
		put(output, "empty", "");
		g_assert_cmpint(output_total(output), ==, 2);
		g_assert_cmpint(output_changed(output), ==, run == 0 ? 2 : 0);
		g_assert_cmpint(
			g_stat(path, run == 0 ? &before : &after), ==, 0);
	}
	/* Renaming a new file into its place would change the inode. */
	g_assert_cmpuint(before.st_ino, ==, after.st_ino);
	assert_holds(folder, "a/b.txt", "the same");
	folder_remove(folder);
}

static void test_same_length(void)
{
	char *folder = folder_new();
	g_autoptr(Output) output = output_new(folder, NULL);

	put(output, "x", "one");
	put(output, "x", "two");
	g_assert_cmpint(output_changed(output), ==, 2);
	assert_holds(folder, "x", "two");
	assert_holds(folder, "x.new", NULL);
	folder_remove(folder);
}

static void test_sweep(void)
{
	char *folder = folder_new();
	g_autofree char *mine = g_build_filename(folder, "mine.txt", NULL);

	g_assert_true(g_file_set_contents(mine, "keep", -1, NULL));
	for (int run = 0; run < 2; run++) {
		g_autoptr(Output) output = output_new(folder, NULL);
		g_autoptr(GError) error = NULL;

		put(output, "always.html", "a");
		if (run == 0)
			put(output, "areas/gone.html", "g");
		output_sweep(output, &error);
		g_assert_no_error(error);
	}
	assert_holds(folder, "always.html", "a");
	assert_holds(folder, "areas/gone.html", NULL);
	assert_holds(folder, "mine.txt", "keep");
	folder_remove(folder);
}

/* A list that someone wrote into must not lead out of the folder. */
static void test_sweep_stays_inside(void)
{
	char *folder = folder_new();
	g_autofree char *inner = g_build_filename(folder, "inner", NULL);
	g_autofree char *outside = g_build_filename(folder, "outside", NULL);
	g_autofree char *list =
		g_build_filename(inner, ".lettermark-files", NULL);
	g_autofree char *text = g_strdup_printf("../outside\n%s\n", outside);
	g_autoptr(Output) output = output_new(inner, NULL);

	g_assert_true(g_file_set_contents(outside, "keep", -1, NULL));
	g_assert_true(g_file_set_contents(list, text, -1, NULL));
	g_assert_true(output_sweep(output, NULL));
	assert_holds(folder, "outside", "keep");
	folder_remove(folder);
}

static void test_copy(void)
{
	char *folder = folder_new();
	g_autofree char *from = g_build_filename(folder, "blob", NULL);
	g_autoptr(Output) output = output_new(folder, NULL);

	g_assert_true(g_file_set_contents(from, "bytes", -1, NULL));
	g_assert_true(output_copy(output, "documents/a.pdf", from, NULL));
	g_assert_true(output_copy(output, "documents/a.pdf", from, NULL));
	g_assert_cmpint(output_changed(output), ==, 1);
	assert_holds(folder, "documents/a.pdf", "bytes");
	g_assert_false(output_copy(output, "documents/b.pdf", "/none", NULL));
	folder_remove(folder);
}

static void test_no_folder(void)
{
	char *folder = folder_new();
	g_autofree char *file = g_build_filename(folder, "file", NULL);
	g_autofree char *below = g_build_filename(file, "below", NULL);
	g_autoptr(GError) error = NULL;

	g_assert_true(g_file_set_contents(file, "", -1, NULL));
	g_assert_null(output_new(below, &error));
	g_assert_error(error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
	folder_remove(folder);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/output/unchanged", test_unchanged);
	g_test_add_func("/output/same-length", test_same_length);
	g_test_add_func("/output/sweep", test_sweep);
	g_test_add_func("/output/sweep-stays-inside", test_sweep_stays_inside);
	g_test_add_func("/output/copy", test_copy);
	g_test_add_func("/output/no-folder", test_no_folder);
	return g_test_run();
}
