/* Patterns in numbers: literals, the prefilter, limits. */
#include "scoring/matcher/literals.h"
#include "scoring/matcher.h"

#include <string.h>

static void describe(const struct need *need, GString *out)
{
	if (need->kind == NEED_TEXT) {
		g_string_append(out, need->text);
		return;
	}
	g_string_append_c(out, '(');
	for (guint i = 0; i < need->parts->len; i++) {
		if (i > 0)
			g_string_append_c(
				out, need->kind == NEED_ALL ? '&' : '|');
		describe(need->parts->pdata[i], out);
	}
	g_string_append_c(out, ')');
}

static void assert_literals(const char *pattern, const char *expected)
{
	g_autoptr(Need) need = literals_of(pattern);
	g_autoptr(GString) described = g_string_new(NULL);

	if (need)
		describe(need, described);
	g_assert_cmpstr(need ? described->str : "none", ==, expected);
}

static void test_literals_sequence(void)
{
	assert_literals("Waiting", "waiting");
	assert_literals("\\bwait(?:s|ed)?\\b", "wait");
	assert_literals("colou?r scheme", "(colo&r scheme)");
	assert_literals("ab+cde", "(ab&cde)");
	assert_literals("too few\\.", "too few.");
	assert_literals("20[- ]week", "(20&week)");
	assert_literals("x{0,3}yz", "yz");
	assert_literals("xy{2}zz", "(xy&zz)");
	assert_literals("area.{0,5}plan", "(area&plan)");
}

/* One letter stands in every sentence, a figure or a mark does not. */
static void test_literals_short(void)
{
	assert_literals("a.b", "none");
	assert_literals("a.5", "5");
	assert_literals("\\d*%", "%");
	assert_literals("\\d+", "(0|1|2|3|4|5|6|7|8|9)");
}

static void test_literals_alternatives(void)
{
	assert_literals("early|prompt(?:ly)?", "(early|prompt)");
	assert_literals("(?:not|never) met", "((not|never)& met)");
	assert_literals("(?:always|seldom) a", "((always|seldom)& a)");
	assert_literals("on time|late.+by weeks", "(on time|(late&by weeks))");
	assert_literals("one|(?:two|three)|four", "(one|two|three|four)");
	assert_literals("early|.", "none");
	assert_literals("(?:one|two|)", "none");
	assert_literals("(?:one)?", "none");
}

static void test_literals_assertions(void)
{
	assert_literals("plan(?! of)ned", "planned");
	assert_literals("(?<!local )offer", "offer");
	assert_literals("(*nlb:local )offer", "offer");
	assert_literals("(?=absent)", "none");
}

/* The gate is what fewest sentences have, though it be of many texts. */
static void test_gate(void)
{
	g_autoptr(Need) need =
		literals_of("the (?:audiolog|paediatric)\\w+ is");
	g_autoptr(GPtrArray) gate = need_gate(need);

	g_assert_cmpuint(gate->len, ==, 2);
	g_assert_cmpstr(((struct need *)gate->pdata[0])->text, ==, "audiolog");
	g_assert_cmpstr(
		((struct need *)gate->pdata[1])->text, ==, "paediatric");
}

static void test_literals_give_up(void)
{
	assert_literals("(?i)early", "none");
	assert_literals("(a)\\1early", "none");
	assert_literals("(?(?=a)early|late)", "none");
	assert_literals("\\x65arly late", "none");
	assert_literals("\\Qearly\\E late", "none");
	assert_literals("early(", "none");
	assert_literals("[early", "none");
	/* Text, as PCRE2 sees it. */
	assert_literals("needs{2|bc}", "none");
	assert_literals("needs{2,x}", "none");
	assert_literals("needs{2", "none");
	assert_literals("needs{,2}", "none");
	assert_literals("needs{2,}to", "(needs&to)");
	assert_literals("", "none");
}

/* --- the prefilter changes nothing -------------------------------------- */

static const char *const atoms[] = {"a", "b", "ab", "ba", "k", "s", "sk", ".",
	"[ab]", "[^a]", "\\b", "\\w", "\\s", " ", "\\d", "1", "a?", "b*", "s+",
	"k{0,2}", "a{2}", "(?=b)", "(?!a)", "(?<=a)", "(*nlb:b)", "\\.", "]",
	"\u00e9", "^", "$", "[]a]", "[^]k]", "b+?", "a*+"};

/* A pattern out of atoms, groups and alternatives, from a fixed seed. */
static void grow_pattern(GRand *random, GString *out, int depth)
{
	static const char *const openings[] = {"(", "(?:", "(?>", "(*atomic:"};
	static const char *const closings[] = {
		")", ")?", ")*", ")+", "){2}", "){0,1}"};
	int parts = g_rand_int_range(random, 1, 5);

	for (int i = 0; i < parts; i++) {
		if (depth < 3 && g_rand_int_range(random, 0, 4) == 0) {
			g_string_append(
				out, openings[g_rand_int_range(random, 0, 4)]);
			grow_pattern(random, out, depth + 1);
			g_string_append(
				out, closings[g_rand_int_range(random, 0, 6)]);
		} else {
			g_string_append(out, atoms[g_rand_int_range(random, 0,
						     G_N_ELEMENTS(atoms))]);
		}
		if (g_rand_int_range(random, 0, 6) == 0)
			g_string_append_c(out, '|');
	}
}

static void grow_text(GRand *random, GString *out)
{
	static const char *const letters[] = {"a", "b", "A", "B", "k", "K", "s",
		"S", " ", ".", "\u212a", "\u017f", "\u00e9", "]", "ab", "x",
		"1"};
	int length = g_rand_int_range(random, 0, 14);

	g_string_truncate(out, 0);
	for (int i = 0; i < length; i++)
		g_string_append(out, letters[g_rand_int_range(random, 0,
					     G_N_ELEMENTS(letters))]);
}

static void test_prefilter_changes_nothing(void)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(1);
	struct matcher *matcher = matcher_new();
	struct matcher_scratch *scratch = matcher_scratch_new();
	g_autoptr(GString) words = g_string_new(NULL);
	g_autofree guint64 *bits = NULL;
	int matched = 0, skipped = 0;

	while (matcher_patterns(matcher) < 2000) {
		g_autofree char *reason = NULL;
		g_string_truncate(words, 0);
		grow_pattern(random, words, 0);
		matcher_add(matcher, words->str, &reason);
	}
	matcher_seal(matcher);
	bits = g_new(guint64, matcher_words(matcher));
	for (int i = 0; i < 300; i++) {
		grow_text(random, words);
		matcher_scan(matcher, words->str, words->len, bits);
		for (int j = 0; j < matcher_patterns(matcher); j++) {
			bool may = matcher_may(matcher, bits, j);
			bool does = matcher_match(matcher, scratch, j,
				words->str, words->len, 0, NULL);
			g_assert_true(may || !does);
			matched += does;
			skipped += !may;
		}
	}
	/* The test is worth something only if there was much to get wrong. */
	g_assert_cmpint(matched, >, 10000);
	g_assert_cmpint(skipped, >, 10000);
	matcher_scratch_free(scratch);
	matcher_free(matcher);
}

/* --- matching ------------------------------------------------------------ */

static void test_match_span(void)
{
	struct matcher *matcher = matcher_new();
	struct matcher_scratch *scratch = matcher_scratch_new();
	struct matcher_span span = {0};
	const char *text = "na\u00efve Plans, plans";
	char *reason = NULL;

	g_assert_cmpint(matcher_add(matcher, "plans?", &reason), ==, 0);
	matcher_seal(matcher);
	g_assert_true(matcher_match(
		matcher, scratch, 0, text, strlen(text), 0, &span));
	g_assert_cmpuint(span.from, ==, 7);
	g_assert_cmpuint(span.to, ==, 12);
	g_assert_true(matcher_match(
		matcher, scratch, 0, text, strlen(text), span.to, &span));
	g_assert_cmpuint(span.from, ==, 14);
	matcher_scratch_free(scratch);
	matcher_free(matcher);
}

static void test_match_reports_bad_pattern(void)
{
	struct matcher *matcher = matcher_new();
	g_autofree char *reason = NULL;

	g_assert_cmpint(matcher_add(matcher, "a(b", &reason), ==, -1);
	g_assert_nonnull(strstr(reason, "character 4"));
	matcher_free(matcher);
}

/* A pattern that backtracks without end is stopped, and counted. */
static void test_match_is_limited(void)
{
	struct matcher *matcher = matcher_new();
	struct matcher_scratch *scratch = matcher_scratch_new();
	g_autofree char *letters = g_strnfill(5000, 'a');
	g_autofree char *text = g_strconcat(letters, "b.", NULL);
	char *reason = NULL;

	matcher_add(matcher, "(?:a+)+(?:a+)+b$", &reason);
	matcher_seal(matcher);
	g_assert_false(matcher_match(
		matcher, scratch, 0, text, strlen(text), 0, NULL));
	g_assert_cmpint(matcher_overruns(scratch), ==, 1);
	matcher_scratch_free(scratch);
	matcher_free(matcher);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/literals/sequence", test_literals_sequence);
	g_test_add_func("/literals/short", test_literals_short);
	g_test_add_func("/literals/alternatives", test_literals_alternatives);
	g_test_add_func("/literals/assertions", test_literals_assertions);
	g_test_add_func("/literals/gate", test_gate);
	g_test_add_func("/literals/give-up", test_literals_give_up);
	g_test_add_func(
		"/prefilter/changes-nothing", test_prefilter_changes_nothing);
	g_test_add_func("/match/span", test_match_span);
	g_test_add_func("/match/bad-pattern", test_match_reports_bad_pattern);
	g_test_add_func("/match/limit", test_match_is_limited);
	return g_test_run();
}
