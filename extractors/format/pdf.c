/*
 * PDF through poppler-glib: the words of every page with their boxes and
 * type, handed to the layout.
 */
#include "extractors/extractor.h"

#include "extractors/format/pdf-ocr.h"
#include "extractors/format/pdf.h"
#include "extractors/layout.h"
#include "extractors/limits.h"

#include <math.h>
#include <string.h>

/* The header must stand near the beginning, by custom within 1 KB. */
#define HEADER_WITHIN 1024

/* Fine enough that the thinnest rule makes a difference. */
#define RULES_DPI 72

/* Characters of a word stand no further apart; part of the type size. */
#define APART 0.2

/* A word is turned if it is so many times as high as wide. */
#define TURNED 1.5f

/* Larger page sides than this (in points) are a mistake or an attack. */
#define LARGEST_SIDE 20000.0

static bool probe(const void *data, size_t size)
{
	return memmem(data, MIN(size, HEADER_WITHIN), "%PDF-", 5) != NULL;
}

/*
 * Something in the file that is not needed, as the words it begins with and
 * the letter of them to change, so that Poppler passes over it as it does over
 * all that it does not know. No offset in the file changes.
 */
struct unwanted {
	const char *words;
	size_t letter;
};

/*
 * Poppler builds the colour transform of an output intent anew for every page,
 * which takes nine tenths of the time on most reports, and text needs no
 * colour. (Answering lcms2's calls ourselves would do as well, but would bind
 * every user of this library's symbols.) TrueType outlines say nothing about
 * the text either, but are opened anew for every page. Those of other kinds
 * stay, as their encoding may stand in them.
 */
static const struct unwanted all_but_text[] = {
	{"/OutputIntents", 1},
	{"/FontFile2", 1},
	{NULL, 0},
};

/* Where only rules and shading are looked for, pictures and type are not. */
static const struct unwanted all_but_lines[] = {
	{"/OutputIntents", 1},
	{"/Subtype/Image", 9},
	{"/Subtype /Image", 10},
	{"/Font<<", 1},
	{"/Font <<", 1},
	{NULL, 0},
};

/*
 * Whether the words at `offset` are of a dictionary: what follows is a value
 * or another key. So no string that a page shows is taken for them.
 */
static bool is_key(const char *data, size_t size, size_t offset)
{
	while (offset < size && g_ascii_isspace(data[offset]))
		offset++;
	return offset < size &&
	       (strchr("[</>", data[offset]) || g_ascii_isdigit(data[offset]));
}

/* A copy of the file without what is unwanted; itself where there is none. */
static GBytes *without(GBytes *bytes, const struct unwanted *unwanted)
{
	size_t size;
	const char *data = g_bytes_get_data(bytes, &size);
	char *copy = NULL;

	for (; unwanted->words; unwanted++) {
		size_t length = strlen(unwanted->words);
		const char *at = memmem(data, size, unwanted->words, length);

		while (at) {
			size_t end = (size_t)(at - data) + length;

			if (!copy)
				copy = g_memdup2(data, size);
			if (at[length - 1] == '<' || is_key(data, size, end))
				copy[end - length + unwanted->letter] = 'X';
			at = memmem(data + end, size - end, unwanted->words,
				length);
		}
	}
	return copy ? g_bytes_new_take(copy, size) : g_bytes_ref(bytes);
}

static bool fails(GError **error, enum extract_error code, const char *why)
{
	g_set_error_literal(error, EXTRACT_ERROR, (int)code, why);
	return false;
}

/* Poppler's reason as ours, in one line. */
static void explain(const GError *reason, GError **error)
{
	g_autofree char *why = NULL;

	if (g_error_matches(reason, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED)) {
		fails(error, EXTRACT_ERROR_ENCRYPTED,
			"encrypted: needs a password");
		return;
	}
	why = g_strdup_printf("damaged: %s", reason->message);
	g_strdelimit(why, "\r\n", ' ');
	fails(error, EXTRACT_ERROR_DAMAGED, why);
}

static PopplerDocument *open_document(
	GBytes *bytes, const struct unwanted *unwanted, GError **error)
{
	g_autoptr(GBytes) masked = without(bytes, unwanted);
	g_autoptr(GError) reason = NULL;
	PopplerDocument *document =
		poppler_document_new_from_bytes(masked, NULL, &reason);

	if (!document)
		explain(reason, error);
	return document;
}

static bool check_pages(int pages, GError **error)
{
	if (pages <= 0)
		return fails(error, EXTRACT_ERROR_DAMAGED, "damaged: no pages");
	if (pages > LIMIT_PAGES) {
		g_set_error(error, EXTRACT_ERROR, EXTRACT_ERROR_LIMIT,
			"over the limit of %d pages: %d", LIMIT_PAGES, pages);
		return false;
	}
	return true;
}

static float sound(double value)
{
	if (!isfinite(value))
		return 0;
	return (float)CLAMP(value, -LARGEST_SIDE, LARGEST_SIDE);
}

/* A white picture of `area`, or NULL where it would be too large. */
static struct layout_picture *new_picture(
	const struct text_box *area, double scale)
{
	double width = ceil((area->right - area->left) * scale);
	double height = ceil((area->bottom - area->top) * scale);
	struct layout_picture *picture;
	size_t size;

	if (!(width >= 1 && height >= 1 && width * height <= LIMIT_OCR_PIXELS))
		return NULL;
	picture = g_new0(struct layout_picture, 1);
	picture->width = (int)width;
	picture->height = (int)height;
	picture->left = area->left;
	picture->top = area->top;
	picture->scale = (float)scale;
	size = (size_t)width * (size_t)height * sizeof(guint32);
	picture->pixels = g_malloc(size);
	memset(picture->pixels, 0xff, size);
	return picture;
}

struct layout_picture *pdf_draw_page(
	PopplerPage *page, const struct text_box *area, double dpi)
{
	struct text_box whole = {0, 0, 0, 0};
	struct layout_picture *picture;
	cairo_surface_t *surface;
	double width, height;
	cairo_t *cairo;

	poppler_page_get_size(page, &width, &height);
	whole.right = sound(width);
	whole.bottom = sound(height);
	picture = new_picture(area ? area : &whole, dpi / 72);
	if (!picture)
		return NULL;
	surface = cairo_image_surface_create_for_data((guchar *)picture->pixels,
		CAIRO_FORMAT_RGB24, picture->width, picture->height,
		picture->width * (int)sizeof(guint32));
	cairo = cairo_create(surface);
	cairo_scale(cairo, dpi / 72, dpi / 72);
	cairo_translate(cairo, -picture->left, -picture->top);
	poppler_page_render(page, cairo);
	cairo_destroy(cairo);
	cairo_surface_finish(surface);
	cairo_surface_destroy(surface);
	return picture;
}

/* A file being read. */
struct pdf {
	GBytes *bytes; /* as they came */
	PopplerDocument *document;
	PopplerDocument *lines; /* the same without words; opened when needed */
};

static struct layout_picture *draw(
	const struct layout_page *page, const struct text_box *area, void *user)
{
	struct pdf *pdf = user;
	PopplerPage *poppler_page = NULL;
	struct layout_picture *picture;

	if (!pdf->lines)
		pdf->lines = open_document(pdf->bytes, all_but_lines, NULL);
	if (pdf->lines)
		poppler_page =
			poppler_document_get_page(pdf->lines, page->number - 1);
	if (!poppler_page)
		return NULL;
	picture = pdf_draw_page(poppler_page, area, RULES_DPI);
	g_object_unref(poppler_page);
	return picture;
}

/* One page's characters as Poppler gives them. */
struct characters {
	char *string;
	PopplerRectangle *boxes;
	guint count;  /* of boxes, one a character of `string` */
	GList *types; /* of PopplerTextAttributes, in order */
};

static void characters_clear(struct characters *characters)
{
	g_free(characters->string);
	g_free(characters->boxes);
	poppler_page_free_text_attributes(characters->types);
}

static bool is_bold(const char *font)
{
	return font && (strstr(font, "Bold") || strstr(font, "Black") ||
			       strstr(font, "Heavy") || strstr(font, "Demi"));
}

static bool is_italic(const char *font)
{
	return font && (strstr(font, "Italic") || strstr(font, "Oblique"));
}

static bool same_type(
	const PopplerTextAttributes *a, const PopplerTextAttributes *b)
{
	if (a == b)
		return true; /* so it is for nearly every character */
	return fabs(a->font_size - b->font_size) < 0.5 &&
	       is_bold(a->font_name) == is_bold(b->font_name);
}

/*
 * Whether `box` stands too far from the last character to be of one word with
 * it, though Poppler puts no space between: a bullet and its text, or the ends
 * of two cells of a table.
 */
static bool stands_apart(
	const PopplerRectangle *last, const PopplerRectangle *box, double size)
{
	/* turned type goes up or down the page, one letter over another */
	if (fabs(box->x1 - last->x1) < size / 2 &&
		(fabs(box->y2 - last->y1) < APART * size ||
			fabs(box->y1 - last->y2) < APART * size))
		return false;
	return box->x1 - last->x2 > APART * size ||
	       box->x1 - last->x1 < -APART * size ||
	       fabs(box->y1 - last->y1) > size / 2;
}

/* A word as it grows, character by character. */
struct growing {
	GString *string;
	PopplerRectangle box;
	const PopplerTextAttributes *type;
	bool glued;
	const PopplerTextAttributes *last_type; /* of the word before, which */
	bool bold, italic;                      /* was or was not these */
};

static bool is_turned(const struct layout_word *word)
{
	return g_utf8_strlen(word->text, 3) > 1 &&
	       word->box.bottom - word->box.top >
		       TURNED * (word->box.right - word->box.left) &&
	       word->box.right - word->box.left < TURNED * word->size;
}

/*
 * Whether `word` goes on up or down the page from the turned word before it.
 * Such words are kept as one, or they would stand under one another.
 */
static bool goes_on_turned(
	const struct layout_page *page, const struct layout_word *word)
{
	const struct layout_word *last;

	if (page->words->len == 0)
		return false;
	last = &g_array_index(
		page->words, struct layout_word, page->words->len - 1);
	return is_turned(last) &&
	       fabsf(last->box.left - word->box.left) < word->size / 2 &&
	       fabsf(last->box.right - word->box.right) < word->size / 2 &&
	       (fabsf(last->box.top - word->box.bottom) < word->size ||
		       fabsf(word->box.top - last->box.bottom) < word->size);
}

static void append_turned(
	struct layout_page *page, const struct layout_word *word)
{
	struct layout_word *last = &g_array_index(
		page->words, struct layout_word, page->words->len - 1);
	char *both = g_strconcat(last->text, " ", word->text, NULL);

	g_free(last->text);
	last->text = both;
	last->box.top = MIN(last->box.top, word->box.top);
	last->box.bottom = MAX(last->box.bottom, word->box.bottom);
}

static void set_type(struct growing *growing, struct layout_word *word)
{
	const PopplerTextAttributes *type = growing->type;

	if (!type)
		return;
	if (type != growing->last_type) {
		growing->last_type = type;
		growing->bold = is_bold(type->font_name);
		growing->italic = is_italic(type->font_name);
	}
	word->size = sound(type->font_size);
	word->bold = growing->bold;
	word->italic = growing->italic;
}

static void end_word(struct growing *growing, struct layout_page *page)
{
	g_autofree char *clean = text_clean(growing->string->str);
	struct layout_word word = {.glued = growing->glued};

	g_string_truncate(growing->string, 0);
	if (!*clean)
		return;
	word.text = g_steal_pointer(&clean);
	word.box.left = sound(growing->box.x1);
	word.box.top = sound(growing->box.y1);
	word.box.right = sound(growing->box.x2);
	word.box.bottom = sound(growing->box.y2);
	set_type(growing, &word);
	if (goes_on_turned(page, &word)) {
		append_turned(page, &word);
		g_free(word.text);
		return;
	}
	g_array_append_val(page->words, word);
}

static void add_character(
	struct growing *growing, gunichar c, const PopplerRectangle *box)
{
	if (growing->string->len == 0) {
		growing->box = *box;
	} else {
		growing->box.x1 = MIN(growing->box.x1, box->x1);
		growing->box.y1 = MIN(growing->box.y1, box->y1);
		growing->box.x2 = MAX(growing->box.x2, box->x2);
		growing->box.y2 = MAX(growing->box.y2, box->y2);
	}
	if (c < 0x80)
		g_string_append_c(growing->string, (char)c);
	else
		g_string_append_unichar(growing->string, c);
}

/* Fill the page with words; false where that went over a limit. */
static bool make_words(
	const struct characters *characters, struct layout_page *page)
{
	struct growing growing = {.string = g_string_new(NULL)};
	GList *next = characters->types;
	const char *p = characters->string;
	bool whole = true;

	for (guint i = 0; *p && i < characters->count && whole; i++) {
		const PopplerTextAttributes *type;
		gunichar c = g_utf8_get_char(p);

		whole = i < LIMIT_PAGE_CHARS &&
			page->words->len < LIMIT_PAGE_WORDS;
		p = g_utf8_next_char(p);
		while (next && next->next &&
			(int)i > ((PopplerTextAttributes *)next->data)
					 ->end_index)
			next = next->next;
		type = next ? next->data : NULL;
		if (c == ' ' || c == '\n') {
			end_word(&growing, page);
			growing.glued = false;
			continue;
		}
		if (growing.string->len > 0 && type && growing.type) {
			bool apart = stands_apart(&characters->boxes[i - 1],
				&characters->boxes[i], type->font_size);

			if (apart || !same_type(type, growing.type)) {
				end_word(&growing, page);
				growing.glued = !apart;
			}
		}
		if (growing.string->len == 0)
			growing.type = type;
		add_character(&growing, c, &characters->boxes[i]);
	}
	end_word(&growing, page);
	g_string_free(growing.string, TRUE);
	return whole;
}

/* The words of one page, added to `text` as an empty one. */
static struct layout_page *read_page(PopplerPage *page, struct text *text)
{
	struct characters characters = {0};
	const struct text_page *text_page;
	double width, height;
	struct layout_page *result;

	poppler_page_get_size(page, &width, &height);
	text_page = text_add_page(text, sound(width), sound(height));
	result = layout_page_new(
		text_page->number, text_page->width, text_page->height);
	characters.string = poppler_page_get_text(page);
	characters.types = poppler_page_get_text_attributes(page);
	if (characters.string &&
		poppler_page_get_text_layout(
			page, &characters.boxes, &characters.count) &&
		!make_words(&characters, result))
		text_warn(text, text_page->number,
			"over the limit of words a page: the rest is left out");
	characters_clear(&characters);
	return result;
}

static size_t bytes_of(const struct layout_page *page)
{
	size_t bytes = 0;

	for (guint i = 0; i < page->words->len; i++)
		bytes += strlen(
			g_array_index(page->words, struct layout_word, i).text);
	return bytes;
}

static void read_pages(struct text *text, PopplerDocument *document,
	struct ocr *ocr, GPtrArray *pages)
{
	int count = poppler_document_get_n_pages(document);
	size_t bytes = 0;

	for (int i = 0; i < count && bytes <= LIMIT_TEXT_BYTES; i++) {
		PopplerPage *page = poppler_document_get_page(document, i);
		struct layout_page *layout_page;

		if (!page) {
			text_add_page(text, 0, 0)->source = TEXT_FROM_NONE;
			text_warn(text, i + 1, "page cannot be read");
			g_ptr_array_add(pages, layout_page_new(i + 1, 0, 0));
			continue;
		}
		layout_page = read_page(page, text);
		if (!pdf_is_readable(layout_page))
			pdf_read_picture(page, ocr, text, layout_page);
		bytes += bytes_of(layout_page);
		g_ptr_array_add(pages, layout_page);
		g_object_unref(page);
	}
	if ((int)pages->len < count)
		text_warn(text, 0,
			"over the limit of text a document: later pages are "
			"left out");
}

static struct text *read_document(
	struct pdf *pdf, struct ocr *ocr, GError **error)
{
	g_autoptr(GPtrArray) pages = g_ptr_array_new_with_free_func(
		(GDestroyNotify)layout_page_free);
	g_autofree char *title = NULL;
	struct text *text;

	if (!check_pages(poppler_document_get_n_pages(pdf->document), error))
		return NULL;
	text = text_new("pdf");
	title = poppler_document_get_title(pdf->document);
	text->title = title ? text_clean(title) : NULL;
	read_pages(text, pdf->document, ocr, pages);
	layout_run(text, pages, draw, pdf);
	return text;
}

static struct text *extract(GBytes *bytes, struct ocr *ocr, GError **error)
{
	struct pdf pdf = {.bytes = bytes};
	struct text *text;

	pdf.document = open_document(bytes, all_but_text, error);
	if (!pdf.document)
		return NULL;
	text = read_document(&pdf, ocr, error);
	if (pdf.lines)
		g_object_unref(pdf.lines);
	g_object_unref(pdf.document);
	return text;
}

const struct extractor extractor_pdf = {
	.name = "pdf",
	.probe = probe,
	.extract = extract,
};
