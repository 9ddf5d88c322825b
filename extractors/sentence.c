#include "extractors/sentence.h"

#include <string.h>

/* After these a full stop does not end a sentence. Lower case. */
static const char *const abbreviations[] = {"e.g", "eg", "i.e", "ie", "etc",
	"dr", "mr", "mrs", "ms", "prof", "rev", "st", "no", "nos", "vs", "cf",
	"approx", "dept", "p", "pp", "para", "paras", "fig", "ref", "ext",
	"tel", "incl", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
	"sept", "oct", "nov", "dec", "inc", "ltd", "v", "n.b", "viz", "hon"};

/* These may end one: what follows decides. */
static const char *const may_end[] = {"etc", "inc", "ltd", "no"};

/* A bracket that is never closed stops counting after this many bytes. */
enum { BRACKET_REACH = 600 };

static bool in_list(
	const char *word, gsize length, const char *const *list, gsize n)
{
	for (gsize i = 0; i < n; i++)
		if (strlen(list[i]) == length &&
			g_ascii_strncasecmp(list[i], word, length) == 0)
			return true;
	return false;
}

static bool is_closer(gunichar c)
{
	return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x2019 ||
	       c == 0x201D || c == 0xBB;
}

static bool is_opener(gunichar c)
{
	return c == '"' || c == '\'' || c == '(' || c == '[' || c == 0x2018 ||
	       c == 0x201C || c == 0xAB;
}

static const char *skip_spaces(const char *p)
{
	while (g_ascii_isspace(*p))
		p++;
	return p;
}

/* Whether the words at `p` look like the beginning of a sentence. */
static bool starts_sentence(const char *p)
{
	gunichar c = g_utf8_get_char(p);

	while (is_opener(c)) {
		p = g_utf8_next_char(p);
		c = g_utf8_get_char(p);
	}
	return c == '\0' || g_unichar_isupper(c) || g_unichar_isdigit(c) ||
	       c == 0x2022 || c == 0x25AA || c == 0x25FC;
}

/* The word that ends just before `stop`, with inner full stops ("i.e"). */
static const char *word_before(const char *text, const char *stop)
{
	const char *word = stop;

	while (word > text && (g_ascii_isalnum(word[-1]) || word[-1] == '.'))
		word--;
	return word;
}

/* Whether the full stop at `stop` belongs to the word before it. */
static bool is_abbreviation(
	const char *text, const char *stop, const char *after)
{
	const char *word = word_before(text, stop);
	gsize length = (gsize)(stop - word);

	/* "No. 7" is a number; "St. Mary's"; "No." alone ends. */
	if (length == 2 && g_ascii_strncasecmp(word, "no", 2) == 0)
		return g_ascii_isdigit(*after);
	if (in_list(word, length, may_end, G_N_ELEMENTS(may_end)))
		return !starts_sentence(after);
	if (in_list(word, length, abbreviations, G_N_ELEMENTS(abbreviations)))
		return true;
	/* An initial: "J. Smith", but not "plan B. They" in mid-prose. */
	if (length == 1 && g_ascii_isupper(*word)) {
		bool first = word == text;
		bool name = word > text + 2 && word[-1] == ' ' &&
			    g_ascii_isupper(*word_before(text, word - 1));
		return first || name || word[-1] == '.';
	}
	return false;
}

/* Past the closing marks behind a sentence's end. */
static const char *skip_closers(const char *p)
{
	while (is_closer(g_utf8_get_char(p)))
		p = g_utf8_next_char(p);
	return p;
}

/* Past "...", "?!" and the like, from the first mark. */
static const char *skip_stops(const char *p)
{
	while (*p == '.' || *p == '!' || *p == '?' ||
		g_utf8_get_char(p) == 0x2026)
		p = g_utf8_next_char(p);
	return p;
}

/*
 * Whether a sentence ends at the mark `stop`; if so its end, behind closing
 * quotation marks, goes to `end`.
 */
static bool ends_here(const char *text, const char *stop, const char **end)
{
	const char *after = skip_stops(stop);
	bool ellipsis = after - stop > 1 && *stop == '.' && after[-1] == '.';

	if (g_utf8_get_char(stop) == 0x2026)
		ellipsis = true;
	*end = skip_closers(after);
	const char *next = skip_spaces(*end);
	if (*next == '\0')
		return true;
	if (next == *end) /* "2.5", "www.example.org", "e.g.this" */
		return false;
	if (!starts_sentence(next))
		return false;
	if (ellipsis)
		return true;
	return *stop != '.' || *end != stop + 1 ||
	       !is_abbreviation(text, stop, next);
}

/* Whether a bracket opened at `open` is closed within reach. */
static bool is_closed(const char *open)
{
	char close = *open == '(' ? ')' : ']';
	int depth = 0;

	for (gsize i = 0; open[i] != '\0' && i < BRACKET_REACH; i++) {
		if (open[i] == *open)
			depth++;
		else if (open[i] == close && --depth == 0)
			return true;
	}
	return false;
}

static const char *find_end(const char *text)
{
	int depth = 0;

	for (const char *p = text, *next; *p != '\0'; p = next) {
		const char *stops = skip_stops(p), *end;
		char c = *p;

		next = g_utf8_next_char(p);
		if ((c == '(' || c == '[') && (depth > 0 || is_closed(p)))
			depth++;
		else if ((c == ')' || c == ']') && depth > 0)
			depth--;
		else if (stops > p) {
			/* Where no sentence ends at the first mark of several,
			 * none does at the others. */
			next = stops;
			if (depth == 0 && ends_here(text, p, &end))
				return end;
		}
	}
	return text + strlen(text);
}

bool sentence_next(const char *text, gsize *from, gsize *begin, gsize *end)
{
	const char *start = skip_spaces(text + *from);

	if (*start == '\0')
		return false;
	const char *stop = find_end(start);
	*from = (gsize)(stop - text);
	while (stop > start && g_ascii_isspace(stop[-1]))
		stop--;
	*begin = (gsize)(start - text);
	*end = (gsize)(stop - text);
	return true;
}

bool sentence_is_ended(const char *text)
{
	const char *p = text + strlen(text);

	while (p > text) {
		p = g_utf8_prev_char(p);
		if (!is_closer(g_utf8_get_char(p)))
			return strchr(".!?:;", *p) != NULL;
	}
	return false;
}
