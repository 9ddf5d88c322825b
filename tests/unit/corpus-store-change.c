/*
 * Tests of the tokens by which a reader of the corpus knows what changed.
 */
#include "tests/unit/corpus-fixture.h"

static gint64 token(struct fixture *fixture)
{
	g_autoptr(GError) error = NULL;
	gint64 token = 0;

	g_assert_true(store_get_token(fixture->store, &token, &error));
	g_assert_no_error(error);
	return token;
}

/* The token of all has changed since it was *last, and of a's alone. */
static void assert_changed(
	struct fixture *fixture, char **last, gint64 *last_all)
{
	gint64 now_all = token(fixture);
	char *now = fixture_rows(fixture, "tokens", "document,token");
	g_auto(GStrv) old_rows = g_strsplit(*last, ";", -1);
	g_auto(GStrv) rows = g_strsplit(now, ";", -1);

	g_assert_cmpint(now_all, !=, *last_all);
	g_assert_true(g_str_has_prefix(rows[0], "a,"));
	g_assert_cmpstr(rows[0], !=, old_rows[0]);
	g_assert_cmpstr(rows[1], ==, old_rows[1]);
	g_free(*last);
	*last = now;
	*last_all = now_all;
}

static const struct store_task *task(struct fixture *fixture, stale_func stale,
	const char *version, GPtrArray **tasks)
{
	*tasks = stale(fixture->store, version, NULL);
	for (guint i = 0; i < (*tasks)->len; i++) {
		const struct store_task *found = (*tasks)->pdata[i];

		if (g_str_equal(found->name, "a"))
			return found;
	}
	g_assert_not_reached();
}

static void test_each_result(struct fixture *fixture, gconstpointer unused)
{
	g_autofree char *last = NULL;
	gint64 last_all;
	const struct store_flagging none = {0};
	const struct store_scoring scoring = {0};
	const struct store_sheet sheet = {.document = "a",
		.reviewer = "Ann",
		.source = "ann.csv",
		.sha256 = "0"};
	g_autoptr(Record) other = fixture_record("Great Thornley");
	GPtrArray *tasks;

	(void)unused;
	fixture_parse(fixture, "/x/b", "words of b");
	fixture_parse(fixture, "/x/a", "words of a");
	last = fixture_rows(fixture, "tokens", "document,token");
	last_all = token(fixture);

	g_assert_true(store_put_record(fixture->store,
		task(fixture, store_stale_records, "2", &tasks), "2", other,
		NULL));
	g_ptr_array_unref(tasks);
	assert_changed(fixture, &last, &last_all);
	g_assert_true(store_put_scoring(fixture->store,
		task(fixture, store_stale_scores, "1", &tasks), "1", &scoring,
		NULL));
	g_ptr_array_unref(tasks);
	assert_changed(fixture, &last, &last_all);
	g_assert_true(store_put_flags(fixture->store,
		task(fixture, store_stale_flags, "1", &tasks), "1", &none,
		NULL));
	g_ptr_array_unref(tasks);
	assert_changed(fixture, &last, &last_all);
	g_assert_true(store_put_sheet(fixture->store, &sheet, NULL));
	assert_changed(fixture, &last, &last_all);
	g_assert_true(store_put_text(fixture->store,
		task(fixture, store_stale_texts, "2", &tasks), "2", NULL,
		"damaged", NULL));
	g_ptr_array_unref(tasks);
	assert_changed(fixture, &last, &last_all);
	/* The same bytes at one more place: its source may be another. */
	fixture_put(fixture, "/w/a", "words of a", false);
	assert_changed(fixture, &last, &last_all);
	/* Other bytes there: another document. */
	fixture_put(fixture, "/w/a", "other words of a", false);
	g_assert_cmpint(token(fixture), !=, last_all);
}

/* What a night does that finds nothing new. */
static void test_nothing_new(struct fixture *fixture, gconstpointer unused)
{
	g_autofree char *before = NULL;
	g_autofree char *after = NULL;
	gint64 all;

	(void)unused;
	fixture_parse(fixture, "/x/a", "words of a");
	before = fixture_rows(fixture, "tokens", "document,token");
	all = token(fixture);
	fixture_put(fixture, "/x/a", "words of a", false);
	fixture_reopen(fixture);
	after = fixture_rows(fixture, "tokens", "document,token");
	g_assert_cmpstr(after, ==, before);
	g_assert_cmpint(token(fixture), ==, all);
}

struct gathering {
	struct fixture *fixture;
	GString *rows;
	const char *view;
};

static bool gather_row(int n, const char *const *columns,
	const char *const *values, void *user)
{
	GString *rows = user;

	(void)columns;
	for (int i = 0; i < n; i++)
		g_string_append_printf(
			rows, "%s,", values[i] != NULL ? values[i] : "-");
	g_string_append_c(rows, '\n');
	return true;
}

static bool gather_document(int n, const char *const *columns,
	const char *const *values, void *user)
{
	struct gathering *gathering = user;

	(void)n;
	(void)columns;
	return store_each_row_of(gathering->fixture->store, gathering->view,
		values[0], gather_row, gathering->rows, NULL);
}

/* What there is of a document beyond its record. */
static void score_and_flag(struct fixture *fixture)
{
	static const struct store_score scores[] = {
		{"waits", "ladder", "because", 1, 3, 1},
		{"waits", "model", "because", 1, 1, 1},
	};
	static const struct store_evidence evidence = {
		"waits", "better-1.1", "long", 1, 0.5};
	static const struct store_scoring scoring = {
		scores, 2, &evidence, 1, NULL, 0};
	static const char *const grounds[] = {"better-2.1"};
	static const struct store_flag flag = {
		"late", "weak", "a year", grounds, 1};
	static const struct store_duty duty = {
		"plans", "Plans in time", "section 36", "named", grounds, 1};
	static const struct store_flagging flagging = {
		&flag, 1, &duty, 1, NULL, 0};
	GPtrArray *tasks;

	g_assert_true(store_put_scoring(fixture->store,
		task(fixture, store_stale_scores, "1", &tasks), "1", &scoring,
		NULL));
	g_ptr_array_unref(tasks);
	g_assert_true(store_put_flags(fixture->store,
		task(fixture, store_stale_flags, "1", &tasks), "1", &flagging,
		NULL));
	g_ptr_array_unref(tasks);
}

/* The documents of a view one by one are the view. */
static void test_rows_of(struct fixture *fixture, gconstpointer unused)
{
	static const char *const views[] = {"documents", "fields", "findings",
		"scores", "combined", "evidence", "flags", "flag_grounds",
		"duties", "actions"};

	(void)unused;
	fixture_parse(fixture, "/x/b", "words of b");
	fixture_parse(fixture, "/x/a", "words of a");
	score_and_flag(fixture);
	for (size_t i = 0; i < G_N_ELEMENTS(views); i++) {
		g_autoptr(GString) whole = g_string_new(NULL);
		g_autoptr(GString) parts = g_string_new(NULL);
		struct gathering gathering = {fixture, parts, views[i]};
		g_autoptr(GError) error = NULL;

		store_each_row(
			fixture->store, views[i], gather_row, whole, &error);
		g_assert_no_error(error);
		store_each_row(fixture->store, "tokens", gather_document,
			&gathering, &error);
		g_assert_no_error(error);
		g_test_message("%s", views[i]);
		g_assert_cmpuint(whole->len, >, 0);
		g_assert_cmpstr(parts->str, ==, whole->str);
	}
	g_assert_false(store_each_row_of(
		fixture->store, "text", "a", gather_row, NULL, NULL));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	FIXTURE_TEST("/store/change/results", test_each_result);
	FIXTURE_TEST("/store/change/nothing_new", test_nothing_new);
	FIXTURE_TEST("/store/change/rows_of", test_rows_of);
	return g_test_run();
}
