/* Tests of searching: the query language, and what it finds. */
#include "tests/unit/corpus-fixture.h"

static void test_expression(void)
{
	static const struct {
		const char *query, *expected;
	} cases[] = {
		{"waits", "\"waits\""},
		{"social care", "\"social care\""},
		{"  social \t care ", "\"social care\""},
		{"social care NEAR advice",
			"NEAR(\"social care\" \"advice\", 10)"},
		{"a NEAR/3 b c", "NEAR(\"a\" \"b c\", 3)"},
		{"a NEAR/3 b NEAR/7 c", "NEAR(\"a\" \"b\" \"c\", 7)"},
		{"wait* AND long", "\"wait\"* AND \"long\""},
		{"thera* and", "\"thera\"* AND \"and\""},
		{"a OR b NOT c", "\"a\" OR \"b\" NOT \"c\""},
		{"\"local offer\" website", "\"local offer\" AND \"website\""},
		{"\"AND\"", "\"AND\""},
		{"(a OR b) AND c", "(\"a\" OR \"b\") AND \"c\""},
		{"a b (c OR(d NOT e))",
			"\"a b\" AND (\"c\" OR (\"d\" NOT \"e\"))"},
		{"(a) b", "(\"a\") AND \"b\""},
		{"(a* NEAR b) NOT c", "(NEAR(\"a\"* \"b\", 10)) NOT \"c\""},
		{"\"(a OR b)\"", "\"(a OR b)\""},
		/* What FTS5 would take for syntax is part of a word. */
		{"col:umn -x ^y", "\"col:umn -x ^y\""},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *got =
			search_expression(cases[i].query, &error);

		g_assert_no_error(error);
		g_assert_cmpstr(got, ==, cases[i].expected);
	}
}

static void test_no_expression(void)
{
	static const char *const cases[] = {"", "  ", "\"\"", "AND", "a AND",
		"AND a", "a AND OR b", "NEAR a", "a NEAR", "a AND NEAR b",
		"a NEAR AND b", "NEAR/x a", "a NEAR/0 b", "a NEAR/1001 b", "(a",
		"a)", ")(", "()", "(a OR) b", "a NEAR (b)", "(a) NEAR b",
		"((((((((((((((((((((((a))))))))))))))))))))))", "\"a b",
		"a \"b\" \"c"};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;

		g_test_message("%s", cases[i]);
		g_assert_null(search_expression(cases[i], &error));
		g_assert_error(error, STORE_ERROR, STORE_ERROR_QUERY);
	}
}

/* The column "marked" (the last) of each row, one a line. */
static bool take_marked(int n, const char *const *columns,
	const char *const *values, void *user)
{
	g_assert_cmpstr(columns[n - 1], ==, "marked");
	g_string_append_printf(user, "%s\n", values[n - 1]);
	return true;
}

static void test_found(struct fixture *fixture, gconstpointer unused)
{
	static const struct {
		const char *query, *found;
	} cases[] = {
		{"waits", "\002Waits\003 for therapy are long.\n"},
		{"waiting", "\002Waits\003 for therapy are long.\n"},
		{"WAITS FOR", "\002Waits for\003 therapy are long.\n"},
		{"for waits", ""},
		{"waits NEAR/1 long", ""},
		{"waits NEAR/3 long",
			"\002Waits\003 for therapy are \002long\003.\n"},
		{"thera*",
			"Waits for \002therapy\003 are long.\n"
			"Hire \002therapists\003\n"},
		{"(late OR long) AND therapy",
			"Waits for \002therapy\003 are \002long\003.\n"},
		{"are NOT waits", "Plans \002are\003 late.\n"},
		/* The paragraph on method is nobody's finding. */
		{"inspect", ""},
		{"\"; DROP TABLE document; --\"", ""},
	};

	(void)unused;
	fixture_parse(fixture, "/letters/a.pdf", "words");
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GString) found = g_string_new(NULL);
		g_autoptr(GError) error = NULL;

		g_test_message("%s", cases[i].query);
		store_search(fixture->store, cases[i].query, take_marked, found,
			&error);
		g_assert_no_error(error);
		g_assert_cmpstr(found->str, ==, cases[i].found);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/search/expression", test_expression);
	g_test_add_func("/search/no-expression", test_no_expression);
	FIXTURE_TEST("/search/found", test_found);
	return g_test_run();
}
