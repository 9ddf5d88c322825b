/*
 * corpus-operations.h - everything that can be asked of a store, once, so that
 * a test can have each fail.
 */
#ifndef LETTERMARK_TESTS_CORPUS_OPERATIONS_H
#define LETTERMARK_TESTS_CORPUS_OPERATIONS_H

#include "tests/unit/corpus-fixture.h"

/*
 * Do it, and append to `said` all that came back. Fails as the store does,
 * with `error` set.
 */
typedef bool (*operation_func)(
	struct store *store, GString *said, GError **error);

struct operation {
	const char *name;
	operation_func run;
};

extern const struct operation operations[];
extern const size_t n_operations;

/*
 * Fill a fresh corpus so that each operation finds something to do: a document
 * with all its results, one with a text, one without, one that was replaced,
 * and a page on the web with its links.
 */
void operations_prepare(struct fixture *fixture);

#endif
