#include <string.h>

#include "corpus/typeset/writers.h"

#define XML    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define WML    "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/"
#define PARTS  "http://schemas.openxmlformats.org/package/2006/"
#define TYPE   "application/vnd.openxmlformats-officedocument.wordprocessingml."

static const char types_xml[] =
	XML "<Types xmlns=\"" PARTS
	    "content-types\">"
	    "<Default Extension=\"rels\" ContentType=\""
	    "application/vnd.openxmlformats-package.relationships+xml\"/>"
	    "<Override PartName=\"/word/document.xml\" ContentType=\"" TYPE
	    "document.main+xml\"/>"
	    "<Override PartName=\"/word/styles.xml\" ContentType=\"" TYPE
	    "styles+xml\"/>"
	    "<Override PartName=\"/word/numbering.xml\" ContentType=\"" TYPE
	    "numbering+xml\"/></Types>";

static const char rels_xml[] =
	XML "<Relationships xmlns=\"" PARTS
	    "relationships\">"
	    "<Relationship Id=\"rId1\" Type=\"" OFFICE
	    "relationships/officeDocument\" Target=\"word/document.xml\"/>"
	    "</Relationships>";

static const char document_rels_xml[] =
	XML "<Relationships xmlns=\"" PARTS
	    "relationships\">"
	    "<Relationship Id=\"rId1\" Type=\"" OFFICE
	    "relationships/styles\" Target=\"styles.xml\"/>"
	    "<Relationship Id=\"rId2\" Type=\"" OFFICE
	    "relationships/numbering\" Target=\"numbering.xml\"/>"
	    "</Relationships>";

#define HEADING(n, level)                                                      \
	"<w:style w:type=\"paragraph\" w:styleId=\"Heading" n                  \
	"\"><w:name w:val=\"heading " n                                        \
	"\"/><w:pPr><w:outlineLvl w:val=\"" level                              \
	"\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"28\"/></w:rPr></w:style>"

static const char styles_xml[] = XML "<w:styles xmlns:w=\"" WML "\">" HEADING(
	"1", "0") HEADING("2", "1") HEADING("3", "2") "</w:styles>";

static const char numbering_xml[] =
	XML "<w:numbering xmlns:w=\"" WML
	    "\">"
	    "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\">"
	    "<w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"&#8226;\"/>"
	    "<w:pPr><w:ind w:left=\"360\" w:hanging=\"360\"/></w:pPr></w:lvl>"
	    "<w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"bullet\"/>"
	    "<w:lvlText w:val=\"-\"/>"
	    "<w:pPr><w:ind w:left=\"720\" w:hanging=\"360\"/></w:pPr></w:lvl>"
	    "</w:abstractNum><w:num w:numId=\"1\">"
	    "<w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";

/* The words as runs, a break at every line end. */
static void put_runs(GString *xml, const char *markup, bool bold)
{
	g_autofree char *plain = source_plain(markup);
	g_auto(GStrv) lines = g_strsplit(plain, "\n", -1);

	for (int i = 0; lines[i]; i++) {
		g_autofree char *line = g_markup_escape_text(lines[i], -1);

		g_string_append_printf(xml,
			"<w:r>%s%s<w:t xml:space=\"preserve\">%s</w:t></w:r>",
			bold ? "<w:rPr><w:b/></w:rPr>" : "", i ? "<w:br/>" : "",
			line);
	}
}

static void put_cell(
	GString *xml, const struct cell *cell, guint span, bool bold)
{
	g_string_append_printf(
		xml, "<w:tc><w:tcPr><w:gridSpan w:val=\"%u\"/>", span);
	if (cell->fill)
		g_string_append_printf(xml,
			"<w:shd w:val=\"clear\" w:color=\"auto\" "
			"w:fill=\"%s\"/>",
			cell->fill + 1);
	g_string_append(xml, "</w:tcPr><w:p>");
	put_runs(xml, cell->text, bold);
	g_string_append(xml, "</w:p></w:tc>");
}

static void put_table(GString *xml, const struct item *table)
{
	guint columns = table->columns->len;

	g_string_append(xml,
		"<w:tbl><w:tblPr><w:tblBorders>"
		"<w:top w:val=\"single\" w:sz=\"4\"/>"
		"<w:insideH w:val=\"single\" w:sz=\"4\"/>"
		"</w:tblBorders></w:tblPr><w:tblGrid>");
	for (guint i = 0; i < columns; i++)
		g_string_append_printf(xml, "<w:gridCol w:w=\"%d\"/>",
			(int)(g_array_index(table->columns, double, i) * 90));
	g_string_append(xml, "</w:tblGrid>");
	for (guint r = 0; r < table->rows->len; r++) {
		const GPtrArray *cells = g_ptr_array_index(table->rows, r);
		bool head = r == 0 && table->header;

		g_string_append_printf(xml, "<w:tr>%s",
			head ? "<w:trPr><w:tblHeader/></w:trPr>" : "");
		for (guint i = 0; i < cells->len; i++)
			put_cell(xml, g_ptr_array_index(cells, i),
				i + 1 < cells->len ? 1 : columns - i, head);
		g_string_append(xml, "</w:tr>");
	}
	g_string_append(xml, "</w:tbl>");
}

static void put_item(GString *xml, const struct item *item)
{
	if (item->kind == ITEM_TABLE) {
		put_table(xml, item);
		return;
	}
	if (item->kind == ITEM_SPACE || item->kind == ITEM_PAGE)
		return;
	g_string_append(xml, "<w:p>");
	if (item->kind == ITEM_HEADING)
		g_string_append_printf(xml,
			"<w:pPr><w:pStyle w:val=\"Heading%d\"/></w:pPr>",
			MIN(item->level, 3));
	else if (item->kind == ITEM_BULLET)
		g_string_append_printf(xml,
			"<w:pPr><w:numPr><w:ilvl w:val=\"%d\"/>"
			"<w:numId w:val=\"1\"/></w:numPr></w:pPr>",
			MIN(item->level, 2) - 1);
	put_runs(xml, item->text->str, false);
	g_string_append(xml, "</w:p>\n");
}

bool write_docx(const struct source *source, const char *path, GError **error)
{
	GString *xml =
		g_string_new(XML "<w:document xmlns:w=\"" WML "\"><w:body>\n");
	bool done;

	for (guint i = 0; i < source->items->len; i++)
		put_item(xml, g_ptr_array_index(source->items, i));
	g_string_append(xml, "</w:body></w:document>\n");
	done = write_zip(path,
		(const struct member[]){
			{"[Content_Types].xml", types_xml},
			{"_rels/.rels", rels_xml},
			{"word/document.xml", xml->str},
			{"word/_rels/document.xml.rels", document_rels_xml},
			{"word/styles.xml", styles_xml},
			{"word/numbering.xml", numbering_xml},
		},
		6, error);
	g_string_free(xml, TRUE);
	return done;
}
