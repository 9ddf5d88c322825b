/*
 * agree.h - what the commands of lettermark-agree share.
 */
#ifndef LETTERMARK_AGREE_H
#define LETTERMARK_AGREE_H

#include "pipeline/stage.h"

/* The options, NULL where not given, and the arguments. */
struct agree {
	struct stage *stage;
	char *model; /* path of the model file, given or not */
	char *framework, *gold, *csv, *scores, *readers;
	char **arguments;
};

/*
 * Fit the model to the documents of the corpus that `gold` has scores for;
 * write its file, and print how far its cross-validated scores agree.
 */
bool agree_fit(const struct agree *agree, GError **error);

#endif
