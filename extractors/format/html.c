/*
 * html.c - web pages, such as those on which councils publish statements and
 * plans: the main content, as blocks.
 */
#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

#include "extractors/extractor.h"
#include "extractors/flow.h"
#include "extractors/format/html-main.h"
#include "extractors/format/marker.h"
#include "extractors/limits.h"

#define PROBED_BYTES 2048

#define MAX_LISTS 20 /* one in another */

struct list {
	bool numbered;
	enum marker_kind kind;
	int count; /* of items so far */
};

struct html {
	struct flow *flow;
	struct flow_style style;
	struct list lists[MAX_LISTS];
	int depth;     /* of lists, which may be beyond MAX_LISTS */
	int tables;    /* one in another */
	bool too_deep; /* elements nested beyond LIMIT_XML_DEPTH */

	/* What the next words begin, if they begin anything. */
	bool begins;
	enum text_role role;
	int level;
	char *marker;
};

/* --- blocks -------------------------------------------------------------- */

static void begin_next(struct html *html, enum text_role role, int level)
{
	html->begins = true;
	html->role = role;
	html->level = level;
	g_clear_pointer(&html->marker, g_free);
}

/* A paragraph, unless the list item or heading around it is still empty. */
static void begin_paragraph(struct html *html)
{
	if (!html->begins)
		begin_next(html, TEXT_PARAGRAPH, 0);
}

static void begin_block(struct html *html)
{
	const struct flow_block block = {
		.role = html->role,
		.level = html->level,
		.marker = html->marker,
	};

	if (!html->begins)
		return;
	flow_begin(html->flow, &block);
	html->begins = false;
	g_clear_pointer(&html->marker, g_free);
}

static void add_words(struct html *html, const char *words)
{
	bool is_blank = words[strspn(words, " \t\r\n\f")] == '\0';

	if (html->begins && is_blank)
		return;
	begin_block(html);
	flow_set_style(html->flow, &html->style);
	flow_words(html->flow, words);
}

/* --- lists --------------------------------------------------------------- */

static int number_of(const xmlNode *element, const char *name, int otherwise)
{
	xmlChar *value = xmlGetNoNsProp(element, (const xmlChar *)name);
	int number = otherwise;

	if (value != NULL && g_ascii_isdigit(*value))
		number = (int)CLAMP(
			strtol((const char *)value, NULL, 10), 0, 1000000);
	xmlFree(value);
	return number;
}

static enum marker_kind kind_of_list(const xmlNode *element)
{
	static const char types[] = "aAiI";
	static const enum marker_kind kinds[] = {MARKER_LOWER_LETTER,
		MARKER_UPPER_LETTER, MARKER_LOWER_ROMAN, MARKER_UPPER_ROMAN};
	xmlChar *type = xmlGetNoNsProp(element, (const xmlChar *)"type");
	enum marker_kind kind = MARKER_DECIMAL;

	if (type != NULL && *type != '\0' && strchr(types, *type) != NULL)
		kind = kinds[strchr(types, *type) - types];
	xmlFree(type);
	return kind;
}

static void enter_list(struct html *html, const xmlNode *element, bool numbered)
{
	if (html->depth < MAX_LISTS)
		html->lists[html->depth] = (struct list){
			.numbered = numbered,
			.kind = kind_of_list(element),
			.count = number_of(element, "start", 1) - 1,
		};
	html->depth++;
}

static void begin_item(struct html *html, const xmlNode *element)
{
	int at = MIN(html->depth, MAX_LISTS) - 1;
	struct list *list;
	g_autoptr(GString) marker = g_string_new(NULL);

	if (at < 0) {
		begin_next(html, TEXT_PARAGRAPH, 0);
		return;
	}
	list = &html->lists[at];
	list->count = number_of(element, "value", list->count + 1);
	if (list->numbered) {
		marker_append(marker, list->kind, list->count);
		g_string_append_c(marker, '.');
	} else {
		g_string_append(marker, "\u2022");
	}
	begin_next(html, TEXT_BULLET, html->depth);
	html->marker = g_strdup(marker->str);
}

/* --- tables -------------------------------------------------------------- */

/* Colours by name that plans are rated with. */
static const struct {
	const char *name, *fill;
} colours[] = {
	{"red", "#ff0000"},
	{"orange", "#ffa500"},
	{"amber", "#ffbf00"},
	{"yellow", "#ffff00"},
	{"green", "#008000"},
	{"lime", "#00ff00"},
	{"lightgreen", "#90ee90"},
	{"blue", "#0000ff"},
	{"grey", "#808080"},
	{"gray", "#808080"},
};

static char *fill_of_colour(const char *colour)
{
	gsize length;

	colour += strspn(colour, " \t");
	length = strcspn(colour, " \t;!");
	if (length == 7 && *colour == '#' &&
		strspn(colour + 1, "0123456789abcdefABCDEF") >= 6) {
		g_autofree char *lower = g_ascii_strdown(colour, 7);

		return strcmp(lower, "#ffffff") == 0 ? NULL
						     : g_steal_pointer(&lower);
	}
	if (length == 4 && *colour == '#' &&
		strspn(colour + 1, "0123456789abcdefABCDEF") >= 3 &&
		g_ascii_strncasecmp(colour, "#fff", 4) != 0) {
		g_autofree char *lower = g_ascii_strdown(colour, 4);

		return g_strdup_printf("#%c%c%c%c%c%c", lower[1], lower[1],
			lower[2], lower[2], lower[3], lower[3]);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(colours); i++) {
		if (strlen(colours[i].name) == length &&
			g_ascii_strncasecmp(colour, colours[i].name, length) ==
				0)
			return g_strdup(colours[i].fill);
	}
	return NULL;
}

/* "#rrggbb" of a cell, or NULL for none or white. */
static char *fill_of(const xmlNode *element)
{
	xmlChar *style = xmlGetNoNsProp(element, (const xmlChar *)"style");
	xmlChar *old = xmlGetNoNsProp(element, (const xmlChar *)"bgcolor");
	const char *at = NULL;
	char *fill = NULL;

	if (style != NULL)
		at = strstr((const char *)style, "background");
	if (at != NULL)
		at = strchr(at, ':');
	if (at != NULL)
		fill = fill_of_colour(at + 1);
	else if (old != NULL)
		fill = fill_of_colour((const char *)old);
	xmlFree(style);
	xmlFree(old);
	return fill;
}

static void begin_cell(struct html *html, const xmlNode *element)
{
	g_autofree char *fill = fill_of(element);
	const struct flow_cell cell = {
		.row_span = number_of(element, "rowspan", 1),
		.column_span = number_of(element, "colspan", 1),
		.fill = fill,
	};

	if (html->tables == 0) {
		begin_next(html, TEXT_PARAGRAPH, 0);
		return;
	}
	flow_cell_begin(html->flow, &cell);
	html->begins = false;
}

/* Does `element` stand for nothing but the place of what is in it? */
static bool is_for_layout(const xmlNode *element)
{
	return html_attribute_is(element, "role", "presentation") ||
	       html_attribute_is(element, "role", "none");
}

/* --- the walk ------------------------------------------------------------ */

enum kind {
	KIND_INLINE,
	KIND_BLOCK,
	KIND_HEADING,
	KIND_BREAK,
	KIND_BULLETS,
	KIND_NUMBERS,
	KIND_ITEM,
	KIND_TABLE,
	KIND_ROW,
	KIND_CELL,
	KIND_BOLD,
	KIND_ITALIC,
};

static const struct {
	const char *name;
	enum kind kind;
} elements[] = {
	{"p", KIND_BLOCK},
	{"div", KIND_BLOCK},
	{"section", KIND_BLOCK},
	{"article", KIND_BLOCK},
	{"main", KIND_BLOCK},
	{"header", KIND_BLOCK},
	{"footer", KIND_BLOCK},
	{"aside", KIND_BLOCK},
	{"blockquote", KIND_BLOCK},
	{"pre", KIND_BLOCK},
	{"address", KIND_BLOCK},
	{"dl", KIND_BLOCK},
	{"dt", KIND_BLOCK},
	{"dd", KIND_BLOCK},
	{"form", KIND_BLOCK},
	{"fieldset", KIND_BLOCK},
	{"figure", KIND_BLOCK},
	{"figcaption", KIND_BLOCK},
	{"caption", KIND_BLOCK},
	{"details", KIND_BLOCK},
	{"summary", KIND_BLOCK},
	{"center", KIND_BLOCK},
	{"hr", KIND_BLOCK},
	{"h1", KIND_HEADING},
	{"h2", KIND_HEADING},
	{"h3", KIND_HEADING},
	{"h4", KIND_HEADING},
	{"h5", KIND_HEADING},
	{"h6", KIND_HEADING},
	{"br", KIND_BREAK},
	{"ul", KIND_BULLETS},
	{"ol", KIND_NUMBERS},
	{"li", KIND_ITEM},
	{"table", KIND_TABLE},
	{"tr", KIND_ROW},
	{"td", KIND_CELL},
	{"th", KIND_CELL},
	{"b", KIND_BOLD},
	{"strong", KIND_BOLD},
	{"i", KIND_ITALIC},
	{"em", KIND_ITALIC},
};

/* Tables for layout, and what is in them, are plain blocks; in a cell of
 * another table they are as any table there. */
static enum kind kind_of(const struct html *html, const xmlNode *element)
{
	for (gsize i = 0; i < G_N_ELEMENTS(elements); i++) {
		if (strcmp((const char *)element->name, elements[i].name) == 0)
			return elements[i].kind == KIND_TABLE &&
					       html->tables == 0 &&
					       is_for_layout(element)
				       ? KIND_BLOCK
				       : elements[i].kind;
	}
	return KIND_INLINE;
}

static void enter(struct html *html, const xmlNode *element, enum kind kind)
{
	switch (kind) {
	case KIND_BLOCK:
		begin_paragraph(html);
		break;
	case KIND_HEADING:
		begin_next(html, TEXT_HEADING, element->name[1] - '0');
		break;
	case KIND_BREAK:
		flow_break(html->flow);
		break;
	case KIND_BULLETS:
	case KIND_NUMBERS:
		enter_list(html, element, kind == KIND_NUMBERS);
		break;
	case KIND_ITEM:
		begin_item(html, element);
		break;
	case KIND_TABLE:
		html->tables++;
		flow_table_begin(html->flow);
		break;
	case KIND_ROW:
		flow_row_begin(html->flow);
		break;
	case KIND_CELL:
		begin_cell(html, element);
		break;
	case KIND_BOLD:
		html->style.bold = true;
		break;
	case KIND_ITALIC:
		html->style.italic = true;
		break;
	case KIND_INLINE:
		break;
	}
}

static void leave(struct html *html, enum kind kind)
{
	switch (kind) {
	case KIND_BULLETS:
	case KIND_NUMBERS:
		html->depth--;
		begin_next(html, TEXT_PARAGRAPH, 0);
		break;
	case KIND_BLOCK:
	case KIND_HEADING:
	case KIND_ITEM:
		begin_next(html, TEXT_PARAGRAPH, 0);
		break;
	case KIND_TABLE:
		html->tables--;
		flow_table_end(html->flow);
		begin_next(html, TEXT_PARAGRAPH, 0);
		break;
	case KIND_CELL:
		flow_cell_end(html->flow);
		break;
	default:
		break;
	}
}

static void walk(struct html *html, const xmlNode *node, int depth)
{
	struct flow_style style = html->style;
	enum kind kind;

	if (depth > LIMIT_XML_DEPTH)
		html->too_deep = true;
	if (html->too_deep || flow_is_full(html->flow))
		return;
	if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
		add_words(html, (const char *)node->content);
	if (node->type != XML_ELEMENT_NODE || html_is_dropped(node, true))
		return;
	kind = kind_of(html, node);
	enter(html, node, kind);
	for (const xmlNode *at = node->children; at != NULL; at = at->next)
		walk(html, at, depth + 1);
	html->style = style;
	leave(html, kind);
}

/* --- bytes --------------------------------------------------------------- */

/* The characters of windows-1252 from 0x80 to 0x9f. */
static const gunichar windows_1252[] = {0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e,
	0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd,
	0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013,
	0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178};

static char *from_windows_1252(const char *data, gsize size)
{
	GString *out = g_string_sized_new(size + size / 8);

	for (gsize i = 0; i < size; i++) {
		guchar byte = (guchar)data[i];

		if (byte >= 0x80 && byte < 0xa0)
			g_string_append_unichar(out, windows_1252[byte - 0x80]);
		else
			g_string_append_unichar(out, byte);
	}
	return g_string_free(out, FALSE);
}

static char *from_utf_16(const char *data, gsize size, bool swapped)
{
	gsize count = size / 2;
	g_autofree guint16 *units = g_malloc(size + 2);
	char *out;

	memcpy(units, data, count * 2);
	for (gsize i = 0; i < count; i++) {
		if (units[i] == 0)
			units[i] = 0xfffd; /* a NUL would end it */
		else if (swapped)
			units[i] = GUINT16_SWAP_LE_BE(units[i]);
	}
	out = g_utf16_to_utf8(units, (glong)count, NULL, NULL, NULL);
	return out != NULL ? out : g_strdup("");
}

/* Whether it is UTF-8, but for a few bytes that went wrong: what is not has
 * hardly a character that could be. */
static bool is_mostly_utf_8(const char *data, gsize size)
{
	gsize good = 0, bad = 0;

	for (gsize i = 0; i < size; i++) {
		const char *end;

		if ((guchar)data[i] < 0x80)
			continue;
		g_utf8_validate(data + i, (gssize)MIN(size - i, 4), &end);
		if (end > data + i) {
			good++;
			i = (gsize)(g_utf8_next_char(data + i) - data) - 1;
		} else {
			bad++;
		}
	}
	return bad <= good;
}

/* Bytes without NULs, which end strings and stand for nothing; `*size` is
 * changed. Freed by the caller. */
static char *without_nuls(const char *data, gsize *size)
{
	char *out = g_malloc(*size + 1);
	gsize kept = 0;

	for (gsize i = 0; i < *size; i++)
		if (data[i] != '\0')
			out[kept++] = data[i];
	out[kept] = '\0';
	*size = kept;
	return out;
}

/*
 * The page as UTF-8. Pages that claim another encoding but are UTF-8 are
 * UTF-8; the rest are nearly always windows-1252, whatever they claim.
 */
static char *decode(GBytes *bytes)
{
	gsize size;
	const char *data = g_bytes_get_data(bytes, &size);

	if (size >= 2 && memcmp(data, "\xff\xfe", 2) == 0)
		return from_utf_16(data + 2, size - 2, false);
	if (size >= 2 && memcmp(data, "\xfe\xff", 2) == 0)
		return from_utf_16(data + 2, size - 2, true);
	g_autofree char *page = without_nuls(data, &size);
	if (size >= 3 && memcmp(page, "\xef\xbb\xbf", 3) == 0)
		return g_utf8_make_valid(page + 3, (gssize)size - 3);
	return is_mostly_utf_8(page, size)
		       ? g_utf8_make_valid(page, (gssize)size)
		       : from_windows_1252(page, size);
}

/* The parser stops by itself at depths that LIMIT_XML_DEPTH does not allow. */
static htmlDocPtr parse_page(const char *page, bool *stopped)
{
	htmlParserCtxtPtr parser = htmlNewParserCtxt();
	htmlDocPtr document;

	document = htmlCtxtReadMemory(parser, page, (int)strlen(page), NULL,
		"UTF-8",
		HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR |
			HTML_PARSE_NOWARNING | HTML_PARSE_COMPACT);
	*stopped = parser->disableSAX != 0;
	htmlFreeParserCtxt(parser);
	return document;
}

static htmlDocPtr parse(GBytes *bytes, GError **error)
{
	g_autofree char *page = NULL;
	htmlDocPtr document = NULL;
	bool stopped = false;

	if (g_bytes_get_size(bytes) > LIMIT_HTML_BYTES) {
		g_set_error(error, EXTRACT_ERROR, EXTRACT_ERROR_LIMIT,
			"over the limit of bytes a page");
		return NULL;
	}
	page = decode(bytes);
	document = parse_page(page, &stopped);
	if (!stopped && document != NULL &&
		xmlDocGetRootElement(document) != NULL)
		return document;
	xmlFreeDoc(document);
	if (stopped)
		g_set_error(error, EXTRACT_ERROR, EXTRACT_ERROR_LIMIT,
			"over the limit of nested elements");
	else
		g_set_error(error, EXTRACT_ERROR, EXTRACT_ERROR_DAMAGED,
			"damaged: nothing on the page");
	return NULL;
}

/* --- the page ------------------------------------------------------------ */

static char *find_title(const xmlNode *node, int depth)
{
	char *title = NULL;

	if (node->type != XML_ELEMENT_NODE || depth > LIMIT_XML_DEPTH)
		return NULL;
	if (strcmp((const char *)node->name, "title") == 0) {
		xmlChar *words = xmlNodeGetContent(node);

		title = text_clean(words != NULL ? (const char *)words : "");
		xmlFree(words);
		return title;
	}
	for (const xmlNode *at = node->children; at != NULL && title == NULL;
		at = at->next)
		title = find_title(at, depth + 1);
	return title;
}

static bool read_page(struct text *text, xmlNode *root, GError **error)
{
	struct html html = {.flow = flow_new(text)};

	text->title = find_title(root, 0);
	walk(&html, html_main(root), 0);
	g_free(html.marker);
	if (!flow_end(html.flow, error))
		return false;
	if (html.too_deep)
		g_set_error(error, EXTRACT_ERROR, EXTRACT_ERROR_LIMIT,
			"over the limit of nested elements");
	return !html.too_deep;
}

static struct text *extract(GBytes *bytes, struct ocr *ocr, GError **error)
{
	htmlDocPtr document = parse(bytes, error);
	g_autoptr(Text) text = NULL;
	bool ok;

	(void)ocr; /* pictures on it are not pages of text */
	if (document == NULL)
		return NULL;
	text = text_new("html");
	ok = read_page(text, xmlDocGetRootElement(document), error);
	xmlFreeDoc(document);
	return ok ? g_steal_pointer(&text) : NULL;
}

static bool probe(const void *data, size_t size)
{
	static const char *const marks[] = {
		"<!doctype html", "<html", "<head", "<body"};
	g_autoptr(GBytes) start = g_bytes_new(data, MIN(size, PROBED_BYTES));
	g_autofree char *words = decode(start);
	g_autofree char *lower = g_ascii_strdown(words, -1);

	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
		if (strstr(lower, marks[i]) != NULL)
			return true;
	}
	return false;
}

const struct extractor extractor_html = {
	.name = "html",
	.probe = probe,
	.extract = extract,
};
