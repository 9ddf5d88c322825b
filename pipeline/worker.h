/*
 * worker.h - a pool of processes that open strangers' documents, so that the
 * one that keeps the corpus never does. (Pages that list documents it does
 * parse, for their links: pipeline/web/page.h.)
 *
 * A worker is this same program started anew with --worker. It is handed one
 * open file at a time, can read that and nothing else (worker-fence.h), and
 * sends back a text or a reason. Its memory, time and output are capped; one
 * that dies, hangs or overflows loses its own document only. A document that
 * cannot be handed over, mapped or answered for, or whose worker is killed from
 * outside twice, is undone: another run may well do it.
 *
 * A document with pages that are only pictures is handed on to a second kind
 * of worker, which has loaded tesseract; it is started when first needed.
 *
 * A program that uses a pool begins its main() with
 *	if (worker_is_wanted(argc, argv))
 *		return worker_main(extractor_run);
 */
#ifndef LETTERMARK_WORKER_H
#define LETTERMARK_WORKER_H

#include "extractors/ocr.h"
#include "extractors/text.h"

struct worker_pool;

struct worker_options {
	int jobs;       /* documents at a time; 1 or more */
	int seconds;    /* for one document; 0: LIMIT_WORKER_SECONDS */
	guint64 memory; /* bytes of address space; 0: LIMIT_WORKER_MEMORY */
	bool no_ocr;    /* leave pictures of pages unread */
};

/* What came of one document. */
struct worker_result {
	void *task;        /* as given to worker_pool_give() */
	struct text *text; /* NULL on failure; owned by the receiver */
	char *failure;     /* one line; NULL on success; likewise owned */
	bool undone;       /* it failed for no fault of the document's */
};

/* Called for each document as it is done, in any order, by the parent. */
typedef void (*worker_done_func)(struct worker_result *result, void *user);

/* A pool without workers yet; they start as they are needed. */
struct worker_pool *worker_pool_new(const struct worker_options *options,
	worker_done_func done, void *user);

/*
 * Hand over the file open at `fd` (then closed by the pool). Waits while all
 * workers are busy, calling `done` for those that finish. False with `error`
 * set (domain WORKER_ERROR) when no worker can be started: the document is
 * then not done, and no other will be.
 */
bool worker_pool_give(
	struct worker_pool *pool, int fd, void *task, GError **error);

/* Wait for all that were given. Fails as worker_pool_give() does. */
bool worker_pool_wait(struct worker_pool *pool, GError **error);

/* Stop the workers; documents under way are dropped. NULL is allowed. */
void worker_pool_free(struct worker_pool *pool);

typedef struct worker_pool WorkerPool; /* for g_autoptr(WorkerPool) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WorkerPool, worker_pool_free)

/* True when this process was started as a worker. */
bool worker_is_wanted(int argc, char **argv);

/* What a worker does with a document; as extractor_run(). */
typedef struct text *(*worker_func)(
	GBytes *bytes, struct ocr *ocr, GError **error);

/*
 * The other end: do `work` on document after document until the socket
 * closes. Does not return.
 */
int worker_main(worker_func work) G_GNUC_NORETURN;

#define WORKER_ERROR worker_error_quark()
GQuark worker_error_quark(void);

enum worker_error {
	WORKER_ERROR_START, /* a worker cannot be started or does not begin */
	WORKER_ERROR_WAIT,  /* the pool cannot wait for its workers */
};

#endif
