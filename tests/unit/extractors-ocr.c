/* Words of a picture, put on a page; no tesseract is needed. */
#include "extractors/ocr-page.h"

#include <string.h>

static void word_free(void *user)
{
	struct ocr_word *word = user;

	g_free(word->text);
	g_free(word);
}

/* A line of words, each 40 pixels high and 100 wide. */
static void add_line(
	GPtrArray *words, int line, int confidence, const char *text)
{
	g_auto(GStrv) each = g_strsplit(text, " ", -1);

	for (int i = 0; each[i] != NULL; i++) {
		struct ocr_word *word = g_new0(struct ocr_word, 1);
		float left = (float)i * 110 + 300, top = (float)line * 60;

		word->text = g_strdup(each[i]);
		word->box = (struct text_box){left, top, left + 100, top + 40};
		word->line = line;
		word->confidence = confidence;
		g_ptr_array_add(words, word);
	}
}

/* The words as they stand on the page, with spaces between. */
static char *fill(struct text *text, const GPtrArray *words)
{
	struct layout_page *page = layout_page_new(1, 595, 842);
	GString *string = g_string_new(NULL);

	text_add_page(text, 595, 842);
	ocr_fill_page(text, page, words, 0.24);
	for (guint i = 0; i < page->words->len; i++) {
		const struct layout_word *word =
			&g_array_index(page->words, struct layout_word, i);

		g_string_append_printf(
			string, "%s%s", i > 0 ? " " : "", word->text);
	}
	layout_page_free(page);
	return g_string_free(string, FALSE);
}

static void test_words(void)
{
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(word_free);
	g_autoptr(Text) text = text_new("image");
	const struct text_page *page;

	add_line(words, 1, 90, "Visit to Mossbury");
	add_line(words, 2, 10, "~~ |");
	add_line(words, 3, 96, "m @");
	g_autofree char *got = fill(text, words);
	page = text->pages->pdata[0];
	g_assert_cmpstr(got, ==, "Visit to Mossbury • @");
	g_assert_cmpint(page->source, ==, TEXT_FROM_OCR);
	g_assert_cmpint(page->confidence, ==, (3 * 90 + 2 * 96) / 5);
	g_assert_cmpuint(text->warnings->len, ==, 0);
}

/* What bullets are read as, where they can be one. */
static void test_bullets(void)
{
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(word_free);
	g_autoptr(Text) text = text_new("image");

	add_line(words, 1, 90, "= Leaders meet.");
	add_line(words, 2, 90, "m™ They write it down.");
	add_line(words, 3, 90, "Two e mails = two.");
	add_line(words, 4, 90, "=");
	add_line(words, 5, 90, "A plan");
	g_autofree char *got = fill(text, words);
	g_assert_cmpstr(got, ==,
		"• Leaders meet. • They write it down. Two e mails = two. = "
		"A plan");
}

static const char *warning(const struct text *text)
{
	const struct text_warning *first;

	g_assert_cmpuint(text->warnings->len, ==, 1);
	first = text->warnings->pdata[0];
	g_assert_cmpint(first->page, ==, 1);
	return first->message;
}

static void test_warnings(void)
{
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(word_free);
	g_autoptr(Text) none = text_new("image");
	g_autoptr(Text) bad = text_new("image");
	char *body;

	body = fill(none, words);
	g_assert_cmpstr(body, ==, "");
	g_free(body);
	g_assert_cmpint(((struct text_page *)none->pages->pdata[0])->source, ==,
		TEXT_FROM_NONE);
	g_assert_cmpstr(
		warning(none), ==, "picture has no words that can be read");
	add_line(words, 1, 45, "Vlslt fo M0ssbury");
	body = fill(bad, words);
	g_assert_nonnull(strstr(body, "M0ssbury"));
	g_free(body);
	g_assert_cmpstr(warning(bad), ==,
		"picture was read badly: confidence 45 of 100");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ocr/words", test_words);
	g_test_add_func("/ocr/bullets", test_bullets);
	g_test_add_func("/ocr/warnings", test_warnings);
	return g_test_run();
}
