/*
 * framework/marks.c - the vocabulary of a framework file: parts of patterns,
 * set phrases, marks, asides.
 */
#include <string.h>

#include "scoring/framework/loader.h"

#define EXPAND_MAX 65536 /* bytes of a pattern with its defines */

/* Begins the name of a mark on the sentence before. */
#define BEFORE "before."

/* The sections of a record, each of which is a mark. */
static const char *const sections[] = {
	"main", "identifying", "meeting", "improving", "wsoa", /* 2016 */
	"outcome", "about", "experience", "effective", "better",
	"priority-action", "improvement", /* 2023 */
};

/* --- patterns ----------------------------------------------------------- */

/*
 * The element's text with defines put in. Texts write the apostrophe in two
 * ways; sentences and patterns alike are read with the plain one (reading.c).
 */
static char *expand(struct loader *loader, const xmlNode *node)
{
	g_autofree char *raw = element_content(node);
	g_autoptr(GString) plain = g_string_new(raw);
	g_autoptr(GString) out = g_string_new(NULL);
	const char *open, *close, *at;

	g_string_replace(plain, "\342\200\231", "'", 0);
	g_string_replace(plain, "\342\200\230", "'", 0);
	at = plain->str;
	if (strpbrk(at, "\t\r\n") || *at == ' ' || g_str_has_suffix(at, " ")) {
		loader_fail(loader, node, FRAMEWORK_ERROR_PATTERN,
			"a pattern stands on one line, without space at its "
			"ends");
		return NULL;
	}
	while ((open = strstr(at, "{{")) && (close = strstr(open, "}}"))) {
		g_autofree char *name = g_strndup(open + 2, close - open - 2);
		const char *value = g_hash_table_lookup(loader->defines, name);
		if (!value) {
			loader_fail(loader, node, FRAMEWORK_ERROR_NAME,
				"{{%s}} is not defined above", name);
			return NULL;
		}
		g_string_append_len(out, at, open - at);
		g_string_append(out, value);
		at = close + 2;
	}
	g_string_append(out, at);
	if (out->len > EXPAND_MAX) {
		loader_fail(loader, node, FRAMEWORK_ERROR_PATTERN,
			"pattern is longer than %d bytes", EXPAND_MAX);
		return NULL;
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

bool loader_define(struct loader *loader, const xmlNode *node)
{
	g_autofree char *id = NULL;
	g_autofree char *pattern = NULL;

	if (!loader_take_id(loader, node, loader->defines, &id))
		return false;
	pattern = expand(loader, node);
	if (!pattern)
		return false;
	g_hash_table_insert(loader->defines, g_steal_pointer(&id),
		g_strdup_printf("(?:%s)", pattern));
	return true;
}

bool loader_add_pattern(struct loader *loader, const xmlNode *node,
	enum pattern_kind kind, int index)
{
	struct pattern pattern = {kind, index};
	g_autofree char *text = expand(loader, node);
	g_autofree char *reason = NULL;

	if (!text)
		return false;
	if (matcher_add(loader->framework->matcher, text, &reason) < 0) {
		g_autofree char *id = element_attribute(node, "id");
		return loader_fail(loader, node, FRAMEWORK_ERROR_PATTERN,
			"pattern %s: %s", id, reason);
	}
	g_array_append_val(loader->framework->patterns, pattern);
	return true;
}

bool loader_pattern(struct loader *loader, const xmlNode *node,
	enum pattern_kind kind, int index)
{
	g_autofree char *id = NULL;

	if (!loader_take_id(loader, node, loader->rows, &id) ||
		!loader_sources(loader, node))
		return false;
	g_hash_table_add(loader->rows, g_steal_pointer(&id));
	return loader_add_pattern(loader, node, kind, index);
}

bool loader_set_phrase(struct loader *loader, const xmlNode *node)
{
	return loader_pattern(loader, node, PATTERN_SET_PHRASE, 0);
}

/* --- marks -------------------------------------------------------------- */

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
	g_autofree char *list = element_attribute(node, name);
	g_autofree char *unknown = NULL;

	if (list && g_str_equal(name, "without"))
		unknown = mark_filter_without(
			filter, list, look_up_mark, loader->framework);
	else if (list)
		unknown = mark_filter_with(
			filter, list, look_up_mark, loader->framework);
	if (unknown)
		return loader_fail(loader, node, FRAMEWORK_ERROR_NAME,
			"%s: no mark %s above", name, unknown);
	return true;
}

bool loader_filter(
	struct loader *loader, const xmlNode *node, struct mark_filter *filter)
{
	return load_marks(loader, node, "with", filter) &&
	       load_marks(loader, node, "without", filter);
}

void filter_clear(void *data)
{
	mark_filter_clear(data);
}

void mark_free(void *data)
{
	struct mark *mark = data;

	g_free(mark->id);
	g_free(mark->label);
	mark_filter_clear(&mark->from);
	g_free(mark);
}

void loader_built_in_marks(struct framework *framework)
{
	static const struct {
		const char *id, *label;
	} headings[] = {
		[MARK_STRENGTH] = {"strength", "among strengths"},
		[MARK_DEVELOPMENT] = {"development",
			"among areas for development"},
		[MARK_NEUTRAL] = {"neutral", "under neither heading"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(headings); i++)
		add_mark(framework, g_strdup(headings[i].id), MARK_BUILT_IN)
			->label = g_strdup(headings[i].label);
	for (size_t i = 0; i < G_N_ELEMENTS(sections); i++)
		add_mark(framework, g_strdup_printf("section.%s", sections[i]),
			MARK_BUILT_IN)
			->label = g_strdup_printf(
			"in the section \u2018%s\u2019", sections[i]);
}

/* any="a b" is a mark where with="a|b" would hold, all="a b" as with="a b". */
static bool load_derived(struct loader *loader, const xmlNode *node,
	struct mark_filter *from, bool *derived)
{
	g_autofree char *any = element_attribute(node, "any");
	g_autofree char *all = element_attribute(node, "all");
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
		return loader_fail(loader, node, FRAMEWORK_ERROR_NAME,
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

bool loader_mark(struct loader *loader, const xmlNode *node)
{
	struct framework *framework = loader->framework;
	struct mark_filter from = {0};
	bool derived = false;
	g_autofree char *id = NULL;
	g_autofree char *class = element_attribute(node, "class");
	struct mark *mark;
	int index;

	if (!loader_take_id(loader, node, framework->mark_index, &id) ||
		!loader_sources(loader, node))
		return false;
	if (!load_derived(loader, node, &from, &derived)) {
		mark_filter_clear(&from);
		return false;
	}
	index = framework->marks->len;
	if (index >= MARKS_MAX) {
		mark_filter_clear(&from);
		return loader_fail(loader, node, FRAMEWORK_ERROR_NAME,
			"more than %d marks", MARKS_MAX);
	}
	mark = add_mark(
		framework, g_steal_pointer(&id), mark_class_from_name(class));
	mark->label = element_attribute(node, "label");
	mark->from = from;
	mark->derived = derived;
	note_parts(framework, mark);
	for (xmlNode *term = node->children; term; term = term->next)
		if (element_is(term, "term") &&
			!loader_pattern(loader, term, PATTERN_TERM, index))
			return false;
	return true;
}

/* Sentences that are no evidence for anything. */
bool loader_aside(struct loader *loader, const xmlNode *node)
{
	GArray *asides = loader->framework->asides;

	g_array_set_size(asides, asides->len + 1);
	return loader_filter(loader, node,
		&g_array_index(asides, struct mark_filter, asides->len - 1));
}
