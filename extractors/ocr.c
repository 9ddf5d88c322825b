/*
 * ocr.c - the only file that knows tesseract, through its C interface, found
 * when the program runs. The declarations repeat tesseract's capi.h, which is
 * stable since version 4; its values are RIL_* and PSM_* there.
 */
#include "extractors/ocr.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

#include "extractors/limits.h"

#define LEVEL_LINE 2 /* RIL_TEXTLINE */
#define LEVEL_WORD 3 /* RIL_WORD */

/* Fewer would make a page of metres: the file does not know. */
#define LEAST_DPI 20

/* Tesseract's own types and leptonica's, all opaque. */
struct tess_api;
struct tess_monitor;
struct tess_results;
struct tess_place;
struct pix;

struct library {
	struct tess_api *(*api_create)(void);
	void (*api_delete)(struct tess_api *);
	int (*api_init)(
		struct tess_api *, const char *folder, const char *language);
	void (*api_set_image)(struct tess_api *, const unsigned char *,
		int width, int height, int pixel_bytes, int row_bytes);
	void (*api_set_dpi)(struct tess_api *, int dpi);
	int (*api_recognise)(struct tess_api *, struct tess_monitor *);
	struct tess_results *(*api_results)(struct tess_api *);
	void (*api_clear)(struct tess_api *);
	struct tess_monitor *(*monitor_create)(void);
	void (*monitor_delete)(struct tess_monitor *);
	void (*monitor_set_deadline)(struct tess_monitor *, int milliseconds);
	char *(*results_text)(const struct tess_results *, int level);
	float (*results_confidence)(const struct tess_results *, int level);
	int (*results_next)(struct tess_results *, int level);
	void (*results_delete)(struct tess_results *);
	const struct tess_place *(*results_place)(const struct tess_results *);
	int (*place_box)(const struct tess_place *, int level, int *left,
		int *top, int *right, int *bottom);
	int (*place_begins)(const struct tess_place *, int level);
	void (*text_delete)(const char *);
	void (*api_set_pix)(struct tess_api *, struct pix *);
	/* Of leptonica, which tesseract brings. */
	int (*pix_header)(const guint8 *, size_t size, int *format, int *width,
		int *height, int *bits, int *samples, int *mapped);
	struct pix *(*pix_read)(const guint8 *, size_t size);
	int (*tiff_header)(const guint8 *, size_t size, int index, int *width,
		int *height, int *bits, int *samples, int *dpi, int *mapped,
		int *format);
	struct pix *(*tiff_read)(const guint8 *, size_t size, int index);
	int (*pix_dpi)(const struct pix *);
	void (*pix_destroy)(struct pix **);
};

#define MEMBER(member) offsetof(struct library, member)

static const struct {
	const char *name;
	gsize offset;
} symbols[] = {
	{"TessBaseAPICreate", MEMBER(api_create)},
	{"TessBaseAPIDelete", MEMBER(api_delete)},
	{"TessBaseAPIInit3", MEMBER(api_init)},
	{"TessBaseAPISetImage", MEMBER(api_set_image)},
	{"TessBaseAPISetSourceResolution", MEMBER(api_set_dpi)},
	{"TessBaseAPIRecognize", MEMBER(api_recognise)},
	{"TessBaseAPIGetIterator", MEMBER(api_results)},
	{"TessBaseAPIClear", MEMBER(api_clear)},
	{"TessMonitorCreate", MEMBER(monitor_create)},
	{"TessMonitorDelete", MEMBER(monitor_delete)},
	{"TessMonitorSetDeadlineMSecs", MEMBER(monitor_set_deadline)},
	{"TessResultIteratorGetUTF8Text", MEMBER(results_text)},
	{"TessResultIteratorConfidence", MEMBER(results_confidence)},
	{"TessResultIteratorNext", MEMBER(results_next)},
	{"TessResultIteratorDelete", MEMBER(results_delete)},
	{"TessResultIteratorGetPageIteratorConst", MEMBER(results_place)},
	{"TessPageIteratorBoundingBox", MEMBER(place_box)},
	{"TessPageIteratorIsAtBeginningOf", MEMBER(place_begins)},
	{"TessDeleteText", MEMBER(text_delete)},
	{"TessBaseAPISetImage2", MEMBER(api_set_pix)},
	{"pixReadHeaderMem", MEMBER(pix_header)},
	{"pixReadMem", MEMBER(pix_read)},
	{"readHeaderMemTiff", MEMBER(tiff_header)},
	{"pixReadMemTiff", MEMBER(tiff_read)},
	{"pixGetXRes", MEMBER(pix_dpi)},
	{"pixDestroy", MEMBER(pix_destroy)},
};

static const char *const file_names[] = {
	"libtesseract.so.5",
	"libtesseract.so.4",
};

struct ocr {
	void *handle;
	struct library lib;
	struct tess_api *api;
	int seconds;     /* for one document */
	gint64 deadline; /* of this one; monotonic, microseconds */
};

G_DEFINE_QUARK(lettermark_ocr_error, ocr_error)

static bool find_symbols(struct ocr *ocr)
{
	for (gsize i = 0; i < G_N_ELEMENTS(symbols); i++) {
		void *symbol = dlsym(ocr->handle, symbols[i].name);

		if (symbol == NULL)
			return false;
		memcpy((char *)&ocr->lib + symbols[i].offset, &symbol,
			sizeof(symbol));
	}
	return true;
}

struct ocr *ocr_open(GError **error)
{
	g_autoptr(Ocr) ocr = g_new0(struct ocr, 1);

	for (gsize i = 0; i < G_N_ELEMENTS(file_names) && !ocr->handle; i++)
		ocr->handle = dlopen(file_names[i], RTLD_NOW | RTLD_LOCAL);
	if (ocr->handle == NULL || !find_symbols(ocr)) {
		g_set_error(error, OCR_ERROR, OCR_ERROR_MISSING,
			"tesseract is not installed");
		return NULL;
	}
	ocr->api = ocr->lib.api_create();
	if (ocr->lib.api_init(ocr->api, NULL, "eng") != 0) {
		g_set_error(error, OCR_ERROR, OCR_ERROR_MISSING,
			"tesseract has no English data");
		return NULL;
	}
	ocr_begin(ocr, LIMIT_OCR_SECONDS);
	return g_steal_pointer(&ocr);
}

void ocr_free(struct ocr *ocr)
{
	if (ocr == NULL)
		return;
	if (ocr->api != NULL)
		ocr->lib.api_delete(ocr->api);
	if (ocr->handle != NULL)
		dlclose(ocr->handle);
	g_free(ocr);
}

void ocr_begin(struct ocr *ocr, int seconds)
{
	ocr->seconds = seconds;
	ocr->deadline =
		g_get_monotonic_time() + seconds * (gint64)G_USEC_PER_SEC;
}

static void word_free(void *user)
{
	struct ocr_word *word = user;

	g_free(word->text);
	g_free(word);
}

/* The word that `results` stand at, or NULL where it is blank. */
static struct ocr_word *read_word(
	const struct library *lib, const struct tess_results *results, int line)
{
	const struct tess_place *place = lib->results_place(results);
	char *text = lib->results_text(results, LEVEL_WORD);
	int left, top, right, bottom;
	struct ocr_word *word = NULL;

	if (text != NULL && *g_strchug(text) != '\0' &&
		lib->place_box(
			place, LEVEL_WORD, &left, &top, &right, &bottom)) {
		word = g_new0(struct ocr_word, 1);
		word->text = g_strdup(text);
		word->box = (struct text_box){
			(float)left, (float)top, (float)right, (float)bottom};
		word->line = line;
		word->confidence =
			CLAMP((int)lib->results_confidence(results, LEVEL_WORD),
				0, 100);
	}
	lib->text_delete(text);
	return word;
}

static GPtrArray *read_words(struct ocr *ocr)
{
	const struct library *lib = &ocr->lib;
	GPtrArray *words = g_ptr_array_new_with_free_func(word_free);
	struct tess_results *results = lib->api_results(ocr->api);
	int line = 0;

	if (results == NULL)
		return words; /* a blank page */
	do {
		const struct tess_place *place = lib->results_place(results);
		struct ocr_word *word;

		if (lib->place_begins(place, LEVEL_LINE))
			line++;
		word = read_word(lib, results, line);
		if (word != NULL)
			g_ptr_array_add(words, word);
	} while (lib->results_next(results, LEVEL_WORD));
	lib->results_delete(results);
	return words;
}

/* The words of the picture that tesseract has been given. */
static GPtrArray *recognise(struct ocr *ocr, int dpi, GError **error)
{
	gint64 left = ocr->deadline - g_get_monotonic_time();
	struct tess_monitor *monitor;
	GPtrArray *words;
	int failed;

	if (left <= 0) {
		g_set_error(error, OCR_ERROR, OCR_ERROR_TIME,
			"over %d s of OCR", ocr->seconds);
		return NULL;
	}
	monitor = ocr->lib.monitor_create();
	ocr->lib.monitor_set_deadline(monitor, (int)(left / 1000));
	ocr->lib.api_set_dpi(ocr->api, dpi > 0 ? dpi : OCR_USUAL_DPI);
	failed = ocr->lib.api_recognise(ocr->api, monitor);
	words = failed ? NULL : read_words(ocr);
	ocr->lib.monitor_delete(monitor);
	ocr->lib.api_clear(ocr->api);
	if (failed)
		g_set_error(
			error, OCR_ERROR, OCR_ERROR_FAILED, "tesseract failed");
	return words;
}

GPtrArray *ocr_read(
	struct ocr *ocr, const struct ocr_image *image, GError **error)
{
	ocr->lib.api_set_image(ocr->api, image->pixels, image->width,
		image->height, 1, image->stride);
	return recognise(ocr, image->dpi, error);
}

/* --- picture files ------------------------------------------------------- */

static bool is_tiff(GBytes *file)
{
	gsize size;
	const char *data = g_bytes_get_data(file, &size);

	return size > 4 &&
	       (memcmp(data, "II*\0", 4) == 0 || memcmp(data, "MM\0*", 4) == 0);
}

/*
 * Of one picture; read without unpacking it. Sides are what the file says: one
 * of 2^31 comes out below 0.
 */
static bool read_header(
	const struct ocr *ocr, GBytes *file, int index, struct ocr_image *image)
{
	const struct library *lib = &ocr->lib;
	gsize size;
	const guint8 *data = g_bytes_get_data(file, &size);
	int format, bits, samples, mapped, failed = index;

	*image = (struct ocr_image){0};
	if (is_tiff(file))
		failed = lib->tiff_header(data, size, index, &image->width,
			&image->height, &bits, &samples, &image->dpi, &mapped,
			&format);
	else if (index == 0)
		failed = lib->pix_header(data, size, &format, &image->width,
			&image->height, &bits, &samples, &mapped);
	return failed == 0 && image->width > 0 && image->height > 0;
}

int ocr_count(struct ocr *ocr, GBytes *file)
{
	struct ocr_image image;
	int count = 0;

	while (count < LIMIT_PAGES && read_header(ocr, file, count, &image))
		count++;
	return count;
}

static struct pix *read_pix(const struct ocr *ocr, GBytes *file, int index)
{
	gsize size;
	const guint8 *data = g_bytes_get_data(file, &size);

	if (is_tiff(file))
		return ocr->lib.tiff_read(data, size, index);
	return ocr->lib.pix_read(data, size);
}

static bool check_size(const struct ocr_image *image, GError **error)
{
	if (image->width <= LIMIT_OCR_SIDE && image->height <= LIMIT_OCR_SIDE &&
		(gint64)image->width * image->height <= LIMIT_OCR_PIXELS)
		return true;
	g_set_error(error, OCR_ERROR, OCR_ERROR_FAILED,
		"over %u pixels, or %d a side", LIMIT_OCR_PIXELS,
		LIMIT_OCR_SIDE);
	return false;
}

GPtrArray *ocr_read_file(struct ocr *ocr, GBytes *file, int index,
	struct ocr_image *size, GError **error)
{
	struct pix *pix = NULL;
	GPtrArray *words;

	if (read_header(ocr, file, index, size)) {
		if (!check_size(size, error))
			return NULL;
		pix = read_pix(ocr, file, index);
	}
	if (pix == NULL) {
		g_set_error(
			error, OCR_ERROR, OCR_ERROR_FAILED, "damaged picture");
		return NULL;
	}
	if (size->dpi == 0)
		size->dpi = ocr->lib.pix_dpi(pix);
	if (size->dpi < LEAST_DPI)
		size->dpi = 0;
	ocr->lib.api_set_pix(ocr->api, pix);
	words = recognise(ocr, size->dpi, error);
	ocr->lib.pix_destroy(&pix);
	return words;
}
