#include "extractors/text.h"

#include <string.h>

G_DEFINE_QUARK(lettermark - text - error, text_error)

static const char *const role_names[TEXT_ROLES] = {
	[TEXT_PARAGRAPH] = "paragraph",
	[TEXT_HEADING] = "heading",
	[TEXT_BULLET] = "bullet",
	[TEXT_CELL] = "cell",
	[TEXT_FOOTNOTE] = "footnote",
	[TEXT_RUNNING_HEAD] = "running-head",
	[TEXT_PAGE_NUMBER] = "page-number",
};

static void line_free(void *data)
{
	struct text_line *line = data;

	g_free(line->text);
	g_free(line);
}

static void block_free(void *data)
{
	struct text_block *block = data;

	g_free(block->marker);
	g_free(block->fill);
	g_ptr_array_unref(block->lines);
	g_free(block);
}

static void warning_free(void *data)
{
	struct text_warning *warning = data;

	g_free(warning->message);
	g_free(warning);
}

struct text *text_new(const char *format)
{
	struct text *text = g_new0(struct text, 1);

	text->format = g_strdup(format);
	text->pages = g_ptr_array_new_with_free_func(g_free);
	text->blocks = g_ptr_array_new_with_free_func(block_free);
	text->warnings = g_ptr_array_new_with_free_func(warning_free);
	return text;
}

void text_free(struct text *text)
{
	if (!text)
		return;
	g_free(text->format);
	g_free(text->title);
	g_ptr_array_unref(text->pages);
	g_ptr_array_unref(text->blocks);
	g_ptr_array_unref(text->warnings);
	g_free(text);
}

struct text_page *text_add_page(struct text *text, float width, float height)
{
	struct text_page *page = g_new0(struct text_page, 1);

	page->number = (int)text->pages->len + 1;
	page->width = width;
	page->height = height;
	page->source = TEXT_FROM_LAYER;
	page->confidence = -1;
	g_ptr_array_add(text->pages, page);
	return page;
}

static struct text_block *block_new(enum text_role role)
{
	struct text_block *block = g_new0(struct text_block, 1);

	block->role = role;
	if (role == TEXT_HEADING || role == TEXT_BULLET)
		block->level = 1;
	if (role == TEXT_CELL) {
		block->table = 1;
		block->row_span = 1;
		block->column_span = 1;
	}
	block->lines = g_ptr_array_new_with_free_func(line_free);
	return block;
}

struct text_block *text_add_block(struct text *text, enum text_role role)
{
	struct text_block *block = block_new(role);

	g_ptr_array_add(text->blocks, block);
	return block;
}

struct text_line *text_block_add_line(
	struct text_block *block, const char *words, int page)
{
	struct text_line *line = g_new0(struct text_line, 1);

	line->text = text_clean(words);
	line->page = page;
	g_ptr_array_add(block->lines, line);
	return line;
}

void text_warn(struct text *text, int page, const char *message)
{
	struct text_warning *warning = g_new0(struct text_warning, 1);

	warning->page = page;
	warning->message = g_strdup(message);
	g_ptr_array_add(text->warnings, warning);
}

static const char *spelt_out(gunichar c)
{
	static const char *const ligatures[] = {
		"ff", "fi", "fl", "ffi", "ffl", "st", "st"};

	if (c >= 0xfb00 && c - 0xfb00 < G_N_ELEMENTS(ligatures))
		return ligatures[c - 0xfb00];
	if (c == 0x2010 || c == 0x2011) /* hyphen, non-breaking hyphen */
		return "-";
	return NULL;
}

static bool is_invisible(gunichar c)
{
	return c == 0xad || (c >= 0x200b && c <= 0x200f) ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2064) ||
	       (c >= 0x2066 && c <= 0x2069) || c == 0xfeff ||
	       g_unichar_type(c) == G_UNICODE_CONTROL;
}

static bool is_space(gunichar c)
{
	return g_unichar_isspace(c) || c == '\v' || c == 0x85;
}

/* `words`, valid UTF-8, with what readers should not meet changed or gone. */
static GString *filter(const char *words)
{
	GString *out = g_string_sized_new(strlen(words));
	bool space = false;

	for (const char *p = words; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		const char *spelt = spelt_out(c);

		if (is_space(c)) {
			space = out->len > 0;
			continue;
		}
		if (is_invisible(c))
			continue;
		if (space)
			g_string_append_c(out, ' ');
		space = false;
		if (spelt)
			g_string_append(out, spelt);
		else
			g_string_append_unichar(out, c);
	}
	return out;
}

/* Most lines are plain ASCII and clean already. */
static bool is_plain(const char *words)
{
	char last = ' ';

	for (const char *p = words; *p; last = *p++) {
		if (*p < ' ' || *p > '~' || (*p == ' ' && last == ' '))
			return false;
	}
	return last != ' ';
}

char *text_clean(const char *words)
{
	g_autofree char *valid = NULL;
	g_autoptr(GString) out = NULL;

	if (is_plain(words))
		return g_strdup(words);
	valid = g_utf8_make_valid(words, -1);
	out = filter(valid);
	return g_utf8_normalize(out->str, -1, G_NORMALIZE_NFC);
}

/* Undo a hyphen at the end of `string`, as TEXT_JOIN_DROP asks. */
static void drop_hyphen(GString *string)
{
	if (string->len > 0 && string->str[string->len - 1] == '-')
		g_string_truncate(string, string->len - 1);
}

char *text_block_string(const struct text_block *block, GArray *starts)
{
	GString *string = g_string_new(NULL);
	enum text_join join = TEXT_JOIN_KEEP;

	for (guint i = 0; i < block->lines->len; i++) {
		const struct text_line *line = block->lines->pdata[i];

		if (join == TEXT_JOIN_DROP)
			drop_hyphen(string);
		if (join == TEXT_JOIN_SPACE && string->len > 0 && *line->text)
			g_string_append_c(string, ' ');
		if (starts) {
			struct text_start start = {string->len, line};

			g_array_append_val(starts, start);
		}
		g_string_append(string, line->text);
		join = line->join;
	}
	return g_string_free(string, FALSE);
}

bool text_role_is_furniture(enum text_role role)
{
	return role == TEXT_RUNNING_HEAD || role == TEXT_PAGE_NUMBER;
}

const char *text_role_name(enum text_role role)
{
	g_return_val_if_fail(role < TEXT_ROLES, "unknown");
	return role_names[role];
}

static size_t count_words(const char *string)
{
	size_t count = 0;

	for (const char *p = string; *p; p++) {
		if (*p != ' ' && (p == string || p[-1] == ' '))
			count++;
	}
	return count;
}

size_t text_word_count(const struct text *text)
{
	size_t count = 0;

	for (guint i = 0; i < text->blocks->len; i++) {
		const struct text_block *block = text->blocks->pdata[i];
		g_autofree char *string = NULL;

		if (text_role_is_furniture(block->role))
			continue;
		string = text_block_string(block, NULL);
		count += count_words(string);
	}
	return count;
}
