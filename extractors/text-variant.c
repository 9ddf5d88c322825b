/*
 * The text model as a GVariant and back. The way back reads what a worker
 * that opened a stranger's file has sent, so every value is checked.
 */
#include "extractors/text.h"

#include "extractors/limits.h"

#include <math.h>
#include <string.h>

/*
 * Lines make nearly all of a text, so they stand apart from their blocks in
 * two long arrays: their words, and the rest as struct packed_line.
 */
#define LINE_TYPE "(iuuuuuyyy)"
/* role, level, table, row, column, spans, marker, fill, number of lines */
#define BLOCK_TYPE "(yiiiiiimsmsu)"
/* number, width, height, source, confidence */
#define PAGE_TYPE    "(iddyi)"
#define WARNING_TYPE "(is)"
#define TEXT_TYPE                                                              \
	"(smsa" PAGE_TYPE "a" BLOCK_TYPE "asa" LINE_TYPE "a" WARNING_TYPE ")"

/* No page is wider, no type larger; only hostile files come near. */
#define LARGEST_MEASURE 1e6

/* As GVariant lays LINE_TYPE out. Floats travel as their bits. */
struct packed_line {
	gint32 page;
	guint32 left, top, right, bottom, size;
	guint8 bold, italic, join;
	guint8 padding; /* always 0 */
};

G_STATIC_ASSERT(sizeof(struct packed_line) == 28);

static guint32 to_bits(float value)
{
	guint32 bits;

	memcpy(&bits, &value, sizeof(bits));
	return bits;
}

static float from_bits(guint32 bits)
{
	float value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

static struct packed_line pack_line(const struct text_line *line)
{
	return (struct packed_line){
		.page = line->page,
		.left = to_bits(line->box.left),
		.top = to_bits(line->box.top),
		.right = to_bits(line->box.right),
		.bottom = to_bits(line->box.bottom),
		.size = to_bits(line->size),
		.bold = line->bold,
		.italic = line->italic,
		.join = (guint8)line->join,
	};
}

static GVariant *maybe_string(const char *string)
{
	return g_variant_new_maybe(G_VARIANT_TYPE_STRING,
		string ? g_variant_new_string(string) : NULL);
}

/* As BLOCK_TYPE, put together by hand: reading that each time takes longer. */
static GVariant *block_to_variant(const struct text_block *block)
{
	GVariant *members[] = {
		g_variant_new_byte((guchar)block->role),
		g_variant_new_int32(block->level),
		g_variant_new_int32(block->table),
		g_variant_new_int32(block->row),
		g_variant_new_int32(block->column),
		g_variant_new_int32(block->row_span),
		g_variant_new_int32(block->column_span),
		maybe_string(block->marker),
		maybe_string(block->fill),
		g_variant_new_uint32(block->lines->len),
	};

	return g_variant_new_tuple(members, G_N_ELEMENTS(members));
}

/* The words of all lines, and all else about them. */
static void pack_lines(
	const struct text *text, GVariant **words, GVariant **lines)
{
	g_autoptr(GPtrArray) strings = g_ptr_array_new();
	g_autoptr(GArray) packed =
		g_array_new(FALSE, FALSE, sizeof(struct packed_line));

	for (guint i = 0; i < text->blocks->len; i++) {
		const struct text_block *block = text->blocks->pdata[i];

		for (guint j = 0; j < block->lines->len; j++) {
			const struct text_line *line = block->lines->pdata[j];
			struct packed_line one = pack_line(line);

			g_ptr_array_add(strings, line->text);
			g_array_append_val(packed, one);
		}
	}
	*words = g_variant_new_strv(
		(const char *const *)strings->pdata, (gssize)strings->len);
	*lines = g_variant_new_fixed_array(G_VARIANT_TYPE(LINE_TYPE),
		packed->data, packed->len, sizeof(struct packed_line));
}

static GVariant *page_to_variant(const struct text_page *page)
{
	return g_variant_new(PAGE_TYPE, page->number, (double)page->width,
		(double)page->height, (guchar)page->source, page->confidence);
}

GVariant *text_to_variant(const struct text *text)
{
	GVariantBuilder pages, blocks, warnings;
	GVariant *words, *lines;

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
	pack_lines(text, &words, &lines);
	return g_variant_new("(smsa" PAGE_TYPE "a" BLOCK_TYPE "@as@a" LINE_TYPE
			     "a" WARNING_TYPE ")",
		text->format, text->title, &pages, &blocks, words, lines,
		&warnings);
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

/* The lines that are still to be shared out to blocks. */
struct unread {
	const char **words;
	const struct packed_line *lines;
	gsize left;
};

static bool read_line(const struct text *text, struct text_block *block,
	struct unread *unread, GError **error)
{
	const struct packed_line *packed = unread->lines++;
	const float measures[] = {from_bits(packed->left),
		from_bits(packed->top), from_bits(packed->right),
		from_bits(packed->bottom), from_bits(packed->size)};
	struct text_line *line;

	for (gsize i = 0; i < G_N_ELEMENTS(measures); i++) {
		if (!is_measure(measures[i]))
			return malformed(error, "a line's box");
	}
	if (packed->page < 0 || packed->page > (int)text->pages->len)
		return malformed(error, "a line's page");
	if (packed->join > TEXT_JOIN_DROP)
		return malformed(error, "a line");
	line = g_new0(struct text_line, 1);
	line->text = g_strdup(*unread->words++);
	line->page = packed->page;
	line->box = (struct text_box){
		measures[0], measures[1], measures[2], measures[3]};
	line->size = measures[4];
	line->bold = packed->bold;
	line->italic = packed->italic;
	line->join = packed->join;
	g_ptr_array_add(block->lines, line);
	unread->left--;
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

static bool read_block(struct text *text, GVariant *value,
	struct unread *unread, GError **error)
{
	struct text_block *block;
	guint32 lines;
	guchar role;

	g_variant_get_child(value, 0, "y", &role);
	if (role >= TEXT_ROLES)
		return malformed(error, "a block's role");
	block = text_add_block(text, role);
	g_variant_get(value, BLOCK_TYPE, &role, &block->level, &block->table,
		&block->row, &block->column, &block->row_span,
		&block->column_span, &block->marker, &block->fill, &lines);
	if (!block_is_sound(block))
		return malformed(error, "a block");
	if (lines > unread->left)
		return malformed(error, "a block's number of lines");
	while (lines-- > 0) {
		if (!read_line(text, block, unread, error))
			return false;
	}
	return true;
}

static bool read_blocks(struct text *text, GVariant *blocks,
	struct unread *unread, GError **error)
{
	GVariantIter iter;
	GVariant *block;
	bool sound = true;

	g_variant_iter_init(&iter, blocks);
	while (sound && (block = g_variant_iter_next_value(&iter))) {
		sound = read_block(text, block, unread, error);
		g_variant_unref(block);
	}
	if (sound && unread->left > 0)
		return malformed(error, "the number of lines");
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
	g_autoptr(GVariant) lines = NULL;
	g_autofree const char **words = NULL;
	g_autoptr(Text) text = NULL;
	struct unread unread;
	const char *format, *title;
	gsize count;

	if (!g_variant_is_of_type(value, G_VARIANT_TYPE(TEXT_TYPE)) ||
		!g_variant_is_normal_form(value)) {
		g_set_error(error, TEXT_ERROR, TEXT_ERROR_MALFORMED,
			"not a text: of another shape");
		return NULL;
	}
	g_variant_get(value,
		"(&sm&s@a" PAGE_TYPE "@a" BLOCK_TYPE "^a&s@a" LINE_TYPE
		"@a" WARNING_TYPE ")",
		&format, &title, &pages, &blocks, &words, &lines, &warnings);
	unread.words = words;
	unread.lines = g_variant_get_fixed_array(
		lines, &unread.left, sizeof(struct packed_line));
	count = g_strv_length((char **)words);
	if (count != unread.left) {
		malformed(error, "the number of lines");
		return NULL;
	}
	text = text_new(format);
	text->title = g_strdup(title);
	if (!read_pages(text, pages, error) ||
		!read_blocks(text, blocks, &unread, error) ||
		!read_warnings(text, warnings, error))
		return NULL;
	return g_steal_pointer(&text);
}
