/* areas.c - see areas.h. */
#include "pipeline/writers/areas.h"

/* The columns that a row of "areas" takes over from "documents". */
static const char *const taken[] = {"area", "la_code", "region", "document",
	"kind", "published", "inspection_end", "outcome", NULL};

static int compare_rows(gconstpointer a, gconstpointer b)
{
	const char *const *left = *(const char *const *const *)a;
	const char *const *right = *(const char *const *const *)b;
	int order = g_strcmp0(left[0], right[0]);

	/* taken[3] is the document, which no two rows share. */
	return order != 0 ? order : g_strcmp0(left[3], right[3]);
}

static void set_number(
	struct tables *tables, const char **row, int column, int number)
{
	char text[16];

	g_snprintf(text, sizeof text, "%d", number);
	tables_set(tables, row, column, text);
}

/* The columns from "published" to "total" are criteria, by their names. */
static void take_scores(const struct site *site, const struct table *areas,
	const char **row, const struct site_document *document)
{
	struct tables *tables = site->report->tables;
	int first = table_column(areas, "published") + 1;
	int end = table_column(areas, "total");
	char mean[HTML_NUMBER];
	int sum = 0, n = 0;

	for (int i = first; i < end; i++) {
		int criterion = framework_find(
			site->report->framework, table_head(areas, i)->name);
		int value = criterion < 0 ? 0 : document->combined[criterion];

		if (value == 0)
			continue;
		set_number(tables, row, i, value);
		sum += value;
		n++;
	}
	if (n == 0)
		return;
	tables_set(tables, row, end + 1, html_mean(mean, (double)sum / n, 2));
	/* A sum over some of the criteria compares with nothing. */
	if (n == end - first)
		set_number(tables, row, end, sum);
}

void areas_fill(const struct site *site)
{
	struct tables *tables = site->report->tables;
	struct table *areas = tables_find(tables, "areas");

	for (guint i = 0; i < site->scored->len; i++) {
		const struct site_document *document =
			g_ptr_array_index(site->scored, i);
		const char **row = tables_add(areas);

		for (int t = 0; taken[t] != NULL; t++)
			tables_set(tables, row, table_column(areas, taken[t]),
				site_fact(site, document, taken[t]));
		take_scores(site, areas, row, document);
		if (*document->flags != '\0')
			tables_set(tables, row, table_column(areas, "flags"),
				document->flags);
	}
	g_ptr_array_sort(areas->rows, compare_rows);
}
