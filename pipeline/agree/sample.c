/*
 * agree/sample.c - lettermark-agree sample: draw letters as the 2020 review
 * did, from the official list or from the corpus.
 */
#include <stdio.h>
#include <string.h>

#include "corpus/draw.h"
#include "extractors/dates.h"
#include "pipeline/agree/agree.h"
#include "pipeline/facts.h"
#include "pipeline/agree/score-set.h"
#include "pipeline/writers/csv.h"

#define MONTHS_FIRST 12

/* A letter in the corpus; or a report, which asks for a plan of action where it
 * finds failings. */
struct held {
	char *document, *area, *region, *day;
	bool required, report;
};

struct sampling {
	const struct agree *agree;
	GPtrArray *held; /* of struct held */
	GString *csv;
};

static void free_held(void *data)
{
	struct held *held = data;

	g_free(held->document);
	g_free(held->area);
	g_free(held->region);
	g_free(held->day);
	g_free(held);
}

static bool take_document(int n, const char *const *columns,
	const char *const *values, void *user)
{
	GPtrArray *all = user;
	const char *kind = store_row_value("kind", n, columns, values);
	const char *area = store_row_value("area", n, columns, values);
	const char *day =
		store_row_value("inspection_start", n, columns, values);
	bool report = g_str_equal(kind, "area-report");
	const char *asks = store_row_value(
		report ? "outcome" : "determination", n, columns, values);
	struct held *held;

	if (!*area || !*day ||
		(!report && !g_str_equal(kind, "outcome-letter")))
		return true;
	held = g_new0(struct held, 1);
	held->document =
		g_strdup(store_row_value("document", n, columns, values));
	held->area = g_strdup(area);
	held->region = g_strdup(store_row_value("region", n, columns, values));
	held->day = g_strdup(day);
	held->required = g_str_equal(asks, report ? "failings" : "required");
	held->report = report;
	g_ptr_array_add(all, held);
	return true;
}

/* The drawn letter as the corpus has it, or NULL. */
static const struct held *find_held(
	const struct sampling *sampling, const struct draw_letter *letter)
{
	for (guint i = 0; i < sampling->held->len; i++) {
		const struct held *held = sampling->held->pdata[i];

		if (g_str_equal(held->area, letter->area) &&
			g_str_equal(held->day, letter->day))
			return held;
	}
	return NULL;
}

static GArray *letters_of_corpus(const struct sampling *sampling)
{
	GArray *letters = g_array_new(FALSE, TRUE, sizeof(struct draw_letter));

	for (guint i = 0; i < sampling->held->len; i++) {
		const struct held *held = sampling->held->pdata[i];
		struct draw_letter letter = {.area = held->area,
			.region = *held->region ? held->region : "no region",
			.day = held->day,
			.required = held->required};

		g_array_append_val(letters, letter);
	}
	return letters;
}

static GArray *letters_of_register(const struct area_register *areas)
{
	const GPtrArray *outcomes = register_outcomes(areas);
	GArray *letters = g_array_new(FALSE, TRUE, sizeof(struct draw_letter));

	for (guint i = 0; i < outcomes->len; i++) {
		const struct outcome *outcome = outcomes->pdata[i];
		const struct area *area = register_find(areas, outcome->area);
		struct draw_letter letter = {.area = outcome->area,
			.region = area ? area->region : "no region",
			.day = outcome->inspection_start,
			.required = g_str_equal(
				outcome->determination, "required")};

		if (g_str_equal(outcome->framework, "2016"))
			g_array_append_val(letters, letter);
	}
	return letters;
}

static void print_frame(const struct draw *draw)
{
	int strata[DRAW_STRATA] = {0};
	int drawn[DRAW_STRATA] = {0};
	int outside = 0;

	for (guint i = 0; i < draw->letters->len; i++) {
		const struct draw_letter *letter =
			&g_array_index(draw->letters, struct draw_letter, i);

		if (letter->stratum < 0) {
			outside++;
			continue;
		}
		strata[letter->stratum]++;
		drawn[letter->stratum] += letter->place > 0;
	}
	printf("Frame: %u letters, %d of them outside the periods or left "
	       "out\n",
		draw->letters->len, outside);
	for (int i = 0; i < DRAW_STRATA; i++)
		printf("  %-38s %3d, of which drawn %2d\n",
			draw_stratum_name(i), strata[i], drawn[i]);
	printf("Regions drawn:");
	for (guint i = 0; i < draw->regions->len; i++)
		printf("%s %s", i ? ";" : "",
			(const char *)draw->regions->pdata[i]);
	printf("\n");
}

static void add_cell(GString *csv, const char *value, bool last)
{
	csv_cell(csv, COLUMN_TEXT, value);
	g_string_append(csv, last ? "\r\n" : ",");
}

static void print_letter(
	struct sampling *sampling, const struct draw_letter *letter)
{
	const struct held *held = find_held(sampling, letter);
	const char *document = held ? held->document : NULL;
	g_autofree char *place = g_strdup_printf("%d", letter->place);
	g_autofree char *seed = g_strdup_printf("%d", sampling->agree->seed);

	printf("%2d  %-28s %-36s %s  %-36s %s\n", letter->place, letter->area,
		letter->region, letter->day, draw_stratum_name(letter->stratum),
		document ? document : "not in the corpus");
	add_cell(sampling->csv, place, false);
	add_cell(sampling->csv, letter->area, false);
	add_cell(sampling->csv, letter->region, false);
	add_cell(sampling->csv, letter->day, false);
	add_cell(sampling->csv, letter->required ? "required" : "not-required",
		false);
	add_cell(sampling->csv, draw_stratum_name(letter->stratum), false);
	add_cell(sampling->csv, document, false);
	add_cell(sampling->csv, seed, true);
}

static bool has_report(const struct sampling *sampling, const struct draw *draw)
{
	for (guint i = 0; i < draw->order->len; i++) {
		const struct held *held =
			find_held(sampling, draw->order->pdata[i]);

		if (held && held->report)
			return true;
	}
	return false;
}

static void print_draw(struct sampling *sampling, const struct draw *draw)
{
	printf("Seed: %d\n", sampling->agree->seed);
	print_frame(draw);
	for (guint i = 0; i < draw->order->len; i++)
		print_letter(sampling, draw->order->pdata[i]);
	for (guint i = 0; i < draw->notes->len; i++)
		printf("Note: %s\n", (const char *)draw->notes->pdata[i]);
	if (draw->order->len == 0)
		printf("Note: no inspection of that time; see --from, --to and "
		       "--from-corpus\n");
	if (has_report(sampling, draw))
		printf("Note: a report of the 2023 framework counts as one "
		       "that requires a statement where it found failings, for "
		       "it then asks for a priority action plan\n");
}

/* The plan's periods from --from and --to: the first twelve months, and the
 * half that ends on the last day. */
static bool set_periods(struct draw_plan *plan, const struct agree *agree,
	char days[2][11], GError **error)
{
	guint32 from, to, middle;
	GDate first, later;

	if (agree->from)
		plan->from = agree->from;
	if (agree->to)
		plan->to = agree->to;
	if (!agree->from && !agree->to)
		return true;
	from = dates_from_iso(plan->from);
	to = dates_from_iso(plan->to);
	if (from == 0 || to < from) {
		g_set_error(error, SCORE_SET_ERROR, SCORE_SET_ERROR_USAGE,
			"--from %s and --to %s: days like 2016-06-01 are "
			"needed, the earlier first",
			plan->from, plan->to);
		return false;
	}
	g_date_clear(&first, 1);
	g_date_set_julian(&first, from);
	g_date_add_months(&first, MONTHS_FIRST);
	g_date_subtract_days(&first, 1);
	middle = (from + to) / 2 + 1;
	g_date_clear(&later, 1);
	g_date_set_julian(&later, MAX(middle, g_date_get_julian(&first) + 1));
	g_date_strftime(days[0], sizeof(days[0]), "%Y-%m-%d", &first);
	g_date_strftime(days[1], sizeof(days[1]), "%Y-%m-%d", &later);
	plan->first_until = days[0];
	plan->later_from = days[1];
	return true;
}

static bool holds_area(const struct sampling *sampling, const char *name)
{
	for (guint i = 0; i < sampling->held->len; i++) {
		const struct held *held = sampling->held->pdata[i];

		if (g_str_equal(held->area, name))
			return true;
	}
	return false;
}

/*
 * Let the names of areas to leave out mean what the register says they mean. A
 * letter may give an area that the register does not know; any other name is a
 * slip of the pen, which would leave that area in.
 */
static bool settle_excluded(const struct sampling *sampling,
	const struct area_register *areas, GError **error)
{
	char **name = sampling->agree->excluded;

	for (; name && *name; name++) {
		const struct area *area = register_find(areas, *name);

		if (area) {
			g_free(*name);
			*name = g_strdup(area->name);
		} else if (!holds_area(sampling, *name)) {
			g_set_error(error, SCORE_SET_ERROR,
				SCORE_SET_ERROR_USAGE,
				"--exclude: no area %s in the register", *name);
			return false;
		}
	}
	return true;
}

/* The register; with the invented areas where letters may be of them. */
static struct facts *load_facts(const struct agree *agree, GError **error)
{
	g_autoptr(Facts) facts = facts_load(agree->stage->work, error);

	if (!facts || (agree->from_corpus && !facts_add_samples(facts, error)))
		return NULL;
	return g_steal_pointer(&facts);
}

static bool draw_sample(
	struct sampling *sampling, struct draw_plan *plan, GError **error)
{
	const struct agree *agree = sampling->agree;
	g_autoptr(Facts) facts = load_facts(agree, error);
	g_autoptr(Draw) draw = NULL;

	if (!facts ||
		!store_each_row(agree->stage->store, "documents", take_document,
			sampling->held, error) ||
		!settle_excluded(sampling, facts->areas, error))
		return false;
	plan->excluded = (const char *const *)agree->excluded;
	draw = draw_new(plan, agree->from_corpus
				      ? letters_of_corpus(sampling)
				      : letters_of_register(facts->areas));
	print_draw(sampling, draw);
	return !agree->csv ||
	       g_file_set_contents(agree->csv, sampling->csv->str,
		       (gssize)sampling->csv->len, error);
}

bool agree_sample(const struct agree *agree, GError **error)
{
	struct sampling sampling = {
		.agree = agree,
		.held = g_ptr_array_new_with_free_func(free_held),
		.csv = g_string_new("draw,area,region,inspection_start,"
				    "determination,stratum,document,seed\r\n"),
	};
	struct draw_plan plan;
	char days[2][11];
	bool done;

	draw_plan_2020(&plan, (guint32)agree->seed);
	plan.size = agree->size;
	plan.regions = agree->regions;
	done = set_periods(&plan, agree, days, error) &&
	       draw_sample(&sampling, &plan, error);
	g_ptr_array_unref(sampling.held);
	g_string_free(sampling.csv, TRUE);
	return done;
}
