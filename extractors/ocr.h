/*
 * ocr.h - words read from pictures of pages, by tesseract where it is
 * installed.
 *
 * Tesseract is no part of the build: its library is looked for at run time, so
 * that lettermark runs without it. A handle opens all the files it will ever
 * need, because the worker that uses it can open none afterwards.
 */
#ifndef LETTERMARK_OCR_H
#define LETTERMARK_OCR_H

#include "extractors/text.h"

/* Assumed where a picture does not say: what offices scan at. */
#define OCR_USUAL_DPI 200

struct ocr;

/* A picture to read: rows of `stride` bytes, one byte a pixel, 0 is black. */
struct ocr_image {
	const guint8 *pixels;
	int width, height, stride;
	int dpi; /* pixels an inch; 0 unknown */
};

/* One word of a picture. */
struct ocr_word {
	char *text;          /* as read, not cleaned; never NULL nor empty */
	struct text_box box; /* in pixels, origin at the top left */
	int line;       /* words of one printed line have the same number */
	int confidence; /* 0..100 */
};

/*
 * A handle for English, freed with ocr_free(). NULL with `error` set (domain
 * OCR_ERROR) where tesseract or its data is not installed.
 */
struct ocr *ocr_open(GError **error);

/* NULL is allowed. */
void ocr_free(struct ocr *ocr);

typedef struct ocr Ocr; /* for g_autoptr(Ocr) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ocr, ocr_free)

/*
 * The words of `image` in reading order: a GPtrArray of struct ocr_word that
 * frees its members, empty for a blank page. NULL with `error` set when
 * tesseract fails or the time for one document (ocr_begin()) is used up.
 */
GPtrArray *ocr_read(
	struct ocr *ocr, const struct ocr_image *image, GError **error);

/* How many pictures the file holds (PNG, JPEG: 1; TIFF: or more); 0 for none
 * that can be read. */
int ocr_count(struct ocr *ocr, GBytes *file);

/*
 * As ocr_read(), of picture number `index` (from 0) of a file. `size` tells
 * its width, height and dpi (0 unknown) in pixels, even on failure if known.
 */
GPtrArray *ocr_read_file(struct ocr *ocr, GBytes *file, int index,
	struct ocr_image *size, GError **error);

/*
 * A new document begins, with `seconds` before it; LIMIT_OCR_SECONDS until this
 * is called. With none its pictures are unpacked and measured, but not read.
 */
void ocr_begin(struct ocr *ocr, int seconds);

#define OCR_ERROR ocr_error_quark()
GQuark ocr_error_quark(void);

enum ocr_error {
	OCR_ERROR_MISSING, /* tesseract or its English data is not installed */
	OCR_ERROR_FAILED,  /* it could not read this picture */
	OCR_ERROR_TIME,    /* the document has had its share of time */
};

#endif
