/* What the tests of the store share. */
#include "tests/unit/corpus-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

void fixture_set_up(struct fixture *fixture, gconstpointer unused)
{
	(void)unused;
	fixture->work = g_dir_make_tmp("lettermark-store-XXXXXX", NULL);
	g_assert_nonnull(fixture->work);
	fixture->store = NULL;
	fixture_reopen(fixture);
}

void fixture_remove(const char *path)
{
	g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
	const char *name;

	while (folder != NULL && (name = g_dir_read_name(folder)) != NULL) {
		g_autofree char *member = g_build_filename(path, name, NULL);

		fixture_remove(member);
	}
	g_assert_cmpint(g_remove(path), ==, 0);
}

void fixture_tear_down(struct fixture *fixture, gconstpointer unused)
{
	(void)unused;
	store_close(fixture->store);
	fixture_remove(fixture->work);
	g_free(fixture->work);
}

void fixture_reopen(struct fixture *fixture)
{
	g_autoptr(GError) error = NULL;

	store_close(fixture->store);
	fixture->store = store_open(fixture->work, &error);
	g_assert_no_error(error);
	g_assert_nonnull(fixture->store);
}

bool fixture_put(struct fixture *fixture, const char *address,
	const char *words, bool sample)
{
	g_autofree char *stem = g_path_get_basename(address);
	struct store_origin origin = {.address = address,
		.stem = stem,
		.sample = sample,
		.size = (gint64)strlen(words),
		.mtime_ns = 1,
		.inode = 2};
	g_autoptr(GBytes) bytes = g_bytes_new(words, strlen(words));
	g_autoptr(GError) error = NULL;
	enum store_arrival what = STORE_KNOWN;

	g_assert_true(
		store_put_bytes(fixture->store, &origin, bytes, &what, &error));
	g_assert_no_error(error);
	return what == STORE_NEW || what == STORE_CHANGED;
}

GPtrArray *fixture_stale(struct fixture *fixture, stale_func stale,
	const char *version, guint expected)
{
	g_autoptr(GError) error = NULL;
	GPtrArray *tasks = stale(fixture->store, version, &error);

	g_assert_no_error(error);
	g_assert_nonnull(tasks);
	g_assert_cmpuint(tasks->len, ==, expected);
	return tasks;
}

struct text *fixture_text(const char *words)
{
	struct text *text = text_new("pdf");

	text_add_page(text, 595, 842);
	text_block_add_line(text_add_block(text, TEXT_PARAGRAPH), words, 1);
	return text;
}

static void add_finding(struct record *record, const char *id,
	const char *words, bool boilerplate)
{
	struct finding *finding = record_add_finding(record);

	finding->id = g_strdup(id);
	finding->section = g_strdup("better");
	finding->polarity = POLARITY_DEVELOPMENT;
	finding->boilerplate = boilerplate;
	finding->page = 3;
	finding->text = g_strdup(words);
}

struct record *fixture_record(const char *area)
{
	struct record *record = record_new(RECORD_AREA_REPORT);
	struct field *field;
	struct weakness *weakness;
	struct action *action;
	struct text_warning *warning;

	record->confidence = 90;
	field = record_add_field(
		record, "published", FIELD_FOUND, "2024-03-01");
	field->page = 1;
	field->text = g_strdup("1 March 2024");
	record_add_field(record, "area", FIELD_FOUND, area);
	record_add_field(record, "outcome", FIELD_ABSENT, NULL);
	add_finding(record, "better-1.1", "Waits for therapy are long.", false);
	add_finding(record, "better-1.2", "How we inspect.", true);
	add_finding(record, "better-2.1", "Plans are late.", false);
	weakness = record_add_weakness(record);
	weakness->list = g_strdup("priority-action");
	weakness->number = 1;
	weakness->text = g_strdup("Leaders should cut waits.");
	weakness->page = 4;
	action = record_add_action(record);
	action->action = g_strdup("Hire therapists");
	action->due_text = g_strdup("");
	warning = g_new0(struct text_warning, 1);
	warning->message = g_strdup("two dates of publication");
	g_ptr_array_add(record->warnings, warning);
	return record;
}

void fixture_parse(
	struct fixture *fixture, const char *address, const char *words)
{
	g_autoptr(Text) text = fixture_text(words);
	g_autoptr(Record) record = fixture_record("Hartley");
	g_autoptr(GPtrArray) texts = NULL;
	g_autoptr(GPtrArray) records = NULL;
	g_autoptr(GError) error = NULL;

	fixture_put(fixture, address, words, false);
	texts = fixture_stale(fixture, store_stale_texts, "1", 1);
	g_assert_true(store_put_text(
		fixture->store, texts->pdata[0], "1", text, NULL, &error));
	g_assert_no_error(error);
	records = fixture_stale(fixture, store_stale_records, "1", 1);
	g_assert_true(store_put_record(
		fixture->store, records->pdata[0], "1", record, &error));
	g_assert_no_error(error);
}

struct printing {
	GString *rows;
	char **wanted; /* names of columns */
};

static const char *value_of(int n, const char *const *columns,
	const char *const *values, const char *name)
{
	for (int i = 0; i < n; i++)
		if (g_str_equal(columns[i], name))
			return values[i] != NULL ? values[i] : "-";
	g_error("no column %s", name);
}

static bool print_row(int n, const char *const *columns,
	const char *const *values, void *user)
{
	struct printing *printing = user;

	if (printing->rows->len > 0)
		g_string_append_c(printing->rows, ';');
	for (int i = 0; printing->wanted[i] != NULL; i++)
		g_string_append_printf(printing->rows, "%s%s", i > 0 ? "," : "",
			value_of(n, columns, values, printing->wanted[i]));
	return true;
}

char *fixture_rows(
	struct fixture *fixture, const char *view, const char *wanted)
{
	struct printing printing = {.rows = g_string_new(NULL),
		.wanted = g_strsplit(wanted, ",", -1)};
	g_autoptr(GError) error = NULL;

	g_assert_true(store_each_row(
		fixture->store, view, print_row, &printing, &error));
	g_assert_no_error(error);
	g_strfreev(printing.wanted);
	return g_string_free(printing.rows, FALSE);
}
