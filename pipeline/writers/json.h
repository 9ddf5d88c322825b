/*
 * json.h - the tables as JSON, and the papers that describe them.
 */
#ifndef LETTERMARK_JSON_H
#define LETTERMARK_JSON_H

#include "pipeline/writers/site.h"

/*
 * Append `value` as a JSON string, null for NULL. "<" is written as an escape,
 * so that it may also stand inside a <script> of a page.
 */
void json_string(GString *out, const char *value);

/* Append a cell as its column's type: a number, a string or null. */
void json_cell(GString *out, enum column_type type, const char *value);

/* Append the table as an array of objects, one a line. */
void json_table(GString *out, const struct table *table);

/* The file of a document, to which the tables are turned unless it is kept. */
bool json_document(const struct site *site,
	const struct site_document *document, GError **error);

#endif
