/*
 * markdown.h - a table for pasting: pipes, as GitHub and most editors read.
 */
#ifndef LETTERMARK_MARKDOWN_H
#define LETTERMARK_MARKDOWN_H

#include "pipeline/writers/tables.h"

/* Append the table; a cell without value is a dash. */
void markdown_table(GString *out, const struct table *table);

#endif
