/* Everything that can be asked of a store. */
#include "tests/unit/corpus-operations.h"

#include "corpus/store/web.h"
#include <glib/gstdio.h>

#define SITE "https://example.org/"

static const struct store_score scores[] = {
	{"waits", "ladder", "because", 1, 3, 1},
	{"waits", "model", "because", 1, 1, 1},
};
static const struct store_evidence evidence[] = {
	{"waits", "better-1.1", "long", 1, 0.5},
};
static const struct store_mark marks[] = {{"better-1.1", "health", "early"}};
static const struct store_scoring scoring = {scores, 2, evidence, 1, marks, 1};

static const char *const grounds[] = {"better-2.1"};
static const struct store_flag flags[] = {
	{"late", "weak", "a year", grounds, 1}};
static const struct store_duty duties[] = {
	{"plans", "Plans in time", "section 36", "named", grounds, 1}};
static const struct store_figure figures[] = {{"examples.health", 3}};
static const struct store_flagging flagging = {flags, 1, duties, 1, figures, 1};

/* --- opening ------------------------------------------------------------- */

static bool open_at(const char *work, GString *said, GError **error)
{
	g_autoptr(Store) store = store_open(work, error);
	gint64 tables = 0;

	if (store == NULL ||
		!sql_integer(store, error, &tables,
			"SELECT count(*) FROM sqlite_schema", NO_VALUES))
		return false;
	g_string_append_printf(said, "%d", (int)tables);
	return true;
}

static bool open_again(struct store *store, GString *said, GError **error)
{
	return open_at(store->work, said, error);
}

static bool open_new(struct store *store, GString *said, GError **error)
{
	g_autofree char *work = g_build_filename(store->work, "new", NULL);

	return open_at(work, said, error);
}

static bool renew_views(struct store *store, GString *said, GError **error)
{
	(void)said;
	return sql_script(store,
		       "UPDATE setting SET value = '' WHERE name = 'views'",
		       error) &&
	       schema_open(store, error);
}

/* --- files ---------------------------------------------------------------- */

static bool put(struct store *store, const char *address, const char *words,
	GString *said, GError **error)
{
	g_autofree char *stem = g_path_get_basename(address);
	const struct store_origin origin = {.address = address,
		.stem = stem,
		.size = (gint64)strlen(words),
		.mtime_ns = 1,
		.inode = 2};
	g_autoptr(GBytes) bytes = g_bytes_new(words, strlen(words));
	enum store_arrival what = STORE_KNOWN;
	bool ok = store_put_bytes(store, &origin, bytes, &what, error);

	if (ok)
		g_string_append_printf(said, "%d ", what);
	return ok;
}

static bool put_new(struct store *store, GString *said, GError **error)
{
	return put(store, "/a/new", "new", said, error);
}

static bool put_changed(struct store *store, GString *said, GError **error)
{
	return put(store, "/a/bare", "changed", said, error);
}

static bool put_known(struct store *store, GString *said, GError **error)
{
	return put(store, "/b/bare", "bare", said, error);
}

/* What it does not know for want of memory is only read once more. */
static bool knows(struct store *store, GString *said, GError **error)
{
	const struct store_origin origin = {.address = "/a/bare",
		.stem = "bare",
		.size = 4,
		.mtime_ns = 1,
		.inode = 2};

	(void)said;
	(void)error;
	store_knows(store, &origin);
	return true;
}

/* --- what is out of date, and results ------------------------------------ */

static void say_tasks(GString *said, const GPtrArray *tasks)
{
	for (guint i = 0; i < tasks->len; i++) {
		const struct store_task *task = tasks->pdata[i];

		g_string_append_printf(said, "%d %s %s %s %s;",
			(int)task->document, task->name, task->file,
			task->sha256, task->input);
	}
}

/* The tasks of a stage of version 2, when all is out of date: some. */
static GPtrArray *tasks_of(
	struct store *store, stale_func stale, GString *said, GError **error)
{
	g_autoptr(GPtrArray) tasks = stale(store, "2", error);

	if (tasks == NULL)
		return NULL;
	if (tasks->len == 0) {
		g_set_error_literal(error, STORE_ERROR, STORE_ERROR_ROW,
			"nothing is out of date");
		return NULL;
	}
	say_tasks(said, tasks);
	return g_steal_pointer(&tasks);
}

static bool put_text(struct store *store, GString *said, GError **error)
{
	g_autoptr(GPtrArray) tasks =
		tasks_of(store, store_stale_texts, said, error);
	g_autoptr(Text) text = fixture_text("other words");

	text_warn(text, 1, "half the page is an image");
	return tasks != NULL &&
	       store_put_text(store, tasks->pdata[0], "2", text, NULL, error);
}

static bool put_failure(struct store *store, GString *said, GError **error)
{
	g_autoptr(GPtrArray) tasks =
		tasks_of(store, store_stale_texts, said, error);

	return tasks != NULL && store_put_text(store, tasks->pdata[0], "2",
					NULL, "needs a password", error);
}

static bool retry_texts(struct store *store, GString *said, GError **error)
{
	(void)said;
	return store_retry_texts(store, error);
}

static bool get_text(struct store *store, GString *said, GError **error)
{
	g_autoptr(Text) text = store_get_text(store, 1, error);

	if (text != NULL)
		text_json(text, said);
	return text != NULL;
}

static bool put_record(struct store *store, GString *said, GError **error)
{
	g_autoptr(GPtrArray) tasks =
		tasks_of(store, store_stale_records, said, error);
	g_autoptr(Record) record = fixture_record("Great Thornley");

	return tasks != NULL &&
	       store_put_record(store, tasks->pdata[0], "2", record, error);
}

static bool put_equal_record(struct store *store, GString *said, GError **error)
{
	g_autoptr(GPtrArray) tasks =
		tasks_of(store, store_stale_records, said, error);
	g_autoptr(Record) record = fixture_record("Hartley");

	return tasks != NULL &&
	       store_put_record(store, tasks->pdata[0], "2", record, error);
}

static bool get_record(struct store *store, GString *said, GError **error)
{
	g_autoptr(Record) record = store_get_record(store, 1, error);
	g_autoptr(GVariant) value = NULL;
	g_autofree char *words = NULL;

	if (record == NULL)
		return false;
	value = g_variant_ref_sink(record_to_variant(record));
	words = g_variant_print(value, FALSE);
	g_string_append(said, words);
	return true;
}

static bool put_scoring(struct store *store, GString *said, GError **error)
{
	g_autoptr(GPtrArray) tasks =
		tasks_of(store, store_stale_scores, said, error);

	return tasks != NULL &&
	       store_put_scoring(store, tasks->pdata[0], "2", &scoring, error);
}

static bool put_flags(struct store *store, GString *said, GError **error)
{
	g_autoptr(GPtrArray) tasks =
		tasks_of(store, store_stale_flags, said, error);

	return tasks != NULL &&
	       store_put_flags(store, tasks->pdata[0], "2", &flagging, error);
}

static bool look_around(struct store *store, GString *said, GError **error)
{
	g_autoptr(GPtrArray) apart = NULL;
	gint64 answered = 0;
	bool has = false;

	if (!store_find_answered(store, 1, &answered, error) ||
		!store_has_later(store, 1, "area-report", &has, error))
		return false;
	apart = store_scores_apart(store, 1, 2, error);
	if (apart == NULL)
		return false;
	g_string_append_printf(
		said, "%d %d %u", (int)answered, has, apart->len);
	for (guint i = 0; i < apart->len; i++)
		g_string_append(said, apart->pdata[i]);
	return true;
}

/* --- people -------------------------------------------------------------- */

static bool put_sheet(struct store *store, GString *said, GError **error)
{
	const struct store_sheet sheet = {.document = "letter",
		.reviewer = "Ann",
		.source = "ann.csv",
		.sha256 = "00",
		.scores = scores,
		.n_scores = 1};

	(void)said;
	return store_put_sheet(store, &sheet, error);
}

static bool choose_pair(struct store *store, GString *said, GError **error)
{
	(void)said;
	return store_choose_pair(store, "model", "ladder", error);
}

/* --- the log, and looking after it --------------------------------------- */

static bool begin_run(struct store *store, GString *said, GError **error)
{
	const struct store_run run = {
		.program = "fetch", .version = "3", .started = 1};
	gint64 id = 0;

	(void)said;
	g_free(store_last_version(store, "fetch"));
	return store_begin_run(store, &run, &id, error);
}

static bool end_run(struct store *store, GString *said, GError **error)
{
	const struct store_run_end end = {.total = 2, .summary = "all well"};

	(void)said;
	return store_end_run(store, 1, &end, error);
}

static void say_finding(const struct store_finding *finding, void *user)
{
	g_string_append_printf(user, "%s: %s;", finding->where, finding->what);
}

/* Pages and files that cannot be read are found to be so, and that is all. */
static bool check_database(struct store *store, GString *said, GError **error)
{
	g_autoptr(GString) found = g_string_new(NULL);

	(void)said;
	return store_check_database(store, say_finding, found, error);
}

static bool check_blobs(struct store *store, GString *said, GError **error)
{
	g_autoptr(GString) found = g_string_new(NULL);

	(void)said;
	return store_check_blobs(store, true, say_finding, found, error);
}

static bool prune(struct store *store, GString *said, GError **error)
{
	int dropped = 0;
	bool ok = store_prune(store, 0, &dropped, error);

	if (ok)
		g_string_append_printf(said, "%d", dropped);
	return ok;
}

static bool back_up(struct store *store, GString *said, GError **error)
{
	g_autofree char *path = g_build_filename(store->work, "copy.db", NULL);
	bool ok = store_backup(store, path, error);

	(void)said;
	g_assert_cmpint(g_unlink(path) == 0, ==, ok);
	return ok;
}

/* --- the tables ---------------------------------------------------------- */

static bool say_row(int n, const char *const *columns,
	const char *const *values, void *user)
{
	for (int i = 0; i < n; i++)
		g_string_append_printf(user, "%s=%s,", columns[i],
			values[i] != NULL ? values[i] : "-");
	return true;
}

static bool walk_documents(struct store *store, GString *said, GError **error)
{
	return store_each_row(store, "documents", say_row, said, error);
}

static bool walk_one(struct store *store, GString *said, GError **error)
{
	gint64 token = 0;

	return store_each_row_of(
		       store, "findings", "letter", say_row, said, error) &&
	       store_get_token(store, &token, error);
}

static bool search(struct store *store, GString *said, GError **error)
{
	return store_search(store, "therapy OR plan*", say_row, said, error);
}

/* --- the web ------------------------------------------------------------- */

static void say_links(GString *said, const GPtrArray *links)
{
	for (guint i = 0; i < links->len; i++) {
		const struct store_link *link = links->pdata[i];

		g_string_append_printf(said, "%s %s %s %s %s;", link->address,
			link->area, link->kind, link->label, link->published);
	}
}

/* In that run the page has these two links, the second NULL for only one. */
static bool put_page(struct store *store, gint64 run,
	const char *const addresses[2], GError **error)
{
	struct store_link links[] = {
		{.address = (char *)addresses[0], .label = (char *)"a letter"},
		{.address = (char *)addresses[1]},
	};
	g_autoptr(GPtrArray) all = g_ptr_array_new();
	const struct store_page page = {
		.answer = {.address = SITE, .etag = "\"1\"", .status = 200},
		.links = all};
	const struct store_listing listing = {.source = SITE,
		.reader = "list",
		.root = true,
		.pages = &page,
		.n_pages = 1};

	for (int i = 0; i < 2 && addresses[i] != NULL; i++)
		g_ptr_array_add(all, &links[i]);
	return store_web_put_listing(store, run, &listing, error);
}

static bool begin_web(struct store *store, GString *said, GError **error)
{
	gint64 run = store_web_begin(store, error);

	if (run != 0)
		g_string_append_printf(said, "%d", (int)run);
	return run != 0;
}

/* The run that operations_prepare() left open. */
#define OPEN_RUN 3

static bool put_listing(struct store *store, GString *said, GError **error)
{
	const char *const links[2] = {SITE "new", SITE "gone"};

	(void)said;
	return put_page(store, OPEN_RUN, links, error);
}

static bool end_web(struct store *store, GString *said, GError **error)
{
	gint64 gone = 0;
	bool ok = store_web_end(store, OPEN_RUN, &gone, error);

	if (ok)
		g_string_append_printf(
			said, "%" G_GINT64_FORMAT " gone\n", gone);
	return ok;
}

static bool put_document(struct store *store, const char *address,
	const char *words, GString *said, GError **error)
{
	struct store_link link = {.address = (char *)address};
	g_autoptr(GBytes) bytes = g_bytes_new(words, strlen(words));
	g_autofree char *sha256 =
		g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
	const struct store_answer answer = {.address = address,
		.etag = "\"2\"",
		.sha256 = sha256,
		.status = 200};
	const struct store_document document = {.link = &link,
		.stem = "from-web",
		.answer = &answer,
		.bytes = bytes};
	const char *change = NULL;
	bool ok = store_web_put_document(
		store, OPEN_RUN, &document, &change, error);

	if (ok)
		g_string_append(said, change != NULL ? change : "as before");
	return ok;
}

static bool put_web_document(struct store *store, GString *said, GError **error)
{
	return put_document(store, SITE "letter", "changed", said, error);
}

static bool bring_back(struct store *store, GString *said, GError **error)
{
	return put_document(store, SITE "gone", "gone", said, error);
}

static bool put_answer(struct store *store, GString *said, GError **error)
{
	struct store_link link = {.address = (char *)SITE "letter"};
	const struct store_answer answer = {.address = SITE "letter",
		.problem = "the server answers 410",
		.status = 410,
		.gone = true};
	bool gone = false;
	bool ok = store_web_put_answer(
		store, OPEN_RUN, &link, &answer, &gone, error);

	if (ok)
		g_string_append(said, gone ? "gone" : "not gone");
	return ok;
}

/* A blob that cannot be looked at counts as not there, and is fetched again. */
static bool know_web(struct store *store, GString *said, GError **error)
{
	struct store_known known;
	g_autoptr(GPtrArray) links = NULL;
	g_autoptr(GPtrArray) source = NULL;

	store_web_refused(store, SITE "letter", "00");
	if (!store_web_known(store, SITE "letter", &known, error))
		return false;
	g_string_append_printf(said, "%d;", known.read);
	store_known_clear(&known);
	links = store_web_links(store, SITE, error);
	if (links == NULL)
		return false;
	say_links(said, links);
	source = store_web_source_links(store, SITE, "list", error);
	if (source == NULL)
		return false;
	say_links(said, source);
	return true;
}

/* --- all of them --------------------------------------------------------- */

const struct operation operations[] = {
	{"open_again", open_again},
	{"open_new", open_new},
	{"renew_views", renew_views},
	{"put_new", put_new},
	{"put_changed", put_changed},
	{"put_known", put_known},
	{"knows", knows},
	{"put_text", put_text},
	{"put_failure", put_failure},
	{"retry_texts", retry_texts},
	{"get_text", get_text},
	{"put_record", put_record},
	{"put_equal_record", put_equal_record},
	{"get_record", get_record},
	{"put_scoring", put_scoring},
	{"put_flags", put_flags},
	{"look_around", look_around},
	{"put_sheet", put_sheet},
	{"choose_pair", choose_pair},
	{"begin_run", begin_run},
	{"end_run", end_run},
	{"check_database", check_database},
	{"check_blobs", check_blobs},
	{"prune", prune},
	{"back_up", back_up},
	{"walk_documents", walk_documents},
	{"walk_one", walk_one},
	{"search", search},
	{"begin_web", begin_web},
	{"put_listing", put_listing},
	{"end_web", end_web},
	{"put_web_document", put_web_document},
	{"bring_back", bring_back},
	{"put_answer", put_answer},
	{"know_web", know_web},
};

const size_t n_operations = G_N_ELEMENTS(operations);

static void put_results(struct store *store)
{
	g_autoptr(GPtrArray) to_score = store_stale_scores(store, "1", NULL);
	g_autoptr(GPtrArray) to_flag = NULL;

	g_assert_true(store_put_scoring(
		store, to_score->pdata[0], "1", &scoring, NULL));
	to_flag = store_stale_flags(store, "1", NULL);
	g_assert_true(store_put_flags(
		store, to_flag->pdata[0], "1", &flagging, NULL));
}

static void put_web(struct store *store)
{
	static const char *const pages[][2] = {
		{SITE "letter", SITE "gone"},
		{SITE "letter", NULL},
		{SITE "new", NULL},
	};
	g_autoptr(GString) said = g_string_new(NULL);
	gint64 gone = 0;

	for (int run = 1; run <= OPEN_RUN; run++)
		g_assert_cmpint(store_web_begin(store, NULL), ==, run);
	g_assert_true(bring_back(store, said, NULL));
	g_assert_true(put_document(store, SITE "letter", "web", said, NULL));
	for (int run = 1; run <= OPEN_RUN; run++) {
		g_assert_true(put_page(store, run, pages[run - 1], NULL));
		if (run < OPEN_RUN)
			g_assert_true(store_web_end(store, run, &gone, NULL));
	}
}

/* Other bytes, as many, where those of that document should be. */
static void spoil_blob(struct store *store, const char *words)
{
	g_autofree char *sha256 =
		g_compute_checksum_for_string(G_CHECKSUM_SHA256, words, -1);
	g_autofree char *path = store_blob_path(store, sha256);
	g_autofree char *other = g_strnfill(strlen(words), 'x');

	g_assert_true(g_file_set_contents(path, other, -1, NULL));
}

void operations_prepare(struct fixture *fixture)
{
	g_autoptr(GString) said = g_string_new(NULL);
	struct store *store = fixture->store;

	fixture_parse(fixture, "/a/letter", "words");
	put_results(store);
	fixture_put(fixture, "/a/old", "first", false);
	fixture_put(fixture, "/a/old", "second", false);
	fixture_put(fixture, "/a/bare", "bare", false);
	spoil_blob(store, "second");
	put_web(store);
	g_assert_true(begin_run(store, said, NULL));
}
