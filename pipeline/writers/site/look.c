/* site/look.c - looking things up among what the site knows; see site.h. */
#include "pipeline/writers/site.h"

#include <string.h>

const char *site_fact(const struct site *site,
	const struct site_document *document, const char *column)
{
	return table_cell(tables_find(site->report->tables, "documents"),
		document->row, column);
}

const char *site_day(
	const struct site *site, const struct site_document *document)
{
	const char *day = site_fact(site, document, "published");

	return day != NULL ? day : site_fact(site, document, "inspection_end");
}

const struct site_document *site_find(
	const struct site *site, const char *document)
{
	return g_hash_table_lookup(site->names, document);
}

int site_rows(const struct site *site, const struct table *table)
{
	int t = 0, n = 0;

	if (!table->turns)
		return table_rows(table);
	while (strcmp(tables_turning[t], table->name) != 0)
		t++;
	for (guint i = 0; i < site->documents->len; i++) {
		const struct site_document *document =
			g_ptr_array_index(site->documents, i);

		n += document->rows[t];
	}
	return n;
}

int site_value(const struct site *site, const struct site_document *document,
	int criterion)
{
	if (document->scores == NULL)
		return 0;
	if (site->top > FRAMEWORK_ANCHORS)
		return document->combined[criterion];
	return document->scores[criterion * (int)site->reviewers->len];
}

double site_mean(const struct site *site, int criterion)
{
	int sum = 0, n = 0;

	for (guint i = 0; i < site->scored->len; i++) {
		int value = site_value(
			site, g_ptr_array_index(site->scored, i), criterion);

		sum += value;
		n += value > 0;
	}
	return n == 0 ? 0 : (double)sum / n;
}

double site_document_mean(
	const struct site *site, const struct site_document *document)
{
	int sum = 0, n = 0;

	for (int i = 0; i < site->criteria; i++) {
		int value = site_value(site, document, i);

		sum += value;
		n += value > 0;
	}
	return n == 0 ? 0 : (double)sum / n;
}

void site_count(const struct site *site, int criterion, int *counts)
{
	memset(counts, 0, sizeof *counts * (size_t)(site->top + 1));
	for (guint i = 0; i < site->scored->len; i++) {
		int value = site_value(
			site, g_ptr_array_index(site->scored, i), criterion);

		if (value <= site->top)
			counts[value]++;
	}
}

bool site_is_low(const struct site *site, int value)
{
	return value > 0 && value <= site->top / 2;
}

static void group_free(void *data)
{
	struct site_group *group = data;

	g_ptr_array_unref(group->documents);
	g_free(group);
}

static int compare_groups(gconstpointer a, gconstpointer b)
{
	const struct site_group *left = *(struct site_group *const *)a;
	const struct site_group *right = *(struct site_group *const *)b;

	if (left->label == NULL || right->label == NULL)
		return (left->label == NULL) - (right->label == NULL);
	return strcmp(left->label, right->label);
}

/* First day of the thirteenth month of each framework's inspections: the
 * first were in May 2016 and in January 2023. */
static const struct {
	const char *framework, *later;
} periods[] = {
	{"2016", "2017-05-01"},
	{"2023", "2024-01-01"},
};

static const char *period(const struct site *site,
	const struct site_document *document, const char *day)
{
	const char *framework = site_fact(site, document, "framework");

	for (size_t i = 0; i < G_N_ELEMENTS(periods); i++)
		if (g_strcmp0(framework, periods[i].framework) == 0)
			return strcmp(day, periods[i].later) < 0 ? "first-year"
								 : "later";
	return NULL;
}

const char *site_class(const struct site *site,
	const struct site_document *document, const char *by)
{
	const char *day = site_fact(site, document, "inspection_end");
	g_autofree char *year = NULL;

	if (strcmp(by, "year") != 0 && strcmp(by, "period") != 0)
		return site_fact(site, document, by);
	if (day == NULL)
		day = site_fact(site, document, "published");
	if (day == NULL || strlen(day) < strlen("2016-05-01"))
		return NULL;
	if (strcmp(by, "period") == 0)
		return period(site, document, day);
	year = g_strndup(day, 4);
	return g_intern_string(year);
}

GPtrArray *site_groups(
	const struct site *site, const GPtrArray *documents, const char *by)
{
	GPtrArray *groups = g_ptr_array_new_with_free_func(group_free);
	g_autoptr(GHashTable) found = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < documents->len; i++) {
		struct site_document *document =
			g_ptr_array_index(documents, i);
		const char *value = site_class(site, document, by);
		struct site_group *group =
			g_hash_table_lookup(found, value == NULL ? "" : value);

		if (group == NULL) {
			group = g_new0(struct site_group, 1);
			group->label = value;
			group->documents = g_ptr_array_new();
			g_ptr_array_add(groups, group);
			g_hash_table_insert(found,
				(char *)(value == NULL ? "" : value), group);
		}
		g_ptr_array_add(group->documents, document);
	}
	g_ptr_array_sort(groups, compare_groups);
	for (guint i = 0; i < groups->len; i++) {
		struct site_group *group = g_ptr_array_index(groups, i);

		group->label = group->label == NULL
				       ? "None given"
				       : site_label(site, group->label);
	}
	return groups;
}

double site_group_mean(
	const struct site *site, const struct site_group *group, int criterion)
{
	int sum = 0, n = 0;

	for (guint i = 0; i < group->documents->len; i++) {
		int value = site_value(site,
			g_ptr_array_index(group->documents, i), criterion);

		sum += value;
		n += value > 0;
	}
	return n == 0 ? 0 : (double)sum / n;
}

const char *site_label(const struct site *site, const char *id)
{
	const char *label = g_hash_table_lookup(site->labels, id);
	char *made;

	if (label != NULL)
		return label;
	made = g_strdelimit(g_strdup(id), "-_", ' ');
	made[0] = g_ascii_toupper(made[0]);
	g_hash_table_insert(site->labels, g_strdup(id), made);
	return made;
}

const struct criterion *site_criterion(const struct site *site, int index)
{
	return framework_criterion(site->report->framework, index);
}
