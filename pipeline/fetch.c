/*
 * fetch.c - lettermark-fetch: brings documents into the corpus.
 */
#include "pipeline/places.h"
#include "pipeline/stage.h"

struct fetch {
	struct stage *stage;
	bool sample;
	int fresh, known;
};

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
	bool is_new = false;

	if (store_knows(fetch->stage->store, &origin)) {
		fetch->known++;
		return true;
	}
	bytes = place_read(place, &error);
	if (bytes == NULL) {
		say_problem(place->address, error->message, fetch);
		return true;
	}
	origin = origin_of(fetch, place);
	if (!store_put_bytes(
		    fetch->stage->store, &origin, bytes, &is_new, &error)) {
		stage_say(fetch->stage, STAGE_FATAL, place->address, 0,
			"cannot be stored", error->message);
		return false;
	}
	if (is_new)
		fetch->fresh++;
	else
		fetch->known++;
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

int main(int argc, char **argv)
{
	gboolean sample = FALSE;
	g_auto(GStrv) paths = NULL;
	const GOptionEntry entries[] = {
		{"samples", 0, 0, G_OPTION_ARG_NONE, &sample,
			"The files are samples, shown only while there is "
			"nothing else",
			NULL},
		{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &paths,
			NULL, "PATH..."},
		G_OPTION_ENTRY_NULL};
	struct fetch fetch = {0};
	g_autofree char *done = NULL;

	fetch.stage = stage_new("fetch",
		"Bring the files at and under each PATH into the corpus.",
		entries, &argc, &argv);
	fetch.sample = sample;
	if (paths == NULL)
		stage_usage(fetch.stage, "no PATH given");
	if (stage_open(fetch.stage)) {
		g_autoptr(GPtrArray) places = places_find(
			paths, (int)g_strv_length(paths), say_problem, &fetch);

		take_all(&fetch, places);
		done = g_strdup_printf(
			"%d new, %d known", fetch.fresh, fetch.known);
	}
	return stage_finish(fetch.stage, done);
}
