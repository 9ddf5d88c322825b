/*
 * Ruled tables: rules that touch make a grid; where no rule parts two of its
 * meshes they are one cell; the words that stand in a cell are its lines.
 */
#include "extractors/layout/private.h"

#include "extractors/limits.h"

#include <math.h>

/* Rules that end this close to one another touch; points. */
#define TOUCH 3.5f

/* Rules and columns closer than this are one; points. */
#define SAME 4.0f

/*
 * A rule parts two meshes if this much of their common side is seen to be
 * covered: letters that touch a rule hide it, but a side without one has none.
 */
#define COVERS 0.25f

/* A cell's colour is looked up this far inside its rules, points, */
#define INSIDE 2.0f

/* in so many rows and columns of places. */
#define SAMPLES 40

/* The rules of one grid while it is being made. */
struct grid {
	GArray *across, *down; /* of struct rule */
	GArray *xs, *ys;       /* of float, sorted, SAME apart at least */
	guint rows, columns;
};

static bool touches(const struct rule *across, const struct rule *down)
{
	return down->at >= across->from - TOUCH &&
	       down->at <= across->to + TOUCH &&
	       across->at >= down->from - TOUCH &&
	       across->at <= down->to + TOUCH;
}

static int compare_floats(const void *a, const void *b)
{
	float one = *(const float *)a;
	float two = *(const float *)b;

	return one < two ? -1 : one > two;
}

/* Sort, and keep the first of those that are as good as equal. */
static void thin_out(GArray *values)
{
	guint kept = 0;

	g_array_sort(values, compare_floats);
	for (guint i = 0; i < values->len; i++) {
		float value = g_array_index(values, float, i);

		if (kept &&
			value - g_array_index(values, float, kept - 1) < SAME)
			continue;
		g_array_index(values, float, kept++) = value;
	}
	g_array_set_size(values, kept);
}

/* Where meshes may begin and end: at the rules, and at the ends of others. */
static GArray *positions(const GArray *rules, const GArray *others)
{
	GArray *values = g_array_new(FALSE, FALSE, sizeof(float));

	for (guint i = 0; i < rules->len; i++)
		g_array_append_val(
			values, g_array_index(rules, struct rule, i).at);
	thin_out(values);
	if (values->len > 0 && others->len > 0) {
		float low = g_array_index(others, struct rule, 0).from;
		float high = g_array_index(others, struct rule, 0).to;

		for (guint i = 1; i < others->len; i++) {
			const struct rule *rule =
				&g_array_index(others, struct rule, i);

			low = MIN(low, rule->from);
			high = MAX(high, rule->to);
		}
		/* borders may be missing at the sides */
		if (low < g_array_index(values, float, 0) - 2 * SAME)
			g_array_prepend_val(values, low);
		if (high > g_array_index(values, float, values->len - 1) +
				   2 * SAME)
			g_array_append_val(values, high);
	}
	return values;
}

/* Whether the rules at `at` cover most of from..to. */
static bool parted(const GArray *rules, float at, float from, float to)
{
	float covered = 0;

	for (guint i = 0; i < rules->len; i++) {
		const struct rule *rule = &g_array_index(rules, struct rule, i);

		if (fabsf(rule->at - at) >= SAME)
			continue;
		covered += MAX(0, MIN(rule->to, to) - MAX(rule->from, from));
	}
	return covered > COVERS * (to - from);
}

static float x_of(const struct grid *grid, guint i)
{
	return g_array_index(grid->xs, float, i);
}

static float y_of(const struct grid *grid, guint i)
{
	return g_array_index(grid->ys, float, i);
}

static bool parted_right(const struct grid *grid, guint row, guint column)
{
	return column + 1 >= grid->columns ||
	       parted(grid->down, x_of(grid, column + 1), y_of(grid, row),
		       y_of(grid, row + 1));
}

static bool parted_below(const struct grid *grid, guint row, guint column)
{
	return row + 1 >= grid->rows ||
	       parted(grid->across, y_of(grid, row + 1), x_of(grid, column),
		       x_of(grid, column + 1));
}

/* Whether the meshes first..last of `row` are free and not parted. */
static bool can_take_row(const struct grid *grid, const guint8 *taken,
	guint row, guint first, guint last)
{
	for (guint column = first; column <= last; column++) {
		if (taken[row * grid->columns + column] ||
			parted_below(grid, row - 1, column) ||
			(column < last && parted_right(grid, row, column)))
			return false;
	}
	return true;
}

/* Add the cell whose first mesh is at row, column. */
static void add_cell(struct table *table, const struct grid *grid,
	guint8 *taken, guint row, guint column)
{
	struct cell *cell = layout_table_add(table, (int)row, (int)column);
	guint last = column, bottom = row + 1;

	while (!parted_right(grid, row, last) &&
		!taken[row * grid->columns + last + 1])
		last++;
	while (bottom < grid->rows &&
		can_take_row(grid, taken, bottom, column, last))
		bottom++;
	for (guint i = row; i < bottom; i++) {
		for (guint j = column; j <= last; j++)
			taken[i * grid->columns + j] = 1;
	}
	cell->row_span = (int)(bottom - row);
	cell->column_span = (int)(last - column + 1);
	cell->box = (struct text_box){x_of(grid, column), y_of(grid, row),
		x_of(grid, last + 1), y_of(grid, bottom)};
}

static struct table *make_table(const struct grid *grid, int page)
{
	g_autofree guint8 *taken = g_malloc0((gsize)grid->rows * grid->columns);
	struct table *table = layout_table_new(page);

	table->ruled = true;
	table->rows = (int)grid->rows;
	table->columns = (int)grid->columns;
	table->box = (struct text_box){x_of(grid, 0), y_of(grid, 0),
		x_of(grid, grid->columns), y_of(grid, grid->rows)};
	g_array_append_vals(table->edges, grid->xs->data, grid->xs->len);
	for (guint row = 0; row < grid->rows; row++) {
		for (guint column = 0; column < grid->columns; column++) {
			if (!taken[row * grid->columns + column])
				add_cell(table, grid, taken, row, column);
		}
	}
	return table;
}

/* A table of rules that touch one another, or NULL where they make none. */
static struct table *table_of_rules(GArray *across, GArray *down, int page)
{
	struct grid grid = {.across = across, .down = down};
	struct table *table = NULL;

	grid.xs = positions(down, across);
	grid.ys = positions(across, down);
	if (grid.xs->len >= 2 && grid.ys->len >= 2) {
		grid.columns = grid.xs->len - 1;
		grid.rows = grid.ys->len - 1;
		if (grid.columns * grid.rows <= LIMIT_TABLE_CELLS)
			table = make_table(&grid, page);
	}
	g_array_unref(grid.xs);
	g_array_unref(grid.ys);
	return table;
}

/* Move the rules of `from` that touch one of `with` to `to`. */
static bool move_touching(
	GArray *from, GArray *to, const GArray *with, bool across)
{
	bool moved = false;

	for (guint i = from->len; i-- > 0;) {
		const struct rule rule = g_array_index(from, struct rule, i);
		bool hit = false;

		for (guint j = 0; j < with->len && !hit; j++) {
			const struct rule *other =
				&g_array_index(with, struct rule, j);

			hit = across ? touches(&rule, other)
				     : touches(other, &rule);
		}
		if (!hit)
			continue;
		g_array_append_val(to, rule);
		g_array_remove_index_fast(from, i);
		moved = true;
	}
	return moved;
}

/* Take one grid's rules out of `across` and `down`, and make its table. */
static struct table *next_table(GArray *across, GArray *down, int page)
{
	g_autoptr(GArray) mine_across =
		g_array_new(FALSE, FALSE, sizeof(struct rule));
	g_autoptr(GArray) mine_down =
		g_array_new(FALSE, FALSE, sizeof(struct rule));
	bool more = true;

	g_array_append_val(
		mine_down, g_array_index(down, struct rule, down->len - 1));
	g_array_set_size(down, down->len - 1);
	while (more) {
		more = move_touching(across, mine_across, mine_down, true);
		more |= move_touching(down, mine_down, mine_across, false);
	}
	if (mine_across->len < 2)
		return NULL;
	return table_of_rules(mine_across, mine_down, page);
}

static bool holds(const struct text_box *box, const struct text_box *word)
{
	float x = (word->left + word->right) / 2;
	float y = (word->top + word->bottom) / 2;

	return x > box->left && x < box->right && y > box->top &&
	       y < box->bottom;
}

/* What is taken into cells from the lines of a sheet. */
static bool may_be_in_cell(const struct line *line)
{
	return line->role == TEXT_PARAGRAPH || line->role == TEXT_RUNNING_HEAD;
}

/* Move the words in `box` from `words` to the result. */
static GPtrArray *take_words(GPtrArray *words, const struct text_box *box)
{
	GPtrArray *taken = g_ptr_array_new();
	guint kept = 0;

	for (guint i = 0; i < words->len; i++) {
		struct layout_word *word = words->pdata[i];

		if (holds(box, &word->box))
			g_ptr_array_add(taken, word);
		else
			words->pdata[kept++] = word;
	}
	g_ptr_array_set_size(words, (int)kept);
	return taken;
}

/* The pixel at `place` of a row or column of them that has `count`. */
static int pixel_at(float place, float start, float scale, int count)
{
	return CLAMP((int)((place - start) * scale), 0, count - 1);
}

/* A sample of the cell's pixels, in rows and columns clear of its rules. */
static void sample(const struct cell *cell,
	const struct layout_picture *picture, guint32 *pixels)
{
	float width = cell->box.right - cell->box.left - 2 * INSIDE;
	float height = cell->box.bottom - cell->box.top - 2 * INSIDE;
	int columns[SAMPLES];

	for (int i = 0; i < SAMPLES; i++)
		columns[i] =
			pixel_at(cell->box.left + INSIDE +
					 width * ((float)i / (SAMPLES - 1)),
				picture->left, picture->scale, picture->width);
	for (int i = 0; i < SAMPLES; i++) {
		int y = pixel_at(cell->box.top + INSIDE +
					 height * ((float)i / (SAMPLES - 1)),
			picture->top, picture->scale, picture->height);
		const guint32 *row =
			picture->pixels + (gssize)y * picture->width;

		for (int j = 0; j < SAMPLES; j++)
			*pixels++ = row[columns[j]] & 0xffffff;
	}
}

/* The colour that most of the cell has, where that is not white. */
static void look_at_fill(
	struct cell *cell, const struct layout_picture *picture)
{
	guint32 pixels[SAMPLES * SAMPLES], most = 0xffffff;
	guint votes = 0, same = 0;

	sample(cell, picture, pixels);

	/* a majority survives when unlike ones cancel out in pairs */
	for (guint i = 0; i < G_N_ELEMENTS(pixels); i++) {
		if (votes == 0)
			most = pixels[i];
		if (pixels[i] == most)
			votes++;
		else
			votes--;
	}
	for (guint i = 0; i < G_N_ELEMENTS(pixels); i++)
		same += pixels[i] == most;
	if (most != 0xffffff && same * 2 > G_N_ELEMENTS(pixels)) {
		cell->filled = true;
		cell->fill = most;
	}
}

/* All the sheet's words that may stand in a cell. */
static GPtrArray *words_of(const struct sheet *sheet)
{
	GPtrArray *words = g_ptr_array_new();

	for (guint i = 0; i < sheet->lines->len; i++) {
		const struct line *line = sheet->lines->pdata[i];

		if (may_be_in_cell(line))
			g_ptr_array_extend(words, line->words, NULL, NULL);
	}
	return words;
}

/* How many of the table's cells have words in them. */
static guint cells_filled(const struct table *table, const GPtrArray *words)
{
	guint cells = 0;

	for (guint i = 0; i < table->cells->len; i++) {
		const struct cell *cell = table->cells->pdata[i];
		bool any = false;

		for (guint j = 0; j < words->len && !any; j++) {
			const struct layout_word *word = words->pdata[j];

			any = holds(&cell->box, &word->box);
		}
		cells += any;
	}
	return cells;
}

/* One cell alone is a box, unless a table goes on with it. */
static bool is_table(const struct table *table, const GPtrArray *words,
	const struct table *above)
{
	guint cells = cells_filled(table, words);

	return cells > 1 ||
	       (cells == 1 && above && layout_table_fits(above, table));
}

/*
 * A box is no table, but what is in it keeps to margins of its own: its sides,
 * or a little beyond the longest line.
 */
static void mind_box(const struct table *table, const struct sheet *sheet)
{
	float limit = 0;

	for (guint i = 0; i < sheet->lines->len; i++) {
		const struct line *line = sheet->lines->pdata[i];

		if (holds(&table->box, &line->box))
			limit = MAX(limit, line->box.right + line->size);
	}
	limit = MIN(limit, table->box.right - TOUCH);
	for (guint i = 0; i < sheet->lines->len; i++) {
		struct line *line = sheet->lines->pdata[i];

		if (holds(&table->box, &line->box))
			line->right_limit = limit;
	}
}

/* Move the words of the table's cells out of `words` into lines of theirs. */
static void fill_in(struct table *table, GPtrArray *words, GHashTable *notes)
{
	for (guint i = 0; i < table->cells->len; i++) {
		struct cell *cell = table->cells->pdata[i];
		g_autoptr(GPtrArray) inside = take_words(words, &cell->box);
		g_autoptr(GPtrArray) new =
			layout_lines(inside, table->page, notes);

		g_ptr_array_set_free_func(new, NULL);
		for (guint j = 0; j < new->len; j++) {
			struct line *line = new->pdata[j];

			line->cell = cell;
			line->right_limit = cell->box.right - TOUCH;
			g_ptr_array_add(cell->lines, line);
		}
	}
}

/* Where what begins at `top` goes among the lines: before what is below it. */
static guint place_of(const GPtrArray *lines, float top)
{
	guint i = 0;

	while (i < lines->len) {
		const struct line *line = lines->pdata[i];

		if (line->box.top > top && !line->cell)
			break;
		i++;
	}
	return i;
}

static bool was_taken(const struct line *line, GHashTable *left)
{
	for (guint i = 0; i < line->words->len; i++) {
		if (!g_hash_table_contains(left, line->words->pdata[i]))
			return true;
	}
	return false;
}

/*
 * The sheet's lines anew: what is not in a table as it was, or what is left of
 * it, and the lines of the tables in their places.
 */
static void rebuild(struct sheet *sheet, const GPtrArray *left)
{
	g_autoptr(GHashTable) left_set = g_hash_table_new(NULL, NULL);
	g_autoptr(GPtrArray) loose = g_ptr_array_new();
	g_autoptr(GPtrArray) lines = NULL;

	for (guint i = 0; i < left->len; i++)
		g_hash_table_add(left_set, left->pdata[i]);
	for (guint i = sheet->lines->len; i-- > 0;) {
		struct line *line = sheet->lines->pdata[i];

		if (!may_be_in_cell(line) || !was_taken(line, left_set))
			continue;
		for (guint j = 0; j < line->words->len; j++) {
			if (g_hash_table_contains(
				    left_set, line->words->pdata[j]))
				g_ptr_array_add(loose, line->words->pdata[j]);
		}
		g_ptr_array_remove_index(sheet->lines, i);
	}
	lines = layout_lines(loose, sheet->page->number, sheet->notes);
	g_ptr_array_set_free_func(lines, NULL);
	for (guint i = 0; i < lines->len; i++) {
		struct line *line = lines->pdata[i];

		g_ptr_array_insert(sheet->lines,
			(int)place_of(sheet->lines, line->box.top), line);
	}
}

static void insert_table(struct sheet *sheet, const struct table *table)
{
	guint place = place_of(sheet->lines, table->box.top);

	for (guint i = 0; i < table->cells->len; i++) {
		const struct cell *cell = table->cells->pdata[i];

		for (guint j = 0; j < cell->lines->len; j++)
			g_ptr_array_insert(sheet->lines, (int)place++,
				cell->lines->pdata[j]);
	}
}

void layout_find_grids(struct sheet *sheet,
	const struct layout_picture *picture, const struct table *above)
{
	g_autoptr(GArray) across = layout_rules_across(picture);
	g_autoptr(GArray) down = layout_rules_down(picture);
	g_autoptr(GPtrArray) words = words_of(sheet);

	if (across->len > LIMIT_PAGE_RULES || down->len > LIMIT_PAGE_RULES)
		return;
	layout_find_ladders(across, down, words);
	while (down->len > 0) {
		struct table *table =
			next_table(across, down, sheet->page->number);

		if (!table)
			continue;
		if (!is_table(table, words, above)) {
			mind_box(table, sheet);
			layout_table_free(table);
			continue;
		}
		g_ptr_array_add(sheet->tables, table);
		fill_in(table, words, sheet->notes);
		for (guint i = 0; i < table->cells->len; i++)
			look_at_fill(table->cells->pdata[i], picture);
	}
	if (sheet->tables->len == 0)
		return;
	rebuild(sheet, words);
	for (guint i = 0; i < sheet->tables->len; i++)
		insert_table(sheet, sheet->tables->pdata[i]);
}
