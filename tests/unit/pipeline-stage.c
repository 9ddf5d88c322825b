/* What stages share: statuses, diagnostics, data files. */
#include "pipeline/stage.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A stage as "lettermark-NAME --work WORK [EXTRA]" would have it. */
static struct stage *stage_of(const char *name, const char *work, char *extra)
{
	g_autofree char *folder = g_strdup_printf("--work=%s", work);
	char *words[] = {(char *)"program", folder, extra, NULL};
	char **argv = words;
	int argc = extra != NULL ? 3 : 2;

	return stage_new(name, "Test.", NULL, &argc, &argv);
}

static void in_subprocess(int status, const char *said)
{
	g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
	g_assert_cmpint(g_test_trap_has_passed(), ==, status == 0);
	g_test_trap_assert_stderr(said);
}

/* --- exit statuses and diagnostics ---------------------------------------- */

static void test_worst_status(void)
{
	const struct {
		enum stage_level level;
		int status;
	} cases[] = {{STAGE_NOTE, 0}, {STAGE_WARNING, 0}, {STAGE_ERROR, 1},
		{STAGE_FATAL, 3}};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		/* stage_finish() closes standard output: once a process */
		if (g_test_subprocess()) {
			int wanted = atoi(g_getenv("WANTED"));
			struct stage *stage = stage_of("test", "w", NULL);

			stage_say(
				stage, cases[wanted].level, "a", 0, "b", NULL);
			stage_say(stage, STAGE_NOTE, "a", 0, "c", NULL);
			exit(stage_finish(stage, NULL) != cases[wanted].status);
		} else {
			g_autofree char *wanted = g_strdup_printf("%d", (int)i);

			g_setenv("WANTED", wanted, TRUE);
			g_test_trap_subprocess(
				NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
			g_test_trap_assert_passed();
		}
	}
}

static void test_form_of_diagnostics(void)
{
	if (g_test_subprocess()) {
		struct stage *stage = stage_of("extract", "w", NULL);

		stage_say(stage, STAGE_WARNING, "letter", 3, "no text layer",
			"1 image");
		stage_say(
			stage, STAGE_NOTE, NULL, 0, "two\nlines\x1b[0m", NULL);
		stage_say(stage, STAGE_NOTE, "b\xff", 0, "caf\xc3\xa9", NULL);
		exit(stage_finish(stage, "3 done"));
	}
	in_subprocess(0,
		"extract: letter:3: WARNING: no text layer: 1 image\n"
		"extract: NOTE: two\\x0alines\\x1b[0m\n"
		"extract: b\xef\xbf\xbd: NOTE: caf\xc3\xa9\n"
		"extract: 3 done\n");
}

static void test_json(void)
{
	if (g_test_subprocess()) {
		struct stage *stage =
			stage_of("extract", "w", (char *)"--log-json");

		stage_say(stage, STAGE_ERROR, "a\"b\\c", 3, "x\ny", "z");
		stage_finish(stage, "3 done");
		exit(0);
	}
	in_subprocess(0,
		"{\"time\":\"20*-*-*T*:*:*Z\",\"program\":\"extract\","
		"\"document\":\"a\\\"b\\\\c\","
		"\"page\":3,\"level\":\"ERROR\",\"text\":\"x\\u000ay\","
		"\"detail\":\"z\"}\n"
		"{\"time\":\"20*-*-*T*:*:*Z\",\"program\":\"extract\","
		"\"level\":\"SUMMARY\",\"text\":\"3 done\"}\n");
}

static void test_quiet(void)
{
	if (g_test_subprocess()) {
		struct stage *stage =
			stage_of("extract", "w", (char *)"--quiet");

		stage_begin(stage, 2);
		stage_step(stage);
		stage_say(stage, STAGE_NOTE, "a", 0, "note", NULL);
		stage_say(stage, STAGE_WARNING, "a", 0, "warning", NULL);
		exit(stage_finish(stage, "2 done"));
	}
	in_subprocess(0, "extract: a: WARNING: warning\n");
}

static void test_progress_in_a_pipe(void)
{
	if (g_test_subprocess()) {
		struct stage *stage = stage_of("extract", "w", NULL);

		stage_begin(stage, 1000);
		for (int i = 0; i < 1000; i++)
			stage_step(stage);
		exit(stage_finish(stage, NULL));
	}
	g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
	g_test_trap_assert_passed();
	g_test_trap_assert_stderr_unmatched("*extract*");
}

/* --- data files ----------------------------------------------------------- */

static void test_data(void)
{
	g_autofree char *found = NULL;
	g_autofree char *given = NULL;
	g_autofree char *none = NULL;

	g_unsetenv("LETTERMARK_DATA");
	found = stage_data("corpus/schema.sql");
	g_assert_true(g_file_test(found, G_FILE_TEST_IS_REGULAR));
	none = stage_data("corpus/no such file");
	g_assert_true(g_str_has_suffix(
		none, "/share/lettermark/corpus/no such file"));
	g_setenv("LETTERMARK_DATA", "/else/where", TRUE);
	given = stage_data("corpus/schema.sql");
	g_assert_cmpstr(given, ==, "/else/where/corpus/schema.sql");
	g_unsetenv("LETTERMARK_DATA");
}

static void add_tests(void)
{
	g_test_add_func("/stage/worst_status", test_worst_status);
	g_test_add_func("/stage/form_of_diagnostics", test_form_of_diagnostics);
	g_test_add_func("/stage/json", test_json);
	g_test_add_func("/stage/quiet", test_quiet);
	g_test_add_func("/stage/progress_in_a_pipe", test_progress_in_a_pipe);
	g_test_add_func("/stage/data", test_data);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add_tests();
	return g_test_run();
}
