/*
 * package.h - what docx and odt share: XML files packed in a ZIP archive.
 * Everything is kept in memory and capped by limits.h.
 */
#ifndef LETTERMARK_PACKAGE_H
#define LETTERMARK_PACKAGE_H

#include <gio/gio.h>
#include <libxml/xmlreader.h>
#include <stdbool.h>

#include "extractors/text.h"

/*
 * The text of the ZIP archive `bytes` of that format, made by `read` from the
 * members that `wanted` accepts: a hash table from name to GBytes. Freed by the
 * caller with text_free(). NULL with `error` set (domain EXTRACT_ERROR) when
 * the archive is damaged, encrypted or over a limit, or `read` fails.
 */
struct text *package_text(const char *format, GBytes *bytes,
	bool (*wanted)(const char *name),
	bool (*read)(struct text *text, GHashTable *members, GError **error),
	GError **error);

/* A namespace by the prefix that a reader of the format knows it under. */
struct package_namespace {
	const char *uri;
	const char *prefix;
};

/* What to do at each node of a namespace listed, in document order. */
struct package_reader {
	const struct package_namespace *namespaces; /* up to a NULL uri */

	/*
	 * An element begins; `name` is "prefix:local". False passes over all
	 * within it, and `end` is not called. Those of namespaces not listed
	 * are passed through without a call.
	 */
	bool (*start)(void *user, const char *name, xmlTextReader *node);
	void (*end)(void *user, const char *name);    /* may be NULL */
	void (*words)(void *user, const char *words); /* may be NULL */
};

/*
 * Walk one XML file. False with `error` set (domain EXTRACT_ERROR) when it is
 * damaged, nested too deeply, or has a document type: no office writes one,
 * and entities could grow without end.
 */
bool package_walk(GBytes *bytes, const struct package_reader *reader,
	void *user, GError **error);

/*
 * The attribute of the element at hand with that local name, whatever its
 * prefix; freed by the caller with g_free(). NULL when there is none.
 */
char *package_attribute(xmlTextReader *node, const char *local);

/* The same as a number, or `otherwise`. */
int package_number(xmlTextReader *node, const char *local, int otherwise);

/* False when the attribute says "0", "false", "off" or "none". */
bool package_is_on(xmlTextReader *node, const char *local);

#endif
