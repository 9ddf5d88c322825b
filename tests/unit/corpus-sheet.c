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

/* A member of an archive: its path and its content. */
struct member {
	const char *name, *content;
};

static void pack_member(struct archive *archive, const struct member *member)
{
	struct archive_entry *entry = archive_entry_new();
	gsize size = strlen(member->content);

	archive_entry_set_pathname(entry, member->name);
	archive_entry_set_size(entry, (la_int64_t)size);
	archive_entry_set_filetype(entry, AE_IFREG);
	g_assert_cmpint(archive_write_header(archive, entry), ==, ARCHIVE_OK);
	g_assert_cmpint(archive_write_data(archive, member->content, size), ==,
		(gssize)size);
	archive_entry_free(entry);
}

/* A ZIP archive of these members, the last without a name. */
static void pack(const char *path, const struct member *members)
{
	struct archive *archive = archive_write_new();

	archive_write_set_format_zip(archive);
	g_assert_cmpint(archive_write_open_filename(archive, path), ==, 0);
	for (; members->name != NULL; members++)
		pack_member(archive, members);
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

/* What is read of the archive, or of `words` where there are no members. */
static char *read_all(const struct member *members, const char *words)
{
	g_autofree char *folder = g_dir_make_tmp("lettermark-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "a", NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) sheets = NULL;

	if (members != NULL)
		pack(path, members);
	else
		g_file_set_contents(path, words, -1, NULL);
	sheets = sheet_read(path, &error);
	g_remove(path);
	g_rmdir(folder);
	if (sheets != NULL)
		return rows_of(sheets);
	g_assert_cmpint(error->domain, ==, SHEET_ERROR);
	return error->code == SHEET_ERROR_LIMIT
		       ? g_strdup("! too large")
		       : g_strdup_printf("! %s", error->message);
}

static void assert_ods(const char *content, const char *expected)
{
	const struct member members[] = {{"content.xml", content}, {NULL}};
	g_autofree char *got = read_all(members, NULL);

	g_assert_cmpstr(got, ==, expected);
}

static void assert_xlsx(
	const char *strings, const char *rows, const char *expected)
{
	const struct member members[] = {
		{"xl/workbook.xml",
			"<w xmlns:r='urn:r'><sheet name='one' r:id='a'/></w>"},
		{"xl/_rels/workbook.xml.rels",
			"<r><Relationship Id='a' Target='one.xml'/></r>"},
		{"xl/sharedStrings.xml", strings}, {"xl/one.xml", rows},
		{NULL}};
	g_autofree char *got = read_all(members, NULL);

	g_assert_cmpstr(got, ==, expected);
}

/* `before`, `n` times `word`, and `after`. */
static char *many(
	const char *before, int n, const char *word, const char *after)
{
	GString *all = g_string_new(before);

	for (int i = 0; i < n; i++)
		g_string_append(all, word);
	g_string_append(all, after);
	return g_string_free(all, FALSE);
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

static void test_none(void)
{
	static const struct member members[] = {
		{"xl/workbook.xml", "<w><sheet name='one' id='a'/></w>"},
		{NULL}};
	g_autofree char *got = read_all(members, NULL);

	g_assert_cmpstr(got, ==, "! no sheet in it");
	assert_ods("<d/>", "! no sheet in it");
}

/* What is beyond a limit is refused, not left out. */
static void test_text__limits(void)
{
	static const struct {
		const char *before;
		int n;
		const char *word, *after;
	} texts[] = {
		{"a\tb\n", 20000, "c\td\n", ""},
		{"a,b\n", 20000, "c,d\n", ""},
		{"a", 200, "\tb", "\n"},
		{"a", 200, ",b", "\n"},
		{"a,", 200, ",", "b\n"},
		{"a,\"", 100001, "b", "\"\n"},
		{"", 11000,
			"a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,"
			"a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,"
			"a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,"
			"a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a\n",
			""},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *text = many(texts[i].before, texts[i].n,
			texts[i].word, texts[i].after);
		g_autofree char *got = read_all(NULL, text);

		g_test_message("%" G_GSIZE_FORMAT, i);
		g_assert_cmpstr(got, ==, "! too large");
	}
	g_autofree char *empty = many("a,b", 500, ",", "\nc\n");
	g_autofree char *got = read_all(NULL, empty);
	g_assert_cmpstr(got, ==, "1 a,b;2 c");
}

/* Cells that stand there once and are said to be many. */
static void test_archive__limits(void)
{
	g_autofree char *words = g_strnfill(90000, 'w');
	g_autofree char *strings =
		g_strdup_printf("<sst><si><t>%s</t></si></sst>", words);
	g_autofree char *row =
		many("<row>", 190, "<c t='s'><v>0</v></c>", "</row>");
	g_autofree char *rows = many("<s>", 5000, row, "</s>");
	g_autofree char *cell = g_strdup_printf(
		"<table:table-row><table:table-cell "
		"table:number-columns-repeated='200'><text:p>%s</text:p>"
		"</table:table-cell></table:table-row>",
		words);
	g_autofree char *ods = many(HEAD, 30, cell, TAIL);

	assert_xlsx(strings, rows, "! too large");
	assert_ods(ods, "! too large");
	assert_ods(HEAD ROW("<table:table-cell table:number-columns-repeated="
			    "'201'><text:p>a</text:p></table:table-cell>") TAIL,
		"! too large");
	assert_ods(HEAD ROW(CELL("a") "<table:table-cell table:number-columns-"
				      "repeated='16383'/>") TAIL,
		"1 a");
	assert_xlsx("<sst/>",
		"<s><row r='4'><c r='B4'><v>1</v></c><c r='XFD4' s='1'/></row>"
		"</s>",
		"4 ,1");
	assert_xlsx("<sst/>", "<s><row><c r='XFD1'><v>1</v></c></row></s>",
		"! too large");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ods/rows-and-cells", test_ods__rows_and_cells);
	g_test_add_func("/ods/leaves-out-tables-in-cells",
		test_ods__leaves_out_tables_in_cells);
	g_test_add_func("/ods/survives-what-stands-in-no-order",
		test_ods__survives_what_stands_in_no_order);
	g_test_add_func("/sheet/none", test_none);
	g_test_add_func("/text/limits", test_text__limits);
	g_test_add_func("/archive/limits", test_archive__limits);
	return g_test_run();
}
