/* Readability and abbreviations. */
#include "scoring/language.h"

static struct record *record_of(const char *const *sentences)
{
	struct record *record = record_new(RECORD_OUTCOME_LETTER);

	for (; *sentences; sentences++) {
		struct finding *finding = record_add_finding(record);

		finding->text = g_strdup(*sentences);
	}
	return record;
}

static void test_syllables(void)
{
	static const struct {
		const char *word;
		int syllables;
	} cases[] = {
		{"need", 1},
		{"plans", 1},
		{"timely", 2},
		{"children", 2},
		{"identified", 4},
		{"education", 4},
		{"makes", 1},
		{"places", 2},
		{"wanted", 2},
		{"timed", 1},
		{"placement", 2},
		{"careful", 2},
		{"table", 2},
		{"social", 2},
		{"variable", 4},
		{"the", 1},
		{"rhythm", 1},
		{"inspectors", 3},
		{"agencies", 3},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		int got = language_syllables(cases[i].word);

		if (got != cases[i].syllables)
			g_test_message("%s: %d", cases[i].word, got);
		g_assert_cmpint(got, ==, cases[i].syllables);
	}
}

/* Worked by hand: 2 sentences, 8 words, 12 syllables, 1 of 3 or more. */
static void test_formulas(void)
{
	static const char *const sentences[] = {
		"Plans are late.", "Children wait for education help.", NULL};
	g_autoptr(Record) record = record_of(sentences);
	g_autoptr(Language) language = language_new(record, NULL);

	g_assert_cmpint(language->sentences, ==, 2);
	g_assert_cmpint(language->words, ==, 8);
	g_assert_cmpint(language->syllables, ==, 12);
	g_assert_cmpint(language->long_words, ==, 1);
	g_assert_cmpfloat_with_epsilon(language->mean_length, 4.0, 1e-9);
	g_assert_cmpfloat_with_epsilon(
		language->flesch, 206.835 - 4.06 - 126.9, 1e-9);
	g_assert_cmpfloat_with_epsilon(
		language->grade, 1.56 + 17.7 - 15.59, 1e-9);
	g_assert_cmpfloat_with_epsilon(
		language->smog, 1.0430 * 3.872983346 + 3.1291, 1e-6);
}

static void test_boilerplate_does_not_count(void)
{
	static const char *const sentences[] = {"One two three.", NULL};
	g_autoptr(Record) record = record_of(sentences);
	struct finding *method = record_add_finding(record);
	g_autoptr(Language) language = NULL;

	method->text = g_strdup("Inspectors looked at a range of information.");
	method->boilerplate = true;
	language = language_new(record, NULL);
	g_assert_cmpint(language->words, ==, 3);
}

static void test_abbreviations(void)
{
	static const char *const sentences[] = {
		"The designated clinical officer (DCO) knows the CCGs well.",
		"DSR (dynamic support register) meetings help.",
		"PfA is known, and so is the NHS; the DCO is valued.",
		"The EHCP and the SENDIASS\u2019s advice are late.", NULL};
	static const char *const known[] = {"NHS", NULL};
	g_autoptr(Record) record = record_of(sentences);
	g_autoptr(Language) language = language_new(record, known);

	g_assert_cmpuint(language->unexplained->len, ==, 3);
	g_assert_cmpstr(language->unexplained->pdata[0], ==, "CCG");
	g_assert_cmpstr(language->unexplained->pdata[1], ==, "EHCP");
	g_assert_cmpstr(language->unexplained->pdata[2], ==, "SENDIASS");
}

/* Long forms that stand beside, without a bracket of the letters alone. */
static void test_spelt_out(void)
{
	static const char *const sentences[] = {
		"Wexcombe Parent Carers (WPC, a forum) work with the "
		"Northmere Care Board (NHS NM NCB).",
		"Waits for autism spectrum disorder ASD assessments and the "
		"School of Early Years SEY are long.",
		"The DSR (dynamic support register) and the LCB are new.",
		"Some (though the RST does not) help.",
		"WPC, NM, NCB, ASD, SEY and DSR meet.", NULL};
	g_autoptr(Record) record = record_of(sentences);
	g_autoptr(Language) language = language_new(record, NULL);

	g_ptr_array_add(language->unexplained, NULL);
	g_assert_cmpstrv((char **)language->unexplained->pdata,
		((const char *const[]){"LCB", "RST", NULL}));
}

static void test_nothing_to_measure(void)
{
	static const char *const sentences[] = {NULL};
	g_autoptr(Record) record = record_of(sentences);
	g_autoptr(Language) language = language_new(record, NULL);

	g_assert_cmpint(language->words, ==, 0);
	g_assert_cmpfloat(language->flesch, ==, 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/language/syllables", test_syllables);
	g_test_add_func("/language/formulas", test_formulas);
	g_test_add_func(
		"/language/boilerplate", test_boilerplate_does_not_count);
	g_test_add_func("/language/abbreviations", test_abbreviations);
	g_test_add_func("/language/spelt-out", test_spelt_out);
	g_test_add_func("/language/nothing", test_nothing_to_measure);
	return g_test_run();
}
