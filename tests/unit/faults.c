/*
 * faults.c - calls of the C library that fail when told.
 *
 * Each stands under its own name, is counted, and either fails or is passed on
 * to the library. While SQLite waits for a lock that is not given it sleeps:
 * that is left out, so that thirty seconds of waiting take none.
 */
#include "tests/unit/faults.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <poll.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static struct {
	struct fault fault;
	bool armed;
	int *count; /* one's own, or shared by processes */
	int own;
	uintptr_t lo, hi; /* of the library that `in` names */
} state;

/* --- whether this call is the one ---------------------------------------- */

static int find_library(struct dl_phdr_info *info, size_t size, void *unused)
{
	(void)size;
	(void)unused;
	if (strstr(info->dlpi_name, state.fault.in) == NULL)
		return 0;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *part = &info->dlpi_phdr[i];
		uintptr_t from = info->dlpi_addr + part->p_vaddr;

		if (part->p_type != PT_LOAD)
			continue;
		if (state.lo == 0)
			state.lo = from;
		state.hi = from + part->p_memsz;
	}
	return 1;
}

void faults_arm(const struct fault *fault)
{
	state.fault = *fault;
	state.lo = state.hi = 0;
	if (fault->in != NULL)
		dl_iterate_phdr(find_library, NULL);
	if (state.count == NULL)
		state.count = &state.own;
	state.own = 0;
	state.armed = true;
}

int faults_disarm(void)
{
	state.armed = false;
	return state.own;
}

/* Count the call; true, with errno set, where it is to fail. */
static bool strikes(const char *call, const void *caller)
{
	uintptr_t from = (uintptr_t)caller;
	int n;

	if (!state.armed || strcmp(call, state.fault.call) != 0)
		return false;
	if (state.fault.in != NULL && (from < state.lo || from >= state.hi))
		return false;
	n = __atomic_add_fetch(state.count, 1, __ATOMIC_SEQ_CST);
	if (n < state.fault.at || (n > state.fault.at && !state.fault.lasting))
		return false;
	errno = state.fault.error;
	return true;
}

bool faults_strike(const char *call)
{
	return strikes(call, NULL);
}

#define STRIKES(call) strikes(call, __builtin_return_address(0))

/* The library's own function of that name and type. */
#define REAL(name) ((__typeof__(&(name)))(uintptr_t)find_real(#name))

static void *find_real(const char *name)
{
	void *found = dlsym(RTLD_NEXT, name);

	if (found == NULL)
		abort();
	return found;
}

/* --- calls that fail in one way ------------------------------------------- */

/* A call, what it is counted as, its value when it fails, its parameters and
 * how they are passed on. */
#define CALL(type, name, call, failed, parameters, ...)                        \
	type name parameters                                                   \
	{                                                                      \
		return STRIKES(call) ? (failed) : REAL(name)(__VA_ARGS__);     \
	}

CALL(int, close, "close", (REAL(close)(fd), errno = state.fault.error, -1),
	(int fd), fd)
CALL(int, stat, "stat", -1, (const char *path, struct stat *found), path, found)
CALL(int, stat64, "stat", -1, (const char *path, struct stat64 *found), path,
	found)
CALL(int, lstat, "stat", -1, (const char *path, struct stat *found), path,
	found)
CALL(int, lstat64, "stat", -1, (const char *path, struct stat64 *found), path,
	found)
CALL(int, fstat, "stat", -1, (int fd, struct stat *found), fd, found)
CALL(int, fstat64, "stat", -1, (int fd, struct stat64 *found), fd, found)
CALL(DIR *, opendir, "folder", NULL, (const char *path), path)
CALL(struct dirent *, readdir, "folder", NULL, (DIR * folder), folder)
CALL(struct dirent64 *, readdir64, "folder", NULL, (DIR * folder), folder)
CALL(int, mkdir, "mkdir", -1, (const char *path, mode_t mode), path, mode)
CALL(int, rename, "rename", -1, (const char *from, const char *to), from, to)
CALL(int, unlink, "unlink", -1, (const char *path), path)
CALL(int, ftruncate, "truncate", -1, (int fd, off_t size), fd, size)
CALL(int, ftruncate64, "truncate", -1, (int fd, off64_t size), fd, size)
CALL(void *, mmap, "map", MAP_FAILED,
	(void *at, size_t size, int may, int flags, int fd, off_t from), at,
	size, may, flags, fd, from)
CALL(void *, mmap64, "map", MAP_FAILED,
	(void *at, size_t size, int may, int flags, int fd, off64_t from), at,
	size, may, flags, fd, from)
CALL(int, poll, "poll", -1, (struct pollfd * polls, nfds_t n, int wait), polls,
	n, wait)
CALL(int, socket, "socket", -1, (int domain, int type, int protocol), domain,
	type, protocol)
CALL(int, connect, "connect", -1,
	(int fd, const struct sockaddr *to, socklen_t size), fd, to, size)
CALL(ssize_t, send, "send", -1,
	(int fd, const void *data, size_t size, int flags), fd, data, size,
	flags)
CALL(ssize_t, sendmsg, "send", -1,
	(int fd, const struct msghdr *message, int flags), fd, message, flags)
CALL(ssize_t, recv, "receive", -1, (int fd, void *data, size_t size, int flags),
	fd, data, size, flags)
CALL(ssize_t, recvmsg, "receive", -1,
	(int fd, struct msghdr *message, int flags), fd, message, flags)
CALL(int, socketpair, "pair", -1,
	(int domain, int type, int protocol, int ends[2]), domain, type,
	protocol, ends)
CALL(int, pipe2, "pipe", -1, (int ends[2], int flags), ends, flags)
CALL(int, posix_spawn, "spawn", state.fault.error,
	(pid_t * pid, const char *path, const posix_spawn_file_actions_t *files,
		const posix_spawnattr_t *attr, char *const argv[],
		char *const environment[]),
	pid, path, files, attr, argv, environment)
CALL(pid_t, waitpid, "wait", -1, (pid_t pid, int *status, int options), pid,
	status, options)
CALL(int, setrlimit, "limit", -1,
	(__rlimit_resource_t resource, const struct rlimit *limit), resource,
	limit)
CALL(int, setrlimit64, "limit", -1,
	(__rlimit_resource_t resource, const struct rlimit64 *limit), resource,
	limit)

/* A test that is killed may lose its files: it need not wait for the disk. */
int fsync(int fd)
{
	(void)fd;
	return STRIKES("sync") ? -1 : 0;
}

int fdatasync(int fd)
{
	(void)fd;
	return STRIKES("sync") ? -1 : 0;
}

/* --- reading and writing: in part, or not at all -------------------------- */

/* How much of `size` is done; -1 when nothing is. */
static ssize_t part(const char *call, const void *caller, size_t size)
{
	if (!strikes(call, caller))
		return (ssize_t)size;
	if (state.fault.error != 0)
		return -1;
	return (ssize_t)(size > 1 ? size / 2 : size);
}

#define TRANSFER(name, call, parameters, ...)                                  \
	ssize_t name parameters                                                \
	{                                                                      \
		ssize_t some = part(call, __builtin_return_address(0), size);  \
                                                                               \
		return some < 0 ? -1                                           \
				: REAL(name)(fd, data, (size_t)some,           \
					  ##__VA_ARGS__);                      \
	}

TRANSFER(read, "read", (int fd, void *data, size_t size))
TRANSFER(pread, "read", (int fd, void *data, size_t size, off_t at), at)
TRANSFER(pread64, "read", (int fd, void *data, size_t size, off64_t at), at)
TRANSFER(write, "write", (int fd, const void *data, size_t size))
TRANSFER(pwrite, "write", (int fd, const void *data, size_t size, off_t at), at)
TRANSFER(pwrite64, "write", (int fd, const void *data, size_t size, off64_t at),
	at)

ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *there,
	size_t size, unsigned flags)
{
	ssize_t some = part("copy", __builtin_return_address(0), size);

	return some < 0 ? -1
			: REAL(copy_file_range)(
				  from, at, to, there, (size_t)some, flags);
}

/* --- calls with an argument that may be missing --------------------------- */

#define OPEN(name)                                                             \
	int name(const char *path, int flags, ...)                             \
	{                                                                      \
		va_list rest;                                                  \
		mode_t mode = 0;                                               \
                                                                               \
		va_start(rest, flags);                                         \
		if (flags & (O_CREAT | O_TMPFILE))                             \
			mode = va_arg(rest, mode_t);                           \
		va_end(rest);                                                  \
		return STRIKES("open") ? -1 : REAL(name)(path, flags, mode);   \
	}

OPEN(open)
OPEN(open64)

#define FCNTL(name)                                                            \
	int name(int fd, int command, ...)                                     \
	{                                                                      \
		const char *call = command == F_SETLK           ? "lock"       \
				   : command == F_DUPFD_CLOEXEC ? "dup"        \
								: "";          \
		va_list rest;                                                  \
		void *argument;                                                \
                                                                               \
		va_start(rest, command);                                       \
		argument = va_arg(rest, void *);                               \
		va_end(rest);                                                  \
		return STRIKES(call) ? -1 : REAL(name)(fd, command, argument); \
	}

FCNTL(fcntl)
FCNTL(fcntl64)

static bool is_waiting(void)
{
	return state.armed && strcmp(state.fault.call, "lock") == 0;
}

int nanosleep(const struct timespec *time, struct timespec *left)
{
	return is_waiting() ? 0 : REAL(nanosleep)(time, left);
}

int usleep(useconds_t time)
{
	return is_waiting() ? 0 : REAL(usleep)(time);
}

/* --- preloaded ----------------------------------------------------------- */

#ifdef FAULTS_PRELOADED

/* By their inner names: dlsym() itself may need memory. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t size);

void *malloc(size_t size)
{
	return STRIKES("memory") ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
	return STRIKES("memory") ? NULL : __libc_calloc(n, size);
}

void *realloc(void *old, size_t size)
{
	return STRIKES("memory") ? NULL : __libc_realloc(old, size);
}

static int error_named(const char *name)
{
	for (int error = 1; error < 200; error++) {
		const char *known = strerrorname_np(error);

		if (known != NULL && strcmp(known, name) == 0)
			return error;
	}
	return 0;
}

/* The counter in the file, shared with all who map it. */
static int *shared_count(const char *path)
{
	int fd = REAL(open)(path, O_RDWR | O_CLOEXEC);
	void *count =
		fd < 0 ? MAP_FAILED
		       : REAL(mmap)(NULL, sizeof(int), PROT_READ | PROT_WRITE,
				 MAP_SHARED, fd, 0);

	if (count == MAP_FAILED)
		abort();
	REAL(close)(fd);
	return count;
}

__attribute__((constructor)) static void arm(void)
{
	const char *program = getenv("FAULT_PROGRAM");
	const char *path = getenv("FAULT_STATE");
	const char *at = getenv("FAULT_AT");
	const char *error = getenv("FAULT_ERROR");
	struct fault fault = {.call = getenv("FAULT_CALL"),
		.in = getenv("FAULT_IN"),
		.lasting = getenv("FAULT_LASTING") != NULL};

	if (program == NULL || path == NULL || at == NULL ||
		fault.call == NULL ||
		strcmp(program, program_invocation_short_name) != 0)
		return;
	fault.at = (int)strtol(at, NULL, 10);
	fault.error = error_named(error != NULL ? error : "");
	state.count = shared_count(path);
	faults_arm(&fault);
}

#endif
