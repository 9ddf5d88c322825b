/* comparison.c - see comparison.h. */
#include "pipeline/writers/comparison.h"

#include <string.h>

/* --- choosing ------------------------------------------------------------ */

bool choice_is_made(const struct choice *choice)
{
	return choice->areas != NULL || choice->region != NULL ||
	       choice->determination != NULL || choice->outcome != NULL ||
	       choice->framework != NULL || choice->kind != NULL ||
	       choice->codes != NULL;
}

static bool same_words(const char *asked, const char *found)
{
	g_autofree char *left = g_utf8_casefold(asked, -1);
	g_autofree char *right =
		found == NULL ? NULL : g_utf8_casefold(found, -1);

	return g_strcmp0(left, right) == 0;
}

static bool is_among(char **areas, const char *name)
{
	for (; *areas != NULL; areas++)
		if (same_words(*areas, name))
			return true;
	return false;
}

static bool is_chosen(const struct choice *choice, const struct site *site,
	const struct site_document *document)
{
	const struct {
		const char *asked, *column;
	} facts[] = {
		{choice->region, "region"},
		{choice->determination, "determination"},
		{choice->outcome, "outcome"},
		{choice->framework, "framework"},
		{choice->kind, "kind"},
	};
	const char *code = site_fact(site, document, "la_code");

	if (choice->areas != NULL &&
		!is_among(choice->areas, document->area->name))
		return false;
	if (choice->codes != NULL &&
		(code == NULL || !g_hash_table_contains(choice->codes, code)))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(facts); i++)
		if (facts[i].asked != NULL &&
			!same_words(facts[i].asked,
				site_fact(site, document, facts[i].column)))
			return false;
	return true;
}

/* A misspelt area must not quietly be left out. */
static bool check_areas(
	const struct choice *choice, const struct site *site, GError **error)
{
	for (char **name = choice->areas; name != NULL && *name != NULL;
		name++) {
		bool found = false;

		for (guint i = 0; i < site->scored->len && !found; i++) {
			const struct site_document *document =
				g_ptr_array_index(site->scored, i);

			found = same_words(*name, document->area->name);
		}
		if (found)
			continue;
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
			"no scored document of the area %s", *name);
		return false;
	}
	return true;
}

GPtrArray *choice_find(
	const struct choice *choice, const struct site *site, GError **error)
{
	GPtrArray *documents;

	if (!check_areas(choice, site, error))
		return NULL;
	documents = g_ptr_array_new();
	for (guint i = 0; i < site->scored->len; i++) {
		struct site_document *document =
			g_ptr_array_index(site->scored, i);

		if (is_chosen(choice, site, document))
			g_ptr_array_add(documents, document);
	}
	return documents;
}

/* --- scores, reviewer by reviewer ---------------------------------------- */

/* The score of a reviewer by index; the one after the last is "combined". */
static int score_of(const struct site *site,
	const struct site_document *document, int criterion, int reviewer)
{
	int reviewers = (int)site->reviewers->len;

	return reviewer == reviewers
		       ? document->combined[criterion]
		       : document->scores[criterion * reviewers + reviewer];
}

static const char *reviewer_name(const struct site *site, int reviewer)
{
	return reviewer == (int)site->reviewers->len
		       ? "combined"
		       : g_ptr_array_index(site->reviewers, reviewer);
}

struct standing {
	int rank, tied, of;
};

static struct standing find_standing(const struct site *site,
	const GPtrArray *documents, int criterion, int reviewer, int score)
{
	struct standing standing = {1, 0, 0};

	for (guint i = 0; i < documents->len; i++) {
		int other = score_of(site, g_ptr_array_index(documents, i),
			criterion, reviewer);

		standing.rank += other > score;
		standing.tied += other == score;
		standing.of += other > 0;
	}
	return standing;
}

static void set_number(
	struct tables *tables, const char **row, int column, int number)
{
	char text[16];

	g_snprintf(text, sizeof text, "%d", number);
	tables_set(tables, row, column, text);
}

enum { CRITERION, AREA, DOCUMENT, REVIEWER, SCORE, RANK, TIED, OF };

static void add_standing(struct table *table, struct tables *tables,
	const struct site *site, const GPtrArray *documents, const int *key)
{
	const struct site_document *document =
		g_ptr_array_index(documents, key[DOCUMENT]);
	int score = score_of(site, document, key[CRITERION], key[REVIEWER]);
	struct standing standing;
	const char **row = tables_add(table);

	tables_set(tables, row, CRITERION,
		site_criterion(site, key[CRITERION])->id);
	tables_set(tables, row, AREA, document->area->name);
	tables_set(tables, row, DOCUMENT, document->name);
	tables_set(tables, row, REVIEWER, reviewer_name(site, key[REVIEWER]));
	if (score == 0)
		return;
	standing = find_standing(
		site, documents, key[CRITERION], key[REVIEWER], score);
	set_number(tables, row, SCORE, score);
	set_number(tables, row, RANK, standing.rank);
	set_number(tables, row, TIED, standing.tied);
	set_number(tables, row, OF, standing.of);
}

struct table *comparison_long(const struct site *site,
	const GPtrArray *documents, struct tables *tables)
{
	static const char *const names[] = {"criterion", "area", "document",
		"reviewer", "score", "rank", "tied", "of"};
	struct table *table = table_new("comparison");

	for (int i = 0; i <= OF; i++)
		table_add_column(table, names[i],
			i < SCORE ? COLUMN_TEXT : COLUMN_INTEGER);
	for (int c = 0; c < site->criteria; c++)
		for (guint d = 0; d < documents->len; d++)
			for (guint r = 0; r <= site->reviewers->len; r++)
				add_standing(table, tables, site, documents,
					(int[]){[CRITERION] = c,
						[DOCUMENT] = (int)d,
						[REVIEWER] = (int)r});
	return table;
}

/* --- wide ---------------------------------------------------------------- */

struct table *comparison_wide(const struct site *site,
	const GPtrArray *documents, struct tables *tables)
{
	struct table *table = table_new("comparison");

	table_add_column(table, "Criterion", COLUMN_TEXT);
	for (guint d = 0; d < documents->len; d++) {
		const struct site_document *document =
			g_ptr_array_index(documents, d);
		const char *year = site_class(site, document, "year");
		g_autofree char *name = g_strdup_printf("%s%s%s",
			document->area->name, year == NULL ? "" : " ",
			year == NULL ? "" : year);

		table_add_column(table, name, COLUMN_INTEGER);
	}
	for (int c = 0; c < site->criteria; c++) {
		const char **row = tables_add(table);

		tables_set(tables, row, 0,
			site_label(site, site_criterion(site, c)->id));
		for (guint d = 0; d < documents->len; d++) {
			int value = site_value(
				site, g_ptr_array_index(documents, d), c);

			if (value > 0)
				set_number(tables, row, (int)d + 1, value);
		}
	}
	return table;
}

/* --- groups -------------------------------------------------------------- */

struct table *comparison_groups(const struct site *site,
	const GPtrArray *documents, const char *by, struct tables *tables)
{
	g_autoptr(GPtrArray) groups = site_groups(site, documents, by);
	struct table *table = table_new("comparison");

	table_add_column(table, "Criterion", COLUMN_TEXT);
	for (guint g = 0; g < groups->len; g++) {
		const struct site_group *group = g_ptr_array_index(groups, g);
		g_autofree char *name = g_strdup_printf(
			"%s (%u)", group->label, group->documents->len);

		table_add_column(table, name, COLUMN_NUMBER);
	}
	for (int c = 0; c < site->criteria; c++) {
		const char **row = tables_add(table);

		tables_set(tables, row, 0,
			site_label(site, site_criterion(site, c)->id));
		for (guint g = 0; g < groups->len; g++) {
			double mean = site_group_mean(
				site, g_ptr_array_index(groups, g), c);
			char number[HTML_NUMBER];

			/* A group without a score has no mean. */
			if (mean > 0)
				tables_set(tables, row, (int)g + 1,
					html_mean(number, mean, 2));
		}
	}
	return table;
}
