/*
 * robots.c - reads robots.txt and matches paths against it.
 */
#include "pipeline/web/robots.h"
#include <string.h>

#define RULES_MAX 10000

struct rule {
	char *pattern; /* of normal form, with * and a closing $ */
	bool allow;
};

struct robots {
	GArray *rules; /* of struct rule */
};

static void rule_clear(gpointer data)
{
	g_free(((struct rule *)data)->pattern);
}

static GArray *rules_new(void)
{
	GArray *rules = g_array_new(FALSE, FALSE, sizeof(struct rule));

	g_array_set_clear_func(rules, rule_clear);
	return rules;
}

/*
 * Paths are compared octet by octet, each that is unreserved bare and every
 * other beyond ASCII percent-encoded, with capital digits.
 */
static char *normal_form(const char *path)
{
	GString *normal = g_string_new(NULL);

	for (const guchar *p = (const guchar *)path; *p != '\0'; p++) {
		int high = *p == '%' ? g_ascii_xdigit_value((char)p[1]) : -1;
		int low = high >= 0 ? g_ascii_xdigit_value((char)p[2]) : -1;
		guchar octet = low >= 0 ? (guchar)(high * 16 + low) : *p;

		if (low >= 0)
			p += 2;
		if (low >= 0 ? !g_ascii_isalnum(octet) &&
					strchr("-._~", octet) == NULL
			     : octet >= 0x80)
			g_string_append_printf(normal, "%%%02X", octet);
		else
			g_string_append_c(normal, (char)octet);
	}
	return g_string_free(normal, FALSE);
}

/* --- reading ------------------------------------------------------------- */

struct reading {
	const char *agent;
	GArray *ours, *all; /* rules of the groups for the agent, for "*" */
	bool for_us, for_all;
	bool named;     /* a group names the agent */
	bool in_agents; /* the line before was a User-agent line */
};

static void note_agent(struct reading *reading, const char *name)
{
	if (!reading->in_agents)
		reading->for_us = reading->for_all = false;
	reading->in_agents = true;
	if (strcmp(name, "*") == 0)
		reading->for_all = true;
	else if (g_ascii_strcasecmp(name, reading->agent) == 0)
		reading->for_us = reading->named = true;
}

static void note_rule(struct reading *reading, const char *pattern, bool allow)
{
	GArray *lists[] = {reading->for_us ? reading->ours : NULL,
		reading->for_all ? reading->all : NULL};

	reading->in_agents = false;
	if (*pattern == '\0') /* "Disallow:" forbids nothing */
		return;
	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
		struct rule rule = {.allow = allow};

		if (lists[i] == NULL || lists[i]->len >= RULES_MAX)
			continue;
		rule.pattern = normal_form(pattern);
		g_array_append_val(lists[i], rule);
	}
}

static void read_line(struct reading *reading, char *line)
{
	const char *key, *value;
	char *colon;

	line[strcspn(line, "#")] = '\0';
	colon = strchr(line, ':');
	if (colon == NULL)
		return;
	*colon = '\0';
	key = g_strstrip(line);
	value = g_strstrip(colon + 1);
	if (g_ascii_strcasecmp(key, "user-agent") == 0) {
		/* Some write a version behind the name. */
		colon[1 + strcspn(colon + 1, "/")] = '\0';
		note_agent(reading, g_strstrip(colon + 1));
	} else if (g_ascii_strcasecmp(key, "disallow") == 0)
		note_rule(reading, value, false);
	else if (g_ascii_strcasecmp(key, "allow") == 0)
		note_rule(reading, value, true);
}

struct robots *robots_parse(const char *text, gsize size, const char *agent)
{
	static const char mark[] = "\xef\xbb\xbf"; /* of byte order */
	struct robots *robots = g_new0(struct robots, 1);
	struct reading reading = {
		.agent = agent, .ours = rules_new(), .all = rules_new()};
	g_autofree char *copy = g_strndup(text, MIN(size, ROBOTS_BYTES_MAX));
	g_auto(GStrv) lines = g_strsplit_set(
		g_str_has_prefix(copy, mark) ? copy + strlen(mark) : copy,
		"\r\n", -1);

	for (gsize i = 0; lines[i] != NULL; i++)
		read_line(&reading, lines[i]);
	robots->rules = g_array_ref(reading.named ? reading.ours : reading.all);
	g_array_unref(reading.ours);
	g_array_unref(reading.all);
	return robots;
}

void robots_free(struct robots *robots)
{
	if (robots == NULL)
		return;
	g_array_unref(robots->rules);
	g_free(robots);
}

/* --- matching ------------------------------------------------------------ */

/*
 * A prefix match with wildcards. On a mismatch only the last * seen need be
 * tried again, so a rule of many of them costs no more than its length times
 * the path's.
 */
static bool matches(const char *pattern, const char *path)
{
	const char *star = NULL, *from = NULL;

	for (;;) {
		bool at_end = *path == '\0' && strcmp(pattern, "$") == 0;

		if (*pattern == '\0' || at_end)
			return true;
		if (*pattern == '*') {
			star = ++pattern;
			from = path;
		} else if (*path != '\0' && *pattern == *path) {
			pattern++;
			path++;
		} else if (star != NULL && *from != '\0') {
			pattern = star;
			path = ++from;
		} else {
			return false;
		}
	}
}

bool robots_allow(const struct robots *robots, const char *path)
{
	g_autofree char *normal = normal_form(path);
	gsize longest = 0;
	bool allow = true;

	for (guint i = 0; i < robots->rules->len; i++) {
		const struct rule *rule =
			&g_array_index(robots->rules, struct rule, i);
		gsize length = strlen(rule->pattern);

		if (length < longest || !matches(rule->pattern, normal))
			continue;
		if (length > longest || rule->allow)
			allow = rule->allow;
		longest = length;
	}
	return allow;
}
