/* csv.c - see csv.h. */
#include "pipeline/writers/csv.h"

#include <string.h>

/* A sign, digits, and at most one point with digits after it. */
static bool is_number(const char *value)
{
	const char *digits = value + (*value == '-' || *value == '+');
	const char *p = digits;

	while (g_ascii_isdigit(*p))
		p++;
	if (*p == '.' && p > digits && g_ascii_isdigit(p[1]))
		for (p++; g_ascii_isdigit(*p); p++)
			;
	return *p == '\0' && p > digits;
}

bool csv_is_formula(const char *value)
{
	/* The full-width forms: some spreadsheets read them as the plain. */
	static const char *const wide[] = {
		"\uff1d", "\uff0b", "\uff0d", "\uff20"};

	if (*value != '\0' && strchr("=+-@\t\r", *value) != NULL)
		return !is_number(value);
	for (size_t i = 0; i < G_N_ELEMENTS(wide); i++)
		if (g_str_has_prefix(value, wide[i]))
			return true;
	return false;
}

static bool needs_quotes(const char *value)
{
	size_t length = strlen(value);

	/* Some readers strip bare spaces at a cell's ends. */
	return strpbrk(value, ",\"\r\n") != NULL || value[0] == ' ' ||
	       (length > 0 && value[length - 1] == ' ');
}

void csv_cell(GString *out, enum column_type type, const char *value)
{
	if (value == NULL)
		return;
	if (type == COLUMN_TEXT && csv_is_formula(value)) {
		g_autofree char *safe = g_strconcat("'", value, NULL);

		csv_cell(out, type, safe);
		return;
	}
	if (!needs_quotes(value)) {
		g_string_append(out, value);
		return;
	}
	g_string_append_c(out, '"');
	for (const char *p = value; *p != '\0'; p++) {
		if (*p == '"')
			g_string_append_c(out, '"');
		g_string_append_c(out, *p);
	}
	g_string_append_c(out, '"');
}

static void add_head(GString *out, const struct table *table)
{
	for (int i = 0; i < table_columns(table); i++) {
		g_string_append(out, i > 0 ? "," : "");
		csv_cell(out, COLUMN_TEXT, table_head(table, i)->name);
	}
	g_string_append(out, "\r\n");
}

static void add_row(GString *out, const struct table *table, int row)
{
	const char *const *cells = table_row(table, row);

	for (int i = 0; i < table_columns(table); i++) {
		g_string_append(out, i > 0 ? "," : "");
		csv_cell(out, table_head(table, i)->type, cells[i]);
	}
	g_string_append(out, "\r\n");
}

void csv_table(GString *out, const struct table *table)
{
	add_head(out, table);
	for (int r = 0; r < table_rows(table); r++)
		add_row(out, table, r);
}

/* --- one document after another --------------------------------------------
 */

struct csv {
	const struct site *site;
	struct splice *files[TABLES_TURNING];
	GString *rows;
};

static const struct table *turning(const struct csv *csv, int i)
{
	return tables_find(csv->site->report->tables, tables_turning[i]);
}

void csv_free(struct csv *csv)
{
	if (csv == NULL)
		return;
	for (int i = 0; i < TABLES_TURNING; i++)
		splice_free(csv->files[i]);
	g_string_free(csv->rows, TRUE);
	g_free(csv);
}

struct csv *csv_begin(const struct site *site, GError **error)
{
	g_autoptr(Csv) csv = g_new0(struct csv, 1);

	csv->site = site;
	csv->rows = g_string_new(NULL);
	for (int i = 0; i < TABLES_TURNING; i++) {
		g_autofree char *name =
			g_strconcat(tables_turning[i], ".csv", NULL);

		csv->files[i] = splice_new(site->output, name, error);
		if (csv->files[i] == NULL)
			return NULL;
		g_string_truncate(csv->rows, 0);
		add_head(csv->rows, turning(csv, i));
		splice_add(csv->files[i], csv->rows->str);
	}
	return g_steal_pointer(&csv);
}

void csv_document(struct csv *csv, struct site_document *document)
{
	for (int i = 0; i < TABLES_TURNING; i++) {
		const struct table *table = turning(csv, i);
		struct piece *piece = &document->pieces[i];

		if (document->kept) {
			splice_keep(csv->files[i], piece);
			continue;
		}
		g_string_truncate(csv->rows, 0);
		for (int r = 0; r < table_rows(table); r++)
			add_row(csv->rows, table, r);
		splice_put(csv->files[i], csv->rows, piece);
	}
}

void csv_end(struct csv *csv)
{
	for (int i = 0; i < TABLES_TURNING; i++)
		splice_close(csv->files[i]);
}

/* --- the short tables ------------------------------------------------------
 */

bool csv_write(const struct site *site, GError **error)
{
	const GPtrArray *all = site->report->tables->all;

	for (guint i = 0; i < all->len; i++) {
		const struct table *table = g_ptr_array_index(all, i);
		g_autofree char *name = g_strconcat(table->name, ".csv", NULL);
		g_autoptr(GString) out = NULL;

		if (table->turns)
			continue;
		out = g_string_new(NULL);
		csv_table(out, table);
		if (!output_write(site->output, name, out, error))
			return false;
	}
	return true;
}
