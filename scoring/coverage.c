#include "scoring/coverage.h"

#include <stdbool.h>
#include <string.h>

#include "scoring/reviewer/likeness.h"

static bool is_blank(const char *text)
{
	return !text || !*text;
}

static bool is_complete(const struct action *action)
{
	return g_strcmp0(action->status, "complete") == 0 ||
	       g_strcmp0(action->status, "blue") == 0;
}

static void observe_actions(
	const struct record *plan, const char *as_of, struct figures *figures)
{
	int no_owner = 0, no_date = 0, no_outcome = 0, no_indicator = 0;
	int overdue = 0;

	for (guint i = 0; i < plan->actions->len; i++) {
		const struct action *action = plan->actions->pdata[i];

		no_owner += is_blank(action->owner);
		no_date += is_blank(action->due_text);
		no_outcome += is_blank(action->outcome);
		no_indicator += is_blank(action->indicator);
		overdue += as_of && !is_blank(action->due) &&
			   strcmp(action->due, as_of) < 0 &&
			   !is_complete(action);
	}
	figures_set(figures, "plan.actions", plan->actions->len, NULL);
	figures_set(figures, "plan.no-owner", no_owner, NULL);
	figures_set(figures, "plan.no-date", no_date, NULL);
	figures_set(figures, "plan.no-outcome", no_outcome, NULL);
	figures_set(figures, "plan.no-indicator", no_indicator, NULL);
	if (as_of)
		figures_set(figures, "plan.overdue", overdue, NULL);
}

/* Something in a plan that may answer a weakness. */
struct answer {
	struct wording *wording;
	char *label; /* "weakness 2" as the plan numbers it, or "action 7" */
};

static void clear_answer(void *data)
{
	struct answer *answer = data;

	wording_free(answer->wording);
	g_free(answer->label);
}

static void add_answer(
	GArray *answers, const char *sort, int number, const char *text)
{
	struct answer answer = {
		wording_new(text), g_strdup_printf("%s %d", sort, number)};

	g_array_append_val(answers, answer);
}

/* A plan restates the weaknesses that it plans for, mostly; or its actions
 * alone tell. */
static GArray *gather_answers(const struct record *plan)
{
	GArray *answers = g_array_new(FALSE, FALSE, sizeof(struct answer));

	g_array_set_clear_func(answers, clear_answer);
	for (guint i = 0; i < plan->weaknesses->len; i++) {
		const struct weakness *weakness = plan->weaknesses->pdata[i];

		add_answer(
			answers, "weakness", weakness->number, weakness->text);
	}
	for (guint i = 0; i < plan->actions->len; i++) {
		const struct action *action = plan->actions->pdata[i];
		g_autofree char *text =
			g_strjoin(" ", action->weakness ? action->weakness : "",
				action->action ? action->action : "",
				action->outcome ? action->outcome : "", NULL);

		add_answer(answers, "action", (int)i + 1, text);
	}
	return answers;
}

static const struct answer *best_answer(
	const GArray *answers, const char *weakness, double *covered)
{
	g_autoptr(Wording) asked = wording_new(weakness);
	const struct answer *best = NULL;

	*covered = 0;
	for (guint i = 0; i < answers->len; i++) {
		const struct answer *answer =
			&g_array_index(answers, struct answer, i);
		double share = wording_covers(answer->wording, asked);

		if (share > *covered) {
			*covered = share;
			best = answer;
		}
	}
	return best;
}

/* Improvements are not asked of a plan, nor what has made progress. */
static bool asks_for_answer(const struct weakness *weakness)
{
	return strcmp(weakness->list, "improvement") != 0 &&
	       g_strcmp0(weakness->verdict, "sufficient") != 0;
}

static void observe_answers(const struct record *plan,
	const struct record *letter, double enough, struct figures *figures)
{
	g_autoptr(GArray) answers = gather_answers(plan);
	g_autoptr(GString) matched = g_string_new(NULL);
	g_autoptr(GString) unanswered = g_string_new(NULL);
	int n_matched = 0, n_unanswered = 0;

	for (guint i = 0; i < letter->weaknesses->len; i++) {
		const struct weakness *weakness = letter->weaknesses->pdata[i];
		const struct answer *answer;
		double covered;

		if (!asks_for_answer(weakness))
			continue;
		answer = best_answer(answers, weakness->text, &covered);
		if (answer && covered >= enough)
			g_string_append_printf(matched,
				"%s%d by its %s (%.0f%%)",
				n_matched++ ? ", " : "", weakness->number,
				answer->label, covered * 100);
		else
			g_string_append_printf(unanswered, "%s%d",
				n_unanswered++ ? ", " : "", weakness->number);
	}
	figures_set(
		figures, "coverage.weaknesses", n_matched + n_unanswered, NULL);
	figures_set(figures, "coverage.matched", n_matched, matched->str);
	figures_set(
		figures, "coverage.unanswered", n_unanswered, unanswered->str);
}

void coverage_observe(const struct record *plan, const struct record *letter,
	double enough, const char *as_of, struct figures *figures)
{
	observe_actions(plan, as_of, figures);
	if (letter)
		observe_answers(plan, letter, enough, figures);
}
