/*
 * worker-fence.h - shut a process in before it opens a stranger's document.
 */
#ifndef LETTERMARK_WORKER_FENCE_H
#define LETTERMARK_WORKER_FENCE_H

#include <glib.h>
#include <stdbool.h>

/* Which walls stand; for tests and --version. */
struct fence_state {
	bool landlock; /* files other than fonts and such cannot be opened */
	bool seccomp;  /* system calls beyond reading and memory end it */
};

/*
 * Shut the calling process in for good. Afterwards it cannot start a process,
 * open a socket, write a file or see another process; it can read the fonts,
 * font configuration and character maps that a document may name, and without
 * landlock in the kernel no file at all. Its address space is `memory` bytes
 * and its files may not grow. Whatever the process still needs must have been
 * opened before.
 *
 * Under a sanitizer or valgrind, which make system calls of their own, the
 * address space is left alone and no filter is set.
 *
 * A wall that this kernel does not offer is left out. Returns false with
 * errno set only where it offers one and it could not be set.
 */
bool fence_close(guint64 memory, struct fence_state *state);

#endif
