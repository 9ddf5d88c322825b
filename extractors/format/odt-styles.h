/*
 * odt-styles.h - what the styles of an OpenDocument text say: how words look,
 * how cells are filled, and what stands before list items.
 */
#ifndef LETTERMARK_ODT_STYLES_H
#define LETTERMARK_ODT_STYLES_H

#include "extractors/format/package.h"

extern const struct package_namespace odt_namespaces[];

/* -1 (size: 0, fill: NULL) where nothing is said. */
struct odt_style {
	char *parent;
	int bold, italic; /* 0, 1 */
	float size;       /* points */
	char *fill;       /* of a cell, "#rrggbb" */
};

struct odt_styles;

/*
 * The styles of styles.xml (`sheet`, may be NULL) and of content.xml. NULL
 * with `error` set (domain EXTRACT_ERROR) when either cannot be read.
 */
struct odt_styles *odt_styles_read(
	GBytes *sheet, GBytes *content, GError **error);
void odt_styles_free(struct odt_styles *styles);

/*
 * The style of that name (may be NULL), with what it inherits; borrowed until
 * the next call. Never NULL.
 */
const struct odt_style *odt_styles_find(
	struct odt_styles *styles, const char *name);

/*
 * What stands before item `number` (from 1) on `level` (from 1) of a list of
 * that style (may be NULL); freed by the caller.
 */
char *odt_styles_marker(const struct odt_styles *styles, const char *list,
	int level, int number);

typedef struct odt_styles OdtStyles; /* for g_autoptr() alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OdtStyles, odt_styles_free)

#endif
