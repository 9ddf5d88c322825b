/*
 * html-main.h - which part of a web page is its subject, and which is
 * navigation, banners and the like.
 */
#ifndef LETTERMARK_HTML_MAIN_H
#define LETTERMARK_HTML_MAIN_H

#include <libxml/tree.h>
#include <stdbool.h>

/*
 * True for an element that nobody came to read: not shown, not text, or page
 * furniture by its name, role or class. `in_main` says that it stands within
 * the element html_main() found, where a <header> is the subject's own.
 */
bool html_is_dropped(const xmlNode *element, bool in_main);

/*
 * The element that holds the subject of the page: <main>, else the longest
 * <article>, else the innermost element that holds most of the running text.
 * `root` itself where nothing better is found.
 */
xmlNode *html_main(xmlNode *root);

/* True when the element's attribute `name` is `value`, in any case. */
bool html_attribute_is(
	const xmlNode *element, const char *name, const char *value);

#endif
