/*
 * stage.c - options, diagnostics, progress and exit status of every stage.
 */
#include "pipeline/stage.h"
#include "version.h"
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define REDRAW_MICROSECONDS (G_USEC_PER_SEC / 10)
#define BAR_CELLS           24

struct stage_private {
	enum stage_exit status; /* the worst so far */
	int failed;             /* documents said to have failed */
	bool draws;             /* progress goes to a terminal */
	bool drawn;             /* a progress line stands there now */
	int total, done;
	gint64 started, redrawn; /* monotonic, microseconds */
	gint64 born;             /* the same, of the stage */
	gint64 run;              /* its row of the log; 0 for none */
};

/* --- options ------------------------------------------------------------- */

char *stage_file_digest(const char *path)
{
	g_autofree char *bytes = NULL;
	gsize size;

	if (!g_file_get_contents(path, &bytes, &size, NULL))
		return NULL;
	return g_compute_checksum_for_data(
		G_CHECKSUM_SHA256, (const guchar *)bytes, size);
}

/* The versions of code and data that every derived row carries. */
static void print_version(const char *name)
{
	g_auto(GStrv) data = g_strsplit(LETTERMARK_DATA, " ", -1);

	printf("lettermark-%s %s\n", name, LETTERMARK_VERSION);
	printf("extract %s\nparse %s\nscore %s\n", EXTRACT_VERSION,
		PARSE_VERSION, SCORE_VERSION);
	for (int i = 0; data[i] != NULL; i++) {
		g_autofree char *path = stage_data(data[i]);
		g_autofree char *digest = stage_file_digest(path);

		if (digest != NULL)
			printf("%s %.12s\n", data[i], digest);
	}
}

void stage_usage(struct stage *stage, const char *problem)
{
	char *hint = g_strdup_printf("see lettermark-%s --help", stage->name);

	stage_say(stage, STAGE_ERROR, NULL, 0, problem, hint);
	g_free(hint); /* exit() would not */
	exit(STAGE_USAGE);
}

static bool parse(struct stage *stage, const char *summary,
	const GOptionEntry *entries, int *argc, char ***argv)
{
	gboolean quiet = FALSE, log_json = FALSE, version = FALSE;
	const GOptionEntry common[] = {
		{"work", 'w', 0, G_OPTION_ARG_FILENAME, &stage->work,
			"The corpus: database and blobs (default: work)",
			"DIR"},
		{"jobs", 'j', 0, G_OPTION_ARG_INT, &stage->jobs,
			"Processes at work (default: one a processor)", "N"},
		{"quiet", 'q', 0, G_OPTION_ARG_NONE, &quiet,
			"No progress, notes or summary", NULL},
		{"log-json", 0, 0, G_OPTION_ARG_NONE, &log_json,
			"Diagnostics as one JSON object a line", NULL},
		{"version", 0, 0, G_OPTION_ARG_NONE, &version,
			"Print the version and the data's digests", NULL},
		G_OPTION_ENTRY_NULL};
	g_auto(GStrv) parts = g_strsplit(summary, " - ", 2);
	g_autoptr(GOptionContext) context =
		g_option_context_new(parts[1] != NULL ? parts[0] : NULL);
	g_autoptr(GError) error = NULL;

	g_option_context_set_summary(
		context, parts[1] != NULL ? parts[1] : parts[0]);
	if (entries != NULL)
		g_option_context_add_main_entries(context, entries, NULL);
	g_option_context_add_main_entries(context, common, NULL);
	if (!g_option_context_parse(context, argc, argv, &error))
		stage_usage(stage, error->message);
	if (stage->jobs < 1 || stage->jobs > STAGE_JOBS_MAX)
		stage_usage(stage, "--jobs must be from 1 to " G_STRINGIFY(
					   STAGE_JOBS_MAX));
	stage->quiet = quiet;
	stage->log_json = log_json;
	return version;
}

struct stage *stage_new(const char *name, const char *summary,
	const GOptionEntry *entries, int *argc, char ***argv)
{
	struct stage *stage = g_new0(struct stage, 1);

	setlocale(LC_CTYPE, "");
	stage->name = name;
	stage->jobs = (int)MIN(g_get_num_processors(), STAGE_JOBS_MAX);
	stage->private = g_new0(struct stage_private, 1);
	stage->private->born = g_get_monotonic_time();
	if (parse(stage, summary, entries, argc, argv)) {
		print_version(name);
		exit(stage_finish(stage, NULL));
	}
	if (stage->work == NULL)
		stage->work = g_strdup("work");
	stage->private->draws =
		!stage->quiet && !stage->log_json && isatty(STDERR_FILENO);
	return stage;
}

bool stage_create(struct stage *stage)
{
	g_autoptr(GError) error = NULL;

	stage->store = store_open(stage->work, &error);
	if (stage->store == NULL)
		stage_say(stage, STAGE_FATAL, NULL, 0, "cannot open the corpus",
			error->message);
	return stage->store != NULL;
}

/* A slip in --work, or a disk that is not mounted, is no empty corpus. */
bool stage_open(struct stage *stage)
{
	g_autofree char *path =
		g_build_filename(stage->work, "corpus.db", NULL);
	g_autofree char *text = NULL;

	if (access(path, F_OK) == 0 || errno != ENOENT)
		return stage_create(stage);
	text = g_strdup_printf("no corpus in %s", stage->work);
	stage_say(stage, STAGE_FATAL, NULL, 0, text, NULL);
	return false;
}

/* --- progress ------------------------------------------------------------ */

static void draw(struct stage *stage, gint64 now)
{
	struct stage_private *private = stage->private;
	double seconds = (double)(now - private->started) / G_USEC_PER_SEC;
	int cells = private->total > 0 ? (int)((gint64) private->done *
						 BAR_CELLS / private->total)
				       : BAR_CELLS;
	char bar[BAR_CELLS + 1];

	memset(bar, '.', BAR_CELLS);
	memset(bar, '#', (size_t)CLAMP(cells, 0, BAR_CELLS));
	bar[BAR_CELLS] = '\0';
	fprintf(stderr, "\r%s: [%s] %d/%d  %.1f/s\033[K", stage->name, bar,
		private->done, private->total,
		seconds > 0 ? private->done / seconds : 0.0);
	fflush(stderr);
	private->redrawn = now;
	private->drawn = true;
}

static void wipe(struct stage *stage)
{
	if (stage->private->drawn)
		fputs("\r\033[K", stderr);
	stage->private->drawn = false;
}

/*
 * A corpus that cannot be written is told by whoever has something to put
 * there; the log alone is no reason to stop.
 */
static void begin_log(struct stage *stage)
{
	gint64 age = g_get_monotonic_time() - stage->private->born;
	const struct store_run run = {.program = stage->name,
		.night = g_getenv("LETTERMARK_NIGHT"),
		.version = stage->version != NULL ? stage->version
						  : LETTERMARK_VERSION,
		.started = (g_get_real_time() - age) / G_USEC_PER_SEC};
	g_autoptr(GError) error = NULL;

	if (!store_begin_run(stage->store, &run, &stage->private->run, &error))
		stage_say(stage, STAGE_WARNING, NULL, 0,
			"this run is not in the log", error->message);
}

void stage_begin(struct stage *stage, int total)
{
	if (stage->store != NULL && stage->private->run == 0)
		begin_log(stage);
	stage->private->total += total;
	if (stage->private->started == 0)
		stage->private->started = g_get_monotonic_time();
	if (stage->private->draws && total > 0)
		draw(stage, g_get_monotonic_time());
}

void stage_step(struct stage *stage)
{
	struct stage_private *private = stage->private;
	gint64 now;

	private->done++;
	if (!private->draws)
		return;
	now = g_get_monotonic_time();
	if (now - private->redrawn >= REDRAW_MICROSECONDS)
		draw(stage, now);
}

void stage_grow(struct stage *stage)
{
	stage->private->total++;
}

/* --- diagnostics --------------------------------------------------------- */

static const struct {
	const char *name;
	enum stage_exit status;
} levels[] = {
	[STAGE_NOTE] = {"NOTE", STAGE_OK},
	[STAGE_WARNING] = {"WARNING", STAGE_OK},
	[STAGE_ERROR] = {"ERROR", STAGE_SOME_FAILED},
	[STAGE_FATAL] = {"FATAL", STAGE_BROKEN},
};

/*
 * Append `words` from a document or a file's name: on one line, without
 * anything that a terminal would obey, and as UTF-8.
 */
static void append_plain(GString *line, const char *words)
{
	g_autofree char *valid = g_utf8_make_valid(words, -1);

	for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (c < 0x20 || (c >= 0x7f && c < 0xa0))
			g_string_append_printf(line, "\\x%02x", c);
		else
			g_string_append_unichar(line, c);
	}
}

static void append_json(GString *line, const char *key, const char *words)
{
	g_autofree char *valid = g_utf8_make_valid(words, -1);

	g_string_append_printf(
		line, "%s\"%s\":\"", line->len > 1 ? "," : "", key);
	for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (c == '"' || c == '\\')
			g_string_append_c(line, '\\');
		if (c < 0x20 || (c >= 0x7f && c < 0xa0))
			g_string_append_printf(line, "\\u%04x", c);
		else
			g_string_append_unichar(line, c);
	}
	g_string_append_c(line, '"');
}

struct diagnostic {
	const char *level, *document, *text, *detail;
	int page;
};

static void print_json(struct stage *stage, const struct diagnostic *said)
{
	g_autoptr(GString) line = g_string_new("{");
	g_autoptr(GDateTime) now = g_date_time_new_now_utc();
	g_autofree char *time = g_date_time_format(now, "%Y-%m-%dT%H:%M:%SZ");

	append_json(line, "time", time);
	append_json(line, "program", stage->name);
	if (said->document != NULL)
		append_json(line, "document", said->document);
	if (said->page > 0)
		g_string_append_printf(line, ",\"page\":%d", said->page);
	append_json(line, "level", said->level);
	append_json(line, "text", said->text);
	if (said->detail != NULL)
		append_json(line, "detail", said->detail);
	g_string_append(line, "}\n");
	fputs(line->str, stderr);
}

static void print_line(struct stage *stage, const struct diagnostic *said)
{
	g_autoptr(GString) line = g_string_new(stage->name);

	g_string_append(line, ": ");
	if (said->document != NULL) {
		append_plain(line, said->document);
		if (said->page > 0)
			g_string_append_printf(line, ":%d", said->page);
		g_string_append(line, ": ");
	}
	if (said->level != NULL)
		g_string_append_printf(line, "%s: ", said->level);
	append_plain(line, said->text);
	if (said->detail != NULL) {
		g_string_append(line, ": ");
		append_plain(line, said->detail);
	}
	g_string_append_c(line, '\n');
	wipe(stage);
	fputs(line->str, stderr);
}

void stage_say(struct stage *stage, enum stage_level level,
	const char *document, int page, const char *text, const char *detail)
{
	struct diagnostic said = {.level = levels[level].name,
		.document = document,
		.page = page,
		.text = text,
		.detail = detail};

	stage->private->status =
		MAX(stage->private->status, levels[level].status);
	if (level == STAGE_ERROR && document != NULL)
		stage->private->failed++;
	if (level == STAGE_NOTE && stage->quiet)
		return;
	if (stage->log_json)
		print_json(stage, &said);
	else
		print_line(stage, &said);
}

/* --- the end ------------------------------------------------------------- */

static void say_summary(struct stage *stage, const char *done)
{
	struct diagnostic said = {.text = done};

	if (stage->log_json)
		said.level = "SUMMARY";
	if (stage->log_json)
		print_json(stage, &said);
	else
		print_line(stage, &said);
}

/* The most that this process, or any worker that has ended, ever took. */
static gint64 peak_kilobytes(void)
{
	struct rusage self, children;

	if (getrusage(RUSAGE_SELF, &self) != 0 ||
		getrusage(RUSAGE_CHILDREN, &children) != 0)
		return 0;
	return MAX(self.ru_maxrss, children.ru_maxrss);
}

static void end_log(struct stage *stage, const char *summary)
{
	const struct stage_private *private = stage->private;
	const struct store_run_end end = {
		.milliseconds = (g_get_monotonic_time() - private->born) / 1000,
		.kilobytes = peak_kilobytes(),
		.status = (int)private->status,
		.total = private->total,
		.done = private->done,
		.failed = private->failed,
		.summary = summary};
	g_autoptr(GError) error = NULL;

	if (private->run == 0 ||
		store_end_run(stage->store, private->run, &end, &error) ||
		private->status == STAGE_BROKEN)
		return;
	stage_say(stage, STAGE_WARNING, NULL, 0,
		"the end of this run is not in the log", error->message);
}

int stage_finish(struct stage *stage, const char *done)
{
	enum stage_exit status;

	wipe(stage);
	errno = 0;
	if (fflush(stdout) != 0 || ferror(stdout) || fclose(stdout) != 0)
		stage_say(stage, STAGE_FATAL, NULL, 0,
			"cannot write standard output",
			errno != 0 ? g_strerror(errno) : NULL);
	if (done != NULL && !stage->quiet)
		say_summary(stage, done);
	end_log(stage, done);
	status = stage->private->status;
	store_close(stage->store);
	g_free(stage->private);
	g_free(stage->work);
	g_free(stage);
	return (int)status;
}
