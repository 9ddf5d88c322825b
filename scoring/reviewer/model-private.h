/*
 * model-private.h - what a model holds, for the files of this room.
 */
#ifndef LETTERMARK_MODEL_PRIVATE_H
#define LETTERMARK_MODEL_PRIVATE_H

#include "scoring/reviewer/feature.h"
#include "scoring/reviewer/model.h"

struct model {
	const struct framework *framework;
	struct ordinal_model *weights;
	GHashTable *documents; /* SHA-256 -> name */
	char *readers;         /* who gave the scores it was fitted to */
	GPtrArray *notes;      /* of char *: lines on agreement */
	char *digest;          /* of the file, or NULL */
};

/* Without weights or documents. */
struct model *model_new(const struct framework *framework);

/* The number of each criterion's own features, freed by the caller. */
int *model_own_features(const struct framework *framework);

#endif
