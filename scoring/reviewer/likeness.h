/*
 * likeness.h - how much of one wording another covers: to tell which finding
 * stands behind an area for development, and which action answers a weakness,
 * when each is quoted with small changes.
 */
#ifndef LETTERMARK_LIKENESS_H
#define LETTERMARK_LIKENESS_H

#include <glib.h>

struct wording; /* the content words of a text, without their endings */

/* The wording of `text`, freed by the caller with wording_free(). */
struct wording *wording_new(const char *text);

void wording_free(struct wording *wording);

typedef struct wording Wording; /* for g_autoptr(Wording) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Wording, wording_free)

/*
 * The share of the content words of `asked` that `given` has too, 0 to 1.
 * Common words of the field ("children", "SEND", "area") count a quarter, so
 * that two texts are not alike for naming whom both are about. 0 where
 * `asked` has no content word.
 */
double wording_covers(const struct wording *given, const struct wording *asked);

#endif
