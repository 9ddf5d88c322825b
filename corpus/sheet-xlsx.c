/*
 * sheet-xlsx.c - the cells of an Office Open XML workbook, as Excel,
 * LibreOffice and libxlsxwriter write them (ECMA-376 part 1, clause 18).
 *
 * A cell's words stand in it, or are a number of the shared strings. What a
 * cell looks like is not read: a date is the number that it is.
 */
#include <libxml/xmlreader.h>
#include <string.h>

#include "corpus/sheet-private.h"

enum {
	SHEETS_MAX = 100,
	STRINGS_MAX = 200000,
};

/* What is being read; names without their prefixes. */
struct xlsx {
	xmlTextReader *xml;
	GPtrArray *strings; /* of char *: shared */
	GPtrArray *names;   /* of char *: of the sheets */
	GPtrArray *ids;     /* of char *: their relations */
	GHashTable *parts;  /* relation -> path in the archive */
	struct sheets sheets;
	GPtrArray *row; /* of char *; NULL outside any */
	int number;     /* of the row, from 1 */
	int column;     /* of the cell, from 0 */
	char *type;     /* of the cell, or NULL */
	GString *words; /* NULL where words do not count */
	bool phonetic;  /* inside a reading aid, whose words do not count */
};

typedef void node_func(struct xlsx *xlsx, bool start);

static bool is_element(const struct xlsx *xlsx, const char *name)
{
	return g_strcmp0((const char *)xmlTextReaderConstLocalName(xlsx->xml),
		       name) == 0;
}

static char *attribute(const struct xlsx *xlsx, const char *name)
{
	xmlChar *value =
		xmlTextReaderGetAttribute(xlsx->xml, (const xmlChar *)name);
	char *copy = g_strdup((const char *)value);

	xmlFree(value);
	return copy;
}

static void take_words(struct xlsx *xlsx)
{
	const char *words = (const char *)xmlTextReaderConstValue(xlsx->xml);

	if (xlsx->words == NULL || words == NULL || xlsx->phonetic)
		return;
	g_string_append(xlsx->words, words);
	xlsx->sheets.too_large |= xlsx->words->len > SHEET_CELL_BYTES_MAX;
}

static void read_node(struct xlsx *xlsx, node_func *node)
{
	switch (xmlTextReaderNodeType(xlsx->xml)) {
	case XML_READER_TYPE_ELEMENT: {
		bool empty = xmlTextReaderIsEmptyElement(xlsx->xml) == 1;

		if (is_element(xlsx, "rPh"))
			xlsx->phonetic = !empty;
		node(xlsx, true);
		if (empty)
			node(xlsx, false);
		break;
	}
	case XML_READER_TYPE_END_ELEMENT:
		if (is_element(xlsx, "rPh"))
			xlsx->phonetic = false;
		node(xlsx, false);
		break;
	case XML_READER_TYPE_TEXT:
	case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
		take_words(xlsx);
		break;
	default:
		break;
	}
}

/* Walk one part of the archive; true where it is not there. */
static bool walk(struct xlsx *xlsx, GBytes *archive, const char *part,
	node_func *node, GError **error)
{
	g_autoptr(GError) problem = NULL;
	g_autoptr(GBytes) bytes = sheet_member(archive, part, &problem);
	gsize size;
	const char *data;
	int more = 1;

	if (problem != NULL)
		g_propagate_error(error, g_steal_pointer(&problem));
	else if (bytes == NULL)
		return true;
	if (bytes == NULL)
		return false;
	data = g_bytes_get_data(bytes, &size);
	xlsx->xml = xmlReaderForMemory(data, (int)size, NULL, NULL,
		XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	while (xlsx->xml != NULL && !xlsx->sheets.too_large &&
		(more = xmlTextReaderRead(xlsx->xml)) == 1)
		read_node(xlsx, node);
	xmlFreeTextReader(xlsx->xml);
	if (more == 0 || xlsx->sheets.too_large)
		return true;
	g_set_error(error, SHEET_ERROR, SHEET_ERROR_FORMAT,
		"%s in it is not well-formed XML", part);
	return false;
}

/* --- parts -------------------------------------------------------------- */

static void string_node(struct xlsx *xlsx, bool start)
{
	if (!is_element(xlsx, "si"))
		return;
	if (start && xlsx->words == NULL) {
		xlsx->words = g_string_new(NULL);
	} else if (!start && xlsx->words != NULL) {
		char *words = g_string_free(xlsx->words, FALSE);

		xlsx->words = NULL;
		g_ptr_array_add(xlsx->strings, words);
		xlsx->sheets.too_large |= xlsx->strings->len > STRINGS_MAX;
	}
}

static void workbook_node(struct xlsx *xlsx, bool start)
{
	char *name, *id;

	if (!start || !is_element(xlsx, "sheet"))
		return;
	name = attribute(xlsx, "name");
	id = attribute(xlsx, "r:id");
	g_ptr_array_add(xlsx->names, name != NULL ? name : g_strdup(""));
	g_ptr_array_add(xlsx->ids, id != NULL ? id : g_strdup(""));
	xlsx->sheets.too_large |= xlsx->names->len > SHEETS_MAX;
}

static void relation_node(struct xlsx *xlsx, bool start)
{
	g_autofree char *target = NULL;
	char *id;

	if (!start || !is_element(xlsx, "Relationship"))
		return;
	id = attribute(xlsx, "Id");
	target = attribute(xlsx, "Target");
	if (id == NULL || target == NULL)
		g_free(id);
	else
		g_hash_table_replace(xlsx->parts, id,
			*target == '/' ? g_strdup(target + 1)
				       : g_strconcat("xl/", target, NULL));
}

/* The column of "AB12", from 0, or `next` where it has none. */
static int column_of(const char *name, int next)
{
	int column = 0;

	for (; name != NULL && g_ascii_isupper(*name); name++)
		column = MIN(
			column * 26 + (*name - 'A') + 1, SHEET_CELLS_MAX + 1);
	return column > 0 ? column - 1 : next;
}

static const char *cell_words(const struct xlsx *xlsx)
{
	guint64 n;

	if (g_strcmp0(xlsx->type, "b") == 0)
		return g_str_equal(xlsx->words->str, "0") ? "FALSE" : "TRUE";
	if (g_strcmp0(xlsx->type, "s") != 0)
		return xlsx->words->str;
	if (!g_ascii_string_to_unsigned(
		    xlsx->words->str, 10, 0, STRINGS_MAX, &n, NULL) ||
		n >= xlsx->strings->len)
		return "";
	return xlsx->strings->pdata[n];
}

static void begin_cell(struct xlsx *xlsx)
{
	g_autofree char *name = attribute(xlsx, "r");

	xlsx->column = column_of(name, (int)xlsx->row->len);
	xlsx->type = attribute(xlsx, "t");
	xlsx->words = g_string_new(NULL);
}

/* Cells are written in order; those between that are empty are left out. */
static void end_cell(struct xlsx *xlsx)
{
	guint column = MIN((guint)xlsx->column, SHEET_CELLS_MAX);

	while (xlsx->row->len < column)
		g_ptr_array_add(xlsx->row, g_strdup(""));
	if (xlsx->row->len == column)
		sheets_add_cell(&xlsx->sheets, xlsx->row, cell_words(xlsx));
	g_string_free(xlsx->words, TRUE);
	xlsx->words = NULL;
	g_clear_pointer(&xlsx->type, g_free);
}

static void begin_row(struct xlsx *xlsx)
{
	g_autofree char *number = attribute(xlsx, "r");
	guint64 n;

	xlsx->row = g_ptr_array_new_with_free_func(g_free);
	if (number != NULL &&
		g_ascii_string_to_unsigned(number, 10, 1, 1 << 20, &n, NULL))
		xlsx->number = (int)n;
	else
		xlsx->number++;
}

static void sheet_node(struct xlsx *xlsx, bool start)
{
	if (is_element(xlsx, "row") && start && xlsx->row == NULL) {
		begin_row(xlsx);
	} else if (is_element(xlsx, "row") && !start && xlsx->row != NULL) {
		g_ptr_array_set_free_func(xlsx->row, NULL);
		sheets_add_row(&xlsx->sheets, xlsx->row, xlsx->number);
		xlsx->row = NULL;
	} else if (is_element(xlsx, "c") && xlsx->row != NULL) {
		if (start && xlsx->words == NULL)
			begin_cell(xlsx);
		else if (!start && xlsx->words != NULL)
			end_cell(xlsx);
	} else if (is_element(xlsx, "f") && xlsx->words != NULL) {
		/* The formula's own words are not the cell's. */
		if (start)
			sheets_add_formula(
				&xlsx->sheets, xlsx->number, xlsx->column);
		g_string_truncate(xlsx->words, 0);
	}
}

/* --- the workbook ------------------------------------------------------- */

static void free_sheet_state(struct xlsx *xlsx)
{
	if (xlsx->words != NULL)
		g_string_free(xlsx->words, TRUE);
	if (xlsx->row != NULL)
		g_ptr_array_unref(xlsx->row);
	g_free(xlsx->type);
	xlsx->words = NULL;
	xlsx->row = NULL;
	xlsx->type = NULL;
	xlsx->number = 0;
}

static bool read_sheets(struct xlsx *xlsx, GBytes *archive, GError **error)
{
	for (guint i = 0; i < xlsx->names->len; i++) {
		const char *part =
			g_hash_table_lookup(xlsx->parts, xlsx->ids->pdata[i]);
		bool ok;

		if (part == NULL)
			continue;
		sheets_add(&xlsx->sheets, xlsx->names->pdata[i]);
		ok = walk(xlsx, archive, part, sheet_node, error);
		free_sheet_state(xlsx);
		if (!ok)
			return false;
	}
	return true;
}

static bool read_parts(struct xlsx *xlsx, GBytes *archive, GError **error)
{
	if (!walk(xlsx, archive, "xl/workbook.xml", workbook_node, error))
		return false;
	if (xlsx->names->len == 0) {
		g_set_error_literal(error, SHEET_ERROR, SHEET_ERROR_FORMAT,
			"no spreadsheet in this archive");
		return false;
	}
	return walk(xlsx, archive, "xl/_rels/workbook.xml.rels", relation_node,
		       error) &&
	       walk(xlsx, archive, "xl/sharedStrings.xml", string_node,
		       error) &&
	       read_sheets(xlsx, archive, error);
}

GPtrArray *sheet_read_xlsx(GBytes *archive, GError **error)
{
	GPtrArray *sheets = NULL;
	struct xlsx xlsx = {
		.strings = g_ptr_array_new_with_free_func(g_free),
		.names = g_ptr_array_new_with_free_func(g_free),
		.ids = g_ptr_array_new_with_free_func(g_free),
		.parts = g_hash_table_new_full(
			g_str_hash, g_str_equal, g_free, g_free),
	};

	if (read_parts(&xlsx, archive, error))
		sheets = sheets_end(&xlsx.sheets, error);
	g_clear_pointer(&xlsx.sheets.list, g_ptr_array_unref);
	free_sheet_state(&xlsx);
	g_ptr_array_unref(xlsx.strings);
	g_ptr_array_unref(xlsx.names);
	g_ptr_array_unref(xlsx.ids);
	g_hash_table_unref(xlsx.parts);
	return sheets;
}
