/*
 * bench-tables.h - what a bench shows, as tables: for the evaluator's report
 * and for the site.
 *
 * Each table is freed by the caller with table_free(); its cells belong to
 * `words`, which must outlive it. Its `about` says what the 2020 review
 * published on the matter, its columns' `about` is their head for people; a
 * column without one is the upper end of the interval that the column before it
 * begins.
 */
#ifndef LETTERMARK_BENCH_TABLES_H
#define LETTERMARK_BENCH_TABLES_H

#include "pipeline/agree/bench.h"
#include "pipeline/writers/tables.h"

/* What the review was, and what these figures are not. */
extern const char bench_intro[];

/* How many letters, and who scored them; freed by the caller. */
char *bench_summary(const struct bench *bench);

typedef struct table *bench_table_func(
	const struct bench *bench, struct tables *words);

bench_table_func bench_table_findings;
bench_table_func bench_table_criteria;
bench_table_func bench_table_agreement;
bench_table_func bench_table_agreement_all; /* its last rows alone */
bench_table_func bench_table_sectors;
bench_table_func bench_table_features;
bench_table_func bench_table_duties; /* not of a bench_load() */
bench_table_func bench_table_splits;
bench_table_func bench_table_letters;

/* The findings otherwise reached; reads every letter again, so it may fail. */
struct table *bench_table_sensitivity(
	const struct bench *bench, struct tables *words, GError **error);

/* --- for those who make one ---------------------------------------------- */

struct bench_column {
	const char *name, *head;
	bool number;
};

/* `columns` end with a NULL name. */
struct table *bench_table_new(const char *name, const char *title,
	const char *about, const struct bench_column *columns);

/* A row that is filled from its first cell to its last. */
struct bench_row {
	struct tables *words;
	const char **cells;
	int next;
};

void bench_row_start(
	struct bench_row *row, struct table *table, struct tables *words);
void bench_put(struct bench_row *row, const char *value); /* may be NULL */
void bench_putf(struct bench_row *row, const char *format, ...)
	G_GNUC_PRINTF(2, 3);
/* With that many decimals; nothing for NAN. */
void bench_put_number(struct bench_row *row, int decimals, double value);

#endif
