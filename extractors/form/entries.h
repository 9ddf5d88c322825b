/*
 * entries.h - a list of areas for action, as reports set it: a table of one
 * column (areas) or two (responsible body, area), whose rows may run over a
 * page, or a plain list.
 */
#ifndef LETTERMARK_FORM_ENTRIES_H
#define LETTERMARK_FORM_ENTRIES_H

#include "extractors/form.h"

struct entry {
	char *bodies;        /* who is responsible, as printed, or NULL */
	GPtrArray *passages; /* of struct passage, borrowed; one or more */
};

/*
 * The entries in the passages from index `from` up to but not `to`: a
 * GPtrArray of struct entry that frees its members. Rows that repeat the
 * table's head (the set "table-head") are left out.
 */
GPtrArray *entries_read(const struct form_source *source, guint from, guint to);

/*
 * Likewise of an array of struct passage, none of which repeats a head. Noun
 * phrases without full stops are one entry each.
 */
GPtrArray *entries_of(const GPtrArray *passages);

/* All its words, freed by the caller. */
char *entry_text(const struct entry *entry);

/* The page on which it begins. */
int entry_page(const struct entry *entry);

#endif
