/*
 * framework-load.c - a framework from its XML file.
 *
 * The schema has been checked before any element is read here, so what it
 * requires is there. One function an element; each returns false with the
 * loader's error set.
 */
#include <string.h>

#include "scoring/data-file.h"
#include "scoring/framework-private.h"

#define EXPAND_MAX 65536             /* bytes of a pattern with its defines */

/* Begins the name of a mark on the sentence before. */
#define BEFORE "before."

struct loader {
	struct framework *framework;
	const char *path;
	GHashTable *defines; /* id -> pattern in a group */
	GHashTable *rows;    /* ids of phrases, terms, indicators, features */
	GError **error;
};

/* The sections of a record, each of which is a mark. */
static const char *const sections[] = {
	"main", "identifying", "meeting", "improving", "wsoa", /* 2016 */
	"outcome", "about", "experience", "effective", "better",
	"priority-action", "improvement", /* 2023 */
};

G_GNUC_PRINTF(4, 5)
static bool fail(struct loader *loader, const xmlNode *node,
	enum framework_error code, const char *format, ...)
{
	g_autofree char *reason = NULL;
	va_list arguments;

	va_start(arguments, format);
	reason = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_set_error(loader->error, FRAMEWORK_ERROR, code, "%s:%ld: %s",
		loader->path, xmlGetLineNo(node), reason);
	return false;
}

static char *attribute(const xmlNode *node, const char *name)
{
	xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);
	char *copy = g_strdup((const char *)value);

	xmlFree(value);
	return copy;
}

static char *content(const xmlNode *node)
{
	xmlChar *value = xmlNodeGetContent(node);
	char *copy = g_strdup((const char *)value);

	xmlFree(value);
	return copy;
}

/* Prose: white space is folded. */
static char *prose(const xmlNode *node)
{
	g_autofree char *text = content(node);
	g_auto(GStrv) words = g_strsplit_set(text, " \t\r\n", -1);
	GString *out = g_string_new(NULL);

	for (char **word = words; *word; word++)
		if (**word)
			g_string_append_printf(
				out, "%s%s", out->len ? " " : "", *word);
	return g_string_free(out, FALSE);
}

static bool is(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE &&
	       g_str_equal((const char *)node->name, name);
}

/* Take an id that must not have been taken in `ids` before. */
static bool take_id(
	struct loader *loader, const xmlNode *node, GHashTable *ids, char **id)
{
	*id = attribute(node, "id");
	if (g_hash_table_contains(ids, *id))
		return fail(loader, node, FRAMEWORK_ERROR_NAME,
			"id %s is used twice", *id);
	return true;
}

/* --- patterns ---------------------------------------------------------------
 */

/*
 * The element's text with defines put in. Texts write the apostrophe in two
 * ways; sentences and patterns alike are read with the plain one (reading.c).
 */
static char *expand(struct loader *loader, const xmlNode *node)
{
	g_autofree char *raw = content(node);
	g_autoptr(GString) plain = g_string_new(raw);
	g_autoptr(GString) out = g_string_new(NULL);
	const char *open, *close, *at;

	g_string_replace(plain, "\342\200\231", "'", 0);
	g_string_replace(plain, "\342\200\230", "'", 0);
	at = plain->str;
	if (strpbrk(at, "\t\r\n") || *at == ' ' || g_str_has_suffix(at, " ")) {
		fail(loader, node, FRAMEWORK_ERROR_PATTERN,
			"a pattern stands on one line, without space at its "
			"ends");
		return NULL;
	}
	while ((open = strstr(at, "{{")) && (close = strstr(open, "}}"))) {
		g_autofree char *name = g_strndup(open + 2, close - open - 2);
		const char *value = g_hash_table_lookup(loader->defines, name);
		if (!value) {
			fail(loader, node, FRAMEWORK_ERROR_NAME,
				"{{%s}} is not defined above", name);
			return NULL;
		}
		g_string_append_len(out, at, open - at);
		g_string_append(out, value);
		at = close + 2;
	}
	g_string_append(out, at);
	if (out->len > EXPAND_MAX) {
		fail(loader, node, FRAMEWORK_ERROR_PATTERN,
			"pattern is longer than %d bytes", EXPAND_MAX);
		return NULL;
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

static bool load_define(struct loader *loader, const xmlNode *node)
{
	g_autofree char *id = NULL;
	g_autofree char *pattern = NULL;

	if (!take_id(loader, node, loader->defines, &id))
		return false;
	pattern = expand(loader, node);
	if (!pattern)
		return false;
	g_hash_table_insert(loader->defines, g_steal_pointer(&id),
		g_strdup_printf("(?:%s)", pattern));
	return true;
}

/* A row of the file that is a pattern: id, text, and whose it is. */
static bool load_pattern(struct loader *loader, const xmlNode *node,
	enum pattern_kind kind, int index)
{
	struct pattern pattern = {kind, index};
	g_autofree char *id = NULL;
	g_autofree char *text = NULL;
	g_autofree char *reason = NULL;

	if (!take_id(loader, node, loader->rows, &id))
		return false;
	text = expand(loader, node);
	if (!text)
		return false;
	if (matcher_add(loader->framework->matcher, text, &reason) < 0)
		return fail(loader, node, FRAMEWORK_ERROR_PATTERN,
			"pattern %s: %s", id, reason);
	g_array_append_val(loader->framework->patterns, pattern);
	g_hash_table_add(loader->rows, g_steal_pointer(&id));
	return true;
}

/* --- marks ------------------------------------------------------------------
 */

/* Takes `id`. */
static struct mark *add_mark(
	struct framework *framework, char *id, enum mark_class class)
{
	struct mark *mark = g_new0(struct mark, 1);

	mark->id = id;
	mark->class = class;
	mark->before = -1;
	g_hash_table_insert(framework->mark_index, id,
		GINT_TO_POINTER((int)framework->marks->len));
	g_ptr_array_add(framework->marks, mark);
	return mark;
}

/*
 * The index of a mark that stands above, or of before.NAME for such a mark,
 * which is made where it is first named.
 */
static int look_up_mark(const char *name, void *user)
{
	struct framework *framework = user;
	int known = framework_mark(framework, name);
	struct mark *mark;

	if (known >= 0 || !g_str_has_prefix(name, BEFORE))
		return known;
	name += strlen(BEFORE);
	known = g_str_has_prefix(name, BEFORE)
			? -1
			: framework_mark(framework, name);
	if (known < 0 || framework->marks->len >= MARKS_MAX)
		return -1;
	mark = add_mark(
		framework, g_strconcat(BEFORE, name, NULL), MARK_BUILT_IN);
	mark->before = known;
	return framework->marks->len - 1;
}

/* Read the list in one attribute, where it stands, into the filter. */
static bool load_marks(struct loader *loader, const xmlNode *node,
	const char *name, struct mark_filter *filter)
{
	g_autofree char *list = attribute(node, name);
	g_autofree char *unknown = NULL;

	if (list && g_str_equal(name, "without"))
		unknown = mark_filter_without(
			filter, list, look_up_mark, loader->framework);
	else if (list)
		unknown = mark_filter_with(
			filter, list, look_up_mark, loader->framework);
	if (unknown)
		return fail(loader, node, FRAMEWORK_ERROR_NAME,
			"%s: no mark %s above", name, unknown);
	return true;
}

static bool load_filter(
	struct loader *loader, const xmlNode *node, struct mark_filter *filter)
{
	return load_marks(loader, node, "with", filter) &&
	       load_marks(loader, node, "without", filter);
}

static void clear_filter(void *data)
{
	mark_filter_clear(data);
}

static void free_mark(void *data)
{
	struct mark *mark = data;

	g_free(mark->id);
	mark_filter_clear(&mark->from);
	g_free(mark);
}

static void add_built_in_marks(struct framework *framework)
{
	static const char *const headings[] = {
		[MARK_STRENGTH] = "strength",
		[MARK_DEVELOPMENT] = "development",
		[MARK_NEUTRAL] = "neutral",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(headings); i++)
		add_mark(framework, g_strdup(headings[i]), MARK_BUILT_IN);
	for (size_t i = 0; i < G_N_ELEMENTS(sections); i++)
		add_mark(framework, g_strdup_printf("section.%s", sections[i]),
			MARK_BUILT_IN);
}

/* any="a b" is a mark where with="a|b" would hold, all="a b" as with="a b". */
static bool load_derived(struct loader *loader, const xmlNode *node,
	struct mark_filter *from, bool *derived)
{
	g_autofree char *any = attribute(node, "any");
	g_autofree char *all = attribute(node, "all");
	g_autofree char *unknown = NULL;
	g_auto(GStrv) words = NULL;

	*derived = any || all;
	if (any) {
		words = g_strsplit_set(g_strstrip(any), " \t\r\n", -1);
		g_free(any);
		any = g_strjoinv("|", words);
		unknown = mark_filter_with(
			from, any, look_up_mark, loader->framework);
	}
	if (unknown)
		return fail(loader, node, FRAMEWORK_ERROR_NAME,
			"any: no mark %s above", unknown);
	return load_marks(loader, node, "all", from) &&
	       load_marks(loader, node, "without", from);
}

/* Note which marks of the same class `mark` is made from. */
static void note_parts(struct framework *framework, const struct mark *mark)
{
	for (guint i = 0; mark->from.with && i < mark->from.with->len; i++)
		for (guint j = 0; j < framework->marks->len; j++) {
			struct mark *other = framework->marks->pdata[j];
			if (other->class == mark->class &&
				marks_has(&g_array_index(mark->from.with,
						  struct marks, i),
					j))
				other->part = true;
		}
}

static bool load_mark(struct loader *loader, const xmlNode *node)
{
	struct framework *framework = loader->framework;
	struct mark_filter from = {0};
	bool derived = false;
	g_autofree char *id = NULL;
	g_autofree char *class = attribute(node, "class");
	struct mark *mark;
	int index;

	if (!take_id(loader, node, framework->mark_index, &id))
		return false;
	if (!load_derived(loader, node, &from, &derived)) {
		mark_filter_clear(&from);
		return false;
	}
	index = framework->marks->len;
	if (index >= MARKS_MAX) {
		mark_filter_clear(&from);
		return fail(loader, node, FRAMEWORK_ERROR_NAME,
			"more than %d marks", MARKS_MAX);
	}
	mark = add_mark(
		framework, g_steal_pointer(&id), mark_class_from_name(class));
	mark->from = from;
	mark->derived = derived;
	note_parts(framework, mark);
	for (xmlNode *term = node->children; term; term = term->next)
		if (is(term, "term") &&
			!load_pattern(loader, term, PATTERN_TERM, index))
			return false;
	return true;
}

/* Sentences that are no evidence for anything. */
static bool load_aside(struct loader *loader, const xmlNode *node)
{
	GArray *asides = loader->framework->asides;

	g_array_set_size(asides, asides->len + 1);
	return load_filter(loader, node,
		&g_array_index(asides, struct mark_filter, asides->len - 1));
}

/* --- counts and rules ---------------------------------------------------- */

static char *label_of(const struct count *count, const xmlNode *node)
{
	g_autofree char *with = attribute(node, "with");
	g_autofree char *without = attribute(node, "without");
	g_autofree char *aspect = attribute(node, "aspect");
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
	g_autofree char *of = attribute(node, "of");
	g_autofree char *aspects = attribute(node, "aspect");

	count->of = count_of_from_name(of);
	if (aspects) {
		count->aspects =
			g_strsplit_set(g_strstrip(aspects), " |\t\r\n", -1);
		for (char **each = count->aspects; *each; each++)
			if (!aspect_is_known(
				    loader->framework, criterion, *each))
				return fail(loader, node, FRAMEWORK_ERROR_NAME,
					"no indicator here has aspect %s",
					*each);
	}
	count->label = label_of(count, node);
	return load_filter(loader, node, &count->marks);
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

	if (is(node, "count")) {
		g_autofree char *at_least = attribute(node, "at-least");
		rule->at_least = (int)CLAMP(
			g_ascii_strtoll(at_least, NULL, 10), 1, G_MAXINT);
		done = load_count(loader, node, criterion, &rule->count);
	} else {
		rule->kind = is(node, "all") ? RULE_ALL : RULE_ANY;
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

		if (!is(rung, "rung"))
			continue;
		score = attribute(rung, "score");
		place = &entry->rungs[*score - '1'];
		if (*place)
			return fail(loader, rung, FRAMEWORK_ERROR_NAME,
				"a second rung %s", score);
		rule = xmlFirstElementChild(rung);
		*place = load_rule(loader, rule, criterion);
		if (!*place)
			return false;
	}
	return true;
}

static bool load_feature(struct loader *loader, const xmlNode *node,
	GPtrArray *features, int criterion)
{
	struct feature *feature = g_new0(struct feature, 1);
	g_autofree char *cap = attribute(node, "cap");

	g_ptr_array_add(features, feature);
	feature->count = &feature->own;
	feature->cap =
		cap ? (int)CLAMP(g_ascii_strtoll(cap, NULL, 10), 1, G_MAXINT)
		    : G_MAXINT;
	if (!take_id(loader, node, loader->rows, &feature->id))
		return false;
	g_hash_table_add(loader->rows, g_strdup(feature->id));
	return load_count(loader, node, criterion, &feature->own);
}

/* --- criteria ------------------------------------------------------------ */

static bool load_indicator(
	struct loader *loader, const xmlNode *node, int criterion)
{
	struct framework *framework = loader->framework;
	struct indicator_entry *entry = g_new0(struct indicator_entry, 1);
	g_autofree char *weight = attribute(node, "weight");

	entry->indicator.id = attribute(node, "id");
	entry->indicator.aspect = attribute(node, "aspect");
	entry->indicator.weight = weight ? g_ascii_strtod(weight, NULL) : 1;
	entry->indicator.criterion = criterion;
	g_ptr_array_add(framework->indicators, entry);
	return load_filter(loader, node, &entry->filter) &&
	       load_pattern(loader, node, PATTERN_INDICATOR,
		       framework->indicators->len - 1);
}

static bool load_criterion_part(struct loader *loader, const xmlNode *node,
	struct criterion_entry *entry, int index)
{
	if (is(node, "statement")) {
		entry->criterion.statement = prose(node);
	} else if (is(node, "anchor")) {
		g_autofree char *score = attribute(node, "score");
		char **place = &entry->criterion.anchors[*score - '1'];
		if (*place)
			return fail(loader, node, FRAMEWORK_ERROR_NAME,
				"a second anchor %s", score);
		*place = prose(node);
	} else if (is(node, "indicator")) {
		return load_indicator(loader, node, index);
	} else if (is(node, "ladder")) {
		return load_ladder(loader, node, entry, index);
	} else if (is(node, "feature")) {
		return load_feature(loader, node, entry->features, index);
	}
	return true;
}

static void free_feature(void *data)
{
	struct feature *feature = data;

	g_free(feature->id);
	count_clear(&feature->own);
	g_free(feature);
}

static bool load_criterion(struct loader *loader, const xmlNode *node)
{
	struct framework *framework = loader->framework;
	struct criterion_entry *entry = g_new0(struct criterion_entry, 1);
	int index = framework->criteria->len;

	entry->features = g_ptr_array_new_with_free_func(free_feature);
	g_ptr_array_add(framework->criteria, entry);
	entry->criterion.id = attribute(node, "id");
	entry->criterion.source = attribute(node, "source");
	entry->criterion.confidence = attribute(node, "confidence");
	if (framework_find(framework, entry->criterion.id) != index)
		return fail(loader, node, FRAMEWORK_ERROR_NAME,
			"id %s is used twice", entry->criterion.id);
	for (xmlNode *part = node->children; part; part = part->next)
		if (!load_criterion_part(loader, part, entry, index))
			return false;
	return true;
}

static void free_criterion(void *data)
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

static void free_indicator(void *data)
{
	struct indicator_entry *entry = data;

	g_free(entry->indicator.id);
	g_free(entry->indicator.aspect);
	mark_filter_clear(&entry->filter);
	g_free(entry);
}

/* --- the file ------------------------------------------------------------ */

static bool load_element(struct loader *loader, const xmlNode *node)
{
	if (is(node, "title"))
		loader->framework->title = prose(node);
	else if (is(node, "define"))
		return load_define(loader, node);
	else if (is(node, "set-phrase"))
		return load_pattern(loader, node, PATTERN_SET_PHRASE, 0);
	else if (is(node, "mark"))
		return load_mark(loader, node);
	else if (is(node, "aside"))
		return load_aside(loader, node);
	else if (is(node, "criterion"))
		return load_criterion(loader, node);
	return true;
}

static struct framework *framework_new(void)
{
	struct framework *framework = g_new0(struct framework, 1);

	framework->criteria = g_ptr_array_new_with_free_func(free_criterion);
	framework->marks = g_ptr_array_new_with_free_func(free_mark);
	framework->asides =
		g_array_new(FALSE, TRUE, sizeof(struct mark_filter));
	g_array_set_clear_func(framework->asides, clear_filter);
	framework->indicators = g_ptr_array_new_with_free_func(free_indicator);
	framework->features = g_ptr_array_new_with_free_func(free_feature);
	framework->patterns = g_array_new(FALSE, FALSE, sizeof(struct pattern));
	framework->matcher = matcher_new();
	framework->mark_index = g_hash_table_new(g_str_hash, g_str_equal);
	add_built_in_marks(framework);
	return framework;
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

static void add_ladder_features(struct framework *framework)
{
	for (guint i = 0; i < framework->criteria->len; i++) {
		struct criterion_entry *entry = framework->criteria->pdata[i];
		for (int rung = 0; rung < FRAMEWORK_ANCHORS; rung++)
			if (entry->rungs[rung])
				add_counts(framework, entry->rungs[rung],
					entry->features);
	}
}

/* Common features speak of all criteria, so they are read last of all. */
static bool load_root(struct loader *loader, const xmlNode *root)
{
	struct framework *framework = loader->framework;

	framework->id = attribute(root, "id");
	framework->version = attribute(root, "version");
	for (xmlNode *node = root->children; node; node = node->next)
		if (!load_element(loader, node))
			return false;
	for (xmlNode *node = root->children; node; node = node->next)
		if (is(node, "feature") &&
			!load_feature(loader, node, framework->features, -1))
			return false;
	add_ladder_features(framework);
	matcher_seal(framework->matcher);
	return true;
}

static struct framework *load_document(
	xmlDoc *document, const char *path, GError **error)
{
	struct loader loader = {
		.framework = framework_new(),
		.path = path,
		.defines = g_hash_table_new_full(
			g_str_hash, g_str_equal, g_free, g_free),
		.rows = g_hash_table_new_full(
			g_str_hash, g_str_equal, g_free, NULL),
		.error = error,
	};

	if (!load_root(&loader, xmlDocGetRootElement(document)))
		g_clear_pointer(&loader.framework, framework_free);
	g_hash_table_unref(loader.defines);
	g_hash_table_unref(loader.rows);
	return loader.framework;
}

struct framework *framework_load(
	const char *path, const char *schema, GError **error)
{
	struct framework *framework = NULL;
	g_autofree char *digest = NULL;
	xmlDoc *document = data_file_load(path, schema, &digest, error);

	if (!document)
		return NULL;
	framework = load_document(document, path, error);
	if (framework)
		framework->digest = g_steal_pointer(&digest);
	xmlFreeDoc(document);
	return framework;
}
