/*
 * site/parts.h - pieces that stand on more than one page.
 *
 * `root` is the way to the site's top: "../" or "".
 */
#ifndef LETTERMARK_SITE_PARTS_H
#define LETTERMARK_SITE_PARTS_H

#include "pipeline/writers/site.h"

/* What the colours and numbers of the scale mean. */
void part_key(GString *out, const struct site *site);

/* A value as a coloured chip, or a dash where there is none. */
void part_mark(GString *out, const struct site *site, int value);

/* Why each reviewer gave the score, a line each. */
void part_why(GString *out, const struct site *site,
	const struct site_document *document, int criterion);

/* A cell of a table with the value, leading to its evidence. */
void part_cell(GString *out, const struct site *site,
	const struct site_document *document, int criterion, const char *root);

/* A cell with a mean to one decimal; empty for 0. */
void part_mean(GString *out, double mean);

/* The short name of a criterion as a link to its page. */
void part_criterion(
	GString *out, const struct site *site, int criterion, const char *root);

/* The name of an area as a link to its page, at a document's place in it. */
void part_area(
	GString *out, const struct site_document *document, const char *root);

/*
 * A link to a page of the original, or to its publisher, that reads `words`;
 * the bare words where neither is to be had. `page` may be NULL.
 */
void part_original(GString *out, const struct site *site,
	const struct site_document *document, const char *page,
	const char *words);

/* Words of a document, and where they stand in it. */
struct quote {
	const struct site_document *document;
	const char *text;
	const char *page; /* NULL where the document has none */
	const char *note; /* HTML that follows the page, or NULL */
};

/* The quotation with a link to its page. */
void part_quote(
	GString *out, const struct site *site, const struct quote *quote);

/* What a flag says, for people: the label of "flag:ID". Borrowed. */
const char *part_flag(const struct site *site, const char *id);

/* "4 March 2024", "inspected 19 January 2024" for a document that bears no
 * date of publication, or "undated"; caller frees. */
char *part_day(const struct site *site, const struct site_document *document);

/* "Full inspection report (2023 framework), 4 March 2024"; caller frees. */
char *part_title(const struct site *site, const struct site_document *document);

/* The parts of an area's page, each without its heading: nothing at all where
 * the document has nothing of it. */

/* For each criterion the sentences behind its score. */
void part_evidence(GString *out, const struct site *site,
	const struct site_document *document);

/* What a document says of each statutory duty. */
void part_duties(GString *out, const struct site *site,
	const struct site_document *document);

/* How many documents name, imply or leave out each duty. */
void part_duties_all(GString *out, const struct site *site);

/* How many sentences speak of each sector. */
void part_balance(GString *out, const struct site *site,
	const struct site_document *document);

/* The same over all scored documents. */
void part_balance_all(GString *out, const struct site *site);

/* The findings of one section; nothing where it has none. */
void part_section(GString *out, const struct site *site,
	const struct site_document *document, const char *section);

/* Every other finding, section by section: those of what is to be done come
 * first on a page. */
void part_findings(GString *out, const struct site *site,
	const struct site_document *document);

/* What followed upon the area's latest inspection, as a list; see tracker.html.
 * Nothing where the tracker does not have it. */
void part_tracker(
	GString *out, const struct site *site, const struct site_area *area);

/* What came, changed or went on the web since the fetch before; nothing where
 * nothing did. */
void part_changes(GString *out, const struct site *site);

/* Open a cell that is sorted by `key` where that is not its words; NULL for
 * its words. */
void part_sorted_cell(GString *out, const char *classes, const char *key);

/* Open and close a table that scrolls sideways where the screen is narrow. */
void part_table(GString *out, const char *caption, const char *classes,
	const char *const *heads);
void part_table_end(GString *out);

#endif
