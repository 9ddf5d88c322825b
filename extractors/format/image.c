/*
 * image.c - pictures of pages (PNG, JPEG, TIFF), read by OCR.
 */
#include <string.h>

#include "extractors/extractor.h"
#include "extractors/layout.h"
#include "extractors/ocr-page.h"

/* Larger page sides than this, in points, are a mistake or an attack. */
#define LARGEST_SIDE 20000.0

static bool probe(const void *data, size_t size)
{
	static const struct {
		const char *bytes;
		size_t length;
	} marks[] = {
		{"\x89PNG\r\n\x1a\n", 8},
		{"\xff\xd8\xff", 3},
		{"II*\0", 4},
		{"MM\0*", 4},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		if (size > marks[i].length &&
			memcmp(data, marks[i].bytes, marks[i].length) == 0)
			return true;
	}
	return false;
}

static void leave_unread(
	struct text *text, struct text_page *page, const char *why)
{
	g_autofree char *message =
		g_strdup_printf("picture was not read: %s", why);

	page->source = TEXT_FROM_NONE;
	text_warn(text, page->number, message);
}

static void read_picture(
	struct text *text, GPtrArray *pages, GBytes *bytes, struct ocr *ocr)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) words = NULL;
	struct layout_page *layout_page;
	struct text_page *page;
	struct ocr_image size;
	double scale;

	words = ocr_read_file(ocr, bytes, (int)pages->len, &size, &error);
	scale = 72.0 / (size.dpi > 0 ? size.dpi : OCR_USUAL_DPI);
	page = text_add_page(text, (float)MIN(size.width * scale, LARGEST_SIDE),
		(float)MIN(size.height * scale, LARGEST_SIDE));
	layout_page = layout_page_new(page->number, page->width, page->height);
	g_ptr_array_add(pages, layout_page);
	if (words != NULL)
		ocr_fill_page(text, layout_page, words, scale);
	else
		leave_unread(text, page, error->message);
}

static struct text *extract(GBytes *bytes, struct ocr *ocr, GError **error)
{
	g_autoptr(GPtrArray) pages = g_ptr_array_new_with_free_func(
		(GDestroyNotify)layout_page_free);
	g_autoptr(Text) text = text_new("image");
	int count;

	if (ocr == NULL) {
		leave_unread(text, text_add_page(text, 0, 0), "no OCR");
		return g_steal_pointer(&text);
	}
	count = ocr_count(ocr, bytes);
	if (count == 0) {
		g_set_error(error, EXTRACT_ERROR, EXTRACT_ERROR_DAMAGED,
			"damaged: no picture in it");
		return NULL;
	}
	while ((int)pages->len < count)
		read_picture(text, pages, bytes, ocr);
	layout_run(text, pages, NULL, NULL);
	return g_steal_pointer(&text);
}

const struct extractor extractor_image = {
	.name = "image",
	.probe = probe,
	.extract = extract,
};
