#include "extractors/ocr-page.h"

#include <math.h>

/* Words less sure than this are specks and crests. */
#define LEAST_CONFIDENCE 20

/* A page less sure than this, on the whole, may say something else. */
#define GOOD_CONFIDENCE 70

/* Type is about so much of the height from its highest to its lowest ink. */
#define TYPE_OF_INK 0.95

/* A line whose ink is within this of the middle height has the same type. */
#define SAME_TYPE 0.35

/* The vertical extent of the line whose words begin at `from`; its end. */
static guint measure_line(
	const GPtrArray *words, guint from, struct text_box *line)
{
	const struct ocr_word *first = words->pdata[from];
	guint at = from;

	*line = first->box;
	for (; at < words->len; at++) {
		const struct ocr_word *word = words->pdata[at];

		if (word->line != first->line)
			break;
		line->top = MIN(line->top, word->box.top);
		line->bottom = MAX(line->bottom, word->box.bottom);
	}
	return at;
}

static gint compare_heights(gconstpointer a, gconstpointer b)
{
	float first = *(const float *)a, second = *(const float *)b;

	return (first > second) - (first < second);
}

/* Of the lines, in pixels: that of the type of most. */
static float middle_height(const GPtrArray *words)
{
	g_autoptr(GArray) heights = g_array_new(FALSE, FALSE, sizeof(float));
	struct text_box line;

	for (guint i = 0; i < words->len;) {
		float height;

		i = measure_line(words, i, &line);
		height = line.bottom - line.top;
		g_array_append_val(heights, height);
	}
	g_array_sort(heights, compare_heights);
	return heights->len == 0
		       ? 0
		       : g_array_index(heights, float, heights->len / 2);
}

/*
 * How high the type of a line is, in pixels. A line of "no one saw us" has
 * less ink above and below than its neighbours in the same type.
 */
static double type_height(const struct text_box *line, float middle)
{
	double height = line->bottom - line->top;

	if (fabs(height - middle) <= middle * SAME_TYPE)
		height = middle;
	return height * TYPE_OF_INK;
}

/*
 * What tesseract takes bullets for, which are no letters it was taught. None of
 * these begins a line of English by itself.
 */
static bool is_bullet(const char *text)
{
	static const char *const misread[] = {"=", "«", "»", "«=", "¢", "©",
		"®", "@", "™", "*", "°", "e", "m", "m@", "m™", "m®", NULL};

	return g_strv_contains(misread, text);
}

/* Words of a line get its height, so that they are seen to be of one line. */
static void add_word(struct layout_page *page, const struct ocr_word *word,
	const struct text_box *line, double size, double scale)
{
	struct layout_word placed = {
		.text = text_clean(word->text),
		.box = {(float)(word->box.left * scale),
			(float)(line->top * scale),
			(float)(word->box.right * scale),
			(float)(line->bottom * scale)},
		.size = (float)(size * scale),
	};

	if (*placed.text == '\0')
		g_free(placed.text);
	else
		g_array_append_val(page->words, placed);
}

/* Let the word that begins a line be the bullet that it was. */
static void mend_bullet(const struct layout_page *page, guint first)
{
	struct layout_word *word;

	if (first + 1 >= page->words->len)
		return;
	word = &g_array_index(page->words, struct layout_word, first);
	if (is_bullet(word->text)) {
		g_free(word->text);
		word->text = g_strdup("•");
	}
}

/* Say what a reader of the page's text should know. */
static void warn(struct text *text, const struct text_page *page)
{
	g_autofree char *message = NULL;

	if (page->source == TEXT_FROM_NONE)
		message = g_strdup("picture has no words that can be read");
	else if (page->confidence < GOOD_CONFIDENCE)
		message = g_strdup_printf(
			"picture was read badly: confidence %d of 100",
			page->confidence);
	if (message != NULL)
		text_warn(text, page->number, message);
}

void ocr_fill_page(struct text *text, struct layout_page *page,
	const GPtrArray *words, double scale)
{
	struct text_page *text_page = text->pages->pdata[page->number - 1];
	float middle = middle_height(words);
	int kept = 0, sum = 0;
	guint end;

	for (guint i = 0; i < words->len; i = end) {
		guint first = page->words->len;
		struct text_box line;

		end = measure_line(words, i, &line);
		for (guint j = i; j < end; j++) {
			const struct ocr_word *word = words->pdata[j];

			if (word->confidence < LEAST_CONFIDENCE)
				continue;
			add_word(page, word, &line, type_height(&line, middle),
				scale);
			sum += word->confidence;
			kept++;
		}
		mend_bullet(page, first);
	}
	text_page->source = kept > 0 ? TEXT_FROM_OCR : TEXT_FROM_NONE;
	text_page->confidence = kept > 0 ? sum / kept : 0;
	warn(text, text_page);
}
