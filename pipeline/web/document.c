/*
 * web/document.c - a document on the web: whether it is wanted, and what comes
 * of asking for it.
 */
#include "pipeline/web/private.h"

#include <stdio.h>
#include <string.h>

#include "extractors/limits.h"
#include "pipeline/web/content.h"
#include "pipeline/places.h"

/* A document being asked for. */
struct wanted {
	struct web *web;
	const struct reader *reader; /* that found it, or NULL */
	struct store_link link;
};

void web_wanted_free(gpointer data)
{
	struct wanted *wanted = data;

	g_free(wanted->link.address);
	g_free(wanted->link.area);
	g_free(wanted->link.kind);
	g_free(wanted->link.label);
	g_free(wanted->link.published);
	g_free(wanted);
}

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
		web_break_off(web, error);
		return;
	}
	if (gone) {
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
	struct store_answer answer = web_log_of(told);
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
		web_break_off(web, error);
}

static void on_document(const struct http_answer *told, void *user)
{
	struct wanted *wanted = user;
	struct store_answer answer = web_log_of(told);

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

void web_find_document(struct web *web, const struct reader *reader,
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
		web_break_off(web, error);
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
