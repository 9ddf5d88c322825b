#include "extractors/form.h"

#include <string.h>

#include "extractors/form/parts.h"
#include "extractors/limits.h"

static const struct form *const forms[] = {
	&form_area_report,
	&form_monitoring_report,
	&form_outcome_letter,
	&form_revisit_letter,
	&form_wsoa,
	&form_progress_plan,
	&form_wsoa_response,
	&form_ministerial_letter,
	&form_other_inspection,
};

/* Fewer points than this are no kind, and a lead below the second number
 * leaves the kind open. */
enum { POINTS_NEEDED = 50, LEAD_NEEDED = 10 };

/* A document's head, where its title stands: this many bytes of passages. */
enum { HEAD_BYTES = 5000 };

/* What speaks for one form. */
struct claim {
	const struct form *form;
	int points;
	int strongest; /* points of the phrase that `passage` matched */
	const struct passage *passage;
	gsize offset; /* of the match */
};

/* The first passage in which `phrase` stands, and where. A phrase of value
 * "head" is looked for in the head only, "title" in short passages there. */
static const struct passage *find_phrase(const struct passages *passages,
	const struct phrase *phrase, gsize *offset)
{
	bool title = strcmp(phrase->value, "title") == 0;
	bool head = title || strcmp(phrase->value, "head") == 0;
	gsize seen = 0;

	for (guint i = 0; i < passages->list->len; i++) {
		const struct passage *passage = passages->list->pdata[i];
		g_autoptr(GMatchInfo) match = NULL;
		int start = 0;

		if (head && seen > HEAD_BYTES)
			return NULL;
		seen += strlen(passage->text);
		if (title && strlen(passage->text) > TITLE_MAX)
			continue;
		if (!g_regex_match(phrase->regex, passage->text, 0, &match))
			continue;
		g_match_info_fetch_pos(match, 0, &start, NULL);
		*offset = (gsize)start;
		return passage;
	}
	return NULL;
}

static struct claim claim_of(const struct form *form,
	const struct passages *passages, const struct phrases *phrases)
{
	g_autofree char *set =
		g_strconcat("kind/", record_kind_name(form->kind), NULL);
	const GPtrArray *list = phrases_set(phrases, set);
	struct claim claim = {.form = form};

	for (guint i = 0; i < list->len; i++) {
		const struct phrase *phrase = list->pdata[i];
		gsize offset;
		const struct passage *passage =
			find_phrase(passages, phrase, &offset);

		if (passage == NULL)
			continue;
		claim.points += phrase->points;
		if (phrase->points > claim.strongest) {
			claim.strongest = phrase->points;
			claim.passage = passage;
			claim.offset = offset;
		}
	}
	return claim;
}

/* The form with the most points; what is wanting to be sure, if anything, goes
 * to `doubt` (to be freed). */
static struct claim recognise(const struct passages *passages,
	const struct phrases *phrases, char **doubt)
{
	struct claim best = {0}, second = {0};

	for (gsize i = 0; i < G_N_ELEMENTS(forms); i++) {
		struct claim claim = claim_of(forms[i], passages, phrases);

		if (claim.points > best.points) {
			second = best;
			best = claim;
		} else if (claim.points > second.points) {
			second = claim;
		}
	}
	if (best.points < POINTS_NEEDED)
		*doubt = g_strdup("not a kind of document that is known");
	else if (best.points - second.points < LEAD_NEEDED)
		*doubt = g_strdup_printf("could be %s or %s",
			record_kind_name(best.form->kind),
			record_kind_name(second.form->kind));
	return best;
}

static void add_kind_field(struct record *record, const struct claim *claim)
{
	struct field *field = record_add_field(
		record, "kind", FIELD_FOUND, record_kind_name(record->kind));

	if (claim->passage == NULL)
		return;
	field->page = passage_page(claim->passage, claim->offset);
	field->text = parts_sentence_at(claim->passage->text, claim->offset);
}

/* Pages that speak of a statement are shorter than statements, in bytes. */
enum { PAGE_BYTES = 8000 };

static bool has_findings(const struct record *record)
{
	for (guint i = 0; i < record->findings->len; i++) {
		const struct finding *finding = record->findings->pdata[i];

		if (!finding->boilerplate)
			return true;
	}
	return false;
}

/*
 * Whether nothing was read of what such a document is made of: then it only
 * bears the name, as the page does on which a council puts the document up.
 */
static bool is_name_only(
	const struct record *record, const struct passages *passages)
{
	gsize bytes = 0;

	if (record_kind_is_scored(record->kind) ||
		record->kind == RECORD_MONITORING_REPORT)
		return !has_findings(record);
	if ((record->kind != RECORD_WSOA &&
		    record->kind != RECORD_PROGRESS_PLAN) ||
		record->actions->len > 0 || record->weaknesses->len > 0)
		return false;
	for (guint i = 0; i < passages->list->len; i++)
		bytes += strlen(passages_at(passages, i)->text);
	return bytes < PAGE_BYTES;
}

static struct record *read_unknown(int points, const char *doubt)
{
	struct record *record = record_new(RECORD_UNKNOWN);

	record->confidence = MIN(points, 100);
	record_add_field(record, "kind", FIELD_ABSENT, NULL);
	record_warn(record, 0, doubt);
	return record;
}

static void keep_first(
	struct record *record, GPtrArray *list, guint most, const char *what)
{
	g_autofree char *warning = NULL;

	if (list->len <= most)
		return;
	warning = g_strdup_printf(
		"%u %s listed; the first %u are kept", list->len, what, most);
	record_warn(record, 0, warning);
	g_ptr_array_set_size(list, (int)most);
}

static struct record *read_with(const struct text *text,
	const struct phrases *phrases, const struct form_context *context)
{
	g_autoptr(Passages) plain = passages_new(text, phrases, NULL);
	g_autofree char *doubt = NULL;
	struct claim claim = recognise(plain, phrases, &doubt);

	if (doubt != NULL)
		return read_unknown(claim.points, doubt);
	g_autoptr(Record) record = record_new(claim.form->kind);
	record->confidence = MIN(claim.points, 100);
	add_kind_field(record, &claim);
	g_autoptr(Passages) passages =
		passages_new(text, phrases, claim.form->headings);
	struct form_source source = {text, passages, phrases, context};
	claim.form->read(record, &source);
	keep_first(record, record->weaknesses, LIMIT_WEAKNESSES, "weaknesses");
	keep_first(record, record->actions, LIMIT_ACTIONS, "actions");
	if (is_name_only(record, passages)) {
		doubt = g_strdup_printf(
			"is titled like %s, but none of what one holds was "
			"found",
			record_kind_name(record->kind));
		return read_unknown(claim.points, doubt);
	}
	return g_steal_pointer(&record);
}

struct record *form_read(
	const struct text *text, const struct form_context *context)
{
	static const struct form_context nothing_known;
	g_autoptr(Phrases) own = NULL;
	g_autoptr(GError) error = NULL;

	if (context == NULL)
		context = &nothing_known;
	if (context->phrases != NULL)
		return read_with(text, context->phrases, context);
	own = phrases_new(&error);
	if (own == NULL) /* built in: only a broken build comes here */
		g_error("%s", error->message);
	return read_with(text, own, context);
}
