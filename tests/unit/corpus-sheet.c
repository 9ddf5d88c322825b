/* Sheets as strangers' programs, and strangers, write them. */
#include "corpus/sheet.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define HEAD                                                                   \
	"<d xmlns:table='urn:t' xmlns:text='urn:x' xmlns:office='urn:o'>"      \
	"<table:table table:name='one'>"
#define TAIL       "</table:table></d>"
#define ROW(cells) "<table:table-row>" cells "</table:table-row>"
#define CELL(words)                                                            \
	"<table:table-cell><text:p>" words "</text:p></table:table-cell>"

/* A ZIP archive with the one member content.xml. */
static void pack(const char *path, const char *content)
{
	struct archive *archive = archive_write_new();
	struct archive_entry *entry = archive_entry_new();
	gsize size = strlen(content);

	archive_write_set_format_zip(archive);
	g_assert_cmpint(archive_write_open_filename(archive, path), ==, 0);
	archive_entry_set_pathname(entry, "content.xml");
	archive_entry_set_size(entry, (la_int64_t)size);
	archive_entry_set_filetype(entry, AE_IFREG);
	g_assert_cmpint(archive_write_header(archive, entry), ==, ARCHIVE_OK);
	g_assert_cmpint(
		archive_write_data(archive, content, size), ==, (gssize)size);
	archive_entry_free(entry);
	archive_write_close(archive);
	archive_write_free(archive);
}

/* "NUMBER a,b;NUMBER c" of the first sheet, or "! " and the reason. */
static char *rows_of(const GPtrArray *sheets)
{
	const struct sheet *sheet = sheets->pdata[0];
	GString *all = g_string_new(NULL);

	for (guint i = 0; i < sheet->rows->len; i++) {
		g_autofree char *cells = g_strjoinv(",", sheet->rows->pdata[i]);

		g_string_append_printf(all, "%s%d %s", i > 0 ? ";" : "",
			g_array_index(sheet->numbers, int, i), cells);
	}
	return g_string_free(all, FALSE);
}

static void assert_ods(const char *content, const char *expected)
{
	g_autofree char *folder = g_dir_make_tmp("lettermark-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "a.ods", NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) sheets = NULL;
	g_autofree char *got = NULL;

	pack(path, content);
	sheets = sheet_read(path, &error);
	got = sheets != NULL ? rows_of(sheets)
			     : g_strdup_printf("! %s", error->message);
	g_assert_cmpstr(got, ==, expected);
	g_remove(path);
	g_rmdir(folder);
}

static void test_ods__rows_and_cells(void)
{
	assert_ods(HEAD ROW(CELL("a") CELL("b")) ROW("") ROW(CELL("c")) TAIL,
		"1 a,b;3 c");
}

static void test_ods__leaves_out_tables_in_cells(void)
{
	assert_ods(HEAD ROW("<table:table-cell><text:p>a</text:p>"
			    "<table:table>" ROW(CELL(
				    "inner")) "</table:table>"
					      "<table:table/></"
					      "table:table-cell>" CELL("b"))
			   ROW(CELL("c")) TAIL,
		"1 a,b;2 c");
}

/* No program writes these. */
static void test_ods__survives_what_stands_in_no_order(void)
{
	assert_ods(HEAD ROW("<table:table-cell><table:table-row/>a"
			    "</table:table-cell>") TAIL,
		"1 a");
	assert_ods(HEAD ROW(ROW(CELL("a")) CELL("b")) TAIL, "1 a");
	assert_ods(HEAD CELL("a") TAIL, "");
	assert_ods(HEAD ROW("<table:table-cell>a"),
		"! its content is not well-formed XML");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ods/rows-and-cells", test_ods__rows_and_cells);
	g_test_add_func("/ods/leaves-out-tables-in-cells",
		test_ods__leaves_out_tables_in_cells);
	g_test_add_func("/ods/survives-what-stands-in-no-order",
		test_ods__survives_what_stands_in_no_order);
	return g_test_run();
}
