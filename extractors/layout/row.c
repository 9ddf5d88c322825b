/*
 * From tables to blocks: what is said in each cell, and rows and cells that go
 * on over a page end.
 */
#include "extractors/layout/private.h"

#include <string.h>

#include "extractors/limits.h"

/* Lines of a cell further apart than this many type sizes are paragraphs. */
#define CELL_PITCH 1.62f

/* A row of a table being printed: the last block of each column. */
struct printed_row {
	struct text *text;
	int table; /* its number */
	int row;
	struct text_block **last; /* by column; NULL where nothing stands */
	const struct line **line; /* its last line */
	int columns;
	bool goes_on; /* with the row of the page before */
};

static struct text_block *new_cell(const struct printed_row *row,
	const struct cell *cell, const struct line *line)
{
	struct text_block *block = text_add_block(row->text, TEXT_CELL);

	block->table = row->table;
	block->row = row->row;
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

static void print_cell(struct printed_row *row, const struct cell *cell)
{
	int column = CLAMP(cell->column, 0, row->columns - 1);

	if (cell->lines->len == 0 && cell->filled && !row->last[column])
		row->last[column] = new_cell(row, cell, NULL);
	for (guint i = 0; i < cell->lines->len; i++) {
		const struct line *line = cell->lines->pdata[i];

		if (!row->line[column] ||
			!goes_on_in_cell(row->line[column], line))
			row->last[column] = new_cell(row, cell, line);
		layout_add_line(row->last[column], line);
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
	if (layout_starts_lower(line->text) || layout_ends_dangling(last->text))
		return FOLLOWS_SURELY;
	if (layout_ends_sentence(last->text) ||
		last->box.right + line->first_width + SPACE * line->size <
			last->right_limit - SAME_LEFT)
		return FOLLOWS_NOT;
	return FOLLOWS_PERHAPS;
}

/*
 * Whether the first row of a page's part goes on with the row before: no cell
 * speaks against it, or more than that, two at least, surely do.
 */
static bool row_goes_on(
	const struct table *part, const struct printed_row *row, int first)
{
	guint surely = 0, likely = 0, not = 0;

	for (guint i = 0; i < part->cells->len; i++) {
		const struct cell *cell = part->cells->pdata[i];
		enum follows how;

		if (cell->row != first || cell->lines->len == 0 ||
			cell->column >= row->columns)
			continue;
		how = follows(row->line[cell->column], cell->lines->pdata[0]);
		surely += how == FOLLOWS_SURELY;
		not += how == FOLLOWS_NOT;
		likely += how == FOLLOWS_PERHAPS &&
			  (part->columns == 1 || cell->column > 0);
	}
	if (not > 0)
		return surely > MAX(not, 1);
	return surely + likely > 0;
}

static void print_repeated_head(struct text *text, const struct table *part)
{
	for (guint i = 0; i < part->cells->len; i++) {
		const struct cell *cell = part->cells->pdata[i];

		for (guint j = 0; cell->row == 0 && j < cell->lines->len; j++)
			layout_add_line(text_add_block(text, TEXT_RUNNING_HEAD),
				cell->lines->pdata[j]);
	}
}

/* Whether the cell of `block` has rows of the table below `row`. */
static bool reaches_below(const struct text_block *block, int row)
{
	return block && block->row + block->row_span - 1 > row;
}

/*
 * Go to the next row. What stands in a column is forgotten, unless the cell
 * reaches down into the new row too.
 */
static void next_row(struct printed_row *row, int rows)
{
	for (int i = 0; i < row->columns; i++) {
		if (reaches_below(row->last[i], row->row + rows - 1))
			continue;
		row->last[i] = NULL;
		row->line[i] = NULL;
	}
	row->row += rows;
}

/* Let all blocks of the cell that `last` is of have `more` rows. */
static void add_rows(
	const struct text *text, const struct text_block *last, int more)
{
	for (guint i = text->blocks->len; i-- > 0;) {
		struct text_block *block = text->blocks->pdata[i];

		if (block->role == TEXT_CELL && block->table != last->table)
			break;
		if (block->role == TEXT_CELL && block->row == last->row &&
			block->column == last->column)
			block->row_span =
				MIN(block->row_span + more, LIMIT_TABLE_CELLS);
	}
}

/*
 * A cell that reaches the foot of a page over several rows has no words at the
 * top of the next, or goes on there: let it reach down as far as that does.
 */
static void extend_cells(
	const struct printed_row *row, const struct table *part, int first)
{
	for (guint i = 0; i < part->cells->len; i++) {
		const struct cell *cell = part->cells->pdata[i];
		const struct text_block *last;

		if (cell->row != first || cell->column >= row->columns)
			continue;
		last = row->last[cell->column];
		if (!last || last->row + last->row_span - 1 != row->row)
			continue;
		if (row->goes_on)
			add_rows(row->text, last, cell->row_span - 1);
		else if (last->row_span + cell->row_span > 2 &&
			 (cell->lines->len == 0 ||
				 follows(row->line[cell->column],
					 cell->lines->pdata[0]) ==
					 FOLLOWS_SURELY))
			add_rows(row->text, last, cell->row_span);
	}
}

static void print_part(
	struct printed_row *row, const struct table *head, struct table *part)
{
	int first = repeats_head(head, part) ? 1 : 0;
	int before = first - 1;

	part->printed = true;
	if (first)
		print_repeated_head(row->text, part);
	row->goes_on = part != head && row_goes_on(part, row, first);
	if (part != head)
		extend_cells(row, part, first);
	if (row->goes_on)
		before = first;
	for (guint i = 0; i < part->cells->len; i++) {
		const struct cell *cell = part->cells->pdata[i];

		if (cell->row < first)
			continue;
		if (cell->row != before) {
			next_row(row, cell->row - before);
			before = cell->row;
		}
		print_cell(row, cell);
	}
}

void layout_print_table(struct text *text, struct table *table, int number)
{
	struct printed_row row = {.text = text,
		.table = number,
		.row = -1,
		.columns = table->columns};

	row.last = g_new0(struct text_block *, (gsize)row.columns);
	row.line = g_new0(const struct line *, (gsize)row.columns);
	for (struct table *part = table; part; part = part->next)
		print_part(&row, table, part);
	g_free(row.last);
	g_free(row.line);
}
