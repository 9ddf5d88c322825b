/*
 * pdf.h - what the parts of the PDF writer share: the page at hand and words
 * laid out on it. Lengths are points.
 */
#ifndef LETTERMARK_PDF_H
#define LETTERMARK_PDF_H

#include <cairo.h>
#include <pango/pangocairo.h>

#include "corpus/typeset/source.h"

#define PDF_MM     (72.0 / 25.4)
#define PDF_MARGIN (25 * PDF_MM)

struct sheet {
	const struct source *source;
	cairo_surface_t *surface;
	cairo_t *cr;
	PangoContext *context;
	double width, height;
	double y, limit; /* where the next line goes; where lines end */
	int number;      /* of the page */
};

struct look {
	double width, size;
	bool bold;
	bool hyphens; /* break words */
};

/* The words of `markup`, broken into lines; freed with g_object_unref(). */
PangoLayout *pdf_lay_out(
	struct sheet *s, const char *markup, const struct look *look);

double pdf_layout_height(PangoLayout *layout);

/* Draw the layout whole, its top left at (x, y). */
void pdf_draw_at(struct sheet *s, PangoLayout *layout, double x, double y);

/* Go on to a new page; the same unless `height` is left on this one. */
void pdf_page_break(struct sheet *s);
void pdf_need(struct sheet *s, double height);

void pdf_put_table(struct sheet *s, const struct item *table);

#endif
