/*
 * extract.c - lettermark-extract: turns the corpus's documents into texts.
 */
#include "extractors/extractor.h"
#include "pipeline/stage.h"
#include "pipeline/worker.h"
#include "version.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

#define SECONDS_MAX 86400
#define NAMES_MAX   10 /* named in one line */

struct options {
	char *dump, *json; /* a file to print instead */
	gboolean retry, no_ocr;
	int seconds, megabytes;
};

struct extract {
	struct stage *stage;
	struct worker_options workers;
	int done, failed;
	int earlier; /* failed in a run before this, and not tried again */
	bool broken; /* the corpus cannot be written */
};

static void say_warnings(
	struct extract *extract, const char *name, const struct text *text)
{
	for (guint i = 0; i < text->warnings->len; i++) {
		const struct text_warning *warning = text->warnings->pdata[i];

		stage_say(extract->stage, STAGE_WARNING, name, warning->page,
			warning->message, NULL);
	}
}

/* --- a document of the corpus --------------------------------------------- */

/* Nothing is stored, so that the next run tries again. */
static void say_undone(struct extract *extract, const struct store_task *task,
	const char *reason)
{
	extract->failed++;
	stage_say(extract->stage, STAGE_ERROR, task->file, 0,
		"not extracted this time", reason);
	stage_step(extract->stage);
}

static void store_result(struct worker_result *result, void *user)
{
	struct extract *extract = user;
	const struct store_task *task = result->task;
	g_autoptr(Text) text = result->text;
	g_autofree char *failure = result->failure;
	g_autoptr(GError) error = NULL;

	if (extract->broken)
		return;
	if (result->undone) {
		say_undone(extract, task, failure);
		return;
	}
	if (!store_put_text(extract->stage->store, task, EXTRACT_VERSION, text,
		    failure, &error)) {
		extract->broken = true;
		stage_say(extract->stage, STAGE_FATAL, task->file, 0,
			"cannot be stored", error->message);
		return;
	}
	if (text != NULL) {
		extract->done++;
		say_warnings(extract, task->file, text);
	} else {
		extract->failed++;
		stage_say(extract->stage, STAGE_ERROR, task->file, 0,
			"cannot be extracted", failure);
	}
	stage_step(extract->stage);
}

/* Hand one document to the pool. False when nothing more can be done. */
static bool give(struct extract *extract, struct worker_pool *pool,
	struct store_task *task, GError **error)
{
	g_autofree char *path =
		store_blob_path(extract->stage->store, task->sha256);
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd >= 0)
		return worker_pool_give(pool, fd, task, error);
	say_undone(extract, task, g_strerror(errno));
	return true;
}

static bool give_all(struct extract *extract, struct worker_pool *pool,
	GPtrArray *tasks, GError **error)
{
	for (guint i = 0; i < tasks->len && !extract->broken; i++) {
		if (!give(extract, pool, tasks->pdata[i], error))
			return false;
	}
	return worker_pool_wait(pool, error);
}

struct earlier {
	GHashTable *tasks; /* the names of those that are tried */
	GString *names;
	int n;
};

static bool take_failure(int n, const char *const *columns,
	const char *const *values, void *user)
{
	struct earlier *earlier = user;
	const char *name = store_row_value("document", n, columns, values);

	if (g_hash_table_contains(earlier->tasks, name))
		return true;
	if (earlier->n < NAMES_MAX)
		g_string_append_printf(earlier->names, "%s%s",
			earlier->n > 0 ? ", " : "", name);
	if (earlier->n++ == NAMES_MAX)
		g_string_append(earlier->names, ", ...");
	return true;
}

static void say_earlier(struct extract *extract, const struct earlier *earlier)
{
	g_autofree char *text = g_strdup_printf(
		"%d document%s failed earlier and %s not tried again",
		earlier->n, earlier->n == 1 ? "" : "s",
		earlier->n == 1 ? "was" : "were");

	extract->earlier = earlier->n;
	if (earlier->n > 0)
		stage_say(extract->stage, STAGE_ERROR, NULL, 0, text,
			earlier->names->str);
}

/*
 * Failures that an earlier run recorded are not tried again while nothing
 * has changed. They still count, so that the same input gives the same exit
 * status.
 */
static bool find_earlier(
	struct extract *extract, const GPtrArray *tasks, GError **error)
{
	g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GString) list = g_string_new(NULL);
	struct earlier earlier = {names, list, 0};

	for (guint i = 0; i < tasks->len; i++) {
		const struct store_task *task = tasks->pdata[i];

		g_hash_table_add(names, task->name);
	}
	if (!store_each_row(extract->stage->store, "failures", take_failure,
		    &earlier, error))
		return false;
	say_earlier(extract, &earlier);
	return true;
}

static void extract_corpus(struct extract *extract, bool retry)
{
	struct stage *stage = extract->stage;
	g_autoptr(WorkerPool) pool =
		worker_pool_new(&extract->workers, store_result, extract);
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) tasks = NULL;

	if (retry && !store_retry_texts(stage->store, &error))
		goto broken;
	tasks = store_stale_texts(stage->store, EXTRACT_VERSION, &error);
	if (tasks == NULL || !find_earlier(extract, tasks, &error))
		goto broken;
	stage->version = EXTRACT_VERSION;
	stage_begin(stage, (int)tasks->len);
	if (give_all(extract, pool, tasks, &error))
		return;
broken:
	stage_say(stage, STAGE_FATAL, NULL, 0, "cannot go on", error->message);
}

/* --- a file, printed ----------------------------------------------------- */

struct print {
	struct extract *extract;
	const char *path;
	void (*write)(const struct text *text, GString *out);
};

static void print_result(struct worker_result *result, void *user)
{
	struct print *print = user;
	g_autoptr(Text) text = result->text;
	g_autofree char *failure = result->failure;
	g_autoptr(GString) out = g_string_new(NULL);

	if (text == NULL) {
		stage_say(print->extract->stage, STAGE_ERROR, print->path, 0,
			"cannot be extracted", failure);
		return;
	}
	say_warnings(print->extract, print->path, text);
	print->write(text, out);
	fwrite(out->str, 1, out->len, stdout);
}

static void print_file(struct extract *extract, const struct options *options)
{
	struct print print = {
		.extract = extract,
		.path = options->dump != NULL ? options->dump : options->json,
		.write = options->dump != NULL ? text_dump : text_json,
	};
	g_autoptr(WorkerPool) pool =
		worker_pool_new(&extract->workers, print_result, &print);
	g_autoptr(GError) error = NULL;
	int fd = open(print.path, O_RDONLY | O_CLOEXEC);

	if (fd < 0) {
		stage_say(extract->stage, STAGE_ERROR, print.path, 0,
			"cannot be opened", g_strerror(errno));
		return;
	}
	if (!worker_pool_give(pool, fd, NULL, &error) ||
		!worker_pool_wait(pool, &error))
		stage_say(extract->stage, STAGE_FATAL, NULL, 0, "cannot go on",
			error->message);
}

/* --- main ---------------------------------------------------------------- */

static struct stage *begin(struct options *options, int *argc, char ***argv)
{
	const GOptionEntry entries[] = {
		{"dump", 0, 0, G_OPTION_ARG_FILENAME, &options->dump,
			"Print the text of FILE to read, and do nothing else",
			"FILE"},
		{"json", 0, 0, G_OPTION_ARG_FILENAME, &options->json,
			"The same as JSON", "FILE"},
		{"retry", 0, 0, G_OPTION_ARG_NONE, &options->retry,
			"Do those again that failed or had warnings", NULL},
		{"no-ocr", 0, 0, G_OPTION_ARG_NONE, &options->no_ocr,
			"Leave pages unread that are only pictures", NULL},
		{"seconds", 0, 0, G_OPTION_ARG_INT, &options->seconds,
			"Time for one document (default: 60; with OCR 300)",
			"N"},
		{"memory", 0, 0, G_OPTION_ARG_INT, &options->megabytes,
			"Memory for one document (default: 1024)", "MIB"},
		{NULL}};
	struct stage *stage = stage_new("extract",
		"Turn the documents of the corpus into texts.", entries, argc,
		argv);

	if (*argc > 1)
		stage_usage(stage, "unexpected argument");
	if (options->dump != NULL && options->json != NULL)
		stage_usage(stage, "--dump and --json exclude each other");
	if (options->seconds < 0 || options->megabytes < 0)
		stage_usage(stage, "a limit is at least 1");
	if (options->seconds > SECONDS_MAX)
		stage_usage(stage, "--seconds takes a day at most: 86400");
	return stage;
}

static char *say_done(const struct extract *extract)
{
	g_autofree char *earlier =
		extract->earlier > 0 ? g_strdup_printf(", %d failed earlier",
					       extract->earlier)
				     : NULL;

	return g_strdup_printf("%d extracted, %d failed%s", extract->done,
		extract->failed, earlier != NULL ? earlier : "");
}

int main(int argc, char **argv)
{
	struct options options = {0};
	struct extract extract = {0};
	g_autofree char *done = NULL;

	if (worker_is_wanted(argc, argv))
		return worker_main(extractor_run);
	extract.stage = begin(&options, &argc, &argv);
	extract.workers = (struct worker_options){
		.jobs = extract.stage->jobs,
		.seconds = options.seconds,
		.memory = (guint64)options.megabytes << 20,
		.no_ocr = options.no_ocr,
	};
	if (options.dump != NULL || options.json != NULL) {
		print_file(&extract, &options);
	} else if (stage_open(extract.stage)) {
		extract_corpus(&extract, options.retry);
		done = say_done(&extract);
	}
	g_free(options.dump);
	g_free(options.json);
	return stage_finish(extract.stage, done);
}
