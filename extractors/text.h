/*
 * text.h - the text model: what a document says and where each line stands.
 *
 * A text is the common ground between the formats that make it (pdf, html,
 * docx, odt, image) and the forms, scores and tables that read it. It is plain
 * data. All strings are UTF-8, NFC, without soft hyphens, ligatures or
 * no-break spaces; the formats see to that through text_clean().
 *
 * Blocks stand in reading order over the whole document, not page by page: a
 * paragraph that runs over a page end is one block whose lines say on which
 * page they stand. So no sentence is ever cut at a page end, and every line
 * keeps its page and box.
 */
#ifndef LETTERMARK_TEXT_H
#define LETTERMARK_TEXT_H

#include <glib.h>
#include <stdbool.h>

/*
 * What a block is for. The values are stored: add at the end, never reorder.
 *
 * A cell with several paragraphs or items is several blocks of one row and
 * column, the items with their markers. An empty cell is none, unless it has a
 * fill: then it is a block without lines.
 */
enum text_role {
	TEXT_PARAGRAPH,
	TEXT_HEADING,
	TEXT_BULLET, /* a list item; its marker is kept apart */
	TEXT_CELL,   /* a cell of a table, or a part of one */
	TEXT_FOOTNOTE,
	TEXT_RUNNING_HEAD, /* page furniture: running head or foot */
	TEXT_PAGE_NUMBER,  /* page furniture */
	TEXT_ROLES
};

/* Where a page's words come from. Stored: add at the end. */
enum text_source {
	TEXT_FROM_LAYER, /* the file's own text */
	TEXT_FROM_OCR,   /* read from an image; see confidence */
	TEXT_FROM_NONE,  /* nothing could be read on this page */
};

/* How a line's end joins the next line. Stored: add at the end. */
enum text_join {
	TEXT_JOIN_SPACE, /* one space */
	TEXT_JOIN_KEEP,  /* nothing: a hyphen at the end belongs to the word */
	TEXT_JOIN_DROP,  /* nothing, and the hyphen goes: a broken word */
};

/* In points of 1/72 inch, origin at the page's top left, y downwards. */
struct text_box {
	float left, top, right, bottom;
};

struct text_line {
	char *text;          /* without surrounding white space; never NULL */
	int page;            /* from 1; 0 where the format has no pages */
	struct text_box box; /* all zero where the format has no pages */
	float size;          /* of most of its characters, points; 0 unknown */
	bool bold;           /* most of its characters */
	bool italic;
	enum text_join join;
};

struct text_block {
	enum text_role role;
	int level;       /* heading 1..6, bullet 1..; otherwise 0 */
	int table;       /* TEXT_CELL: number of the table, from 1; else 0 */
	int row, column; /* TEXT_CELL: from 0 */
	int row_span, column_span; /* TEXT_CELL: 1 or more; else 0 */
	char *marker;     /* the bullet or number before the item, or NULL */
	char *fill;       /* TEXT_CELL: background as "#rrggbb", or NULL */
	GPtrArray *lines; /* of struct text_line; owned */
};

struct text_page {
	int number;          /* from 1 */
	float width, height; /* points */
	enum text_source source;
	int confidence; /* of OCR, 0..100; -1 for a text layer */
};

/* Something a reader should know about: a page without words, say. */
struct text_warning {
	int page; /* 0: the whole document */
	char *message;
};

struct text {
	char *format;        /* name of the extractor, for example "pdf" */
	char *title;         /* the file's own title, or NULL; often wrong */
	GPtrArray *pages;    /* of struct text_page; empty without pages */
	GPtrArray *blocks;   /* of struct text_block, in reading order */
	GPtrArray *warnings; /* of struct text_warning */
};

/* A new empty text, freed by the caller with text_free(). */
struct text *text_new(const char *format);

/* Free `text` and all it holds. NULL is allowed. */
void text_free(struct text *text);

typedef struct text Text; /* for g_autoptr(Text) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Text, text_free)

/* Append a page; the result is borrowed until the text is freed. */
struct text_page *text_add_page(struct text *text, float width, float height);

/*
 * Append a block without lines; borrowed until the text is freed. A heading
 * or a bullet starts at level 1, a cell as the first of table 1.
 */
struct text_block *text_add_block(struct text *text, enum text_role role);

/*
 * Append a line holding a copy of `words`, cleaned by text_clean(); borrowed
 * until the text is freed.
 */
struct text_line *text_block_add_line(
	struct text_block *block, const char *words, int page);

/* Append a warning, a copy of `message`. */
void text_warn(struct text *text, int page, const char *message);

/*
 * `words` as the text model wants them: valid UTF-8 (bad bytes become U+FFFD),
 * NFC, ligatures (fi, fl, ...) spelt out, the Unicode hyphens U+2010 and
 * U+2011 a plain "-", soft hyphens, zero-width and control characters dropped,
 * every run of white space one plain space, none at the ends. Never NULL;
 * freed by the caller with g_free().
 */
char *text_clean(const char *words);

/* Where one line's words begin in the string of its block. */
struct text_start {
	size_t offset;                /* bytes into the string */
	const struct text_line *line; /* borrowed from the block */
};

/*
 * The block's lines as one running string, joined as each line's `join` says.
 * `starts`, if not NULL, is a GArray of struct text_start to which one entry
 * a line is appended, so that any offset can be led back to its page and box.
 * Freed by the caller with g_free().
 */
char *text_block_string(const struct text_block *block, GArray *starts);

/* True for roles that are page furniture, not the document's words. */
bool text_role_is_furniture(enum text_role role);

/* The role's name as --dump and --json print it, for example "heading". */
const char *text_role_name(enum text_role role);

/* Number of words outside page furniture. */
size_t text_word_count(const struct text *text);

/*
 * The text as one value, for storing and for sending between processes. A
 * floating reference: pass it on or g_variant_ref_sink() it. The same text
 * always gives the same bytes.
 */
GVariant *text_to_variant(const struct text *text);

/*
 * The text that text_to_variant() made, freed by the caller with text_free().
 * The value is checked, not trusted: on a malformed one the result is NULL and
 * `error` is set (domain TEXT_ERROR).
 */
struct text *text_from_variant(GVariant *value, GError **error);

/* Write the text as a person reads it, a role before every block. */
void text_dump(const struct text *text, GString *out);

/* Write the text as one JSON object; see the manual of lettermark-extract. */
void text_json(const struct text *text, GString *out);

#define TEXT_ERROR text_error_quark()
GQuark text_error_quark(void);

enum text_error {
	TEXT_ERROR_MALFORMED, /* a stored or received value is not a text */
};

#endif
