/* score-sheet-rules.c - who may score, and what; see score-sheet.h. */
#include <string.h>

#include "pipeline/agree/score-sheet-private.h"

enum { REVIEWER_CHARS_MAX = 60, QUOTED_MAX = 40 };

/* Of a digest; with the word before them no spreadsheet takes them for a
 * number. */
#define VERSION_CHARS 12

static bool take_document(int n, const char *const *columns,
	const char *const *values, void *user)
{
	struct sheet_rules *rules = user;
	const char *name = store_row_value("document", n, columns, values);

	g_hash_table_insert(rules->documents, g_strdup(name),
		g_strdup(store_row_value("kind", n, columns, values)));
	g_hash_table_insert(rules->versions, g_strdup(name),
		g_strdup_printf("sha256:%.*s", VERSION_CHARS,
			store_row_value("sha256", n, columns, values)));
	return true;
}

static bool take_reviewer(int n, const char *const *columns,
	const char *const *values, void *user)
{
	struct sheet_rules *rules = user;

	if (g_str_equal(store_row_value("machine", n, columns, values), "1"))
		g_hash_table_add(
			rules->machines, g_strdup(store_row_value("reviewer", n,
						 columns, values)));
	return true;
}

struct sheet_rules *sheet_rules_new(
	struct store *store, const char *framework, GError **error)
{
	g_autoptr(SheetRules) rules = g_new0(struct sheet_rules, 1);

	rules->documents =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	rules->versions =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	rules->machines =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	rules->framework = stage_framework(framework, error);
	if (!rules->framework ||
		!store_each_row(
			store, "documents", take_document, rules, error) ||
		!store_each_row(
			store, "reviewers", take_reviewer, rules, error))
		return NULL;
	return g_steal_pointer(&rules);
}

void sheet_rules_free(struct sheet_rules *rules)
{
	if (!rules)
		return;
	framework_free(rules->framework);
	g_hash_table_unref(rules->documents);
	g_hash_table_unref(rules->versions);
	g_hash_table_unref(rules->machines);
	g_free(rules);
}

char *sheet_quoted(const char *value)
{
	g_autofree char *start = g_utf8_substring(
		value, 0, MIN(g_utf8_strlen(value, -1), QUOTED_MAX));

	for (char *p = start; *p; p++)
		if (g_ascii_iscntrl(*p))
			*p = ' ';
	return g_strdup_printf("\u201c%s%s\u201d", start,
		strlen(value) > strlen(start) ? "\u2026" : "");
}

static bool is_name(const char *name)
{
	for (const char *p = name; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (!g_unichar_isalnum(c) && !strchr(" -_'", (int)MIN(c, 127)))
			return false;
	}
	return true;
}

char *sheet_refuse_reviewer(const struct sheet_rules *rules, const char *name)
{
	static const char *const taken[] = {
		"all", "combined", "machines", NULL};
	g_autofree char *low = g_utf8_casefold(name, -1);

	if (!*name)
		return g_strdup("no reviewer named");
	if (g_hash_table_contains(rules->machines, low))
		return g_strdup_printf(
			"%s is the name of a machine reviewer", low);
	if (g_strv_contains(taken, low))
		return g_strdup_printf("nobody may be called %s", low);
	if (g_utf8_strlen(name, -1) > REVIEWER_CHARS_MAX)
		return g_strdup_printf(
			"a reviewer's name of more than %d characters",
			REVIEWER_CHARS_MAX);
	if (!is_name(name)) {
		g_autofree char *shown = sheet_quoted(name);

		return g_strdup_printf(
			"%s: a reviewer's name is of letters, "
			"digits, spaces and - _ '",
			shown);
	}
	return NULL;
}

char *sheet_refuse_document(const struct sheet_rules *rules, const char *name)
{
	const char *kind = g_hash_table_lookup(rules->documents, name);
	g_autofree char *shown = sheet_quoted(name);

	if (!*name)
		return g_strdup("no document named");
	if (!kind)
		return g_strdup_printf("no document %s in the corpus", shown);
	if (!record_kind_is_scored(record_kind_from_name(kind)))
		return g_strdup_printf("%s is not of a kind that is scored: %s",
			shown, *kind ? kind : "not parsed yet");
	return NULL;
}
