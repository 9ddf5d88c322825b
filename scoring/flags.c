#include "scoring/flags-private.h"

#include <string.h>

static double bound_of(
	const struct flag_test *test, const struct figures *figures)
{
	return test->times ? test->bound * figures_value(figures, test->times)
			   : test->bound;
}

static bool test_holds(
	const struct flag_test *test, const struct figures *figures)
{
	double value;

	switch (test->kind) {
	case FLAG_TEST_ALL:
		for (guint i = 0; i < test->parts->len; i++)
			if (!test_holds(test->parts->pdata[i], figures))
				return false;
		return true;
	case FLAG_TEST_ANY:
		for (guint i = 0; i < test->parts->len; i++)
			if (test_holds(test->parts->pdata[i], figures))
				return true;
		return false;
	default:
		value = figures_value(figures, test->figure);
		return test->kind == FLAG_TEST_AT_LEAST
			       ? value >= bound_of(test, figures)
			       : value <= bound_of(test, figures);
	}
}

/* A number as people write it: whole, or with one decimal. */
static void append_number(GString *out, double value)
{
	if (value == (double)(long)value)
		g_string_append_printf(out, "%ld", (long)value);
	else
		g_string_append_printf(out, "%.1f", value);
}

static void append_figure(
	GString *out, const char *name, const struct figures *figures)
{
	size_t length = strlen(name);
	bool words = length > 0 && name[length - 1] == ':';
	g_autofree char *id = g_strndup(name, length - (words ? 1 : 0));
	const struct figure *figure = figures_get(figures, id);

	if (!words)
		append_number(out, figure ? figure->value : 0);
	else if (figure && figure->words && *figure->words)
		g_string_append(out, figure->words);
	else
		g_string_append(out, "none");
}

/* `detail` with {figure} and {figure:} filled in. */
static char *fill(const char *detail, const struct figures *figures)
{
	GString *out = g_string_new(NULL);

	for (const char *at = detail; *at;) {
		const char *end = *at == '{' ? strchr(at, '}') : NULL;

		if (end) {
			g_autofree char *name = g_strndup(at + 1, end - at - 1);

			append_figure(out, name, figures);
			at = end + 1;
		} else {
			g_string_append_c(out, *at++);
		}
	}
	return g_string_free(out, FALSE);
}

static int compare_ints(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static GArray *gather_grounds(
	const struct flag_rule *rule, const struct figures *figures)
{
	GArray *grounds = g_array_new(FALSE, FALSE, sizeof(int));
	guint kept = 0;

	for (char **id = rule->grounds; id && *id; id++) {
		const struct figure *figure = figures_get(figures, *id);

		if (figure)
			g_array_append_vals(grounds, figure->findings->data,
				figure->findings->len);
	}
	g_array_sort(grounds, compare_ints);
	for (guint i = 0; i < grounds->len; i++) {
		int finding = g_array_index(grounds, int, i);

		if (kept == 0 ||
			g_array_index(grounds, int, kept - 1) != finding)
			g_array_index(grounds, int, kept++) = finding;
	}
	g_array_set_size(grounds, kept);
	return grounds;
}

static void free_flag(void *data)
{
	struct flag *flag = data;

	g_free(flag->detail);
	g_array_unref(flag->grounds);
	g_free(flag);
}

static bool rule_is_for(const struct flag_rule *rule, enum record_kind kind)
{
	if (!rule->kinds)
		return record_kind_is_scored(kind);
	return g_strv_contains(
		(const char *const *)rule->kinds, record_kind_name(kind));
}

static const struct flag_level *level_of(
	const struct flag_rule *rule, const struct figures *figures)
{
	for (guint i = 0; i < rule->levels->len; i++) {
		const struct flag_level *level = rule->levels->pdata[i];

		if (test_holds(level->test, figures))
			return level;
	}
	return NULL;
}

GPtrArray *flags_raise(const struct flags *flags, enum record_kind kind,
	const struct figures *figures)
{
	GPtrArray *raised = g_ptr_array_new_with_free_func(free_flag);

	for (guint i = 0; i < flags->rules->len; i++) {
		const struct flag_rule *rule = flags->rules->pdata[i];
		const struct flag_level *level =
			rule_is_for(rule, kind) ? level_of(rule, figures)
						: NULL;
		struct flag *flag;

		if (!level)
			continue;
		flag = g_new0(struct flag, 1);
		flag->id = rule->id;
		flag->level = level->name;
		flag->detail = fill(level->detail, figures);
		flag->grounds = gather_grounds(rule, figures);
		g_ptr_array_add(raised, flag);
	}
	return raised;
}

void flags_measure(const struct flags *flags, const struct reading *reading,
	struct figures *figures)
{
	int measures = framework_criteria(flags->framework);

	for (int i = 0; i < measures; i++) {
		const struct criterion *measure =
			framework_criterion(flags->framework, i);
		struct figure *figure =
			figures_set(figures, measure->id, 0, NULL);

		evidence_findings(
			reading_evidence(reading, i), NULL, figure->findings);
		figure->value = figure->findings->len;
	}
}

static void explain_test(const struct flag_test *test,
	const struct figures *figures, int depth, GString *out)
{
	bool holds = test_holds(test, figures);

	g_string_append_printf(
		out, "%*s%s ", depth * 2, "", holds ? "yes" : "no ");
	if (test->parts) {
		g_string_append_printf(out, "%s of:\n",
			test->kind == FLAG_TEST_ALL ? "all" : "any");
		for (guint i = 0; i < test->parts->len; i++)
			explain_test(
				test->parts->pdata[i], figures, depth + 1, out);
		return;
	}
	g_string_append_printf(out, "%s is ", test->figure);
	append_number(out, figures_value(figures, test->figure));
	g_string_append_printf(out, "; at %s ",
		test->kind == FLAG_TEST_AT_LEAST ? "least" : "most");
	append_number(out, bound_of(test, figures));
	if (test->times)
		g_string_append_printf(
			out, " (%g times %s)", test->bound, test->times);
	g_string_append(out, " asked\n");
}

bool flags_explain(const struct flags *flags, const char *id,
	const struct figures *figures, GString *out)
{
	for (guint i = 0; i < flags->rules->len; i++) {
		const struct flag_rule *rule = flags->rules->pdata[i];
		const struct flag_level *level;

		if (strcmp(rule->id, id) != 0)
			continue;
		level = level_of(rule, figures);
		g_string_append_printf(out, "%s: %s\nSource: %s\nLevel: %s\n",
			rule->id, rule->title, rule->source,
			level ? level->name : "not raised");
		for (guint j = 0; j < rule->levels->len; j++) {
			const struct flag_level *tried = rule->levels->pdata[j];
			g_autofree char *detail = fill(tried->detail, figures);

			g_string_append_printf(
				out, "%s: %s\n", tried->name, detail);
			explain_test(tried->test, figures, 1, out);
		}
		return true;
	}
	return false;
}

const char *flags_digest(const struct flags *flags)
{
	return framework_digest(flags->framework);
}

const struct framework *flags_framework(const struct flags *flags)
{
	return flags->framework;
}

double flags_number(const struct flags *flags, const char *id)
{
	const double *number = g_hash_table_lookup(flags->numbers, id);

	return number ? *number : 0;
}

const char *const *flags_known(const struct flags *flags)
{
	return (const char *const *)flags->known;
}
