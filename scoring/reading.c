#include "scoring/reading.h"

#include <string.h>

#include "scoring/framework/private.h"

/* What a set phrase is overwritten with. XML allows no such character, so no
 * pattern's words can match it: the prefilter may look at the whole sentence
 * (it sees more than the terms will, never less). */
#define BLANK '\x1A'

/* Longer than any sentence; a "sentence" beyond it is broken text, of which
 * the beginning is read. */
#define SENTENCE_MAX 20000

struct reading {
	const struct framework *framework;
	const struct record *record;
	struct marks *marks; /* [finding] */
	int *items;          /* [finding] */
	GPtrArray
		*evidence; /* of GArray of struct evidence, a criterion each */
	int overruns;
};

/* What reading one sentence needs. */
struct reader {
	struct reading *reading;
	const struct reading *known; /* whose marks hold here too, or NULL */
	struct matcher_scratch *scratch;
	guint64 *bits;  /* of matcher_scan() */
	GString *text;  /* the sentence, apostrophes and space plain */
	GString *terms; /* the same with set phrases blanked, for terms of
			   all marks but topics */
};

void reading_plain(GString *out, const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(
		text, SENTENCE_MAX < (gssize)strlen(text) ? SENTENCE_MAX : -1);
	bool space = false;

	g_string_truncate(out, 0);
	for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);
		if (g_unichar_isspace(c)) {
			space = true;
			continue;
		}
		if (space && out->len)
			g_string_append_c(out, ' ');
		space = false;
		if (c == 0x2018 || c == 0x2019)
			c = '\'';
		if (c < 0x80)
			g_string_append_c(out, (char)c);
		else
			g_string_append_unichar(out, c);
	}
}

static void blank_phrase(struct reader *reader, int pattern)
{
	const struct matcher *matcher = reader->reading->framework->matcher;
	struct matcher_span span = {0};
	size_t start = 0;

	while (matcher_match(matcher, reader->scratch, pattern,
		reader->text->str, reader->text->len, start, &span)) {
		memset(reader->terms->str + span.from, BLANK,
			span.to - span.from);
		if (span.to <= start)
			return;
		start = span.to;
	}
}

static bool is_candidate(const struct reader *reader, guint pattern)
{
	return matcher_may(reader->reading->framework->matcher, reader->bits,
		(int)pattern);
}

/* What a sentence is about may well be told by a name. */
static const GString *text_for(const struct reader *reader, int mark)
{
	const struct framework *framework = reader->reading->framework;

	return framework_nth_mark(framework, mark)->class == MARK_TOPIC
		       ? reader->text
		       : reader->terms;
}

static void read_terms(struct reader *reader, struct marks *marks)
{
	const struct framework *framework = reader->reading->framework;

	g_string_assign(reader->terms, reader->text->str);
	for (guint i = 0; i < framework->patterns->len; i++) {
		const struct pattern *pattern =
			&g_array_index(framework->patterns, struct pattern, i);
		const GString *text;
		if (pattern->kind == PATTERN_SET_PHRASE &&
			is_candidate(reader, i))
			blank_phrase(reader, i);
		if (pattern->kind != PATTERN_TERM ||
			marks_has(marks, pattern->index) ||
			!is_candidate(reader, i))
			continue;
		text = text_for(reader, pattern->index);
		if (matcher_match(framework->matcher, reader->scratch, i,
			    text->str, text->len, 0, NULL))
			marks_add(marks, pattern->index);
	}
}

static void mark_heading(const struct framework *framework,
	const struct finding *finding, struct marks *marks)
{
	static const int heading[POLARITIES] = {
		[POLARITY_NEUTRAL] = MARK_NEUTRAL,
		[POLARITY_STRENGTH] = MARK_STRENGTH,
		[POLARITY_DEVELOPMENT] = MARK_DEVELOPMENT,
	};
	g_autofree char *name = g_strconcat(
		"section.", finding->section ? finding->section : "", NULL);
	int section = framework_mark(framework, name);

	marks_add(marks, heading[finding->polarity]);
	if (section >= 0)
		marks_add(marks, section);
}

/* What the sentence before says, where it stands in the same item. */
static void mark_before(const struct reading *reading, int finding)
{
	const struct framework *framework = reading->framework;

	if (finding == 0 ||
		reading->items[finding - 1] != reading->items[finding])
		return;
	for (guint i = MARK_SECTIONS; i < framework->marks->len; i++) {
		int before = framework_nth_mark(framework, i)->before;
		if (before >= 0 &&
			marks_has(&reading->marks[finding - 1], before))
			marks_add(&reading->marks[finding], i);
	}
}

static void derive_marks(const struct framework *framework, struct marks *marks)
{
	for (guint i = MARK_SECTIONS; i < framework->marks->len; i++) {
		const struct mark *mark = framework_nth_mark(framework, i);
		if (mark->derived && mark_filter_passes(&mark->from, marks))
			marks_add(marks, i);
	}
}

static bool is_aside(
	const struct framework *framework, const struct marks *marks)
{
	for (guint i = 0; i < framework->asides->len; i++)
		if (mark_filter_passes(&g_array_index(framework->asides,
					       struct mark_filter, i),
			    marks))
			return true;
	return false;
}

static void find_evidence(struct reader *reader, int finding)
{
	struct reading *reading = reader->reading;
	const struct framework *framework = reading->framework;

	for (guint i = 0; i < framework->patterns->len; i++) {
		const struct pattern *pattern =
			&g_array_index(framework->patterns, struct pattern, i);
		const struct indicator_entry *entry;
		struct evidence evidence = {.finding = finding};

		if (pattern->kind != PATTERN_INDICATOR ||
			!is_candidate(reader, i))
			continue;
		entry = framework->indicators->pdata[pattern->index];
		if (!mark_filter_passes(
			    &entry->filter, &reading->marks[finding]) ||
			!matcher_match(framework->matcher, reader->scratch, i,
				reader->text->str, reader->text->len, 0, NULL))
			continue;
		evidence.indicator = &entry->indicator;
		evidence.weight = entry->indicator.weight;
		evidence.criterion = entry->indicator.criterion;
		g_array_append_val(
			(GArray *)reading->evidence->pdata[evidence.criterion],
			evidence);
	}
}

static void take_marks(struct reader *reader, int index)
{
	const struct reading *reading = reader->reading;

	for (guint i = 0; i < reading->framework->words; i++)
		if (marks_has(&reader->known->marks[index], i))
			marks_add(&reading->marks[index], i);
	mark_before(reading, index);
}

static void find_marks(struct reader *reader, int index)
{
	const struct reading *reading = reader->reading;
	const struct finding *finding = reading->record->findings->pdata[index];
	struct marks *marks = &reading->marks[index];

	mark_heading(reading->framework, finding, marks);
	mark_before(reading, index);
	read_terms(reader, marks);
	derive_marks(reading->framework, marks);
}

static void read_finding(struct reader *reader, int index)
{
	struct reading *reading = reader->reading;
	const struct finding *finding = reading->record->findings->pdata[index];
	const struct marks *marks = &reading->marks[index];

	reading_plain(reader->text, finding->text ? finding->text : "");
	matcher_scan(reading->framework->matcher, reader->text->str,
		reader->text->len, reader->bits);
	if (reader->known)
		take_marks(reader, index);
	else
		find_marks(reader, index);
	if (!is_aside(reading->framework, marks))
		find_evidence(reader, index);
}

/* Findings are in reading order, so those of one item stand together. */
static void number_items(struct reading *reading)
{
	const GPtrArray *findings = reading->record->findings;
	int item = 0;

	for (guint i = 0; i < findings->len; i++) {
		if (i == 0 || !finding_same_item(findings->pdata[i - 1],
				      findings->pdata[i]))
			item++;
		reading->items[i] = item;
	}
}

/* All but what stands in it. */
static struct reading *reading_alloc(
	const struct framework *framework, const struct record *record)
{
	struct reading *reading = g_new0(struct reading, 1);
	const GPtrArray *findings = record->findings;

	reading->framework = framework;
	reading->record = record;
	reading->marks = g_new0(struct marks, findings->len);
	reading->items = g_new0(int, findings->len);
	reading->evidence =
		g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	for (int i = 0; i < framework_criteria(framework); i++)
		g_ptr_array_add(reading->evidence,
			g_array_new(FALSE, FALSE, sizeof(struct evidence)));
	number_items(reading);
	return reading;
}

static void read_all(struct reading *reading, const struct reading *known)
{
	const struct matcher *matcher = reading->framework->matcher;
	const GPtrArray *findings = reading->record->findings;
	struct reader reader = {
		.reading = reading,
		.known = known,
		.scratch = matcher_scratch_new(),
		.bits = g_new(guint64, matcher_words(matcher)),
		.text = g_string_new(NULL),
		.terms = g_string_new(NULL),
	};

	for (guint i = 0; i < findings->len; i++) {
		const struct finding *finding = findings->pdata[i];
		if (!finding->boilerplate)
			read_finding(&reader, i);
	}
	reading->overruns = matcher_overruns(reader.scratch);
	matcher_scratch_free(reader.scratch);
	g_free(reader.bits);
	g_string_free(reader.text, TRUE);
	g_string_free(reader.terms, TRUE);
}

struct reading *reading_new(
	const struct framework *framework, const struct record *record)
{
	struct reading *reading = reading_alloc(framework, record);

	read_all(reading, NULL);
	return reading;
}

struct reading *reading_new_beside(
	const struct framework *framework, const struct reading *other)
{
	struct reading *reading = reading_alloc(framework, other->record);
	bool shared = framework_shares_words(framework, other->framework);

	read_all(reading, shared ? other : NULL);
	return reading;
}

void reading_free(struct reading *reading)
{
	if (!reading)
		return;
	g_free(reading->marks);
	g_free(reading->items);
	g_ptr_array_unref(reading->evidence);
	g_free(reading);
}

const struct record *reading_record(const struct reading *reading)
{
	return reading->record;
}

const struct framework *reading_framework(const struct reading *reading)
{
	return reading->framework;
}

const GArray *reading_evidence(const struct reading *reading, int criterion)
{
	return reading->evidence->pdata[criterion];
}

/* Rows are in order of finding. */
void evidence_findings(
	const GArray *evidence, const char *aspect, GArray *findings)
{
	int last = -1;

	for (guint i = 0; i < evidence->len; i++) {
		const struct evidence *each =
			&g_array_index(evidence, struct evidence, i);

		if (each->finding == last ||
			(aspect && g_strcmp0(each->indicator->aspect, aspect)))
			continue;
		g_array_append_val(findings, each->finding);
		last = each->finding;
	}
}

const struct marks *reading_all_marks(
	const struct reading *reading, int finding)
{
	return &reading->marks[finding];
}

int reading_item(const struct reading *reading, int finding)
{
	return reading->items[finding];
}

int reading_overruns(const struct reading *reading)
{
	return reading->overruns;
}

const char **reading_marks(
	const struct reading *reading, int finding, const char *class)
{
	struct marks wanted = framework_marks(
		reading->framework, mark_class_from_name(class));
	GPtrArray *ids = g_ptr_array_new();

	for (guint i = 0; i < reading->framework->marks->len; i++)
		if (marks_has(&wanted, i) &&
			marks_has(&reading->marks[finding], i))
			g_ptr_array_add(ids,
				framework_nth_mark(reading->framework, i)->id);
	g_ptr_array_add(ids, NULL);
	return (const char **)g_ptr_array_free(ids, FALSE);
}

bool reading_has(const struct reading *reading, int finding, const char *mark)
{
	int index = framework_mark(reading->framework, mark);

	return index >= 0 && marks_has(&reading->marks[finding], index);
}
