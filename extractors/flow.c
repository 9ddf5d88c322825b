#include "extractors/flow.h"

#include <string.h>

#include "extractors/extractor.h"
#include "extractors/limits.h"

/* More columns than this are a mistake or an attack. */
#define MAX_COLUMNS 1000

/* Lists within lists beyond this depth are all the same. */
#define MAX_LEVEL 20

/* Blocks set aside by flow_enter(), one in another. */
#define MAX_ENTERED 16

/* A bold paragraph of at most so many bytes is taken for a heading. */
#define MAX_BOLD_HEADING   120
#define BOLD_HEADING_LEVEL 4

/* A block that is still growing. */
struct pending {
	enum text_role role;
	int level;
	char *marker;
	GPtrArray *lines;   /* of struct text_line, done */
	GString *words;     /* of the line at hand */
	gsize bold, italic; /* bytes of it */
	float size;         /* of its first words */
	bool holds;         /* a cell: kept when empty, for its fill */
};

/* A column of the table at hand. */
struct column {
	int rows_left;    /* that the cell above still reaches into */
	guint first, end; /* its blocks are among these of the text */
};

struct table {
	int number;
	int row, column;        /* -1 before the first */
	struct column *columns; /* MAX_COLUMNS of them */
	struct flow_cell cell;
	char *fill;
	bool in_cell;
	bool continues; /* what is said here belongs to the cell above */
	guint first;    /* block of the text from which on the cell's are */
	guint entered;  /* how many blocks were set aside when it began */
};

struct flow {
	struct text *text;
	struct flow_style style;
	struct pending pending;
	GArray *entered; /* of struct pending, set aside */
	int lost;        /* enters beyond MAX_ENTERED */
	struct table table;
	int depth; /* of tables; 1 in the outermost */
	int tables, cells;
	gsize bytes;
	const char *full; /* the limit passed, or NULL */
};

struct flow *flow_new(struct text *text)
{
	struct flow *flow = g_new0(struct flow, 1);

	flow->text = text;
	flow->pending.words = g_string_new(NULL);
	flow->pending.lines = g_ptr_array_new();
	flow->entered = g_array_new(FALSE, FALSE, sizeof(struct pending));
	return flow;
}

bool flow_is_full(const struct flow *flow)
{
	return flow->full != NULL;
}

void flow_set_style(struct flow *flow, const struct flow_style *style)
{
	flow->style = *style;
}

void flow_words(struct flow *flow, const char *words)
{
	struct pending *pending = &flow->pending;
	gsize length = strlen(words);

	flow->bytes += length;
	if (flow->bytes > LIMIT_TEXT_BYTES)
		flow->full = "bytes of text";
	if (flow->full != NULL)
		return;
	if (pending->words->len == 0)
		pending->size = flow->style.size;
	g_string_append_len(pending->words, words, (gssize)length);
	if (flow->style.bold)
		pending->bold += length;
	if (flow->style.italic)
		pending->italic += length;
}

/* --- lines and blocks ---------------------------------------------------- */

void flow_break(struct flow *flow)
{
	struct pending *pending = &flow->pending;
	gsize half = pending->words->len / 2;
	struct text_block one = {.lines = pending->lines};
	struct text_line *line;

	if (pending->words->len == 0)
		return;
	line = text_block_add_line(&one, pending->words->str, 0);
	if (*line->text == '\0') {
		g_ptr_array_remove_index(
			pending->lines, pending->lines->len - 1);
		g_free(line->text);
		g_free(line);
	} else {
		line->bold = pending->bold > half;
		line->italic = pending->italic > half;
		line->size = pending->size;
	}
	g_string_truncate(pending->words, 0);
	pending->bold = pending->italic = 0;
}

/* The block at hand goes to the text, unless there is nothing in it. */
static struct text_block *add_block(struct flow *flow)
{
	struct pending *pending = &flow->pending;
	struct text_block *block = NULL;

	flow_break(flow);
	if (pending->lines->len > 0 || pending->holds) {
		block = text_add_block(flow->text, pending->role);
		block->level = pending->level;
		block->marker = g_steal_pointer(&pending->marker);
		g_ptr_array_extend_and_steal(
			block->lines, g_steal_pointer(&pending->lines));
		pending->lines = g_ptr_array_new();
	}
	g_clear_pointer(&pending->marker, g_free);
	pending->role = TEXT_PARAGRAPH;
	pending->level = 0;
	pending->holds = false;
	return block;
}

static void add_part(struct flow *flow);

static void count_cell(struct flow *flow)
{
	if (++flow->cells > LIMIT_TABLE_CELLS)
		flow->full = "table cells";
}

/* A paragraph or item within a cell begins. */
static void begin_part(struct flow *flow, const char *marker)
{
	struct pending *pending = &flow->pending;

	flow_break(flow);
	if (flow->depth > 1 || flow->table.continues)
		return;
	if (pending->lines->len > 0) {
		add_part(flow);
		count_cell(flow);
		pending->role = TEXT_CELL;
	}
	g_free(pending->marker);
	pending->marker = g_strdup(marker);
}

void flow_begin(struct flow *flow, const struct flow_block *block)
{
	struct pending *pending = &flow->pending;

	if (flow->table.in_cell && flow->entered->len == flow->table.entered) {
		begin_part(flow, block->marker);
		return;
	}
	add_block(flow);
	pending->role = block->role;
	if (block->role == TEXT_HEADING)
		pending->level = CLAMP(block->level, 1, 6);
	if (block->role == TEXT_BULLET)
		pending->level = CLAMP(block->level, 1, MAX_LEVEL);
	pending->marker = g_strdup(block->marker);
}

void flow_enter(struct flow *flow)
{
	if (flow->entered->len >= MAX_ENTERED) {
		flow->lost++;
		return;
	}
	g_array_append_val(flow->entered, flow->pending);
	flow->pending = (struct pending){
		.words = g_string_new(NULL),
		.lines = g_ptr_array_new(),
	};
}

static void pending_clear(struct pending *pending)
{
	g_string_free(pending->words, TRUE);
	g_ptr_array_unref(pending->lines);
	g_free(pending->marker);
}

void flow_leave(struct flow *flow)
{
	guint last = flow->entered->len - 1;

	if (flow->lost > 0) {
		flow->lost--;
		return;
	}
	if (flow->entered->len == 0)
		return;
	add_block(flow);
	pending_clear(&flow->pending);
	flow->pending = g_array_index(flow->entered, struct pending, last);
	g_array_set_size(flow->entered, last);
}

/*
 * Many a writer makes a heading by making a short paragraph bold: taken for
 * one when it is a single line that is no sentence.
 */
static void find_bold_heading(struct text_block *block)
{
	const struct text_line *line;
	gsize length;

	if (block->role != TEXT_PARAGRAPH || block->lines->len != 1)
		return;
	line = block->lines->pdata[0];
	length = strlen(line->text);
	if (!line->bold || length > MAX_BOLD_HEADING ||
		strchr(".;,", line->text[length - 1]) != NULL)
		return;
	block->role = TEXT_HEADING;
	block->level = BOLD_HEADING_LEVEL;
}

bool flow_end(struct flow *flow, GError **error)
{
	const char *full = flow->full;

	while (flow->depth > 0)
		flow_table_end(flow);
	while (flow->lost > 0 || flow->entered->len > 0)
		flow_leave(flow);
	add_block(flow);
	pending_clear(&flow->pending);
	for (guint i = 0; i < flow->text->blocks->len; i++)
		find_bold_heading(flow->text->blocks->pdata[i]);
	g_array_unref(flow->entered);
	g_free(flow);
	if (full != NULL)
		g_set_error(error, EXTRACT_ERROR, EXTRACT_ERROR_LIMIT,
			"over the limit of %s", full);
	return full == NULL;
}

/* --- tables -------------------------------------------------------------- */

/* Only the outermost table keeps its cells apart: one in a cell gives lines. */
static bool is_outer(const struct flow *flow)
{
	return flow->depth == 1 && flow->full == NULL;
}

void flow_table_begin(struct flow *flow)
{
	if (flow->depth++ > 0)
		return;
	add_block(flow);
	flow->table = (struct table){
		.number = ++flow->tables,
		.row = -1,
		.column = -1,
		.entered = flow->entered->len,
		.columns = g_new0(struct column, MAX_COLUMNS),
	};
}

void flow_row_begin(struct flow *flow)
{
	struct table *table = &flow->table;

	if (!is_outer(flow))
		return;
	flow_cell_end(flow);
	for (int i = 0; i < MAX_COLUMNS; i++) {
		if (table->columns[i].rows_left > 0)
			table->columns[i].rows_left--;
	}
	table->column = 0;
	if (++table->row >= LIMIT_TABLE_CELLS)
		flow->full = "table rows";
}

/* The first free column, or -1 when there is none. */
static int find_column(struct table *table)
{
	if (table->row < 0)
		table->row = table->column = 0;
	while (table->column < MAX_COLUMNS &&
		table->columns[table->column].rows_left > 0)
		table->column++;
	return table->column < MAX_COLUMNS ? table->column : -1;
}

/* What the cell at hand said so far is a block of it. */
static void add_part(struct flow *flow)
{
	const struct table *table = &flow->table;
	struct text_block *block = add_block(flow);

	if (block == NULL)
		return;
	block->table = table->number;
	block->row = table->row;
	block->column = table->column;
	block->row_span = table->cell.row_span;
	block->column_span = table->cell.column_span;
	block->fill = g_strdup(table->fill);
}

/* Words may follow for the cell `cell`, in the first free column. */
static void open_cell(struct flow *flow, const struct flow_cell *cell)
{
	struct table *table = &flow->table;

	add_block(flow); /* a caption, say */
	table->in_cell = true;
	table->continues = false;
	table->first = flow->text->blocks->len;
	table->cell = *cell;
	table->cell.row_span = CLAMP(cell->row_span, 1, LIMIT_TABLE_CELLS);
	table->cell.column_span =
		CLAMP(cell->column_span, 1, MAX_COLUMNS - table->column);
	table->fill = g_strdup(cell->fill);
	flow->pending.role = TEXT_CELL;
	flow->pending.holds = cell->fill != NULL;
}

void flow_cell_begin(struct flow *flow, const struct flow_cell *cell)
{
	flow_break(flow);
	if (!is_outer(flow))
		return;
	flow_cell_end(flow);
	count_cell(flow);
	if (flow->full == NULL && find_column(&flow->table) >= 0)
		open_cell(flow, cell);
}

/* The last block of the cell that reaches down into `column`, or NULL. */
static struct text_block *block_above(
	const struct flow *flow, const struct column *column)
{
	for (guint i = column->end; i-- > column->first;) {
		struct text_block *block = flow->text->blocks->pdata[i];

		if (block->role == TEXT_CELL &&
			block->table == flow->table.number &&
			block->column == flow->table.column)
			return block;
	}
	return NULL;
}

/* Give the lines at hand to the cell above, if there are any. */
static void add_to_above(struct flow *flow)
{
	const struct column *column = &flow->table.columns[flow->table.column];
	struct text_block *block = block_above(flow, column);

	flow_break(flow);
	if (block == NULL || flow->pending.lines->len == 0)
		return;
	g_ptr_array_extend_and_steal(
		block->lines, g_steal_pointer(&flow->pending.lines));
	flow->pending.lines = g_ptr_array_new();
}

void flow_cell_end(struct flow *flow)
{
	struct table *table = &flow->table;

	flow_break(flow);
	if (flow->depth != 1 || !table->in_cell)
		return;
	while (flow->entered->len > table->entered)
		flow_leave(flow);
	table->in_cell = false;
	if (table->continues)
		add_to_above(flow);
	add_part(flow);
	g_clear_pointer(&table->fill, g_free);
	for (int i = 0; i < table->cell.column_span; i++, table->column++) {
		struct column *column = &table->columns[table->column];

		if (table->continues)
			continue;
		column->rows_left = table->cell.row_span;
		column->first = table->first;
		column->end = flow->text->blocks->len;
	}
}

void flow_cell_skip(struct flow *flow, int columns)
{
	struct table *table = &flow->table;

	if (!is_outer(flow))
		return;
	flow_cell_end(flow);
	if (find_column(table) < 0)
		return;
	columns = CLAMP(columns, 0, MAX_COLUMNS - table->column);
	for (int i = 0; i < columns; i++) {
		struct column *column = &table->columns[table->column++];

		column->first = column->end = 0;
	}
}

/* The blocks of the cell above reach one row further down. */
static void extend_above(struct flow *flow)
{
	const struct table *table = &flow->table;
	const struct column *column = &table->columns[table->column];

	for (guint i = column->first; i < column->end; i++) {
		struct text_block *block = flow->text->blocks->pdata[i];

		if (block->role == TEXT_CELL && block->table == table->number &&
			block->column == table->column &&
			block->row + block->row_span == table->row)
			block->row_span++;
	}
}

void flow_cell_continue(struct flow *flow, int columns)
{
	struct flow_cell cell = {.row_span = 1, .column_span = columns};

	if (!is_outer(flow))
		return;
	flow_cell_end(flow);
	count_cell(flow);
	if (flow->full != NULL || find_column(&flow->table) < 0)
		return;
	extend_above(flow);
	open_cell(flow, &cell);
	flow->table.continues = true;
}

void flow_table_end(struct flow *flow)
{
	if (flow->depth == 0)
		return;
	if (flow->depth == 1) {
		flow_cell_end(flow);
		g_clear_pointer(&flow->table.columns, g_free);
	}
	flow->depth--;
}
