/*
 * extractor.h - from bytes to the text model, one extractor a format.
 *
 * To add a format:
 *  1. write extractors/format/NAME.c with one `const struct extractor`; one
 *     without pages makes its blocks by flow.h, one with places by layout.h
 *     (html.c and image.c are examples of each);
 *  2. declare it below and name it in the table of extractors/extractor.c
 *     (order matters: the first whose probe answers true is used);
 *  3. name the file in the Makefile's EXTRACTORS list;
 *  4. write tests/unit/extractors-NAME.c and name it in UNIT_TESTS: what a
 *     small input's dump is, and the ways in which one is damaged;
 *  5. add tests/fuzz/NAME.c with a corpus and name it in FUZZ_TARGETS.
 * Files on disk are then read. For those on the web, whose bytes are checked
 * against what they are said to be, a row in pipeline/web/content.c and a name
 * in pipeline/web/label.c are wanted too.
 *
 * Extractors read hostile input. They run inside a worker (pipeline/worker.h)
 * and must themselves keep to the limits of extractors/limits.h.
 */
#ifndef LETTERMARK_EXTRACTOR_H
#define LETTERMARK_EXTRACTOR_H

#include "extractors/ocr.h"
#include "extractors/text.h"

struct extractor {
	const char *name; /* "pdf"; stands in the text's `format` */

	/* True when the bytes look like this format; by content alone. */
	bool (*probe)(const void *data, size_t size);

	/*
	 * The text of the bytes, freed by the caller with text_free(). On
	 * failure NULL with `error` set in the domain EXTRACT_ERROR. Pages
	 * that are only pictures are read through `ocr`; where that is NULL
	 * they are TEXT_FROM_NONE with a warning each.
	 */
	struct text *(*extract)(GBytes *bytes, struct ocr *ocr, GError **error);
};

extern const struct extractor extractor_pdf;
extern const struct extractor extractor_html;
extern const struct extractor extractor_docx;
extern const struct extractor extractor_odt;
extern const struct extractor extractor_image;

/* The extractor whose probe accepts `bytes`, or NULL; static storage. */
const struct extractor *extractor_find(GBytes *bytes);

/*
 * The text of `bytes` by the extractor that fits, freed by the caller with
 * text_free(). On failure NULL with `error` set in the domain EXTRACT_ERROR.
 * `ocr` may be NULL.
 */
struct text *extractor_run(GBytes *bytes, struct ocr *ocr, GError **error);

#define EXTRACT_ERROR extract_error_quark()
GQuark extract_error_quark(void);

enum extract_error {
	EXTRACT_ERROR_EMPTY,     /* no bytes */
	EXTRACT_ERROR_FORMAT,    /* no extractor reads this */
	EXTRACT_ERROR_DAMAGED,   /* the format is known but cannot be read */
	EXTRACT_ERROR_ENCRYPTED, /* needs a password */
	EXTRACT_ERROR_LIMIT,     /* over a limit of extractors/limits.h */
};

#endif
