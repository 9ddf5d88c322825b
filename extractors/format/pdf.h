/* pdf.h - what other extractors may ask of the PDF extractor. */
#ifndef LETTERMARK_PDF_H
#define LETTERMARK_PDF_H

#include <cairo.h>
#include <poppler.h>

/*
 * The page drawn on white at `dpi` dots an inch, as CAIRO_FORMAT_RGB24; freed
 * by the caller with cairo_surface_destroy(). NULL where the page is too large
 * or cannot be drawn.
 */
cairo_surface_t *pdf_draw_page(PopplerPage *page, double dpi);

#endif
