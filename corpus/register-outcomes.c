/*
 * register-outcomes.c - official outcomes, from Ofsted's tables as they are
 * published and from our own.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/register-private.h"
#include "corpus/sheet.h"

/* How a cell is brought into our form. */
enum cell_kind {
	CELL_TEXT,
	CELL_DAY,
	CELL_COUNT,
	CELL_DETERMINATION,
	CELL_PROGRESS,
	CELL_OUTCOME,
};

/* A member of struct outcome, its head in outcomes.tsv and those in Ofsted's
 * tables (2022 ODS, 2023 MI; sheet_column() passes over punctuation). */
static const struct column {
	size_t member;
	enum cell_kind kind;
	const char *heads[4];
} columns[] = {
	{offsetof(struct outcome, area), CELL_TEXT,
		{"area", "Area name", "Local area partnership"}},
	{offsetof(struct outcome, code), CELL_TEXT,
		{"code", "Local authority code"}},
	{offsetof(struct outcome, framework), CELL_TEXT, {"framework"}},
	{offsetof(struct outcome, inspection_start), CELL_DAY,
		{"inspection_start", "Inspection start date"}},
	{offsetof(struct outcome, published), CELL_DAY,
		{"published", "Inspection publication date"}},
	{offsetof(struct outcome, determination), CELL_DETERMINATION,
		{"determination",
			"Inspection outcome: written statement of "
			"action required?"}},
	{offsetof(struct outcome, weaknesses), CELL_COUNT,
		{"weaknesses",
			"Number significant weaknesses identified in "
			"written statement of action"}},
	{offsetof(struct outcome, revisit_start), CELL_DAY,
		{"revisit_start", "Revisit start date"}},
	{offsetof(struct outcome, revisit_published), CELL_DAY,
		{"revisit_published", "Revisit publication date"}},
	{offsetof(struct outcome, progress), CELL_PROGRESS,
		{"progress",
			"Revisit outcome: sufficient progress in addressing "
			"all significant weaknesses?"}},
	{offsetof(struct outcome, progress_made), CELL_COUNT,
		{"progress_made",
			"Number significant weaknesses where sufficient "
			"progress has been made"}},
	{offsetof(struct outcome, progress_not_made), CELL_COUNT,
		{"progress_not_made",
			"Number significant weaknesses where sufficient "
			"progress has not been made"}},
	{offsetof(struct outcome, outcome), CELL_OUTCOME,
		{"outcome", "Inspection outcome"}},
	{offsetof(struct outcome, priority_actions), CELL_COUNT,
		{"priority_actions", "Number of areas for priority action"}},
	{offsetof(struct outcome, source), CELL_TEXT, {"source"}},
};

static char **member_of(struct outcome *outcome, const struct column *column)
{
	return (char **)(void *)((char *)outcome + column->member);
}

void outcome_free(void *data)
{
	for (gsize i = 0; i < G_N_ELEMENTS(columns); i++)
		g_free(*member_of(data, &columns[i]));
	g_free(data);
}

/* --- cells --------------------------------------------------------------- */

static bool is_day(int year, int month, int day)
{
	return year >= 1900 && year < 2200 &&
	       g_date_valid_dmy(
		       (GDateDay)day, (GDateMonth)month, (GDateYear)year);
}

/* "2016-05-23", "23/05/2016", "23/05/16" and, where that is all, "2017-01". */
static char *read_day(const char *cell)
{
	int a, b, c, end = 0;

	if (sscanf(cell, "%2d/%2d/%4d%n", &a, &b, &c, &end) == 3) {
		if (c >= 0 && c < 100)
			c += 2000;
		if (is_day(c, b, a) && !g_ascii_isdigit(cell[end]))
			return g_strdup_printf("%04d-%02d-%02d", c, b, a);
	}
	if (sscanf(cell, "%4d-%2d-%2d%n", &a, &b, &c, &end) == 3 &&
		is_day(a, b, c) && !g_ascii_isdigit(cell[end]))
		return g_strdup_printf("%04d-%02d-%02d", a, b, c);
	if (strlen(cell) == 7 && sscanf(cell, "%4d-%2d%n", &a, &b, &end) == 2 &&
		end == 7 && is_day(a, b, 1))
		return g_strdup(cell);
	return g_strdup("");
}

static char *read_count(const char *cell)
{
	bool number = g_ascii_isdigit(*cell) && strlen(cell) < 4;

	return g_strdup(number ? cell : "");
}

/* The value of the first pair whose word the cell begins with or is. */
static char *read_word(const char *cell, const char *const pairs[][2])
{
	g_autofree char *lower = g_ascii_strdown(cell, -1);

	for (gsize i = 0; pairs[i][0] != NULL; i++)
		if (g_str_has_prefix(lower, pairs[i][0]))
			return g_strdup(pairs[i][1]);
	return g_strdup("");
}

static char *read_cell(enum cell_kind kind, const char *cell)
{
	static const char *const determinations[][2] = {{"yes", "required"},
		{"required", "required"}, {"no", "not-required"}, {NULL}};
	static const char *const progress[][2] = {{"yes", "all"},
		{"all", "all"}, {"some", "some"}, {"none", "none"},
		{"not revisited", ""}, {"no", "none"}, {NULL}};
	static const char *const outcomes[][2] = {
		{"typically positive", "positive"}, {"positive", "positive"},
		{"inconsistent", "inconsistent"}, {"widespread", "failings"},
		{"failings", "failings"}, {NULL}};

	switch (kind) {
	case CELL_DAY:
		return read_day(cell);
	case CELL_COUNT:
		return read_count(cell);
	case CELL_DETERMINATION:
		return read_word(cell, determinations);
	case CELL_PROGRESS:
		return read_word(cell, progress);
	case CELL_OUTCOME:
		return read_word(cell, outcomes);
	default:
		return g_strdup(cell);
	}
}

static const char *cell_of(char **head, char **row, const struct column *column)
{
	for (gsize i = 0; i < G_N_ELEMENTS(column->heads); i++) {
		int place = column->heads[i] != NULL
				    ? sheet_column(head, column->heads[i])
				    : -1;

		if (place >= 0)
			return sheet_cell(row, place);
	}
	return "";
}

static struct outcome *read_outcome(char **head, char **row)
{
	struct outcome *outcome = g_new0(struct outcome, 1);

	for (gsize i = 0; i < G_N_ELEMENTS(columns); i++)
		*member_of(outcome, &columns[i]) = read_cell(
			columns[i].kind, cell_of(head, row, &columns[i]));
	return outcome;
}

/* --- tables -------------------------------------------------------------- */

static int compare_outcomes(const void *a, const void *b)
{
	const struct outcome *x = *(struct outcome *const *)a;
	const struct outcome *y = *(struct outcome *const *)b;
	int order = strcmp(x->area, y->area);

	if (order == 0)
		order = strcmp(x->framework, y->framework);
	return order != 0 ? order
			  : strcmp(x->inspection_start, y->inspection_start);
}

/* What Ofsted's tables leave to be understood. */
static void complete(
	struct outcome *outcome, const struct area *area, const char *source)
{
	if (*outcome->framework == '\0') {
		g_free(outcome->framework);
		outcome->framework =
			g_strdup(*outcome->outcome != '\0' ? "2023" : "2016");
	}
	if (*outcome->code == '\0') {
		g_free(outcome->code);
		outcome->code = g_strdup(area->code);
	}
	if (*outcome->source == '\0') {
		g_free(outcome->source);
		outcome->source = g_strdup(source);
	}
	g_free(outcome->area);
	outcome->area = g_strdup(area->name);
}

/* What a later table says overrides, what it leaves out stays. */
static void override(struct outcome *old, const struct outcome *new)
{
	for (gsize i = 0; i < G_N_ELEMENTS(columns); i++) {
		char **value = member_of(old, &columns[i]);
		char *const *said =
			member_of((struct outcome *)new, &columns[i]);

		if (**said == '\0')
			continue;
		g_free(*value);
		*value = g_strdup(*said);
	}
}

static void take(struct area_register *areas, struct outcome *outcome)
{
	for (guint i = 0; i < areas->outcomes->len; i++) {
		struct outcome *old = areas->outcomes->pdata[i];

		if (compare_outcomes(&old, &outcome) != 0)
			continue;
		override(old, outcome);
		outcome_free(outcome);
		return;
	}
	g_ptr_array_add(areas->outcomes, outcome);
}

/* The row that holds the heads: it names an area and a first day. */
static char **find_head(const struct sheet *sheet, guint *index)
{
	for (guint i = 0; i < sheet->rows->len; i++) {
		char **row = sheet->rows->pdata[i];
		bool area = *cell_of(row, row, &columns[0]) != '\0';
		bool day = *cell_of(row, row, &columns[3]) != '\0';

		*index = i;
		if (area && day)
			return row;
	}
	return NULL;
}

/* What is to be said of a row that is not taken, or NULL: an area that was not
 * inspected has no day. */
static char *why_left(
	const char *name, const struct area *area, const char *day)
{
	if (area == NULL)
		return *name != '\0' ? g_strconcat(
					       "area is not in the "
					       "register: ",
					       name, NULL)
				     : NULL;
	return strpbrk(day, "0123456789") != NULL
		       ? g_strdup_printf(
				 "day cannot be read: %s, %s", name, day)
		       : NULL;
}

static int add_sheet(struct area_register *areas, const struct sheet *sheet,
	const char *source, GPtrArray *strange)
{
	guint first = 0;
	char **head = find_head(sheet, &first);
	int taken = 0;

	for (guint i = first + 1; head != NULL && i < sheet->rows->len; i++) {
		struct outcome *outcome =
			read_outcome(head, sheet->rows->pdata[i]);
		const struct area *area = register_find(areas, outcome->area);

		if (area == NULL || *outcome->inspection_start == '\0') {
			char *why = why_left(outcome->area, area,
				cell_of(head, sheet->rows->pdata[i],
					&columns[3]));

			if (strange != NULL && why != NULL)
				g_ptr_array_add(strange, why);
			else
				g_free(why);
			outcome_free(outcome);
			continue;
		}
		complete(outcome, area, source);
		take(areas, outcome);
		taken++;
	}
	return head != NULL ? taken : -1;
}

int register_add(struct area_register *areas, const char *path,
	GPtrArray *strange, GError **error)
{
	g_autoptr(GPtrArray) sheets = sheet_read(path, error);
	g_autofree char *name = g_path_get_basename(path);
	int taken = -1;

	for (guint i = 0; sheets != NULL && i < sheets->len; i++) {
		int more = add_sheet(areas, sheets->pdata[i], name, strange);

		if (more >= 0)
			taken = MAX(taken, 0) + more;
	}
	if (sheets != NULL && taken < 0)
		g_set_error_literal(error, REGISTER_ERROR, REGISTER_ERROR_TABLE,
			"no table of inspections in it");
	if (taken < 0) {
		g_prefix_error(error, "%s: ", path);
		return -1;
	}
	g_ptr_array_sort(areas->outcomes, compare_outcomes);
	return taken;
}

const GPtrArray *register_outcomes(const struct area_register *areas)
{
	return areas->outcomes;
}

void register_write_outcomes(const struct area_register *areas, GString *out)
{
	for (gsize i = 0; i < G_N_ELEMENTS(columns); i++)
		g_string_append_printf(
			out, "%s%s", i > 0 ? "\t" : "", columns[i].heads[0]);
	g_string_append_c(out, '\n');
	for (guint r = 0; r < areas->outcomes->len; r++) {
		for (gsize i = 0; i < G_N_ELEMENTS(columns); i++)
			g_string_append_printf(out, "%s%s", i > 0 ? "\t" : "",
				*member_of(areas->outcomes->pdata[r],
					&columns[i]));
		g_string_append_c(out, '\n');
	}
}

/* --- finding ------------------------------------------------------------- */

static bool is_of(const struct outcome *outcome, const struct area *area)
{
	return strcmp(outcome->area, area->name) == 0 ||
	       g_strv_contains(
		       (const char *const *)area->predecessors, outcome->area);
}

/* Days between two ISO days or months, roughly enough to tell nearer. */
static long distance(const char *a, const char *b)
{
	int ya = 0, ma = 1, da = 1, yb = 0, mb = 1, db = 1;

	sscanf(a, "%d-%d-%d", &ya, &ma, &da);
	sscanf(b, "%d-%d-%d", &yb, &mb, &db);
	return labs((ya - yb) * 372L + (ma - mb) * 31L + (da - db));
}

const struct outcome *register_outcome(const struct area_register *areas,
	const struct area *area, const char *framework, const char *day)
{
	const struct outcome *best = NULL;

	for (guint i = 0; i < areas->outcomes->len; i++) {
		const struct outcome *outcome = areas->outcomes->pdata[i];

		if (strcmp(outcome->framework, framework) != 0 ||
			!is_of(outcome, area))
			continue;
		if (best == NULL ||
			(day == NULL ? strcmp(outcome->inspection_start,
					       best->inspection_start) > 0
				     : distance(
					       outcome->inspection_start, day) <
						distance(best->inspection_start,
							day)))
			best = outcome;
	}
	return best;
}
