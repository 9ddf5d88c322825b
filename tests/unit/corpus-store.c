/* The store: what is put comes back, and what is out of date is known. */
#include "tests/unit/corpus-fixture.h"

#include <string.h>

static void assert_rows(struct fixture *fixture, const char *view,
	const char *wanted, const char *expected)
{
	g_autofree char *rows = fixture_rows(fixture, view, wanted);

	g_assert_cmpstr(rows, ==, expected);
}

/* --- documents ----------------------------------------------------------- */

static void test_bytes_kept(struct fixture *fixture, gconstpointer unused)
{
	g_autofree char *path = NULL;
	g_autofree char *bytes = NULL;

	(void)unused;
	g_assert_true(fixture_put(fixture, "http://a/letter", "words", false));
	g_assert_false(fixture_put(fixture, "http://a/letter", "words", false));
	/* sha256sum of "words" */
	path = store_blob_path(fixture->store,
		"dba36bffa5cab0f922d087a3aeb179f9"
		"d4e745df40b323e1b1471402848c8a3e");
	g_assert_true(g_str_has_suffix(path,
		"/blobs/db/a36bffa5cab0f922d087a3aeb179f9"
		"d4e745df40b323e1b1471402848c8a3e"));
	g_assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
	g_assert_cmpstr(bytes, ==, "words");
	assert_rows(fixture, "documents", "document,source,status",
		"letter,http://a/letter,-");
}

static void test_known_by_all(struct fixture *fixture, gconstpointer unused)
{
	struct store_origin origin = {.address = "http://a/letter",
		.stem = "letter",
		.size = 5,
		.mtime_ns = 1,
		.inode = 2};

	(void)unused;
	g_assert_false(store_knows(fixture->store, &origin));
	fixture_put(fixture, "http://a/letter", "words", false);
	g_assert_true(store_knows(fixture->store, &origin));
	origin.size = 6;
	g_assert_false(store_knows(fixture->store, &origin));
	origin.size = 5;
	origin.mtime_ns = 2;
	g_assert_false(store_knows(fixture->store, &origin));
	origin.mtime_ns = 1;
	origin.inode = 3;
	g_assert_false(store_knows(fixture->store, &origin));
	origin.inode = 2;
	origin.address = "http://a/other";
	g_assert_false(store_knows(fixture->store, &origin));
}

static void test_names(struct fixture *fixture, gconstpointer unused)
{
	(void)unused;
	fixture_put(fixture, "http://a/letter", "one", false);
	fixture_put(fixture, "http://b/letter", "two", false);
	fixture_put(fixture, "http://c/letter", "three", false);
	fixture_put(fixture, "http://d/letter-2", "four", false);
	assert_rows(fixture, "documents", "document,source",
		"letter,http://a/letter;letter-2,http://b/letter;"
		"letter-2-2,http://d/letter-2;letter-3,http://c/letter");
	/* the middle one changes, and keeps its name */
	g_assert_true(fixture_put(fixture, "http://b/letter", "two!", false));
	assert_rows(fixture, "documents", "document,source",
		"letter,http://a/letter;letter-2,http://b/letter;"
		"letter-2-2,http://d/letter-2;letter-3,http://c/letter");
}

/* Bytes that stand elsewhere too live on when one address changes. */
static void test_two_addresses(struct fixture *fixture, gconstpointer unused)
{
	(void)unused;
	g_assert_true(fixture_put(fixture, "http://a/letter", "one", false));
	g_assert_false(fixture_put(fixture, "http://b/copy", "one", false));
	assert_rows(fixture, "documents", "document,source",
		"letter,http://a/letter");
	g_assert_true(fixture_put(fixture, "http://a/letter", "new", false));
	assert_rows(fixture, "documents", "document,source",
		"letter,http://b/copy;letter-2,http://a/letter");
}

/* The folders of one's own machine are in no table. */
static void test_source(struct fixture *fixture, gconstpointer unused)
{
	(void)unused;
	fixture_put(fixture, "/ann/a b/letter.pdf", "one", false);
	fixture_put(fixture, "http://a/b/letter.pdf", "two", false);
	fixture_put(fixture, "/a/both", "three", false);
	fixture_put(fixture, "https://a/both", "three", false);
	assert_rows(fixture, "documents", "source",
		"https://a/both;letter.pdf;http://a/b/letter.pdf");
}

static void test_samples(struct fixture *fixture, gconstpointer unused)
{
	(void)unused;
	fixture_put(fixture, "http://s/made-up", "one", true);
	assert_rows(fixture, "documents", "document", "made-up");
	fixture_put(fixture, "http://a/letter", "two", false);
	assert_rows(fixture, "documents", "document", "letter");
	g_ptr_array_unref(fixture_stale(fixture, store_stale_texts, "1", 1));
	fixture_put(fixture, "http://mine/made-up", "one", false);
	assert_rows(fixture, "documents", "document", "letter;made-up");
}

/* Having seen samples first changes no name of a real document. */
static void test_sample_names(struct fixture *fixture, gconstpointer unused)
{
	(void)unused;
	fixture_put(fixture, "http://s/letter", "one", true);
	fixture_put(fixture, "http://s/other", "two", true);
	fixture_put(fixture, "http://a/letter", "three", false);
	assert_rows(fixture, "documents", "document,source",
		"letter,http://a/letter");
	/* a sample that becomes real makes room, as any other would */
	fixture_put(fixture, "http://b/letter", "one", false);
	assert_rows(fixture, "documents", "document,source",
		"letter,http://a/letter;letter-2,http://b/letter");
	/* a real file where a sample stood */
	fixture_put(fixture, "http://s/other", "four", false);
	assert_rows(fixture, "documents", "document,source",
		"letter,http://a/letter;letter-2,http://b/letter;other,http://"
		"s/other");
	/* what was superseded comes back as a sample: not beside the others */
	fixture_put(fixture, "http://a/letter", "three!", false);
	fixture_put(fixture, "http://s/third", "three", true);
	assert_rows(fixture, "documents", "document,source",
		"letter,http://a/letter;letter-2,http://b/letter;other,http://"
		"s/other");
}

/* --- texts --------------------------------------------------------------- */

static void test_text_kept(struct fixture *fixture, gconstpointer unused)
{
	g_autoptr(Text) text = fixture_text("Waits are long.");
	g_autoptr(GPtrArray) tasks = NULL;
	g_autoptr(Text) back = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(GVariant) before = NULL;
	g_autoptr(GVariant) after = NULL;

	(void)unused;
	text_warn(text, 1, "half the page is an image");
	fixture_put(fixture, "http://a/letter", "bytes", false);
	tasks = fixture_stale(fixture, store_stale_texts, "1", 1);
	g_assert_true(store_put_text(
		fixture->store, tasks->pdata[0], "1", text, NULL, &error));
	fixture_reopen(fixture);
	back = store_get_text(fixture->store,
		((struct store_task *)tasks->pdata[0])->document, &error);
	g_assert_no_error(error);
	before = g_variant_ref_sink(text_to_variant(text));
	after = g_variant_ref_sink(text_to_variant(back));
	g_assert_true(g_variant_equal(before, after));
	assert_rows(fixture, "documents", "pages,words,status,message",
		"1,3,warned,half the page is an image");
}

static void test_text_stale(struct fixture *fixture, gconstpointer unused)
{
	(void)unused;
	g_ptr_array_unref(fixture_stale(fixture, store_stale_texts, "1", 0));
	fixture_parse(fixture, "http://a/letter", "words");
	g_ptr_array_unref(fixture_stale(fixture, store_stale_texts, "1", 0));
	g_ptr_array_unref(fixture_stale(fixture, store_stale_texts, "2", 1));
	g_ptr_array_unref(fixture_stale(fixture, store_stale_records, "1", 0));
	g_ptr_array_unref(fixture_stale(fixture, store_stale_records, "2", 1));
}

/* A text made anew but equal leaves its record up to date. */
static void test_equal_text(struct fixture *fixture, gconstpointer unused)
{
	g_autoptr(Text) equal = fixture_text("words");
	g_autoptr(Text) other = fixture_text("other words");
	g_autoptr(GPtrArray) tasks = NULL;

	(void)unused;
	fixture_parse(fixture, "http://a/letter", "words");
	tasks = fixture_stale(fixture, store_stale_texts, "2", 1);
	g_assert_true(store_put_text(
		fixture->store, tasks->pdata[0], "2", equal, NULL, NULL));
	g_ptr_array_unref(fixture_stale(fixture, store_stale_records, "1", 0));
	g_assert_true(store_put_text(
		fixture->store, tasks->pdata[0], "2", other, NULL, NULL));
	g_ptr_array_unref(fixture_stale(fixture, store_stale_records, "1", 1));
}

static void test_failure(struct fixture *fixture, gconstpointer unused)
{
	g_autoptr(GPtrArray) tasks = NULL;

	(void)unused;
	fixture_parse(fixture, "http://a/letter", "words");
	assert_rows(fixture, "failures", "document", "");
	tasks = fixture_stale(fixture, store_stale_texts, "2", 1);
	g_assert_true(store_put_text(fixture->store, tasks->pdata[0], "2", NULL,
		"needs a password", NULL));
	assert_rows(fixture, "failures", "document,failure",
		"letter,needs a password");
	assert_rows(fixture, "documents", "kind,words,status,message",
		"-,-,failed,needs a password");
	assert_rows(fixture, "findings", "finding", "");
	g_ptr_array_unref(fixture_stale(fixture, store_stale_texts, "2", 0));
	g_ptr_array_unref(fixture_stale(fixture, store_stale_records, "2", 0));
}

/* --- records ------------------------------------------------------------- */

static gint64 only_document(struct fixture *fixture)
{
	gint64 id = 0;

	g_assert_true(sql_integer(fixture->store, NULL, &id,
		"SELECT id FROM document WHERE live", NO_VALUES));
	return id;
}

static void test_record_kept(struct fixture *fixture, gconstpointer unused)
{
	g_autoptr(Record) record = fixture_record("Hartley");
	g_autoptr(Record) back = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(GVariant) before = NULL;
	g_autoptr(GVariant) after = NULL;

	(void)unused;
	fixture_parse(fixture, "http://a/letter", "words");
	fixture_reopen(fixture);
	back = store_get_record(fixture->store, only_document(fixture), &error);
	g_assert_no_error(error);
	before = g_variant_ref_sink(record_to_variant(record));
	after = g_variant_ref_sink(record_to_variant(back));
	g_assert_true(g_variant_equal(before, after));
}

static void test_record_views(struct fixture *fixture, gconstpointer unused)
{
	(void)unused;
	fixture_parse(fixture, "http://a/letter", "words");
	assert_rows(fixture, "documents",
		"document,kind,area,published,outcome,weaknesses,"
		"priority_actions,improvements,status,message",
		"letter,area-report,Hartley,2024-03-01,-,-,1,0,warned,"
		"two dates of publication");
	assert_rows(fixture, "fields", "field,value,status,page,text",
		"area,Hartley,found,-,-;outcome,-,absent,-,-;"
		"published,2024-03-01,found,1,1 March 2024");
	assert_rows(fixture, "findings", "finding,page,section,polarity,text",
		"better-1.1,3,better,development,Waits for therapy are long.;"
		"better-2.1,3,better,development,Plans are late.");
	assert_rows(fixture, "actions", "document,area,action,due,page",
		"letter,Hartley,Hire therapists,-,-");
	assert_rows(fixture, "tracker", "area,letter", "Hartley,letter");
}

/* --- scores -------------------------------------------------------------- */

static struct store_score score(
	const char *criterion, int position, const char *reviewer, int value)
{
	return (struct store_score){.criterion = criterion,
		.reviewer = reviewer,
		.why = "because",
		.position = position,
		.score = value,
		.evidence = 1};
}

static void put_scores(
	struct fixture *fixture, const char *version, bool two_reviewers)
{
	const struct store_score scores[] = {score("waits", 1, "model", 4),
		score("waits", 1, "ladder", 3),
		score("apples", 2, "ladder", 1)};
	const struct store_evidence evidence[] = {
		{"waits", "better-2.1", "late", 1, 0.5},
		{"waits", "better-1.1", "long", 1, 1}};
	const struct store_mark marks[] = {{"better-1.1", "health", NULL}};
	const struct store_scoring scoring = {
		.scores = two_reviewers ? scores : scores + 1,
		.n_scores = two_reviewers ? 3 : 2,
		.evidence = evidence,
		.n_evidence = G_N_ELEMENTS(evidence),
		.marks = marks,
		.n_marks = G_N_ELEMENTS(marks)};
	g_autoptr(GPtrArray) tasks =
		fixture_stale(fixture, store_stale_scores, version, 1);
	g_autoptr(GError) error = NULL;

	g_assert_true(store_put_scoring(
		fixture->store, tasks->pdata[0], version, &scoring, &error));
	g_assert_no_error(error);
}

static void test_scores(struct fixture *fixture, gconstpointer unused)
{
	(void)unused;
	fixture_parse(fixture, "http://a/letter", "words");
	put_scores(fixture, "1", true);
	g_ptr_array_unref(fixture_stale(fixture, store_stale_scores, "1", 0));
	assert_rows(fixture, "scores", "area,criterion,reviewer,score,why",
		"Hartley,waits,ladder,3,because;Hartley,waits,model,4,because;"
		"Hartley,apples,ladder,1,because");
	assert_rows(
		fixture, "criteria", "criterion,position", "waits,1;apples,2");
	assert_rows(fixture, "evidence", "finding,indicator,page,weight,text",
		"better-1.1,long,3,1,Waits for therapy are long.;"
		"better-2.1,late,3,0.5,Plans are late.");
	assert_rows(fixture, "findings", "finding,sectors,ages",
		"better-1.1,health,-;better-2.1,-,-");
	assert_rows(fixture, "summary", "documents,failed,scored,scores",
		"1,0,1,3");
}

/* One reviewer's score is never doubled to look like two. */
static void test_combined(struct fixture *fixture, gconstpointer unused)
{
	(void)unused;
	fixture_parse(fixture, "http://a/letter", "words");
	put_scores(fixture, "1", true);
	assert_rows(fixture, "combined",
		"criterion,reviewer_1,score_1,reviewer_2,score_2,combined",
		"waits,ladder,3,model,4,7;apples,ladder,1,-,-,-");
	put_scores(fixture, "2", false);
	assert_rows(fixture, "combined",
		"criterion,reviewer_1,score_1,reviewer_2,score_2,combined",
		"waits,ladder,3,-,-,-;apples,ladder,1,-,-,-");
}

/* An equal record keeps its scores; another one's would be about nothing. */
static void test_scores_of_record(struct fixture *fixture, gconstpointer unused)
{
	g_autoptr(Record) equal = fixture_record("Hartley");
	g_autoptr(Record) other = fixture_record("Great Thornley");
	g_autoptr(GPtrArray) tasks = NULL;

	(void)unused;
	fixture_parse(fixture, "http://a/letter", "words");
	put_scores(fixture, "1", true);
	tasks = fixture_stale(fixture, store_stale_records, "2", 1);
	g_assert_true(store_put_record(
		fixture->store, tasks->pdata[0], "2", equal, NULL));
	g_ptr_array_unref(fixture_stale(fixture, store_stale_records, "2", 0));
	g_ptr_array_unref(fixture_stale(fixture, store_stale_scores, "1", 0));
	g_assert_true(store_put_record(
		fixture->store, tasks->pdata[0], "3", other, NULL));
	g_ptr_array_unref(fixture_stale(fixture, store_stale_scores, "1", 1));
	assert_rows(fixture, "scores", "score", "");
}

/* Kinds that are never scored are never a task. */
static void test_never_scored(struct fixture *fixture, gconstpointer unused)
{
	g_autoptr(Record) plan = record_new(RECORD_WSOA);
	g_autoptr(GPtrArray) tasks = NULL;

	(void)unused;
	fixture_parse(fixture, "http://a/letter", "words");
	g_ptr_array_unref(fixture_stale(fixture, store_stale_scores, "1", 1));
	tasks = fixture_stale(fixture, store_stale_records, "2", 1);
	g_assert_true(store_put_record(
		fixture->store, tasks->pdata[0], "2", plan, NULL));
	g_ptr_array_unref(fixture_stale(fixture, store_stale_scores, "1", 0));
	assert_rows(fixture, "documents", "kind,weaknesses,priority_actions",
		"wsoa,0,-");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	FIXTURE_TEST("/store/bytes/kept", test_bytes_kept);
	FIXTURE_TEST("/store/bytes/known_by_all", test_known_by_all);
	FIXTURE_TEST("/store/bytes/names", test_names);
	FIXTURE_TEST("/store/bytes/two_addresses", test_two_addresses);
	FIXTURE_TEST("/store/bytes/source", test_source);
	FIXTURE_TEST("/store/bytes/samples", test_samples);
	FIXTURE_TEST("/store/bytes/sample_names", test_sample_names);
	FIXTURE_TEST("/store/text/kept", test_text_kept);
	FIXTURE_TEST("/store/text/stale", test_text_stale);
	FIXTURE_TEST("/store/text/equal", test_equal_text);
	FIXTURE_TEST("/store/text/failure", test_failure);
	FIXTURE_TEST("/store/record/kept", test_record_kept);
	FIXTURE_TEST("/store/record/views", test_record_views);
	FIXTURE_TEST("/store/scores/kept", test_scores);
	FIXTURE_TEST("/store/scores/combined", test_combined);
	FIXTURE_TEST("/store/scores/of_record", test_scores_of_record);
	FIXTURE_TEST("/store/scores/never", test_never_scored);
	return g_test_run();
}
