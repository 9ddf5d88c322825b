/* A small framework, loaded, read and climbed. */
#include <glib/gstdio.h>
#include <string.h>

#include "scoring/explain.h"
#include "scoring/reviewer.h"

#define FRAMEWORK "tests/cases/scoring/small.xml"
#define SCHEMA    "scoring/criteria.rng"

static struct framework *load(void)
{
	g_autoptr(GError) error = NULL;
	struct framework *framework = framework_load(FRAMEWORK, SCHEMA, &error);

	g_assert_no_error(error);
	return framework;
}

static struct finding *add(struct record *record, const char *id,
	enum polarity polarity, const char *text)
{
	struct finding *finding = record_add_finding(record);
	size_t section = strcspn(id, "-");

	finding->id = g_strdup(id);
	finding->section = g_strndup(id, section);
	finding->polarity = polarity;
	finding->text = g_strdup(text);
	finding->page = 2;
	return finding;
}

/* --- loading ------------------------------------------------------------- */

static void test_load(void)
{
	g_autoptr(Framework) framework = load();
	const struct criterion *waiting = framework_criterion(framework, 0);

	g_assert_cmpstr(framework_id(framework), ==, "small");
	g_assert_cmpuint(strlen(framework_digest(framework)), ==, 64);
	g_assert_cmpint(framework_criteria(framework), ==, 2);
	g_assert_cmpint(framework_find(framework, "food"), ==, 1);
	g_assert_cmpint(framework_find(framework, "drink"), ==, -1);
	g_assert_cmpstr(waiting->statement, ==,
		"The letter says how long children wait.");
	g_assert_cmpstr(waiting->anchors[3], ==, "and its effect");
}

static void assert_rung(const struct framework *framework, int criterion,
	int score, const char *said)
{
	g_autofree char *rung = framework_rung(framework, criterion, score);

	g_assert_cmpstr(rung, ==, said);
}

static void test_words(void)
{
	g_autoptr(Framework) framework = load();

	assert_rung(framework, 0, 1, NULL);
	assert_rung(framework, 0, 2, "at least 1 sentence");
	assert_rung(framework, 0, 3,
		"at least 2 sentences with a judgement; at least 2 sectors");
	assert_rung(framework, 0, 4,
		"either at least 1 sentence with telling, or at least 2 "
		"aspects on long waits or queue but not about parents");
	assert_rung(framework, 1, 3, NULL);
	g_assert_cmpint(framework_indicators(framework), ==, 4);
	g_assert_cmpstr(
		framework_indicator(framework, 0)->asks, ==, "not with early");
	g_assert_cmpstr(framework_indicator(framework, 2)->asks, ==,
		"among areas for development, with a judgement");
	g_assert_cmpstr(framework_indicator(framework, 3)->asks, ==,
		"in the section ‘better’ or in the section ‘effective’");
}

/* Load the small framework with one string replaced; the error's message. */
static char *load_changed(
	const char *from, const char *to, enum framework_error code)
{
	g_autofree char *path = NULL;
	g_autofree char *bytes = NULL;
	g_autoptr(GString) changed = NULL;
	g_autoptr(GError) error = NULL;
	char *message;
	int fd = g_file_open_tmp("framework-XXXXXX", &path, &error);

	g_assert_no_error(error);
	g_close(fd, NULL);
	g_assert_true(g_file_get_contents(FRAMEWORK, &bytes, NULL, NULL));
	changed = g_string_new(bytes);
	g_assert_cmpuint(g_string_replace(changed, from, to, 1), ==, 1);
	g_assert_true(
		g_file_set_contents(path, changed->str, changed->len, NULL));
	g_assert_null(framework_load(path, SCHEMA, &error));
	g_assert_error(error, FRAMEWORK_ERROR, (int)code);
	g_assert_true(g_str_has_prefix(error->message, path));
	g_assert_null(strchr(error->message, '\n'));
	message = g_strdup(error->message + strlen(path));
	g_unlink(path);
	return message;
}

static void assert_refused(const char *from, const char *to,
	enum framework_error code, const char *expected)
{
	g_autofree char *message = load_changed(from, to, code);

	if (!g_pattern_match_simple(expected, message))
		g_error("'%s' is not like '%s'", message, expected);
}

static void test_load_cites(void)
{
	g_autoptr(Framework) framework = load();

	g_assert_cmpstr(framework_work(framework, "OWN"), ==, "our own");
	g_assert_null(framework_work(framework, "OTHER"));
}

static void test_load_refuses(void)
{
	assert_refused("{{child}}|", "{{chill}}|", FRAMEWORK_ERROR_NAME,
		":7: {{chill}} is not defined above");
	assert_refused("define id=\"child\">child",
		"define id=\"child\">{{child}}", FRAMEWORK_ERROR_NAME,
		":6: {{child}} is not defined above");
	assert_refused("poor(?:ly)?", "poor(?:ly?", FRAMEWORK_ERROR_PATTERN,
		":11: pattern evaluated.poor: missing closing*");
	assert_refused("id=\"age.early\"", "id=\"group.parents\"",
		FRAMEWORK_ERROR_NAME, ":*: id group.parents is used twice");
	assert_refused("mark id=\"health\"", "mark id=\"education\"",
		FRAMEWORK_ERROR_NAME, ":19: id education is used twice");
	assert_refused("mark id=\"health\"", "mark id=\"strength\"",
		FRAMEWORK_ERROR_NAME, ":19: id strength is used twice");
	assert_refused("with=\"service|", "with=\"servile|",
		FRAMEWORK_ERROR_NAME, ":*: with: no mark servile above");
	assert_refused("any=\"education health\"", "any=\"telling health\"",
		FRAMEWORK_ERROR_NAME, ":*: any: no mark telling above");
	assert_refused("any=\"before.health ", "any=\"before.before.health ",
		FRAMEWORK_ERROR_NAME, ":*: any: no mark before.before.health*");
	assert_refused("without=\"parents\"", "without=\"parent\"",
		FRAMEWORK_ERROR_NAME, ":*: without: no mark parent above");
	assert_refused("aspect=\"wait queue\"", "aspect=\"wait cue\"",
		FRAMEWORK_ERROR_NAME, ":*: no indicator here has aspect cue");
	assert_refused("<aspect id=\"wait\"", "<aspect id=\"wai\"",
		FRAMEWORK_ERROR_NAME, ":*: no indicator here has aspect wai");
	assert_refused("rung score=\"3\"", "rung score=\"2\"",
		FRAMEWORK_ERROR_NAME, ":*: a second rung 2");
	assert_refused("criterion id=\"food\"", "criterion id=\"waiting\"",
		FRAMEWORK_ERROR_NAME, ":*: id waiting is used twice");
	assert_refused("\\blong\\b<", "\\blong\\b <", FRAMEWORK_ERROR_PATTERN,
		":*: a pattern stands on one line*");
	assert_refused("section.better|", "section.bitter|",
		FRAMEWORK_ERROR_NAME, ":*: with: no mark section.bitter above");
	assert_refused("set-phrase id=\"phrase.ehc\" source=\"OWN\"",
		"set-phrase id=\"phrase.ehc\" source=\"OWN 3; LENT 4\"",
		FRAMEWORK_ERROR_NAME, ":8: source: no work has the key 'LENT'");
	assert_refused("class=\"quality\" source=\"OWN\"",
		"class=\"quality\" source=\"\xc2\xa7 3\"", FRAMEWORK_ERROR_NAME,
		":13: source: no work *");
	assert_refused("criterion id=\"food\" source=\"OWN\"",
		"criterion id=\"food\" source=\"OWN;\"", FRAMEWORK_ERROR_NAME,
		":*: source: no work has the key ''");
}

static void test_load_refuses_form(void)
{
	assert_refused("</framework>", "", FRAMEWORK_ERROR_SCHEMA, ":*: *");
	assert_refused("version=\"1\">", ">", FRAMEWORK_ERROR_SCHEMA,
		":3: *(the form is in criteria.rng)");
	assert_refused("at-least=\"1\"", "at-least=\"0\"",
		FRAMEWORK_ERROR_SCHEMA, ":*: *");
	assert_refused("class=\"age\"", "class=\"aged\"",
		FRAMEWORK_ERROR_SCHEMA, ":*: *");
	assert_refused("weight=\"0.5\"", "weight=\"-5\"",
		FRAMEWORK_ERROR_SCHEMA, ":36: *attribute weight*");
	assert_refused("<indicator id=\"waiting.long\"", "<indicator",
		FRAMEWORK_ERROR_SCHEMA, ": Element indicator*attributes*");
	/* What is wrong, not what comes of it at the end of the file. */
	assert_refused("\\bqueues?\\b</indicator>", "\\bqueues?\\b",
		FRAMEWORK_ERROR_SCHEMA, ":*: *indicator line 36 and*");
	assert_refused("\\bwait(", "\\bwait & see(", FRAMEWORK_ERROR_SCHEMA,
		":35: *(write &amp; for & and &lt; for <)");
	assert_refused("(?! room)", "(?<! room)", FRAMEWORK_ERROR_SCHEMA,
		":35: *(write &amp; for & and &lt; for <)");
}

static void test_load_missing(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(framework_load("absent.xml", SCHEMA, &error));
	g_assert_error(error, FRAMEWORK_ERROR, FRAMEWORK_ERROR_FILE);
}

/* Outside entities are never fetched. */
static void test_load_no_entities(void)
{
	assert_refused("<framework id=\"small\"",
		"<!DOCTYPE f [<!ENTITY e SYSTEM \"/etc/hostname\">]>"
		"<framework id=\"small&e;\"",
		FRAMEWORK_ERROR_SCHEMA, ":*: *");
}

/* --- reading ------------------------------------------------------------- */

static char *evidence_of(const struct framework *framework,
	const struct record *record, int criterion)
{
	g_autoptr(Reading) reading = reading_new(framework, record);
	const GArray *rows = reading_evidence(reading, criterion);
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < rows->len; i++) {
		const struct evidence *row =
			&g_array_index(rows, struct evidence, i);
		const struct finding *finding =
			record->findings->pdata[row->finding];
		g_string_append_printf(out, "%s%s:%s", i ? " " : "",
			finding->id, row->indicator->id);
	}
	return g_string_free(out, FALSE);
}

static void assert_evidence(
	enum polarity polarity, const char *text, const char *expected)
{
	g_autoptr(Framework) framework = load();
	g_autoptr(Record) record = record_new(RECORD_AREA_REPORT);
	g_autofree char *found = NULL;

	add(record, "better-1.1", polarity, text);
	found = evidence_of(framework, record, 0);
	g_assert_cmpstr(found, ==, expected);
}

static void test_evidence_marks(void)
{
	assert_evidence(POLARITY_STRENGTH, "Families in Alder wait.",
		"better-1.1:waiting.wait");
	assert_evidence(POLARITY_STRENGTH, "There is a wait room.", "");
	assert_evidence(POLARITY_STRENGTH, "Nursery families wait.", "");
	assert_evidence(POLARITY_STRENGTH, "There is a queue.", "");
	assert_evidence(POLARITY_STRENGTH, "A health queue.",
		"better-1.1:waiting.queue");
	assert_evidence(
		POLARITY_STRENGTH, "It takes long, managed poorly.", "");
	assert_evidence(POLARITY_DEVELOPMENT, "It takes long, managed poorly.",
		"better-1.1:waiting.long");
	assert_evidence(POLARITY_DEVELOPMENT, "It takes long.", "");
}

static void test_evidence_text(void)
{
	assert_evidence(POLARITY_STRENGTH, "a\u00a0health\n\tQUEUE",
		"better-1.1:waiting.queue");
	assert_evidence(POLARITY_STRENGTH, "", "");
	assert_evidence(POLARITY_STRENGTH, "health \xff\xfe queue",
		"better-1.1:waiting.queue");
}

/* "education, health and care" names a plan, not two services. What a
 * sentence is about may still be told by it. */
static void test_set_phrases_are_blank(void)
{
	g_autoptr(Framework) framework = load();
	g_autoptr(Record) record = record_new(RECORD_AREA_REPORT);
	g_autoptr(Reading) reading = NULL;

	add(record, "better-1.1", POLARITY_STRENGTH,
		"Education, health and care plans queue.");
	reading = reading_new(framework, record);
	g_assert_false(reading_has(reading, 0, "education"));
	g_assert_false(reading_has(reading, 0, "health"));
	g_assert_true(reading_has(reading, 0, "plans"));
	g_assert_cmpuint(reading_evidence(reading, 0)->len, ==, 1);
}

/* Schools are part of education: one sector, not two. */
static void test_parts_are_not_counted(void)
{
	g_autoptr(Framework) framework = load();
	g_autoptr(Record) record = record_new(RECORD_AREA_REPORT);
	g_autoptr(Reading) reading = NULL;
	g_autofree const char **sectors = NULL;

	add(record, "better-1.1", POLARITY_STRENGTH, "Schools educate.");
	reading = reading_new(framework, record);
	g_assert_true(reading_has(reading, 0, "schools"));
	sectors = reading_marks(reading, 0, "sector");
	g_assert_cmpstr(sectors[0], ==, "education");
	g_assert_null(sectors[1]);
}

static void test_sentence_before(void)
{
	g_autoptr(Framework) framework = load();
	g_autoptr(Record) record = record_new(RECORD_AREA_REPORT);
	g_autofree char *found = NULL;

	add(record, "better-1.1", POLARITY_NEUTRAL, "Health staff are kind.");
	add(record, "better-1.2", POLARITY_NEUTRAL, "The queue is short.");
	add(record, "better-1.3", POLARITY_NEUTRAL, "A queue is a queue.");
	add(record, "better-2.1", POLARITY_NEUTRAL, "Health staff queue.");
	add(record, "better-3.1", POLARITY_NEUTRAL, "A queue elsewhere.");
	found = evidence_of(framework, record, 0);
	g_assert_cmpstr(
		found, ==, "better-1.2:waiting.queue better-2.1:waiting.queue");
}

static void test_boilerplate_is_not_read(void)
{
	g_autoptr(Framework) framework = load();
	g_autoptr(Record) record = record_new(RECORD_AREA_REPORT);
	g_autofree char *found = NULL;

	add(record, "better-1.1", POLARITY_NEUTRAL, "They wait.")->boilerplate =
		true;
	add(record, "better-1.2", POLARITY_NEUTRAL, "They wait.");
	found = evidence_of(framework, record, 0);
	g_assert_cmpstr(found, ==, "better-1.2:waiting.wait");
}

static void test_asides_are_no_evidence(void)
{
	g_autoptr(Framework) framework = load();
	g_autoptr(Record) record = record_new(RECORD_AREA_REPORT);
	g_autofree char *found = NULL;

	add(record, "about-1.1", POLARITY_NEUTRAL, "They wait for health.");
	add(record, "about-1.2", POLARITY_NEUTRAL, "The queue goes well.");
	add(record, "about-1.3", POLARITY_NEUTRAL, "They wait, poorly served.");
	found = evidence_of(framework, record, 0);
	g_assert_cmpstr(
		found, ==, "about-1.2:waiting.queue about-1.3:waiting.wait");
}

/* Another file's words, and indicators of one of its criteria. */
static void test_load_vocabulary(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Framework) small = load();
	g_autoptr(Framework) framework = framework_load(
		"tests/cases/scoring/borrowed.xml", SCHEMA, &error);
	g_autoptr(Record) record = record_new(RECORD_AREA_REPORT);
	g_autofree char *found = NULL;

	g_assert_no_error(error);
	g_assert_cmpint(framework_criteria(framework), ==, 2);
	g_assert_cmpstr(
		framework_digest(framework), !=, framework_digest(small));
	add(record, "better-1.1", POLARITY_NEUTRAL, "A queue for health.");
	add(record, "better-1.2", POLARITY_NEUTRAL, "They wait.");
	add(record, "better-2.1", POLARITY_NEUTRAL, "Lunch in a queue.");
	found = evidence_of(framework, record, 0);
	g_assert_cmpstr(found, ==, "better-1.1:waiting.queue");
	g_free(found);
	found = evidence_of(framework, record, 1);
	g_assert_cmpstr(found, ==,
		"better-1.1:waiting.queue better-1.2:waiting.wait "
		"better-2.1:own.lunch");
}

/* --- the ladder ---------------------------------------------------------- */

static void assert_score(
	const struct record *record, int criterion, const char *expected)
{
	g_autoptr(Framework) framework = load();
	g_autoptr(Reading) reading = reading_new(framework, record);
	g_autoptr(Reviewer) ladder =
		reviewer_open("ladder", framework, NULL, NULL);
	struct score score;

	reviewer_score(ladder, reading, criterion, &score);
	g_assert_cmpstr(score.why, ==, expected);
	g_assert_cmpint(score.score, ==, expected[0] - '0');
	score_clear(&score);
}

static void test_ladder_climbs(void)
{
	g_autoptr(Record) record = record_new(RECORD_AREA_REPORT);

	assert_score(record, 0, "1: no evidence");
	add(record, "better-1.1", POLARITY_DEVELOPMENT,
		"Pupils in schools wait, which is managed poorly.");
	assert_score(record, 0,
		"2: 1 sentence (1 needed). Not 3: 1 sentence with a judgement "
		"(2 needed); 1 sector (2 needed)");
	add(record, "better-2.1", POLARITY_DEVELOPMENT,
		"The wait for health checks is managed well.");
	assert_score(record, 0,
		"3: 2 sentences with a judgement (2 needed); 2 sectors (2 "
		"needed). Not 4: either no sentences with telling (1 needed), "
		"or 1 aspect on long waits or queue but not about parents (2 "
		"needed)");
	add(record, "better-2.2", POLARITY_DEVELOPMENT,
		"As a result, young people wait, and it goes poorly.");
	assert_score(record, 0, "4: 1 sentence with telling (1 needed)");
}

/* Rung 4 without a rung 3 stands on rung 2. */
static void test_ladder_counts_items(void)
{
	g_autoptr(Record) record = record_new(RECORD_AREA_REPORT);

	add(record, "better-1.1", POLARITY_STRENGTH, "Lunch is good.");
	add(record, "better-1.2", POLARITY_STRENGTH, "Lunch is hot.");
	add(record, "better-2.1", POLARITY_STRENGTH, "Lunchtime is calm.");
	assert_score(record, 1,
		"2: 2 paragraphs (1 needed). Not 4: 2 paragraphs (3 needed)");
	add(record, "experience-1.1", POLARITY_STRENGTH, "Lunch.");
	assert_score(record, 1,
		"2: 2 paragraphs (1 needed). Not 4: 2 paragraphs (3 needed)");
	add(record, "effective-1.1", POLARITY_STRENGTH, "Lunch.");
	assert_score(record, 1, "4: 3 paragraphs (3 needed)");
}

static void test_explain(void)
{
	g_autoptr(Framework) framework = load();
	g_autoptr(Record) record = record_new(RECORD_AREA_REPORT);
	g_autoptr(Reading) reading = NULL;
	g_autoptr(Reviewer) ladder =
		reviewer_open("ladder", framework, NULL, NULL);
	g_autoptr(GString) out = g_string_new(NULL);

	add(record, "better-1.1", POLARITY_DEVELOPMENT, "The lunch is cold.");
	reading = reading_new(framework, record);
	explain_criterion(reading, 1, out);
	reviewer_explain(ladder, reading, 1, out);
	g_assert_cmpstr(out->str, ==,
		"food: The letter speaks of lunch.\n"
		"  1 no\n  2 yes\n  3 twice\n  4 thrice\n"
		"evidence: 1\n"
		"  better-1.1, page 2: The lunch is cold.\n"
		"    marks: development section.better\n"
		"    found by: food.lunch\n"
		"ladder: 2: 1 paragraph (1 needed). Not 4: 1 paragraph (3 "
		"needed)\n"
		"  rung 2\n"
		"    1 paragraph, 1 needed: holds\n"
		"  rung 4\n"
		"    1 paragraph, 3 needed: does not hold\n");
}

static void test_reviewer_unknown(void)
{
	g_autoptr(Framework) framework = load();
	g_autoptr(GError) error = NULL;

	g_assert_null(reviewer_open("oracle", framework, NULL, &error));
	g_assert_error(error, REVIEWER_ERROR, REVIEWER_ERROR_NAME);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/framework/cites", test_load_cites);
	g_test_add_func("/framework/load", test_load);
	g_test_add_func("/framework/words", test_words);
	g_test_add_func("/framework/refuses", test_load_refuses);
	g_test_add_func("/framework/refuses-form", test_load_refuses_form);
	g_test_add_func("/framework/missing", test_load_missing);
	g_test_add_func("/framework/vocabulary", test_load_vocabulary);
	g_test_add_func("/framework/no-entities", test_load_no_entities);
	g_test_add_func("/reading/marks", test_evidence_marks);
	g_test_add_func("/reading/text", test_evidence_text);
	g_test_add_func("/reading/set-phrases", test_set_phrases_are_blank);
	g_test_add_func("/reading/parts", test_parts_are_not_counted);
	g_test_add_func("/reading/before", test_sentence_before);
	g_test_add_func("/reading/asides", test_asides_are_no_evidence);
	g_test_add_func("/reading/boilerplate", test_boilerplate_is_not_read);
	g_test_add_func("/ladder/climbs", test_ladder_climbs);
	g_test_add_func("/ladder/items", test_ladder_counts_items);
	g_test_add_func("/ladder/explain", test_explain);
	g_test_add_func("/reviewer/unknown", test_reviewer_unknown);
	return g_test_run();
}
