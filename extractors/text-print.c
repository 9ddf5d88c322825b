/* The text model as people (dump) and other programs (JSON) read it. */
#include "extractors/text.h"

static const char *const source_names[] = {
	[TEXT_FROM_LAYER] = "layer",
	[TEXT_FROM_OCR] = "ocr",
	[TEXT_FROM_NONE] = "none",
};

static const char *const join_names[] = {
	[TEXT_JOIN_SPACE] = "space",
	[TEXT_JOIN_KEEP] = "keep",
	[TEXT_JOIN_DROP] = "drop",
};

/* A number to one decimal with a full stop, whatever the locale. */
static void append_number(GString *out, double number)
{
	char digits[G_ASCII_DTOSTR_BUF_SIZE];

	g_string_append(
		out, g_ascii_formatd(digits, sizeof(digits), "%.1f", number));
}

static void dump_pages(const struct text *text, GString *out)
{
	for (guint i = 0; i < text->pages->len; i++) {
		const struct text_page *page = text->pages->pdata[i];

		g_string_append_printf(out, "page %d: ", page->number);
		append_number(out, page->width);
		g_string_append(out, " x ");
		append_number(out, page->height);
		g_string_append_printf(out, " %s", source_names[page->source]);
		if (page->confidence >= 0)
			g_string_append_printf(out, " %d", page->confidence);
		g_string_append_c(out, '\n');
	}
}

static void dump_block_head(const struct text_block *block, GString *out)
{
	g_string_append_printf(out, "[%s", text_role_name(block->role));
	if (block->level)
		g_string_append_printf(out, " %d", block->level);
	if (block->table) {
		g_string_append_printf(out, " %d r%d c%d", block->table,
			block->row, block->column);
		if (block->row_span > 1 || block->column_span > 1)
			g_string_append_printf(out, " span %dx%d",
				block->row_span, block->column_span);
	}
	if (block->marker)
		g_string_append_printf(out, " \"%s\"", block->marker);
	if (block->fill)
		g_string_append_printf(out, " %s", block->fill);
	g_string_append_c(out, ']');
}

static void dump_block_pages(const struct text_block *block, GString *out)
{
	const struct text_line *first, *last;

	if (block->lines->len == 0)
		return;
	first = block->lines->pdata[0];
	last = block->lines->pdata[block->lines->len - 1];
	if (last->page != first->page)
		g_string_append_printf(out, " p%d-%d", first->page, last->page);
	else if (first->page)
		g_string_append_printf(out, " p%d", first->page);
}

void text_dump(const struct text *text, GString *out)
{
	g_string_append_printf(out, "format: %s\n", text->format);
	if (text->title)
		g_string_append_printf(out, "title: %s\n", text->title);
	dump_pages(text, out);
	for (guint i = 0; i < text->warnings->len; i++) {
		const struct text_warning *warning = text->warnings->pdata[i];

		g_string_append_printf(out, "warning: page %d: %s\n",
			warning->page, warning->message);
	}
	for (guint i = 0; i < text->blocks->len; i++) {
		const struct text_block *block = text->blocks->pdata[i];
		g_autofree char *string = text_block_string(block, NULL);

		dump_block_head(block, out);
		dump_block_pages(block, out);
		g_string_append_printf(out, " %s\n", string);
	}
}

/* A JSON string; NULL gives null. */
static void json_string(GString *out, const char *string)
{
	if (!string) {
		g_string_append(out, "null");
		return;
	}
	g_string_append_c(out, '"');
	for (const char *p = string; *p; p++) {
		if (*p == '"' || *p == '\\')
			g_string_append_printf(out, "\\%c", *p);
		else if ((guchar)*p < 0x20)
			g_string_append_printf(out, "\\u%04x", *p);
		else
			g_string_append_c(out, *p);
	}
	g_string_append_c(out, '"');
}

static void json_name(GString *out, const char *name)
{
	g_string_append_printf(out, ",\"%s\":", name);
}

static void json_page(GString *out, const struct text_page *page)
{
	g_string_append_printf(out, "{\"number\":%d", page->number);
	json_name(out, "width");
	append_number(out, page->width);
	json_name(out, "height");
	append_number(out, page->height);
	json_name(out, "source");
	json_string(out, source_names[page->source]);
	if (page->confidence >= 0)
		g_string_append_printf(
			out, ",\"confidence\":%d", page->confidence);
	g_string_append_c(out, '}');
}

static void json_line(GString *out, const struct text_line *line)
{
	const float box[] = {line->box.left, line->box.top, line->box.right,
		line->box.bottom};

	g_string_append(out, "{\"text\":");
	json_string(out, line->text);
	if (line->page) {
		g_string_append_printf(out, ",\"page\":%d", line->page);
		json_name(out, "box");
		for (gsize i = 0; i < G_N_ELEMENTS(box); i++) {
			g_string_append_c(out, i ? ',' : '[');
			append_number(out, box[i]);
		}
		g_string_append_c(out, ']');
	}
	json_name(out, "size");
	append_number(out, line->size);
	if (line->bold)
		g_string_append(out, ",\"bold\":true");
	if (line->italic)
		g_string_append(out, ",\"italic\":true");
	json_name(out, "join");
	json_string(out, join_names[line->join]);
	g_string_append_c(out, '}');
}

static void json_block(GString *out, const struct text_block *block)
{
	g_autofree char *string = text_block_string(block, NULL);

	g_string_append(out, "{\"role\":");
	json_string(out, text_role_name(block->role));
	if (block->level)
		g_string_append_printf(out, ",\"level\":%d", block->level);
	if (block->table)
		g_string_append_printf(out,
			",\"table\":%d,\"row\":%d,\"column\":%d,"
			"\"row_span\":%d,\"column_span\":%d",
			block->table, block->row, block->column,
			block->row_span, block->column_span);
	if (block->marker) {
		json_name(out, "marker");
		json_string(out, block->marker);
	}
	if (block->fill) {
		json_name(out, "fill");
		json_string(out, block->fill);
	}
	json_name(out, "text");
	json_string(out, string);
	json_name(out, "lines");
	g_string_append_c(out, '[');
	for (guint i = 0; i < block->lines->len; i++) {
		if (i)
			g_string_append_c(out, ',');
		json_line(out, block->lines->pdata[i]);
	}
	g_string_append(out, "]}");
}

static void json_warning(GString *out, const struct text_warning *warning)
{
	g_string_append_printf(out, "{\"page\":%d", warning->page);
	json_name(out, "message");
	json_string(out, warning->message);
	g_string_append_c(out, '}');
}

void text_json(const struct text *text, GString *out)
{
	g_string_append(out, "{\"format\":");
	json_string(out, text->format);
	json_name(out, "title");
	json_string(out, text->title);
	g_string_append(out, ",\"pages\":[");
	for (guint i = 0; i < text->pages->len; i++) {
		g_string_append(out, i ? ",\n" : "\n");
		json_page(out, text->pages->pdata[i]);
	}
	g_string_append(out, "],\"warnings\":[");
	for (guint i = 0; i < text->warnings->len; i++) {
		g_string_append(out, i ? ",\n" : "\n");
		json_warning(out, text->warnings->pdata[i]);
	}
	g_string_append(out, "],\"blocks\":[");
	for (guint i = 0; i < text->blocks->len; i++) {
		g_string_append(out, i ? ",\n" : "\n");
		json_block(out, text->blocks->pdata[i]);
	}
	g_string_append(out, "]}\n");
}
