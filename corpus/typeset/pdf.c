#include <cairo-pdf.h>
#include <math.h>

#include "corpus/typeset/pdf.h"
#include "corpus/typeset/writers.h"

#define NOTE_GAP 6.0

/* --- pages --------------------------------------------------------------- */

/* A running line: "left|right", {page} standing for the page's number. */
static void draw_running(struct sheet *s, const char *line, double y)
{
	struct look look = {s->width - 2 * PDF_MARGIN, 8, false, false};
	g_autofree char *number = g_strdup_printf("%d", s->number);
	g_auto(GStrv) parts = g_strsplit(line, "{page}", -1);
	g_autofree char *filled = g_strjoinv(number, parts);
	g_auto(GStrv) sides = g_strsplit(filled, "|", 2);

	for (int i = 0; sides[i]; i++) {
		PangoLayout *layout = pdf_lay_out(s, sides[i], &look);

		pango_layout_set_alignment(
			layout, i ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
		pdf_draw_at(s, layout, PDF_MARGIN, y);
		g_object_unref(layout);
	}
}

static void page_begin(struct sheet *s)
{
	const struct source *source = s->source;

	s->number++;
	s->y = 22 * PDF_MM;
	s->limit = s->height - 24 * PDF_MM;
	if (source->head && s->number >= source->head_from)
		draw_running(s, source->head, 11 * PDF_MM);
	if (source->foot && s->number >= source->foot_from)
		draw_running(s, source->foot, s->height - 16 * PDF_MM);
}

void pdf_page_break(struct sheet *s)
{
	cairo_show_page(s->cr);
	page_begin(s);
}

void pdf_need(struct sheet *s, double height)
{
	if (s->y + height > s->limit)
		pdf_page_break(s);
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
		pdf_need(s, height);
		cairo_move_to(s->cr, x, s->y + above);
		pango_cairo_show_layout_line(s->cr, line);
		s->y += height;
	} while (pango_layout_iter_next_line(iter));
	pango_layout_iter_free(iter);
}

/* --- items --------------------------------------------------------------- */

static void put_paragraph(struct sheet *s, const struct item *item)
{
	struct look look = {s->width - 2 * PDF_MARGIN, s->source->size, false,
		s->source->hyphens};
	PangoLayout *layout = pdf_lay_out(s, item->text->str, &look);

	flow(s, layout, PDF_MARGIN);
	s->y += s->source->size * 0.8;
	g_object_unref(layout);
}

static void put_heading(struct sheet *s, const struct item *item)
{
	static const double larger[] = {3, 1, 0};
	double size = s->source->size + larger[MIN(item->level, 3) - 1];
	struct look look = {s->width - 2 * PDF_MARGIN, size, true, false};
	PangoLayout *layout = pdf_lay_out(s, item->text->str, &look);

	/* A heading stays with the first lines of what it heads. */
	pdf_need(s, pdf_layout_height(layout) + 4 * s->source->size);
	s->y += s->source->size * 0.4;
	flow(s, layout, PDF_MARGIN);
	s->y += s->source->size * 0.6;
	g_object_unref(layout);
}

static void put_bullet(struct sheet *s, const struct item *item)
{
	double indent = 14.0 * item->level, size = s->source->size;
	double x = PDF_MARGIN + indent;
	struct look look = {
		s->width - PDF_MARGIN - x, size, false, s->source->hyphens};
	struct look glyph = {indent, size * 0.8, false, false};
	PangoLayout *layout = pdf_lay_out(s, item->text->str, &look);
	PangoLayout *mark = pdf_lay_out(s, item->marker, &glyph);

	pdf_need(s, 1.5 * size);
	if (*item->marker)
		pdf_draw_at(s, mark, x - 14, s->y + size * 0.1);
	flow(s, layout, x);
	s->y += size * 0.5;
	g_object_unref(mark);
	g_object_unref(layout);
}

static void put_box(struct sheet *s, const struct item *item)
{
	struct look look = {
		item->width * PDF_MM, s->source->size - 2, false, false};
	PangoLayout *layout = pdf_lay_out(s, item->text->str, &look);

	pdf_draw_at(s, layout, item->x * PDF_MM, item->y * PDF_MM);
	g_object_unref(layout);
}

static void put_footnote(struct sheet *s, const struct item *item)
{
	struct look look = {s->width - 2 * PDF_MARGIN, 8, false, false};
	PangoLayout *layout = pdf_lay_out(s, item->text->str, &look);
	double height = pdf_layout_height(layout) + NOTE_GAP;

	pdf_need(s, height);
	s->limit -= height;
	cairo_set_line_width(s->cr, 0.5);
	cairo_move_to(s->cr, PDF_MARGIN, s->limit + 1);
	cairo_rel_line_to(s->cr, 140, 0);
	cairo_stroke(s->cr);
	pdf_draw_at(s, layout, PDF_MARGIN, s->limit + NOTE_GAP / 2);
	g_object_unref(layout);
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
		pdf_put_table(s, item);
		break;
	case ITEM_BOX:
		put_box(s, item);
		break;
	case ITEM_FOOTNOTE:
		put_footnote(s, item);
		break;
	case ITEM_SPACE:
		s->y += item->y * PDF_MM;
		break;
	case ITEM_PAGE:
		pdf_page_break(s);
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
	s.context = pango_cairo_create_context(s.cr);
	pango_context_set_round_glyph_positions(s.context, FALSE);
	page_begin(&s);
	for (guint i = 0; i < source->items->len; i++)
		put_item(&s, g_ptr_array_index(source->items, i));
	cairo_show_page(s.cr);
	g_object_unref(s.context);
	cairo_destroy(s.cr);
	cairo_surface_finish(s.surface);
	status = cairo_surface_status(s.surface);
	cairo_surface_destroy(s.surface);
	if (status != CAIRO_STATUS_SUCCESS)
		g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: %s",
			path, cairo_status_to_string(status));
	return status == CAIRO_STATUS_SUCCESS;
}
