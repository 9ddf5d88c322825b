#include "scoring/language.h"

#include <math.h>
#include <string.h>

#define LONG_WORD_SYLLABLES 3

/* An abbreviation is 2 to 8 capitals, a plural s apart: "EHC", "CCGs". */
#define ABBREVIATION_MIN 2
#define ABBREVIATION_MAX 8
#define CAPITALS         "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* A word so short may be left out of an abbreviation: "of", "and". */
#define SMALL_WORD 3

/* Bytes before an abbreviation that are looked at for what it stands for; all
 * of them for each would be quadratic. */
#define BESIDE_MAX 400

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
	size_t capitals = strspn(word, CAPITALS);
	const char *rest = word + capitals;

	if (capitals < ABBREVIATION_MIN || capitals > ABBREVIATION_MAX)
		return NULL;
	if (capitals != length && (capitals + 1 != length || *rest != 's') &&
		*rest != '\'' && !g_str_has_prefix(rest, "\u2019"))
		return NULL;
	return g_strndup(word, capitals);
}

/* Among the capitals at the head of a bracket: "long form (NHS XYZ ABC)",
 * "long form (ABC, of which ...)". */
static bool heads_bracket(const char *text, const char *word, const char *end)
{
	while (word > text && strchr(CAPITALS " /&", word[-1]))
		word--;
	if (word == text || word[-1] != '(')
		return false;
	end += strspn(end, CAPITALS " /&s");
	return *end && strchr("),;:", *end);
}

/* The initials of the words before are its letters: "long form of it LFI". */
static bool follows_long_form(
	const char *text, const char *word, const char *abbreviation)
{
	size_t left = strlen(abbreviation);

	while (left > 0) {
		const char *end, *start;

		for (end = word; end > text && !g_ascii_isalpha(end[-1]); end--)
			;
		for (start = end; start > text && g_ascii_isalpha(start[-1]);
			start--)
			;
		if (start == end)
			return false;
		if (g_ascii_toupper(*start) == abbreviation[left - 1])
			left--;
		else if (end - start > SMALL_WORD)
			return false;
		word = start;
	}
	return true;
}

/* Also "ABC (long form" with the first letters agreeing. */
static bool is_spelt_out(
	const char *text, const char *word, const char *abbreviation)
{
	const char *end = word + strlen(abbreviation);

	end += *end == 's';
	if (word - text > BESIDE_MAX)
		text = word - BESIDE_MAX;
	return heads_bracket(text, word, end) ||
	       (g_str_has_prefix(end, " (") &&
		       g_ascii_toupper(end[2]) == abbreviation[0]) ||
	       follows_long_form(text, word, abbreviation);
}

struct abbreviations {
	GHashTable *used;  /* set of char *, also outside boilerplate */
	GHashTable *spelt; /* set of char *, spelt out anywhere */
	const char *const *known;
	const struct finding *finding; /* where the words are */
};

static void note_abbreviation(const char *word, size_t length, void *user)
{
	struct abbreviations *abbreviations = user;
	const struct finding *finding = abbreviations->finding;
	g_autofree char *found = read_abbreviation(word, length);

	if (!found || (abbreviations->known &&
			      g_strv_contains(abbreviations->known, found)))
		return;
	if (!finding->boilerplate)
		g_hash_table_add(abbreviations->used, g_strdup(found));
	if (is_spelt_out(finding->text, word, found))
		g_hash_table_add(abbreviations->spelt, g_steal_pointer(&found));
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
	g_autoptr(GHashTable) spelt =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct abbreviations abbreviations = {used, spelt, known, NULL};
	GHashTableIter iter;
	void *key;

	for (guint i = 0; i < record->findings->len; i++) {
		abbreviations.finding = record->findings->pdata[i];
		each_word(abbreviations.finding->text, note_abbreviation,
			&abbreviations);
	}
	g_hash_table_iter_init(&iter, used);
	while (g_hash_table_iter_next(&iter, &key, NULL))
		if (!g_hash_table_contains(spelt, key))
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
