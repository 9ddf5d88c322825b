/*
 * parse.c - lettermark-parse: turns the corpus's texts into records.
 */
#include "extractors/extractor.h"
#include "corpus/register-check.h"
#include "extractors/dates.h"
#include "extractors/form.h"
#include "pipeline/facts.h"
#include "pipeline/stage.h"
#include "pipeline/worker.h"
#include "version.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

struct parse {
	struct stage *stage;
	struct form_context context;
	const struct facts *facts;
	char *version; /* of code and data */
	int done, unknown;
};

static void say_warnings(
	struct parse *parse, const char *name, const struct record *record)
{
	for (guint i = 0; i < record->warnings->len; i++) {
		const struct text_warning *warning = record->warnings->pdata[i];
		stage_say(parse->stage, STAGE_WARNING, name, warning->page,
			warning->message, NULL);
	}
}

static void add_day(
	struct record *record, const char *name, guint32 day, const char *words)
{
	g_autofree char *iso = dates_iso(day);

	if (iso != NULL)
		record_add_field(record, name, FIELD_FOUND, iso)->text =
			g_strdup(words);
}

/* When a statement of action is due that the letter requires, and the days by
 * which progress is looked at. */
static void add_due(const struct parse *parse, struct record *record)
{
	const char *determined = record_value(record, "determination");
	guint32 letter = dates_from_iso(record_value(record, "letter_date"));
	guint32 due = calendar_add(
		parse->facts->calendar, letter, CALENDAR_WSOA_DAYS);
	g_autofree char *words = g_strdup_printf(
		"%d working days after the letter", CALENDAR_WSOA_DAYS);

	if (record->kind != RECORD_OUTCOME_LETTER ||
		g_strcmp0(determined, "required") != 0)
		return;
	add_day(record, "wsoa_due", due, words);
	add_day(record, "wsoa_12_months", calendar_add_months(due, 12),
		"12 months after the statement is due");
	add_day(record, "wsoa_18_months", calendar_add_months(due, 18),
		"18 months after the statement is due");
}

static struct record *read_record(
	const struct parse *parse, const struct text *text)
{
	struct record *record = form_read(text, &parse->context);

	register_check(parse->facts->areas, record);
	add_due(parse, record);
	return record;
}

/* --- the documents of the corpus ----------------------------------------- */

/* False when the corpus cannot be read or written. */
static bool parse_document(
	struct parse *parse, const struct store_task *task, GError **error)
{
	g_autoptr(Text) text =
		store_get_text(parse->stage->store, task->document, error);

	if (text == NULL)
		return false;
	g_autoptr(Record) record = read_record(parse, text);
	if (!store_put_record(
		    parse->stage->store, task, parse->version, record, error))
		return false;
	say_warnings(parse, task->file, record);
	parse->done++;
	parse->unknown += record->kind == RECORD_UNKNOWN;
	return true;
}

static void parse_corpus(struct parse *parse)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) tasks = store_stale_records(
		parse->stage->store, parse->version, &error);

	if (tasks == NULL) {
		stage_say(parse->stage, STAGE_FATAL, NULL, 0, "cannot go on",
			error->message);
		return;
	}
	parse->stage->version = parse->version;
	stage_begin(parse->stage, (int)tasks->len);
	for (guint i = 0; i < tasks->len; i++) {
		const struct store_task *task = tasks->pdata[i];

		if (!parse_document(parse, task, &error)) {
			stage_say(parse->stage, STAGE_FATAL, task->file, 0,
				"cannot go on", error->message);
			return;
		}
		stage_step(parse->stage);
	}
}

/* --- one record, printed ------------------------------------------------- */

struct print {
	struct parse *parse;
	const char *path;
};

static void print_record(struct parse *parse, const struct text *text)
{
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(Record) record = read_record(parse, text);

	record_dump(record, out);
	fwrite(out->str, 1, out->len, stdout);
}

static void print_result(struct worker_result *result, void *user)
{
	struct print *print = user;
	g_autoptr(Text) text = result->text;
	g_autofree char *failure = result->failure;

	if (text != NULL)
		print_record(print->parse, text);
	else
		stage_say(print->parse->stage, STAGE_ERROR, print->path, 0,
			"cannot be extracted", failure);
}

/* Files are opened in a worker, as lettermark-extract does. */
static void print_file(struct parse *parse, const char *path)
{
	struct print print = {parse, path};
	struct worker_options options = {.jobs = 1};
	g_autoptr(WorkerPool) pool =
		worker_pool_new(&options, print_result, &print);
	g_autoptr(GError) error = NULL;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0) {
		stage_say(parse->stage, STAGE_ERROR, path, 0,
			"cannot be opened", g_strerror(errno));
		return;
	}
	if (!worker_pool_give(pool, fd, NULL, &error) ||
		!worker_pool_wait(pool, &error))
		stage_say(parse->stage, STAGE_FATAL, NULL, 0, "cannot go on",
			error->message);
}

static void print_document(struct parse *parse, const char *name)
{
	struct store *store = parse->stage->store;
	g_autoptr(GError) error = NULL;
	/* No version is empty, so all texts are out of date for it. */
	g_autoptr(GPtrArray) all = store_stale_records(store, "", &error);

	for (guint i = 0; all != NULL && i < all->len; i++) {
		const struct store_task *task = all->pdata[i];
		g_autoptr(Text) text = NULL;

		if (strcmp(task->name, name) != 0)
			continue;
		text = store_get_text(store, task->document, &error);
		if (text == NULL)
			break;
		print_record(parse, text);
		return;
	}
	stage_say(parse->stage, STAGE_ERROR, name, 0,
		"no such file, nor a text of that name",
		error != NULL ? error->message : NULL);
}

/* --- main ---------------------------------------------------------------- */

/* What every document is read by. False after a diagnostic. */
static bool load(
	struct parse *parse, struct phrases **phrases, struct facts **facts)
{
	g_autoptr(GError) error = NULL;

	*phrases = phrases_new(&error);
	*facts = *phrases != NULL ? facts_load(parse->stage->work, &error)
				  : NULL;
	if (*facts == NULL || !facts_add_samples(*facts, &error)) {
		stage_say(parse->stage, STAGE_FATAL, NULL, 0,
			"its data cannot be read", error->message);
		return false;
	}
	parse->facts = *facts;
	parse->context.phrases = *phrases;
	parse->context.find_area = register_find_area;
	parse->context.user = (*facts)->areas;
	parse->version =
		g_strconcat(PARSE_VERSION, "-", (*facts)->digest, NULL);
	return true;
}

static void run(struct parse *parse, const char *dump)
{
	if (dump != NULL && g_file_test(dump, G_FILE_TEST_IS_REGULAR))
		print_file(parse, dump);
	else if (stage_open(parse->stage) && dump != NULL)
		print_document(parse, dump);
	else if (parse->stage->store != NULL)
		parse_corpus(parse);
}

int main(int argc, char **argv)
{
	g_autofree char *dump = NULL;
	const GOptionEntry entries[] = {
		{"dump", 0, 0, G_OPTION_ARG_FILENAME, &dump,
			"Print the record of a file or of a document of the "
			"corpus, and do nothing else",
			"FILE|DOCUMENT"},
		{NULL}};
	struct parse parse = {0};
	g_autoptr(Phrases) phrases = NULL;
	g_autoptr(Facts) facts = NULL;
	g_autofree char *done = NULL;

	if (worker_is_wanted(argc, argv))
		return worker_main(extractor_run);
	parse.stage =
		stage_new("parse", "Turn the texts of the corpus into records.",
			entries, &argc, &argv);
	if (argc > 1)
		stage_usage(parse.stage, "unexpected argument");
	if (load(&parse, &phrases, &facts))
		run(&parse, dump);
	if (dump == NULL && parse.stage->store != NULL)
		done = g_strdup_printf("%d parsed, %d of no known kind",
			parse.done, parse.unknown);
	g_free(parse.version);
	return stage_finish(parse.stage, done);
}
