#include "scoring/reviewer.h"

const char *const reviewer_names[] = {"ladder", "model", NULL};

struct reviewer *reviewer_open(const char *name,
	const struct framework *framework, const char *model, GError **error)
{
	g_autofree char *known = NULL;

	if (g_str_equal(name, "ladder"))
		return reviewer_ladder();
	if (g_str_equal(name, "model"))
		return reviewer_model(framework, model, error);
	known = g_strjoinv(", ", (char **)reviewer_names);
	g_set_error(error, REVIEWER_ERROR, REVIEWER_ERROR_NAME,
		"no reviewer %s: there are %s", name, known);
	return NULL;
}

void reviewer_free(struct reviewer *reviewer)
{
	if (!reviewer)
		return;
	if (reviewer->free_data)
		reviewer->free_data(reviewer->data);
	g_free(reviewer->version);
	g_free(reviewer);
}

void reviewer_score(const struct reviewer *reviewer,
	const struct reading *reading, int criterion, struct score *score)
{
	*score = (struct score){
		.criterion = criterion,
		.evidence = reading_evidence(reading, criterion)->len,
	};
	if (score->evidence > 0) {
		reviewer->score(reviewer, reading, score);
		return;
	}
	score->score = 1;
	score->why = g_strdup("1: no evidence");
}

void reviewer_explain(const struct reviewer *reviewer,
	const struct reading *reading, int criterion, GString *out)
{
	struct score score;

	reviewer_score(reviewer, reading, criterion, &score);
	g_string_append_printf(out, "%s: %s\n", reviewer->name, score.why);
	if (score.evidence > 0)
		reviewer->explain(reviewer, reading, criterion, out);
	score_clear(&score);
}

void score_clear(struct score *score)
{
	g_clear_pointer(&score->why, g_free);
}

G_DEFINE_QUARK(lettermark - reviewer - error - quark, reviewer_error)
