/*
 * literals.h - the words without which a pattern cannot match.
 *
 * Nearly every pattern of a framework needs some fixed string to stand in the
 * sentence. Looking for all those strings at once (prefilter.h) is many times
 * cheaper than running every pattern.
 */
#ifndef LETTERMARK_LITERALS_H
#define LETTERMARK_LITERALS_H

#include <glib.h>

/*
 * A set of strings (lower-case ASCII), one of which at least occurs, without
 * regard to case, in any subject that matches the caseless PCRE2 `pattern`: a
 * GPtrArray that frees its members. NULL where no useful set is known, as for
 * patterns with syntax that is not understood here; such a pattern must always
 * be run. Never wrong, sometimes NULL.
 */
GPtrArray *literals_of(const char *pattern);

#endif
