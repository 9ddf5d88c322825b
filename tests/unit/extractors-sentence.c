/* Where sentences end. */
#include "extractors/sentence.h"

#include <string.h>

/* The sentences of `text`, " | " between. */
static char *split(const char *text)
{
	GString *out = g_string_new(NULL);
	gsize from = 0, begin, end;

	while (sentence_next(text, &from, &begin, &end)) {
		if (out->len > 0)
			g_string_append(out, " | ");
		g_string_append_len(out, text + begin, (gssize)(end - begin));
	}
	return g_string_free(out, FALSE);
}

/* `marked` has " | " where a sentence shall end; the text has a space. */
static void assert_split(const char *marked)
{
	g_auto(GStrv) parts = g_strsplit(marked, " | ", -1);
	g_autofree char *text = g_strjoinv(" ", parts);
	g_autofree char *got = split(text);

	g_assert_cmpstr(got, ==, marked);
}

static void test_plain(void)
{
	assert_split("Families wait. | They are not told why.");
	assert_split("Is it enough? | No! | It is not.");
	assert_split("no full stop at all");
	assert_split("");
	assert_split("One. | 20 schools took part.");
}

static void test_abbreviations(void)
{
	assert_split("Some help, e.g. a nurse, is there. | Some is not.");
	assert_split("The lead (i.e. the Director) agrees. | Dr. Moss does.");
	assert_split("Dr Bell and Mrs. A. Crane came. | So did No. 7.");
	assert_split("St. Anne's is full. | So is St. Bede's.");
	assert_split("Schools, nurseries, etc. are full. | Homes are not.");
	assert_split("Nurses, therapists, etc. | Others are few.");
	assert_split("The answer was no. | They went home.");
	assert_split("It took from Jan. to Sept. of last year. | Too long.");
}

static void test_numbers(void)
{
	assert_split("Children wait 2.5 years. | Adults wait 3.");
	assert_split("See www.wexcombe.example for more. | Or ask.");
	assert_split("It cost £1.2 million. | It was worth it.");
}

static void test_brackets(void)
{
	assert_split("A plan (see p. 3. It is long.) was made. | Good.");
	assert_split("The team (two nurses. One is new) came. | They left.");
	assert_split("An open (bracket is no trap. | The text goes on.");
}

static void test_quotes(void)
{
	assert_split("One said, ‘I am heard.’ | Others were not.");
	assert_split("‘We wait.’ | ‘And wait.’ | That is all.");
	assert_split("He asked \"Why?\" | Nobody knew.");
}

static void test_ellipsis(void)
{
	assert_split("It makes a difference… | It helps.");
	assert_split("It makes a difference... it can be felt. | Good.");
}

static void test_hostile(void)
{
	g_autofree char *brackets = g_strnfill(200000, '(');
	g_autofree char *stops = g_strnfill(200000, '.');
	gsize from = 0, begin, end;

	g_assert_true(sentence_next(brackets, &from, &begin, &end));
	g_assert_cmpuint(end, ==, 200000);
	from = 0;
	g_assert_true(sentence_next(stops, &from, &begin, &end));
	g_assert_false(sentence_next(stops, &from, &begin, &end));
	stops[199999] = 'x';
	from = 0;
	g_assert_true(sentence_next(stops, &from, &begin, &end));
	g_assert_cmpuint(end, ==, 200000);
}

static void test_is_ended(void)
{
	g_assert_true(sentence_is_ended("It is done."));
	g_assert_true(sentence_is_ended("‘It is done.’"));
	g_assert_true(sentence_is_ended("This includes:"));
	g_assert_false(sentence_is_ended("children and young"));
	g_assert_false(sentence_is_ended("the board (new)"));
	g_assert_false(sentence_is_ended(""));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/sentence/plain", test_plain);
	g_test_add_func("/sentence/abbreviations", test_abbreviations);
	g_test_add_func("/sentence/numbers", test_numbers);
	g_test_add_func("/sentence/brackets", test_brackets);
	g_test_add_func("/sentence/quotes", test_quotes);
	g_test_add_func("/sentence/ellipsis", test_ellipsis);
	g_test_add_func("/sentence/hostile", test_hostile);
	g_test_add_func("/sentence/is-ended", test_is_ended);
	return g_test_run();
}
