/*
 * tables.h - the tables of a run: what each column means, and the rows of the
 * corpus under them.
 *
 * The long tables, of sentences, scores and what they rest on, hold the rows of
 * one document at a time: a corpus is larger than ought to stand in memory.
 * tables_turn() turns them to a document.
 *
 * tables.tsv describes every table and column once; CSV heads, workbook
 * cells, JSON schema and datapackage.json all come from it. Every writer walks
 * the same struct table.
 */
#ifndef LETTERMARK_TABLES_H
#define LETTERMARK_TABLES_H

#include "corpus/store.h"

/* Stands for no column of that name. */
#define TABLE_NONE (-1)

enum column_type {
	COLUMN_TEXT,
	COLUMN_DATE, /* ISO 8601 */
	COLUMN_INTEGER,
	COLUMN_NUMBER,
};

struct column {
	char *name;
	char *about;
	enum column_type type;
	char **values; /* the closed list it is taken from, or NULL */
};

struct table {
	char *name; /* "scores"; its file is scores.csv */
	char *title;
	char *about;        /* what one row is */
	char **key;         /* names of the columns that tell rows apart */
	GPtrArray *columns; /* of struct column */
	GPtrArray *rows;    /* of const char **: a cell a column, NULL where
			       unknown; the strings belong to the tables */
	bool turns;         /* holds one document's rows */
};

/* How much of a document the tables that turn hold. */
enum tables_part {
	TABLES_EVIDENCE, /* "evidence" alone */
	TABLES_ROWS,     /* all but "combined", which takes longest to find */
	TABLES_ALL,
};

struct tables {
	GPtrArray *all;        /* of struct table, in the file's order */
	GStringChunk *words;   /* every cell, each different string once */
	GStringChunk *turned;  /* likewise of the tables that turn */
	char *document;        /* that they are turned to, or NULL */
	enum tables_part part; /* as far as this */
};

/* The tables that turn, in the order in which a document is told; NULL ends
 * it. */
extern const char *const tables_turning[];
#define TABLES_TURNING 9

/*
 * The tables of tables.tsv without rows; `criteria`, ended by NULL, are the
 * columns that `*` stands for. Freed by the caller with tables_free(). On
 * failure NULL, and `error` is one line with the file's line.
 */
struct tables *tables_new(const char *const *criteria, GError **error);
void tables_free(struct tables *tables);

typedef struct tables Tables; /* for g_autoptr(Tables) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tables, tables_free)

/*
 * Fill each table that does not turn from the view of its name in `store`,
 * column by column name; a column that the view has not stays empty. "areas"
 * is left alone: see areas.h.
 */
bool tables_load(struct tables *tables, struct store *store, GError **error);

/*
 * Have the tables that turn hold the rows of `document`, `part` of them at
 * least. Equal cells of theirs are the same string, as long as they are not
 * turned on.
 */
bool tables_turn(struct tables *tables, struct store *store,
	const char *document, enum tables_part part, GError **error);

/*
 * Walk all rows of a table, one that turns in the store. The cells, one a
 * column, are borrowed during the call; the walk ends where it gives false.
 */
typedef bool (*table_row_func)(const char *const *cells, void *user);
bool table_each(const struct table *table, struct store *store,
	table_row_func each, void *user, GError **error);

/*
 * A table outside tables.tsv, without columns; its name is also its title.
 * Freed by the caller with table_free(). Its cells are set with tables_set()
 * of some tables that outlive it.
 */
struct table *table_new(const char *name);
void table_free(struct table *table);

typedef struct table Table; /* for g_autoptr(Table) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Table, table_free)

/* Append a column; before the first row. */
void table_add_column(
	struct table *table, const char *name, enum column_type type);

/* The table of that name, borrowed; NULL for none. */
struct table *tables_find(const struct tables *tables, const char *name);

/* Append an empty row; its cells are set with tables_set(). */
const char **tables_add(struct table *table);

/* Set a cell to a copy of `value`, which may be NULL. */
void tables_set(
	struct tables *tables, const char **row, int column, const char *value);

/* The column's index, or TABLE_NONE. */
int table_column(const struct table *table, const char *name);

const struct column *table_head(const struct table *table, int column);
const char *const *table_row(const struct table *table, int row);
int table_rows(const struct table *table);
int table_columns(const struct table *table);

/* The cell under the column of that name, or NULL. */
const char *table_cell(const struct table *table, int row, const char *name);

#endif
