/*
 * writer.h - the formats that lettermark-report writes, and what they write.
 *
 * To add a format: write pipeline/writers/NAME.c with one function of this
 * form, declare it below, name it in the table of edition.c and in the
 * Makefile's SHARED list, and describe its files in the manual page. A format
 * with much to say of each document says it piece by piece: see splice.h, and
 * how csv.c does.
 */
#ifndef LETTERMARK_WRITER_H
#define LETTERMARK_WRITER_H

#include "pipeline/writers/output.h"
#include "pipeline/writers/tables.h"
#include "scoring/framework.h"

/* All that a writer may draw on; borrowed. */
struct report {
	struct tables *tables; /* loaded; those that turn, turn with the work */
	const struct framework *framework;
	struct store *store;
};

struct site;

/* Write what a format says of the documents together. */
typedef bool writer_func(const struct site *site, GError **error);

writer_func csv_write;
writer_func datapackage_write;
writer_func json_write;
writer_func site_write;
writer_func xlsx_write;

#endif
