/* Tests of the output folder: what is written, left alone and removed; and of
 * files in pieces. */
#include "pipeline/writers/splice.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

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

/* A run that ends before it swept, and one that does not write the same. */
static void test_broken_off(void)
{
	char *folder = folder_new();
	g_autofree char *draft = NULL;

	for (int run = 0; run < 3; run++) {
		g_autoptr(Output) output = output_new(folder, NULL);

		put(output, "always.html", "a");
		if (run == 0)
			put(output, "areas/gone.html", "g");
		if (run < 2) {
			g_free(draft);
			draft = output_draft(output,
				run == 0 ? "half.csv" : "always.html", NULL);
			g_assert_true(
				g_file_set_contents(draft, "ha", -1, NULL));
			continue;
		}
		g_assert_true(output_sweep(output, NULL));
	}
	assert_holds(folder, "always.html", "a");
	assert_holds(folder, "always.html.new", NULL);
	assert_holds(folder, "areas/gone.html", NULL);
	assert_holds(folder, "half.csv.new", NULL);
	assert_holds(folder, OUTPUT_LEDGER, "always.html\n");
	folder_remove(folder);
}

/* A line of the list that was written in part spoils no other. */
static void test_torn_list(void)
{
	char *folder = folder_new();
	g_autofree char *list = g_build_filename(folder, OUTPUT_LEDGER, NULL);

	g_assert_true(g_file_set_contents(list, "always.html\nhal", -1, NULL));
	for (int run = 0; run < 2; run++) {
		g_autoptr(Output) output = output_new(folder, NULL);

		put(output, run == 0 ? "gone.html" : "always.html", "a");
		g_assert_true(run == 0 || output_sweep(output, NULL));
	}
	assert_holds(folder, "gone.html", NULL);
	assert_holds(folder, OUTPUT_LEDGER, "always.html\n");
	folder_remove(folder);
}

static void copy(struct output *output, const char *from, const char *bytes)
{
	g_autoptr(GError) error = NULL;

	g_assert_true(g_file_set_contents(from, bytes, -1, NULL));
	output_copy(output, "documents/a.pdf", from, &error);
	g_assert_no_error(error);
	assert_holds(output_folder(output), "documents/a.pdf", bytes);
}

static void test_copy(void)
{
	char *folder = folder_new();
	g_autofree char *from = g_build_filename(folder, "blob", NULL);
	g_autofree char *to =
		g_build_filename(folder, "documents", "a.pdf", NULL);
	g_autoptr(Output) output = output_new(folder, NULL);
	struct utimbuf old = {1, 1};

	copy(output, from, "bytes");
	copy(output, from, "bytes");
	g_assert_cmpint(output_changed(output), ==, 1);
	/* Others of the same size, older than the copy, and it spoilt. */
	g_assert_true(g_file_set_contents(from, "other", -1, NULL));
	g_assert_cmpint(g_utime(from, &old), ==, 0);
	g_assert_true(output_copy(output, "documents/a.pdf", from, NULL));
	assert_holds(folder, "documents/a.pdf", "other");
	g_assert_true(g_file_set_contents(to, "othes", -1, NULL));
	copy(output, from, "other");
	copy(output, from, "");
	g_assert_cmpint(output_changed(output), ==, 4);
	g_assert_false(output_copy(output, "documents/b.pdf", "/none", NULL));
	folder_remove(folder);
}

static void test_in_the_way(void)
{
	char *folder = folder_new();
	g_autofree char *from = g_build_filename(folder, "blob", NULL);
	g_autofree char *a = g_build_filename(folder, "a.pdf", NULL);
	g_autofree char *draft = NULL;
	g_autoptr(Output) output = output_new(folder, NULL);
	g_autoptr(GError) error = NULL;

	g_assert_true(g_file_set_contents(from, "bytes", -1, NULL));
	g_assert_cmpint(g_mkdir(a, 0755), ==, 0);
	g_assert_false(output_copy(output, "a.pdf", from, &error));
	g_assert_error(error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
	draft = output_draft(output, "a.pdf", NULL);
	g_assert_false(g_file_test(draft, G_FILE_TEST_EXISTS));
	g_assert_true(g_file_set_contents(draft, "bytes", -1, NULL));
	g_assert_false(output_settle(output, "a.pdf", NULL));
	g_assert_false(g_file_test(draft, G_FILE_TEST_EXISTS));
	folder_remove(folder);
}

/* Have the file `name` be a head and two pieces, the first of which is kept
 * where it has a length; more than is written at a time, to see the order. */
static void put_pieces(
	struct output *output, const char *name, struct piece pieces[2])
{
	g_autoptr(GString) words = g_string_new(NULL);
	g_autoptr(Splice) splice = splice_new(output, name, NULL);

	for (int i = 0; i < 40000; i++)
		g_string_append_printf(words, "%d words\n", i);
	splice_add(splice, pieces[0].length > 0 ? "new head\n" : "head\n");
	if (pieces[0].length > 0)
		splice_keep(splice, &pieces[0]);
	else
		splice_put(splice, words, &pieces[0]);
	g_string_assign(words, "end");
	splice_put(splice, words, &pieces[1]);
	splice_close(splice);
}

static void test_splice(void)
{
	char *folder = folder_new();
	struct piece pieces[2] = {{0, 0}, {0, 0}};
	g_autofree char *path = g_build_filename(folder, "pieces", NULL);
	g_autofree char *first = NULL, *second = NULL;

	for (int run = 0; run < 2; run++) {
		g_autoptr(Output) output = output_new(folder, NULL);
		g_autoptr(GError) error = NULL;
		g_autoptr(Splice) dropped = NULL;

		put_pieces(output, "pieces", pieces);
		dropped = splice_new(output, "dropped", NULL);
		splice_add(dropped, "words");
		output_sweep(output, &error);
		g_assert_no_error(error);
		g_assert_cmpint(output_changed(output), ==, 1);
		g_assert_true(g_file_get_contents(
			path, run == 0 ? &first : &second, NULL, NULL));
	}
	g_assert_true(g_str_has_prefix(second, "new head\n0 words\n1 words\n"));
	g_assert_cmpstr(second + 4, ==, first);
	g_assert_true(g_str_has_suffix(first, "39999 words\nend"));
	g_assert_cmpuint(pieces[1].offset + 3, ==, strlen(second));
	assert_holds(folder, "dropped", NULL);
	assert_holds(folder, "dropped.new", NULL);
	folder_remove(folder);
}

/* A file that cannot take its place is told of at the end. */
static void test_splice_fails(void)
{
	char *folder = folder_new();
	g_autofree char *path = g_build_filename(folder, "pieces", NULL);
	struct piece pieces[2] = {{0, 0}, {0, 0}};
	g_autoptr(Output) output = output_new(folder, NULL);
	g_autoptr(GError) error = NULL;

	g_assert_cmpint(g_mkdir(path, 0755), ==, 0);
	put_pieces(output, "pieces", pieces);
	put(output, "other", "words");
	g_assert_false(output_sweep(output, &error));
	g_assert_error(error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
	assert_holds(folder, "pieces.new", NULL);
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
	g_test_add_func("/output/broken-off", test_broken_off);
	g_test_add_func("/output/torn-list", test_torn_list);
	g_test_add_func("/output/copy", test_copy);
	g_test_add_func("/output/in-the-way", test_in_the_way);
	g_test_add_func("/output/splice", test_splice);
	g_test_add_func("/output/splice-fails", test_splice_fails);
	g_test_add_func("/output/no-folder", test_no_folder);
	return g_test_run();
}
