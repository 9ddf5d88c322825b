/* last.c - see last.h. */
#include "pipeline/writers/last.h"
#include "version.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define MEMORY "/.lettermark-last"

/* Changes with the machine's start: nothing was forced onto the disk, so that
 * after a power cut any file may be torn. */
#define BOOT "/proc/sys/kernel/random/boot_id"

/* Names, a line each; sizes; times of change; of copies of documents the
 * digests, a line each, empty for other files. There are so many that they are
 * kept in columns. */
#define FILES_TYPE "(sataxs)"

/* name, token, slug, slug of the area, file, index of duties, flags, states,
 * paired, scored, rows, sectors, scores, combined, bearing, pieces */
#define DOCUMENT_TYPE "(sxsssusssbaiaiayayadat)"

/* base, changes, token, top, files, digests of lost originals, digests of areas
 * by slug, lists of duties, documents */
#define LAST_TYPE "(ssxi" FILES_TYPE "asa{ss}asa" DOCUMENT_TYPE ")"

enum { BASE, CHANGES, TOKEN, TOP, FILES, LOST, AREAS, DUTIES, DOCUMENTS };

struct last {
	char *folder;
	GVariant *content;
};

/* --- what an edition depends on ------------------------------------------ */

void stand_free(struct stand *stand)
{
	if (stand == NULL)
		return;
	g_free(stand->base);
	g_free(stand->changes);
	g_free(stand);
}

static bool add_cells(int n, const char *const *columns,
	const char *const *values, void *user)
{
	GString *out = user;

	(void)columns;
	for (int i = 0; i < n; i++)
		g_string_append_printf(
			out, "%s\t", values[i] == NULL ? "-" : values[i]);
	g_string_append_c(out, '\n');
	return true;
}

struct stand *stand_take(const struct report *report, GError **error)
{
	g_autoptr(Stand) stand = g_new0(struct stand, 1);
	g_autoptr(GString) base = g_string_new(REPORT_VERSION " ");
	g_autoptr(GString) changes = g_string_new(NULL);
	g_autofree char *boot = NULL;

	g_file_get_contents(BOOT, &boot, NULL, NULL);
	g_string_append_printf(base, "%s\n%s",
		framework_digest(report->framework), boot == NULL ? "" : boot);
	if (!store_each_row(report->store, "scorers", add_cells, base, error) ||
		!store_each_row(
			report->store, "chosen", add_cells, base, error) ||
		!store_each_row(
			report->store, "pair", add_cells, base, error) ||
		!store_each_row(
			report->store, "changes", add_cells, changes, error) ||
		!store_get_token(report->store, &stand->token, error))
		return NULL;
	stand->base = g_strdup(base->str);
	stand->changes = g_strdup(changes->str);
	return g_steal_pointer(&stand);
}

/* --- reading ----------------------------------------------------------------
 */

void last_free(struct last *last)
{
	if (last == NULL)
		return;
	g_variant_unref(last->content);
	g_free(last->folder);
	g_free(last);
}

/* The time when the file last changed in any way, its name too: nobody can
 * set it. */
static gint64 change_time(const struct stat *status)
{
	return (gint64)status->st_ctim.tv_sec * 1000000000 +
	       status->st_ctim.tv_nsec;
}

static bool file_stands(
	const struct last *last, const char *name, guint64 size, gint64 time)
{
	g_autofree char *path = g_strconcat(last->folder, "/", name, NULL);
	struct stat status;

	return lstat(path, &status) == 0 && S_ISREG(status.st_mode) &&
	       (guint64)status.st_size == size && change_time(&status) == time;
}

/* The files, column by column. */
struct files {
	GVariant *columns[4];
	char **names, **sha256;
	const guint64 *sizes;
	const gint64 *times;
	guint n;
};

static void files_clear(struct files *files)
{
	for (int i = 0; i < 4; i++)
		g_variant_unref(files->columns[i]);
	g_strfreev(files->names);
	g_strfreev(files->sha256);
}

/* No files at all where the columns are not of one length. */
static struct files get_files(const struct last *last)
{
	g_autoptr(GVariant) all =
		g_variant_get_child_value(last->content, FILES);
	struct files files;
	gsize sizes, times;

	for (gsize i = 0; i < 4; i++)
		files.columns[i] = g_variant_get_child_value(all, i);
	files.names = g_strsplit(
		g_variant_get_string(files.columns[0], NULL), "\n", -1);
	files.sizes = g_variant_get_fixed_array(
		files.columns[1], &sizes, sizeof(guint64));
	files.times = g_variant_get_fixed_array(
		files.columns[2], &times, sizeof(gint64));
	files.sha256 = g_strsplit(
		g_variant_get_string(files.columns[3], NULL), "\n", -1);
	files.n = g_strv_length(files.names);
	if (sizes != files.n || times != files.n ||
		g_strv_length(files.sha256) != files.n)
		files.n = 0;
	return files;
}

static bool all_stand(const struct last *last)
{
	struct files files = get_files(last);
	guint i = 0;

	while (i < files.n && file_stands(last, files.names[i], files.sizes[i],
				      files.times[i]))
		i++;
	files_clear(&files);
	return i > 0 && i == files.n;
}

static char *get_string(const struct last *last, int member)
{
	char *value;

	g_variant_get_child(last->content, (gsize)member, "s", &value);
	return value;
}

struct last *last_open(const char *folder, const struct stand *stand)
{
	g_autofree char *path = g_strconcat(folder, MEMORY, NULL);
	g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, NULL);
	g_autoptr(GBytes) bytes =
		file == NULL ? NULL : g_mapped_file_get_bytes(file);
	g_autoptr(Last) last = NULL;
	g_autofree char *base = NULL;

	if (bytes == NULL)
		return NULL;
	last = g_new0(struct last, 1);
	last->folder = g_strdup(folder);
	last->content = g_variant_ref_sink(g_variant_new_from_bytes(
		G_VARIANT_TYPE(LAST_TYPE), bytes, FALSE));
	base = get_string(last, BASE);
	if (strcmp(base, stand->base) != 0 || !all_stand(last))
		return NULL;
	return g_steal_pointer(&last);
}

static bool has_blob(struct store *store, const char *sha256)
{
	g_autofree char *path = store_blob_path(store, sha256);

	return g_access(path, F_OK) == 0;
}

/* Whether the originals that were copied are there, and the lost ones not. */
static bool blobs_stand(const struct last *last, struct store *store)
{
	struct files files = get_files(last);
	g_autoptr(GVariant) all =
		g_variant_get_child_value(last->content, LOST);
	g_autofree const char **lost = g_variant_get_strv(all, NULL);
	bool ok = true;

	for (guint i = 0; ok && i < files.n; i++)
		ok = *files.sha256[i] == '\0' ||
		     has_blob(store, files.sha256[i]);
	for (int i = 0; ok && lost[i] != NULL; i++)
		ok = !has_blob(store, lost[i]);
	files_clear(&files);
	return ok;
}

bool last_stands(const struct last *last, const struct report *report,
	const struct stand *stand)
{
	g_autofree char *changes = get_string(last, CHANGES);
	gint64 token;

	g_variant_get_child(last->content, TOKEN, "x", &token);
	return token == stand->token && strcmp(changes, stand->changes) == 0 &&
	       blobs_stand(last, report->store);
}

int last_files(const struct last *last)
{
	struct files files = get_files(last);

	files_clear(&files);
	return (int)files.n - 1; /* without the ledger */
}

int last_top(const struct last *last)
{
	int top;

	g_variant_get_child(last->content, TOP, "i", &top);
	return top;
}

/* --- documents recalled ----------------------------------------------------
 */

/* Copy an array's `n` members to `to`; false where it has not as many. */
static bool take(GVariant *array, void *to, gsize n, gsize size)
{
	gsize found;
	gconstpointer members = g_variant_get_fixed_array(array, &found, size);

	if (found != n)
		return false;
	if (n > 0)
		memcpy(to, members, n * size);
	return true;
}

struct recalled {
	const char *name, *slug, *area, *file, *flags, *states, *paired;
	gint64 token;
	guint32 duties;
	gboolean scored;
	GVariant *rows, *sectors, *scores, *combined, *bearing, *pieces;
};

static void recalled_clear(struct recalled *recalled)
{
	GVariant *arrays[] = {recalled->rows, recalled->sectors,
		recalled->scores, recalled->combined, recalled->bearing,
		recalled->pieces};

	for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++)
		g_clear_pointer(&arrays[i], g_variant_unref);
}

static bool is_same(
	const struct recalled *recalled, const struct site_document *document)
{
	return recalled->token == document->token &&
	       strcmp(recalled->slug, document->slug) == 0 &&
	       strcmp(recalled->area, document->area->slug) == 0 &&
	       strcmp(recalled->file,
		       document->file == NULL ? "" : document->file) == 0;
}

static bool take_scored(const struct recalled *recalled,
	const struct site *site, struct site_document *document)
{
	gsize criteria = (gsize)site->criteria;
	gsize scores = criteria * site->reviewers->len;

	document->scores = g_new0(guint8, scores);
	document->combined = g_new0(guint8, criteria);
	document->bearing = g_new0(double, criteria);
	return take(recalled->scores, document->scores, scores, 1) &&
	       take(recalled->combined, document->combined, criteria, 1) &&
	       take(recalled->bearing, document->bearing, criteria,
		       sizeof(double));
}

static bool take_all(const struct recalled *recalled, const struct site *site,
	struct site_document *document)
{
	return take(recalled->rows, document->rows, TABLES_TURNING,
		       sizeof(gint32)) &&
	       take(recalled->sectors, document->sectors, SITE_SECTORS,
		       sizeof(gint32)) &&
	       take(recalled->pieces, document->pieces,
		       2 * (gsize)(PIECE_CRITERIA + site->criteria),
		       sizeof(guint64)) &&
	       (!recalled->scored || take_scored(recalled, site, document));
}

static void take_document(const struct recalled *recalled,
	const struct site *site, const GPtrArray *duties)
{
	struct site_document *document =
		g_hash_table_lookup(site->names, recalled->name);

	if (document == NULL || !is_same(recalled, document) ||
		recalled->duties >= duties->len)
		return;
	document->kept = take_all(recalled, site, document);
	if (!document->kept)
		return;
	document->flags = g_strdup(recalled->flags);
	document->states = g_strdup(recalled->states);
	document->paired = g_strdup(recalled->paired);
	document->duties = g_ptr_array_index(duties, recalled->duties);
}

/* The lists of duties, as strings of the tables. */
static GPtrArray *recall_duties(
	const struct last *last, const struct site *site)
{
	g_autoptr(GVariant) lists =
		g_variant_get_child_value(last->content, DUTIES);
	GPtrArray *duties = g_ptr_array_new();
	GVariantIter iter;
	const char *list;

	g_variant_iter_init(&iter, lists);
	while (g_variant_iter_next(&iter, "&s", &list))
		g_ptr_array_add(
			duties, g_string_chunk_insert_const(
					site->report->tables->words, list));
	return duties;
}

static void recall_areas(const struct last *last, struct site *site)
{
	g_autoptr(GVariant) areas =
		g_variant_get_child_value(last->content, AREAS);
	g_autoptr(GHashTable) digests =
		g_hash_table_new(g_str_hash, g_str_equal);
	GVariantIter iter;
	const char *slug, *digest;

	g_variant_iter_init(&iter, areas);
	while (g_variant_iter_next(&iter, "{&s&s}", &slug, &digest))
		g_hash_table_insert(digests, (char *)slug, (char *)digest);
	for (guint i = 0; i < site->areas->len; i++) {
		struct site_area *area = g_ptr_array_index(site->areas, i);

		area->digest =
			g_strdup(g_hash_table_lookup(digests, area->slug));
	}
}

void last_recall(const struct last *last, struct site *site)
{
	g_autoptr(GVariant) documents =
		g_variant_get_child_value(last->content, DOCUMENTS);
	g_autoptr(GPtrArray) duties = recall_duties(last, site);
	struct recalled found = {0};
	GVariantIter iter;

	g_variant_iter_init(&iter, documents);
	while (g_variant_iter_next(&iter,
		"(&sx&s&s&su&s&s&sb@ai@ai@ay@ay@ad@at)", &found.name,
		&found.token, &found.slug, &found.area, &found.file,
		&found.duties, &found.flags, &found.states, &found.paired,
		&found.scored, &found.rows, &found.sectors, &found.scores,
		&found.combined, &found.bearing, &found.pieces)) {
		take_document(&found, site, duties);
		recalled_clear(&found);
	}
	recall_areas(last, site);
}

/* --- writing ----------------------------------------------------------------
 */

bool last_forget(const char *folder, GError **error)
{
	g_autofree char *path = g_strconcat(folder, MEMORY, NULL);

	if (g_unlink(path) == 0 || errno == ENOENT)
		return true;
	g_set_error(error, G_IO_ERROR, g_io_error_from_errno(errno),
		"%s: cannot remove: %s", path, g_strerror(errno));
	return false;
}

/* From each copied document's file to its digest; borrowed strings. */
static GHashTable *copies(const struct site *site)
{
	GHashTable *copies = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < site->documents->len; i++) {
		const struct site_document *document =
			g_ptr_array_index(site->documents, i);

		if (document->file != NULL)
			g_hash_table_insert(copies, document->file,
				(char *)site_fact(site, document, "sha256"));
	}
	return copies;
}

static GVariant *array(char type, gconstpointer members, gsize n, gsize size)
{
	const char name[] = {type, '\0'};

	return g_variant_new_fixed_array(
		G_VARIANT_TYPE(name), members, members == NULL ? 0 : n, size);
}

/* One that is gone already will be missed next time. */
static GVariant *all_files(const struct site *site)
{
	g_autoptr(GHashTable) sha256 = copies(site);
	g_autoptr(GList) list = g_list_prepend(
		output_names(site->output), (gpointer)OUTPUT_LEDGER);
	g_autoptr(GString) names = g_string_new(NULL);
	g_autoptr(GString) digests = g_string_new(NULL);
	g_autoptr(GArray) sizes = g_array_new(FALSE, FALSE, sizeof(guint64));
	g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(gint64));

	for (GList *name = list; name != NULL; name = name->next) {
		g_autofree char *path = g_strconcat(
			output_folder(site->output), "/", name->data, NULL);
		const char *digest = g_hash_table_lookup(sha256, name->data);
		struct stat status = {0};
		guint64 size;
		gint64 time;

		lstat(path, &status);
		size = (guint64)status.st_size;
		time = change_time(&status);
		g_array_append_val(sizes, size);
		g_array_append_val(times, time);
		g_string_append_printf(names, "%s%s", name == list ? "" : "\n",
			(char *)name->data);
		g_string_append_printf(digests, "%s%s",
			name == list ? "" : "\n", digest == NULL ? "" : digest);
	}
	return g_variant_new("(s@at@axs)", names->str,
		array('t', sizes->data, sizes->len, sizeof(guint64)),
		array('x', times->data, times->len, sizeof(gint64)),
		digests->str);
}

static GVariant *all_lost(const struct site *site)
{
	GVariantBuilder builder;

	g_variant_builder_init(&builder, G_VARIANT_TYPE("as"));
	for (guint i = 0; i < site->documents->len; i++) {
		const struct site_document *document =
			g_ptr_array_index(site->documents, i);

		if (document->lost)
			g_variant_builder_add(&builder, "s",
				site_fact(site, document, "sha256"));
	}
	return g_variant_builder_end(&builder);
}

static GVariant *all_areas(const struct site *site)
{
	GVariantBuilder builder;

	g_variant_builder_init(&builder, G_VARIANT_TYPE("a{ss}"));
	for (guint i = 0; i < site->areas->len; i++) {
		const struct site_area *area =
			g_ptr_array_index(site->areas, i);

		g_variant_builder_add(
			&builder, "{ss}", area->slug, area->digest);
	}
	return g_variant_builder_end(&builder);
}

static void add_document(GVariantBuilder *builder, const struct site *site,
	const struct site_document *document, guint duties)
{
	gsize criteria = (gsize)site->criteria;

	g_variant_builder_add(builder, "(sxsssusssb@ai@ai@ay@ay@ad@at)",
		document->name, document->token, document->slug,
		document->area->slug,
		document->file == NULL ? "" : document->file, duties,
		document->flags, document->states, document->paired,
		document->scores != NULL,
		array('i', document->rows, TABLES_TURNING, sizeof(gint32)),
		array('i', document->sectors, SITE_SECTORS, sizeof(gint32)),
		array('y', document->scores, criteria * site->reviewers->len,
			1),
		array('y', document->combined, criteria, 1),
		array('d', document->bearing, criteria, sizeof(double)),
		array('t', document->pieces, 2 * (PIECE_CRITERIA + criteria),
			sizeof(guint64)));
}

/* The documents, with each different list of duties added to `lists`. */
static GVariant *all_documents(const struct site *site, GVariantBuilder *lists)
{
	g_autoptr(GHashTable) known = g_hash_table_new(NULL, NULL);
	GVariantBuilder builder;

	g_variant_builder_init(&builder, G_VARIANT_TYPE("a" DOCUMENT_TYPE));
	for (guint i = 0; i < site->documents->len; i++) {
		const struct site_document *document =
			g_ptr_array_index(site->documents, i);
		guint n = GPOINTER_TO_UINT(
			g_hash_table_lookup(known, document->duties));

		if (n == 0) {
			n = g_hash_table_size(known) + 1;
			g_hash_table_insert(known, (char *)document->duties,
				GUINT_TO_POINTER(n));
			g_variant_builder_add(lists, "s", document->duties);
		}
		add_document(&builder, site, document, n - 1);
	}
	return g_variant_builder_end(&builder);
}

bool last_save(
	const struct site *site, const struct stand *stand, GError **error)
{
	g_autofree char *path =
		g_strconcat(output_folder(site->output), MEMORY, NULL);
	GVariantBuilder lists;
	GVariant *documents;
	g_autoptr(GVariant) last = NULL;

	g_variant_builder_init(&lists, G_VARIANT_TYPE("as"));
	documents = all_documents(site, &lists);
	last = g_variant_ref_sink(g_variant_new(
		"(ssxi@" FILES_TYPE "@as@a{ss}as@a" DOCUMENT_TYPE ")",
		stand->base, stand->changes, stand->token, site->top,
		all_files(site), all_lost(site), all_areas(site), &lists,
		documents));
	return g_file_set_contents_full(path, g_variant_get_data(last),
		(gssize)g_variant_get_size(last),
		G_FILE_SET_CONTENTS_CONSISTENT, 0644, error);
}
