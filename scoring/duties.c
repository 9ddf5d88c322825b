#include "scoring/duties.h"

#include <string.h>

#include "scoring/data-file.h"
#include "scoring/framework.h"
#include "scoring/matcher.h"

enum pattern_kind {
	PATTERN_LEGAL,
	PATTERN_EXPLICIT,
	PATTERN_EXPLICIT_LEGAL, /* the legal word is in it */
	PATTERN_IMPLICIT,
};

/* Beside the matcher's pattern of the same index. */
struct pattern {
	enum pattern_kind kind;
	int duty; /* index; -1 for a legal word */
};

struct duties {
	GPtrArray *list; /* of struct duty */
	GArray *patterns;
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

	duty->id = g_strconcat("duty.", id, NULL);
	duty->provision = element_attribute(node, "provision");
	duty->review = element_attribute(node, "review");
	g_ptr_array_add(duties->list, duty);
	for (xmlNode *part = node->children; part; part = part->next) {
		if (element_is(part, "name")) {
			duty->name = element_content(part);
			continue;
		}
		if (element_is(part, "implicit"))
			pattern.kind = PATTERN_IMPLICIT;
		else if (element_is(part, "explicit"))
			pattern.kind =
				xmlHasProp(part, (const xmlChar *)"legal")
					? PATTERN_EXPLICIT_LEGAL
					: PATTERN_EXPLICIT;
		else
			continue;
		if (!add_pattern(duties, part, pattern, error))
			return false;
	}
	return true;
}

static bool load_root(
	struct duties *duties, const xmlNode *root, GError **error)
{
	struct pattern legal = {PATTERN_LEGAL, -1};

	for (xmlNode *node = root->children; node; node = node->next) {
		if (element_is(node, "legal") &&
			!add_pattern(duties, node, legal, error))
			return false;
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
	struct matcher_scratch *scratch;
	guint64 *bits;     /* of matcher_scan() */
	int *states;       /* [duty] */
	GArray **findings; /* [duty], of int */
};

static bool matches(
	struct observer *observer, guint index, const char *text, size_t length)
{
	return matcher_may(
		       observer->duties->matcher, observer->bits, (int)index) &&
	       matcher_match(observer->duties->matcher, observer->scratch,
		       (int)index, text, length, 0, NULL);
}

static bool has_legal_word(
	struct observer *observer, const char *text, size_t length)
{
	const GArray *patterns = observer->duties->patterns;

	for (guint i = 0; i < patterns->len; i++)
		if (g_array_index(patterns, struct pattern, i).kind ==
				PATTERN_LEGAL &&
			matches(observer, i, text, length))
			return true;
	return false;
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

static void observe_sentence(
	struct observer *observer, const char *sentence, int finding)
{
	const GArray *patterns = observer->duties->patterns;
	g_auto(GStrv) parts = g_strsplit(sentence, "\u2019", -1);
	g_autofree char *text = g_strjoinv("'", parts);
	size_t length = strlen(text);
	bool legal;

	matcher_scan(observer->duties->matcher, text, length, observer->bits);
	legal = has_legal_word(observer, text, length);
	for (guint i = 0; i < patterns->len; i++) {
		const struct pattern *pattern =
			&g_array_index(patterns, struct pattern, i);

		if (pattern->kind == PATTERN_LEGAL ||
			(pattern->kind == PATTERN_EXPLICIT && !legal) ||
			!matches(observer, i, text, length))
			continue;
		note(observer, pattern->duty,
			pattern->kind == PATTERN_IMPLICIT ? DUTY_IMPLIED
							  : DUTY_NAMED,
			finding);
	}
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
	int counts[DUTY_NAMED + 1] = {0};

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
		struct figure *figure = figures_set(
			figures, duty->id, observer->states[i], duty->name);

		g_array_append_vals(figure->findings,
			observer->findings[i]->data,
			observer->findings[i]->len);
	}
	set_totals(observer, figures);
	set_reviewed(observer, figures);
}

void duties_observe(const struct duties *duties, const struct reading *reading,
	struct figures *figures)
{
	const struct record *record = reading_record(reading);
	guint n = duties->list->len;
	struct observer observer = {
		.duties = duties,
		.scratch = matcher_scratch_new(),
		.bits = g_new0(guint64, matcher_words(duties->matcher)),
		.states = g_new0(int, n),
		.findings = g_new0(GArray *, n),
	};

	for (guint i = 0; i < n; i++)
		observer.findings[i] = g_array_new(FALSE, FALSE, sizeof(int));
	for (guint i = 0; i < record->findings->len; i++) {
		const struct finding *finding = record->findings->pdata[i];

		if (!finding->boilerplate &&
			(reading_has(reading, (int)i, "evaluated") ||
				reading_has(reading, (int)i, "quantity")))
			observe_sentence(&observer, finding->text, (int)i);
	}
	set_figures(&observer, figures);
	for (guint i = 0; i < n; i++)
		g_array_unref(observer.findings[i]);
	matcher_scratch_free(observer.scratch);
	g_free(observer.bits);
	g_free(observer.states);
	g_free(observer.findings);
}
