/*
 * store/check.c - whether the corpus is whole, what may be thrown away, and a
 * copy of the database to keep elsewhere.
 */
#include "corpus/store/private.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define BUFFER 65536

/* A blob stands before its row does: younger files may be on their way. */
#define SETTLED_SECONDS 3600

struct check {
	struct store *store;
	bool repair;
	store_finding_func each;
	void *user;
	GHashTable *known; /* set of digests that have a row */
};

static void find(struct check *check, const char *where, const char *what,
	const char *detail, bool mended)
{
	const struct store_finding finding = {.where = where,
		.what = what,
		.detail = detail,
		.mended = mended};

	check->each(&finding, check->user);
}

/* --- the database -------------------------------------------------------- */

/* Damage may also show itself by the question failing. */
static bool find_failure(
	struct check *check, const char *what, GError **error, GError *failure)
{
	if (!g_error_matches(failure, STORE_ERROR, STORE_ERROR_CORRUPT)) {
		g_propagate_error(error, failure);
		return false;
	}
	find(check, "corpus.db", what, failure->message, false);
	g_error_free(failure);
	return true;
}

static bool check_pages(struct check *check, GError **error)
{
	GError *failure = NULL;
	sqlite3_stmt *row = sql_query(
		check->store, &failure, "PRAGMA integrity_check", NO_VALUES);
	int rc = -1;

	while (row != NULL &&
		(rc = sql_next(check->store, row, &failure)) > 0) {
		const char *said = (const char *)sqlite3_column_text(row, 0);

		if (g_strcmp0(said, "ok") != 0)
			find(check, "corpus.db", "damaged", said, false);
	}
	return rc == 0 || find_failure(check, "damaged", error, failure);
}

static bool check_references(struct check *check, GError **error)
{
	GError *failure = NULL;
	sqlite3_stmt *row = sql_query(check->store, &failure,
		"SELECT \"table\" || ' ' || coalesce(rowid, '?'), parent "
		"FROM pragma_foreign_key_check",
		NO_VALUES);
	int rc = -1;

	while (row != NULL &&
		(rc = sql_next(check->store, row, &failure)) > 0) {
		g_autofree char *detail = g_strdup_printf("%s has no %s",
			(const char *)sqlite3_column_text(row, 0),
			(const char *)sqlite3_column_text(row, 1));

		find(check, "corpus.db", "a row without what it belongs to",
			detail, false);
	}
	return rc == 0 || find_failure(check, "damaged", error, failure);
}

bool store_check_database(struct store *store, store_finding_func each,
	void *user, GError **error)
{
	struct check check = {.store = store, .each = each, .user = user};

	return check_pages(&check, error) && check_references(&check, error);
}

/* --- blobs --------------------------------------------------------------- */

/* The digest of a file, freed by the caller; NULL with errno set. */
static char *digest_of(const char *path)
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	g_autofree guchar *buffer = g_malloc(BUFFER);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	ssize_t n;

	if (fd < 0)
		return NULL;
	while ((n = read(fd, buffer, BUFFER)) > 0 || (n < 0 && errno == EINTR))
		if (n > 0)
			g_checksum_update(checksum, buffer, n);
	close(fd);
	return n == 0 ? g_strdup(g_checksum_get_string(checksum)) : NULL;
}

/*
 * Out of the way of the next fetch, which then takes the bytes anew from where
 * they came from, but not lost.
 */
static bool put_aside(const char *path)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *name = g_path_get_basename(path);
	g_autofree char *aside =
		g_strdup_printf("%s/.damaged-%s", folder, name);

	return g_rename(path, aside) == 0;
}

static void check_blob(
	struct check *check, const char *sha256, const char *name)
{
	g_autofree char *path = store_blob_path(check->store, sha256);
	g_autofree char *digest = digest_of(path);

	if (digest == NULL) {
		find(check, path, "cannot be read", g_strerror(errno), false);
		return;
	}
	if (g_str_equal(digest, sha256))
		return;
	if (check->repair && !put_aside(path))
		find(check, path, "cannot be put aside", g_strerror(errno),
			false);
	find(check, path,
		check->repair && access(path, F_OK) != 0
			? "not the bytes that were fetched; put aside until "
			  "these come again"
			: "not the bytes that were fetched",
		name, false);
}

static bool check_rows(struct check *check, GError **error)
{
	sqlite3_stmt *row = sql_query(check->store, error,
		"SELECT sha256, name FROM document ORDER BY name, id",
		NO_VALUES);
	int rc = -1;

	while (row != NULL && (rc = sql_next(check->store, row, error)) > 0) {
		g_autoptr(GError) failure = NULL;
		char *sha256 = sql_digest(check->store, row, 0, &failure);

		if (sha256 == NULL) {
			find(check, "corpus.db", "damaged", failure->message,
				false);
			continue;
		}
		check_blob(check, sha256,
			(const char *)sqlite3_column_text(row, 1));
		g_hash_table_add(check->known, sha256);
	}
	return rc == 0;
}

static bool is_settled(const char *path)
{
	GStatBuf found;
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;

	return g_lstat(path, &found) == 0 &&
	       ABS(now - found.st_mtime) > SETTLED_SECONDS;
}

static void check_file(
	struct check *check, const char *path, const char *digest)
{
	bool leftover = strstr(digest, ".new-") != NULL;
	bool mended;

	if (strstr(digest, ".damaged-") != NULL ||
		g_hash_table_contains(check->known, digest) ||
		!is_settled(path))
		return;
	mended = check->repair && g_unlink(path) == 0;
	find(check, path,
		leftover ? "left by a program that was stopped"
			 : "no document has these bytes",
		NULL, mended);
}

static void check_folder(
	struct check *check, const char *folder, const char *start)
{
	g_autoptr(GDir) files = g_dir_open(folder, 0, NULL);
	const char *name;

	while (files != NULL && (name = g_dir_read_name(files)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		g_autofree char *digest = g_strconcat(start, name, NULL);

		if (*start != '\0')
			check_file(check, path, digest);
		else
			check_folder(check, path, name);
	}
}

bool store_check_blobs(struct store *store, bool repair,
	store_finding_func each, void *user, GError **error)
{
	struct check check = {.store = store,
		.repair = repair,
		.each = each,
		.user = user,
		.known = g_hash_table_new_full(
			g_str_hash, g_str_equal, g_free, NULL)};
	g_autofree char *folder = g_build_filename(store->work, "blobs", NULL);
	bool ok = check_rows(&check, error);

	if (ok)
		check_folder(&check, folder, "");
	g_hash_table_unref(check.known);
	return ok;
}

/* --- what may go --------------------------------------------------------- */

/*
 * Delete documents by a statement that gives back their digests. Their rows go
 * with them, their blobs last: if that is where it stops, the blobs are orphans
 * that store_check_blobs() finds.
 */
static bool drop(
	struct store *store, sqlite3_stmt *row, int *dropped, GError **error)
{
	g_autoptr(GPtrArray) digests = g_ptr_array_new_with_free_func(g_free);
	int rc = -1;

	while (row != NULL && (rc = sql_next(store, row, error)) > 0) {
		char *digest = sql_digest(store, row, 0, error);

		if (digest == NULL) {
			rc = -1;
			break;
		}
		g_ptr_array_add(digests, digest);
	}
	sql_done(row);
	if (!sql_end(store, rc == 0, error))
		return false;
	for (guint i = 0; i < digests->len; i++) {
		g_autofree char *path =
			store_blob_path(store, digests->pdata[i]);

		g_unlink(path);
	}
	*dropped = (int)digests->len;
	return true;
}

bool store_prune(struct store *store, int keep, int *dropped, GError **error)
{
	return sql_begin(store, error) &&
	       drop(store,
		       sql_query(store, error,
			       "DELETE FROM document WHERE NOT live "
			       "AND NOT EXISTS (SELECT 1 FROM human_sheet h "
			       "	WHERE h.document = document.id) "
			       "AND NOT EXISTS ("
			       "	SELECT 1 FROM origin o "
			       "	WHERE o.document = document.id AND ? > "
			       "("
			       "		SELECT count(*) FROM origin p "
			       "		WHERE p.address = o.address "
			       "		AND NOT p.current "
			       "		AND (p.fetched, p.document) > "
			       "			(o.fetched, "
			       "o.document))) "
			       "RETURNING sha256",
			       VALUES(INT(keep))),
		       dropped, error);
}

/* Of document ?1: itself, and what it has replaced where it stands. */
#define ITS_VERSIONS                                                           \
	"(SELECT d.id FROM document d WHERE d.id = ?1 "                        \
	"	OR NOT d.live AND EXISTS (SELECT 1 FROM origin o "                   \
	"		JOIN origin p ON p.address = o.address "                            \
	"		WHERE o.document = ?1 AND p.document = d.id))"

/* Those who scored it, freed by the caller; NULL on failure. */
static char *scorers_of(struct store *store, gint64 document, GError **error)
{
	g_autoptr(GString) names = g_string_new(NULL);
	sqlite3_stmt *row = sql_query(store, error,
		"SELECT DISTINCT reviewer FROM human_sheet "
		"WHERE document IN " ITS_VERSIONS " ORDER BY reviewer",
		VALUES(INT(document)));
	int rc = -1;

	while (row != NULL && (rc = sql_next(store, row, error)) > 0)
		g_string_append_printf(names, "%s%s",
			names->len > 0 ? ", " : "",
			(const char *)sqlite3_column_text(row, 0));
	return rc == 0 ? g_string_free(g_steal_pointer(&names), FALSE) : NULL;
}

static bool may_go(struct store *store, gint64 document, GError **error)
{
	g_autofree char *people = scorers_of(store, document, error);

	if (people != NULL && *people != '\0')
		g_set_error(error, STORE_ERROR, STORE_ERROR_ROW,
			"scored by %s; name it twice to forget that as well",
			people);
	return people != NULL && *people == '\0';
}

bool store_forget(struct store *store, const char *name, bool with_scores,
	int *dropped, GError **error)
{
	gint64 document = 0;

	if (!sql_begin(store, error))
		return false;
	if (!find_shown(store, name, &document, error) ||
		(!with_scores && !may_go(store, document, error)))
		return sql_end(store, false, error);
	return drop(store,
		sql_query(store, error,
			"DELETE FROM document WHERE id IN " ITS_VERSIONS
			" RETURNING sha256",
			VALUES(INT(document))),
		dropped, error);
}

/* --- a copy -------------------------------------------------------------- */

static bool settle(const char *from, const char *to, GError **error)
{
	int fd = open(from, O_RDONLY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0 && g_rename(from, to) == 0;

	if (!ok)
		g_set_error(error, STORE_ERROR, STORE_ERROR_IO, "%s: %s", to,
			g_strerror(errno));
	if (fd >= 0)
		close(fd);
	return ok;
}

bool store_backup(struct store *store, const char *path, GError **error)
{
	g_autofree char *fresh = g_strconcat(path, ".new", NULL);
	bool ok;

	g_unlink(fresh); /* of a backup that was stopped */
	ok = sql_run(store, error, "VACUUM INTO ?", VALUES(TEXT(fresh))) &&
	     settle(fresh, path, error);
	if (!ok)
		g_unlink(fresh);
	return ok;
}
