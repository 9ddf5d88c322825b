/*
 * The pool and the fence, by a worker that does what the document tells it to:
 * crash, hang, grow, open what it must not.
 */
#include "pipeline/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "extractors/limits.h"
#include "pipeline/worker-wire.h"
#include "tests/unit/faults.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNFENCED 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define UNFENCED 1
#endif

#ifdef UNFENCED
/* Let signals kill, as they do without the sanitizer. */
const char *__asan_default_options(void);

const char *__asan_default_options(void)
{
	return "handle_segv=0:handle_abort=0";
}
#endif

/* --- in the worker ------------------------------------------------------- */

static bool starts(const char *words, gsize size, const char *with)
{
	return size >= strlen(with) && memcmp(words, with, strlen(with)) == 0;
}

static void crash(void)
{
	raise(SIGSEGV);
}

static void hang(void)
{
	for (;;)
		poll(NULL, 0, -1);
}

static void spin(void)
{
	for (volatile unsigned i = 0;; i++)
		;
}

static void grow(void)
{
	for (;;)
		memset(g_malloc(1 << 20), 1, 1 << 20);
}

static void leave(void)
{
	_exit(7);
}

/* As when there is nobody to answer to. */
static void go(void)
{
	_exit(0);
}

static void die(void)
{
	raise(SIGKILL);
}

static void abort_now(void)
{
	abort();
}

/* An answer that promises more than may be sent. */
static void boast(void)
{
	const struct worker_reply head = {WORKER_TEXT, LIMIT_WORKER_OUTPUT + 1};

	(void)!write(WORKER_SOCKET, &head, sizeof(head));
	hang();
}

static void babble(void)
{
	const struct worker_reply head = {WORKER_READY, 0};

	(void)!write(WORKER_SOCKET, &head, sizeof(head));
	hang();
}

/* Answers, then dies: the next document must not suffer for it. */
static void shrug(void)
{
	const struct worker_reply head = {WORKER_FAILED, 0};

	(void)!write(WORKER_SOCKET, &head, sizeof(head));
	_exit(0);
}

/* A text, but no variant. */
static void garble(void)
{
	const struct worker_reply head = {WORKER_TEXT, 4};

	(void)!write(WORKER_SOCKET, &head, sizeof(head));
	(void)!write(WORKER_SOCKET, "abcd", 4);
	hang();
}

static void print_much(void)
{
	char words[4096];

	memset(words, 'x', sizeof(words));
	for (int i = 0; i < 1000; i++)
		(void)!write(2, words, sizeof(words));
}

static void run_program(void)
{
	execl("/bin/true", "true", NULL);
}

static void start_process(void)
{
	if (fork() == 0)
		_exit(0);
}

static void open_socket(void)
{
	socket(AF_INET, SOCK_STREAM, 0);
}

static const struct {
	const char *word;
	void (*action)(void);
} actions[] = {
	{"crash", crash},
	{"hang", hang},
	{"spin", spin},
	{"grow", grow},
	{"leave", leave},
	{"go", go},
	{"die", die},
	{"abort", abort_now},
	{"boast", boast},
	{"babble", babble},
	{"shrug", shrug},
	{"garble", garble},
	{"print", print_much},
	{"run", run_program},
	{"fork", start_process},
	{"socket", open_socket},
};

static const char *try_open(const char *path, int flags)
{
	int fd = open(path, flags, 0600);

	if (fd >= 0)
		close(fd);
	return fd >= 0 ? "opened" : g_strerror(errno);
}

/* Which numbers are open beside the standard three and the socket. */
static char *list_open(void)
{
	GString *list = g_string_new("open:");

	for (int fd = 0; fd < 64; fd++) {
		if (fcntl(fd, F_GETFD) >= 0)
			g_string_append_printf(list, " %d", fd);
	}
	return g_string_free(list, FALSE);
}

static struct text *answer(const char *words)
{
	struct text *text = text_new("test");

	text_block_add_line(text_add_block(text, TEXT_PARAGRAPH), words, 0);
	return text;
}

static struct text *obey(GBytes *bytes, struct ocr *ocr, GError **error)
{
	gsize size;
	const char *words = g_bytes_get_data(bytes, &size);
	g_autofree char *string = g_strndup(words, size);

	(void)ocr;
	for (gsize i = 0; i < G_N_ELEMENTS(actions); i++) {
		if (starts(words, size, actions[i].word))
			actions[i].action();
	}
	if (starts(words, size, "fail")) {
		g_set_error_literal(error, G_FILE_ERROR, 0, string);
		return NULL;
	}
	if (starts(words, size, "read "))
		return answer(try_open(string + 5, O_RDONLY));
	if (starts(words, size, "write "))
		return answer(try_open(string + 6, O_WRONLY | O_CREAT));
	if (starts(words, size, "list")) {
		g_autofree char *list = list_open();

		return answer(list);
	}
	return answer(string);
}

/* --- in the pool --------------------------------------------------------- */

struct outcome {
	GPtrArray *lines; /* "TASK: words", "TASK! failure", "TASK? undone" */
};

static void note(struct worker_result *result, void *user)
{
	struct outcome *outcome = user;
	const char *task = result->task;

	if (result->text != NULL) {
		const struct text_block *block = result->text->blocks->pdata[0];
		g_autofree char *words = text_block_string(block, NULL);

		g_ptr_array_add(
			outcome->lines, g_strdup_printf("%s: %s", task, words));
	} else {
		g_ptr_array_add(outcome->lines,
			g_strdup_printf("%s%c %s", task,
				result->undone ? '?' : '!', result->failure));
	}
	text_free(result->text);
	g_free(result->failure);
}

static int file_of(const char *words)
{
	int fd = memfd_create("document", MFD_CLOEXEC);

	g_assert_cmpint(fd, >=, 0);
	g_assert_cmpint(
		write(fd, words, strlen(words)), ==, (gssize)strlen(words));
	return fd;
}

static gint compare(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Give every task in turn; what came of them, a line each. */
static char *run_tasks(
	const char *const *tasks, const struct worker_options *options)
{
	struct outcome outcome = {g_ptr_array_new_with_free_func(g_free)};
	struct worker_pool *pool = worker_pool_new(options, note, &outcome);
	g_autoptr(GError) error = NULL;
	char *all;

	for (int i = 0; tasks[i] != NULL; i++) {
		worker_pool_give(
			pool, file_of(tasks[i]), (void *)tasks[i], &error);
		g_assert_no_error(error);
	}
	worker_pool_wait(pool, &error);
	g_assert_no_error(error);
	worker_pool_free(pool);
	if (options->jobs > 1)
		g_ptr_array_sort(outcome.lines, compare);
	g_ptr_array_add(outcome.lines, NULL);
	all = g_strjoinv("\n", (char **)outcome.lines->pdata);
	g_ptr_array_unref(outcome.lines);
	return all;
}

static void expect(const char *task, const char *outcome)
{
	const struct worker_options options = {
		.jobs = 1,
		/* a busy machine may take long over what is not overdue */
		.seconds = g_str_has_suffix(outcome, "over 1 s") ? 1 : 30,
		.memory = 256u << 20,
	};
	const char *const tasks[] = {"before", task, "later", NULL};
	g_autofree char *expected = g_strdup_printf(
		"before: before\n%s%s\nlater: later", task, outcome);
	g_autofree char *got = run_tasks(tasks, &options);

	g_assert_cmpstr(got, ==, expected);
}

static void test_pool__does_all_documents(void)
{
	const struct worker_options options = {.jobs = 2};
	const char *const tasks[] = {"a", "b", "c", "d", "e", "f", "g", NULL};
	g_autofree char *got = run_tasks(tasks, &options);

	g_assert_cmpstr(got, ==, "a: a\nb: b\nc: c\nd: d\ne: e\nf: f\ng: g");
}

static void test_pool__passes_on_reasons(void)
{
	expect("fail: over 3 pages", "! fail: over 3 pages");
	expect("fail with\nline\tbreaks", "! fail with line breaks");
}

static void test_pool__loses_one_document_only(void)
{
	expect("crash", "! died: signal 11 (Segmentation fault)");
	expect("leave", "! died: exit status 7");
	expect("abort", "! died: signal 6 (Aborted)");
}

static void test_pool__blames_no_document_for_others(void)
{
	expect("die", "? died: signal 9 (Killed)");
	expect("go", "? died: exit status 0");
}

static void test_pool__ends_the_overdue(void)
{
	expect("hang", "! killed: over 1 s");
	expect("spin", "! killed: over 1 s");
}

static void test_pool__caps_memory(void)
{
#ifdef UNFENCED
	g_test_skip("no address-space limit under a sanitizer");
#else
	expect("grow", "! out of memory: over 256 MiB");
#endif
}

static void test_pool__believes_nothing(void)
{
	expect("boast", "! killed: over 64 MiB of text");
	expect("babble", "! killed: sent nonsense");
	expect("shrug", "! no reason given");
	expect("garble", "! killed: sent a broken text");
}

static void test_pool__is_not_held_up_by_printing(void)
{
	expect("print", ": print");
}

static void test_fence__shuts_files(void)
{
	expect("read /etc/passwd", ": Permission denied");
	expect("read /proc/self/maps", ": Permission denied");
	expect("write /tmp/lettermark-test-fence", ": Permission denied");
}

static void test_fence__ends_who_starts_anything(void)
{
#ifdef UNFENCED
	g_test_skip("no filter under a sanitizer");
#else
	expect("run", "! killed: forbidden system call");
	expect("fork", "! killed: forbidden system call");
	expect("socket", "! killed: forbidden system call");
#endif
}

#ifndef UNFENCED
/* As in a container whose rules forbid landlock, or on an older kernel. */
static bool forbid_landlock(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	bool ok = filter != NULL &&
		  seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS),
			  SCMP_SYS(landlock_create_ruleset), 0) == 0 &&
		  seccomp_load(filter) == 0;

	seccomp_release(filter);
	return ok;
}
#endif

static void test_fence__without_landlock(void)
{
#ifdef UNFENCED
	g_test_skip("no filter under a sanitizer");
#else
	if (g_test_subprocess()) {
		g_assert_true(forbid_landlock());
		expect("words", ": words");
		expect("read /etc/passwd", ": Permission denied");
		expect("read /usr/share/fonts", ": Permission denied");
		expect("socket", "! killed: forbidden system call");
		return;
	}
	g_test_trap_subprocess(NULL, 0, 0);
	g_test_trap_assert_passed();
#endif
}

/* 4 is the document's own number, closed again before the work begins. */
static void test_fence__nothing_is_inherited(void)
{
	int extra = open("/dev/null", O_RDONLY);

	expect("list", ": open: 0 1 2 3");
	close(extra);
}

/* --- what the pool asks of the system ------------------------------------ */

/* Give one document while that fails; "" or what the pool says of it. */
static char *run_refused(const struct fault *fault, struct outcome *outcome)
{
	const struct worker_options options = {.jobs = 1, .seconds = 30};
	struct worker_pool *pool = worker_pool_new(&options, note, outcome);
	g_autoptr(GError) error = NULL;
	int fd = file_of("words");
	bool ok;

	faults_arm(fault);
	ok = worker_pool_give(pool, fd, (void *)"words", &error) &&
	     worker_pool_wait(pool, &error);
	faults_disarm();
	g_assert_true(ok == (error == NULL));
	worker_pool_free(pool);
	return g_strdup(ok ? "" : error->message);
}

static void expect_refused(
	const struct fault *fault, const char *problem, const char *line)
{
	struct outcome outcome = {g_ptr_array_new_with_free_func(g_free)};
	g_autofree char *got = run_refused(fault, &outcome);

	g_assert_cmpstr(got, ==, problem);
	g_assert_cmpuint(outcome.lines->len, ==, line != NULL);
	if (line != NULL)
		g_assert_cmpstr(outcome.lines->pdata[0], ==, line);
	g_ptr_array_unref(outcome.lines);
}

static void test_refused__no_worker(void)
{
	static const struct fault faults[] = {
		{.call = "pair", .at = 1, .error = EMFILE},
		{.call = "pipe", .at = 1, .error = EMFILE},
		{.call = "dup", .at = 1, .error = EMFILE},
		{.call = "dup", .at = 4, .error = EMFILE},
		{.call = "spawn", .at = 1, .error = EMFILE},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(faults); i++)
		expect_refused(&faults[i],
			"a worker cannot start: Too many open files", NULL);
}

static void test_refused__not_spoken_to(void)
{
	const struct fault setup = {.call = "send", .at = 1, .error = ENOBUFS};
	const struct fault file = {
		.call = "send", .at = 2, .error = ETOOMANYREFS};

	expect_refused(&setup,
		"a worker cannot be spoken to: No buffer space available",
		NULL);
	expect_refused(&file, "",
		"words? cannot be handed to a worker: Too many references: "
		"cannot splice");
}

/* The first thing read is what the worker may have printed. */
static void test_refused__not_heard(void)
{
	const struct fault reading = {.call = "read", .at = 2, .error = ENOMEM};
	const struct fault waiting = {.call = "poll", .at = 1, .error = ENOMEM};
	const struct fault signal = {.call = "poll", .at = 1, .error = EINTR};

	expect_refused(&reading, "",
		"words? its worker cannot be heard: Cannot allocate memory");
	expect_refused(&waiting,
		"cannot wait for workers: Cannot allocate memory", NULL);
	expect_refused(&signal, "", "words: words");
}

int main(int argc, char **argv)
{
	if (worker_is_wanted(argc, argv))
		return worker_main(obey);
	g_test_init(&argc, &argv, NULL);
	g_test_add_func(
		"/pool/does-all-documents", test_pool__does_all_documents);
	g_test_add_func(
		"/pool/passes-on-reasons", test_pool__passes_on_reasons);
	g_test_add_func("/pool/loses-one-document-only",
		test_pool__loses_one_document_only);
	g_test_add_func("/pool/blames-no-document-for-others",
		test_pool__blames_no_document_for_others);
	g_test_add_func("/pool/ends-the-overdue", test_pool__ends_the_overdue);
	g_test_add_func("/pool/caps-memory", test_pool__caps_memory);
	g_test_add_func("/pool/believes-nothing", test_pool__believes_nothing);
	g_test_add_func("/pool/is-not-held-up-by-printing",
		test_pool__is_not_held_up_by_printing);
	g_test_add_func("/fence/shuts-files", test_fence__shuts_files);
	g_test_add_func("/fence/ends-who-starts-anything",
		test_fence__ends_who_starts_anything);
	g_test_add_func(
		"/fence/without-landlock", test_fence__without_landlock);
	g_test_add_func("/fence/nothing-is-inherited",
		test_fence__nothing_is_inherited);
	g_test_add_func("/refused/no-worker", test_refused__no_worker);
	g_test_add_func("/refused/not-spoken-to", test_refused__not_spoken_to);
	g_test_add_func("/refused/not-heard", test_refused__not_heard);
	return g_test_run();
}
