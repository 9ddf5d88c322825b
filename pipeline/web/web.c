/*
 * web.c - from sources to documents; listings and documents have a file each.
 */
#include "pipeline/web/private.h"

#include <string.h>

void web_break_off(struct web *web, GError *error)
{
	if (!web->broken)
		stage_say(web->stage, STAGE_FATAL, NULL, 0,
			"the corpus cannot be written",
			error != NULL ? error->message : NULL);
	web->broken = true;
	http_stop(web->http);
	g_clear_error(&error);
}

struct store_answer web_log_of(const struct http_answer *answer)
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
		web_find_document(web, NULL, &link);
	else if (g_hash_table_add(web->seen, g_strdup(source->address)))
		web_visit(web, source->reader, source->address, source->area,
			true);
}

static void fetch_all(struct web *web, GError **error)
{
	const GPtrArray *list = sources_list(web->sources);
	struct store *store = web->stage->store;
	gint64 gone = 0;

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
		store_web_end(store, web->run, &gone, error);
	web->counts->gone = (int)gone;
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
		.visits = g_ptr_array_new_with_free_func(web_visit_free),
		.wanted = g_hash_table_new_full(
			NULL, NULL, web_wanted_free, NULL)};

	fetch_all(&web, &error);
	if (error != NULL)
		web_break_off(&web, error);
	http_free(web.http);
	g_hash_table_unref(web.seen);
	g_hash_table_unref(web.bare);
	g_ptr_array_unref(web.visits);
	g_hash_table_unref(web.wanted);
	return !web.broken;
}
