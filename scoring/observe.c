#include "scoring/observe.h"

#include "scoring/language.h"
#include "scoring/review.h"
#include "scoring/reviewer/likeness.h"

#include <string.h>

#define QUOTED_WORDS   12 /* of an item, to say which it is */
#define ITEM_SENTENCES 20 /* of one, that are looked at by themselves */

/* The sentences of evidence, those of one aspect or (NULL) all of them. */
static void set_evidence(struct figures *figures, const GArray *evidence,
	const char *criterion, const char *aspect)
{
	g_autofree char *id = g_strconcat(
		"evidence.", criterion, aspect ? "." : NULL, aspect, NULL);
	struct figure *figure = figures_set(figures, id, 0, NULL);

	evidence_findings(evidence, aspect, figure->findings);
	figure->value = figure->findings->len;
}

/* evidence.CRITERION. */
static void observe_evidence(
	const struct reading *reading, struct figures *figures)
{
	const struct framework *framework = reading_framework(reading);

	for (int i = 0; i < framework_criteria(framework); i++) {
		const GArray *evidence = reading_evidence(reading, i);
		const char *id = framework_criterion(framework, i)->id;
		g_autoptr(GHashTable) seen =
			g_hash_table_new(g_str_hash, g_str_equal);

		set_evidence(figures, evidence, id, NULL);
		for (guint j = 0; j < evidence->len; j++) {
			const char *aspect =
				g_array_index(evidence, struct evidence, j)
					.indicator->aspect;

			if (aspect && g_hash_table_add(seen, (void *)aspect))
				set_evidence(figures, evidence, id, aspect);
		}
	}
}

int observe_reading(const struct flags *flags, const struct duties *duties,
	const struct reading *reading, struct figures *figures)
{
	g_autoptr(Reading) measured =
		reading_new_beside(flags_framework(flags), reading);
	int overruns = reading_overruns(measured);

	flags_measure(flags, measured, figures);
	observe_evidence(reading, figures);
	overruns += duties_observe(duties, reading, figures);
	review_observe(reading, figures);
	return overruns;
}

static void observe_language(const struct flags *flags,
	const struct record *record, struct figures *figures)
{
	g_autoptr(Language) language = language_new(record, flags_known(flags));
	g_autofree char *words = NULL;

	g_ptr_array_add(language->unexplained, NULL);
	words = g_strjoinv(", ", (char **)language->unexplained->pdata);
	figures_set(figures, "language.ease", language->flesch, NULL);
	figures_set(figures, "language.grade", language->grade, NULL);
	figures_set(figures, "language.smog", language->smog, NULL);
	figures_set(figures, "language.sentence", language->mean_length, NULL);
	figures_set(figures, "language.unexplained",
		language->unexplained->len - 1, words);
}

/* Sections that list what must be done; they are no grounds for themselves. */
static bool is_list(const struct finding *finding)
{
	return strcmp(finding->section, "improvement") == 0 ||
	       strcmp(finding->section, "priority-action") == 0 ||
	       strcmp(finding->section, "wsoa") == 0;
}

static void end_item(GPtrArray *grounds, GString *item)
{
	if (item->len > 0)
		g_ptr_array_add(grounds, wording_new(item->str));
	g_string_truncate(item, 0);
}

/* The wording of every item (bullet, paragraph) that findings make up: they
 * are in reading order, so those of one item stand together. */
static GPtrArray *gather_grounds(const struct record *record)
{
	GPtrArray *grounds =
		g_ptr_array_new_with_free_func((GDestroyNotify)wording_free);
	g_autoptr(GString) item = g_string_new(NULL);
	const struct finding *last = NULL;

	for (guint i = 0; i < record->findings->len; i++) {
		const struct finding *finding = record->findings->pdata[i];

		if (finding->boilerplate || is_list(finding) ||
			strcmp(finding->section, "about") == 0)
			continue;
		if (last && !finding_same_item(last, finding))
			end_item(grounds, item);
		g_string_append_printf(item, "%s ", finding->text);
		last = finding;
	}
	end_item(grounds, item);
	return grounds;
}

static double best_ground(const GPtrArray *grounds, const char *text)
{
	g_autoptr(Wording) asked = wording_new(text);
	double best = 0;

	for (guint i = 0; i < grounds->len; i++)
		best = MAX(best, wording_covers(grounds->pdata[i], asked));
	return best;
}

/*
 * Whether a finding stands behind an item. One of many words has a finding
 * behind each sentence and none that is like the whole: its best sentence
 * counts, or the part of one that says what to do, ahead of what for.
 */
static bool is_founded(const GPtrArray *grounds, const struct record *record,
	const struct weakness *weakness, double enough)
{
	bool founded = best_ground(grounds, weakness->text) >= enough;
	int sentences = 0;

	for (guint i = 0; i < record->findings->len && !founded; i++) {
		const struct finding *finding = record->findings->pdata[i];
		g_auto(GStrv) parts = NULL;

		if (!is_list(finding) || !strstr(weakness->text, finding->text))
			continue;
		parts = g_strsplit(finding->text, " so that ", 2);
		founded =
			best_ground(grounds, finding->text) >= enough ||
			(parts[0] && best_ground(grounds, parts[0]) >= enough);
		if (++sentences == ITEM_SENTENCES)
			break;
	}
	return founded;
}

static void append_item(GString *words, const struct weakness *weakness)
{
	g_autofree char *list =
		g_strdelimit(g_strdup(weakness->list), "-", ' ');

	g_string_append_printf(words, "%s%s %d", words->len ? ", " : "", list,
		weakness->number);
}

/* "improvement 4 on page 9 (its first words)" */
static void append_quoted(GString *words, const struct weakness *weakness)
{
	g_auto(GStrv) all = g_strsplit(weakness->text, " ", QUOTED_WORDS + 1);
	g_autofree char *head = NULL;
	bool cut = g_strv_length(all) > QUOTED_WORDS;

	if (cut)
		g_clear_pointer(&all[QUOTED_WORDS], g_free);
	head = g_strjoinv(" ", all);
	append_item(words, weakness);
	if (weakness->page > 0)
		g_string_append_printf(words, " on page %d", weakness->page);
	g_string_append_printf(
		words, " (\u201c%s%s\u201d)", head, cut ? " \u2026" : "");
}

static void observe_links(const struct flags *flags,
	const struct record *record, struct figures *figures)
{
	double enough = flags_number(flags, "likeness.finding");
	g_autoptr(GPtrArray) grounds = gather_grounds(record);
	g_autoptr(GString) unfounded = g_string_new(NULL);
	int n_unfounded = 0;

	for (guint i = 0; i < record->weaknesses->len; i++) {
		const struct weakness *weakness = record->weaknesses->pdata[i];

		if (is_founded(grounds, record, weakness, enough))
			continue;
		append_quoted(unfounded, weakness);
		n_unfounded++;
	}
	figures_set(figures, "link.asked", record->weaknesses->len, NULL);
	figures_set(figures, "link.unfounded", n_unfounded, unfounded->str);
}

static void observe_progress(
	const struct record *record, struct figures *figures)
{
	g_autoptr(GString) words = g_string_new(NULL);
	int insufficient = 0;

	for (guint i = 0; i < record->weaknesses->len; i++) {
		const struct weakness *weakness = record->weaknesses->pdata[i];

		if (g_strcmp0(weakness->verdict, "insufficient") != 0)
			continue;
		append_item(words, weakness);
		insufficient++;
	}
	figures_set(figures, "progress.insufficient", insufficient, words->str);
}

static void observe_contradictions(
	const struct record *record, struct figures *figures)
{
	g_autoptr(GString) words = g_string_new(NULL);
	int contradicted = 0;

	for (guint i = 0; i < record->fields->len; i++) {
		const struct field *field = record->fields->pdata[i];
		g_autofree char *name =
			g_strdelimit(g_strdup(field->name), "_", ' ');

		if (field->status != FIELD_CONTRADICTED)
			continue;
		g_string_append_printf(
			words, "%s%s", words->len ? ", " : "", name);
		contradicted++;
	}
	figures_set(figures, "record.contradicted", contradicted, words->str);
}

void observe_record(const struct flags *flags, const struct record *record,
	struct figures *figures)
{
	observe_language(flags, record, figures);
	observe_links(flags, record, figures);
	observe_progress(record, figures);
	observe_contradictions(record, figures);
}
