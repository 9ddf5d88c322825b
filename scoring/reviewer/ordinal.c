#include "scoring/reviewer/ordinal.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_multimin.h>
#include <math.h>

/*
 * Ridge penalties, on features scaled to a standard deviation of 1. Found by
 * cross-validation on a coarse grid; the result is much the same from a third
 * to three times of each.
 */
#define RIDGE_COMMON 3.0
#define RIDGE_GROUP  10.0 /* a group's departure from the common weights */
#define RIDGE_OWN    0.5  /* the weight of a feature that one group has */
#define RIDGE_CUT    0.5  /* its departure from the common cut points */
#define RIDGE_BASE   0.01 /* the common cut points: enough to hold them */

#define ROOT_START 0.3 /* zero is a place that no slope leads away from */
#define ROUNDS_MAX 2000
#define SETTLED    1e-3 /* length of the gradient */

struct ordinal_model *ordinal_model_new(int groups, int common, const int *own)
{
	struct ordinal_model *model = g_new0(struct ordinal_model, 1);

	model->groups = groups;
	model->common = common;
	model->own = g_memdup2(own, groups * sizeof(*own));
	model->shared = g_new0(double, common);
	model->weights = g_new0(double *, groups);
	for (int g = 0; g < groups; g++)
		model->weights[g] = g_new0(double, common + own[g]);
	model->cuts = g_malloc0(groups * sizeof(*model->cuts));
	return model;
}

void ordinal_model_free(struct ordinal_model *model)
{
	if (!model)
		return;
	for (int g = 0; g < model->groups; g++)
		g_free(model->weights[g]);
	g_free(model->weights);
	g_free(model->own);
	g_free(model->shared);
	g_free(model->cuts);
	g_free(model);
}

/* --- prediction ------------------------------------------------------- */

static double logistic(double x)
{
	return 1 / (1 + exp(-x));
}

/* The sum weights . x: how much the evidence speaks for a high score. */
static double sum_of(
	const struct ordinal_model *model, int group, const double *x)
{
	double sum = 0;

	for (int i = 0; i < model->common + model->own[group]; i++)
		sum += model->weights[group][i] * x[i];
	return sum;
}

void ordinal_chances(const struct ordinal_model *model, int group,
	const double *x, double chances[ORDINAL_SCORES])
{
	double sum = sum_of(model, group, x);
	double below = 0;

	for (int k = 0; k < ORDINAL_CUTS; k++) {
		double upto = logistic(model->cuts[group][k] - sum);
		chances[k] = upto - below;
		below = upto;
	}
	chances[ORDINAL_CUTS] = 1 - below;
}

int ordinal_decide(const double chances[ORDINAL_SCORES])
{
	double upto = 0;
	int score = 0;

	while (score < ORDINAL_CUTS && upto + chances[score] < 0.5)
		upto += chances[score++];
	return score + 1;
}

/* --- the likelihood ------------------------------------------------------ */

/*
 * What is fitted, in one vector:
 *	the common weights, as their square roots, for none is below zero;
 *	for each group, what it adds to them, and the weights of its own
 *	features, likewise;
 *	the common cut points, as the first and the logarithms of the steps;
 *	for each group, its departures from them.
 */
struct problem {
	const struct ordinal_data *data;
	const int *folds;
	int leave;
	int *weights_at; /* [group]: where its weights begin */
	int cuts_at;     /* where the common cut points begin */
	int size;
	double **mean;  /* [group][feature] */
	double **scale; /* [group][feature]: 1 / standard deviation */
};

static bool is_used(
	const struct problem *problem, const struct ordinal_row *row)
{
	return !problem->folds ||
	       problem->folds[row->document] != problem->leave;
}

static int features(const struct ordinal_data *data, int group)
{
	return data->common + data->own[group];
}

static double scaled(const struct problem *problem,
	const struct ordinal_row *row, int feature)
{
	return (row->x[feature] - problem->mean[row->group][feature]) *
	       problem->scale[row->group][feature];
}

/* A group's three cut points, and the two steps between them. */
struct cuts {
	double cut[ORDINAL_CUTS];
	double step[ORDINAL_CUTS]; /* [0] unused */
};

static struct cuts cuts_of(
	const struct problem *problem, const gsl_vector *p, int group)
{
	const double *base = p->data + problem->cuts_at;
	const double *own = base + ORDINAL_CUTS * (group + 1);
	struct cuts cuts = {.cut = {base[0] + own[0]}};

	for (int k = 1; k < ORDINAL_CUTS; k++) {
		cuts.step[k] = exp(base[k] + own[k]);
		cuts.cut[k] = cuts.cut[k - 1] + cuts.step[k];
	}
	return cuts;
}

static double weight_at(const gsl_vector *p, int i)
{
	return p->data[i] * p->data[i];
}

/* A group's weight for a feature, all told. */
static double weight_of(const struct problem *problem, const gsl_vector *p,
	int group, int feature)
{
	double own = weight_at(p, problem->weights_at[group] + feature);

	return feature < problem->data->common ? own + weight_at(p, feature)
					       : own;
}

static double row_sum(const struct problem *problem, const gsl_vector *p,
	const struct ordinal_row *row)
{
	double sum = 0;

	for (int i = 0; i < features(problem->data, row->group); i++)
		sum += weight_of(problem, p, row->group, i) *
		       scaled(problem, row, i);
	return sum;
}

/* The log chance of `score` given the sum, and its slopes by the cut above,
 * the cut below, and the sum. */
struct term {
	double log;
	double above, below;
};

static struct term term_of(const struct cuts *cuts, double sum, int score)
{
	double above =
		score > ORDINAL_CUTS ? 1 : logistic(cuts->cut[score - 1] - sum);
	double below = score < 2 ? 0 : logistic(cuts->cut[score - 2] - sum);
	double chance = MAX(above - below, 1e-12);

	return (struct term){
		.log = log(chance),
		.above = above * (1 - above) / chance,
		.below = -below * (1 - below) / chance,
	};
}

/* Add the slope by each parameter, given those by the cuts; by the weights
 * themselves, which penalise_weights() turns into those by their roots. */
static void add_slopes(const struct problem *problem,
	const struct ordinal_row *row, const struct cuts *cuts,
	const double by_cut[ORDINAL_CUTS], gsl_vector *slope)
{
	double *base = slope->data + problem->cuts_at;
	double *own_cuts = base + ORDINAL_CUTS * (row->group + 1);
	double *own = slope->data + problem->weights_at[row->group];
	double by_sum = 0, beyond = 0;

	for (int k = ORDINAL_CUTS - 1; k >= 0; k--) {
		/* A step moves all the cuts from its own on. */
		double by = beyond + by_cut[k];
		beyond = by;
		by_sum -= by_cut[k];
		if (k > 0)
			by *= cuts->step[k];
		base[k] += by;
		own_cuts[k] += by;
	}
	for (int i = 0; i < features(problem->data, row->group); i++) {
		double by = by_sum * scaled(problem, row, i);
		own[i] += by;
		if (i < problem->data->common)
			slope->data[i] += by;
	}
}

/* One row's part of the log likelihood; each reader counts half. */
static double add_row(const struct problem *problem, const gsl_vector *p,
	const struct ordinal_row *row, gsl_vector *slope)
{
	struct cuts cuts = cuts_of(problem, p, row->group);
	double sum = row_sum(problem, p, row);
	double by_cut[ORDINAL_CUTS] = {0};
	double log = 0;

	for (int i = 0; i < ORDINAL_READERS; i++) {
		int score = row->scores[i];
		struct term term;
		if (score == 0)
			continue;
		term = term_of(&cuts, sum, score);
		log += term.log / ORDINAL_READERS;
		if (score <= ORDINAL_CUTS)
			by_cut[score - 1] += term.above / ORDINAL_READERS;
		if (score > 1)
			by_cut[score - 2] += term.below / ORDINAL_READERS;
	}
	if (slope)
		add_slopes(problem, row, &cuts, by_cut, slope);
	return log;
}

/* What is taken off the likelihood for parameters `from` to `to`. */
static double penalise(
	const gsl_vector *p, int from, int to, double ridge, gsl_vector *slope)
{
	double penalty = 0;

	for (int i = from; i < to; i++) {
		penalty += ridge * p->data[i] * p->data[i] / 2;
		if (slope)
			slope->data[i] -= ridge * p->data[i];
	}
	return penalty;
}

/* Penalise the weights whose roots stand from `from` to `to`, and turn the
 * slopes by weights there into slopes by their roots. */
static double penalise_weights(
	const gsl_vector *p, int from, int to, double ridge, gsl_vector *slope)
{
	double penalty = 0;

	for (int i = from; i < to; i++) {
		double weight = weight_at(p, i);
		penalty += ridge * weight * weight / 2;
		if (slope)
			slope->data[i] = 2 * p->data[i] *
					 (slope->data[i] - ridge * weight);
	}
	return penalty;
}

static double penalties(
	const struct problem *problem, const gsl_vector *p, gsl_vector *slope)
{
	const struct ordinal_data *data = problem->data;
	int cuts = problem->cuts_at;
	double sum = penalise_weights(p, 0, data->common, RIDGE_COMMON, slope);

	for (int g = 0; g < data->groups; g++) {
		int at = problem->weights_at[g];
		int own = at + data->common;
		sum += penalise_weights(p, at, own, RIDGE_GROUP, slope);
		sum += penalise_weights(
			p, own, at + features(data, g), RIDGE_OWN, slope);
	}
	sum += penalise(p, cuts, cuts + ORDINAL_CUTS, RIDGE_BASE, slope);
	return sum + penalise(p, cuts + ORDINAL_CUTS, problem->size, RIDGE_CUT,
			     slope);
}

/* Less is better: minus the penalised log likelihood, and its slope. */
static void value_and_slope(
	const gsl_vector *p, void *user, double *value, gsl_vector *slope)
{
	const struct problem *problem = user;
	const GPtrArray *rows = problem->data->rows;
	double log = 0;

	if (slope)
		gsl_vector_set_zero(slope);
	for (guint i = 0; i < rows->len; i++)
		if (is_used(problem, rows->pdata[i]))
			log += add_row(problem, p, rows->pdata[i], slope);
	log -= penalties(problem, p, slope);
	if (slope)
		gsl_vector_scale(slope, -1);
	*value = -log;
}

static double value_of(const gsl_vector *p, void *user)
{
	double value;

	value_and_slope(p, user, &value, NULL);
	return value;
}

static void slope_of(const gsl_vector *p, void *user, gsl_vector *slope)
{
	double value;

	value_and_slope(p, user, &value, slope);
}

/* --- fitting ------------------------------------------------------------- */

/*
 * Features are taken from their group's mean, which the cut points then stand
 * for, and scaled: common ones alike in all groups, so that a common weight
 * means the same everywhere.
 */
static void measure_features(struct problem *problem)
{
	const struct ordinal_data *data = problem->data;
	g_autofree int *n = g_new0(int, data->groups);
	g_autofree double *pooled = g_new0(double, data->common);
	int total = 0;

	for (guint i = 0; i < data->rows->len; i++) {
		const struct ordinal_row *row = data->rows->pdata[i];
		if (!is_used(problem, row))
			continue;
		n[row->group]++;
		total++;
		for (int j = 0; j < features(data, row->group); j++)
			problem->mean[row->group][j] += row->x[j];
	}
	for (int g = 0; g < data->groups; g++)
		for (int j = 0; j < features(data, g); j++)
			problem->mean[g][j] /= MAX(n[g], 1);
	for (guint i = 0; i < data->rows->len; i++) {
		const struct ordinal_row *row = data->rows->pdata[i];
		for (int j = 0; j < features(data, row->group); j++) {
			double apart = row->x[j] - problem->mean[row->group][j];
			if (!is_used(problem, row))
				continue;
			problem->scale[row->group][j] += apart * apart;
			if (j < data->common)
				pooled[j] += apart * apart;
		}
	}
	for (int g = 0; g < data->groups; g++)
		for (int j = 0; j < features(data, g); j++) {
			double variance =
				j < data->common
					? pooled[j] / MAX(total, 1)
					: problem->scale[g][j] / MAX(n[g], 1);
			problem->scale[g][j] =
				variance > 1e-9 ? 1 / sqrt(variance) : 0;
		}
}

static void problem_init(struct problem *problem)
{
	const struct ordinal_data *data = problem->data;
	int at = data->common;

	problem->weights_at = g_new(int, data->groups);
	problem->mean = g_new(double *, data->groups);
	problem->scale = g_new(double *, data->groups);
	for (int g = 0; g < data->groups; g++) {
		problem->weights_at[g] = at;
		at += features(data, g);
		problem->mean[g] = g_new0(double, features(data, g));
		problem->scale[g] = g_new0(double, features(data, g));
	}
	problem->cuts_at = at;
	problem->size = at + ORDINAL_CUTS * (data->groups + 1);
	measure_features(problem);
}

static void problem_clear(struct problem *problem)
{
	for (int g = 0; g < problem->data->groups; g++) {
		g_free(problem->mean[g]);
		g_free(problem->scale[g]);
	}
	g_free(problem->mean);
	g_free(problem->scale);
	g_free(problem->weights_at);
}

/* The fitted vector in terms of features as they are. */
static struct ordinal_model *model_of(
	const struct problem *problem, const gsl_vector *p)
{
	const struct ordinal_data *data = problem->data;
	struct ordinal_model *model =
		ordinal_model_new(data->groups, data->common, data->own);

	for (int j = 0; j < data->common && data->groups; j++)
		model->shared[j] = weight_at(p, j) * problem->scale[0][j];
	for (int g = 0; g < data->groups; g++) {
		struct cuts cuts = cuts_of(problem, p, g);
		double offset = 0;
		for (int j = 0; j < features(data, g); j++) {
			model->weights[g][j] = weight_of(problem, p, g, j) *
					       problem->scale[g][j];
			offset += model->weights[g][j] * problem->mean[g][j];
		}
		for (int k = 0; k < ORDINAL_CUTS; k++)
			model->cuts[g][k] = cuts.cut[k] + offset;
	}
	return model;
}

static bool minimise(struct problem *problem, gsl_vector *p)
{
	gsl_multimin_function_fdf function = {
		.f = value_of,
		.df = slope_of,
		.fdf = value_and_slope,
		.n = problem->size,
		.params = problem,
	};
	gsl_multimin_fdfminimizer *minimizer = gsl_multimin_fdfminimizer_alloc(
		gsl_multimin_fdfminimizer_vector_bfgs2, problem->size);
	int status = GSL_CONTINUE;

	gsl_multimin_fdfminimizer_set(minimizer, &function, p, 0.1, 0.1);
	for (int i = 0; i < ROUNDS_MAX && status == GSL_CONTINUE; i++) {
		/* Where no step is better the slope tells if it is the end. */
		if (gsl_multimin_fdfminimizer_iterate(minimizer))
			i = ROUNDS_MAX;
		status = gsl_multimin_test_gradient(
			minimizer->gradient, SETTLED);
	}
	gsl_vector_memcpy(p, minimizer->x);
	gsl_multimin_fdfminimizer_free(minimizer);
	return status == GSL_SUCCESS;
}

struct ordinal_model *ordinal_fit(
	const struct ordinal_data *data, const int *folds, int leave)
{
	struct problem problem = {
		.data = data,
		.folds = folds,
		.leave = leave,
	};
	struct ordinal_model *model = NULL;
	gsl_error_handler_t *handler = gsl_set_error_handler_off();
	gsl_vector *p;

	problem_init(&problem);
	p = gsl_vector_calloc(problem.size);
	for (int i = 0; i < problem.cuts_at; i++)
		p->data[i] = ROOT_START;
	p->data[problem.cuts_at] = -3;
	p->data[problem.cuts_at + 1] = 0.5;
	p->data[problem.cuts_at + 2] = 0.5;
	if (minimise(&problem, p))
		model = model_of(&problem, p);
	gsl_vector_free(p);
	problem_clear(&problem);
	gsl_set_error_handler(handler);
	return model;
}
