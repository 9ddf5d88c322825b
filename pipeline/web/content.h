/*
 * content.h - whether bytes that came are the document they are said to be.
 */
#ifndef LETTERMARK_CONTENT_H
#define LETTERMARK_CONTENT_H

#include <glib.h>
#include <stdbool.h>

/* What is said of a document; NULL where nothing is. */
struct content_claim {
	const char *format;  /* by the reader: "pdf", "docx", "odt", "html" */
	const char *label;   /* the text of the link */
	const char *address; /* for its suffix */
	const char *type;    /* Content-Type */
};

/*
 * What is wrong with the bytes, static, or NULL: they are empty, of another
 * format than is said first in the order above, or a PDF without its end.
 * *may_stand tells that they may be all there is nevertheless: when the same
 * bytes come again another night they are what stands there.
 */
const char *content_problem(
	const struct content_claim *claim, GBytes *bytes, bool *may_stand);

#endif
