/*
 * The criterion pages, tests/criteria/SLUG: sentences that must be evidence
 * for a criterion, sentences that must not, and small documents that must
 * come out on one rung of its ladder. tests/criteria/README has the form.
 */
#include <stdlib.h>
#include <string.h>

#include "scoring/explain.h"
#include "scoring/framework/private.h"
#include "scoring/reviewer.h"

#define FRAMEWORK "scoring/criteria.xml"
#define LITERAL   "scoring/criteria-literal.xml"
#define SCHEMA    "scoring/criteria.rng"
#define PAGES     "tests/criteria"

#define SENTENCES_MIN 20 /* on a page, by the promise of its README */

/* One page as it is read. */
struct page {
	const struct framework *framework;
	const struct reviewer *ladder;
	int criterion;
	char *path;
	int line;
	char *section; /* of the heading above */
	enum polarity polarity;
	struct record *record; /* the document being put together */
	int items;             /* in it */
	int wanted;            /* its rung; 0 while outside one */
	int sentences;
	GHashTable *useful; /* ids of the indicators that found a + sentence */
	int rungs[FRAMEWORK_ANCHORS + 1]; /* documents for each */
};

G_GNUC_PRINTF(2, 3)
static void complain(const struct page *page, const char *format, ...)
{
	g_autofree char *reason = NULL;
	va_list arguments;

	va_start(arguments, format);
	reason = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_test_message("%s:%d: %s", page->path, page->line, reason);
	g_test_fail();
}

static void empty_record(struct page *page)
{
	record_free(page->record);
	page->record = record_new(RECORD_AREA_REPORT);
	page->items = 0;
}

/* `same`: in the item of the sentence before. */
static void add_sentence(struct page *page, const char *text, bool same)
{
	struct finding *finding = record_add_finding(page->record);
	guint sentences = page->record->findings->len;

	if (!same || page->items == 0)
		page->items++;
	finding->id = g_strdup_printf(
		"%s-%d.%u", page->section, page->items, sentences);
	finding->section = g_strdup(page->section);
	finding->polarity = page->polarity;
	finding->page = 1;
	finding->text = g_strdup(text);
}

/*
 * The indicators by which the last sentence is evidence, borrowed, in an array
 * of the caller's.
 */
static GPtrArray *found_by(const struct page *page, const Reading *reading)
{
	const GArray *rows = reading_evidence(reading, page->criterion);
	int last = (int)page->record->findings->len - 1;
	GPtrArray *ids = g_ptr_array_new();

	for (guint i = 0; i < rows->len; i++) {
		const struct evidence *row =
			&g_array_index(rows, struct evidence, i);
		if (row->finding == last)
			g_ptr_array_add(ids, row->indicator->id);
	}
	return ids;
}

/* The last sentence, as it should not have come out. */
static void complain_of_last(
	const struct page *page, const Reading *reading, const GPtrArray *found)
{
	g_autoptr(GString) marks = g_string_new(NULL);
	int last = (int)page->record->findings->len - 1;
	const struct finding *finding = page->record->findings->pdata[last];

	explain_marks(reading, last, marks);
	complain(page, "is %s%s: %s (%s)",
		found->len ? "evidence by " : "no evidence",
		found->len ? (char *)found->pdata[0] : "", finding->text,
		marks->str);
}

static void check_sentence(struct page *page, const char *text, bool expected)
{
	g_autoptr(Reading) reading = NULL;
	g_autoptr(GPtrArray) found = NULL;

	add_sentence(page, text, page->items > 0);
	reading = reading_new(page->framework, page->record);
	found = found_by(page, reading);
	if (expected != (found->len > 0))
		complain_of_last(page, reading, found);
	for (guint i = 0; expected && i < found->len; i++)
		g_hash_table_add(page->useful, found->pdata[i]);
	page->sentences++;
	empty_record(page);
}

static void check_rung(struct page *page)
{
	struct score score = {.criterion = page->criterion};
	g_autoptr(Reading) reading = NULL;

	if (!page->wanted)
		return;
	reading = reading_new(page->framework, page->record);
	reviewer_score(page->ladder, reading, page->criterion, &score);
	if (score.score != page->wanted)
		complain(page, "comes out at %d, not %d: %s", score.score,
			page->wanted, score.why);
	score_clear(&score);
	page->rungs[page->wanted]++;
	page->wanted = 0;
	empty_record(page);
}

/* "[better]" or, where both may stand below it, "[meeting/strength]". */
static void read_heading(struct page *page, const char *line)
{
	g_autofree char *inside = g_strndup(line + 1, strcspn(line, "]") - 1);
	g_auto(GStrv) parts = g_strsplit(inside, "/", 2);

	g_free(page->section);
	page->section = g_strdup(parts[0]);
	page->polarity =
		parts[1] ? polarity_from_name(parts[1]) : POLARITY_NEUTRAL;
}

static void read_rung(struct page *page, const char *line)
{
	int wanted = atoi(line + 1);

	check_rung(page);
	if (wanted < 1 || wanted > FRAMEWORK_ANCHORS)
		complain(page, "there is no rung %d", wanted);
	else
		page->wanted = wanted;
}

static void read_line(struct page *page, const char *line)
{
	const char *text = line + 2;

	switch (*line) {
	case '\0':
	case '#':
		break;
	case '[':
		read_heading(page, line);
		break;
	case '~':
		add_sentence(page, text, false);
		break;
	case '+':
	case '-':
		check_rung(page);
		check_sentence(page, text, *line == '+');
		break;
	case '=':
		read_rung(page, line);
		break;
	case '>':
	case '|':
		add_sentence(page, text, *line == '|');
		page->sentences++;
		break;
	default:
		complain(page, "begins with none of # [ ~ + - = > |");
	}
}

/* A pattern that finds nothing is a mistake in it, or is not needed. */
static void check_indicators(const struct page *page)
{
	const GPtrArray *indicators = page->framework->indicators;

	for (guint i = 0; i < indicators->len; i++) {
		const struct indicator *indicator = indicators->pdata[i];
		if (indicator->criterion == page->criterion &&
			!g_hash_table_contains(page->useful, indicator->id))
			complain(page, "no + sentence is evidence by %s",
				indicator->id);
	}
}

static void check_whole(struct page *page)
{
	check_rung(page);
	check_indicators(page);
	if (page->sentences < SENTENCES_MIN)
		complain(page, "%d sentences, fewer than %d", page->sentences,
			SENTENCES_MIN);
	for (int score = 1; score <= FRAMEWORK_ANCHORS; score++)
		if (!page->rungs[score])
			complain(page, "no document for rung %d", score);
}

/* The other list of twenty stands on the same marks and indicators. */
static void test_literal(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Framework) framework =
		framework_load(LITERAL, SCHEMA, &error);

	g_assert_no_error(error);
	g_assert_cmpint(framework_criteria(framework), ==, 20);
	g_assert_cmpint(
		framework_find(framework, "communication-criteria"), >=, 0);
}

struct fixture {
	struct framework *framework;
	struct reviewer *ladder;
};

struct task {
	struct fixture *fixture;
	int criterion;
};

static void test_page(gconstpointer data)
{
	const struct task *task = data;
	struct page page = {
		.framework = task->fixture->framework,
		.ladder = task->fixture->ladder,
		.criterion = task->criterion,
	};
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;
	g_auto(GStrv) lines = NULL;

	page.path = g_build_filename(PAGES,
		framework_criterion(page.framework, page.criterion)->id, NULL);
	g_file_get_contents(page.path, &text, NULL, &error);
	g_assert_no_error(error);
	lines = g_strsplit(text, "\n", -1);
	page.section = g_strdup("experience");
	page.useful = g_hash_table_new(g_str_hash, g_str_equal);
	empty_record(&page);
	for (char **line = lines; *line; line++) {
		page.line++;
		read_line(&page, *line);
	}
	check_whole(&page);
	record_free(page.record);
	g_hash_table_unref(page.useful);
	g_free(page.section);
	g_free(page.path);
}

int main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	struct fixture fixture = {0};
	g_autoptr(GArray) tasks =
		g_array_new(FALSE, FALSE, sizeof(struct task));
	int status;

	g_test_init(&argc, &argv, NULL);
	fixture.framework = framework_load(FRAMEWORK, SCHEMA, &error);
	g_assert_no_error(error);
	fixture.ladder =
		reviewer_open("ladder", fixture.framework, NULL, &error);
	g_assert_no_error(error);
	for (int i = 0; i < framework_criteria(fixture.framework); i++) {
		struct task task = {&fixture, i};
		g_array_append_val(tasks, task);
	}
	for (guint i = 0; i < tasks->len; i++) {
		g_autofree char *name = g_strconcat("/criteria/",
			framework_criterion(fixture.framework, i)->id, NULL);
		g_test_add_data_func(
			name, &g_array_index(tasks, struct task, i), test_page);
	}
	g_test_add_func("/criteria/literal", test_literal);
	status = g_test_run();
	reviewer_free(fixture.ladder);
	framework_free(fixture.framework);
	return status;
}
