#include "extractors/phrases.h"

#include <gio/gio.h>
#include <string.h>

struct phrases {
	GHashTable *sets; /* name -> GPtrArray of struct phrase */
	GPtrArray *none;  /* what a set that is not there holds */
};

enum {
	COLUMN_SET,
	COLUMN_ID,
	COLUMN_VALUE,
	COLUMN_POINTS,
	COLUMN_PATTERN,
	COLUMN_SOURCE,
	COLUMNS
};

/* Made by glib-compile-resources from corpus/resources.xml. */
GResource *lettermark_get_resource(void);

G_DEFINE_QUARK(lettermark - phrases - error, phrases_error)

static void phrase_free(void *data)
{
	struct phrase *phrase = data;

	g_free(phrase->set);
	g_free(phrase->id);
	g_free(phrase->value);
	g_clear_pointer(&phrase->regex, g_regex_unref);
	g_free(phrase);
}

/*
 * The pattern as PCRE2 wants it. Written patterns stay readable: a plain
 * space matches any run of spaces and a straight apostrophe a curly one.
 */
static char *expand_pattern(const char *pattern)
{
	GString *out = g_string_new(NULL);
	bool in_class = false;

	for (const char *p = pattern; *p != '\0'; p++) {
		if (*p == '\\' && p[1] != '\0') {
			g_string_append_len(out, p++, 2);
			continue;
		}
		if (*p == '[' || *p == ']')
			in_class = *p == '[';
		if (*p == ' ')
			g_string_append(out, in_class ? "\\s" : "(?:\\s+)");
		else if (*p == '\'')
			g_string_append(out, in_class ? "'’‘" : "['’‘]");
		else
			g_string_append_c(out, *p);
	}
	return g_string_free(out, FALSE);
}

static struct phrase *phrase_from_row(char **cell, GError **error)
{
	g_autofree char *pattern = expand_pattern(cell[COLUMN_PATTERN]);
	g_autoptr(GRegex) regex = g_regex_new(pattern,
		G_REGEX_CASELESS | G_REGEX_OPTIMIZE | G_REGEX_DUPNAMES, 0,
		error);
	gint64 points = 0;

	if (regex == NULL)
		return NULL;
	if (*cell[COLUMN_POINTS] != '\0' &&
		!g_ascii_string_to_signed(
			cell[COLUMN_POINTS], 10, -100, 100, &points, NULL)) {
		g_set_error(error, PHRASES_ERROR, PHRASES_ERROR_SYNTAX,
			"not a number from -100 to 100: %s",
			cell[COLUMN_POINTS]);
		return NULL;
	}
	struct phrase *phrase = g_new0(struct phrase, 1);
	phrase->set = g_strdup(cell[COLUMN_SET]);
	phrase->id = g_strdup(cell[COLUMN_ID]);
	phrase->value = g_strdup(cell[COLUMN_VALUE]);
	phrase->points = (int)points;
	phrase->regex = g_steal_pointer(&regex);
	return phrase;
}

static void add_phrase(struct phrases *phrases, struct phrase *phrase)
{
	GPtrArray *set = g_hash_table_lookup(phrases->sets, phrase->set);

	if (set == NULL) {
		set = g_ptr_array_new_with_free_func(phrase_free);
		g_hash_table_insert(phrases->sets, g_strdup(phrase->set), set);
	}
	g_ptr_array_add(set, phrase);
}

static bool parse_line(
	struct phrases *phrases, const char *line, GError **error)
{
	if (*line == '\0' || *line == '#')
		return true;

	g_auto(GStrv) cell = g_strsplit(line, "\t", COLUMNS);
	if (g_strv_length(cell) != COLUMNS) {
		g_set_error(error, PHRASES_ERROR, PHRASES_ERROR_SYNTAX,
			"not %d columns", COLUMNS);
		return false;
	}
	struct phrase *phrase = phrase_from_row(cell, error);
	if (phrase == NULL)
		return false;
	add_phrase(phrases, phrase);
	return true;
}

struct phrases *phrases_parse(const char *tsv, GError **error)
{
	g_autoptr(Phrases) phrases = g_new0(struct phrases, 1);
	g_auto(GStrv) lines = g_strsplit(tsv, "\n", -1);

	phrases->sets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
		(GDestroyNotify)g_ptr_array_unref);
	phrases->none = g_ptr_array_new();
	for (gsize i = 0; lines[i] != NULL; i++)
		if (!parse_line(phrases, lines[i], error)) {
			g_prefix_error(
				error, "phrases.tsv:%zu: ", (size_t)i + 1);
			return NULL;
		}
	return g_steal_pointer(&phrases);
}

struct phrases *phrases_new(GError **error)
{
	g_autoptr(GBytes) bytes = g_resource_lookup_data(
		lettermark_get_resource(), "/lettermark/phrases.tsv",
		G_RESOURCE_LOOKUP_FLAGS_NONE, error);

	if (bytes == NULL)
		return NULL;
	/* Resources of text end in a zero byte that is not counted. */
	return phrases_parse(g_bytes_get_data(bytes, NULL), error);
}

void phrases_free(struct phrases *phrases)
{
	if (phrases == NULL)
		return;
	g_hash_table_unref(phrases->sets);
	g_ptr_array_unref(phrases->none);
	g_free(phrases);
}

const GPtrArray *phrases_set(const struct phrases *phrases, const char *set)
{
	const GPtrArray *found = g_hash_table_lookup(phrases->sets, set);

	return found != NULL ? found : phrases->none;
}

const struct phrase *phrases_match(const struct phrases *phrases,
	const char *set, const char *text, GMatchInfo **match)
{
	const GPtrArray *list = phrases_set(phrases, set);

	for (guint i = 0; i < list->len; i++) {
		const struct phrase *phrase = list->pdata[i];
		g_autoptr(GMatchInfo) info = NULL;

		if (!g_regex_match(phrase->regex, text, 0, &info))
			continue;
		if (match != NULL)
			*match = g_steal_pointer(&info);
		return phrase;
	}
	return NULL;
}
