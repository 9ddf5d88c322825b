/*
 * sources.c - reads readers.tsv and files of sources.
 */
#include "pipeline/web/sources.h"
#include "corpus/sheet.h"
#include "extractors/record.h"
#include "pipeline/web/http.h"
#include <libxml/xpath.h>
#include <string.h>

#define FILE_BYTES_MAX (8 * 1024 * 1024)

G_DEFINE_QUARK(lettermark - sources - error, sources_error)

struct sources {
	GPtrArray *readers; /* of struct reader */
	GPtrArray *list;    /* of struct source */
};

static void reader_free(gpointer data)
{
	struct reader *reader = data;

	g_free(reader->name);
	g_free(reader->links);
	g_free(reader->label);
	g_free(reader->next);
	g_free(reader->leads_to);
	g_free(reader->format);
	g_clear_pointer(&reader->skip, g_regex_unref);
	g_free(reader);
}

static void source_free(gpointer data)
{
	struct source *source = data;

	g_free(source->area);
	g_free(source->kind);
	g_free(source->address);
	g_free(source->note);
	g_free(source);
}

void sources_free(struct sources *sources)
{
	if (sources == NULL)
		return;
	g_ptr_array_unref(sources->readers);
	g_ptr_array_unref(sources->list);
	g_free(sources);
}

const GPtrArray *sources_list(const struct sources *sources)
{
	return sources->list;
}

const struct reader *sources_reader(
	const struct sources *sources, const char *name)
{
	for (guint i = 0; i < sources->readers->len; i++) {
		const struct reader *reader = sources->readers->pdata[i];

		if (g_strcmp0(reader->name, name) == 0)
			return reader;
	}
	return NULL;
}

/* --- rows of cells ------------------------------------------------------- */

/* A file being read, line by line: sheet.h has no lines to complain of. */
struct rows {
	const char *path;
	char **lines;
	char **head, **row;
	int line; /* of `row`, from 1 */
};

static void rows_clear(struct rows *rows)
{
	g_strfreev(rows->lines);
	g_strfreev(rows->head);
	g_strfreev(rows->row);
}

typedef struct rows Rows; /* for g_auto alone */
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Rows, rows_clear)

/* False at the end. */
static bool rows_next(struct rows *rows)
{
	g_clear_pointer(&rows->row, g_strfreev);
	for (; rows->lines[rows->line] != NULL; rows->line++) {
		const char *line = rows->lines[rows->line];

		if (line[strspn(line, " \t\r")] == '\0' || *line == '#')
			continue;
		rows->row = g_strsplit(line, "\t", -1);
		for (int i = 0; rows->row[i] != NULL; i++)
			g_strstrip(rows->row[i]);
		rows->line++;
		return true;
	}
	return false;
}

static bool rows_open(struct rows *rows, const char *path, GError **error)
{
	g_autofree char *text = NULL;
	gsize size = 0;

	*rows = (struct rows){.path = path};
	if (!g_file_get_contents(path, &text, &size, error))
		return false;
	if (size > FILE_BYTES_MAX ||
		!g_utf8_validate(text, (gssize)size, NULL)) {
		g_set_error(error, SOURCES_ERROR, SOURCES_ERROR_FORMAT,
			"%s: too large or not UTF-8", path);
		return false;
	}
	rows->lines = g_strsplit(text, "\n", -1);
	if (!rows_next(rows)) {
		g_set_error(error, SOURCES_ERROR, SOURCES_ERROR_FORMAT,
			"%s: no head with the names of columns", path);
		return false;
	}
	rows->head = g_steal_pointer(&rows->row);
	return true;
}

/* Borrowed; "" where there is none. */
static const char *look(const struct rows *rows, const char *column)
{
	return sheet_cell(rows->row, sheet_column(rows->head, column));
}

/* Freed by the caller; NULL where there is none. */
static char *take(const struct rows *rows, const char *column)
{
	const char *cell = look(rows, column);

	return *cell != '\0' ? g_strdup(cell) : NULL;
}

/* --- readers ------------------------------------------------------------- */

static bool wrong(const struct rows *rows, const char *why, GError **error)
{
	g_set_error(error, SOURCES_ERROR, SOURCES_ERROR_FORMAT, "%s:%d: %s",
		rows->path, rows->line, why);
	return false;
}

static bool is_xpath(const char *text)
{
	xmlXPathCompExpr *compiled = xmlXPathCompile((const xmlChar *)text);

	xmlXPathFreeCompExpr(compiled);
	return compiled != NULL;
}

static bool check_reader(
	const struct rows *rows, struct reader *reader, GError **error)
{
	const char *skip = look(rows, "skip");

	if (reader->name == NULL || reader->links == NULL ||
		reader->label == NULL)
		return wrong(rows, "reader, links or label is empty", error);
	if (!is_xpath(reader->links) || !is_xpath(reader->label) ||
		(reader->next != NULL && !is_xpath(reader->next)))
		return wrong(rows, "not an XPath", error);
	if (reader->share < 0 || reader->share > 100 || reader->recheck < 0)
		return wrong(rows, "share or recheck out of range", error);
	if (*skip == '\0')
		return true;
	reader->skip = g_regex_new(
		skip, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, error);
	if (reader->skip == NULL)
		g_prefix_error(error, "%s:%d: ", rows->path, rows->line);
	return reader->skip != NULL;
}

static struct reader *read_reader(const struct rows *rows, GError **error)
{
	struct reader *reader = g_new0(struct reader, 1);

	reader->name = take(rows, "reader");
	reader->links = take(rows, "links");
	reader->label = take(rows, "label");
	reader->next = take(rows, "next");
	reader->leads_to = take(rows, "leads_to");
	if (g_strcmp0(reader->leads_to, "document") == 0)
		g_clear_pointer(&reader->leads_to, g_free);
	reader->format = take(rows, "format");
	reader->share = (int)g_ascii_strtoll(look(rows, "share"), NULL, 10);
	reader->recheck = (int)g_ascii_strtoll(look(rows, "recheck"), NULL, 10);
	if (check_reader(rows, reader, error))
		return reader;
	reader_free(reader);
	return NULL;
}

/* A reader may stand before the one it leads to, so this comes last. */
static bool check_leads(
	const struct sources *sources, const char *path, GError **error)
{
	for (guint i = 0; i < sources->readers->len; i++) {
		const struct reader *reader = sources->readers->pdata[i];

		if (reader->leads_to == NULL ||
			sources_reader(sources, reader->leads_to) != NULL)
			continue;
		g_set_error(error, SOURCES_ERROR, SOURCES_ERROR_FORMAT,
			"%s: %s leads to %s, which is no reader", path,
			reader->name, reader->leads_to);
		return false;
	}
	return true;
}

struct sources *sources_new(const char *path, GError **error)
{
	g_autoptr(Sources) sources = g_new0(struct sources, 1);
	g_auto(Rows) rows = {0};

	sources->readers = g_ptr_array_new_with_free_func(reader_free);
	sources->list = g_ptr_array_new_with_free_func(source_free);
	if (!rows_open(&rows, path, error))
		return NULL;
	while (rows_next(&rows)) {
		struct reader *reader = read_reader(&rows, error);

		if (reader == NULL)
			return NULL;
		g_ptr_array_add(sources->readers, reader);
	}
	return check_leads(sources, path, error) ? g_steal_pointer(&sources)
						 : NULL;
}

/* --- sources ------------------------------------------------------------- */

/* What documents can be by the user's word; the rest are never on a list. */
static bool is_kind(const char *name)
{
	enum record_kind kind = record_kind_from_name(name);

	return kind != RECORD_UNKNOWN && kind != RECORD_OTHER_INSPECTION;
}

/* The problem with the row, or NULL; what it is about goes to *detail. */
static const char *read_source(const struct sources *sources,
	const struct rows *rows, const struct sources_check *check,
	struct source *source, const char **detail)
{
	const char *area = look(rows, "area");
	const char *kind = look(rows, "kind");
	const char *official =
		*area != '\0' ? check->area(area, check->user) : NULL;

	source->reader = sources_reader(sources, kind);
	source->note = take(rows, "note");
	*detail = look(rows, "address");
	/* {start} is put in before it is asked for. */
	if (source->reader != NULL && strstr(*detail, SOURCES_START) != NULL)
		source->address = g_strdup(*detail);
	else
		source->address = http_resolve(NULL, *detail);
	if (source->address == NULL)
		return "no address of the web";
	*detail = kind;
	if (source->reader == NULL && !is_kind(kind))
		return "neither a kind of document nor a reader";
	if (source->reader == NULL)
		source->kind = g_strdup(kind);
	*detail = area;
	if (*area != '\0' && official == NULL)
		return "no area of that name";
	source->area = g_strdup(official);
	return NULL;
}

bool sources_add(struct sources *sources, const char *path,
	const struct sources_check *check, GError **error)
{
	g_auto(Rows) rows = {0};

	if (!rows_open(&rows, path, error))
		return false;
	if (sheet_column(rows.head, "kind") < 0 ||
		sheet_column(rows.head, "address") < 0)
		return wrong(&rows, "no columns kind and address", error);
	while (rows_next(&rows)) {
		struct source *source = g_new0(struct source, 1);
		const char *detail = NULL;
		const char *problem =
			read_source(sources, &rows, check, source, &detail);

		if (problem == NULL) {
			g_ptr_array_add(sources->list, source);
			continue;
		}
		check->problem(path, rows.line, problem, detail, check->user);
		source_free(source);
	}
	return true;
}
