#include <pango/pango.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/typeset/source.h"

struct reader {
	struct source *source;
	struct item *open; /* what the next line of text goes on with */
	char *glyph;       /* of the bullets to come */
	const char *problem;
};

static void cell_free(void *data)
{
	struct cell *cell = data;

	g_free(cell->text);
	g_free(cell->fill);
	g_free(cell);
}

static void item_free(void *data)
{
	struct item *item = data;

	g_free(item->marker);
	g_string_free(item->text, TRUE);
	if (item->columns)
		g_array_unref(item->columns);
	if (item->rows)
		g_ptr_array_unref(item->rows);
	g_free(item);
}

static struct item *add_item(struct reader *r, enum item_kind kind)
{
	struct item *item = g_new0(struct item, 1);

	item->kind = kind;
	item->text = g_string_new(NULL);
	g_ptr_array_add(r->source->items, item);
	r->open = item;
	return item;
}

static void set(char **field, const char *value)
{
	g_free(*field);
	*field = g_strdup(value);
}

static void read_page(struct reader *r, const char *rest)
{
	r->source->landscape = strstr(rest, "landscape") != NULL;
}

static void read_title(struct reader *r, const char *rest)
{
	set(&r->source->title, rest);
}

static void read_area(struct reader *r, const char *rest)
{
	set(&r->source->area, rest);
}

static void read_date(struct reader *r, const char *rest)
{
	set(&r->source->date, rest);
}

static void read_font(struct reader *r, const char *rest)
{
	char *name;

	r->source->size = strtod(rest, &name);
	set(&r->source->font, g_strstrip(name));
	if (r->source->size < 4 || r->source->size > 72)
		r->problem = "a size and a family are wanted";
}

/* ".foot 2 left|right": the line, from page 2 on. */
static int read_running(char **field, const char *rest)
{
	char *text;
	long from = strtol(rest, &text, 10);

	set(field, g_strstrip(text));
	return from > 0 ? (int)from : 1;
}

static void read_head(struct reader *r, const char *rest)
{
	r->source->head_from = read_running(&r->source->head, rest);
}

static void read_foot(struct reader *r, const char *rest)
{
	r->source->foot_from = read_running(&r->source->foot, rest);
}

static void read_hyphens(struct reader *r, const char *rest)
{
	r->source->hyphens = strcmp(rest, "off") != 0;
}

static void read_glyph(struct reader *r, const char *rest)
{
	set(&r->glyph, rest);
}

static void read_box(struct reader *r, const char *rest)
{
	struct item *item = add_item(r, ITEM_BOX);
	char *end;

	item->x = strtod(rest, &end);
	item->y = strtod(end, &end);
	item->width = strtod(end, &end);
	if (item->width <= 0)
		r->problem = "left, top and width in millimetres are wanted";
}

static void read_lines(struct reader *r, const char *rest)
{
	(void)rest;
	add_item(r, ITEM_LINES);
}

static void read_footnote(struct reader *r, const char *rest)
{
	g_string_assign(add_item(r, ITEM_FOOTNOTE)->text, rest);
}

static void read_space(struct reader *r, const char *rest)
{
	add_item(r, ITEM_SPACE)->y = strtod(rest, NULL);
	r->open = NULL;
}

static void read_break(struct reader *r, const char *rest)
{
	(void)rest;
	add_item(r, ITEM_PAGE);
	r->open = NULL;
}

static void read_table(struct reader *r, const char *rest)
{
	struct item *item = add_item(r, ITEM_TABLE);
	char *end = NULL;
	double width;

	item->columns = g_array_new(FALSE, FALSE, sizeof(double));
	item->rows = g_ptr_array_new_with_free_func(
		(GDestroyNotify)g_ptr_array_unref);
	for (; (width = strtod(rest, &end)) > 0; rest = end)
		g_array_append_val(item->columns, width);
	item->ruled = strstr(rest, "ruled") != NULL;
	item->header = strstr(rest, "header") != NULL;
	item->split = strstr(rest, "split") != NULL;
	if (item->columns->len == 0)
		r->problem = "column widths in percent are wanted";
}

static void read_row(struct reader *r, const char *rest)
{
	(void)rest;
	if (r->open && r->open->rows)
		g_ptr_array_add(r->open->rows,
			g_ptr_array_new_with_free_func(cell_free));
	else
		r->problem = "a row outside a table";
}

static void read_end(struct reader *r, const char *rest)
{
	(void)rest;
	r->open = NULL;
}

static const struct {
	const char *name;
	void (*read)(struct reader *r, const char *rest);
} directives[] = {
	{"page", read_page},
	{"title", read_title},
	{"area", read_area},
	{"date", read_date},
	{"font", read_font},
	{"head", read_head},
	{"foot", read_foot},
	{"hyphens", read_hyphens},
	{"bullet", read_glyph},
	{"box", read_box},
	{"lines", read_lines},
	{"footnote", read_footnote},
	{"space", read_space},
	{"break", read_break},
	{"table", read_table},
	{"row", read_row},
	{"end", read_end},
};

static void read_directive(struct reader *r, const char *line)
{
	size_t length = strcspn(line, " ");
	const char *rest = line + length;

	rest += strspn(rest, " ");
	for (size_t i = 0; i < G_N_ELEMENTS(directives); i++)
		if (strlen(directives[i].name) == length &&
			strncmp(directives[i].name, line, length) == 0) {
			directives[i].read(r, rest);
			return;
		}
	r->problem = "unknown directive";
}

static void append(GString *text, const char *line, char joint)
{
	if (text->len)
		g_string_append_c(text, joint);
	g_string_append(text, line);
}

/*
 * A line within a table: "|#fill text" begins a cell, "+ text" is a new line
 * of it, and any other goes on with the line before.
 */
static void read_cell_line(struct reader *r, const char *line)
{
	GPtrArray *rows = r->open->rows;
	GPtrArray *row =
		rows->len ? g_ptr_array_index(rows, rows->len - 1) : NULL;
	struct cell *cell;

	if (!row || (*line != '|' && row->len == 0)) {
		r->problem = "a cell begins with | after .row";
		return;
	}
	if (*line != '|') {
		char *was;

		cell = g_ptr_array_index(row, row->len - 1);
		was = cell->text;
		if (*line == '+')
			cell->text = g_strconcat(was, "\n",
				line + 1 + strspn(line + 1, " "), NULL);
		else
			cell->text = g_strconcat(was, " ", line, NULL);
		g_free(was);
		return;
	}
	cell = g_new0(struct cell, 1);
	line++;
	if (*line == '#') {
		cell->fill = g_strndup(line, 7);
		line += strlen(cell->fill);
	}
	cell->text = g_strstrip(g_strdup(line));
	g_ptr_array_add(row, cell);
	if (row->len > r->open->columns->len)
		r->problem = "more cells than columns";
}

/* "# Heading" or "-- bullet": the mark's length is the level. */
static bool read_marked(struct reader *r, const char *line, char mark)
{
	size_t level = 0;
	struct item *item;

	while (line[level] == mark)
		level++;
	if (level == 0 || line[level] != ' ')
		return false;
	item = add_item(r, mark == '#' ? ITEM_HEADING : ITEM_BULLET);
	item->level = (int)level;
	item->marker = g_strdup(r->glyph);
	g_string_assign(item->text, line + level + 1);
	return true;
}

static void read_line(struct reader *r, const char *line)
{
	bool keeps_lines = r->open && (r->open->kind == ITEM_LINES ||
					      r->open->kind == ITEM_BOX);

	if (line[0] == '.' && g_ascii_isalpha(line[1])) {
		read_directive(r, line + 1);
	} else if (r->open && r->open->rows) {
		if (*line)
			read_cell_line(r, line);
	} else if (*line == '\0') {
		if (!r->open || r->open->kind != ITEM_BOX)
			r->open = NULL;
		else
			g_string_append_c(r->open->text, '\n');
	} else if (keeps_lines) {
		append(r->open->text, line, '\n');
	} else if (!read_marked(r, line, '#') && !read_marked(r, line, '-')) {
		if (!r->open)
			add_item(r, ITEM_PARAGRAPH);
		append(r->open->text, line, ' ');
	}
}

static struct source *source_new(void)
{
	struct source *source = g_new0(struct source, 1);

	source->title = g_strdup("");
	source->area = g_strdup("");
	source->date = g_strdup("2016-01-01");
	source->font = g_strdup("Liberation Sans, DejaVu Sans");
	source->size = 11;
	source->items = g_ptr_array_new_with_free_func(item_free);
	return source;
}

void source_free(struct source *source)
{
	if (!source)
		return;
	g_free(source->title);
	g_free(source->area);
	g_free(source->date);
	g_free(source->head);
	g_free(source->foot);
	g_free(source->font);
	g_ptr_array_unref(source->items);
	g_free(source);
}

struct source *source_parse(const char *text, const char *name, GError **error)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	struct reader r = {.source = source_new(), .glyph = g_strdup("■")};

	for (int i = 0; lines[i] && !r.problem; i++) {
		read_line(&r, g_strstrip(lines[i]));
		if (r.problem)
			g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
				"%s:%d: %s", name, i + 1, r.problem);
	}
	g_free(r.glyph);
	if (r.problem)
		g_clear_pointer(&r.source, source_free);
	return r.source;
}

struct source *source_read(const char *path, GError **error)
{
	g_autofree char *text = NULL;

	if (!g_file_get_contents(path, &text, NULL, error))
		return NULL;
	return source_parse(text, path, error);
}

char *source_plain(const char *markup)
{
	char *plain = NULL;

	if (!pango_parse_markup(markup, -1, 0, NULL, &plain, NULL, NULL))
		plain = g_strdup(markup);
	return plain;
}
