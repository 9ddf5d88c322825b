/* The text model: cleaning, joining, storing, printing. */
#include "extractors/text.h"

#include <math.h>
#include <string.h>

static void assert_clean(const char *words, const char *expected)
{
	g_autofree char *clean = text_clean(words);
	g_autofree char *again = text_clean(clean);

	g_assert_cmpstr(clean, ==, expected);
	g_assert_cmpstr(again, ==, expected);
}

static void test_clean_spaces(void)
{
	assert_clean("", "");
	assert_clean(" \t\n ", "");
	assert_clean("  two  words ", "two words");
	assert_clean("no\u00a0break\u2009thin\u3000wide", "no break thin wide");
	assert_clean("line\u2028end\xc2\x85next\vdown", "line end next down");
}

static void test_clean_letters(void)
{
	assert_clean("e\u0301quipe", "\u00e9quipe");
	assert_clean("o\ufb03ce \ufb01ve \ufb05", "office five st");
	assert_clean("co\u2011produced \u2010", "co-produced -");
	assert_clean("dash \u2013 stays", "dash \u2013 stays");
	assert_clean("e\u200b\u0301", "\u00e9");
}

static void test_clean_invisible(void)
{
	assert_clean("assess\u00adment", "assessment");
	assert_clean("\ufeffzero\u200bwidth\u2060", "zerowidth");
	assert_clean(
		"a\x01\x7f"
		"b",
		"ab");
	assert_clean(" \u00ad \u200b ", "");
}

static void test_clean_bad_bytes(void)
{
	assert_clean(
		"a\xff"
		"b",
		"a\ufffd"
		"b");
	assert_clean("cut \xe2\x82", "cut \ufffd\ufffd");
}

static struct text_line *add(
	struct text_block *block, const char *words, enum text_join join)
{
	struct text_line *line = text_block_add_line(block, words, 1);

	line->join = join;
	return line;
}

static void test_string_joins(void)
{
	g_autoptr(Text) text = text_new("pdf");
	struct text_block *block = text_add_block(text, TEXT_PARAGRAPH);
	g_autoptr(GArray) starts =
		g_array_new(FALSE, FALSE, sizeof(struct text_start));
	g_autofree char *string = NULL;
	static const size_t offsets[] = {0, 8, 18, 27, 33};

	add(block, "A multi-", TEXT_JOIN_KEEP);
	add(block, "agency hel-", TEXT_JOIN_DROP);
	add(block, "per says", TEXT_JOIN_SPACE);
	add(block, "yes -", TEXT_JOIN_SPACE);
	add(block, "often.-", TEXT_JOIN_DROP); /* the last join is not used */
	string = text_block_string(block, starts);
	g_assert_cmpstr(string, ==, "A multi-agency helper says yes - often.-");
	g_assert_cmpuint(starts->len, ==, 5);
	for (guint i = 0; i < starts->len; i++) {
		const struct text_start *start =
			&g_array_index(starts, struct text_start, i);

		g_assert_true(start->line == block->lines->pdata[i]);
		g_assert_cmpuint(start->offset, ==, offsets[i]);
	}
}

static void test_string_empty(void)
{
	g_autoptr(Text) text = text_new("pdf");
	struct text_block *block = text_add_block(text, TEXT_PARAGRAPH);
	g_autofree char *none = text_block_string(block, NULL);
	g_autofree char *one = NULL;

	add(block, "", TEXT_JOIN_SPACE);
	add(block, "word", TEXT_JOIN_SPACE);
	add(block, "", TEXT_JOIN_SPACE);
	one = text_block_string(block, NULL);
	g_assert_cmpstr(none, ==, "");
	g_assert_cmpstr(one, ==, "word");
}

/* A text in which every member has a value of its own. */
static struct text *make_text(void)
{
	struct text *text = text_new("pdf");
	struct text_page *page = text_add_page(text, 595.5f, 842);
	struct text_block *block;
	struct text_line *line;

	text->title = g_strdup("A \"title\" \\ here");
	page->source = TEXT_FROM_OCR;
	page->confidence = 87;
	text_add_page(text, 842, 595.5f);
	text_warn(text, 2, "page has no text layer");
	block = text_add_block(text, TEXT_RUNNING_HEAD);
	text_block_add_line(block, "Report on Nowhere 3", 1);
	block = text_add_block(text, TEXT_BULLET);
	block->level = 2;
	block->marker = g_strdup("\u2022");
	line = text_block_add_line(block, "first half", 1);
	line->box = (struct text_box){72.25f, 700, 300, 712.5f};
	line->size = 11.5f;
	line->bold = true;
	line->join = TEXT_JOIN_KEEP;
	line = text_block_add_line(block, "second", 2);
	line->italic = true;
	block = text_add_block(text, TEXT_CELL);
	block->table = 3;
	block->row = 4;
	block->column = 5;
	block->row_span = 2;
	block->column_span = 6;
	block->fill = g_strdup("#ffc000");
	return text;
}

static GVariant *pack(const struct text *text)
{
	return g_variant_ref_sink(text_to_variant(text));
}

static void test_variant_round_trip(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Text) text = make_text();
	g_autoptr(GVariant) value = pack(text);
	g_autoptr(Text) copy = text_from_variant(value, &error);
	g_autoptr(GVariant) again = NULL;
	g_autoptr(GString) json = g_string_new(NULL);
	g_autoptr(GString) json_again = g_string_new(NULL);

	g_assert_no_error(error);
	again = pack(copy);
	g_assert_cmpmem(g_variant_get_data(value), g_variant_get_size(value),
		g_variant_get_data(again), g_variant_get_size(again));
	text_json(text, json);
	text_json(copy, json_again);
	g_assert_cmpstr(json->str, ==, json_again->str);
}

static void assert_refused(GVariant *value)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Text) text = text_from_variant(value, &error);

	g_assert_null(text);
	g_assert_error(error, TEXT_ERROR, TEXT_ERROR_MALFORMED);
	g_assert_null(strchr(error->message, '\n'));
}

static void test_variant_other_shape(void)
{
	g_autoptr(GVariant) value =
		g_variant_ref_sink(g_variant_new("(ss)", "a", "b"));

	assert_refused(value);
}

/* Whether the text is refused once `SPOIL` has been done to it. */
#define ASSERT_SPOILT(SPOIL)                                                   \
	do {                                                                   \
		g_autoptr(Text) text = make_text();                            \
		struct text_page *page = text->pages->pdata[0];                \
		struct text_block *bullet = text->blocks->pdata[1];            \
		struct text_block *cell = text->blocks->pdata[2];              \
		struct text_line *line = bullet->lines->pdata[0];              \
		struct text_warning *warning = text->warnings->pdata[0];       \
		g_autoptr(GVariant) value = NULL;                              \
		(void)page, (void)cell, (void)line, (void)warning;             \
		SPOIL;                                                         \
		value = pack(text);                                            \
		assert_refused(value);                                         \
	} while (0)

static void test_variant_out_of_range(void)
{
	ASSERT_SPOILT(page->number = 2);
	ASSERT_SPOILT(page->source = 9);
	ASSERT_SPOILT(page->confidence = 101);
	ASSERT_SPOILT(page->width = NAN);
	ASSERT_SPOILT(bullet->role = TEXT_ROLES);
	ASSERT_SPOILT(bullet->level = 0);
	ASSERT_SPOILT(bullet->row = 1);
	ASSERT_SPOILT(cell->level = 1);
	ASSERT_SPOILT(cell->table = 0);
	ASSERT_SPOILT(cell->row = -1);
	ASSERT_SPOILT(cell->column_span = 0);
	ASSERT_SPOILT(cell->row_span = 1 << 30);
	ASSERT_SPOILT(line->page = 3);
	ASSERT_SPOILT(line->page = -1);
	ASSERT_SPOILT(line->join = 3);
	ASSERT_SPOILT(line->box.top = 1e30f);
	ASSERT_SPOILT(warning->page = 3);
}

/* Whatever a worker sends: a text or an error, never anything worse. */
static void test_variant_flipped_bytes(void)
{
	g_autoptr(Text) text = make_text();
	g_autoptr(GVariant) value = pack(text);
	size_t size = g_variant_get_size(value);

	for (size_t i = 0; i < size * 8; i++) {
		g_autofree guchar *bytes =
			g_memdup2(g_variant_get_data(value), size);
		g_autoptr(GVariant) flipped = NULL;
		g_autoptr(GBytes) data = NULL;
		g_autoptr(Text) got = NULL;

		bytes[i / 8] ^= (guchar)(1u << (i % 8));
		data = g_bytes_new(bytes, size);
		flipped = g_variant_ref_sink(g_variant_new_from_bytes(
			g_variant_get_type(value), data, FALSE));
		got = text_from_variant(flipped, NULL);
		if (got) {
			g_autoptr(GString) out = g_string_new(NULL);

			text_dump(got, out);
			text_json(got, out);
		}
	}
}

static void test_dump(void)
{
	g_autoptr(Text) text = make_text();
	g_autoptr(GString) out = g_string_new(NULL);

	text_dump(text, out);
	g_assert_cmpstr(out->str, ==,
		"format: pdf\n"
		"title: A \"title\" \\ here\n"
		"page 1: 595.5 x 842.0 ocr 87\n"
		"page 2: 842.0 x 595.5 layer\n"
		"warning: page 2: page has no text layer\n"
		"[running-head] p1 Report on Nowhere 3\n"
		"[bullet 2 \"\u2022\"] p1-2 first halfsecond\n"
		"[cell 3 r4 c5 span 2x6 #ffc000] \n");
}

static void test_json(void)
{
	g_autoptr(Text) text = text_new("pdf");
	struct text_block *block = text_add_block(text, TEXT_HEADING);
	g_autoptr(GString) out = g_string_new(NULL);

	text_block_add_line(block, "Say \"so\" \\", 0);
	text_json(text, out);
	g_assert_cmpstr(out->str, ==,
		"{\"format\":\"pdf\",\"title\":null,\"pages\":[],"
		"\"warnings\":[],\"blocks\":[\n"
		"{\"role\":\"heading\",\"level\":1,"
		"\"text\":\"Say \\\"so\\\" \\\\\",\"lines\":["
		"{\"text\":\"Say \\\"so\\\" \\\\\",\"size\":0.0,"
		"\"join\":\"space\"}]}]}\n");
}

static void test_word_count(void)
{
	g_autoptr(Text) text = make_text();

	/* the running head's four do not count; "halfsecond" is one */
	g_assert_cmpuint(text_word_count(text), ==, 2);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/text/clean/spaces", test_clean_spaces);
	g_test_add_func("/text/clean/letters", test_clean_letters);
	g_test_add_func("/text/clean/invisible", test_clean_invisible);
	g_test_add_func("/text/clean/bad-bytes", test_clean_bad_bytes);
	g_test_add_func("/text/string/joins", test_string_joins);
	g_test_add_func("/text/string/empty", test_string_empty);
	g_test_add_func("/text/variant/round-trip", test_variant_round_trip);
	g_test_add_func("/text/variant/other-shape", test_variant_other_shape);
	g_test_add_func(
		"/text/variant/out-of-range", test_variant_out_of_range);
	g_test_add_func(
		"/text/variant/flipped-bytes", test_variant_flipped_bytes);
	g_test_add_func("/text/dump", test_dump);
	g_test_add_func("/text/json", test_json);
	g_test_add_func("/text/word-count", test_word_count);
	return g_test_run();
}
