/*
 * site.h - the tables as the site's pages look at them: documents with their
 * scores, areas with their documents.
 *
 * Of each document the site knows at all times what pages about many of them
 * need; its sentences and what they are used for are in the tables that turn,
 * as long as these are turned to it.
 */
#ifndef LETTERMARK_SITE_H
#define LETTERMARK_SITE_H

#include "pipeline/writers/html.h"
#include "pipeline/writers/splice.h"
#include "pipeline/writers/writer.h"

/* Rows of one table that belong together. */
struct span {
	int first, count;
};

/* The sectors that are weighed against each other. */
extern const char *const site_sectors[];
#define SITE_SECTORS 3

/* Of which files a document has a piece: first the tables that turn, by their
 * numbers; last the pages of the criteria, by theirs. */
enum site_piece {
	PIECE_SEARCH = TABLES_TURNING,
	PIECE_DATA,
	PIECE_MAP,
	PIECE_AREA,
	PIECE_CRITERIA,
};

struct site_document {
	const char *name;
	int row;    /* in "documents" */
	char *slug; /* unique in the site */
	char *file; /* of the copy beside the pages, or NULL */
	bool lost;  /* the store has not its original any more */
	struct site_area *area;

	/* All below is empty until it was tallied or recalled. */
	gint32 rows[TABLES_TURNING]; /* of each table that turns */
	guint8 *scores;   /* criterion * reviewers + reviewer, 1 to 4 or 0 for
			     none; NULL where it is not scored */
	guint8 *combined; /* a criterion each, 0 for none; NULL likewise */
	double *bearing;  /* how much it tells of each criterion; likewise */
	gint32 sectors[SITE_SECTORS]; /* sentences that speak of each */
	char *flags;                  /* names, parted by spaces */
	const char *duties;           /* one a line: name, tab, provision */
	char *states; /* of each of them: n, i or a, as the state begins */
	char *paired; /* determination, scores and figures of its row of the
			 view `paired`, parted by tabs; "" for none */

	gint64 token;         /* see the table `change` of the corpus */
	bool kept;            /* all is as it was in the last report */
	struct piece *pieces; /* by enum site_piece; PIECE_CRITERIA and more */
};

struct site_area {
	const char *name; /* of the area, or of a document without one */
	bool stands_in;   /* it is of a document */
	char *slug;
	GPtrArray *documents; /* of struct site_document, newest first */
	char *digest; /* of what its page shows beside them; NULL: not known */
};

struct site {
	const struct report *report;
	struct output *output;
	GPtrArray *documents; /* of struct site_document, by name; owned */
	GPtrArray *scored;    /* those that are, by area; borrowed */
	GPtrArray *areas;     /* of struct site_area, by name; owned */
	GPtrArray *reviewers; /* of const char *, in order of the tables */
	GHashTable *labels;
	GHashTable *names; /* of documents, to struct site_document */
	bool samples;      /* the documents are the embedded ones */
	int criteria;
	/* The scale shown: 2 to 8 where two reviewers scored, else 1 to 4. */
	int bottom, top;
	bool anew; /* no page keeps anything of the last report */
};

/*
 * The documents and their areas; nothing is tallied yet, and none counts as
 * scored. `output` may be NULL where nothing will be written. Freed by the
 * caller with site_free(); NULL on failure.
 */
struct site *site_new(
	const struct report *report, struct output *output, GError **error);
void site_free(struct site *site);

/* Turn the tables to a document, `part` of them at least; before the rows
 * about it are looked at. */
bool site_turn(const struct site *site, const struct site_document *document,
	enum tables_part part, GError **error);

/* Turn all the tables to a document, and tally it. */
bool site_tally(const struct site *site, struct site_document *document,
	GError **error);

/* Once all are tallied: which of them are scored, on which scale. */
void site_settle(struct site *site);

/* Tally every document, and settle. */
bool site_tally_all(struct site *site, GError **error);

/* Whether pages keep their pieces of a document. */
bool site_keeps(const struct site *site, const struct site_document *document);

typedef struct site Site; /* for g_autoptr(Site) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Site, site_free)

/* The rows of a table that turns about the document it is turned to. */
struct span site_span(
	const struct site *site, const char *table, const char *document);

/* How many rows a table has, over all documents. */
int site_rows(const struct site *site, const struct table *table);

/* A cell of the document's row in "documents", or NULL. */
const char *site_fact(const struct site *site,
	const struct site_document *document, const char *column);

/* The day a document counts from, or NULL: that of its publication, which the
 * reports of the 2023 framework do not bear, or else its inspection's last. */
const char *site_day(
	const struct site *site, const struct site_document *document);

/* The document of that name, or NULL. */
const struct site_document *site_find(
	const struct site *site, const char *document);

/* What the site shows for a criterion: combined where there are two reviewers
 * anywhere, else the one reviewer's score; 0 for none. */
int site_value(const struct site *site, const struct site_document *document,
	int criterion);

/* The mean of a criterion over all scored documents; 0 where there is none. */
double site_mean(const struct site *site, int criterion);

/* The mean of a document over the criteria that it has a value for, or 0. */
double site_document_mean(
	const struct site *site, const struct site_document *document);

/* How many scored documents have each value; `counts` has top + 1 members. */
void site_count(const struct site *site, int criterion, int *counts);

/* True for a value that the site calls low: half of the top or less. */
bool site_is_low(const struct site *site, int value);

/* Documents that count under the same thing. */
struct site_group {
	const char *label;    /* for people */
	GPtrArray *documents; /* of struct site_document, as the site orders
				 them */
};

/*
 * What a document counts under: a column of "documents"; or "year", in which
 * its inspection ended or it was published; or "period", whether that was in
 * the first twelve months of its framework or later. NULL where not known.
 */
const char *site_class(const struct site *site,
	const struct site_document *document, const char *by);

/*
 * The groups by something that site_class() knows, in order of their names,
 * those it is not known of last: a GPtrArray that frees its members.
 */
GPtrArray *site_groups(
	const struct site *site, const GPtrArray *documents, const char *by);

/* The mean of a criterion over a group; 0 where there is none. */
double site_group_mean(
	const struct site *site, const struct site_group *group, int criterion);

/* A short name for people; static or borrowed from `site`. */
const char *site_label(const struct site *site, const char *id);

const struct criterion *site_criterion(const struct site *site, int index);

/*
 * Write a page. `name` is its path, `title` its title as text, `body` what
 * stands in its main part, after which it is freed.
 */
bool site_page(const struct site *site, const char *name, const char *title,
	GString *body, GError **error);

/* The same for a page in pieces: what stands before its main part is in it,
 * and what stands after comes with the end. */
struct splice *site_begin_page(const struct site *site, const char *name,
	const char *title, GError **error);
void site_end_page(struct splice *page, const char *name);

/*
 * The pages of the criteria, which have a row of each scored document: begun,
 * given the documents in the order of `scored`, and ended. Those that are not
 * kept have been turned to. Freed by the caller with criteria_free().
 */
struct criteria;
struct criteria *criteria_begin(const struct site *site, GError **error);
void criteria_document(
	struct criteria *criteria, struct site_document *document);
void criteria_end(struct criteria *criteria);
void criteria_free(struct criteria *criteria);

typedef struct criteria Criteria; /* for g_autoptr(Criteria) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Criteria, criteria_free)

/* The pages, each by the file named after it; those of the areas with those of
 * the criteria, so that each document is turned to once. */
bool site_front(const struct site *site, GError **error);
bool site_areas(const struct site *site, GError **error);
bool site_criteria(const struct site *site, GError **error);
bool site_compare(const struct site *site, GError **error);
bool site_tracker(const struct site *site, GError **error);
bool site_search(const struct site *site, GError **error);
bool site_lists(const struct site *site, GError **error);

/* The sentences that the page of searching looks through: begun, given each
 * document in order, and closed by splice_close(). */
struct splice *search_begin(const struct site *site, GError **error);
void search_document(struct splice *search, const struct site *site,
	struct site_document *document);
void search_end(struct splice *search);

#endif
