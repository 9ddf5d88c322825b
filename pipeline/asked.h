/*
 * asked.h - values of options held against the names that there are, so that
 * a slip of the pen is not answered as if nothing were there.
 *
 * Each function puts the name as the tables have it in place of `*value`, which
 * may be NULL: nothing is asked for then. What is no name is an error,
 * G_IO_ERROR_NOT_FOUND, of one line that gives those that are.
 */
#ifndef LETTERMARK_ASKED_H
#define LETTERMARK_ASKED_H

#include "corpus/register.h"
#include "pipeline/writers/tables.h"

/* A value of that column of "documents", which tables.tsv has a list of; the
 * option is called as the column is. */
bool asked_of_documents(const struct tables *tables, const char *column,
	char **value, GError **error);

/* A region of the register. */
bool asked_region(
	const struct area_register *areas, char **value, GError **error);

/* One of `names`, NULL at their end. */
bool asked_of(
	const char *option, char *const *names, char **value, GError **error);

/* Areas by any of the names that the register has; one that it does not know
 * stays as it is. `names` may be NULL. */
void asked_areas(const struct area_register *areas, char **names);

#endif
