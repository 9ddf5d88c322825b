/*
 * docx.c - Word documents: paragraphs, lists, tables and notes as they read
 * when every tracked change is accepted.
 */
#include <string.h>

#include "extractors/extractor.h"
#include "extractors/flow.h"
#include "extractors/format/docx-styles.h"
#include "extractors/format/package.h"

struct docx {
	struct flow *flow;
	struct docx_styles *styles;
	struct docx_numbering *numbering;
	enum text_role role; /* of plain paragraphs in this part */

	/* The paragraph at hand. */
	struct docx_style paragraph;
	bool begun;     /* its block has begun */
	bool mark_gone; /* its end was deleted: the next goes on with it */
	struct flow_style run;
	bool hidden;  /* the run at hand */
	bool in_text; /* within w:t */

	/* The outermost table's row and cell at hand. */
	int tables; /* one in another */
	bool row_begun, row_gone;
	int columns_before; /* its first cell */
	bool cell_waits;    /* for its properties */
	bool in_cell_properties, in_row_properties;
	struct flow_cell cell;
	char *fill;
	bool continued; /* it belongs to the one above */
};

/* --- paragraphs ---------------------------------------------------------- */

static void begin_paragraph(struct docx *docx)
{
	docx->begun = docx->mark_gone; /* goes on with the one before */
	docx->mark_gone = false;
	docx->paragraph = *docx_styles_find(docx->styles, NULL);
}

/* Now that its properties are known. */
static void begin_block(struct docx *docx)
{
	const struct docx_style *paragraph = &docx->paragraph;
	g_autofree char *marker = NULL;
	struct flow_block block = {.role = docx->role};

	if (docx->begun)
		return;
	docx->begun = true;
	if (paragraph->number > 0)
		marker = docx_numbering_next(docx->numbering, paragraph->number,
			MAX(paragraph->level, 0));
	block.marker = marker;
	if (paragraph->outline >= 0 && paragraph->outline < DOCX_LEVELS) {
		block.role = TEXT_HEADING;
		block.level = paragraph->outline + 1;
	} else if (marker != NULL && docx->role == TEXT_PARAGRAPH) {
		block.role = TEXT_BULLET;
		block.level = MAX(paragraph->level, 0) + 1;
	}
	flow_begin(docx->flow, &block);
}

static void use_style(struct docx *docx, xmlTextReader *node)
{
	g_autofree char *id = package_attribute(node, "val");

	docx->paragraph = *docx_styles_find(docx->styles, id);
}

/* One of the properties of the paragraph at hand. */
static void set_property(
	struct docx *docx, const char *name, xmlTextReader *node)
{
	struct docx_style *paragraph = &docx->paragraph;

	if (strcmp(name, "w:pStyle") == 0)
		use_style(docx, node);
	else if (strcmp(name, "w:outlineLvl") == 0)
		paragraph->outline = package_number(node, "val", -1);
	else if (strcmp(name, "w:numId") == 0)
		paragraph->number = package_number(node, "val", -1);
	else if (strcmp(name, "w:ilvl") == 0)
		paragraph->level = package_number(node, "val", -1);
}

static void begin_run(struct docx *docx)
{
	docx->run = (struct flow_style){
		.bold = docx->paragraph.bold == 1,
		.size = (float)MAX(docx->paragraph.size, 0) / 2,
	};
	docx->hidden = false;
}

static void set_run_property(
	struct docx *docx, const char *name, xmlTextReader *node)
{
	if (strcmp(name, "w:b") == 0)
		docx->run.bold = package_is_on(node, "val");
	else if (strcmp(name, "w:i") == 0)
		docx->run.italic = package_is_on(node, "val");
	else if (strcmp(name, "w:vanish") == 0)
		docx->hidden = package_is_on(node, "val");
	else if (strcmp(name, "w:sz") == 0)
		docx->run.size = (float)package_number(node, "val", 0) / 2;
}

static void add_words(struct docx *docx, const char *words)
{
	if (docx->hidden)
		return;
	begin_block(docx);
	flow_set_style(docx->flow, &docx->run);
	flow_words(docx->flow, words);
}

/* --- tables -------------------------------------------------------------- */

/* "#rrggbb" of a cell's shading, or NULL for none, white or automatic. */
static char *read_fill(xmlTextReader *node)
{
	g_autofree char *colour = package_attribute(node, "fill");
	g_autofree char *fill = NULL;

	if (colour == NULL || strlen(colour) != 6 ||
		strspn(colour, "0123456789abcdefABCDEF") != 6 ||
		g_ascii_strcasecmp(colour, "ffffff") == 0)
		return NULL;
	fill = g_strconcat("#", colour, NULL);
	return g_ascii_strdown(fill, -1);
}

static void open_row(struct docx *docx)
{
	docx->row_begun = docx->row_gone = false;
	docx->columns_before = 0;
}

/* False when the row was deleted. */
static bool open_cell(struct docx *docx)
{
	if (docx->row_gone)
		return false;
	if (!docx->row_begun) {
		flow_row_begin(docx->flow);
		flow_cell_skip(docx->flow, docx->columns_before);
	}
	docx->row_begun = true;
	docx->cell = (struct flow_cell){.row_span = 1, .column_span = 1};
	g_clear_pointer(&docx->fill, g_free);
	docx->continued = false;
	docx->cell_waits = true;
	return true;
}

/* Now that its properties are known. */
static void begin_cell(struct docx *docx)
{
	if (!docx->cell_waits)
		return;
	docx->cell_waits = false;
	docx->cell.fill = docx->fill;
	if (docx->continued)
		flow_cell_continue(docx->flow, docx->cell.column_span);
	else
		flow_cell_begin(docx->flow, &docx->cell);
}

static void set_cell_property(
	struct docx *docx, const char *name, xmlTextReader *node)
{
	if (strcmp(name, "w:gridSpan") == 0) {
		docx->cell.column_span = package_number(node, "val", 1);
	} else if (strcmp(name, "w:vMerge") == 0) {
		g_autofree char *kind = package_attribute(node, "val");

		docx->continued = g_strcmp0(kind, "restart") != 0;
	} else if (strcmp(name, "w:shd") == 0) {
		g_free(docx->fill);
		docx->fill = read_fill(node);
	}
}

static void set_row_property(
	struct docx *docx, const char *name, xmlTextReader *node)
{
	if (strcmp(name, "w:gridBefore") == 0)
		docx->columns_before = package_number(node, "val", 0);
	else if (strcmp(name, "w:del") == 0)
		docx->row_gone = true;
}

/* A part of a table begins. False to pass over it. */
static bool start_table_part(struct docx *docx, const char *name)
{
	bool outer = docx->tables == 1;

	if (strcmp(name, "w:tbl") == 0) {
		begin_cell(docx);
		docx->tables++;
		flow_table_begin(docx->flow);
	} else if (strcmp(name, "w:tr") == 0 && outer) {
		open_row(docx);
	} else if (strcmp(name, "w:tc") == 0 && outer) {
		return open_cell(docx);
	} else if (strcmp(name, "w:tcPr") == 0) {
		docx->in_cell_properties = outer;
	} else if (strcmp(name, "w:trPr") == 0) {
		docx->in_row_properties = outer;
	}
	return true;
}

/* Whether the name is one of the above. */
static bool end_table_part(struct docx *docx, const char *name)
{
	if (strcmp(name, "w:tbl") == 0) {
		docx->tables--;
		flow_table_end(docx->flow);
	} else if (strcmp(name, "w:tc") == 0 && docx->tables == 1) {
		begin_cell(docx);
		flow_cell_end(docx->flow);
	} else if (strcmp(name, "w:tcPr") == 0) {
		docx->in_cell_properties = false;
		begin_cell(docx);
	} else if (strcmp(name, "w:trPr") == 0) {
		docx->in_row_properties = false;
	} else {
		return false;
	}
	return true;
}

/* --- the walk ------------------------------------------------------------ */

/* What was deleted, is said otherwise, or is no text. */
static bool is_passed_over(const char *name)
{
	static const char *const names[] = {"w:del", "w:moveFrom",
		"mc:Fallback", "w:instrText", "w:delText", "w:tabs", "w:sectPr",
		"w:pPrChange", "w:rPrChange", "w:tblPrChange", "w:tcPrChange",
		"w:trPrChange", "w:numberingChange", NULL};

	return g_strv_contains(names, name);
}

static void start_run_part(
	struct docx *docx, const char *name, xmlTextReader *node)
{
	if (strcmp(name, "w:r") == 0)
		begin_run(docx);
	else if (strcmp(name, "w:t") == 0)
		docx->in_text = true;
	else if (strcmp(name, "w:tab") == 0)
		add_words(docx, " ");
	else if (strcmp(name, "w:br") == 0 || strcmp(name, "w:cr") == 0)
		flow_break(docx->flow);
	else if (strcmp(name, "w:noBreakHyphen") == 0)
		add_words(docx, "-");
	else
		set_run_property(docx, name, node);
}

/* Notes that are only the lines between text and notes have a type. */
static bool is_separator(xmlTextReader *node)
{
	g_autofree char *type = package_attribute(node, "type");

	return type != NULL && strcmp(type, "normal") != 0;
}

static bool start_other(
	struct docx *docx, const char *name, xmlTextReader *node)
{
	if (strcmp(name, "w:p") == 0) {
		begin_cell(docx);
		begin_paragraph(docx);
	} else if (strcmp(name, "w:txbxContent") == 0) {
		flow_enter(docx->flow);
	} else if (strcmp(name, "w:footnote") == 0 ||
		   strcmp(name, "w:endnote") == 0) {
		return !is_separator(node);
	} else {
		set_property(docx, name, node);
		start_run_part(docx, name, node);
	}
	return true;
}

static bool start(void *user, const char *name, xmlTextReader *node)
{
	struct docx *docx = user;
	bool is_empty = xmlTextReaderIsEmptyElement(node) == 1;

	if (flow_is_full(docx->flow))
		return false;
	if (docx->in_cell_properties)
		set_cell_property(docx, name, node);
	else if (docx->in_row_properties)
		set_row_property(docx, name, node);
	else if (strcmp(name, "w:del") == 0 && is_empty)
		docx->mark_gone = true; /* of the paragraph at hand */
	if (is_passed_over(name))
		return false;
	return start_table_part(docx, name) && start_other(docx, name, node);
}

static void end(void *user, const char *name)
{
	struct docx *docx = user;

	if (end_table_part(docx, name))
		return;
	if (strcmp(name, "w:t") == 0)
		docx->in_text = false;
	else if (strcmp(name, "w:txbxContent") == 0)
		flow_leave(docx->flow);
}

static void words(void *user, const char *string)
{
	struct docx *docx = user;

	if (docx->in_text)
		add_words(docx, string);
}

static bool read_part(
	struct docx *docx, GBytes *bytes, enum text_role role, GError **error)
{
	static const struct package_reader reader = {
		.namespaces = docx_namespaces,
		.start = start,
		.end = end,
		.words = words,
	};

	docx->role = role;
	docx->mark_gone = false;
	return package_walk(bytes, &reader, docx, error);
}

/* --- the package --------------------------------------------------------- */

/* Parts by the beginning of their names, in the order they are read. */
static const struct {
	const char *prefix;
	enum text_role role;
} parts[] = {
	{"word/document", TEXT_PARAGRAPH},
	{"word/footnotes", TEXT_FOOTNOTE},
	{"word/endnotes", TEXT_FOOTNOTE},
	{"word/header", TEXT_RUNNING_HEAD},
	{"word/footer", TEXT_RUNNING_HEAD},
};

static bool is_wanted(const char *name)
{
	return g_str_has_prefix(name, "word/") &&
	       g_str_has_suffix(name, ".xml") && strchr(name + 5, '/') == NULL;
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(a, b);
}

static bool read_parts(struct docx *docx, GHashTable *members, GError **error)
{
	GList *names =
		g_list_sort(g_hash_table_get_keys(members), compare_names);
	bool ok = true, found = false;

	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
		for (GList *at = names; at != NULL && ok; at = at->next) {
			if (!g_str_has_prefix(at->data, parts[i].prefix))
				continue;
			found = found || i == 0;
			ok = read_part(docx,
				g_hash_table_lookup(members, at->data),
				parts[i].role, error);
		}
	}
	g_list_free(names);
	if (ok && !found) {
		g_set_error(error, EXTRACT_ERROR, EXTRACT_ERROR_DAMAGED,
			"damaged: no document in the package");
		ok = false;
	}
	return ok;
}

static bool read_members(struct text *text, GHashTable *members, GError **error)
{
	g_autoptr(DocxStyles) styles = docx_styles_read(
		g_hash_table_lookup(members, "word/styles.xml"), error);
	g_autoptr(DocxNumbering) numbering = NULL;
	struct docx docx = {.styles = styles};
	bool ok;

	if (styles == NULL)
		return false;
	numbering = docx_numbering_read(
		g_hash_table_lookup(members, "word/numbering.xml"), error);
	if (numbering == NULL)
		return false;
	docx.numbering = numbering;
	docx.flow = flow_new(text);
	ok = read_parts(&docx, members, error);
	g_free(docx.fill);
	return flow_end(docx.flow, ok ? error : NULL) && ok;
}

static struct text *extract(GBytes *bytes, struct ocr *ocr, GError **error)
{
	(void)ocr; /* pictures in it are not pages of text */
	return package_text("docx", bytes, is_wanted, read_members, error);
}

static bool probe(const void *data, size_t size)
{
	static const char name[] = "word/document";

	return size > 4 && memcmp(data, "PK\3\4", 4) == 0 &&
	       memmem(data, size, name, strlen(name)) != NULL;
}

const struct extractor extractor_docx = {
	.name = "docx",
	.probe = probe,
	.extract = extract,
};
