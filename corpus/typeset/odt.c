#include <string.h>

#include "corpus/typeset/writers.h"

#define XML   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"
#define ODT   "application/vnd.oasis.opendocument.text"

static const char manifest_xml[] =
	XML "<manifest:manifest xmlns:manifest=\"" OASIS
	    "manifest:1.0\" "
	    "manifest:version=\"1.2\"><manifest:file-entry "
	    "manifest:full-path=\"/\" manifest:media-type=\"" ODT
	    "\"/>"
	    "<manifest:file-entry manifest:full-path=\"content.xml\" "
	    "manifest:media-type=\"text/xml\"/></manifest:manifest>";

static const char content_head[] = XML
	"<office:document-content xmlns:office=\"" OASIS
	"office:1.0\" "
	"xmlns:style=\"" OASIS "style:1.0\" xmlns:text=\"" OASIS
	"text:1.0\" "
	"xmlns:table=\"" OASIS
	"table:1.0\" "
	"xmlns:fo=\"" OASIS "xsl-fo-compatible:1.0\" office:version=\"1.2\">\n";

static void put_words(GString *xml, const char *markup)
{
	g_autofree char *plain = source_plain(markup);
	g_auto(GStrv) lines = g_strsplit(plain, "\n", -1);

	for (int i = 0; lines[i]; i++) {
		g_autofree char *line = g_markup_escape_text(lines[i], -1);

		g_string_append_printf(
			xml, "%s%s", i ? "<text:line-break/>" : "", line);
	}
}

/* A cell style for every fill; "fill-c00000" has the background #c00000. */
static void put_styles(GString *xml, const struct source *source)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	g_string_append(xml, "<office:automatic-styles>");
	for (guint i = 0; i < source->items->len; i++) {
		const struct item *item = g_ptr_array_index(source->items, i);

		for (guint r = 0; item->rows && r < item->rows->len; r++) {
			const GPtrArray *cells =
				g_ptr_array_index(item->rows, r);

			for (guint c = 0; c < cells->len; c++) {
				const struct cell *cell =
					g_ptr_array_index(cells, c);

				if (!cell->fill ||
					!g_hash_table_add(seen, cell->fill))
					continue;
				g_string_append_printf(xml,
					"<style:style style:name=\"fill-%s\" "
					"style:family=\"table-cell\">"
					"<style:table-cell-properties "
					"fo:background-color=\"%s\"/>"
					"</style:style>",
					cell->fill + 1, cell->fill);
			}
		}
	}
	g_string_append(xml, "</office:automatic-styles>\n");
}

static void put_cell(GString *xml, const struct cell *cell, guint span)
{
	g_string_append(xml, "<table:table-cell");
	if (cell->fill)
		g_string_append_printf(
			xml, " table:style-name=\"fill-%s\"", cell->fill + 1);
	g_string_append_printf(
		xml, " table:number-columns-spanned=\"%u\"><text:p>", span);
	put_words(xml, cell->text);
	g_string_append(xml, "</text:p></table:table-cell>");
	while (--span)
		g_string_append(xml, "<table:covered-table-cell/>");
}

static void put_row(GString *xml, const struct item *table, guint r)
{
	const GPtrArray *cells = g_ptr_array_index(table->rows, r);
	guint columns = table->columns->len;

	g_string_append(xml, "<table:table-row>");
	for (guint i = 0; i < cells->len; i++)
		put_cell(xml, g_ptr_array_index(cells, i),
			i + 1 < cells->len ? 1 : columns - i);
	g_string_append(xml, "</table:table-row>\n");
}

static void put_table(GString *xml, const struct item *table)
{
	guint r = 0;

	g_string_append_printf(xml,
		"<table:table><table:table-column "
		"table:number-columns-repeated=\"%u\"/>",
		table->columns->len);
	if (table->header && table->rows->len) {
		g_string_append(xml, "<table:table-header-rows>");
		put_row(xml, table, r++);
		g_string_append(xml, "</table:table-header-rows>");
	}
	for (; r < table->rows->len; r++)
		put_row(xml, table, r);
	g_string_append(xml, "</table:table>\n");
}

static void put_item(GString *xml, const struct item *item)
{
	const char *after = "</text:p>\n";

	if (item->kind == ITEM_TABLE) {
		put_table(xml, item);
		return;
	}
	if (item->kind == ITEM_SPACE || item->kind == ITEM_PAGE)
		return;
	if (item->kind == ITEM_HEADING) {
		g_string_append_printf(
			xml, "<text:h text:outline-level=\"%d\">", item->level);
		after = "</text:h>\n";
	} else if (item->kind == ITEM_BULLET) {
		g_string_append(xml, "<text:list><text:list-item><text:p>");
		after = "</text:p></text:list-item></text:list>\n";
	} else {
		g_string_append(xml, "<text:p>");
	}
	put_words(xml, item->text->str);
	g_string_append(xml, after);
}

bool write_odt(const struct source *source, const char *path, GError **error)
{
	GString *xml = g_string_new(content_head);
	bool done;

	put_styles(xml, source);
	g_string_append(xml, "<office:body><office:text>\n");
	for (guint i = 0; i < source->items->len; i++)
		put_item(xml, g_ptr_array_index(source->items, i));
	g_string_append(xml,
		"</office:text></office:body></office:document-content>\n");
	/* The first member tells what the archive is; readers look for it. */
	done = write_zip(path,
		(const struct member[]){
			{"mimetype", ODT},
			{"META-INF/manifest.xml", manifest_xml},
			{"content.xml", xml->str},
		},
		3, error);
	g_string_free(xml, TRUE);
	return done;
}
