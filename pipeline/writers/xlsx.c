/*
 * xlsx.c - lettermark.xlsx: every table as a sheet with typed cells, and a
 * first sheet that explains.
 *
 * Written row by row with little memory; the same tables give the same bytes,
 * so the workbook carries no time of its own.
 */
#include "pipeline/writers/site.h"
#include "pipeline/writers/writer.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

/* More cells than this are left to the CSV files: a workbook of many more is
 * slow to open and to make, and the format itself ends at 1,048,576 rows a
 * sheet. */
#define BOOK_CELLS_MAX 400000

#define CELL_MAX 32767 /* UTF-16 units; bytes are never fewer */

/* Rows of a sheet whose page numbers are links: the library keeps about 1.5 kB
 * a link until the end, and the format allows 65,530 a sheet. */
#define LINKS_MAX     10000
#define MAP_LINKS_MAX 2000 /* rows of the map, of some twenty links each */

/* 1 January 2016: the workbook must carry some time, and none of its own. */
#define FIXED_TIME 1451606400

struct book {
	const struct site *site;
	int *first; /* row of each document's evidence for each criterion; 0:
		       none */
	GHashTable *held; /* the tables whose rows are in it */
	lxw_workbook *workbook;
	lxw_format *head, *date, *number, *wrap, *title, *link;
};

/* Widths in characters for columns that need more than their head. */
static const struct {
	const char *column;
	double width;
} widths[] = {
	{"document", 30},
	{"area", 24},
	{"text", 80},
	{"why", 60},
	{"detail", 60},
	{"message", 40},
	{"criterion", 26},
	{"region", 22},
	{"value", 30},
	{"action", 60},
	{"outcome", 30},
	{"owner", 26},
	{"source", 40},
	{"flags", 40},
	{"sha256", 20},
	{"next_steps", 40},
	{"letter", 30},
	{"wsoa", 30},
};

static double column_width(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(widths); i++)
		if (strcmp(widths[i].column, name) == 0)
			return widths[i].width;
	return CLAMP((double)strlen(name) + 4, 10, 26);
}

/* --- cells --------------------------------------------------------------- */

/* A text as the format can hold it: cut where it is too long. */
static char *fit(const char *text)
{
	if (strlen(text) <= CELL_MAX)
		return g_strdup(text);
	for (size_t end = CELL_MAX - 4;; end--)
		if (((unsigned char)text[end] & 0xc0) != 0x80)
			return g_strdup_printf("%.*s\u2026", (int)end, text);
}

struct place {
	lxw_worksheet *sheet;
	lxw_row_t row;
	lxw_col_t column;
	lxw_format *format; /* NULL: as the column's type has it */
};

static bool write_day(
	const struct book *book, const struct place *at, const char *iso)
{
	lxw_datetime day = {0};

	if (sscanf(iso, "%4d-%2d-%2d", &day.year, &day.month, &day.day) != 3 ||
		!g_date_valid_dmy((GDateDay)day.day, (GDateMonth)day.month,
			(GDateYear)day.year))
		return false;
	worksheet_write_datetime(
		at->sheet, at->row, at->column, &day, book->date);
	return true;
}

static bool write_number(const struct book *book, const struct place *at,
	const char *value, enum column_type type)
{
	char *end;
	double number = g_ascii_strtod(value, &end);

	if (end == value || *end != '\0')
		return false;
	worksheet_write_number(at->sheet, at->row, at->column, number,
		at->format == NULL && type == COLUMN_NUMBER ? book->number
							    : at->format);
	return true;
}

/* What is not of its column's type after all is written as text. */
static void write_cell(const struct book *book, const struct place *at,
	const struct column *head, const char *value)
{
	g_autofree char *text = NULL;

	if (value == NULL ||
		(head->type == COLUMN_DATE && write_day(book, at, value)) ||
		((head->type == COLUMN_INTEGER ||
			 head->type == COLUMN_NUMBER) &&
			write_number(book, at, value, head->type)))
		return;
	text = fit(value);
	/* A string cell is never run as a formula, whatever it begins with. */
	worksheet_write_string(at->sheet, at->row, at->column, text,
		strlen(text) > 60 ? book->wrap : NULL);
}

/* Link a cell and then set its value again: the link stays. */
static void link_cell(const struct place *at, const char *address)
{
	worksheet_write_url(
		at->sheet, at->row, at->column, address, at->format);
}

/* --- a sheet a table ----------------------------------------------------- */

static void write_heads(const struct book *book, lxw_worksheet *sheet,
	const struct table *table)
{
	for (int i = 0; i < table_columns(table); i++) {
		const struct column *column = table_head(table, i);

		worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i,
			column_width(column->name), NULL);
		worksheet_write_string(
			sheet, 0, (lxw_col_t)i, column->name, book->head);
	}
}

/* Low orange to high teal, as on the site. */
static void colour(lxw_worksheet *sheet, int column, int rows, int top)
{
	lxw_conditional_format scale = {
		.type = LXW_CONDITIONAL_3_COLOR_SCALE,
		.min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
		.mid_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
		.max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
		.min_value = top / 4.0,
		.mid_value = top * 5 / 8.0,
		.max_value = top,
		.min_color = 0xF2B88F,
		.mid_color = 0xF2F0E8,
		.max_color = 0x86C3BE,
	};

	if (rows > 0)
		worksheet_conditional_format_range(sheet, 1, (lxw_col_t)column,
			(lxw_row_t)rows, (lxw_col_t)column, &scale);
}

static void colour_table(const struct book *book, lxw_worksheet *sheet,
	const struct table *table, int rows)
{
	for (int i = 0; i < table_columns(table); i++) {
		const char *name = table_head(table, i)->name;

		if (strcmp(name, "combined") == 0 ||
			framework_find(book->site->report->framework, name) >=
				0)
			colour(sheet, i, rows, 8);
		else if (g_str_has_prefix(name, "score"))
			colour(sheet, i, rows, FRAMEWORK_ANCHORS);
	}
}

/* A table as it is written, row after row. */
struct sheet {
	const struct book *book;
	const struct table *table;
	lxw_worksheet *sheet;
	int rows;           /* so far */
	int document, page; /* columns, or TABLE_NONE */
	int criterion;
};

/* Where the cell of a page number leads: that page of the original. */
static char *page_address(const struct sheet *sheet, const char *const *cells)
{
	const char *name =
		sheet->document == TABLE_NONE ? NULL : cells[sheet->document];
	const struct site_document *document =
		name == NULL ? NULL : site_find(sheet->book->site, name);

	if (document == NULL || document->file == NULL ||
		cells[sheet->page] == NULL)
		return NULL;
	return g_strdup_printf(
		"external:%s#page=%s", document->file, cells[sheet->page]);
}

/* The row of "evidence" with which a document's criterion begins, or 0. */
static int *first_evidence(const struct book *book,
	const struct site_document *document, int criterion)
{
	return &book->first[document->row * book->site->criteria + criterion];
}

static void note_evidence(const struct sheet *sheet, const char *const *cells)
{
	const struct book *book = sheet->book;
	const struct site_document *document =
		site_find(book->site, cells[sheet->document]);
	int criterion = framework_find(
		book->site->report->framework, cells[sheet->criterion]);
	int *first;

	if (document == NULL || criterion < 0)
		return;
	first = first_evidence(book, document, criterion);
	if (*first == 0)
		*first = sheet->rows + 1;
}

static bool write_row(const char *const *cells, void *user)
{
	struct sheet *sheet = user;
	const struct book *book = sheet->book;

	if (strcmp(sheet->table->name, "evidence") == 0)
		note_evidence(sheet, cells);
	for (int i = 0; i < table_columns(sheet->table); i++) {
		struct place at = {sheet->sheet, (lxw_row_t)sheet->rows + 1,
			(lxw_col_t)i, NULL};
		g_autofree char *address =
			i == sheet->page && sheet->rows < LINKS_MAX
				? page_address(sheet, cells)
				: NULL;

		if (address != NULL) {
			at.format = book->link;
			link_cell(&at, address);
		}
		write_cell(book, &at, table_head(sheet->table, i), cells[i]);
	}
	sheet->rows++;
	return true;
}

/* What stands in place of a table that is too long. */
static void write_elsewhere(
	lxw_worksheet *sheet, const struct table *table, int rows)
{
	g_autofree char *said = g_strdup_printf(
		"%d rows, more than a workbook is good for: they stand in "
		"%s.csv.",
		rows, table->name);

	worksheet_write_string(sheet, 1, 0, said, NULL);
}

static bool write_table(const struct book *book, const struct table *table,
	lxw_worksheet *worksheet, GError **error)
{
	struct sheet sheet = {.book = book,
		.table = table,
		.sheet = worksheet,
		.document = table_column(table, "document"),
		.page = table_column(table, "page"),
		.criterion = table_column(table, "criterion")};
	int rows = site_rows(book->site, table);

	write_heads(book, worksheet, table);
	worksheet_freeze_panes(worksheet, 1, 1);
	if (!g_hash_table_contains(book->held, table)) {
		write_elsewhere(worksheet, table, rows);
		return true;
	}
	worksheet_autofilter(worksheet, 0, 0, (lxw_row_t)rows,
		(lxw_col_t)(table_columns(table) - 1));
	colour_table(book, worksheet, table, rows);
	return table_each(
		table, book->site->report->store, write_row, &sheet, error);
}

/* --- the map: what the site's front page shows --------------------------- */

/* What stands after the scores: a column of "documents" each. */
static const struct {
	const char *fact, *head;
	double width;
} map_ends[] = {
	{"inspection_end", "Inspection ended", 13},
	{"outcome", "Outcome", 30},
};

static void write_map_ends(const struct book *book, lxw_worksheet *sheet,
	const struct site_document *document, lxw_row_t row)
{
	const struct site *site = book->site;

	for (size_t i = 0; i < G_N_ELEMENTS(map_ends); i++) {
		struct place at = {sheet, row,
			(lxw_col_t)(site->criteria + 2 + (int)i), NULL};
		const char *value = site_fact(site, document, map_ends[i].fact);

		if (value != NULL && !write_day(book, &at, value))
			worksheet_write_string(sheet, row, at.column,
				site_label(site, value), NULL);
	}
}

static void write_map_row(const struct book *book, lxw_worksheet *sheet,
	const struct site_document *document, lxw_row_t row)
{
	worksheet_write_string(sheet, row, 0, document->area->name, NULL);
	worksheet_write_string(sheet, row, 1, document->name, NULL);
	for (int i = 0; i < book->site->criteria; i++) {
		struct place at = {sheet, row, (lxw_col_t)(i + 2), book->link};
		int value = site_value(book->site, document, i);
		int found = (int)row <= MAP_LINKS_MAX
				    ? *first_evidence(book, document, i)
				    : 0;
		g_autofree char *address =
			g_strdup_printf("internal:'Evidence'!A%d", found + 1);

		if (found > 0)
			link_cell(&at, address);
		if (value > 0)
			worksheet_write_number(sheet, row, at.column, value,
				found > 0 ? book->link : NULL);
	}
	write_map_ends(book, sheet, document, row);
}

static void write_map(const struct book *book, lxw_worksheet *sheet)
{
	const struct site *site = book->site;
	int rows = (int)site->scored->len;
	lxw_col_t column = (lxw_col_t)(site->criteria + 2);

	worksheet_set_column(sheet, 0, 1, 26, NULL);
	worksheet_set_column(
		sheet, 2, (lxw_col_t)(site->criteria + 1), 13, NULL);
	worksheet_write_string(sheet, 0, 0, "Area", book->head);
	worksheet_write_string(sheet, 0, 1, "Document", book->head);
	for (int i = 0; i < site->criteria; i++) {
		worksheet_write_string(sheet, 0, (lxw_col_t)(i + 2),
			site_label(site, site_criterion(site, i)->id),
			book->head);
		colour(sheet, i + 2, rows, site->top);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(map_ends); i++, column++) {
		worksheet_set_column(
			sheet, column, column, map_ends[i].width, NULL);
		worksheet_write_string(
			sheet, 0, column, map_ends[i].head, book->head);
	}
	worksheet_freeze_panes(sheet, 1, 2);
	worksheet_autofilter(
		sheet, 0, 0, (lxw_row_t)rows, (lxw_col_t)(column - 1));
	for (int r = 0; r < rows; r++)
		write_map_row(book, sheet, g_ptr_array_index(site->scored, r),
			(lxw_row_t)r + 1);
}

/* --- the sheet that explains --------------------------------------------- */

static void write_about(const struct book *book, lxw_worksheet *sheet)
{
	static const char *const lines[] = {
		"How well letters and reports on local areas cover what they "
		"should tell their readers.",
		"Scores run from 1 (absent) to 4 (judgement, evidence, and "
		"what it means for children). Where two reviewers have "
		"scored, their scores are added: 2 to 8.",
		"A score says how well a report covers a matter, not how good "
		"an area is. None is a score of Ofsted or of the Care Quality "
		"Commission.",
		"A table that would make the workbook too large for use "
		"stands in its CSV file alone: its sheet says so.",
		"An empty cell means that nothing is known; the sheet Fields "
		"gives the reason. It never means nought.",
		"On the sheet Map a number leads to the sentences it rests "
		"on; a page number leads to that page of the document, as long "
		"as this workbook stands beside the folder documents.",
		NULL};
	const GPtrArray *all = book->site->report->tables->all;
	lxw_row_t row = 2;

	worksheet_set_column(sheet, 0, 0, 24, NULL);
	worksheet_set_column(sheet, 1, 1, 100, NULL);
	worksheet_write_string(sheet, 0, 0, "lettermark", book->title);
	for (int i = 0; lines[i] != NULL; i++)
		worksheet_write_string(sheet, row++, 1, lines[i], book->wrap);
	row++;
	for (guint t = 0; t < all->len; t++) {
		const struct table *table = g_ptr_array_index(all, t);

		worksheet_write_string(sheet, row, 0, table->title, book->head);
		worksheet_write_string(
			sheet, row++, 1, table->about, book->head);
		for (int i = 0; i < table_columns(table); i++) {
			worksheet_write_string(sheet, row, 0,
				table_head(table, i)->name, NULL);
			worksheet_write_string(sheet, row++, 1,
				table_head(table, i)->about, book->wrap);
		}
	}
}

/* --- the workbook -------------------------------------------------------- */

static lxw_format *add_format(lxw_workbook *workbook, const char *number)
{
	lxw_format *format = workbook_add_format(workbook);

	format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
	if (number != NULL)
		format_set_num_format(format, number);
	return format;
}

static void add_formats(struct book *book)
{
	book->head = add_format(book->workbook, NULL);
	format_set_bold(book->head);
	format_set_text_wrap(book->head);
	format_set_bg_color(book->head, 0xF5F6F4);
	format_set_bottom(book->head, LXW_BORDER_THIN);
	book->date = add_format(book->workbook, "yyyy-mm-dd");
	book->number = add_format(book->workbook, "0.00");
	book->wrap = add_format(book->workbook, NULL);
	format_set_text_wrap(book->wrap);
	book->title = add_format(book->workbook, NULL);
	format_set_bold(book->title);
	format_set_font_size(book->title, 16);
	book->link = add_format(book->workbook, NULL);
	format_set_font_color(book->link, 0x0B5563);
	format_set_underline(book->link, LXW_UNDERLINE_SINGLE);
}

/* NULL where there can be no temporary file for it. */
static struct lxw_worksheet *add_sheet(
	const struct book *book, const char *name, GError **error)
{
	lxw_worksheet *sheet = workbook_add_worksheet(book->workbook, name);

	if (sheet == NULL)
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED,
			"lettermark.xlsx: no sheet %s can be made", name);
	return sheet;
}

/* The sheets in their order; those with rows before the map, which leads to
 * rows of evidence. */
static bool write_sheets(const struct book *book, GError **error)
{
	const GPtrArray *all = book->site->report->tables->all;
	lxw_worksheet *about = add_sheet(book, "About", error);
	lxw_worksheet *map =
		about == NULL ? NULL : add_sheet(book, "Map", error);

	if (map == NULL)
		return false;
	write_about(book, about);
	for (guint i = 0; i < all->len; i++) {
		const struct table *table = g_ptr_array_index(all, i);
		lxw_worksheet *sheet = add_sheet(book, table->title, error);

		if (sheet == NULL || !write_table(book, table, sheet, error))
			return false;
	}
	write_map(book, map);
	return true;
}

static bool write_book(struct book *book, const char *path, GError **error)
{
	lxw_workbook_options options = {.constant_memory = LXW_TRUE};
	lxw_doc_properties properties = {
		.title = "lettermark",
		.created = FIXED_TIME,
	};
	lxw_error failure;
	bool ok;

	book->workbook = workbook_new_opt(path, &options);
	if (book->workbook == NULL) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED,
			"%s: cannot be made", path);
		return false;
	}
	workbook_set_properties(book->workbook, &properties);
	add_formats(book);
	ok = write_sheets(book, error);
	failure = workbook_close(book->workbook);
	if (ok && failure != LXW_NO_ERROR)
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s",
			path, lxw_strerror(failure));
	ok = ok && failure == LXW_NO_ERROR;
	if (!ok)
		g_unlink(path);
	return ok;
}

/*
 * The tables that are held, as long as they fit: what people set side by side
 * comes before what it rests on.
 */
static GHashTable *choose_tables(const struct site *site)
{
	static const char *const order[] = {"tracker", "changes", "areas",
		"flag_summary", "documents", "flags", "actions", "combined",
		"scores", "duties", "fields", "flag_grounds", "evidence",
		"findings", NULL};
	GHashTable *held = g_hash_table_new(NULL, NULL);
	gint64 cells = (gint64)site->scored->len * site->criteria; /* the map */

	for (int i = 0; order[i] != NULL; i++) {
		struct table *table =
			tables_find(site->report->tables, order[i]);
		gint64 more =
			(gint64)site_rows(site, table) * table_columns(table);

		if (cells + more > BOOK_CELLS_MAX)
			continue;
		cells += more;
		g_hash_table_add(held, table);
	}
	return held;
}

bool xlsx_write(const struct site *site, GError **error)
{
	static const char *const name = "lettermark.xlsx";
	g_autofree char *path = output_draft(site->output, name, error);
	g_autofree int *first =
		g_new0(int, (gsize)site->documents->len *(gsize)site->criteria);
	g_autoptr(GHashTable) held = choose_tables(site);
	struct book book = {.site = site, .first = first, .held = held};

	return path != NULL && write_book(&book, path, error) &&
	       output_settle(site->output, name, error);
}
