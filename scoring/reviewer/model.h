/*
 * model.h - the reviewer that weighs counts of evidence as fitted to scored
 * documents (ordinal.h, feature.h), and the small file that it is kept in.
 *
 * The file is lines of cells parted by tabs; the first cell says what the line
 * is. `framework` names the framework that it was fitted with, which must be
 * the one it scores by: another finds other evidence. `document` names each
 * document that it was fitted to, with its SHA-256, so that nobody takes the
 * fit to those for agreement; `readers` says who scored them. `agreement` is
 * what cross-validation found. `common` is the weight that all criteria share
 * (for information), `weight` a criterion's weight for a feature, `cut` its
 * three cut points.
 */
#ifndef LETTERMARK_MODEL_H
#define LETTERMARK_MODEL_H

#include "scoring/reviewer/ordinal.h"
#include "scoring/reading.h"

struct model;

/* A document with its two readers' scores, for fitting. */
struct model_gold {
	const char *name;
	const char *sha256;
	const struct reading *reading;
	int (*scores)[ORDINAL_READERS]; /* [criterion]; 0 for none */
};

/*
 * Fit to `gold` (of struct model_gold, borrowed). The documents are taken in
 * order of SHA-256, so that their order does not matter. Freed with
 * model_free(). NULL where the fit does not settle.
 */
struct model *model_fit(
	const struct framework *framework, const GPtrArray *gold);

/*
 * Score each document by a model fitted to the others: `scores[i * criteria +
 * c]` for document i of `gold`. Documents are left out one by one, or in forty
 * parts where there are more. Freed with g_free(); NULL where a fit does not
 * settle.
 */
int *model_cross_validate(
	const struct framework *framework, const GPtrArray *gold);

void model_free(struct model *model); /* NULL is allowed */

typedef struct model Model; /* for g_autoptr(Model) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Model, model_free)

/* Who gave the scores, in a few words without tabs: nobody is to take them for
 * anyone else's. Kept in the file and said with every explanation. */
void model_set_readers(struct model *model, const char *readers);

/* One line of agreement to be kept in the file; `text` is its further cells. */
void model_note(struct model *model, const char *text);

/* Write the file, whole or not at all. */
bool model_save(const struct model *model, const char *path, GError **error);

/*
 * Read the file at `path` for use with `framework`, which is borrowed and must
 * outlive the model. On failure NULL, and `error` is REVIEWER_ERROR_FILE or
 * REVIEWER_ERROR_STALE.
 */
struct model *model_load(
	const char *path, const struct framework *framework, GError **error);

/*
 * The documents that the model in the file at `path` was fitted to: a set of
 * SHA-256, freed with g_hash_table_unref(). Whatever framework it is for.
 */
GHashTable *model_documents(const char *path, GError **error);

#endif
