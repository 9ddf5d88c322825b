/*
 * pdf-lines.h - the content of pages without the words on them.
 *
 * Where a page is drawn for its rules and shading alone, reading what it
 * writes, token by token, would take Poppler nine tenths of the time. So the
 * words are cut out of the content first, and with them what is only there
 * for them: colours, clips and the groups in which they stand.
 *
 * Operators are those of ISO 32000-1, annex A.
 */
#ifndef LETTERMARK_PDF_LINES_H
#define LETTERMARK_PDF_LINES_H

#include <glib.h>
#include <stdbool.h>

/*
 * Cut the words out of every stream of content in the file `data`, in place:
 * each stream keeps its length, and what is not surely understood is left.
 */
void pdf_lines_keep(char *data, gsize size);

/*
 * Append to `out` what the `size` bytes at `data`, one whole stream of
 * content, do but write. False where they are no content, or more than this
 * understands: `out` then holds nothing of use.
 */
bool pdf_lines_of(const char *data, gsize size, GString *out);

#endif
