/* score-sheet-readers.c - a table with a column for each reader. */
#include "pipeline/agree/score-sheet-private.h"

/* The rows of each document that the corpus has, in order of first use. */
static GPtrArray *group(const struct sheet_checking *checking,
	const GArray *entries, int *unknown)
{
	GPtrArray *groups =
		g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	g_autoptr(GHashTable) of =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < entries->len; i++) {
		struct sheet_entry entry =
			g_array_index(entries, struct sheet_entry, i);
		char *name = sheet_entry_cell(checking, &entry, DOCUMENT);
		GArray *rows = g_hash_table_lookup(of, name);

		if (!rows) {
			rows = g_array_new(
				FALSE, FALSE, sizeof(struct sheet_entry));
			g_ptr_array_add(groups, rows);
			g_hash_table_insert(of, g_strdup(name), rows);
		}
		g_array_append_val(rows, entry);
		g_free(name);
	}
	*unknown = 0;
	for (guint i = groups->len; i > 0; i--) {
		const struct sheet_entry *first = &g_array_index(
			(GArray *)groups->pdata[i - 1], struct sheet_entry, 0);
		g_autofree char *name =
			sheet_entry_cell(checking, first, DOCUMENT);

		if (*name && !g_hash_table_contains(
				     checking->rules->documents, name)) {
			g_ptr_array_remove_index(groups, i - 1);
			(*unknown)++;
		}
	}
	return groups;
}

static bool find_readers(
	const struct sheet_checking *checking, struct sheet_layout *layout)
{
	char **head = layout->sheet->rows->pdata[layout->head];

	for (int part = 0; part < PARTS; part++)
		layout->columns[part] = -1;
	layout->columns[DOCUMENT] =
		sheet_column(head, sheet_part_name(DOCUMENT));
	layout->columns[CRITERION] =
		sheet_column(head, sheet_part_name(CRITERION));
	for (int part = DOCUMENT; part <= CRITERION; part += CRITERION)
		if (layout->columns[part] < 0) {
			sheet_fault(
				checking, g_strdup_printf("no column headed %s",
						  sheet_part_name(part)));
			return false;
		}
	return true;
}

/* The sheets of the reader in `column`. */
static void read_reader(const struct sheet_checking *checking,
	const GPtrArray *groups, struct sheet_layout *layout, int column,
	GPtrArray *filled)
{
	char **head = layout->sheet->rows->pdata[layout->head];
	char *problem = sheet_refuse_reviewer(checking->rules, head[column]);

	layout->columns[SCORE] = column;
	layout->reader = head[column];
	if (problem) {
		sheet_fault_at(checking,
			g_array_index(
				layout->sheet->numbers, int, layout->head),
			SCORE, problem);
		return;
	}
	for (guint i = 0; i < groups->len; i++) {
		struct filled_sheet *sheet =
			filled_sheet_check(checking, groups->pdata[i]);

		if (sheet)
			g_ptr_array_add(filled, sheet);
	}
}

GPtrArray *filled_sheets_of_table(const struct sheet_rules *rules,
	const char *path, int *unknown, GPtrArray *faults)
{
	struct sheet_layout layout = {0};
	struct sheet_checking checking = {rules, &layout, faults};
	g_autoptr(GPtrArray) sheets = sheet_layout_read(path, &layout, faults);
	GPtrArray *filled = g_ptr_array_new_with_free_func(filled_sheet_free);
	g_autoptr(GArray) entries = NULL;
	g_autoptr(GPtrArray) groups = NULL;
	char **head;

	*unknown = 0;
	if (!sheets || !find_readers(&checking, &layout))
		return filled;
	head = layout.sheet->rows->pdata[layout.head];
	entries = sheet_layout_entries(&layout);
	groups = group(&checking, entries, unknown);
	for (int i = 0; head[i]; i++)
		if (*head[i] && i != layout.columns[DOCUMENT] &&
			i != layout.columns[CRITERION])
			read_reader(&checking, groups, &layout, i, filled);
	return filled;
}
