/*
 * Hyphens at line ends: whether they belong to the word. In English reports
 * of this kind eight or nine in ten do (co-production, multi-agency), so a
 * hyphen goes only where the document itself shows the word without it.
 */
#include "extractors/layout-private.h"

#include <string.h>

/* Longest word that is looked up. */
#define LONGEST 60

static bool is_letter(gunichar c)
{
	return g_unichar_isalpha(c) || c == '\'' || c == 0x2019;
}

/* Count the word, which is taken over. */
static void count_word(GHashTable *words, char *word)
{
	guint count = GPOINTER_TO_UINT(g_hash_table_lookup(words, word));

	g_hash_table_replace(words, word, GUINT_TO_POINTER(count + 1));
}

/*
 * Count every run of letters in `string`, and every pair of runs with a hyphen
 * between, in lower case.
 */
static void count_words(GHashTable *words, const char *string)
{
	const char *start = NULL, *before = NULL;

	for (const char *p = string;; p = g_utf8_next_char(p)) {
		if (*p && is_letter(g_utf8_get_char(p))) {
			if (!start)
				start = p;
			continue;
		}
		if (start && p - start <= LONGEST)
			count_word(words, g_utf8_strdown(start, p - start));
		if (start && before && p - before <= LONGEST)
			count_word(words, g_utf8_strdown(before, p - before));
		before = start && *p == '-' ? start : NULL;
		start = NULL;
		if (!*p)
			break;
	}
}

static guint times(GHashTable *words, const char *head, const char *hyphen,
	const char *tail)
{
	g_autofree char *word = g_strconcat(head, hyphen, tail, NULL);
	g_autofree char *lower = g_utf8_strdown(word, -1);

	return GPOINTER_TO_UINT(g_hash_table_lookup(words, lower));
}

/* The letters before the hyphen at the end of `line`, or NULL. */
static char *head_of(const char *line)
{
	const char *end = line + strlen(line) - 1;
	const char *start = end;

	while (start > line) {
		const char *before = g_utf8_prev_char(start);

		if (!is_letter(g_utf8_get_char(before)))
			break;
		start = before;
	}
	return start < end ? g_strndup(start, (gsize)(end - start)) : NULL;
}

static char *tail_of(const char *line)
{
	const char *end = line;

	while (*end && is_letter(g_utf8_get_char(end)))
		end = g_utf8_next_char(end);
	return end > line ? g_strndup(line, (gsize)(end - line)) : NULL;
}

static enum text_join join_of(
	GHashTable *words, const char *line, const char *next)
{
	g_autofree char *head = NULL, *tail = NULL;

	if (!g_str_has_suffix(line, "-") || g_str_has_suffix(line, " -") ||
		strlen(line) < 2)
		return TEXT_JOIN_SPACE;
	head = head_of(line);
	tail = tail_of(next);
	if (!head || !tail || !g_unichar_islower(g_utf8_get_char(tail)))
		return TEXT_JOIN_KEEP;
	if (times(words, head, "", tail) > times(words, head, "-", tail))
		return TEXT_JOIN_DROP;
	return TEXT_JOIN_KEEP;
}

void layout_join_hyphens(struct text *text)
{
	g_autoptr(GHashTable) words =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < text->blocks->len; i++) {
		const struct text_block *block = text->blocks->pdata[i];

		for (guint j = 0; j < block->lines->len; j++) {
			const struct text_line *line = block->lines->pdata[j];

			count_words(words, line->text);
		}
	}
	for (guint i = 0; i < text->blocks->len; i++) {
		const struct text_block *block = text->blocks->pdata[i];

		for (guint j = 0; j + 1 < block->lines->len; j++) {
			struct text_line *line = block->lines->pdata[j];
			const struct text_line *next =
				block->lines->pdata[j + 1];

			line->join = join_of(words, line->text, next->text);
		}
	}
}
