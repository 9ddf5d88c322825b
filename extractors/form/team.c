#include "extractors/form/team.h"

#include <string.h>

#include "extractors/form/parts.h"

/* Names found one after another, "; " between, and where the first stood. */
struct names {
	GString *text;
	const struct passage *passage;
};

static void add_name(
	struct names *names, const char *name, const struct passage *passage)
{
	if (names->text->len > 0)
		g_string_append(names->text, "; ");
	else
		names->passage = passage;
	g_string_append(names->text, name);
}

static bool is_of_name(const char *at)
{
	return *at == '-' || g_unichar_isalnum(g_utf8_get_char(at));
}

static void add_names_field(
	struct record *record, const char *field, const struct names *names)
{
	if (names->text->len > 0)
		parts_add_field(
			record, field, names->text->str, names->passage, 0);
	else
		parts_add_missing(record, field, FIELD_ABSENT);
}

/* Whether the name stands there, by itself or in longer words: but Ada Moor is
 * not Ada Moorcroft. */
static bool has_name(const struct names *names, const char *name)
{
	gsize length = strlen(name);

	if (length == 0)
		return true;
	for (const char *at = strstr(names->text->str, name); at != NULL;
		at = strstr(at + 1, name)) {
		bool begins = at == names->text->str ||
			      !is_of_name(g_utf8_prev_char(at));

		if (begins && !is_of_name(at + length))
			return true;
	}
	return false;
}

/*
 * Every "NAME, ROLE" of the set "team" in a passage: lead inspectors by their
 * body, everyone for the team. A phrase's value says which body.
 */
struct team {
	struct names ofsted, cqc, all;
};

/* The body whose inspectors the cell's column lists, by the column's head, or
 * NULL. */
static const char *column_body(
	const struct form_source *source, const struct passage *cell, guint i)
{
	while (cell->role == TEXT_CELL && i-- > 0) {
		const struct passage *above = passages_at(source->passages, i);
		const struct phrase *body;

		if (above->role != TEXT_CELL ||
			above->block->table != cell->block->table)
			return NULL;
		if (above->block->column != cell->block->column)
			continue;
		body = phrases_match(
			source->phrases, "team-head", above->text, NULL);
		if (body != NULL)
			return body->value;
	}
	return NULL;
}

static void read_member(struct team *team, const char *body, GMatchInfo *match,
	const struct passage *passage)
{
	g_autofree char *name = g_match_info_fetch_named(match, "name");
	g_autofree char *lead = g_match_info_fetch_named(match, "lead");
	g_autofree char *whole = g_match_info_fetch(match, 0);

	g_strstrip(whole);
	/* Two wordings may fit, and who signs stands in the table again. */
	if (!has_name(&team->all, name))
		add_name(&team->all, whole, passage);
	if (lead == NULL || *lead == '\0' || has_name(&team->ofsted, name) ||
		has_name(&team->cqc, name))
		return;
	if (g_strcmp0(body, "cqc") == 0)
		add_name(&team->cqc, name, passage);
	else
		add_name(&team->ofsted, name, passage);
}

/* The cell below in the same column of a table, or NULL. */
static const struct passage *cell_below(
	const struct form_source *source, const struct passage *cell, guint i)
{
	for (i++; i < parts_end(source); i++) {
		const struct passage *below = passages_at(source->passages, i);

		if (below->role != TEXT_CELL ||
			below->block->table != cell->block->table)
			return NULL;
		if (below->block->column == cell->block->column)
			return below;
	}
	return NULL;
}

/* What is read as one: a passage or, where a cell holds no more than a name or
 * its line is broken, that and the cell below. */
static char *member_words(const struct form_source *source,
	const struct passage *passage, guint i)
{
	const struct phrases *phrases = source->phrases;
	const char *text = passage->text;
	const struct passage *below =
		passage->role == TEXT_CELL &&
				phrases_match(phrases, "team", text, NULL) ==
					NULL &&
				phrases_match(phrases, "team-head", text,
					NULL) == NULL
			? cell_below(source, passage, i)
			: NULL;

	if (below == NULL ||
		phrases_match(phrases, "person", below->text, NULL) != NULL ||
		phrases_match(phrases, "team", below->text, NULL) != NULL)
		return g_strdup(text);
	return g_strconcat(text, " ", below->text, NULL);
}

/* A wording that names no body goes by the column it stands in. */
static void read_passage(
	struct team *team, const struct form_source *source, guint index)
{
	const struct passage *passage = passages_at(source->passages, index);
	const GPtrArray *list = phrases_set(source->phrases, "team");
	g_autofree char *words = member_words(source, passage, index);

	for (guint i = 0; i < list->len; i++) {
		const struct phrase *phrase = list->pdata[i];
		g_autoptr(GMatchInfo) match = NULL;

		for (g_regex_match(phrase->regex, words, 0, &match);
			g_match_info_matches(match);
			g_match_info_next(match, NULL))
			read_member(team,
				*phrase->value != '\0'
					? phrase->value
					: column_body(source, passage, index),
				match, passage);
	}
}

void team_read(struct record *record, const struct form_source *source,
	guint from, guint to)
{
	struct team team = {{g_string_new(NULL), NULL},
		{g_string_new(NULL), NULL}, {g_string_new(NULL), NULL}};

	for (guint i = from; i < to; i++)
		read_passage(&team, source, i);
	add_names_field(record, "lead_inspector_ofsted", &team.ofsted);
	add_names_field(record, "lead_inspector_cqc", &team.cqc);
	add_names_field(record, "team", &team.all);
	g_string_free(team.ofsted.text, TRUE);
	g_string_free(team.cqc.text, TRUE);
	g_string_free(team.all.text, TRUE);
}

/* --- contacts ------------------------------------------------------------ */

/* Whether `below` stands under `head`: in its column of a table or, without
 * one, to the left or right as it does. A cell may have a colour and no words,
 * and so no lines. */
static bool is_under(const struct passage *head, const struct passage *below)
{
	if (below->starts->len == 0)
		return false;
	if (head->role == TEXT_CELL && below->role == TEXT_CELL)
		return head->block->column == below->block->column;

	const struct text_line *a = head->block->lines->pdata[head->line];
	const struct text_line *b = below->block->lines->pdata[below->line];
	return b->box.left < a->box.right && a->box.left < b->box.right + 40 &&
	       b->box.top > a->box.top;
}

static void read_contact(struct names *names, const struct form_source *source,
	const char *set, guint from, guint to)
{
	for (guint i = from; i < to; i++) {
		const struct passage *head = passages_at(source->passages, i);

		if (phrases_match(source->phrases, set, head->text, NULL) ==
			NULL)
			continue;
		for (guint j = i + 1; j < to; j++) {
			const struct passage *below =
				passages_at(source->passages, j);
			if (!is_under(head, below))
				continue;
			add_name(names, below->text, below);
			break;
		}
	}
}

void contacts_read(struct record *record, const struct form_source *source,
	guint from, guint to)
{
	struct names council = {g_string_new(NULL), NULL};
	struct names icb = {g_string_new(NULL), NULL};

	read_contact(&council, source, "contact-council", from, to);
	read_contact(&icb, source, "contact-icb", from, to);
	add_names_field(record, "local_authority", &council);
	add_names_field(record, "icb", &icb);
	g_string_free(council.text, TRUE);
	g_string_free(icb.text, TRUE);
}
