/*
 * store.h - the corpus: one SQLite database and a folder of blobs.
 *
 * The only file that knows SQLite is store.c (and its siblings store-*.c).
 * A work folder holds `corpus.db` and `blobs/ab/cdef...` (SHA-256 of the
 * bytes). Fetched bytes are content and never rewritten; everything else is
 * derived, carries a key made of the version of the code and data and the
 * digest of what it was made from, and can be made again. schema.sql tells
 * each table and column.
 *
 * Each store_put_*() is one transaction: it commits whole or not at all. That
 * holds where there is no memory too: GLib then ends the program, as it is made
 * to, and whoever opens the corpus next rolls back what was begun; what SQLite
 * itself gets no memory for fails with STORE_ERROR_FULL.
 * Strings are UTF-8. Functions that fail return false or NULL and set `error`
 * in the domain STORE_ERROR.
 */
#ifndef LETTERMARK_STORE_H
#define LETTERMARK_STORE_H

#include "extractors/record.h"
#include "extractors/text.h"

struct store;

/* Open or create the corpus in folder `work`. Closed with store_close(). */
struct store *store_open(const char *work, GError **error);
void store_close(struct store *store);

typedef struct store Store; /* for g_autoptr(Store) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Store, store_close)

/* A document that some stage has to do; freed by who lists it. */
struct store_task {
	gint64 document; /* row id */
	char *name;      /* the `document` of every table: a stem, unique */
	char *file;      /* last part of its address, for diagnostics */
	char *sha256;    /* of its bytes, hex */
	char *input;     /* digest of what the stage reads */
};

/* --- fetch ------------------------------------------------------------- */

struct store_origin {
	const char *address;   /* absolute path or URL */
	const char *stem;      /* wanted document name */
	bool sample;           /* one of the embedded samples */
	gint64 size, mtime_ns; /* local files: to know them again unread */
	gint64 inode;
};

/* True when the file at this address is stored and has not changed since. */
bool store_knows(struct store *store, const struct store_origin *origin);

enum store_arrival {
	STORE_KNOWN,   /* bytes that are here */
	STORE_NEW,     /* a document more */
	STORE_CHANGED, /* it takes the place of what stood there */
	STORE_DROPPED, /* what stood there is gone, for another has its bytes */
};

/*
 * Store `bytes` as what stands at `origin->address` now. `*arrival` (may be
 * NULL) tells what came of it. Written to a temporary file, fsynced, renamed,
 * then recorded.
 */
bool store_put_bytes(struct store *store, const struct store_origin *origin,
	GBytes *bytes, enum store_arrival *arrival, GError **error);

/* True when the tables show the embedded samples: there is nothing else. */
bool store_shows_samples(struct store *store);

/* The path of the blob, freed by the caller. */
char *store_blob_path(struct store *store, const char *sha256);

/* --- extract, parse, score: what is out of date, and results ------------- */

/*
 * The documents whose result for the stage is missing or was made with
 * another version or from another input, in order of name, texts the
 * largest document first: a GPtrArray of struct store_task that frees its
 * members.
 */
GPtrArray *store_stale_texts(
	struct store *store, const char *version, GError **error);
GPtrArray *store_stale_records(
	struct store *store, const char *version, GError **error);
GPtrArray *store_stale_scores(
	struct store *store, const char *version, GError **error);
GPtrArray *store_stale_flags(
	struct store *store, const char *version, GError **error);

/*
 * The result of extracting: a text, or NULL and the reason it failed.
 */
bool store_put_text(struct store *store, const struct store_task *task,
	const char *version, const struct text *text, const char *failure,
	GError **error);

/*
 * Count every text that failed or has warnings as out of date, so that it is
 * tried again.
 */
bool store_retry_texts(struct store *store, GError **error);

/* The stored text, freed by the caller with text_free(). */
struct text *store_get_text(
	struct store *store, gint64 document, GError **error);

bool store_put_record(struct store *store, const struct store_task *task,
	const char *version, const struct record *record, GError **error);

/* The stored record, freed by the caller with record_free(). */
struct record *store_get_record(
	struct store *store, gint64 document, GError **error);

/* One document's scores by all reviewers, evidence and marks, as plain rows:
 * the store does not know what a criterion is. */
struct store_score {
	const char *criterion, *reviewer, *why;
	int position; /* of the criterion in its framework, for sorting */
	int score, evidence;
};
struct store_evidence {
	const char *criterion, *finding, *indicator;
	int position;
	double weight;
};
struct store_mark {
	const char *finding;
	const char *sectors, *ages; /* ids parted by spaces */
};

struct store_scoring {
	const struct store_score *scores;
	size_t n_scores;
	const struct store_evidence *evidence;
	size_t n_evidence;
	const struct store_mark *marks;
	size_t n_marks;
};

bool store_put_scoring(struct store *store, const struct store_task *task,
	const char *version, const struct store_scoring *scoring,
	GError **error);

/* A flag on a document, and the ids of the findings behind it. */
struct store_flag {
	const char *flag, *level, *detail;
	const char *const *findings;
	size_t n_findings;
};

/* How a document speaks of a duty, and the ids of the findings that do. */
struct store_duty {
	const char *duty, *name, *provision;
	const char *state; /* "absent", "implied" or "named" */
	const char *const *findings;
	size_t n_findings;
};

/* Something counted in a document, by name: "examples.health". */
struct store_figure {
	const char *figure;
	int value;
};

struct store_flagging {
	const struct store_flag *flags;
	size_t n_flags;
	const struct store_duty *duties; /* in the order of duties.xml */
	size_t n_duties;
	const struct store_figure *figures;
	size_t n_figures;
};

bool store_put_flags(struct store *store, const struct store_task *task,
	const char *version, const struct store_flagging *flagging,
	GError **error);

/*
 * One person's scores of one document. `why` of a score is the person's note,
 * "" for none; its reviewer and evidence are not looked at.
 */
struct store_sheet {
	const char *document; /* its name */
	const char *reviewer;
	bool adjudication;  /* a third reading */
	const char *source; /* name of the file it came from */
	const char *sha256; /* of that file, hex */
	const struct store_score *scores;
	size_t n_scores;
};

/*
 * Store a sheet, in place of an earlier one by the same person. A reviewer not
 * known yet becomes one who is no machine; STORE_ERROR_ROW for a machine's
 * name, and for a document that is not shown.
 */
bool store_put_sheet(
	struct store *store, const struct store_sheet *sheet, GError **error);

/*
 * Have the view `combined` add the scores of these two reviewers wherever both
 * have scored, or with NULLs go back to the machines alone. STORE_ERROR_ROW
 * where one is not known.
 */
bool store_choose_pair(struct store *store, const char *first,
	const char *second, GError **error);

/*
 * Take out a person and all that they scored; `*sheets` says how much that
 * was. Where they were one of the chosen pair, the machines are added again.
 * STORE_ERROR_ROW where nobody is called so.
 */
bool store_forget_reviewer(
	struct store *store, const char *name, int *sheets, GError **error);

/*
 * The criteria whose stored scores by machines lie `by` or more apart, in the
 * framework's order: a GPtrArray of char * that frees its members.
 */
GPtrArray *store_scores_apart(
	struct store *store, gint64 document, int by, GError **error);

/*
 * The letter or report that a statement or plan answers: the latest of its
 * area with weaknesses, not published after it; for a progress plan that may
 * be a revisit letter. 0 in *answered where the corpus has none.
 */
bool store_find_answered(
	struct store *store, gint64 document, gint64 *answered, GError **error);

/*
 * Whether the corpus has a document of that kind about the same area that is
 * not earlier; one without a date counts.
 */
bool store_has_later(struct store *store, gint64 document, const char *kind,
	bool *has, GError **error);

/* --- the log ------------------------------------------------------------- */

/* A program that begins; strings are borrowed. */
struct store_run {
	const char *program; /* "extract" */
	const char *night; /* the same for all stages of one run.sh; or NULL */
	const char *version; /* of the code and data it works with */
	gint64 started;      /* seconds since 1970 */
};

struct store_run_end {
	gint64 milliseconds, kilobytes;
	int status, total, done, failed;
	const char *summary; /* one line, or NULL */
};

/* `*id` is what store_end_run() is told. */
bool store_begin_run(struct store *store, const struct store_run *run,
	gint64 *id, GError **error);
bool store_end_run(struct store *store, gint64 id,
	const struct store_run_end *end, GError **error);

/*
 * The version that a program last worked with, freed by the caller; NULL
 * where it has not run.
 */
char *store_last_version(struct store *store, const char *program);

/* --- looking after it ----------------------------------------------------- */

/* Something wrong with the corpus; strings are borrowed during the call. */
struct store_finding {
	const char *where;  /* a path, or "corpus.db" */
	const char *what;   /* in a few words */
	const char *detail; /* or NULL */
	bool mended;        /* it was, and is not any more */
};
typedef void (*store_finding_func)(
	const struct store_finding *finding, void *user);

/* The database's pages and the references between its rows. */
bool store_check_database(struct store *store, store_finding_func each,
	void *user, GError **error);

/*
 * Each blob against its digest, and the files that no document has, if they
 * are more than an hour old: a younger one may be about to be recorded. With
 * `repair` those are removed, and blobs of other bytes put aside as
 * ".damaged-...", so that the next fetch takes them anew.
 */
bool store_check_blobs(struct store *store, bool repair,
	store_finding_func each, void *user, GError **error);

/*
 * Remove the versions of documents that stand nowhere any more, all but the
 * last `keep` of each address and those that people have scored.
 */
bool store_prune(struct store *store, int keep, int *dropped, GError **error);

/*
 * Remove the document of that name, what it has replaced, and all that was
 * made of them. STORE_ERROR_ROW where there is none, or where people have
 * scored it and that is not to go too.
 */
bool store_forget(struct store *store, const char *name, bool with_scores,
	int *dropped, GError **error);

/* A copy of the database as it is now at `path`, whole or not at all. */
bool store_backup(struct store *store, const char *path, GError **error);

/* --- the tables ---------------------------------------------------------- */

/*
 * Walk a view of schema.sql (named as the table: "documents", "scores") in
 * its own order. Values are text, NULL where unknown; borrowed during the
 * call. The walk ends early when `each` returns false. `columns` and `values`
 * have `n` members.
 */
typedef bool (*store_row_func)(int n, const char *const *columns,
	const char *const *values, void *user);
bool store_each_row(struct store *store, const char *view, store_row_func each,
	void *user, GError **error);

/* For a store_row_func: the value under that column, "" where it is unknown or
 * there is no such column; borrowed. */
const char *store_row_value(const char *column, int n,
	const char *const *columns, const char *const *values);

/* The rows of a view that begins with the document's name about one of them. */
bool store_each_row_of(struct store *store, const char *view,
	const char *document, store_row_func each, void *user, GError **error);

/*
 * What is read from the first to the second is of one moment, whatever others
 * store meanwhile. Nothing may be put in between.
 */
bool store_begin_reading(struct store *store, GError **error);
void store_end_reading(struct store *store);

/*
 * A number that is another one whenever what the views show of any document
 * may have changed; of each document by itself, the view "tokens" has one.
 */
bool store_get_token(struct store *store, gint64 *token, GError **error);

/*
 * Walk the sentences of findings, and the actions of plans, in which `query`
 * occurs, in order of document and place. Words side by side are a phrase,
 * upper and lower case and the endings of words make no difference, and:
 *	word*            words that begin so
 *	A AND B, A OR B, A NOT B
 *	A NEAR B, A NEAR/5 B    at most 10, or 5, words between them
 *	"A" B            two phrases, both of them
 * Columns: document, area, region, framework, kind, year, page, section,
 * polarity, finding, marked: the words with \002 before and \003 after each
 * that was found. STORE_ERROR_QUERY where `query` is not of this form.
 */
bool store_search(struct store *store, const char *query, store_row_func each,
	void *user, GError **error);

#define STORE_ERROR store_error_quark()
GQuark store_error_quark(void);

enum store_error {
	STORE_ERROR_OPEN,    /* cannot be opened or created */
	STORE_ERROR_NEWER,   /* made by a newer lettermark */
	STORE_ERROR_FULL,    /* no space, no memory, or a limit */
	STORE_ERROR_CORRUPT, /* the database is damaged */
	STORE_ERROR_IO,      /* a file cannot be written or read */
	STORE_ERROR_BUSY,    /* another program holds the database too long */
	STORE_ERROR_QUERY,   /* words to search for that make no query */
	STORE_ERROR_ROW, /* no such document or view, or two findings, fields
			    or scores where there may be one */
};

#endif
