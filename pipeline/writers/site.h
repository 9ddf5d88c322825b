/*
 * site.h - the tables as the site's pages look at them: documents with their
 * scores, areas with their documents.
 */
#ifndef LETTERMARK_SITE_H
#define LETTERMARK_SITE_H

#include "pipeline/writers/html.h"
#include "pipeline/writers/writer.h"

/* Rows of one table that belong together. */
struct span {
	int first, count;
};

struct site_score {
	int score; /* 1 to 4; 0 where that reviewer gave none */
	int evidence;
	const char *why;
};

struct site_document {
	const char *name;
	int row;    /* in "documents" */
	char *slug; /* unique in the site */
	char *file; /* of the copy beside the pages, or NULL */
	struct site_area *area;
	struct site_score *scores; /* criterion * reviewers + reviewer; NULL
				      where it is not scored */
	int *combined; /* a criterion each, 0 for none; NULL likewise */
};

struct site_area {
	const char *name; /* of the area, or of a document without one */
	char *slug;
	GPtrArray *documents; /* of struct site_document, newest first */
};

struct site {
	const struct report *report;
	struct output *output;
	GPtrArray *documents; /* of struct site_document, by name; owned */
	GPtrArray *scored;    /* those that are, by area; borrowed */
	GPtrArray *areas;     /* of struct site_area, by name; owned */
	GPtrArray *reviewers; /* of const char *, in order of the tables */
	GHashTable *labels;
	GHashTable *spans;
	bool samples; /* the documents are the embedded ones */
	int criteria;
	/* The scale shown: 2 to 8 where two reviewers scored, else 1 to 4. */
	int bottom, top;
};

/* Freed by the caller with site_free(). */
struct site *site_new(const struct report *report, struct output *output);
void site_free(struct site *site);

typedef struct site Site; /* for g_autoptr(Site) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Site, site_free)

/* The rows of `table` about a document; the count is 0 where none are. */
struct span site_span(
	const struct site *site, const char *table, const char *document);

/* A cell of the document's row in "documents", or NULL. */
const char *site_fact(const struct site *site,
	const struct site_document *document, const char *column);

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

/* The pages, each by the file named after it. */
bool site_front(const struct site *site, GError **error);
bool site_areas(const struct site *site, GError **error);
bool site_criteria(const struct site *site, GError **error);
bool site_compare(const struct site *site, GError **error);
bool site_tracker(const struct site *site, GError **error);
bool site_search(const struct site *site, GError **error);
bool site_lists(const struct site *site, GError **error);

#endif
