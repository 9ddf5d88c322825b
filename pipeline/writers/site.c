/* site.c - what the pages of the site share; see site.h. */
#include "pipeline/writers/site.h"

#include <string.h>

/* The way from the page `name` back to the site's top. */
static const char *root_of(const char *name)
{
	return strchr(name, '/') != NULL ? "../" : "";
}

/* What stands at the head of every page, in this order. */
static const struct {
	const char *page, *label;
} menu[] = {
	{"index.html", "Overview"},
	{"areas.html", "Areas"},
	{"criteria.html", "Criteria"},
	{"compare.html", "Compare"},
	{"tracker.html", "Tracker"},
	{"search.html", "Search"},
	{"method.html", "Method"},
	{"data.html", "Data"},
};

static bool is_below(const char *page, const char *name)
{
	g_autofree char *folder =
		g_strndup(page, strlen(page) - strlen(".html"));

	return g_str_has_prefix(name, folder) && name[strlen(folder)] == '/';
}

static GString *write_menu(const char *name)
{
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(menu); i++) {
		const char *current = "";

		if (strcmp(menu[i].page, name) == 0)
			current = " aria-current=\"page\"";
		else if (is_below(menu[i].page, name))
			current = " aria-current=\"true\"";
		g_string_append_printf(out,
			"<li><a href=\"%s%s\"%s>%s</a></li>\n", root_of(name),
			menu[i].page, current, menu[i].label);
	}
	return out;
}

/* Nobody shall take them for letters about real places. */
static const char samples_notice[] =
	"<p class=\"notice\"><strong>Samples.</strong> No such areas exist and "
	"no "
	"inspector wrote these documents. They stand here until lettermark is "
	"given others.</p>\n";

/* A page with `main` in its place. */
static GString *fill_page(
	const char *name, const char *title, bool samples, const char *main)
{
	g_autoptr(GBytes) template = output_resource("site/page.html");
	g_autofree char *safe = g_markup_escape_text(title, -1);
	GString *list = write_menu(name);
	GString *page = html_fill(g_bytes_get_data(template, NULL), "title",
		safe, "root", root_of(name), "menu", list->str, "notice",
		samples ? samples_notice : "", "main", main, NULL);

	g_string_free(list, TRUE);
	return page;
}

bool site_page(const struct site *site, const char *name, const char *title,
	GString *body, GError **error)
{
	GString *page = fill_page(name, title, site->samples, body->str);
	bool ok = output_write(site->output, name, page, error);

	g_string_free(page, TRUE);
	g_string_free(body, TRUE);
	return ok;
}

/* Stands for the main part of a page that comes in pieces; in a title it would
 * have been escaped. */
#define MAIN_PART "\001"

struct splice *site_begin_page(const struct site *site, const char *name,
	const char *title, GError **error)
{
	g_autoptr(GString) page =
		fill_page(name, title, site->samples, MAIN_PART);
	struct splice *splice = splice_new(site->output, name, error);

	if (splice == NULL)
		return NULL;
	g_string_truncate(page, strcspn(page->str, MAIN_PART));
	splice_add(splice, page->str);
	return splice;
}

/* What follows the main part is the same on every page but for the way to
 * the site's top. */
void site_end_page(struct splice *splice, const char *name)
{
	g_autoptr(GString) page = fill_page(name, "", false, MAIN_PART);

	splice_add(splice, page->str + strcspn(page->str, MAIN_PART) + 1);
	splice_close(splice);
}

static bool write_assets(const struct site *site, GError **error)
{
	static const char *const names[] = {"site.css", "site.js", NULL};

	for (int i = 0; names[i] != NULL; i++) {
		g_autofree char *from = g_strconcat("site/", names[i], NULL);
		g_autoptr(GBytes) file = output_resource(from);
		gsize length;
		const char *bytes = g_bytes_get_data(file, &length);
		GString *content = g_string_new_len(bytes, (gssize)length);
		bool ok = output_write(site->output, names[i], content, error);

		g_string_free(content, TRUE);
		if (!ok)
			return false;
	}
	return true;
}

static bool copy_documents(const struct site *site, GError **error)
{
	for (guint i = 0; i < site->documents->len; i++) {
		const struct site_document *document =
			g_ptr_array_index(site->documents, i);
		g_autofree char *path = NULL;

		if (document->file == NULL)
			continue;
		if (document->kept) {
			output_keep(site->output, document->file);
			continue;
		}
		path = store_blob_path(site->report->store,
			site_fact(site, document, "sha256"));
		if (!output_copy(site->output, document->file, path, error))
			return false;
	}
	return true;
}

bool site_write(const struct site *site, GError **error)
{
	return write_assets(site, error) && copy_documents(site, error) &&
	       site_front(site, error) && site_areas(site, error) &&
	       site_criteria(site, error) && site_compare(site, error) &&
	       site_tracker(site, error) && site_search(site, error) &&
	       site_lists(site, error);
}
