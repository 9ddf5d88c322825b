#include "pipeline/score-sheet.h"

#include <math.h>
#include <string.h>

#include "corpus/sheet.h"
#include "pipeline/score-set.h"

enum {
	REVIEWER_CHARS_MAX = 60,
	NOTE_CHARS_MAX = 4000,
	QUOTED_MAX = 40,
};

/* The columns of a sheet. */
enum part { DOCUMENT, REVIEWER, CRITERION, SCORE, NOTE, FRAMEWORK, PARTS };

static const char *const heads[PARTS] = {
	"document", "reviewer", "criterion", "score", "note", "framework"};

/* A table found in a file, and where its parts stand. */
struct layout {
	const struct sheet *sheet;
	guint head;         /* index of the row of heads */
	int columns[PARTS]; /* -1: none */
	const char *reader; /* whose column it is; NULL: each row says */
};

/* One row with a score. */
struct entry {
	char **cells;
	int number; /* of the row in the file */
};

struct checking {
	const struct sheet_rules *rules;
	const struct layout *layout;
	GPtrArray *faults;
};

/* --- rules -------------------------------------------------------------- */

static const char *value_of(const char *name, int n, const char *const *columns,
	const char *const *values)
{
	for (int i = 0; i < n; i++)
		if (g_str_equal(columns[i], name))
			return values[i] ? values[i] : "";
	return "";
}

static bool take_document(int n, const char *const *columns,
	const char *const *values, void *user)
{
	struct sheet_rules *rules = user;

	g_hash_table_insert(rules->documents,
		g_strdup(value_of("document", n, columns, values)),
		g_strdup(value_of("kind", n, columns, values)));
	return true;
}

static bool take_reviewer(int n, const char *const *columns,
	const char *const *values, void *user)
{
	struct sheet_rules *rules = user;

	if (g_str_equal(value_of("machine", n, columns, values), "1"))
		g_hash_table_add(rules->machines,
			g_strdup(value_of("reviewer", n, columns, values)));
	return true;
}

struct sheet_rules *sheet_rules_new(
	struct store *store, const char *framework, GError **error)
{
	g_autoptr(SheetRules) rules = g_new0(struct sheet_rules, 1);
	g_autofree char *shipped = stage_data("scoring/criteria.xml");
	g_autofree char *schema = stage_data("scoring/criteria.rng");

	rules->documents =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	rules->machines =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	rules->framework =
		framework_load(framework ? framework : shipped, schema, error);
	if (!rules->framework ||
		!store_each_row(
			store, "documents", take_document, rules, error) ||
		!store_each_row(
			store, "reviewers", take_reviewer, rules, error))
		return NULL;
	return g_steal_pointer(&rules);
}

void sheet_rules_free(struct sheet_rules *rules)
{
	if (!rules)
		return;
	framework_free(rules->framework);
	g_hash_table_unref(rules->documents);
	g_hash_table_unref(rules->machines);
	g_free(rules);
}

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

/* --- faults ------------------------------------------------------------- */

/* What a stranger typed, short and on one line. */
static char *quoted(const char *value)
{
	g_autofree char *start = g_utf8_substring(
		value, 0, MIN(g_utf8_strlen(value, -1), QUOTED_MAX));

	for (char *p = start; *p; p++)
		if (g_ascii_iscntrl(*p))
			*p = ' ';
	return g_strdup_printf("\u201c%s%s\u201d", start,
		strlen(value) > strlen(start) ? "\u2026" : "");
}

/* A fault in the cell of `part` in row `number`; takes `words`. */
static void fault_at(const struct checking *checking, int number,
	enum part part, char *words)
{
	const struct sheet *sheet = checking->layout->sheet;
	g_autofree char *cell =
		sheet_cell_name(number, checking->layout->columns[part]);

	g_ptr_array_add(checking->faults,
		g_strdup_printf("%s%s%s: %s", sheet->name,
			*sheet->name ? "!" : "", cell, words));
	g_free(words);
}

/* A fault of the whole sheet; takes `words`. */
static void fault(const struct checking *checking, char *words)
{
	const char *name = checking->layout->sheet->name;

	g_ptr_array_add(checking->faults,
		g_strdup_printf("%s%s%s", name, *name ? ": " : "", words));
	g_free(words);
}

/* --- the table in the file ---------------------------------------------- */

/* The row of heads is the first with two of those that are needed; -1 for
 * none. */
static int find_head(const struct sheet *sheet)
{
	for (guint i = 0; i < sheet->rows->len; i++) {
		int found = 0;

		for (int part = 0; part <= SCORE; part++)
			found += sheet_column(sheet->rows->pdata[i],
					 heads[part]) >= 0;
		if (found >= 2)
			return (int)i;
	}
	return -1;
}

/* The one sheet with a table, or NULL after a fault. */
static const struct sheet *find_table(
	const GPtrArray *sheets, GPtrArray *faults)
{
	const struct sheet *found = NULL;

	for (guint i = 0; i < sheets->len; i++) {
		const struct sheet *sheet = sheets->pdata[i];

		if (find_head(sheet) < 0)
			continue;
		if (found) {
			g_ptr_array_add(faults,
				g_strdup_printf("two sheets with scores, %s "
						"and %s: one is needed",
					found->name, sheet->name));
			return NULL;
		}
		found = sheet;
	}
	if (!found)
		g_ptr_array_add(
			faults, g_strdup("no row of heads: no column headed "
					 "criterion"));
	return found;
}

static bool find_columns(const struct checking *checking, struct layout *layout)
{
	char **head = layout->sheet->rows->pdata[layout->head];
	guint before = checking->faults->len;

	for (int part = 0; part < PARTS; part++) {
		int column = sheet_column(head, heads[part]);

		layout->columns[part] = column;
		if (column < 0 && part <= SCORE)
			fault(checking, g_strdup_printf("no column headed %s",
						heads[part]));
		if (column >= 0 &&
			sheet_column(head + column + 1, heads[part]) >= 0)
			fault(checking, g_strdup_printf("two columns headed %s",
						heads[part]));
	}
	return checking->faults->len == before;
}

static GArray *entries_of(const struct layout *layout)
{
	const struct sheet *sheet = layout->sheet;
	GArray *entries = g_array_new(FALSE, FALSE, sizeof(struct entry));

	for (guint i = layout->head + 1; i < sheet->rows->len; i++) {
		struct entry entry = {sheet->rows->pdata[i],
			g_array_index(sheet->numbers, int, i)};

		g_array_append_val(entries, entry);
	}
	return entries;
}

/* A cell without the white space around it; freed by the caller. */
static char *cell_of(const struct checking *checking, const struct entry *entry,
	enum part part)
{
	return g_strstrip(g_strdup(
		sheet_cell(entry->cells, checking->layout->columns[part])));
}

/* --- who and which ------------------------------------------------------ */

static bool is_name(const char *name)
{
	for (const char *p = name; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (!g_unichar_isalnum(c) && !strchr(" -_'", (int)MIN(c, 127)))
			return false;
	}
	return true;
}

char *sheet_refuse_reviewer(const struct sheet_rules *rules, const char *name)
{
	g_autofree char *low = g_utf8_casefold(name, -1);

	if (!*name)
		return g_strdup("no reviewer named");
	if (g_hash_table_contains(rules->machines, low))
		return g_strdup_printf(
			"%s is the name of a machine reviewer", low);
	if (g_str_equal(low, "combined") || g_str_equal(low, "all"))
		return g_strdup_printf("nobody may be called %s", low);
	if (g_utf8_strlen(name, -1) > REVIEWER_CHARS_MAX)
		return g_strdup_printf(
			"a reviewer's name of more than %d characters",
			REVIEWER_CHARS_MAX);
	if (!is_name(name)) {
		g_autofree char *shown = quoted(name);

		return g_strdup_printf(
			"%s: a reviewer's name is of letters, "
			"digits, spaces and - _ '",
			shown);
	}
	return NULL;
}

char *sheet_refuse_document(const struct sheet_rules *rules, const char *name)
{
	const char *kind = g_hash_table_lookup(rules->documents, name);
	g_autofree char *shown = quoted(name);

	if (!*name)
		return g_strdup("no document named");
	if (!kind)
		return g_strdup_printf("no document %s in the corpus", shown);
	if (!record_kind_is_scored(record_kind_from_name(kind)))
		return g_strdup_printf("%s is not of a kind that is scored: %s",
			shown, *kind ? kind : "not parsed yet");
	return NULL;
}

/*
 * The same words in `part` of every row, checked by `refuse` once: a copy, or
 * NULL after a fault.
 */
static char *one_for_all(const struct checking *checking, const GArray *entries,
	enum part part,
	char *(*refuse)(const struct sheet_rules *rules, const char *name))
{
	const struct entry *first = &g_array_index(entries, struct entry, 0);
	g_autofree char *name = cell_of(checking, first, part);
	char *problem = refuse(checking->rules, name);

	if (problem) {
		fault_at(checking, first->number, part, problem);
		return NULL;
	}
	for (guint i = 1; i < entries->len; i++) {
		const struct entry *entry =
			&g_array_index(entries, struct entry, i);
		g_autofree char *other = cell_of(checking, entry, part);
		g_autofree char *shown = quoted(other);

		if (g_str_equal(name, other))
			continue;
		fault_at(checking, entry->number, part,
			*other ? g_strdup_printf("a second %s, %s, in a sheet "
						 "of %s",
					 heads[part], shown, name)
			       : g_strdup_printf(
					 "no %s in this row", heads[part]));
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
	g_autofree char *shown = quoted(cell);
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
	const struct checking *checking, const struct entry *entry)
{
	const struct layout *layout = checking->layout;
	g_autofree char *cell = cell_of(checking, entry, SCORE);
	g_autofree char *name =
		sheet_cell_name(entry->number, layout->columns[SCORE]);
	char *end;
	double value = g_ascii_strtod(cell, &end);

	if (sheet_is_formula(layout->sheet, name))
		fault_at(checking, entry->number, SCORE,
			g_strdup("a formula: type the score itself"));
	else if (!*cell && checking->rules->adjudication)
		return 0;
	else if (!*cell)
		fault_at(checking, entry->number, SCORE,
			g_strdup("no score given"));
	else if (end == cell || *end || !(value >= 1 && value <= SCORE_MAX) ||
		 value != floor(value))
		fault_at(checking, entry->number, SCORE,
			refuse_score(cell, end, value));
	else
		return (int)value;
	return 0;
}

/* The criterion's index, or -1 after a fault. */
static int read_criterion(
	const struct checking *checking, const struct entry *entry)
{
	const struct framework *framework = checking->rules->framework;
	g_autofree char *cell = cell_of(checking, entry, CRITERION);
	g_autofree char *low = g_ascii_strdown(cell, -1);
	g_autofree char *shown = quoted(cell);
	int found = framework_find(framework, cell);

	if (found >= 0)
		return found;
	g_strdelimit(low, " _", '-');
	found = framework_find(framework, low);
	fault_at(checking, entry->number, CRITERION,
		!*cell ? g_strdup("no criterion in this row")
		: found >= 0
			? g_strdup_printf("%s is written %s", shown, low)
			: g_strdup_printf(
				  "no criterion %s in this framework", shown));
	return -1;
}

static const char *read_note(const struct checking *checking,
	const struct entry *entry, struct filled_sheet *sheet)
{
	g_autofree char *note = cell_of(checking, entry, NOTE);

	if (g_utf8_strlen(note, -1) > NOTE_CHARS_MAX)
		fault_at(checking, entry->number, NOTE,
			g_strdup_printf("a note of more than %d characters",
				NOTE_CHARS_MAX));
	return g_string_chunk_insert(sheet->notes, note);
}

/* Sheets say which statements they were made with, if they say anything. */
static void check_framework(
	const struct checking *checking, const struct entry *entry)
{
	const struct framework *framework = checking->rules->framework;
	g_autofree char *cell = cell_of(checking, entry, FRAMEWORK);
	g_autofree char *shown = quoted(cell);

	if (*cell && !g_str_equal(cell, framework_id(framework)))
		fault_at(checking, entry->number, FRAMEWORK,
			g_strdup_printf("made for other statements: %s, not %s",
				shown, framework_id(framework)));
}

static void take_entry(const struct checking *checking,
	const struct entry *entry, struct filled_sheet *sheet, int *rows)
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
		fault_at(checking, entry->number, CRITERION,
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

static void check_all_there(const struct checking *checking, const int *rows)
{
	const struct framework *framework = checking->rules->framework;

	for (int i = 0; i < framework_criteria(framework); i++)
		if (!rows[i] && !checking->rules->adjudication)
			fault(checking,
				g_strdup_printf("no row for %s",
					framework_criterion(framework, i)->id));
}

/* --- a sheet ------------------------------------------------------------ */

/* `entries` has at least one. NULL after any fault. */
static struct filled_sheet *check_sheet(
	const struct checking *checking, const GArray *entries)
{
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
	check_framework(checking, &g_array_index(entries, struct entry, 0));
	for (guint i = 0; i < entries->len; i++)
		take_entry(checking, &g_array_index(entries, struct entry, i),
			sheet, rows);
	check_all_there(checking, rows);
	if (checking->faults->len == before && sheet->scores->len == 0)
		fault(checking, g_strdup("not one score in it"));
	if (checking->faults->len == before) {
		g_array_sort(sheet->scores, by_position);
		return sheet;
	}
	filled_sheet_free(sheet);
	return NULL;
}

/* The sheets of the file, and the table in it; NULL after a fault. */
static GPtrArray *read_layout(
	const char *path, struct layout *layout, GPtrArray *faults)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) sheets = sheet_read(path, &error);
	guint rows = 0;

	for (guint i = 0; sheets && i < sheets->len; i++)
		rows += ((const struct sheet *)sheets->pdata[i])->rows->len;
	if (!sheets)
		g_ptr_array_add(faults, g_strdup(error->message));
	else if (rows == 0)
		g_ptr_array_add(faults, g_strdup("nothing in it"));
	else
		layout->sheet = find_table(sheets, faults);
	if (!layout->sheet)
		return NULL;
	layout->head = (guint)find_head(layout->sheet);
	return g_steal_pointer(&sheets);
}

struct filled_sheet *filled_sheet_read(
	const struct sheet_rules *rules, const char *path, GPtrArray *faults)
{
	struct layout layout = {0};
	struct checking checking = {rules, &layout, faults};
	g_autoptr(GPtrArray) sheets = read_layout(path, &layout, faults);
	g_autoptr(GArray) entries = NULL;

	if (!sheets || !find_columns(&checking, &layout))
		return NULL;
	entries = entries_of(&layout);
	if (entries->len > 0)
		return check_sheet(&checking, entries);
	fault(&checking, g_strdup("heads, and no rows under them"));
	return NULL;
}

/* --- a table of readers ------------------------------------------------- */

/* The rows of each document that the corpus has, in order of first use. */
static GPtrArray *group(
	const struct checking *checking, const GArray *entries, int *unknown)
{
	GPtrArray *groups =
		g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	g_autoptr(GHashTable) of =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < entries->len; i++) {
		struct entry entry = g_array_index(entries, struct entry, i);
		char *name = cell_of(checking, &entry, DOCUMENT);
		GArray *rows = g_hash_table_lookup(of, name);

		if (!rows) {
			rows = g_array_new(FALSE, FALSE, sizeof(struct entry));
			g_ptr_array_add(groups, rows);
			g_hash_table_insert(of, g_strdup(name), rows);
		}
		g_array_append_val(rows, entry);
		g_free(name);
	}
	*unknown = 0;
	for (guint i = groups->len; i > 0; i--) {
		const struct entry *first = &g_array_index(
			(GArray *)groups->pdata[i - 1], struct entry, 0);
		g_autofree char *name = cell_of(checking, first, DOCUMENT);

		if (*name && !g_hash_table_contains(
				     checking->rules->documents, name)) {
			g_ptr_array_remove_index(groups, i - 1);
			(*unknown)++;
		}
	}
	return groups;
}

static bool find_readers(const struct checking *checking, struct layout *layout)
{
	char **head = layout->sheet->rows->pdata[layout->head];

	for (int part = 0; part < PARTS; part++)
		layout->columns[part] = -1;
	layout->columns[DOCUMENT] = sheet_column(head, heads[DOCUMENT]);
	layout->columns[CRITERION] = sheet_column(head, heads[CRITERION]);
	for (int part = DOCUMENT; part <= CRITERION; part += CRITERION)
		if (layout->columns[part] < 0) {
			fault(checking, g_strdup_printf("no column headed %s",
						heads[part]));
			return false;
		}
	return true;
}

/* The sheets of the reader in `column`. */
static void read_reader(const struct checking *checking,
	const GPtrArray *groups, struct layout *layout, int column,
	GPtrArray *filled)
{
	char **head = layout->sheet->rows->pdata[layout->head];
	char *problem = sheet_refuse_reviewer(checking->rules, head[column]);

	layout->columns[SCORE] = column;
	layout->reader = head[column];
	if (problem) {
		fault_at(checking,
			g_array_index(
				layout->sheet->numbers, int, layout->head),
			SCORE, problem);
		return;
	}
	for (guint i = 0; i < groups->len; i++) {
		struct filled_sheet *sheet =
			check_sheet(checking, groups->pdata[i]);

		if (sheet)
			g_ptr_array_add(filled, sheet);
	}
}

GPtrArray *filled_sheets_of_table(const struct sheet_rules *rules,
	const char *path, int *unknown, GPtrArray *faults)
{
	struct layout layout = {0};
	struct checking checking = {rules, &layout, faults};
	g_autoptr(GPtrArray) sheets = read_layout(path, &layout, faults);
	GPtrArray *filled = g_ptr_array_new_with_free_func(filled_sheet_free);
	g_autoptr(GArray) entries = NULL;
	g_autoptr(GPtrArray) groups = NULL;
	char **head;

	*unknown = 0;
	if (!sheets || !find_readers(&checking, &layout))
		return filled;
	head = layout.sheet->rows->pdata[layout.head];
	entries = entries_of(&layout);
	groups = group(&checking, entries, unknown);
	for (int i = 0; head[i]; i++)
		if (*head[i] && i != layout.columns[DOCUMENT] &&
			i != layout.columns[CRITERION])
			read_reader(&checking, groups, &layout, i, filled);
	return filled;
}
