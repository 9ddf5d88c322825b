/*
 * worker.h - a pool of processes that open strangers' documents, so that the
 * one that keeps the corpus never does.
 *
 * A worker is this same program started anew with --worker. It is handed one
 * open file at a time, can read that and nothing else, and sends back a text
 * or a reason. Its memory, time and output are capped (extractors/limits.h);
 * one that dies, hangs or overflows loses its own document only.
 */
#ifndef LETTERMARK_WORKER_H
#define LETTERMARK_WORKER_H

#include "extractors/text.h"

struct worker_pool;

/* What came of one document. */
struct worker_result {
	void *task;          /* as given to worker_pool_give() */
	struct text *text;   /* NULL on failure; owned by the receiver */
	char *failure;       /* one line; NULL on success; likewise owned */
};

/* Called for each document as it is done, in any order, by the parent. */
typedef void (*worker_done_func)(struct worker_result *result, void *user);

/* Start `jobs` workers. Freed with worker_pool_free(). */
struct worker_pool *worker_pool_new(int jobs, worker_done_func done,
	void *user, GError **error);

/*
 * Hand over the file open at `fd` (then closed by the pool). Waits while all
 * workers are busy, calling `done` for those that finish.
 */
bool worker_pool_give(struct worker_pool *pool, int fd, void *task,
	GError **error);

/* Wait for all that were given. */
bool worker_pool_wait(struct worker_pool *pool, GError **error);

/* Stop the workers. NULL is allowed. */
void worker_pool_free(struct worker_pool *pool);

/*
 * The other end: what main() does when started with --worker. Serves until
 * its socket closes; the result is an exit status.
 */
int worker_main(int socket);

#endif
