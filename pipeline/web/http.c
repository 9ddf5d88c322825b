/*
 * http.c - what is asked when: queues of hosts, their pace, robots.txt,
 * redirects and retries.
 */
#include "pipeline/web/http-private.h"
#include "pipeline/web/http-address.h"
#include "pipeline/web/robots.h"
#include <string.h>

#define TRIES_MAX     5
#define REDIRECTS_MAX 10
#define HOSTS_MAX     16 /* asked at the same time */

/* A host that wants to be left alone for longer is left alone for good. */
#define RETRY_AFTER_SECONDS_MAX 300

/* After this many failures in a row, each with all its retries, a host is not
 * asked for anything more. */
#define HOST_FAILURES_MAX 5

/* Waits double from one interval of the host's pace up to this. */
#define BACKOFF_SECONDS_MAX 60

#define WAKE_MILLISECONDS_MAX 1000

struct host {
	char *name;
	GQueue jobs; /* of struct job; first asked, first served */
	bool busy;
	gint64 next;    /* monotonic; not before */
	int failures;   /* in a row */
	char *given_up; /* why it is not asked any more, or NULL */
};

struct http {
	struct http_settings settings;
	char *contact;
	gint64 interval; /* microseconds between requests to a host */
	CURLM *multi;
	GRand *random;
	GHashTable *hosts;  /* of struct host, by name */
	GPtrArray *order;   /* the same, in the order they were met */
	GHashTable *robots; /* of struct robots, by site; NULL: was asked for */
	GPtrArray *running; /* of struct job: transfers at hand */
	int waiting;        /* jobs in queues */
	bool stopped;
};

/* --- jobs and hosts ------------------------------------------------------ */

static void job_free(struct job *job)
{
	transfer_end(job);
	g_byte_array_unref(job->body);
	g_free(job->address);
	g_free(job->at);
	g_free(job->etag);
	g_free(job->modified);
	g_free(job->robots_for);
	g_free(job->validator);
	g_free(job);
}

static void host_free(gpointer data)
{
	struct host *host = data;
	struct job *job;

	while ((job = g_queue_pop_head(&host->jobs)) != NULL)
		job_free(job);
	g_free(host->name);
	g_free(host->given_up);
	g_free(host);
}

static struct host *host_of(struct http *http, const char *address)
{
	g_autofree char *name = address_host(address);
	struct host *host = g_hash_table_lookup(http->hosts, name);

	if (host == NULL) {
		host = g_new0(struct host, 1);
		host->name = g_steal_pointer(&name);
		g_queue_init(&host->jobs);
		g_hash_table_insert(http->hosts, host->name, host);
		g_ptr_array_add(http->order, host);
	}
	return host;
}

static void enqueue(struct job *job)
{
	job->host = host_of(job->http, job->at);
	g_queue_push_tail(&job->host->jobs, job);
	job->http->waiting++;
}

static void maybe_robots_free(gpointer data)
{
	robots_free(data);
}

struct http *http_new(const struct http_settings *settings)
{
	struct http *http = g_new0(struct http, 1);

	curl_global_init(CURL_GLOBAL_DEFAULT);
	http->settings = *settings;
	http->contact = g_strdup(settings->contact);
	http->settings.contact = http->contact;
	http->interval = (gint64)(G_USEC_PER_SEC / settings->pace);
	http->multi = curl_multi_init();
	http->random = g_rand_new();
	http->hosts = g_hash_table_new(g_str_hash, g_str_equal);
	http->order = g_ptr_array_new_with_free_func(host_free);
	http->running = g_ptr_array_new();
	http->robots = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, maybe_robots_free);
	return http;
}

void http_free(struct http *http)
{
	if (http == NULL)
		return;
	g_hash_table_unref(http->hosts);
	g_ptr_array_unref(http->order);
	g_ptr_array_unref(http->running);
	g_hash_table_unref(http->robots);
	g_rand_free(http->random);
	curl_multi_cleanup(http->multi);
	g_free(http->contact);
	g_free(http);
	curl_global_cleanup();
}

void http_get(struct http *http, const struct http_request *request,
	http_func func, void *user)
{
	struct job *job = g_new0(struct job, 1);

	job->http = http;
	job->address = g_strdup(request->address);
	job->at = g_strdup(request->address);
	job->etag = g_strdup(request->etag);
	job->modified = g_strdup(request->modified);
	job->limit = request->limit;
	job->func = func;
	job->user = user;
	job->body = g_byte_array_new();
	enqueue(job);
}

void http_stop(struct http *http)
{
	http->stopped = true;
}

/* --- answers ------------------------------------------------------------- */

static void give_up_host(struct host *host, const char *why)
{
	if (host->given_up == NULL)
		host->given_up = g_strdup_printf(
			"%s is not asked any more: %s", host->name, why);
}

/*
 * By the RFC a robots.txt that is not there forbids nothing, and one that
 * cannot be read everything.
 */
static void robots_learn(struct job *job, const struct http_answer *answer)
{
	struct http *http = job->http;
	const char *text = NULL;
	gsize size = 0;

	if (answer->result == HTTP_BODY)
		text = g_bytes_get_data(answer->body, &size);
	else if (answer->status < 400 || answer->status >= 500 ||
		 answer->status == 429)
		give_up_host(host_of(http, job->robots_for),
			"its robots.txt cannot be read");
	g_hash_table_insert(http->robots, g_strdup(job->robots_for),
		robots_parse(text != NULL ? text : "", size, HTTP_AGENT));
}

/* Tell what came of the job, and be done with it. */
static void answer(struct job *job, enum http_result result, int status,
	const char *problem)
{
	struct http *http = job->http;
	g_autofree char *headers = transfer_headers(job);
	g_autoptr(GBytes) body = NULL;
	struct http_answer told = {.address = job->address,
		.final = job->at,
		.result = result,
		.status = status,
		.problem = problem,
		.headers = headers,
		.etag = transfer_header(job, "ETag"),
		.modified = transfer_header(job, "Last-Modified"),
		.type = transfer_header(job, "Content-Type")};

	if (result == HTTP_BODY) {
		body = g_byte_array_free_to_bytes(job->body);
		job->body = g_byte_array_new();
		told.body = body;
	}
	if (job->robots_for != NULL)
		robots_learn(job, &told);
	else if (!http->stopped)
		job->func(&told, job->user);
	job_free(job);
}

static void fail(struct job *job, int status, const char *problem)
{
	struct host *host = job->host;
	bool unwell = status == 0 || status == 429 || status >= 500;

	host->failures = unwell ? host->failures + 1 : 0;
	if (host->failures >= HOST_FAILURES_MAX)
		give_up_host(host, "it keeps failing");
	answer(job, HTTP_FAILED, status, problem);
}

/* Twice the wait each time, less up to half of it by chance. */
static gint64 backoff(struct job *job)
{
	gint64 wait = job->http->interval << (job->tries - 1);

	wait = MIN(wait, BACKOFF_SECONDS_MAX * G_USEC_PER_SEC);
	return (gint64)((double)wait *
			g_rand_double_range(job->http->random, 0.5, 1));
}

/* What of the body came is kept where the host can be asked for the rest. */
static void keep_begun(struct job *job)
{
	const char *etag = transfer_header(job, "ETag");
	const char *modified = transfer_header(job, "Last-Modified");
	long status = 0;

	curl_easy_getinfo(job->easy, CURLINFO_RESPONSE_CODE, &status);
	if (status == 206 && !job->misplaced)
		return; /* as it is */
	if (!job->begun && status == 0)
		return; /* nor did anything change */
	g_clear_pointer(&job->validator, g_free);
	if (status != 200 || !job->begun ||
		transfer_header(job, "Content-Encoding") != NULL)
		return;
	if (etag != NULL && !g_str_has_prefix(etag, "W/"))
		job->validator = g_strdup(etag);
	else if (modified != NULL)
		job->validator = g_strdup(modified);
}

/* False when the host asks for more patience than there is. */
static bool obey_retry_after(struct job *job)
{
	const char *value = transfer_header(job, "Retry-After");
	gint64 seconds = value != NULL
				 ? http_retry_after(value,
					   g_get_real_time() / G_USEC_PER_SEC)
				 : -1;

	if (seconds > RETRY_AFTER_SECONDS_MAX)
		return false;
	if (seconds >= 0)
		job->host->next = MAX(job->host->next,
			g_get_monotonic_time() + seconds * G_USEC_PER_SEC);
	return true;
}

static void try_again(struct job *job, int status, const char *problem)
{
	if (!obey_retry_after(job)) {
		give_up_host(job->host,
			"it asks to be left alone for longer "
			"than a run waits");
		fail(job, status, problem);
		return;
	}
	if (++job->tries >= TRIES_MAX) {
		fail(job, status, problem);
		return;
	}
	keep_begun(job);
	transfer_end(job);
	job->due = g_get_monotonic_time() + backoff(job);
	enqueue(job);
}

/* --- redirects ----------------------------------------------------------- */

static bool is_redirect(long status)
{
	return status == 301 || status == 302 || status == 303 ||
	       status == 307 || status == 308;
}

static void follow(struct job *job, int status)
{
	const char *location = transfer_header(job, "Location");
	g_autofree char *to =
		location != NULL ? http_resolve(job->at, location) : NULL;

	if (to == NULL)
		fail(job, status, "redirected to no address of the web");
	else if (++job->redirects > REDIRECTS_MAX)
		fail(job, status, "redirected too often");
	else if (g_str_has_prefix(job->at, "https:") &&
		 !g_str_has_prefix(to, "https:"))
		fail(job, status, "redirected from https to http");
	else {
		job->host->failures = 0;
		transfer_end(job);
		g_free(job->at);
		job->at = g_steal_pointer(&to);
		g_clear_pointer(&job->validator, g_free);
		enqueue(job);
	}
}

/* --- what an answer means ------------------------------------------------ */

static bool is_passing(long status)
{
	return status == 408 || status == 429 || status == 500 ||
	       status == 502 || status == 503 || status == 504;
}

static void judge_status(struct job *job, int status)
{
	g_autofree char *problem =
		g_strdup_printf("the server answers %d", status);

	if (is_redirect(status)) {
		follow(job, status);
	} else if (is_passing(status)) {
		try_again(job, status, problem);
	} else if (status == 416 && job->resumed_at > 0) {
		g_clear_pointer(&job->validator, g_free);
		try_again(job, status, problem);
	} else if (status == 404 || status == 410) {
		job->host->failures = 0;
		answer(job, HTTP_GONE, status, problem);
	} else if (status == 304 && (job->etag || job->modified)) {
		job->host->failures = 0;
		answer(job, HTTP_SAME, status, NULL);
	} else if (status == 200 || (status == 206 && job->resumed_at > 0)) {
		if (!job->begun) /* an empty body is one too */
			g_byte_array_set_size(job->body, 0);
		job->host->failures = 0;
		answer(job, HTTP_BODY, status, NULL);
	} else {
		fail(job, status, problem);
	}
}

static void judge_failure(struct job *job, CURLcode code, int status)
{
	const char *told =
		*job->message != '\0' ? job->message : curl_easy_strerror(code);
	g_autofree char *problem = g_utf8_make_valid(told, -1);

	switch (code) {
	case CURLE_FILESIZE_EXCEEDED:
		job->too_large = true;
		break;
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_URL_MALFORMAT:
	case CURLE_BAD_CONTENT_ENCODING:
		fail(job, status, problem);
		return;
	case CURLE_COULDNT_RESOLVE_HOST:
		if (job->tries + 1 >= TRIES_MAX)
			give_up_host(job->host, "its name is not known");
		break;
	default:
		break;
	}
	if (job->too_large) {
		job->host->failures = 0;
		/* The body is dropped here and not kept while others wait. */
		g_byte_array_set_size(job->body, 0);
		answer(job, HTTP_FAILED, status, "larger than is taken");
	} else if (job->refused) {
		give_up_host(job->host, "it is not on the public internet");
		fail(job, 0, "not on the public internet");
	} else {
		try_again(job, status, problem);
	}
}

static void finish(struct http *http, struct job *job, CURLcode code)
{
	long status = 0;

	curl_multi_remove_handle(http->multi, job->easy);
	curl_easy_getinfo(job->easy, CURLINFO_RESPONSE_CODE, &status);
	g_ptr_array_remove_fast(http->running, job);
	job->host->busy = false;
	job->host->next =
		MAX(job->host->next, g_get_monotonic_time() + http->interval);
	if (code == CURLE_OK)
		judge_status(job, (int)status);
	else
		judge_failure(job, code, (int)status);
}

/* --- what is asked next -------------------------------------------------- */

static void ask(struct http *http, struct job *job)
{
	transfer_begin(job, &http->settings);
	job->host->busy = true;
	g_ptr_array_add(http->running, job);
	if (curl_multi_add_handle(http->multi, job->easy) != CURLM_OK)
		finish(http, job, CURLE_OUT_OF_MEMORY);
}

static void ask_robots(struct http *http, struct host *host, const char *site)
{
	struct job *job = g_new0(struct job, 1);

	g_hash_table_insert(http->robots, g_strdup(site), NULL);
	job->http = http;
	job->host = host;
	job->address = g_strdup_printf("%s/robots.txt", site);
	job->at = g_strdup(job->address);
	job->limit = 4 * ROBOTS_BYTES_MAX;
	job->body = g_byte_array_new();
	job->robots_for = g_strdup(site);
	ask(http, job);
}

/* The problem with asking for the job at all, or NULL. */
static const char *objection(
	struct http *http, const struct job *job, const struct robots *robots)
{
	g_autofree char *path = address_path(job->at);

	if (job->host->given_up != NULL)
		return job->host->given_up;
	if (!http->settings.allow_private &&
		!http_address_text_is_public(job->host->name)) {
		return "not on the public internet";
	}
	if (robots != NULL && !robots_allow(robots, path))
		return "forbidden by the site's robots.txt";
	return NULL;
}

static void take_out(struct http *http, struct host *host, GList *link)
{
	g_queue_delete_link(&host->jobs, link);
	http->waiting--;
}

/*
 * Look at one job that waits. True when the host was put to work or the queue
 * has changed, so that the walk must begin anew.
 */
static bool consider(struct http *http, struct host *host, GList *link)
{
	struct job *job = link->data;
	g_autofree char *site = address_site(job->at);
	struct robots *robots = NULL;
	bool asked = g_hash_table_lookup_extended(
		http->robots, site, NULL, (gpointer *)&robots);
	const char *problem =
		objection(http, job, job->robots_for == NULL ? robots : NULL);

	if (problem != NULL) {
		g_autofree char *copy = g_strdup(problem);

		take_out(http, host, link);
		answer(job, HTTP_FAILED, 0, copy);
		return true;
	}
	if (job->robots_for != NULL || robots != NULL) {
		take_out(http, host, link);
		ask(http, job);
		return true;
	}
	if (!asked)
		ask_robots(http, host, site);
	return !asked;
}

/* Put the host to work if it may be; otherwise say when it may be. */
static void serve(struct http *http, struct host *host, gint64 *wake)
{
	gint64 now = g_get_monotonic_time();
	GList *link = host->jobs.head;

	while (link != NULL && !host->busy && http->running->len < HOSTS_MAX) {
		struct job *job = link->data;
		gint64 due = host->given_up != NULL ? now
						    : MAX(host->next, job->due);

		if (due > now) {
			*wake = MIN(*wake, due);
			link = host->next > now ? NULL : link->next;
		} else if (consider(http, host, link)) {
			link = host->jobs.head;
		} else {
			link = link->next;
		}
	}
}

static void drop_all(struct http *http)
{
	for (guint i = 0; i < http->running->len; i++) {
		struct job *job = http->running->pdata[i];

		curl_multi_remove_handle(http->multi, job->easy);
		job_free(job);
	}
	g_ptr_array_set_size(http->running, 0);
	for (guint i = 0; i < http->order->len; i++) {
		struct host *host = http->order->pdata[i];
		struct job *job;

		while ((job = g_queue_pop_head(&host->jobs)) != NULL)
			job_free(job);
	}
	http->waiting = 0;
}

/* True when something was finished. */
static bool finish_some(struct http *http)
{
	bool some = false;
	CURLMsg *message;
	int left;

	while ((message = curl_multi_info_read(http->multi, &left)) != NULL) {
		struct job *job = NULL;
		CURLcode code = message->data.result;

		curl_easy_getinfo(
			message->easy_handle, CURLINFO_PRIVATE, (char **)&job);
		finish(http, job, code);
		some = true;
	}
	return some;
}

void http_run(struct http *http)
{
	while (http->waiting > 0 || http->running->len > 0) {
		gint64 wake =
			g_get_monotonic_time() + WAKE_MILLISECONDS_MAX * 1000;
		int running;

		if (http->stopped) {
			drop_all(http);
			return;
		}
		for (guint i = 0; i < http->order->len; i++)
			serve(http, http->order->pdata[i], &wake);
		curl_multi_perform(http->multi, &running);
		if (!finish_some(http)) {
			gint64 wait = wake - g_get_monotonic_time();

			curl_multi_poll(http->multi, NULL, 0,
				(int)CLAMP(wait / 1000 + 1, 0,
					WAKE_MILLISECONDS_MAX),
				NULL);
		}
	}
}
