#include <math.h>

#include "corpus/typeset/pdf.h"

#define PADDING 3.0 /* inside a cell */

struct row {
	GPtrArray *layouts; /* of PangoLayout */
	GArray *lefts;      /* of double, one more than layouts */
	double height;
	int *ranges; /* a cell: first line to draw, first not to */
};

static void row_free(struct row *row)
{
	g_ptr_array_unref(row->layouts);
	g_array_unref(row->lefts);
	g_free(row->ranges);
	g_free(row);
}

/* Percent of the text's width that cell `i` of `n` takes; the last cell of a
 * short row spans the columns that are left. */
static double cell_percent(const struct item *table, guint i, guint n)
{
	const double *columns = (const double *)(void *)table->columns->data;
	double percent = columns[i];

	if (i + 1 == n)
		while (++i < table->columns->len)
			percent += columns[i];
	return percent;
}

static struct row *lay_out_row(
	struct sheet *s, const struct item *table, const GPtrArray *cells)
{
	struct row *row = g_new0(struct row, 1);
	double full = s->width - 2 * PDF_MARGIN, left = PDF_MARGIN;
	bool first = cells == g_ptr_array_index(table->rows, 0);
	struct look look = {0, s->source->size - (table->ruled ? 1 : 0),
		first && table->header, false};

	row->layouts = g_ptr_array_new_with_free_func(g_object_unref);
	row->ranges = g_new0(int, 2 * cells->len);
	row->lefts = g_array_new(FALSE, FALSE, sizeof(double));
	g_array_append_val(row->lefts, left);
	for (guint i = 0; i < cells->len; i++) {
		const struct cell *cell = g_ptr_array_index(cells, i);
		double width = full * cell_percent(table, i, cells->len) / 100;
		PangoLayout *layout;

		look.width = width - 2 * PADDING;
		layout = pdf_lay_out(s, cell->text, &look);
		row->height = fmax(row->height, pdf_layout_height(layout));
		g_ptr_array_add(row->layouts, layout);
		left += width;
		g_array_append_val(row->lefts, left);
	}
	row->height += 2 * PADDING;
	return row;
}

static void draw_cell_box(struct sheet *s, const struct cell *cell,
	const double *lefts, double height)
{
	PangoColor c;

	cairo_rectangle(s->cr, lefts[0], s->y, lefts[1] - lefts[0], height);
	cairo_save(s->cr);
	if (cell->fill && pango_color_parse(&c, cell->fill)) {
		cairo_set_source_rgb(s->cr, c.red / 65535.0, c.green / 65535.0,
			c.blue / 65535.0);
		cairo_fill_preserve(s->cr);
	}
	cairo_restore(s->cr);
	cairo_set_line_width(s->cr, 0.5);
	cairo_stroke(s->cr);
}

/* The first line from `from` on that does not fit into `room`; `*height` is
 * that of those that do. */
static int lines_end(PangoLayout *layout, int from, double room, double *height)
{
	PangoLayoutLine *line;
	int i = from;

	*height = 0;
	for (; (line = pango_layout_get_line_readonly(layout, i)); i++) {
		PangoRectangle box;

		pango_layout_line_get_extents(line, NULL, &box);
		if (*height + (double)box.height / PANGO_SCALE > room)
			break;
		*height += (double)box.height / PANGO_SCALE;
	}
	return i;
}

static void draw_lines(
	struct sheet *s, PangoLayout *layout, const int *range, double x)
{
	double y = s->y + PADDING;

	for (int i = range[0]; i < range[1]; i++) {
		PangoLayoutLine *line =
			pango_layout_get_line_readonly(layout, i);
		PangoRectangle box;

		pango_layout_line_get_extents(line, NULL, &box);
		cairo_move_to(s->cr, x, y - (double)box.y / PANGO_SCALE);
		pango_cairo_show_layout_line(s->cr, line);
		y += (double)box.height / PANGO_SCALE;
	}
}

/*
 * Draw what fits on the page of a row whose cells are drawn up to `from`, and
 * move that on. False when the row is done.
 */
static bool draw_part(struct sheet *s, const struct item *table,
	const struct row *row, const GPtrArray *cells)
{
	const double *lefts = (const double *)(void *)row->lefts->data;
	double room = s->limit - s->y - 2 * PADDING, height = 0, one;
	bool more = false;

	for (guint i = 0; i < cells->len; i++) {
		PangoLayout *layout = g_ptr_array_index(row->layouts, i);
		int *range = row->ranges + 2 * i;

		range[1] = lines_end(layout, range[0], room, &one);
		height = fmax(height, one);
		more = more || range[1] < pango_layout_get_line_count(layout);
	}
	for (guint i = 0; i < cells->len; i++) {
		int *range = row->ranges + 2 * i;

		if (table->ruled)
			draw_cell_box(s, g_ptr_array_index(cells, i), lefts + i,
				height + 2 * PADDING);
		draw_lines(s, g_ptr_array_index(row->layouts, i), range,
			lefts[i] + PADDING);
		range[0] = range[1];
	}
	s->y += height + 2 * PADDING;
	return more;
}

static void draw_row(
	struct sheet *s, const struct item *table, const GPtrArray *cells);

static void next_page(struct sheet *s, const struct item *table)
{
	pdf_page_break(s);
	if (table->header)
		draw_row(s, table, g_ptr_array_index(table->rows, 0));
}

static void draw_row(
	struct sheet *s, const struct item *table, const GPtrArray *cells)
{
	struct row *row = lay_out_row(s, table, cells);
	/* A row that is split shows two lines at least. */
	double least = table->split ? 3 * s->source->size : row->height;

	if (s->y + fmin(least, row->height) > s->limit)
		next_page(s, table);
	while (draw_part(s, table, row, cells))
		next_page(s, table);
	row_free(row);
}

void pdf_put_table(struct sheet *s, const struct item *table)
{
	/* A table's first row stays with the next. */
	pdf_need(s, 6 * s->source->size);
	for (guint i = 0; i < table->rows->len; i++)
		draw_row(s, table, g_ptr_array_index(table->rows, i));
	s->y += s->source->size * 0.8;
}
