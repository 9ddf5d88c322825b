/* csv.c - see csv.h. */
#include "pipeline/writers/csv.h"
#include "pipeline/writers/writer.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define CHUNK (1 << 20) /* bytes gathered before they are written */

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

/* Write out what has gathered and begin anew. */
static bool flush(GString *out, FILE *file)
{
	bool ok = fwrite(out->str, 1, out->len, file) == out->len;

	g_string_truncate(out, 0);
	return ok;
}

/* A table may be larger than ought to stand in memory at once. */
static bool write_file(
	const struct table *table, const char *path, GError **error)
{
	FILE *file = fopen(path, "wb");
	GString *out = g_string_sized_new(2 * CHUNK);
	bool ok = file != NULL;

	add_head(out, table);
	for (int r = 0; ok && r < table_rows(table); r++) {
		add_row(out, table, r);
		if (out->len >= CHUNK)
			ok = flush(out, file);
	}
	ok = ok && flush(out, file);
	if (file != NULL)
		ok = fclose(file) == 0 && ok;
	if (!ok)
		g_set_error(error, G_IO_ERROR, g_io_error_from_errno(errno),
			"%s: %s", path, g_strerror(errno));
	g_string_free(out, TRUE);
	return ok;
}

bool csv_write(
	const struct report *report, struct output *output, GError **error)
{
	for (guint i = 0; i < report->tables->all->len; i++) {
		const struct table *table =
			g_ptr_array_index(report->tables->all, i);
		g_autofree char *name = g_strconcat(table->name, ".csv", NULL);
		g_autofree char *draft = output_draft(output, name, error);

		if (draft == NULL || !write_file(table, draft, error) ||
			!output_settle(output, name, error))
			return false;
	}
	return true;
}
