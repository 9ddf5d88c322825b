/*
 * worker-fence.c - resource limits, landlock and seccomp, in that order:
 * each wall is built with calls that the next one takes away.
 */
#include "pipeline/worker-fence.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MAX_OPEN_FILES 64

/* What fontconfig, poppler-data and cairo read for a page that is drawn. */
static const char *const readable_folders[] = {
	"/etc/fonts",
	"/usr/share/fontconfig",
	"/usr/share/fonts",
	"/usr/local/share/fonts",
	"/usr/share/poppler",
	"/var/cache/fontconfig",
};

/* Reading what is open, memory, time, ending. */
static const int allowed_calls[] = {
	SCMP_SYS(brk),
	SCMP_SYS(clock_getres),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(close),
	SCMP_SYS(dup),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
	SCMP_SYS(fadvise64),
	SCMP_SYS(fcntl),
	SCMP_SYS(fstat),
	SCMP_SYS(fstatfs),
	SCMP_SYS(futex),
	SCMP_SYS(getdents64),
	SCMP_SYS(getegid),
	SCMP_SYS(geteuid),
	SCMP_SYS(getgid),
	SCMP_SYS(getpid),
	SCMP_SYS(getrandom),
	SCMP_SYS(getrusage),
	SCMP_SYS(gettid),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(getuid),
	SCMP_SYS(lseek),
	SCMP_SYS(madvise),
	SCMP_SYS(mremap),
	SCMP_SYS(munmap),
	SCMP_SYS(poll),
	SCMP_SYS(ppoll),
	SCMP_SYS(pread64),
	SCMP_SYS(read),
	SCMP_SYS(readv),
	SCMP_SYS(recvmsg),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(sched_getaffinity),
	SCMP_SYS(sched_yield),
	SCMP_SYS(sigaltstack),
	SCMP_SYS(sysinfo),
	SCMP_SYS(time),
	SCMP_SYS(uname),
	SCMP_SYS(write),
	SCMP_SYS(writev),
};

/* Looking for a file by name: pointless without landlock, so refused. */
static const int lookup_calls[] = {
	SCMP_SYS(access),
	SCMP_SYS(faccessat),
	SCMP_SYS(faccessat2),
	SCMP_SYS(getcwd),
	SCMP_SYS(lstat),
	SCMP_SYS(readlink),
	SCMP_SYS(readlinkat),
	SCMP_SYS(stat),
	SCMP_SYS(statfs),
	SCMP_SYS(statx),
};

/* What fontconfig tries, to keep a cache: told no, not ended. */
static const int refused_calls[] = {
	SCMP_SYS(chmod),
	SCMP_SYS(creat),
	SCMP_SYS(fchmod),
	SCMP_SYS(flock),
	SCMP_SYS(link),
	SCMP_SYS(mkdir),
	SCMP_SYS(mkdirat),
	SCMP_SYS(open),
	SCMP_SYS(rename),
	SCMP_SYS(renameat),
	SCMP_SYS(rmdir),
	SCMP_SYS(symlink),
	SCMP_SYS(unlink),
	SCMP_SYS(unlinkat),
	SCMP_SYS(utimensat),
};

static bool lower_limit(int resource, rlim_t most)
{
	struct rlimit limit;

	if (getrlimit(resource, &limit) != 0)
		return false;
	limit.rlim_cur = MIN(most, limit.rlim_max);
	limit.rlim_max = limit.rlim_cur;
	return setrlimit(resource, &limit) == 0;
}

/* Sanitizers reserve terabytes and make system calls of their own. */
static bool is_instrumented(void)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
	return true;
#else
	const char *preload = g_getenv("LD_PRELOAD");

	return preload != NULL && strstr(preload, "vgpreload") != NULL;
#endif
}

static bool set_limits(guint64 memory)
{
	return lower_limit(RLIMIT_CORE, 0) && lower_limit(RLIMIT_FSIZE, 0) &&
	       lower_limit(RLIMIT_NOFILE, MAX_OPEN_FILES) &&
	       lower_limit(RLIMIT_NPROC, 0) &&
	       (is_instrumented() || lower_limit(RLIMIT_AS, memory));
}

/*
 * Every right over files that landlock of this version knows: 13 in the
 * first, then one more each for moving, truncating and (version 5) devices.
 */
static guint64 all_file_rights(int version)
{
	int rights = 13;

	if (version >= 2)
		rights++;
	if (version >= 3)
		rights++;
	if (version >= 5)
		rights++;
	return (G_GUINT64_CONSTANT(1) << rights) - 1;
}

static bool allow_folder(int rules, const char *path)
{
	struct landlock_path_beneath_attr beneath = {
		.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE |
				  LANDLOCK_ACCESS_FS_READ_DIR,
	};
	int result;

	beneath.parent_fd = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (beneath.parent_fd < 0)
		return true; /* not installed here */
	result = (int)syscall(SYS_landlock_add_rule, rules,
		LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
	close(beneath.parent_fd);
	return result == 0;
}

static bool set_landlock(struct fence_state *state)
{
	struct landlock_ruleset_attr attr = {0};
	int version, rules;
	bool ok = true;

	version = (int)syscall(SYS_landlock_create_ruleset, NULL, 0,
		LANDLOCK_CREATE_RULESET_VERSION);
	if (version < 1)
		return true; /* an old kernel, or switched off */
	attr.handled_access_fs = all_file_rights(version);
	rules = (int)syscall(SYS_landlock_create_ruleset, &attr,
		sizeof(attr.handled_access_fs), 0);
	if (rules < 0)
		return false;
	for (gsize i = 0; i < G_N_ELEMENTS(readable_folders) && ok; i++)
		ok = allow_folder(rules, readable_folders[i]);
	ok = ok && syscall(SYS_landlock_restrict_self, rules, 0) == 0;
	close(rules);
	state->landlock = ok;
	return ok;
}

static bool add_calls(
	scmp_filter_ctx filter, uint32_t action, const int *calls, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		/* Negative: no call of this architecture. */
		if (calls[i] >= 0 &&
			seccomp_rule_add(filter, action, calls[i], 0) != 0)
			return false;
	}
	return true;
}

/* Opening to read, whatever landlock allows; without it, nothing. */
static bool add_file_calls(scmp_filter_ctx filter, bool landlock)
{
	const scmp_datum_t writing = O_ACCMODE | O_CREAT | O_TRUNC;
	const uint32_t refuse = SCMP_ACT_ERRNO(EACCES);
	int bad = 0;

	if (landlock) {
		bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW,
			SCMP_SYS(openat), 1,
			SCMP_A2(SCMP_CMP_MASKED_EQ, writing, 0));
		bad |= seccomp_rule_add(filter, refuse, SCMP_SYS(openat), 1,
			SCMP_A2(SCMP_CMP_MASKED_EQ, O_WRONLY, O_WRONLY));
		bad |= seccomp_rule_add(filter, refuse, SCMP_SYS(openat), 1,
			SCMP_A2(SCMP_CMP_MASKED_EQ, O_RDWR, O_RDWR));
	} else {
		bad |= seccomp_rule_add(filter, refuse, SCMP_SYS(openat), 0);
	}
	/* fstat() by its newer names. */
	if (!landlock) {
		bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW,
			SCMP_SYS(newfstatat), 1,
			SCMP_A3(SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH,
				AT_EMPTY_PATH));
		bad |= seccomp_rule_add(filter, refuse, SCMP_SYS(newfstatat), 1,
			SCMP_A3(SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, 0));
	} else {
		bad |= seccomp_rule_add(
			filter, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 0);
	}
	return bad == 0;
}

/* Memory that is not code. A JIT or a late library load does without. */
static bool add_memory_calls(scmp_filter_ctx filter)
{
	const uint32_t refuse = SCMP_ACT_ERRNO(EACCES);
	int bad = 0;

	bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
		SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
		SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	bad |= seccomp_rule_add(filter, refuse, SCMP_SYS(mmap), 1,
		SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC));
	bad |= seccomp_rule_add(filter, refuse, SCMP_SYS(mprotect), 1,
		SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC));
	return bad == 0;
}

/*
 * What libraries ask in passing: whose stack is this, is that a terminal, is
 * the journal listening (GLib, about to abort).
 */
static bool add_harmless_calls(scmp_filter_ctx filter)
{
	int bad = 0;

	bad |= seccomp_rule_add(
		filter, SCMP_ACT_ERRNO(ENOTTY), SCMP_SYS(ioctl), 0);
	bad |= seccomp_rule_add(
		filter, SCMP_ACT_ERRNO(ENOTSOCK), SCMP_SYS(getpeername), 0);
	bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1,
		SCMP_A2(SCMP_CMP_EQ, 0));
	bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
		SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid()));
	return bad == 0;
}

static bool set_seccomp(struct fence_state *state)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	uint32_t lookup = SCMP_ACT_ERRNO(EACCES);
	bool ok;

	if (filter == NULL)
		return false;
	if (state->landlock)
		lookup = SCMP_ACT_ALLOW;
	ok = add_calls(filter, SCMP_ACT_ALLOW, allowed_calls,
		     G_N_ELEMENTS(allowed_calls)) &&
	     add_calls(filter, lookup, lookup_calls,
		     G_N_ELEMENTS(lookup_calls)) &&
	     add_calls(filter, SCMP_ACT_ERRNO(EACCES), refused_calls,
		     G_N_ELEMENTS(refused_calls)) &&
	     add_file_calls(filter, state->landlock) &&
	     add_memory_calls(filter) && add_harmless_calls(filter) &&
	     seccomp_load(filter) == 0;
	seccomp_release(filter);
	state->seccomp = ok;
	return ok;
}

/* False where the kernel, or a container's rule, offers no filters. */
static bool has_seccomp(void)
{
	return prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0;
}

bool fence_close(guint64 memory, struct fence_state *state)
{
	*state = (struct fence_state){0};
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
		!set_limits(memory) || !set_landlock(state))
		return false;
	if (is_instrumented())
		return true;
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		return false;
	return !has_seccomp() || set_seccomp(state);
}
