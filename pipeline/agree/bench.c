#include "pipeline/agree/bench.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#include "corpus/sheet.h"
#include "scoring/agreement.h"
#include "scoring/observe.h"
#include "scoring/reviewer.h"

void bench_letter_free(void *data)
{
	struct bench_letter *letter = data;

	g_free(letter->name);
	g_free(letter->area);
	g_free(letter->region);
	g_free(letter->determination);
	g_free(letter->day);
	g_free(letter->framework);
	g_free(letter->raw);
	g_free(letter->scores);
	g_free(letter->duties);
	g_free(letter);
}

void bench_free(struct bench *bench)
{
	if (!bench)
		return;
	framework_free(bench->own);
	flags_free(bench->flags);
	duties_free(bench->duties);
	for (int i = 0; i < SCORE_SET_READERS; i++)
		g_free(bench->names[i]);
	g_ptr_array_unref(bench->letters);
	g_free(bench);
}

struct bench *bench_empty(
	struct store *store, const struct framework *framework)
{
	struct bench *bench = g_new0(struct bench, 1);

	bench->store = store;
	bench->framework = framework;
	bench->letters = g_ptr_array_new_with_free_func(bench_letter_free);
	return bench;
}

static bool load_rules(struct bench *bench, GError **error)
{
	g_autofree char *flags = stage_data("scoring/flags.xml");
	g_autofree char *flags_form = stage_data("scoring/flags.rng");
	g_autofree char *duties = stage_data("scoring/duties.xml");
	g_autofree char *duties_form = stage_data("scoring/duties.rng");

	bench->framework = bench->own = stage_framework(NULL, error);
	if (!bench->own)
		return false;
	bench->flags = flags_load(flags, flags_form, error);
	if (!bench->flags)
		return false;
	bench->duties = duties_load(duties, duties_form, error);
	return bench->duties != NULL;
}

/* What is counted in a letter; lettermark-flag counts the same. */
static void observe(const struct bench *bench, const struct reading *reading,
	struct bench_letter *letter)
{
	const GPtrArray *duties = duties_list(bench->duties);
	g_autoptr(Figures) figures = figures_new();

	observe_reading(bench->flags, bench->duties, reading, figures);
	review_count(figures, letter->counts);
	for (guint i = 0; letter->duties && i < duties->len; i++) {
		const struct figure *figure = figures_get(
			figures, ((const struct duty *)duties->pdata[i])->id);

		letter->duties[i] =
			figure ? (enum duty_state)figure->value : DUTY_STATES;
	}
}

/* --- the letters -------------------------------------------------------- */

struct bench_letter *bench_add(struct bench *bench, const char *name)
{
	struct bench_letter *letter = g_new0(struct bench_letter, 1);
	int n = framework_criteria(bench->framework);

	letter->name = g_strdup(name);
	letter->raw = g_malloc0_n(n, sizeof(*letter->raw));
	letter->scores = g_malloc0_n(n, sizeof(*letter->scores));
	if (bench->duties)
		letter->duties = g_new0(
			enum duty_state, duties_list(bench->duties)->len);
	g_ptr_array_add(bench->letters, letter);
	return letter;
}

static void take_facts(struct bench_letter *letter, const struct record *record)
{
	letter->area = g_strdup(record_value(record, "area"));
	letter->region = g_strdup(record_value(record, "region"));
	letter->determination = g_strdup(record_value(record, "determination"));
	letter->day = g_strdup(record_value(record, "inspection_start"));
	letter->framework = g_strdup(record_value(record, "framework"));
}

static bool both_scored(const struct bench *bench, const char *name,
	struct score_set *const *sets)
{
	for (int c = 0; c < framework_criteria(bench->framework); c++) {
		const char *id = framework_criterion(bench->framework, c)->id;
		const struct scored *one = score_set_find(sets[0], name, id);
		const struct scored *other = score_set_find(sets[1], name, id);

		if (one && other && one->scores[0] && other->scores[0])
			return true;
	}
	return false;
}

static void take_scores(const struct bench *bench, struct bench_letter *letter,
	struct score_set *const *sets)
{
	for (int c = 0; c < framework_criteria(bench->framework); c++) {
		const char *id = framework_criterion(bench->framework, c)->id;

		for (int r = 0; r < SCORE_SET_READERS; r++) {
			const struct scored *row =
				score_set_find(sets[r], letter->name, id);

			letter->raw[c][r] = row ? row->scores[0] : 0;
		}
		memcpy(letter->scores[c], letter->raw[c],
			sizeof(letter->raw[c]));
	}
}

static bool add_letter(struct bench *bench, const struct store_task *task,
	struct score_set *const *sets, GError **error)
{
	g_autoptr(Record) record = NULL;
	g_autoptr(Reading) reading = NULL;
	struct bench_letter *letter;

	if (!both_scored(bench, task->name, sets))
		return true;
	record = store_get_record(bench->store, task->document, error);
	if (!record)
		return false;
	letter = bench_add(bench, task->name);
	letter->document = task->document;
	take_scores(bench, letter, sets);
	take_facts(letter, record);
	reading = reading_new(bench->framework, record);
	observe(bench, reading, letter);
	return true;
}

static bool add_letters(struct bench *bench, struct score_set *const *sets,
	const char *sample, GError **error)
{
	/* No scoring has this version, so every scored document is named. */
	g_autoptr(GPtrArray) tasks =
		store_stale_scores(bench->store, "", error);
	g_autoptr(GPtrArray) wanted =
		tasks && sample ? sheet_read_column(sample, "document", error)
				: NULL;

	if (!tasks || (sample && !wanted))
		return false;
	for (guint i = 0; i < tasks->len; i++) {
		const struct store_task *task = tasks->pdata[i];

		if (wanted && !g_ptr_array_find_with_equal_func(
				      wanted, task->name, g_str_equal, NULL))
			continue;
		if (!add_letter(bench, task, sets, error))
			return false;
	}
	if (bench->letters->len > 0)
		return true;
	g_set_error(error, SCORE_SET_ERROR, SCORE_SET_ERROR_EMPTY,
		"%s and %s: no letter that both have scored", bench->names[0],
		bench->names[1]);
	return false;
}

/* --- third readings ----------------------------------------------------- */

struct settling {
	struct bench *bench;
	GHashTable *letters; /* name -> struct bench_letter */
};

/* The first third reading of a score makes the two the same, so that no other
 * one finds anything to settle. */
static bool take_third(int n, const char *const *columns,
	const char *const *values, void *user)
{
	struct settling *settling = user;
	const struct bench_letter *letter =
		g_hash_table_lookup(settling->letters,
			store_row_value("document", n, columns, values));
	int criterion = framework_find(settling->bench->framework,
		store_row_value("criterion", n, columns, values));
	int *scores;

	if (!letter || criterion < 0)
		return true;
	scores = letter->scores[criterion];
	if (!scores[0] || !scores[1] || abs(scores[0] - scores[1]) < 2)
		return true;
	scores[0] = scores[1] =
		atoi(store_row_value("score", n, columns, values));
	settling->bench->decided++;
	return true;
}

bool bench_settle(struct bench *bench, GError **error)
{
	g_autoptr(GHashTable) letters =
		g_hash_table_new(g_str_hash, g_str_equal);
	struct settling settling = {bench, letters};

	for (guint i = 0; i < bench->letters->len; i++) {
		struct bench_letter *letter = bench->letters->pdata[i];

		g_hash_table_insert(letters, letter->name, letter);
	}
	return store_each_row(
		bench->store, "third_readings", take_third, &settling, error);
}

/* --- benches ------------------------------------------------------------ */

struct bench *bench_new(struct store *store, const char *pair,
	const char *sample, GError **error)
{
	g_autoptr(Bench) bench = bench_empty(store, NULL);
	g_auto(GStrv) names = g_strsplit(pair, ",", 2);
	g_autoptr(ScoreSet) first = NULL;
	g_autoptr(ScoreSet) second = NULL;
	struct score_set *sets[SCORE_SET_READERS];

	for (int i = 0; names[i]; i++)
		g_strstrip(names[i]);
	if (!load_rules(bench, error))
		return NULL;
	first = score_set_load(names[0], store, error);
	second = first ? score_set_load(names[1], store, error) : NULL;
	if (!second)
		return NULL;
	sets[0] = first;
	sets[1] = second;
	for (int i = 0; i < SCORE_SET_READERS; i++)
		bench->names[i] = g_strdup(names[i]);
	return add_letters(bench, sets, sample, error) &&
			       bench_settle(bench, error)
		       ? g_steal_pointer(&bench)
		       : NULL;
}

/* A letter's facts and counts for another bench; no scores or duties. */
static struct bench_letter *add_copy(
	struct bench *bench, const struct bench_letter *letter)
{
	struct bench_letter *copy = bench_add(bench, letter->name);

	copy->document = letter->document;
	copy->area = g_strdup(letter->area);
	copy->region = g_strdup(letter->region);
	copy->determination = g_strdup(letter->determination);
	copy->day = g_strdup(letter->day);
	copy->framework = g_strdup(letter->framework);
	memcpy(copy->counts, letter->counts, sizeof(copy->counts));
	return copy;
}

static void score_letter(const struct bench *bench,
	const struct reviewer *ladder, const struct reading *reading,
	struct bench_letter *letter)
{
	for (int c = 0; c < framework_criteria(bench->framework); c++) {
		struct score score;

		reviewer_score(ladder, reading, c, &score);
		for (int r = 0; r < SCORE_SET_READERS; r++)
			letter->raw[c][r] = letter->scores[c][r] = score.score;
		score_clear(&score);
	}
}

static void leave_in_boilerplate(struct record *record)
{
	for (guint i = 0; i < record->findings->len; i++)
		((struct finding *)record->findings->pdata[i])->boilerplate =
			false;
}

struct bench *bench_rescore(const struct bench *bench,
	const struct framework *framework, bool boilerplate, GError **error)
{
	g_autoptr(Bench) other = bench_empty(bench->store, framework);
	g_autoptr(Reviewer) ladder =
		reviewer_open("ladder", framework, NULL, error);

	for (guint i = 0; ladder && i < bench->letters->len; i++) {
		const struct bench_letter *letter = bench->letters->pdata[i];
		struct bench_letter *copy = add_copy(other, letter);
		g_autoptr(Record) record =
			store_get_record(bench->store, letter->document, error);
		g_autoptr(Reading) reading = NULL;

		if (!record)
			return NULL;
		if (boilerplate)
			leave_in_boilerplate(record);
		reading = reading_new(framework, record);
		score_letter(other, ladder, reading, copy);
		if (boilerplate)
			observe(bench, reading, copy);
	}
	return ladder ? g_steal_pointer(&other) : NULL;
}

struct bench *bench_alone(const struct bench *bench, int reviewer)
{
	struct bench *other = bench_empty(bench->store, bench->framework);

	for (guint i = 0; i < bench->letters->len; i++) {
		const struct bench_letter *letter = bench->letters->pdata[i];
		struct bench_letter *copy = add_copy(other, letter);

		for (int c = 0; c < framework_criteria(other->framework); c++)
			for (int r = 0; r < SCORE_SET_READERS; r++)
				copy->raw[c][r] = copy->scores[c][r] =
					letter->raw[c][reviewer];
	}
	return other;
}

/* --- figures ------------------------------------------------------------ */

int bench_combined(const struct bench_letter *letter, int criterion)
{
	const int *scores = criterion < 0 ? NULL : letter->scores[criterion];

	return scores && scores[0] && scores[1] ? scores[0] + scores[1] : 0;
}

struct bench_mean bench_mean(const double *values, int n)
{
	struct bench_mean mean = {.n = n, .low = NAN, .high = NAN};
	double squares = 0, half;

	for (int i = 0; i < n; i++)
		mean.mean += values[i] / n;
	if (n == 0)
		mean.mean = NAN;
	if (n < 2)
		return mean;
	for (int i = 0; i < n; i++)
		squares += (values[i] - mean.mean) * (values[i] - mean.mean);
	half = gsl_cdf_tdist_Pinv(0.975, n - 1) * sqrt(squares / (n - 1) / n);
	mean.low = mean.mean - half;
	mean.high = mean.mean + half;
	return mean;
}

struct bench_mean bench_mean_of(const struct bench *bench, int criterion)
{
	g_autofree double *values = g_new(double, bench->letters->len);
	int n = 0;

	for (guint i = 0; i < bench->letters->len; i++) {
		int combined =
			bench_combined(bench->letters->pdata[i], criterion);

		if (combined)
			values[n++] = combined;
	}
	return bench_mean(values, n);
}

int bench_low(const struct bench *bench, int criterion, int *n)
{
	int low = 0;

	*n = 0;
	for (guint i = 0; i < bench->letters->len; i++) {
		int combined =
			bench_combined(bench->letters->pdata[i], criterion);

		*n += combined > 0;
		low += combined > 0 && combined <= 4;
	}
	return low;
}

GArray *bench_pairs(const struct bench *bench, bool panel)
{
	GArray *pairs = g_array_new(FALSE, TRUE, sizeof(struct agreement_pair));

	for (guint i = 0; i < bench->letters->len; i++)
		for (int c = 0; c < framework_criteria(bench->framework); c++) {
			const struct bench_letter *letter =
				bench->letters->pdata[i];
			const int *raw = letter->raw[c];
			struct agreement_pair pair = {.document = (int)i,
				.criterion = c,
				.score = raw[0],
				.panel = {panel ? raw[0] : raw[1],
					panel ? raw[1] : 0}};

			if (raw[0] && raw[1])
				g_array_append_val(pairs, pair);
		}
	return pairs;
}
