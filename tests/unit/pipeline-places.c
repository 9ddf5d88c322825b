/* Files and folders that the system does not let be read. */
#include "pipeline/places.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/faults.h"

struct fixture {
	char *folder, *file;
	GPtrArray *problems; /* of char *: the reasons */
};

static void set_up(struct fixture *fixture, gconstpointer unused)
{
	(void)unused;
	fixture->folder = g_dir_make_tmp("lettermark-XXXXXX", NULL);
	fixture->file = g_build_filename(fixture->folder, "a.pdf", NULL);
	fixture->problems = g_ptr_array_new_with_free_func(g_free);
	g_assert_true(g_file_set_contents(fixture->file, "words", -1, NULL));
}

static void tear_down(struct fixture *fixture, gconstpointer unused)
{
	(void)unused;
	g_remove(fixture->file);
	g_rmdir(fixture->folder);
	g_free(fixture->folder);
	g_free(fixture->file);
	g_ptr_array_unref(fixture->problems);
}

static void note(const char *path, const char *reason, void *user)
{
	struct fixture *fixture = user;

	(void)path;
	g_ptr_array_add(fixture->problems, g_strdup(reason));
}

static GPtrArray *find(struct fixture *fixture)
{
	return places_find(&fixture->folder, 1, note, fixture);
}

/* A folder is read name by name, and then the end. */
static void test_folder(struct fixture *fixture, gconstpointer unused)
{
	(void)unused;
	for (int at = 1; at <= 3; at++) {
		const struct fault fault = {
			.call = "folder", .at = at, .error = EIO};
		g_autoptr(GPtrArray) places = NULL;

		faults_arm(&fault);
		places = find(fixture);
		g_assert_cmpint(faults_disarm(), >=, at);
		g_assert_cmpuint(places->len, ==, 0);
		g_assert_cmpuint(fixture->problems->len, ==, at);
		g_assert_cmpstr(fixture->problems->pdata[at - 1], ==,
			"Input/output error");
	}
}

static void test_stat(struct fixture *fixture, gconstpointer unused)
{
	const struct fault fault = {.call = "stat", .at = 2, .error = EACCES};
	g_autoptr(GPtrArray) places = NULL;

	(void)unused;
	faults_arm(&fault);
	places = find(fixture);
	faults_disarm();
	g_assert_cmpuint(places->len, ==, 0);
	g_assert_cmpstr(fixture->problems->pdata[0], ==, "Permission denied");
}

static void test_file(struct fixture *fixture, gconstpointer unused)
{
	static const struct fault faults[] = {
		{.call = "open", .at = 1, .error = EIO},
		{.call = "stat", .at = 1, .error = EIO},
		{.call = "read", .at = 1, .error = EIO},
		{.call = "read", .at = 2, .error = EIO},
	};
	g_autoptr(GPtrArray) places = find(fixture);

	(void)unused;
	for (gsize i = 0; i < G_N_ELEMENTS(faults); i++) {
		g_autoptr(GError) error = NULL;

		faults_arm(&faults[i]);
		g_assert_null(place_read(places->pdata[0], &error));
		faults_disarm();
		g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_IO);
		g_assert_cmpstr(error->message, ==, "Input/output error");
	}
}

static void test_interrupted(struct fixture *fixture, gconstpointer unused)
{
	static const struct fault faults[] = {
		{.call = "read", .at = 1, .error = EINTR},
		{.call = "read", .at = 1},
	};
	g_autoptr(GPtrArray) places = find(fixture);

	(void)unused;
	for (gsize i = 0; i < G_N_ELEMENTS(faults); i++) {
		g_autoptr(GBytes) bytes = NULL;

		faults_arm(&faults[i]);
		bytes = place_read(places->pdata[0], NULL);
		faults_disarm();
		g_assert_nonnull(bytes);
		g_assert_cmpmem(g_bytes_get_data(bytes, NULL),
			g_bytes_get_size(bytes), "words", 5);
	}
}

/* What was a file when it was found may be none when it is read. */
static void test_replaced(struct fixture *fixture, gconstpointer unused)
{
	g_autoptr(GPtrArray) places = find(fixture);
	g_autoptr(GError) error = NULL;

	(void)unused;
	g_remove(fixture->file);
	g_assert_cmpint(mkfifo(fixture->file, 0600), ==, 0);
	g_assert_null(place_read(places->pdata[0], &error));
	g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
}

#define TEST(name, function)                                                   \
	g_test_add(name, struct fixture, NULL, set_up, function, tear_down)

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	TEST("/places/refused/folder", test_folder);
	TEST("/places/refused/stat", test_stat);
	TEST("/places/refused/file", test_file);
	TEST("/places/refused/interrupted", test_interrupted);
	TEST("/places/refused/replaced", test_replaced);
	return g_test_run();
}
