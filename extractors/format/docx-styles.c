#include "extractors/format/docx-styles.h"

#include <stdlib.h>
#include <string.h>

#include "extractors/format/marker.h"

/* Styles that inherit from one another further than this go in circles. */
#define MAX_ANCESTORS 16

const struct package_namespace docx_namespaces[] = {
	{"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"},
	{"http://purl.oclc.org/ooxml/wordprocessingml/main", "w"},
	{"http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"},
	{NULL, NULL},
};

/* --- styles -------------------------------------------------------------- */

struct docx_styles {
	GHashTable *by_id;       /* of struct docx_style */
	char *usual;             /* id of the default style, or NULL */
	struct docx_style *open; /* while reading */
	struct docx_style found; /* lent by docx_styles_find() */
};

static struct docx_style *style_new(void)
{
	struct docx_style *style = g_new0(struct docx_style, 1);

	style->outline = style->number = style->level = -1;
	style->bold = style->size = -1;
	return style;
}

static void style_free(void *user)
{
	struct docx_style *style = user;

	g_free(style->name);
	g_free(style->parent);
	g_free(style);
}

static void begin_style(struct docx_styles *styles, xmlTextReader *node)
{
	char *id = package_attribute(node, "styleId");
	g_autofree char *type = package_attribute(node, "type");

	if (id == NULL)
		id = g_strdup("");
	styles->open = style_new();
	if (g_strcmp0(type, "paragraph") == 0 && styles->usual == NULL &&
		package_number(node, "default", 0) == 1)
		styles->usual = g_strdup(id);
	g_hash_table_replace(styles->by_id, id, styles->open);
}

static bool start_style(void *user, const char *name, xmlTextReader *node)
{
	struct docx_styles *styles = user;
	struct docx_style *style = styles->open;

	if (strcmp(name, "w:style") == 0) {
		begin_style(styles, node);
	} else if (style == NULL) {
		return strcmp(name, "w:styles") == 0;
	} else if (strcmp(name, "w:name") == 0) {
		g_free(style->name);
		style->name = package_attribute(node, "val");
	} else if (strcmp(name, "w:basedOn") == 0) {
		g_free(style->parent);
		style->parent = package_attribute(node, "val");
	} else if (strcmp(name, "w:outlineLvl") == 0) {
		style->outline = package_number(node, "val", -1);
	} else if (strcmp(name, "w:numId") == 0) {
		style->number = package_number(node, "val", -1);
	} else if (strcmp(name, "w:ilvl") == 0) {
		style->level = package_number(node, "val", -1);
	} else if (strcmp(name, "w:b") == 0) {
		style->bold = package_is_on(node, "val");
	} else if (strcmp(name, "w:sz") == 0) {
		style->size = package_number(node, "val", -1);
	}
	return true;
}

static void end_style(void *user, const char *name)
{
	struct docx_styles *styles = user;

	if (strcmp(name, "w:style") == 0)
		styles->open = NULL;
}

struct docx_styles *docx_styles_read(GBytes *bytes, GError **error)
{
	static const struct package_reader reader = {
		.namespaces = docx_namespaces,
		.start = start_style,
		.end = end_style,
	};
	g_autoptr(DocxStyles) styles = g_new0(struct docx_styles, 1);

	styles->by_id = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, style_free);
	if (bytes != NULL && !package_walk(bytes, &reader, styles, error))
		return NULL;
	return g_steal_pointer(&styles);
}

void docx_styles_free(struct docx_styles *styles)
{
	if (styles == NULL)
		return;
	g_hash_table_unref(styles->by_id);
	g_free(styles->usual);
	g_free(styles);
}

/* "heading 2" is a heading in every language's Word. */
static int outline_of_name(const char *name)
{
	if (name == NULL)
		return -1;
	if (g_ascii_strncasecmp(name, "heading ", 8) == 0 &&
		g_ascii_isdigit(name[8]))
		return atoi(name + 8) - 1;
	return g_ascii_strcasecmp(name, "title") == 0 ? 0 : -1;
}

static void inherit(struct docx_style *found, const struct docx_style *style)
{
	int outline = style->outline;

	if (outline < 0 || outline >= DOCX_LEVELS)
		outline = outline_of_name(style->name);
	if (found->outline < 0)
		found->outline = outline;
	if (found->number < 0)
		found->number = style->number;
	if (found->level < 0)
		found->level = style->level;
	if (found->bold < 0)
		found->bold = style->bold;
	if (found->size < 0)
		found->size = style->size;
}

const struct docx_style *docx_styles_find(
	struct docx_styles *styles, const char *id)
{
	struct docx_style *found = &styles->found;

	*found = (struct docx_style){NULL, NULL, -1, -1, -1, -1, -1};
	if (id == NULL)
		id = styles->usual;
	for (int i = 0; id != NULL && i < MAX_ANCESTORS; i++) {
		const struct docx_style *style =
			g_hash_table_lookup(styles->by_id, id);

		if (style == NULL)
			break;
		inherit(found, style);
		id = style->parent;
	}
	return found;
}

/* --- numbering ----------------------------------------------------------- */

struct list_level {
	enum marker_kind kind;
	char *pattern; /* "%1.%2", or the bullet */
	int first;
	int count; /* the number given last; first - 1 before */
};

/* An abstract list: lists that share it count on together. */
struct list {
	struct list_level levels[DOCX_LEVELS];
};

struct instance {
	int list;                 /* id of its abstract list */
	int restart[DOCX_LEVELS]; /* the number to begin with; -1: go on */
};

struct docx_numbering {
	GHashTable *lists;     /* abstract id to struct list */
	GHashTable *instances; /* id to struct instance */
	struct list *list;     /* while reading */
	struct instance *instance;
	int level;
};

static void list_free(void *user)
{
	struct list *list = user;

	for (int i = 0; i < DOCX_LEVELS; i++)
		g_free(list->levels[i].pattern);
	g_free(list);
}

static struct list *list_new(void)
{
	struct list *list = g_new0(struct list, 1);

	for (int i = 0; i < DOCX_LEVELS; i++)
		list->levels[i].first = 1;
	return list;
}

static struct instance *instance_new(void)
{
	struct instance *instance = g_new0(struct instance, 1);

	for (int i = 0; i < DOCX_LEVELS; i++)
		instance->restart[i] = -1;
	return instance;
}

static enum marker_kind kind_of(const char *format)
{
	static const struct {
		const char *format;
		enum marker_kind kind;
	} kinds[] = {
		{"none", MARKER_NONE},
		{"bullet", MARKER_BULLET},
		{"lowerLetter", MARKER_LOWER_LETTER},
		{"upperLetter", MARKER_UPPER_LETTER},
		{"lowerRoman", MARKER_LOWER_ROMAN},
		{"upperRoman", MARKER_UPPER_ROMAN},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
		if (g_strcmp0(format, kinds[i].format) == 0)
			return kinds[i].kind;
	}
	return MARKER_DECIMAL;
}

static bool start_level_part(
	struct docx_numbering *numbering, const char *name, xmlTextReader *node)
{
	struct list_level *level = &numbering->list->levels[numbering->level];

	if (strcmp(name, "w:start") == 0) {
		level->first = package_number(node, "val", 1);
		level->count = level->first - 1;
	} else if (strcmp(name, "w:numFmt") == 0) {
		g_autofree char *format = package_attribute(node, "val");

		level->kind = kind_of(format);
	} else if (strcmp(name, "w:lvlText") == 0) {
		g_free(level->pattern);
		level->pattern = package_attribute(node, "val");
	}
	return true;
}

static bool start_instance_part(
	struct docx_numbering *numbering, const char *name, xmlTextReader *node)
{
	struct instance *instance = numbering->instance;

	if (strcmp(name, "w:abstractNumId") == 0)
		instance->list = package_number(node, "val", -1);
	else if (strcmp(name, "w:startOverride") == 0)
		instance->restart[numbering->level] =
			package_number(node, "val", -1);
	/* A level told anew here differs in looks only, as a rule. */
	return strcmp(name, "w:lvl") != 0;
}

static bool start_numbering(void *user, const char *name, xmlTextReader *node)
{
	struct docx_numbering *numbering = user;

	if (strcmp(name, "w:abstractNum") == 0) {
		numbering->list = list_new();
		numbering->level = 0;
		g_hash_table_replace(numbering->lists,
			GINT_TO_POINTER(
				package_number(node, "abstractNumId", -1)),
			numbering->list);
		return true;
	}
	if (strcmp(name, "w:num") == 0) {
		numbering->instance = instance_new();
		g_hash_table_replace(numbering->instances,
			GINT_TO_POINTER(package_number(node, "numId", -1)),
			numbering->instance);
		return true;
	}
	if (strcmp(name, "w:lvl") == 0 || strcmp(name, "w:lvlOverride") == 0)
		numbering->level = CLAMP(
			package_number(node, "ilvl", 0), 0, DOCX_LEVELS - 1);
	if (numbering->list != NULL)
		return start_level_part(numbering, name, node);
	if (numbering->instance != NULL)
		return start_instance_part(numbering, name, node);
	return true;
}

static void end_numbering(void *user, const char *name)
{
	struct docx_numbering *numbering = user;

	if (strcmp(name, "w:abstractNum") == 0)
		numbering->list = NULL;
	else if (strcmp(name, "w:num") == 0)
		numbering->instance = NULL;
}

struct docx_numbering *docx_numbering_read(GBytes *bytes, GError **error)
{
	static const struct package_reader reader = {
		.namespaces = docx_namespaces,
		.start = start_numbering,
		.end = end_numbering,
	};
	g_autoptr(DocxNumbering) numbering = g_new0(struct docx_numbering, 1);

	numbering->lists = g_hash_table_new_full(NULL, NULL, NULL, list_free);
	numbering->instances = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	if (bytes != NULL && !package_walk(bytes, &reader, numbering, error))
		return NULL;
	return g_steal_pointer(&numbering);
}

void docx_numbering_free(struct docx_numbering *numbering)
{
	if (numbering == NULL)
		return;
	g_hash_table_unref(numbering->lists);
	g_hash_table_unref(numbering->instances);
	g_free(numbering);
}

/* "%1.%2" with the numbers of the levels filled in. */
static char *fill_pattern(const struct list *list, int level)
{
	g_autoptr(GString) out = g_string_new(NULL);
	const char *at = list->levels[level].pattern;

	while (*at != '\0' && out->len < MARKER_MAX) {
		if (*at == '%' && at[1] >= '1' && at[1] <= '9') {
			const struct list_level *shown =
				&list->levels[at[1] - '1'];

			marker_append(out, shown->kind,
				MAX(shown->count, shown->first));
			at += 2;
		} else {
			at = marker_append_char(out, at);
		}
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

char *docx_numbering_next(
	struct docx_numbering *numbering, int number, int level)
{
	struct instance *instance = g_hash_table_lookup(
		numbering->instances, GINT_TO_POINTER(number));
	struct list *list = instance == NULL
				    ? NULL
				    : g_hash_table_lookup(numbering->lists,
					      GINT_TO_POINTER(instance->list));
	struct list_level *at;

	if (list == NULL || level < 0 || level >= DOCX_LEVELS)
		return NULL;
	at = &list->levels[level];
	if (instance->restart[level] >= 0) {
		at->count = instance->restart[level] - 1;
		instance->restart[level] = -1;
	}
	at->count++;
	for (int i = level + 1; i < DOCX_LEVELS; i++)
		list->levels[i].count = list->levels[i].first - 1;
	if (at->kind == MARKER_NONE || at->pattern == NULL)
		return NULL;
	if (at->kind == MARKER_BULLET)
		return marker_bullet(at->pattern);
	return fill_pattern(list, level);
}
