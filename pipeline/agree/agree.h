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
	char *from, *to; /* sample: days an inspection may begin */
	char **excluded; /* sample: areas */
	int seed, size, regions;
	gboolean from_corpus;
	gboolean adjudicate; /* import, sheets */
	gboolean replace;    /* import */
	char **reviewer;     /* sheets: who is to score */
	char *pair;          /* report: "A,B" */
	char *sample, *out;
	char **arguments;
};

/*
 * Fit the model to the documents of the corpus that `gold` has scores for;
 * write its file, and print how far its cross-validated scores agree.
 */
bool agree_fit(const struct agree *agree, GError **error);

/*
 * Draw a stratified sample of letters, print the frame, its strata and the
 * draw, and say which of the drawn letters the corpus holds.
 */
bool agree_sample(const struct agree *agree, GError **error);

/*
 * Read the sheets that people filled in, and with `gold` a table of readers;
 * say every fault, and store each sheet that has none.
 */
bool agree_import(const struct agree *agree, GError **error);

/*
 * Compute the findings of the 2020 review for the reviewers `pair`, on all
 * letters or those of `sample`; into the folder `out`, or printed.
 */
bool agree_report(const struct agree *agree, GError **error);

/*
 * Write blind sheets for two of `reviewer` a letter, or with `adjudicate` for
 * one, of the arguments and of `sample`, into the folder `out`.
 */
bool agree_sheets(const struct agree *agree, GError **error);

#endif
