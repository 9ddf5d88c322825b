/*
 * letter-people.c - whom a letter is written to, the clinical commissioning
 * groups that it names, and lists of items that become one field.
 */
#include "extractors/form/letter.h"

#include <string.h>

static const char *without_nhs(const char *name)
{
	return g_str_has_prefix(name, "NHS ") ? name + strlen("NHS ") : name;
}

/* Whether the list has it, with or without "NHS" before it; not where it only
 * ends or begins another's name. */
static bool has(const GString *list, const char *name)
{
	const char *stem = without_nhs(name);
	gsize length = strlen(stem);

	if (length == 0)
		return true;
	for (const char *at = strstr(list->str, stem); at != NULL;
		at = strstr(at + 1, stem)) {
		gsize begin = (gsize)(at - list->str);

		if (begin >= 4 && memcmp(at - 4, "NHS ", 4) == 0)
			begin -= 4;
		if ((begin == 0 || (begin >= 2 && memcmp(list->str + begin - 2,
							  "; ", 2) == 0)) &&
			(at[length] == '\0' ||
				g_str_has_prefix(at + length, "; ")))
			return true;
	}
	return false;
}

static void join(GString *list, const char *name)
{
	if (has(list, name))
		return;
	if (list->len > 0)
		g_string_append(list, "; ");
	g_string_append(list, name);
}

/* Words that give a person's office: with the name before it, in the same
 * words or in the passage above. */
static void read_addressee(GString *list, const struct form_source *source,
	const char *words, const struct passage *above)
{
	const struct phrases *phrases = source->phrases;

	if (phrases_match(phrases, "office", words, NULL) == NULL)
		return;
	if (phrases_match(phrases, "office-alone", words, NULL) != NULL &&
		above != NULL &&
		phrases_match(phrases, "person", above->text, NULL) != NULL) {
		g_autofree char *both =
			g_strconcat(above->text, ", ", words, NULL);
		join(list, both);
	} else {
		join(list, words);
	}
}

/* Where the next line of the passage begins behind byte `from`, or its end. */
static gsize next_line(const struct passage *passage, gsize from)
{
	for (guint i = 0; i < passage->starts->len; i++) {
		const struct text_start *start =
			&g_array_index(passage->starts, struct text_start, i);

		if (start->offset > from)
			return start->offset;
	}
	return strlen(passage->text);
}

/* "NAME, OFFICE" where the passage has the one on its first line and the other
 * on its second; NULL where it has not. */
static char *name_and_office(
	const struct form_source *source, const struct passage *passage)
{
	gsize second = next_line(passage, 0);
	gsize third = next_line(passage, second);
	g_autofree char *name = g_strstrip(g_strndup(passage->text, second));
	g_autofree char *office =
		g_strstrip(g_strndup(passage->text + second, third - second));

	if (phrases_match(source->phrases, "person", name, NULL) == NULL ||
		phrases_match(source->phrases, "office-alone", office, NULL) ==
			NULL)
		return NULL;
	return g_strconcat(name, ", ", office, NULL);
}

/* Where the next addressee begins behind byte `from`: with a line that has a
 * name and an office. The end of the passage when there is none. */
static gsize next_addressee(const struct form_source *source,
	const struct passage *passage, gsize from)
{
	gsize length = strlen(passage->text);

	for (guint i = 0; i < passage->starts->len; i++) {
		const struct text_start *start =
			&g_array_index(passage->starts, struct text_start, i);

		if (start->offset > from && start->offset < length &&
			phrases_match(source->phrases, "addressee",
				passage->text + start->offset, NULL) != NULL)
			return start->offset;
	}
	return length;
}

/* A passage may hold several: their lines follow each other. */
static void read_addressees(
	GString *list, const struct form_source *source, guint i)
{
	const struct passage *passage = passages_at(source->passages, i);
	const struct passage *above =
		i > 0 ? passages_at(source->passages, i - 1) : NULL;
	g_autofree char *first = name_and_office(source, passage);
	gsize end;

	if (first != NULL) {
		join(list, first);
		return;
	}
	for (gsize from = 0; passage->text[from] != '\0'; from = end) {
		end = next_addressee(source, passage, from);
		g_autofree char *words =
			g_strstrip(g_strndup(passage->text + from, end - from));
		read_addressee(list, source, words, above);
	}
}

static void add_list(struct record *record, const char *name, GString *list)
{
	if (list->len > 0)
		record_add_field(record, name, FIELD_FOUND, list->str);
	else
		parts_add_missing(record, name, FIELD_ABSENT);
	g_string_free(list, TRUE);
}

/* A group is called by its short and by its full name, once is enough. */
static void join_ccg(GString *list, const char *name)
{
	static const char full[] = "Clinical Commissioning Group";
	bool is_full = g_str_has_suffix(name, full);
	gsize stem = strlen(name) - (is_full ? strlen(full) : strlen("CCG"));
	g_autofree char *other = g_strdup_printf(
		"%.*s%s", (int)stem, name, is_full ? "CCG" : full);

	if (!has(list, other))
		join(list, name);
}

static void read_ccgs(GString *list, const struct form_source *source,
	const struct passage *passage)
{
	const GPtrArray *set = phrases_set(source->phrases, "ccg");

	for (guint i = 0; i < set->len; i++) {
		const struct phrase *phrase = set->pdata[i];
		g_autoptr(GMatchInfo) match = NULL;

		for (g_regex_match(phrase->regex, passage->text, 0, &match);
			g_match_info_matches(match);
			g_match_info_next(match, NULL)) {
			g_autofree char *name =
				g_match_info_fetch_named(match, "name");
			join_ccg(list, name);
		}
	}
}

void letter_read_people(struct record *record, const struct form_source *source,
	const struct letter *letter)
{
	GString *addressees = g_string_new(NULL);
	GString *ccgs = g_string_new(NULL);

	for (guint i = 0; i < letter->dear; i++)
		read_addressees(addressees, source, i);
	for (guint i = 0; i < parts_end(source); i++)
		read_ccgs(ccgs, source, passages_at(source->passages, i));
	add_list(record, "addressees", addressees);
	add_list(record, "ccgs", ccgs);
}

void letter_read_items(struct record *record, const struct form_source *source,
	const char *name, const char *set)
{
	g_auto(Place) place = {0};
	GString *items = g_string_new(NULL);

	if (parts_find(source, set, 0, parts_end(source), &place))
		for (guint i = place.index + 1; i < parts_end(source); i++) {
			const struct passage *passage =
				passages_at(source->passages, i);

			if (passage->role != TEXT_BULLET)
				break;
			join(items, passage->text);
		}
	add_list(record, name, items);
}
