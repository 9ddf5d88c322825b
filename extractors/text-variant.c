/*
 * The text model as a GVariant and back. The way back reads what a worker
 * that opened a stranger's file has sent, so every value is checked.
 */
#include "extractors/text.h"

#include "extractors/limits.h"

#include <math.h>

/* page, left, top, right, bottom, size, bold, italic, join */
#define LINE_TYPE "(sidddddbby)"
/* role, level, table, row, column, spans, marker, fill, lines */
#define BLOCK_TYPE "(yiiiiiimsmsa" LINE_TYPE ")"
/* number, width, height, source, confidence */
#define PAGE_TYPE    "(iddyi)"
#define WARNING_TYPE "(is)"
#define TEXT_TYPE    "(smsa" PAGE_TYPE "a" BLOCK_TYPE "a" WARNING_TYPE ")"

/* No page is wider, no type larger; only hostile files come near. */
#define LARGEST_MEASURE 1e6

static GVariant *line_to_variant(const struct text_line *line)
{
	return g_variant_new(LINE_TYPE, line->text, line->page,
		(double)line->box.left, (double)line->box.top,
		(double)line->box.right, (double)line->box.bottom,
		(double)line->size, line->bold, line->italic,
		(guchar)line->join);
}

static GVariant *block_to_variant(const struct text_block *block)
{
	GVariantBuilder lines;

	g_variant_builder_init(&lines, G_VARIANT_TYPE("a" LINE_TYPE));
	for (guint i = 0; i < block->lines->len; i++)
		g_variant_builder_add_value(
			&lines, line_to_variant(block->lines->pdata[i]));
	return g_variant_new(BLOCK_TYPE, (guchar)block->role, block->level,
		block->table, block->row, block->column, block->row_span,
		block->column_span, block->marker, block->fill, &lines);
}

static GVariant *page_to_variant(const struct text_page *page)
{
	return g_variant_new(PAGE_TYPE, page->number, (double)page->width,
		(double)page->height, (guchar)page->source, page->confidence);
}

GVariant *text_to_variant(const struct text *text)
{
	GVariantBuilder pages, blocks, warnings;

	g_variant_builder_init(&pages, G_VARIANT_TYPE("a" PAGE_TYPE));
	for (guint i = 0; i < text->pages->len; i++)
		g_variant_builder_add_value(
			&pages, page_to_variant(text->pages->pdata[i]));
	g_variant_builder_init(&blocks, G_VARIANT_TYPE("a" BLOCK_TYPE));
	for (guint i = 0; i < text->blocks->len; i++)
		g_variant_builder_add_value(
			&blocks, block_to_variant(text->blocks->pdata[i]));
	g_variant_builder_init(&warnings, G_VARIANT_TYPE("a" WARNING_TYPE));
	for (guint i = 0; i < text->warnings->len; i++) {
		const struct text_warning *warning = text->warnings->pdata[i];

		g_variant_builder_add(&warnings, WARNING_TYPE, warning->page,
			warning->message);
	}
	return g_variant_new(TEXT_TYPE, text->format, text->title, &pages,
		&blocks, &warnings);
}

static bool malformed(GError **error, const char *what)
{
	g_set_error(error, TEXT_ERROR, TEXT_ERROR_MALFORMED,
		"not a text: %s is out of range", what);
	return false;
}

static bool is_measure(double value)
{
	return isfinite(value) && fabs(value) <= LARGEST_MEASURE;
}

static bool read_pages(struct text *text, GVariant *pages, GError **error)
{
	GVariantIter iter;
	int number, confidence;
	double width, height;
	guchar source;

	if (g_variant_n_children(pages) > LIMIT_PAGES)
		return malformed(error, "the number of pages");
	g_variant_iter_init(&iter, pages);
	while (g_variant_iter_next(&iter, PAGE_TYPE, &number, &width, &height,
		&source, &confidence)) {
		struct text_page *page;

		if (!is_measure(width) || !is_measure(height))
			return malformed(error, "a page's size");
		page = text_add_page(text, (float)width, (float)height);
		if (number != page->number || source > TEXT_FROM_NONE ||
			confidence < -1 || confidence > 100)
			return malformed(error, "a page");
		page->source = source;
		page->confidence = confidence;
	}
	return true;
}

static bool read_line(const struct text *text, struct text_block *block,
	GVariant *value, GError **error)
{
	g_autofree struct text_line *line = g_new0(struct text_line, 1);
	const char *words;
	gboolean bold, italic;
	double box[4], size;
	guchar join;

	g_variant_get(value, "(&sidddddbby)", &words, &line->page, &box[0],
		&box[1], &box[2], &box[3], &size, &bold, &italic, &join);
	if (line->page < 0 || line->page > (int)text->pages->len)
		return malformed(error, "a line's page");
	for (int i = 0; i < 4; i++) {
		if (!is_measure(box[i]))
			return malformed(error, "a line's box");
	}
	if (!is_measure(size) || join > TEXT_JOIN_DROP)
		return malformed(error, "a line");
	line->text = g_strdup(words);
	line->box = (struct text_box){
		(float)box[0], (float)box[1], (float)box[2], (float)box[3]};
	line->size = (float)size;
	line->bold = bold;
	line->italic = italic;
	line->join = join;
	g_ptr_array_add(block->lines, g_steal_pointer(&line));
	return true;
}

static bool block_is_sound(const struct text_block *block)
{
	bool cell = block->role == TEXT_CELL;
	bool levelled =
		block->role == TEXT_HEADING || block->role == TEXT_BULLET;

	if (levelled ? block->level < 1 || block->level > 100 : block->level)
		return false;
	if (!cell)
		return !block->table && !block->row && !block->column &&
		       !block->row_span && !block->column_span;
	return block->table >= 1 && block->row >= 0 && block->column >= 0 &&
	       block->row_span >= 1 && block->column_span >= 1 &&
	       block->row <= LIMIT_TABLE_CELLS &&
	       block->column <= LIMIT_TABLE_CELLS &&
	       block->row_span <= LIMIT_TABLE_CELLS &&
	       block->column_span <= LIMIT_TABLE_CELLS;
}

static bool read_block(struct text *text, GVariant *value, GError **error)
{
	g_autoptr(GVariant) lines = NULL;
	struct text_block *block;
	GVariantIter iter;
	GVariant *line;
	guchar role;
	bool sound = true;

	g_variant_get_child(value, 0, "y", &role);
	if (role >= TEXT_ROLES)
		return malformed(error, "a block's role");
	block = text_add_block(text, role);
	g_variant_get(value, "(yiiiiiimsms@a" LINE_TYPE ")", &role,
		&block->level, &block->table, &block->row, &block->column,
		&block->row_span, &block->column_span, &block->marker,
		&block->fill, &lines);
	if (!block_is_sound(block))
		return malformed(error, "a block");
	g_variant_iter_init(&iter, lines);
	while (sound && (line = g_variant_iter_next_value(&iter))) {
		sound = read_line(text, block, line, error);
		g_variant_unref(line);
	}
	return sound;
}

static bool read_blocks(struct text *text, GVariant *blocks, GError **error)
{
	GVariantIter iter;
	GVariant *block;
	bool sound = true;

	g_variant_iter_init(&iter, blocks);
	while (sound && (block = g_variant_iter_next_value(&iter))) {
		sound = read_block(text, block, error);
		g_variant_unref(block);
	}
	return sound;
}

static bool read_warnings(struct text *text, GVariant *warnings, GError **error)
{
	GVariantIter iter;
	const char *message;
	int page;

	g_variant_iter_init(&iter, warnings);
	while (g_variant_iter_next(&iter, "(i&s)", &page, &message)) {
		if (page < 0 || page > (int)text->pages->len)
			return malformed(error, "a warning's page");
		text_warn(text, page, message);
	}
	return true;
}

struct text *text_from_variant(GVariant *value, GError **error)
{
	g_autoptr(GVariant) pages = NULL, blocks = NULL, warnings = NULL;
	g_autoptr(Text) text = NULL;
	const char *format, *title;

	if (!g_variant_is_of_type(value, G_VARIANT_TYPE(TEXT_TYPE)) ||
		!g_variant_is_normal_form(value)) {
		g_set_error(error, TEXT_ERROR, TEXT_ERROR_MALFORMED,
			"not a text: of another shape");
		return NULL;
	}
	g_variant_get(value,
		"(&sm&s@a" PAGE_TYPE "@a" BLOCK_TYPE "@a" WARNING_TYPE ")",
		&format, &title, &pages, &blocks, &warnings);
	text = text_new(format);
	text->title = g_strdup(title);
	if (!read_pages(text, pages, error) ||
		!read_blocks(text, blocks, error) ||
		!read_warnings(text, warnings, error))
		return NULL;
	return g_steal_pointer(&text);
}
