/*
 * literals.c - a reader of PCRE2 patterns that understands just enough.
 *
 * A sequence needs each of its parts, so the best part is taken; alternatives
 * need one of theirs, so the sets are joined; whatever may be absent needs
 * nothing. Syntax that is not known for certain gives up the whole pattern.
 */
#include "scoring/literals.h"

#include <stdbool.h>
#include <string.h>

#define MIN_LENGTH 2   /* shorter strings stand in every sentence */
#define MAX_SET    64  /* more alternatives than this filter too little */
#define MAX_DEPTH  100 /* of groups; a limit on recursion */

struct parser {
	const char *at;
	int depth;
	bool lost; /* something not understood: no set for the whole */
};

static GPtrArray *read_alternatives(struct parser *parser);

static GPtrArray *set_of(const char *string)
{
	GPtrArray *set = g_ptr_array_new_with_free_func(g_free);

	g_ptr_array_add(set, g_strdup(string));
	return set;
}

/* How well a set filters: the length of its shortest string, less something
 * for each further string. */
static double worth(const GPtrArray *set)
{
	size_t shortest = G_MAXINT;

	if (!set)
		return -1;
	for (guint i = 0; i < set->len; i++)
		shortest = MIN(shortest, strlen(set->pdata[i]));
	return shortest < MIN_LENGTH || set->len > MAX_SET
		       ? -1
		       : MIN(shortest, 12) - 0.1 * set->len;
}

/* Keep the better of the two, free the other. */
static void keep_better(GPtrArray **best, GPtrArray *set)
{
	if (worth(set) > worth(*best)) {
		GPtrArray *old = *best;
		*best = set;
		set = old;
	}
	if (set)
		g_ptr_array_unref(set);
}

static void end_run(GString *run, GPtrArray **best)
{
	if (run->len >= MIN_LENGTH)
		keep_better(best, set_of(run->str));
	g_string_truncate(run, 0);
}

/* What follows an atom. */
enum quantifier { ONCE, OPTIONAL, REPEATED };

static enum quantifier read_quantifier(struct parser *parser)
{
	enum quantifier found = ONCE;
	const char *at = parser->at;

	if (*at == '?' || *at == '*') {
		found = OPTIONAL;
		at++;
	} else if (*at == '+') {
		found = REPEATED;
		at++;
	} else if (*at == '{' && g_ascii_isdigit(at[1])) {
		found = strtol(at + 1, NULL, 10) == 0 ? OPTIONAL : REPEATED;
		at += strcspn(at, "}");
		if (*at)
			at++;
	} else if (*at == '{' && at[1] == ',') {
		parser->lost = true; /* a quantifier in newer PCRE2 only */
	}
	if (found != ONCE && (*at == '?' || *at == '+'))
		at++; /* lazy or possessive */
	parser->at = at;
	return found;
}

/* Skip [...], of which `at` is the first byte inside. */
static void skip_class(struct parser *parser)
{
	const char *at = parser->at;

	if (*at == '^')
		at++;
	if (*at == ']')
		at++;
	while (*at && *at != ']') {
		if (*at == '\\' && (at[1] == 'Q' || at[1] == 'E'))
			parser->lost = true;
		if (*at == '\\' && at[1])
			at++;
		else if (*at == '[' && at[1] == ':' && strstr(at, ":]"))
			at = strstr(at, ":]") + 1;
		at++;
	}
	parser->lost |= !*at;
	parser->at = *at ? at + 1 : at;
}

/* What an opening bracket, already passed, begins. */
enum group { GROUP, ASSERTION, UNKNOWN };

static enum group read_group_kind(struct parser *parser)
{
	static const struct {
		const char *opening;
		enum group kind;
	} known[] = {
		{"?:", GROUP},
		{"?>", GROUP},
		{"?|", GROUP},
		{"?=", ASSERTION},
		{"?!", ASSERTION},
		{"?<=", ASSERTION},
		{"?<!", ASSERTION},
		{"*pla:", ASSERTION},
		{"*nla:", ASSERTION},
		{"*plb:", ASSERTION},
		{"*nlb:", ASSERTION},
		{"*atomic:", GROUP},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
		if (g_str_has_prefix(parser->at, known[i].opening)) {
			parser->at += strlen(known[i].opening);
			return known[i].kind;
		}
	return *parser->at == '?' || *parser->at == '*' ? UNKNOWN : GROUP;
}

static void read_group(struct parser *parser, GString *run, GPtrArray **best)
{
	enum group kind = read_group_kind(parser);
	GPtrArray *needed = NULL;
	enum quantifier quantifier;

	if (kind == UNKNOWN || parser->depth >= MAX_DEPTH) {
		parser->lost = true;
		return;
	}
	parser->depth++;
	needed = read_alternatives(parser);
	parser->depth--;
	if (*parser->at == ')')
		parser->at++;
	else
		parser->lost = true;
	quantifier = read_quantifier(parser);
	/* An assertion takes no room: what stands on its two sides touches. */
	if (kind == GROUP)
		end_run(run, best);
	if (kind == GROUP && quantifier != OPTIONAL)
		keep_better(best, g_steal_pointer(&needed));
	if (needed)
		g_ptr_array_unref(needed);
}

/* After a backslash: a literal byte, 0 for what takes no room, -1 for a
 * character that varies. */
static int read_escape(struct parser *parser)
{
	char c = *parser->at;

	if (c)
		parser->at++;
	if (c && strchr("bBAzZG", c))
		return 0;
	if (c && strchr("dDwWsShHvVRX", c))
		return -1;
	if (c > 0 && !g_ascii_isalnum(c))
		return c;
	parser->lost = true;
	return -1;
}

/* One character or what stands for one. */
static void read_single(struct parser *parser, GString *run, GPtrArray **best)
{
	int c = (unsigned char)*parser->at++;
	enum quantifier quantifier;

	if (c == '\\') {
		c = read_escape(parser);
	} else if (c == '[') {
		skip_class(parser);
		c = -1;
	} else if (c == '^' || c == '$') {
		c = 0;
	} else if (c == '.') {
		c = -1;
	} else if (c >= 0x80) {
		/* Other letters have case rules that are PCRE2's affair. */
		while (((unsigned char)*parser->at & 0xC0) == 0x80)
			parser->at++;
		c = -1;
	}
	quantifier = read_quantifier(parser);
	if (c == 0)
		return;
	if (c > 0 && quantifier != OPTIONAL)
		g_string_append_c(run, g_ascii_tolower((char)c));
	if (c < 0 || quantifier != ONCE)
		end_run(run, best);
}

static GPtrArray *read_sequence(struct parser *parser)
{
	g_autoptr(GString) run = g_string_new(NULL);
	GPtrArray *best = NULL;

	while (*parser->at && *parser->at != '|' && *parser->at != ')' &&
		!parser->lost) {
		if (*parser->at == '(') {
			parser->at++;
			read_group(parser, run, &best);
		} else {
			read_single(parser, run, &best);
		}
	}
	end_run(run, &best);
	return best;
}

static GPtrArray *read_alternatives(struct parser *parser)
{
	GPtrArray *all = read_sequence(parser);

	while (*parser->at == '|' && !parser->lost) {
		g_autoptr(GPtrArray) next = NULL;

		parser->at++;
		next = read_sequence(parser);
		if (all && next)
			g_ptr_array_extend_and_steal(
				all, g_steal_pointer(&next));
		else
			g_clear_pointer(&all, g_ptr_array_unref);
	}
	return all;
}

GPtrArray *literals_of(const char *pattern)
{
	struct parser parser = {.at = pattern};
	GPtrArray *set = read_alternatives(&parser);

	if (set && (parser.lost || *parser.at || worth(set) < 0))
		g_clear_pointer(&set, g_ptr_array_unref);
	return set;
}
