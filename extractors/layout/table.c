/* Tables as both ways of finding them make them. */
#include "extractors/layout/private.h"

#include <math.h>

/* Columns of two parts of a table differ by less than this, points. */
#define SAME_COLUMN 8.0f

static void cell_free(void *data)
{
	struct cell *cell = data;

	g_ptr_array_unref(cell->lines);
	g_free(cell);
}

struct table *layout_table_new(int page)
{
	struct table *table = g_new0(struct table, 1);

	table->page = page;
	table->edges = g_array_new(FALSE, FALSE, sizeof(float));
	table->cells = g_ptr_array_new_with_free_func(cell_free);
	return table;
}

void layout_table_free(void *data)
{
	struct table *table = data;

	g_array_unref(table->edges);
	g_ptr_array_unref(table->cells);
	g_free(table);
}

struct cell *layout_table_add(struct table *table, int row, int column)
{
	struct cell *cell = g_new0(struct cell, 1);

	cell->table = table;
	cell->row = row;
	cell->column = column;
	cell->row_span = 1;
	cell->column_span = 1;
	cell->lines = g_ptr_array_new();
	g_ptr_array_add(table->cells, cell);
	return cell;
}

void layout_table_open(const struct table *table)
{
	for (guint i = 0; i < table->cells->len; i++) {
		const struct cell *cell = table->cells->pdata[i];

		for (guint j = 0; j < cell->lines->len; j++)
			((struct line *)cell->lines->pdata[j])->cell = NULL;
	}
}

bool layout_table_fits(const struct table *above, const struct table *below)
{
	if (above->ruled != below->ruled ||
		above->edges->len != below->edges->len)
		return false;
	for (guint i = 0; i < above->edges->len; i++) {
		if (fabsf(g_array_index(above->edges, float, i) -
			    g_array_index(below->edges, float, i)) >
			SAME_COLUMN)
			return false;
	}
	return true;
}
