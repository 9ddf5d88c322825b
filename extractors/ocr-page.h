/*
 * ocr-page.h - words read from a picture, put where they stand on a page.
 */
#ifndef LETTERMARK_OCR_PAGE_H
#define LETTERMARK_OCR_PAGE_H

#include "extractors/layout.h"
#include "extractors/ocr.h"

/*
 * Add the words that ocr_read() gave to `page`, on which a pixel is `scale`
 * points wide, and mark that page of `text` as read by OCR with their
 * confidence, or TEXT_FROM_NONE when there are none worth keeping. A page that
 * is none, or that was read badly, is warned of.
 */
void ocr_fill_page(struct text *text, struct layout_page *page,
	const GPtrArray *words, double scale);

#endif
