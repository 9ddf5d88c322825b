/*
 * check.c - lettermark-check: whether the corpus is whole; what may go from
 * it; a copy of the database.
 */
#include "pipeline/stage.h"

struct options {
	gboolean repair;
	int keep; /* superseded versions of an address; -1: all */
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

static bool prune(struct check *check, int keep, GError **error)
{
	int dropped = 0;
	g_autofree char *text = NULL;

	if (keep < 0)
		return true;
	if (check->found > 0) {
		stage_say(check->stage, STAGE_ERROR, NULL, 0,
			"the database is damaged: nothing removed", NULL);
		return true;
	}
	if (!store_prune(check->stage->store, keep, &dropped, error))
		return false;
	text = g_strdup_printf("%d superseded removed", dropped);
	stage_say(check->stage, STAGE_NOTE, NULL, 0, text, NULL);
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
	       prune(check, options->keep, error) &&
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
	return stage_finish(check.stage, done);
}
