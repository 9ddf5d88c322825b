#include <cairo-pdf.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "corpus/typeset/writers.h"

#define MM       (72.0 / 25.4)
#define MARGIN   (25 * MM)
#define PADDING  3.0 /* points inside a cell */
#define NOTE_GAP 6.0

struct sheet {
	const struct source *source;
	cairo_surface_t *surface;
	cairo_t *cr;
	double width, height; /* points */
	double y, limit;      /* where the next line goes; where lines end */
	int number;
};

/* --- words --------------------------------------------------------------- */

static bool is_vowel(gunichar c)
{
	return c < 128 && strchr("aeiouy", (int)c) != NULL;
}

/* True when a word may be broken before `p`: a consonant and a vowel follow,
 * a vowel or a consonant after a vowel stands before, three letters on each
 * side. Old typesetters broke there too, often enough. */
static bool breaks_before(const char *text, const char *p)
{
	if (p - text < 3)
		return false;
	for (int i = -3; i < 3; i++)
		if (!g_ascii_islower(p[i]))
			return false;
	return !is_vowel((guchar)p[0]) && is_vowel((guchar)p[1]) &&
	       (is_vowel((guchar)p[-1]) || is_vowel((guchar)p[-2]));
}

static char *with_soft_hyphens(const char *text)
{
	GString *out = g_string_new(NULL);

	for (const char *p = text; *p; p++) {
		if (breaks_before(text, p))
			g_string_append(out, "\u00ad");
		g_string_append_c(out, *p);
	}
	return g_string_free(out, FALSE);
}

/* Break words for good: each line as it was laid out, a real hyphen at its
 * end where a word goes on, as in files whose hyphens were typed. */
static void harden_hyphens(PangoLayout *layout)
{
	const char *text = pango_layout_get_text(layout);
	GString *out = g_string_new(NULL);
	g_auto(GStrv) parts = NULL;
	g_autofree char *plain = NULL;

	for (GSList *l = pango_layout_get_lines_readonly(layout); l;
		l = l->next) {
		PangoLayoutLine *line = l->data;
		const char *from = text + line->start_index;

		g_string_append_len(out, from, line->length);
		if (g_str_has_suffix(out->str, "\u00ad"))
			g_string_append_c(out, '-');
		if (l->next)
			g_string_append(out, "\u2028");
	}
	parts = g_strsplit(out->str, "\u00ad", -1);
	plain = g_strjoinv("", parts);
	pango_layout_set_width(layout, -1);
	pango_layout_set_text(layout, plain, -1);
	g_string_free(out, TRUE);
}

struct look {
	double width; /* points */
	double size;  /* points */
	bool bold;
	bool hyphens; /* break words */
};

static PangoLayout *lay_out(
	struct sheet *s, const char *markup, const struct look *look)
{
	PangoLayout *layout = pango_cairo_create_layout(s->cr);
	PangoFontDescription *font =
		pango_font_description_from_string(s->source->font);
	g_autofree char *soft = NULL;

	pango_context_set_round_glyph_positions(
		pango_layout_get_context(layout), FALSE);
	pango_font_description_set_absolute_size(
		font, look->size * PANGO_SCALE);
	if (look->bold)
		pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	pango_layout_set_width(layout, (int)(look->width * PANGO_SCALE));
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	if (look->hyphens)
		markup = soft = with_soft_hyphens(markup);
	pango_layout_set_markup(layout, markup, -1);
	if (soft)
		harden_hyphens(layout);
	return layout;
}

static double layout_height(PangoLayout *layout)
{
	int height;

	pango_layout_get_size(layout, NULL, &height);
	return (double)height / PANGO_SCALE;
}

/* Draw the layout whole, its top left at (x, y). */
static void draw_at(struct sheet *s, PangoLayout *layout, double x, double y)
{
	cairo_move_to(s->cr, x, y);
	pango_cairo_show_layout(s->cr, layout);
}

/* --- pages --------------------------------------------------------------- */

/* A running line: "left|right", {page} standing for the page's number. */
static void draw_running(struct sheet *s, const char *line, double y)
{
	struct look look = {s->width - 2 * MARGIN, 8, false, false};
	g_autofree char *number = g_strdup_printf("%d", s->number);
	g_auto(GStrv) parts = g_strsplit(line, "{page}", -1);
	g_autofree char *filled = g_strjoinv(number, parts);
	g_auto(GStrv) sides = g_strsplit(filled, "|", 2);

	for (int i = 0; sides[i]; i++) {
		PangoLayout *layout = lay_out(s, sides[i], &look);

		pango_layout_set_alignment(
			layout, i ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
		draw_at(s, layout, MARGIN, y);
		g_object_unref(layout);
	}
}

static void page_begin(struct sheet *s)
{
	const struct source *source = s->source;

	s->number++;
	s->y = 22 * MM;
	s->limit = s->height - 24 * MM;
	if (source->head && s->number >= source->head_from)
		draw_running(s, source->head, 11 * MM);
	if (source->foot && s->number >= source->foot_from)
		draw_running(s, source->foot, s->height - 16 * MM);
}

static void page_break(struct sheet *s)
{
	cairo_show_page(s->cr);
	page_begin(s);
}

static void need(struct sheet *s, double height)
{
	if (s->y + height > s->limit)
		page_break(s);
}

/* Draw the lines one after another, going on to new pages. */
static void flow(struct sheet *s, PangoLayout *layout, double x)
{
	PangoLayoutIter *iter = pango_layout_get_iter(layout);

	do {
		PangoLayoutLine *line =
			pango_layout_iter_get_line_readonly(iter);
		PangoRectangle box;
		double above, height;

		pango_layout_line_get_extents(line, NULL, &box);
		above = (double)-box.y / PANGO_SCALE;
		height = (double)box.height / PANGO_SCALE;
		need(s, height);
		cairo_move_to(s->cr, x, s->y + above);
		pango_cairo_show_layout_line(s->cr, line);
		s->y += height;
	} while (pango_layout_iter_next_line(iter));
	pango_layout_iter_free(iter);
}

/* --- items --------------------------------------------------------------- */

static void put_paragraph(struct sheet *s, const struct item *item)
{
	struct look look = {s->width - 2 * MARGIN, s->source->size, false,
		s->source->hyphens};
	PangoLayout *layout = lay_out(s, item->text->str, &look);

	flow(s, layout, MARGIN);
	s->y += s->source->size * 0.8;
	g_object_unref(layout);
}

static void put_heading(struct sheet *s, const struct item *item)
{
	static const double larger[] = {3, 1, 0};
	double size = s->source->size + larger[MIN(item->level, 3) - 1];
	struct look look = {s->width - 2 * MARGIN, size, true, false};
	PangoLayout *layout = lay_out(s, item->text->str, &look);

	/* A heading stays with the first lines of what it heads. */
	need(s, layout_height(layout) + 4 * s->source->size);
	s->y += s->source->size * 0.4;
	flow(s, layout, MARGIN);
	s->y += s->source->size * 0.6;
	g_object_unref(layout);
}

static void put_bullet(struct sheet *s, const struct item *item)
{
	double indent = 14.0 * item->level, size = s->source->size;
	double x = MARGIN + indent;
	struct look look = {
		s->width - MARGIN - x, size, false, s->source->hyphens};
	struct look glyph = {indent, size * 0.8, false, false};
	PangoLayout *layout = lay_out(s, item->text->str, &look);
	PangoLayout *mark = lay_out(s, item->marker, &glyph);

	need(s, 1.5 * size);
	if (*item->marker)
		draw_at(s, mark, x - 14, s->y + size * 0.1);
	flow(s, layout, x);
	s->y += size * 0.5;
	g_object_unref(mark);
	g_object_unref(layout);
}

static void put_box(struct sheet *s, const struct item *item)
{
	struct look look = {
		item->width * MM, s->source->size - 2, false, false};
	PangoLayout *layout = lay_out(s, item->text->str, &look);

	draw_at(s, layout, item->x * MM, item->y * MM);
	g_object_unref(layout);
}

static void put_footnote(struct sheet *s, const struct item *item)
{
	struct look look = {s->width - 2 * MARGIN, 8, false, false};
	PangoLayout *layout = lay_out(s, item->text->str, &look);
	double height = layout_height(layout) + NOTE_GAP;

	need(s, height);
	s->limit -= height;
	cairo_set_line_width(s->cr, 0.5);
	cairo_move_to(s->cr, MARGIN, s->limit + 1);
	cairo_rel_line_to(s->cr, 140, 0);
	cairo_stroke(s->cr);
	draw_at(s, layout, MARGIN, s->limit + NOTE_GAP / 2);
	g_object_unref(layout);
}

/* --- tables -------------------------------------------------------------- */

struct row {
	GPtrArray *layouts; /* of PangoLayout */
	GArray *lefts;      /* of double, one more than layouts */
	double height;
};

static void row_free(struct row *row)
{
	g_ptr_array_unref(row->layouts);
	g_array_unref(row->lefts);
	g_free(row);
}

/* The last cell of a short row spans the columns that are left. */
static struct row *lay_out_row(
	struct sheet *s, const struct item *table, const GPtrArray *cells)
{
	struct row *row = g_new0(struct row, 1);
	double full = s->width - 2 * MARGIN, left = MARGIN, right;
	bool first = cells == g_ptr_array_index(table->rows, 0);

	row->layouts = g_ptr_array_new_with_free_func(g_object_unref);
	row->lefts = g_array_new(FALSE, FALSE, sizeof(double));
	g_array_append_val(row->lefts, left);
	for (guint i = 0; i < cells->len; i++) {
		const struct cell *cell = g_ptr_array_index(cells, i);
		struct look look = {0, s->source->size - (table->ruled ? 1 : 0),
			first && table->header, false};
		PangoLayout *layout;

		right = left +
			full * g_array_index(table->columns, double, i) / 100;
		if (i + 1 == cells->len)
			for (guint j = i + 1; j < table->columns->len; j++)
				right += full *
					 g_array_index(
						 table->columns, double, j) /
					 100;
		look.width = right - left - 2 * PADDING;
		layout = lay_out(s, cell->text, &look);
		row->height = fmax(row->height, layout_height(layout));
		g_ptr_array_add(row->layouts, layout);
		g_array_append_val(row->lefts, right);
		left = right;
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

static void draw_row(
	struct sheet *s, const struct item *table, const GPtrArray *cells)
{
	struct row *row = lay_out_row(s, table, cells);
	const double *lefts = (const double *)(void *)row->lefts->data;

	if (s->y + row->height > s->limit) {
		page_break(s);
		if (table->header)
			draw_row(s, table, g_ptr_array_index(table->rows, 0));
	}
	for (guint i = 0; i < cells->len; i++) {
		if (table->ruled)
			draw_cell_box(s, g_ptr_array_index(cells, i), lefts + i,
				row->height);
		draw_at(s, g_ptr_array_index(row->layouts, i),
			lefts[i] + PADDING, s->y + PADDING);
	}
	s->y += row->height;
	row_free(row);
}

static void put_table(struct sheet *s, const struct item *table)
{
	/* A table's first row stays with the next. */
	need(s, 6 * s->source->size);
	for (guint i = 0; i < table->rows->len; i++)
		draw_row(s, table, g_ptr_array_index(table->rows, i));
	s->y += s->source->size * 0.8;
}

/* --- the document -------------------------------------------------------- */

static void put_item(struct sheet *s, const struct item *item)
{
	switch (item->kind) {
	case ITEM_PARAGRAPH:
	case ITEM_LINES:
		put_paragraph(s, item);
		break;
	case ITEM_HEADING:
		put_heading(s, item);
		break;
	case ITEM_BULLET:
		put_bullet(s, item);
		break;
	case ITEM_TABLE:
		put_table(s, item);
		break;
	case ITEM_BOX:
		put_box(s, item);
		break;
	case ITEM_FOOTNOTE:
		put_footnote(s, item);
		break;
	case ITEM_SPACE:
		s->y += item->y * MM;
		break;
	case ITEM_PAGE:
		page_break(s);
		break;
	}
}

static void set_metadata(cairo_surface_t *surface, const struct source *source)
{
	g_autofree char *stamp = g_strdup_printf("%sT09:00:00", source->date);

	cairo_pdf_surface_set_metadata(
		surface, CAIRO_PDF_METADATA_TITLE, source->title);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT,
		"Specimen about an invented area; nothing in it is real");
	cairo_pdf_surface_set_metadata(
		surface, CAIRO_PDF_METADATA_CREATE_DATE, stamp);
	cairo_pdf_surface_set_metadata(
		surface, CAIRO_PDF_METADATA_MOD_DATE, stamp);
}

bool write_pdf(const struct source *source, const char *path, GError **error)
{
	struct sheet s = {.source = source, .width = 595, .height = 842};
	cairo_status_t status;

	if (source->landscape) {
		s.width = 842;
		s.height = 595;
	}
	s.surface = cairo_pdf_surface_create(path, s.width, s.height);
	set_metadata(s.surface, source);
	s.cr = cairo_create(s.surface);
	page_begin(&s);
	for (guint i = 0; i < source->items->len; i++)
		put_item(&s, g_ptr_array_index(source->items, i));
	cairo_show_page(s.cr);
	cairo_destroy(s.cr);
	cairo_surface_finish(s.surface);
	status = cairo_surface_status(s.surface);
	cairo_surface_destroy(s.surface);
	if (status != CAIRO_STATUS_SUCCESS)
		g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: %s",
			path, cairo_status_to_string(status));
	return status == CAIRO_STATUS_SUCCESS;
}
