/* datapackage.c - datapackage.json: every table and column described as
 * Frictionless Data asks (Tabular Data Package, version 1). */
#include "pipeline/writers/json.h"
#include "pipeline/writers/site.h"

#include <string.h>

static const char *const types[] = {
	[COLUMN_TEXT] = "string",
	[COLUMN_DATE] = "date",
	[COLUMN_INTEGER] = "integer",
	[COLUMN_NUMBER] = "number",
};

static void add_names(GString *out, char **names)
{
	g_string_append_c(out, '[');
	for (int i = 0; names[i] != NULL; i++) {
		g_string_append(out, i > 0 ? ", " : "");
		json_string(out, names[i]);
	}
	g_string_append_c(out, ']');
}

static void add_field(GString *out, const struct column *column)
{
	g_string_append(out, "\n\t\t{\"name\": ");
	json_string(out, column->name);
	g_string_append_printf(out,
		", \"type\": \"%s\", \"description\": ", types[column->type]);
	json_string(out, column->about);
	if (column->values != NULL) {
		g_string_append(out, ", \"constraints\": {\"enum\": ");
		add_names(out, column->values);
		g_string_append_c(out, '}');
	}
	g_string_append_c(out, '}');
}

static void add_schema(GString *out, const struct table *table)
{
	g_string_append(out, ",\n\t\"schema\": {\"fields\": [");
	for (int i = 0; i < table_columns(table); i++) {
		g_string_append(out, i > 0 ? "," : "");
		add_field(out, table_head(table, i));
	}
	g_string_append(out, "],\n\t\t\"missingValues\": [\"\"]");
	if (table->key != NULL) {
		g_string_append(out, ",\n\t\t\"primaryKey\": ");
		add_names(out, table->key);
	}
	if (strcmp(table->name, "documents") != 0 &&
		table_column(table, "document") != TABLE_NONE)
		g_string_append(out,
			",\n\t\t\"foreignKeys\": [{\"fields\": [\"document\"], "
			"\"reference\": {\"resource\": \"documents\", "
			"\"fields\": [\"document\"]}}]");
	g_string_append_c(out, '}');
}

static void add_resource(GString *out, const struct table *table)
{
	g_string_append_printf(out,
		"\n\t{\"name\": \"%s\", \"path\": \"%s.csv\", "
		"\"profile\": \"tabular-data-resource\",\n"
		"\t\"format\": \"csv\", \"mediatype\": \"text/csv\", "
		"\"encoding\": \"utf-8\",\n"
		"\t\"dialect\": {\"delimiter\": \",\", \"lineTerminator\": "
		"\"\\r\\n\", \"quoteChar\": \"\\\"\", \"doubleQuote\": true, "
		"\"header\": true},\n\t\"title\": ",
		table->name, table->name);
	json_string(out, table->title);
	g_string_append(out, ", \"description\": ");
	json_string(out, table->about);
	add_schema(out, table);
	g_string_append_c(out, '}');
}

bool datapackage_write(const struct site *site, GError **error)
{
	const struct report *report = site->report;
	GString *out = g_string_new(
		"{\"profile\": \"tabular-data-package\",\n"
		"\"name\": \"lettermark\",\n"
		"\"title\": \"Area SEND inspection reports, read and scored\","
		"\n\"description\": \"How well letters and reports on local "
		"areas cover what they should tell their readers. A text cell "
		"that a spreadsheet would take for a formula has an apostrophe "
		"before it.\",\n\"framework\": {\"id\": ");
	bool ok;

	json_string(out, framework_id(report->framework));
	g_string_append(out, ", \"sha256\": ");
	json_string(out, framework_digest(report->framework));
	g_string_append(out, "},\n\"resources\": [");
	for (guint i = 0; i < report->tables->all->len; i++) {
		g_string_append(out, i > 0 ? "," : "");
		add_resource(out, g_ptr_array_index(report->tables->all, i));
	}
	g_string_append(out, "]}\n");
	ok = output_write(site->output, "datapackage.json", out, error);
	g_string_free(out, TRUE);
	return ok;
}
