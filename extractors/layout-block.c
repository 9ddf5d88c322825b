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

/* A heading that is bold is no smaller than this. */
#define BOLD_SIZE 0.85f

/* Lines of a cell further apart than this many type sizes are paragraphs. */
#define CELL_PITCH 1.62f

/* Longer than this is no heading. */
#define HEADING_CHARS 220

/* A line that ends before this part of the way to the margin is short. */
#define SHORT 0.75f

/* A space is about as wide as this part of the type size. */
#define SPACE 0.3f

/* Lines of running text are longer; those of addresses are not. */
#define PROSE_CHARS 45

/* Lefts that differ by less are the same, points. */
#define SAME_LEFT 4.0f

/* Whether `text` ends as sentences and list items do. */
static bool ends_sentence(const char *text)
{
	const char *p = text + strlen(text);

	while (p > text) {
		gunichar c;

		p = g_utf8_prev_char(p);
		c = g_utf8_get_char(p);
		if (c < 0x80 && strchr(".!?:;", (int)c))
			return true;
		if (!g_utf8_strchr(")\"'\u2019\u201d", -1, c))
			return false;
	}
	return false;
}

/* Whether `text` begins in the midst of a sentence; addresses do not. */
static bool starts_lower(const char *text)
{
	size_t word = strcspn(text, " ");

	if (!g_unichar_islower(g_utf8_get_char(text)))
		return false;
	return !memchr(text, '@', word) && !g_str_has_prefix(text, "www") &&
	       !g_str_has_prefix(text, "http");
}

/* Whether `text` ends in a word after which no sentence or name can end. */
static bool ends_dangling(const char *text)
{
	static const char *const words[] = {"a", "an", "and", "as", "at", "by",
		"for", "from", "in", "into", "of", "on", "or", "than", "that",
		"the", "their", "to", "which", "with"};
	const char *last = strrchr(text, ' ');

	for (size_t i = 0; last && i < G_N_ELEMENTS(words); i++) {
		if (strcmp(last + 1, words[i]) == 0)
			return true;
	}
	return false;
}

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
	bool cut = !ends_sentence(last->text) && !had_room(last, line, body);

	if (line->marker || !stands_under(last, line, body))
		return false;
	if (is_heading(line, body) && is_heading(last, body))
		return same_type(last, line);
	if (is_heading(line, body) != is_heading(last, body))
		return cut && fabsf(line->size - last->size) < 0.6f;
	if (starts_lower(line->text) || ends_dangling(last->text))
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
	if (starts_lower(line->text) || ends_dangling(last->text))
		return true;
	if (fabsf(line->left - last->left) > SAME_LEFT)
		return false;
	if (ends_sentence(last->text) &&
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

static void add_line(struct text_block *block, const struct line *from)
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
	       same_type(last, line) && !ends_sentence(last->text) &&
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
		ends_sentence(last->text) ||
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
	add_line(reader->block, line);
	reader->last = line;
}

static void read_aside(struct reader *reader, const struct line *line)
{
	if (line->role == TEXT_FOOTNOTE) {
		if (line->note || !reader->note)
			reader->note = new_block(reader, line);
		add_line(reader->note, line);
		return;
	}
	reader->note = NULL;
	add_line(new_block(reader, line), line);
}

/* A row of a table being printed: the last block of each column. */
struct printed_row {
	int row;
	struct text_block **last; /* by column; NULL where nothing stands */
	const struct line **line; /* its last line */
	int columns;
};

static struct text_block *new_cell(struct reader *reader,
	const struct cell *cell, int row, const struct line *line)
{
	struct text_block *block = text_add_block(reader->text, TEXT_CELL);

	block->table = reader->tables;
	block->row = row;
	block->column = cell->column;
	block->row_span = cell->row_span;
	block->column_span = cell->column_span;
	if (line)
		block->marker = g_strdup(line->marker);
	if (cell->filled)
		block->fill = g_strdup_printf("#%06x", cell->fill);
	return block;
}

/* Whether `line` stands under `last` in a cell without a gap. */
static bool goes_on_in_cell(const struct line *last, const struct line *line)
{
	float pitch = line->box.top - last->box.top;

	return !line->marker &&
	       (last->page != line->page ||
		       pitch < CELL_PITCH * MAX(last->size, line->size));
}

static void print_cell(
	struct reader *reader, const struct cell *cell, struct printed_row *row)
{
	int column = CLAMP(cell->column, 0, row->columns - 1);

	if (cell->lines->len == 0 && cell->filled && !row->last[column])
		row->last[column] = new_cell(reader, cell, row->row, NULL);
	for (guint i = 0; i < cell->lines->len; i++) {
		const struct line *line = cell->lines->pdata[i];

		if (!row->line[column] ||
			!goes_on_in_cell(row->line[column], line))
			row->last[column] =
				new_cell(reader, cell, row->row, line);
		add_line(row->last[column], line);
		row->line[column] = line;
	}
}

/* The words of one row of a table, to be compared. */
static char *row_string(const struct table *table, int row)
{
	GString *string = g_string_new(NULL);

	for (guint i = 0; i < table->cells->len; i++) {
		const struct cell *cell = table->cells->pdata[i];

		if (cell->row != row)
			continue;
		for (guint j = 0; j < cell->lines->len; j++) {
			const struct line *line = cell->lines->pdata[j];

			g_string_append(string, line->text);
			g_string_append_c(string, ' ');
		}
		g_string_append_c(string, '|');
	}
	return g_string_free(string, FALSE);
}

/* Whether a page's part of a table begins with the head of the whole. */
static bool repeats_head(const struct table *head, const struct table *part)
{
	g_autofree char *one = row_string(head, 0);
	g_autofree char *two = row_string(part, 0);

	return head != part && part->rows > 1 && strcmp(one, two) == 0;
}

/* How a cell at the top of a page stands to the one it would go on with. */
enum follows {
	FOLLOWS_SURELY,  /* it begins in the midst of a sentence */
	FOLLOWS_PERHAPS, /* the other was full and had not ended */
	FOLLOWS_NOT,
};

static enum follows follows(const struct line *last, const struct line *line)
{
	if (!last)
		return FOLLOWS_NOT;
	if (line->marker)
		return g_ascii_isalnum(*line->marker) ? FOLLOWS_NOT
						      : FOLLOWS_PERHAPS;
	if (starts_lower(line->text) || ends_dangling(last->text))
		return FOLLOWS_SURELY;
	if (ends_sentence(last->text) ||
		last->box.right + line->first_width + SPACE * line->size <
			last->right_limit - SAME_LEFT)
		return FOLLOWS_NOT;
	return FOLLOWS_PERHAPS;
}

/* Whether the first row of a page's part goes on with the row before. */
static bool row_goes_on(
	const struct table *part, const struct printed_row *row, int first)
{
	bool on = false;

	for (guint i = 0; i < part->cells->len; i++) {
		const struct cell *cell = part->cells->pdata[i];
		enum follows how;

		if (cell->row != first || cell->lines->len == 0 ||
			cell->column >= row->columns)
			continue;
		how = follows(row->line[cell->column], cell->lines->pdata[0]);
		if (how == FOLLOWS_NOT)
			return false;
		on |= how == FOLLOWS_SURELY || part->columns == 1 ||
		      cell->column > 0;
	}
	return on;
}

static void print_repeated_head(struct reader *reader, const struct table *part)
{
	for (guint i = 0; i < part->cells->len; i++) {
		const struct cell *cell = part->cells->pdata[i];

		for (guint j = 0; cell->row == 0 && j < cell->lines->len; j++)
			add_line(
				text_add_block(reader->text, TEXT_RUNNING_HEAD),
				cell->lines->pdata[j]);
	}
}

static void print_part(struct reader *reader, const struct table *head,
	struct table *part, struct printed_row *row)
{
	int first = repeats_head(head, part) ? 1 : 0;
	int before = -1;

	part->printed = true;
	if (first)
		print_repeated_head(reader, part);
	if (part != head && row_goes_on(part, row, first))
		before = first;
	for (guint i = 0; i < part->cells->len; i++) {
		const struct cell *cell = part->cells->pdata[i];

		if (cell->row < first)
			continue;
		if (cell->row != before) {
			row->row += MAX(1, cell->row - MAX(before, first - 1));
			before = cell->row;
			for (int j = 0; j < row->columns; j++) {
				row->last[j] = NULL;
				row->line[j] = NULL;
			}
		}
		print_cell(reader, cell, row);
	}
}

static void print_table(struct reader *reader, struct table *table)
{
	struct printed_row row = {.row = -1, .columns = table->columns};

	row.last = g_new0(struct text_block *, (gsize)row.columns);
	row.line = g_new0(const struct line *, (gsize)row.columns);
	reader->tables++;
	for (struct table *part = table; part; part = part->next)
		print_part(reader, table, part, &row);
	g_free(row.last);
	g_free(row.line);
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
