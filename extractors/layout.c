#include "extractors/layout/private.h"

#include <math.h>
#include <string.h>

static void word_clear(void *data)
{
	struct layout_word *word = data;

	g_free(word->text);
}

struct layout_page *layout_page_new(int number, float width, float height)
{
	struct layout_page *page = g_new0(struct layout_page, 1);

	page->number = number;
	page->width = width;
	page->height = height;
	page->words = g_array_new(FALSE, FALSE, sizeof(struct layout_word));
	g_array_set_clear_func(page->words, word_clear);
	return page;
}

void layout_page_free(struct layout_page *page)
{
	if (!page)
		return;
	g_array_unref(page->words);
	g_free(page);
}

void layout_picture_free(struct layout_picture *picture)
{
	if (!picture)
		return;
	g_free(picture->pixels);
	g_free(picture);
}

/* Lines of running text stand so many type sizes apart, and no further. */
#define USUAL_PITCH   1.2f
#define LARGEST_PITCH 1.8f

/* Tables and cells may reach this far beyond their words, points. */
#define AROUND 72.0f

/* How often each measure occurs, in half points. */
struct histogram {
	size_t counts[1200];
};

static void count(struct histogram *histogram, float value, size_t times)
{
	long place = lroundf(value * 2);

	if (place > 0 && place < (long)G_N_ELEMENTS(histogram->counts))
		histogram->counts[place] += times;
}

static float commonest(const struct histogram *histogram)
{
	size_t best = 0;

	for (size_t i = 1; i < G_N_ELEMENTS(histogram->counts); i++) {
		if (histogram->counts[i] > histogram->counts[best])
			best = i;
	}
	return (float)best / 2;
}

static size_t sum(const struct histogram *histogram)
{
	size_t all = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(histogram->counts); i++)
		all += histogram->counts[i];
	return all;
}

/* The measure that no more than one in 25 exceeds. */
static float nearly_largest(const struct histogram *histogram)
{
	size_t all = sum(histogram), above = 0;
	size_t i = G_N_ELEMENTS(histogram->counts);

	while (i > 1 && above * 25 <= all)
		above += histogram->counts[--i];
	return (float)i / 2;
}

/* The least measure that at least one in 25 has. */
static float least_usual(const struct histogram *histogram)
{
	size_t all = sum(histogram), i = 0;

	while (i + 1 < G_N_ELEMENTS(histogram->counts) &&
		histogram->counts[i] * 25 < MAX(all, 1))
		i++;
	return (float)i / 2;
}

/* What the document's lines are like, all taken together. */
struct survey {
	struct histogram sizes, pitches, lefts, rights;
	size_t characters, bold;
};

static void survey_size(struct survey *survey, const struct sheet *sheet)
{
	for (guint i = 0; i < sheet->lines->len; i++) {
		const struct line *line = sheet->lines->pdata[i];
		size_t length = strlen(line->text);

		count(&survey->sizes, line->size, length);
		survey->characters += length;
		survey->bold += line->bold ? length : 0;
	}
}

static void survey_place(
	struct survey *survey, const struct sheet *sheet, float size)
{
	const struct line *last = NULL;

	for (guint i = 0; i < sheet->lines->len; i++) {
		const struct line *line = sheet->lines->pdata[i];

		if (line->role != TEXT_PARAGRAPH ||
			fabsf(line->size - size) > 0.6f)
			continue;
		if (last)
			count(&survey->pitches, line->box.top - last->box.top,
				1);
		count(&survey->lefts, line->box.left, 1);
		count(&survey->rights, line->box.right, 1);
		last = line;
	}
}

static struct body find_body(const GPtrArray *sheets)
{
	g_autofree struct survey *survey = g_new0(struct survey, 1);
	struct body body;

	for (guint i = 0; i < sheets->len; i++)
		survey_size(survey, sheets->pdata[i]);
	body.size = commonest(&survey->sizes);
	body.bold = survey->bold * 3 > survey->characters * 2;
	for (guint i = 0; i < sheets->len; i++)
		survey_place(survey, sheets->pdata[i], body.size);
	body.pitch = commonest(&survey->pitches);
	if (body.pitch > LARGEST_PITCH * body.size)
		body.pitch = USUAL_PITCH * body.size; /* too few to tell */
	body.left = least_usual(&survey->lefts);
	body.right = nearly_largest(&survey->rights);
	return body;
}

static void sheet_free(void *data)
{
	struct sheet *sheet = data;

	g_ptr_array_unref(sheet->lines);
	g_ptr_array_unref(sheet->tables);
	g_free(sheet);
}

static struct sheet *sheet_new(const struct layout_page *page,
	const GPtrArray *rows, GHashTable *notes)
{
	struct sheet *sheet = g_new0(struct sheet, 1);

	sheet->page = page;
	sheet->notes = notes;
	sheet->lines = layout_row_lines(rows, page->number, notes);
	sheet->tables = g_ptr_array_new_with_free_func(layout_table_free);
	return sheet;
}

/* The table that the running text of the sheet ends or begins with. */
static struct table *table_at(const struct sheet *sheet, bool end)
{
	for (guint i = 0; i < sheet->lines->len; i++) {
		const struct line *line =
			sheet->lines
				->pdata[end ? sheet->lines->len - 1 - i : i];

		if (line->cell)
			return line->cell->table;
		if (line->role == TEXT_PARAGRAPH)
			return NULL;
	}
	return NULL;
}

/* Tie the parts of tables that run over page ends to one another. */
static void link_tables(const GPtrArray *sheets)
{
	for (guint i = 0; i + 1 < sheets->len; i++) {
		struct table *table = table_at(sheets->pdata[i], true);
		struct table *next = table_at(sheets->pdata[i + 1], false);

		if (table && next && layout_table_fits(table, next)) {
			table->next = next;
			next->part = true;
		}
	}
}

/* Where rules that matter can be: about the words, within the page. */
static struct text_box words_area(const struct sheet *sheet)
{
	const struct layout_page *page = sheet->page;
	struct text_box area = {page->width, page->height, 0, 0};

	for (guint i = 0; i < sheet->lines->len; i++) {
		const struct line *line = sheet->lines->pdata[i];

		if (line->role != TEXT_PARAGRAPH)
			continue;
		area.left = MIN(area.left, line->box.left);
		area.top = MIN(area.top, line->box.top);
		area.right = MAX(area.right, line->box.right);
		area.bottom = MAX(area.bottom, line->box.bottom);
	}
	area.left = MAX(area.left - AROUND, 0);
	area.top = MAX(area.top - AROUND, 0);
	area.right = MIN(area.right + AROUND, page->width);
	area.bottom = MIN(area.bottom + AROUND, page->height);
	return area;
}

/* Find the tables of a sheet; `above` is that with which the last ended. */
static void find_tables(struct sheet *sheet, const struct table *above,
	layout_draw_func draw, void *user)
{
	struct text_box area = words_area(sheet);
	struct layout_picture *picture = draw(sheet->page, &area, user);

	if (picture)
		layout_find_grids(sheet, picture, above);
	layout_picture_free(picture);
}

/* A sheet for each page, and the numbers of notes that these borrow. */
static GPtrArray *make_sheets(const GPtrArray *pages, GHashTable **notes)
{
	GPtrArray *sheets = g_ptr_array_new_with_free_func(sheet_free);
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(
		(GDestroyNotify)g_ptr_array_unref);

	for (guint i = 0; i < pages->len; i++)
		g_ptr_array_add(rows, layout_page_rows(pages->pdata[i]));
	*notes = layout_note_numbers(rows);
	for (guint i = 0; i < pages->len; i++)
		g_ptr_array_add(sheets,
			sheet_new(pages->pdata[i], rows->pdata[i], *notes));
	return sheets;
}

void layout_run(struct text *text, const GPtrArray *pages,
	layout_draw_func draw, void *user)
{
	g_autoptr(GHashTable) notes = NULL;
	g_autoptr(GPtrArray) sheets = make_sheets(pages, &notes);
	struct table *above = NULL; /* with which the last page ended */
	struct body body;

	layout_mark_furniture(sheets);
	body = find_body(sheets);
	for (guint i = 0; i < sheets->len; i++) {
		struct sheet *sheet = sheets->pdata[i];

		layout_mark_footnotes(sheet, &body);
		if (draw && ((above && above->ruled) ||
				    layout_looks_tabular(sheet, &body)))
			find_tables(sheet, above, draw, user);
		layout_find_columns(sheet, above);
		above = table_at(sheet, true);
	}
	link_tables(sheets);
	layout_blocks(text, sheets, &body);
	layout_join_hyphens(text);
}
