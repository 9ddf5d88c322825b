#include "pipeline/agree/score-sheet.h"

#include <math.h>
#include <string.h>

#include "pipeline/agree/score-set.h"
#include "pipeline/agree/score-sheet-private.h"

enum { NOTE_CHARS_MAX = 4000 };

void filled_sheet_free(void *data)
{
	struct filled_sheet *sheet = data;

	if (!sheet)
		return;
	g_free(sheet->document);
	g_free(sheet->reviewer);
	g_array_unref(sheet->scores);
	g_string_chunk_free(sheet->notes);
	g_free(sheet);
}

/* --- who and which ------------------------------------------------------ */

/*
 * The same words in `part` of every row, checked by `refuse` once: a copy, or
 * NULL after a fault.
 */
static char *one_for_all(const struct sheet_checking *checking,
	const GArray *entries, enum sheet_part part,
	char *(*refuse)(const struct sheet_rules *rules, const char *name))
{
	const struct sheet_entry *first =
		&g_array_index(entries, struct sheet_entry, 0);
	g_autofree char *name = sheet_entry_cell(checking, first, part);
	char *problem = refuse(checking->rules, name);

	if (problem) {
		sheet_fault_at(checking, first->number, part, problem);
		return NULL;
	}
	for (guint i = 1; i < entries->len; i++) {
		const struct sheet_entry *entry =
			&g_array_index(entries, struct sheet_entry, i);
		g_autofree char *other =
			sheet_entry_cell(checking, entry, part);
		g_autofree char *shown = sheet_quoted(other);

		if (g_str_equal(name, other))
			continue;
		sheet_fault_at(checking, entry->number, part,
			*other ? g_strdup_printf("a second %s, %s, in a sheet "
						 "of %s",
					 sheet_part_name(part), shown, name)
			       : g_strdup_printf("no %s in this row",
					 sheet_part_name(part)));
		return NULL;
	}
	return g_steal_pointer(&name);
}

/* --- scores ------------------------------------------------------------- */

static const char *const number_words[] = {
	"zero", "one", "two", "three", "four", "five", NULL};

/* Why `cell` is no score; freed by the caller. */
static char *refuse_score(const char *cell, const char *end, double value)
{
	g_autofree char *shown = sheet_quoted(cell);
	g_autofree char *low = g_ascii_strdown(cell, -1);

	if (*cell == '#')
		return g_strdup_printf(
			"%s: the spreadsheet could not work this out", shown);
	if (g_str_equal(low, "true") || g_str_equal(low, "false"))
		return g_strdup("ticked, not scored: type 1, 2, 3 or 4");
	if (g_strv_contains(number_words, low))
		return g_strdup_printf("%s in words: type 1, 2, 3 or 4", shown);
	if (end == cell)
		return g_strdup_printf("%s is no score from 1 to 4", shown);
	if (*end)
		return g_strdup_printf(
			"%s: more than a number; choose one "
			"score",
			shown);
	if (!isfinite(value))
		return g_strdup_printf("%s is no finite number", shown);
	if (value < 1)
		return g_strdup_printf(
			"%s is below 1, the lowest score", shown);
	if (value > SCORE_MAX)
		return g_strdup_printf(
			"%s is above %d, the highest score", shown, SCORE_MAX);
	return g_strdup_printf("%s is between two scores; choose one", shown);
}

/* The score in a row, or 0: none, or a fault. */
static int read_score(
	const struct sheet_checking *checking, const struct sheet_entry *entry)
{
	const struct sheet_layout *layout = checking->layout;
	g_autofree char *cell = sheet_entry_cell(checking, entry, SCORE);
	g_autofree char *name =
		sheet_cell_name(entry->number, layout->columns[SCORE]);
	char *end;
	double value = g_ascii_strtod(cell, &end);

	if (sheet_is_formula(layout->sheet, name))
		sheet_fault_at(checking, entry->number, SCORE,
			g_strdup("a formula: type the score itself"));
	else if (!*cell && checking->rules->adjudication)
		return 0;
	else if (!*cell)
		sheet_fault_at(checking, entry->number, SCORE,
			g_strdup("no score given"));
	else if (end == cell || *end || !(value >= 1 && value <= SCORE_MAX) ||
		 value != floor(value))
		sheet_fault_at(checking, entry->number, SCORE,
			refuse_score(cell, end, value));
	else
		return (int)value;
	return 0;
}

/* The criterion's index, or -1 after a fault. */
static int read_criterion(
	const struct sheet_checking *checking, const struct sheet_entry *entry)
{
	const struct framework *framework = checking->rules->framework;
	g_autofree char *cell = sheet_entry_cell(checking, entry, CRITERION);
	g_autofree char *low = g_ascii_strdown(cell, -1);
	g_autofree char *shown = sheet_quoted(cell);
	int found = framework_find(framework, cell);

	if (found >= 0)
		return found;
	g_strdelimit(low, " _", '-');
	found = framework_find(framework, low);
	sheet_fault_at(checking, entry->number, CRITERION,
		!*cell ? g_strdup("no criterion in this row")
		: found >= 0
			? g_strdup_printf("%s is written %s", shown, low)
			: g_strdup_printf(
				  "no criterion %s in this framework", shown));
	return -1;
}

static const char *read_note(const struct sheet_checking *checking,
	const struct sheet_entry *entry, struct filled_sheet *sheet)
{
	g_autofree char *note = sheet_entry_cell(checking, entry, NOTE);

	if (g_utf8_strlen(note, -1) > NOTE_CHARS_MAX)
		sheet_fault_at(checking, entry->number, NOTE,
			g_strdup_printf("a note of more than %d characters",
				NOTE_CHARS_MAX));
	return g_string_chunk_insert(sheet->notes, note);
}

/* Sheets say what they were made with, if they say anything. */
static void check_made_for(const struct sheet_checking *checking,
	const struct sheet_entry *entry, enum sheet_part part, const char *what,
	const char *wanted)
{
	g_autofree char *cell = sheet_entry_cell(checking, entry, part);
	g_autofree char *shown = sheet_quoted(cell);

	if (*cell && !g_str_equal(cell, wanted))
		sheet_fault_at(checking, entry->number, part,
			g_strdup_printf("made for %s: %s, not %s", what, shown,
				wanted));
}

static void take_entry(const struct sheet_checking *checking,
	const struct sheet_entry *entry, struct filled_sheet *sheet, int *rows)
{
	int criterion = read_criterion(checking, entry);
	struct store_score score = {
		.position = criterion,
		.score = read_score(checking, entry),
		.why = read_note(checking, entry, sheet),
	};

	if (criterion < 0)
		return;
	score.criterion =
		framework_criterion(checking->rules->framework, criterion)->id;
	if (rows[criterion])
		sheet_fault_at(checking, entry->number, CRITERION,
			g_strdup_printf("%s a second time; the first is in row "
					"%d",
				score.criterion, rows[criterion]));
	else if (score.score)
		g_array_append_val(sheet->scores, score);
	rows[criterion] = entry->number;
}

static int by_position(gconstpointer a, gconstpointer b)
{
	const struct store_score *x = a, *y = b;

	return x->position - y->position;
}

/* What is missing has no cell, and a table is of many sheets: say whose. */
static void fault_of(const struct sheet_checking *checking,
	const struct filled_sheet *sheet, const char *words)
{
	sheet_fault(
		checking, sheet->document && sheet->reviewer
				  ? g_strdup_printf("%s: %s, %s", words,
					    sheet->document, sheet->reviewer)
				  : g_strdup(words));
}

static void check_all_there(const struct sheet_checking *checking,
	const struct filled_sheet *sheet, const int *rows)
{
	const struct framework *framework = checking->rules->framework;

	for (int i = 0; i < framework_criteria(framework); i++) {
		g_autofree char *words = g_strdup_printf(
			"no row for %s", framework_criterion(framework, i)->id);

		if (!rows[i] && !checking->rules->adjudication)
			fault_of(checking, sheet, words);
	}
}

/* --- a sheet ------------------------------------------------------------ */

struct filled_sheet *filled_sheet_check(
	const struct sheet_checking *checking, const GArray *entries)
{
	const struct sheet_entry *first =
		&g_array_index(entries, struct sheet_entry, 0);
	guint before = checking->faults->len;
	struct filled_sheet *sheet = g_new0(struct filled_sheet, 1);
	g_autofree int *rows =
		g_new0(int, framework_criteria(checking->rules->framework));

	sheet->scores = g_array_new(FALSE, TRUE, sizeof(struct store_score));
	sheet->notes = g_string_chunk_new(256);
	sheet->document =
		one_for_all(checking, entries, DOCUMENT, sheet_refuse_document);
	sheet->reviewer = checking->layout->reader
				  ? g_strdup(checking->layout->reader)
				  : one_for_all(checking, entries, REVIEWER,
					    sheet_refuse_reviewer);
	check_made_for(checking, first, FRAMEWORK, "other statements",
		framework_id(checking->rules->framework));
	if (sheet->document)
		check_made_for(checking, first, VERSION,
			"another version of the document",
			g_hash_table_lookup(
				checking->rules->versions, sheet->document));
	for (guint i = 0; i < entries->len; i++)
		take_entry(checking,
			&g_array_index(entries, struct sheet_entry, i), sheet,
			rows);
	check_all_there(checking, sheet, rows);
	if (checking->faults->len == before && sheet->scores->len == 0)
		fault_of(checking, sheet, "not one score in it");
	if (checking->faults->len == before) {
		g_array_sort(sheet->scores, by_position);
		return sheet;
	}
	filled_sheet_free(sheet);
	return NULL;
}

struct filled_sheet *filled_sheet_read(
	const struct sheet_rules *rules, const char *path, GPtrArray *faults)
{
	struct sheet_layout layout = {0};
	struct sheet_checking checking = {rules, &layout, faults};
	g_autoptr(GPtrArray) sheets = sheet_layout_read(path, &layout, faults);
	g_autoptr(GArray) entries = NULL;

	if (!sheets || !sheet_layout_columns(&checking, &layout))
		return NULL;
	entries = sheet_layout_entries(&layout);
	if (entries->len > 0)
		return filled_sheet_check(&checking, entries);
	sheet_fault(&checking, g_strdup("heads, and no rows under them"));
	return NULL;
}
