/* The table that a region of lines in columns makes: which are of one row. */
#include "extractors/layout/private.h"

#include <string.h>

/* Rows of several lines stand so much further apart than these. */
#define ROW_GAP 1.25f

/* Whether `line` can be nothing but the rest of what `last` began. */
static bool is_rest(
	const struct line *last, const struct line *line, float limit)
{
	if (line->box.top - last->box.top > 1.6f * line->size || line->marker ||
		line->bold != last->bold)
		return false;
	if (g_unichar_islower(g_utf8_get_char(line->text)))
		return true;
	/* names under one another fill their column now and then */
	return g_str_has_suffix(last->text, ",") &&
	       last->box.right + line->first_width + 0.3f * line->size > limit;
}

/* Whether the row first..end-1 goes on with the cells of the row above. */
static bool is_wrapped(const struct region *region, struct cell *const *above,
	guint first, guint end)
{
	const GPtrArray *lines = region->sheet->lines;

	for (guint i = first; i < end; i++) {
		const struct line *line = lines->pdata[i];
		guint column = layout_column_of(region, line);
		const struct cell *cell = above[column];

		if (!cell || cell->lines->len == 0 ||
			!is_rest(cell->lines->pdata[cell->lines->len - 1], line,
				layout_column_limit(region, column)))
			return false;
	}
	return true;
}

/* From each band of the region to the next: of float. */
static GArray *pitches_of(const struct region *region)
{
	const GPtrArray *lines = region->sheet->lines;
	GArray *pitches = g_array_new(FALSE, FALSE, sizeof(float));
	guint end;

	for (guint i = region->first; i < region->end; i = end) {
		const struct line *line = lines->pdata[i];
		const struct line *below;
		float pitch;

		end = layout_band_end(lines, i);
		if (end >= region->end)
			break;
		below = lines->pdata[end];
		pitch = below->box.top - line->box.top;
		g_array_append_val(pitches, pitch);
	}
	return pitches;
}

/*
 * How far apart the lines of one row stand at most, where rows of several lines
 * are told by the gaps between them; 0 where all lines stand alike.
 */
static float row_pitch(const struct region *region)
{
	g_autoptr(GArray) pitches = pitches_of(region);
	guint close = 0, apart = 0;
	float least = 0;

	for (guint i = 0; i < pitches->len; i++) {
		float pitch = g_array_index(pitches, float, i);

		least = i == 0 ? pitch : MIN(least, pitch);
	}
	for (guint i = 0; i < pitches->len; i++) {
		float pitch = g_array_index(pitches, float, i);

		close += pitch <= SAME_PITCH * least;
		apart += pitch >= ROW_GAP * least;
	}
	return close >= 2 && apart >= 2 && close + apart == pitches->len
		       ? SAME_PITCH * least
		       : 0;
}

/* Whether the band first..end-1 is of the type of what it stands under. */
static bool is_alike(const struct region *region, struct cell *const *above,
	guint first, guint end)
{
	const GPtrArray *lines = region->sheet->lines;

	for (guint i = first; i < end; i++) {
		const struct line *line = lines->pdata[i];
		const struct cell *cell = above[layout_column_of(region, line)];
		const struct line *last =
			cell && cell->lines->len > 0
				? cell->lines->pdata[cell->lines->len - 1]
				: line;

		if (line->bold != last->bold || line->size != last->size)
			return false;
	}
	return true;
}

static int compare_cells(const void *a, const void *b)
{
	const struct cell *one = *(struct cell *const *)a;
	const struct cell *two = *(struct cell *const *)b;

	return one->row != two->row ? one->row - two->row
				    : one->column - two->column;
}

void layout_region_table(const struct region *region)
{
	struct sheet *sheet = region->sheet;
	const GPtrArray *lines = sheet->lines;
	guint columns = region->covered->len;
	g_autofree struct cell **above = g_new0(struct cell *, columns);
	struct table *table = layout_table_new(sheet->page->number);
	float top = 0, pitch = row_pitch(region);
	guint end;

	for (guint i = 0; i < columns; i++)
		g_array_append_val(table->edges,
			g_array_index(region->covered, struct rule, i).from);
	table->columns = (int)columns;
	for (guint i = region->first; i < region->end; i = end) {
		const struct line *first = lines->pdata[i];

		end = layout_band_end(lines, i);
		if (table->rows == 0 ||
			(!is_wrapped(region, above, i, end) &&
				!(first->box.top - top <= pitch &&
					is_alike(region, above, i, end)))) {
			memset(above, 0, columns * sizeof(struct cell *));
			table->rows++;
		}
		top = first->box.top;
		for (guint j = i; j < end && j < region->end; j++) {
			struct line *line = lines->pdata[j];
			guint column = layout_column_of(region, line);

			if (!above[column])
				above[column] = layout_table_add(
					table, table->rows - 1, (int)column);
			g_ptr_array_add(above[column]->lines, line);
			line->cell = above[column];
			line->right_limit = layout_column_limit(region, column);
		}
	}
	g_ptr_array_sort(table->cells, compare_cells);
	g_ptr_array_add(sheet->tables, table);
}
