/*
 * Hyphens at line ends: whether they belong to the word. In English reports
 * of this kind eight or nine in ten do (co-production, multi-agency), so a
 * hyphen goes only where the document itself shows the word without it.
 */
#include "extractors/layout/private.h"

#include <string.h>

/* Longest word that is looked up. */
#define LONGEST 60

static bool is_letter(gunichar c)
{
	return g_unichar_isalpha(c) || c == '\'' || c == 0x2019;
}

/* Count a word if it is one of `words` (lower case to guint). */
static void count_word(GHashTable *words, const char *start, gsize length)
{
	char ascii[LONGEST + 1];
	g_autofree char *other = NULL;
	const char *word = ascii;
	guint *count;
	gsize i = 0;

	for (; i < length && !(start[i] & 0x80); i++)
		ascii[i] = g_ascii_isupper(start[i]) ? (char)(start[i] | 0x20)
						     : start[i];
	ascii[i] = '\0';
	if (i < length) {
		other = g_utf8_strdown(start, (gssize)length);
		word = other;
	}
	count = g_hash_table_lookup(words, word);
	if (count)
		++*count;
}

/*
 * Count every run of letters in `string`, and every pair of runs with a hyphen
 * between, that is one of `words`.
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
			count_word(words, start, (gsize)(p - start));
		if (start && before && p - before <= LONGEST)
			count_word(words, before, (gsize)(p - before));
		before = start && *p == '-' ? start : NULL;
		start = NULL;
		if (!*p)
			break;
	}
}

/* How often the document shows the word, from now on. */
static guint *count_of(GHashTable *words, const char *head, const char *hyphen,
	const char *tail)
{
	g_autofree char *word = g_strconcat(head, hyphen, tail, NULL);
	char *lower = g_utf8_strdown(word, -1);
	guint *count = g_hash_table_lookup(words, lower);

	if (count) {
		g_free(lower);
		return count;
	}
	count = g_new0(guint, 1);
	g_hash_table_insert(words, lower, count);
	return count;
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

/* A line whose end is a hyphen, and the word it is in. */
struct hyphen {
	struct text_line *line;
	const guint *with, *without; /* how often that is in the document */
};

static bool starts_address(const char *word)
{
	return g_str_has_prefix(word, "www.") ||
	       g_str_has_prefix(word, "http://") ||
	       g_str_has_prefix(word, "https://");
}

/*
 * Whether `line` ends in an address of the web or of mail with which `next`
 * goes on: a word that has a mark of such addresses inside.
 */
static bool breaks_address(const char *line, const char *next)
{
	const char *word = strrchr(line, ' ');
	size_t length = strcspn(next, " ");

	word = word ? word + 1 : line;
	if (!starts_address(word) && !strchr(word + 1, '@'))
		return false;
	if (length < 2 || g_ascii_isupper(*next) || starts_address(next) ||
		memchr(next, '@', length))
		return false;
	return strcspn(next, "./-=_") < length - 1;
}

/* How the line joins the next one, unless `hyphens` is to tell. */
static enum text_join look_at(struct text_line *line, const char *next,
	GHashTable *words, GArray *hyphens)
{
	g_autofree char *head = NULL, *tail = NULL;
	struct hyphen hyphen = {.line = line};

	if (breaks_address(line->text, next))
		return TEXT_JOIN_KEEP;
	if (!g_str_has_suffix(line->text, "-") ||
		g_str_has_suffix(line->text, " -") || strlen(line->text) < 2)
		return TEXT_JOIN_SPACE;
	head = head_of(line->text);
	tail = tail_of(next);
	if (head && tail && g_unichar_islower(g_utf8_get_char(tail))) {
		hyphen.with = count_of(words, head, "-", tail);
		hyphen.without = count_of(words, head, "", tail);
		g_array_append_val(hyphens, hyphen);
	}
	return TEXT_JOIN_KEEP;
}

static void look_at_block(
	const struct text_block *block, GHashTable *words, GArray *hyphens)
{
	for (guint i = 0; i + 1 < block->lines->len; i++) {
		struct text_line *line = block->lines->pdata[i];
		const struct text_line *next = block->lines->pdata[i + 1];

		line->join = look_at(line, next->text, words, hyphens);
	}
}

static void count_block(const struct text_block *block, GHashTable *words)
{
	for (guint i = 0; i < block->lines->len; i++) {
		const struct text_line *line = block->lines->pdata[i];

		count_words(words, line->text);
	}
}

void layout_join_hyphens(struct text *text)
{
	g_autoptr(GHashTable) words =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autoptr(GArray) hyphens =
		g_array_new(FALSE, FALSE, sizeof(struct hyphen));

	for (guint i = 0; i < text->blocks->len; i++)
		look_at_block(text->blocks->pdata[i], words, hyphens);
	for (guint i = 0; i < text->blocks->len && hyphens->len > 0; i++)
		count_block(text->blocks->pdata[i], words);
	for (guint i = 0; i < hyphens->len; i++) {
		const struct hyphen *hyphen =
			&g_array_index(hyphens, struct hyphen, i);

		if (*hyphen->without > *hyphen->with)
			hyphen->line->join = TEXT_JOIN_DROP;
	}
}
