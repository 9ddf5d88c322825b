#include "scoring/reviewer/likeness.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Words that every document of the field is full of. */
#define COMMON_WEIGHT 0.25

/* Endings are cut so far as this many letters stay. */
#define STEM_MIN 4

struct wording {
	GHashTable *stems; /* char * -> GINT_TO_POINTER(whether common) */
};

/* English function words, in order: they join content and are none. */
static const char *const function_words[] = {"a", "about", "across", "all",
	"also", "an", "and", "any", "are", "as", "at", "be", "been", "between",
	"both", "but", "by", "can", "do", "does", "each", "for", "from", "had",
	"has", "have", "how", "in", "into", "is", "it", "its", "more", "most",
	"must", "need", "needs", "no", "not", "of", "on", "or", "other", "our",
	"should", "so", "some", "such", "that", "the", "their", "them", "there",
	"these", "they", "this", "those", "to", "too", "up", "was", "were",
	"what", "when", "where", "which", "while", "who", "will", "with",
	"within", "would"};

/* Stems of what nearly every sentence of the field names, in order. */
static const char *const common_stems[] = {"area", "child", "children",
	"disabil", "disabl", "famil", "famili", "leader", "local", "partner",
	"partnership", "peopl", "send", "servic", "young"};

/* Longest first, so that "nesses" goes before "es". */
static const struct {
	const char *text;
	size_t length;
} endings[] = {{"ations", 6}, {"nesses", 6}, {"ation", 5}, {"ments", 5},
	{"ities", 5}, {"ement", 5}, {"ness", 4}, {"ment", 4}, {"ions", 4},
	{"able", 4}, {"ibly", 4}, {"ity", 3}, {"ing", 3}, {"ies", 3},
	{"ion", 3}, {"ive", 3}, {"ous", 3}, {"ed", 2}, {"es", 2}, {"ly", 2},
	{"al", 2}, {"s", 1}, {"e", 1}, {"y", 1}};

/* The length of the first ending that `word` has and can lose; or 0. */
static size_t ending_of(const char *word, size_t length)
{
	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		size_t cut = endings[i].length;

		if (length >= cut + STEM_MIN &&
			memcmp(word + length - cut, endings[i].text, cut) == 0)
			return cut;
	}
	return 0;
}

/* Endings are cut one after the other: commission-ing, commiss-ion. */
static char *make_stem(const char *word)
{
	size_t length = strlen(word), cut;

	while ((cut = ending_of(word, length)) > 0)
		length -= cut;
	return g_strndup(word, length);
}

static int compare_words(const void *key, const void *word)
{
	return strcmp(key, *(const char *const *)word);
}

static bool is_among(
	const char *word, const char *const *sorted, size_t n_words)
{
	return bsearch(word, sorted, n_words, sizeof(*sorted), compare_words);
}

static bool is_content(const char *word)
{
	return word[0] && word[1] &&
	       !is_among(word, function_words, G_N_ELEMENTS(function_words));
}

/* Takes `stem`. */
static void add_stem(struct wording *wording, char *stem)
{
	bool common = is_among(stem, common_stems, G_N_ELEMENTS(common_stems));

	g_hash_table_insert(wording->stems, stem, GINT_TO_POINTER(common));
}

struct wording *wording_new(const char *text)
{
	struct wording *wording = g_new0(struct wording, 1);
	g_autofree char *folded = g_utf8_casefold(text, -1);
	g_auto(GStrv) words = NULL;

	/* A compound counts as its parts: "co-production" is written many
	 * ways. Apostrophes part a word from its ending. Typographic marks,
	 * U+2000 to U+203F, are marks too. */
	for (char *at = folded; *at; at++)
		if ((guchar)*at < 0x80 && !g_ascii_isalnum(*at))
			*at = ' ';
		else if (at[0] == '\xe2' && at[1] == '\x80' && at[2])
			memset(at, ' ', 3);
	words = g_strsplit(folded, " ", -1);
	wording->stems =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (char **word = words; *word; word++)
		if (is_content(*word))
			add_stem(wording, make_stem(*word));
	return wording;
}

void wording_free(struct wording *wording)
{
	if (!wording)
		return;
	g_hash_table_unref(wording->stems);
	g_free(wording);
}

double wording_covers(const struct wording *given, const struct wording *asked)
{
	double all = 0, shared = 0;
	GHashTableIter iter;
	void *stem, *common;

	g_hash_table_iter_init(&iter, asked->stems);
	while (g_hash_table_iter_next(&iter, &stem, &common)) {
		double weight = common ? COMMON_WEIGHT : 1;

		all += weight;
		if (g_hash_table_contains(given->stems, stem))
			shared += weight;
	}
	return all > 0 ? shared / all : 0;
}
