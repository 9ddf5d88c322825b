/*
 * web/private.h - what the files of web.h share: sources (web.c), listings and
 * their pages (web/listing.c), documents (web/document.c).
 */
#ifndef LETTERMARK_WEB_PRIVATE_H
#define LETTERMARK_WEB_PRIVATE_H

#include "corpus/store/web.h"
#include "pipeline/web/web.h"

struct web {
	struct stage *stage;
	struct http *http;
	const struct sources *sources;
	const struct area_register *areas;
	const struct web_options *options;
	struct web_counts *counts;
	gint64 run;         /* in the fetch log; 0 when nothing is written */
	GHashTable *seen;   /* addresses asked for or known, this run */
	GHashTable *bare;   /* pages without links so far, by reader */
	GPtrArray *visits;  /* of struct visit, for web_visit_free() */
	GHashTable *wanted; /* of struct wanted, for web_wanted_free() */
	int asked;          /* documents */
	bool broken;        /* the corpus cannot be written */
};

/* The corpus cannot be written: nothing more is asked for. Takes `error`. */
void web_break_off(struct web *web, GError *error);

/* What the fetch log is told of an answer, which it borrows from. */
struct store_answer web_log_of(const struct http_answer *answer);

/*
 * Read the listing at `source`, an address or a template of one, page after
 * page, and follow its links. `area` is whose documents are found there, NULL
 * where it does not say; `root` tells a source from a page found on one.
 */
void web_visit(struct web *web, const struct reader *reader, const char *source,
	const char *area, bool root);
void web_visit_free(gpointer visit);

/* A document was found by `reader`, or is on a user's list (NULL): ask for it
 * unless it is here or not wanted. `link` is borrowed. */
void web_find_document(struct web *web, const struct reader *reader,
	const struct store_link *link);
void web_wanted_free(gpointer wanted);

#endif
