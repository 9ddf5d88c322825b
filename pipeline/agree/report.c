/*
 * agree/report.c - lettermark-agree report: the findings of the 2020 review
 * computed again for a sample and a pair of reviewers, and how they stand up.
 */
#include <stdio.h>

#include "pipeline/agree/agree.h"
#include "pipeline/agree/bench-tables.h"
#include "pipeline/writers/csv.h"
#include "pipeline/writers/html.h"
#include "pipeline/writers/markdown.h"
#include "pipeline/writers/output.h"
#include "pipeline/writers/review.h"

struct reporting {
	const struct bench *bench;
	struct tables *words;
	GString *html, *markdown;
	struct output *output; /* NULL: none asked for */
};

static const char style[] =
	"body{font:1rem/1.5 sans-serif;max-width:75rem;margin:auto;padding:"
	"0 1rem 3rem}p{max-width:44rem}.scroll{overflow-x:auto}table{border-"
	"collapse:collapse}td,th{border:1px solid #888;padding:.25rem .5rem;"
	"text-align:left;vertical-align:top}thead th{background:#eee}.num{"
	"text-align:right}td.num{white-space:nowrap}tbody "
	"th{font-weight:500}td.wide{min-width:14rem}"
	"@media print{.scroll{overflow:visible}tr{break-inside:avoid}"
	"body{font-size:9pt;padding:0}}";

static void write_head(struct reporting *reporting)
{
	g_autofree char *summary = bench_summary(reporting->bench);

	g_string_append_printf(reporting->html,
		"<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta "
		"charset=\"utf-8\">\n<meta name=\"viewport\" "
		"content=\"width=device-width, initial-scale=1\">\n<title>The "
		"2020 review repeated</title>\n<style>%s</style>\n</head>\n"
		"<body>\n<main>\n<h1>The 2020 review repeated</h1>\n",
		style);
	html_add(reporting->html, "<p>%s</p>\n<p>%s</p>\n", summary,
		bench_intro);
	g_string_append_printf(reporting->markdown,
		"# The 2020 review repeated\n\n%s\n\n%s\n", summary,
		bench_intro);
}

static bool write_table(
	struct reporting *reporting, const struct table *table, GError **error)
{
	g_autoptr(GString) csv = g_string_new(NULL);
	g_autofree char *name = g_strconcat(table->name, ".csv", NULL);

	review_table(reporting->html, table, NULL);
	g_string_append_printf(
		reporting->markdown, "\n## %s\n\n", table->title);
	if (table->about)
		g_string_append_printf(
			reporting->markdown, "%s\n\n", table->about);
	markdown_table(reporting->markdown, table);
	csv_table(csv, table);
	return !reporting->output ||
	       output_write(reporting->output, name, csv, error);
}

static bool write_tables(struct reporting *reporting, GError **error)
{
	static bench_table_func *const tables[] = {
		bench_table_findings,
		bench_table_criteria,
		bench_table_agreement,
		bench_table_sectors,
		bench_table_duties,
		bench_table_features,
		bench_table_splits,
		NULL, /* here those of which one may fail */
		bench_table_letters,
	};

	for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
		const struct bench *bench = reporting->bench;
		struct tables *words = reporting->words;
		g_autoptr(Table) table =
			tables[i]
				? tables[i](bench, words)
				: bench_table_sensitivity(bench, words, error);

		if (!table || !write_table(reporting, table, error))
			return false;
	}
	return true;
}

static bool write_report(struct reporting *reporting, GError **error)
{
	write_head(reporting);
	if (!write_tables(reporting, error))
		return false;
	g_string_append(reporting->html, "</main>\n</body>\n</html>\n");
	if (!reporting->output) {
		fputs(reporting->markdown->str, stdout);
		return true;
	}
	return output_write(reporting->output, "report.html", reporting->html,
		       error) &&
	       output_write(reporting->output, "report.md", reporting->markdown,
		       error) &&
	       output_sweep(reporting->output, error);
}

bool agree_report(const struct agree *agree, GError **error)
{
	static const char *const none[] = {NULL};
	g_autoptr(Bench) bench = bench_new(
		agree->stage->store, agree->pair, agree->sample, error);
	g_autoptr(Tables) words = bench ? tables_new(none, error) : NULL;
	g_autoptr(Output) output =
		words && agree->out ? output_new(agree->out, error) : NULL;
	g_autoptr(GString) html = g_string_new(NULL);
	g_autoptr(GString) markdown = g_string_new(NULL);
	struct reporting reporting = {bench, words, html, markdown, output};

	if (!words || (agree->out && !output))
		return false;
	if (!write_report(&reporting, error))
		return false;
	if (agree->out && !agree->stage->quiet)
		printf("Open %s/report.html; a CSV file of each table is "
		       "beside it\n",
			agree->out);
	return true;
}
