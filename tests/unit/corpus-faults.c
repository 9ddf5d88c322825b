/*
 * Every operation of the store, with every call that it makes of the system
 * and every block of memory that SQLite asks for refused in turn. Whatever is
 * refused: the operation does what it should or fails with one line, nothing
 * of it is half kept, and done again it gives what it gives undisturbed.
 *
 * And every operation over a database with damaged pages.
 *
 * In its short form some of the calls; with `-m slow` all of them, but of
 * blocks of memory, which are thousands, some hundreds.
 */
#include "tests/unit/corpus-operations.h"
#include "tests/unit/faults.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Refusals of one kind to one operation, in the short form and the long one. */
#define SHORT_FORM 4
#define LONG_FORM  300

/* --- SQLite's memory ----------------------------------------------------- */

static sqlite3_mem_methods plain;

static void *allocate(int size)
{
	return faults_strike("memory") ? NULL : plain.xMalloc(size);
}

static void *reallocate(void *old, int size)
{
	return faults_strike("memory") ? NULL : plain.xRealloc(old, size);
}

/* Without its own small stores of memory, so that all is asked for. */
static void take_over_memory(void)
{
	sqlite3_mem_methods counted;

	sqlite3_config(SQLITE_CONFIG_GETMALLOC, &plain);
	counted = plain;
	counted.xMalloc = allocate;
	counted.xRealloc = reallocate;
	g_assert_cmpint(sqlite3_config(SQLITE_CONFIG_MALLOC, &counted), ==, 0);
	sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/* --- what a corpus holds ------------------------------------------------- */

static bool is_clock(const char *column)
{
	static const char *const clocks[] = {"fetched", "time", "started",
		"ended", "checked", "gone", "token", "milliseconds",
		"kilobytes"};

	for (size_t i = 0; i < G_N_ELEMENTS(clocks); i++)
		if (strcmp(column, clocks[i]) == 0)
			return true;
	return false;
}

static bool dump_row(int n, const char *const *columns,
	const char *const *values, void *user)
{
	for (int i = 0; i < n; i++)
		g_string_append_printf(user, "%s|",
			values[i] == NULL      ? "-"
			: is_clock(columns[i]) ? "*"
					       : values[i]);
	g_string_append_c(user, '\n');
	return true;
}

static void dump_table(struct store *store, const char *name, GString *all)
{
	g_autofree char *sql =
		g_strdup_printf("SELECT * FROM \"%s\" ORDER BY 1, 2", name);
	sqlite3_stmt *row = NULL;

	g_string_append_printf(all, "%s\n", name);
	g_assert_cmpint(
		sqlite3_prepare_v2(store->db, sql, -1, &row, NULL), ==, 0);
	g_assert_true(sql_rows(store, row, dump_row, all, NULL));
	sqlite3_finalize(row);
}

static bool add_name(int n, const char *const *columns,
	const char *const *values, void *user)
{
	(void)n;
	(void)columns;
	g_ptr_array_add(user, g_strdup(values[0]));
	return true;
}

static void assert_sound(struct store *store)
{
	g_autoptr(GString) found = g_string_new(NULL);
	sqlite3_stmt *row;

	row = sql_query(store, NULL,
		"SELECT * FROM pragma_integrity_check WHERE "
		"integrity_check <> 'ok' UNION ALL "
		"SELECT \"table\" FROM pragma_foreign_key_check",
		NO_VALUES);
	g_assert_nonnull(row);
	g_assert_true(sql_rows(store, row, dump_row, found, NULL));
	sql_done(row);
	g_assert_cmpstr(found->str, ==, "");
}

/* All tables as text, without clocks. Freed by the caller. */
static char *dump(struct store *store)
{
	GString *all = g_string_new(NULL);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	sqlite3_stmt *row = sql_query(store, NULL,
		"SELECT name FROM sqlite_schema "
		"WHERE type = 'table' ORDER BY 1",
		NO_VALUES);

	g_assert_true(sql_rows(store, row, add_name, names, NULL));
	sql_done(row);
	for (guint i = 0; i < names->len; i++)
		dump_table(store, names->pdata[i], all);
	return g_string_free(all, FALSE);
}

/* --- a corpus to spoil --------------------------------------------------- */

struct sweep {
	struct fixture fixture; /* whose corpus is made anew each time */
	struct fixture model;   /* what it is made from */
	char *before, *after;   /* the tables */
	char *said;             /* by the operation, undisturbed */
	const struct operation *operation;
};

static void copy_file(const char *from, const char *to)
{
	g_autofree char *bytes = NULL;
	gsize size;

	g_assert_true(g_file_get_contents(from, &bytes, &size, NULL));
	g_assert_true(g_file_set_contents_full(
		to, bytes, (gssize)size, G_FILE_SET_CONTENTS_NONE, 0666, NULL));
}

static void copy_tree(const char *from, const char *to)
{
	g_autoptr(GDir) folder = g_dir_open(from, 0, NULL);
	const char *name;

	g_mkdir(to, 0777);
	while ((name = g_dir_read_name(folder)) != NULL) {
		g_autofree char *source = g_build_filename(from, name, NULL);
		g_autofree char *target = g_build_filename(to, name, NULL);

		if (g_file_test(source, G_FILE_TEST_IS_DIR))
			copy_tree(source, target);
		else
			copy_file(source, target);
	}
}

static void refresh(struct sweep *sweep)
{
	g_clear_pointer(&sweep->fixture.store, store_close);
	fixture_remove(sweep->fixture.work);
	copy_tree(sweep->model.work, sweep->fixture.work);
	fixture_reopen(&sweep->fixture);
}

static void begin_sweep(struct sweep *sweep)
{
	g_autoptr(GString) said = g_string_new(NULL);
	g_autoptr(GError) error = NULL;

	fixture_set_up(&sweep->fixture, NULL);
	refresh(sweep);
	sweep->before = dump(sweep->fixture.store);
	g_assert_true(
		sweep->operation->run(sweep->fixture.store, said, &error));
	g_assert_no_error(error);
	sweep->after = dump(sweep->fixture.store);
	sweep->said = g_strdup(said->str);
}

static void end_sweep(struct sweep *sweep)
{
	fixture_tear_down(&sweep->fixture, NULL);
	g_free(sweep->before);
	g_free(sweep->after);
	g_free(sweep->said);
}

/* As g_assert_cmpstr(), but of long texts the first lines that differ. */
static void assert_same(const char *got, const char *wanted)
{
	g_auto(GStrv) ours = g_strsplit(got, "\n", -1);
	g_auto(GStrv) theirs = g_strsplit(wanted, "\n", -1);

	for (int i = 0; ours[i] != NULL || theirs[i] != NULL; i++)
		g_assert_cmpstr(ours[i], ==, theirs[i]);
}

/* --- one refusal --------------------------------------------------------- */

static void assert_line(const GError *error)
{
	g_assert_nonnull(error);
	g_assert_cmpstr(error->message, !=, "");
	g_assert_null(strchr(error->message, '\n'));
	if (error->domain == STORE_ERROR)
		g_assert_cmpint(error->code, <=, STORE_ERROR_ROW);
}

/* Undisturbed again, it gives what it should. */
static void assert_again(struct sweep *sweep)
{
	g_autoptr(GString) said = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	g_autofree char *now = NULL;

	g_assert_true(
		sweep->operation->run(sweep->fixture.store, said, &error));
	g_assert_no_error(error);
	now = dump(sweep->fixture.store);
	assert_same(now, sweep->after);
	assert_same(said->str, sweep->said);
}

/* False when the operation made fewer such calls. */
static bool refuse(struct sweep *sweep, const struct fault *fault)
{
	g_autoptr(GString) said = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	g_autofree char *now = NULL;
	int calls;
	bool ok;

	refresh(sweep);
	faults_arm(fault);
	ok = sweep->operation->run(sweep->fixture.store, said, &error);
	g_clear_pointer(&sweep->fixture.store, store_close);
	calls = faults_disarm();
	fixture_reopen(&sweep->fixture);
	assert_sound(sweep->fixture.store);
	now = dump(sweep->fixture.store);
	if (ok) {
		g_assert_no_error(error);
		assert_same(now, sweep->after);
		assert_same(said->str, sweep->said);
	} else {
		assert_line(error);
		if (strcmp(fault->call, "lock") == 0 && fault->lasting)
			g_assert_true(error->code == STORE_ERROR_BUSY ||
				      error->code == STORE_ERROR_IO);
		assert_same(now, sweep->before);
		assert_again(sweep);
	}
	return calls >= fault->at;
}

static const struct fault kinds[] = {
	{.call = "memory"},
	{.call = "read", .error = EIO},
	{.call = "write", .error = EIO},
	{.call = "write", .error = ENOSPC},
	{.call = "write", .error = ENOSPC, .lasting = true},
	{.call = "sync", .error = EIO},
	{.call = "open", .error = EMFILE},
	{.call = "stat", .error = EIO},
	{.call = "mkdir", .error = EACCES},
	{.call = "rename", .error = EROFS},
	{.call = "truncate", .error = EIO},
	{.call = "map", .error = ENOMEM},
	{.call = "lock", .error = EAGAIN},
	{.call = "lock", .error = EAGAIN, .lasting = true},
	{.call = "lock", .error = ENOLCK},
	{.call = "write"},
	{.call = "write", .error = EINTR},
	{.call = "read"},
	{.call = "read", .error = EINTR},
};

/* How many such calls there are, undisturbed. */
static int count_calls(struct sweep *sweep, const struct fault *kind)
{
	g_autoptr(GString) said = g_string_new(NULL);
	struct fault never = *kind;

	never.at = G_MAXINT;
	refresh(sweep);
	faults_arm(&never);
	g_assert_true(sweep->operation->run(sweep->fixture.store, said, NULL));
	g_clear_pointer(&sweep->fixture.store, store_close);
	return faults_disarm();
}

static int sweep_kind(struct sweep *sweep, const struct fault *kind)
{
	int calls = count_calls(sweep, kind);
	int step = MAX(calls / (g_test_slow() ? LONG_FORM : SHORT_FORM), 1);
	int refused = 0;

	for (int at = 1; at <= calls; at += step) {
		struct fault fault = *kind;

		fault.at = at;
		if (g_test_verbose())
			g_test_message("%s %d of %d: %s%s", fault.call, at,
				calls, g_strerror(fault.error),
				fault.lasting ? " ..." : "");
		refused += refuse(sweep, &fault);
	}
	return refused;
}

/* --- damage -------------------------------------------------------------- */

#define PAGE 4096

/* What becomes of a page, from some byte of it on. */
static const struct harm {
	int from;
	int bytes;
	guchar with; /* is added to each */
} harms[] = {
	{0, PAGE, 0x55},
	{8, 2, 0x01},
	{PAGE / 2, PAGE / 2, 0x80},
	{PAGE - 40, 1, 0x10},
	{PAGE - 400, 7, 0xff},
};

static int pages_of(const struct sweep *sweep)
{
	g_autofree char *path =
		g_build_filename(sweep->model.work, "corpus.db", NULL);
	GStatBuf found;

	g_assert_cmpint(g_stat(path, &found), ==, 0);
	return (int)(found.st_size / PAGE);
}

static void damage(const char *work, int page, const struct harm *harm)
{
	g_autofree char *path = g_build_filename(work, "corpus.db", NULL);
	g_autofree char *bytes = NULL;
	gsize size;

	g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
	for (int i = 0; i < harm->bytes; i++) {
		gsize at = (gsize)page * PAGE + (gsize)(harm->from + i);

		bytes[at] = (char)(bytes[at] + harm->with);
	}
	g_assert_true(g_file_set_contents_full(path, bytes, (gssize)size,
		G_FILE_SET_CONTENTS_NONE, 0666, NULL));
}

/* It may do what it does or fail; it may not crash or fail without a word. */
static bool survive(struct sweep *sweep, int page, const struct harm *harm)
{
	g_autoptr(GString) said = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	bool ok = false;

	g_clear_pointer(&sweep->fixture.store, store_close);
	fixture_remove(sweep->fixture.work);
	copy_tree(sweep->model.work, sweep->fixture.work);
	damage(sweep->fixture.work, page, harm);
	sweep->fixture.store = store_open(sweep->fixture.work, &error);
	if (sweep->fixture.store != NULL)
		ok = sweep->operation->run(sweep->fixture.store, said, &error);
	if (ok)
		g_assert_no_error(error);
	else
		assert_line(error);
	return ok;
}

static void test_damage(gconstpointer data)
{
	struct sweep sweep = {.operation = data};
	int step = g_test_slow() ? 1 : 7; /* not a multiple of harms */
	int refused = 0;

	fixture_set_up(&sweep.model, NULL);
	operations_prepare(&sweep.model);
	g_clear_pointer(&sweep.model.store, store_close);
	fixture_set_up(&sweep.fixture, NULL);
	for (int i = 0; i < pages_of(&sweep) * (int)G_N_ELEMENTS(harms);
		i += step)
		refused += !survive(&sweep, i / (int)G_N_ELEMENTS(harms),
			&harms[i % (int)G_N_ELEMENTS(harms)]);
	g_test_message("%d found damaged", refused);
	g_assert_cmpint(refused, >, 0);
	fixture_tear_down(&sweep.fixture, NULL);
	fixture_tear_down(&sweep.model, NULL);
}

static void test_operation(gconstpointer data)
{
	struct sweep sweep = {.operation = data};
	int refused = 0;

	fixture_set_up(&sweep.model, NULL);
	operations_prepare(&sweep.model);
	g_clear_pointer(&sweep.model.store, store_close);
	begin_sweep(&sweep);
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		refused += sweep_kind(&sweep, &kinds[i]);
	g_test_message("%d refusals", refused);
	g_assert_cmpint(refused, >, 0);
	end_sweep(&sweep);
	fixture_tear_down(&sweep.model, NULL);
}

/* In memory, where there is such a folder: it is filled very often. */
static void choose_folder(void)
{
	static const char memory[] = "/dev/shm";

	if (g_access(memory, W_OK) == 0)
		g_setenv("TMPDIR", memory, FALSE);
}

int main(int argc, char **argv)
{
	choose_folder();
	take_over_memory();
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < n_operations; i++) {
		g_autofree char *name = g_strdup_printf(
			"/store/refused/%s", operations[i].name);

		g_autofree char *damaged = g_strdup_printf(
			"/store/damaged/%s", operations[i].name);

		g_test_add_data_func(name, &operations[i], test_operation);
		g_test_add_data_func(damaged, &operations[i], test_damage);
	}
	return g_test_run();
}
