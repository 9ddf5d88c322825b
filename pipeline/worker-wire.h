/*
 * worker-wire.h - what a pool and its workers say to each other over a stream
 * socket. Both ends are the same program, so the structs go as they are; but
 * the pool believes nothing that comes back.
 */
#ifndef LETTERMARK_WORKER_WIRE_H
#define LETTERMARK_WORKER_WIRE_H

#include <glib.h>

/* A worker's socket; beside it only the three standard files are open. */
#define WORKER_SOCKET 3

#define WORKER_FLAG "--worker"

/* To the worker, once. */
struct worker_setup {
	guint64 memory; /* bytes of address space */
	guint64 ocr;    /* 1: open tesseract before the fence closes */
};

/*
 * To the worker, once a document: one byte of any value that carries the open
 * file with it (SCM_RIGHTS).
 */

/* From the worker: what kind of answer, and how many bytes of it follow. */
struct worker_reply {
	guint32 kind;
	guint32 size;
};

enum worker_reply_kind {
	WORKER_READY = 0x6c6d0001, /* the fence is closed; nothing follows */
	WORKER_NO_OCR,             /* the same, but tesseract is missing */
	WORKER_TEXT,               /* a variant holding text_to_variant() */
	WORKER_FAILED,             /* the reason, UTF-8 */
	WORKER_UNDONE,             /* likewise; not the document's fault */
};

#endif
