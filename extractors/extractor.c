#include "extractors/extractor.h"

#include "extractors/limits.h"

G_DEFINE_QUARK(lettermark - extract - error, extract_error)

/* The first whose probe answers true is used. */
static const struct extractor *const extractors[] = {
	&extractor_pdf,
	&extractor_docx,
	&extractor_odt,
	&extractor_image,
	&extractor_html,
};

const struct extractor *extractor_find(GBytes *bytes)
{
	size_t size;
	const void *data = g_bytes_get_data(bytes, &size);

	for (size_t i = 0; i < G_N_ELEMENTS(extractors); i++) {
		if (extractors[i]->probe(data, size))
			return extractors[i];
	}
	return NULL;
}

struct text *extractor_run(GBytes *bytes, struct ocr *ocr, GError **error)
{
	const struct extractor *extractor;
	size_t size = g_bytes_get_size(bytes);

	if (size == 0) {
		g_set_error(error, EXTRACT_ERROR, EXTRACT_ERROR_EMPTY,
			"empty file");
		return NULL;
	}
	if (size > LIMIT_FILE_BYTES) {
		g_set_error(error, EXTRACT_ERROR, EXTRACT_ERROR_LIMIT,
			"over the limit of %u bytes a file", LIMIT_FILE_BYTES);
		return NULL;
	}
	extractor = extractor_find(bytes);
	if (!extractor) {
		g_set_error(error, EXTRACT_ERROR, EXTRACT_ERROR_FORMAT,
			"no known format");
		return NULL;
	}
	return extractor->extract(bytes, ocr, error);
}
