/*
 * http-text.c - addresses, proxies and dates as HTTP writes them.
 */
#include "pipeline/web/http-private.h"
#include "version.h"
#include <string.h>

#define ADDRESS_BYTES_MAX 2000

/*
 * Whether libcurl did it. An address that it has no memory for must not pass
 * for none: the program ends, as it does where GLib gets none.
 */
static bool did(CURLUcode code)
{
	if (code == CURLUE_OUT_OF_MEMORY)
		g_error("failed to allocate an address");
	return code == CURLUE_OK;
}

static CURLU *url_new(void)
{
	CURLU *url = curl_url();

	did(url != NULL ? CURLUE_OK : CURLUE_OUT_OF_MEMORY);
	return url;
}

static char *part(CURLU *url, CURLUPart which, unsigned flags)
{
	char *found = NULL;
	char *copy = NULL;

	if (did(curl_url_get(url, which, &found, flags)))
		copy = g_strdup(found);
	curl_free(found);
	return copy;
}

static char *part_of(const char *address, CURLUPart which, unsigned flags)
{
	CURLU *url = url_new();
	char *found = NULL;

	if (did(curl_url_set(url, CURLUPART_URL, address, 0)))
		found = part(url, which, flags);
	curl_url_cleanup(url);
	return found;
}

/* Only what a browser could be sent to by a link. */
static bool is_plain(CURLU *url)
{
	g_autofree char *scheme = part(url, CURLUPART_SCHEME, 0);
	g_autofree char *host = part(url, CURLUPART_HOST, 0);
	g_autofree char *user = part(url, CURLUPART_USER, 0);
	g_autofree char *password = part(url, CURLUPART_PASSWORD, 0);

	return scheme != NULL && host != NULL && *host != '\0' &&
	       (strcmp(scheme, "http") == 0 || strcmp(scheme, "https") == 0) &&
	       user == NULL && password == NULL;
}

/* One spelling for one place, so that nothing is asked for twice. */
static char *normal_form(CURLU *url)
{
	g_autofree char *host = part(url, CURLUPART_HOST, 0);
	g_autofree char *lower = g_ascii_strdown(host, -1);

	did(curl_url_set(url, CURLUPART_HOST, lower, 0));
	did(curl_url_set(url, CURLUPART_FRAGMENT, NULL, 0));
	return part(url, CURLUPART_URL, CURLU_NO_DEFAULT_PORT);
}

char *http_resolve(const char *base, const char *reference)
{
	g_autofree char *trimmed = g_strstrip(g_strdup(reference));
	CURLU *url = url_new();
	char *found = NULL;

	if (strlen(trimmed) <= ADDRESS_BYTES_MAX &&
		g_utf8_validate(trimmed, -1, NULL) &&
		(base == NULL ||
			did(curl_url_set(url, CURLUPART_URL, base, 0))) &&
		did(curl_url_set(
			url, CURLUPART_URL, trimmed, CURLU_URLENCODE)) &&
		is_plain(url))
		found = normal_form(url);
	curl_url_cleanup(url);
	if (found != NULL && strlen(found) > ADDRESS_BYTES_MAX)
		g_clear_pointer(&found, g_free);
	return found;
}

char *address_host(const char *address)
{
	g_autofree char *host = part_of(address, CURLUPART_HOST, 0);

	return g_ascii_strdown(host != NULL ? host : "", -1);
}

char *address_site(const char *address)
{
	g_autofree char *scheme = part_of(address, CURLUPART_SCHEME, 0);
	g_autofree char *host = address_host(address);
	g_autofree char *port =
		part_of(address, CURLUPART_PORT, CURLU_DEFAULT_PORT);

	return g_strdup_printf("%s://%s:%s", scheme, host, port);
}

char *address_path(const char *address)
{
	g_autofree char *path = part_of(address, CURLUPART_PATH, 0);
	g_autofree char *query = part_of(address, CURLUPART_QUERY, 0);

	return g_strconcat(path != NULL ? path : "/", query != NULL ? "?" : "",
		query, NULL);
}

/* --- proxies ------------------------------------------------------------- */

/* Upper case too, but not HTTP_PROXY, which a web server lets strangers set. */
static const char *setting(const char *lower, const char *upper)
{
	const char *value = g_getenv(lower);

	if (value == NULL && upper != NULL)
		value = g_getenv(upper);
	return value != NULL && *value != '\0' ? value : NULL;
}

/* "example.org" and ".example.org" both stand for it and what is below it. */
static bool is_excepted(const char *host, const char *exceptions)
{
	g_auto(GStrv) names = g_strsplit_set(exceptions, ", ", -1);

	for (gsize i = 0; names[i] != NULL; i++) {
		const char *name = names[i] + (names[i][0] == '.');
		g_autofree char *below = g_strconcat(".", name, NULL);

		if (*name == '\0')
			continue;
		if (strcmp(name, "*") == 0 ||
			g_ascii_strcasecmp(host, name) == 0 ||
			g_str_has_suffix(host, below))
			return true;
	}
	return false;
}

const char *address_proxy(const char *address)
{
	g_autofree char *host = address_host(address);
	const char *exceptions = setting("no_proxy", "NO_PROXY");
	const char *proxy = g_str_has_prefix(address, "https:")
				    ? setting("https_proxy", "HTTPS_PROXY")
				    : setting("http_proxy", NULL);

	if (proxy == NULL)
		proxy = setting("all_proxy", "ALL_PROXY");
	if (proxy != NULL && exceptions != NULL &&
		is_excepted(host, exceptions))
		return NULL;
	return proxy;
}

/* --- headers ------------------------------------------------------------- */

gint64 http_retry_after(const char *value, gint64 now)
{
	time_t day;
	gsize digits = strspn(value, "0123456789");

	if (digits > 0 && value[digits] == '\0')
		return digits > 9 ? G_MAXINT32
				  : g_ascii_strtoll(value, NULL, 10);
	day = curl_getdate(value, NULL);
	return day < 0 ? -1 : MAX((gint64)day - now, 0);
}

char *http_agent(const char *contact)
{
	return g_strdup_printf(
		HTTP_AGENT "/" LETTERMARK_VERSION " (+%s)", contact);
}
