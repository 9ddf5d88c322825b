#include "extractors/format/html-main.h"

#include <glib.h>
#include <string.h>

#include "extractors/limits.h"

/* The subject's element holds at least this share of the running text. */
#define SHARE_PERCENT 70

bool html_attribute_is(
	const xmlNode *element, const char *name, const char *value)
{
	xmlChar *got = xmlGetNoNsProp(element, (const xmlChar *)name);
	bool is = got != NULL &&
		  g_ascii_strcasecmp((const char *)got, value) == 0;

	xmlFree(got);
	return is;
}

static bool is_named(const xmlNode *element, const char *const *names)
{
	return g_strv_contains(names, (const char *)element->name);
}

/* Whether a word of the class or id is on the list: "site-nav" has "nav". */
static bool has_class(
	const xmlNode *element, const char *attribute, const char *const *words)
{
	xmlChar *value = xmlGetNoNsProp(element, (const xmlChar *)attribute);
	g_autofree char *lower = NULL;
	g_auto(GStrv) parts = NULL;
	bool found = false;

	if (value == NULL)
		return false;
	lower = g_ascii_strdown((const char *)value, -1);
	parts = g_strsplit_set(lower, " -_\t\n", -1);
	for (int i = 0; parts[i] != NULL && !found; i++)
		found = g_strv_contains(words, parts[i]);
	xmlFree(value);
	return found;
}

static bool is_hidden(const xmlNode *element)
{
	static const char *const styles[] = {
		"display:none", "visibility:hidden"};
	xmlChar *style;
	bool hidden = false;

	if (element->properties == NULL)
		return false;
	if (xmlHasProp(element, (const xmlChar *)"hidden") != NULL ||
		html_attribute_is(element, "aria-hidden", "true"))
		return true;
	style = xmlGetNoNsProp(element, (const xmlChar *)"style");
	if (style != NULL) {
		g_auto(GStrv) parts =
			g_strsplit_set((const char *)style, " \t\n", -1);
		g_autofree char *tight = g_strjoinv("", parts);

		for (gsize i = 0; i < G_N_ELEMENTS(styles); i++)
			hidden = hidden || strstr(tight, styles[i]) != NULL;
	}
	xmlFree(style);
	return hidden;
}

bool html_is_dropped(const xmlNode *element, bool in_main)
{
	static const char *const never[] = {"script", "style", "noscript",
		"template", "head", "nav", "button", "select", "input",
		"textarea", "datalist", "option", "iframe", "object", "svg",
		"math", "canvas", "audio", "video", "map", "dialog", NULL};
	static const char *const outside[] = {
		"header", "footer", "aside", "menu", NULL};
	static const char *const roles[] = {"navigation", "banner",
		"contentinfo", "search", "complementary", "dialog",
		"alertdialog", "menu", "menubar", "tablist", NULL};
	static const char *const classes[] = {"cookie", "cookies", "breadcrumb",
		"breadcrumbs", "nav", "navbar", "navigation", "menu", "sidebar",
		"skiplink", "pagination", "pager", "share", "sharing", "social",
		NULL};
	xmlChar *role;
	bool dropped;

	if (is_named(element, never) || is_hidden(element))
		return true;
	if (element->properties == NULL)
		return !in_main && is_named(element, outside);
	role = xmlGetNoNsProp(element, (const xmlChar *)"role");
	dropped = role != NULL && g_strv_contains(roles, (const char *)role);
	xmlFree(role);
	return dropped || (!in_main && is_named(element, outside)) ||
	       has_class(element, "class", classes) ||
	       has_class(element, "id", classes);
}

static gsize count_letters(const xmlChar *words)
{
	gsize count = 0;

	for (; words != NULL && *words != '\0'; words++)
		count += *words > ' ';
	return count;
}

/*
 * How much of the running text stands within `node`: its letters outside
 * links, for lists of links are navigation whatever they are called.
 */
static gsize weigh(const xmlNode *node, int depth)
{
	gsize weight = 0;

	if (node->type == XML_TEXT_NODE)
		return count_letters(node->content);
	if (node->type != XML_ELEMENT_NODE || depth > LIMIT_XML_DEPTH ||
		html_is_dropped(node, false) ||
		strcmp((const char *)node->name, "a") == 0)
		return 0;
	for (const xmlNode *at = node->children; at != NULL; at = at->next)
		weight += weigh(at, depth + 1);
	return weight;
}

static bool is_marked_main(const xmlNode *element)
{
	return strcmp((const char *)element->name, "main") == 0 ||
	       html_attribute_is(element, "role", "main");
}

static bool is_article(const xmlNode *element)
{
	return strcmp((const char *)element->name, "article") == 0;
}

/* The heaviest element within `node` for which `is` holds, or NULL. */
static xmlNode *find_heaviest(
	xmlNode *node, bool (*is)(const xmlNode *), gsize *weight, int depth)
{
	xmlNode *found = NULL;

	if (node->type != XML_ELEMENT_NODE || depth > LIMIT_XML_DEPTH ||
		html_is_dropped(node, true))
		return NULL;
	if (is(node)) {
		gsize own = weigh(node, depth);

		if (own > *weight) {
			*weight = own;
			found = node;
		}
		return found;
	}
	for (xmlNode *at = node->children; at != NULL; at = at->next) {
		xmlNode *better = find_heaviest(at, is, weight, depth + 1);

		if (better != NULL)
			found = better;
	}
	return found;
}

/* An element that only groups others. */
static bool is_group(const xmlNode *element)
{
	static const char *const names[] = {"html", "body", "div", "section",
		"center", "form", "article", NULL};

	return is_named(element, names);
}

/* The child that holds nearly all the text of `node`, or NULL. */
static xmlNode *find_dense_child(const xmlNode *node, int depth)
{
	gsize whole = weigh(node, depth);

	for (xmlNode *at = node->children; at != NULL; at = at->next) {
		if (at->type == XML_ELEMENT_NODE && is_group(at) &&
			weigh(at, depth + 1) * 100 > whole * SHARE_PERCENT)
			return at;
	}
	return NULL;
}

xmlNode *html_main(xmlNode *root)
{
	gsize weight = 0;
	xmlNode *found = find_heaviest(root, is_marked_main, &weight, 0);
	xmlNode *child;

	if (found == NULL) {
		gsize whole = weigh(root, 0);

		found = find_heaviest(root, is_article, &weight, 0);
		if (weight * 2 < whole)
			found = NULL; /* a list of teasers, say */
	}
	if (found != NULL)
		return found;
	found = root;
	for (int depth = 0; depth < LIMIT_XML_DEPTH; depth++) {
		child = find_dense_child(found, depth);
		if (child == NULL)
			break;
		found = child;
	}
	return found;
}
