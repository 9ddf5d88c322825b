/*
 * worker.c - the pool's side: start workers, hand each one file at a time,
 * and believe nothing they send back.
 */
#include "pipeline/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "extractors/limits.h"
#include "pipeline/worker-process.h"
#include "pipeline/worker-wire.h"

/* A worker is replaced after so many documents, whatever it has leaked. */
#define MAX_SERVED 500

/* A reason is one line of at most this many bytes. */
#define MAX_REASON 1024

struct worker {
	struct process process; /* pid 0: not started */
	bool ocr;               /* has, or is about to have, tesseract */
	bool ready;             /* its fence is closed */
	int served;

	/* The document under way; fd -1 for none. */
	int fd;
	void *task;
	bool again;      /* it has had its second chance */
	gint64 deadline; /* monotonic, microseconds */
	struct worker_reply head;
	gsize head_got; /* bytes of it that have come */
	GByteArray *body;
};

struct worker_pool {
	struct worker_options options;
	bool no_ocr; /* not wanted, or not installed */
	worker_done_func done;
	void *user;
	struct worker *workers; /* options.jobs of them */
};

G_DEFINE_QUARK(lettermark_worker_error, worker_error)

struct worker_pool *worker_pool_new(
	const struct worker_options *options, worker_done_func done, void *user)
{
	struct worker_pool *pool = g_new0(struct worker_pool, 1);

	pool->options = *options;
	pool->options.jobs = MAX(options->jobs, 1);
	if (options->memory == 0)
		pool->options.memory = LIMIT_WORKER_MEMORY;
	pool->no_ocr = options->no_ocr;
	pool->done = done;
	pool->user = user;
	pool->workers = g_new0(struct worker, pool->options.jobs);
	for (int i = 0; i < pool->options.jobs; i++)
		pool->workers[i].fd = -1;
	return pool;
}

/* How long one document may take this worker. */
static int seconds_of(
	const struct worker_pool *pool, const struct worker *worker)
{
	if (pool->options.seconds > 0)
		return pool->options.seconds;
	return worker->ocr ? LIMIT_WORKER_OCR : LIMIT_WORKER_SECONDS;
}

static bool start(
	struct worker_pool *pool, struct worker *worker, GError **error)
{
	struct worker_setup setup = {
		.memory = pool->options.memory,
		.ocr = worker->ocr,
	};

	if (!process_start(&worker->process, error))
		return false;
	worker->ready = false;
	worker->served = 0;
	/* Should it be dead already, its end will be noticed as any other. */
	if (send(worker->process.socket, &setup, sizeof(setup), MSG_NOSIGNAL) <
			0 &&
		errno != EPIPE) {
		g_set_error(error, WORKER_ERROR, WORKER_ERROR_START,
			"a worker cannot be spoken to: %s", g_strerror(errno));
		process_stop(&worker->process);
		return false;
	}
	return true;
}

/* 0, or errno. */
static int send_file(const struct worker *worker)
{
	union {
		struct cmsghdr header;
		char space[CMSG_SPACE(sizeof(int))];
	} control = {0};
	char byte = 0;
	struct iovec part = {.iov_base = &byte, .iov_len = 1};
	struct msghdr message = {
		.msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control),
	};
	struct cmsghdr *first = CMSG_FIRSTHDR(&message);
	ssize_t n;

	first->cmsg_level = SOL_SOCKET;
	first->cmsg_type = SCM_RIGHTS;
	first->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(first), &worker->fd, sizeof(int));
	do
		n = sendmsg(worker->process.socket, &message, MSG_NOSIGNAL);
	while (n < 0 && errno == EINTR);
	/* As in start(). */
	return n < 0 && errno != EPIPE ? errno : 0;
}

static void clear_reply(struct worker *worker)
{
	worker->head_got = 0;
	g_clear_pointer(&worker->body, g_byte_array_unref);
}

/* The document under way is done, with this `result` (given). */
static void finish(struct worker_pool *pool, struct worker *worker,
	struct worker_result result)
{
	result.task = worker->task;
	clear_reply(worker);
	close(worker->fd);
	worker->fd = -1;
	worker->task = NULL;
	worker->again = false;
	if (worker->served >= MAX_SERVED)
		process_stop(&worker->process);
	pool->done(&result, pool->user);
}

/* Stop the worker; its document failed because of `reason` (given). */
static void give_up(
	struct worker_pool *pool, struct worker *worker, char *reason)
{
	process_stop(&worker->process);
	finish(pool, worker, (struct worker_result){.failure = reason});
}

/* Likewise, and `reason` is no fault of the document's. */
static void set_aside(
	struct worker_pool *pool, struct worker *worker, char *reason)
{
	process_stop(&worker->process);
	finish(pool, worker,
		(struct worker_result){.failure = reason, .undone = true});
}

static void hand_over(struct worker_pool *pool, struct worker *worker)
{
	int seconds = seconds_of(pool, worker);
	int failed;

	worker->deadline =
		g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC;
	worker->head_got = 0;
	worker->served++;
	process_begin(&worker->process, seconds);
	failed = send_file(worker);
	if (failed != 0)
		set_aside(pool, worker,
			g_strdup_printf("cannot be handed to a worker: %s",
				g_strerror(failed)));
}

/* Give the document under way to a new worker. */
static bool start_over(
	struct worker_pool *pool, struct worker *worker, GError **error)
{
	process_stop(&worker->process);
	clear_reply(worker);
	if (!start(pool, worker, error))
		return false;
	hand_over(pool, worker);
	return true;
}

/*
 * The worker's socket has ended. Before it was ready that is no document's
 * fault: then nothing works here, and `error` says why. One that had done
 * others before may have died of those, and one that somebody killed, perhaps
 * for want of memory, or that left, of none: then its document has another
 * chance.
 */
static bool note_end(
	struct worker_pool *pool, struct worker *worker, GError **error)
{
	g_autofree char *reason = process_reason(&worker->process,
		seconds_of(pool, worker), pool->options.memory);

	if (!worker->ready) {
		g_set_error(error, WORKER_ERROR, WORKER_ERROR_START,
			"a worker cannot start: %s", reason);
		return false;
	}
	if (worker->served > 1 ||
		(worker->process.blameless && !worker->again)) {
		worker->again = true;
		return start_over(pool, worker, error);
	}
	finish(pool, worker,
		(struct worker_result){.failure = g_steal_pointer(&reason),
			.undone = worker->process.blameless});
	return true;
}

static bool has_unread_page(const struct text *text)
{
	for (guint i = 0; i < text->pages->len; i++) {
		const struct text_page *page = text->pages->pdata[i];

		if (page->source == TEXT_FROM_NONE)
			return true;
	}
	return false;
}

/* What came back as a text, or NULL; nothing about it is taken on trust. */
static struct text *read_text(struct worker *worker, GError **error)
{
	g_autoptr(GBytes) bytes =
		g_byte_array_free_to_bytes(g_steal_pointer(&worker->body));
	g_autoptr(GVariant) box = g_variant_ref_sink(
		g_variant_new_from_bytes(G_VARIANT_TYPE_VARIANT, bytes, FALSE));
	g_autoptr(GVariant) value = g_variant_get_variant(box);

	return text_from_variant(value, error);
}

static bool take_text(
	struct worker_pool *pool, struct worker *worker, GError **error)
{
	g_autoptr(Text) text = read_text(worker, NULL);

	if (text == NULL) {
		give_up(pool, worker, g_strdup("killed: sent a broken text"));
		return true;
	}
	if (!worker->ocr && !pool->no_ocr && has_unread_page(text)) {
		worker->ocr = true; /* from now on */
		return start_over(pool, worker, error);
	}
	finish(pool, worker,
		(struct worker_result){.text = g_steal_pointer(&text)});
	return true;
}

/* One line of valid UTF-8, whatever was sent. */
static char *clean_reason(const GByteArray *body)
{
	char *reason;

	if (body->len == 0)
		return g_strdup("no reason given");
	reason = g_utf8_make_valid(
		(const char *)body->data, (gssize)MIN(body->len, MAX_REASON));
	for (char *at = reason; *at != '\0'; at++) {
		if (g_ascii_iscntrl(*at))
			*at = ' ';
	}
	return reason;
}

/* The first answer of a worker: whether it could shut itself in. */
static bool take_greeting(
	struct worker_pool *pool, struct worker *worker, GError **error)
{
	g_autofree char *reason = clean_reason(worker->body);

	switch (worker->head.kind) {
	case WORKER_NO_OCR:
		pool->no_ocr = true;
		worker->ocr = false;
		break;
	case WORKER_READY:
		break;
	default:
		g_set_error(error, WORKER_ERROR, WORKER_ERROR_START,
			"a worker cannot start: %s", reason);
		return false;
	}
	worker->ready = true;
	clear_reply(worker);
	return true;
}

/* A whole answer is there. */
static bool take_reply(
	struct worker_pool *pool, struct worker *worker, GError **error)
{
	if (!worker->ready)
		return take_greeting(pool, worker, error);
	switch (worker->head.kind) {
	case WORKER_TEXT:
		return take_text(pool, worker, error);
	case WORKER_FAILED:
	case WORKER_UNDONE:
		finish(pool, worker,
			(struct worker_result){
				.failure = clean_reason(worker->body),
				.undone = worker->head.kind == WORKER_UNDONE});
		return true;
	default:
		give_up(pool, worker, g_strdup("killed: sent nonsense"));
		return true;
	}
}

/*
 * Read what has come, first into the head, then into the body. Returns what
 * read() does, and with `*whole` whether the answer is complete.
 */
static ssize_t read_some(struct worker *worker, bool *whole)
{
	char *head = (char *)&worker->head;
	guint8 buffer[65536];
	gsize left;
	ssize_t n;

	if (worker->head_got < sizeof(worker->head)) {
		n = read(worker->process.socket, head + worker->head_got,
			sizeof(worker->head) - worker->head_got);
		if (n <= 0)
			return n;
		worker->head_got += (gsize)n;
		if (worker->head_got == sizeof(worker->head))
			worker->body = g_byte_array_new();
	} else {
		left = worker->head.size - worker->body->len;
		n = read(worker->process.socket, buffer,
			MIN(left, sizeof(buffer)));
		if (n <= 0)
			return n;
		g_byte_array_append(worker->body, buffer, (guint)n);
	}
	*whole = worker->body != NULL && worker->body->len == worker->head.size;
	return n;
}

/* Something came over the socket of a busy worker. */
static bool serve(
	struct worker_pool *pool, struct worker *worker, GError **error)
{
	bool whole = false;
	ssize_t n = read_some(worker, &whole);

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return true;
	if (n == 0 || (n < 0 && errno == ECONNRESET))
		return note_end(pool, worker, error);
	if (n < 0) {
		set_aside(pool, worker,
			g_strdup_printf("its worker cannot be heard: %s",
				g_strerror(errno)));
		return true;
	}
	if (worker->head_got == sizeof(worker->head) &&
		worker->head.size > LIMIT_WORKER_OUTPUT) {
		give_up(pool, worker,
			g_strdup_printf("killed: over %u MiB of text",
				LIMIT_WORKER_OUTPUT >> 20));
		return true;
	}
	return !whole || take_reply(pool, worker, error);
}

/* Milliseconds until the first deadline, rounded up; -1 when none is busy. */
static int time_left(const struct worker_pool *pool)
{
	gint64 first = G_MAXINT64;

	for (int i = 0; i < pool->options.jobs; i++) {
		if (pool->workers[i].fd >= 0)
			first = MIN(first, pool->workers[i].deadline);
	}
	if (first == G_MAXINT64)
		return -1;
	first -= g_get_monotonic_time();
	return (int)(MAX(first, 0) / 1000 + 1);
}

static void end_overdue(struct worker_pool *pool)
{
	gint64 now = g_get_monotonic_time();

	for (int i = 0; i < pool->options.jobs; i++) {
		struct worker *worker = &pool->workers[i];

		if (worker->fd >= 0 && worker->deadline <= now)
			give_up(pool, worker,
				g_strdup_printf("killed: over %d s",
					seconds_of(pool, worker)));
	}
}

/* Wait until something happens to a busy worker, and deal with it. */
static bool pump(struct worker_pool *pool, GError **error)
{
	int jobs = pool->options.jobs;
	g_autofree struct pollfd *polls = g_new(struct pollfd, 2 * jobs);

	for (int i = 0; i < jobs; i++) {
		const struct worker *worker = &pool->workers[i];
		bool busy = worker->fd >= 0;

		polls[2 * i].fd = busy ? worker->process.socket : -1;
		polls[2 * i + 1].fd = busy ? worker->process.errors : -1;
		polls[2 * i].events = polls[2 * i + 1].events = POLLIN;
	}
	if (poll(polls, 2 * (nfds_t)jobs, time_left(pool)) < 0) {
		if (errno == EINTR)
			return true; /* the caller comes again */
		g_set_error(error, WORKER_ERROR, WORKER_ERROR_WAIT,
			"cannot wait for workers: %s", g_strerror(errno));
		return false;
	}
	for (int i = 0; i < jobs; i++) {
		if (polls[2 * i + 1].revents & POLLIN)
			process_read_errors(&pool->workers[i].process);
		if (polls[2 * i].revents != 0 &&
			!serve(pool, &pool->workers[i], error))
			return false;
	}
	end_overdue(pool);
	return true;
}

/* A worker without a document, best one that runs already; NULL for none. */
static struct worker *find_free(struct worker_pool *pool)
{
	struct worker *found = NULL;

	for (int i = 0; i < pool->options.jobs; i++) {
		struct worker *worker = &pool->workers[i];

		if (worker->fd >= 0)
			continue;
		if (worker->process.pid != 0)
			return worker;
		if (found == NULL)
			found = worker;
	}
	return found;
}

bool worker_pool_give(
	struct worker_pool *pool, int fd, void *task, GError **error)
{
	struct worker *worker = find_free(pool);

	while (worker == NULL) {
		if (!pump(pool, error))
			goto failed;
		worker = find_free(pool);
	}
	if (worker->process.pid == 0 && !start(pool, worker, error))
		goto failed;
	worker->fd = fd;
	worker->task = task;
	hand_over(pool, worker);
	return true;
failed:
	close(fd);
	return false;
}

bool worker_pool_wait(struct worker_pool *pool, GError **error)
{
	while (time_left(pool) >= 0) {
		if (!pump(pool, error))
			return false;
	}
	return true;
}

void worker_pool_free(struct worker_pool *pool)
{
	if (pool == NULL)
		return;
	for (int i = 0; i < pool->options.jobs; i++) {
		struct worker *worker = &pool->workers[i];

		clear_reply(worker);
		process_stop(&worker->process);
		if (worker->fd >= 0)
			close(worker->fd);
	}
	g_free(pool->workers);
	g_free(pool);
}
