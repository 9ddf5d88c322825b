/*
 * store/fetch.c - which bytes stand where, and what their document is called.
 */
#include "corpus/store/private.h"

char *store_now(void)
{
	g_autoptr(GDateTime) time = g_date_time_new_now_utc();

	return g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ");
}

/* A real file that is only known as a sample must be told to the store. */
bool store_knows(struct store *store, const struct store_origin *origin)
{
	sqlite3_stmt *row = sql_query(store, NULL,
		"SELECT d.sha256, d.size FROM origin o "
		"JOIN document d ON d.id = o.document "
		"WHERE o.current AND o.address = ? AND o.size = ? "
		"	AND o.mtime_ns = ? AND o.inode = ? AND d.sample <= ?",
		VALUES(TEXT(origin->address), INT(origin->size),
			INT(origin->mtime_ns), INT(origin->inode),
			INT(origin->sample)));
	bool known = false;

	if (row != NULL && sql_next(store, row, NULL) > 0) {
		g_autofree char *sha256 = sql_digest(store, row, 0, NULL);

		known = sha256 != NULL && blob_stands(store, sha256,
						  sqlite3_column_int64(row, 1));
		sql_done(row);
	}
	return known;
}

/* What is being put; `document` is 0 until it is known. */
struct arrival {
	const struct store_origin *origin;
	const char *sha256;
	gint64 size;
	char *time;
	gint64 document;
	bool replaces; /* what stood there stands nowhere any more */
	char *name;    /* left by the version before, or NULL */
};

/*
 * The document that stood at the address before, if it was another, stands
 * there no longer; if it stands nowhere else either, its name is free for
 * one of the same sort.
 */
static bool supersede(
	struct store *store, struct arrival *arrival, GError **error)
{
	const char *address = arrival->origin->address;
	gint64 old = 0;
	gint64 elsewhere = 0;
	sqlite3_stmt *row;

	if (!sql_integer(store, error, &old,
		    "SELECT document FROM origin "
		    "WHERE current AND address = ?",
		    VALUES(TEXT(address))))
		return false;
	if (old == 0 || old == arrival->document)
		return true;
	if (!sql_run(store, error,
		    "UPDATE origin SET current = 0 "
		    "WHERE current AND address = ?",
		    VALUES(TEXT(address))) ||
		!sql_integer(store, error, &elsewhere,
			"SELECT count(*) FROM origin "
			"WHERE current AND document = ?",
			VALUES(INT(old))))
		return false;
	if (elsewhere > 0)
		return true;
	arrival->replaces = true;
	row = sql_query(store, error,
		"UPDATE document SET live = 0 WHERE id = ? "
		"RETURNING name, sample",
		VALUES(INT(old)));
	if (row == NULL || sql_next(store, row, error) < 0)
		return false;
	if (sqlite3_column_int(row, 1) == arrival->origin->sample)
		arrival->name = sql_string(row, 0);
	return sql_next(store, row, error) == 0;
}

/* The stem, or with the first of -2, -3, ... that is free. */
static char *free_name(
	struct store *store, const struct store_origin *origin, GError **error)
{
	g_autofree char *name = g_strdup(origin->stem);

	for (int i = 2;; i++) {
		gint64 taken = 0;

		if (!sql_integer(store, error, &taken,
			    "SELECT 1 FROM document "
			    "WHERE live AND name = ? AND sample = ?",
			    VALUES(TEXT(name), INT(origin->sample))))
			return NULL;
		if (!taken)
			return g_steal_pointer(&name);
		g_free(name);
		name = g_strdup_printf("%s-%d", origin->stem, i);
	}
}

/* A document that is new, was superseded, or was only a sample: a name. */
static bool bring_in(
	struct store *store, struct arrival *arrival, GError **error)
{
	const struct store_origin *origin = arrival->origin;
	g_autofree char *name = arrival->name != NULL
					? g_strdup(arrival->name)
					: free_name(store, origin, error);

	if (name == NULL)
		return false;
	return sql_run(store, error,
		       "INSERT INTO document "
		       "(sha256, name, size, sample, live, fetched) "
		       "VALUES (?1, ?2, ?3, ?4, 1, ?5) "
		       "ON CONFLICT (sha256) DO UPDATE SET "
		       "live = 1, name = ?2, sample = ?4",
		       VALUES(TEXT(arrival->sha256), TEXT(name),
			       INT(arrival->size), INT(origin->sample),
			       TEXT(arrival->time))) &&
	       sql_integer(store, error, &arrival->document,
		       "SELECT id FROM document WHERE sha256 = ?",
		       VALUES(TEXT(arrival->sha256)));
}

static bool put_origin(
	struct store *store, const struct arrival *arrival, GError **error)
{
	const struct store_origin *origin = arrival->origin;

	return sql_run(store, error,
		"INSERT INTO origin (address, document, current, "
		"	fetched, size, mtime_ns, inode) "
		"VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6) "
		"ON CONFLICT (address, document) DO UPDATE SET "
		"current = 1, fetched = ?3, size = ?4, "
		"mtime_ns = ?5, inode = ?6",
		VALUES(TEXT(origin->address), INT(arrival->document),
			TEXT(arrival->time), INT(origin->size),
			INT(origin->mtime_ns), INT(origin->inode)));
}

static bool put_arrival(struct store *store, struct arrival *arrival,
	enum store_arrival *what, GError **error)
{
	gint64 stands = 0;
	bool is_new;

	if (!sql_integer(store, error, &arrival->document,
		    "SELECT id FROM document WHERE sha256 = ?",
		    VALUES(TEXT(arrival->sha256))) ||
		!sql_integer(store, error, &stands,
			"SELECT live AND sample <= ? FROM document "
			"WHERE sha256 = ?",
			VALUES(INT(arrival->origin->sample),
				TEXT(arrival->sha256))))
		return false;
	is_new = arrival->document == 0;
	if (!supersede(store, arrival, error) ||
		(!stands && !bring_in(store, arrival, error)))
		return false;
	if (arrival->replaces)
		*what = stands ? STORE_DROPPED : STORE_CHANGED;
	else
		*what = is_new ? STORE_NEW : STORE_KNOWN;
	return put_origin(store, arrival, error);
}

bool origin_put(struct store *store, const struct store_origin *origin,
	const struct blob *blob, enum store_arrival *what, GError **error)
{
	g_autofree char *time = store_now();
	struct arrival arrival = {.origin = origin,
		.sha256 = blob->sha256,
		.size = blob->size,
		.time = time};
	bool ok = put_arrival(store, &arrival, what, error);

	g_free(arrival.name);
	return ok;
}

bool store_put_bytes(struct store *store, const struct store_origin *origin,
	GBytes *bytes, enum store_arrival *arrival, GError **error)
{
	g_autofree char *sha256 =
		g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
	const struct blob blob = {
		.sha256 = sha256, .size = (gint64)g_bytes_get_size(bytes)};
	enum store_arrival what = STORE_KNOWN;
	bool ok;

	if (!blob_put(store, sha256, bytes, error) || !sql_begin(store, error))
		return false;
	ok = sql_end(
		store, origin_put(store, origin, &blob, &what, error), error);
	if (ok && arrival != NULL)
		*arrival = what;
	return ok;
}

bool store_shows_samples(struct store *store)
{
	gint64 samples = 0;

	return sql_integer(store, NULL, &samples,
		       "SELECT min(sample) FROM document WHERE live",
		       NO_VALUES) &&
	       samples != 0;
}
