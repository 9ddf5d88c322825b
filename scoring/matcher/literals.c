/*
 * literals.c - a reader of PCRE2 patterns that understands just enough.
 *
 * A sequence needs what each of its parts needs, alternatives need what one of
 * theirs does, and whatever may be absent needs nothing. Syntax that is not
 * known for certain gives up the whole pattern.
 */
#include "scoring/matcher/literals.h"

#include <stdbool.h>
#include <string.h>

#define DEPTH_MAX 100 /* of groups; a limit on recursion */

struct parser {
	const char *at;
	int depth;
	bool lost; /* something not understood: nothing is known */
};

/* --- what is needed; NULL is nothing ------------------------------------- */

void need_free(struct need *need)
{
	if (!need)
		return;
	g_free(need->text);
	g_clear_pointer(&need->parts, g_ptr_array_unref);
	g_free(need);
}

static void free_part(void *need)
{
	need_free(need);
}

static GPtrArray *parts_new(void)
{
	return g_ptr_array_new_with_free_func(free_part);
}

/* Parts of the same kind come in by themselves. Takes `part`. */
static void add_part(GPtrArray *parts, enum need_kind kind, struct need *part)
{
	if (part && part->kind == kind)
		g_ptr_array_extend_and_steal(
			parts, g_steal_pointer(&part->parts));
	else if (part)
		g_ptr_array_add(parts, g_steal_pointer(&part));
	need_free(part);
}

/* Takes `parts`. */
static struct need *need_of(enum need_kind kind, GPtrArray *parts)
{
	struct need *need = NULL;

	if (parts->len > 1) {
		need = g_new0(struct need, 1);
		need->kind = kind;
		need->parts = parts;
		return need;
	}
	if (parts->len == 1)
		need = g_ptr_array_steal_index(parts, 0);
	g_ptr_array_unref(parts);
	return need;
}

/* One letter stands in every sentence; a figure, or a mark such as %, not. */
static struct need *need_text(const char *text)
{
	struct need *need;

	if (!*text || (!text[1] && (g_ascii_isalpha(*text) || *text == ' ')))
		return NULL;
	need = g_new0(struct need, 1);
	need->kind = NEED_TEXT;
	need->text = g_strdup(text);
	return need;
}

static struct need *need_figure(void)
{
	GPtrArray *parts = parts_new();

	for (char figure[] = "0"; *figure <= '9'; (*figure)++)
		g_ptr_array_add(parts, need_text(figure));
	return need_of(NEED_ANY, parts);
}

/*
 * Roughly how much of all sentences a text stands in: a letter in all of them,
 * each further one in a quarter of those. Figures and marks are rarer.
 */
static double passed(const GPtrArray *texts)
{
	double sum = 0;

	for (guint i = 0; i < texts->len; i++) {
		const struct need *need = texts->pdata[i];
		double part = 4;

		for (const char *at = need->text; *at; at++)
			part /= g_ascii_isalpha(*at) || *at == ' ' ? 4 : 16;
		sum += part;
	}
	return sum;
}

GPtrArray *need_gate(struct need *need)
{
	GPtrArray *best = NULL;

	if (need->kind == NEED_TEXT) {
		best = g_ptr_array_new();
		g_ptr_array_add(best, need);
		return best;
	}
	for (guint i = 0; i < need->parts->len; i++) {
		GPtrArray *gate = need_gate(need->parts->pdata[i]);

		if (!best) {
			best = gate;
		} else if (need->kind == NEED_ANY) {
			g_ptr_array_extend_and_steal(best, gate);
		} else {
			if (passed(gate) < passed(best)) {
				GPtrArray *worse = best;
				best = gate;
				gate = worse;
			}
			g_ptr_array_unref(gate);
		}
	}
	return best;
}

/* --- reading a pattern ---------------------------------------------------- */

static struct need *read_alternatives(struct parser *parser);

static void end_run(GString *run, GPtrArray *parts)
{
	add_part(parts, NEED_ALL, need_text(run->str));
	g_string_truncate(run, 0);
}

/* What follows an atom. */
enum quantifier { ONCE, OPTIONAL, REPEATED };

/* How long "{2}", "{2,}" or "{2,3}" is, at its bracket; 0 for anything else,
 * which is text, or a quantifier in newer PCRE2 only. */
static size_t counted(const char *at)
{
	const char *p = at + 1;
	size_t digits = strspn(p, "0123456789");

	p += digits;
	if (*p == ',')
		p += 1 + strspn(p + 1, "0123456789");
	return digits > 0 && *p == '}' ? (size_t)(p + 1 - at) : 0;
}

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
	} else if (*at == '{' && counted(at) > 0) {
		found = strtol(at + 1, NULL, 10) == 0 ? OPTIONAL : REPEATED;
		at += counted(at);
	} else if (*at == '{') {
		parser->lost = true;
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

static void read_group(struct parser *parser, GString *run, GPtrArray *parts)
{
	enum group kind = read_group_kind(parser);
	g_autoptr(Need) inner = NULL;
	enum quantifier quantifier;

	if (kind == UNKNOWN || parser->depth >= DEPTH_MAX) {
		parser->lost = true;
		return;
	}
	parser->depth++;
	inner = read_alternatives(parser);
	parser->depth--;
	if (*parser->at == ')')
		parser->at++;
	else
		parser->lost = true;
	quantifier = read_quantifier(parser);
	/* An assertion takes no room: what stands on its two sides touches. */
	if (kind == GROUP)
		end_run(run, parts);
	if (kind == GROUP && quantifier != OPTIONAL)
		add_part(parts, NEED_ALL, g_steal_pointer(&inner));
}

/* What a character may be, besides itself. */
enum { VARIES = -1, FIGURE = -2 };

/* After a backslash: a literal byte, 0 for what takes no room, or one of the
 * above. */
static int read_escape(struct parser *parser)
{
	char c = *parser->at;

	if (c)
		parser->at++;
	if (c && strchr("bBAzZG", c))
		return 0;
	if (c == 'd')
		return FIGURE;
	if (c && strchr("DwWsShHvVRX", c))
		return VARIES;
	if (c > 0 && !g_ascii_isalnum(c))
		return c;
	parser->lost = true;
	return VARIES;
}

/* One character or what stands for one. */
static void read_single(struct parser *parser, GString *run, GPtrArray *parts)
{
	int c = (unsigned char)*parser->at++;
	enum quantifier quantifier;

	if (c == '\\') {
		c = read_escape(parser);
	} else if (c == '[') {
		skip_class(parser);
		c = VARIES;
	} else if (c == '^' || c == '$') {
		c = 0;
	} else if (c == '.') {
		c = VARIES;
	} else if (c >= 0x80) {
		/* Other letters have case rules that are PCRE2's affair. */
		while (((unsigned char)*parser->at & 0xC0) == 0x80)
			parser->at++;
		c = VARIES;
	}
	quantifier = read_quantifier(parser);
	if (c == 0)
		return;
	if (c > 0 && quantifier != OPTIONAL)
		g_string_append_c(run, g_ascii_tolower((char)c));
	if (c < 0 || quantifier != ONCE)
		end_run(run, parts);
	if (c == FIGURE && quantifier != OPTIONAL)
		add_part(parts, NEED_ALL, need_figure());
}

static struct need *read_sequence(struct parser *parser)
{
	g_autoptr(GString) run = g_string_new(NULL);
	GPtrArray *parts = parts_new();

	while (*parser->at && *parser->at != '|' && *parser->at != ')' &&
		!parser->lost) {
		if (*parser->at == '(') {
			parser->at++;
			read_group(parser, run, parts);
		} else {
			read_single(parser, run, parts);
		}
	}
	end_run(run, parts);
	return need_of(NEED_ALL, parts);
}

/* One that needs nothing, and nothing is needed. */
static struct need *read_alternatives(struct parser *parser)
{
	GPtrArray *parts = parts_new();
	bool nothing = false;

	for (;;) {
		struct need *need = read_sequence(parser);

		nothing |= !need;
		add_part(parts, NEED_ANY, need);
		if (*parser->at != '|' || parser->lost)
			break;
		parser->at++;
	}
	if (nothing)
		g_ptr_array_set_size(parts, 0);
	return need_of(NEED_ANY, parts);
}

struct need *literals_of(const char *pattern)
{
	struct parser parser = {.at = pattern};
	struct need *need = read_alternatives(&parser);

	if (parser.lost || *parser.at)
		g_clear_pointer(&need, need_free);
	return need;
}
