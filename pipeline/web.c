/*
 * web.c - from sources to documents.
 */
#include "pipeline/web.h"
#include "corpus/store-web.h"
#include "extractors/limits.h"
#include "pipeline/content.h"
#include "pipeline/page.h"
#include "pipeline/places.h"
#include <stdio.h>
#include <string.h>

#define PAGES_MAX 200 /* of one listing */

/* As many pages without a single document between them are no coincidence. */
#define BARE_PAGES_MAX 10

struct web {
	struct stage *stage;
	struct http *http;
	const struct sources *sources;
	const struct area_register *areas;
	const struct web_options *options;
	struct web_counts *counts;
	gint64 run;         /* in the fetch log; 0 when nothing is written */
	GHashTable *seen;   /* addresses asked for or known, this run */
	GHashTable *bare;   /* pages without links so far, by reader */
	GPtrArray *visits;  /* of struct visit, to be freed at the end */
	GHashTable *wanted; /* of struct wanted, not answered yet */
	int asked;          /* documents */
	bool broken;        /* the corpus cannot be written */
};

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

/* A document being asked for. */
struct wanted {
	struct web *web;
	const struct reader *reader; /* that found it, or NULL */
	struct store_link link;
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

static void visit_free(gpointer data)
{
	struct visit *visit = data;

	g_free(visit->source);
	g_free(visit->area);
	g_ptr_array_unref(visit->leaves);
	g_hash_table_unref(visit->links);
	g_free(visit);
}

static void wanted_free(gpointer data)
{
	struct wanted *wanted = data;

	g_free(wanted->link.address);
	g_free(wanted->link.area);
	g_free(wanted->link.kind);
	g_free(wanted->link.label);
	g_free(wanted->link.published);
	g_free(wanted);
}

/* The corpus cannot be written: nothing more is asked for. */
static void break_off(struct web *web, GError *error)
{
	if (!web->broken)
		stage_say(web->stage, STAGE_FATAL, NULL, 0,
			"the corpus cannot be written",
			error != NULL ? error->message : NULL);
	web->broken = true;
	http_stop(web->http);
	g_clear_error(&error);
}

static struct store_answer log_of(const struct http_answer *answer)
{
	return (struct store_answer){.address = answer->address,
		.final = answer->final,
		.headers = answer->headers,
		.etag = answer->etag,
		.modified = answer->modified,
		.problem = answer->problem,
		.status = answer->status,
		.gone = answer->result == HTTP_GONE};
}

/* --- documents ----------------------------------------------------------- */

/* The address's last part that is not empty, or its host. */
static char *stem_of(const char *address)
{
	g_autofree char *bare = g_strndup(address, strcspn(address, "?#"));
	g_autofree char *name = NULL;

	while (g_str_has_suffix(bare, "/"))
		bare[strlen(bare) - 1] = '\0';
	name = g_uri_unescape_string(strrchr(bare, '/') + 1, "/");
	return place_stem(
		name != NULL && *name != '\0' ? name : strrchr(bare, '/') + 1);
}

static void count_change(struct web *web, const char *change)
{
	if (g_strcmp0(change, "new") == 0)
		web->counts->fresh++;
	else if (g_strcmp0(change, "changed") == 0)
		web->counts->changed++;
	else
		web->counts->known++;
}

/* Anything but a document that can be taken. */
static void note_answer(struct wanted *wanted,
	const struct store_answer *answer, const char *problem)
{
	struct web *web = wanted->web;
	GError *error = NULL;
	bool gone = false;

	if (!store_web_put_answer(web->stage->store, web->run, &wanted->link,
		    answer, &gone, &error)) {
		break_off(web, error);
		return;
	}
	if (gone) {
		web->counts->gone++;
		stage_say(web->stage, STAGE_WARNING, answer->address, 0,
			"gone; what was stored stays", problem);
	} else if (problem != NULL) {
		web->counts->failed++;
		stage_say(web->stage, STAGE_ERROR, answer->address, 0, problem,
			NULL);
	} else {
		web->counts->known++;
	}
}

static void take_body(struct wanted *wanted, const struct http_answer *told)
{
	struct web *web = wanted->web;
	g_autofree char *sha256 =
		g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, told->body);
	g_autofree char *stem = stem_of(told->address);
	const struct content_claim claim = {
		.format =
			wanted->reader != NULL ? wanted->reader->format : NULL,
		.label = wanted->reader != NULL ? wanted->link.label : NULL,
		.address = told->address,
		.type = told->type};
	struct store_answer answer = log_of(told);
	const struct store_document document = {.link = &wanted->link,
		.stem = stem,
		.answer = &answer,
		.bytes = told->body};
	const char *change;
	GError *error = NULL;
	bool may_stand;

	answer.sha256 = sha256;
	answer.problem = content_problem(&claim, told->body, &may_stand);
	if (may_stand &&
		store_web_refused(web->stage->store, told->address, sha256))
		answer.problem = NULL;
	if (answer.problem != NULL)
		note_answer(wanted, &answer, answer.problem);
	else if (store_web_put_document(web->stage->store, web->run, &document,
			 &change, &error))
		count_change(web, change);
	else
		break_off(web, error);
}

static void on_document(const struct http_answer *told, void *user)
{
	struct wanted *wanted = user;
	struct store_answer answer = log_of(told);

	if (told->result == HTTP_BODY)
		take_body(wanted, told);
	else
		note_answer(wanted, &answer, told->problem);
	stage_step(wanted->web->stage);
	g_hash_table_remove(wanted->web->wanted, wanted);
}

static bool is_skipped(const struct web *web, const struct reader *reader,
	const struct store_link *link)
{
	const char *since = web->options->since;

	if (reader != NULL && reader->skip != NULL && link->label != NULL &&
		g_regex_match(reader->skip, link->label, 0, NULL))
		return true;
	return since != NULL && link->published != NULL &&
	       strcmp(link->published, since) < 0;
}

static void ask_document(struct web *web, const struct reader *reader,
	const struct store_link *link, const struct store_known *known)
{
	struct wanted *wanted = g_new0(struct wanted, 1);
	const struct http_request request = {.address = link->address,
		.etag = known->landed ? known->etag : NULL,
		.modified = known->landed ? known->modified : NULL,
		.limit = LIMIT_FILE_BYTES};

	wanted->web = web;
	wanted->reader = reader;
	wanted->link.address = g_strdup(link->address);
	wanted->link.area = g_strdup(link->area);
	wanted->link.kind = g_strdup(link->kind);
	wanted->link.label = g_strdup(link->label);
	wanted->link.published = g_strdup(link->published);
	g_hash_table_add(web->wanted, wanted);
	web->asked++;
	stage_grow(web->stage);
	http_get(web->http, &request, on_document, wanted);
}

/* A document was found, or is on a user's list (`reader` NULL). */
static void find_document(struct web *web, const struct reader *reader,
	const struct store_link *link)
{
	struct store_known known;
	int recheck = reader != NULL ? reader->recheck : 0;
	GError *error = NULL;

	if (is_skipped(web, reader, link) ||
		!g_hash_table_add(web->seen, g_strdup(link->address)))
		return;
	if (!store_web_known(
		    web->stage->store, link->address, &known, &error)) {
		break_off(web, error);
		return;
	}
	if (known.landed && known.days < recheck && !web->options->recheck)
		web->counts->known++;
	else if (web->options->limit >= 0 && web->asked >= web->options->limit)
		web->counts->left++;
	else if (!web->options->dry_run)
		ask_document(web, reader, link, &known);
	else if (++web->asked)
		printf("%s\t%s\n", link->address,
			link->label != NULL ? link->label : "");
	store_known_clear(&known);
}

/* --- listings ------------------------------------------------------------ */

static void visit_source(struct web *web, const struct reader *reader,
	const char *source, const char *area, bool root);

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
		visit_source(web, reader, link->address, area, false);
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
		find_document(web, visit->reader, link);
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
		stage_say(visit->web->stage, STAGE_ERROR, visit->source, 0,
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
		break_off(web, error);
		return;
	}
	if (!visit->failed) {
		problem = doubt(visit, before->len);
		count_bare(visit);
	}
	if (problem != NULL)
		stage_say(web->stage, STAGE_ERROR, visit->source, 0, problem,
			"has the site changed? see readers.tsv");
	if (problem == NULL && !visit->failed && !record(visit, &error)) {
		break_off(web, error);
		return;
	}
	for (guint i = 0; i < visit->leaves->len; i++)
		follow_all(
			visit, ((struct leaf *)visit->leaves->pdata[i])->links);
	if (problem != NULL || visit->failed)
		follow_all(visit, before);
}

/* --- pages --------------------------------------------------------------- */

static void on_page(const struct http_answer *told, void *user);

static void ask_page(struct visit *visit, const char *address)
{
	struct web *web = visit->web;
	struct store_known known;
	struct http_request request = {
		.address = address, .limit = LIMIT_HTML_BYTES};
	GError *error = NULL;

	if (!store_web_known(web->stage->store, address, &known, &error)) {
		break_off(web, error);
		return;
	}
	request.etag = known.etag;
	request.modified = known.modified;
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
		break_off(visit->web, error);
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
	const struct store_answer answer = log_of(told);
	GError *error = NULL;

	stage_say(
		web->stage, STAGE_ERROR, told->address, 0, told->problem, NULL);
	web->counts->failed++;
	visit->failed = true;
	if (!web->options->dry_run &&
		!store_web_put_answer(web->stage->store, web->run, NULL,
			&answer, NULL, &error))
		break_off(web, error);
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

static void visit_source(struct web *web, const struct reader *reader,
	const char *source, const char *area, bool root)
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
		stage_say(web->stage, STAGE_ERROR, source, 0,
			"no address of the web", NULL);
	else
		ask_page(visit, first != NULL ? first : source);
}

/* --- sources ------------------------------------------------------------- */

static void begin_source(struct web *web, const struct source *source)
{
	const char *only = web->options->only_area;
	const struct store_link link = {.address = source->address,
		.area = source->area,
		.kind = source->kind,
		.label = source->note};

	if (only != NULL && source->area != NULL &&
		strcmp(only, source->area) != 0)
		return;
	if (source->reader == NULL)
		find_document(web, NULL, &link);
	else if (g_hash_table_add(web->seen, g_strdup(source->address)))
		visit_source(web, source->reader, source->address, source->area,
			true);
}

static void fetch_all(struct web *web, GError **error)
{
	const GPtrArray *list = sources_list(web->sources);
	struct store *store = web->stage->store;

	if (!web->options->dry_run) {
		web->run = store_web_begin(store, error);
		if (web->run == 0)
			return;
	}
	stage_begin(web->stage, 0);
	for (guint i = 0; i < list->len && !web->broken; i++)
		begin_source(web, list->pdata[i]);
	http_run(web->http);
	if (!web->broken && !web->options->dry_run)
		store_web_end(store, web->run, error);
}

bool web_fetch(struct stage *stage, const struct sources *sources,
	const struct area_register *areas, const struct http_settings *settings,
	const struct web_options *options, struct web_counts *counts)
{
	GError *error = NULL;
	struct web web = {.stage = stage,
		.http = http_new(settings),
		.sources = sources,
		.areas = areas,
		.options = options,
		.counts = counts,
		.seen = g_hash_table_new_full(
			g_str_hash, g_str_equal, g_free, NULL),
		.bare = g_hash_table_new(g_str_hash, g_str_equal),
		.visits = g_ptr_array_new_with_free_func(visit_free),
		.wanted = g_hash_table_new_full(NULL, NULL, wanted_free, NULL)};

	fetch_all(&web, &error);
	if (error != NULL)
		break_off(&web, error);
	http_free(web.http);
	g_hash_table_unref(web.seen);
	g_hash_table_unref(web.bare);
	g_ptr_array_unref(web.visits);
	g_hash_table_unref(web.wanted);
	return !web.broken;
}
