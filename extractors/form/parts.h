/*
 * parts.h - what the forms share: finding a wording among the passages, and
 * putting fields and sentences with their page and words into a record.
 */
#ifndef LETTERMARK_FORM_PARTS_H
#define LETTERMARK_FORM_PARTS_H

#include "extractors/dates.h"
#include "extractors/form.h"

/* A title or a heading is no longer than this, in bytes. */
enum { TITLE_MAX = 240 };

/* Where a wording was found. Held by the caller, cleared by place_clear(). */
struct place {
	guint index; /* of the passage */
	const struct passage *passage;
	const struct phrase *phrase;
	GMatchInfo *match;
	gsize begin, end; /* of the whole match in the passage's text */
};

void place_clear(struct place *place);

typedef struct place Place; /* for g_auto(Place) alone */
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Place, place_clear)

/*
 * The first passage from index `from` up to but not `to` in which a phrase of
 * `set` stands. False leaves `place` empty.
 */
bool parts_find(const struct form_source *source, const char *set, guint from,
	guint to, struct place *place);

/* The number of passages, as an end for parts_find(). */
guint parts_end(const struct form_source *source);

/* A named group of the match, freed by the caller; NULL if it took no part. */
char *place_group(const struct place *place, const char *name);

/* The sentence of `text` that byte `offset` stands in, cut to a few hundred
 * bytes; freed by the caller. */
char *parts_sentence_at(const char *text, gsize offset);

/*
 * Add a field with the page and the sentence that byte `offset` of `passage`
 * stands in; `passage` may be NULL. The result is borrowed, for its status or
 * words to be changed.
 */
struct field *parts_add_field(struct record *record, const char *name,
	const char *value, const struct passage *passage, gsize offset);

/* Add a field that is not there, with the reason. */
struct field *parts_add_missing(
	struct record *record, const char *name, enum field_status status);

/* Add what the first phrase of `set` says: its value or, where it has none, the
 * sentence that it stands in. */
void parts_add_said(struct record *record, const struct form_source *source,
	const char *name, const char *set);

/* Add an area by any of its names, its code and its region: the fields area,
 * la_code, region. NULL adds all three as absent. */
void parts_add_area(struct record *record, const struct form_source *source,
	const char *name, const struct place *place);

/* Add NAME_start and NAME_end, found in `words` on `page`. */
void parts_add_span(struct record *record, const char *name,
	const struct date_span *span, const char *words, int page);

/* Likewise as absent, never or unreadable; `words` may be NULL. */
void parts_add_missing_span(struct record *record, const char *name,
	enum field_status status, const char *words, int page);

/* Add the first day that stands at or behind a phrase of `set`. */
void parts_add_day(struct record *record, const struct form_source *source,
	const char *name, const char *set);

/* Where the next sentence of the findings goes. */
struct finding_place {
	const char *section;
	enum polarity polarity;
	bool boilerplate;
	int item;     /* of the section, from 1 */
	int sentence; /* of the item: the last one added */
};

/* Begin the next item of the section. */
void finding_place_next(struct finding_place *place);

/* Begin the next item with the sentences of `passage`, if it has any. */
void parts_add_item(struct record *record, struct finding_place *place,
	const struct passage *passage);

/* Likewise each passage from index `from` up to but not `to`. */
void parts_add_items(struct record *record, struct finding_place *place,
	const struct form_source *source, guint from, guint to);

/* Add the sentences of `passage` to the item as findings. */
void parts_add_findings(struct record *record, struct finding_place *place,
	const struct passage *passage);

#endif
