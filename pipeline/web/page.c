/*
 * page.c - reads pages with libxml2's parser for HTML, which mends what it can.
 */
#include "pipeline/web/page.h"
#include "extractors/limits.h"
#include "pipeline/web/http.h"
#include "pipeline/web/label.h"
#include <libxml/HTMLparser.h>
#include <libxml/xpath.h>
#include <string.h>

#define LINKS_MAX 10000 /* on one page */

/* An expression may find the words of a whole page for each of its links, or
 * walk all of it. Labels that are the links' own come to a page's size. */
#define LABELS_BYTES_MAX (2 * LIMIT_HTML_BYTES)
#define STEPS_MAX        20000000ul /* of libxml2, in all; a link takes three */

struct page {
	const char *address;
	xmlDoc *tree;
	xmlXPathContext *context;
	gsize labels; /* bytes of them so far */
};

static xmlXPathObject *find(
	const struct page *page, xmlNode *from, const char *expression)
{
	page->context->node = from;
	return xmlXPathEvalExpression(
		(const xmlChar *)expression, page->context);
}

static char *target(const struct page *page, xmlNode *node)
{
	xmlChar *reference = xmlGetProp(node, (const xmlChar *)"href");
	char *address = NULL;

	if (reference != NULL)
		address = http_resolve(page->address, (const char *)reference);
	xmlFree(reference);
	return address;
}

static char *text_at(struct page *page, xmlNode *node, const char *expression)
{
	xmlXPathObject *found = find(page, node, expression);
	xmlChar *text = found != NULL ? xmlXPathCastToString(found) : NULL;
	char *copy = g_strdup((const char *)text);

	page->labels += copy != NULL ? strlen(copy) : 0;
	xmlFree(text);
	xmlXPathFreeObject(found);
	return copy;
}

/* Takes `address`. */
static struct store_link *read_link(struct page *page,
	const struct reader *reader, xmlNode *node, char *address)
{
	g_autofree char *text = text_at(page, node, reader->label);
	struct store_link *link = g_new0(struct store_link, 1);
	struct label label;

	label_read(text != NULL ? text : "", &label);
	link->address = address;
	link->published = g_steal_pointer(&label.published);
	if (*label.text != '\0')
		link->label = g_steal_pointer(&label.text);
	label_clear(&label);
	return link;
}

static void read_links(
	struct page *page, const struct reader *reader, GPtrArray *links)
{
	xmlXPathObject *found =
		find(page, xmlDocGetRootElement(page->tree), reader->links);
	const xmlNodeSet *nodes = found != NULL ? found->nodesetval : NULL;
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (int i = 0;
		nodes != NULL && i < nodes->nodeNr && links->len < LINKS_MAX &&
		page->labels < LABELS_BYTES_MAX;
		i++) {
		char *address = target(page, nodes->nodeTab[i]);

		if (address == NULL || !g_hash_table_add(seen, address))
			g_free(address);
		else
			g_ptr_array_add(
				links, read_link(page, reader,
					       nodes->nodeTab[i], address));
	}
	xmlXPathFreeObject(found);
}

static char *read_next(const struct page *page, const struct reader *reader)
{
	xmlXPathObject *found =
		find(page, xmlDocGetRootElement(page->tree), reader->next);
	const xmlNodeSet *nodes = found != NULL ? found->nodesetval : NULL;
	char *next = nodes != NULL && nodes->nodeNr > 0
			     ? target(page, nodes->nodeTab[0])
			     : NULL;

	xmlXPathFreeObject(found);
	return next;
}

static void ignore(void *user, xmlError *error)
{
	(void)user;
	(void)error;
}

GPtrArray *page_read(const struct reader *reader, const char *address,
	GBytes *bytes, char **next)
{
	GPtrArray *links = g_ptr_array_new_with_free_func(store_link_free);
	gsize size;
	const char *data = g_bytes_get_data(bytes, &size);
	struct page page = {.address = address};

	*next = NULL;
	if (size > 0 && size <= G_MAXINT)
		page.tree = htmlReadMemory(data, (int)size, NULL, NULL,
			HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
				HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
	if (page.tree != NULL && xmlDocGetRootElement(page.tree) != NULL) {
		page.context = xmlXPathNewContext(page.tree);
		page.context->error = (xmlStructuredErrorFunc)ignore;
		page.context->opLimit = STEPS_MAX;
		read_links(&page, reader, links);
		if (reader->next != NULL)
			*next = read_next(&page, reader);
		xmlXPathFreeContext(page.context);
	}
	xmlFreeDoc(page.tree);
	return links;
}
