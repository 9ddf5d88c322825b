/*
 * From lines to blocks: which lines belong together, what they are for, and
 * what goes on over a page end.
 */
#include "extractors/layout/private.h"

#include <math.h>
#include <string.h>

/* Lines further apart than this many usual pitches part paragraphs. */
#define PARAGRAPH_PITCH 1.25f

/* A heading is this much larger than the running text, or bold. */
#define HEADING_SIZE 1.12f

/* A heading that is bold is no smaller than this. */
#define BOLD_SIZE 0.85f

/* Longer than this is no heading. */
#define HEADING_CHARS 220

/* A line that ends before this part of the way to the margin is short. */
#define SHORT 0.75f

/* Lines of running text are longer; those of addresses are not. */
#define PROSE_CHARS 45

static float line_limit(const struct line *line, const struct body *body)
{
	return line->right_limit > 0 ? line->right_limit : body->right;
}

/* Whether the first word of `next` had room behind `line`. */
static bool had_room(const struct line *line, const struct line *next,
	const struct body *body)
{
	float room = line_limit(line, body) - line->box.right;

	return next->first_width + SPACE * line->size < room - 1;
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
	return line->bold && !body->bold && line->size > body->size * BOLD_SIZE;
}

/* Whether `line` stands under `last` as the lines of a paragraph do. */
static bool stands_under(const struct line *last, const struct line *line,
	const struct body *body)
{
	float pitch = line->box.top - last->box.top;
	float usual = MAX(body->pitch * line->size / MAX(body->size, 1),
		line->size * 1.05f);

	return pitch >= 0 && pitch <= usual * PARAGRAPH_PITCH;
}

/* Whether `line` goes on with what `last` on the same page was saying. */
static bool goes_on(const struct line *last, const struct line *line,
	const struct body *body)
{
	bool cut = !layout_ends_sentence(last->text) &&
		   !had_room(last, line, body);

	if (line->marker || !stands_under(last, line, body))
		return false;
	if (is_heading(line, body) && is_heading(last, body))
		return same_type(last, line);
	if (is_heading(line, body) != is_heading(last, body))
		return cut && fabsf(line->size - last->size) < 0.6f;
	if (layout_starts_lower(line->text) || layout_ends_dangling(last->text))
		return true;
	if (line->left > last->left + SAME_LEFT)
		return false;
	return !had_room(last, line, body);
}

/*
 * Whether the first line of a page goes on with the last of one before. After
 * the end of a sentence a short line does not: word processors leave no single
 * last line of a paragraph at the top of a page.
 */
static bool goes_on_over(const struct line *last, const struct line *line,
	const struct body *body)
{
	if (line->marker || is_heading(line, body) || is_heading(last, body))
		return false;
	if (fabsf(line->size - last->size) > 0.6f)
		return false;
	if (layout_starts_lower(line->text) || layout_ends_dangling(last->text))
		return true;
	if (fabsf(line->left - last->left) > SAME_LEFT)
		return false;
	if (layout_ends_sentence(last->text) &&
		line->box.right < SHORT * line_limit(line, body))
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

static GArray *heading_styles(const GPtrArray *sheets, const struct body *body)
{
	GArray *styles = g_array_new(FALSE, FALSE, sizeof(int));

	for (guint i = 0; i < sheets->len; i++) {
		const struct sheet *sheet = sheets->pdata[i];
		const GPtrArray *lines = sheet->lines;

		for (guint j = 0; j < lines->len; j++) {
			const struct line *line = lines->pdata[j];
			int style = style_of(line);
			bool known = false;

			if (line->role != TEXT_PARAGRAPH || line->cell ||
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

void layout_add_line(struct text_block *block, const struct line *from)
{
	struct text_line *line =
		text_block_add_line(block, from->text, from->page);

	line->box = from->box;
	line->size = from->size;
	line->bold = from->bold;
	line->italic = from->italic;
}

/* Lists are no deeper than this. */
#define LEVELS 6

/* What is being read: the block that may still go on, and its last line. */
struct reader {
	struct text *text;
	const struct body *body;
	const GArray *styles;
	struct text_block *block; /* NULL: nothing can go on */
	const struct line *last;
	struct text_block *note; /* likewise of footnotes */
	int tables;              /* so far */
	int level;               /* of the last item; 0 outside lists */
	float lefts[LEVELS];     /* where the markers of its levels stand */
};

/* The level of the item that begins with `line`. */
static int item_level(struct reader *reader, const struct line *line)
{
	float left = line->box.left;

	while (reader->level > 0 &&
		left < reader->lefts[reader->level - 1] - SAME_LEFT)
		reader->level--;
	if (reader->level == 0 ||
		(left > reader->lefts[reader->level - 1] + SAME_LEFT &&
			reader->level < LEVELS))
		reader->lefts[reader->level++] = left;
	return reader->level;
}

static struct text_block *new_block(
	struct reader *reader, const struct line *line)
{
	enum text_role role = line->role;
	struct text_block *block;

	if (role == TEXT_PARAGRAPH && is_heading(line, reader->body))
		role = TEXT_HEADING;
	else if (role == TEXT_PARAGRAPH && line->marker)
		role = TEXT_BULLET;
	block = text_add_block(reader->text, role);
	block->marker = g_strdup(line->marker);
	if (role == TEXT_BULLET)
		block->level = item_level(reader, line);
	if (role == TEXT_HEADING) {
		block->level = heading_level(reader->styles, line);
		reader->level = 0;
	}
	return block;
}

/*
 * Whether `line` hangs under the text of an item that `last` left unfinished,
 * though its line was broken early.
 */
static bool hangs_under(const struct reader *reader, const struct line *last,
	const struct line *line)
{
	return reader->block->role == TEXT_BULLET && !line->marker &&
	       same_type(last, line) && !layout_ends_sentence(last->text) &&
	       fabsf(line->left - last->left) < SAME_LEFT &&
	       line->left > reader->body->left + SAME_LEFT &&
	       stands_under(last, line, reader->body);
}

/*
 * Whether the first word of `line` had no room within the lines of the
 * paragraph or item so far, which keeps to a margin of its own.
 */
static bool runs_on(const struct reader *reader, const struct line *last,
	const struct line *line)
{
	const GPtrArray *lines = reader->block->lines;
	float right = line->box.right;

	if (lines->len < 2 || strlen(last->text) < PROSE_CHARS ||
		line->marker || !same_type(last, line) ||
		layout_ends_sentence(last->text) ||
		!stands_under(last, line, reader->body) ||
		fabsf(line->left - last->left) > SAME_LEFT)
		return false;
	for (guint i = 0; i < lines->len; i++)
		right = MAX(right,
			((struct text_line *)lines->pdata[i])->box.right);
	return last->box.right + SPACE * line->size + line->first_width > right;
}

static void read_flow(struct reader *reader, const struct line *line)
{
	const struct line *last = reader->last;
	bool on = false;

	if (last && last->page == line->page)
		on = line->starts_row && last->ends_row &&
		     (goes_on(last, line, reader->body) ||
			     hangs_under(reader, last, line) ||
			     runs_on(reader, last, line));
	else if (last)
		on = goes_on_over(last, line, reader->body);
	if (!on)
		reader->block = new_block(reader, line);
	layout_add_line(reader->block, line);
	reader->last = line;
}

static void read_aside(struct reader *reader, const struct line *line)
{
	if (line->role == TEXT_FOOTNOTE) {
		if (line->note || !reader->note)
			reader->note = new_block(reader, line);
		layout_add_line(reader->note, line);
		return;
	}
	reader->note = NULL;
	layout_add_line(new_block(reader, line), line);
}

static void print_table(struct reader *reader, struct table *table)
{
	layout_print_table(reader->text, table, ++reader->tables);
	reader->last = NULL;
	reader->block = NULL;
	reader->level = 0;
}

/* A heading and what is said under it, in a box: not a table. */
static bool is_box(const struct table *table, const struct body *body)
{
	int rows = 0;

	for (const struct table *part = table; part; part = part->next)
		rows += part->rows;
	if (table->columns > 1)
		return false;
	for (guint i = 0; i < table->cells->len && rows == 2; i++) {
		const struct cell *cell = table->cells->pdata[i];

		if (cell->lines->len == 0 || cell->row > 0)
			continue;
		return is_heading(cell->lines->pdata[0], body);
	}
	return rows < 2;
}

/* Take the lines of boxes back among the others. */
static void open_boxes(const GPtrArray *sheets, const struct body *body)
{
	for (guint i = 0; i < sheets->len; i++) {
		const struct sheet *sheet = sheets->pdata[i];

		for (guint j = 0; j < sheet->tables->len; j++) {
			const struct table *table = sheet->tables->pdata[j];

			if (table->part || !is_box(table, body))
				continue;
			for (; table; table = table->next)
				layout_table_open(table);
		}
	}
}

static void read_line(struct reader *reader, const struct line *line)
{
	struct table *table = line->cell ? line->cell->table : NULL;

	if (table && !table->printed)
		print_table(reader, table);
	else if (table)
		return;
	else if (line->role != TEXT_PARAGRAPH)
		read_aside(reader, line);
	else
		read_flow(reader, line);
}

void layout_blocks(
	struct text *text, const GPtrArray *sheets, const struct body *body)
{
	g_autoptr(GArray) styles = NULL;
	struct reader reader = {.text = text, .body = body};

	open_boxes(sheets, body);
	styles = heading_styles(sheets, body);
	reader.styles = styles;

	for (guint i = 0; i < sheets->len; i++) {
		const struct sheet *sheet = sheets->pdata[i];

		for (guint j = 0; j < sheet->lines->len; j++)
			read_line(&reader, sheet->lines->pdata[j]);
	}
}
