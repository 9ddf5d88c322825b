/*
 * faults.h - have a call of the C library fail that would have succeeded.
 *
 * faults.c stands before the C library's own calls for reading, writing,
 * mapping, starting processes and so on. A test that is linked with it says
 * by faults_arm() which call is to fail and how; nothing fails before that.
 *
 * The same file as a library, preloaded, does it to a whole program:
 *	LD_PRELOAD=faults.so FAULT_PROGRAM=lettermark-fetch FAULT_CALL=write
 *	FAULT_AT=3 FAULT_ERROR=ENOSPC FAULT_STATE=FILE
 * FAULT_STATE is a file of at least four bytes: there the calls are counted,
 * over all processes of that program's name one after another, so that the
 * fault strikes once in a run and whoever started it can read whether it did.
 * FAULT_LASTING=1, FAULT_IN=libsqlite3: as in struct fault. Then "memory" can
 * fail as well, by ENOMEM.
 */
#ifndef LETTERMARK_TESTS_FAULTS_H
#define LETTERMARK_TESTS_FAULTS_H

#include <stdbool.h>

struct fault {
	/*
	 * Which: "read", "write", "sync", "open", "close", "stat", "folder",
	 * "mkdir", "copy", "rename", "unlink", "truncate", "map", "lock",
	 * "dup", "poll", "socket", "connect", "send", "receive", "pair",
	 * "pipe", "spawn", "wait", "limit", "memory".
	 */
	const char *call;
	int at;         /* the how-manieth of them fails, from 1 */
	int error;      /* errno; 0: a short count, of read, write, copy */
	bool lasting;   /* and every one after it */
	const char *in; /* only where called by the library so named; or NULL */
};

/* Strings are borrowed until the next call. Counting begins anew. */
void faults_arm(const struct fault *fault);

/* Nothing fails any more. Returns how many such calls there were. */
int faults_disarm(void);

/* Count a call that the test stands before itself; true where it is to fail. */
bool faults_strike(const char *call);

#endif
