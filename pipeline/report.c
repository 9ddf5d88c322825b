/*
 * lettermark-report - write the tables, the workbook and the site; or print
 * chosen documents side by side.
 */
#include "pipeline/asked.h"
#include "pipeline/facts.h"
#include "pipeline/stage.h"
#include "pipeline/writers/comparison.h"
#include "pipeline/writers/csv.h"
#include "pipeline/writers/edition.h"
#include "pipeline/writers/json.h"
#include "pipeline/writers/markdown.h"

#include <stdio.h>
#include <string.h>

struct options {
	char *out;
	gboolean whole; /* trust nothing that an earlier run wrote */
	struct choice choice;
	gboolean all; /* --compare: side by side without a choice */
	char *neighbours_of;
	char *by;
	char *format;
};

static struct tables *make_tables(
	const struct framework *framework, GError **error)
{
	g_autofree const char **criteria = framework_ids(framework);

	return tables_new(criteria, error);
}

/* --- side by side -----------------------------------------------------------
 */

/* The area itself and its statistical neighbours, by their codes. */
static bool settle_neighbours(struct options *options,
	const struct area_register *areas, GError **error)
{
	const struct area *area = register_find(areas, options->neighbours_of);

	if (area == NULL) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
			"no area %s in the register", options->neighbours_of);
		return false;
	}
	options->choice.codes =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_hash_table_add(options->choice.codes, g_strdup(area->code));
	for (char **code = area->neighbours; *code != NULL; code++)
		g_hash_table_add(options->choice.codes, g_strdup(*code));
	return true;
}

static bool settle_facts(
	const struct tables *tables, struct choice *choice, GError **error)
{
	return asked_of_documents(tables, "determination",
		       &choice->determination, error) &&
	       asked_of_documents(tables, "outcome", &choice->outcome, error) &&
	       asked_of_documents(
		       tables, "framework", &choice->framework, error) &&
	       asked_of_documents(tables, "kind", &choice->kind, error);
}

static bool settle_choice(struct options *options, const struct tables *tables,
	const char *work, GError **error)
{
	struct choice *choice = &options->choice;
	g_autoptr(Facts) facts = NULL;

	if (!settle_facts(tables, choice, error))
		return false;
	if (choice->areas == NULL && choice->region == NULL &&
		options->neighbours_of == NULL)
		return true;
	facts = facts_load(work, error);
	if (facts == NULL || !facts_add_samples(facts, error))
		return false;
	asked_areas(facts->areas, choice->areas);
	return asked_region(facts->areas, &choice->region, error) &&
	       (options->neighbours_of == NULL ||
		       settle_neighbours(options, facts->areas, error));
}

static struct table *compare(const struct options *options,
	const struct site *site, const GPtrArray *documents,
	struct tables *tables)
{
	if (options->by != NULL)
		return comparison_groups(site, documents, options->by, tables);
	if (strcmp(options->format, "markdown") == 0)
		return comparison_wide(site, documents, tables);
	return comparison_long(site, documents, tables);
}

static struct site *load_site(const struct report *report, GError **error)
{
	g_autoptr(Site) site = NULL;

	if (!tables_load(report->tables, report->store, error))
		return NULL;
	site = site_new(report, NULL, error);
	if (site == NULL || !site_tally_all(site, error))
		return NULL;
	return g_steal_pointer(&site);
}

/* How many of the area and its neighbours have no document among these. */
static guint count_missing(
	GHashTable *codes, const struct site *site, const GPtrArray *documents)
{
	g_autoptr(GHashTable) found = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < documents->len; i++)
		g_hash_table_add(
			found, (char *)site_fact(
				       site, documents->pdata[i], "la_code"));
	return g_hash_table_size(codes) - g_hash_table_size(found);
}

/* What must be known of the numbers of a table, wherever it is pasted. */
static void add_note(GString *out, const struct site *site)
{
	g_string_append_printf(out,
		"\nScores run from %d to %d%s. They say how well a report "
		"covers a matter, not how good an area is.\n",
		site->bottom, site->top,
		site->top > FRAMEWORK_ANCHORS ? ", two reviewers\u2019 added"
					      : "");
}

/* What was compared, in one line; freed by the caller. */
static char *say_compared(
	GHashTable *codes, const struct site *site, const GPtrArray *documents)
{
	if (codes == NULL)
		return g_strdup_printf("%u documents compared", documents->len);
	return g_strdup_printf(
		"%u documents compared; of the area and its "
		"%u neighbours %u have none here",
		documents->len, g_hash_table_size(codes) - 1,
		count_missing(codes, site, documents));
}

static GPtrArray *choose(
	const struct choice *choice, const struct site *site, GError **error)
{
	g_autoptr(GPtrArray) documents = choice_find(choice, site, error);

	if (documents != NULL && documents->len == 0 &&
		choice_is_made(choice)) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
			"no scored document is of all that was chosen");
		return NULL;
	}
	return g_steal_pointer(&documents);
}

static char *print_comparison(const struct report *report,
	const struct options *options, struct tables *tables, GError **error)
{
	static const struct {
		const char *name;
		void (*add)(GString *out, const struct table *table);
	} formats[] = {
		{"markdown", markdown_table},
		{"csv", csv_table},
		{"json", json_table},
	};
	g_autoptr(Site) site = load_site(report, error);
	g_autoptr(GPtrArray) documents = NULL;
	g_autoptr(Table) table = NULL;
	g_autoptr(GString) out = g_string_new(NULL);
	g_autofree char *done = NULL;

	if (site != NULL)
		documents = choose(&options->choice, site, error);
	if (documents == NULL)
		return NULL;
	done = say_compared(options->choice.codes, site, documents);
	table = compare(options, site, documents, tables);
	for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
		if (strcmp(formats[i].name, options->format) == 0)
			formats[i].add(out, table);
	if (strcmp(options->format, "markdown") == 0) {
		add_note(out, site);
		if (options->choice.codes != NULL)
			g_string_append_printf(out, "\n%s.\n", done);
	}
	/* stage_finish() checks that it arrived. */
	fputs(out->str, stdout);
	return g_steal_pointer(&done);
}

/* --- options -----------------------------------------------------------------
 */

static bool is_one_of(const char *value, const char *const *values)
{
	return value == NULL || g_strv_contains(values, value);
}

/* What is wrong with the options, or NULL. */
static const char *check_options(const struct options *options, int words)
{
	static const char *const formats[] = {"markdown", "csv", "json", NULL};
	static const char *const groups[] = {"region", "determination",
		"outcome", "framework", "kind", "year", "period", NULL};

	if (words > 0)
		return "unexpected argument";
	if (!is_one_of(options->format, formats))
		return "--format is markdown, csv or json";
	if (!is_one_of(options->by, groups))
		return "--by is region, determination, outcome, framework, "
		       "kind, year or period";
	return NULL;
}

static bool is_comparison(const struct options *options)
{
	return options->all || options->by != NULL ||
	       options->neighbours_of != NULL ||
	       choice_is_made(&options->choice);
}

static char *run(struct stage *stage, struct options *options, GError **error)
{
	g_autoptr(Framework) framework = stage_framework(NULL, error);
	g_autoptr(Tables) tables = NULL;
	struct report report;

	if (framework != NULL)
		tables = make_tables(framework, error);
	if (tables == NULL ||
		!settle_choice(options, tables, stage->work, error))
		return NULL;
	report = (struct report){tables, framework, stage->store};
	if (is_comparison(options))
		return print_comparison(&report, options, tables, error);
	stage_begin(stage, 0);
	return edition_write(&report, options->out, options->whole, error);
}

static void free_options(struct options *options)
{
	g_free(options->out);
	g_free(options->neighbours_of);
	g_free(options->by);
	g_free(options->format);
	g_strfreev(options->choice.areas);
	g_clear_pointer(&options->choice.codes, g_hash_table_unref);
	g_free(options->choice.region);
	g_free(options->choice.determination);
	g_free(options->choice.outcome);
	g_free(options->choice.framework);
	g_free(options->choice.kind);
}

int main(int argc, char **argv)
{
	struct options options = {0};
	struct choice *choice = &options.choice;
	const GOptionEntry entries[] = {
		{"out", 0, 0, G_OPTION_ARG_FILENAME, &options.out,
			"Folder to write to (default: out)", "DIR"},
		{"whole", 0, 0, G_OPTION_ARG_NONE, &options.whole,
			"Make every file anew, also where nothing changed",
			NULL},
		{"compare", 0, 0, G_OPTION_ARG_NONE, &options.all,
			"Print documents side by side and write nothing", NULL},
		{"area", 0, 0, G_OPTION_ARG_STRING_ARRAY, &choice->areas,
			"Compare this area; may be given again", "NAME"},
		{"region", 0, 0, G_OPTION_ARG_STRING, &choice->region,
			"Compare areas of this region", "NAME"},
		{"neighbours-of", 0, 0, G_OPTION_ARG_STRING,
			&options.neighbours_of,
			"Compare this area and its statistical neighbours",
			"NAME"},
		{"determination", 0, 0, G_OPTION_ARG_STRING,
			&choice->determination,
			"Compare those with required, or not-required", "WHAT"},
		{"outcome", 0, 0, G_OPTION_ARG_STRING, &choice->outcome,
			"Compare those with this outcome", "WHAT"},
		{"framework", 0, 0, G_OPTION_ARG_STRING, &choice->framework,
			"Compare those under this framework", "YEAR"},
		{"kind", 0, 0, G_OPTION_ARG_STRING, &choice->kind,
			"Compare documents of this kind", "KIND"},
		{"by", 0, 0, G_OPTION_ARG_STRING, &options.by,
			"Compare means by region, determination, outcome, "
			"framework, kind, year or period",
			"WHAT"},
		{"format", 0, 0, G_OPTION_ARG_STRING, &options.format,
			"Print as markdown (default), csv or json", "FORMAT"},
		{NULL},
	};
	struct stage *stage = stage_new("report",
		"Write the tables, the workbook and the site.", entries, &argc,
		&argv);
	g_autoptr(GError) error = NULL;
	g_autofree char *done = NULL;

	if (options.out == NULL)
		options.out = g_strdup("out");
	options.all = options.all || options.format != NULL;
	if (options.format == NULL)
		options.format = g_strdup("markdown");
	if (check_options(&options, argc - 1) != NULL)
		stage_usage(stage, check_options(&options, argc - 1));
	if (stage_open(stage)) {
		done = run(stage, &options, &error);
		/* A name that is not there is a slip of the pen. */
		if (is_comparison(&options) &&
			g_error_matches(
				error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
			stage_usage(stage, error->message);
		if (done == NULL)
			stage_say(stage, STAGE_FATAL, NULL, 0, "no report",
				error->message);
	}
	free_options(&options);
	return stage_finish(stage, done);
}
