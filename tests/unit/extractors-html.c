/*
 * Web pages: what is read of them and what is left out.
 */
#include <string.h>

#include "extractors/extractor.h"

/* The dump without its head, or "! " and the reason there is none. */
static char *dump(const void *page, gsize size)
{
	g_autoptr(GBytes) bytes = g_bytes_new(page, size);
	g_autoptr(GError) error = NULL;
	g_autoptr(Text) text = extractor_run(bytes, NULL, &error);
	g_autoptr(GString) out = g_string_new(NULL);

	if (text == NULL)
		return g_strdup_printf("! %s", error->message);
	text_dump(text, out);
	return g_strdup(strchr(out->str, '\n') + 1);
}

static void expect(const char *body, const char *expected)
{
	g_autofree char *page =
		g_strdup_printf("<html><body>%s</body></html>", body);
	g_autofree char *got = dump(page, strlen(page));

	g_assert_cmpstr(got, ==, expected);
}

static void test_html__blocks(void)
{
	expect("<h1>Plan</h1><p>One <b>bold</b>\n word.<p>Two<br>lines."
	       "<div>Three<div>Four</div>Five</div>",
		"[heading 1] Plan\n[paragraph] One bold word.\n"
		"[paragraph] Two lines.\n[paragraph] Three\n"
		"[paragraph] Four\n[paragraph] Five\n");
}

static void test_html__lists(void)
{
	expect("<ul><li>a<ol start=3 type=a><li>x<li><p>y</p></ol></li>"
	       "<li><p>b</p></li></ul>Then.",
		"[bullet 1 \"\u2022\"] a\n[bullet 2 \"c.\"] x\n"
		"[bullet 2 \"d.\"] y\n[bullet 1 \"\u2022\"] b\n"
		"[paragraph] Then.\n");
}

static void test_html__tables(void)
{
	expect("<table><caption>Actions</caption><tr><th colspan=2>Wide</th>"
	       "<td rowspan='2' style='color:red; background: "
	       "Amber'>t</td></tr>"
	       "<tr><td>a</td><td bgcolor=#0F0>b</td></tr>"
	       "<tr><td>c<td>d</table>",
		"[paragraph] Actions\n"
		"[cell 1 r0 c0 span 1x2] Wide\n"
		"[cell 1 r0 c2 span 2x1 #ffbf00] t\n[cell 1 r1 c0] a\n"
		"[cell 1 r1 c1 #00ff00] b\n[cell 1 r2 c0] c\n"
		"[cell 1 r2 c1] d\n");
}

/* Paragraphs and items of a cell are blocks of it, lines and tables are not. */
static void test_html__parts_of_a_cell(void)
{
	expect("<table><tr><td><p>Write:<ul><li>a plan,<li>a<br>letter</ul>"
	       "<div>by May</div><td>x<table><tr><td>y<td>z</table></table>",
		"[cell 1 r0 c0] Write:\n[cell 1 r0 c0 \"\u2022\"] a plan,\n"
		"[cell 1 r0 c0 \"\u2022\"] a letter\n"
		"[cell 1 r0 c0] by May\n[cell 1 r0 c1] x y z\n");
}

static void test_html__tables_for_layout(void)
{
	expect("<p>Before</p><table role=presentation><tr><td>One.</td>"
	       "<td><p>Two.</p></td></tr></table>",
		"[paragraph] Before\n[paragraph] One.\n[paragraph] Two.\n");
	expect("<table><tr><td>a<table role=presentation><tr><td>x</td>"
	       "<td>y</td></tr></table></td><td>b</td></tr><tr><td>c</td>"
	       "<td>d</td></tr></table>",
		"[cell 1 r0 c0] a x y\n[cell 1 r0 c1] b\n"
		"[cell 1 r1 c0] c\n[cell 1 r1 c1] d\n");
}

static void test_html__hidden_things(void)
{
	expect("<script>x()</script><style>p{}</style><p hidden>a</p>"
	       "<p style='DISPLAY : none; display: none'>b</p>"
	       "<p aria-hidden=true>c</p><button>d</button><p>Seen.</p>",
		"[paragraph] Seen.\n");
}

static void test_html__main_element(void)
{
	expect("<header>Council</header><nav><a href=/>Home</a></nav>"
	       "<div id=cookie-banner>We use cookies.</div>"
	       "<main><header><h1>Statement</h1></header><p>Words.</p></main>"
	       "<footer>Contact us</footer>",
		"[heading 1] Statement\n[paragraph] Words.\n");
}

static void test_html__article_and_role(void)
{
	expect("<div class=x>Around</div><article><p>The subject of the page "
	       "is told here at length.</p></article>",
		"[paragraph] The subject of the page is told here at "
		"length.\n");
	expect("<div>Around</div><div role=main><p>Here.</p></div>",
		"[paragraph] Here.\n");
}

/* Nothing says which part matters: the text outside links does. */
static void test_html__density(void)
{
	expect("<div class=top><a href=a>Bins</a> <a href=b>Schools</a></div>"
	       "<div class=page><div class=left><ul><li><a href=c>Tax and "
	       "benefits and all that one may pay</a></li></ul></div>"
	       "<div class=middle><h2>Plan</h2><p>Families in Ottermouth wait "
	       "too long, and this page says what will be "
	       "done.</p></div></div>",
		"[heading 2] Plan\n[paragraph] Families in Ottermouth wait too "
		"long, and this page says what will be done.\n");
}

static void test_html__encodings(void)
{
	static const char old[] = "<html><body><p>caf\xe9 \x96 \x93ok\x94</p>";
	static const char wide[] = "\xff\xfe<\0h\0t\0m\0l\0>\0<\0p\0>\0\xe9\0";
	static const char broken[] = "<html><p>caf\xc3\xa9\0 \xe2\x80\x93 ok";
	static const char torn[] = "<html><p>caf\xc3\xa9 \xe2\x80\x93 \x93ok";
	static const char marked[] = "\xef\xbb\xbf<html><p>caf\xc3\xa9</p>";
	g_autofree char *from_old = dump(old, strlen(old));
	g_autofree char *from_wide = dump(wide, sizeof(wide) - 1);
	g_autofree char *from_marked = dump(marked, strlen(marked));
	g_autofree char *from_broken = dump(broken, sizeof(broken) - 1);
	g_autofree char *from_torn = dump(torn, sizeof(torn) - 1);

	g_assert_cmpstr(
		from_old, ==, "[paragraph] caf\u00e9 \u2013 \u201cok\u201d\n");
	g_assert_cmpstr(from_wide, ==, "[paragraph] \u00e9\n");
	g_assert_cmpstr(from_marked, ==, "[paragraph] caf\u00e9\n");
	g_assert_cmpstr(from_broken, ==, "[paragraph] caf\u00e9 \u2013 ok\n");
	g_assert_cmpstr(
		from_torn, ==, "[paragraph] caf\u00e9 \u2013 \ufffdok\n");
}

static void test_html__nested_too_deeply(void)
{
	GString *page = g_string_new("<html><body><p>First.</p>");

	for (int i = 0; i < 100000; i++)
		g_string_append(page, "<div>");
	g_string_append(page, "Deep.");
	expect(page->str, "! over the limit of nested elements");
	g_string_free(page, TRUE);
}

static void test_html__is_known_by_content(void)
{
	g_autofree char *plain = dump("Just words", 10);
	g_autofree char *page = dump("\n<!-- x --><!DOCTYPE HTML><p>Hi", 31);

	g_assert_cmpstr(plain, ==, "! no known format");
	g_assert_cmpstr(page, ==, "[paragraph] Hi\n");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/html/blocks", test_html__blocks);
	g_test_add_func("/html/lists", test_html__lists);
	g_test_add_func("/html/tables", test_html__tables);
	g_test_add_func("/html/parts-of-a-cell", test_html__parts_of_a_cell);
	g_test_add_func(
		"/html/tables-for-layout", test_html__tables_for_layout);
	g_test_add_func("/html/hidden-things", test_html__hidden_things);
	g_test_add_func("/html/main-element", test_html__main_element);
	g_test_add_func("/html/article-and-role", test_html__article_and_role);
	g_test_add_func("/html/density", test_html__density);
	g_test_add_func("/html/encodings", test_html__encodings);
	g_test_add_func(
		"/html/nested-too-deeply", test_html__nested_too_deeply);
	g_test_add_func(
		"/html/is-known-by-content", test_html__is_known_by_content);
	return g_test_run();
}
