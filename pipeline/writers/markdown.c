/* markdown.c - see markdown.h. */
#include "pipeline/writers/markdown.h"

#include <string.h>

/* What Markdown or a page it becomes part of would take for its own. */
static void add_cell(GString *out, const char *value)
{
	g_string_append(out, " ");
	for (; value != NULL && *value != '\0'; value++) {
		if (strchr("\\`*_{}[]<>|#~&", *value) != NULL)
			g_string_append_c(out, '\\');
		g_string_append_c(out, g_ascii_isspace(*value) ? ' ' : *value);
	}
	g_string_append(out, " |");
}

void markdown_table(GString *out, const struct table *table)
{
	int n = table_columns(table);

	g_string_append_c(out, '|');
	for (int i = 0; i < n; i++)
		add_cell(out, table_head(table, i)->name);
	g_string_append(out, "\n|");
	for (int i = 0; i < n; i++)
		g_string_append(
			out, table_head(table, i)->type == COLUMN_INTEGER ||
					     table_head(table, i)->type ==
						     COLUMN_NUMBER
				     ? " ---: |"
				     : " --- |");
	g_string_append_c(out, '\n');
	for (int r = 0; r < table_rows(table); r++) {
		g_string_append_c(out, '|');
		for (int i = 0; i < n; i++) {
			const char *cell = table_row(table, r)[i];

			add_cell(out, cell == NULL ? "\u2013" : cell);
		}
		g_string_append_c(out, '\n');
	}
}
