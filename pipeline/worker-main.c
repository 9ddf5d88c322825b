/*
 * worker-main.c - the worker's end of the socket: close the fence, then turn
 * one open file after another into a text.
 */
#include "pipeline/worker.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "extractors/limits.h"
#include "pipeline/worker-fence.h"
#include "pipeline/worker-wire.h"

bool worker_is_wanted(int argc, char **argv)
{
	return argc == 2 && strcmp(argv[1], WORKER_FLAG) == 0;
}

static bool send_all(const void *data, gsize size)
{
	const char *at = data;

	while (size > 0) {
		ssize_t n = write(WORKER_SOCKET, at, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += n;
		size -= (gsize)n;
	}
	return true;
}

static bool send_reply(guint32 kind, const void *data, gsize size)
{
	struct worker_reply reply = {.kind = kind, .size = (guint32)size};

	return send_all(&reply, sizeof(reply)) && send_all(data, size);
}

static bool send_reason(guint32 kind, const char *reason)
{
	return send_reply(kind, reason, strlen(reason));
}

/* The next document, or -1 when the pool has closed its end. */
static int receive_file(void)
{
	union {
		struct cmsghdr header;
		char space[CMSG_SPACE(sizeof(int))];
	} control;
	char byte;
	struct iovec part = {.iov_base = &byte, .iov_len = 1};
	struct msghdr message = {
		.msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control),
	};
	const struct cmsghdr *first;
	int fd = -1;
	ssize_t n;

	do
		n = recvmsg(WORKER_SOCKET, &message, MSG_CMSG_CLOEXEC);
	while (n < 0 && errno == EINTR);
	first = n == 1 ? CMSG_FIRSTHDR(&message) : NULL;
	if (first != NULL && first->cmsg_type == SCM_RIGHTS)
		memcpy(&fd, CMSG_DATA(first), sizeof(fd));
	return fd;
}

struct mapping {
	void *data;
	gsize size;
};

static void unmap(void *user)
{
	struct mapping *mapping = user;

	munmap(mapping->data, mapping->size);
	g_free(mapping);
}

static GBytes *fail(GError **error)
{
	g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_IO, "cannot be read: %s",
		g_strerror(errno));
	return NULL;
}

/* The bytes of the open file; mapped, not read. */
static GBytes *map_file(int fd, GError **error)
{
	struct mapping *mapping;
	struct stat info;
	void *data;

	if (fstat(fd, &info) != 0)
		return fail(error);
	if (info.st_size <= 0)
		return g_bytes_new(NULL, 0);
	if (info.st_size > LIMIT_FILE_BYTES) {
		g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOMEM,
			"over %u MiB", LIMIT_FILE_BYTES >> 20);
		return NULL;
	}
	data = mmap(NULL, (gsize)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (data == MAP_FAILED)
		return fail(error);
	mapping = g_new(struct mapping, 1);
	*mapping = (struct mapping){data, (gsize)info.st_size};
	return g_bytes_new_with_free_func(data, mapping->size, unmap, mapping);
}

/* Boxed, so that the type travels with the bytes. */
static bool send_text(const struct text *text)
{
	g_autoptr(GVariant) box = g_variant_ref_sink(
		g_variant_new_variant(text_to_variant(text)));

	return send_reply(
		WORKER_TEXT, g_variant_get_data(box), g_variant_get_size(box));
}

static bool do_bytes(worker_func work, GBytes *bytes, struct ocr *ocr)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Text) text = NULL;

	if (ocr != NULL)
		ocr_begin(ocr, LIMIT_OCR_SECONDS);
	text = work(bytes, ocr, &error);
	if (text == NULL)
		return send_reason(WORKER_FAILED,
			error != NULL ? error->message : "no text");
	return send_text(text);
}

/* The file is closed before it is worked on. */
static bool do_file(worker_func work, int fd, struct ocr *ocr)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = map_file(fd, &error);

	close(fd);
	if (bytes != NULL)
		return do_bytes(work, bytes, ocr);
	return send_reason(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_IO)
				   ? WORKER_UNDONE
				   : WORKER_FAILED,
		error != NULL ? error->message : "no bytes");
}

static bool receive_setup(struct worker_setup *setup)
{
	char *at = (char *)setup;
	gsize left = sizeof(*setup);

	while (left > 0) {
		ssize_t n = read(WORKER_SOCKET, at, left);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += n;
		left -= (gsize)n;
	}
	return true;
}

/*
 * Everything that must be opened while that is still possible. Then the
 * fence.
 */
static bool begin(struct ocr **ocr)
{
	struct worker_setup setup;
	struct fence_state fence;
	g_autoptr(GError) error = NULL;
	guint32 ready = WORKER_READY;

	if (!receive_setup(&setup))
		return false;
	if (setup.ocr)
		*ocr = ocr_open(&error);
	if (setup.ocr && *ocr == NULL)
		ready = WORKER_NO_OCR;
	if (!fence_close(setup.memory, &fence)) {
		g_autofree char *reason = g_strdup_printf(
			"cannot close the fence: %s", g_strerror(errno));

		send_reason(WORKER_FAILED, reason);
		return false;
	}
	return send_reply(ready, NULL, 0);
}

int worker_main(worker_func work)
{
	struct ocr *ocr = NULL;
	int fd;

	/* The pool may be gone before this line; then the socket ends. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGPIPE, SIG_IGN);
	if (begin(&ocr)) {
		while ((fd = receive_file()) >= 0 && do_file(work, fd, ocr))
			;
	}
	/* Nothing to tidy that the kernel does not, and quicker. */
	_exit(EXIT_SUCCESS);
}
