/*
 * handout-book.c - a sheet as a workbook, for Excel and LibreOffice: on the
 * screen the score stays in sight beside its statement, on paper the table is
 * one page wide. Only scores and notes can be written in.
 */
#include <gio/gio.h>
#include <math.h>
#include <xlsxwriter.h>

#include "pipeline/agree/handout.h"
#include "pipeline/agree/score-set.h"

/* A workbook's date of making, so that the same sheets are the same bytes. */
#define FIXED_TIME 1461542400 /* 25 April 2016 */

/*
 * Rows are given the height that their text needs, for LibreOffice does not
 * find it out by itself. A character of text is about as wide as the digit that
 * columns are measured in, and a line ends with a word.
 */
#define LINE_END    3     /* characters that a line leaves empty */
#define LINE_HEIGHT 15.0  /* points */
#define ROW_HIGHEST 409.0 /* the format's limit */
#define A4          9     /* libxlsxwriter's number of the paper */

enum { ROW_INSTRUCTIONS, ROW_HEAD, ROW_FIRST };
enum { LETTER_PAGE, LETTER_WORDS, LETTER_WIDTH = 100 };

static const int widths[HANDOUT_COLUMNS] = {
	[HANDOUT_CRITERION] = 17,
	[HANDOUT_STATEMENT] = 30,
	[HANDOUT_SCORE] = 8,
	[HANDOUT_ANCHOR] = 24,
	[HANDOUT_ANCHOR + 1] = 24,
	[HANDOUT_ANCHOR + 2] = 24,
	[HANDOUT_ANCHOR + 3] = 24,
	[HANDOUT_NOTE] = 30,
	[HANDOUT_DOCUMENT] = 20,
	[HANDOUT_REVIEWER] = 12,
	[HANDOUT_FRAMEWORK] = 11,
	[HANDOUT_VERSION] = 24,
};

struct booking {
	const struct handout *handout;
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *head, *text, *heading, *entry;
	lxw_row_t row;
};

/* --- looks --------------------------------------------------------------- */

static lxw_format *add_format(const struct booking *booking)
{
	lxw_format *format = workbook_add_format(booking->book);

	format_set_text_wrap(format);
	format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
	return format;
}

static void add_formats(struct booking *booking)
{
	booking->text = add_format(booking);
	booking->heading = add_format(booking);
	format_set_bold(booking->heading);
	booking->head = add_format(booking);
	format_set_bold(booking->head);
	format_set_bg_color(booking->head, 0xE7E7E7);
	format_set_border(booking->head, LXW_BORDER_THIN);
	booking->entry = add_format(booking);
	format_set_bg_color(booking->entry, 0xFFF8D6);
	format_set_border(booking->entry, LXW_BORDER_THIN);
	format_set_unlocked(booking->entry);
}

static double height_of(const char *words, int width)
{
	double lines =
		ceil((double)g_utf8_strlen(words, -1) / (width - LINE_END));

	return MIN(MAX(lines, 1) * LINE_HEIGHT, ROW_HIGHEST);
}

/* In a head or foot an ampersand begins a command; at most 255 characters. */
static void set_head_and_foot(const struct booking *booking)
{
	const struct handout *handout = booking->handout;
	g_auto(GStrv) parts = g_strsplit(handout->document, "&", -1);
	g_autofree char *document = g_strjoinv("&&", parts);
	g_autofree char *shown = g_utf8_substring(
		document, 0, MIN(g_utf8_strlen(document, -1), 120));
	g_autofree char *head =
		g_strdup_printf("&L%s&R%s", shown, handout->reviewer);

	worksheet_set_header(booking->sheet, head);
	worksheet_set_footer(booking->sheet, "&CPage &P of &N");
	worksheet_set_paper(booking->sheet, A4);
	worksheet_fit_to_pages(booking->sheet, 1, 0);
}

/* --- the table ----------------------------------------------------------- */

static bool is_entry(int column)
{
	return column == HANDOUT_SCORE || column == HANDOUT_NOTE;
}

static void book_row(const struct booking *booking, int place)
{
	lxw_row_t row = (lxw_row_t)(ROW_FIRST + place);
	double height = LINE_HEIGHT;

	for (int c = 0; c < HANDOUT_COLUMNS; c++) {
		const char *cell = handout_cell(booking->handout, place, c);

		if (is_entry(c))
			worksheet_write_blank(booking->sheet, row, (lxw_col_t)c,
				booking->entry);
		else
			worksheet_write_string(booking->sheet, row,
				(lxw_col_t)c, cell, booking->text);
		if (cell)
			height = MAX(height, height_of(cell, widths[c]));
	}
	worksheet_set_row(booking->sheet, row, height, NULL);
}

/* Over the columns as far as the notes. */
static void book_instructions(const struct booking *booking)
{
	int width = 0;

	for (int c = 0; c < HANDOUT_NOTE; c++)
		width += widths[c];
	worksheet_merge_range(booking->sheet, ROW_INSTRUCTIONS, 0,
		ROW_INSTRUCTIONS, HANDOUT_NOTE - 1, handout_instructions,
		booking->text);
	worksheet_set_row(booking->sheet, ROW_INSTRUCTIONS,
		height_of(handout_instructions, width), NULL);
}

static void allow_scores_only(const struct booking *booking, lxw_row_t last)
{
	char *scores[] = {"1", "2", "3", "4", NULL};
	lxw_data_validation only = {
		.validate = LXW_VALIDATION_TYPE_LIST,
		.value_list = scores,
		.error_title = "No score",
		.error_message = "A score is 1, 2, 3 or 4.",
	};
	lxw_protection resizing = {.format_columns = LXW_TRUE,
		.format_rows = LXW_TRUE,
		.format_cells = LXW_TRUE};

	worksheet_data_validation_range(booking->sheet, ROW_FIRST,
		HANDOUT_SCORE, last, HANDOUT_SCORE, &only);
	worksheet_protect(booking->sheet, NULL, &resizing);
}

static void book_scores(struct booking *booking)
{
	int n = framework_criteria(booking->handout->framework);
	lxw_row_t last = (lxw_row_t)(ROW_FIRST + n - 1);

	booking->sheet = workbook_add_worksheet(booking->book, "Scores");
	book_instructions(booking);
	for (int c = 0; c < HANDOUT_COLUMNS; c++) {
		worksheet_set_column(booking->sheet, (lxw_col_t)c, (lxw_col_t)c,
			widths[c], NULL);
		worksheet_write_string(booking->sheet, ROW_HEAD, (lxw_col_t)c,
			handout_head(c), booking->head);
	}
	for (int i = 0; i < n; i++)
		book_row(booking, i);
	allow_scores_only(booking, last);
	worksheet_freeze_panes(booking->sheet, ROW_FIRST, HANDOUT_SCORE + 1);
	worksheet_set_selection(booking->sheet, ROW_FIRST, HANDOUT_SCORE,
		ROW_FIRST, HANDOUT_SCORE);
	worksheet_set_landscape(booking->sheet);
	worksheet_print_area(booking->sheet, 0, 0, last, HANDOUT_NOTE);
	worksheet_repeat_rows(booking->sheet, ROW_HEAD, ROW_HEAD);
	worksheet_gridlines(booking->sheet, LXW_SHOW_ALL_GRIDLINES);
	set_head_and_foot(booking);
}

/* --- the letter ----------------------------------------------------------- */

static void book_block(
	void *user, int page, enum text_role role, const char *words)
{
	struct booking *booking = user;

	worksheet_write_number(
		booking->sheet, booking->row, LETTER_PAGE, page, booking->text);
	worksheet_write_string(booking->sheet, booking->row, LETTER_WORDS,
		words, role == TEXT_HEADING ? booking->heading : booking->text);
	worksheet_set_row(booking->sheet, booking->row,
		height_of(words, LETTER_WIDTH), NULL);
	booking->row++;
}

static void book_letter(struct booking *booking)
{
	booking->sheet = workbook_add_worksheet(booking->book, "Letter");
	booking->row = 1;
	worksheet_set_column(booking->sheet, LETTER_PAGE, LETTER_PAGE, 6, NULL);
	worksheet_set_column(
		booking->sheet, LETTER_WORDS, LETTER_WORDS, LETTER_WIDTH, NULL);
	worksheet_write_string(
		booking->sheet, 0, LETTER_PAGE, "page", booking->head);
	worksheet_write_string(
		booking->sheet, 0, LETTER_WORDS, "letter", booking->head);
	handout_each_block(booking->handout, book_block, booking);
	worksheet_freeze_panes(booking->sheet, 1, 0);
	worksheet_repeat_rows(booking->sheet, 0, 0);
	set_head_and_foot(booking);
}

/* --- the workbook -------------------------------------------------------- */

static bool fail(const char *path, const char *what, GError **error)
{
	g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: cannot be %s",
		path, what);
	return false;
}

bool handout_book(
	const struct handout *handout, const char *path, GError **error)
{
	struct booking booking = {
		.handout = handout, .book = workbook_new(path)};
	g_autofree char *title = g_strdup_printf(
		"Score sheet: %s, %s", handout->document, handout->reviewer);
	lxw_doc_properties properties = {.title = title, .created = FIXED_TIME};

	if (!booking.book)
		return fail(path, "made", error);
	workbook_set_properties(booking.book, &properties);
	add_formats(&booking);
	book_scores(&booking);
	book_letter(&booking);
	return workbook_close(booking.book) == LXW_NO_ERROR ||
	       fail(path, "written", error);
}
