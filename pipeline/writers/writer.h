/*
 * writer.h - the formats that lettermark-report writes, and what they write.
 *
 * To add a format: write pipeline/writers/NAME.c with one function of this
 * form, declare it below, name it in the table of pipeline/report.c and in the
 * Makefile's SHARED list, and describe its files in the manual page.
 */
#ifndef LETTERMARK_WRITER_H
#define LETTERMARK_WRITER_H

#include "pipeline/writers/output.h"
#include "pipeline/writers/tables.h"
#include "scoring/framework.h"

/* All that a writer may draw on; borrowed. */
struct report {
	const struct tables *tables;
	const struct framework *framework;
	struct store *store; /* for the paths of blobs; NULL: no documents */
};

/* Write the report's files of one format. */
typedef bool writer_func(
	const struct report *report, struct output *output, GError **error);

writer_func csv_write;
writer_func datapackage_write;
writer_func json_write;
writer_func site_write;
writer_func xlsx_write;

#endif
