/*
 * corpus-fixture.h - a fresh corpus for each test of the store, and small
 * documents, texts and records to put into it.
 */
#ifndef LETTERMARK_TESTS_CORPUS_FIXTURE_H
#define LETTERMARK_TESTS_CORPUS_FIXTURE_H

#include "corpus/store/private.h"

struct fixture {
	char *work;
	struct store *store;
};

void fixture_set_up(struct fixture *fixture, gconstpointer unused);
void fixture_tear_down(struct fixture *fixture, gconstpointer unused);

/* Remove a file, or a folder with all that is in it. */
void fixture_remove(const char *path);

/* Close the corpus and open it again. */
void fixture_reopen(struct fixture *fixture);

/* Add a test that gets a fresh corpus. */
#define FIXTURE_TEST(name, function)                                           \
	g_test_add(name, struct fixture, NULL, fixture_set_up, function,       \
		fixture_tear_down)

/* Put `words` at `address` as a document; true when it is a new one. */
bool fixture_put(struct fixture *fixture, const char *address,
	const char *words, bool sample);

/* The only stale task, which must be there; freed by the caller. */
typedef GPtrArray *(*stale_func)(
	struct store *store, const char *version, GError **error);
GPtrArray *fixture_stale(struct fixture *fixture, stale_func stale,
	const char *version, guint expected);

/* A text of one paragraph, and a record that found a few things in it. */
struct text *fixture_text(const char *words);
struct record *fixture_record(const char *area);

/* Bring the document at `address` through text and record. */
void fixture_parse(
	struct fixture *fixture, const char *address, const char *words);

/* A view as one string: "a,b;c,d", with NULL as "-". Freed by the caller. */
char *fixture_rows(
	struct fixture *fixture, const char *view, const char *wanted);

#endif
