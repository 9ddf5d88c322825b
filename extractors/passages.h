/*
 * passages.h - a text as forms read it: one stretch of words after another,
 * each a heading, a paragraph, an item or a cell, without page furniture.
 */
#ifndef LETTERMARK_PASSAGES_H
#define LETTERMARK_PASSAGES_H

#include "extractors/phrases.h"
#include "extractors/text.h"

struct passage {
	const struct text_block *block; /* borrowed from the text */
	enum text_role role;
	guint line; /* its first line's place in the block */
	char *text;
	GArray *starts; /* of struct text_start: where its lines begin */
};

struct passages {
	GPtrArray *list;      /* of struct passage, in reading order */
	GPtrArray *furniture; /* likewise: running heads and feet */
};

/*
 * The passages of `text`, which must outlive them. A line, or two or three
 * together, that is a heading by the set `headings` of `phrases` stands by
 * itself, whatever block it was found in; NULL leaves every block as it is.
 * Freed by the caller with passages_free().
 */
struct passages *passages_new(const struct text *text,
	const struct phrases *phrases, const char *headings);

void passages_free(struct passages *passages);

typedef struct passages Passages; /* for g_autoptr(Passages) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Passages, passages_free)

/* The passage at index `i`, borrowed, or NULL past the end. */
const struct passage *passages_at(const struct passages *passages, guint i);

/* The page on which byte `offset` of the passage stands; 0 for none. */
int passage_page(const struct passage *passage, gsize offset);

/* True when both are cells in the same row of the same table. */
bool passage_same_row(const struct passage *a, const struct passage *b);

#endif
