/* pdf-ocr.h - pages of a PDF whose words cannot be had from the file. */
#ifndef LETTERMARK_PDF_OCR_H
#define LETTERMARK_PDF_OCR_H

#include <poppler.h>

#include "extractors/layout.h"
#include "extractors/ocr.h"

/*
 * False when the page has no words, or mostly characters that no reader could
 * make out: of fonts without a way back to letters.
 */
bool pdf_is_readable(const struct layout_page *page);

/*
 * Read the page as a picture, in place of the words it has. A page without
 * anything drawn on it is left as it is. Says why in a warning when the words
 * cannot be had; `ocr` may be NULL.
 */
void pdf_read_picture(PopplerPage *poppler_page, struct ocr *ocr,
	struct text *text, struct layout_page *page);

#endif
