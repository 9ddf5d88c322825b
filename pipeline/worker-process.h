/*
 * worker-process.h - one worker as a process: started, limited, ended, and
 * what it died of.
 */
#ifndef LETTERMARK_WORKER_PROCESS_H
#define LETTERMARK_WORKER_PROCESS_H

#include <glib.h>
#include <stdbool.h>
#include <sys/types.h>

struct process {
	pid_t pid;  /* 0: none; all else is then meaningless */
	int socket; /* the pool's end */
	int errors; /* what it writes to standard error; never blocks it */
	char last_words[512]; /* the end of that, of this document */
	/* After process_reason(): it was killed from outside, or left, as it
	 * does when it cannot be heard. */
	bool blameless;
};

/*
 * Start this program anew with --worker. It inherits its socket, /dev/null as
 * standard input and output, and nothing else. False with `error` set (domain
 * WORKER_ERROR) when it cannot be started.
 */
bool process_start(struct process *process, GError **error);

/* A new document: it may use `seconds` more of processor time. */
void process_begin(struct process *process, int seconds);

/* Keep the end of what stands in `errors`. */
void process_read_errors(struct process *process);

/*
 * Kill the process if it still lives, and say what it died of: one line, freed
 * by the caller. `seconds` and `memory` are the limits it had.
 */
char *process_reason(struct process *process, int seconds, guint64 memory);

/* Kill and forget it. Nothing happens when there is none. */
void process_stop(struct process *process);

#endif
