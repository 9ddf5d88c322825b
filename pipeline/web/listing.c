/*
 * web/listing.c - a listing of documents on the web: its pages one after
 * another, and then its links, unless they look wrong.
 */
#include "pipeline/web/private.h"

#include <string.h>

#include "extractors/limits.h"
#include "pipeline/web/page.h"

#define PAGES_MAX 200 /* of one listing */

/* As many pages without a single document between them are no coincidence. */
#define BARE_PAGES_MAX 10

/* One page that was read; `answer` borrows from the rest. */
struct leaf {
	char *address, *final, *headers, *etag, *modified;
	int status;
	GPtrArray *links;
	bool same; /* 304: the links are those of last time */
};

/* A listing being read, page after page. */
struct visit {
	struct web *web;
	const struct reader *reader;
	char *source; /* address or template */
	char *area;   /* of what is found there, where known */
	bool root;
	GPtrArray *leaves; /* of struct leaf */
	GHashTable *links; /* addresses on them all; borrowed */
	bool failed;
};

static void leaf_free(gpointer data)
{
	struct leaf *leaf = data;

	g_free(leaf->address);
	g_free(leaf->final);
	g_free(leaf->headers);
	g_free(leaf->etag);
	g_free(leaf->modified);
	g_ptr_array_unref(leaf->links);
	g_free(leaf);
}

void web_visit_free(gpointer data)
{
	struct visit *visit = data;

	g_free(visit->source);
	g_free(visit->area);
	g_ptr_array_unref(visit->leaves);
	g_hash_table_unref(visit->links);
	g_free(visit);
}

static void fail(const struct visit *visit, const char *address,
	const char *problem, const char *detail)
{
	stage_say(visit->web->stage, STAGE_ERROR, address, 0, problem, detail);
	visit->web->counts->failed++;
}

/* --- its links ----------------------------------------------------------- */

/* The area that a link to a provider's page names, by name or number. */
static const char *area_of_link(
	const struct web *web, const struct store_link *link)
{
	const GPtrArray *all = register_areas(web->areas);
	const char *last = strrchr(link->address, '/') + 1;
	const struct area *area =
		link->label != NULL ? register_find(web->areas, link->label)
				    : NULL;

	for (guint i = 0; area == NULL && i < all->len; i++) {
		const struct area *one = all->pdata[i];

		if (*one->urn != '\0' && strcmp(one->urn, last) == 0)
			area = one;
	}
	return area != NULL ? area->name : NULL;
}

static void follow_page(const struct visit *visit, const struct reader *reader,
	const struct store_link *link)
{
	struct web *web = visit->web;
	const char *area =
		visit->area != NULL ? visit->area : area_of_link(web, link);

	if (area == NULL)
		stage_say(web->stage, STAGE_WARNING, link->address, 0,
			"no area of that name in the register", link->label);
	if (web->options->only_area != NULL &&
		g_strcmp0(area, web->options->only_area) != 0)
		return;
	if (g_hash_table_add(web->seen, g_strdup(link->address)))
		web_visit(web, reader, link->address, area, false);
}

static void follow(const struct visit *visit, struct store_link *link)
{
	struct web *web = visit->web;
	const struct reader *reader =
		sources_reader(web->sources, visit->reader->leads_to);

	if (reader != NULL) {
		follow_page(visit, reader, link);
		return;
	}
	if (link->area == NULL)
		link->area = g_strdup(visit->area);
	/* A page of letters about all areas does not say whose each is. */
	if (web->options->only_area == NULL || link->area == NULL ||
		strcmp(link->area, web->options->only_area) == 0)
		web_find_document(web, visit->reader, link);
}

static void follow_all(const struct visit *visit, GPtrArray *links)
{
	for (guint i = 0; i < links->len && !visit->web->broken; i++)
		follow(visit, links->pdata[i]);
}

static bool record(const struct visit *visit, GError **error)
{
	const GPtrArray *leaves = visit->leaves;
	g_autofree struct store_page *pages =
		g_new0(struct store_page, leaves->len);
	const struct store_listing listing = {.source = visit->source,
		.reader = visit->reader->name,
		.root = visit->root,
		.pages = pages,
		.n_pages = leaves->len};

	for (guint i = 0; i < leaves->len; i++) {
		const struct leaf *leaf = leaves->pdata[i];

		pages[i].answer =
			(struct store_answer){.address = leaf->address,
				.final = leaf->final,
				.headers = leaf->headers,
				.etag = leaf->etag,
				.modified = leaf->modified,
				.status = leaf->status};
		pages[i].links = leaf->same ? NULL : leaf->links;
	}
	return visit->web->options->dry_run ||
	       store_web_put_listing(visit->web->stage->store, visit->web->run,
		       &listing, error);
}

/* What is suspicious about the number of links, in one line, or NULL. */
static char *doubt(const struct visit *visit, guint before)
{
	guint links = g_hash_table_size(visit->links);
	guint share = (guint)visit->reader->share;

	if (links == 0 && before == 0 && visit->root)
		return g_strdup("no links");
	if (links == 0 && before > 0)
		return g_strdup_printf("no links where there were %u", before);
	if (visit->web->options->accept_fewer || links * 100 >= share * before)
		return NULL;
	return g_strdup_printf("%u links where there were %u", links, before);
}

/* No documents on page after page: it is the reader that is out of date. */
static void count_bare(const struct visit *visit)
{
	GHashTable *bare = visit->web->bare;
	gpointer name = visit->reader->name;
	int pages = GPOINTER_TO_INT(g_hash_table_lookup(bare, name));

	if (pages < 0)
		return;
	pages = g_hash_table_size(visit->links) > 0 ? -1 : pages + 1;
	g_hash_table_insert(bare, name, GINT_TO_POINTER(pages));
	if (pages == BARE_PAGES_MAX)
		fail(visit, visit->source,
			"no link on page after page: has the site changed? "
			"mend readers.tsv",
			visit->reader->name);
}

static void finish_visit(struct visit *visit)
{
	struct web *web = visit->web;
	GError *error = NULL;
	g_autoptr(GPtrArray) before = store_web_source_links(
		web->stage->store, visit->source, visit->reader->name, &error);
	g_autofree char *problem = NULL;

	if (before == NULL) {
		web_break_off(web, error);
		return;
	}
	if (!visit->failed) {
		problem = doubt(visit, before->len);
		count_bare(visit);
	}
	if (problem != NULL)
		fail(visit, visit->source, problem,
			"has the site changed? see readers.tsv");
	if (problem == NULL && !visit->failed && !record(visit, &error)) {
		web_break_off(web, error);
		return;
	}
	for (guint i = 0; i < visit->leaves->len; i++)
		follow_all(
			visit, ((struct leaf *)visit->leaves->pdata[i])->links);
	if (problem != NULL || visit->failed)
		follow_all(visit, before);
}

/* --- its pages ----------------------------------------------------------- */

static void on_page(const struct http_answer *told, void *user);

static void ask_page(struct visit *visit, const char *address)
{
	struct web *web = visit->web;
	struct store_known known;
	struct http_request request = {
		.address = address, .limit = LIMIT_HTML_BYTES};
	GError *error = NULL;

	if (!store_web_known(web->stage->store, address, &known, &error)) {
		web_break_off(web, error);
		return;
	}
	/* A page that is the same does not say which one comes next. */
	if (visit->reader->next == NULL) {
		request.etag = known.etag;
		request.modified = known.modified;
	}
	http_get(web->http, &request, on_page, visit);
	store_known_clear(&known);
}

/* The address of the page that begins behind the links seen so far. */
static char *page_by_count(const struct visit *visit)
{
	g_auto(GStrv) parts = g_strsplit(visit->source, SOURCES_START, 2);
	g_autofree char *filled = NULL;

	if (parts[1] == NULL)
		return NULL;
	filled = g_strdup_printf(
		"%s%u%s", parts[0], g_hash_table_size(visit->links), parts[1]);
	return http_resolve(NULL, filled);
}

/* How many of the links were not on an earlier page. */
static guint add_links(struct visit *visit, const GPtrArray *links)
{
	guint fresh = 0;

	for (guint i = 0; i < links->len; i++) {
		struct store_link *link = links->pdata[i];

		if (g_hash_table_add(visit->links, link->address))
			fresh++;
	}
	return fresh;
}

/* The links of the page as it is now; NULL when the corpus cannot be read. */
static GPtrArray *links_of(const struct visit *visit,
	const struct http_answer *told, char **next, GError **error)
{
	*next = NULL;
	if (told->result == HTTP_SAME)
		return store_web_links(
			visit->web->stage->store, told->address, error);
	return page_read(visit->reader, told->final, told->body, next);
}

static struct leaf *leaf_new(const struct http_answer *told, GPtrArray *links)
{
	struct leaf *leaf = g_new0(struct leaf, 1);

	leaf->address = g_strdup(told->address);
	leaf->final = g_strdup(told->final);
	leaf->headers = g_strdup(told->headers);
	leaf->etag = g_strdup(told->etag);
	leaf->modified = g_strdup(told->modified);
	leaf->status = told->status;
	leaf->links = links;
	leaf->same = told->result == HTTP_SAME;
	return leaf;
}

static void take_page(struct visit *visit, const struct http_answer *told)
{
	g_autofree char *next = NULL;
	GError *error = NULL;
	GPtrArray *links = links_of(visit, told, &next, &error);
	guint fresh;

	if (links == NULL) {
		web_break_off(visit->web, error);
		return;
	}
	g_ptr_array_add(visit->leaves, leaf_new(told, links));
	fresh = add_links(visit, links);
	if (next == NULL && fresh > 0)
		next = page_by_count(visit);
	if (next != NULL && fresh > 0 && visit->leaves->len < PAGES_MAX)
		ask_page(visit, next);
	else
		finish_visit(visit);
}

static void fail_page(struct visit *visit, const struct http_answer *told)
{
	struct web *web = visit->web;
	const struct store_answer answer = web_log_of(told);
	GError *error = NULL;

	fail(visit, told->address, told->problem, NULL);
	visit->failed = true;
	if (!web->options->dry_run &&
		!store_web_put_answer(web->stage->store, web->run, NULL,
			&answer, NULL, &error))
		web_break_off(web, error);
	else
		finish_visit(visit);
}

static void on_page(const struct http_answer *told, void *user)
{
	if (told->problem == NULL)
		take_page(user, told);
	else
		fail_page(user, told);
}

void web_visit(struct web *web, const struct reader *reader, const char *source,
	const char *area, bool root)
{
	struct visit *visit = g_new0(struct visit, 1);
	g_autofree char *first = NULL;

	visit->web = web;
	visit->reader = reader;
	visit->source = g_strdup(source);
	visit->area = g_strdup(area);
	visit->root = root;
	visit->leaves = g_ptr_array_new_with_free_func(leaf_free);
	visit->links = g_hash_table_new(g_str_hash, g_str_equal);
	g_ptr_array_add(web->visits, visit);
	first = page_by_count(visit);
	if (first == NULL && strstr(source, SOURCES_START) != NULL)
		fail(visit, source, "no address of the web", NULL);
	else
		ask_page(visit, first != NULL ? first : source);
}
