/*
 * ladder.c - the reviewer that applies the anchors as rules.
 */
#include "scoring/framework/private.h"
#include "scoring/reviewer.h"

/* The highest rung that holds, with every rung below it. */
static int climb(const struct reading *reading, int criterion)
{
	const struct criterion_entry *entry =
		framework_entry(reading_framework(reading), criterion);
	int score = 1;

	for (int rung = 1; rung < FRAMEWORK_ANCHORS; rung++) {
		if (!entry->rungs[rung])
			continue;
		if (!rule_holds(entry->rungs[rung], reading, criterion))
			break;
		score = rung + 1;
	}
	return score;
}

static const struct rule *next_rung(
	const struct criterion_entry *entry, int score, int *above)
{
	for (int rung = score; rung < FRAMEWORK_ANCHORS; rung++)
		if (entry->rungs[rung]) {
			*above = rung + 1;
			return entry->rungs[rung];
		}
	return NULL;
}

static void score_ladder(const struct reviewer *reviewer,
	const struct reading *reading, struct score *score)
{
	const struct criterion_entry *entry =
		framework_entry(reading_framework(reading), score->criterion);
	g_autoptr(GString) why = g_string_new(NULL);
	const struct rule *held, *next;
	int above;

	(void)reviewer;
	score->score = climb(reading, score->criterion);
	g_string_append_printf(why, "%d: ", score->score);
	held = entry->rungs[score->score - 1];
	if (held)
		rule_describe(held, reading, score->criterion, why);
	next = next_rung(entry, score->score, &above);
	if (next) {
		g_string_append_printf(
			why, "%sNot %d: ", held ? ". " : "", above);
		rule_describe(next, reading, score->criterion, why);
	}
	score->why = g_string_free(g_steal_pointer(&why), FALSE);
}

static void explain_rule(const struct rule *rule, const struct reading *reading,
	int criterion, int depth, GString *out)
{
	bool holds = rule_holds(rule, reading, criterion);
	const char *verdict = holds ? "holds" : "does not hold";

	g_string_append_printf(out, "%*s", depth * 2, "");
	if (rule->kind == RULE_COUNT) {
		count_describe(&rule->count,
			count_value(&rule->count, reading, criterion), out);
		g_string_append_printf(
			out, ", %d needed: %s\n", rule->at_least, verdict);
		return;
	}
	g_string_append_printf(out, "%s of: %s\n",
		rule->kind == RULE_ALL ? "all" : "any", verdict);
	for (guint i = 0; i < rule->parts->len; i++)
		explain_rule(rule->parts->pdata[i], reading, criterion,
			depth + 1, out);
}

static void explain_ladder(const struct reviewer *reviewer,
	const struct reading *reading, int criterion, GString *out)
{
	const struct criterion_entry *entry =
		framework_entry(reading_framework(reading), criterion);

	(void)reviewer;
	for (int rung = 1; rung < FRAMEWORK_ANCHORS; rung++) {
		if (!entry->rungs[rung])
			continue;
		g_string_append_printf(out, "  rung %d\n", rung + 1);
		explain_rule(entry->rungs[rung], reading, criterion, 2, out);
	}
}

struct reviewer *reviewer_ladder(void)
{
	struct reviewer *reviewer = g_new0(struct reviewer, 1);

	reviewer->name = reviewer_names[0];
	reviewer->version = g_strdup("");
	reviewer->score = score_ladder;
	reviewer->explain = explain_ladder;
	return reviewer;
}
