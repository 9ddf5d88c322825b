/* Areas by their names, official outcomes, working days. */
#include "corpus/register.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "corpus/calendar.h"
#include "corpus/register-check.h"
#include "corpus/sheet.h"
#include "extractors/dates.h"

static struct area_register *load(void)
{
	g_autoptr(GError) error = NULL;
	struct area_register *areas = register_load("corpus", &error);

	g_assert_no_error(error);
	return areas;
}

static void test_names(void)
{
	static const char *const names[][2] = {{"Bexley", "Bexley"},
		{"London Borough of Bexley", "Bexley"},
		{"Bexley Local Area Partnership", "Bexley"},
		{"the Royal Borough of Windsor & Maidenhead",
			"Windsor and Maidenhead"},
		{"Bristol City Council", "Bristol"},
		{"Bristol, City of", "Bristol"},
		{"City of London local authority", "City of London"},
		{"STOCKTON ON TEES", "Stockton-on-Tees"},
		{"St. Helens MBC", "St Helens"}, {"County Durham", "Durham"},
		{"Hull", "Kingston upon Hull"},
		{"BCP Council", "Bournemouth, Christchurch and Poole"},
		{"Derbyshire County Council", "Derbyshire"},
		{"Derby City Council", "Derby"},
		{"North East Lincolnshire", "North East Lincolnshire"}};
	static const char *const strange[] = {"", "London", "Council",
		"Wexcombe", "Bexleyheath", "Bexley and Bromley", "City of"};
	g_autoptr(AreaRegister) areas = load();

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		const struct area *area = register_find(areas, names[i][0]);

		g_test_message("%s", names[i][0]);
		g_assert_nonnull(area);
		g_assert_cmpstr(area->name, ==, names[i][1]);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(strange); i++)
		g_assert_null(register_find(areas, strange[i]));
}

static bool has_code(const GPtrArray *areas, const char *code)
{
	for (guint i = 0; i < areas->len; i++) {
		const struct area *area = areas->pdata[i];

		if (strcmp(area->code, code) == 0)
			return true;
	}
	return false;
}

static void test_every_area(void)
{
	g_autoptr(AreaRegister) areas = load();
	const GPtrArray *all = register_areas(areas);
	g_autoptr(GHashTable) regions =
		g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < all->len; i++) {
		const struct area *area = all->pdata[i];

		g_test_message("%s", area->name);
		g_assert_true(register_find(areas, area->name) == area);
		g_hash_table_add(regions, area->region);
		for (gsize n = 0; area->neighbours[n] != NULL; n++)
			g_assert_true(has_code(all, area->neighbours[n]));
		for (gsize n = 0; area->successors[n] != NULL; n++)
			g_assert_nonnull(
				register_find(areas, area->successors[n]));
		for (gsize n = 0; area->predecessors[n] != NULL; n++)
			g_assert_nonnull(
				register_find(areas, area->predecessors[n]));
	}
	g_assert_cmpuint(g_hash_table_size(regions), ==, 8);
}

static void test_outcomes(void)
{
	g_autoptr(AreaRegister) areas = load();
	const struct area *bedford = register_find(areas, "Bedford");
	const struct outcome *outcome =
		register_outcome(areas, bedford, "2016", NULL);

	g_assert_cmpstr(outcome->inspection_start, ==, "2018-02-05");
	g_assert_cmpstr(outcome->determination, ==, "required");
	g_assert_cmpstr(outcome->weaknesses, ==, "5");
	g_assert_cmpstr(outcome->progress, ==, "all");
	g_assert_null(register_outcome(areas, bedford, "2023", NULL));
	/* An area's predecessor was inspected. */
	outcome = register_outcome(areas,
		register_find(areas, "West Northamptonshire"), "2016", NULL);
	g_assert_cmpstr(outcome->area, ==, "Northamptonshire");
}

/* A file of its own, called after `name`; the caller removes it. */
static char *write_file(const char *name, const char *text)
{
	g_autofree char *pattern =
		g_strconcat("lettermark-XXXXXX-", name, NULL);
	char *path;
	int file = g_file_open_tmp(pattern, &path, NULL);

	g_assert_cmpint(file, >=, 0);
	close(file);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	return path;
}

static void test_add(void)
{
	g_autofree char *path = write_file("table.csv",
		"\"Local.area.partnership\",\"Inspection.start.date\","
		"\"Inspection.outcome\",\"Number.of.areas.for.priority.action\""
		"\r\n"
		"\"Bexley\",\"03/06/2024\",\"Widespread and/or systemic "
		"failings\",3\r\n"
		"\"Nowhere, really\",\"03/06/2024\",\"Inconsistent\",NA\r\n"
		"Barnet,03/06/204,Inconsistent,0\r\n"
		"Enfield,16-06-03,Inconsistent,0\r\n"
		"Rutland,NA,,0\r\n"
		"Surrey,03/06/99999,Inconsistent,0\r\n");
	g_autoptr(AreaRegister) areas = load();
	guint before = register_outcomes(areas)->len;
	g_autoptr(GPtrArray) strange = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) error = NULL;

	g_assert_cmpint(register_add(areas, path, strange, &error), ==, 1);
	g_assert_no_error(error);
	g_assert_cmpuint(strange->len, ==, 4);
	g_assert_cmpstr(strange->pdata[0], ==,
		"area is not in the register: Nowhere, really");
	g_assert_cmpstr(
		strange->pdata[1], ==, "day cannot be read: Barnet, 03/06/204");
	const struct outcome *outcome = register_outcome(
		areas, register_find(areas, "Bexley"), "2023", NULL);
	g_assert_cmpstr(outcome->outcome, ==, "failings");
	g_assert_cmpstr(outcome->inspection_start, ==, "2024-06-03");
	g_assert_cmpstr(outcome->priority_actions, ==, "3");
	/* The same table again replaces, and adds nothing. */
	g_assert_cmpint(register_add(areas, path, NULL, &error), ==, 1);
	g_assert_cmpuint(register_outcomes(areas)->len, ==, before + 1);
	g_remove(path);
}

static void test_add_short_year(void)
{
	g_autofree char *path = write_file("short.csv",
		"Area name,Inspection start date\nBexley,23/05/16\n");
	g_autoptr(AreaRegister) areas = load();
	g_autoptr(GError) error = NULL;

	g_assert_cmpint(register_add(areas, path, NULL, &error), ==, 1);
	const struct outcome *outcome = register_outcome(
		areas, register_find(areas, "Bexley"), "2016", "2016-05-23");
	g_assert_cmpstr(outcome->inspection_start, ==, "2016-05-23");
	g_remove(path);
}

static void test_add_bad(void)
{
	g_autofree char *empty = write_file("empty.csv", "a,b\n1,2");
	g_autofree char *zip = write_file(
		"bad.ods", "PK\003\004 and nothing that is an archive");
	g_autoptr(AreaRegister) areas = load();
	g_autoptr(GError) error = NULL;

	g_assert_cmpint(register_add(areas, empty, NULL, &error), ==, -1);
	g_assert_error(error, REGISTER_ERROR, REGISTER_ERROR_TABLE);
	g_clear_error(&error);
	g_assert_cmpint(register_add(areas, zip, NULL, &error), ==, -1);
	g_assert_error(error, SHEET_ERROR, SHEET_ERROR_FORMAT);
	g_clear_error(&error);
	g_assert_cmpint(
		register_add(areas, "no-such-file", NULL, &error), ==, -1);
	g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
	g_remove(empty);
	g_remove(zip);
}

static void test_csv(void)
{
	g_autofree char *path = write_file("quotes.csv",
		"\xEF\xBB\xBF"
		"name,said\n,\n\"a \"\"b\"\"\",\"x,\ny\"\n=1,\n");
	g_autoptr(GPtrArray) sheets = sheet_read(path, NULL);
	const struct sheet *sheet = sheets->pdata[0];

	g_assert_cmpuint(sheet->rows->len, ==, 3);
	g_assert_cmpint(g_array_index(sheet->numbers, int, 1), ==, 3);
	g_assert_true(sheet_is_formula(sheet, "A4"));
	g_assert_false(sheet_is_formula(sheet, "A3"));
	g_assert_cmpstr(sheet_cell(sheet->rows->pdata[1], 0), ==, "a \"b\"");
	g_assert_cmpstr(sheet_cell(sheet->rows->pdata[1], 1), ==, "x,\ny");
	g_assert_cmpstr(sheet_cell(sheet->rows->pdata[1], 9), ==, "");
	g_assert_cmpint(sheet_column(sheet->rows->pdata[0], "Said."), ==, 1);
	g_assert_cmpint(sheet_column(sheet->rows->pdata[0], "sa"), ==, -1);
	g_remove(path);
}

/* --- records against the register ---------------------------------------- */

static struct record *letter_of(
	const char *area, const char *day, const char *determination)
{
	struct record *record = record_new(RECORD_OUTCOME_LETTER);

	record_add_field(record, "area", FIELD_FOUND, area);
	record_add_field(record, "inspection_start", FIELD_FOUND, day);
	record_add_field(record, "determination", FIELD_FOUND, determination);
	return record;
}

static void add_weaknesses(struct record *record, int n)
{
	while (n-- > 0)
		record_add_weakness(record)->list = g_strdup("weakness");
}

static void test_check_agrees(void)
{
	g_autoptr(AreaRegister) areas = load();
	g_autoptr(Record) record =
		letter_of("Bedford", "2018-02-05", "required");

	add_weaknesses(record, 5);
	register_check(areas, record);
	g_assert_cmpuint(record->warnings->len, ==, 0);
	g_assert_cmpint(
		record_field(record, "determination")->status, ==, FIELD_FOUND);
}

static void test_check_contradicts(void)
{
	g_autoptr(AreaRegister) areas = load();
	g_autoptr(Record) record =
		letter_of("Bedford", "2018-03-19", "not-required");

	add_weaknesses(record, 4);
	register_check(areas, record);
	g_assert_cmpuint(record->warnings->len, ==, 3);
	g_assert_cmpint(record_field(record, "inspection_start")->status, ==,
		FIELD_CONTRADICTED);
	g_assert_cmpstr(
		record_value(record, "inspection_start"), ==, "2018-03-19");
}

/* An area that kept its name when its bounds changed is, before that day, the
 * one that ended; and no area answers for one that it was made from. */
static void test_check_reorganised(void)
{
	g_autoptr(AreaRegister) areas = load();
	g_autoptr(Record) before =
		letter_of("Dorset", "2017-01-23", "required");
	g_autoptr(Record) after = letter_of("Dorset", "2021-01-25", "required");
	g_autoptr(Record) west =
		letter_of("West Northamptonshire", "2022-10-17", "required");

	record_add_field(before, "la_code", FIELD_FOUND, "E06000059");
	record_add_field(after, "la_code", FIELD_FOUND, "E06000059");
	register_check(areas, before);
	g_assert_cmpstr(record_value(before, "la_code"), ==, "E10000009");
	g_assert_cmpstr(record_value(before, "area"), ==, "Dorset (to 2019)");
	register_check(areas, after);
	g_assert_cmpstr(record_value(after, "la_code"), ==, "E06000059");
	g_assert_cmpstr(record_value(after, "area"), ==, "Dorset");
	register_check(areas, west);
	g_assert_cmpint(
		record_field(west, "determination")->status, ==, FIELD_FOUND);
}

static void check_previous(const char *area, const char *day, const char *kind)
{
	g_autoptr(AreaRegister) areas = load();
	g_autoptr(Record) record = record_new(RECORD_AREA_REPORT);

	record_add_field(record, "area", FIELD_FOUND, area);
	record_add_field(record, "inspection_start", FIELD_FOUND, "2025-06-02");
	record_add_field(record, "previous_inspection_start", FIELD_FOUND, day);
	register_check(areas, record);
	g_assert_cmpstr(
		record_value(record, "previous_inspection_kind"), ==, kind);
	g_assert_cmpuint(record->warnings->len, ==, kind == NULL);
}

static void test_check_previous(void)
{
	check_previous("Bury", "2017-06-12", "inspection");
	check_previous("Bury", "2019-05-13", "revisit");
	check_previous("Brighton and Hove", "2016-05-16", NULL);
}

/* --- working days -------------------------------------------------------- */

static void test_working_days(void)
{
	g_autoptr(Calendar) calendar =
		calendar_load("corpus/bank-holidays.tsv", NULL);
	/* A letter of 3 August 2018 asked for a statement by 12 November. */
	guint32 letter = dates_from_iso("2018-08-03");
	guint32 due = dates_from_iso("2018-11-12");

	g_assert_cmpuint(
		calendar_add(calendar, letter, CALENDAR_WSOA_DAYS), ==, due);
	/* Over Christmas and New Year. */
	g_assert_cmpuint(
		calendar_add(calendar, dates_from_iso("2021-12-24"), 1), ==,
		dates_from_iso("2021-12-29"));
	/* A holiday of one year, a weekend, a holiday that was moved. */
	g_assert_cmpuint(
		calendar_add(calendar, dates_from_iso("2022-09-18"), 1), ==,
		dates_from_iso("2022-09-20"));
	g_assert_cmpuint(
		calendar_add(calendar, dates_from_iso("2024-05-31"), 1), ==,
		dates_from_iso("2024-06-03"));
	g_assert_cmpuint(
		calendar_add(calendar, dates_from_iso("2020-05-01"), 1), ==,
		dates_from_iso("2020-05-04"));
}

static void test_unknown_years(void)
{
	g_autoptr(Calendar) calendar =
		calendar_load("corpus/bank-holidays.tsv", NULL);

	g_assert_cmpuint(
		calendar_add(calendar, dates_from_iso("2027-11-01"), 70), ==,
		0);
	g_assert_cmpuint(
		calendar_add(calendar, dates_from_iso("2015-01-05"), 1), ==, 0);
	g_assert_cmpuint(calendar_add(calendar, 0, 70), ==, 0);
}

static void test_months(void)
{
	g_assert_cmpuint(calendar_add_months(dates_from_iso("2018-08-31"), 18),
		==, dates_from_iso("2020-02-29"));
	g_assert_cmpuint(calendar_add_months(0, 12), ==, 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/register/names", test_names);
	g_test_add_func("/register/every-area", test_every_area);
	g_test_add_func("/register/outcomes", test_outcomes);
	g_test_add_func("/register/add", test_add);
	g_test_add_func("/register/add-short-year", test_add_short_year);
	g_test_add_func("/register/add-bad", test_add_bad);
	g_test_add_func("/sheet/csv", test_csv);
	g_test_add_func("/register-check/agrees", test_check_agrees);
	g_test_add_func("/register-check/contradicts", test_check_contradicts);
	g_test_add_func("/register-check/reorganised", test_check_reorganised);
	g_test_add_func("/register-check/previous", test_check_previous);
	g_test_add_func("/calendar/working-days", test_working_days);
	g_test_add_func("/calendar/unknown-years", test_unknown_years);
	g_test_add_func("/calendar/months", test_months);
	return g_test_run();
}
