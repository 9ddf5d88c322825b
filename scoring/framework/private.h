/*
 * framework/private.h - what a framework holds, for the files of this room.
 */
#ifndef LETTERMARK_FRAMEWORK_PRIVATE_H
#define LETTERMARK_FRAMEWORK_PRIVATE_H

#include "scoring/framework.h"
#include "scoring/matcher.h"
#include "scoring/rule.h"

enum mark_class {
	MARK_BUILT_IN, /* from the record: heading and section */
	MARK_QUALITY,
	MARK_SECTOR,
	MARK_AGE,
	MARK_GROUP,
	MARK_TOPIC, /* what it is about; tabled nowhere */
	MARK_CLASSES
};

/* A property of a sentence. */
struct mark {
	char *id;
	char *label; /* "naming an effect": of a sentence, for readers */
	enum mark_class class;
	bool derived;
	bool part; /* of a derived mark of its class, which stands for it */
	struct mark_filter from; /* derived: the marks that make it */
	int before; /* the mark that this says of the sentence before, or -1 */
};

/* A row of text looked for. A pattern's index is its index in the matcher. */
enum pattern_kind { PATTERN_SET_PHRASE, PATTERN_TERM, PATTERN_INDICATOR };

struct pattern {
	enum pattern_kind kind;
	int index; /* of the mark (term) or the indicator */
};

/* An indicator, and what it asks of the sentence beside its pattern. */
struct indicator_entry {
	struct indicator indicator; /* first */
	struct mark_filter filter;
};

/* A count that the model weighs: one of the file's own, or one that the
 * criterion's ladder asks for. */
struct feature {
	char *id;
	struct count own;          /* of a feature of the file */
	const struct count *count; /* that, or the ladder's */
	int cap;
};

struct criterion_entry {
	struct criterion criterion;            /* first */
	struct rule *rungs[FRAMEWORK_ANCHORS]; /* [1]: score 2; or NULL */
	GPtrArray *features; /* of struct feature: for this criterion only */
};

struct framework {
	char *id, *digest;
	/* Where it speaks another's words and has none of its own: the digest
	 * of the other's file, and how many marks come from there, the first
	 * of `marks`. */
	char *words_digest;
	guint words;
	GHashTable *works;     /* cited: key -> title */
	GPtrArray *criteria;   /* of struct criterion_entry */
	GPtrArray *marks;      /* of struct mark, built-in ones first */
	GArray *asides;        /* of struct mark_filter */
	GPtrArray *indicators; /* of struct indicator_entry, in file order */
	GPtrArray *features;   /* of struct feature */
	GArray *patterns;      /* of struct pattern, beside the matcher's */
	struct matcher *matcher;
	GHashTable *mark_index; /* id, borrowed -> index */
};

/* The built-in marks, first in every framework, in this order. */
enum { MARK_STRENGTH, MARK_DEVELOPMENT, MARK_NEUTRAL, MARK_SECTIONS };

/* Index of the mark of that id, or -1. */
int framework_mark(const struct framework *framework, const char *id);

/* Whether the marks that `framework` has from a vocabulary are those of
 * `other`, by the same numbers. */
bool framework_shares_words(
	const struct framework *framework, const struct framework *other);

/* MARK_CLASSES for a name that is none. */
enum mark_class mark_class_from_name(const char *name);

/* The marks of one class that are not part of another of it: "education", not
 * "schools" as well. */
struct marks framework_marks(
	const struct framework *framework, enum mark_class class);

static inline const struct mark *framework_nth_mark(
	const struct framework *framework, int index)
{
	return framework->marks->pdata[index];
}

static inline const struct criterion_entry *framework_entry(
	const struct framework *framework, int criterion)
{
	return framework->criteria->pdata[criterion];
}

#endif
