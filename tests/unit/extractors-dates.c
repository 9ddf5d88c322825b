/* Dates as letters write them, and deadlines as plans do. */
#include "extractors/dates.h"

/* The first span in `text`, as "FIRST" or "FIRST..LAST", or "". */
static char *span_in(const char *text, int year)
{
	struct date_span span;

	if (!dates_next(text, 0, year, &span))
		return g_strdup("");
	g_autofree char *first = dates_iso(span.first);
	g_autofree char *last = dates_iso(span.last);
	return span.first == span.last ? g_strdup(first)
				       : g_strconcat(first, "..", last, NULL);
}

struct example {
	const char *text, *expected;
};

static void check_spans(const struct example *examples, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		g_autofree char *got = span_in(examples[i].text, 0);

		g_test_message("%s", examples[i].text);
		g_assert_cmpstr(got, ==, examples[i].expected);
	}
}

static void test_day(void)
{
	static const struct example examples[] = {
		{"6 February 2023", "2023-02-06"},
		{"the 6th of February, 2023.", "2023-02-06"},
		{"on Monday 6 February 2023", "2023-02-06"},
		{"01 December 2017", "2017-12-01"},
		{"12 Sept. 2019", "2019-09-12"},
		{"February 6, 2023", "2023-02-06"},
		{"06/02/2023", "2023-02-06"},
		{"6.2.23", "2023-02-06"},
		{"2023-02-06", "2023-02-06"},
		{"by 12 November 18. This", "2018-11-12"},
	};

	check_spans(examples, G_N_ELEMENTS(examples));
}

static void test_span(void)
{
	static const struct example examples[] = {
		{"6 to 10 February 2023", "2023-02-06..2023-02-10"},
		{"6 – 10 February 2023", "2023-02-06..2023-02-10"},
		{"Between 9 and 13 July 2018, Ofsted",
			"2018-07-09..2018-07-13"},
		{"31 January to 4 February 2022", "2022-01-31..2022-02-04"},
		{"30 January 2023 to 3 February 2023",
			"2023-01-30..2023-02-03"},
		{"Between 5 December 2016 and 9 December 2016",
			"2016-12-05..2016-12-09"},
		{"23 September to 27 September 2024", "2024-09-23..2024-09-27"},
		{"29 and 30 September, and 1 October 2020",
			"2020-09-29..2020-10-01"},
		{"29 December to 2 January 2020", "2019-12-29..2020-01-02"},
	};

	check_spans(examples, G_N_ELEMENTS(examples));
}

static void test_not_dates(void)
{
	static const struct example examples[] = {
		{"31 February 2019", ""},
		{"in 2016, 14 of the 20 schools", ""},
		{"page 3 of 12", ""},
		{"telephone 0300 123 1231", ""},
		{"3 May 16 parents said", ""},
		{"section 20(1)(a) of the Children Act 2004", ""},
		{"aged 0 to 25", ""},
		{"paragraph 2.3.4 of the code", ""},
		{"paragraph 2.3.14.1 of the code", ""},
		{"1/2/20234", ""},
		{"6 February", ""},
		{"", ""},
	};

	check_spans(examples, G_N_ELEMENTS(examples));
}

static void test_two_inspections(void)
{
	const char *text = "13 to 17 May 2019 and 4 to 6 October 2021";
	struct date_span span;

	g_assert_true(dates_next(text, 0, 0, &span));
	g_autofree char *last = dates_iso(span.last);
	g_assert_cmpstr(last, ==, "2019-05-17");
	g_assert_true(dates_next(text, span.end, 0, &span));
	g_autofree char *first = dates_iso(span.first);
	g_assert_cmpstr(first, ==, "2021-10-04");
}

static void test_without_year(void)
{
	g_autofree char *none = span_in("Between 16 May and 20 May, they", 0);
	g_autofree char *given =
		span_in("Between 16 May and 20 May, they", 2016);
	struct date_span span;

	g_assert_cmpstr(none, ==, "");
	g_assert_cmpstr(given, ==, "2016-05-16..2016-05-20");
	g_assert_true(dates_next("16 to 20 May", 0, 2016, &span));
	g_assert_true(span.year_supplied);
	g_assert_true(dates_next("16 to 20 May 2016", 0, 2017, &span));
	g_assert_false(span.year_supplied);
}

static void test_iso(void)
{
	g_autofree char *iso = dates_iso(dates_from_iso("2020-02-29"));

	g_assert_cmpstr(iso, ==, "2020-02-29");
	g_assert_cmpuint(dates_from_iso("2019-02-29"), ==, 0);
	g_assert_cmpuint(dates_from_iso("29-02-2020"), ==, 0);
	g_assert_cmpuint(dates_from_iso("2020-02-29 "), ==, 0);
	g_assert_cmpuint(dates_from_iso(NULL), ==, 0);
	g_assert_null(dates_iso(0));
}

static void test_due(void)
{
	static const struct example examples[] = {
		{"31/03/2019", "2019-03-31"},
		{"31/03/2019 (revised 30/06/2019)", "2019-06-30"},
		{"March 2019", "2019-03-31"},
		{"by September 2019", "2019-09-30"},
		{"Mar-19", "2019-03-31"},
		{"Sept 2018 to July 2019", "2019-07-31"},
		{"03/2019", "2019-03-31"},
		{"end of Q2 2019/20", "2019-09-30"},
		{"Q4 2019-20", "2020-03-31"},
		{"end of Q2 2019", "2019-09-30"},
		{"Autumn term 2018", "2018-12-31"},
		{"Spring term 2019", "2019-04-30"},
		{"by the end of the summer term 2020", "2020-07-31"},
		{"Spring term 2018/19", "2019-04-30"},
		{"academic year 2019/20", "2020-08-31"},
		{"2019/20 academic year", "2020-08-31"},
		{"2020", "2020-12-31"},
		{"within 6 months", "2018-07-15"},
		{"in six months", "2018-07-15"},
		{"within ten weeks", "2018-03-26"},
		{"within the next fourteen days", "2018-01-29"},
		{"within twenty-four months", "2020-01-15"},
	};
	g_autoptr(Phrases) phrases = phrases_new(NULL);
	guint32 anchor = dates_from_iso("2018-01-15");

	for (gsize i = 0; i < G_N_ELEMENTS(examples); i++) {
		guint32 day = 0;

		g_test_message("%s", examples[i].text);
		g_assert_cmpint(
			dates_due(phrases, examples[i].text, anchor, &day), ==,
			DATE_DUE_DAY);
		g_autofree char *iso = dates_iso(day);
		g_assert_cmpstr(iso, ==, examples[i].expected);
	}
}

static void test_due_without_day(void)
{
	g_autoptr(Phrases) phrases = phrases_new(NULL);
	guint32 day = 77;

	g_assert_cmpint(
		dates_due(phrases, "ongoing", 0, &day), ==, DATE_DUE_ONGOING);
	g_assert_cmpint(
		dates_due(phrases, "Termly", 0, &day), ==, DATE_DUE_ONGOING);
	g_assert_cmpint(
		dates_due(phrases, "Complete", 0, &day), ==, DATE_DUE_COMPLETE);
	g_assert_cmpint(
		dates_due(phrases, "by September", 0, &day), ==, DATE_DUE_NONE);
	g_assert_cmpint(dates_due(phrases, "TBC", 0, &day), ==, DATE_DUE_NONE);
	g_assert_cmpint(dates_due(phrases, "", 0, &day), ==, DATE_DUE_NONE);
	/* No document's day to count from. */
	g_assert_cmpint(dates_due(phrases, "within 6 months", 0, &day), ==,
		DATE_DUE_NONE);
	g_assert_cmpuint(day, ==, 77);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/dates/day", test_day);
	g_test_add_func("/dates/span", test_span);
	g_test_add_func("/dates/not-dates", test_not_dates);
	g_test_add_func("/dates/two-inspections", test_two_inspections);
	g_test_add_func("/dates/without-year", test_without_year);
	g_test_add_func("/dates/iso", test_iso);
	g_test_add_func("/dates/due", test_due);
	g_test_add_func("/dates/due-without-day", test_due_without_day);
	return g_test_run();
}
