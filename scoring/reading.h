/*
 * reading.h - what a framework sees in one document: the marks on every
 * sentence and the evidence for every criterion.
 *
 * Boilerplate sentences are not read. A sentence is evidence for a criterion
 * at most once an indicator. White space is read as single spaces, and the
 * typographic apostrophe as the plain one.
 */
#ifndef LETTERMARK_READING_H
#define LETTERMARK_READING_H

#include "extractors/record.h"
#include "scoring/framework.h"
#include "scoring/marks.h"

/* One use of a finding for a criterion. */
struct evidence {
	int criterion;                     /* index in the framework */
	int finding;                       /* index in the record's findings */
	const struct indicator *indicator; /* borrowed from the framework */
	double weight;
};

struct reading;

/*
 * Read the findings of `record`. Both are borrowed and must outlive the
 * reading. Freed by the caller with reading_free(). Never fails: a pattern
 * that runs over its match limit counts as not matching (see
 * reading_overruns()).
 */
struct reading *reading_new(
	const struct framework *framework, const struct record *record);

/*
 * The same for the record of `other`, by a framework that may speak the words
 * of the other's (<vocabulary>): then the marks are taken over from there and
 * only evidence is looked for, which is much quicker.
 */
struct reading *reading_new_beside(
	const struct framework *framework, const struct reading *other);

void reading_free(struct reading *reading);

typedef struct reading Reading; /* for g_autoptr(Reading) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reading, reading_free)

const struct record *reading_record(const struct reading *reading);
const struct framework *reading_framework(const struct reading *reading);

/*
 * The evidence for one criterion, in order of finding, then of indicator in
 * the file: a GArray of struct evidence, borrowed.
 */
const GArray *reading_evidence(const struct reading *reading, int criterion);

/*
 * Append to `findings` (of int) the findings of rows of evidence, each once,
 * as several indicators may find one: those of one aspect, or (NULL) all.
 */
void evidence_findings(
	const GArray *evidence, const char *aspect, GArray *findings);

/*
 * The ids of the marks of one class ("sector", "age", "quality", "group") on a
 * finding, in the file's order: a NULL-terminated array of borrowed strings,
 * itself freed by the caller with g_free().
 */
const char **reading_marks(
	const struct reading *reading, int finding, const char *class);

/* All marks of a finding; borrowed. */
const struct marks *reading_all_marks(
	const struct reading *reading, int finding);

/*
 * Put a sentence into `out` as patterns are to see it: runs of white space,
 * no-break spaces among them, one space, quotation marks plain, and of a
 * "sentence" beyond any length, which is broken text, the beginning.
 */
void reading_plain(GString *out, const char *text);

/* A number shared by the sentences of one bullet or paragraph. */
int reading_item(const struct reading *reading, int finding);

/* How often a pattern ran over its match limit. */
int reading_overruns(const struct reading *reading);

/* Whether the finding has the mark of that id; false for an unknown id. */
bool reading_has(const struct reading *reading, int finding, const char *mark);

#endif
