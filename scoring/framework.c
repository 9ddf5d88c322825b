#include "scoring/framework/private.h"

const char *framework_id(const struct framework *framework)
{
	return framework->id;
}

const char *framework_digest(const struct framework *framework)
{
	return framework->digest;
}

int framework_criteria(const struct framework *framework)
{
	return framework->criteria->len;
}

const struct criterion *framework_criterion(
	const struct framework *framework, int index)
{
	return &framework_entry(framework, index)->criterion;
}

const char **framework_ids(const struct framework *framework)
{
	int n = framework_criteria(framework);
	const char **ids = g_new0(const char *, n + 1);

	for (int i = 0; i < n; i++)
		ids[i] = framework_criterion(framework, i)->id;
	return ids;
}

int framework_indicators(const struct framework *framework)
{
	return framework->indicators->len;
}

const struct indicator *framework_indicator(
	const struct framework *framework, int index)
{
	return framework->indicators->pdata[index];
}

char *framework_rung(
	const struct framework *framework, int criterion, int score)
{
	const struct rule *rung =
		framework_entry(framework, criterion)->rungs[score - 1];
	GString *out;

	if (!rung)
		return NULL;
	out = g_string_new(NULL);
	rule_tell(rung, out);
	return g_string_free(out, FALSE);
}

const char *framework_work(const struct framework *framework, const char *key)
{
	return g_hash_table_lookup(framework->works, key);
}

int framework_find(const struct framework *framework, const char *id)
{
	for (int i = 0; i < framework_criteria(framework); i++)
		if (g_str_equal(framework_criterion(framework, i)->id, id))
			return i;
	return -1;
}

static bool rule_names(const struct rule *rule, const char *aspect)
{
	const char *const *named = (const char *const *)rule->count.aspects;

	if (rule->kind == RULE_COUNT)
		return named && g_strv_contains(named, aspect);
	for (guint i = 0; i < rule->parts->len; i++)
		if (rule_names(rule->parts->pdata[i], aspect))
			return true;
	return false;
}

static bool ladder_names(
	const struct framework *framework, int criterion, const char *aspect)
{
	const struct criterion_entry *entry =
		framework_entry(framework, criterion);

	for (int rung = 0; aspect && rung < FRAMEWORK_ANCHORS; rung++)
		if (entry->rungs[rung] &&
			rule_names(entry->rungs[rung], aspect))
			return true;
	return false;
}

double framework_bearing(
	const struct framework *framework, int criterion, const char *indicator)
{
	for (guint i = 0; i < framework->indicators->len; i++) {
		const struct indicator *each = framework->indicators->pdata[i];

		if (each->criterion == criterion &&
			g_str_equal(each->id, indicator))
			return each->weight +
			       ladder_names(framework, criterion, each->aspect);
	}
	return 0;
}

char *framework_patterns(const struct framework *framework)
{
	GString *out = g_string_new(NULL);

	for (int i = 0; i < matcher_patterns(framework->matcher); i++)
		g_string_append_printf(
			out, "%s\n", matcher_source(framework->matcher, i));
	return g_string_free(out, FALSE);
}

int framework_mark(const struct framework *framework, const char *id)
{
	gpointer index;

	if (!g_hash_table_lookup_extended(
		    framework->mark_index, id, NULL, &index))
		return -1;
	return GPOINTER_TO_INT(index);
}

bool framework_shares_words(
	const struct framework *framework, const struct framework *other)
{
	if (g_strcmp0(framework->words_digest, other->digest) != 0 ||
		other->marks->len < framework->words)
		return false;
	for (guint i = 0; i < framework->words; i++)
		if (!g_str_equal(framework_nth_mark(framework, i)->id,
			    framework_nth_mark(other, i)->id))
			return false;
	return true;
}

struct marks framework_marks(
	const struct framework *framework, enum mark_class class)
{
	struct marks marks = {0};

	for (guint i = 0; i < framework->marks->len; i++)
		if (framework_nth_mark(framework, i)->class == class &&
			!framework_nth_mark(framework, i)->part)
			marks_add(&marks, i);
	return marks;
}

enum mark_class mark_class_from_name(const char *name)
{
	static const char *const names[MARK_CLASSES] = {
		[MARK_BUILT_IN] = "",
		[MARK_QUALITY] = "quality",
		[MARK_SECTOR] = "sector",
		[MARK_AGE] = "age",
		[MARK_GROUP] = "group",
		[MARK_TOPIC] = "topic",
	};
	int class = 0;

	while (class < MARK_CLASSES && !g_str_equal(names[class], name))
		class ++;
	return class;
}

void framework_free(struct framework *framework)
{
	if (!framework)
		return;
	g_free(framework->id);
	g_free(framework->digest);
	g_free(framework->words_digest);
	g_hash_table_unref(framework->works);
	g_ptr_array_unref(framework->criteria);
	g_array_unref(framework->asides);
	g_ptr_array_unref(framework->indicators);
	g_ptr_array_unref(framework->features);
	g_array_unref(framework->patterns);
	matcher_free(framework->matcher);
	g_hash_table_unref(framework->mark_index);
	g_ptr_array_unref(framework->marks);
	g_free(framework);
}

G_DEFINE_QUARK(lettermark - framework - error - quark, framework_error)
