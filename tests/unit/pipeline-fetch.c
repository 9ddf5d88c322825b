/* Tests of what fetching from the web is made of: robots.txt, headers, labels
 * of links, addresses, pages and content. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "pipeline/web/content.h"
#include "pipeline/web/http-address.h"
#include "pipeline/web/http-private.h"
#include "pipeline/web/label.h"
#include "pipeline/web/page.h"
#include "pipeline/web/robots.h"

/* --- robots.txt ---------------------------------------------------------- */

static bool allowed(const char *text, const char *path)
{
	struct robots *robots = robots_parse(text, strlen(text), "lettermark");
	bool allow = robots_allow(robots, path);

	robots_free(robots);
	return allow;
}

static void test_robots_rules(void)
{
	static const struct {
		const char *text, *path;
		bool allow;
	} cases[] = {
		{"", "/", true},
		{"User-agent: *\nDisallow:", "/a", true},
		{"User-agent: *\nDisallow: /", "/a", false},
		{"User-agent: *\r\nDisallow: /a\r\n", "/ab", false},
		{"user-AGENT : *\n disallow : /a # no\n", "/a/b", false},
		{"User-agent: *\nDisallow: /a", "/A", true},
		{"\xef\xbb\xbfUser-agent: *\nDisallow: /", "/a", false},
		/* The longest rule decides, of equals the one that allows. */
		{"User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true},
		{"User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", false},
		{"User-agent: *\nDisallow: /a\nAllow: /a", "/a", true},
		{"User-agent: *\nAllow: /a\nDisallow: /a", "/a", true},
		/* Wildcards. */
		{"User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", false},
		{"User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x", true},
		{"User-agent: *\nDisallow: /*.pdf$", "/b.pdf.pdf", false},
		{"User-agent: *\nDisallow: /a*b*c", "/axxbxxbyc", false},
		{"User-agent: *\nDisallow: /a*b*c", "/axxbxx", true},
		{"User-agent: *\nDisallow: *", "/a", false},
		{"User-agent: *\nDisallow: /a$b", "/a$bc", false},
		/* Groups: that for us before that for all; several agents. */
		{"User-agent: *\nDisallow: /\n\nUser-agent: lettermark\n"
		 "Disallow: /b",
			"/a", true},
		{"User-agent: LetterMark/2.0\nDisallow: /b\n\n"
		 "User-agent: *\nDisallow: /a",
			"/b", false},
		{"User-agent: other\nUser-agent: lettermark\nDisallow: /a",
			"/a", false},
		{"User-agent: lettermark\nDisallow: /a\n"
		 "User-agent: other\nDisallow: /b",
			"/b", true},
		{"User-agent: lettermark\nDisallow: /a\nUser-agent: *\n"
		 "Disallow: /c\nUser-agent: lettermark\nDisallow: /b",
			"/b", false},
		{"User-agent: lettermarker\nDisallow: /", "/a", true},
		{"Disallow: /\nUser-agent: *\nDisallow: /b", "/a", true},
		/* Octets, however they are written. */
		{"User-agent: *\nDisallow: /caf%c3%a9", "/caf\u00e9", false},
		{"User-agent: *\nDisallow: /%61b", "/ab", false},
		{"User-agent: *\nDisallow: /a%2Fb", "/a/b", true},
		{"User-agent: *\nDisallow: /search?q=", "/search?q=1", false},
		/* What is no rule. */
		{"<html>Disallow: /</html>", "/", true},
		{"User-agent: *\nDisallow # x: /\nCrawl-delay: 9", "/", true},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		if (allowed(cases[i].text, cases[i].path) != cases[i].allow)
			g_error("%s: %s", cases[i].text, cases[i].path);
}

/* Stars that would be tried in every combination take no time. */
static void test_robots_many_stars(void)
{
	g_autoptr(GString) text = g_string_new("User-agent: *\nDisallow: /");
	g_autoptr(GString) path = g_string_new("/");

	for (int i = 0; i < 1000; i++)
		g_string_append(text, "a*");
	g_string_append(text, "b$");
	for (int i = 0; i < 2000; i++)
		g_string_append_c(path, 'a');
	g_assert_true(allowed(text->str, path->str));
}

static void test_robots_bytes(void)
{
	static const char text[] = "User-agent: *\0\nDisallow: /\xff\n\xc3";
	struct robots *robots =
		robots_parse(text, sizeof(text) - 1, "lettermark");

	g_assert_true(robots_allow(robots, "/%"));
	g_assert_true(robots_allow(robots, "/%4"));
	robots_free(robots);
	robots_free(NULL);
}

/* --- headers ------------------------------------------------------------- */

static void test_retry_after(void)
{
	const gint64 now = 1721000000; /* 14 July 2024, 23:33:20 */

	g_assert_cmpint(http_retry_after("0", now), ==, 0);
	g_assert_cmpint(http_retry_after("120", now), ==, 120);
	g_assert_cmpint(
		http_retry_after("99999999999999999999", now), >, 1000000);
	g_assert_cmpint(
		http_retry_after("Sun, 14 Jul 2024 23:34:00 GMT", now), ==, 40);
	g_assert_cmpint(
		http_retry_after("Sun, 14 Jul 2024 23:30:00 GMT", now), ==, 0);
	g_assert_cmpint(http_retry_after("soon", now), ==, -1);
	g_assert_cmpint(http_retry_after("", now), ==, -1);
	g_assert_cmpint(http_retry_after("-5", now), ==, -1);
}

/* --- addresses ----------------------------------------------------------- */

static void test_resolve(void)
{
	static const char page[] = "https://example.org/a/b?c#d";
	static const struct {
		const char *reference, *expected;
	} cases[] = {
		{"e", "https://example.org/a/e"},
		{" /e?f#g ", "https://example.org/e?f"},
		{"//example.com/e", "https://example.com/e"},
		{"http://EXAMPLE.com:80", "http://example.com/"},
		{"../../e/./f", "https://example.org/e/f"},
		{"a b", "https://example.org/a/a%20b"},
		{"javascript:void(0)", NULL},
		{"mailto:me@example.org", NULL},
		{"file:///etc/hostname", NULL},
		{"ftp://example.org/", NULL},
		{"https://me:secret@example.org/", NULL},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = http_resolve(page, cases[i].reference);

		g_assert_cmpstr(got, ==, cases[i].expected);
	}
}

static void test_resolve_long(void)
{
	g_autofree char *path = g_strnfill(5000, 'x');
	g_autofree char *address = g_strconcat("https://e.org/", path, NULL);

	g_assert_null(http_resolve(NULL, address));
	g_assert_null(http_resolve(NULL, "no address"));
}

static void test_parts(void)
{
	static const char address[] = "https://Example.org/a%20b?c=d";
	g_autofree char *site = address_site(address);
	g_autofree char *host = address_host(address);
	g_autofree char *path = address_path(address);

	g_assert_cmpstr(site, ==, "https://example.org:443");
	g_assert_cmpstr(host, ==, "example.org");
	g_assert_cmpstr(path, ==, "/a%20b?c=d");
}

static void test_public(void)
{
	static const char *const private[] = {"0.0.0.0", "10.1.2.3",
		"100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254",
		"172.16.0.1", "172.31.255.255", "192.168.1.1", "198.18.0.1",
		"224.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1",
		"::ffff:127.0.0.1", "::ffff:192.168.0.1", "64:ff9b::10.0.0.1",
		"2002:7f00:1::", "fc00::1", "fd12:3456::1", "fe80::1",
		"ff02::1", "2001:db8::1"};
	static const char *const public[] = {"1.1.1.1", "9.255.255.255",
		"11.0.0.0", "100.63.0.1", "100.128.0.1", "128.0.0.1",
		"172.15.0.1", "172.32.0.1", "192.167.0.1", "192.169.0.1",
		"2a00:1450::1", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1",
		"2002:101:101::"};

	for (gsize i = 0; i < G_N_ELEMENTS(private); i++)
		if (http_address_text_is_public(private[i]))
			g_error("%s is not public", private[i]);
	for (gsize i = 0; i < G_N_ELEMENTS(public); i++)
		if (!http_address_text_is_public(public[i]))
			g_error("%s is public", public[i]);
	g_assert_false(http_address_text_is_public("[::1]"));
	g_assert_false(http_address_text_is_public("LocalHost"));
	g_assert_false(http_address_text_is_public("a.localhost"));
	g_assert_true(http_address_text_is_public("example.org"));
}

static void test_public_sockets(void)
{
	struct sockaddr_in four = {.sin_family = AF_INET};
	struct sockaddr local = {.sa_family = AF_UNIX};

	g_assert_cmpint(inet_pton(AF_INET, "127.0.0.1", &four.sin_addr), ==, 1);
	g_assert_false(
		http_address_is_public((struct sockaddr *)&four, sizeof(four)));
	g_assert_cmpint(inet_pton(AF_INET, "1.1.1.1", &four.sin_addr), ==, 1);
	g_assert_true(
		http_address_is_public((struct sockaddr *)&four, sizeof(four)));
	g_assert_false(http_address_is_public(&local, sizeof(local)));
}

/* With the proxy of the environment, but for what it excepts. */
static void test_proxy(void)
{
	g_setenv("http_proxy", "http://proxy.example:3128", TRUE);
	g_setenv("no_proxy", ".example.org, other.example", TRUE);
	g_unsetenv("https_proxy");
	g_unsetenv("HTTPS_PROXY");
	g_unsetenv("all_proxy");
	g_unsetenv("ALL_PROXY");
	g_assert_cmpstr(address_proxy("http://example.com/"), ==,
		"http://proxy.example:3128");
	g_assert_null(address_proxy("https://example.com/"));
	g_assert_null(address_proxy("http://example.org/"));
	g_assert_null(address_proxy("http://www.example.org/"));
	g_assert_null(address_proxy("http://OTHER.example/"));
	g_assert_nonnull(address_proxy("http://another.example/"));
}

/* --- labels -------------------------------------------------------------- */

static void test_labels(void)
{
	static const struct {
		const char *text, *format, *published;
	} cases[] = {
		{"Area SEND full inspection, pdf - 15 July 2024", "pdf",
			"2024-07-15"},
		{"AREA  SEND\n full inspection ,\tPDF  -  5  JULY 2024 ", "pdf",
			"2024-07-05"},
		{"Inspection pdf \u2013 15\u00a0July\u00a02024", "pdf",
			"2024-07-15"},
		{"Area SEND full inspection - 15 July 2024", NULL,
			"2024-07-15"},
		{"Published: 1 March 2017", NULL, "2017-03-01"},
		{"Letter (published 1 March 2017).", NULL, "2017-03-01"},
		{"Area SEND full inspection", NULL, NULL},
		{"", NULL, NULL},
		/* Days of an inspection. */
		{"Inspection of 6 to 10 February 2023", NULL, NULL},
		{"Inspection - 6 to 10 February 2023", NULL, NULL},
		{"Inspection - 31 January to 4 February 2022", NULL, NULL},
		{"Visit, 30 January 2023 to 3 February 2023", NULL, NULL},
		{"Visit, 6 February 2023 - 10 February 2023", NULL, NULL},
		{"Inspection 6 to 10 February 2023, pdf - 15 July 2024", "pdf",
			"2024-07-15"},
		{"Visit of 6 February 2023", NULL, NULL},
		{"Letter - 15 July 2024 - draft, docx", "docx", NULL},
		{"Letter, pdf - 31 February 2024", "pdf", NULL},
		{"Inspection, pdf - \xff", NULL, NULL},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct label label;

		label_read(cases[i].text, &label);
		g_test_message("%s", cases[i].text);
		g_assert_cmpstr(label.format, ==, cases[i].format);
		g_assert_cmpstr(label.published, ==, cases[i].published);
		label_clear(&label);
	}
}

/* --- pages --------------------------------------------------------------- */

static void test_page(void)
{
	static const char html[] =
		"<ul><li><a class='x publication-link y' href='/v1/1'>One"
		"<span class='nonvisual'>, pdf - 1 May 2024</span></a>"
		"<li><a class=publication-link href=/v1/1>Again</a>"
		"<li><a class='publication-links' href=/v1/2>No</a>"
		"<a class=publication-link href='javascript:x'>No</a>"
		"<a class=publication-link>No</a>"
		"<a class=publication-link href=//e.net/3?a=1&amp;b=2></a>"
		"<a rel=next href='?page=2'>";
	const struct reader reader = {
		.links = "//a[contains(concat(' ', @class, ' '), "
			 "' publication-link ')]",
		.label = ".",
		.next = "//a[@rel='next']"};
	g_autoptr(GBytes) bytes = g_bytes_new_static(html, strlen(html));
	g_autofree char *next = NULL;
	g_autoptr(GPtrArray) links = page_read(
		&reader, "https://example.org/a?page=1", bytes, &next);
	const struct store_link *link;

	g_assert_cmpuint(links->len, ==, 2);
	link = links->pdata[0];
	g_assert_cmpstr(link->address, ==, "https://example.org/v1/1");
	g_assert_cmpstr(link->label, ==, "One, pdf - 1 May 2024");
	g_assert_cmpstr(link->published, ==, "2024-05-01");
	link = links->pdata[1];
	g_assert_cmpstr(link->address, ==, "https://e.net/3?a=1&b=2");
	g_assert_null(link->label);
	g_assert_cmpstr(next, ==, "https://example.org/a?page=2");
}

static void test_page_of_nothing(void)
{
	static const char *const pages[] = {"", "\xff\xfe\x01", "%PDF-1.4", "<",
		"<html></html>", "{\"a\": 1}"};
	const struct reader reader = {.links = "//a", .label = "."};

	for (gsize i = 0; i < G_N_ELEMENTS(pages); i++) {
		g_autoptr(GBytes) bytes =
			g_bytes_new_static(pages[i], strlen(pages[i]));
		g_autofree char *next = NULL;
		g_autoptr(GPtrArray) links = page_read(
			&reader, "https://example.org/", bytes, &next);

		g_assert_cmpuint(links->len, ==, 0);
		g_assert_null(next);
	}
}

/* 11,000 links in one paragraph, which a label may take whole for each. */
static void test_page_of_links(void)
{
	static const struct {
		char *label;
		guint min, max;
	} cases[] = {
		{".", 10000, 10000},
		{"ancestor::p[1]", 1, 1000},
		{"count(preceding::a)", 10000, 10000},
	};
	g_autoptr(GString) html = g_string_new("<p>");
	g_autoptr(GBytes) bytes = NULL;

	for (int i = 0; i < 11000; i++)
		g_string_append_printf(html,
			"<a href='/%d'>Area SEND full inspection %d</a> and "
			"words beside it ",
			i, i);
	bytes = g_bytes_new(html->str, html->len);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		const struct reader reader = {
			.links = "//a", .label = cases[i].label};
		g_autofree char *next = NULL;
		g_autoptr(GPtrArray) links = page_read(
			&reader, "https://example.org/", bytes, &next);

		g_test_message("%s", cases[i].label);
		g_assert_cmpuint(links->len, >=, cases[i].min);
		g_assert_cmpuint(links->len, <=, cases[i].max);
	}
}

/* --- content ------------------------------------------------------------- */

static void test_content(void)
{
	static const char pdf[] = "%PDF-1.4\nwords\n%%EOF\n";
	static const char page[] = " <!doctype html><p>words";
	static const struct {
		struct content_claim claim;
		const char *bytes, *problem;
	} cases[] = {
		{{.format = "pdf", .address = "https://e.org/1"}, pdf, NULL},
		{{.format = "pdf", .address = "https://e.org/1"}, page,
			"not a PDF"},
		{{.format = "pdf", .address = "https://e.org/1"}, "", "empty"},
		{{.address = "https://e.org/1.PDF?x=y.html"}, page,
			"not a PDF"},
		{{.address = "https://e.org/1", .label = "Plan, docx"}, page,
			"not a Word document"},
		{{.address = "https://e.org/1.docx"}, "PK\3\4", NULL},
		{{.address = "https://e.org/1", .type = "application/pdf"},
			page, "not a PDF"},
		{{.address = "https://e.org/1", .type = "text/html"}, page,
			NULL},
		{{.address = "https://e.org/1", .type = "text/html"}, pdf,
			"not a page of HTML"},
		{{.address = "https://e.org/1"}, pdf, NULL},
		{{.address = "https://e.org/1"}, "plain words", NULL},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GBytes) bytes = g_bytes_new_static(
			cases[i].bytes, strlen(cases[i].bytes));
		bool may_stand;

		g_assert_cmpstr(
			content_problem(&cases[i].claim, bytes, &may_stand), ==,
			cases[i].problem);
		g_assert_false(may_stand);
	}
}

static void test_content_cut(void)
{
	const struct content_claim claim = {.address = "https://e.org/1"};
	g_autoptr(GBytes) bytes = g_bytes_new_static("%PDF-1.4\nwor", 12);
	bool may_stand;

	g_assert_cmpstr(content_problem(&claim, bytes, &may_stand), ==,
		"a PDF without its end");
	g_assert_true(may_stand);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/fetch/robots/rules", test_robots_rules);
	g_test_add_func("/fetch/robots/many-stars", test_robots_many_stars);
	g_test_add_func("/fetch/robots/bytes", test_robots_bytes);
	g_test_add_func("/fetch/retry-after", test_retry_after);
	g_test_add_func("/fetch/address/resolve", test_resolve);
	g_test_add_func("/fetch/address/long", test_resolve_long);
	g_test_add_func("/fetch/address/parts", test_parts);
	g_test_add_func("/fetch/address/public", test_public);
	g_test_add_func("/fetch/address/sockets", test_public_sockets);
	g_test_add_func("/fetch/address/proxy", test_proxy);
	g_test_add_func("/fetch/labels", test_labels);
	g_test_add_func("/fetch/page", test_page);
	g_test_add_func("/page/links", test_page_of_links);
	g_test_add_func("/fetch/page/nothing", test_page_of_nothing);
	g_test_add_func("/fetch/content", test_content);
	g_test_add_func("/fetch/content/cut", test_content_cut);
	return g_test_run();
}
