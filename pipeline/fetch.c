/*
 * fetch.c - lettermark-fetch: brings documents into the corpus.
 */
#include "extractors/dates.h"
#include "pipeline/facts.h"
#include "pipeline/places.h"
#include "pipeline/stage.h"
#include "pipeline/web/web.h"
#include "pipeline/writers/csv.h"
#include <stdio.h>
#include <string.h>

#define PACE_MIN    0.001 /* requests a second */
#define PACE_MAX    1000.0
#define TIMEOUT_MAX 3600 /* seconds */

#define CONTACT_BYTES_MAX 200

struct options {
	gboolean sample, report, dry_run, recheck, accept_fewer, allow_private;
	char **sources, **paths;
	char *only_area, *since, *contact;
	double pace;
	int limit, timeout;
};

struct fetch {
	struct stage *stage;
	bool sample;
	int counts[STORE_DROPPED + 1]; /* by what came of it */
};

/* --- files --------------------------------------------------------------- */

static void say_problem(const char *path, const char *reason, void *user)
{
	struct fetch *fetch = user;

	stage_say(fetch->stage, STAGE_ERROR, path, 0, reason, NULL);
}

/* What the store is told of a place. */
static struct store_origin origin_of(
	const struct fetch *fetch, const struct place *place)
{
	return (struct store_origin){.address = place->address,
		.stem = place->stem,
		.sample = fetch->sample,
		.size = place->size,
		.mtime_ns = place->mtime_ns,
		.inode = place->inode};
}

/* One file. False when the corpus itself cannot be written. */
static bool take(struct fetch *fetch, struct place *place)
{
	struct store_origin origin = origin_of(fetch, place);
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = NULL;
	enum store_arrival arrival;

	if (store_knows(fetch->stage->store, &origin)) {
		fetch->counts[STORE_KNOWN]++;
		return true;
	}
	bytes = place_read(place, &error);
	if (bytes == NULL) {
		say_problem(place->address, error->message, fetch);
		return true;
	}
	origin = origin_of(fetch, place);
	if (!store_put_bytes(
		    fetch->stage->store, &origin, bytes, &arrival, &error)) {
		stage_say(fetch->stage, STAGE_FATAL, place->address, 0,
			"cannot be stored", error->message);
		return false;
	}
	fetch->counts[arrival]++;
	if (arrival == STORE_DROPPED)
		stage_say(fetch->stage, STAGE_NOTE, place->address, 0,
			"has the bytes of another file now; what stood here "
			"drops out of the tables",
			NULL);
	return true;
}

static void take_all(struct fetch *fetch, GPtrArray *places)
{
	stage_begin(fetch->stage, (int)places->len);
	for (guint i = 0; i < places->len; i++) {
		if (!take(fetch, g_ptr_array_index(places, i)))
			break;
		stage_step(fetch->stage);
	}
}

/* What was done, freed by the caller. */
static char *fetch_files(struct stage *stage, const struct options *options)
{
	struct fetch fetch = {.stage = stage, .sample = options->sample};
	g_autoptr(GPtrArray) places = places_find(options->paths,
		(int)g_strv_length(options->paths), say_problem, &fetch);
	g_autoptr(GString) done = g_string_new(NULL);

	take_all(&fetch, places);
	g_string_printf(done, "%d new, ", fetch.counts[STORE_NEW]);
	if (fetch.counts[STORE_CHANGED] > 0)
		g_string_append_printf(
			done, "%d changed, ", fetch.counts[STORE_CHANGED]);
	g_string_append_printf(done, "%d known", fetch.counts[STORE_KNOWN]);
	if (fetch.counts[STORE_DROPPED] > 0)
		g_string_append_printf(
			done, ", %d dropped", fetch.counts[STORE_DROPPED]);
	return g_string_free(g_steal_pointer(&done), FALSE);
}

/* --- the web ------------------------------------------------------------- */

/* What reading sources needs. */
struct loading {
	struct stage *stage;
	const struct facts *facts;
};

static void say_row(const char *path, int line, const char *text,
	const char *detail, void *user)
{
	const struct loading *loading = user;

	stage_say(loading->stage, STAGE_ERROR, path, line, text, detail);
}

static const char *area_named(const char *name, void *user)
{
	const struct loading *loading = user;
	const struct area *area = register_find(loading->facts->areas, name);

	return area != NULL ? area->name : NULL;
}

static struct sources *load_sources(
	struct loading *loading, char **paths, GError **error)
{
	g_autofree char *readers = stage_data("corpus/readers.tsv");
	g_autoptr(Sources) sources = sources_new(readers, error);
	const struct sources_check check = {
		.problem = say_row, .area = area_named, .user = loading};

	for (; sources != NULL && *paths != NULL; paths++)
		if (!sources_add(sources, *paths, &check, error))
			return NULL;
	return g_steal_pointer(&sources);
}

static char *say_counts(const struct web_counts *counts)
{
	return g_strdup_printf(
		"from the web %d new, %d changed, %d known, "
		"%d gone, %d failed%s",
		counts->fresh, counts->changed, counts->known, counts->gone,
		counts->failed, counts->left > 0 ? ", more left" : "");
}

/* What was done, freed by the caller; NULL where that could not be. */
static char *fetch_web(struct stage *stage, const struct options *options)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Facts) facts = facts_load(stage->work, &error);
	struct loading loading = {.stage = stage, .facts = facts};
	g_autoptr(Sources) sources =
		facts != NULL ? load_sources(&loading, options->sources, &error)
			      : NULL;
	const struct http_settings settings = {.contact = options->contact,
		.pace = options->pace,
		.timeout = options->timeout,
		.allow_private = options->allow_private};
	struct web_options web = {.since = options->since,
		.limit = options->limit,
		.dry_run = options->dry_run,
		.recheck = options->recheck,
		.accept_fewer = options->accept_fewer};
	struct web_counts counts = {0};

	if (sources == NULL) {
		stage_say(stage, STAGE_FATAL, NULL, 0,
			"cannot read where to fetch from", error->message);
		return NULL;
	}
	if (options->only_area != NULL)
		web.only_area = area_named(options->only_area, &loading);
	if (options->only_area != NULL && web.only_area == NULL)
		stage_usage(stage, "--only-area: no area of that name");
	if (!web_fetch(stage, sources, facts->areas, &settings, &web, &counts))
		return NULL;
	return say_counts(&counts);
}

/* --- what people scored -------------------------------------------------- */

static bool say_left_behind(int n, const char *const *columns,
	const char *const *values, void *user)
{
	stage_say(user, STAGE_WARNING,
		store_row_value("document", n, columns, values), 0,
		"the scores that people gave stand on the version before",
		store_row_value("reviewers", n, columns, values));
	return true;
}

static void warn_of_scores(struct stage *stage)
{
	g_autoptr(GError) error = NULL;

	if (!store_each_row(stage->store, "left_behind", say_left_behind, stage,
		    &error))
		stage_say(stage, STAGE_FATAL, NULL, 0, "cannot read the corpus",
			error->message);
}

/* --- what has changed ---------------------------------------------------- */

static bool print_change(int n, const char *const *columns,
	const char *const *values, void *user)
{
	g_autoptr(GString) line = g_string_new(NULL);

	(void)columns;
	(void)user;
	for (int i = 0; i < n; i++) {
		csv_cell(line, COLUMN_TEXT, values[i]);
		g_string_append(line, i + 1 < n ? "," : "\r\n");
	}
	fputs(line->str, stdout);
	return true;
}

static bool print_head(GError **error)
{
	g_autoptr(Tables) tables = tables_new((const char *[]){NULL}, error);
	g_autoptr(GString) head = g_string_new(NULL);

	if (tables == NULL)
		return false;
	/* It has no rows: they are not loaded. */
	csv_table(head, tables_find(tables, "changes"));
	fputs(head->str, stdout);
	return true;
}

static void report_changes(struct stage *stage)
{
	g_autoptr(GError) error = NULL;

	if (!print_head(&error) || !store_each_row(stage->store, "changes",
					   print_change, NULL, &error))
		stage_say(stage, STAGE_FATAL, NULL, 0, "cannot read the corpus",
			error->message);
}

/* --- options ------------------------------------------------------------- */

/* An address to write to, or a page that says who this is. */
static bool is_contact(const char *text)
{
	if (strlen(text) > CONTACT_BYTES_MAX)
		return false;
	for (const char *p = text; *p != '\0'; p++)
		if (!g_ascii_isgraph(*p) || strchr("()\\", *p) != NULL)
			return false;
	return strchr(text, '@') != NULL ||
	       g_str_has_prefix(text, "https://") ||
	       g_str_has_prefix(text, "http://");
}

static void check(struct stage *stage, struct options *options)
{
	if (options->paths == NULL && options->sources == NULL &&
		!options->report)
		stage_usage(stage, "no PATH given");
	if (options->paths != NULL && options->dry_run)
		stage_usage(stage, "--dry-run is of --sources alone");
	if (options->since != NULL && dates_from_iso(options->since) == 0)
		stage_usage(stage, "--since takes a day such as 2024-07-15");
	if (!(options->pace >= PACE_MIN && options->pace <= PACE_MAX))
		stage_usage(
			stage, "--pace takes requests a second, 0.001 to 1000");
	if (options->timeout < 1 || options->timeout > TIMEOUT_MAX)
		stage_usage(stage, "--timeout takes seconds, 1 to 3600");
	if (options->sources == NULL)
		return;
	if (options->contact == NULL)
		options->contact = g_strdup(g_getenv("LETTERMARK_CONTACT"));
	if (options->contact == NULL)
		stage_usage(stage,
			"fetching from the web needs --contact, "
			"so that a site's keeper knows whom to "
			"write to");
	if (!is_contact(options->contact))
		stage_usage(stage,
			"--contact takes an e-mail address or a "
			"page of yours");
}

static void options_clear(struct options *options)
{
	g_strfreev(options->sources);
	g_strfreev(options->paths);
	g_free(options->only_area);
	g_free(options->since);
	g_free(options->contact);
}

static struct stage *read_options(struct options *o, int *argc, char ***argv)
{
	const GOptionEntry entries[] = {
		{"samples", 0, 0, G_OPTION_ARG_NONE, &o->sample,
			"The files are samples, shown only while there is "
			"nothing else",
			NULL},
		{"sources", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->sources,
			"Fetch from the places on the web named in FILE",
			"FILE"},
		{"contact", 0, 0, G_OPTION_ARG_STRING, &o->contact,
			"Who fetches: e-mail address or page, told to every "
			"site",
			"ADDRESS"},
		{"only-area", 0, 0, G_OPTION_ARG_STRING, &o->only_area,
			"From the web, only what is about AREA", "AREA"},
		{"since", 0, 0, G_OPTION_ARG_STRING, &o->since,
			"Nothing that is known to be published before DAY",
			"DAY"},
		{"limit", 0, 0, G_OPTION_ARG_INT, &o->limit,
			"Ask for N documents at most", "N"},
		{"dry-run", 0, 0, G_OPTION_ARG_NONE, &o->dry_run,
			"Read pages, print which documents would be asked for",
			NULL},
		{"recheck", 0, 0, G_OPTION_ARG_NONE, &o->recheck,
			"Ask for every document whether it has changed", NULL},
		{"accept-fewer", 0, 0, G_OPTION_ARG_NONE, &o->accept_fewer,
			"A page may have far fewer links than last time", NULL},
		{"pace", 0, 0, G_OPTION_ARG_DOUBLE, &o->pace,
			"Requests a second to one host (default: 1)", "N"},
		{"timeout", 0, 0, G_OPTION_ARG_INT, &o->timeout,
			"Seconds without progress until a transfer is broken "
			"off (default: 60)",
			"N"},
		{"allow-private", 0, 0, G_OPTION_ARG_NONE, &o->allow_private,
			"Also speak to machines outside the public internet",
			NULL},
		{"report", 0, 0, G_OPTION_ARG_NONE, &o->report,
			"Print what has changed on the web, as CSV", NULL},
		{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY,
			&o->paths, NULL, "PATH..."},
		G_OPTION_ENTRY_NULL};

	return stage_new("fetch",
		"Bring the files at and under each PATH, and the documents of "
		"sources on the web,\ninto the corpus.",
		entries, argc, argv);
}

int main(int argc, char **argv)
{
	struct options options = {.pace = 1, .limit = -1, .timeout = 60};
	struct stage *stage = read_options(&options, &argc, &argv);
	g_autofree char *files = NULL;
	g_autofree char *web = NULL;
	g_autofree char *done = NULL;

	check(stage, &options);
	if (stage_create(stage)) {
		if (options.paths != NULL)
			files = fetch_files(stage, &options);
		if (options.sources != NULL)
			web = fetch_web(stage, &options);
		warn_of_scores(stage);
		if (options.report)
			report_changes(stage);
		done = g_strdup_printf("%s%s%s", files != NULL ? files : "",
			files != NULL && web != NULL ? "; " : "",
			web != NULL ? web : "");
	}
	options_clear(&options);
	return stage_finish(stage, done != NULL && *done != '\0' ? done : NULL);
}
