/*
 * http-transfer.c - one request by libcurl, with every limit it is held to.
 */
#include "pipeline/web/http-private.h"
#include "pipeline/web/http-address.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define HEADERS_BYTES_MAX 16384 /* that are kept for the log */

/* A whole transfer may take this many times the time without progress. */
#define TOTAL_TIMEOUTS      15
#define CONNECT_SECONDS_MAX 30
#define SLOWEST_BYTES       64 /* a second, or it counts as no progress */

/*
 * The body that is being continued is kept only if this is its rest; any
 * other answer begins anew.
 */
static bool begin_body(struct job *job)
{
	const char *range = transfer_header(job, "Content-Range");
	guint64 from = G_MAXUINT64;
	long status = 0;

	job->begun = true;
	curl_easy_getinfo(job->easy, CURLINFO_RESPONSE_CODE, &status);
	if (status != 206) {
		g_byte_array_set_size(job->body, 0);
		return true;
	}
	if (range != NULL &&
		sscanf(range, "bytes %" G_GUINT64_FORMAT "-", &from) == 1 &&
		job->resumed_at > 0 && from == job->resumed_at)
		return true;
	job->misplaced = true;
	return false;
}

static size_t take_body(char *data, size_t one, size_t n, void *user)
{
	struct job *job = user;

	(void)one; /* always 1 */
	if (!job->begun && !begin_body(job))
		return CURL_WRITEFUNC_ERROR;
	if (job->body->len + n > job->limit) {
		job->too_large = true;
		return CURL_WRITEFUNC_ERROR;
	}
	g_byte_array_append(job->body, (const guint8 *)data, (guint)n);
	return n;
}

/* With a proxy it is the proxy's address that is connected to here. */
static curl_socket_t open_socket(
	void *user, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct job *job = user;

	if (purpose != CURLSOCKTYPE_IPCXN)
		return CURL_SOCKET_BAD;
	if (!job->proxied &&
		!http_address_is_public(&address->addr, address->addrlen)) {
		job->refused = true;
		return CURL_SOCKET_BAD;
	}
	return socket(address->family, address->socktype | SOCK_CLOEXEC,
		address->protocol);
}

static void send_header(struct job *job, const char *name, const char *value)
{
	g_autofree char *line = g_strdup_printf("%s: %s", name, value);

	job->sent = curl_slist_append(job->sent, line);
	/* Without a condition the request would be another one. */
	if (job->sent == NULL)
		g_error("failed to allocate a header of a request");
}

/* What is asked on top of the address: the rest, or only news. */
static void set_conditions(struct job *job)
{
	job->resumed_at = job->validator != NULL ? job->body->len : 0;
	if (job->resumed_at > 0) {
		g_autofree char *range = g_strdup_printf(
			"%" G_GSIZE_FORMAT "-", job->resumed_at);

		curl_easy_setopt(job->easy, CURLOPT_RANGE, range);
		send_header(job, "If-Range", job->validator);
	} else {
		g_byte_array_set_size(job->body, 0);
		/* "": whatever libcurl can expand. */
		curl_easy_setopt(job->easy, CURLOPT_ACCEPT_ENCODING, "");
		if (job->etag != NULL)
			send_header(job, "If-None-Match", job->etag);
		if (job->modified != NULL)
			send_header(job, "If-Modified-Since", job->modified);
	}
	curl_easy_setopt(job->easy, CURLOPT_HTTPHEADER, job->sent);
}

static void set_limits(struct job *job, const struct http_settings *settings)
{
	CURL *easy = job->easy;
	long timeout = settings->timeout;

	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE,
		(curl_off_t)MIN(job->limit, (gsize)G_MAXINT64));
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT,
		MIN(timeout, CONNECT_SECONDS_MAX));
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long)SLOWEST_BYTES);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, timeout);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT, timeout * TOTAL_TIMEOUTS);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
}

/* The environment is read here and not by libcurl, so as to know whether the
 * machine that will be connected to is the proxy. */
static void set_proxy(struct job *job)
{
	const char *proxy = address_proxy(job->at);

	job->proxied = proxy != NULL;
	curl_easy_setopt(job->easy, CURLOPT_PROXY, proxy != NULL ? proxy : "");
	curl_easy_setopt(job->easy, CURLOPT_NOPROXY, proxy != NULL ? "" : "*");
}

void transfer_begin(struct job *job, const struct http_settings *settings)
{
	g_autofree char *agent = http_agent(settings->contact);

	job->easy = curl_easy_init();
	job->too_large = job->refused = job->misplaced = job->begun = false;
	job->message[0] = '\0';
	curl_easy_setopt(job->easy, CURLOPT_URL, job->at);
	curl_easy_setopt(job->easy, CURLOPT_PRIVATE, job);
	curl_easy_setopt(job->easy, CURLOPT_ERRORBUFFER, job->message);
	curl_easy_setopt(job->easy, CURLOPT_USERAGENT, agent);
	curl_easy_setopt(job->easy, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(job->easy, CURLOPT_WRITEDATA, job);
	set_limits(job, settings);
	set_proxy(job);
	set_conditions(job);
	if (!settings->allow_private) {
		curl_easy_setopt(
			job->easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
		curl_easy_setopt(job->easy, CURLOPT_OPENSOCKETDATA, job);
	}
}

void transfer_end(struct job *job)
{
	curl_easy_cleanup(job->easy);
	job->easy = NULL;
	curl_slist_free_all(job->sent);
	job->sent = NULL;
}

const char *transfer_header(const struct job *job, const char *name)
{
	struct curl_header *header;

	return job->easy != NULL &&
			       curl_easy_header(job->easy, name, 0,
				       CURLH_HEADER, -1, &header) == CURLHE_OK
		       ? header->value
		       : NULL;
}

char *transfer_headers(const struct job *job)
{
	GString *all = g_string_new(NULL);
	struct curl_header *header = NULL;

	while (job->easy != NULL && all->len < HEADERS_BYTES_MAX &&
		(header = curl_easy_nextheader(
			 job->easy, CURLH_HEADER, -1, header)) != NULL) {
		g_autofree char *value = g_utf8_make_valid(header->value,
			MIN((gssize)strlen(header->value), HEADERS_BYTES_MAX));

		g_string_append_printf(all, "%s: %s\n", header->name, value);
	}
	return g_string_free(all, FALSE);
}
