/*
 * flags-load.c - read flags.xml. The framework loader has already checked it
 * against its schema and made a framework of its marks and measures; what is
 * left are the rules.
 */
#include "scoring/flags-private.h"
#include "scoring/data-file.h"

#include <libxml/parser.h>

static char **attribute_list(const xmlNode *node, const char *name)
{
	g_autofree char *value = element_attribute(node, name);

	return value ? g_strsplit(value, " ", -1) : NULL;
}

static double content_number(const xmlNode *node)
{
	xmlChar *content = xmlNodeGetContent(node);
	double value = g_ascii_strtod((const char *)content, NULL);

	xmlFree(content);
	return value;
}

static void free_test(void *data)
{
	struct flag_test *test = data;

	g_free(test->figure);
	g_free(test->times);
	g_clear_pointer(&test->parts, g_ptr_array_unref);
	g_free(test);
}

static void free_level(void *data)
{
	struct flag_level *level = data;

	g_free(level->name);
	g_free(level->detail);
	free_test(level->test);
	g_free(level);
}

static void free_rule(void *data)
{
	struct flag_rule *rule = data;

	g_free(rule->id);
	g_free(rule->title);
	g_free(rule->source);
	g_strfreev(rule->kinds);
	g_strfreev(rule->grounds);
	g_ptr_array_unref(rule->levels);
	g_free(rule);
}

/* The depth of all and any is bounded by the parser's own limit. */
static struct flag_test *load_test(const xmlNode *node)
{
	struct flag_test *test = g_new0(struct flag_test, 1);
	g_autofree char *bound = NULL;

	if (element_is(node, "all") || element_is(node, "any")) {
		test->kind =
			element_is(node, "all") ? FLAG_TEST_ALL : FLAG_TEST_ANY;
		test->parts = g_ptr_array_new_with_free_func(free_test);
		for (xmlNode *part = node->children; part; part = part->next)
			if (part->type == XML_ELEMENT_NODE)
				g_ptr_array_add(test->parts, load_test(part));
		return test;
	}
	test->figure = element_attribute(node, "figure");
	test->times = element_attribute(node, "times");
	test->kind = FLAG_TEST_AT_LEAST;
	bound = element_attribute(node, "at-least");
	if (!bound) {
		test->kind = FLAG_TEST_AT_MOST;
		bound = element_attribute(node, "at-most");
	}
	test->bound = bound ? g_ascii_strtod(bound, NULL) : 0;
	return test;
}

static struct flag_level *load_level(const xmlNode *node)
{
	struct flag_level *level = g_new0(struct flag_level, 1);

	level->name = element_attribute(node, "name");
	level->detail = element_attribute(node, "detail");
	for (xmlNode *part = node->children; part; part = part->next)
		if (part->type == XML_ELEMENT_NODE)
			level->test = load_test(part);
	return level;
}

static struct flag_rule *load_rule(const xmlNode *node)
{
	struct flag_rule *rule = g_new0(struct flag_rule, 1);

	rule->id = element_attribute(node, "id");
	rule->title = element_attribute(node, "title");
	rule->source = element_attribute(node, "source");
	rule->kinds = attribute_list(node, "kinds");
	rule->grounds = attribute_list(node, "grounds");
	rule->levels = g_ptr_array_new_with_free_func(free_level);
	for (xmlNode *part = node->children; part; part = part->next)
		if (element_is(part, "level"))
			g_ptr_array_add(rule->levels, load_level(part));
	return rule;
}

static char **load_known(const xmlNode *node)
{
	xmlChar *content = xmlNodeGetContent(node);
	g_auto(GStrv) words = NULL;
	GPtrArray *known = g_ptr_array_new();

	words = g_strsplit_set((const char *)content, " \t\n", -1);
	for (char **word = words; *word; word++)
		if (**word)
			g_ptr_array_add(known, g_strdup(*word));
	g_ptr_array_add(known, NULL);
	xmlFree(content);
	return (char **)g_ptr_array_free(known, FALSE);
}

static void load_element(struct flags *flags, const xmlNode *node)
{
	double *number;

	if (element_is(node, "flag")) {
		g_ptr_array_add(flags->rules, load_rule(node));
	} else if (element_is(node, "number")) {
		number = g_new(double, 1);
		*number = content_number(node);
		g_hash_table_replace(
			flags->numbers, element_attribute(node, "id"), number);
	} else if (element_is(node, "known")) {
		g_strfreev(flags->known);
		flags->known = load_known(node);
	}
}

struct flags *flags_load(const char *path, const char *schema, GError **error)
{
	struct framework *framework = framework_load(path, schema, error);
	struct flags *flags;
	xmlDoc *document;

	if (!framework)
		return NULL;
	/* Checked anew, for it may have changed meanwhile. */
	document = data_file_load(path, schema, NULL, error);
	if (!document) {
		framework_free(framework);
		return NULL;
	}
	flags = g_new0(struct flags, 1);
	flags->framework = framework;
	flags->rules = g_ptr_array_new_with_free_func(free_rule);
	flags->numbers =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	for (xmlNode *node = xmlDocGetRootElement(document)->children; node;
		node = node->next)
		load_element(flags, node);
	xmlFreeDoc(document);
	return flags;
}

void flags_free(struct flags *flags)
{
	if (!flags)
		return;
	framework_free(flags->framework);
	g_ptr_array_unref(flags->rules);
	g_hash_table_unref(flags->numbers);
	g_strfreev(flags->known);
	g_free(flags);
}
