/* score-sheet-table.c - the table in a file: its heads, columns and rows, and
 * how a fault in it is named. */
#include "pipeline/agree/score-sheet-private.h"

const char *sheet_part_name(enum sheet_part part)
{
	static const char *const names[PARTS] = {"document", "reviewer",
		"criterion", "score", "note", "framework", "document_version"};

	return names[part];
}

void sheet_fault_at(const struct sheet_checking *checking, int number,
	enum sheet_part part, char *words)
{
	const struct sheet *sheet = checking->layout->sheet;
	g_autofree char *cell =
		sheet_cell_name(number, checking->layout->columns[part]);

	g_ptr_array_add(checking->faults,
		g_strdup_printf("%s%s%s: %s", sheet->name,
			*sheet->name ? "!" : "", cell, words));
	g_free(words);
}

void sheet_fault(const struct sheet_checking *checking, char *words)
{
	const char *name = checking->layout->sheet->name;

	g_ptr_array_add(checking->faults,
		g_strdup_printf("%s%s%s", name, *name ? ": " : "", words));
	g_free(words);
}

/* The row of heads is the first with two of those that are needed; -1 for
 * none. */
static int find_head(const struct sheet *sheet)
{
	for (guint i = 0; i < sheet->rows->len; i++) {
		int found = 0;

		for (int part = 0; part <= SCORE; part++)
			found += sheet_column(sheet->rows->pdata[i],
					 sheet_part_name(part)) >= 0;
		if (found >= 2)
			return (int)i;
	}
	return -1;
}

/* The one sheet with a table, or NULL after a fault. */
static const struct sheet *find_table(
	const GPtrArray *sheets, GPtrArray *faults)
{
	const struct sheet *found = NULL;

	for (guint i = 0; i < sheets->len; i++) {
		const struct sheet *sheet = sheets->pdata[i];

		if (find_head(sheet) < 0)
			continue;
		if (found) {
			g_ptr_array_add(faults,
				g_strdup_printf("two sheets with scores, %s "
						"and %s: one is needed",
					found->name, sheet->name));
			return NULL;
		}
		found = sheet;
	}
	if (!found)
		g_ptr_array_add(
			faults, g_strdup("no row of heads: no column headed "
					 "criterion"));
	return found;
}

bool sheet_layout_columns(
	const struct sheet_checking *checking, struct sheet_layout *layout)
{
	char **head = layout->sheet->rows->pdata[layout->head];
	guint before = checking->faults->len;

	for (int part = 0; part < PARTS; part++) {
		int column = sheet_column(head, sheet_part_name(part));

		layout->columns[part] = column;
		if (column < 0 && part <= SCORE)
			sheet_fault(
				checking, g_strdup_printf("no column headed %s",
						  sheet_part_name(part)));
		if (column >= 0 && sheet_column(head + column + 1,
					   sheet_part_name(part)) >= 0)
			sheet_fault(checking,
				g_strdup_printf("two columns headed %s",
					sheet_part_name(part)));
	}
	return checking->faults->len == before;
}

GArray *sheet_layout_entries(const struct sheet_layout *layout)
{
	const struct sheet *sheet = layout->sheet;
	GArray *entries = g_array_new(FALSE, FALSE, sizeof(struct sheet_entry));

	for (guint i = layout->head + 1; i < sheet->rows->len; i++) {
		struct sheet_entry entry = {sheet->rows->pdata[i],
			g_array_index(sheet->numbers, int, i)};

		g_array_append_val(entries, entry);
	}
	return entries;
}

char *sheet_entry_cell(const struct sheet_checking *checking,
	const struct sheet_entry *entry, enum sheet_part part)
{
	return g_strstrip(g_strdup(
		sheet_cell(entry->cells, checking->layout->columns[part])));
}

GPtrArray *sheet_layout_read(
	const char *path, struct sheet_layout *layout, GPtrArray *faults)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) sheets = sheet_read(path, &error);
	guint rows = 0;

	for (guint i = 0; sheets && i < sheets->len; i++)
		rows += ((const struct sheet *)sheets->pdata[i])->rows->len;
	if (!sheets)
		g_ptr_array_add(faults, g_strdup(error->message));
	else if (rows == 0)
		g_ptr_array_add(faults, g_strdup("nothing in it"));
	else
		layout->sheet = find_table(sheets, faults);
	if (!layout->sheet)
		return NULL;
	layout->head = (guint)find_head(layout->sheet);
	return g_steal_pointer(&sheets);
}
