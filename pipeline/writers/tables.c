/* tables.c - see tables.h. */
#include "pipeline/writers/tables.h"
#include "pipeline/writers/output.h"

#include <string.h>

/* Fields of a row of tables.tsv. */
enum { AT_TABLE, AT_COLUMN, AT_TYPE, AT_VALUES, AT_ABOUT, AT_END };

static const char *const types[] = {
	[COLUMN_TEXT] = "text",
	[COLUMN_DATE] = "date",
	[COLUMN_INTEGER] = "integer",
	[COLUMN_NUMBER] = "number",
	NULL,
};

const char *const tables_turning[] = {"fields", "findings", "scores",
	"combined", "evidence", "flags", "flag_grounds", "duties", "actions",
	NULL};

static void column_free(void *data)
{
	struct column *column = data;

	g_free(column->name);
	g_free(column->about);
	g_strfreev(column->values);
	g_free(column);
}

void table_free(struct table *table)
{
	if (table == NULL)
		return;
	g_free(table->name);
	g_free(table->title);
	g_free(table->about);
	g_strfreev(table->key);
	g_ptr_array_unref(table->columns);
	g_ptr_array_unref(table->rows);
	g_free(table);
}

static void free_table(void *table)
{
	table_free(table);
}

struct table *table_new(const char *name)
{
	struct table *table = g_new0(struct table, 1);

	table->name = g_strdup(name);
	table->title = g_strdup(name);
	table->columns = g_ptr_array_new_with_free_func(column_free);
	table->rows = g_ptr_array_new_with_free_func(g_free);
	return table;
}

void table_add_column(
	struct table *table, const char *name, enum column_type type)
{
	struct column *column = g_new0(struct column, 1);

	column->name = g_strdup(name);
	column->type = type;
	g_ptr_array_add(table->columns, column);
}

void tables_free(struct tables *tables)
{
	if (tables == NULL)
		return;
	g_ptr_array_unref(tables->all);
	g_string_chunk_free(tables->words);
	g_string_chunk_free(tables->turned);
	g_free(tables->document);
	g_free(tables);
}

static char **list(const char *words)
{
	return strcmp(words, "-") == 0 ? NULL : g_strsplit(words, " ", -1);
}

static void add_table(struct tables *tables, char **fields)
{
	struct table *table = table_new(fields[AT_TABLE]);

	g_free(table->title);
	table->title = g_strdup(fields[AT_TYPE]);
	table->about = g_strdup(fields[AT_ABOUT]);
	table->key = list(fields[AT_VALUES]);
	table->turns = g_strv_contains(tables_turning, table->name);
	g_ptr_array_add(tables->all, table);
}

static void add_column(
	struct table *table, const char *name, int type, char **fields)
{
	struct column *column;

	table_add_column(table, name, (enum column_type)type);
	column = g_ptr_array_index(table->columns, table->columns->len - 1);
	column->about = g_strdup(fields[AT_ABOUT]);
	column->values = list(fields[AT_VALUES]);
}

static int find_type(const char *name)
{
	for (int i = 0; types[i] != NULL; i++)
		if (strcmp(types[i], name) == 0)
			return i;
	return -1;
}

/* One row of tables.tsv; false where it is not of that form. */
static bool add_row(
	struct tables *tables, char **fields, const char *const *criteria)
{
	struct table *table;
	int type;

	if (g_strv_length(fields) != AT_END)
		return false;
	if (strcmp(fields[AT_COLUMN], "-") == 0) {
		add_table(tables, fields);
		return true;
	}
	table = tables_find(tables, fields[AT_TABLE]);
	type = find_type(fields[AT_TYPE]);
	if (table == NULL || type < 0)
		return false;
	if (strcmp(fields[AT_COLUMN], "*") != 0) {
		add_column(table, fields[AT_COLUMN], type, fields);
		return true;
	}
	for (; *criteria != NULL; criteria++)
		add_column(table, *criteria, type, fields);
	return true;
}

struct tables *tables_new(const char *const *criteria, GError **error)
{
	struct tables *tables = g_new0(struct tables, 1);
	g_autoptr(GBytes) file = output_resource("tables.tsv");
	g_auto(GStrv) lines =
		g_strsplit(g_bytes_get_data(file, NULL), "\n", -1);

	tables->all = g_ptr_array_new_with_free_func(free_table);
	tables->words = g_string_chunk_new(1 << 16);
	tables->turned = g_string_chunk_new(1 << 16);
	for (int i = 0; lines[i] != NULL; i++) {
		g_auto(GStrv) fields = g_strsplit(lines[i], "\t", -1);

		if (lines[i][0] == '#' || lines[i][0] == '\0' ||
			add_row(tables, fields, criteria))
			continue;
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
			"tables.tsv:%d: not a row of the form", i + 1);
		tables_free(tables);
		return NULL;
	}
	return tables;
}

struct table *tables_find(const struct tables *tables, const char *name)
{
	for (guint i = 0; i < tables->all->len; i++) {
		struct table *table = g_ptr_array_index(tables->all, i);

		if (strcmp(table->name, name) == 0)
			return table;
	}
	return NULL;
}

const char **tables_add(struct table *table)
{
	const char **row = g_new0(const char *, table->columns->len);

	g_ptr_array_add(table->rows, row);
	return row;
}

void tables_set(
	struct tables *tables, const char **row, int column, const char *value)
{
	row[column] = value == NULL ? NULL
				    : g_string_chunk_insert_const(
					      tables->words, value);
}

int table_column(const struct table *table, const char *name)
{
	for (int i = 0; i < table_columns(table); i++)
		if (strcmp(table_head(table, i)->name, name) == 0)
			return i;
	return TABLE_NONE;
}

const struct column *table_head(const struct table *table, int column)
{
	return g_ptr_array_index(table->columns, column);
}

const char *const *table_row(const struct table *table, int row)
{
	return g_ptr_array_index(table->rows, row);
}

int table_rows(const struct table *table)
{
	return (int)table->rows->len;
}

int table_columns(const struct table *table)
{
	return (int)table->columns->len;
}

const char *table_cell(const struct table *table, int row, const char *name)
{
	int column = table_column(table, name);

	return column == TABLE_NONE ? NULL : table_row(table, row)[column];
}

/* --- from the store ------------------------------------------------------ */

struct loading {
	const struct table *table;
	GStringChunk *words; /* NULL: rows are only shown to `each` */
	int *places;         /* of each column of the view in the table */
	table_row_func each;
	void *user;
};

static void find_places(
	struct loading *loading, int n, const char *const *columns)
{
	loading->places = g_new(int, n);
	for (int i = 0; i < n; i++)
		loading->places[i] = table_column(loading->table, columns[i]);
}

static bool load_row(int n, const char *const *columns,
	const char *const *values, void *user)
{
	struct loading *loading = user;
	const char **row = g_new0(const char *, loading->table->columns->len);
	bool on = true;

	if (loading->places == NULL)
		find_places(loading, n, columns);
	for (int i = 0; i < n; i++) {
		if (loading->places[i] == TABLE_NONE || values[i] == NULL)
			continue;
		row[loading->places[i]] =
			loading->words == NULL
				? values[i]
				: g_string_chunk_insert_const(
					  loading->words, values[i]);
	}
	if (loading->words != NULL) {
		g_ptr_array_add(loading->table->rows, row);
	} else {
		on = loading->each(row, loading->user);
		g_free(row);
	}
	return on;
}

bool tables_load(struct tables *tables, struct store *store, GError **error)
{
	for (guint i = 0; i < tables->all->len; i++) {
		struct table *table = g_ptr_array_index(tables->all, i);
		struct loading loading = {
			table, tables->words, NULL, NULL, NULL};
		bool ok;

		if (table->turns || strcmp(table->name, "areas") == 0)
			continue;
		ok = store_each_row(
			store, table->name, load_row, &loading, error);
		g_free(loading.places);
		if (!ok)
			return false;
	}
	return true;
}

static bool is_in(enum tables_part part, const char *table)
{
	switch (part) {
	case TABLES_EVIDENCE:
		return strcmp(table, "evidence") == 0;
	case TABLES_ROWS:
		return strcmp(table, "combined") != 0;
	default:
		return true;
	}
}

bool tables_turn(struct tables *tables, struct store *store,
	const char *document, enum tables_part part, GError **error)
{
	if (g_strcmp0(tables->document, document) == 0 && tables->part >= part)
		return true;
	g_clear_pointer(&tables->document, g_free);
	g_string_chunk_clear(tables->turned);
	for (int i = 0; tables_turning[i] != NULL; i++) {
		struct table *table = tables_find(tables, tables_turning[i]);
		struct loading loading = {
			table, tables->turned, NULL, NULL, NULL};
		bool ok;

		g_ptr_array_set_size(table->rows, 0);
		if (!is_in(part, table->name))
			continue;
		ok = store_each_row_of(store, table->name, document, load_row,
			&loading, error);
		g_free(loading.places);
		if (!ok)
			return false;
	}
	tables->document = g_strdup(document);
	tables->part = part;
	return true;
}

bool table_each(const struct table *table, struct store *store,
	table_row_func each, void *user, GError **error)
{
	struct loading loading = {table, NULL, NULL, each, user};
	bool ok;

	if (!table->turns) {
		for (int r = 0; r < table_rows(table); r++)
			if (!each(table_row(table, r), user))
				break;
		return true;
	}
	ok = store_each_row(store, table->name, load_row, &loading, error);
	g_free(loading.places);
	return ok;
}
