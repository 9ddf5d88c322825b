/* From words to lines: what stands side by side, and the marker before it. */
#include "extractors/layout/private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "extractors/format/marker.h"

/* A wider gap than this many times the type size parts two lines in a row. */
#define WIDE_GAP 1.4f

/* In a table a word may begin a cell behind a gap of this many. */
#define COLUMN_GAP 0.4f

/* It begins where the column does, give or take this much; points. */
#define SAME_START 2.0f

/* Behind a number or a dash that marks an item the gap is wider than this. */
#define MARKER_GAP 0.42f

/* Words whose feet differ by less than this part of their height are a row. */
#define SAME_FOOT 0.3f

/* The number of a note stands this close before it; likewise. */
#define NOTE_GAP 1.4f

/* A raised word follows its base this closely; part of the base's size. */
#define TOUCHING 0.35f

/* Smaller type than this part of the line's is raised (or lowered). */
#define RAISED 0.8f

/*
 * A row of more words is no line of text: another one begins. So what looks at
 * every pair of words in a row takes no longer than the page has words.
 */
#define MOST_IN_ROW 500

struct row {
	struct text_box box;
	float largest;    /* type in it */
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
	g_ptr_array_unref(line->words);
	g_free(line);
}

/* About where the letters stand: a fifth of the height is below. */
static float foot(const struct text_box *box)
{
	return box->bottom - (box->bottom - box->top) / 5;
}

static int compare_words_down(const void *a, const void *b)
{
	const struct layout_word *one = *(struct layout_word *const *)a;
	const struct layout_word *two = *(struct layout_word *const *)b;
	float foot_one = foot(&one->box);
	float foot_two = foot(&two->box);

	if (foot_one != foot_two)
		return foot_one < foot_two ? -1 : 1;
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
	float lower = MIN(word->box.bottom - word->box.top,
		row->box.bottom - row->box.top);

	return fabsf(foot(&row->box) - foot(&word->box)) < SAME_FOOT * lower;
}

static void add_to_row(struct row *row, const struct layout_word *word)
{
	/* the row stands as its highest word: raised ones do not move it */
	if (row->words->len == 0 || word->box.bottom - word->box.top >
					    row->box.bottom - row->box.top)
		row->box = word->box;
	row->largest = MAX(row->largest, word->size);
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

/* Whether `word` is a small number beside larger type. */
static bool is_raised_number(
	const struct layout_word *word, const struct layout_word *beside)
{
	size_t length = strlen(word->text);

	return length <= 3 && word->size < RAISED * beside->size &&
	       strspn(word->text, "0123456789") == length;
}

/* Whether `word`, in smaller type, stands against `base`, at its end. */
static bool is_raised_after(
	const struct layout_word *base, const struct layout_word *word)
{
	return fabsf(word->box.left - base->box.right) < TOUCHING * base->size;
}

/* Whether it is the number before the first word of a note. */
static bool is_raised_before(
	const struct layout_word *base, const struct layout_word *word)
{
	return is_raised_number(word, base) &&
	       fabsf(base->box.left - word->box.right) < NOTE_GAP * base->size;
}

/* The word of the row against which `word` is raised or lowered, or NULL. */
static const struct layout_word *find_base(
	const struct row *row, const struct layout_word *word)
{
	for (guint i = 0; i < row->words->len; i++) {
		const struct layout_word *base = row->words->pdata[i];

		if (word->size < RAISED * base->size &&
			(is_raised_after(base, word) ||
				is_raised_before(base, word)) &&
			word->box.bottom > base->box.top &&
			word->box.top < base->box.bottom)
			return base;
	}
	return NULL;
}

/* Move what is raised beside a word of `to` from the row `from`. */
static void move_raised(struct row *from, struct row *to)
{
	for (guint i = from->words->len; i-- > 0;) {
		struct layout_word *word = from->words->pdata[i];
		const struct layout_word *base = NULL;

		if (word->size < RAISED * to->largest)
			base = find_base(to, word);
		if (!base)
			continue;
		word->glued |= is_raised_after(base, word);
		g_ptr_array_add(to->words, word);
		g_ptr_array_remove_index(from->words, i);
	}
}

/* Raised and lowered words have a foot of their own, but no row. */
static void settle_raised(GPtrArray *rows)
{
	for (guint i = rows->len; i-- > 0;) {
		struct row *row = rows->pdata[i];

		if (i + 1 < rows->len)
			move_raised(row, rows->pdata[i + 1]);
		if (i > 0)
			move_raised(row, rows->pdata[i - 1]);
		if (row->words->len == 0)
			g_ptr_array_remove_index(rows, i);
	}
}

/* The rows that `words` make, each from left to right. */
static GPtrArray *find_rows(const GPtrArray *words)
{
	g_autoptr(GPtrArray) down =
		g_ptr_array_copy((GPtrArray *)words, NULL, NULL);
	GPtrArray *rows = g_ptr_array_new_with_free_func(row_free);
	struct row *row = NULL;

	g_ptr_array_sort(down, compare_words_down);
	for (guint i = 0; i < down->len; i++) {
		const struct layout_word *word = down->pdata[i];

		if (!row || row->words->len >= MOST_IN_ROW ||
			!fits_row(row, word)) {
			row = g_new0(struct row, 1);
			row->words = g_ptr_array_new();
			g_ptr_array_add(rows, row);
		}
		if (!stands_in_row(row, word))
			add_to_row(row, word);
	}
	settle_raised(rows);
	for (guint i = 0; i < rows->len; i++) {
		row = rows->pdata[i];
		g_ptr_array_sort(row->words, compare_words_across);
	}
	return rows;
}

GPtrArray *layout_page_rows(const struct layout_page *page)
{
	g_autoptr(GPtrArray) words = g_ptr_array_sized_new(page->words->len);

	for (guint i = 0; i < page->words->len; i++)
		g_ptr_array_add(words,
			&g_array_index(page->words, struct layout_word, i));
	return find_rows(words);
}

static void add_note_number(GHashTable *notes, const struct row *row)
{
	const struct layout_word *first = row->words->pdata[0];

	if (row->words->len > 1 &&
		is_raised_number(first, row->words->pdata[1]))
		g_hash_table_add(notes, g_strdup(first->text));
}

GHashTable *layout_note_numbers(const GPtrArray *pages)
{
	GHashTable *notes =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < pages->len; i++) {
		const GPtrArray *rows = pages->pdata[i];

		for (guint j = 0; j < rows->len; j++)
			add_note_number(notes, rows->pdata[j]);
	}
	return notes;
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

static bool is_bullet(const struct layout_word *word)
{
	return !*g_utf8_next_char(word->text) &&
	       is_bullet_glyph(g_utf8_get_char(word->text));
}

/* Whether `word`, a gap before the next one, marks a list item. */
static bool is_marker(const struct layout_word *word, float gap)
{
	if (is_bullet(word))
		return true;
	return gap > MARKER_GAP * word->size &&
	       (is_dash_marker(word->text) || is_number_marker(word->text));
}

/* Take the type that most of the words first..end-1 of a row have. */
static void set_type(
	struct line *line, const GPtrArray *words, guint first, guint end)
{
	size_t bold = 0, italic = 0, all = 0, most = 0;

	for (guint i = first; i < end; i++) {
		const struct layout_word *word = words->pdata[i];
		size_t length = strlen(word->text);

		all += length;
		bold += word->bold ? length : 0;
		italic += word->italic ? length : 0;
		if (length >= most) {
			most = length;
			line->size = word->size;
		}
	}
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

static float gap_before(const GPtrArray *words, guint i)
{
	const struct layout_word *last = words->pdata[i - 1];
	const struct layout_word *word = words->pdata[i];

	return word->box.left - last->box.right;
}

/* Whether the raised number behind `base` may be part of it: m2, CO2. */
static bool may_be_unit(const char *base)
{
	size_t length = strlen(base);

	return length <= 3 && g_ascii_isalpha(base[length - 1]);
}

static bool is_reference(const GPtrArray *words, guint i, GHashTable *notes)
{
	const struct layout_word *word = words->pdata[i];
	const struct layout_word *base = words->pdata[i - 1];

	return is_raised_number(word, base) &&
	       (g_hash_table_contains(notes, word->text) ||
		       !may_be_unit(base->text));
}

/* The text of the words from `first` on, into `line`. */
static void set_text(struct line *line, const GPtrArray *words, guint first,
	GHashTable *notes)
{
	GString *string = g_string_new(NULL);

	for (guint i = first; i < words->len; i++) {
		const struct layout_word *word = words->pdata[i];

		if (i > first && is_reference(words, i, notes)) {
			line->references |= G_GUINT64_CONSTANT(1)
					    << (atoi(word->text) & 63);
			continue;
		}
		if (i > first && !word->glued)
			g_string_append_c(string, ' ');
		g_string_append(string, word->text);
	}
	line->text = g_string_free(string, FALSE);
}

/* Whether the word `first` of a row is the marker of what follows it. */
static bool has_marker(const GPtrArray *words, guint first)
{
	if (first + 1 >= words->len)
		return false;
	return is_raised_number(words->pdata[first], words->pdata[first + 1]) ||
	       is_marker(words->pdata[first], gap_before(words, first + 1));
}

static struct line *make_line(
	const GPtrArray *words, guint first, guint end, GHashTable *notes)
{
	struct line *line = g_new0(struct line, 1);
	const struct layout_word *word = words->pdata[first];
	guint skip = 0;

	line->box = word->box;
	line->words = g_ptr_array_sized_new(end - first);
	for (guint i = first; i < end; i++) {
		struct layout_word *each = words->pdata[i];

		widen(&line->box, &each->box);
		g_ptr_array_add(line->words, each);
	}
	if (end - first > 1 && has_marker(words, first)) {
		line->marker = marker_bullet(word->text);
		line->note = is_raised_number(word, words->pdata[first + 1]);
		word = words->pdata[++first];
		skip = 1;
	}
	line->left = word->box.left;
	line->first_width = word->box.right - word->box.left;
	set_text(line, line->words, skip, notes);
	set_type(line, words, first, end);
	return line;
}

/* The end of the line that begins with the word `first` of a row. */
static guint line_end(const GPtrArray *words, guint first)
{
	guint end = first + 1 + (has_marker(words, first) ? 1 : 0);

	while (end < words->len) {
		const struct layout_word *word = words->pdata[end];

		if (!word->glued &&
			gap_before(words, end) > WIDE_GAP * word->size)
			break;
		end++;
	}
	return end;
}

static void add_lines(
	GPtrArray *lines, const GPtrArray *words, int page, GHashTable *notes)
{
	struct line *line = NULL;
	guint end;

	for (guint first = 0; first < words->len; first = end) {
		end = line_end(words, first);
		/* an item that nobody wrote */
		if (end == first + 1 && is_bullet(words->pdata[first]))
			continue;
		line = make_line(words, first, end, notes);
		line->page = page;
		line->starts_row = first == 0;
		g_ptr_array_add(lines, line);
	}
	if (line)
		line->ends_row = true;
}

GPtrArray *layout_row_lines(const GPtrArray *rows, int page, GHashTable *notes)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(layout_line_free);

	for (guint i = 0; i < rows->len; i++) {
		const struct row *row = rows->pdata[i];

		add_lines(lines, row->words, page, notes);
	}
	return lines;
}

GPtrArray *layout_lines(const GPtrArray *words, int page, GHashTable *notes)
{
	g_autoptr(GPtrArray) rows = find_rows(words);

	return layout_row_lines(rows, page, notes);
}

bool layout_split_line(struct sheet *sheet, guint index, float x)
{
	struct line *line = sheet->lines->pdata[index];
	const GPtrArray *words = line->words;
	guint at = 1;

	while (at < words->len &&
		fabsf(((struct layout_word *)words->pdata[at])->box.left - x) >
			SAME_START)
		at++;
	if (at >= words->len || gap_before(words, at) < COLUMN_GAP * line->size)
		return false;
	for (guint part = 0; part < 2; part++) {
		struct line *new = make_line(words, part ? at : 0,
			part ? words->len : at, sheet->notes);

		new->page = line->page;
		new->role = line->role;
		new->starts_row = part == 0 && line->starts_row;
		new->ends_row = part == 1 && line->ends_row;
		g_ptr_array_insert(sheet->lines, (int)(index + 1 + part), new);
	}
	g_ptr_array_remove_index(sheet->lines, index);
	return true;
}
