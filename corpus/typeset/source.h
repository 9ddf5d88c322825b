/*
 * source.h - a sample document as it is written: plain text with directives,
 * read into a list of items. corpus/samples/README.md is the manual of the
 * form. Text keeps Pango's markup (<b>, <i>, <sup>, &amp;).
 */
#ifndef LETTERMARK_SOURCE_H
#define LETTERMARK_SOURCE_H

#include <glib.h>
#include <stdbool.h>

enum item_kind {
	ITEM_PARAGRAPH,
	ITEM_LINES, /* a paragraph whose line ends are kept */
	ITEM_HEADING,
	ITEM_BULLET,
	ITEM_TABLE,
	ITEM_BOX, /* lines at a fixed place on the page */
	ITEM_FOOTNOTE,
	ITEM_SPACE,
	ITEM_PAGE, /* a page break */
};

struct cell {
	char *text;
	char *fill; /* "#rrggbb" or NULL */
};

struct item {
	enum item_kind kind;
	int level;    /* heading, bullet: from 1 */
	char *marker; /* bullet: its glyph, may be "" */
	GString *text;
	double x, y, width; /* box: millimetres; space: y */
	bool ruled;         /* table: with lines */
	bool header;        /* table: first row on every page */
	bool split;         /* table: rows run over pages */
	GArray *columns;    /* table: of double, percent of the text width */
	GPtrArray *rows;    /* table: of GPtrArray of struct cell */
};

struct source {
	char *title;
	char *area;        /* its short name; what recombined letters rename */
	char *date;        /* of the file, ISO; the same in every build */
	char *head, *foot; /* running lines, or NULL; "left|right" */
	int head_from, foot_from; /* first page that has them */
	char *font;
	double size; /* points */
	bool landscape;
	bool hyphens;     /* break words at line ends */
	GPtrArray *items; /* of struct item */
};

/*
 * Read the source at `path`, freed by the caller with source_free(). On
 * failure NULL, and `error` holds file, line and reason.
 */
struct source *source_read(const char *path, GError **error);

/* The same from text; `name` stands in messages. */
struct source *source_parse(const char *text, const char *name, GError **error);

void source_free(struct source *source);

/* The words of `markup` alone, freed by the caller. */
char *source_plain(const char *markup);

#endif
