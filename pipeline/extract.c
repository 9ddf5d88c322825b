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

struct options {
	char *dump, *json; /* a file to print instead */
	gboolean retry, no_ocr;
	int seconds, megabytes;
};

struct extract {
	struct stage *stage;
	struct worker_options workers;
	int done, failed;
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
	if (tasks == NULL)
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
		done = g_strdup_printf("%d extracted, %d failed", extract.done,
			extract.failed);
	}
	g_free(options.dump);
	g_free(options.json);
	return stage_finish(extract.stage, done);
}
