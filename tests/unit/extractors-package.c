/*
 * Word and OpenDocument texts, packed here from their XML, and what the dump
 * of each says.
 */
#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "extractors/extractor.h"
#include "extractors/limits.h"

#define W                                                                      \
	"xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/"   \
	"main\" xmlns:mc=\"http://schemas.openxmlformats.org/"                 \
	"markup-compatibility/2006\""
#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"
#define ODT                                                                    \
	"xmlns:office=\"" OASIS "office:1.0\" xmlns:text=\"" OASIS             \
	"text:1.0\" xmlns:table=\"" OASIS "table:1.0\" xmlns:style=\"" OASIS   \
	"style:1.0\" xmlns:draw=\"" OASIS                                      \
	"drawing:1.0\" "                                                       \
	"xmlns:fo=\"" OASIS "xsl-fo-compatible:1.0\""

struct member {
	const char *name, *content;
};

/* A ZIP archive of the members, up to one without a name. */
static GBytes *pack(const struct member *members)
{
	gsize room = 1 << 20, used = 0;
	char *data;
	struct archive *archive = archive_write_new();

	for (int i = 0; members[i].name != NULL; i++)
		room += strlen(members[i].content);
	data = g_malloc(room);
	archive_write_set_format_zip(archive);
	archive_write_open_memory(archive, data, room, &used);
	for (int i = 0; members[i].name != NULL; i++) {
		struct archive_entry *entry = archive_entry_new();
		gsize size = strlen(members[i].content);

		if (strcmp(members[i].name, "mimetype") == 0)
			archive_write_zip_set_compression_store(archive);
		else
			archive_write_zip_set_compression_deflate(archive);
		archive_entry_set_pathname(entry, members[i].name);
		archive_entry_set_size(entry, (la_int64_t)size);
		archive_entry_set_filetype(entry, AE_IFREG);
		g_assert_cmpint(
			archive_write_header(archive, entry), ==, ARCHIVE_OK);
		g_assert_cmpint(
			archive_write_data(archive, members[i].content, size),
			==, (gssize)size);
		archive_entry_free(entry);
	}
	archive_write_close(archive);
	archive_write_free(archive);
	return g_bytes_new_take(data, used);
}

/* The dump without its head, or "! " and the reason there is none. */
static char *dump(const struct member *members)
{
	g_autoptr(GBytes) bytes = pack(members);
	g_autoptr(GError) error = NULL;
	g_autoptr(Text) text = extractor_run(bytes, NULL, &error);
	g_autoptr(GString) out = g_string_new(NULL);
	const char *body;

	if (text == NULL)
		return g_strdup_printf("! %s", error->message);
	text_dump(text, out);
	body = strchr(out->str, '\n');
	return g_strdup(body != NULL ? body + 1 : "");
}

static char *dump_docx(
	const char *body, const char *styles, const char *numbering)
{
	g_autofree char *document = g_strconcat("<w:document " W "><w:body>",
		body, "</w:body></w:document>", NULL);
	g_autofree char *sheet =
		g_strconcat("<w:styles " W ">", styles, "</w:styles>", NULL);
	g_autofree char *lists = g_strconcat(
		"<w:numbering " W ">", numbering, "</w:numbering>", NULL);
	const struct member members[] = {
		{"word/document.xml", document},
		{"word/styles.xml", sheet},
		{"word/numbering.xml", lists},
		{NULL, NULL},
	};

	return dump(members);
}

static void expect_docx(const char *body, const char *expected)
{
	g_autofree char *got = dump_docx(body, "", "");

	g_assert_cmpstr(got, ==, expected);
}

#define P(words) "<w:p><w:r><w:t>" words "</w:t></w:r></w:p>"
#define R(words) "<w:r><w:t xml:space='preserve'>" words "</w:t></w:r>"

static void test_docx__headings_by_style(void)
{
	g_autofree char *got = dump_docx(
		"<w:p><w:pPr><w:pStyle w:val='Kop'/></w:pPr>" R("Needs") "</w:p>"
		"<w:p><w:pPr><w:pStyle w:val='Sub'/></w:pPr>" R("Waits") "</w:p>"
		"<w:p><w:pPr><w:outlineLvl w:val='2'/></w:pPr>" R("Staff") "</w:p>"
		P("Plain words."),
		"<w:style w:type='paragraph' w:styleId='Kop'>"
		"<w:name w:val='heading 1'/></w:style>"
		"<w:style w:type='paragraph' w:styleId='Sub'>"
		"<w:basedOn w:val='Two'/></w:style>"
		"<w:style w:type='paragraph' w:styleId='Two'>"
		"<w:name w:val='Heading 2'/></w:style>",
		"");

	g_assert_cmpstr(got, ==,
		"[heading 1] Needs\n[heading 2] Waits\n[heading 3] Staff\n"
		"[paragraph] Plain words.\n");
}

static void test_docx__styles_in_a_circle(void)
{
	g_autofree char *got = dump_docx(
		"<w:p><w:pPr><w:pStyle w:val='A'/></w:pPr>" R("Round") "</w:p>",
		"<w:style w:styleId='A'><w:basedOn w:val='B'/></w:style>"
		"<w:style w:styleId='B'><w:basedOn w:val='A'/></w:style>",
		"");

	g_assert_cmpstr(got, ==, "[paragraph] Round\n");
}

#define ITEM(number, level, words)                                             \
	"<w:p><w:pPr><w:numPr><w:ilvl w:val='" level                           \
	"'/><w:numId w:val='" number "'/></w:numPr></w:pPr>" R(words) "</w:p>"

static void test_docx__lists_count(void)
{
	g_autofree char *got = dump_docx(
		ITEM("1", "0", "one") ITEM("1", "1", "sub") ITEM("1", "1",
			"next") ITEM("1", "0", "two") ITEM("1", "1", "again")
			ITEM("2", "0", "dot") ITEM("3", "0", "five"),
		"",
		"<w:abstractNum w:abstractNumId='7'>"
		"<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt "
		"w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>"
		"<w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt "
		"w:val='lowerLetter'/><w:lvlText w:val='%1%2)'/></w:lvl>"
		"</w:abstractNum>"
		"<w:abstractNum w:abstractNumId='8'><w:lvl w:ilvl='0'>"
		"<w:numFmt w:val='bullet'/><w:lvlText w:val='\xef\x82\xb7'/>"
		"</w:lvl></w:abstractNum>"
		"<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>"
		"<w:num w:numId='2'><w:abstractNumId w:val='8'/></w:num>"
		"<w:num w:numId='3'><w:abstractNumId w:val='7'/>"
		"<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/>"
		"</w:lvlOverride></w:num>");

	g_assert_cmpstr(got, ==,
		"[bullet 1 \"1.\"] one\n[bullet 2 \"1a)\"] sub\n"
		"[bullet 2 \"1b)\"] next\n[bullet 1 \"2.\"] two\n"
		"[bullet 2 \"2a)\"] again\n[bullet 1 \"\u2022\"] dot\n"
		"[bullet 1 \"5.\"] five\n");
}

/* A marker is cut between characters, here after ten of three bytes. */
static void test_docx__long_markers(void)
{
	g_autofree char *got = dump_docx(
		ITEM("1", "0", "one") ITEM("2", "0", "dot"), "",
		"<w:abstractNum w:abstractNumId='7'><w:lvl w:ilvl='0'>"
		"<w:numFmt w:val='decimal'/><w:lvlText w:val='%1"
		"\u2013\u2013\u2013\u2013\u2013\u2013\u2013\u2013\u2013\u2013"
		"\u2013\u2013\u2013\u2013\u2013\u2013'/></w:lvl>"
		"</w:abstractNum><w:abstractNum w:abstractNumId='8'>"
		"<w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText "
		"w:val='\u2013\u2013\u2013\u2013\u2013\u2013\u2013\u2013\u2013"
		"\u2013\u2013\u2013\u2013\u2013'/></w:lvl></w:abstractNum>"
		"<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>"
		"<w:num w:numId='2'><w:abstractNumId w:val='8'/></w:num>");

	g_assert_cmpstr(got, ==,
		"[bullet 1 \"1\u2013\u2013\u2013\u2013\u2013\u2013\u2013\u2013"
		"\u2013\u2013\"] one\n[bullet 1 \"\u2013\u2013\u2013\u2013"
		"\u2013\u2013\u2013\u2013\u2013\u2013\"] dot\n");
}

static void test_docx__changes_are_accepted(void)
{
	expect_docx("<w:p>" R("Waits ") "<w:del>"
		"<w:r><w:delText>rose</w:delText></w:r></w:del>"
		"<w:ins>" R("fell") "</w:ins>"
		"<w:moveFrom>" R(" in May") "</w:moveFrom>"
		"<w:moveTo>" R(" in June") "</w:moveTo></w:p>",
		"[paragraph] Waits fell in June\n");
}

static void test_docx__deleted_paragraph_mark_joins(void)
{
	expect_docx("<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>" R(
			    "Two ") "</w:p>" P("became one.") P("Three."),
		"[paragraph] Two became one.\n[paragraph] Three.\n");
}

static void test_docx__what_is_not_read(void)
{
	expect_docx("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
		"<w:r><w:instrText>PAGE</w:instrText></w:r>" R("Seen") "</w:p>"
		"<w:p><mc:AlternateContent><mc:Choice Requires='x'>" R("once")
		"</mc:Choice><mc:Fallback>" R("twice") "</mc:Fallback>"
		"</mc:AlternateContent></w:p>",
		"[paragraph] Seen\n[paragraph] once\n");
}

static void test_docx__breaks_and_hyphens(void)
{
	expect_docx("<w:p><w:pPr><w:tabs><w:tab w:pos='9'/></w:tabs></w:pPr>"
		R("co") "<w:r><w:noBreakHyphen/></w:r>" R("produced")
		"<w:r><w:tab/><w:t>plan</w:t><w:br/><w:t>of 2020</w:t></w:r>"
		"</w:p>",
		"[paragraph] co-produced plan of 2020\n");
}

static void test_docx__text_box_stands_before_its_paragraph(void)
{
	expect_docx(
		"<w:p>" R("Around ") "<w:r><w:txbxContent>" P(
			"Boxed.") "</w:txbxContent></w:r>" R("it.") "</w:p>",
		"[paragraph] Boxed.\n[paragraph] Around it.\n");
}

#define TC(properties, words)                                                  \
	"<w:tc><w:tcPr>" properties "</w:tcPr>" P(words) "</w:tc>"

static void test_docx__table_spans_and_fill(void)
{
	expect_docx("<w:tbl><w:tr>" TC("<w:gridSpan w:val='2'/>", "Wide")
		TC("<w:vMerge w:val='restart'/><w:shd w:fill='00B050'/>", "Tall")
		"</w:tr><w:tr>" TC("", "a") TC("", "b")
		"<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>"
		"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>" TC("", "c")
		TC("<w:shd w:fill='FF0000'/>", "")"</w:tr>"
		"<w:tr><w:trPr><w:del w:id='2'/></w:trPr>" TC("", "gone")
		"</w:tr></w:tbl>" P("After."),
		"[cell 1 r0 c0 span 1x2] Wide\n"
		"[cell 1 r0 c2 span 2x1 #00b050] Tall\n"
		"[cell 1 r1 c0] a\n[cell 1 r1 c1] b\n[cell 1 r2 c1] c\n"
		"[cell 1 r2 c2 #ff0000] \n[paragraph] After.\n");
}

/* Words in a cell that the one above covers are not lost, nor outside. */
static void test_docx__words_in_a_covered_cell(void)
{
#define COVERED "<w:vMerge/>"
	expect_docx(
		"<w:tbl><w:tr>" TC("<w:vMerge w:val='restart'/>", "Tall")
			TC("", "a") "</w:tr><w:tr>" TC(COVERED, "and more") TC(
				"", "b") "</w:tr><w:tr>" TC(COVERED, "and most")
				TC("", "c") "</w:tr></w:tbl>" P("After."),
		"[cell 1 r0 c0 span 3x1] Tall and more and most\n"
		"[cell 1 r0 c1] a\n[cell 1 r1 c1] b\n[cell 1 r2 c1] c\n"
		"[paragraph] After.\n");
	expect_docx("<w:tbl><w:tr>" TC("<w:vMerge w:val='restart'/>", "")
			    TC("", "a") "</w:tr><w:tr>" TC(COVERED, "Late")
				    TC("", "b") "</w:tr></w:tbl>",
		"[cell 1 r0 c1] a\n[cell 1 r1 c0] Late\n[cell 1 r1 c1] b\n");
#undef COVERED
}

static void test_docx__paragraphs_of_a_cell(void)
{
	expect_docx(
		"<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/>"
		"<w:shd w:fill='00B050'/></w:tcPr><w:p/>" P("Write.") P(
			"Publish.") "</w:tc>" TC("", "May") "</w:tr><w:tr>"
		"<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>" TC("", "June")
		"</w:tr></w:tbl>",
		"[cell 1 r0 c0 span 2x1 #00b050] Write.\n"
		"[cell 1 r0 c0 span 2x1 #00b050] Publish.\n"
		"[cell 1 r0 c1] May\n[cell 1 r1 c1] June\n");
}

static void test_docx__table_in_a_cell_gives_lines(void)
{
	expect_docx(
		"<w:tbl><w:tr><w:tc>" P("outer") "<w:tbl><w:tr>" TC("", "inner")
			TC("", "cells") "</w:tr></w:tbl><w:p/></w:tc>" TC(
				"", "next") "</w:tr></w:tbl>",
		"[cell 1 r0 c0] outer inner cells\n[cell 1 r0 c1] next\n");
}

static void test_docx__notes_and_heads(void)
{
	const struct member members[] = {
		{"word/document.xml",
			"<w:document " W
			"><w:body>" P("Body.") "</w:body></w:document>"},
		{"word/footnotes.xml",
			"<w:footnotes " W ">"
			"<w:footnote w:type='separator'>" P(
				"--") "</w:footnote>"
				      "<w:footnote w:id='2'>" P(
					      "A note.") "</w:footnote>"
							 "</w:footnotes>"},
		{"word/header1.xml",
			"<w:hdr " W ">" P("Every page") "</w:hdr>"},
		{NULL, NULL},
	};
	g_autofree char *got = dump(members);

	g_assert_cmpstr(got, ==,
		"[paragraph] Body.\n[footnote] A note.\n"
		"[running-head] Every page\n");
}

static void test_docx__bold_line_is_a_heading(void)
{
	expect_docx(
		"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Strengths</w:t></w:r>"
		"</w:p><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>This is said "
		"loudly.</w:t></w:r></w:p>",
		"[heading 4] Strengths\n[paragraph] This is said loudly.\n");
}

/* --- what is refused ----------------------------------------------------- */

static void expect_refused(const char *document, const char *reason)
{
	const struct member members[] = {
		{"word/document.xml", document}, {NULL, NULL}};
	g_autofree char *got = dump(members);

	g_assert_cmpstr(got, ==, reason);
}

static void test_package__entities(void)
{
	expect_refused(
		"<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>"
		"<w:document " W "><w:body>" P("&b;") "</w:body></w:document>",
		"! has a document type, as no office document does");
}

static void test_package__damaged_xml(void)
{
	expect_refused("<w:document " W "><w:body>" P("cut"),
		"! damaged: not well-formed XML");
}

static void test_package__depth(void)
{
	GString *deep = g_string_new("<w:document " W ">");

	for (int i = 0; i < LIMIT_XML_DEPTH * 2; i++)
		g_string_append(deep, "<w:sdt>");
	for (int i = 0; i < LIMIT_XML_DEPTH * 2; i++)
		g_string_append(deep, "</w:sdt>");
	g_string_append(deep, "</w:document>");
	expect_refused(deep->str, "! over the limit of nested elements");
	g_string_free(deep, TRUE);
}

/* A ZIP bomb: sixty megabytes of blanks pack into sixty kilobytes. */
static void test_package__ratio(void)
{
	g_autofree char *blanks = g_malloc(60 << 20);

	memset(blanks, ' ', 60 << 20);
	blanks[(60 << 20) - 1] = '\0';
	expect_refused(blanks, "! over the limit of unpacked to packed bytes");
}

static void test_package__cut_short(void)
{
	const struct member members[] = {
		{"word/document.xml", "<w:document " W "/>"}, {NULL, NULL}};
	g_autoptr(GBytes) whole = pack(members);

	for (gsize size = 0; size < g_bytes_get_size(whole); size++) {
		g_autoptr(GBytes) part = g_bytes_new_from_bytes(whole, 0, size);
		g_autoptr(GError) error = NULL;
		g_autoptr(Text) text = extractor_run(part, NULL, &error);

		g_assert_true((text == NULL) == (error != NULL));
	}
}

static void test_package__too_many_cells(void)
{
	GString *body = g_string_new("<w:tbl>");
	g_autofree char *got = NULL;

	for (int row = 0; row < 100; row++) {
		g_string_append(body, "<w:tr>");
		for (int i = 0; i < LIMIT_TABLE_CELLS / 100 + 1; i++)
			g_string_append(body, "<w:tc/>");
		g_string_append(body, "</w:tr>");
	}
	g_string_append(body, "</w:tbl>");
	got = dump_docx(body->str, "", "");
	g_assert_cmpstr(got, ==, "! over the limit of table cells");
	g_string_free(body, TRUE);
}

/* --- OpenDocument -------------------------------------------------------- */

static void expect_odt(
	const char *styles, const char *body, const char *expected)
{
	g_autofree char *content = g_strconcat("<office:document-content " ODT
					       "><office:automatic-styles>",
		styles, "</office:automatic-styles><office:body><office:text>",
		body, "</office:text></office:body></office:document-content>",
		NULL);
	const struct member members[] = {
		{"mimetype", "application/vnd.oasis.opendocument.text"},
		{"content.xml", content},
		{NULL, NULL},
	};
	g_autofree char *got = dump(members);

	g_assert_cmpstr(got, ==, expected);
}

static void test_odt__paragraphs_and_lists(void)
{
	expect_odt(
		"<text:list-style style:name='L'>"
		"<text:list-level-style-number text:level='1' "
		"style:num-format='i' style:num-suffix=')'/>"
		"<text:list-level-style-bullet text:level='2' "
		"text:bullet-char='\u2013'/></text:list-style>",
		"<text:h text:outline-level='2'>Next steps</text:h>"
		"<text:p>Two<text:s text:c='3'/>words<text:tab/>here.</text:p>"
		"<text:list text:style-name='L'><text:list-item>"
		"<text:p>one</text:p><text:list><text:list-item>"
		"<text:p>sub</text:p></text:list-item></text:list>"
		"</text:list-item><text:list-item><text:p>two</text:p>"
		"<text:p>and more</text:p></text:list-item></text:list>",
		"[heading 2] Next steps\n[paragraph] Two words here.\n"
		"[bullet 1 \"i)\"] one\n[bullet 2 \"\u2013\"] sub\n"
		"[bullet 1 \"ii)\"] two\n[paragraph] and more\n");
}

static void test_odt__what_was_deleted(void)
{
	expect_odt("",
		"<text:tracked-changes><text:changed-region><text:deletion>"
		"<text:p>old</text:p></text:deletion></text:changed-region>"
		"</text:tracked-changes><text:p>A <text:change "
		"text:change-id='1'/>new plan<text:note><text:note-citation>1"
		"</text:note-citation><text:note-body><text:p>Of May.</text:p>"
		"</text:note-body></text:note>.</text:p>",
		"[footnote] Of May.\n[paragraph] A new plan.\n");
}

static void test_odt__tables(void)
{
	expect_odt(
		"<style:style style:name='G'>"
		"<style:table-cell-properties "
		"fo:background-color='#00FF00'/></style:style>",
		"<table:table><table:table-row>"
		"<table:table-cell table:number-rows-spanned='2'>"
		"<text:p>tall</text:p></table:table-cell>"
		"<table:table-cell table:number-columns-repeated='2'/>"
		"<table:table-cell table:style-name='G'><text:p>G</text:p>"
		"</table:table-cell></table:table-row>"
		"<table:table-row table:number-rows-repeated='99999'>"
		"<table:covered-table-cell/>"
		"<table:table-cell table:number-columns-repeated='999999'>"
		"<text:p>b</text:p></table:table-cell></table:table-row>"
		"</table:table>",
		"[cell 1 r0 c0 span 2x1] tall\n[cell 1 r0 c3 #00ff00] G\n"
		"[cell 1 r1 c1] b\n");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func(
		"/docx/headings-by-style", test_docx__headings_by_style);
	g_test_add_func(
		"/docx/styles-in-a-circle", test_docx__styles_in_a_circle);
	g_test_add_func("/docx/lists-count", test_docx__lists_count);
	g_test_add_func("/docx/long-markers", test_docx__long_markers);
	g_test_add_func(
		"/docx/changes-are-accepted", test_docx__changes_are_accepted);
	g_test_add_func("/docx/deleted-paragraph-mark-joins",
		test_docx__deleted_paragraph_mark_joins);
	g_test_add_func("/docx/what-is-not-read", test_docx__what_is_not_read);
	g_test_add_func(
		"/docx/breaks-and-hyphens", test_docx__breaks_and_hyphens);
	g_test_add_func("/docx/text-box-stands-before-its-paragraph",
		test_docx__text_box_stands_before_its_paragraph);
	g_test_add_func(
		"/docx/table-spans-and-fill", test_docx__table_spans_and_fill);
	g_test_add_func(
		"/docx/covered-cell", test_docx__words_in_a_covered_cell);
	g_test_add_func(
		"/docx/cell-paragraphs", test_docx__paragraphs_of_a_cell);
	g_test_add_func("/docx/table-in-a-cell-gives-lines",
		test_docx__table_in_a_cell_gives_lines);
	g_test_add_func("/docx/notes-and-heads", test_docx__notes_and_heads);
	g_test_add_func("/docx/bold-line-is-a-heading",
		test_docx__bold_line_is_a_heading);
	g_test_add_func("/package/entities", test_package__entities);
	g_test_add_func("/package/damaged-xml", test_package__damaged_xml);
	g_test_add_func("/package/depth", test_package__depth);
	g_test_add_func("/package/ratio", test_package__ratio);
	g_test_add_func("/package/cut-short", test_package__cut_short);
	g_test_add_func(
		"/package/too-many-cells", test_package__too_many_cells);
	g_test_add_func(
		"/odt/paragraphs-and-lists", test_odt__paragraphs_and_lists);
	g_test_add_func("/odt/what-was-deleted", test_odt__what_was_deleted);
	g_test_add_func("/odt/tables", test_odt__tables);
	return g_test_run();
}
