#include "extractors/form/plan-table.h"

#include <string.h>

#include "extractors/limits.h"

/* A row of cells as they stand, before it is known what they are. */
struct raw_row {
	GString *text[32];    /* NULL where nothing stands */
	const char *fill[32]; /* borrowed from the block */
	int cells;            /* with words or a fill */
	int span;             /* of the last cell, columns */
	int page;
};

enum { MAX_COLUMNS = 32 };

/* What a column's head says takes no more bytes. */
enum { HEAD_CELL_MAX = 70 };

static const char *const column_names[PLAN_COLUMNS] = {
	[PLAN_REF] = "ref",
	[PLAN_ACTION] = "action",
	[PLAN_OWNER] = "owner",
	[PLAN_START] = "start",
	[PLAN_DUE] = "due",
	[PLAN_OUTCOME] = "outcome",
	[PLAN_INDICATOR] = "indicator",
	[PLAN_STATUS] = "status",
	[PLAN_WEAKNESS] = "weakness",
	[PLAN_OTHER] = "other",
};

static void clear_row(struct plan_row *row)
{
	for (int c = 0; c < PLAN_COLUMNS; c++)
		g_free(row->cells[c]);
	g_free(row->fill);
	g_free(row->spanning);
	memset(row, 0, sizeof(*row));
}

static void raw_row_clear(void *data)
{
	struct raw_row *row = data;

	for (int c = 0; c < MAX_COLUMNS; c++)
		if (row->text[c] != NULL)
			g_string_free(row->text[c], TRUE);
}

/* --- raw rows ------------------------------------------------------------ */

static const char *text_at(const struct raw_row *row, int column)
{
	return row->text[column] != NULL ? row->text[column]->str : NULL;
}

/* Append to a cell; false where it takes no more. */
static bool add_words(GString **cell, const struct passage *passage)
{
	gsize length = *cell != NULL ? (*cell)->len : 0;

	if (length + strlen(passage->text) > LIMIT_PLAN_CELL_BYTES)
		return false;
	if (*passage->text == '\0')
		return true;
	if (*cell == NULL)
		*cell = g_string_new(NULL);
	else
		g_string_append(
			*cell, passage->role == TEXT_BULLET ? " • " : " ");
	g_string_append(*cell, passage->text);
	return true;
}

/* A cell that spans rows holds in each of them. False where not all of it is
 * taken. */
static bool add_cell(GArray *rows, const struct passage *passage)
{
	const struct text_block *block = passage->block;
	int rows_spanned = CLAMP(block->row_span, 1, 50);
	bool whole = true;

	if (block->column < 0 || block->column >= MAX_COLUMNS)
		return false;
	for (int r = block->row; r < block->row + rows_spanned; r++) {
		struct raw_row *row;

		if (r < 0 || r >= LIMIT_PLAN_ROWS)
			return false;
		if (rows->len <= (guint)r)
			g_array_set_size(rows, (guint)r + 1);
		row = &g_array_index(rows, struct raw_row, r);
		whole &= add_words(&row->text[block->column], passage);
		row->fill[block->column] = block->fill;
		row->cells++;
		row->span = block->column_span;
		if (row->page == 0)
			row->page = passage_page(passage, 0);
	}
	return whole;
}

static GArray *read_rows(
	const struct form_source *source, guint *i, bool *whole)
{
	GArray *rows = g_array_new(FALSE, TRUE, sizeof(struct raw_row));
	int table = passages_at(source->passages, *i)->block->table;

	*whole = true;
	g_array_set_clear_func(rows, raw_row_clear);
	for (; *i < parts_end(source); (*i)++) {
		const struct passage *passage =
			passages_at(source->passages, *i);

		if (passage->role != TEXT_CELL ||
			passage->block->table != table)
			break;
		*whole &= add_cell(rows, passage);
	}
	return rows;
}

/* --- heads --------------------------------------------------------------- */

static enum plan_column column_of(
	const struct form_source *source, const char *words)
{
	const struct phrase *phrase =
		words != NULL && strlen(words) <= HEAD_CELL_MAX
			? phrases_match(source->phrases, "column", words, NULL)
			: NULL;

	for (int c = 0; phrase != NULL && c < PLAN_COLUMNS; c++)
		if (strcmp(column_names[c], phrase->value) == 0)
			return (enum plan_column)c;
	return PLAN_OTHER;
}

static void forget_column(
	struct plan_head *head, int columns, enum plan_column column)
{
	for (int c = 0; c < columns; c++)
		if (head->columns[c] == column)
			head->columns[c] = PLAN_OTHER;
}

/* Whether the row says what the columns hold; if so `head` is set. Further down
 * in a table more has to fit: there, a row of words is an action. */
static bool read_head(const struct form_source *source,
	const struct raw_row *row, bool first, struct plan_head *head)
{
	struct plan_head found = {.n = 0};
	bool seen[PLAN_COLUMNS] = {false};
	int known = 0;

	for (int c = 0; c < MAX_COLUMNS; c++) {
		enum plan_column column = column_of(source, text_at(row, c));

		if (row->text[c] != NULL)
			found.n = c + 1;
		/* Of two dates the later column counts, of the rest the
		 * first. */
		if (column == PLAN_DUE)
			forget_column(&found, c, column);
		else if (seen[column])
			column = PLAN_OTHER;
		found.columns[c] = column;
		known += column != PLAN_OTHER && !seen[column];
		seen[column] = true;
	}
	if (known < (first ? 2 : 4) || !seen[PLAN_ACTION] ||
		!(seen[PLAN_OWNER] || seen[PLAN_DUE] || seen[PLAN_STATUS]))
		return false;
	*head = found;
	return true;
}

/* --- rows ---------------------------------------------------------------- */

static void fill_cell(struct plan_row *row, enum plan_column column,
	const char *words, const char *fill)
{
	row->cells[column] = g_strdup(words);
	if (fill != NULL && (column == PLAN_STATUS || row->fill == NULL ||
				    row->cells[PLAN_STATUS] == NULL)) {
		g_free(row->fill);
		row->fill = g_strdup(fill);
	}
}

/* The words of a row with one cell only: a subheading within the table. */
static char *spanning_words(const struct raw_row *raw, int columns)
{
	const char *only = NULL;
	int n = 0;

	for (int c = 0; c < MAX_COLUMNS; c++)
		if (raw->text[c] != NULL) {
			only = raw->text[c]->str;
			n++;
		}
	return n == 1 && columns > 2 && (raw->span > 1 || raw->cells == 1)
		       ? g_strdup(only)
		       : NULL;
}

static struct plan_row make_row(
	const struct raw_row *raw, const struct plan_head *head)
{
	struct plan_row row = {.page = raw->page};

	row.spanning = spanning_words(raw, head->n);
	for (int c = 0; c < head->n; c++)
		if (head->columns[c] != PLAN_OTHER)
			fill_cell(&row, head->columns[c], text_at(raw, c),
				head->columns[c] == PLAN_STATUS ? raw->fill[c]
								: NULL);
	return row;
}

bool plan_table_read(const struct form_source *source, guint *i,
	struct plan_head *head,
	void (*each)(const struct plan_row *row, void *user), void *user)
{
	bool headed = false, whole;
	g_autoptr(GArray) rows = read_rows(source, i, &whole);

	for (guint r = 0; r < rows->len; r++) {
		const struct raw_row *raw =
			&g_array_index(rows, struct raw_row, r);

		if (raw->cells == 0)
			continue;
		if (read_head(source, raw, !headed, head)) {
			headed = true;
			continue;
		}
		/* A table without a head goes on with the one before when it
		 * is as wide. */
		if (!headed && (head->n == 0 || raw->cells != head->n))
			continue;
		struct plan_row row = make_row(raw, head);
		each(&row, user);
		clear_row(&row);
	}
	return whole;
}
