/* The wordings that forms go by. */
#include "extractors/phrases.h"

#include <string.h>

static void test_phrases(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Phrases) built_in = phrases_new(&error);

	g_assert_no_error(error);
	g_assert_cmpuint(
		phrases_set(built_in, "heading/area-report")->len, >, 8);
	g_assert_cmpuint(phrases_set(built_in, "no such set")->len, ==, 0);
	g_autoptr(Phrases) own = phrases_parse(
		"# a comment\n\nset\tid\tvalue\t-5\tit's [a-z ]+ here\tnowhere",
		&error);
	g_assert_no_error(error);
	const struct phrase *phrase =
		phrases_match(own, "set", "now it’s  all \n here", NULL);
	g_assert_cmpstr(phrase->value, ==, "value");
	g_assert_cmpint(phrase->points, ==, -5);
	g_assert_null(phrases_match(own, "set", "it is here", NULL));
}

static void assert_wording(
	const struct phrases *phrases, const char *line, char **cell)
{
	const struct phrase *phrase;
	const char *fits = "-";

	if (g_strv_length(cell) != 3)
		g_error("not three cells: %s", line);
	phrase = phrases_match(phrases, cell[0], cell[2], NULL);
	if (phrase != NULL)
		fits = *phrase->value != '\0' ? phrase->value : phrase->id;
	if (strcmp(fits, cell[1]) != 0)
		g_error("taken for %s: %s", fits, line);
}

/* Words of documents that are not there yet, see wordings.tsv. */
static void test_wordings(void)
{
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(Phrases) phrases = phrases_new(&error);
	guint seen = 0;

	g_assert_no_error(error);
	g_file_get_contents(
		"tests/cases/forms/wordings.tsv", &text, NULL, &error);
	g_assert_no_error(error);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line != NULL; line++) {
		g_auto(GStrv) cell = g_strsplit(*line, "\t", -1);

		if (**line == '\0' || **line == '#' ||
			g_str_has_prefix(*line, "set\t"))
			continue;
		assert_wording(phrases, *line, cell);
		seen++;
	}
	g_assert_cmpuint(seen, >, 50);
}

static void test_bad_phrases(void)
{
	static const char *const bad[] = {"set\tid\tvalue\t5\tpattern",
		"set\tid\tvalue\tmany\tpattern\tsource",
		"set\tid\tvalue\t101\tpattern\tsource"};

	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_null(phrases_parse(bad[i], &error));
		g_assert_error(error, PHRASES_ERROR, PHRASES_ERROR_SYNTAX);
	}
	g_autoptr(GError) error = NULL;
	g_assert_null(phrases_parse("\na\tb\tc\t\t(\td", &error));
	g_assert_nonnull(strstr(error->message, "phrases.tsv:2: "));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/phrases/match", test_phrases);
	g_test_add_func("/phrases/wordings", test_wordings);
	g_test_add_func("/phrases/bad", test_bad_phrases);
	return g_test_run();
}
