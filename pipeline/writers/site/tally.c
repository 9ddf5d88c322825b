/* site/tally.c - what pages about many documents know of each; see site.h. */
#include "pipeline/writers/site.h"

#include <stdlib.h>
#include <string.h>

const char *const site_sectors[] = {"education", "health", "social-care"};

bool site_turn(const struct site *site, const struct site_document *document,
	enum tables_part part, GError **error)
{
	return tables_turn(site->report->tables, site->report->store,
		document->name, part, error);
}

/* The table that is turned to the document. */
static const struct table *turned(const struct site *site, const char *name)
{
	return tables_find(site->report->tables, name);
}

static int number(const char *cell)
{
	return cell == NULL ? 0 : atoi(cell);
}

static int find_reviewer(const struct site *site, const char *name)
{
	for (guint i = 0; i < site->reviewers->len; i++)
		if (strcmp(g_ptr_array_index(site->reviewers, i), name) == 0)
			return (int)i;
	return -1;
}

static void tally_scores(
	const struct site *site, struct site_document *document)
{
	const struct table *scores = turned(site, "scores");
	int reviewers = (int)site->reviewers->len;

	document->scores = g_new0(guint8, site->criteria * reviewers);
	for (int r = 0; r < table_rows(scores); r++) {
		int criterion = framework_find(site->report->framework,
			table_cell(scores, r, "criterion"));
		int reviewer =
			find_reviewer(site, table_cell(scores, r, "reviewer"));

		if (criterion >= 0 && reviewer >= 0)
			document->scores[criterion * reviewers + reviewer] =
				(guint8)number(table_cell(scores, r, "score"));
	}
}

static void tally_combined(
	const struct site *site, struct site_document *document)
{
	const struct table *combined = turned(site, "combined");

	document->combined = g_new0(guint8, site->criteria);
	for (int r = 0; r < table_rows(combined); r++) {
		int criterion = framework_find(site->report->framework,
			table_cell(combined, r, "criterion"));

		if (criterion >= 0)
			document->combined[criterion] = (guint8)number(
				table_cell(combined, r, "combined"));
	}
}

static void tally_bearing(
	const struct site *site, struct site_document *document)
{
	const struct table *evidence = turned(site, "evidence");

	document->bearing = g_new0(double, site->criteria);
	for (int r = 0; r < table_rows(evidence); r++) {
		int criterion = framework_find(site->report->framework,
			table_cell(evidence, r, "criterion"));

		if (criterion >= 0)
			document->bearing[criterion] += framework_bearing(
				site->report->framework, criterion,
				table_cell(evidence, r, "indicator"));
	}
}

static void tally_sectors(
	const struct site *site, struct site_document *document)
{
	const struct table *findings = turned(site, "findings");
	int column = table_column(findings, "sectors");

	memset(document->sectors, 0, sizeof document->sectors);
	for (int r = 0; r < table_rows(findings); r++) {
		const char *marked = table_row(findings, r)[column];
		g_auto(GStrv) ids = NULL;

		if (marked == NULL)
			continue;
		ids = g_strsplit(marked, " ", -1);
		for (int i = 0; i < SITE_SECTORS; i++)
			document->sectors[i] += g_strv_contains(
				(const char *const *)ids, site_sectors[i]);
	}
}

static void tally_flags(const struct site *site, struct site_document *document)
{
	const struct table *flags = turned(site, "flags");
	GString *names = g_string_new(NULL);

	for (int r = 0; r < table_rows(flags); r++)
		g_string_append_printf(names, "%s%s", r > 0 ? " " : "",
			table_cell(flags, r, "flag"));
	document->flags = g_string_free(names, FALSE);
}

/* The duties are the same for nearly all, so that each list is kept once. */
static void tally_duties(
	const struct site *site, struct site_document *document)
{
	const struct table *duties = turned(site, "duties");
	g_autoptr(GString) list = g_string_new(NULL);
	GString *states = g_string_new(NULL);

	for (int r = 0; r < table_rows(duties); r++) {
		g_string_append_printf(list, "%s\t%s\n",
			table_cell(duties, r, "name"),
			table_cell(duties, r, "provision"));
		g_string_append_c(states, *table_cell(duties, r, "state"));
	}
	document->duties = g_string_chunk_insert_const(
		site->report->tables->words, list->str);
	document->states = g_string_free(states, FALSE);
}

static bool take_paired(int n, const char *const *columns,
	const char *const *values, void *user)
{
	struct site_document *document = user;
	const char *scores = store_row_value("scores", n, columns, values);

	if (*scores == '\0')
		return true;
	g_free(document->paired);
	document->paired = g_strjoin("\t",
		store_row_value("determination", n, columns, values), scores,
		store_row_value("figures", n, columns, values), NULL);
	return true;
}

bool site_tally(
	const struct site *site, struct site_document *document, GError **error)
{
	document->paired = g_strdup("");
	if (!site_turn(site, document, TABLES_ALL, error) ||
		!store_each_row_of(site->report->store, "paired",
			document->name, take_paired, document, error))
		return false;
	for (int i = 0; i < TABLES_TURNING; i++)
		document->rows[i] = table_rows(turned(site, tables_turning[i]));
	if (table_rows(turned(site, "scores")) > 0) {
		tally_scores(site, document);
		tally_combined(site, document);
		tally_bearing(site, document);
	}
	tally_sectors(site, document);
	tally_flags(site, document);
	tally_duties(site, document);
	return true;
}

static bool has_sum(
	const struct site *site, const struct site_document *document)
{
	for (int c = 0; c < site->criteria; c++)
		if (document->combined[c] > 0)
			return true;
	return false;
}

void site_settle(struct site *site)
{
	for (guint i = 0; i < site->areas->len; i++) {
		struct site_area *area = g_ptr_array_index(site->areas, i);

		for (guint d = 0; d < area->documents->len; d++) {
			struct site_document *document =
				g_ptr_array_index(area->documents, d);

			if (document->scores == NULL)
				continue;
			g_ptr_array_add(site->scored, document);
			if (has_sum(site, document)) {
				site->bottom = 2;
				site->top = 2 * FRAMEWORK_ANCHORS;
			}
		}
	}
}

bool site_tally_all(struct site *site, GError **error)
{
	for (guint i = 0; i < site->documents->len; i++)
		if (!site_tally(
			    site, g_ptr_array_index(site->documents, i), error))
			return false;
	site_settle(site);
	return true;
}

bool site_keeps(const struct site *site, const struct site_document *document)
{
	return document->kept && !site->anew;
}
