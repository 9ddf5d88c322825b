/*
 * Tests of the writers over a small corpus made by hand through the store:
 * its tables must be those of tests/cases/report/tiny/, letter for letter.
 */
#include "pipeline/stage.h"
#include "pipeline/writers/areas.h"
#include "pipeline/writers/comparison.h"
#include "pipeline/writers/csv.h"
#include "pipeline/writers/edition.h"
#include "tests/unit/corpus-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#define CASE "tests/cases/report/tiny"

static const char *const criteria[] = {
	"id-timeliness", "statutory-compliance", NULL};

/* --- the corpus ---------------------------------------------------------- */

static const struct {
	const char *name, *kind, *fields; /* "name=value;..." */
	const char *failure;
} documents[] = {
	{"alder", "area-report",
		"framework=2023;area=Northmoor & <West>;la_code=E06000901;"
		"region=North East;inspection_end=2024-01-19;"
		"outcome=failings;next_inspection_months=18",
		NULL},
	{"birch", "outcome-letter",
		"framework=2016;area=Wexcombe;region=South West;"
		"published=2017-03-04;inspection_end=2017-02-10;"
		"determination=required",
		NULL},
	{"cedar", "unknown", "", "cedar is damaged: no pages"},
	{"dogwood", "wsoa", "area=Wexcombe", NULL},
	{"elm", "area-report",
		"framework=2023;area=Wexcombe;region=South West;"
		"inspection_end=2024-06-28;outcome=positive",
		NULL},
};

static const struct {
	const char *document, *id, *section;
	enum polarity polarity;
	int page;
	const char *text;
} findings[] = {
	{"alder", "experience-1.1", "experience", POLARITY_NEUTRAL, 2,
		"=HYPERLINK(\"http://bad.example\") is what one page said, "
		"twice."},
	{"alder", "better-1.1", "better", POLARITY_DEVELOPMENT, 3,
		"Waits are <b>long</b> & \"uneven\", not least for the "
		"under-fives."},
	{"birch", "main-1.1", "main", POLARITY_NEUTRAL, 1,
		"- Leaders meet their duties on time."},
	{"elm", "effective-1.1", "effective", POLARITY_STRENGTH, 2,
		"Needs are found early \u2013 often before a child is two."},
	{"elm", "effective-1.2", "effective", POLARITY_STRENGTH, 3,
		"Plans are written within the time that the law allows."},
};

static const struct {
	const char *document;
	struct store_score score;
} scores[] = {
	{"alder", {"id-timeliness", "ladder", "touched on", 0, 2, 1}},
	{"alder", {"id-timeliness", "model", "0.4 over 2", 0, 3, 1}},
	{"alder", {"statutory-compliance", "ladder", "no evidence", 1, 1, 0}},
	{"alder", {"statutory-compliance", "model", "no evidence", 1, 1, 0}},
	/* One reviewer alone. */
	{"birch", {"statutory-compliance", "ladder", "one duty", 1, 3, 1}},
	{"elm", {"id-timeliness", "ladder", "clear", 0, 4, 1}},
	{"elm", {"id-timeliness", "model", "clear", 0, 4, 1}},
	{"elm", {"statutory-compliance", "ladder", "clear", 1, 3, 1}},
	{"elm", {"statutory-compliance", "model", "clear", 1, 4, 1}},
};

static const struct {
	const char *document;
	struct store_evidence evidence;
} uses[] = {
	{"alder", {"id-timeliness", "better-1.1", "idt-wait", 0, 1}},
	{"birch", {"statutory-compliance", "main-1.1", "stat-duty", 1, 1.5}},
	{"elm", {"id-timeliness", "effective-1.1", "idt-early", 0, 1}},
	{"elm", {"id-timeliness", "effective-1.1", "idt-under", 0, 0.5}},
	{"elm", {"statutory-compliance", "effective-1.2", "stat-time", 1, 1}},
};

static struct record *make_record(size_t d)
{
	struct record *record =
		record_new(record_kind_from_name(documents[d].kind));
	g_auto(GStrv) pairs = g_strsplit(documents[d].fields, ";", -1);

	for (char **pair = pairs; *pair != NULL && **pair != '\0'; pair++) {
		char *value = strchr(*pair, '=');

		*value++ = '\0';
		record_add_field(record, *pair, FIELD_FOUND, value)->page = 1;
	}
	if (record->kind == RECORD_AREA_REPORT)
		record_add_field(record, "determination", FIELD_ABSENT, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(findings); i++) {
		struct finding *finding;

		if (strcmp(findings[i].document, documents[d].name) != 0)
			continue;
		finding = record_add_finding(record);
		finding->id = g_strdup(findings[i].id);
		finding->section = g_strdup(findings[i].section);
		finding->polarity = findings[i].polarity;
		finding->page = findings[i].page;
		finding->text = g_strdup(findings[i].text);
	}
	if (record->kind == RECORD_WSOA) {
		struct action *action = record_add_action(record);

		action->weakness = g_strdup("1");
		action->action = g_strdup("+ Hire two co-ordinators");
		action->owner = g_strdup("Head of SEND");
		action->due = g_strdup("2018-09-30");
		action->page = 4;
	}
	return record;
}

static void put_scoring(struct store *store, const struct store_task *task)
{
	struct store_score score[G_N_ELEMENTS(scores)];
	struct store_evidence evidence[G_N_ELEMENTS(uses)];
	struct store_mark mark = {"better-1.1", "health education", "0-5"};
	struct store_scoring scoring = {score, 0, evidence, 0, &mark, 0};
	g_autoptr(GError) error = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(scores); i++)
		if (strcmp(scores[i].document, task->name) == 0)
			score[scoring.n_scores++] = scores[i].score;
	for (size_t i = 0; i < G_N_ELEMENTS(uses); i++)
		if (strcmp(uses[i].document, task->name) == 0)
			evidence[scoring.n_evidence++] = uses[i].evidence;
	scoring.n_marks = strcmp(task->name, "alder") == 0;
	store_put_scoring(store, task, "1", &scoring, &error);
	g_assert_no_error(error);
}

static size_t find_document(const char *name)
{
	for (size_t d = 0; d < G_N_ELEMENTS(documents); d++)
		if (strcmp(documents[d].name, name) == 0)
			return d;
	g_assert_not_reached();
}

static void put_bytes(struct store *store, const char *name)
{
	g_autofree char *address =
		g_strdup_printf("https://letters.example/%s.pdf", name);
	struct store_origin origin = {.address = address, .stem = name};
	g_autoptr(GBytes) bytes = g_bytes_new(name, strlen(name));
	g_autoptr(GError) error = NULL;

	store_put_bytes(store, &origin, bytes, NULL, &error);
	g_assert_no_error(error);
}

static void put_texts(struct fixture *fixture)
{
	g_autoptr(GPtrArray) tasks = fixture_stale(
		fixture, store_stale_texts, "1", G_N_ELEMENTS(documents));

	for (guint i = 0; i < tasks->len; i++) {
		struct store_task *task = tasks->pdata[i];
		const char *failure =
			documents[find_document(task->name)].failure;
		g_autoptr(Text) text =
			failure == NULL ? fixture_text(task->name) : NULL;
		g_autoptr(GError) error = NULL;

		store_put_text(
			fixture->store, task, "1", text, failure, &error);
		g_assert_no_error(error);
	}
}

static void fill(struct fixture *fixture)
{
	g_autoptr(GPtrArray) records = NULL;
	g_autoptr(GPtrArray) scored = NULL;
	g_autoptr(GError) error = NULL;

	for (size_t d = 0; d < G_N_ELEMENTS(documents); d++)
		put_bytes(fixture->store, documents[d].name);
	put_texts(fixture);
	records = fixture_stale(fixture, store_stale_records, "1", 4);
	for (guint i = 0; i < records->len; i++) {
		struct store_task *task = records->pdata[i];
		g_autoptr(Record) record =
			make_record(find_document(task->name));

		store_put_record(fixture->store, task, "1", record, &error);
		g_assert_no_error(error);
	}
	scored = fixture_stale(fixture, store_stale_scores, "1", 3);
	for (guint i = 0; i < scored->len; i++)
		put_scoring(fixture->store, scored->pdata[i]);
}

static struct framework *load_framework(void)
{
	g_autofree char *path = stage_data("scoring/criteria.xml");
	g_autofree char *schema = stage_data("scoring/criteria.rng");
	g_autoptr(GError) error = NULL;
	struct framework *framework = framework_load(path, schema, &error);

	g_assert_no_error(error);
	return framework;
}

static struct tables *make_tables(void)
{
	g_autoptr(GError) error = NULL;
	struct tables *tables = tables_new(criteria, &error);

	g_assert_no_error(error);
	return tables;
}

/* The report of the corpus, not written. */
static struct site *load(struct fixture *fixture, const struct report *report)
{
	g_autoptr(GError) error = NULL;
	struct site *site;

	fill(fixture);
	tables_load(report->tables, report->store, &error);
	g_assert_no_error(error);
	site = site_new(report, NULL, &error);
	g_assert_no_error(error);
	site_tally_all(site, &error);
	g_assert_no_error(error);
	return site;
}

/* --- tests --------------------------------------------------------------- */

static char *read_file(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autoptr(GError) error = NULL;
	char *bytes;

	g_file_get_contents(path, &bytes, NULL, &error);
	g_assert_no_error(error);
	return bytes;
}

/* What edition_write() says of it; freed by the caller. */
static char *write_edition(
	struct fixture *fixture, const char *folder, bool whole)
{
	g_autoptr(Tables) tables = make_tables();
	g_autoptr(Framework) framework = load_framework();
	struct report report = {tables, framework, fixture->store};
	g_autoptr(GError) error = NULL;
	char *said = edition_write(&report, folder, whole, &error);

	g_assert_no_error(error);
	return said;
}

static void test_csv(struct fixture *fixture, gconstpointer unused)
{
	g_autoptr(Tables) tables = make_tables();
	g_autofree char *out = g_build_filename(fixture->work, "out", NULL);

	(void)unused;
	fill(fixture);
	g_free(write_edition(fixture, out, false));
	for (guint i = 0; i < tables->all->len; i++) {
		const struct table *table = tables->all->pdata[i];
		g_autofree char *name = g_strconcat(table->name, ".csv", NULL);
		g_autofree char *got = read_file(out, name);
		g_autofree char *wanted = read_file(CASE, name);

		g_test_message("%s", name);
		g_assert_cmpstr(got, ==, wanted);
	}
}

static void assert_has(const char *page, const char *words)
{
	if (strstr(page, words) == NULL)
		g_error("not on the page: %s", words);
}

static void test_site(struct fixture *fixture, gconstpointer unused)
{
	g_autofree char *out = g_build_filename(fixture->work, "out", NULL);
	g_autofree char *area = NULL;
	g_autofree char *front = NULL;
	g_autofree char *copy = NULL;

	(void)unused;
	fill(fixture);
	g_free(write_edition(fixture, out, false));
	front = read_file(out, "index.html");
	area = read_file(out, "areas/northmoor-west.html");
	copy = read_file(out, "documents/alder.pdf");
	/* A number leads to its evidence, the evidence to its page. */
	assert_has(front,
		"<a href=\"areas/northmoor-west.html"
		"#alder-id-timeliness\">5</a>");
	assert_has(area, "<section id=\"alder-id-timeliness\">");
	assert_has(area, "<a href=\"../documents/alder.pdf#page=3\">page 3");
	assert_has(area, "id=\"alder-f-better-1.1\"");
	g_assert_cmpstr(copy, ==, "alder");
	/* What a document says is text, never markup. */
	assert_has(area, "Waits are &lt;b&gt;long&lt;/b&gt; &amp; ");
	assert_has(area, "<h1>Northmoor &amp; &lt;West&gt;</h1>");
	g_assert_null(strstr(area, "<b>long"));
	/* A criterion that nobody scored is a dash, not nought. */
	assert_has(area, "<span class=\"mark none\">");
	g_assert_null(strstr(front, ">0</a>"));
}

/* Of Wexcombe's two reports the earlier has a score of one reviewer alone. */
static void test_no_mean(struct fixture *fixture, gconstpointer unused)
{
	g_autofree char *out = g_build_filename(fixture->work, "out", NULL);
	g_autofree char *page = NULL;

	(void)unused;
	fill(fixture);
	g_free(write_edition(fixture, out, false));
	page = read_file(out, "compare.html");
	assert_has(page, "<title>Wexcombe: 7.5</title>");
	g_assert_null(strstr(page, "Wexcombe: 0.0"));
	g_assert_null(strstr(page, "mean 0.0"));
	g_assert_null(strstr(page, "First and latest report"));
}

static void assert_said(struct fixture *fixture, const char *out, bool whole,
	const char *wanted)
{
	g_autofree char *said = write_edition(fixture, out, whole);

	if (!g_str_has_suffix(said, wanted))
		g_error("said: %s", said);
}

static void test_unchanged(struct fixture *fixture, gconstpointer unused)
{
	g_autofree char *out = g_build_filename(fixture->work, "out", NULL);
	g_autofree char *file = g_build_filename(out, "flags.csv", NULL);

	(void)unused;
	fill(fixture);
	g_free(write_edition(fixture, out, false));
	assert_said(fixture, out, false, " 0 of them new or changed");
	assert_said(fixture, out, true, " 0 of them new or changed");
	/* What somebody wrote into it is not kept. */
	g_file_set_contents(file, "ours", -1, NULL);
	assert_said(fixture, out, false, " 1 of them new or changed");
	g_assert_cmpint(g_unlink(file), ==, 0);
	assert_said(fixture, out, false, " 1 of them new or changed");
	assert_said(fixture, out, false, " 0 of them new or changed");
}

static void test_json(struct fixture *fixture, gconstpointer unused)
{
	g_autofree char *out = g_build_filename(fixture->work, "out", NULL);
	g_autofree char *got = NULL;
	g_autofree char *wanted = NULL;

	(void)unused;
	fill(fixture);
	g_free(write_edition(fixture, out, false));
	got = read_file(out, "json/alder.json");
	wanted = read_file(CASE, "alder.json");
	g_assert_cmpstr(got, ==, wanted);
}

/* The document of that name, to be told otherwise. */
static struct site_document *find(struct site *site, const char *name)
{
	return g_hash_table_lookup(site->names, name);
}

/* One of the two criteria alone: a mean, but no total. */
static void test_areas(struct fixture *fixture, gconstpointer unused)
{
	g_autoptr(Tables) tables = make_tables();
	g_autoptr(Framework) framework = load_framework();
	struct report report = {tables, framework, fixture->store};
	g_autoptr(Site) site = load(fixture, &report);
	g_autoptr(GString) out = g_string_new(NULL);

	(void)unused;
	find(site, "birch")
		->combined[framework_find(framework, "statutory-compliance")] =
		3;
	g_free(find(site, "elm")->flags);
	find(site, "elm")->flags = g_strdup("late silent");
	areas_fill(site);
	csv_table(out, tables_find(tables, "areas"));
	g_assert_cmpstr(out->str, ==,
		"area,la_code,region,document,kind,published,id-timeliness,"
		"statutory-compliance,total,mean,flags,"
		"inspection_end,outcome\r\n"
		"Northmoor & <West>,E06000901,North East,alder,area-report,,5,"
		"2,7,3.50,,2024-01-19,failings\r\n"
		"Wexcombe,,South West,birch,outcome-letter,2017-03-04,,3,,"
		"3.00,,2017-02-10,\r\n"
		"Wexcombe,,South West,elm,area-report,,8,7,15,7.50,"
		"late silent,2024-06-28,positive\r\n");
}

/* --- comparison ---------------------------------------------------------- */

static const char *long_cell(const struct table *table, const char *criterion,
	const char *document, const char *column)
{
	for (int r = 0; r < table_rows(table); r++)
		if (strcmp(table_cell(table, r, "criterion"), criterion) == 0 &&
			strcmp(table_cell(table, r, "document"), document) ==
				0 &&
			strcmp(table_cell(table, r, "reviewer"), "ladder") == 0)
			return table_cell(table, r, column);
	g_assert_not_reached();
}

static void test_ranks(struct fixture *fixture, gconstpointer unused)
{
	static const struct {
		const char *criterion, *document, *rank, *tied, *of;
	} cases[] = {
		{"id-timeliness", "alder", "2", "1", "2"},
		{"id-timeliness", "elm", "1", "1", "2"},
		{"id-timeliness", "birch", NULL, NULL, NULL},
		{"statutory-compliance", "alder", "3", "1", "3"},
		{"statutory-compliance", "birch", "1", "2", "3"},
		{"statutory-compliance", "elm", "1", "2", "3"},
	};
	g_autoptr(Tables) tables = make_tables();
	g_autoptr(Framework) framework = load_framework();
	struct report report = {tables, framework, fixture->store};
	g_autoptr(Site) site = load(fixture, &report);
	g_autoptr(Table) table = comparison_long(site, site->scored, tables);

	(void)unused;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		const char *c = cases[i].criterion, *d = cases[i].document;

		g_assert_cmpstr(
			long_cell(table, c, d, "rank"), ==, cases[i].rank);
		g_assert_cmpstr(
			long_cell(table, c, d, "tied"), ==, cases[i].tied);
		g_assert_cmpstr(long_cell(table, c, d, "of"), ==, cases[i].of);
	}
}

/* By group, and one by one: of `table`, whose cells are "head: a b; ...". */
static void assert_cells(const struct table *table, const char *wanted)
{
	g_autoptr(GString) got = g_string_new(NULL);
	g_autoptr(Framework) framework = load_framework();
	const int rows[] = {framework_find(framework, "id-timeliness"),
		framework_find(framework, "statutory-compliance")};

	g_assert_cmpint(table_rows(table), ==, framework_criteria(framework));
	for (int i = 1; i < table_columns(table); i++) {
		const char *name = table_head(table, i)->name;

		g_string_append_printf(got, "%s:", name);
		for (size_t r = 0; r < G_N_ELEMENTS(rows); r++) {
			const char *cell = table_row(table, rows[r])[i];

			g_string_append_printf(
				got, " %s", cell == NULL ? "-" : cell);
		}
		g_string_append(got, "; ");
	}
	g_assert_cmpstr(got->str, ==, wanted);
}

static void test_compared(struct fixture *fixture, gconstpointer unused)
{
	static const struct {
		const char *by, *cells;
	} cases[] = {
		{"framework", "2016 (1): - -; 2023 (2): 6.50 4.50; "},
		{"year", "2017 (1): - -; 2024 (2): 6.50 4.50; "},
		{"region",
			"North East (1): 5.00 2.00; "
			"South West (2): 8.00 7.00; "},
	};
	g_autoptr(Tables) tables = make_tables();
	g_autoptr(Framework) framework = load_framework();
	struct report report = {tables, framework, fixture->store};
	g_autoptr(Site) site = load(fixture, &report);
	g_autoptr(Table) wide = comparison_wide(site, site->scored, tables);

	(void)unused;
	assert_cells(wide,
		"Northmoor & <West> 2024: 5 2; "
		"Wexcombe 2024: 8 7; Wexcombe 2017: - -; ");
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Table) groups = comparison_groups(
			site, site->scored, cases[i].by, tables);

		assert_cells(groups, cases[i].cells);
	}
}

static void test_choice(struct fixture *fixture, gconstpointer unused)
{
	static char *lower[] = {"wexcombe", NULL};
	static char *proper[] = {"Wexcombe", NULL};
	static char *nowhere[] = {"Nowhere", NULL};
	static const struct {
		struct choice choice;
		const char *documents;
	} cases[] = {
		{{0}, "alder elm birch "},
		{{.areas = lower}, "elm birch "},
		{{.areas = proper, .framework = "2023"}, "elm "},
		{{.region = "South West"}, "elm birch "},
		{{.determination = "required"}, "birch "},
		{{.outcome = "positive"}, "elm "},
		{{.kind = "outcome-letter", .region = "North East"}, ""},
	};
	g_autoptr(Tables) tables = make_tables();
	g_autoptr(Framework) framework = load_framework();
	struct report report = {tables, framework, fixture->store};
	g_autoptr(Site) site = load(fixture, &report);
	struct choice unknown = {.areas = nowhere};
	g_autoptr(GError) error = NULL;

	(void)unused;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) found =
			choice_find(&cases[i].choice, site, NULL);
		g_autoptr(GString) names = g_string_new(NULL);

		for (guint d = 0; d < found->len; d++)
			g_string_append_printf(names, "%s ",
				((struct site_document *)found->pdata[d])
					->name);
		g_assert_cmpstr(names->str, ==, cases[i].documents);
	}
	g_assert_null(choice_find(&unknown, site, &error));
	g_assert_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	FIXTURE_TEST("/report/csv", test_csv);
	FIXTURE_TEST("/report/json", test_json);
	FIXTURE_TEST("/report/site", test_site);
	FIXTURE_TEST("/report/no-mean", test_no_mean);
	FIXTURE_TEST("/report/unchanged", test_unchanged);
	FIXTURE_TEST("/report/areas", test_areas);
	FIXTURE_TEST("/report/ranks", test_ranks);
	FIXTURE_TEST("/report/compared", test_compared);
	FIXTURE_TEST("/report/choice", test_choice);
	return g_test_run();
}
