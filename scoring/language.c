#include "scoring/language.h"

#include <math.h>
#include <string.h>

#define LONG_WORD_SYLLABLES 3

/* An abbreviation is 2 to 8 capitals, a plural s apart: "EHC", "CCGs". */
#define ABBREVIATION_MIN 2
#define ABBREVIATION_MAX 8

static bool is_vowel(char c)
{
	switch (c) {
	case 'a':
	case 'e':
	case 'i':
	case 'o':
	case 'u':
	case 'y':
		return true;
	default:
		return false;
	}
}

static int count_vowel_groups(const char *word, size_t length)
{
	int groups = 0;

	for (size_t i = 0; i < length; i++)
		if (is_vowel(word[i]) && (i == 0 || !is_vowel(word[i - 1])))
			groups++;
	return groups;
}

/* "-e", "-es" and "-ed" are silent but after some sounds: "timed" against
 * "wanted", "makes" against "places", "there" against "table". */
static bool has_silent_ending(const char *word, size_t length)
{
	char before;

	if (length > 2 && word[length - 1] == 'e') {
		before = word[length - 2];
		return !is_vowel(before) &&
		       !(before == 'l' && !is_vowel(word[length - 3]));
	}
	if (length < 4 || word[length - 2] != 'e')
		return false;
	before = word[length - 3];
	if (is_vowel(before))
		return false;
	if (word[length - 1] == 'd')
		return before != 't' && before != 'd';
	if (word[length - 1] == 's')
		return strchr("csxzgh", before) == NULL &&
		       !(before == 'l' && !is_vowel(word[length - 4]));
	return false;
}

/* The e of "timely", "placement", "careful" and "needless" is silent too. */
static int count_silent_inside(const char *word)
{
	static const char *const endings[] = {"ely", "ement", "eful", "eless"};

	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		const char *at = strstr(word, endings[i]);

		if (at && at > word + 1 && !is_vowel(at[-1]))
			return 1;
	}
	return 0;
}

/* Two vowels that are said apart, in words this field uses often. */
static int count_split_vowels(const char *word)
{
	static const char *const split[] = {"ia", "io", "iu", "eo", "ua"};
	int extra = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(split); i++) {
		const char *at = strstr(word, split[i]);

		/* "-tion", "-cial", "-sion": one sound after all. */
		if (at && at > word && !strchr("tcsgq", at[-1]))
			extra++;
	}
	return extra;
}

static int count_syllables(const char *word, size_t length)
{
	g_autofree char *lower = g_ascii_strdown(word, (gssize)length);
	int count;

	count = count_vowel_groups(lower, length) + count_split_vowels(lower) -
		count_silent_inside(lower);
	if (count > 1 && has_silent_ending(lower, length))
		count--;
	return MAX(count, 1);
}

int language_syllables(const char *word)
{
	return count_syllables(word, strlen(word));
}

static bool is_letter(gunichar c)
{
	return c < 0x80 ? g_ascii_isalpha((char)c) : g_unichar_isalpha(c);
}

static bool is_word_char(gunichar c)
{
	return is_letter(c) || c == '\'' || c == 0x2019;
}

/* A word stands in a text, and has no NUL at its end. */
typedef void (*word_func)(const char *word, size_t length, void *user);

/* Call `each` for every run of letters in `text`. */
static void each_word(const char *text, word_func each, void *user)
{
	const char *start = NULL;

	for (const char *at = text;; at = g_utf8_next_char(at)) {
		bool inside = *at && is_word_char(g_utf8_get_char(at));

		if (inside && !start)
			start = at;
		if (!inside && start) {
			if (is_letter(g_utf8_get_char(start)))
				each(start, (size_t)(at - start), user);
			start = NULL;
		}
		if (!*at)
			return;
	}
}

static void count_word(const char *word, size_t length, void *user)
{
	struct language *language = user;
	int syllables = count_syllables(word, length);

	language->words++;
	language->syllables += syllables;
	if (syllables >= LONG_WORD_SYLLABLES)
		language->long_words++;
}

/* The abbreviation that `word` is, without a plural s, or NULL. */
static char *read_abbreviation(const char *word, size_t length)
{
	size_t capitals = strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	const char *rest = word + capitals;

	if (capitals < ABBREVIATION_MIN || capitals > ABBREVIATION_MAX)
		return NULL;
	if (capitals != length && (capitals + 1 != length || *rest != 's') &&
		*rest != '\'' && !g_str_has_prefix(rest, "\u2019"))
		return NULL;
	return g_strndup(word, capitals);
}

struct abbreviations {
	GHashTable *used; /* set of char * */
	const char *const *known;
};

static void note_abbreviation(const char *word, size_t length, void *user)
{
	struct abbreviations *abbreviations = user;
	char *found = read_abbreviation(word, length);

	if (!found)
		return;
	if (abbreviations->known &&
		g_strv_contains(abbreviations->known, found))
		g_free(found);
	else
		g_hash_table_add(abbreviations->used, found);
}

/* Spelt out is "long form (ABC)" or "(ABCs)", or "ABC (long form)" with the
 * first letters agreeing. */
static bool is_spelt_out(const char *text, const char *abbreviation)
{
	g_autofree char *closed = g_strdup_printf("(%s)", abbreviation);
	g_autofree char *plural = g_strdup_printf("(%ss)", abbreviation);
	g_autofree char *open = g_strdup_printf("%s (", abbreviation);
	const char *at;

	if (strstr(text, closed) || strstr(text, plural))
		return true;
	at = strstr(text, open);
	return at && g_ascii_toupper(at[strlen(open)]) == abbreviation[0];
}

static int compare_strings(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void find_unexplained(struct language *language,
	const struct record *record, const char *const *known)
{
	g_autoptr(GHashTable) used =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct abbreviations abbreviations = {used, known};
	g_autoptr(GString) all = g_string_new(NULL);
	GHashTableIter iter;
	void *key;

	for (guint i = 0; i < record->findings->len; i++) {
		const struct finding *finding = record->findings->pdata[i];

		g_string_append_printf(all, "%s\n", finding->text);
		if (!finding->boilerplate)
			each_word(finding->text, note_abbreviation,
				&abbreviations);
	}
	g_hash_table_iter_init(&iter, used);
	while (g_hash_table_iter_next(&iter, &key, NULL))
		if (!is_spelt_out(all->str, key))
			g_ptr_array_add(language->unexplained, g_strdup(key));
	g_ptr_array_sort(language->unexplained, compare_strings);
}

static void apply_formulas(struct language *language)
{
	double per_sentence, per_word;

	if (language->sentences == 0 || language->words == 0)
		return;
	per_sentence = (double)language->words / language->sentences;
	per_word = (double)language->syllables / language->words;
	language->mean_length = per_sentence;
	language->flesch = 206.835 - 1.015 * per_sentence - 84.6 * per_word;
	language->grade = 0.39 * per_sentence + 11.8 * per_word - 15.59;
	language->smog = 1.0430 * sqrt(language->long_words * 30.0 /
					  language->sentences) +
			 3.1291;
}

struct language *language_new(
	const struct record *record, const char *const *known)
{
	struct language *language = g_new0(struct language, 1);

	language->unexplained = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < record->findings->len; i++) {
		const struct finding *finding = record->findings->pdata[i];

		if (finding->boilerplate)
			continue;
		language->sentences++;
		each_word(finding->text, count_word, language);
	}
	find_unexplained(language, record, known);
	apply_formulas(language);
	return language;
}

void language_free(struct language *language)
{
	if (!language)
		return;
	g_ptr_array_unref(language->unexplained);
	g_free(language);
}
