/* edition.c - see edition.h. */
#include "pipeline/writers/edition.h"
#include "pipeline/writers/areas.h"
#include "pipeline/writers/csv.h"
#include "pipeline/writers/json.h"
#include "pipeline/writers/last.h"

static writer_func *const writers[] = {
	csv_write,
	datapackage_write,
	json_write,
	site_write,
	xlsx_write,
};

/* --- document by document -------------------------------------------------
 */

struct run {
	struct site *site;
	struct csv *csv;
	struct splice *search;
};

static bool write_document(
	struct run *run, struct site_document *document, GError **error)
{
	if (!document->kept && !site_tally(run->site, document, error))
		return false;
	csv_document(run->csv, document);
	search_document(run->search, run->site, document);
	return json_document(run->site, document, error);
}

static bool write_documents(struct site *site, GError **error)
{
	g_autoptr(Csv) csv = csv_begin(site, error);
	g_autoptr(Splice) search =
		csv == NULL ? NULL : search_begin(site, error);
	struct run run = {site, csv, search};

	if (search == NULL)
		return false;
	for (guint i = 0; i < site->documents->len; i++)
		if (!write_document(
			    &run, g_ptr_array_index(site->documents, i), error))
			return false;
	site_settle(site);
	csv_end(csv);
	search_end(search);
	return true;
}

/* --- the edition ------------------------------------------------------------
 */

static bool write_all(
	struct site *site, const struct last *last, GError **error)
{
	if (last != NULL)
		last_recall(last, site);
	if (!write_documents(site, error))
		return false;
	/* On another scale every page is another one. */
	site->anew = last == NULL || last_top(last) != site->top;
	areas_fill(site);
	for (size_t i = 0; i < G_N_ELEMENTS(writers); i++)
		if (!writers[i](site, error))
			return false;
	return output_sweep(site->output, error);
}

static char *write_from(const struct report *report, const char *folder,
	const struct last *last, const struct stand *stand, GError **error)
{
	g_autoptr(Output) output = output_new(folder, error);
	g_autoptr(Site) site = NULL;

	if (output == NULL || !last_forget(folder, error) ||
		!tables_load(report->tables, report->store, error))
		return NULL;
	site = site_new(report, output, error);
	if (site == NULL || !write_all(site, last, error) ||
		!last_save(site, stand, error))
		return NULL;
	return g_strdup_printf("%d files in %s, %d of them new or changed",
		output_total(output), folder, output_changed(output));
}

/* Within a reading of the corpus, so that all is of one moment. */
static char *write_now(const struct report *report, const char *folder,
	bool whole, GError **error)
{
	g_autoptr(Stand) stand = stand_take(report, error);
	g_autoptr(Last) last = NULL;

	if (stand == NULL)
		return NULL;
	last = whole ? NULL : last_open(folder, stand);
	if (last != NULL && last_stands(last, report, stand))
		return g_strdup_printf(
			"%d files in %s, 0 of them new or "
			"changed",
			last_files(last), folder);
	return write_from(report, folder, last, stand, error);
}

char *edition_write(const struct report *report, const char *folder, bool whole,
	GError **error)
{
	char *done;

	if (!store_begin_reading(report->store, error))
		return NULL;
	done = write_now(report, folder, whole, error);
	store_end_reading(report->store);
	return done;
}
