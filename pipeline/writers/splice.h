/*
 * splice.h - a file made of pieces, most of which stand in the version of it
 * that an earlier run wrote.
 *
 * What is new is given as bytes; what is not, as its place in the old file,
 * from where it is copied in stretches as long as can be. The file is written
 * beside the old one and takes its place once it is closed. All that is done by
 * the output's second thread, and a failure of it is output_sweep()'s.
 */
#ifndef LETTERMARK_SPLICE_H
#define LETTERMARK_SPLICE_H

#include "pipeline/writers/output.h"

/* Where a piece stands in its file, in bytes. */
struct piece {
	guint64 offset, length;
};

struct splice;

/* Begin the file `name`. On failure NULL. Freed with splice_free(), which
 * leaves the old file where the new one was not closed. */
struct splice *splice_new(
	struct output *output, const char *name, GError **error);
void splice_free(struct splice *splice);

typedef struct splice Splice; /* for g_autoptr(Splice) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Splice, splice_free)

/* Words that are of no piece. */
void splice_add(struct splice *splice, const char *words);

/* A new piece; `piece` is set to where it will stand. */
void splice_put(
	struct splice *splice, const GString *content, struct piece *piece);

/* The piece that stands at `piece` in the old file; set to its new place. */
void splice_keep(struct splice *splice, struct piece *piece);

/* End the file and put it in its place. */
void splice_close(struct splice *splice);

#endif
