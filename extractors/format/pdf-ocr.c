#include "extractors/format/pdf-ocr.h"

#include "extractors/format/pdf.h"
#include "extractors/ocr-page.h"

/* What tesseract does best with, and what shows that a page is not blank. */
#define OCR_DPI   300
#define PROBE_DPI 36

/* Of the characters, more than this percentage cannot be made out. */
#define MOST_UNREADABLE 30

bool pdf_is_readable(const struct layout_page *page)
{
	gsize all = 0, bad = 0;

	for (guint i = 0; i < page->words->len; i++) {
		const struct layout_word *word =
			&g_array_index(page->words, struct layout_word, i);

		for (const char *p = word->text; *p != '\0';
			p = g_utf8_next_char(p)) {
			gunichar c = g_utf8_get_char(p);

			all++;
			bad += c >= 0x80 &&
			       (c == 0xfffd || !g_unichar_isdefined(c) ||
				       g_unichar_type(c) ==
					       G_UNICODE_PRIVATE_USE);
		}
	}
	return all > 0 && bad * 100 <= all * MOST_UNREADABLE;
}

static bool is_blank(PopplerPage *poppler_page)
{
	struct layout_picture *picture =
		pdf_draw_page(poppler_page, NULL, PROBE_DPI);
	gsize count, i = 0;

	if (picture == NULL)
		return false;
	count = (gsize)picture->width * (gsize)picture->height;
	while (i < count && (picture->pixels[i] & 0xffffff) == 0xffffff)
		i++;
	layout_picture_free(picture);
	return i == count;
}

/* A byte a pixel, in place: each is written after what it overwrites is read.
 */
static const guint8 *to_grey(struct layout_picture *picture)
{
	gsize count = (gsize)picture->width * (gsize)picture->height;
	guint8 *grey = (guint8 *)picture->pixels;

	for (gsize i = 0; i < count; i++) {
		guint32 pixel = picture->pixels[i];
		guint red = pixel >> 16 & 0xff, green = pixel >> 8 & 0xff;

		grey[i] = (guint8)((red * 77 + green * 151 +
					   (pixel & 0xff) * 28) >>
				   8);
	}
	return grey;
}

static GPtrArray *read_words(
	PopplerPage *poppler_page, struct ocr *ocr, GError **error)
{
	struct layout_picture *picture =
		pdf_draw_page(poppler_page, NULL, OCR_DPI);
	struct ocr_image image;
	GPtrArray *words;

	if (picture == NULL) {
		g_set_error(
			error, OCR_ERROR, OCR_ERROR_FAILED, "it is too large");
		return NULL;
	}
	image = (struct ocr_image){
		.pixels = to_grey(picture),
		.width = picture->width,
		.height = picture->height,
		.stride = picture->width,
		.dpi = OCR_DPI,
	};
	words = ocr_read(ocr, &image, error);
	layout_picture_free(picture);
	return words;
}

void pdf_read_picture(PopplerPage *poppler_page, struct ocr *ocr,
	struct text *text, struct layout_page *page)
{
	struct text_page *text_page = text->pages->pdata[page->number - 1];
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) words = NULL;
	g_autofree char *reason = NULL;

	if (page->words->len == 0 && is_blank(poppler_page))
		return;
	if (ocr != NULL)
		words = read_words(poppler_page, ocr, &error);
	if (words != NULL) {
		g_array_set_size(page->words, 0);
		ocr_fill_page(text, page, words, 72.0 / OCR_DPI);
		return;
	}
	text_page->source = TEXT_FROM_NONE;
	reason = g_strdup_printf("page has no text layer: %s",
		error != NULL ? error->message : "not read, no OCR");
	text_warn(text, page->number, reason);
}
