/*
 * lettermark-search - find words in their place, or count where they stand.
 */
#include "pipeline/asked.h"
#include "pipeline/facts.h"
#include "pipeline/stage.h"
#include "pipeline/writers/csv.h"
#include "pipeline/writers/json.h"
#include "pipeline/writers/markdown.h"
#include "pipeline/writers/tables.h"

#include <stdio.h>
#include <string.h>

/* Characters shown before and after the words found. */
#define BEFORE 40
#define AFTER  60

struct options {
	char **areas;
	char *region, *kind, *framework, *section;
	char *count;
	char *format;
};

struct search {
	const struct options *options;
	struct tables *tables; /* whose strings the cells are */
	struct table *found;
};

/* What a row has, in this order; the last three make up the sentence. */
enum {
	DOCUMENT,
	AREA,
	REGION,
	FRAMEWORK,
	KIND,
	YEAR,
	PAGE,
	SECTION,
	POLARITY,
	FINDING,
	LEFT,
	MATCH,
	RIGHT,
};
#define MARKED LEFT /* of the store's row, where the sentence is one */

static const char *const names[] = {"document", "area", "region", "framework",
	"kind", "year", "page", "section", "polarity", "finding", "before",
	"match", "after"};

/* --- finding ------------------------------------------------------------- */

static bool same(const char *asked, const char *found)
{
	return asked == NULL ||
	       (found != NULL && g_ascii_strcasecmp(asked, found) == 0);
}

static bool is_asked(const struct options *options, const char *const *values)
{
	bool area = options->areas == NULL;

	for (char **name = options->areas; name != NULL && *name != NULL;
		name++)
		area = area || same(*name, values[AREA]);
	return area && same(options->region, values[REGION]) &&
	       same(options->kind, values[KIND]) &&
	       same(options->framework, values[FRAMEWORK]) &&
	       same(options->section, values[SECTION]);
}

/* The sentence without the marks around words. */
static char *unmarked(const char *text, size_t length)
{
	GString *plain = g_string_new_len(text, (gssize)length);
	size_t to = 0;

	for (size_t from = 0; from < plain->len; from++)
		if (plain->str[from] != '\002' && plain->str[from] != '\003')
			plain->str[to++] = plain->str[from];
	g_string_truncate(plain, to);
	return g_string_free(plain, FALSE);
}

/* The first of the words found, with what stands on either side. */
static void split_sentence(
	struct search *search, const char **row, const char *marked)
{
	const char *open = strchr(marked, '\002');
	const char *close = open == NULL ? NULL : strchr(open, '\003');
	g_autofree char *before = NULL;
	g_autofree char *match = NULL;
	g_autofree char *after = NULL;

	if (close == NULL) {
		tables_set(search->tables, row, LEFT, marked);
		return;
	}
	before = unmarked(marked, (size_t)(open - marked));
	match = unmarked(open, (size_t)(close - open));
	after = unmarked(close, strlen(close));
	tables_set(search->tables, row, LEFT, before);
	tables_set(search->tables, row, MATCH, match);
	tables_set(search->tables, row, RIGHT, after);
}

static bool take_row(int n, const char *const *columns,
	const char *const *values, void *user)
{
	struct search *search = user;
	const char **row;

	(void)n;
	(void)columns;
	if (!is_asked(search->options, values))
		return true;
	row = tables_add(search->found);
	for (int i = 0; i < MARKED; i++)
		tables_set(search->tables, row, i, values[i]);
	split_sentence(search, row, values[MARKED]);
	return true;
}

static struct table *find(struct stage *stage, const struct options *options,
	const char *query, struct tables *tables, GError **error)
{
	struct search search = {options, tables, table_new("found")};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		table_add_column(search.found, names[i],
			i == PAGE ? COLUMN_INTEGER : COLUMN_TEXT);
	if (!store_search(stage->store, query, take_row, &search, error)) {
		table_free(search.found);
		return NULL;
	}
	return search.found;
}

/* --- counting ------------------------------------------------------------ */

struct count {
	const char *value; /* NULL: not known */
	int sentences, documents;
	const char *last; /* document counted */
};

static int compare_counts(gconstpointer a, gconstpointer b)
{
	const struct count *left = a, *right = b;

	if (left->value == NULL || right->value == NULL)
		return (left->value == NULL) - (right->value == NULL);
	return strcmp(left->value, right->value);
}

/* The count of that value, the first time all nought. */
static struct count *count_of(
	GArray *counts, GHashTable *places, const char *value)
{
	gpointer key = (gpointer)value, place;

	if (!g_hash_table_lookup_extended(places, key, NULL, &place)) {
		place = GUINT_TO_POINTER(counts->len);
		g_hash_table_insert(places, key, place);
		g_array_set_size(counts, counts->len + 1);
	}
	return &g_array_index(counts, struct count, GPOINTER_TO_UINT(place));
}

static GArray *count_rows(const struct table *found, const char *by)
{
	GArray *counts = g_array_new(FALSE, TRUE, sizeof(struct count));
	/* Equal cells of a column are the same string. */
	g_autoptr(GHashTable) places = g_hash_table_new(NULL, NULL);
	int column = table_column(found, by);

	/* Rows stand in order of document. */
	for (int r = 0; r < table_rows(found); r++) {
		const char *value = table_row(found, r)[column];
		const char *document = table_row(found, r)[DOCUMENT];
		struct count *count = count_of(counts, places, value);

		count->value = value;
		count->sentences++;
		count->documents += g_strcmp0(count->last, document) != 0;
		count->last = document;
	}
	g_array_sort(counts, compare_counts);
	return counts;
}

static struct table *tabulate(
	const struct table *found, const char *by, struct tables *tables)
{
	struct table *table = table_new("counts");
	g_autoptr(GArray) counts = count_rows(found, by);

	table_add_column(table, by, COLUMN_TEXT);
	table_add_column(table, "sentences", COLUMN_INTEGER);
	table_add_column(table, "documents", COLUMN_INTEGER);
	for (guint i = 0; i < counts->len; i++) {
		const struct count *count =
			&g_array_index(counts, struct count, i);
		const char **row = tables_add(table);
		char number[16];

		tables_set(tables, row, 0, count->value);
		g_snprintf(number, sizeof number, "%d", count->sentences);
		tables_set(tables, row, 1, number);
		g_snprintf(number, sizeof number, "%d", count->documents);
		tables_set(tables, row, 2, number);
	}
	return table;
}

/* --- printing ------------------------------------------------------------ */

/* The end of `text`, filled up to the same width at its left. */
static void add_before(GString *out, const char *text)
{
	glong length = g_utf8_strlen(text, -1);

	if (length > BEFORE) {
		g_string_append(out, "\u2026");
		text = g_utf8_offset_to_pointer(text, length - BEFORE + 1);
	}
	for (; length < BEFORE; length++)
		g_string_append_c(out, ' ');
	g_string_append(out, text);
}

static void add_after(GString *out, const char *text)
{
	if (g_utf8_strlen(text, -1) <= AFTER) {
		g_string_append(out, text);
		return;
	}
	g_string_append_len(
		out, text, g_utf8_offset_to_pointer(text, AFTER - 1) - text);
	g_string_append(out, "\u2026");
}

/* Words in their place: the words found stand below each other. */
static void print_lines(GString *out, const struct table *found)
{
	for (int r = 0; r < table_rows(found); r++) {
		const char *const *row = table_row(found, r);

		add_before(out, row[LEFT]);
		g_string_append_printf(
			out, "[%s]", row[MATCH] == NULL ? "" : row[MATCH]);
		add_after(out, row[RIGHT] == NULL ? "" : row[RIGHT]);
		g_string_append_printf(out, "  %s", row[DOCUMENT]);
		if (row[PAGE] != NULL)
			g_string_append_printf(out, ":%s", row[PAGE]);
		g_string_append_c(out, '\n');
	}
}

static const struct {
	const char *name;
	void (*add)(GString *out, const struct table *table);
} formats[] = {
	{"text", print_lines},
	{"markdown", markdown_table},
	{"csv", csv_table},
	{"json", json_table},
};

static void print(const struct options *options, const struct table *table)
{
	/* Lines are for sentences; counts are a table also for people. */
	bool plain =
		strcmp(options->format, "text") == 0 && options->count != NULL;
	const char *format = plain ? "markdown" : options->format;
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
		if (strcmp(formats[i].name, format) == 0)
			formats[i].add(out, table);
	fputs(out->str, stdout);
	g_string_free(out, TRUE);
}

/* --- what is asked for --------------------------------------------------- */

/* The different values of a column of the corpus. */
struct values {
	const char *column;
	GPtrArray *all; /* of char * */
};

static bool take_value(int n, const char *const *columns,
	const char *const *values, void *user)
{
	struct values *seen = user;
	const char *value = store_row_value(seen->column, n, columns, values);

	if (*value != '\0' && !g_ptr_array_find_with_equal_func(
				      seen->all, value, g_str_equal, NULL))
		g_ptr_array_add(seen->all, g_strdup(value));
	return true;
}

static GPtrArray *values_of(struct store *store, const char *view,
	const char *column, GError **error)
{
	struct values seen = {column, g_ptr_array_new_with_free_func(g_free)};

	if (store_each_row(store, view, take_value, &seen, error))
		return seen.all;
	g_ptr_array_unref(seen.all);
	return NULL;
}

/* A document of an area that the register has not bears it all the same. */
static bool check_areas(struct stage *stage, const struct area_register *known,
	char **areas, GError **error)
{
	g_autoptr(GPtrArray) found =
		values_of(stage->store, "documents", "area", error);

	for (; found != NULL && *areas != NULL; areas++) {
		bool is_known = register_find(known, *areas) != NULL;

		for (guint i = 0; i < found->len && !is_known; i++)
			is_known = same(*areas, found->pdata[i]);
		if (is_known)
			continue;
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
			"there is no area %s", *areas);
		return false;
	}
	return found != NULL;
}

static bool settle_places(
	struct stage *stage, struct options *options, GError **error)
{
	g_autoptr(Facts) facts = NULL;

	if (options->areas == NULL && options->region == NULL)
		return true;
	facts = facts_load(stage->work, error);
	if (facts == NULL || !facts_add_samples(facts, error))
		return false;
	asked_areas(facts->areas, options->areas);
	return asked_region(facts->areas, &options->region, error) &&
	       (options->areas == NULL ||
		       check_areas(stage, facts->areas, options->areas, error));
}

/* What sections there are the corpus alone knows. */
static bool settle_section(
	struct stage *stage, struct options *options, GError **error)
{
	g_autoptr(GPtrArray) sections = NULL;

	if (options->section == NULL)
		return true;
	sections = values_of(stage->store, "findings", "section", error);
	if (sections == NULL)
		return false;
	g_ptr_array_add(sections, g_strdup("action"));
	g_ptr_array_add(sections, NULL);
	return asked_of("section", (char *const *)sections->pdata,
		&options->section, error);
}

static bool settle(struct stage *stage, struct options *options,
	const struct tables *tables, GError **error)
{
	return asked_of_documents(tables, "kind", &options->kind, error) &&
	       asked_of_documents(
		       tables, "framework", &options->framework, error) &&
	       settle_places(stage, options, error) &&
	       settle_section(stage, options, error);
}

/* --- options ------------------------------------------------------------- */

static const char *check_options(const struct options *options, int words)
{
	static const char *const counted[] = {"document", "area", "region",
		"framework", "kind", "year", "section", NULL};
	bool known = false;

	for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
		known = known || strcmp(formats[i].name, options->format) == 0;
	if (words != 1)
		return "give the words to search for as one argument";
	if (!known)
		return "--format is text, markdown, csv or json";
	if (options->count != NULL && !g_strv_contains(counted, options->count))
		return "--count is document, area, region, framework, kind, "
		       "year or section";
	return NULL;
}

static char *run(struct stage *stage, struct options *options,
	const char *query, GError **error)
{
	/* Only for its strings: a search needs no criteria. */
	g_autoptr(Tables) tables = tables_new((const char *[]){NULL}, error);
	g_autoptr(Table) found = NULL;
	g_autoptr(Table) counts = NULL;

	if (tables == NULL || !settle(stage, options, tables, error))
		return NULL;
	found = find(stage, options, query, tables, error);
	if (found == NULL)
		return NULL;
	if (options->count != NULL)
		counts = tabulate(found, options->count, tables);
	print(options, counts == NULL ? found : counts);
	return g_strdup_printf("%d sentences found", table_rows(found));
}

static void free_options(struct options *options)
{
	g_strfreev(options->areas);
	g_free(options->region);
	g_free(options->kind);
	g_free(options->framework);
	g_free(options->section);
	g_free(options->count);
	g_free(options->format);
}

int main(int argc, char **argv)
{
	struct options options = {0};
	const GOptionEntry entries[] = {
		{"area", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.areas,
			"Only documents of this area; may be given again",
			"NAME"},
		{"region", 0, 0, G_OPTION_ARG_STRING, &options.region,
			"Only areas of this region", "NAME"},
		{"kind", 0, 0, G_OPTION_ARG_STRING, &options.kind,
			"Only documents of this kind", "KIND"},
		{"framework", 0, 0, G_OPTION_ARG_STRING, &options.framework,
			"Only documents under this framework", "YEAR"},
		{"section", 0, 0, G_OPTION_ARG_STRING, &options.section,
			"Only this section of documents", "NAME"},
		{"count", 0, 0, G_OPTION_ARG_STRING, &options.count,
			"Count by document, area, region, framework, kind, "
			"year or section",
			"WHAT"},
		{"format", 0, 0, G_OPTION_ARG_STRING, &options.format,
			"Print as text (default), markdown, csv or json",
			"FORMAT"},
		{NULL},
	};
	struct stage *stage = stage_new("search",
		"'WORDS' - Find words in their place.", entries, &argc, &argv);
	g_autoptr(GError) error = NULL;
	g_autofree char *done = NULL;

	if (options.format == NULL)
		options.format = g_strdup("text");
	if (check_options(&options, argc - 1) != NULL)
		stage_usage(stage, check_options(&options, argc - 1));
	if (stage_open(stage)) {
		done = run(stage, &options, argv[1], &error);
		if (g_error_matches(error, STORE_ERROR, STORE_ERROR_QUERY) ||
			g_error_matches(
				error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
			stage_usage(stage, error->message);
		if (done == NULL)
			stage_say(stage, STAGE_FATAL, NULL, 0, "cannot search",
				error->message);
	}
	free_options(&options);
	return stage_finish(stage, done);
}
