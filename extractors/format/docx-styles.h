/*
 * docx-styles.h - what the styles and the numbering of a docx say about a
 * paragraph: whether it is a heading, and the number or bullet before it.
 */
#ifndef LETTERMARK_DOCX_STYLES_H
#define LETTERMARK_DOCX_STYLES_H

#include "extractors/format/package.h"

/* The namespaces of WordprocessingML: "w", and "mc" for alternatives. */
extern const struct package_namespace docx_namespaces[];

/* Levels of a list, and of outlines: 0 to 8. */
#define DOCX_LEVELS 9

/* As far as it is known; -1 where nothing is said. */
struct docx_style {
	char *name, *parent;
	int outline;       /* 0..8; a heading */
	int number, level; /* of a list (0: none, in so many words) */
	int bold;          /* 0, 1 */
	int size;          /* half points */
};

struct docx_styles;
struct docx_numbering;

/* `bytes` may be NULL: then there are no styles. NULL on failure. */
struct docx_styles *docx_styles_read(GBytes *bytes, GError **error);
void docx_styles_free(struct docx_styles *styles);

/*
 * The style with that id (NULL: the default), with what it inherits;
 * borrowed until the next call.
 */
const struct docx_style *docx_styles_find(
	struct docx_styles *styles, const char *id);

/* The same for lists. */
struct docx_numbering *docx_numbering_read(GBytes *bytes, GError **error);
void docx_numbering_free(struct docx_numbering *numbering);

/*
 * The marker of the next item of list `number` on `level`, counting on;
 * freed by the caller. NULL when there is no such list or it shows none.
 */
char *docx_numbering_next(
	struct docx_numbering *numbering, int number, int level);

typedef struct docx_styles DocxStyles; /* for g_autoptr() alone */
typedef struct docx_numbering DocxNumbering;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DocxStyles, docx_styles_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DocxNumbering, docx_numbering_free)

#endif
