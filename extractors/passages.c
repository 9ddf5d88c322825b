#include "extractors/passages-private.h"

#include <string.h>

#include "extractors/sentence.h"

/* A heading takes up no more bytes than this. */
enum { HEADING_MAX = 240, HEADING_LINES = 3 };

/* A stretch cut in mid-sentence is at least this long, in bytes. */
enum { TORN_MIN = 60 };

/* A line that goes this far to the right margin is full; lines that begin no
 * further apart, in points, begin alike. */
#define FULL_LINE 0.8f
#define SAME_LEFT 4.0f

struct splitter {
	struct passages *passages;
	const struct phrases *phrases;
	const char *headings; /* a set, or NULL */
};

static void passage_free(void *data)
{
	struct passage *passage = data;

	g_free(passage->text);
	g_array_unref(passage->starts);
	g_free(passage);
}

/* The passage of `count` lines of the block from line `first`. */
static struct passage *passage_new(
	const struct text_block *block, guint first, guint count)
{
	struct passage *passage = g_new0(struct passage, 1);
	struct text_block part = *block;

	part.lines = g_ptr_array_new();
	for (guint i = first; i < first + count; i++)
		g_ptr_array_add(part.lines, block->lines->pdata[i]);
	passage->block = block;
	passage->role = block->role;
	passage->line = first;
	passage->starts = g_array_new(FALSE, FALSE, sizeof(struct text_start));
	passage->text = text_block_string(&part, passage->starts);
	g_ptr_array_unref(part.lines);
	return passage;
}

static bool is_heading(const struct splitter *splitter, const char *words)
{
	return strlen(words) <= HEADING_MAX &&
	       phrases_match(splitter->phrases, splitter->headings, words,
		       NULL) != NULL;
}

/* The set "inline/FORM" that goes with "heading/FORM". */
static char *inline_set(const char *headings)
{
	const char *form = strchr(headings, '/');

	return g_strconcat("inline", form != NULL ? form : "", NULL);
}

static void add_part(struct splitter *splitter, const struct text_block *block,
	guint first, guint count, bool heading)
{
	GPtrArray *list = splitter->passages->list;
	struct passage *passage = passage_new(block, first, count);

	if (heading && passage->role != TEXT_CELL)
		passage->role = TEXT_HEADING;
	if (splitter->headings != NULL && !heading) {
		g_autofree char *set = inline_set(splitter->headings);

		if (passages_cut(list, splitter->phrases, set, passage)) {
			passage_free(passage);
			return;
		}
	}
	g_ptr_array_add(list, passage);
}

/* How many lines from `first` on make a heading, or 0. The most that do: the
 * first line of a long heading often reads like a shorter one. */
static guint heading_lines(const struct splitter *splitter,
	const struct text_block *block, guint first)
{
	guint most = MIN(HEADING_LINES, block->lines->len - first);

	for (guint count = most; count > 0; count--) {
		struct passage *part = passage_new(block, first, count);
		bool heading = is_heading(splitter, part->text);

		passage_free(part);
		if (heading)
			return count;
	}
	return 0;
}

/* The box of the passage's last line, or of its first. */
static const struct text_box *box_at(const struct passage *passage, bool last)
{
	guint i = last ? passage->starts->len - 1 : 0;
	const struct text_start *start =
		&g_array_index(passage->starts, struct text_start, i);

	return &start->line->box;
}

/* Whether the words of `last` run up to the right margin and those of `next`
 * begin below them. */
static bool runs_on(
	const struct passage *last, const struct passage *next, float margin)
{
	const struct text_box *above = box_at(last, true);
	const struct text_box *below = box_at(next, false);

	return above->right > FULL_LINE * margin &&
	       below->left > above->left - SAME_LEFT &&
	       below->left < above->left + SAME_LEFT;
}

/* Where a letter begins or ends, whatever stands above. */
static bool is_greeting(
	const struct phrases *phrases, const struct passage *passage)
{
	return phrases_match(phrases, "letter-dear", passage->text, NULL) !=
		       NULL ||
	       phrases_match(phrases, "letter-sign-off", passage->text, NULL) !=
		       NULL;
}

/* Words that a layout put into two blocks though a sentence runs through
 * both. */
static bool is_torn(
	const struct passage *last, const struct passage *next, float margin)
{
	if (next->role != TEXT_PARAGRAPH || next->line != 0 ||
		next->starts->len == 0 || last->starts->len == 0 ||
		sentence_is_ended(last->text) ||
		(last->role != TEXT_PARAGRAPH && last->role != TEXT_BULLET))
		return false;
	return g_unichar_islower(g_utf8_get_char(next->text)) ||
	       runs_on(last, next, margin);
}

/* How far right the text goes; 0 where nothing is known of places. */
static float right_margin(const GPtrArray *list)
{
	float margin = 0;

	for (guint i = 0; i < list->len; i++) {
		const struct passage *passage = list->pdata[i];

		if (passage->role == TEXT_PARAGRAPH && passage->starts->len > 0)
			margin = MAX(margin, box_at(passage, false)->right);
	}
	return margin;
}

static void append_passage(
	struct passage *passage, GString *text, const struct passage *next)
{
	gsize offset = text->len + 1;

	for (guint i = 0; i < next->starts->len; i++) {
		struct text_start start =
			g_array_index(next->starts, struct text_start, i);
		start.offset += offset;
		g_array_append_val(passage->starts, start);
	}
	g_string_append_c(text, ' ');
	g_string_append(text, next->text);
}

/* Make one of the passage at `i` and those behind it that go on with it; the
 * place behind the last of them. What is too short is a line of an address. */
static guint mend_at(const GPtrArray *list, guint i,
	const struct phrases *phrases, float margin)
{
	struct passage *passage = list->pdata[i];
	guint end = i + 1;

	if (strlen(passage->text) >= TORN_MIN)
		while (end < list->len &&
			is_torn(list->pdata[end - 1], list->pdata[end],
				margin) &&
			!is_greeting(phrases, list->pdata[end]))
			end++;
	if (end == i + 1)
		return end;
	GString *text = g_string_new(passage->text);
	for (i++; i < end; i++) {
		append_passage(passage, text, list->pdata[i]);
		passage_free(list->pdata[i]);
	}
	g_free(passage->text);
	passage->text = g_string_free(text, FALSE);
	return end;
}

static void mend(struct passages *passages, const struct phrases *phrases)
{
	GPtrArray *list = passages->list;
	float margin = right_margin(list);
	guint kept = 0;

	g_ptr_array_set_free_func(list, NULL);
	for (guint i = 0; i < list->len;) {
		list->pdata[kept++] = list->pdata[i];
		i = mend_at(list, i, phrases, margin);
	}
	g_ptr_array_set_size(list, (gint)kept);
	g_ptr_array_set_free_func(list, passage_free);
}

static void add_block(struct splitter *splitter, const struct text_block *block)
{
	guint from = 0;

	for (guint i = 0;
		splitter->headings != NULL && i < block->lines->len;) {
		guint count = heading_lines(splitter, block, i);
		if (count == 0) {
			i++;
			continue;
		}
		if (i > from)
			add_part(splitter, block, from, i - from, false);
		add_part(splitter, block, i, count, true);
		i += count;
		from = i;
	}
	/* A coloured cell has no lines at all. */
	if (from < block->lines->len || from == 0)
		add_part(
			splitter, block, from, block->lines->len - from, false);
}

struct passages *passages_new(const struct text *text,
	const struct phrases *phrases, const char *headings)
{
	struct passages *passages = g_new0(struct passages, 1);
	struct splitter splitter = {passages, phrases, headings};

	passages->list = g_ptr_array_new_with_free_func(passage_free);
	passages->furniture = g_ptr_array_new_with_free_func(passage_free);
	for (guint i = 0; i < text->blocks->len; i++) {
		const struct text_block *block = text->blocks->pdata[i];

		/* A coloured cell says something without words. */
		if (block->lines->len == 0 && block->fill == NULL)
			continue;
		if (text_role_is_furniture(block->role))
			g_ptr_array_add(passages->furniture,
				passage_new(block, 0, block->lines->len));
		else
			add_block(&splitter, block);
	}
	mend(passages, phrases);
	return passages;
}

void passages_free(struct passages *passages)
{
	if (passages == NULL)
		return;
	g_ptr_array_unref(passages->list);
	g_ptr_array_unref(passages->furniture);
	g_free(passages);
}

const struct passage *passages_at(const struct passages *passages, guint i)
{
	return i < passages->list->len ? passages->list->pdata[i] : NULL;
}

int passage_page(const struct passage *passage, gsize offset)
{
	int page = 0;

	for (guint i = 0; i < passage->starts->len; i++) {
		const struct text_start *start =
			&g_array_index(passage->starts, struct text_start, i);
		if (start->offset > offset)
			break;
		page = start->line->page;
	}
	return page;
}

bool passage_same_row(const struct passage *a, const struct passage *b)
{
	return a->role == TEXT_CELL && b->role == TEXT_CELL &&
	       a->block->table == b->block->table &&
	       a->block->row == b->block->row;
}
