/*
 * The store when something is wrong: other versions, full and damaged disks,
 * another program at work, results that contradict themselves.
 */
#include "tests/unit/corpus-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static gint64 integer(struct fixture *fixture, const char *sql)
{
	gint64 result = -1;

	g_assert_true(
		sql_integer(fixture->store, NULL, &result, sql, NO_VALUES));
	return result;
}

/* --- versions ------------------------------------------------------------ */

/* Versions that no corpus has, so that these tests outlive the real ones. */
static const struct migration steps[] = {
	{101, 102, "CREATE TABLE two (a INTEGER); INSERT INTO two VALUES (2)"},
	{102, 103,
		"ALTER TABLE two ADD COLUMN b INTEGER; UPDATE two SET b = 3"},
	{103, 104,
		"CREATE TABLE four (a INTEGER); SELECT nothing FROM nowhere"},
};

static void test_migrate(struct fixture *fixture, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;

	(void)unused;
	g_assert_true(
		sql_script(fixture->store, "PRAGMA user_version = 101", NULL));
	g_assert_true(schema_migrate(
		fixture->store, 103, steps, G_N_ELEMENTS(steps), &error));
	g_assert_no_error(error);
	g_assert_cmpint(integer(fixture, "PRAGMA user_version"), ==, 103);
	g_assert_cmpint(integer(fixture, "SELECT a + b FROM two"), ==, 5);
	/* again: nothing to do */
	g_assert_true(schema_migrate(
		fixture->store, 103, steps, G_N_ELEMENTS(steps), NULL));
	g_assert_cmpint(integer(fixture, "SELECT count(*) FROM two"), ==, 1);
}

/* A step that fails leaves the version before it, whole. */
static void test_migrate_fails(struct fixture *fixture, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;

	(void)unused;
	g_assert_true(
		sql_script(fixture->store, "PRAGMA user_version = 101", NULL));
	g_assert_false(schema_migrate(
		fixture->store, 104, steps, G_N_ELEMENTS(steps), &error));
	g_assert_nonnull(error);
	g_assert_cmpint(integer(fixture, "PRAGMA user_version"), ==, 103);
	g_assert_cmpint(integer(fixture,
				"SELECT count(*) FROM sqlite_schema "
				"WHERE name = 'four'"),
		==, 0);
}

static void test_newer(struct fixture *fixture, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;

	(void)unused;
	g_assert_true(
		sql_script(fixture->store, "PRAGMA user_version = 999", NULL));
	g_clear_pointer(&fixture->store, store_close);
	fixture->store = store_open(fixture->work, &error);
	g_assert_error(error, STORE_ERROR, STORE_ERROR_NEWER);
	g_assert_null(fixture->store);
}

static void test_unknown(struct fixture *fixture, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;

	(void)unused;
	g_assert_true(
		sql_script(fixture->store, "PRAGMA user_version = -1", NULL));
	g_clear_pointer(&fixture->store, store_close);
	fixture->store = store_open(fixture->work, &error);
	g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
}

/* Views hold nothing: whoever changed them finds them as they should be. */
static void test_views_rebuilt(struct fixture *fixture, gconstpointer unused)
{
	(void)unused;
	g_assert_true(sql_script(fixture->store,
		"DROP VIEW documents;"
		"CREATE VIEW documents AS SELECT 1 AS one;"
		"CREATE VIEW \"odd \"\"name\" AS SELECT 2 AS two;"
		"UPDATE setting SET value = 'old' WHERE name = 'views'",
		NULL));
	fixture_reopen(fixture);
	g_assert_cmpint(integer(fixture,
				"SELECT count(*) FROM sqlite_schema "
				"WHERE name LIKE 'odd%'"),
		==, 0);
	g_assert_cmpint(
		integer(fixture, "SELECT count(sha256) FROM documents"), ==, 0);
}

/* --- no space, damage, waiting ------------------------------------------- */

static void assert_put_fails(struct fixture *fixture, int code)
{
	struct store_origin origin = {.address = "/a/new", .stem = "new"};
	g_autoptr(GBytes) bytes = g_bytes_new_static("new", 3);
	g_autoptr(GError) error = NULL;
	enum store_arrival what = STORE_KNOWN;

	g_assert_false(
		store_put_bytes(fixture->store, &origin, bytes, &what, &error));
	g_assert_error(error, STORE_ERROR, code);
	g_assert_null(strchr(error->message, '\n'));
	g_assert_cmpint(what, ==, STORE_KNOWN);
}

static void test_full(struct fixture *fixture, gconstpointer unused)
{
	g_autoptr(Text) text = text_new("pdf");
	g_autoptr(GPtrArray) tasks = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(GRand) random = g_rand_new_with_seed(1);

	(void)unused;
	for (int i = 0; i < 20000; i++) {
		g_autofree char *words =
			g_strdup_printf("%u", g_rand_int(random));

		text_block_add_line(
			text_add_block(text, TEXT_PARAGRAPH), words, 0);
	}
	fixture_put(fixture, "/a/letter", "bytes", false);
	tasks = fixture_stale(fixture, store_stale_texts, "1", 1);
	g_assert_true(
		sql_script(fixture->store, "PRAGMA max_page_count = 1", NULL));
	g_assert_false(store_put_text(
		fixture->store, tasks->pdata[0], "1", text, NULL, &error));
	g_assert_error(error, STORE_ERROR, STORE_ERROR_FULL);
	/* nothing of it was kept, and with room it can be put after all */
	g_assert_cmpint(integer(fixture, "SELECT count(*) FROM text"), ==, 0);
	g_assert_true(sql_script(
		fixture->store, "PRAGMA max_page_count = 100000", NULL));
	g_assert_true(store_put_text(
		fixture->store, tasks->pdata[0], "1", text, NULL, NULL));
}

static void test_blobs_unwritable(struct fixture *fixture, gconstpointer unused)
{
	g_autofree char *blobs = g_build_filename(fixture->work, "blobs", NULL);

	(void)unused;
	g_assert_true(g_file_set_contents(blobs, "in the way", -1, NULL));
	assert_put_fails(fixture, STORE_ERROR_IO);
	g_assert_cmpint(
		integer(fixture, "SELECT count(*) FROM document"), ==, 0);
}

static void test_busy(struct fixture *fixture, gconstpointer unused)
{
	g_autoptr(Store) other = store_open(fixture->work, NULL);

	(void)unused;
	g_assert_nonnull(other);
	g_assert_true(sql_begin(other, NULL));
	sqlite3_busy_timeout(fixture->store->db, 1);
	assert_put_fails(fixture, STORE_ERROR_BUSY);
	g_assert_false(sql_end(other, false, NULL));
	g_assert_true(fixture_put(fixture, "/a/new", "new", false));
}

static void test_not_a_database(struct fixture *fixture, gconstpointer unused)
{
	g_autofree char *path =
		g_build_filename(fixture->work, "corpus.db", NULL);
	g_autoptr(GError) error = NULL;
	g_autofree char *junk = g_strnfill(8192, 'x');

	(void)unused;
	g_clear_pointer(&fixture->store, store_close);
	g_assert_true(g_file_set_contents(path, junk, -1, NULL));
	fixture->store = store_open(fixture->work, &error);
	g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
	g_assert_null(fixture->store);
}

static void assert_text_damaged(struct fixture *fixture, const char *sql)
{
	g_autoptr(GError) error = NULL;

	g_assert_true(sql_script(fixture->store, sql, NULL));
	g_assert_null(store_get_text(fixture->store, 1, &error));
	g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
}

static void test_no_record(struct fixture *fixture, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;

	(void)unused;
	g_assert_null(store_get_record(fixture->store, 1, &error));
	g_assert_error(error, STORE_ERROR, STORE_ERROR_ROW);
}

static void test_damaged_text(struct fixture *fixture, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;

	(void)unused;
	g_assert_null(store_get_text(fixture->store, 1, &error));
	g_assert_error(error, STORE_ERROR, STORE_ERROR_ROW);
	fixture_parse(fixture, "/a/letter", "words");
	assert_text_damaged(fixture,
		"UPDATE text_content SET content = substr(content, 1, 20)");
	fixture_tear_down(fixture, NULL);
	fixture_set_up(fixture, NULL);
	fixture_parse(fixture, "/a/letter", "words");
	assert_text_damaged(fixture, "UPDATE text_content SET size = size + 1");
	assert_text_damaged(fixture, "UPDATE text_content SET type = 'a{'");
	assert_text_damaged(fixture,
		"UPDATE text_content SET size = size - 1, type = 'as'");
}

/* --- results that contradict themselves ----------------------------------- */

static void test_finding_twice(struct fixture *fixture, gconstpointer unused)
{
	g_autoptr(Record) record = fixture_record("Great Thornley");
	g_autoptr(GPtrArray) tasks = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree char *rows = NULL;
	struct finding *finding = record_add_finding(record);

	(void)unused;
	finding->id = g_strdup("better-1.1");
	finding->section = g_strdup("better");
	finding->text = g_strdup("Again.");
	fixture_parse(fixture, "/a/letter", "words");
	tasks = fixture_stale(fixture, store_stale_records, "2", 1);
	g_assert_false(store_put_record(
		fixture->store, tasks->pdata[0], "2", record, &error));
	g_assert_error(error, STORE_ERROR, STORE_ERROR_ROW);
	/* the record before is still there */
	rows = fixture_rows(fixture, "documents", "area");
	g_assert_cmpstr(rows, ==, "Hartley");
}

static void test_evidence_of_nothing(
	struct fixture *fixture, gconstpointer unused)
{
	const struct store_evidence evidence[] = {
		{"waits", "better-9.9", "long", 1, 1}};
	const struct store_scoring scoring = {
		.evidence = evidence, .n_evidence = 1};
	g_autoptr(GPtrArray) tasks = NULL;
	g_autoptr(GError) error = NULL;

	(void)unused;
	fixture_parse(fixture, "/a/letter", "words");
	tasks = fixture_stale(fixture, store_stale_scores, "1", 1);
	g_assert_false(store_put_scoring(
		fixture->store, tasks->pdata[0], "1", &scoring, &error));
	g_assert_error(error, STORE_ERROR, STORE_ERROR_ROW);
	g_assert_cmpint(
		integer(fixture, "SELECT count(*) FROM scoring"), ==, 0);
}

static bool count_row(int n, const char *const *columns,
	const char *const *values, void *user)
{
	(void)n;
	(void)columns;
	(void)values;
	return ++*(int *)user < 2;
}

static void test_views_by_name(struct fixture *fixture, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;
	int rows = 0;

	(void)unused;
	g_assert_false(store_each_row(
		fixture->store, "nothing", count_row, &rows, &error));
	g_assert_error(error, STORE_ERROR, STORE_ERROR_ROW);
	g_clear_error(&error);
	/* tables are not for readers */
	g_assert_false(store_each_row(
		fixture->store, "document", count_row, &rows, &error));
	g_assert_error(error, STORE_ERROR, STORE_ERROR_ROW);
	fixture_put(fixture, "/a/one", "one", false);
	fixture_put(fixture, "/a/two", "two", false);
	fixture_put(fixture, "/a/three", "three", false);
	g_assert_true(store_each_row(
		fixture->store, "documents", count_row, &rows, NULL));
	g_assert_cmpint(rows, ==, 2);
}

/* In the middle of a walk the same rows cannot be walked of another document,
 * and what cannot is not taken for done. */
static bool walk_within(int n, const char *const *columns,
	const char *const *values, void *user)
{
	struct fixture *fixture = user;
	g_autoptr(GError) error = NULL;

	(void)n;
	(void)columns;
	(void)values;
	g_assert_false(store_each_row_of(fixture->store, "findings", "other",
		walk_within, fixture, &error));
	g_assert_nonnull(error);
	return true;
}

static void test_walk_within(struct fixture *fixture, gconstpointer unused)
{
	(void)unused;
	fixture_parse(fixture, "/a/letter", "words");
	g_assert_true(store_each_row_of(fixture->store, "findings", "letter",
		walk_within, fixture, NULL));
}

static void test_close_nothing(void)
{
	store_close(NULL);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	FIXTURE_TEST("/store/schema/migrate", test_migrate);
	FIXTURE_TEST("/store/schema/migrate_fails", test_migrate_fails);
	FIXTURE_TEST("/store/schema/newer", test_newer);
	FIXTURE_TEST("/store/schema/unknown", test_unknown);
	FIXTURE_TEST("/store/schema/views_rebuilt", test_views_rebuilt);
	FIXTURE_TEST("/store/faults/full", test_full);
	FIXTURE_TEST("/store/faults/blobs_unwritable", test_blobs_unwritable);
	FIXTURE_TEST("/store/faults/busy", test_busy);
	FIXTURE_TEST("/store/faults/not_a_database", test_not_a_database);
	FIXTURE_TEST("/store/faults/damaged_text", test_damaged_text);
	FIXTURE_TEST("/store/rows/finding_twice", test_finding_twice);
	FIXTURE_TEST(
		"/store/rows/evidence_of_nothing", test_evidence_of_nothing);
	FIXTURE_TEST("/store/rows/no_record", test_no_record);
	FIXTURE_TEST("/store/rows/walk_within", test_walk_within);
	FIXTURE_TEST("/store/rows/views_by_name", test_views_by_name);
	g_test_add_func("/store/close_nothing", test_close_nothing);
	return g_test_run();
}
