/* passages-private.h - what the parts of passages share. */
#ifndef LETTERMARK_PASSAGES_PRIVATE_H
#define LETTERMARK_PASSAGES_PRIVATE_H

#include "extractors/passages.h"

/*
 * If several wordings of `set` stand in the midst of the passage, add its
 * parts to `list` and return true; the passage itself is left to the caller.
 */
bool passages_cut(GPtrArray *list, const struct phrases *phrases,
	const char *set, const struct passage *passage);

#endif
