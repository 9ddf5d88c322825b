/*
 * rule.h - rules about evidence, as the framework file writes them: counts,
 * and all or any of further rules.
 */
#ifndef LETTERMARK_RULE_H
#define LETTERMARK_RULE_H

#include "scoring/marks.h"

/* What a count counts: different things of one sort. */
enum count_of {
	COUNT_SENTENCES,
	COUNT_ITEMS, /* bullets or paragraphs */
	COUNT_ASPECTS,
	COUNT_INDICATORS,
	COUNT_SECTORS,
	COUNT_AGES,
	COUNT_GROUPS,
	COUNTS
};

struct count {
	enum count_of of;
	struct mark_filter marks; /* on the sentence */
	char **aspects;           /* of the indicator, one of these; NULL any */
	char *name;  /* "sentences with effect": what files know it by */
	char *which; /* " naming an effect": for readers; "" of all */
};

enum rule_kind { RULE_COUNT, RULE_ALL, RULE_ANY };

struct rule {
	enum rule_kind kind;
	struct count count; /* RULE_COUNT */
	int at_least;
	GPtrArray *parts; /* of struct rule; the other kinds */
};

void count_clear(struct count *count);
void rule_free(struct rule *rule); /* NULL is allowed */

/* "sentences" and so on; the inverse gives COUNTS for others. */
const char *count_of_name(enum count_of of);
enum count_of count_of_from_name(const char *name);

struct reading;

/* How many there are among the evidence of `criterion`. */
int count_value(const struct count *count, const struct reading *reading,
	int criterion);

/* "no sentences", "1 sentence on waiting times", "2 age groups": appended to
 * `out`. */
void count_describe(const struct count *count, int n, GString *out);

bool rule_holds(
	const struct rule *rule, const struct reading *reading, int criterion);

/* Say in words what the rule asks for: "at least 6 sentences; at least 2
 * sectors". Appended to `out`. */
void rule_tell(const struct rule *rule, GString *out);

/*
 * Say in words what was counted: "6 sentences (2 needed); 2 sectors (2
 * needed)". Of a rule that holds, what makes it hold, and no more; of one that
 * does not, all that fails. A semicolon stands between the parts of an
 * outermost `all`, "either" before those of an `any`. Appended to `out`.
 */
void rule_describe(const struct rule *rule, const struct reading *reading,
	int criterion, GString *out);

#endif
