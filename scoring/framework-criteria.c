/*
 * framework-criteria.c - the criteria of a framework file: statements,
 * indicators, ladders, features.
 */
#include <string.h>

#include "scoring/framework-loader.h"

/* --- counts and rules ---------------------------------------------------- */

static char *label_of(const struct count *count, const xmlNode *node)
{
	g_autofree char *with = element_attribute(node, "with");
	g_autofree char *without = element_attribute(node, "without");
	g_autofree char *aspect = element_attribute(node, "aspect");
	GString *label = g_string_new(count_of_name(count->of));

	if (aspect)
		g_string_append_printf(label, " on %s", aspect);
	if (with)
		g_string_append_printf(label, " with %s", with);
	if (without)
		g_string_append_printf(label, " without %s", without);
	g_string_replace(label, "|", " or ", 0);
	return g_string_free(label, FALSE);
}

/* Whether an indicator of the criterion, or of any (-1), has that aspect. */
static bool aspect_is_known(
	const struct framework *framework, int criterion, const char *aspect)
{
	for (guint i = 0; i < framework->indicators->len; i++) {
		const struct indicator *indicator =
			framework->indicators->pdata[i];
		if ((criterion < 0 || indicator->criterion == criterion) &&
			g_strcmp0(indicator->aspect, aspect) == 0)
			return true;
	}
	return false;
}

static bool load_count(struct loader *loader, const xmlNode *node,
	int criterion, struct count *count)
{
	g_autofree char *of = element_attribute(node, "of");
	g_autofree char *aspects = element_attribute(node, "aspect");

	count->of = count_of_from_name(of);
	if (aspects) {
		count->aspects =
			g_strsplit_set(g_strstrip(aspects), " |\t\r\n", -1);
		for (char **each = count->aspects; *each; each++)
			if (!aspect_is_known(
				    loader->framework, criterion, *each))
				return loader_fail(loader, node,
					FRAMEWORK_ERROR_NAME,
					"no indicator here has aspect %s",
					*each);
	}
	count->label = label_of(count, node);
	return loader_filter(loader, node, &count->marks);
}

static void free_rule(void *rule)
{
	rule_free(rule);
}

static struct rule *load_rule(
	struct loader *loader, const xmlNode *node, int criterion)
{
	struct rule *rule = g_new0(struct rule, 1);
	bool done = true;

	if (element_is(node, "count")) {
		g_autofree char *at_least = element_attribute(node, "at-least");
		rule->at_least = (int)CLAMP(
			g_ascii_strtoll(at_least, NULL, 10), 1, G_MAXINT);
		done = load_count(loader, node, criterion, &rule->count);
	} else {
		rule->kind = element_is(node, "all") ? RULE_ALL : RULE_ANY;
		rule->parts = g_ptr_array_new_with_free_func(free_rule);
	}
	for (xmlNode *part = node->children; done && part; part = part->next) {
		struct rule *inner;
		if (part->type != XML_ELEMENT_NODE)
			continue;
		inner = load_rule(loader, part, criterion);
		if (inner)
			g_ptr_array_add(rule->parts, inner);
		done = inner;
	}
	if (!done)
		g_clear_pointer(&rule, rule_free);
	return rule;
}

static bool load_ladder(struct loader *loader, const xmlNode *node,
	struct criterion_entry *entry, int criterion)
{
	for (xmlNode *rung = node->children; rung; rung = rung->next) {
		g_autofree char *score = NULL;
		struct rule **place;
		xmlNode *rule;

		if (!element_is(rung, "rung"))
			continue;
		score = element_attribute(rung, "score");
		place = &entry->rungs[*score - '1'];
		if (*place)
			return loader_fail(loader, rung, FRAMEWORK_ERROR_NAME,
				"a second rung %s", score);
		rule = xmlFirstElementChild(rung);
		*place = load_rule(loader, rule, criterion);
		if (!*place)
			return false;
	}
	return true;
}

/* --- features ----------------------------------------------------------- */

bool loader_feature(struct loader *loader, const xmlNode *node,
	GPtrArray *features, int criterion)
{
	struct feature *feature = g_new0(struct feature, 1);
	g_autofree char *cap = element_attribute(node, "cap");

	g_ptr_array_add(features, feature);
	feature->count = &feature->own;
	feature->cap =
		cap ? (int)CLAMP(g_ascii_strtoll(cap, NULL, 10), 1, G_MAXINT)
		    : G_MAXINT;
	if (!loader_take_id(loader, node, loader->rows, &feature->id))
		return false;
	g_hash_table_add(loader->rows, g_strdup(feature->id));
	return load_count(loader, node, criterion, &feature->own);
}

static bool has_label(const GPtrArray *features, const char *label)
{
	for (guint i = 0; i < features->len; i++) {
		const struct feature *feature = features->pdata[i];
		if (g_str_equal(feature->count->label, label))
			return true;
	}
	return false;
}

/* What the ladder counts, the model may weigh: each count once. */
static void add_counts(const struct framework *framework,
	const struct rule *rule, GPtrArray *features)
{
	struct feature *feature;

	for (guint i = 0; rule->parts && i < rule->parts->len; i++)
		add_counts(framework, rule->parts->pdata[i], features);
	if (rule->kind != RULE_COUNT ||
		has_label(features, rule->count.label) ||
		has_label(framework->features, rule->count.label))
		return;
	feature = g_new0(struct feature, 1);
	feature->id = g_strdup(rule->count.label);
	feature->count = &rule->count;
	feature->cap = G_MAXINT;
	g_ptr_array_add(features, feature);
}

void loader_ladder_features(struct framework *framework)
{
	for (guint i = 0; i < framework->criteria->len; i++) {
		struct criterion_entry *entry = framework->criteria->pdata[i];
		for (int rung = 0; rung < FRAMEWORK_ANCHORS; rung++)
			if (entry->rungs[rung])
				add_counts(framework, entry->rungs[rung],
					entry->features);
	}
}

/* --- criteria ------------------------------------------------------------ */

/* The index of the new entry; its pattern is still to be loaded. */
static int add_indicator(struct framework *framework, const xmlNode *node,
	int criterion, struct indicator_entry **added)
{
	struct indicator_entry *entry = g_new0(struct indicator_entry, 1);
	g_autofree char *weight = element_attribute(node, "weight");

	entry->indicator.id = element_attribute(node, "id");
	entry->indicator.aspect = element_attribute(node, "aspect");
	entry->indicator.weight = weight ? g_ascii_strtod(weight, NULL) : 1;
	entry->indicator.criterion = criterion;
	g_ptr_array_add(framework->indicators, entry);
	*added = entry;
	return framework->indicators->len - 1;
}

static bool load_indicator(
	struct loader *loader, const xmlNode *node, int criterion)
{
	struct indicator_entry *entry;
	int index = add_indicator(loader->framework, node, criterion, &entry);

	return loader_filter(loader, node, &entry->filter) &&
	       loader_pattern(loader, node, PATTERN_INDICATOR, index);
}

/* An indicator of the vocabulary's, which other criteria may use as well. */
static bool borrow_indicator(
	struct loader *loader, const xmlNode *node, int criterion)
{
	GPtrArray *indicators = loader->framework->indicators;
	g_autofree char *id = element_attribute(node, "id");
	struct indicator_entry *entry;
	int index;

	for (guint i = 0; i < indicators->len; i++) {
		const struct indicator *other = indicators->pdata[i];
		if (other->criterion == criterion && g_str_equal(other->id, id))
			return loader_fail(loader, node, FRAMEWORK_ERROR_NAME,
				"indicator %s is used twice", id);
	}
	index = add_indicator(loader->framework, node, criterion, &entry);
	return loader_filter(loader, node, &entry->filter) &&
	       loader_add_pattern(loader, node, PATTERN_INDICATOR, index);
}

static const xmlNode *find_criterion(const xmlDoc *document, const char *id)
{
	const xmlNode *node =
		document ? xmlDocGetRootElement(document)->children : NULL;

	for (; node; node = node->next) {
		g_autofree char *other = element_is(node, "criterion")
						 ? element_attribute(node, "id")
						 : NULL;
		if (g_strcmp0(other, id) == 0)
			return node;
	}
	return NULL;
}

static bool has_aspect(const xmlNode *indicator, const char *aspects)
{
	g_autofree char *aspect = element_attribute(indicator, "aspect");
	g_auto(GStrv) wanted = NULL;

	if (!aspects)
		return true;
	wanted = g_strsplit_set(aspects, " \t\r\n", -1);
	return aspect && g_strv_contains((const char *const *)wanted, aspect);
}

/* The indicators of one criterion of the vocabulary's file. */
static bool load_use(struct loader *loader, const xmlNode *node, int criterion)
{
	g_autofree char *id = element_attribute(node, "criterion");
	g_autofree char *aspects = element_attribute(node, "aspect");
	const xmlNode *from = find_criterion(loader->vocabulary, id);
	const char *path = loader->path;
	guint before = loader->framework->indicators->len;
	bool loaded = true;

	if (!from)
		return loader_fail(loader, node, FRAMEWORK_ERROR_NAME,
			"the vocabulary has no criterion %s", id);
	loader->path = loader->words;
	for (xmlNode *each = from->children; loaded && each; each = each->next)
		if (element_is(each, "indicator") && has_aspect(each, aspects))
			loaded = borrow_indicator(loader, each, criterion);
	loader->path = path;
	if (loaded && loader->framework->indicators->len == before)
		return loader_fail(loader, node, FRAMEWORK_ERROR_NAME,
			"no indicator of %s has aspect %s", id, aspects);
	return loaded;
}

static bool load_criterion_part(struct loader *loader, const xmlNode *node,
	struct criterion_entry *entry, int index)
{
	if (element_is(node, "statement")) {
		entry->criterion.statement = element_prose(node);
	} else if (element_is(node, "anchor")) {
		g_autofree char *score = element_attribute(node, "score");
		char **place = &entry->criterion.anchors[*score - '1'];
		if (*place)
			return loader_fail(loader, node, FRAMEWORK_ERROR_NAME,
				"a second anchor %s", score);
		*place = element_prose(node);
	} else if (element_is(node, "indicator")) {
		return load_indicator(loader, node, index);
	} else if (element_is(node, "use")) {
		return load_use(loader, node, index);
	} else if (element_is(node, "ladder")) {
		return load_ladder(loader, node, entry, index);
	} else if (element_is(node, "feature")) {
		return loader_feature(loader, node, entry->features, index);
	}
	return true;
}

void feature_free(void *data)
{
	struct feature *feature = data;

	g_free(feature->id);
	count_clear(&feature->own);
	g_free(feature);
}

bool loader_criterion(struct loader *loader, const xmlNode *node)
{
	struct framework *framework = loader->framework;
	struct criterion_entry *entry = g_new0(struct criterion_entry, 1);
	int index = framework->criteria->len;

	entry->features = g_ptr_array_new_with_free_func(feature_free);
	g_ptr_array_add(framework->criteria, entry);
	entry->criterion.id = element_attribute(node, "id");
	entry->criterion.source = element_attribute(node, "source");
	entry->criterion.confidence = element_attribute(node, "confidence");
	entry->criterion.statement = element_attribute(node, "label");
	if (framework_find(framework, entry->criterion.id) != index)
		return loader_fail(loader, node, FRAMEWORK_ERROR_NAME,
			"id %s is used twice", entry->criterion.id);
	for (xmlNode *part = node->children; part; part = part->next)
		if (!load_criterion_part(loader, part, entry, index))
			return false;
	return true;
}

void criterion_free(void *data)
{
	struct criterion_entry *entry = data;

	g_free(entry->criterion.id);
	g_free(entry->criterion.statement);
	g_free(entry->criterion.source);
	g_free(entry->criterion.confidence);
	for (int i = 0; i < FRAMEWORK_ANCHORS; i++) {
		g_free(entry->criterion.anchors[i]);
		rule_free(entry->rungs[i]);
	}
	g_ptr_array_unref(entry->features);
	g_free(entry);
}

void indicator_free(void *data)
{
	struct indicator_entry *entry = data;

	g_free(entry->indicator.id);
	g_free(entry->indicator.aspect);
	mark_filter_clear(&entry->filter);
	g_free(entry);
}
