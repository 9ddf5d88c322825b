/* Figures, rules and the flags they raise; likeness, duties and coverage. */
#include "scoring/coverage.h"
#include "scoring/duties.h"
#include "scoring/flags.h"
#include "scoring/reviewer/likeness.h"
#include "scoring/observe.h"

#include <string.h>

struct rules {
	struct framework *criteria;
	struct duties *duties;
	struct flags *flags;
};

static void load(struct rules *rules, const void *data)
{
	g_autoptr(GError) error = NULL;

	(void)data;
	rules->criteria = framework_load(
		"scoring/criteria.xml", "scoring/criteria.rng", &error);
	g_assert_no_error(error);
	rules->duties =
		duties_load("scoring/duties.xml", "scoring/duties.rng", &error);
	g_assert_no_error(error);
	rules->flags =
		flags_load("scoring/flags.xml", "scoring/flags.rng", &error);
	g_assert_no_error(error);
}

static void unload(struct rules *rules, const void *data)
{
	(void)data;
	framework_free(rules->criteria);
	duties_free(rules->duties);
	flags_free(rules->flags);
}

static void add(struct record *record, const char *id, enum polarity polarity,
	const char *text)
{
	struct finding *finding = record_add_finding(record);

	finding->id = g_strdup(id);
	finding->section = g_strndup(id, strcspn(id, "-"));
	finding->polarity = polarity;
	finding->text = g_strdup(text);
	finding->page = 1;
}

static void add_weakness(
	struct record *record, const char *list, int number, const char *text)
{
	struct weakness *weakness = record_add_weakness(record);

	weakness->list = g_strdup(list);
	weakness->number = number;
	weakness->text = g_strdup(text);
}

static struct figures *observe(
	const struct rules *rules, const struct record *record)
{
	g_autoptr(Reading) criteria = reading_new(rules->criteria, record);
	struct figures *figures = figures_new();

	observe_record(rules->flags, record, figures);
	g_assert_cmpint(
		observe_reading(rules->flags, rules->duties, criteria, figures),
		==, 0);
	return figures;
}

/* --- measures beside criteria -------------------------------------------- */

static void assert_same(const struct reading *a, const struct reading *b)
{
	const struct framework *framework = reading_framework(a);

	for (guint i = 0; i < reading_record(a)->findings->len; i++)
		g_assert_cmpmem(reading_all_marks(a, (int)i),
			sizeof(struct marks), reading_all_marks(b, (int)i),
			sizeof(struct marks));
	for (int i = 0; i < framework_criteria(framework); i++) {
		const GArray *x = reading_evidence(a, i);
		const GArray *y = reading_evidence(b, i);

		g_assert_cmpmem(x->data, x->len * sizeof(struct evidence),
			y->data, y->len * sizeof(struct evidence));
	}
}

/* The words that measures and criteria have in common are read once. */
static void test_reading_beside(struct rules *rules, const void *data)
{
	const struct framework *measures = flags_framework(rules->flags);
	g_autoptr(Record) record = record_new(RECORD_AREA_REPORT);
	g_autoptr(Reading) criteria = NULL;
	g_autoptr(Reading) beside = NULL;
	g_autoptr(Reading) alone = NULL;
	int found = 0;

	(void)data;
	add(record, "experience-1.1", POLARITY_STRENGTH,
		"Social workers make sure that disabled children get the "
		"short breaks that they need.");
	add(record, "experience-1.2", POLARITY_STRENGTH,
		"This means that parents say they feel listened to.");
	add(record, "effective-2.1", POLARITY_DEVELOPMENT,
		"Too many young people wait more than 20 weeks for a plan.");
	criteria = reading_new(rules->criteria, record);
	beside = reading_new_beside(measures, criteria);
	alone = reading_new(measures, record);
	assert_same(beside, alone);
	for (int i = 0; i < framework_criteria(measures); i++)
		found += (int)reading_evidence(beside, i)->len;
	g_assert_cmpint(found, >, 0);
}

/* A framework with words of its own reads for itself, whatever stands beside
 * it. */
static void test_reading_beside_another(struct rules *rules, const void *data)
{
	g_autoptr(Record) record = record_new(RECORD_AREA_REPORT);
	g_autoptr(Reading) measures = NULL;
	g_autoptr(Reading) beside = NULL;
	g_autoptr(Reading) alone = NULL;

	(void)data;
	add(record, "experience-1.1", POLARITY_STRENGTH,
		"Social workers know disabled children well.");
	measures = reading_new(flags_framework(rules->flags), record);
	beside = reading_new_beside(rules->criteria, measures);
	alone = reading_new(rules->criteria, record);
	assert_same(beside, alone);
	g_assert_true(reading_has(beside, 0, "social-care"));
}

/* The level at which `id` is raised, or "-"; the detail in *detail. */
static char *level_of(const struct rules *rules, const struct record *record,
	const char *id, char **detail)
{
	g_autoptr(Figures) figures = observe(rules, record);
	g_autoptr(GPtrArray) raised =
		flags_raise(rules->flags, record->kind, figures);

	for (guint i = 0; i < raised->len; i++) {
		const struct flag *flag = raised->pdata[i];

		if (!g_str_equal(flag->id, id))
			continue;
		if (detail)
			*detail = g_strdup(flag->detail);
		return g_strdup(flag->level);
	}
	return g_strdup("-");
}

/* --- social care -------------------------------------------------------- */

static void add_many(struct record *record, const char *text, int n)
{
	for (int i = 0; i < n; i++) {
		g_autofree char *id = g_strdup_printf(
			"meeting-%u.1", record->findings->len + 1);

		add(record, id, POLARITY_STRENGTH, text);
	}
}

static void test_social_care(struct rules *rules, const void *data)
{
	static const char *const school =
		"Schools identify needs well and support pupils effectively.";
	static const char *const care =
		"Social workers visit disabled children often and know them "
		"well.";
	g_autoptr(Record) record = record_new(RECORD_OUTCOME_LETTER);
	g_autofree char *absent = NULL, *weak = NULL, *fair = NULL;
	g_autofree char *detail = NULL;

	(void)data;
	add_many(record, school, 9);
	absent = level_of(rules, record, "social-care", NULL);
	add_many(record, care, 6);
	weak = level_of(rules, record, "social-care", &detail);
	add_many(record, care, 1);
	fair = level_of(rules, record, "social-care", NULL);
	g_assert_cmpstr(absent, ==, "absent");
	g_assert_cmpstr(weak, ==, "weak");
	g_assert_true(g_str_has_prefix(detail, "6 sentences found"));
	g_assert_cmpstr(fair, ==, "-");
}

/* The three services in one set phrase are no example of any. */
static void test_set_phrases_are_no_examples(
	struct rules *rules, const void *data)
{
	g_autoptr(Record) record = record_new(RECORD_OUTCOME_LETTER);
	g_autofree char *level = NULL;

	(void)data;
	add_many(record,
		"Education, health and care plans are of good quality.", 9);
	level = level_of(rules, record, "social-care", NULL);
	g_assert_cmpstr(level, ==, "absent");
}

/* --- duties ------------------------------------------------------------- */

static void test_statutory(struct rules *rules, const void *data)
{
	g_autoptr(Record) record = record_new(RECORD_AREA_REPORT);
	g_autofree char *absent = NULL, *weak = NULL, *plain = NULL;
	g_autofree char *detail = NULL;

	(void)data;
	add(record, "better-1.1", POLARITY_DEVELOPMENT,
		"The playground was painted badly.");
	absent = level_of(rules, record, "statutory-compliance", NULL);
	add(record, "better-1.2", POLARITY_DEVELOPMENT,
		"Annual reviews are too often late.");
	weak = level_of(rules, record, "statutory-compliance", &detail);
	add(record, "better-1.3", POLARITY_DEVELOPMENT,
		"Too few plans are finished within the statutory timescale of "
		"20 weeks.");
	plain = level_of(rules, record, "statutory-compliance", NULL);
	g_assert_cmpstr(absent, ==, "absent");
	g_assert_cmpstr(weak, ==, "weak");
	g_assert_nonnull(strstr(detail, "matter: Review each"));
	g_assert_cmpstr(plain, ==, "-");
}

static void test_duty_named_or_implied(struct rules *rules, const void *data)
{
	g_autoptr(Record) record = record_new(RECORD_AREA_REPORT);
	g_autoptr(Figures) figures = NULL;

	(void)data;
	add(record, "better-1.1", POLARITY_DEVELOPMENT,
		"The local offer is poorly known.");
	figures = observe(rules, record);
	g_assert_cmpfloat(figures_value(figures, "duty.local-offer"), ==, 1);
	g_assert_cmpfloat(figures_value(figures, "duties.named"), ==, 0);
	add(record, "better-1.2", POLARITY_DEVELOPMENT,
		"The local offer does not meet statutory requirements.");
	g_clear_pointer(&figures, figures_free);
	figures = observe(rules, record);
	g_assert_cmpfloat(figures_value(figures, "duty.local-offer"), ==, 2);
	g_assert_cmpint(
		figures_get(figures, "duty.local-offer")->findings->len, ==, 1);
}

/* What speaks of something else implies nothing; and what the score counts as
 * a duty named is named here too. */
static void test_duty_sentences(struct rules *rules, const void *data)
{
	static const struct {
		const char *duty;
		enum duty_state state;
		const char *text;
	} cases[] = {
		{"plan-content", DUTY_ABSENT,
			"Leaders have secure plans to open more places for "
			"children with complex health needs."},
		{"plan-content", DUTY_ABSENT,
			"A robust recovery plan improves outcomes."},
		{"plan-content", DUTY_IMPLIED,
			"Their plans lack information on health."},
		{"plan-content", DUTY_IMPLIED,
			"Health staff do not contribute to EHC plans."},
		{"plan-twenty-weeks", DUTY_ABSENT,
			"Amended EHC plans are not issued in a timely way."},
		{"plan-twenty-weeks", DUTY_ABSENT,
			"The strategy has no plans for timely transitions."},
		{"plan-twenty-weeks", DUTY_IMPLIED,
			"Education, health and care (EHC) plans come too "
			"late."},
		{"plan-twenty-weeks", DUTY_IMPLIED,
			"Half of all plans are issued within 20 weeks."},
		{"plan-twenty-weeks", DUTY_NAMED,
			"All assessments are done within statutory "
			"timescales."},
		{"plan-twenty-weeks", DUTY_ABSENT,
			"Initial health assessments are often outside "
			"statutory timescales."},
		{"general", DUTY_NAMED,
			"Initial health assessments are often outside "
			"statutory timescales."},
		{"general", DUTY_NAMED,
			"Leaders do not meet their statutory duties."},
		{"general", DUTY_ABSENT,
			"The local offer does not meet statutory "
			"requirements."},
		{"annual-review", DUTY_IMPLIED,
			"Annual reviews are poor, and improvement is "
			"required."},
		{"secure-provision", DUTY_ABSENT,
			"Families do not get the help to which they are "
			"entitled."},
		{"equality", DUTY_ABSENT,
			"Annual reviews are accessible and streamlined."},
		{"equality", DUTY_IMPLIED,
			"Schools are slow to make reasonable adjustments."},
		{"advice-six-weeks", DUTY_ABSENT,
			"Some parents report that this delay harms them."},
		{"appeals", DUTY_ABSENT,
			"There were many complaints about the old service."},
		{"designated-officer", DUTY_ABSENT,
			"The designated social care officer trains staff "
			"well."},
		{"designated-officer", DUTY_IMPLIED,
			"The designated clinical officer is under-resourced."},
		{"custody", DUTY_ABSENT,
			"The youth justice service is a strong team."},
		{"adult-care", DUTY_ABSENT,
			"Patients do not move smoothly to adult services."},
		{"adult-care", DUTY_IMPLIED,
			"Young people move smoothly to adult social care."},
		{"statement-transfer", DUTY_ABSENT,
			"Young people's transfer to adult services is poorly "
			"planned in their plans."},
		{"statement-transfer", DUTY_IMPLIED,
			"Conversions to EHC plans are late."},
		{"relaxation-2020", DUTY_ABSENT,
			"The pandemic made many children anxious."},
		{"relaxation-2020", DUTY_IMPLIED,
			"During the pandemic EHC plans came late."},
		{"views", DUTY_ABSENT,
			"Parents have mixed views on how well it works."},
	};

	(void)data;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Record) record = record_new(RECORD_AREA_REPORT);
		g_autoptr(Figures) figures = NULL;
		g_autofree char *id = g_strconcat("duty.", cases[i].duty, NULL);

		add(record, "better-1.1", POLARITY_DEVELOPMENT, cases[i].text);
		figures = observe(rules, record);
		if ((int)figures_value(figures, id) != (int)cases[i].state)
			g_test_message("%s: %s", cases[i].duty, cases[i].text);
		g_assert_cmpint((int)figures_value(figures, id), ==,
			(int)cases[i].state);
		g_assert_cmpint(figures_value(figures, "duties.named") > 0, ==,
			figures_value(figures,
				"evidence.statutory-compliance.duty") > 0);
	}
}

/* A duty that had ended by the inspection is none of its document. */
static void test_duty_out_of_time(struct rules *rules, const void *data)
{
	g_autoptr(Record) record = record_new(RECORD_AREA_REPORT);
	g_autoptr(Figures) figures = NULL;

	(void)data;
	add(record, "better-1.1", POLARITY_DEVELOPMENT,
		"Too few statements were transferred to EHC plans.");
	figures = observe(rules, record);
	g_assert_cmpfloat(
		figures_value(figures, "duty.statement-transfer"), ==, 1);
	record_add_field(record, "inspection_start", FIELD_FOUND, "2023-05-02");
	g_clear_pointer(&figures, figures_free);
	figures = observe(rules, record);
	g_assert_null(figures_get(figures, "duty.statement-transfer"));
	g_assert_cmpfloat(figures_value(figures, "duties.implied"), ==, 0);
	g_assert_cmpfloat(figures_value(figures, "duties.absent") +
				  figures_value(figures, "duties.named"),
		==, duties_list(rules->duties)->len - 2);
}

/* --- links, voices, progress, contradictions ---------------------------- */

static void test_links(struct rules *rules, const void *data)
{
	g_autoptr(Record) record = record_new(RECORD_OUTCOME_LETTER);
	g_autofree char *linked = NULL, *loose = NULL, *detail = NULL;
	g_autofree char *revisit = NULL;

	(void)data;
	add(record, "meeting-1.1", POLARITY_DEVELOPMENT,
		"Parents wait too long for speech therapy.");
	add_weakness(record, "weakness", 1, "long waits for speech therapy");
	linked = level_of(rules, record, "improvement-link", NULL);
	add_weakness(record, "weakness", 2, "poor oversight of tribunals");
	loose = level_of(rules, record, "improvement-link", &detail);
	g_assert_cmpstr(linked, ==, "-");
	g_assert_cmpstr(loose, ==, "note");
	g_assert_cmpstr(detail, ==,
		"1 of 2 listed have no finding in like words: weakness 2 "
		"(\u201cpoor oversight of tribunals\u201d)");
	record->kind = RECORD_REVISIT_LETTER; /* it judges them one by one */
	revisit = level_of(rules, record, "improvement-link", NULL);
	g_assert_cmpstr(revisit, ==, "-");
}

/* Behind an item of many sentences stands a finding that is like one of them,
 * or like what one asks before it says what for. */
static void test_links_of_sentences(struct rules *rules, const void *data)
{
	static const char *const first =
		"Leaders should speed up the dashboard so that coherent "
		"activity reaches every corner of each district, town and "
		"village wherever demand, urgency and hardship are greatest.";
	static const char *const second =
		"Buildings, pavements, doors, windows, roofs, chimneys and "
		"gardens must look tidy, bright, clean and modern.";
	g_autoptr(Record) record = record_new(RECORD_AREA_REPORT);
	g_autofree char *both = g_strjoin(" ", second, first, NULL);
	g_autofree char *whole = NULL, *sentences = NULL;

	(void)data;
	add(record, "better-1.1", POLARITY_DEVELOPMENT,
		"The \u2018Dashboard\u2019 is new.");
	add_weakness(record, "improvement", 1, both);
	whole = level_of(rules, record, "improvement-link", NULL);
	add(record, "improvement-1.1", POLARITY_NEUTRAL, second);
	add(record, "improvement-1.2", POLARITY_NEUTRAL, first);
	sentences = level_of(rules, record, "improvement-link", NULL);
	g_assert_cmpstr(whole, ==, "note");
	g_assert_cmpstr(sentences, ==, "-");
}

/* What is asked for stands in two bullets, too little of it in either, though
 * the first ends in words that are no finding. */
static void test_links_of_items(struct rules *rules, const void *data)
{
	g_autoptr(Record) record = record_new(RECORD_AREA_REPORT);
	g_autoptr(Figures) figures = figures_new();

	(void)data;
	add(record, "experience-1.1", POLARITY_NEUTRAL, "Speech therapy.");
	add(record, "experience-1.2", POLARITY_NEUTRAL, "A notice.");
	((struct finding *)record->findings->pdata[1])->boilerplate = true;
	add(record, "experience-2.1", POLARITY_NEUTRAL, "Annual reviews.");
	add_weakness(record, "improvement", 1,
		"speech therapy, annual reviews, tribunals, respite, "
		"nurseries, colleges, transport, transition, diagnosis");
	observe_record(rules->flags, record, figures);
	g_assert_cmpfloat(figures_value(figures, "link.unfounded"), ==, 1);
}

static void test_voice(struct rules *rules, const void *data)
{
	g_autoptr(Record) record = record_new(RECORD_OUTCOME_LETTER);
	g_autofree char *fair = NULL, *few = NULL, *uneven = NULL;

	(void)data;
	add(record, "main-1.1", POLARITY_NEUTRAL,
		"Parents say that they wait.");
	add(record, "main-1.2", POLARITY_NEUTRAL, "Leaders report progress.");
	fair = level_of(rules, record, "voice", NULL);
	add(record, "main-1.3", POLARITY_NEUTRAL, "Parents feel let down.");
	add(record, "main-1.4", POLARITY_NEUTRAL, "Carers felt unheard.");
	few = level_of(rules, record, "voice", NULL);
	add(record, "main-1.5", POLARITY_NEUTRAL, "Staff describe delays.");
	uneven = level_of(rules, record, "voice", NULL);
	g_assert_cmpstr(fair, ==, "-");
	g_assert_cmpstr(few, ==, "-"); /* one professional who says */
	g_assert_cmpstr(uneven, ==, "note");
}

static void test_progress(struct rules *rules, const void *data)
{
	g_autoptr(Record) record = record_new(RECORD_REVISIT_LETTER);
	struct weakness *weakness;
	g_autofree char *good = NULL, *poor = NULL;

	(void)data;
	add_weakness(record, "weakness", 1, "late plans");
	weakness = record->weaknesses->pdata[0];
	weakness->verdict = g_strdup("sufficient");
	good = level_of(rules, record, "progress", NULL);
	g_free(weakness->verdict);
	weakness->verdict = g_strdup("insufficient");
	poor = level_of(rules, record, "progress", NULL);
	g_assert_cmpstr(good, ==, "-");
	g_assert_cmpstr(poor, ==, "weak");
}

static void test_contradiction(struct rules *rules, const void *data)
{
	g_autoptr(Record) record = record_new(RECORD_AREA_REPORT);
	g_autofree char *sound = NULL, *unsound = NULL, *detail = NULL;

	(void)data;
	record_add_field(record, "area", FIELD_FOUND, "Wexcombe");
	sound = level_of(rules, record, "contradiction", NULL);
	record_add_field(
		record, "inspection_end", FIELD_CONTRADICTED, "2023-05-05");
	unsound = level_of(rules, record, "contradiction", &detail);
	g_assert_cmpstr(sound, ==, "-");
	g_assert_cmpstr(unsound, ==, "note");
	g_assert_cmpstr(detail, ==, "Said in two ways: inspection end");
}

/* Flags about letters are not raised on a newsletter. */
static void test_other_kinds(struct rules *rules, const void *data)
{
	g_autoptr(Record) record = record_new(RECORD_UNKNOWN);
	g_autoptr(Figures) figures = observe(rules, record);
	g_autoptr(GPtrArray) raised =
		flags_raise(rules->flags, record->kind, figures);

	(void)data;
	g_assert_cmpuint(raised->len, ==, 0);
}

static void test_explain(struct rules *rules, const void *data)
{
	g_autoptr(Record) record = record_new(RECORD_AREA_REPORT);
	g_autoptr(Figures) figures = observe(rules, record);
	g_autoptr(GString) out = g_string_new(NULL);

	(void)data;
	g_assert_true(flags_explain(rules->flags, "social-care", figures, out));
	g_assert_nonnull(strstr(out->str, "Level: absent"));
	g_assert_nonnull(strstr(
		out->str, "yes examples.social-care is 0; at most 0 asked"));
	g_assert_false(flags_explain(rules->flags, "no-such", figures, out));
}

/* --- likeness and coverage ---------------------------------------------- */

static double covers(const char *given, const char *asked)
{
	g_autoptr(Wording) one = wording_new(given);
	g_autoptr(Wording) other = wording_new(asked);

	return wording_covers(one, other);
}

static void test_likeness(void)
{
	g_assert_cmpfloat(
		covers("Improve the quality of plans", "the quality of plans"),
		==, 1);
	g_assert_cmpfloat(
		covers("joint commissioning", "buildings and roads"), ==, 0);
	/* The same word in another form. */
	g_assert_cmpfloat(covers("commission services jointly",
				  "the commissioning of services"),
		==, 1);
	/* Typographic marks part words too. */
	g_assert_cmpfloat(covers("the \u2018SEND Ranges\u2019 of schools",
				  "a school\u2019s ranges"),
		==, 1);
	/* Alike only in whom they are about. */
	g_assert_cmpfloat(covers("children and young people in the local area",
				  "waiting times of children"),
		<, 0.3);
	g_assert_cmpfloat(covers("anything", "of the and"), ==, 0);
}

static void test_coverage(void)
{
	g_autoptr(Record) letter = record_new(RECORD_OUTCOME_LETTER);
	g_autoptr(Record) plan = record_new(RECORD_WSOA);
	g_autoptr(Figures) figures = figures_new();
	struct action *action = record_add_action(plan);

	add_weakness(letter, "weakness", 1, "the poor quality of plans");
	add_weakness(letter, "weakness", 2, "long waits for therapy");
	action->action = g_strdup("Check the quality of all plans");
	action->due_text = g_strdup("31/03/2019");
	action->due = g_strdup("2019-03-31");
	coverage_observe(plan, letter, 0.5, "2019-04-01", figures);
	g_assert_cmpfloat(figures_value(figures, "coverage.weaknesses"), ==, 2);
	g_assert_cmpfloat(figures_value(figures, "coverage.unanswered"), ==, 1);
	g_assert_cmpstr(
		figures_get(figures, "coverage.unanswered")->words, ==, "2");
	g_assert_nonnull(strstr(
		figures_get(figures, "coverage.matched")->words, "1 by its "));
	g_assert_cmpfloat(figures_value(figures, "plan.no-owner"), ==, 1);
	g_assert_cmpfloat(figures_value(figures, "plan.no-date"), ==, 0);
	g_assert_cmpfloat(figures_value(figures, "plan.overdue"), ==, 1);
}

static void test_coverage_without_letter(void)
{
	g_autoptr(Record) plan = record_new(RECORD_WSOA);
	g_autoptr(Figures) figures = figures_new();

	coverage_observe(plan, NULL, 0.5, NULL, figures);
	g_assert_null(figures_get(figures, "coverage.unanswered"));
	g_assert_cmpfloat(figures_value(figures, "plan.actions"), ==, 0);
}

static void test_bad_rules(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(flags_load(
		"scoring/criteria.xml", "scoring/flags.rng", &error));
	g_assert_error(error, FRAMEWORK_ERROR, FRAMEWORK_ERROR_SCHEMA);
}

#define ADD(name, function)                                                    \
	g_test_add("/flags/" name, struct rules, NULL, load, function, unload)

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("beside", test_reading_beside);
	ADD("beside-another", test_reading_beside_another);
	ADD("social-care", test_social_care);
	ADD("set-phrases", test_set_phrases_are_no_examples);
	ADD("statutory", test_statutory);
	ADD("duty", test_duty_named_or_implied);
	ADD("duty-sentences", test_duty_sentences);
	ADD("duty-out-of-time", test_duty_out_of_time);
	ADD("links", test_links);
	ADD("links-of-items", test_links_of_items);
	ADD("links-sentences", test_links_of_sentences);
	ADD("voice", test_voice);
	ADD("progress", test_progress);
	ADD("contradiction", test_contradiction);
	ADD("other-kinds", test_other_kinds);
	ADD("explain", test_explain);
	g_test_add_func("/flags/likeness", test_likeness);
	g_test_add_func("/flags/coverage", test_coverage);
	g_test_add_func("/flags/no-letter", test_coverage_without_letter);
	g_test_add_func("/flags/bad-rules", test_bad_rules);
	return g_test_run();
}
