#include "scoring/coverage.h"

#include <stdbool.h>
#include <string.h>

#include "scoring/likeness.h"

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

static struct wording *wording_of(const struct action *action)
{
	g_autofree char *text =
		g_strjoin(" ", action->weakness ? action->weakness : "",
			action->action ? action->action : "",
			action->outcome ? action->outcome : "", NULL);

	return wording_new(text);
}

static void free_wording(void *wording)
{
	wording_free(wording);
}

static GPtrArray *wordings_of(const struct record *plan)
{
	GPtrArray *wordings = g_ptr_array_new_with_free_func(free_wording);

	for (guint i = 0; i < plan->actions->len; i++)
		g_ptr_array_add(wordings, wording_of(plan->actions->pdata[i]));
	return wordings;
}

static double best_action(
	const GPtrArray *wordings, const char *weakness, guint *best)
{
	g_autoptr(Wording) asked = wording_new(weakness);
	double most = 0;

	for (guint i = 0; i < wordings->len; i++) {
		double covered = wording_covers(wordings->pdata[i], asked);

		if (covered > most) {
			most = covered;
			*best = i;
		}
	}
	return most;
}

static void observe_answers(const struct record *plan,
	const struct record *letter, double enough, struct figures *figures)
{
	g_autoptr(GPtrArray) wordings = wordings_of(plan);
	g_autoptr(GString) matched = g_string_new(NULL);
	g_autoptr(GString) unanswered = g_string_new(NULL);
	int n_matched = 0, n_unanswered = 0;

	for (guint i = 0; i < letter->weaknesses->len; i++) {
		const struct weakness *weakness = letter->weaknesses->pdata[i];
		guint best = 0;
		double covered;

		if (strcmp(weakness->list, "improvement") == 0)
			continue;
		covered = best_action(wordings, weakness->text, &best);
		if (covered >= enough) {
			g_string_append_printf(matched,
				"%s%d by action %u (%.0f%%)",
				n_matched++ ? ", " : "", weakness->number,
				best + 1, covered * 100);
		} else {
			g_string_append_printf(unanswered, "%s%d",
				n_unanswered++ ? ", " : "", weakness->number);
		}
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
