#include "scoring/duties.h"

#include <string.h>

#include "scoring/data-file.h"
#include "scoring/framework.h"
#include "scoring/matcher.h"

/* Beside the matcher's pattern of the same index. */
struct pattern {
	enum duty_state state; /* that it is a sign of */
	int duty;              /* index */
};

struct duties {
	GPtrArray *list; /* of struct duty */
	GArray *patterns;
	int rest; /* index of the duty without patterns; -1 for none */
	char *criterion, *aspect; /* whose evidence names duties as such */
	struct matcher *matcher;
	char *digest;
};

const char *duty_state_name(enum duty_state state)
{
	static const char *const names[] = {
		[DUTY_ABSENT] = "absent",
		[DUTY_IMPLIED] = "implied",
		[DUTY_NAMED] = "named",
	};

	return names[state];
}

const GPtrArray *duties_list(const struct duties *duties)
{
	return duties->list;
}

static bool add_pattern(struct duties *duties, const xmlNode *node,
	struct pattern pattern, GError **error)
{
	g_autofree char *text = g_strstrip(element_content(node));
	g_autofree char *id = element_attribute(node, "id");
	g_autofree char *reason = NULL;

	if (matcher_add(duties->matcher, text, &reason) < 0) {
		g_set_error(error, FRAMEWORK_ERROR, FRAMEWORK_ERROR_PATTERN,
			"%s:%ld: pattern %s: %s", (const char *)node->doc->URL,
			xmlGetLineNo(node), id, reason);
		return false;
	}
	g_array_append_val(duties->patterns, pattern);
	return true;
}

static bool load_duty(
	struct duties *duties, const xmlNode *node, GError **error)
{
	struct duty *duty = g_new0(struct duty, 1);
	g_autofree char *id = element_attribute(node, "id");
	struct pattern pattern = {.duty = (int)duties->list->len};
	guint before = duties->patterns->len;

	duty->id = g_strconcat("duty.", id, NULL);
	duty->provision = element_attribute(node, "provision");
	duty->review = element_attribute(node, "review");
	duty->from = element_attribute(node, "from");
	duty->until = element_attribute(node, "until");
	g_ptr_array_add(duties->list, duty);
	for (xmlNode *part = node->children; part; part = part->next) {
		if (element_is(part, "name")) {
			duty->name = element_content(part);
			continue;
		}
		if (element_is(part, "implicit"))
			pattern.state = DUTY_IMPLIED;
		else if (element_is(part, "explicit"))
			pattern.state = DUTY_NAMED;
		else
			continue;
		if (!add_pattern(duties, part, pattern, error))
			return false;
	}
	if (duties->patterns->len == before)
		duties->rest = pattern.duty;
	return true;
}

static bool load_root(
	struct duties *duties, const xmlNode *root, GError **error)
{
	for (xmlNode *node = root->children; node; node = node->next) {
		if (element_is(node, "legal")) {
			duties->criterion =
				element_attribute(node, "criterion");
			duties->aspect = element_attribute(node, "aspect");
		}
		if (element_is(node, "duty") && !load_duty(duties, node, error))
			return false;
	}
	matcher_seal(duties->matcher);
	return true;
}

static void free_duty(void *data)
{
	struct duty *duty = data;

	g_free(duty->id);
	g_free(duty->name);
	g_free(duty->provision);
	g_free(duty->review);
	g_free(duty->from);
	g_free(duty->until);
	g_free(duty);
}

struct duties *duties_load(const char *path, const char *schema, GError **error)
{
	g_autofree char *digest = NULL;
	xmlDoc *document = data_file_load(path, schema, &digest, error);
	struct duties *duties;

	if (!document)
		return NULL;
	duties = g_new0(struct duties, 1);
	duties->list = g_ptr_array_new_with_free_func(free_duty);
	duties->patterns = g_array_new(FALSE, FALSE, sizeof(struct pattern));
	duties->rest = -1;
	duties->matcher = matcher_new();
	duties->digest = g_steal_pointer(&digest);
	if (!load_root(duties, xmlDocGetRootElement(document), error))
		g_clear_pointer(&duties, duties_free);
	xmlFreeDoc(document);
	return duties;
}

void duties_free(struct duties *duties)
{
	if (!duties)
		return;
	g_ptr_array_unref(duties->list);
	g_array_unref(duties->patterns);
	matcher_free(duties->matcher);
	g_free(duties->criterion);
	g_free(duties->aspect);
	g_free(duties->digest);
	g_free(duties);
}

const char *duties_digest(const struct duties *duties)
{
	return duties->digest;
}

/* --- observing ------------------------------------------------------------ */

struct observer {
	const struct duties *duties;
	const struct record *record;
	struct matcher_scratch *scratch;
	guint64 *bits;     /* of matcher_scan() */
	GString *text;     /* the sentence */
	int *states;       /* [duty]; DUTY_STATES for one out of its time */
	GArray **findings; /* [duty], of int */
};

static bool matches(struct observer *observer, guint index)
{
	return matcher_may(
		       observer->duties->matcher, observer->bits, (int)index) &&
	       matcher_match(observer->duties->matcher, observer->scratch,
		       (int)index, observer->text->str, observer->text->len, 0,
		       NULL);
}

/* A duty's grounds are the sentences of its best state alone. */
static void note(struct observer *observer, int duty, int state, int finding)
{
	GArray *findings = observer->findings[duty];

	if (state < observer->states[duty])
		return;
	if (state > observer->states[duty])
		g_array_set_size(findings, 0);
	observer->states[duty] = state;
	if (findings->len == 0 ||
		g_array_index(findings, int, findings->len - 1) != finding)
		g_array_append_val(findings, finding);
}

/*
 * A sentence that says that something is a duty (`legal`) names those of which
 * it speaks; or, speaking of none on the list, the rest of them. One that
 * judges implies them.
 */
static void observe_sentence(
	struct observer *observer, int finding, bool legal, bool judges)
{
	const GArray *patterns = observer->duties->patterns;
	const struct finding *sentence =
		observer->record->findings->pdata[finding];
	bool named = false;

	reading_plain(observer->text, sentence->text);
	matcher_scan(observer->duties->matcher, observer->text->str,
		observer->text->len, observer->bits);
	for (guint i = 0; i < patterns->len; i++) {
		const struct pattern *pattern =
			&g_array_index(patterns, struct pattern, i);

		if (!(pattern->state == DUTY_NAMED ? legal : judges) ||
			!matches(observer, i))
			continue;
		note(observer, pattern->duty, (int)pattern->state, finding);
		named |= pattern->state == DUTY_NAMED;
	}
	if (legal && !named && observer->duties->rest >= 0)
		note(observer, observer->duties->rest, DUTY_NAMED, finding);
}

static void set_totals(const struct observer *observer, struct figures *figures)
{
	static const char *const ids[] = {
		"duties.absent", "duties.implied", "duties.named"};
	const GPtrArray *list = observer->duties->list;

	for (int state = DUTY_ABSENT; state <= DUTY_NAMED; state++) {
		g_autoptr(GString) words = g_string_new(NULL);
		struct figure *figure;
		int count = 0;

		for (guint i = 0; i < list->len; i++) {
			const struct duty *duty = list->pdata[i];

			if (observer->states[i] != state)
				continue;
			g_string_append_printf(words, "%s%s",
				words->len ? "; " : "", duty->name);
			count++;
		}
		figure = figures_set(figures, ids[state], count, words->str);
		for (guint i = 0; i < list->len; i++)
			if (observer->states[i] == state)
				g_array_append_vals(figure->findings,
					observer->findings[i]->data,
					observer->findings[i]->len);
	}
}

static void set_reviewed(
	const struct observer *observer, struct figures *figures)
{
	const GPtrArray *list = observer->duties->list;
	int counts[DUTY_STATES + 1] = {0};

	for (guint i = 0; i < list->len; i++)
		if (((const struct duty *)list->pdata[i])->review)
			counts[observer->states[i]]++;
	figures_set(figures, "duties.reviewed-named", counts[DUTY_NAMED], NULL);
	figures_set(
		figures, "duties.reviewed-implied", counts[DUTY_IMPLIED], NULL);
}

static void set_figures(
	const struct observer *observer, struct figures *figures)
{
	const GPtrArray *list = observer->duties->list;

	for (guint i = 0; i < list->len; i++) {
		const struct duty *duty = list->pdata[i];
		struct figure *figure;

		if (observer->states[i] == DUTY_STATES)
			continue;
		figure = figures_set(
			figures, duty->id, observer->states[i], duty->name);
		g_array_append_vals(figure->findings,
			observer->findings[i]->data,
			observer->findings[i]->len);
	}
	set_totals(observer, figures);
	set_reviewed(observer, figures);
}

/* Whether a duty stood on the day, or the day is not known. */
static bool stood(const struct duty *duty, const char *day)
{
	return !day || ((!duty->from || strcmp(day, duty->from) >= 0) &&
			       (!duty->until || strcmp(day, duty->until) <= 0));
}

/* The findings, of int and rising, that say that something is a duty. */
static GArray *legal_findings(
	const struct duties *duties, const struct reading *reading)
{
	const struct framework *framework = reading_framework(reading);
	GArray *findings = g_array_new(FALSE, FALSE, sizeof(int));

	for (int i = 0; i < framework_criteria(framework); i++)
		if (strcmp(framework_criterion(framework, i)->id,
			    duties->criterion) == 0)
			evidence_findings(reading_evidence(reading, i),
				duties->aspect, findings);
	return findings;
}

static void observe_sentences(
	struct observer *observer, const struct reading *reading)
{
	const GPtrArray *findings = observer->record->findings;
	g_autoptr(GArray) legal = legal_findings(observer->duties, reading);
	guint next = 0;

	for (int i = 0; i < (int)findings->len; i++) {
		const struct finding *finding = findings->pdata[i];
		bool is_legal = next < legal->len &&
				g_array_index(legal, int, next) == i;
		bool judges = reading_has(reading, i, "evaluated") ||
			      reading_has(reading, i, "quantity");

		next += is_legal;
		if (!finding->boilerplate &&
			strcmp(finding->section, "about") != 0 &&
			(is_legal || judges))
			observe_sentence(observer, i, is_legal, judges);
	}
}

int duties_observe(const struct duties *duties, const struct reading *reading,
	struct figures *figures)
{
	const struct record *record = reading_record(reading);
	const char *day = record_value(record, "inspection_start");
	guint n = duties->list->len;
	int overruns;
	struct observer observer = {
		.duties = duties,
		.record = record,
		.scratch = matcher_scratch_new(),
		.bits = g_new0(guint64, matcher_words(duties->matcher)),
		.text = g_string_new(NULL),
		.states = g_new0(int, n),
		.findings = g_new0(GArray *, n),
	};

	for (guint i = 0; i < n; i++) {
		observer.findings[i] = g_array_new(FALSE, FALSE, sizeof(int));
		if (!stood(duties->list->pdata[i], day))
			observer.states[i] = DUTY_STATES;
	}
	observe_sentences(&observer, reading);
	set_figures(&observer, figures);
	for (guint i = 0; i < n; i++)
		g_array_unref(observer.findings[i]);
	overruns = matcher_overruns(observer.scratch);
	matcher_scratch_free(observer.scratch);
	g_string_free(observer.text, TRUE);
	g_free(observer.bits);
	g_free(observer.states);
	g_free(observer.findings);
	return overruns;
}
