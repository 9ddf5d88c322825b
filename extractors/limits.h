/*
 * limits.h - how much a document may ask for. Every cap that an extractor or
 * a worker keeps stands here, with its unit and its reason.
 */
#ifndef LETTERMARK_LIMITS_H
#define LETTERMARK_LIMITS_H

/* The longest statement of action seen runs to about 80 pages and 20 MB. */
#define LIMIT_FILE_BYTES (256u * 1024 * 1024)
#define LIMIT_PAGES      2000
#define LIMIT_TEXT_BYTES (32u * 1024 * 1024) /* words of one document */
#define LIMIT_PAGE_CHARS 200000              /* characters on one page */
#define LIMIT_PAGE_WORDS 20000               /* words on one page */
#define LIMIT_PAGE_RULES 2000 /* lines drawn on one; more are a picture */

/* Archives (docx, odt): members, one member's size, and growth. */
#define LIMIT_ZIP_MEMBERS      10000
#define LIMIT_ZIP_MEMBER_BYTES (64u * 1024 * 1024)
#define LIMIT_ZIP_RATIO        200 /* expanded bytes to stored bytes */

#define LIMIT_HTML_BYTES  (32u * 1024 * 1024)
#define LIMIT_XML_DEPTH   256
#define LIMIT_TABLE_CELLS 50000 /* in one document */

/* Of a record: each is compared with the findings, or the other list, of the
 * same document or of one that answers it. Ten or twenty weaknesses are usual,
 * and plans of two or three hundred actions are long. */
#define LIMIT_WEAKNESSES 300
#define LIMIT_ACTIONS    3000

/* A plan's tables, as forms read them. */
#define LIMIT_PLAN_ROWS       5000
#define LIMIT_PLAN_CELL_BYTES 50000

/* Pages read by OCR take one to three seconds each. */
#define LIMIT_OCR_SECONDS 240 /* of one document; then the rest is left */
#define LIMIT_OCR_PIXELS  (40u * 1000 * 1000) /* of one page or picture */
#define LIMIT_OCR_SIDE    32767 /* pixels; tesseract counts no further */

/* A worker's own, for one document. */
#define LIMIT_WORKER_MEMORY  (1024u * 1024 * 1024) /* bytes, address space */
#define LIMIT_WORKER_SECONDS 60                    /* wall clock */
#define LIMIT_WORKER_OCR     300                   /* the same, with OCR */
#define LIMIT_WORKER_OUTPUT  (64u * 1024 * 1024)   /* bytes sent back */

#endif
