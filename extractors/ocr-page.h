/*
 * ocr-page.h - words read from a picture, put where they stand on a page.
 */
#ifndef LETTERMARK_OCR_PAGE_H
#define LETTERMARK_OCR_PAGE_H

#include "extractors/layout.h"
#include "extractors/ocr.h"

/*
 * Add the words that ocr_read() gave to `page`, on which a pixel is `scale`
 * points wide, and mark `text_page` as read by OCR with their confidence.
 * Marks it TEXT_FROM_NONE when there are none worth keeping.
 */
void ocr_fill_page(struct layout_page *page, struct text_page *text_page,
	const GPtrArray *words, double scale);

#endif
