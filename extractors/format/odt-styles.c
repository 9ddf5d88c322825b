#include "extractors/format/odt-styles.h"

#include <stdlib.h>
#include <string.h>

#include "extractors/format/marker.h"

/* Styles that inherit from one another further than this go in circles. */
#define MAX_ANCESTORS 16

#define LEVELS 10

#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"

const struct package_namespace odt_namespaces[] = {
	{OASIS "office:1.0", "office"},
	{OASIS "text:1.0", "text"},
	{OASIS "table:1.0", "table"},
	{OASIS "style:1.0", "style"},
	{OASIS "drawing:1.0", "draw"},
	{OASIS "svg-compatible:1.0", "svg"},
	{NULL, NULL},
};

struct list_level {
	enum marker_kind kind;
	char *before, *after, *bullet;
};

struct list {
	struct list_level levels[LEVELS];
};

struct odt_styles {
	GHashTable *styles;      /* name to struct odt_style */
	GHashTable *lists;       /* name to struct list */
	struct odt_style *style; /* while reading */
	struct list *list;
	struct odt_style found; /* lent by odt_styles_find() */
};

static const struct odt_style plain = {.bold = -1, .italic = -1};

static void style_free(void *user)
{
	struct odt_style *style = user;

	g_free(style->parent);
	g_free(style->fill);
	g_free(style);
}

static void list_free(void *user)
{
	struct list *list = user;

	for (int i = 0; i < LEVELS; i++) {
		g_free(list->levels[i].before);
		g_free(list->levels[i].after);
		g_free(list->levels[i].bullet);
	}
	g_free(list);
}

/* Names are unique within a family only; those met here do not clash. */
static void begin_style(struct odt_styles *styles, xmlTextReader *node)
{
	char *name = package_attribute(node, "name");

	styles->style = g_memdup2(&plain, sizeof(plain));
	styles->style->parent = package_attribute(node, "parent-style-name");
	g_hash_table_replace(styles->styles, name != NULL ? name : g_strdup(""),
		styles->style);
}

static void begin_list(struct odt_styles *styles, xmlTextReader *node)
{
	char *name = package_attribute(node, "name");

	styles->list = g_new0(struct list, 1);
	g_hash_table_replace(styles->lists, name != NULL ? name : g_strdup(""),
		styles->list);
}

static void read_looks(struct odt_style *style, xmlTextReader *node)
{
	g_autofree char *weight = package_attribute(node, "font-weight");
	g_autofree char *slant = package_attribute(node, "font-style");
	g_autofree char *size = package_attribute(node, "font-size");

	if (weight != NULL)
		style->bold = strcmp(weight, "normal") != 0;
	if (slant != NULL)
		style->italic = strcmp(slant, "normal") != 0;
	if (size != NULL && g_str_has_suffix(size, "pt"))
		style->size =
			(float)CLAMP(g_ascii_strtod(size, NULL), 0.0, 1000.0);
}

static void read_fill(struct odt_style *style, xmlTextReader *node)
{
	g_autofree char *colour = package_attribute(node, "background-color");

	if (colour == NULL || *colour != '#' || strlen(colour) != 7 ||
		strspn(colour + 1, "0123456789abcdefABCDEF") != 6 ||
		g_ascii_strcasecmp(colour, "#ffffff") == 0)
		return;
	g_free(style->fill);
	style->fill = g_ascii_strdown(colour, -1);
}

static enum marker_kind kind_of(const char *format)
{
	static const char formats[] = "1aAiI";
	static const enum marker_kind kinds[] = {MARKER_DECIMAL,
		MARKER_LOWER_LETTER, MARKER_UPPER_LETTER, MARKER_LOWER_ROMAN,
		MARKER_UPPER_ROMAN};
	const char *at = NULL;

	if (format != NULL && *format != '\0')
		at = strchr(formats, *format);
	return at != NULL ? kinds[at - formats] : MARKER_NONE;
}

static void read_level(struct list *list, const char *name, xmlTextReader *node)
{
	int number = package_number(node, "level", 1);
	struct list_level *level = &list->levels[CLAMP(number, 1, LEVELS) - 1];
	g_autofree char *format = package_attribute(node, "num-format");

	g_free(level->before);
	g_free(level->after);
	g_free(level->bullet);
	level->before = package_attribute(node, "num-prefix");
	level->after = package_attribute(node, "num-suffix");
	level->bullet = package_attribute(node, "bullet-char");
	level->kind = kind_of(format);
	if (strcmp(name, "text:list-level-style-bullet") == 0)
		level->kind = MARKER_BULLET;
}

static bool start(void *user, const char *name, xmlTextReader *node)
{
	struct odt_styles *styles = user;

	if (strcmp(name, "office:body") == 0)
		return false;
	if (strcmp(name, "style:style") == 0)
		begin_style(styles, node);
	else if (strcmp(name, "text:list-style") == 0)
		begin_list(styles, node);
	else if (styles->style != NULL &&
		 strcmp(name, "style:text-properties") == 0)
		read_looks(styles->style, node);
	else if (styles->style != NULL &&
		 strcmp(name, "style:table-cell-properties") == 0)
		read_fill(styles->style, node);
	else if (styles->list != NULL &&
		 g_str_has_prefix(name, "text:list-level-style-"))
		read_level(styles->list, name, node);
	return true;
}

static void end(void *user, const char *name)
{
	struct odt_styles *styles = user;

	if (strcmp(name, "style:style") == 0)
		styles->style = NULL;
	else if (strcmp(name, "text:list-style") == 0)
		styles->list = NULL;
}

struct odt_styles *odt_styles_read(
	GBytes *sheet, GBytes *content, GError **error)
{
	static const struct package_reader reader = {
		.namespaces = odt_namespaces,
		.start = start,
		.end = end,
	};
	g_autoptr(OdtStyles) styles = g_new0(struct odt_styles, 1);

	styles->styles = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, style_free);
	styles->lists = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, list_free);
	if ((sheet != NULL && !package_walk(sheet, &reader, styles, error)) ||
		!package_walk(content, &reader, styles, error))
		return NULL;
	return g_steal_pointer(&styles);
}

void odt_styles_free(struct odt_styles *styles)
{
	if (styles == NULL)
		return;
	g_hash_table_unref(styles->styles);
	g_hash_table_unref(styles->lists);
	g_free(styles);
}

const struct odt_style *odt_styles_find(
	struct odt_styles *styles, const char *name)
{
	struct odt_style *found = &styles->found;

	*found = plain;
	for (int i = 0; name != NULL && i < MAX_ANCESTORS; i++) {
		const struct odt_style *style =
			g_hash_table_lookup(styles->styles, name);

		if (style == NULL)
			break;
		if (found->bold < 0)
			found->bold = style->bold;
		if (found->italic < 0)
			found->italic = style->italic;
		if (found->size <= 0)
			found->size = style->size;
		if (found->fill == NULL)
			found->fill = style->fill;
		name = style->parent;
	}
	return found;
}

char *odt_styles_marker(const struct odt_styles *styles, const char *list,
	int level, int number)
{
	const struct list *found =
		list != NULL ? g_hash_table_lookup(styles->lists, list) : NULL;
	const struct list_level *at;
	g_autoptr(GString) out = g_string_new(NULL);

	if (found == NULL)
		return marker_bullet("");
	at = &found->levels[CLAMP(level, 1, LEVELS) - 1];
	if (at->kind == MARKER_BULLET || at->kind == MARKER_NONE)
		return marker_bullet(at->bullet != NULL ? at->bullet : "");
	if (at->before != NULL)
		marker_append_words(out, at->before);
	marker_append(out, at->kind, number);
	if (at->after != NULL)
		marker_append_words(out, at->after);
	return g_string_free(g_steal_pointer(&out), FALSE);
}
