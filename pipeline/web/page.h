/*
 * page.h - the links on a page of the web, found by XPath.
 */
#ifndef LETTERMARK_PAGE_H
#define LETTERMARK_PAGE_H

#include "corpus/store/web.h"
#include "pipeline/web/sources.h"

/*
 * The links that `reader` finds on the page that came from `address`: a
 * GPtrArray of struct store_link that frees its members, each address once, in
 * the order of the page, with label and day of publication where the page says
 * so. The address of the next page goes to *next, freed by the caller, or NULL.
 * Whatever the bytes are there is an answer; of what is no page it is empty.
 */
GPtrArray *page_read(const struct reader *reader, const char *address,
	GBytes *bytes, char **next);

#endif
