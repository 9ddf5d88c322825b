/* From words to lines: what stands side by side, and the marker before it. */
#include "extractors/layout-private.h"

#include <math.h>
#include <string.h>

/* A wider gap than this many times the type size parts two lines in a row. */
#define WIDE_GAP 1.4f

/* Behind a number or a dash that marks an item the gap is wider than this. */
#define MARKER_GAP 0.42f

/* Two words are on one row if they share this much of the lower one. */
#define ROW_OVERLAP 0.5f

struct row {
	float top, bottom;
	GPtrArray *words; /* of const struct layout_word, borrowed */
};

static void row_free(void *data)
{
	struct row *row = data;

	g_ptr_array_unref(row->words);
	g_free(row);
}

void layout_line_free(void *data)
{
	struct line *line = data;

	g_free(line->text);
	g_free(line->marker);
	g_free(line);
}

static int compare_words_down(const void *a, const void *b)
{
	const struct layout_word *one = *(struct layout_word *const *)a;
	const struct layout_word *two = *(struct layout_word *const *)b;
	float middle_one = one->box.top + one->box.bottom;
	float middle_two = two->box.top + two->box.bottom;

	if (middle_one != middle_two)
		return middle_one < middle_two ? -1 : 1;
	if (one->box.left != two->box.left)
		return one->box.left < two->box.left ? -1 : 1;
	return one < two ? -1 : one > two;
}

static int compare_words_across(const void *a, const void *b)
{
	const struct layout_word *one = *(struct layout_word *const *)a;
	const struct layout_word *two = *(struct layout_word *const *)b;

	if (one->box.left != two->box.left)
		return one->box.left < two->box.left ? -1 : 1;
	return one < two ? -1 : one > two;
}

static bool fits_row(const struct row *row, const struct layout_word *word)
{
	float shared = MIN(row->bottom, word->box.bottom) -
		       MAX(row->top, word->box.top);
	float lower =
		MIN(row->bottom - row->top, word->box.bottom - word->box.top);

	return shared > ROW_OVERLAP * lower;
}

static void add_to_row(struct row *row, const struct layout_word *word)
{
	/* the row is as high as its highest word: superscripts do not move it
	 */
	if (row->words->len == 0 ||
		word->box.bottom - word->box.top > row->bottom - row->top) {
		row->top = word->box.top;
		row->bottom = word->box.bottom;
	}
	g_ptr_array_add(row->words, (void *)word);
}

static bool is_same_word(
	const struct layout_word *a, const struct layout_word *b)
{
	return fabsf(a->box.left - b->box.left) < 1.5f &&
	       fabsf(a->box.top - b->box.top) < 1.5f &&
	       strcmp(a->text, b->text) == 0;
}

/* Words printed twice at one place (a shadow, a poor man's bold) are one. */
static bool stands_in_row(const struct row *row, const struct layout_word *word)
{
	for (guint i = row->words->len; i-- > 0;) {
		if (is_same_word(row->words->pdata[i], word))
			return true;
	}
	return false;
}

static GPtrArray *find_rows(const struct layout_page *page)
{
	g_autoptr(GPtrArray) words = g_ptr_array_new();
	GPtrArray *rows = g_ptr_array_new_with_free_func(row_free);

	for (guint i = 0; i < page->words->len; i++)
		g_ptr_array_add(words,
			&g_array_index(page->words, struct layout_word, i));
	g_ptr_array_sort(words, compare_words_down);
	for (guint i = 0; i < words->len; i++) {
		const struct layout_word *word = words->pdata[i];
		struct row *row = rows->len ? rows->pdata[rows->len - 1] : NULL;

		if (!row || !fits_row(row, word)) {
			row = g_new0(struct row, 1);
			row->words = g_ptr_array_new();
			g_ptr_array_add(rows, row);
		}
		if (!stands_in_row(row, word))
			add_to_row(row, word);
	}
	return rows;
}

static bool is_bullet_glyph(gunichar c)
{
	/* U+F0A7, U+F0B7 ... are Symbol's and Wingdings' bullets */
	return (c >= 0xf020 && c <= 0xf0ff) ||
	       (c && g_utf8_strchr("•▪◼■●○◦‣⁃∙·□◻▫◾◆❖➢➤►▶✓✔✗→*", -1, c));
}

static bool is_dash_marker(const char *word)
{
	static const char *const dashes[] = {"-", "–", "—", "−", "o", "»", ">"};

	for (size_t i = 0; i < G_N_ELEMENTS(dashes); i++) {
		if (strcmp(word, dashes[i]) == 0)
			return true;
	}
	return false;
}

/* "1.", "12)", "(a)", "iv.", "1.2", "A1.2": short, with a mark in it. */
static bool is_number_marker(const char *word)
{
	size_t length = strlen(word);
	size_t digits = strspn(word, "0123456789");
	const char *inside = word + (*word == '(');
	size_t letters = strspn(inside, "ivxabcdefgh");

	if (length > 6 || length < 2)
		return false;
	if (digits > 0 && digits <= 2)
		return strspn(word + digits, ".)0123456789:") ==
		       length - digits;
	if (*word == '(' && strspn(inside, "0123456789") > 0)
		return inside[strspn(inside, "0123456789")] == ')';
	return letters > 0 && letters <= 4 &&
	       (strcmp(inside + letters, ")") == 0 ||
		       (*word != '(' && strcmp(inside + letters, ".") == 0));
}

/* Whether `word`, a gap before the next one, marks a list item. */
static bool is_marker(const struct layout_word *word, float gap)
{
	const char *second = g_utf8_next_char(word->text);

	if (!*second && is_bullet_glyph(g_utf8_get_char(word->text)))
		return true;
	return gap > MARKER_GAP * word->size &&
	       (is_dash_marker(word->text) || is_number_marker(word->text));
}

/* One line being made of the words first..end-1 of a row. */
static void set_type(
	struct line *line, const GPtrArray *words, guint first, guint end)
{
	size_t bold = 0, italic = 0, all = 0;
	float size = 0, most = 0;

	for (guint i = first; i < end; i++) {
		const struct layout_word *word = words->pdata[i];
		size_t length = strlen(word->text);

		all += length;
		bold += word->bold ? length : 0;
		italic += word->italic ? length : 0;
		if ((float)length >= most) {
			most = (float)length;
			size = word->size;
		}
	}
	line->size = size;
	line->bold = bold * 2 > all;
	line->italic = italic * 2 > all;
}

static void widen(struct text_box *box, const struct text_box *by)
{
	box->left = MIN(box->left, by->left);
	box->top = MIN(box->top, by->top);
	box->right = MAX(box->right, by->right);
	box->bottom = MAX(box->bottom, by->bottom);
}

static char *string_of(const GPtrArray *words, guint first, guint end)
{
	GString *string = g_string_new(NULL);

	for (guint i = first; i < end; i++) {
		const struct layout_word *word = words->pdata[i];

		if (i > first && !word->glued)
			g_string_append_c(string, ' ');
		g_string_append(string, word->text);
	}
	return g_string_free(string, FALSE);
}

static float gap_before(const GPtrArray *words, guint i)
{
	const struct layout_word *last = words->pdata[i - 1];
	const struct layout_word *word = words->pdata[i];

	return word->box.left - last->box.right;
}

static struct line *make_line(
	const GPtrArray *words, guint first, guint end, int page)
{
	struct line *line = g_new0(struct line, 1);
	const struct layout_word *word = words->pdata[first];

	line->page = page;
	line->box = word->box;
	for (guint i = first + 1; i < end; i++)
		widen(&line->box,
			&((struct layout_word *)words->pdata[i])->box);
	if (end - first > 1 && is_marker(word, gap_before(words, first + 1))) {
		line->marker = g_strdup(word->text);
		word = words->pdata[++first];
	}
	line->left = word->box.left;
	line->first_width = word->box.right - word->box.left;
	line->text = string_of(words, first, end);
	set_type(line, words, first, end);
	return line;
}

/* The end of the line that begins with the word `first` of a row. */
static guint line_end(const GPtrArray *words, guint first)
{
	guint end = first + 1;

	if (end < words->len &&
		is_marker(words->pdata[first], gap_before(words, end)))
		end++;
	while (end < words->len) {
		const struct layout_word *word = words->pdata[end];

		if (!word->glued &&
			gap_before(words, end) > WIDE_GAP * word->size)
			break;
		end++;
	}
	return end;
}

static void add_lines(GPtrArray *lines, struct row *row, int page)
{
	struct line *line = NULL;
	guint end;

	g_ptr_array_sort(row->words, compare_words_across);
	for (guint first = 0; first < row->words->len; first = end) {
		end = line_end(row->words, first);
		line = make_line(row->words, first, end, page);
		line->starts_row = first == 0;
		g_ptr_array_add(lines, line);
	}
	if (line)
		line->ends_row = true;
}

GPtrArray *layout_lines(const struct layout_page *page)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(layout_line_free);
	g_autoptr(GPtrArray) rows = find_rows(page);

	for (guint i = 0; i < rows->len; i++)
		add_lines(lines, rows->pdata[i], page->number);
	return lines;
}
