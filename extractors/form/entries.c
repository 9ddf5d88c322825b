#include "extractors/form/entries.h"

#include <string.h>

#include "extractors/form/parts.h"
#include "extractors/sentence.h"

static void entry_free(void *data)
{
	struct entry *entry = data;

	g_free(entry->bodies);
	g_ptr_array_unref(entry->passages);
	g_free(entry);
}

static const struct passage *last_passage(const struct entry *entry)
{
	return entry->passages->pdata[entry->passages->len - 1];
}

char *entry_text(const struct entry *entry)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < entry->passages->len; i++) {
		const struct passage *passage = entry->passages->pdata[i];

		if (i > 0)
			g_string_append(text,
				passage->role == TEXT_BULLET ? " • " : " ");
		g_string_append(text, passage->text);
	}
	return g_string_free(text, FALSE);
}

int entry_page(const struct entry *entry)
{
	return passage_page(entry->passages->pdata[0], 0);
}

/* "2. " or "(2) ": the next of a list. */
static bool is_numbered(const char *text)
{
	const char *p = *text == '(' ? text + 1 : text;
	const char *digits = p;

	while (g_ascii_isdigit(*p))
		p++;
	return p > digits && p - digits <= 2 && (*p == '.' || *p == ')') &&
	       p[1] == ' ';
}

/* Whether the words at `next` can only go on with what stood before. */
static bool goes_on(const struct passage *last, const struct passage *next)
{
	gunichar c = g_utf8_get_char(next->text);

	if (next->role == TEXT_BULLET)
		return true;
	if (is_numbered(next->text))
		return false;
	return g_unichar_islower(c) || !g_unichar_isalnum(c) ||
	       !sentence_is_ended(last->text);
}

/* The page on which the passage ends. */
static int last_page(const struct passage *passage)
{
	return passage_page(passage, strlen(passage->text));
}

/* What is being read. */
struct reader {
	GPtrArray *entries;
	struct entry *entry;          /* the one that may go on, or NULL */
	const struct passage *bodies; /* a first column without its second */
};

static void begin_entry(struct reader *reader)
{
	reader->entry = g_new0(struct entry, 1);
	reader->entry->passages = g_ptr_array_new();
	g_ptr_array_add(reader->entries, reader->entry);
}

static void add_bodies(struct reader *reader, const char *words)
{
	struct entry *entry = reader->entry;
	g_autofree char *before = entry->bodies;

	entry->bodies = before == NULL
				? g_strdup(words)
				: g_strdup_printf("%s %s", before, words);
}

/* A cell that stands where the areas stand. */
static void read_area(struct reader *reader, const struct passage *passage)
{
	const struct passage *last =
		reader->entry != NULL ? last_passage(reader->entry) : NULL;
	bool same = last != NULL && passage_same_row(last, passage);
	bool over = last != NULL && !same &&
		    (last_page(last) != passage_page(passage, 0) ||
			    last->block->table != passage->block->table) &&
		    goes_on(last, passage);

	if (!same && !over)
		begin_entry(reader);
	g_ptr_array_add(reader->entry->passages, (void *)passage);
	if (reader->bodies != NULL)
		add_bodies(reader, reader->bodies->text);
	reader->bodies = NULL;
}

static bool starts_lower(const struct passage *passage)
{
	return g_unichar_islower(g_utf8_get_char(passage->text));
}

/* Whether the list is one of noun phrases: its first begins in lower case. */
static bool is_phrase_list(const struct reader *reader)
{
	const struct entry *first =
		reader->entries->len > 0 ? reader->entries->pdata[0] : NULL;

	return first != NULL && starts_lower(first->passages->pdata[0]);
}

/* Whether the loose passage belongs to the entry that ends with `last`. */
static bool belongs(const struct reader *reader, const struct passage *last,
	const struct passage *passage)
{
	bool under_bullet = last->role == TEXT_BULLET;

	if (passage->role == TEXT_BULLET && under_bullet)
		return passage->block->level > last->block->level ||
		       (reader->entry->passages->len > 1 &&
			       passage->block->level == last->block->level);
	if (passage->role == TEXT_BULLET)
		return g_str_has_suffix(last->text, ":");
	if (under_bullet)
		return starts_lower(passage);
	return !is_phrase_list(reader) && goes_on(last, passage);
}

/* A paragraph or an item outside any table. */
static void read_loose(struct reader *reader, const struct passage *passage)
{
	if (reader->entry == NULL ||
		!belongs(reader, last_passage(reader->entry), passage))
		begin_entry(reader);
	g_ptr_array_add(reader->entry->passages, (void *)passage);
}

/* Whether the cell at `i` has another to its right. */
static bool is_first_of_two(const GPtrArray *passages, guint i)
{
	const struct passage *passage = passages->pdata[i];

	if (passage->block->column != 0)
		return false;
	for (guint j = i + 1; j < passages->len; j++) {
		const struct passage *next = passages->pdata[j];

		if (next->role != TEXT_CELL ||
			next->block->table != passage->block->table)
			return false;
		if (next->block->column > 0)
			return true;
	}
	return false;
}

static bool has_words(const struct passage *passage)
{
	for (const char *p = passage->text; *p != '\0'; p = g_utf8_next_char(p))
		if (g_unichar_isalpha(g_utf8_get_char(p)))
			return true;
	return false;
}

GPtrArray *entries_of(const GPtrArray *passages)
{
	struct reader reader = {
		.entries = g_ptr_array_new_with_free_func(entry_free)};

	for (guint i = 0; i < passages->len; i++) {
		const struct passage *passage = passages->pdata[i];

		if (passage->role != TEXT_CELL)
			read_loose(&reader, passage);
		else if (is_first_of_two(passages, i))
			reader.bodies = passage;
		else
			read_area(&reader, passage);
	}
	return reader.entries;
}

GPtrArray *entries_read(const struct form_source *source, guint from, guint to)
{
	g_autoptr(GPtrArray) passages = g_ptr_array_new();

	for (guint i = from; i < to; i++) {
		const struct passage *passage =
			passages_at(source->passages, i);

		if (has_words(passage) &&
			phrases_match(source->phrases, "table-head",
				passage->text, NULL) == NULL)
			g_ptr_array_add(passages, (void *)passage);
	}
	return entries_of(passages);
}
