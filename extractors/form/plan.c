#include "extractors/form/plan.h"

#include <string.h>

#include "extractors/form/plan-table.h"
#include "extractors/sentence.h"

/* The walk through the plan. */
struct walk {
	struct record *record;
	const struct form_source *source;
	guint32 anchor;
	char *weakness;        /* number of the one being answered, or NULL */
	bool untold;           /* its words are the next passage's */
	char *outcome;         /* said once for all its actions, or NULL */
	struct plan_head head; /* of the last table */
};

static void replace(char **to, char *with)
{
	g_free(*to);
	*to = with;
}

static char *match_group(GMatchInfo *match, const char *name)
{
	char *words = g_match_info_fetch_named(match, name);

	if (words != NULL && *g_strstrip(words) == '\0')
		g_clear_pointer(&words, g_free);
	return words;
}

/* --- weaknesses ---------------------------------------------------------- */

static bool has_weakness(const struct record *record, const char *text)
{
	for (guint i = 0; i < record->weaknesses->len; i++) {
		const struct weakness *known = record->weaknesses->pdata[i];

		if (strcmp(known->text, text) == 0)
			return true;
	}
	return false;
}

static void add_weakness(struct walk *walk, const char *what, int page)
{
	if (has_weakness(walk->record, what))
		return;
	struct weakness *weakness = record_add_weakness(walk->record);
	weakness->list = g_strdup("weakness");
	weakness->number = (int)walk->record->weaknesses->len;
	weakness->text = g_strdup(what);
	weakness->page = page;
}

/* A heading that says which weakness the actions below answer, or only its
 * number. */
static bool read_weakness(struct walk *walk, const char *words, int page)
{
	g_autoptr(GMatchInfo) match = NULL;

	if (strlen(words) > 2 * TITLE_MAX ||
		phrases_match(walk->source->phrases, "answers", words,
			&match) == NULL)
		return false;
	g_autofree char *what = match_group(match, "what");
	char *number = match_group(match, "n");
	replace(&walk->weakness, number);
	replace(&walk->outcome, NULL);
	walk->untold = what == NULL;
	if (what != NULL)
		add_weakness(walk, what, page);
	return true;
}

/* --- actions ------------------------------------------------------------- */

static int hue_of(int r, int g, int b)
{
	int most = MAX(r, MAX(g, b)), least = MIN(r, MIN(g, b));
	int spread = most - least;

	if (spread < 60) /* grey, white, a tint for a head */
		return -1;
	if (most == r)
		return (60 * (g - b) / spread + 360) % 360;
	if (most == g)
		return 120 + 60 * (b - r) / spread;
	return 240 + 60 * (r - g) / spread;
}

/* The status that a cell's colour stands for, or NULL. */
static const char *status_of_fill(const char *fill)
{
	guint64 rgb = 0;

	if (fill == NULL || *fill != '#' ||
		!g_ascii_string_to_unsigned(
			fill + 1, 16, 0, 0xFFFFFF, &rgb, NULL))
		return NULL;
	int hue = hue_of(
		(int)(rgb >> 16), (int)(rgb >> 8 & 0xFF), (int)(rgb & 0xFF));
	if (hue < 0)
		return NULL;
	if (hue < 20 || hue >= 330)
		return "red";
	if (hue < 66)
		return "amber";
	if (hue < 170)
		return "green";
	return hue < 265 ? "blue" : NULL;
}

/* By its words where they are known, else by its colour, else as printed. */
static char *read_status(
	const struct form_source *source, const char *words, const char *fill)
{
	const struct phrase *known =
		words != NULL
			? phrases_match(source->phrases, "rag", words, NULL)
			: NULL;
	const char *colour = status_of_fill(fill);

	if (known != NULL)
		return g_strdup(known->value);
	return g_strdup(colour != NULL ? colour : words);
}

static void read_due(
	const struct walk *walk, struct action *action, const char *words)
{
	guint32 day = 0;

	if (words == NULL)
		return;
	action->due_text = g_strdup(words);
	enum date_due due =
		dates_due(walk->source->phrases, words, walk->anchor, &day);
	if (due == DATE_DUE_DAY)
		action->due = dates_iso(day);
	else if (due == DATE_DUE_COMPLETE && action->status == NULL)
		action->status = g_strdup("complete");
}

static char *meant(const struct form_source *source, const char *words)
{
	/* "TBC" says that nothing is known yet. */
	if (words == NULL || phrases_match(source->phrases, "to-be-confirmed",
				     words, NULL) != NULL)
		return NULL;
	return g_strdup(words);
}

static void read_row(const struct plan_row *row, void *user)
{
	struct walk *walk = user;
	const struct form_source *source = walk->source;

	if (row->spanning != NULL) {
		read_weakness(walk, row->spanning, row->page);
		return;
	}
	if (row->cells[PLAN_WEAKNESS] != NULL)
		replace(&walk->weakness, g_strdup(row->cells[PLAN_WEAKNESS]));
	if (row->cells[PLAN_ACTION] == NULL)
		return;
	struct action *action = record_add_action(walk->record);
	action->weakness = g_strdup(walk->weakness);
	action->action = g_strdup(row->cells[PLAN_ACTION]);
	action->owner = meant(source, row->cells[PLAN_OWNER]);
	action->outcome = meant(source, row->cells[PLAN_OUTCOME] != NULL
						? row->cells[PLAN_OUTCOME]
						: walk->outcome);
	action->indicator = meant(source, row->cells[PLAN_INDICATOR]);
	action->status =
		read_status(source, row->cells[PLAN_STATUS], row->fill);
	read_due(walk, action, row->cells[PLAN_DUE]);
	action->page = row->page;
}

/* --- prose --------------------------------------------------------------- */

/* The words that a phrase of `set` has in its group "what", or NULL. */
static char *find_words(
	const struct form_source *source, const char *set, const char *text)
{
	g_autoptr(GMatchInfo) match = NULL;

	if (phrases_match(source->phrases, set, text, &match) == NULL)
		return NULL;
	return match_group(match, "what");
}

/* The last sentence that says when: earlier ones tell of the way there. */
static char *find_due(const struct form_source *source, const char *text)
{
	gsize from = 0, begin, end;
	char *last = NULL;

	while (sentence_next(text, &from, &begin, &end)) {
		g_autofree char *sentence =
			g_strndup(text + begin, end - begin);
		char *words = find_words(source, "prose-due", sentence);

		if (words != NULL)
			replace(&last, words);
	}
	return last;
}

static bool read_prose_action(struct walk *walk, const struct passage *passage)
{
	const struct form_source *source = walk->source;
	g_autoptr(GMatchInfo) match = NULL;
	gsize from = 0, begin = 0, end = 0;

	if (phrases_match(source->phrases, "prose-action", passage->text,
		    &match) == NULL)
		return false;
	g_autofree char *what = match_group(match, "what");
	if (what == NULL || !sentence_next(what, &from, &begin, &end))
		return false;
	g_autofree char *due = find_due(source, what);
	struct action *action = record_add_action(walk->record);
	action->weakness = g_strdup(walk->weakness);
	action->action = g_strndup(what + begin, end - begin);
	action->owner = find_words(source, "prose-owner", what);
	action->indicator = find_words(source, "prose-indicator", what);
	action->outcome = g_strdup(walk->outcome);
	action->page = passage_page(passage, 0);
	read_due(walk, action, due);
	return true;
}

static void read_prose(struct walk *walk, const struct passage *passage)
{
	char *outcome;

	bool untold = walk->untold;

	walk->untold = false;
	if (read_weakness(walk, passage->text, passage_page(passage, 0)) ||
		read_prose_action(walk, passage))
		return;
	if (untold)
		add_weakness(walk, passage->text, passage_page(passage, 0));
	outcome = find_words(walk->source, "prose-outcome", passage->text);
	if (outcome != NULL)
		replace(&walk->outcome, outcome);
}

void plan_read(
	struct record *record, const struct form_source *source, guint32 anchor)
{
	struct walk walk = {
		.record = record, .source = source, .anchor = anchor};

	for (guint i = 0; i < parts_end(source);) {
		const struct passage *passage =
			passages_at(source->passages, i);

		if (passage->role == TEXT_CELL) {
			walk.untold = false;
			if (!plan_table_read(
				    source, &i, &walk.head, read_row, &walk))
				record_warn(record, passage_page(passage, 0),
					"a table is too large to be read to "
					"its end");
		} else {
			read_prose(&walk, passage);
			i++;
		}
	}
	g_free(walk.weakness);
	g_free(walk.outcome);
}

/* --- fields -------------------------------------------------------------- */

static void add_count(struct record *record, const char *name, guint n)
{
	g_autofree char *value = g_strdup_printf("%u", n);

	record_add_field(record, name, FIELD_FOUND, value);
}

void plan_add_fields(struct record *record)
{
	guint no_owner = 0, no_due = 0, no_measure = 0;

	for (guint i = 0; i < record->actions->len; i++) {
		const struct action *action = record->actions->pdata[i];

		no_owner += action->owner == NULL;
		no_due += action->due_text == NULL;
		no_measure += action->indicator == NULL;
	}
	add_count(record, "actions", record->actions->len);
	add_count(record, "actions_without_owner", no_owner);
	add_count(record, "actions_without_due", no_due);
	add_count(record, "actions_without_measure", no_measure);
}
