/* site/data.c - the tables as the site looks at them; see site.h. */
#include "pipeline/writers/site.h"

#include <string.h>

/* Originals that a browser opens without running what is in them. */
static const char *const copied[] = {".pdf", ".docx", ".odt", ".png", ".jpg",
	".jpeg", ".tif", ".tiff", NULL};

static void document_free(void *data)
{
	struct site_document *document = data;

	g_free(document->slug);
	g_free(document->file);
	g_free(document->scores);
	g_free(document->combined);
	g_free(document->bearing);
	g_free(document->flags);
	g_free(document->states);
	g_free(document->paired);
	g_free(document->pieces);
	g_free(document);
}

static void area_free(void *data)
{
	struct site_area *area = data;

	g_free(area->slug);
	g_ptr_array_unref(area->documents);
	g_free(area->digest);
	g_free(area);
}

void site_free(struct site *site)
{
	if (site == NULL)
		return;
	g_ptr_array_unref(site->documents);
	g_ptr_array_unref(site->scored);
	g_ptr_array_unref(site->areas);
	g_ptr_array_unref(site->reviewers);
	g_hash_table_unref(site->labels);
	g_hash_table_unref(site->names);
	g_free(site);
}

static GHashTable *read_labels(void)
{
	GHashTable *labels =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autoptr(GBytes) file = output_resource("labels.tsv");
	g_auto(GStrv) lines =
		g_strsplit(g_bytes_get_data(file, NULL), "\n", -1);

	for (char **line = lines; *line != NULL; line++) {
		char *tab = strchr(*line, '\t');

		if (**line != '#' && tab != NULL)
			g_hash_table_insert(labels,
				g_strndup(*line, (gsize)(tab - *line)),
				g_strdup(tab + 1));
	}
	return labels;
}

struct span site_span(
	const struct site *site, const char *table, const char *document)
{
	const struct tables *tables = site->report->tables;

	if (g_strcmp0(tables->document, document) != 0)
		return (struct span){0, 0};
	return (struct span){0, table_rows(tables_find(tables, table))};
}

static bool take_reviewer(int n, const char *const *columns,
	const char *const *values, void *user)
{
	(void)n;
	(void)columns;
	g_ptr_array_add(user, g_strdup(values[0]));
	return true;
}

struct naming {
	struct site *site;
	guint next;
};

/* The rows are about the documents in their order. */
static bool take_token(int n, const char *const *columns,
	const char *const *values, void *user)
{
	struct naming *naming = user;
	struct site_document *document;

	(void)n;
	(void)columns;
	if (naming->next >= naming->site->documents->len)
		return false;
	document = g_ptr_array_index(naming->site->documents, naming->next++);
	if (strcmp(document->name, values[0]) == 0)
		document->token = g_ascii_strtoll(values[1], NULL, 10);
	return true;
}

/* A blob that is gone leaves a page without its original, not no page. */
static bool has_blob(struct store *store, const char *sha256)
{
	g_autofree char *path = store_blob_path(store, sha256);

	return g_file_test(path, G_FILE_TEST_IS_REGULAR);
}

static char *copy_name(const struct site_document *document, const char *source)
{
	g_autofree char *lower =
		source == NULL ? NULL : g_ascii_strdown(source, -1);

	for (int i = 0; lower != NULL && copied[i] != NULL; i++)
		if (g_str_has_suffix(lower, copied[i]))
			return g_strconcat(
				"documents/", document->slug, copied[i], NULL);
	return NULL;
}

static void read_documents(struct site *site)
{
	const struct table *documents =
		tables_find(site->report->tables, "documents");
	g_autoptr(GHashTable) slugs =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	/* json/schema.json, and <main id="main"> */
	g_hash_table_add(slugs, g_strdup("schema"));
	g_hash_table_add(slugs, g_strdup("main"));
	for (int r = 0; r < table_rows(documents); r++) {
		struct site_document *document =
			g_new0(struct site_document, 1);

		document->name = table_cell(documents, r, "document");
		document->row = r;
		document->slug = html_slug(document->name, slugs);
		document->lost = site->report->store != NULL &&
				 !has_blob(site->report->store,
					 table_cell(documents, r, "sha256"));
		if (site->report->store != NULL && !document->lost)
			document->file = copy_name(
				document, table_cell(documents, r, "source"));
		document->pieces =
			g_new0(struct piece, PIECE_CRITERIA + site->criteria);
		g_ptr_array_add(site->documents, document);
		g_hash_table_insert(
			site->names, (char *)document->name, document);
	}
}

static int compare_areas(gconstpointer a, gconstpointer b)
{
	const struct site_area *left = *(struct site_area *const *)a;
	const struct site_area *right = *(struct site_area *const *)b;

	int order = strcmp(left->name, right->name);

	return order != 0 ? order : left->stands_in - right->stands_in;
}

static void read_areas(struct site *site)
{
	g_autoptr(GHashTable) slugs =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) areas = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < site->documents->len; i++) {
		struct site_document *document =
			g_ptr_array_index(site->documents, i);
		const char *name = site_fact(site, document, "area");
		struct site_area *area =
			name == NULL ? NULL : g_hash_table_lookup(areas, name);

		if (area == NULL) {
			area = g_new0(struct site_area, 1);
			area->stands_in = name == NULL;
			area->name = name == NULL ? document->name : name;
			area->documents = g_ptr_array_new();
			g_ptr_array_add(site->areas, area);
			if (name != NULL)
				g_hash_table_insert(areas, (char *)name, area);
		}
		document->area = area;
		g_ptr_array_add(area->documents, document);
	}
	g_ptr_array_sort(site->areas, compare_areas);
	for (guint i = 0; i < site->areas->len; i++) {
		struct site_area *area = g_ptr_array_index(site->areas, i);

		area->slug = html_slug(area->name, slugs);
	}
}

/* Newest first; those without a date last, in order of name. */
static int compare_dates(gconstpointer a, gconstpointer b, gpointer user)
{
	const struct site_document *left = *(struct site_document *const *)a;
	const struct site_document *right = *(struct site_document *const *)b;
	int order = g_strcmp0(site_day(user, right), site_day(user, left));

	return order != 0 ? order : strcmp(left->name, right->name);
}

static void order_documents(struct site *site)
{
	for (guint i = 0; i < site->areas->len; i++) {
		struct site_area *area = g_ptr_array_index(site->areas, i);

		g_ptr_array_sort_with_data(
			area->documents, compare_dates, site);
	}
}

struct site *site_new(
	const struct report *report, struct output *output, GError **error)
{
	g_autoptr(Site) site = g_new0(struct site, 1);
	struct naming naming = {site, 0};

	site->report = report;
	site->output = output;
	site->documents = g_ptr_array_new_with_free_func(document_free);
	site->scored = g_ptr_array_new();
	site->areas = g_ptr_array_new_with_free_func(area_free);
	site->reviewers = g_ptr_array_new_with_free_func(g_free);
	site->samples = store_shows_samples(report->store);
	site->labels = read_labels();
	site->names = g_hash_table_new(g_str_hash, g_str_equal);
	site->criteria = framework_criteria(report->framework);
	site->bottom = 1;
	site->top = FRAMEWORK_ANCHORS;
	if (!store_each_row(report->store, "scorers", take_reviewer,
		    site->reviewers, error))
		return NULL;
	read_documents(site);
	if (!store_each_row(
		    report->store, "tokens", take_token, &naming, error))
		return NULL;
	read_areas(site);
	order_documents(site);
	return g_steal_pointer(&site);
}
