/*
 * data-file.h - read an XML data file and check it against its schema.
 */
#ifndef LETTERMARK_DATA_FILE_H
#define LETTERMARK_DATA_FILE_H

#include <glib.h>
#include <libxml/tree.h>
#include <stdbool.h>

/*
 * The document at `path`, which must be of the RELAX NG schema at `schema`.
 * No entities are fetched. Freed by the caller with xmlFreeDoc(). `*digest`,
 * unless NULL, is the SHA-256 of its bytes in hex, freed by the caller. On
 * failure NULL and `error` set in the domain FRAMEWORK_ERROR: one line with
 * file, line and reason.
 */
xmlDoc *data_file_load(
	const char *path, const char *schema, char **digest, GError **error);

/* Whether it is an element of that name. */
bool element_is(const xmlNode *node, const char *name);

/* An attribute, NULL where there is none; the text; the text with white space
 * folded. Freed by the caller. */
char *element_attribute(const xmlNode *node, const char *name);
char *element_content(const xmlNode *node);
char *element_prose(const xmlNode *node);

#endif
