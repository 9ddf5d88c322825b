/*
 * status.c - lettermark-status: what the corpus holds, what is out of date in
 * it, what it takes on the disk, and what ran last.
 */
#include "pipeline/stage.h"
#include "pipeline/writers/json.h"
#include "version.h"
#include <glib/gstdio.h>
#include <stdio.h>

#define RUNS_TOLD 12 /* about two nights */

/*
 * A stage's version begins with the digest of its code, which this program
 * knows, and goes on with digests of data, which only the stage does: those
 * are taken from its last run.
 */
static const struct {
	const char *stage, *code;
	GPtrArray *(*stale)(
		struct store *store, const char *version, GError **error);
} stages[] = {
	{"extract", EXTRACT_VERSION, store_stale_texts},
	{"parse", PARSE_VERSION, store_stale_records},
	{"score", SCORE_VERSION, store_stale_scores},
	{"flag", SCORE_VERSION, store_stale_flags},
};

struct status {
	char *night;    /* tell its runs alone */
	GString *holds; /* "8 documents, 1 failed, ..." or JSON members */
	GString *runs;  /* lines, or JSON objects parted by commas */
	int n_runs;
	guint stale[G_N_ELEMENTS(stages)];
	gint64 database, blobs, blob_bytes, superseded;
	gboolean json;
};

/* --- gathered ------------------------------------------------------------ */

static bool take_summary(int n, const char *const *columns,
	const char *const *values, void *user)
{
	struct status *status = user;

	for (int i = 0; i < n; i++) {
		if (i > 0)
			g_string_append(status->holds, ", ");
		if (status->json)
			g_string_append_printf(status->holds, "\"%s\":%s",
				columns[i], values[i]);
		else
			g_string_append_printf(
				status->holds, "%s %s", values[i], columns[i]);
	}
	return false;
}

static bool take_kept(int n, const char *const *columns,
	const char *const *values, void *user)
{
	struct status *status = user;

	(void)n;
	(void)columns;
	status->blobs = g_ascii_strtoll(values[0], NULL, 10);
	status->blob_bytes = g_ascii_strtoll(values[1], NULL, 10);
	status->superseded = g_ascii_strtoll(values[2], NULL, 10);
	return false;
}

/* Columns of the view of runs. */
enum {
	RUN_NIGHT,
	RUN_PROGRAM,
	RUN_VERSION,
	RUN_STARTED,
	RUN_ENDED,
	RUN_SECONDS,
	RUN_MEGABYTES,
	RUN_STATUS,
	RUN_TOTAL,
	RUN_DONE,
	RUN_FAILED,
	RUN_SUMMARY,
};

static const char *run_outcome(const char *const *run)
{
	static const char *const outcomes[] = {
		"ok", "some failed", "wrong usage", "broken"};
	gint64 status;

	if (run[RUN_ENDED] == NULL)
		return "did not end";
	status = g_ascii_strtoll(run[RUN_STATUS], NULL, 10);
	return outcomes[CLAMP(status, 0, 3)];
}

static void append_run(GString *out, const char *const *run)
{
	bool ended = run[RUN_ENDED] != NULL;

	g_string_append_printf(out, "  %s  %-8s %8s s %5s MB  %s",
		run[RUN_STARTED], run[RUN_PROGRAM],
		ended ? run[RUN_SECONDS] : "-",
		ended ? run[RUN_MEGABYTES] : "-", run_outcome(run));
	if (run[RUN_SUMMARY] != NULL)
		g_string_append_printf(out, ": %s", run[RUN_SUMMARY]);
	g_string_append_c(out, '\n');
}

static void append_json_run(
	GString *out, int n, const char *const *columns, const char *const *run)
{
	g_string_append(out, out->len > 0 ? ",\n {" : " {");
	for (int i = 0; i < n; i++) {
		bool number = i >= RUN_SECONDS && i <= RUN_FAILED;

		g_string_append_printf(
			out, "%s\"%s\":", i > 0 ? "," : "", columns[i]);
		if (run[i] == NULL)
			g_string_append(out, "null");
		else if (number)
			g_string_append(out, run[i]);
		else
			json_string(out, run[i]);
	}
	g_string_append_c(out, '}');
}

/* The view gives the last run first; a night is read from its first stage. */
static bool take_run(int n, const char *const *columns,
	const char *const *values, void *user)
{
	struct status *status = user;
	g_autoptr(GString) line = g_string_new(NULL);

	if (status->night != NULL &&
		g_strcmp0(values[RUN_NIGHT], status->night) != 0)
		return status->n_runs == 0; /* those of a night are together */
	status->n_runs++;
	if (status->json) {
		append_json_run(status->runs, n, columns, values);
	} else {
		append_run(line, values);
		g_string_prepend(status->runs, line->str);
	}
	return status->night != NULL || status->n_runs < RUNS_TOLD;
}

static bool count_stale(
	struct store *store, size_t i, guint *count, GError **error)
{
	g_autofree char *last = store_last_version(store, stages[i].stage);
	bool same = last != NULL && g_str_has_prefix(last, stages[i].code);
	g_autoptr(GPtrArray) tasks =
		stages[i].stale(store, same ? last : stages[i].code, error);

	if (tasks != NULL)
		*count = tasks->len;
	return tasks != NULL;
}

static gint64 file_size(const char *work, const char *name)
{
	g_autofree char *path = g_build_filename(work, name, NULL);
	GStatBuf found;

	return g_stat(path, &found) == 0 ? found.st_size : 0;
}

static bool gather(
	struct status *status, const struct stage *stage, GError **error)
{
	for (size_t i = 0; i < G_N_ELEMENTS(stages); i++)
		if (!count_stale(stage->store, i, &status->stale[i], error))
			return false;
	status->database = file_size(stage->work, "corpus.db") +
			   file_size(stage->work, "corpus.db-wal");
	return store_each_row(
		       stage->store, "summary", take_summary, status, error) &&
	       store_each_row(stage->store, "kept", take_kept, status, error) &&
	       store_each_row(stage->store, "runs", take_run, status, error);
}

/* --- told ---------------------------------------------------------------- */

static void print_plain(const struct status *status)
{
	g_autofree char *database = g_format_size((guint64)status->database);
	g_autofree char *blobs = g_format_size((guint64)status->blob_bytes);
	guint stale = 0;

	puts(status->holds->str);
	for (size_t i = 0; i < G_N_ELEMENTS(stages); i++)
		if (status->stale[i] > 0)
			printf("%s%u to %s", stale++ ? ", " : "out of date: ",
				status->stale[i], stages[i].stage);
	if (stale > 0)
		puts("");
	if (status->night == NULL) {
		printf("%s of database, %s in %" G_GINT64_FORMAT
		       " files, %" G_GINT64_FORMAT " of them superseded\n",
			database, blobs, status->blobs, status->superseded);
		if (status->n_runs > 0)
			puts("last runs:");
	}
	fputs(status->runs->str, stdout);
}

static void print_json(const struct status *status)
{
	printf("{\"holds\": {%s},\n\"out_of_date\": {", status->holds->str);
	for (size_t i = 0; i < G_N_ELEMENTS(stages); i++)
		printf("%s\"%s\":%u", i > 0 ? ", " : "", stages[i].stage,
			status->stale[i]);
	printf("},\n\"disk\": {\"database_bytes\":%" G_GINT64_FORMAT
	       ", \"files\":%" G_GINT64_FORMAT
	       ", \"file_bytes\":%" G_GINT64_FORMAT
	       ", \"superseded\":%" G_GINT64_FORMAT "},\n",
		status->database, status->blobs, status->blob_bytes,
		status->superseded);
	printf("\"runs\": [\n%s\n]}\n", status->runs->str);
}

int main(int argc, char **argv)
{
	struct status status = {0};
	const GOptionEntry entries[] = {
		{"night", 0, 0, G_OPTION_ARG_STRING, &status.night,
			"Tell the runs of one night alone", "NAME"},
		{"json", 0, 0, G_OPTION_ARG_NONE, &status.json,
			"Print JSON, the last run first", NULL},
		G_OPTION_ENTRY_NULL};
	struct stage *stage = stage_new("status",
		"Say what the corpus holds, what is out of date, and what ran.",
		entries, &argc, &argv);
	g_autoptr(GError) error = NULL;

	if (argc > 1)
		stage_usage(stage, "takes no arguments");
	status.holds = g_string_new(NULL);
	status.runs = g_string_new(NULL);
	if (stage_open(stage)) {
		if (!gather(&status, stage, &error))
			stage_say(stage, STAGE_FATAL, NULL, 0,
				"cannot read the corpus", error->message);
		else if (status.json)
			print_json(&status);
		else
			print_plain(&status);
	}
	g_string_free(status.holds, TRUE);
	g_string_free(status.runs, TRUE);
	g_free(status.night);
	return stage_finish(stage, NULL);
}
