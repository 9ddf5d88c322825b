/*
 * store/web.h - what the corpus remembers of the web: every answer, the links
 * on every page, and what is needed to ask only for news.
 *
 * A document and the word that it landed are recorded in one transaction, so
 * a fetcher that is killed repeats nothing that it has.
 */
#ifndef LETTERMARK_STORE_WEB_H
#define LETTERMARK_STORE_WEB_H

#include "corpus/store.h"

/* A link to a document or page, with what is said of it; NULL where nothing
 * is. */
struct store_link {
	char *address;
	char *area, *kind, *label;
	char *published; /* ISO day */
};

void store_link_free(gpointer link);

/* What came of asking for an address. Borrowed. */
struct store_answer {
	const char *address;
	const char *final;
	const char *headers;
	const char *etag, *modified; /* of a whole answer */
	const char *sha256;          /* of the body, where it came whole */
	const char *problem;         /* why nothing was taken of it, or NULL */
	int status;
	bool gone; /* the server says that there is no such thing */
};

/* Begin a run: its number, or 0 with `error` set. */
gint64 store_web_begin(struct store *store, GError **error);

/*
 * End a run that was not killed: documents that were linked and now are not
 * are marked as gone. They stay in the corpus. `*gone` is how many documents
 * the run found gone in all.
 */
bool store_web_end(
	struct store *store, gint64 run, gint64 *gone, GError **error);

/* What is known of an address. */
struct store_known {
	char *etag, *modified; /* only where what they vouch for is here */
	bool landed;           /* a document's bytes are here */
	bool read;             /* a page's links are here */
	int days;              /* since it last answered as it should */
};

bool store_web_known(struct store *store, const char *address,
	struct store_known *known, GError **error);
void store_known_clear(struct store_known *known);

/* Whether these bytes came from the address before and were refused then. */
bool store_web_refused(
	struct store *store, const char *address, const char *sha256);

/*
 * The links on one page, or on all pages of a source that `reader` read, when
 * they were last read: a GPtrArray of struct store_link that frees its
 * members, each address once. NULL on failure.
 */
GPtrArray *store_web_links(
	struct store *store, const char *page, GError **error);
GPtrArray *store_web_source_links(struct store *store, const char *source,
	const char *reader, GError **error);

/* A page as it was read now. */
struct store_page {
	struct store_answer answer;
	const GPtrArray *links; /* of struct store_link; NULL: as before */
};

/* All pages of a source that one reader has read. */
struct store_listing {
	const char *source, *reader;
	bool root; /* not found on another page */
	const struct store_page *pages;
	size_t n_pages;
};

/*
 * Record the pages with their links; those of the source that are not among
 * them any more go. One transaction.
 */
bool store_web_put_listing(struct store *store, gint64 run,
	const struct store_listing *listing, GError **error);

/* A document as it came. */
struct store_document {
	const struct store_link *link; /* whose address was asked for */
	const char *stem;              /* what it is to be called */
	const struct store_answer *answer;
	GBytes *bytes;
};

/*
 * Store a document's bytes and that they came. `*change` is "new", "changed",
 * "back" or NULL, static.
 */
bool store_web_put_document(struct store *store, gint64 run,
	const struct store_document *document, const char **change,
	GError **error);

/*
 * Record any other answer: unchanged, gone, failed, or refused for its
 * `problem`. `link` may be NULL: of a page. `*gone` (may be NULL) tells
 * whether a document that is here is now gone.
 */
bool store_web_put_answer(struct store *store, gint64 run,
	const struct store_link *link, const struct store_answer *answer,
	bool *gone, GError **error);

#endif
