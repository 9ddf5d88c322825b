/*
 * writers.h - what a source can be written as. The same source and the same
 * fonts give the same bytes. On failure false, and `error` is set.
 */
#ifndef LETTERMARK_WRITERS_H
#define LETTERMARK_WRITERS_H

#include "corpus/typeset/source.h"

/* A PDF laid out in the manner of the inspectorates' letters. */
bool write_pdf(const struct source *source, const char *path, GError **error);

/* Word and OpenDocument: the same words; boxes become paragraphs. */
bool write_docx(const struct source *source, const char *path, GError **error);
bool write_odt(const struct source *source, const char *path, GError **error);

/* One member of an archive. */
struct member {
	const char *name;
	const char *text;
};

/* A zip archive of the members as they stand, stored, without a clock. */
bool write_zip(
	const char *path, const struct member *members, int n, GError **error);

/*
 * Write `count` different letters into `folder`, made by recombining the
 * sentences of `sources` (of struct source) under `seed`.
 */
struct recipe {
	const GPtrArray *sources;
	int count;
	guint32 seed;
};
bool write_many(
	const struct recipe *recipe, const char *folder, GError **error);

#endif
