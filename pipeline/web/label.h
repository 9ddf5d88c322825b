/*
 * label.h - what the text of a link tells about the document behind it.
 */
#ifndef LETTERMARK_LABEL_H
#define LETTERMARK_LABEL_H

#include <glib.h>

struct label {
	char *text;      /* in one line, single spaces */
	char *format;    /* "pdf", "docx", "odt", "html"; NULL where not said */
	char *published; /* ISO day; NULL where not said */
};

/*
 * Read "Area SEND full inspection, pdf - 15 July 2024", in any case and
 * spacing, with parts missing. The day of publication is the single day that
 * ends the text after a dash, the format or the word "published"; days with
 * "to" between them ("6 to 10 February 2023") are those of an inspection.
 * Text that is not UTF-8 reads as empty. Cleared with label_clear().
 */
void label_read(const char *text, struct label *label);
void label_clear(struct label *label);

#endif
