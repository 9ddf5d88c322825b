/*
 * language.h - how plainly a document is written: sentence length, reading
 * ease, abbreviations that are never spelt out.
 *
 * The 2020 evaluation (paragraph 54) reports that families found letters
 * wordy and full of terms that no glossary explains.
 */
#ifndef LETTERMARK_LANGUAGE_H
#define LETTERMARK_LANGUAGE_H

#include "extractors/record.h"

/* Counts over the findings that are not boilerplate. */
struct language {
	int sentences;
	int words;
	int syllables;
	int long_words; /* of three syllables or more */

	/* Words a sentence; the three formulas below; 0 without sentences. */
	double mean_length;

	/*
	 * Flesch reading ease, 206.835 - 1.015 words/sentences - 84.6
	 * syllables/words: 60 to 70 is plain English, below 30 very hard.
	 * R. Flesch, "A new readability yardstick", Journal of Applied
	 * Psychology 32 (1948).
	 */
	double flesch;

	/*
	 * Flesch-Kincaid grade, 0.39 words/sentences + 11.8 syllables/words
	 * - 15.59: years of schooling (United States). J. P. Kincaid and
	 * others, Naval Technical Training Command report 8-75 (1975).
	 */
	double grade;

	/*
	 * SMOG grade, 1.0430 sqrt(long words * 30/sentences) + 3.1291.
	 * G. H. McLaughlin, "SMOG grading", Journal of Reading 12 (1969).
	 * Meant for 30 sentences or more.
	 */
	double smog;

	GPtrArray *unexplained; /* of char *, sorted: abbreviations used and
				   nowhere spelt out */
};

/*
 * Measure `record`. `known` are abbreviations that need no spelling out (NHS,
 * UK), ended by NULL; may be NULL. Freed by the caller with language_free().
 */
struct language *language_new(
	const struct record *record, const char *const *known);

void language_free(struct language *language);

typedef struct language Language; /* for g_autoptr() */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Language, language_free)

/*
 * Syllables in one word of ASCII or UTF-8 letters: groups of vowels, less
 * silent endings. An estimate, right for about nine words in ten; at least 1.
 */
int language_syllables(const char *word);

#endif
