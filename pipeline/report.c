/*
 * lettermark-report - write the tables, the workbook and the site.
 */
#include "pipeline/stage.h"
#include "pipeline/writers/areas.h"
#include "pipeline/writers/writer.h"

static writer_func *const writers[] = {
	csv_write,
	datapackage_write,
	json_write,
	site_write,
	xlsx_write,
};

static struct framework *load_framework(GError **error)
{
	g_autofree char *path = stage_data("scoring/criteria.xml");
	g_autofree char *schema = stage_data("scoring/criteria.rng");

	return framework_load(path, schema, error);
}

static struct tables *load_tables(
	const struct framework *framework, struct store *store, GError **error)
{
	int n = framework_criteria(framework);
	g_autofree const char **criteria = g_new0(const char *, n + 1);
	struct tables *tables;

	for (int i = 0; i < n; i++)
		criteria[i] = framework_criterion(framework, i)->id;
	tables = tables_new(criteria, error);
	if (tables != NULL && !tables_load(tables, store, error)) {
		tables_free(tables);
		return NULL;
	}
	if (tables != NULL)
		areas_fill(tables);
	return tables;
}

static bool write_all(
	struct stage *stage, struct output *output, GError **error)
{
	g_autoptr(Framework) framework = load_framework(error);
	g_autoptr(Tables) tables = NULL;
	struct report report;

	if (framework == NULL)
		return false;
	tables = load_tables(framework, stage->store, error);
	if (tables == NULL)
		return false;
	report = (struct report){tables, framework, stage->store};
	for (size_t i = 0; i < G_N_ELEMENTS(writers); i++)
		if (!writers[i](&report, output, error))
			return false;
	return output_sweep(output, error);
}

int main(int argc, char **argv)
{
	char *out = NULL;
	const GOptionEntry entries[] = {
		{"out", 0, 0, G_OPTION_ARG_FILENAME, &out,
			"Folder to write to (default: out)", "DIR"},
		{NULL},
	};
	struct stage *stage = stage_new("report",
		"Write the tables, the workbook and the site.", entries, &argc,
		&argv);
	g_autoptr(Output) output = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree char *done = NULL;

	if (out == NULL)
		out = g_strdup("out");
	if (stage_open(stage)) {
		output = output_new(out, &error);
		if (output == NULL || !write_all(stage, output, &error))
			stage_say(stage, STAGE_FATAL, NULL, 0,
				"cannot write the report", error->message);
		else
			done = g_strdup_printf(
				"%d files in %s, %d of them new"
				" or changed",
				output_total(output), out,
				output_changed(output));
	}
	g_free(out);
	return stage_finish(stage, done);
}
