/*
 * store/web.c - the fetch log, pages and their links.
 */
#include "corpus/store/web.h"
#include "corpus/store/private.h"
#include <string.h>

void store_link_free(gpointer data)
{
	struct store_link *link = data;

	if (link == NULL)
		return;
	g_free(link->address);
	g_free(link->area);
	g_free(link->kind);
	g_free(link->label);
	g_free(link->published);
	g_free(link);
}

/* --- the log ------------------------------------------------------------- */

static bool put_log(struct store *store, gint64 run,
	const struct store_answer *answer, const char *change, GError **error)
{
	g_autofree char *time = store_now();

	return sql_run(store, error,
		"INSERT INTO fetch (run, address, time, status, final, "
		"	headers, sha256, problem, change) "
		"VALUES (?1, ?2, ?3, ?4, nullif(?5, ?2), ?6, ?7, ?8, ?9)",
		VALUES(INT(run), TEXT(answer->address), TEXT(time),
			INT(answer->status), TEXT(answer->final),
			TEXT(answer->headers), TEXT(answer->sha256),
			TEXT(answer->problem), TEXT(change)));
}

gint64 store_web_begin(struct store *store, GError **error)
{
	g_autofree char *time = store_now();
	gint64 id = 0;

	return sql_integer(store, error, &id,
		       "INSERT INTO fetch_run (started) VALUES (?) "
		       "RETURNING id",
		       VALUES(TEXT(time)))
		       ? id
		       : 0;
}

/*
 * First the pages that no page links to any more lose their links, level by
 * level: a document is gone only when no page that still counts links to it.
 * Should such a page come back it is read anew, not asked whether it changed.
 */
static bool drop_lost_pages(struct store *store, GError **error)
{
	return sql_run(store, error,
		       "WITH RECURSIVE reached (address) AS ("
		       "	SELECT address FROM web WHERE root "
		       "	UNION "
		       "	SELECT l.address FROM reached r "
		       "	JOIN link l ON l.page = r.address"
		       ") "
		       "UPDATE web SET reader = NULL, etag = NULL, "
		       "	modified = NULL "
		       "WHERE reader IS NOT NULL AND address NOT IN "
		       "	(SELECT address FROM reached)",
		       NO_VALUES) &&
	       sql_run(store, error,
		       "DELETE FROM link WHERE page IN "
		       "	(SELECT address FROM web WHERE reader IS NULL)",
		       NO_VALUES);
}

static bool mark_gone(struct store *store, gint64 run, GError **error)
{
	g_autofree char *time = store_now();

	return sql_run(store, error,
		       "INSERT INTO fetch (run, address, time, status, "
		       "	problem, change) "
		       "SELECT ?1, w.address, ?2, 0, 'not linked any more', "
		       "	'gone' "
		       "FROM web w JOIN origin o "
		       "	ON o.address = w.address AND o.current "
		       "WHERE w.listed AND w.gone IS NULL "
		       "	AND w.address NOT IN (SELECT address FROM "
		       "link) "
		       "	AND w.address NOT IN (SELECT address FROM "
		       "fetch "
		       "		WHERE run = ?1 AND problem IS NULL) "
		       "ORDER BY w.address",
		       VALUES(INT(run), TEXT(time))) &&
	       sql_run(store, error,
		       "UPDATE web SET gone = ?2 WHERE address IN "
		       "(SELECT address FROM fetch "
		       "	WHERE run = ?1 AND change = 'gone') "
		       "	AND gone IS NULL",
		       VALUES(INT(run), TEXT(time)));
}

bool store_web_end(
	struct store *store, gint64 run, gint64 *gone, GError **error)
{
	g_autofree char *time = store_now();
	bool ok;

	if (!sql_begin(store, error))
		return false;
	ok = drop_lost_pages(store, error) && mark_gone(store, run, error) &&
	     sql_run(store, error,
		     "UPDATE fetch_run SET ended = ? WHERE id = ?",
		     VALUES(TEXT(time), INT(run))) &&
	     sql_integer(store, error, gone,
		     "SELECT count(*) FROM fetch "
		     "WHERE run = ? AND change = 'gone'",
		     VALUES(INT(run)));
	return sql_end(store, ok, error);
}

/* --- what is known ------------------------------------------------------- */

void store_known_clear(struct store_known *known)
{
	g_clear_pointer(&known->etag, g_free);
	g_clear_pointer(&known->modified, g_free);
}

/* Validators vouch only for what stands on the disk, whole. */
bool store_web_known(struct store *store, const char *address,
	struct store_known *known, GError **error)
{
	sqlite3_stmt *row = sql_query(store, error,
		"SELECT w.etag, w.modified, w.reader IS NOT NULL, "
		"	julianday('now') - julianday(w.checked), "
		"	d.sha256, d.size "
		"FROM web w "
		"LEFT JOIN origin o ON o.address = w.address AND o.current "
		"LEFT JOIN document d ON d.id = o.document "
		"WHERE w.address = ?",
		VALUES(TEXT(address)));
	int rc = row != NULL ? sql_next(store, row, error) : -1;
	g_autofree char *sha256 = NULL;

	*known = (struct store_known){0};
	if (rc <= 0)
		return rc == 0;
	sha256 = sql_digest(store, row, 4, NULL); /* NULL: not landed */
	known->read = sqlite3_column_int(row, 2);
	known->days = sqlite3_column_int(row, 3);
	known->landed = sha256 != NULL && blob_stands(store, sha256,
						  sqlite3_column_int64(row, 5));
	if (known->landed || known->read) {
		known->etag = sql_string(row, 0);
		known->modified = sql_string(row, 1);
	}
	sql_done(row);
	return true;
}

bool store_web_refused(
	struct store *store, const char *address, const char *sha256)
{
	gint64 found = 0;

	return sql_integer(store, NULL, &found,
		       "SELECT 1 FROM fetch WHERE address = ? AND sha256 = ? "
		       "	AND problem IS NOT NULL LIMIT 1",
		       VALUES(TEXT(address), TEXT(sha256))) &&
	       found;
}

static GPtrArray *read_links(
	struct store *store, sqlite3_stmt *row, GError **error)
{
	g_autoptr(GPtrArray) links =
		g_ptr_array_new_with_free_func(store_link_free);
	int rc = -1;

	while (row != NULL && (rc = sql_next(store, row, error)) > 0) {
		struct store_link *link = g_new0(struct store_link, 1);

		link->address = sql_string(row, 0);
		link->area = sql_string(row, 1);
		link->kind = sql_string(row, 2);
		link->label = sql_string(row, 3);
		link->published = sql_string(row, 4);
		g_ptr_array_add(links, link);
	}
	return rc == 0 ? g_steal_pointer(&links) : NULL;
}

GPtrArray *store_web_links(
	struct store *store, const char *page, GError **error)
{
	return read_links(store,
		sql_query(store, error,
			"SELECT w.address, w.area, w.kind, w.label, "
			"	w.published "
			"FROM link l JOIN web w USING (address) "
			"WHERE l.page = ? ORDER BY l.position",
			VALUES(TEXT(page))),
		error);
}

GPtrArray *store_web_source_links(struct store *store, const char *source,
	const char *reader, GError **error)
{
	return read_links(store,
		sql_query(store, error,
			"SELECT w.address, w.area, w.kind, w.label, "
			"	w.published "
			"FROM web p JOIN link l ON l.page = p.address "
			"JOIN web w ON w.address = l.address "
			"WHERE p.source = ? AND p.reader = ? "
			"GROUP BY w.address "
			"ORDER BY min(p.address), min(l.position)",
			VALUES(TEXT(source), TEXT(reader))),
		error);
}

/* --- pages --------------------------------------------------------------- */

/* What a link says replaces what was known; what it does not say stays. */
static bool put_link(struct store *store, const struct store_link *link,
	bool listed, GError **error)
{
	return sql_run(store, error,
		"INSERT INTO web (address, area, kind, label, published, "
		"	listed) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
		"ON CONFLICT (address) DO UPDATE SET "
		"	area = coalesce(?2, area), "
		"	kind = coalesce(?3, kind), "
		"	label = coalesce(?4, label), "
		"	published = coalesce(?5, published), "
		"	listed = max(listed, ?6)",
		VALUES(TEXT(link->address), TEXT(link->area), TEXT(link->kind),
			TEXT(link->label), TEXT(link->published), INT(listed)));
}

/*
 * A document that was gone and is linked again. One that the server said it
 * does not have is not back because a page still links to it.
 */
static bool bring_back(
	struct store *store, gint64 run, const char *address, GError **error)
{
	const struct store_answer answer = {.address = address};
	gint64 gone = 0;

	if (!sql_integer(store, error, &gone,
		    "SELECT f.status = 0 FROM web w JOIN fetch f USING "
		    "	(address) WHERE w.address = ? "
		    "	AND w.gone IS NOT NULL AND f.change = 'gone' "
		    "ORDER BY f.id DESC LIMIT 1",
		    VALUES(TEXT(address))))
		return false;
	return !gone || (sql_run(store, error,
				 "UPDATE web SET gone = NULL WHERE address = ?",
				 VALUES(TEXT(address))) &&
				put_log(store, run, &answer, "back", error));
}

static bool put_links(struct store *store, gint64 run,
	const struct store_page *page, GError **error)
{
	const char *address = page->answer.address;

	if (!sql_run(store, error, "DELETE FROM link WHERE page = ?",
		    VALUES(TEXT(address))))
		return false;
	for (guint i = 0; i < page->links->len; i++) {
		const struct store_link *link = page->links->pdata[i];

		if (!put_link(store, link, true, error) ||
			!sql_run(store, error,
				"INSERT OR IGNORE INTO link "
				"(page, position, address) VALUES (?, ?, ?)",
				VALUES(TEXT(address), INT(i),
					TEXT(link->address))) ||
			!bring_back(store, run, link->address, error))
			return false;
	}
	return true;
}

/* A page that answers 304 keeps its links and what vouches for them. */
static bool put_page(struct store *store, gint64 run,
	const struct store_listing *listing, const struct store_page *page,
	GError **error)
{
	const struct store_answer *answer = &page->answer;
	g_autofree char *time = store_now();

	if (!put_log(store, run, answer, NULL, error) ||
		!sql_run(store, error,
			"INSERT INTO web (address, reader, source, root, "
			"	checked) VALUES (?1, ?2, ?3, ?4, ?5) "
			"ON CONFLICT (address) DO UPDATE SET reader = ?2, "
			"	source = ?3, root = ?4, checked = ?5",
			VALUES(TEXT(answer->address), TEXT(listing->reader),
				TEXT(listing->source), INT(listing->root),
				TEXT(time))))
		return false;
	if (page->links == NULL)
		return true;
	return sql_run(store, error,
		       "UPDATE web SET etag = ?, modified = ? "
		       "WHERE address = ?",
		       VALUES(TEXT(answer->etag), TEXT(answer->modified),
			       TEXT(answer->address))) &&
	       put_links(store, run, page, error);
}

/* Pages of the source that this run did not see, and so are no more; their
 * links go with those of all lost pages, when the run ends. */
static bool drop_pages(struct store *store, const struct store_listing *listing,
	gint64 run, GError **error)
{
	return sql_run(store, error,
		"UPDATE web SET root = 0 "
		"WHERE source = ? AND reader = ? AND address NOT IN "
		"	(SELECT address FROM fetch WHERE run = ?)",
		VALUES(TEXT(listing->source), TEXT(listing->reader), INT(run)));
}

bool store_web_put_listing(struct store *store, gint64 run,
	const struct store_listing *listing, GError **error)
{
	bool ok = true;

	if (!sql_begin(store, error))
		return false;
	for (size_t i = 0; ok && i < listing->n_pages; i++)
		ok = put_page(store, run, listing, &listing->pages[i], error);
	ok = ok && drop_pages(store, listing, run, error);
	return sql_end(store, ok, error);
}

/* --- documents ----------------------------------------------------------- */

static bool note_checked(
	struct store *store, const char *address, GError **error)
{
	g_autofree char *time = store_now();

	return sql_run(store, error,
		"UPDATE web SET checked = ?, gone = NULL WHERE address = ?",
		VALUES(TEXT(time), TEXT(address)));
}

/* What the document's coming means, before it is recorded. */
static bool find_change(struct store *store, const char *address,
	const char *sha256, const char **change, GError **error)
{
	gint64 kind = 0;

	if (!sql_integer(store, error, &kind,
		    "SELECT CASE WHEN d.sha256 <> ?2 THEN 2 "
		    "	WHEN w.gone IS NOT NULL THEN 3 ELSE 1 END "
		    "FROM web w JOIN origin o "
		    "	ON o.address = w.address AND o.current "
		    "JOIN document d ON d.id = o.document "
		    "WHERE w.address = ?1",
		    VALUES(TEXT(address), TEXT(sha256))))
		return false;
	*change = kind == 0   ? "new"
		  : kind == 2 ? "changed"
		  : kind == 3 ? "back"
			      : NULL;
	return true;
}

static bool land(struct store *store, gint64 run,
	const struct store_document *document, const char **change,
	GError **error)
{
	const struct store_answer *answer = document->answer;
	const char *address = document->link->address;
	const gint64 size = (gint64)g_bytes_get_size(document->bytes);
	const struct store_origin origin = {
		.address = address, .stem = document->stem, .size = size};
	const struct blob blob = {.sha256 = answer->sha256, .size = size};
	enum store_arrival what = STORE_KNOWN;

	return put_link(store, document->link, false, error) &&
	       find_change(store, address, answer->sha256, change, error) &&
	       origin_put(store, &origin, &blob, &what, error) &&
	       sql_run(store, error,
		       "UPDATE web SET etag = ?, modified = ? "
		       "WHERE address = ?",
		       VALUES(TEXT(answer->etag), TEXT(answer->modified),
			       TEXT(address))) &&
	       note_checked(store, address, error) &&
	       put_log(store, run, answer, *change, error);
}

bool store_web_put_document(struct store *store, gint64 run,
	const struct store_document *document, const char **change,
	GError **error)
{
	*change = NULL;
	return blob_put(store, document->answer->sha256, document->bytes,
		       error) &&
	       sql_begin(store, error) &&
	       sql_end(store, land(store, run, document, change, error), error);
}

/* "gone" or "back" where a document that is here has become so, or NULL. */
static bool find_turn(struct store *store, const struct store_answer *answer,
	const char **change, GError **error)
{
	gint64 was_gone = -1;

	*change = NULL;
	if (!sql_integer(store, error, &was_gone,
		    "SELECT w.gone IS NOT NULL FROM web w JOIN origin o "
		    "	ON o.address = w.address AND o.current "
		    "WHERE w.address = ?",
		    VALUES(TEXT(answer->address))))
		return false;
	if (answer->gone && was_gone == 0)
		*change = "gone";
	if (answer->problem == NULL && was_gone == 1)
		*change = "back";
	return true;
}

static bool put_answer(struct store *store, gint64 run,
	const struct store_answer *answer, bool *gone, GError **error)
{
	g_autofree char *time = store_now();
	const char *change;

	if (!find_turn(store, answer, &change, error))
		return false;
	*gone = g_strcmp0(change, "gone") == 0;
	return (answer->problem != NULL ||
		       note_checked(store, answer->address, error)) &&
	       (!*gone || sql_run(store, error,
				  "UPDATE web SET gone = ? WHERE address = ?",
				  VALUES(TEXT(time), TEXT(answer->address)))) &&
	       put_log(store, run, answer, change, error);
}

bool store_web_put_answer(struct store *store, gint64 run,
	const struct store_link *link, const struct store_answer *answer,
	bool *gone, GError **error)
{
	bool is_gone = false;
	bool ok;

	if (!sql_begin(store, error))
		return false;
	ok = (link == NULL || put_link(store, link, false, error)) &&
	     put_answer(store, run, answer, &is_gone, error);
	ok = sql_end(store, ok, error);
	if (ok && gone != NULL)
		*gone = is_gone;
	return ok;
}
