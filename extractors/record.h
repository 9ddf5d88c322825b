/*
 * record.h - what a document says, as facts: its kind, its fields with the
 * words they came from, its findings sentence by sentence, its weaknesses and
 * its actions.
 *
 * A record is plain data made by a form (form.h) from a text (text.h). Any
 * stage or writer may walk it. Strings are UTF-8; dates are ISO 8601.
 */
#ifndef LETTERMARK_RECORD_H
#define LETTERMARK_RECORD_H

#include <glib.h>
#include <stdbool.h>

/* Stored by name, through record_kind_name(). */
enum record_kind {
	RECORD_UNKNOWN,
	RECORD_OUTCOME_LETTER,
	RECORD_REVISIT_LETTER,
	RECORD_AREA_REPORT,
	RECORD_MONITORING_REPORT,
	RECORD_WSOA,
	RECORD_PROGRESS_PLAN,
	RECORD_WSOA_RESPONSE,
	RECORD_MINISTERIAL_LETTER,
	RECORD_OTHER_INSPECTION,
	RECORD_KINDS
};

/* Whether a field could be had, and if not, why. */
enum field_status {
	FIELD_FOUND,
	FIELD_ABSENT,       /* the document does not say */
	FIELD_NEVER,        /* it says: never, not before inspected */
	FIELD_UNREADABLE,   /* something stands there that cannot be read */
	FIELD_CONTRADICTED, /* it says two different things */
	FIELD_STATUSES
};

/* One fact. Names are those of documents.csv where it has such a column. */
struct field {
	char *name;
	char *value; /* NULL unless found; contradicted: the one preferred */
	enum field_status status;
	int page;   /* of `text`; 0 none */
	char *text; /* the words it came from, or NULL */
};

enum polarity {
	POLARITY_NEUTRAL,
	POLARITY_STRENGTH,
	POLARITY_DEVELOPMENT,
	POLARITIES
};

/*
 * One sentence of what inspectors found. Its id is SECTION-ITEM.SENTENCE:
 * "better-3.2" is the second sentence of the third bullet or paragraph under
 * "need to do better". Boilerplate sentences (method paragraph, legal notice)
 * are kept, marked, and never scored or tabled.
 */
struct finding {
	char *id;
	char *section; /* see SECTIONS in DESIGN: "main", "better", ... */
	enum polarity polarity; /* from the heading it stands under */
	bool boilerplate;
	int page; /* on which the sentence begins; 0 no pages */
	char *text;
};

/* Whether both are sentences of one bullet or paragraph. */
bool finding_same_item(const struct finding *a, const struct finding *b);

/*
 * A significant weakness (2016), an area for priority action or an area for
 * improvement (2023), numbered as the document lists them.
 */
struct weakness {
	char *list; /* "weakness", "priority-action" or "improvement" */
	int number; /* from 1 */
	char *text;
	char *bodies;  /* who is responsible, as printed, or NULL */
	char *verdict; /* revisit, monitoring: "sufficient", "insufficient"
			  or NULL */
	int page;
};

/* One action of a written statement of action or a plan. NULL: not given. */
struct action {
	char *weakness; /* number or heading of the weakness it answers */
	char *action;
	char *outcome;
	char *owner;
	char *due_text; /* as printed */
	char *due;      /* last day it can mean, ISO date */
	char *indicator;
	char *status; /* "red", "amber", "green", "blue", "complete" ... */
	int page;
};

struct record {
	enum record_kind kind;
	int confidence;        /* in the kind, 0..100 */
	GPtrArray *fields;     /* of struct field, in a fixed order */
	GPtrArray *findings;   /* of struct finding, in reading order */
	GPtrArray *weaknesses; /* of struct weakness */
	GPtrArray *actions;    /* of struct action */
	GPtrArray *warnings;   /* of struct text_warning */
};

/* A new empty record, freed by the caller with record_free(). */
struct record *record_new(enum record_kind kind);

/* Free `record` and all it holds. NULL is allowed. */
void record_free(struct record *record);

typedef struct record Record; /* for g_autoptr(Record) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Record, record_free)

/*
 * Append a field; all strings are copied. `value` may be NULL. A field of the
 * same name must not stand there already.
 */
struct field *record_add_field(struct record *record, const char *name,
	enum field_status status, const char *value);

/* The field of that name, borrowed until the record is freed, or NULL. */
const struct field *record_field(const struct record *record, const char *name);

/* Its value where found or contradicted, borrowed; otherwise NULL. */
const char *record_value(const struct record *record, const char *name);

/* Append an empty one, borrowed until the record is freed. */
struct finding *record_add_finding(struct record *record);
struct weakness *record_add_weakness(struct record *record);
struct action *record_add_action(struct record *record);

/* Append a warning, a copy of `message`; `page` 0 for the whole document. */
void record_warn(struct record *record, int page, const char *message);

/* True for the kinds that are scored. */
bool record_kind_is_scored(enum record_kind kind);

/* "outcome-letter" and so on; the inverse gives RECORD_UNKNOWN for others. */
const char *record_kind_name(enum record_kind kind);
enum record_kind record_kind_from_name(const char *name);
const char *field_status_name(enum field_status status);
enum field_status field_status_from_name(const char *name);
const char *polarity_name(enum polarity polarity);
enum polarity polarity_from_name(const char *name);

/*
 * The record as one value with a fixed byte form, from which its digest is
 * taken. A floating reference.
 */
GVariant *record_to_variant(const struct record *record);

/* Write the record as a person reads it, one line a fact or sentence. */
void record_dump(const struct record *record, GString *out);

#endif
