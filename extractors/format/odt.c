/*
 * odt.c - OpenDocument texts: as docx.c for what LibreOffice writes. Deleted
 * words stand apart from the text there, so that they need only be passed
 * over.
 */
#include <stdlib.h>
#include <string.h>

#include "extractors/extractor.h"
#include "extractors/flow.h"
#include "extractors/format/odt-styles.h"
#include "extractors/format/package.h"
#include "extractors/limits.h"

#define MAX_NESTED 64 /* lists, or spans of one look, one in another */

/* Spaces that a number stands for are no more than these. */
#define MAX_REPEAT 1000

struct list {
	char *style; /* or NULL for that of the list around it */
	int count;   /* items so far */
};

struct odt {
	struct flow *flow;
	struct odt_styles *styles;
	bool in_body; /* within what holds words */
	enum text_role role;

	struct list lists[MAX_NESTED];
	int depth;        /* of lists, which may be beyond MAX_NESTED */
	bool item_begins; /* the next paragraph takes the marker */

	struct flow_style looks[MAX_NESTED];
	int spans;      /* likewise */
	int paragraphs; /* open: words elsewhere are only white space */

	int tables;
	int repeats; /* of the cell at hand */
};

static struct flow_style look(const struct odt *odt)
{
	int last = MIN(odt->spans, MAX_NESTED) - 1;

	return last >= 0 ? odt->looks[last] : (struct flow_style){0};
}

/* The look of an element with a style of its own, on top of what is around. */
static void push_look(struct odt *odt, xmlTextReader *node)
{
	g_autofree char *name = package_attribute(node, "style-name");
	const struct odt_style *style = odt_styles_find(odt->styles, name);
	struct flow_style style_of = look(odt);

	if (style->bold >= 0)
		style_of.bold = style->bold;
	if (style->italic >= 0)
		style_of.italic = style->italic;
	if (style->size > 0)
		style_of.size = style->size;
	if (odt->spans < MAX_NESTED)
		odt->looks[odt->spans] = style_of;
	odt->spans++;
	flow_set_style(odt->flow, &style_of);
}

static void pop_look(struct odt *odt)
{
	struct flow_style style_of;

	odt->spans--;
	style_of = look(odt);
	flow_set_style(odt->flow, &style_of);
}

/* --- lists --------------------------------------------------------------- */

static void begin_list(struct odt *odt, xmlTextReader *node)
{
	if (odt->depth < MAX_NESTED)
		odt->lists[odt->depth] = (struct list){
			.style = package_attribute(node, "style-name")};
	odt->depth++;
}

static void end_list(struct odt *odt)
{
	if (--odt->depth < MAX_NESTED)
		g_clear_pointer(&odt->lists[odt->depth].style, g_free);
	odt->item_begins = false;
}

static void begin_item(struct odt *odt)
{
	int at = MIN(odt->depth, MAX_NESTED) - 1;

	if (at < 0)
		return;
	odt->lists[at].count++;
	odt->item_begins = true;
}

static char *next_marker(const struct odt *odt)
{
	const char *style = NULL;
	int depth = MIN(odt->depth, MAX_NESTED);

	for (int i = depth - 1; i >= 0 && style == NULL; i--)
		style = odt->lists[i].style;
	return odt_styles_marker(
		odt->styles, style, depth, odt->lists[depth - 1].count);
}

/* --- paragraphs ---------------------------------------------------------- */

static void begin_paragraph(struct odt *odt, xmlTextReader *node)
{
	g_autofree char *marker = NULL;
	struct flow_block block = {.role = odt->role};

	if (odt->item_begins && odt->depth > 0) {
		marker = next_marker(odt);
		block.role = TEXT_BULLET;
		block.level = odt->depth;
		block.marker = marker;
	}
	odt->item_begins = false;
	flow_begin(odt->flow, &block);
	push_look(odt, node);
	odt->paragraphs++;
}

static void begin_heading(struct odt *odt, xmlTextReader *node)
{
	const struct flow_block block = {
		.role = TEXT_HEADING,
		.level = package_number(node, "outline-level", 1),
	};

	flow_begin(odt->flow, &block);
	push_look(odt, node);
	odt->paragraphs++;
}

static void end_paragraph(struct odt *odt)
{
	pop_look(odt);
	odt->paragraphs--;
}

static void add_spaces(struct odt *odt, xmlTextReader *node)
{
	int count = CLAMP(package_number(node, "c", 1), 1, MAX_REPEAT);

	while (count-- > 0)
		flow_words(odt->flow, " ");
}

/* --- tables -------------------------------------------------------------- */

static void begin_cell(struct odt *odt, xmlTextReader *node)
{
	g_autofree char *name = package_attribute(node, "style-name");
	const struct flow_cell cell = {
		.row_span = package_number(node, "number-rows-spanned", 1),
		.column_span =
			package_number(node, "number-columns-spanned", 1),
		.fill = odt_styles_find(odt->styles, name)->fill,
	};

	if (odt->tables == 1)
		odt->repeats =
			package_number(node, "number-columns-repeated", 1);
	flow_cell_begin(odt->flow, &cell);
}

/* Cells that repeat are empty ones; only the first is looked at. */
static void end_cell(struct odt *odt)
{
	flow_cell_end(odt->flow);
	if (odt->tables == 1)
		flow_cell_skip(odt->flow, odt->repeats - 1);
}

/* --- the walk ------------------------------------------------------------ */

static bool is_passed_over(const char *name)
{
	static const char *const names[] = {"text:tracked-changes",
		"office:annotation", "text:note-citation", "text:hidden-text",
		"text:hidden-paragraph", "office:forms", "text:sequence-decls",
		"svg:title", "svg:desc", "text:ruby-text", NULL};

	return g_strv_contains(names, name);
}

static void begin_note(struct odt *odt)
{
	const struct flow_block block = {.role = TEXT_FOOTNOTE};

	flow_enter(odt->flow);
	flow_begin(odt->flow, &block);
	odt->role = TEXT_FOOTNOTE;
}

static void end_note(struct odt *odt)
{
	flow_leave(odt->flow);
	odt->role = TEXT_PARAGRAPH;
}

static bool is_table_part(
	struct odt *odt, const char *name, xmlTextReader *node)
{
	if (strcmp(name, "table:table") == 0) {
		odt->tables++;
		flow_table_begin(odt->flow);
	} else if (strcmp(name, "table:table-row") == 0) {
		flow_row_begin(odt->flow);
	} else if (strcmp(name, "table:table-cell") == 0) {
		begin_cell(odt, node);
	} else {
		return false;
	}
	return true;
}

static void start_words(struct odt *odt, const char *name, xmlTextReader *node)
{
	if (strcmp(name, "text:p") == 0)
		begin_paragraph(odt, node);
	else if (strcmp(name, "text:h") == 0)
		begin_heading(odt, node);
	else if (strcmp(name, "text:span") == 0)
		push_look(odt, node);
	else if (strcmp(name, "text:list") == 0)
		begin_list(odt, node);
	else if (strcmp(name, "text:list-item") == 0)
		begin_item(odt);
	else if (strcmp(name, "text:s") == 0)
		add_spaces(odt, node);
	else if (strcmp(name, "text:tab") == 0)
		flow_words(odt->flow, " ");
	else if (strcmp(name, "text:line-break") == 0)
		flow_break(odt->flow);
	else if (strcmp(name, "text:note-body") == 0)
		begin_note(odt);
	else if (strcmp(name, "draw:text-box") == 0)
		flow_enter(odt->flow);
}

static bool start(void *user, const char *name, xmlTextReader *node)
{
	struct odt *odt = user;

	if (flow_is_full(odt->flow) || is_passed_over(name))
		return false;
	if (strcmp(name, "office:text") == 0)
		odt->in_body = true;
	if (odt->in_body && !is_table_part(odt, name, node))
		start_words(odt, name, node);
	return true;
}

static void end(void *user, const char *name)
{
	struct odt *odt = user;

	if (!odt->in_body)
		return;
	if (strcmp(name, "text:p") == 0 || strcmp(name, "text:h") == 0)
		end_paragraph(odt);
	else if (strcmp(name, "text:span") == 0)
		pop_look(odt);
	else if (strcmp(name, "text:list") == 0)
		end_list(odt);
	else if (strcmp(name, "text:note-body") == 0)
		end_note(odt);
	else if (strcmp(name, "draw:text-box") == 0)
		flow_leave(odt->flow);
	else if (strcmp(name, "table:table-cell") == 0)
		end_cell(odt);
	else if (strcmp(name, "table:table") == 0)
		odt->tables--, flow_table_end(odt->flow);
	else if (strcmp(name, "office:text") == 0)
		odt->in_body = false;
}

static void words(void *user, const char *string)
{
	struct odt *odt = user;

	if (odt->in_body && odt->paragraphs > 0)
		flow_words(odt->flow, string);
}

/* --- running heads, in styles.xml ---------------------------------------- */

static bool is_running(const char *name)
{
	return g_str_has_prefix(name, "style:header") ||
	       g_str_has_prefix(name, "style:footer");
}

static bool start_styles(void *user, const char *name, xmlTextReader *node)
{
	struct odt *odt = user;

	if (is_running(name) && strstr(name, "-style") == NULL)
		odt->in_body = true;
	return start(user, name, node);
}

static void end_styles(void *user, const char *name)
{
	struct odt *odt = user;

	if (is_running(name))
		odt->in_body = false;
	end(user, name);
}

/* --- the package --------------------------------------------------------- */

static const struct package_reader content_reader = {
	.namespaces = odt_namespaces,
	.start = start,
	.end = end,
	.words = words,
};

static const struct package_reader styles_reader = {
	.namespaces = odt_namespaces,
	.start = start_styles,
	.end = end_styles,
	.words = words,
};

static bool is_wanted(const char *name)
{
	return strcmp(name, "content.xml") == 0 ||
	       strcmp(name, "styles.xml") == 0;
}

static bool read_words(
	struct odt *odt, GBytes *content, GBytes *styles, GError **error)
{
	if (!package_walk(content, &content_reader, odt, error))
		return false;
	odt->role = TEXT_RUNNING_HEAD;
	return styles == NULL ||
	       package_walk(styles, &styles_reader, odt, error);
}

static bool read_members(struct text *text, GHashTable *members, GError **error)
{
	GBytes *content = g_hash_table_lookup(members, "content.xml");
	GBytes *sheet = g_hash_table_lookup(members, "styles.xml");
	g_autoptr(OdtStyles) styles = NULL;
	struct odt odt = {.flow = NULL};
	bool ok;

	if (content == NULL) {
		g_set_error(error, EXTRACT_ERROR, EXTRACT_ERROR_DAMAGED,
			"damaged: no document in the package");
		return false;
	}
	styles = odt_styles_read(sheet, content, error);
	if (styles == NULL)
		return false;
	odt.styles = styles;
	odt.flow = flow_new(text);
	ok = read_words(&odt, content, sheet, error);
	while (odt.depth > 0)
		end_list(&odt);
	return flow_end(odt.flow, ok ? error : NULL) && ok;
}

static struct text *extract(GBytes *bytes, struct ocr *ocr, GError **error)
{
	(void)ocr; /* pictures in it are not pages of text */
	return package_text("odt", bytes, is_wanted, read_members, error);
}

/* Its first member, stored as it is, names the type. */
static bool probe(const void *data, size_t size)
{
	static const char type[] = "application/vnd.oasis.opendocument.text";

	return size > 4 && memcmp(data, "PK\3\4", 4) == 0 &&
	       memmem(data, MIN(size, 4096), type, strlen(type)) != NULL;
}

const struct extractor extractor_odt = {
	.name = "odt",
	.probe = probe,
	.extract = extract,
};
