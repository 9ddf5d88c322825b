/*
 * agree-sheets.c - lettermark-agree sheets: what two people need to score a
 * letter without knowing what anybody else made of it.
 *
 * A folder a reviewer, in it three files a letter: a workbook and a CSV to be
 * filled in, and a page to be printed. The statements stand in an order of
 * their own in each, so that tiredness falls on no statement alone. What was
 * handed to whom stands beside the folders, for the evaluator only.
 */
#include <xlsxwriter.h>

#include "corpus/sheet.h"
#include "pipeline/agree.h"
#include "pipeline/score-set.h"
#include "pipeline/score-sheet.h"
#include "pipeline/writers/csv.h"
#include "pipeline/writers/html.h"
#include "pipeline/writers/output.h"

/* A workbook's date of making, so that the same sheets are the same bytes. */
#define FIXED_TIME 1461542400 /* 25 April 2016 */

static const char *const heads[] = {"document", "reviewer", "criterion",
	"statement", "anchor_1", "anchor_2", "anchor_3", "anchor_4", "score",
	"note", "framework", NULL};

enum { COLUMN_STATEMENT = 3, COLUMN_SCORE = 8 };

static const char instructions[] =
	"Read the whole letter first. Give each statement one score, 1 to 4, "
	"by the anchors: for how well the letter reports, not for how well the "
	"area does. Do not speak of your scores with anyone until both sheets "
	"are in. A note says which sentence decided it; it is optional.";

struct handing {
	const struct agree *agree;
	struct sheet_rules *rules;
	struct output *output;
	GHashTable *slugs;   /* taken names of folders */
	GPtrArray *folders;  /* of char *: of each reviewer */
	GString *allocation; /* CSV */
};

/* One person's sheet of one letter. */
struct handout {
	const struct framework *framework;
	const char *document, *reviewer;
	const struct text *text;
	int *order; /* of the criteria */
};

/* --- order -------------------------------------------------------------- */

static void shuffle(GRand *rand, int *order, int n)
{
	for (int i = 0; i < n; i++)
		order[i] = i;
	for (int i = n - 1; i > 0; i--) {
		int j = g_rand_int_range(rand, 0, i + 1);
		int kept = order[i];

		order[i] = order[j];
		order[j] = kept;
	}
}

/* The same for the same seed and names, and for no others. */
static int *shuffled(int seed, const char *a, const char *b, int n)
{
	const guint32 seeds[] = {(guint32)seed, g_str_hash(a), g_str_hash(b)};
	GRand *rand = g_rand_new_with_seed_array(seeds, G_N_ELEMENTS(seeds));
	int *order = g_new(int, n);

	shuffle(rand, order, n);
	g_rand_free(rand);
	return order;
}

/* --- the table ---------------------------------------------------------- */

static const char *cell_of(
	const struct handout *handout, int criterion, int column)
{
	const struct criterion *it =
		framework_criterion(handout->framework, criterion);
	const char *const cells[] = {handout->document, handout->reviewer,
		it->id, it->statement, it->anchors[0], it->anchors[1],
		it->anchors[2], it->anchors[3], NULL, NULL,
		framework_id(handout->framework)};

	return cells[column];
}

static GString *make_csv(const struct handout *handout)
{
	GString *csv = g_string_new(NULL);
	int n = framework_criteria(handout->framework);

	for (int i = -1; i < n; i++)
		for (int c = 0; heads[c]; c++) {
			csv_cell(csv, COLUMN_TEXT,
				i < 0 ? heads[c]
				      : cell_of(handout, handout->order[i], c));
			g_string_append(csv, heads[c + 1] ? "," : "\r\n");
		}
	return csv;
}

/* --- the letter's text -------------------------------------------------- */

typedef void block_func(
	void *user, int page, enum text_role role, const char *words);

static void each_block(const struct text *text, block_func *each, void *user)
{
	for (guint i = 0; i < text->blocks->len; i++) {
		const struct text_block *block = text->blocks->pdata[i];
		g_autofree char *words = text_block_string(block, NULL);
		const struct text_line *line;

		if (text_role_is_furniture(block->role) || !*words)
			continue;
		line = block->lines->pdata[0];
		each(user, line->page, block->role, words);
	}
}

/* --- a page to print ---------------------------------------------------- */

struct printing {
	GString *out;
	int page;
};

static void print_block(
	void *user, int page, enum text_role role, const char *words)
{
	struct printing *printing = user;
	const char *tag = role == TEXT_HEADING ? "h3" : "p";

	if (page != printing->page)
		html_add(printing->out, "<h2 class=\"page\">Page %d</h2>\n",
			page);
	printing->page = page;
	g_string_append_printf(printing->out, "<%s>%s", tag,
		role == TEXT_BULLET ? "\u2022 " : "");
	html_add(printing->out, "%s", words);
	g_string_append_printf(printing->out, "</%s>\n", tag);
}

static void print_criterion(
	GString *out, const struct handout *handout, int place)
{
	const struct criterion *it =
		framework_criterion(handout->framework, handout->order[place]);

	html_add(out, "<section><h3>%d. %s</h3><p class=\"id\">%s</p><ul>",
		place + 1, it->statement, it->id);
	for (int i = 0; i < FRAMEWORK_ANCHORS; i++)
		html_add(out, "<li>\u2610 %d: %s</li>", i + 1, it->anchors[i]);
	g_string_append(out, "</ul></section>\n");
}

static GString *make_page(const struct handout *handout)
{
	struct printing printing = {
		.out = g_string_new(
			"<!doctype html>\n<html lang=\"en-GB\">\n<meta "
			"charset=\"utf-8\">\n")};
	GString *out = printing.out;

	html_add(out, "<title>%s, %s</title>\n", handout->document,
		handout->reviewer);
	g_string_append(out,
		"<style>body{font:11pt/1.4 serif;max-width:45rem;margin:auto}"
		"section{break-inside:avoid}ul{list-style:none;padding:0}"
		".id{color:#555;margin:0}.letter{break-before:page}</style>\n");
	html_add(out, "<h1>%s</h1>\n<p>Reviewer: %s</p>\n<p>%s</p>\n",
		handout->document, handout->reviewer, instructions);
	for (int i = 0; i < framework_criteria(handout->framework); i++)
		print_criterion(out, handout, i);
	g_string_append(out, "<div class=\"letter\">\n");
	each_block(handout->text, print_block, &printing);
	g_string_append(out, "</div>\n</html>\n");
	return out;
}

/* --- a workbook --------------------------------------------------------- */

struct booking {
	lxw_worksheet *sheet;
	lxw_format *wrap;
	lxw_row_t row;
};

static void book_block(
	void *user, int page, enum text_role role, const char *words)
{
	struct booking *booking = user;

	(void)role;
	worksheet_write_number(booking->sheet, booking->row, 0, page, NULL);
	worksheet_write_string(
		booking->sheet, booking->row, 1, words, booking->wrap);
	booking->row++;
}

static void book_scores(lxw_worksheet *sheet, const struct handout *handout,
	lxw_format *head, lxw_format *wrap)
{
	int n = framework_criteria(handout->framework);
	lxw_data_validation only = {
		.validate = LXW_VALIDATION_TYPE_INTEGER,
		.criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
		.minimum_number = 1,
		.maximum_number = SCORE_MAX,
		.error_title = "No score",
		.error_message = "A score is 1, 2, 3 or 4.",
	};

	for (int c = 0; heads[c]; c++) {
		worksheet_write_string(sheet, 0, (lxw_col_t)c, heads[c], head);
		for (int i = 0; i < n; i++) {
			const char *cell =
				cell_of(handout, handout->order[i], c);

			if (cell)
				worksheet_write_string(sheet, (lxw_row_t)i + 1,
					(lxw_col_t)c, cell, wrap);
		}
	}
	worksheet_set_column(
		sheet, COLUMN_STATEMENT, COLUMN_SCORE - 1, 30, NULL);
	worksheet_set_column(
		sheet, COLUMN_SCORE + 1, COLUMN_SCORE + 1, 40, NULL);
	worksheet_freeze_panes(sheet, 1, COLUMN_STATEMENT);
	worksheet_data_validation_range(
		sheet, 1, COLUMN_SCORE, (lxw_row_t)n, COLUMN_SCORE, &only);
}

static bool make_book(
	const struct handout *handout, const char *path, GError **error)
{
	lxw_workbook *book = workbook_new(path);
	lxw_doc_properties properties = {
		.title = "lettermark", .created = FIXED_TIME};
	struct booking booking = {.row = 1};
	lxw_format *head;

	if (!book) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED,
			"%s: cannot be made", path);
		return false;
	}
	workbook_set_properties(book, &properties);
	head = workbook_add_format(book);
	format_set_bold(head);
	booking.wrap = workbook_add_format(book);
	format_set_text_wrap(booking.wrap);
	format_set_align(booking.wrap, LXW_ALIGN_VERTICAL_TOP);
	book_scores(workbook_add_worksheet(book, "Scores"), handout, head,
		booking.wrap);
	booking.sheet = workbook_add_worksheet(book, "Letter");
	worksheet_set_column(booking.sheet, 1, 1, 110, NULL);
	worksheet_write_string(booking.sheet, 0, 0, "page", head);
	worksheet_write_string(booking.sheet, 0, 1, instructions, booking.wrap);
	each_block(handout->text, book_block, &booking);
	if (workbook_close(book) == LXW_NO_ERROR)
		return true;
	g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED,
		"%s: cannot be written", path);
	return false;
}

/* --- handing out -------------------------------------------------------- */

static bool write_handout(struct handing *handing,
	const struct handout *handout, const char *folder, GError **error)
{
	g_autofree char *stem =
		g_build_filename(folder, handout->document, NULL);
	g_autofree char *csv = g_strconcat(stem, ".csv", NULL);
	g_autofree char *page = g_strconcat(stem, ".html", NULL);
	g_autofree char *book = g_strconcat(stem, ".xlsx", NULL);
	g_autofree char *draft = output_draft(handing->output, book, error);
	g_autoptr(GString) table = make_csv(handout);
	g_autoptr(GString) paper = make_page(handout);

	csv_cell(handing->allocation, COLUMN_TEXT, handout->document);
	g_string_append_c(handing->allocation, ',');
	csv_cell(handing->allocation, COLUMN_TEXT, handout->reviewer);
	g_string_append_printf(
		handing->allocation, ",%s,%d\r\n", book, handing->agree->seed);
	return draft && make_book(handout, draft, error) &&
	       output_settle(handing->output, book, error) &&
	       output_write(handing->output, csv, table, error) &&
	       output_write(handing->output, page, paper, error);
}

static bool hand_to(struct handing *handing, const struct store_task *task,
	const struct text *text, guint reviewer, GError **error)
{
	const struct framework *framework = handing->rules->framework;
	struct handout handout = {
		.framework = framework,
		.document = task->name,
		.reviewer = handing->agree->reviewer[reviewer],
		.text = text,
		.order = shuffled(handing->agree->seed, task->name,
			handing->agree->reviewer[reviewer],
			framework_criteria(framework)),
	};
	bool done = write_handout(
		handing, &handout, handing->folders->pdata[reviewer], error);

	g_free(handout.order);
	return done;
}

/*
 * The `place`th letter goes to two of `n` reviewers: pairs at distance 1, then
 * 2 and so on, so that each reads as many as the others and meets them all.
 */
static void pair_for(guint place, guint n, guint pair[SCORE_SET_READERS])
{
	guint apart = 1 + (n > 2 ? place / n % (n - 1) : 0);

	pair[0] = place % n;
	pair[1] = (place + apart) % n;
}

static bool hand_out(struct handing *handing, const struct store_task *task,
	guint place, GError **error)
{
	guint n = g_strv_length(handing->agree->reviewer);
	g_autoptr(Text) text = store_get_text(
		handing->agree->stage->store, task->document, error);
	guint pair[SCORE_SET_READERS];

	if (!text)
		return false;
	pair_for(place, n, pair);
	for (int i = 0; i < SCORE_SET_READERS; i++)
		if (!hand_to(handing, task, text, pair[i], error))
			return false;
	return true;
}

/* --- what was asked for ------------------------------------------------- */

/* Whether there is a problem, which is taken over and said. */
static bool refused(char *problem, GError **error)
{
	if (!problem)
		return false;
	g_set_error_literal(
		error, SCORE_SET_ERROR, SCORE_SET_ERROR_COLUMNS, problem);
	g_free(problem);
	return true;
}

static bool take_reviewers(struct handing *handing, GError **error)
{
	char **names = handing->agree->reviewer;

	for (int i = 0; names[i]; i++) {
		for (int j = 0; j < i; j++)
			if (g_str_equal(names[i], names[j]) &&
				refused(g_strdup_printf(
						"%s is named twice", names[i]),
					error))
				return false;
		if (refused(sheet_refuse_reviewer(handing->rules, names[i]),
			    error))
			return false;
		g_ptr_array_add(
			handing->folders, html_slug(names[i], handing->slugs));
	}
	return true;
}

/* The names asked for: arguments, and the column `document` of the sample. */
static GPtrArray *wanted(const struct handing *handing, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) sheets = NULL;
	const struct sheet *sheet;
	int column = -1;

	for (char **name = handing->agree->arguments; *name; name++)
		g_ptr_array_add(names, g_strdup(*name));
	if (!handing->agree->sample)
		return g_steal_pointer(&names);
	sheets = sheet_read(handing->agree->sample, error);
	if (!sheets)
		return NULL;
	sheet = sheets->pdata[0];
	if (sheet->rows->len > 0)
		column = sheet_column(sheet->rows->pdata[0], "document");
	if (column < 0 && refused(g_strdup("the sample has no column headed "
					   "document"),
				  error))
		return NULL;
	for (guint i = 1; i < sheet->rows->len; i++) {
		const char *name = sheet_cell(sheet->rows->pdata[i], column);

		if (*name) /* a letter that was drawn and is not held has none
			    */
			g_ptr_array_add(names, g_strdup(name));
	}
	return g_steal_pointer(&names);
}

/* The documents of those names, each once, in an order of chance. */
static GPtrArray *find_tasks(
	struct handing *handing, GPtrArray *tasks, GError **error)
{
	g_autoptr(GPtrArray) names = wanted(handing, error);
	g_autoptr(GPtrArray) found = g_ptr_array_new();
	g_autofree int *order = NULL;
	GPtrArray *mixed;

	for (guint i = 0; names && i < names->len; i++)
		if (refused(sheet_refuse_document(
				    handing->rules, names->pdata[i]),
			    error))
			return NULL;
	for (guint i = 0; names && i < tasks->len; i++) {
		const struct store_task *task = tasks->pdata[i];

		if (g_ptr_array_find_with_equal_func(
			    names, task->name, g_str_equal, NULL))
			g_ptr_array_add(found, tasks->pdata[i]);
	}
	if (!names || (found->len == 0 &&
			      refused(g_strdup("no letter to score"), error)))
		return NULL;
	order = shuffled(handing->agree->seed, "letters", "", (int)found->len);
	mixed = g_ptr_array_new();
	for (guint i = 0; i < found->len; i++)
		g_ptr_array_add(mixed, found->pdata[order[i]]);
	return mixed;
}

static bool hand_all(struct handing *handing, GError **error)
{
	g_autoptr(GPtrArray) all =
		store_stale_scores(handing->agree->stage->store, "", error);
	g_autoptr(GPtrArray) tasks =
		all ? find_tasks(handing, all, error) : NULL;

	for (guint i = 0; tasks && i < tasks->len; i++)
		if (!hand_out(handing, tasks->pdata[i], i, error))
			return false;
	return tasks && output_write(handing->output, "allocation.csv",
				handing->allocation, error);
}

/* Sheets that somebody may have begun to fill in are never written over. */
static bool is_taken(const struct agree *agree, GError **error)
{
	g_autofree char *path =
		g_build_filename(agree->out, "allocation.csv", NULL);

	return g_file_test(path, G_FILE_TEST_EXISTS) &&
	       refused(g_strdup_printf("%s holds sheets already: choose "
				       "another folder",
			       agree->out),
		       error);
}

bool agree_sheets(const struct agree *agree, GError **error)
{
	g_autoptr(SheetRules) rules = NULL;
	g_autoptr(Output) output = NULL;
	struct handing handing = {.agree = agree};
	bool done;

	if (is_taken(agree, error))
		return false;
	rules = sheet_rules_new(agree->stage->store, agree->framework, error);
	output = rules ? output_new(agree->out, error) : NULL;
	if (!output)
		return false;
	handing.rules = rules;
	handing.output = output;
	handing.slugs =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	handing.folders = g_ptr_array_new_with_free_func(g_free);
	handing.allocation = g_string_new("document,reviewer,sheet,seed\r\n");
	done = take_reviewers(&handing, error) && hand_all(&handing, error);
	g_hash_table_unref(handing.slugs);
	g_ptr_array_unref(handing.folders);
	g_string_free(handing.allocation, TRUE);
	return done;
}
