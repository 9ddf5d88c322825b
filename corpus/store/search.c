/*
 * store/search.c - words in their place: see store_search().
 *
 * The index is made anew in memory for each search. For some hundred
 * documents that takes less time than to notice, and there is nothing that
 * could be out of date.
 */
#include "corpus/store/private.h"
#include <stdlib.h>
#include <string.h>

#define NEAR_WORDS 10 /* between two that are near, unless told */

/* FTS5 itself ends at a hundred, with words that tell nobody anything. */
#define BRACKETS_MAX 20

/* --- from words to an FTS5 expression ------------------------------------ */

/* What stands between two operators: phrases that must be near each other. */
struct parser {
	GString *out;
	GString *phrase;  /* words so far; empty between phrases */
	GPtrArray *group; /* of char *: phrases ready for FTS5 */
	int near;         /* words between them */
	bool joined;      /* NEAR was just said */
	bool waiting;     /* AND, OR, NOT or ( was just said, or nothing yet */
	int open;         /* brackets */
};

static bool fail(GError **error, const char *reason)
{
	g_set_error_literal(error, STORE_ERROR, STORE_ERROR_QUERY, reason);
	return false;
}

static void end_group(struct parser *parser)
{
	if (parser->group->len == 0)
		return;
	/* Groups side by side must both be there. */
	if (!parser->waiting)
		g_string_append(parser->out, " AND ");
	parser->waiting = false;
	if (parser->group->len > 1)
		g_string_append(parser->out, "NEAR(");
	for (guint i = 0; i < parser->group->len; i++)
		g_string_append_printf(parser->out, "%s%s", i > 0 ? " " : "",
			(char *)parser->group->pdata[i]);
	if (parser->group->len > 1)
		g_string_append_printf(parser->out, ", %d)", parser->near);
	g_ptr_array_set_size(parser->group, 0);
}

/* The words gathered become a phrase; `*` after the last makes it open. */
static void end_phrase(struct parser *parser)
{
	GString *phrase = parser->phrase;
	bool open = g_str_has_suffix(phrase->str, "*");

	if (phrase->len == 0)
		return;
	if (!parser->joined)
		end_group(parser);
	parser->joined = false;
	if (open)
		g_string_truncate(phrase, phrase->len - 1);
	g_ptr_array_add(parser->group,
		g_strdup_printf("\"%s\"%s", phrase->str, open ? "*" : ""));
	g_string_truncate(phrase, 0);
}

/* NEAR or NEAR/5: how many words may stand between; 0 where it says none. */
static int near_words(const char *word)
{
	char *end;
	long n;

	if (strcmp(word, "NEAR") == 0)
		return NEAR_WORDS;
	n = strtol(word + strlen("NEAR/"), &end, 10);
	return *end == '\0' && n > 0 && n <= 1000 ? (int)n : 0;
}

static bool add_near(struct parser *parser, const char *word, GError **error)
{
	int near = near_words(word);

	end_phrase(parser);
	if (near == 0)
		return fail(error, "NEAR/ takes a number from 1 to 1000");
	if (parser->group->len == 0)
		return fail(error, "no words stand before NEAR");
	parser->near = parser->group->len == 1 ? near : MAX(near, parser->near);
	parser->joined = true;
	return true;
}

/* What is due before anything that is no word. */
static bool end_words(struct parser *parser, GError **error)
{
	end_phrase(parser);
	if (parser->joined)
		return fail(error, "no words stand after NEAR");
	end_group(parser);
	return true;
}

static bool open_bracket(struct parser *parser, GError **error)
{
	if (!end_words(parser, error))
		return false;
	if (++parser->open > BRACKETS_MAX)
		return fail(
			error, "more than " G_STRINGIFY(
				       BRACKETS_MAX) " brackets in each other");
	g_string_append(parser->out, parser->waiting ? "(" : " AND (");
	parser->waiting = true;
	return true;
}

static bool close_bracket(struct parser *parser, GError **error)
{
	if (!end_words(parser, error))
		return false;
	if (parser->open-- == 0)
		return fail(error, "a bracket is closed that was not opened");
	if (parser->waiting)
		return fail(error, "nothing stands before a closing bracket");
	g_string_append_c(parser->out, ')');
	return true;
}

static bool add_operator(
	struct parser *parser, const char *word, GError **error)
{
	if (!end_words(parser, error))
		return false;
	if (parser->waiting)
		return fail(error, "nothing stands before AND, OR or NOT");
	g_string_append_printf(parser->out, " %s ", word);
	parser->waiting = true;
	return true;
}

static bool add_word(struct parser *parser, const char *word, GError **error)
{
	if (strcmp(word, "AND") == 0 || strcmp(word, "OR") == 0 ||
		strcmp(word, "NOT") == 0)
		return add_operator(parser, word, error);
	if (strcmp(word, "NEAR") == 0 || g_str_has_prefix(word, "NEAR/"))
		return add_near(parser, word, error);
	/* An open phrase ends with its open word. */
	if (g_str_has_suffix(parser->phrase->str, "*"))
		end_phrase(parser);
	if (parser->phrase->len > 0)
		g_string_append_c(parser->phrase, ' ');
	g_string_append(parser->phrase, word);
	return true;
}

/* What stands between two spaces: words, with brackets about them or not. */
static bool add_words(struct parser *parser, const char *text, GError **error)
{
	bool ok = true;

	while (ok && *text != '\0') {
		size_t length = strcspn(text, "()");

		if (length > 0) {
			g_autofree char *word = g_strndup(text, length);

			ok = add_word(parser, word, error);
		} else {
			ok = *text == '(' ? open_bracket(parser, error)
					  : close_bracket(parser, error);
		}
		text += MAX(length, 1);
	}
	return ok;
}

/* Odd parts of a text split at its quotes stand inside them. */
static bool add_part(
	struct parser *parser, const char *part, bool quoted, GError **error)
{
	g_auto(GStrv) words = g_strsplit_set(part, " \t\r\n", -1);

	if (quoted)
		end_phrase(parser);
	for (char **word = words; *word != NULL; word++) {
		if (**word == '\0')
			continue;
		if (quoted)
			g_string_append_printf(parser->phrase, "%s%s",
				parser->phrase->len > 0 ? " " : "", *word);
		else if (!add_words(parser, *word, error))
			return false;
	}
	if (quoted)
		end_phrase(parser);
	return true;
}

static bool parse(struct parser *parser, const char *query, GError **error)
{
	g_auto(GStrv) parts = g_strsplit(query, "\"", -1);

	if (g_strv_length(parts) % 2 == 0)
		return fail(error, "a quotation mark is without another");
	for (int i = 0; parts[i] != NULL; i++)
		if (!add_part(parser, parts[i], i % 2 == 1, error))
			return false;
	if (!end_words(parser, error))
		return false;
	if (parser->open > 0)
		return fail(error, "a bracket is not closed");
	if (parser->waiting)
		return fail(error,
			parser->out->len == 0
				? "there are no words to search for"
				: "nothing stands after the last operator");
	return true;
}

char *search_expression(const char *query, GError **error)
{
	struct parser parser = {
		.out = g_string_new(NULL),
		.phrase = g_string_new(NULL),
		.group = g_ptr_array_new_with_free_func(g_free),
		.waiting = true,
	};
	bool ok = parse(&parser, query, error);

	g_string_free(parser.phrase, TRUE);
	g_ptr_array_unref(parser.group);
	return g_string_free(parser.out, !ok);
}

/* --- the search ---------------------------------------------------------- */

static const char make_index[] =
	"DROP TABLE IF EXISTS temp.search;"
	"CREATE VIRTUAL TABLE temp.search USING fts5("
	"	words, document UNINDEXED, page UNINDEXED, section UNINDEXED,"
	"	polarity UNINDEXED, finding UNINDEXED,"
	"	tokenize = 'porter unicode61 remove_diacritics 2');"
	"INSERT INTO temp.search (words, document, page, section, polarity,"
	"	finding)"
	"SELECT text, document, page, section, polarity, finding"
	"	FROM findings;"
	"INSERT INTO temp.search (words, document, page, section)"
	"SELECT action, document, page, 'action' FROM actions"
	"	WHERE action IS NOT NULL;";

static const char find[] =
	"SELECT s.document, d.area, d.region, d.framework, d.kind,"
	"	substr(coalesce(d.inspection_end, d.published), 1, 4) AS year,"
	"	s.page, s.section, s.polarity, s.finding,"
	"	highlight(search, 0, char(2), char(3)) AS marked "
	"FROM temp.search s JOIN documents d ON d.document = s.document "
	"WHERE search MATCH ? "
	"ORDER BY s.document, s.rowid";

bool store_search(struct store *store, const char *query, store_row_func each,
	void *user, GError **error)
{
	g_autofree char *expression = search_expression(query, error);
	sqlite3_stmt *row = NULL;
	bool ok = false;
	int rc;

	if (expression == NULL || !sql_script(store, make_index, error))
		return false;
	rc = sqlite3_prepare_v2(store->db, find, -1, &row, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_bind_text(
			row, 1, expression, -1, SQLITE_TRANSIENT);
	if (rc == SQLITE_OK)
		ok = sql_rows(store, row, each, user, error);
	else
		store_fail(store, rc, error);
	sqlite3_finalize(row);
	return ok;
}
