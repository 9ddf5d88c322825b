/*
 * framework/criteria.c - the criteria of a framework file: statements,
 * indicators, ladders, features.
 */
#include <string.h>

#include "scoring/framework/loader.h"

/* --- counts and rules ---------------------------------------------------- */

static char *name_of(const struct count *count, const xmlNode *node)
{
	g_autofree char *with = element_attribute(node, "with");
	g_autofree char *without = element_attribute(node, "without");
	g_autofree char *aspect = element_attribute(node, "aspect");
	GString *name = g_string_new(count_of_name(count->of));

	if (aspect)
		g_string_append_printf(name, " on %s", aspect);
	if (with)
		g_string_append_printf(name, " with %s", with);
	if (without)
		g_string_append_printf(name, " without %s", without);
	g_string_replace(name, "|", " or ", 0);
	return g_string_free(name, FALSE);
}

/* An indicator of the criterion, or of any (-1), with that aspect. */
static const struct indicator *find_aspect(
	const struct framework *framework, int criterion, const char *aspect)
{
	for (guint i = 0; i < framework->indicators->len; i++) {
		const struct indicator *indicator =
			framework->indicators->pdata[i];
		if ((criterion < 0 || indicator->criterion == criterion) &&
			g_strcmp0(indicator->aspect, aspect) == 0)
			return indicator;
	}
	return NULL;
}

/* " on timing, checks or waiting" */
static bool append_aspects(struct loader *loader, const xmlNode *node,
	int criterion, char **aspects, GString *which)
{
	for (int i = 0; aspects[i]; i++) {
		const struct indicator *found =
			find_aspect(loader->framework, criterion, aspects[i]);

		if (!found)
			return loader_fail(loader, node, FRAMEWORK_ERROR_NAME,
				"no indicator here has aspect %s", aspects[i]);
		g_string_append(which, i == 0           ? " on "
				       : aspects[i + 1] ? ", "
							: " or ");
		g_string_append(which, found->side);
	}
	return true;
}

/*
 * The labels of alternatives. One without a label ("topic.plan-again") says
 * little to a reader: it is left out beside others, and alone it is put into
 * words by its id.
 */
static void append_alternatives(
	const struct framework *framework, char **names, GString *which)
{
	g_autofree char *id = g_strdup(names[0]);
	bool any = false;

	for (int i = 0; names[i]; i++) {
		int index = framework_mark(framework, names[i]);
		const char *label = framework_nth_mark(framework, index)->label;

		if (!label)
			continue;
		g_string_append_printf(which, "%s%s", any ? " or " : "", label);
		any = true;
	}
	if (!any)
		g_string_append_printf(which, "with %s",
			g_strdelimit(
				strrchr(id, '.') ? strrchr(id, '.') + 1 : id,
				"-", ' '));
}

/* The labels of a list of marks whose names have been checked. */
static void append_marks(const struct framework *framework, const char *list,
	const char *joint, GString *which)
{
	g_auto(GStrv) words = g_strsplit_set(list, " \t\r\n", -1);

	for (int i = 0; words[i]; i++) {
		g_auto(GStrv) names = g_strsplit(words[i], "|", -1);

		g_string_append(which, i > 0 ? joint : "");
		append_alternatives(framework, names, which);
	}
}

static bool load_count(struct loader *loader, const xmlNode *node,
	int criterion, struct count *count)
{
	g_autofree char *of = element_attribute(node, "of");
	g_autofree char *aspects = element_attribute(node, "aspect");
	g_autofree char *with = element_attribute(node, "with");
	g_autofree char *without = element_attribute(node, "without");
	g_autoptr(GString) which = g_string_new(NULL);

	count->of = count_of_from_name(of);
	count->name = name_of(count, node);
	if (aspects)
		count->aspects =
			g_strsplit_set(g_strstrip(aspects), " |\t\r\n", -1);
	if ((aspects && !append_aspects(loader, node, criterion, count->aspects,
				which)) ||
		!loader_filter(loader, node, &count->marks))
		return false;
	if (with) {
		g_string_append(which, which->len > 0 ? ", " : " ");
		append_marks(loader->framework, with, " and ", which);
	}
	if (without) {
		g_string_append(which, " but not ");
		append_marks(loader->framework, without, " or ", which);
	}
	count->which = g_string_free(g_steal_pointer(&which), FALSE);
	return true;
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

static bool has_count(const GPtrArray *features, const char *name)
{
	for (guint i = 0; i < features->len; i++) {
		const struct feature *feature = features->pdata[i];
		if (g_str_equal(feature->count->name, name))
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
	if (rule->kind != RULE_COUNT || has_count(features, rule->count.name) ||
		has_count(framework->features, rule->count.name))
		return;
	feature = g_new0(struct feature, 1);
	feature->id = g_strdup(rule->count.name);
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

/*
 * An aspect in words: the label that its criterion gives it, or its own id.
 * The indicator stands inside the criterion, be it of this file or another.
 */
static char *side_of(const xmlNode *indicator, const char *aspect)
{
	char *side;

	for (const xmlNode *node = indicator->parent->children; node;
		node = node->next) {
		g_autofree char *id = element_is(node, "aspect")
					      ? element_attribute(node, "id")
					      : NULL;
		if (g_strcmp0(id, aspect) == 0)
			return element_attribute(node, "label");
	}
	side = g_strdup(aspect);
	return g_strdelimit(side, "-", ' ');
}

/* What the indicator asks of a sentence, once its marks have been checked. */
static char *asks_of(const struct framework *framework, const xmlNode *node)
{
	g_autofree char *with = element_attribute(node, "with");
	g_autofree char *without = element_attribute(node, "without");
	GString *asks = g_string_new(NULL);

	if (with)
		append_marks(framework, with, ", ", asks);
	if (without) {
		g_string_append(asks, with ? ", not " : "not ");
		append_marks(framework, without, ", not ", asks);
	}
	return g_string_free(asks, FALSE);
}

/* The filter of an indicator, and that in words. */
static bool load_filter(struct loader *loader, const xmlNode *node,
	struct indicator_entry *entry)
{
	if (!loader_filter(loader, node, &entry->filter))
		return false;
	entry->indicator.asks = asks_of(loader->framework, node);
	return true;
}

/* The index of the new entry; its pattern is still to be loaded. */
static int add_indicator(struct framework *framework, const xmlNode *node,
	int criterion, struct indicator_entry **added)
{
	struct indicator_entry *entry = g_new0(struct indicator_entry, 1);
	g_autofree char *weight = element_attribute(node, "weight");

	entry->indicator.id = element_attribute(node, "id");
	entry->indicator.aspect = element_attribute(node, "aspect");
	if (entry->indicator.aspect)
		entry->indicator.side = side_of(node, entry->indicator.aspect);
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

	return load_filter(loader, node, entry) &&
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
	return load_filter(loader, node, entry) &&
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

/* A label is for an aspect that some indicator has. */
static bool check_aspect(struct loader *loader, const xmlNode *node)
{
	g_autofree char *id = element_attribute(node, "id");

	for (const xmlNode *each = node->next; each; each = each->next)
		if (element_is(each, "indicator") && has_aspect(each, id))
			return true;
	return loader_fail(loader, node, FRAMEWORK_ERROR_NAME,
		"no indicator here has aspect %s", id);
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
	} else if (element_is(node, "aspect")) {
		return check_aspect(loader, node);
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
	if (!loader_sources(loader, node))
		return false;
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
	g_free(entry->indicator.side);
	g_free(entry->indicator.asks);
	mark_filter_clear(&entry->filter);
	g_free(entry);
}
