/*
 * http-private.h - what the files of the client share: http.c (what is asked
 * when), http-transfer.c (one request by libcurl) and http-text.c (addresses
 * and headers).
 */
#ifndef LETTERMARK_HTTP_PRIVATE_H
#define LETTERMARK_HTTP_PRIVATE_H

#include "pipeline/web/http.h"
#include <curl/curl.h>

struct host;

/* One thing asked for, through redirects and retries. */
struct job {
	struct http *http;
	struct host *host; /* of `at` */
	char *address;     /* as asked for */
	char *at;          /* where redirects have led */
	char *etag, *modified;
	gsize limit;
	http_func func;
	void *user;
	char *robots_for; /* the site whose robots.txt this is, or NULL */

	int tries, redirects;
	gint64 due; /* monotonic; not before */
	GByteArray *body;
	char *validator; /* of the body so far, to go on with it */

	/* of the transfer at hand */
	CURL *easy;
	struct curl_slist *sent;
	bool proxied;
	bool too_large, refused, misplaced;
	bool begun; /* some of the body has come */
	gsize resumed_at;
	char message[CURL_ERROR_SIZE];
};

/* Make job->easy ready for curl_multi_add_handle(). */
void transfer_begin(struct job *job, const struct http_settings *settings);

/* Release what transfer_begin() made; the body so far stays. */
void transfer_end(struct job *job);

/* A header of the answer, borrowed until transfer_end(), or NULL. */
const char *transfer_header(const struct job *job, const char *name);

/* All headers of the answer as text, capped; freed by the caller. */
char *transfer_headers(const struct job *job);

/* "https://example.org:8080", "example.org", "/path?query" of an address that
 * http_resolve() made; freed by the caller. */
char *address_site(const char *address);
char *address_host(const char *address);
char *address_path(const char *address);

/* The proxy that the environment names for the address, or NULL. Borrowed. */
const char *address_proxy(const char *address);

/* What stands in the User-Agent of every request; freed by the caller. */
char *http_agent(const char *contact);

#endif
