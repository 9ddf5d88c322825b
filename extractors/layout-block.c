/*
 * From lines to blocks: which lines belong together, what they are for, and
 * what goes on over a page end.
 */
#include "extractors/layout-private.h"

#include <math.h>
#include <string.h>

/* Lines further apart than this many usual pitches part paragraphs. */
#define PARAGRAPH_PITCH 1.25f

/* A heading is this much larger than the running text, or bold. */
#define HEADING_SIZE 1.12f

/* Longer than this is no heading. */
#define HEADING_CHARS 220

/* Lefts that differ by less are the same, points. */
#define SAME_LEFT 4.0f

static bool starts_lower(const char *text)
{
	return g_unichar_islower(g_utf8_get_char(text));
}

/* Whether the first word of `next` had room behind `line`. */
static bool had_room(const struct line *line, const struct line *next,
	const struct body *body)
{
	float room = body->right - line->box.right;

	return next->first_width + 0.3f * line->size < room - 1;
}

static bool same_type(const struct line *a, const struct line *b)
{
	return fabsf(a->size - b->size) < 0.6f && a->bold == b->bold;
}

static bool is_heading(const struct line *line, const struct body *body)
{
	if (line->marker && g_utf8_strlen(line->marker, -1) == 1)
		return false;
	if (strlen(line->text) > HEADING_CHARS)
		return false;
	if (line->size > body->size * HEADING_SIZE)
		return true;
	return line->bold && !body->bold && line->size > body->size * 0.95f;
}

/* Whether `line` goes on with what `last` on the same page was saying. */
static bool goes_on(const struct line *last, const struct line *line,
	const struct body *body)
{
	float pitch = line->box.top - last->box.top;
	float usual = MAX(body->pitch * line->size / MAX(body->size, 1),
		line->size * 1.05f);

	if (line->marker || pitch > usual * PARAGRAPH_PITCH || pitch < 0)
		return false;
	if (is_heading(line, body) != is_heading(last, body))
		return false;
	if (is_heading(line, body))
		return same_type(last, line);
	if (fabsf(line->left - last->left) > SAME_LEFT &&
		line->left > last->left)
		return starts_lower(line->text);
	if (starts_lower(line->text))
		return true;
	return !had_room(last, line, body);
}

/* Whether the first line of a page goes on with the last of one before. */
static bool goes_on_over(const struct line *last, const struct line *line,
	const struct body *body)
{
	if (line->marker || is_heading(line, body) || is_heading(last, body))
		return false;
	if (fabsf(line->size - last->size) > 0.6f)
		return false;
	if (starts_lower(line->text))
		return true;
	if (line->left < last->left - SAME_LEFT)
		return false;
	return !had_room(last, line, body);
}

/* Heading styles, largest first; a style's rank is its level. */
static int style_of(const struct line *line)
{
	return (int)lroundf(line->size * 2) * 2 + line->bold;
}

static int compare_styles(const void *a, const void *b)
{
	return *(const int *)b - *(const int *)a;
}

static GArray *heading_styles(const GPtrArray *pages, const struct body *body)
{
	GArray *styles = g_array_new(FALSE, FALSE, sizeof(int));

	for (guint i = 0; i < pages->len; i++) {
		const GPtrArray *lines = pages->pdata[i];

		for (guint j = 0; j < lines->len; j++) {
			const struct line *line = lines->pdata[j];
			int style = style_of(line);
			bool known = false;

			if (line->role != TEXT_PARAGRAPH ||
				!is_heading(line, body))
				continue;
			for (guint k = 0; k < styles->len; k++)
				known |= g_array_index(styles, int, k) == style;
			if (!known)
				g_array_append_val(styles, style);
		}
	}
	g_array_sort(styles, compare_styles);
	return styles;
}

static int heading_level(const GArray *styles, const struct line *line)
{
	int style = style_of(line);

	for (guint i = 0; i < styles->len; i++) {
		if (g_array_index(styles, int, i) == style)
			return MIN((int)i + 1, 6);
	}
	return 6;
}

static void add_line(struct text_block *block, const struct line *from)
{
	struct text_line *line =
		text_block_add_line(block, from->text, from->page);

	line->box = from->box;
	line->size = from->size;
	line->bold = from->bold;
	line->italic = from->italic;
}

/* What is being read: the block that may still go on, and its last line. */
struct reader {
	struct text *text;
	const struct body *body;
	const GArray *styles;
	struct text_block *block; /* NULL: nothing can go on */
	const struct line *last;
};

static struct text_block *new_block(
	const struct reader *reader, const struct line *line)
{
	enum text_role role = line->role;
	struct text_block *block;

	if (role == TEXT_PARAGRAPH && is_heading(line, reader->body))
		role = TEXT_HEADING;
	else if (role == TEXT_PARAGRAPH && line->marker)
		role = TEXT_BULLET;
	block = text_add_block(reader->text, role);
	block->marker = g_strdup(line->marker);
	if (role == TEXT_HEADING)
		block->level = heading_level(reader->styles, line);
	return block;
}

static void read_line(struct reader *reader, const struct line *line)
{
	const struct line *last = reader->last;
	bool on = false;

	if (line->role != TEXT_PARAGRAPH) {
		add_line(new_block(reader, line), line);
		return;
	}
	if (last && last->page == line->page)
		on = line->starts_row && last->ends_row &&
		     goes_on(last, line, reader->body);
	else if (last)
		on = goes_on_over(last, line, reader->body);
	if (!on)
		reader->block = new_block(reader, line);
	add_line(reader->block, line);
	reader->last = line;
}

void layout_blocks(
	struct text *text, const GPtrArray *pages, const struct body *body)
{
	g_autoptr(GArray) styles = heading_styles(pages, body);
	struct reader reader = {.text = text, .body = body, .styles = styles};

	for (guint i = 0; i < pages->len; i++) {
		const GPtrArray *lines = pages->pdata[i];

		for (guint j = 0; j < lines->len; j++)
			read_line(&reader, lines->pdata[j]);
	}
}
