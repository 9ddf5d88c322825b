#include "extractors/form/entries.h"

#include <string.h>

#include "extractors/form/parts.h"

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

static bool ends_sentence(const char *text)
{
	gsize n = strlen(text);

	return n > 0 && strchr(".!?", text[n - 1]) != NULL;
}

/* Whether the words at `next` can only go on with what stood before. */
static bool goes_on(const struct passage *last, const struct passage *next)
{
	gunichar c = g_utf8_get_char(next->text);

	if (next->role == TEXT_BULLET)
		return true;
	return g_unichar_islower(c) || !g_unichar_isalnum(c) ||
	       !ends_sentence(last->text);
}

/* The bottom of the passage's last line on page `page`, and so on. */
static int last_page(const struct passage *passage)
{
	return passage_page(passage, strlen(passage->text));
}

/* What is being read. */
struct reader {
	const struct form_source *source;
	GPtrArray *entries;
	struct entry *entry;          /* the one that may go on, or NULL */
	const struct passage *bodies; /* a first column without its second */
	const struct passage *last;   /* the last cell of the second column */
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

/* A paragraph or an item outside any table. */
static void read_loose(struct reader *reader, const struct passage *passage)
{
	const struct passage *last =
		reader->entry != NULL ? last_passage(reader->entry) : NULL;
	bool sub_point =
		last != NULL && passage->role == TEXT_BULLET &&
		(last->role == TEXT_BULLET
				? last->block->level < passage->block->level ||
					  reader->entry->passages->len > 1
				: g_str_has_suffix(last->text, ":"));
	bool over = last != NULL && passage->role != TEXT_BULLET &&
		    goes_on(last, passage);

	if (!sub_point && !over)
		begin_entry(reader);
	g_ptr_array_add(reader->entry->passages, (void *)passage);
}

static bool is_first_of_two(const struct form_source *source, guint i, guint to)
{
	const struct passage *passage = passages_at(source->passages, i);

	if (passage->block->column != 0)
		return false;
	for (guint j = i + 1; j < to; j++) {
		const struct passage *next = passages_at(source->passages, j);

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

GPtrArray *entries_read(const struct form_source *source, guint from, guint to)
{
	struct reader reader = {.source = source,
		.entries = g_ptr_array_new_with_free_func(entry_free)};

	for (guint i = from; i < to; i++) {
		const struct passage *passage =
			passages_at(source->passages, i);

		if (!has_words(passage) ||
			phrases_match(source->phrases, "table-head",
				passage->text, NULL) != NULL)
			continue;
		if (passage->role != TEXT_CELL)
			read_loose(&reader, passage);
		else if (is_first_of_two(source, i, to))
			reader.bodies = passage;
		else
			read_area(&reader, passage);
	}
	return reader.entries;
}
