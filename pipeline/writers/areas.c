/* areas.c - see areas.h. */
#include "pipeline/writers/areas.h"

#include <stdlib.h>
#include <string.h>

/* The columns that a row of "areas" takes over from "documents". */
static const char *const taken[] = {
	"area", "la_code", "region", "document", "kind", "published", NULL};

/* The set of documents that any reviewer scored; borrowed strings. */
static GHashTable *scored_documents(const struct tables *tables)
{
	const struct table *scores = tables_find(tables, "scores");
	GHashTable *set = g_hash_table_new(g_str_hash, g_str_equal);

	for (int r = 0; r < table_rows(scores); r++)
		g_hash_table_add(
			set, (char *)table_cell(scores, r, "document"));
	return set;
}

static int compare_rows(gconstpointer a, gconstpointer b)
{
	const char *const *left = *(const char *const *const *)a;
	const char *const *right = *(const char *const *const *)b;
	int order = g_strcmp0(left[0], right[0]);

	/* taken[3] is the document, which no two rows share. */
	return order != 0 ? order : g_strcmp0(left[3], right[3]);
}

static void take_documents(struct tables *tables, struct table *areas)
{
	const struct table *documents = tables_find(tables, "documents");
	g_autoptr(GHashTable) scored = scored_documents(tables);

	for (int r = 0; r < table_rows(documents); r++) {
		const char *name = table_cell(documents, r, "document");
		const char **row;

		if (!g_hash_table_contains(scored, name))
			continue;
		row = tables_add(areas);
		for (int i = 0; taken[i] != NULL; i++)
			tables_set(tables, row, table_column(areas, taken[i]),
				table_cell(documents, r, taken[i]));
	}
	g_ptr_array_sort(areas->rows, compare_rows);
}

static GHashTable *index_rows(const struct table *areas)
{
	GHashTable *rows = g_hash_table_new(g_str_hash, g_str_equal);
	int document = table_column(areas, "document");

	for (int r = 0; r < table_rows(areas); r++) {
		const char **row = g_ptr_array_index(areas->rows, r);

		g_hash_table_insert(rows, (char *)row[document], row);
	}
	return rows;
}

static void take_scores(
	struct tables *tables, struct table *areas, GHashTable *rows)
{
	const struct table *combined = tables_find(tables, "combined");

	for (int r = 0; r < table_rows(combined); r++) {
		const char **row = g_hash_table_lookup(
			rows, table_cell(combined, r, "document"));
		int column = table_column(
			areas, table_cell(combined, r, "criterion"));

		if (row != NULL && column != TABLE_NONE)
			tables_set(tables, row, column,
				table_cell(combined, r, "combined"));
	}
}

static void add_up(struct tables *tables, struct table *areas)
{
	int first = table_column(areas, "published") + 1;
	int end = table_column(areas, "total");

	for (int r = 0; r < table_rows(areas); r++) {
		const char **row = g_ptr_array_index(areas->rows, r);
		char number[G_ASCII_DTOSTR_BUF_SIZE];
		int sum = 0, n = 0;

		for (int i = first; i < end; i++) {
			if (row[i] == NULL)
				continue;
			sum += atoi(row[i]);
			n++;
		}
		if (n == 0)
			continue;
		g_ascii_formatd(number, sizeof number, "%.2f", (double)sum / n);
		tables_set(tables, row, end + 1, number);
		/* A sum over some of the criteria compares with nothing. */
		if (n < end - first)
			continue;
		g_snprintf(number, sizeof number, "%d", sum);
		tables_set(tables, row, end, number);
	}
}

static void take_flags(
	struct tables *tables, struct table *areas, GHashTable *rows)
{
	const struct table *flags = tables_find(tables, "flags");
	int column = table_column(areas, "flags");

	for (int r = 0; r < table_rows(flags); r++) {
		const char **row = g_hash_table_lookup(
			rows, table_cell(flags, r, "document"));
		const char *flag = table_cell(flags, r, "flag");
		g_autofree char *all = NULL;

		if (row == NULL || flag == NULL)
			continue;
		all = row[column] == NULL
			      ? g_strdup(flag)
			      : g_strconcat(row[column], " ", flag, NULL);
		tables_set(tables, row, column, all);
	}
}

void areas_fill(struct tables *tables)
{
	struct table *areas = tables_find(tables, "areas");
	g_autoptr(GHashTable) rows = NULL;

	take_documents(tables, areas);
	rows = index_rows(areas);
	take_scores(tables, areas, rows);
	add_up(tables, areas);
	take_flags(tables, areas, rows);
}
