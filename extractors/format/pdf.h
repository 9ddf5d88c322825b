/* pdf.h - pages drawn, for what words alone do not tell. */
#ifndef LETTERMARK_PDF_H
#define LETTERMARK_PDF_H

#include "extractors/layout.h"

#include <poppler.h>

/*
 * The page drawn on white at `dpi` dots an inch, or only `area` of it unless
 * that is NULL; freed by the caller with layout_picture_free(). NULL where it
 * would have more pixels than LIMIT_OCR_PIXELS.
 */
struct layout_picture *pdf_draw_page(
	PopplerPage *page, const struct text_box *area, double dpi);

#endif
