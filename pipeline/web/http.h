/*
 * http.h - a polite client: many hosts at once, each of them at its own pace.
 *
 * A host is asked for one thing at a time, and after each answer left alone
 * for a while. What its robots.txt forbids is not asked for (RFC 9309; it is
 * read once a run). When it says Retry-After it is obeyed; answers 429, 5xx,
 * stalls and broken connections are tried again, each time after twice the
 * wait, and a body that broke off is continued where the host can. A host
 * that keeps failing is left alone for the rest of the run.
 *
 * Redirects are followed within http and https, never from https to http;
 * certificates are verified; proxies are taken from the environment
 * (http_proxy, https_proxy, all_proxy, no_proxy). Machines outside the public
 * internet (http-address.h) are not spoken to unless allowed, whatever name
 * leads to them; with a proxy it is the proxy that resolves names, so only
 * addresses in numbers are checked then.
 */
#ifndef LETTERMARK_HTTP_H
#define LETTERMARK_HTTP_H

#include <glib.h>
#include <stdbool.h>

#define HTTP_AGENT "lettermark" /* as robots.txt knows it */

struct http_settings {
	const char *contact; /* stands in every request */
	double pace;         /* requests a second to one host at most */
	int timeout;         /* seconds without progress until one is broken */
	bool allow_private;
};

/* What to ask for; copied. */
struct http_request {
	const char *address;
	/* Of the answer that is known; NULL where there is none. */
	const char *etag, *modified;
	gsize limit; /* bytes of the body, after expansion */
};

enum http_result {
	HTTP_BODY,   /* 200, and all of it came */
	HTTP_SAME,   /* 304 */
	HTTP_GONE,   /* 404 or 410 */
	HTTP_FAILED, /* anything else, and after every retry */
};

/* Borrowed during the call. */
struct http_answer {
	const char *address; /* as it was asked for */
	const char *final;   /* after redirects */
	enum http_result result;
	int status;          /* HTTP's; 0 where there was no answer */
	const char *problem; /* one line; NULL for HTTP_BODY and HTTP_SAME */
	const char *headers; /* of the last answer, as received, capped */
	const char *etag, *modified, *type; /* NULL where not said */
	GBytes *body;                       /* for HTTP_BODY */
};

typedef void (*http_func)(const struct http_answer *answer, void *user);

struct http;

struct http *http_new(const struct http_settings *settings);
void http_free(struct http *http);

typedef struct http Http; /* for g_autoptr alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Http, http_free)

/*
 * Ask for something, soon; `func` is called by http_run() with what came of
 * it, once, and may ask for more.
 */
void http_get(struct http *http, const struct http_request *request,
	http_func func, void *user);

/* Until everything that was asked for has been answered. */
void http_run(struct http *http);

/* Drop what has not been answered; no function is called any more. */
void http_stop(struct http *http);

/*
 * The address that `reference` stands for on the page `base` (NULL for none),
 * in normal form and without fragment, freed by the caller. NULL unless it is
 * http or https, of sensible length and without a password.
 */
char *http_resolve(const char *base, const char *reference);

/*
 * Seconds to wait by the header Retry-After, in seconds or as a date, at the
 * time `now` (since 1970); -1 where it says neither.
 */
gint64 http_retry_after(const char *value, gint64 now);

#endif
