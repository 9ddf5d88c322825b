/* Tests of the small pieces that the writers are made of. */
#include "pipeline/writers/html.h"
#include "pipeline/writers/json.h"
#include "pipeline/writers/markdown.h"
#include "pipeline/writers/svg.h"

#include <string.h>

/* --- HTML ---------------------------------------------------------------- */

static void test_html_add(void)
{
	g_autoptr(GString) out = g_string_new(NULL);

	html_add(out, "<p title=\"%s\">%s %d</p>", "a \"b\"",
		"<script>1 & 2</script>", 3);
	g_assert_cmpstr(out->str, ==,
		"<p title=\"a &quot;b&quot;\">"
		"&lt;script&gt;1 &amp; 2&lt;/script&gt; 3</p>");
}

static void test_html_fill(void)
{
	static const struct {
		const char *template, *expected;
	} cases[] = {
		{"{{a}}-{{b}}-{{a}}", "1-{{a}}-1"},
		{"no names", "no names"},
		{"{{unknown}}.", "."},
		{"{{a", "{{a"},
		{"{{}}", ""},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		/* What is put in is not looked at again. */
		g_autoptr(GString) got = html_fill(
			cases[i].template, "a", "1", "b", "{{a}}", NULL);

		g_assert_cmpstr(got->str, ==, cases[i].expected);
	}
}

static void test_html_slug(void)
{
	static const struct {
		const char *text, *expected;
	} cases[] = {
		{"Bath and North East Somerset",
			"bath-and-north-east-somerset"},
		{"  St. Helen's ", "st-helens"},
		{"../../etc/passwd", "etc-passwd"},
		{"\"><script>", "script"},
		{"Caf\u00e9", "cafe"},
		{"", "page"},
		{"***", "page"},
	};
	g_autoptr(GHashTable) taken =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autofree char *first = html_slug("A b", taken);
	g_autofree char *second = html_slug("a-B", taken);
	g_autofree char *third = html_slug("a b!", taken);
	g_autofree char *many = g_strnfill(500, 'x');
	g_autofree char *capped = html_slug(many, NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = html_slug(cases[i].text, NULL);

		g_assert_cmpstr(got, ==, cases[i].expected);
	}
	g_assert_cmpstr(first, ==, "a-b");
	g_assert_cmpstr(second, ==, "a-b-2");
	g_assert_cmpstr(third, ==, "a-b-3");
	g_assert_cmpuint(strlen(capped), ==, 80);
}

static void test_html_date(void)
{
	static const struct {
		const char *iso, *expected;
	} cases[] = {
		{"2024-03-04", "4 March 2024"},
		{"2020-02-29", "29 February 2020"},
		{"2021-02-29", "2021-02-29"},
		{"2017-01", "2017-01"},
		{"soon", "soon"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = html_date(cases[i].iso);

		g_assert_cmpstr(got, ==, cases[i].expected);
	}
}

static void test_html_count(void)
{
	static const struct {
		int n;
		const char *expected;
	} cases[] = {{0, "0"}, {999, "999"}, {1000, "1,000"}, {12034, "12,034"},
		{1234567, "1,234,567"}};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = html_count(cases[i].n);

		g_assert_cmpstr(got, ==, cases[i].expected);
	}
}

/* --- JSON ---------------------------------------------------------------- */

static void test_json_cell(void)
{
	static const struct {
		enum column_type type;
		const char *value, *expected;
	} cases[] = {
		{COLUMN_TEXT, NULL, "null"},
		{COLUMN_TEXT, "", "\"\""},
		{COLUMN_TEXT, "3", "\"3\""},
		{COLUMN_TEXT, "a \"b\" \\ c\n\t\001",
			"\"a \\\"b\\\" \\\\ c\\n\\t\\u0001\""},
		{COLUMN_TEXT, "</script>", "\"\\u003c/script>\""},
		{COLUMN_TEXT, "caf\u00e9", "\"caf\u00e9\""},
		{COLUMN_INTEGER, "-14", "-14"},
		{COLUMN_INTEGER, NULL, "null"},
		{COLUMN_NUMBER, "6.50", "6.50"},
		/* What JSON has no number for is said as it stands. */
		{COLUMN_INTEGER, "007", "\"007\""},
		{COLUMN_INTEGER, "+1", "\"+1\""},
		{COLUMN_NUMBER, "1.", "\"1.\""},
		{COLUMN_NUMBER, "-", "\"-\""},
		{COLUMN_DATE, "2024-03-04", "\"2024-03-04\""},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GString) out = g_string_new(NULL);

		json_cell(out, cases[i].type, cases[i].value);
		g_assert_cmpstr(out->str, ==, cases[i].expected);
	}
}

/* --- Markdown ------------------------------------------------------------- */

static void test_markdown(void)
{
	g_autoptr(Tables) tables = tables_new((const char *[]){NULL}, NULL);
	g_autoptr(Table) table = table_new("test");
	g_autoptr(GString) out = g_string_new(NULL);
	const char **row;

	table_add_column(table, "name", COLUMN_TEXT);
	table_add_column(table, "n", COLUMN_INTEGER);
	row = tables_add(table);
	tables_set(tables, row, 0, "a|b *c*\nd");
	tables_set(tables, row, 1, "3");
	tables_add(table);
	markdown_table(out, table);
	g_assert_cmpstr(out->str, ==,
		"| name | n |\n| --- | ---: |\n"
		"| a\\|b \\*c\\* d | 3 |\n| \u2013 | \u2013 |\n");
}

/* --- SVG ------------------------------------------------------------------ */

static void assert_has(const GString *svg, const char *words)
{
	if (strstr(svg->str, words) == NULL)
		g_error("not in the picture: %s\n%s", words, svg->str);
}

/* 6.95 is stored a little above, 7.25 as it is, 2.675 a little below. */
static void test_mean(void)
{
	static const struct {
		int sum, of, places;
		const char *said;
	} cases[] = {
		{139, 20, 1, "7.0"},
		{145, 20, 1, "7.3"},
		{143, 20, 1, "7.2"},
		{21, 8, 2, "2.63"},
		{107, 40, 2, "2.68"},
		{8, 1, 2, "8.00"},
	};
	char buffer[HTML_NUMBER];

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpstr(
			html_mean(buffer, (double)cases[i].sum / cases[i].of,
				cases[i].places),
			==, cases[i].said);
}

static void test_svg_stack(void)
{
	const int counts[] = {0, 1, 0, 2, 1};
	g_autoptr(GString) out = g_string_new(NULL);

	svg_stack(out, counts, 1, 4);
	assert_has(out,
		"aria-label=\"1 report scores 1, 2 reports score 3, "
		"1 report scores 4\"");
	assert_has(out, "class=\"fill-2\" x=\"0.00%\" width=\"25.00%\"");
	assert_has(out, "class=\"fill-6\" x=\"25.00%\" width=\"50.00%\"");
	assert_has(out, "class=\"fill-8\" x=\"75.00%\" width=\"25.00%\"");
	/* Nothing is drawn for what there is none of. */
	g_assert_null(strstr(out->str, "fill-4"));
}

static void test_svg_bars(void)
{
	const struct svg_bar bars[] = {{"Health", 5}, {"Care & <so on>", 10}};
	const struct svg_bar none[] = {{"Health", 0}};
	g_autoptr(GString) out = g_string_new(NULL);

	svg_bars(out, "Sentences", bars, 2);
	assert_has(out, "<desc>Health 5, Care &amp; &lt;so on&gt; 10</desc>");
	assert_has(out, "class=\"bar\" x=\"0.00%\" y=\"19\" width=\"50.00%\"");
	assert_has(out, "class=\"bar\" x=\"0.00%\" y=\"55\" width=\"100.00%\"");
	svg_bars(out, "Nothing", none, 1);
	assert_has(out, "class=\"bar\" x=\"0.00%\" y=\"19\" width=\"0.00%\"");
}

static void test_svg_strip(void)
{
	const struct svg_dot dots[] = {{"North", "Wexcombe", 1},
		{"North", "Merrowby", 4}, {"South", "Aldermere", 2.5}};
	g_autoptr(GString) out = g_string_new(NULL);

	svg_strip(out, "Means", dots, 3, 1, 4);
	assert_has(
		out, "<desc>North mean 2.5 of 2, South mean 2.5 of 1</desc>");
	assert_has(out, "cx=\"2.00%\" cy=\"24\"");
	assert_has(out, "cx=\"98.00%\" cy=\"24\"");
	assert_has(out, "cx=\"50.00%\" cy=\"60\"");
	assert_has(out, "<title>Wexcombe: 1.0</title>");
}

static void test_svg_change(void)
{
	const struct svg_pair pairs[] = {{"Timeliness", 1, 4}};
	g_autoptr(GString) out = g_string_new(NULL);

	svg_change(out, "Change", pairs, 1, 1, 4);
	assert_has(out, "<desc>Timeliness from 1.0 to 4.0</desc>");
	assert_has(out, "class=\"open\" cx=\"2.00%\"");
	assert_has(out, "class=\"dot\" cx=\"98.00%\"");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/html/add", test_html_add);
	g_test_add_func("/html/fill", test_html_fill);
	g_test_add_func("/html/slug", test_html_slug);
	g_test_add_func("/html/date", test_html_date);
	g_test_add_func("/html/count", test_html_count);
	g_test_add_func("/json/cell", test_json_cell);
	g_test_add_func("/markdown/table", test_markdown);
	g_test_add_func("/html/mean", test_mean);
	g_test_add_func("/svg/stack", test_svg_stack);
	g_test_add_func("/svg/bars", test_svg_bars);
	g_test_add_func("/svg/strip", test_svg_strip);
	g_test_add_func("/svg/change", test_svg_change);
	return g_test_run();
}
