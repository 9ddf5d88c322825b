#include "corpus/sheet-private.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <libxml/xmlreader.h>
#include <string.h>

G_DEFINE_QUARK(lettermark - sheet - error, sheet_error)

static void sheet_free(void *data)
{
	struct sheet *sheet = data;

	g_free(sheet->name);
	g_ptr_array_unref(sheet->rows);
	g_array_unref(sheet->numbers);
	g_ptr_array_unref(sheet->formulas);
	g_free(sheet);
}

/* A cell of few words takes as much by itself, and a sheet several times. */
#define CELL_BYTES  32
#define SHEET_BYTES 512

static void count(struct sheets *sheets, gsize bytes)
{
	sheets->bytes += bytes;
	sheets->too_large |= sheets->bytes > SHEET_BYTES_MAX;
}

static struct sheet *last_of(const struct sheets *sheets)
{
	return sheets->list->pdata[sheets->list->len - 1];
}

void sheets_add(struct sheets *sheets, const char *name)
{
	struct sheet *sheet = g_new0(struct sheet, 1);

	if (sheets->list == NULL)
		sheets->list = g_ptr_array_new_with_free_func(sheet_free);
	count(sheets, SHEET_BYTES + strlen(name));
	sheet->name = g_strdup(name);
	sheet->rows =
		g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
	sheet->numbers = g_array_new(FALSE, FALSE, sizeof(int));
	sheet->formulas = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(sheets->list, sheet);
}

void sheets_add_cell(struct sheets *sheets, GPtrArray *row, const char *words)
{
	if (row->len < SHEET_CELLS_MAX)
		g_ptr_array_add(row, g_strdup(words));
	else
		sheets->too_large |= *words != '\0';
}

void sheets_add_row(struct sheets *sheets, GPtrArray *cells, int number)
{
	struct sheet *sheet = last_of(sheets);

	while (cells->len > 0 && *(char *)cells->pdata[cells->len - 1] == '\0')
		g_free(g_ptr_array_steal_index(cells, cells->len - 1));
	if (cells->len > 0 && sheet->rows->len >= SHEET_ROWS_MAX)
		sheets->too_large = true;
	for (guint i = 0; i < cells->len; i++) {
		gsize length = strlen(cells->pdata[i]);

		sheets->too_large |= length > SHEET_CELL_BYTES_MAX;
		count(sheets, CELL_BYTES + length);
	}
	if (cells->len == 0 || sheets->too_large) {
		g_ptr_array_set_free_func(cells, g_free);
		g_ptr_array_unref(cells);
		return;
	}
	g_ptr_array_add(cells, NULL);
	g_ptr_array_add(sheet->rows, g_ptr_array_free(cells, FALSE));
	g_array_append_val(sheet->numbers, number);
}

void sheets_add_formula(struct sheets *sheets, int number, int column)
{
	count(sheets, CELL_BYTES);
	g_ptr_array_add(
		last_of(sheets)->formulas, sheet_cell_name(number, column));
}

GPtrArray *sheets_end(struct sheets *sheets, GError **error)
{
	if (sheets->too_large)
		g_set_error(error, SHEET_ERROR, SHEET_ERROR_LIMIT,
			"too large: more than %d rows, %d columns, %d KB in a "
			"cell or %d MB in all",
			SHEET_ROWS_MAX, SHEET_CELLS_MAX,
			SHEET_CELL_BYTES_MAX / 1000, SHEET_BYTES_MAX >> 20);
	else if (sheets->list == NULL)
		g_set_error_literal(error, SHEET_ERROR, SHEET_ERROR_FORMAT,
			"no sheet in it");
	else
		return g_steal_pointer(&sheets->list);
	g_clear_pointer(&sheets->list, g_ptr_array_unref);
	return NULL;
}

/* --- TSV and CSV --------------------------------------------------------- */

/* What stands up to the sign that is searched for, or the end; `*p` is moved
 * behind it. */
static char *cut_at(const char **p, char sign)
{
	const char *end = strchrnul(*p, sign);
	char *piece = g_strndup(*p, (gsize)(end - *p));

	*p = *end != '\0' ? end + 1 : end;
	return piece;
}

static GPtrArray *read_tsv(const char *text, GError **error)
{
	struct sheets sheets = {NULL};

	sheets_add(&sheets, "");
	for (int i = 1; *text != '\0' && !sheets.too_large; i++) {
		g_autofree char *line = cut_at(&text, '\n');
		const char *at = g_strchomp(line);
		GPtrArray *cells;

		if (*at == '#')
			continue;
		cells = g_ptr_array_new();
		while (*at != '\0') {
			g_autofree char *cell = cut_at(&at, '\t');
			sheets_add_cell(&sheets, cells, cell);
		}
		sheets_add_row(&sheets, cells, i);
	}
	return sheets_end(&sheets, error);
}

/* One cell from `*p`, which is moved to the one of `stops`, the separator and
 * the ends of a line, or the end behind. */
static char *read_csv_cell(const char **p, const char *stops)
{
	GString *cell = g_string_new(NULL);
	bool quoted = false;

	for (; **p != '\0'; (*p)++) {
		if (**p == '"' && quoted && (*p)[1] == '"')
			(*p)++; /* two stand for one */
		else if (**p == '"') {
			quoted = !quoted;
			continue;
		} else if (!quoted && strchr(stops, **p) != NULL)
			break;
		g_string_append_c(cell, **p);
	}
	return g_string_free(cell, FALSE);
}

/* A row that ends with its line, with what the sheet is to know of it. */
static void read_csv_row(
	struct sheets *sheets, const char **p, const char *stops, int number)
{
	GPtrArray *cells = g_ptr_array_new();

	for (;;) {
		if (**p == '=')
			sheets_add_formula(sheets, number, (int)cells->len);
		g_autofree char *cell = read_csv_cell(p, stops);
		sheets_add_cell(sheets, cells, cell);
		if (**p != *stops)
			break;
		(*p)++;
	}
	if (**p == '\r')
		(*p)++;
	if (**p == '\n')
		(*p)++;
	sheets_add_row(sheets, cells, number);
}

/* Spreadsheets write semicolons where the comma is in numbers. */
static const char *csv_stops(const char *text)
{
	return strcspn(text, ";") < strcspn(text, ",\n") ? ";\r\n" : ",\r\n";
}

static GPtrArray *read_csv(const char *text, GError **error)
{
	const char *stops = csv_stops(text);
	struct sheets sheets = {NULL};

	sheets_add(&sheets, "");
	for (int i = 1; *text != '\0' && !sheets.too_large; i++)
		read_csv_row(&sheets, &text, stops, i);
	return sheets_end(&sheets, error);
}

/* --- ODS ----------------------------------------------------------------- */

static GBytes *read_member(struct archive *archive, GError **error)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	guint8 part[65536];
	la_ssize_t n;

	while ((n = archive_read_data(archive, part, sizeof(part))) > 0) {
		g_byte_array_append(bytes, part, (guint)n);
		if (bytes->len > SHEET_BYTES_MAX) {
			g_set_error_literal(error, SHEET_ERROR,
				SHEET_ERROR_LIMIT, "too large when unpacked");
			return NULL;
		}
	}
	if (n == 0)
		return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
	g_set_error(error, SHEET_ERROR, SHEET_ERROR_FORMAT, "damaged: %s",
		archive_error_string(archive));
	return NULL;
}

GBytes *sheet_member(GBytes *bytes, const char *name, GError **error)
{
	struct archive *archive = archive_read_new();
	struct archive_entry *entry;
	GBytes *content = NULL;
	bool found = false;
	int rc = ARCHIVE_OK;

	archive_read_support_format_zip(archive);
	if (archive_read_open_memory(archive, g_bytes_get_data(bytes, NULL),
		    g_bytes_get_size(bytes)) == ARCHIVE_OK)
		while (!found && (rc = archive_read_next_header(
					  archive, &entry)) == ARCHIVE_OK) {
			found = g_strcmp0(archive_entry_pathname(entry),
					name) == 0;
			if (found)
				content = read_member(archive, error);
		}
	if (!found && rc < ARCHIVE_WARN)
		g_set_error(error, SHEET_ERROR, SHEET_ERROR_FORMAT,
			"damaged: %s", archive_error_string(archive));
	archive_read_free(archive);
	return content;
}

/* What is being read of an ODS. */
struct ods {
	xmlTextReader *xml;
	struct sheets sheets;
	bool in_sheet;
	int within;     /* tables in a cell: these are left out */
	GPtrArray *row; /* of char *; NULL outside any */
	GString *cell;  /* NULL outside any */
	int number;     /* of the row, from 1 */
	int rows;       /* how often the row stands there */
	char *date;     /* the cell's value if it is a date */
	int repeat;     /* how often the cell stands there */
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
	g_autofree char *formula = attribute(ods, "table:formula");

	if (formula != NULL)
		sheets_add_formula(
			&ods->sheets, ods->number, (int)ods->row->len);
	ods->cell = g_string_new(NULL);
	ods->date = attribute(ods, "office:date-value");
	ods->repeat = repeat != NULL
			      ? CLAMP((int)g_ascii_strtoll(repeat, NULL, 10), 1,
					SHEET_CELLS_MAX + 1)
			      : 1;
}

static void end_cell(struct ods *ods)
{
	const char *words = ods->cell->str;

	if (ods->date != NULL && strlen(ods->date) >= 10)
		ods->date[10] = '\0';
	if (ods->date != NULL)
		words = ods->date;
	for (int i = 0; i < ods->repeat; i++)
		sheets_add_cell(&ods->sheets, ods->row, words);
	g_string_free(ods->cell, TRUE);
	g_clear_pointer(&ods->date, g_free);
	ods->cell = NULL;
}

static void begin_row(struct ods *ods)
{
	g_autofree char *repeat = attribute(ods, "table:number-rows-repeated");

	ods->row = g_ptr_array_new();
	ods->rows = repeat != NULL
			    ? CLAMP((int)g_ascii_strtoll(repeat, NULL, 10), 1,
				      SHEET_ROWS_MAX)
			    : 1;
}

/* Rows and columns repeat to the sheet's edge: what is empty is dropped. */
static void end_row(struct ods *ods)
{
	sheets_add_row(&ods->sheets, ods->row, ods->number);
	ods->number += ods->rows;
	ods->row = NULL;
}

static void read_start(struct ods *ods)
{
	if (is_element(ods, "table:table") && ods->in_sheet) {
		ods->within++;
	} else if (is_element(ods, "table:table")) {
		g_autofree char *name = attribute(ods, "table:name");

		sheets_add(&ods->sheets, name != NULL ? name : "");
		ods->in_sheet = true;
		ods->number = 1;
	} else if (!ods->in_sheet || ods->within > 0) {
		return;
	} else if (is_element(ods, "table:table-row") && ods->row == NULL) {
		begin_row(ods);
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
	if (is_element(ods, "table:table") && ods->within > 0)
		ods->within--;
	else if (ods->within > 0)
		return;
	else if (is_element(ods, "table:table") && ods->row == NULL)
		ods->in_sheet = false;
	else if (is_element(ods, "table:table-row") && ods->row != NULL &&
		 ods->cell == NULL)
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
		   ods->within == 0) {
		g_string_append(ods->cell, words);
		ods->sheets.too_large |= ods->cell->len > SHEET_CELL_BYTES_MAX;
	}
}

static GPtrArray *read_ods(GBytes *content, GError **error)
{
	struct ods ods = {.xml = NULL};
	gsize length;
	const char *bytes;
	int more = 1;

	bytes = g_bytes_get_data(content, &length);
	ods.xml = xmlReaderForMemory(bytes, (int)length, NULL, NULL,
		XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	while (ods.xml != NULL && !ods.sheets.too_large &&
		(more = xmlTextReaderRead(ods.xml)) == 1)
		read_node(&ods);
	if (ods.cell != NULL)
		end_cell(&ods);
	if (ods.row != NULL)
		end_row(&ods);
	xmlFreeTextReader(ods.xml);
	if (more == 0 || ods.sheets.too_large)
		return sheets_end(&ods.sheets, error);
	g_clear_pointer(&ods.sheets.list, g_ptr_array_unref);
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

/* Asked before a byte is read. */
static bool fits(const char *path, GError **error)
{
	GStatBuf status;

	if (g_stat(path, &status) != 0 || status.st_size <= SHEET_BYTES_MAX)
		return true; /* what is wrong then, reading says */
	g_set_error(error, SHEET_ERROR, SHEET_ERROR_LIMIT,
		"too large: more than %d MB", SHEET_BYTES_MAX >> 20);
	return false;
}

/* An ODS and an XLSX are told apart by what is in them. */
static GPtrArray *read_archive(char *data, gsize size, GError **error)
{
	g_autoptr(GBytes) archive = g_bytes_new_static(data, size);
	g_autoptr(GError) problem = NULL;
	g_autoptr(GBytes) content =
		sheet_member(archive, "content.xml", &problem);

	if (content != NULL)
		return read_ods(content, error);
	if (problem != NULL) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return NULL;
	}
	return sheet_read_xlsx(archive, error);
}

/* Compound files: workbooks before 2007, and later ones with a password. */
static bool is_old_workbook(const char *data, gsize size)
{
	return size > 4 && memcmp(data, "\xD0\xCF\x11\xE0", 4) == 0;
}

GPtrArray *sheet_read(const char *path, GError **error)
{
	g_autofree char *data = NULL;
	const char *text;
	gsize size;

	if (!fits(path, error) ||
		!g_file_get_contents(path, &data, &size, error))
		return NULL;
	if (size > 4 && memcmp(data, "PK\3\4", 4) == 0)
		return read_archive(data, size, error);
	if (is_old_workbook(data, size)) {
		g_set_error_literal(error, SHEET_ERROR, SHEET_ERROR_FORMAT,
			"a workbook of the old form or with a password: save "
			"it as xlsx without one");
		return NULL;
	}
	if (!g_utf8_validate(data, (gssize)size, NULL)) {
		g_set_error_literal(error, SHEET_ERROR, SHEET_ERROR_FORMAT,
			"neither a spreadsheet nor text in UTF-8: save it as "
			"xlsx, or as CSV in UTF-8");
		return NULL;
	}
	text = g_str_has_prefix(data, "\xEF\xBB\xBF") ? data + 3 : data;
	return is_tsv(text) ? read_tsv(text, error) : read_csv(text, error);
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

GPtrArray *sheet_read_column(const char *path, const char *name, GError **error)
{
	g_autoptr(GPtrArray) sheets = sheet_read(path, error);
	const struct sheet *sheet;
	GPtrArray *cells;
	int column = -1;

	if (sheets == NULL)
		return NULL;
	sheet = sheets->pdata[0];
	if (sheet->rows->len > 0)
		column = sheet_column(sheet->rows->pdata[0], name);
	if (column < 0) {
		g_set_error(error, SHEET_ERROR, SHEET_ERROR_FORMAT,
			"%s: no column headed %s", path, name);
		return NULL;
	}
	cells = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 1; i < sheet->rows->len; i++) {
		const char *cell = sheet_cell(sheet->rows->pdata[i], column);

		if (*cell != '\0')
			g_ptr_array_add(cells, g_strdup(cell));
	}
	return cells;
}

char *sheet_cell_name(int number, int column)
{
	char letters[8];
	int at = sizeof(letters) - 1;

	letters[at] = '\0';
	for (int rest = column + 1; rest > 0 && at > 0; rest = (rest - 1) / 26)
		letters[--at] = (char)('A' + (rest - 1) % 26);
	return g_strdup_printf("%s%d", letters + at, number);
}

bool sheet_is_formula(const struct sheet *sheet, const char *name)
{
	return g_ptr_array_find_with_equal_func(
		sheet->formulas, name, g_str_equal, NULL);
}

const char *sheet_cell(char **row, int column)
{
	if (column < 0 || (guint)column >= g_strv_length(row))
		return "";
	return row[column];
}
