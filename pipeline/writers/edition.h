/*
 * edition.h - all that lettermark-report writes, made from the last edition in
 * the same folder as far as nothing changed.
 *
 * An edition is byte for byte what it would be if it were made from nothing.
 * What is remembered of the last one, in ".lettermark-last" beside its files,
 * is trusted only where each of them is as it was left; otherwise, and where
 * the program, the criteria or the choice of reviewers is another, and after
 * the machine was started anew, all is made again. The memory goes before the
 * first file is touched and comes back after the last, so that an edition that
 * was broken off is followed by one from nothing.
 */
#ifndef LETTERMARK_EDITION_H
#define LETTERMARK_EDITION_H

#include "pipeline/writers/writer.h"

/*
 * Write the edition into `folder`. With `whole`, whatever stands there is not
 * trusted. Returns a line that says what was done, freed by the caller; NULL
 * on failure. `report->tables` are not loaded yet.
 */
char *edition_write(const struct report *report, const char *folder, bool whole,
	GError **error);

#endif
