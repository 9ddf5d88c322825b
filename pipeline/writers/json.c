/* json.c - see json.h. */
#include "pipeline/writers/json.h"

#include <string.h>

static void add_char(GString *out, unsigned char c)
{
	static const char *const pairs = "\"\"\\\\\bb\ff\nn\rr\tt";

	for (const char *p = pairs; *p != '\0'; p += 2) {
		if ((unsigned char)*p != c)
			continue;
		g_string_append_c(out, '\\');
		g_string_append_c(out, p[1]);
		return;
	}
	if (c < 0x20 || c == 0x7f || c == '<')
		g_string_append_printf(out, "\\u%04x", c);
	else
		g_string_append_c(out, (char)c);
}

void json_string(GString *out, const char *value)
{
	if (value == NULL) {
		g_string_append(out, "null");
		return;
	}
	g_string_append_c(out, '"');
	for (; *value != '\0'; value++)
		add_char(out, (unsigned char)*value);
	g_string_append_c(out, '"');
}

/* JSON has no plus sign, no leading zeros and no bare point. */
static bool is_json_number(const char *value)
{
	const char *p = value + (*value == '-');

	if (!g_ascii_isdigit(*p) || (p[0] == '0' && g_ascii_isdigit(p[1])))
		return false;
	while (g_ascii_isdigit(*p))
		p++;
	if (*p == '.' && g_ascii_isdigit(p[1]))
		for (p++; g_ascii_isdigit(*p); p++)
			;
	return *p == '\0';
}

void json_cell(GString *out, enum column_type type, const char *value)
{
	if (value != NULL &&
		(type == COLUMN_INTEGER || type == COLUMN_NUMBER) &&
		is_json_number(value))
		g_string_append(out, value);
	else
		json_string(out, value);
}

/* --- one file a document ------------------------------------------------- */

/* What the object around it says already, or the finding that is named. */
static bool is_said(const struct table *table, const char *column)
{
	if ((strcmp(table->name, "evidence") == 0 ||
		    strcmp(table->name, "flag_grounds") == 0) &&
		(strcmp(column, "text") == 0 || strcmp(column, "page") == 0))
		return true;
	return strcmp(column, "document") == 0 || strcmp(column, "area") == 0;
}

static void add_members(
	GString *out, const struct table *table, int row, bool inside)
{
	const char *const *cells = table_row(table, row);
	bool first = true;

	for (int i = 0; i < table_columns(table); i++) {
		const struct column *column = table_head(table, i);

		if (inside && is_said(table, column->name))
			continue;
		g_string_append(out, first ? "" : ", ");
		first = false;
		json_string(out, column->name);
		g_string_append(out, ": ");
		json_cell(out, column->type, cells[i]);
	}
}

void json_table(GString *out, const struct table *table)
{
	g_string_append_c(out, '[');
	for (int r = 0; r < table_rows(table); r++) {
		g_string_append(out, r > 0 ? ",\n{" : "\n{");
		add_members(out, table, r, false);
		g_string_append_c(out, '}');
	}
	g_string_append(out, "]\n");
}

/* The rows of a table that is turned to the document. */
static void add_rows(GString *out, const struct table *table)
{
	g_string_append_printf(out, ",\n\"%s\": [", table->name);
	for (int r = 0; r < table_rows(table); r++) {
		g_string_append(out, r > 0 ? ",\n\t{" : "\n\t{");
		add_members(out, table, r, true);
		g_string_append_c(out, '}');
	}
	g_string_append(out, "]");
}

bool json_document(const struct site *site,
	const struct site_document *document, GError **error)
{
	const struct tables *tables = site->report->tables;
	g_autofree char *name =
		g_strconcat("json/", document->slug, ".json", NULL);
	g_autoptr(GString) out = NULL;

	if (document->kept) {
		output_keep(site->output, name);
		return true;
	}
	out = g_string_new("{\"$schema\": \"schema.json\",\n");
	add_members(
		out, tables_find(tables, "documents"), document->row, false);
	for (int i = 0; tables_turning[i] != NULL; i++)
		add_rows(out, tables_find(tables, tables_turning[i]));
	g_string_append(out, "}\n");
	return output_write(site->output, name, out, error);
}

/* --- what describes them ------------------------------------------------- */

static const char *const schema_types[] = {
	[COLUMN_TEXT] = "string",
	[COLUMN_DATE] = "string",
	[COLUMN_INTEGER] = "integer",
	[COLUMN_NUMBER] = "number",
};

static void add_list(GString *out, char **values)
{
	for (int i = 0; values[i] != NULL; i++) {
		g_string_append(out, i > 0 ? ", " : "");
		json_string(out, values[i]);
	}
}

static void add_property(GString *out, const struct column *column)
{
	json_string(out, column->name);
	g_string_append_printf(out, ": {\"type\": [\"%s\", \"null\"]",
		schema_types[column->type]);
	if (column->type == COLUMN_DATE)
		g_string_append(out, ", \"format\": \"date\"");
	if (column->values != NULL) {
		g_string_append(out, ", \"enum\": [");
		add_list(out, column->values);
		g_string_append(out, ", null]");
	}
	g_string_append(out, ", \"description\": ");
	json_string(out, column->about);
	g_string_append_c(out, '}');
}

static void add_properties(GString *out, const struct table *table, bool inside)
{
	bool first = true;

	for (int i = 0; i < table_columns(table); i++) {
		const struct column *column = table_head(table, i);

		if (inside && is_said(table, column->name))
			continue;
		g_string_append(out, first ? "\n\t\t" : ",\n\t\t");
		first = false;
		add_property(out, column);
	}
}

bool json_write(const struct site *site, GError **error)
{
	const struct tables *tables = site->report->tables;
	GString *out = g_string_new(
		"{\"$schema\": "
		"\"https://json-schema.org/draft/2020-12/schema\",\n"
		"\"title\": \"A document as lettermark read and scored it\",\n"
		"\"type\": \"object\",\n\"required\": [\"document\"],\n"
		"\"properties\": {");
	bool ok;

	add_properties(out, tables_find(tables, "documents"), false);
	for (int i = 0; tables_turning[i] != NULL; i++) {
		const struct table *table =
			tables_find(tables, tables_turning[i]);

		g_string_append_printf(out,
			",\n\t\"%s\": {\"description\": ", tables_turning[i]);
		json_string(out, table->about);
		g_string_append(out,
			", \"type\": \"array\", \"items\": {\"type\": "
			"\"object\", \"properties\": {");
		add_properties(out, table, true);
		g_string_append(out, "}}}");
	}
	g_string_append(out, "}}\n");
	ok = output_write(site->output, "json/schema.json", out, error);
	g_string_free(out, TRUE);
	return ok;
}
