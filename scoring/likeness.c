#include "scoring/likeness.h"

#include <stdbool.h>
#include <string.h>

/* Words that every document of the field is full of. */
#define COMMON_WEIGHT 0.25

/* Endings are cut so far as this many letters stay. */
#define STEM_MIN 4

struct wording {
	GHashTable *stems; /* set of char * */
};

/* English function words: they join content and are none. */
static const char *const function_words[] = {"a", "about", "across", "all",
	"also", "an", "and", "any", "are", "as", "at", "be", "been", "between",
	"both", "but", "by", "can", "do", "does", "each", "for", "from", "had",
	"has", "have", "how", "in", "into", "is", "it", "its", "more", "most",
	"must", "need", "needs", "no", "not", "of", "on", "or", "other", "our",
	"should", "so", "some", "such", "that", "the", "their", "them", "there",
	"these", "they", "this", "those", "to", "too", "up", "was", "were",
	"what", "when", "where", "which", "while", "who", "will", "with",
	"within", "would", NULL};

/* Stems of what nearly every sentence of the field names. */
static const char *const common_stems[] = {"area", "child", "children",
	"disabil", "disabl", "famil", "famili", "leader", "local", "partner",
	"partnership", "peopl", "send", "servic", "young", NULL};

/* Longest first, so that "nesses" goes before "es". */
static const char *const endings[] = {"ations", "nesses", "ation", "ments",
	"ities", "ement", "ness", "ment", "ions", "able", "ibly", "ity", "ing",
	"ies", "ion", "ive", "ous", "ed", "es", "ly", "al", "s", "e", "y",
	NULL};

/* Endings are cut one after the other: commission-ing, commiss-ion. */
static char *make_stem(const char *word)
{
	char *stem = g_strdup(word);
	size_t length = strlen(stem);

	for (const char *const *ending = endings; *ending;) {
		size_t cut = strlen(*ending);

		if (length >= cut + STEM_MIN &&
			g_str_has_suffix(stem, *ending)) {
			length -= cut;
			stem[length] = '\0';
			ending = endings;
		} else {
			ending++;
		}
	}
	return stem;
}

static bool is_content(const char *word)
{
	return strlen(word) > 1 && !g_strv_contains(function_words, word);
}

struct wording *wording_new(const char *text)
{
	struct wording *wording = g_new0(struct wording, 1);
	g_autofree char *folded = g_utf8_casefold(text, -1);
	g_auto(GStrv) words = NULL;

	/* A compound counts as its parts: "co-production" is written many
	 * ways. Apostrophes part a word from its ending. */
	for (char *at = folded; *at; at++)
		if ((guchar)*at < 0x80 && !g_ascii_isalnum(*at))
			*at = ' ';
	words = g_strsplit(folded, " ", -1);
	wording->stems =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (char **word = words; *word; word++)
		if (is_content(*word))
			g_hash_table_add(wording->stems, make_stem(*word));
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
	void *stem;

	g_hash_table_iter_init(&iter, asked->stems);
	while (g_hash_table_iter_next(&iter, &stem, NULL)) {
		double weight =
			g_strv_contains(common_stems, stem) ? COMMON_WEIGHT : 1;

		all += weight;
		if (g_hash_table_contains(given->stems, stem))
			shared += weight;
	}
	return all > 0 ? shared / all : 0;
}
