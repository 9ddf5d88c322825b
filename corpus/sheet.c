#include "corpus/sheet.h"

#include <archive.h>
#include <archive_entry.h>
#include <libxml/xmlreader.h>
#include <string.h>

/* The largest table known has 160 rows of 25 cells. */
enum {
	FILE_BYTES_MAX = 32 * 1024 * 1024,
	ROWS_MAX = 20000,
	CELLS_MAX = 200, /* of a row */
	CELL_BYTES_MAX = 100000,
};

G_DEFINE_QUARK(lettermark - sheet - error, sheet_error)

static void sheet_free(void *data)
{
	struct sheet *sheet = data;

	g_free(sheet->name);
	g_ptr_array_unref(sheet->rows);
	g_free(sheet);
}

static struct sheet *sheet_new(const char *name)
{
	struct sheet *sheet = g_new0(struct sheet, 1);

	sheet->name = g_strdup(name);
	sheet->rows =
		g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
	return sheet;
}

static GPtrArray *sheets_new(void)
{
	return g_ptr_array_new_with_free_func(sheet_free);
}

/* --- TSV and CSV --------------------------------------------------------- */

static GPtrArray *read_tsv(const char *text)
{
	GPtrArray *sheets = sheets_new();
	struct sheet *sheet = sheet_new("");
	g_auto(GStrv) lines = g_strsplit(text, "\n", ROWS_MAX);

	for (gsize i = 0; lines[i] != NULL; i++) {
		g_strchomp(lines[i]); /* and with it empty cells at the end */
		if (*lines[i] != '\0' && *lines[i] != '#')
			g_ptr_array_add(sheet->rows,
				g_strsplit(lines[i], "\t", CELLS_MAX));
	}
	g_ptr_array_add(sheets, sheet);
	return sheets;
}

/* One cell from `*p`, which is moved to the comma, line end or end behind. */
static char *read_csv_cell(const char **p)
{
	GString *cell = g_string_new(NULL);
	bool quoted = false;

	for (; **p != '\0'; (*p)++) {
		if (**p == '"' && quoted && (*p)[1] == '"')
			(*p)++; /* two stand for one */
		else if (**p == '"') {
			quoted = !quoted;
			continue;
		} else if (!quoted && strchr(",\r\n", **p) != NULL)
			break;
		g_string_append_c(cell, **p);
	}
	return g_string_free(cell, FALSE);
}

static char **read_csv_row(const char **p)
{
	GPtrArray *cells = g_ptr_array_new();

	for (;;) {
		g_ptr_array_add(cells, read_csv_cell(p));
		if (**p != ',' || cells->len >= CELLS_MAX)
			break;
		(*p)++;
	}
	while (**p != '\0' && strchr("\r\n", **p) != NULL)
		(*p)++;
	g_ptr_array_add(cells, NULL);
	return (char **)g_ptr_array_free(cells, FALSE);
}

static GPtrArray *read_csv(const char *text)
{
	GPtrArray *sheets = sheets_new();
	struct sheet *sheet = sheet_new("");

	while (*text != '\0' && sheet->rows->len < ROWS_MAX)
		g_ptr_array_add(sheet->rows, read_csv_row(&text));
	g_ptr_array_add(sheets, sheet);
	return sheets;
}

/* --- ODS ----------------------------------------------------------------- */

static GBytes *read_member(struct archive *archive, GError **error)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	guint8 part[65536];
	la_ssize_t n;

	while ((n = archive_read_data(archive, part, sizeof(part))) > 0) {
		g_byte_array_append(bytes, part, (guint)n);
		if (bytes->len > FILE_BYTES_MAX) {
			g_set_error_literal(error, SHEET_ERROR,
				SHEET_ERROR_LIMIT, "too large");
			return NULL;
		}
	}
	if (n == 0)
		return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
	g_set_error(error, SHEET_ERROR, SHEET_ERROR_FORMAT, "damaged: %s",
		archive_error_string(archive));
	return NULL;
}

/* The bytes of content.xml in the zip archive. */
static GBytes *unzip_content(const char *data, gsize size, GError **error)
{
	struct archive *archive = archive_read_new();
	struct archive_entry *entry;
	GBytes *content = NULL;
	bool found = false;

	archive_read_support_format_zip(archive);
	if (archive_read_open_memory(archive, data, size) == ARCHIVE_OK)
		while (!found && archive_read_next_header(archive, &entry) ==
					 ARCHIVE_OK) {
			const char *name = archive_entry_pathname(entry);

			found = g_strcmp0(name, "content.xml") == 0;
			if (found)
				content = read_member(archive, error);
		}
	if (!found)
		g_set_error_literal(error, SHEET_ERROR, SHEET_ERROR_FORMAT,
			"no spreadsheet in this archive");
	archive_read_free(archive);
	return content;
}

/* What is being read of an ODS. */
struct ods {
	xmlTextReader *xml;
	GPtrArray *sheets;
	struct sheet *sheet; /* NULL outside any */
	GPtrArray *row;      /* of char *; NULL outside any */
	GString *cell;       /* NULL outside any */
	char *date;          /* the cell's value if it is a date */
	int repeat;          /* how often the cell stands there */
};

static bool is_element(const struct ods *ods, const char *name)
{
	return g_strcmp0((const char *)xmlTextReaderConstName(ods->xml),
		       name) == 0;
}

static char *attribute(const struct ods *ods, const char *name)
{
	xmlChar *value =
		xmlTextReaderGetAttribute(ods->xml, (const xmlChar *)name);
	char *copy = g_strdup((const char *)value);

	xmlFree(value);
	return copy;
}

static void begin_cell(struct ods *ods)
{
	g_autofree char *repeat =
		attribute(ods, "table:number-columns-repeated");

	ods->cell = g_string_new(NULL);
	ods->date = attribute(ods, "office:date-value");
	ods->repeat = repeat != NULL
			      ? CLAMP((int)g_ascii_strtoll(repeat, NULL, 10), 1,
					CELLS_MAX)
			      : 1;
}

static void end_cell(struct ods *ods)
{
	const char *words = ods->cell->str;

	if (ods->date != NULL && strlen(ods->date) >= 10)
		ods->date[10] = '\0';
	if (ods->date != NULL)
		words = ods->date;
	for (int i = 0; i < ods->repeat && ods->row->len < CELLS_MAX; i++)
		g_ptr_array_add(ods->row, g_strdup(words));
	g_string_free(ods->cell, TRUE);
	g_clear_pointer(&ods->date, g_free);
	ods->cell = NULL;
}

/* Rows and columns repeat to the sheet's edge: drop what is empty. */
static void end_row(struct ods *ods)
{
	GPtrArray *row = ods->row;

	ods->row = NULL;
	while (row->len > 0 && *(char *)row->pdata[row->len - 1] == '\0')
		g_free(g_ptr_array_steal_index(row, row->len - 1));
	bool keep = row->len > 0 && ods->sheet->rows->len < ROWS_MAX;
	g_ptr_array_add(row, NULL);
	char **cells = (char **)g_ptr_array_free(row, FALSE);
	if (keep)
		g_ptr_array_add(ods->sheet->rows, cells);
	else
		g_strfreev(cells);
}

static void read_start(struct ods *ods)
{
	if (is_element(ods, "table:table") && ods->sheet == NULL) {
		g_autofree char *name = attribute(ods, "table:name");

		ods->sheet = sheet_new(name != NULL ? name : "");
		g_ptr_array_add(ods->sheets, ods->sheet);
	} else if (is_element(ods, "table:table-row") && ods->sheet != NULL &&
		   ods->row == NULL) {
		ods->row = g_ptr_array_new();
	} else if ((is_element(ods, "table:table-cell") ||
			   is_element(ods, "table:covered-table-cell")) &&
		   ods->row != NULL && ods->cell == NULL) {
		begin_cell(ods);
	} else if (is_element(ods, "text:p") && ods->cell != NULL &&
		   ods->cell->len > 0) {
		g_string_append_c(ods->cell, '\n');
	}
}

static void read_end(struct ods *ods)
{
	if (is_element(ods, "table:table"))
		ods->sheet = NULL;
	else if (is_element(ods, "table:table-row") && ods->row != NULL)
		end_row(ods);
	else if ((is_element(ods, "table:table-cell") ||
			 is_element(ods, "table:covered-table-cell")) &&
		 ods->cell != NULL)
		end_cell(ods);
}

static void read_node(struct ods *ods)
{
	int type = xmlTextReaderNodeType(ods->xml);
	const char *words = (const char *)xmlTextReaderConstValue(ods->xml);

	if (type == XML_READER_TYPE_ELEMENT) {
		bool empty = xmlTextReaderIsEmptyElement(ods->xml) == 1;

		read_start(ods);
		if (empty)
			read_end(ods);
	} else if (type == XML_READER_TYPE_END_ELEMENT) {
		read_end(ods);
	} else if (type == XML_READER_TYPE_TEXT && ods->cell != NULL &&
		   ods->cell->len + strlen(words) < CELL_BYTES_MAX) {
		g_string_append(ods->cell, words);
	}
}

static GPtrArray *read_ods(const char *data, gsize size, GError **error)
{
	g_autoptr(GBytes) content = unzip_content(data, size, error);
	struct ods ods = {.sheets = NULL};
	gsize length;
	const char *bytes;
	int more = 1;

	if (content == NULL)
		return NULL;
	bytes = g_bytes_get_data(content, &length);
	ods.xml = xmlReaderForMemory(bytes, (int)length, NULL, NULL,
		XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	ods.sheets = sheets_new();
	while (ods.xml != NULL && (more = xmlTextReaderRead(ods.xml)) == 1)
		read_node(&ods);
	if (ods.cell != NULL)
		end_cell(&ods);
	if (ods.row != NULL)
		end_row(&ods);
	xmlFreeTextReader(ods.xml);
	if (more == 0)
		return ods.sheets;
	g_ptr_array_unref(ods.sheets);
	g_set_error_literal(error, SHEET_ERROR, SHEET_ERROR_FORMAT,
		"its content is not well-formed XML");
	return NULL;
}

/* --- any of them --------------------------------------------------------- */

/* Ours have tabs in their first line that is no comment. */
static bool is_tsv(const char *text)
{
	while (*text == '#') {
		const char *end = strchr(text, '\n');

		if (end == NULL)
			return true;
		text = end + 1;
	}
	return strcspn(text, "\t") < strcspn(text, "\n");
}

GPtrArray *sheet_read(const char *path, GError **error)
{
	g_autofree char *data = NULL;
	const char *text;
	gsize size;

	if (!g_file_get_contents(path, &data, &size, error))
		return NULL;
	if (size > FILE_BYTES_MAX) {
		g_set_error_literal(
			error, SHEET_ERROR, SHEET_ERROR_LIMIT, "too large");
		return NULL;
	}
	if (size > 4 && memcmp(data, "PK\3\4", 4) == 0)
		return read_ods(data, size, error);
	if (!g_utf8_validate(data, (gssize)size, NULL)) {
		g_set_error_literal(error, SHEET_ERROR, SHEET_ERROR_FORMAT,
			"neither a spreadsheet nor text in UTF-8");
		return NULL;
	}
	text = g_str_has_prefix(data, "\xEF\xBB\xBF") ? data + 3 : data;
	return is_tsv(text) ? read_tsv(text) : read_csv(text);
}

static bool same_head(const char *a, const char *b)
{
	for (;;) {
		while (*a != '\0' && !g_ascii_isalnum(*a))
			a++;
		while (*b != '\0' && !g_ascii_isalnum(*b))
			b++;
		if (*a == '\0' || *b == '\0')
			return *a == *b;
		if (g_ascii_tolower(*a++) != g_ascii_tolower(*b++))
			return false;
	}
}

int sheet_column(char **head, const char *name)
{
	for (int i = 0; head[i] != NULL; i++)
		if (same_head(head[i], name))
			return i;
	return -1;
}

const char *sheet_cell(char **row, int column)
{
	if (column < 0 || (guint)column >= g_strv_length(row))
		return "";
	return row[column];
}
