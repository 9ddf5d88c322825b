#include "pipeline/writers/review.h"

#include <string.h>

#include "pipeline/agree/bench-tables.h"
#include "pipeline/writers/site/parts.h"

/* --- a table ------------------------------------------------------------- */

/* Above this many bytes a cell is text to read, and needs room. */
#define WIDE 40

static bool is_number(const struct table *table, int column)
{
	return table_head(table, column)->type == COLUMN_NUMBER;
}

static void add_heads(GString *out, const struct table *table)
{
	g_string_append(out, "<thead><tr>");
	for (int i = 0; i < table_columns(table); i++)
		if (table_head(table, i)->about)
			html_add(out,
				is_number(table, i)
					? "<th scope=\"col\" class=\"num\">%s"
					  "</th>"
					: "<th scope=\"col\">%s</th>",
				table_head(table, i)->about);
	g_string_append(out, "</tr></thead>\n<tbody>\n");
}

static void add_name(GString *out, const char *name, const struct site *site)
{
	int criterion =
		site ? framework_find(site->report->framework, name) : -1;

	g_string_append(out, "<th scope=\"row\">");
	if (criterion >= 0)
		part_criterion(out, site, criterion, "");
	else
		html_add(out, "%s", name);
	g_string_append(out, "</th>");
}

/* The upper end of the interval that begins in the column before it. */
static bool is_end(const struct table *table, int column)
{
	return column < table_columns(table) &&
	       !table_head(table, column)->about;
}

static void add_value(
	GString *out, const struct table *table, int row, int column)
{
	const char *const *cells = table_row(table, row);
	const char *value = cells[column];

	if (is_number(table, column))
		g_string_append(out, "<td class=\"num\">");
	else
		g_string_append(out, value && strlen(value) > WIDE
					     ? "<td class=\"wide\">"
					     : "<td>");
	html_add(out, "%s", value ? value : "\u2013");
	if (value && is_end(table, column + 1))
		html_add(out, " to %s", cells[column + 1]);
	g_string_append(out, "</td>");
}

/* The column that says what a row is about: the table's key, or the first. */
static int naming_column(const struct table *table)
{
	return table->key ? table_column(table, table->key[0]) : 0;
}

void review_table(
	GString *out, const struct table *table, const struct site *site)
{
	html_add(out, "<h%d id=\"review-%s\">%s</h%d>\n", site ? 3 : 2,
		table->name, table->title, site ? 3 : 2);
	if (table->about)
		html_add(out, "<p>%s</p>\n", table->about);
	html_add(out,
		"<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
		"aria-labelledby=\"review-%s\">\n<table class=\"full\" "
		"aria-labelledby=\"review-%s\">\n",
		table->name, table->name);
	add_heads(out, table);
	for (int r = 0; r < table_rows(table); r++) {
		g_string_append(out, "<tr>");
		for (int i = 0; i < table_columns(table); i++)
			if (i == naming_column(table))
				add_name(out, table_row(table, r)[i], site);
			else if (!is_end(table, i))
				add_value(out, table, r, i);
		g_string_append(out, "</tr>\n");
	}
	part_table_end(out);
}

/* --- on the site ---------------------------------------------------------- */

static void add_tables(GString *out, const struct bench *bench,
	const struct site *site, struct tables *words)
{
	static bench_table_func *const tables[] = {
		bench_table_findings,
		bench_table_criteria,
		bench_table_agreement_all,
		bench_table_sectors,
		bench_table_features,
	};

	for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
		g_autoptr(Table) table = tables[i](bench, words);

		review_table(out, table, site);
	}
}

/* The tallied rows of `paired`, cut up in `cells`, which they borrow from. */
static GArray *paired_rows(const struct site *site, GPtrArray *cells)
{
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct bench_paired));

	for (guint i = 0; i < site->documents->len; i++) {
		const struct site_document *document =
			g_ptr_array_index(site->documents, i);
		char **parts = g_strsplit(document->paired, "\t", 3);
		struct bench_paired row = {.document = document->name};

		g_ptr_array_add(cells, parts);
		if (g_strv_length(parts) < 3)
			continue;
		row.determination = *parts[0] == '\0' ? NULL : parts[0];
		row.scores = parts[1];
		row.figures = parts[2];
		g_array_append_val(rows, row);
	}
	return rows;
}

static void free_strings(void *strings)
{
	g_strfreev(strings);
}

bool part_review(GString *out, const struct site *site, GError **error)
{
	static const char *const none[] = {NULL};
	g_autoptr(GPtrArray) cells =
		g_ptr_array_new_with_free_func(free_strings);
	g_autoptr(GArray) rows = paired_rows(site, cells);
	g_autoptr(Bench) bench = bench_load(
		site->report->store, site->report->framework, rows, error);
	g_autoptr(Tables) words = bench ? tables_new(none, error) : NULL;
	g_autofree char *summary = NULL;

	if (!words)
		return false;
	summary = bench_summary(bench);
	html_add(out,
		"<h2 id=\"review\">The 2020 review, looked for here</h2>\n"
		"<p>%s</p>\n<p>%s</p>\n",
		bench_intro, summary);
	if (bench->letters->len > 0)
		add_tables(out, bench, site, words);
	else
		g_string_append(out,
			"<p>Where no letter has two scores, nothing can be "
			"said.</p>\n");
	if (site_rows(site, tables_find(site->report->tables, "duties")) > 0)
		g_string_append(out,
			"<p>Which statutory duties reports name or imply: <a "
			"href=\"criteria/"
			"statutory-compliance.html#duties\">duty by "
			"duty</a>.</p>\n");
	g_string_append(out,
		"<p>For a sample of your own, other reviewers, or each finding "
		"under other rules: <code>lettermark-agree report</code>."
		"</p>\n");
	return true;
}
