#include "scoring/framework/private.h"
#include "scoring/reading.h"

static const char *const count_names[COUNTS] = {
	[COUNT_SENTENCES] = "sentences",
	[COUNT_ITEMS] = "items",
	[COUNT_ASPECTS] = "aspects",
	[COUNT_INDICATORS] = "indicators",
	[COUNT_SECTORS] = "sectors",
	[COUNT_AGES] = "ages",
	[COUNT_GROUPS] = "groups",
};

/* What a reader is told: one of them, more of them. */
static const char *const count_nouns[COUNTS][2] = {
	[COUNT_SENTENCES] = {"sentence", "sentences"},
	[COUNT_ITEMS] = {"paragraph", "paragraphs"},
	[COUNT_ASPECTS] = {"aspect", "aspects"},
	[COUNT_INDICATORS] = {"indicator", "indicators"},
	[COUNT_SECTORS] = {"sector", "sectors"},
	[COUNT_AGES] = {"age group", "age groups"},
	[COUNT_GROUPS] = {"group of people", "groups of people"},
};

const char *count_of_name(enum count_of of)
{
	return count_names[of];
}

enum count_of count_of_from_name(const char *name)
{
	int of = 0;

	while (of < COUNTS && !g_str_equal(count_names[of], name))
		of++;
	return of;
}

void count_clear(struct count *count)
{
	mark_filter_clear(&count->marks);
	g_clear_pointer(&count->aspects, g_strfreev);
	g_clear_pointer(&count->name, g_free);
	g_clear_pointer(&count->which, g_free);
}

void rule_free(struct rule *rule)
{
	if (!rule)
		return;
	count_clear(&rule->count);
	if (rule->parts)
		g_ptr_array_unref(rule->parts);
	g_free(rule);
}

static bool is_counted(const struct count *count, const struct reading *reading,
	const struct evidence *evidence)
{
	if (count->aspects &&
		!(evidence->indicator->aspect &&
			g_strv_contains((const char *const *)count->aspects,
				evidence->indicator->aspect)))
		return false;
	return mark_filter_passes(
		&count->marks, reading_all_marks(reading, evidence->finding));
}

/* What makes a row of evidence different from another; the same number, or
 * the same string, is the same thing. */
static gpointer thing(enum count_of of, const struct reading *reading,
	const struct evidence *evidence)
{
	switch (of) {
	case COUNT_ITEMS:
		return GINT_TO_POINTER(
			reading_item(reading, evidence->finding));
	case COUNT_ASPECTS:
		return evidence->indicator->aspect;
	case COUNT_INDICATORS:
		return evidence->indicator->id;
	default:
		return GINT_TO_POINTER(evidence->finding);
	}
}

/* Distinct marks of one class on the evidence. */
static int count_marks(const struct count *count, const struct reading *reading,
	const GArray *rows, enum mark_class class)
{
	struct marks wanted =
		framework_marks(reading_framework(reading), class);
	struct marks seen = {0};
	int n = 0;

	for (guint i = 0; i < rows->len; i++) {
		const struct evidence *row =
			&g_array_index(rows, struct evidence, i);
		const struct marks *has =
			reading_all_marks(reading, row->finding);
		if (!is_counted(count, reading, row))
			continue;
		for (int j = 0; j < MARKS_MAX / 64; j++)
			seen.word[j] |= has->word[j] & wanted.word[j];
	}
	for (int i = 0; i < MARKS_MAX / 64; i++)
		n += __builtin_popcountll(seen.word[i]);
	return n;
}

static int count_things(const struct count *count,
	const struct reading *reading, const GArray *rows)
{
	bool by_string = count->of == COUNT_ASPECTS;
	g_autoptr(GHashTable) seen =
		by_string ? g_hash_table_new(g_str_hash, g_str_equal)
			  : g_hash_table_new(g_direct_hash, g_direct_equal);

	for (guint i = 0; i < rows->len; i++) {
		const struct evidence *row =
			&g_array_index(rows, struct evidence, i);
		if (by_string && !row->indicator->aspect)
			continue;
		if (is_counted(count, reading, row))
			g_hash_table_add(seen, thing(count->of, reading, row));
	}
	return g_hash_table_size(seen);
}

int count_value(
	const struct count *count, const struct reading *reading, int criterion)
{
	const GArray *rows = reading_evidence(reading, criterion);

	switch (count->of) {
	case COUNT_SECTORS:
		return count_marks(count, reading, rows, MARK_SECTOR);
	case COUNT_AGES:
		return count_marks(count, reading, rows, MARK_AGE);
	case COUNT_GROUPS:
		return count_marks(count, reading, rows, MARK_GROUP);
	default:
		return count_things(count, reading, rows);
	}
}

bool rule_holds(
	const struct rule *rule, const struct reading *reading, int criterion)
{
	bool wanted = rule->kind == RULE_ANY;

	if (rule->kind == RULE_COUNT)
		return count_value(&rule->count, reading, criterion) >=
		       rule->at_least;
	for (guint i = 0; i < rule->parts->len; i++)
		if (rule_holds(rule->parts->pdata[i], reading, criterion) ==
			wanted)
			return wanted;
	return !wanted;
}

void count_describe(const struct count *count, int n, GString *out)
{
	if (n == 0)
		g_string_append(out, "no ");
	else
		g_string_append_printf(out, "%d ", n);
	g_string_append(out, count_nouns[count->of][n != 1]);
	g_string_append(out, count->which);
}

static void tell(const struct rule *rule, const char *all_joint, GString *out)
{
	bool any = rule->kind == RULE_ANY;

	if (rule->kind == RULE_COUNT) {
		g_string_append(out, "at least ");
		count_describe(&rule->count, rule->at_least, out);
		return;
	}
	if (any && rule->parts->len > 1)
		g_string_append(out, "either ");
	for (guint i = 0; i < rule->parts->len; i++) {
		if (i > 0)
			g_string_append(out, any ? ", or " : all_joint);
		tell(rule->parts->pdata[i],
			rule->parts->len > 1 ? " and " : all_joint, out);
	}
}

void rule_tell(const struct rule *rule, GString *out)
{
	tell(rule, "; ", out);
}

/* The parts that decide: all that fail where the rule does, all that hold, or
 * where any would do, the first of them. */
static GPtrArray *deciding_parts(
	const struct rule *rule, const struct reading *reading, int criterion)
{
	GPtrArray *parts = g_ptr_array_new();
	bool holds = rule_holds(rule, reading, criterion);

	for (guint i = 0; i < rule->parts->len; i++)
		if (rule_holds(rule->parts->pdata[i], reading, criterion) ==
			holds)
			g_ptr_array_add(parts, rule->parts->pdata[i]);
	if (holds && rule->kind == RULE_ANY)
		g_ptr_array_set_size(parts, 1);
	return parts;
}

static void describe(const struct rule *rule, const struct reading *reading,
	int criterion, const char *all_joint, GString *out)
{
	g_autoptr(GPtrArray) parts = NULL;
	bool any = rule->kind == RULE_ANY;

	if (rule->kind == RULE_COUNT) {
		int n = count_value(&rule->count, reading, criterion);
		count_describe(&rule->count, n, out);
		g_string_append_printf(out, " (%d needed)", rule->at_least);
		return;
	}
	parts = deciding_parts(rule, reading, criterion);
	if (any && parts->len > 1)
		g_string_append(out, "either ");
	for (guint i = 0; i < parts->len; i++) {
		if (i > 0)
			g_string_append(out, any ? ", or " : all_joint);
		describe(parts->pdata[i], reading, criterion,
			parts->len > 1 ? " and " : all_joint, out);
	}
}

void rule_describe(const struct rule *rule, const struct reading *reading,
	int criterion, GString *out)
{
	describe(rule, reading, criterion, "; ", out);
}
