#include "pipeline/worker-process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "pipeline/worker-wire.h"
#include "pipeline/worker.h"

/* Ends of pipes live above the numbers that the worker gives them. */
#define LOWEST_FD 10

/* What libraries print before they give up for want of memory. */
static const char *const memory_words[] = {
	"Out of memory",            /* poppler */
	"bad_alloc",                /* libstdc++ */
	"failed to allocate",       /* GLib */
	"Memory allocation failed", /* libxml2 */
};

/* Both ends as `made` makes them, moved out of the way, closed on exec. */
static bool raise_fds(int ends[2])
{
	bool ok = true;

	for (int i = 0; i < 2; i++) {
		int high = fcntl(ends[i], F_DUPFD_CLOEXEC, LOWEST_FD);

		close(ends[i]);
		ends[i] = high;
		ok = ok && high >= 0;
	}
	return ok;
}

static void close_ends(const int ends[2])
{
	for (int i = 0; i < 2; i++) {
		if (ends[i] >= 0)
			close(ends[i]);
	}
}

static bool open_ends(int sockets[2], int errors[2])
{
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0 ||
		!raise_fds(sockets))
		return false;
	/* Non-blocking: a worker that prints too much loses words, not time. */
	return pipe2(errors, O_CLOEXEC | O_NONBLOCK) == 0 && raise_fds(errors);
}

/*
 * This program, by its name where that still leads to it (as valgrind needs),
 * else by what is left of it after it was replaced.
 */
static char *own_path(void)
{
	static const char link[] = "/proc/self/exe";
	g_autofree char *path = g_file_read_link(link, NULL);

	if (path != NULL && access(path, X_OK) == 0)
		return g_steal_pointer(&path);
	return g_strdup(link);
}

/* How the worker's C library and tesseract behave is set from outside. */
static char **make_environment(void)
{
	char **environment = g_get_environ();

	/* Tesseract would use every processor for each page. */
	environment =
		g_environ_setenv(environment, "OMP_THREAD_LIMIT", "1", TRUE);
	/*
	 * Poppler makes and drops small objects by the million: a larger
	 * cache of them saves a tenth of the time. Nor need the kernel take
	 * back and clear what the next document uses again. Huge pages, where
	 * the kernel gives them on request, save a little more.
	 */
	return g_environ_setenv(environment, "GLIBC_TUNABLES",
		"glibc.malloc.tcache_count=65535"
		":glibc.malloc.top_pad=16777216"
		":glibc.malloc.trim_threshold=268435456"
		":glibc.malloc.mmap_threshold=33554432"
		":glibc.malloc.hugetlb=1",
		FALSE);
}

static int spawn(pid_t *pid, int socket, int errors)
{
	char *argv[] = {"lettermark-worker", WORKER_FLAG, NULL};
	g_auto(GStrv) environment = make_environment();
	g_autofree char *path = own_path();
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t signals;
	int failed = 0;

	posix_spawn_file_actions_init(&files);
	failed |= posix_spawn_file_actions_addopen(
		&files, 0, "/dev/null", O_RDONLY, 0);
	failed |= posix_spawn_file_actions_addopen(
		&files, 1, "/dev/null", O_WRONLY, 0);
	failed |= posix_spawn_file_actions_adddup2(&files, errors, 2);
	failed |=
		posix_spawn_file_actions_adddup2(&files, socket, WORKER_SOCKET);
	failed |= posix_spawn_file_actions_addclosefrom_np(
		&files, WORKER_SOCKET + 1);
	posix_spawnattr_init(&attr);
	sigemptyset(&signals);
	posix_spawnattr_setsigmask(&attr, &signals);
	sigfillset(&signals);
	posix_spawnattr_setsigdefault(&attr, &signals);
	/* A group of its own: control-C is for the pool to deal with. */
	posix_spawnattr_setpgroup(&attr, 0);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK |
						POSIX_SPAWN_SETSIGDEF |
						POSIX_SPAWN_SETPGROUP);
	if (failed == 0) /* or ENOMEM, the only one there is */
		failed = posix_spawn(
			pid, path, &files, &attr, argv, environment);
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&files);
	return failed;
}

bool process_start(struct process *process, GError **error)
{
	int sockets[2] = {-1, -1};
	int errors[2] = {-1, -1};
	int failed;

	*process = (struct process){0};
	if (open_ends(sockets, errors))
		failed = spawn(&process->pid, sockets[1], errors[1]);
	else
		failed = errno;
	if (failed != 0) {
		close_ends(sockets);
		close_ends(errors);
		process->pid = 0;
		g_set_error(error, WORKER_ERROR, WORKER_ERROR_START,
			"a worker cannot start: %s", g_strerror(failed));
		return false;
	}
	close(sockets[1]);
	close(errors[1]);
	process->socket = sockets[0];
	process->errors = errors[0];
	return true;
}

void process_begin(struct process *process, int seconds)
{
	struct rlimit limit;
	struct timespec used = {0};
	clockid_t clock;

	process_read_errors(process);
	process->last_words[0] = '\0';
	if (clock_getcpuclockid(process->pid, &clock) != 0 ||
		clock_gettime(clock, &used) != 0 ||
		prlimit(process->pid, RLIMIT_CPU, NULL, &limit) != 0)
		return; /* it is ending, which its socket will tell */
	limit.rlim_cur =
		MIN((rlim_t)used.tv_sec + (rlim_t)seconds + 1, limit.rlim_max);
	prlimit(process->pid, RLIMIT_CPU, &limit, NULL);
}

void process_read_errors(struct process *process)
{
	char *words = process->last_words;
	const gsize room = sizeof(process->last_words) - 1;
	char buffer[4096];
	ssize_t n;

	while ((n = read(process->errors, buffer, sizeof(buffer))) > 0) {
		gsize old = strlen(words);
		gsize take = MIN((gsize)n, room);
		gsize keep = MIN(old, room - take);

		memmove(words, words + old - keep, keep);
		memcpy(words + keep, buffer + n - take, take);
		words[keep + take] = '\0';
	}
}

static bool was_short_of_memory(const struct process *process)
{
	for (gsize i = 0; i < G_N_ELEMENTS(memory_words); i++) {
		if (strstr(process->last_words, memory_words[i]) != NULL)
			return true;
	}
	return false;
}

/* Dead in any case when this returns; its wait status. */
static int end(struct process *process)
{
	int status = 0;

	kill(process->pid, SIGKILL);
	while (waitpid(process->pid, &status, 0) < 0 && errno == EINTR)
		;
	process_read_errors(process);
	close(process->socket);
	close(process->errors);
	process->pid = 0;
	return status;
}

char *process_reason(struct process *process, int seconds, guint64 memory)
{
	int status = end(process);
	int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;

	process->blameless = signal == SIGKILL || status == 0;
	if (was_short_of_memory(process))
		return g_strdup_printf(
			"out of memory: over %u MiB", (guint)(memory >> 20));
	if (signal == SIGXCPU)
		return g_strdup_printf(
			"killed: over %d s of processor time", seconds);
	if (signal == SIGSYS)
		return g_strdup("killed: forbidden system call");
	if (signal != 0)
		return g_strdup_printf(
			"died: signal %d (%s)", signal, g_strsignal(signal));
	return g_strdup_printf("died: exit status %d", WEXITSTATUS(status));
}

void process_stop(struct process *process)
{
	if (process->pid != 0)
		end(process);
}
