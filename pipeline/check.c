/*
 * check.c - lettermark-check: whether the corpus is whole; what may go from
 * it; a copy of the database.
 */
#include "pipeline/stage.h"

struct options {
	gboolean repair;
	int keep;      /* superseded versions of an address; -1: all */
	char **forget; /* names of documents; NULL for none */
	char *backup;
};

struct check {
	struct stage *stage;
	int found, mended;
};

static void say_finding(const struct store_finding *finding, void *user)
{
	struct check *check = user;

	if (finding->mended)
		check->mended++;
	else
		check->found++;
	stage_say(check->stage, finding->mended ? STAGE_NOTE : STAGE_ERROR,
		finding->where, 0, finding->what,
		finding->mended ? "removed" : finding->detail);
}

static void say_removed(struct check *check, const char *document, int dropped)
{
	g_autofree char *text = g_strdup_printf("%d %s%s removed", dropped,
		document != NULL ? "version" : "superseded",
		document != NULL && dropped != 1 ? "s" : "");

	stage_say(check->stage, STAGE_NOTE, document, 0, text, NULL);
}

/* A document that is named twice goes with what people scored of it. */
static bool forget(
	struct check *check, const char *name, bool with_scores, GError **error)
{
	GError *failure = NULL;
	int dropped = 0;

	if (store_forget(check->stage->store, name, with_scores, &dropped,
		    &failure)) {
		say_removed(check, name, dropped);
		return true;
	}
	if (!g_error_matches(failure, STORE_ERROR, STORE_ERROR_ROW)) {
		g_propagate_error(error, failure);
		return false;
	}
	stage_say(check->stage, STAGE_ERROR, name, 0, "not removed",
		failure->message);
	g_error_free(failure);
	return true;
}

static bool forget_all(struct check *check, char **names, GError **error)
{
	g_autoptr(GHashTable) done = g_hash_table_new(g_str_hash, g_str_equal);

	for (; names != NULL && *names != NULL; names++)
		if (g_hash_table_add(done, *names) &&
			!forget(check, *names,
				g_strv_contains(
					(const char *const *)names + 1, *names),
				error))
			return false;
	return true;
}

static bool prune(struct check *check, int keep, GError **error)
{
	int dropped = 0;

	if (keep < 0)
		return true;
	if (!store_prune(check->stage->store, keep, &dropped, error))
		return false;
	say_removed(check, NULL, dropped);
	return true;
}

static bool remove_rows(
	struct check *check, const struct options *options, GError **error)
{
	if (options->keep < 0 && options->forget == NULL)
		return true;
	if (check->found == 0)
		return forget_all(check, options->forget, error) &&
		       prune(check, options->keep, error);
	stage_say(check->stage, STAGE_ERROR, NULL, 0,
		"the database is damaged: nothing removed", NULL);
	return true;
}

/* The last good copy is worth more than one of a damaged database. */
static bool back_up(struct check *check, const char *path, GError **error)
{
	if (path == NULL)
		return true;
	if (check->found == 0)
		return store_backup(check->stage->store, path, error);
	stage_say(check->stage, STAGE_ERROR, NULL, 0,
		"the database is damaged: not backed up", path);
	return true;
}

static bool run(
	struct check *check, const struct options *options, GError **error)
{
	struct store *store = check->stage->store;

	return store_check_database(store, say_finding, check, error) &&
	       back_up(check, options->backup, error) &&
	       remove_rows(check, options, error) &&
	       store_check_blobs(
		       store, options->repair, say_finding, check, error);
}

int main(int argc, char **argv)
{
	struct options options = {.keep = -1};
	const GOptionEntry entries[] = {
		{"repair", 0, 0, G_OPTION_ARG_NONE, &options.repair,
			"Remove what is left over, put damaged files aside",
			NULL},
		{"keep", 0, 0, G_OPTION_ARG_INT, &options.keep,
			"Keep the last N superseded versions of each document "
			"(default: all)",
			"N"},
		{"forget", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.forget,
			"Remove DOCUMENT, its versions and all made of them; "
			"named twice, with what people scored of it",
			"DOCUMENT"},
		{"backup", 0, 0, G_OPTION_ARG_FILENAME, &options.backup,
			"Write a copy of the database to FILE", "FILE"},
		G_OPTION_ENTRY_NULL};
	struct check check = {
		.stage = stage_new("check", "Say whether the corpus is whole.",
			entries, &argc, &argv)};
	g_autoptr(GError) error = NULL;
	g_autofree char *done = NULL;

	if (argc > 1)
		stage_usage(check.stage, "takes no arguments");
	if (options.keep < -1)
		stage_usage(check.stage, "--keep is 0 or more");
	if (stage_open(check.stage)) {
		if (run(&check, &options, &error))
			done = g_strdup_printf("%d findings, %d mended",
				check.found, check.mended);
		else
			stage_say(check.stage, STAGE_FATAL, NULL, 0,
				"cannot go on", error->message);
	}
	g_free(options.backup);
	g_strfreev(options.forget);
	return stage_finish(check.stage, done);
}
