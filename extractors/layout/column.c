/*
 * What stands side by side without rules: rows of words that keep the same
 * gutters free are a table, or, where the words run on down each side, columns
 * of text.
 */
#include "extractors/layout/private.h"

#include <math.h>
#include <string.h>

/* A gutter is at least this wide, points; in some row it is much wider. */
#define GUTTER 2.5f

/* What a column keeps free of words on its right, points. */
#define MARGIN 8.0f

/* Text in a box stands in from the margin, but less than an item; points. */
#define LEAST_INSET 1.5f
#define MOST_INSET  12.0f

/* Rows further apart than this many line heights are not of one table. */
#define LARGEST_GAP 3.2f

/*
 * Of so many rows a table has at least one with words in two columns: else a
 * speck beside the text is taken for one.
 */
#define SPARSE 8

/* Cells of a column begin within this of one another, points. */
#define SAME_START 2.0f

/* Lines that share more than this part of their height are side by side. */
#define OVERLAP 0.35f

/* Columns of text are at least this many rows and characters a line. */
#define PROSE_ROWS  6
#define PROSE_CHARS 24

bool layout_looks_tabular(const struct sheet *sheet, const struct body *body)
{
	guint beside = 0, inset = 0;

	if (sheet->page->width > sheet->page->height)
		return sheet->lines->len > 0;
	for (guint i = 0; i < sheet->lines->len; i++) {
		const struct line *line = sheet->lines->pdata[i];
		float left = line->box.left - body->left;

		if (line->role != TEXT_PARAGRAPH)
			continue;
		beside += !line->starts_row;
		inset += !line->marker && left > LEAST_INSET &&
			 left < MOST_INSET;
	}
	return beside >= 2 || inset >= 2;
}

static int compare_spans(const void *a, const void *b)
{
	const struct rule *one = a;
	const struct rule *two = b;

	return one->from < two->from ? -1 : one->from > two->from;
}

/* The spans that `old` and the lines first..end-1 cover, gutters left free. */
static GArray *cover(
	const GArray *old, const GPtrArray *lines, guint first, guint end)
{
	g_autoptr(GArray) spans =
		old ? g_array_copy((GArray *)old)
		    : g_array_new(FALSE, FALSE, sizeof(struct rule));
	GArray *merged = g_array_new(FALSE, FALSE, sizeof(struct rule));

	for (guint i = first; i < end; i++) {
		const struct line *line = lines->pdata[i];
		struct rule span = {
			.from = line->box.left, .to = line->box.right};

		g_array_append_val(spans, span);
	}
	g_array_sort(spans, compare_spans);
	for (guint i = 0; i < spans->len; i++) {
		struct rule span = g_array_index(spans, struct rule, i);
		struct rule *last =
			merged->len ? &g_array_index(merged, struct rule,
					      merged->len - 1)
				    : NULL;

		if (last && span.from < last->to + GUTTER)
			last->to = MAX(last->to, span.to);
		else
			g_array_append_val(merged, span);
	}
	return merged;
}

/* Whether `line` stands beside what ends at `bottom`, not below it. */
static bool overlaps(const struct line *line, float bottom)
{
	return line->box.top <
	       bottom - OVERLAP * (line->box.bottom - line->box.top);
}

static guint row_end(const GPtrArray *lines, guint first)
{
	guint end = first + 1;

	while (end < lines->len &&
		!((struct line *)lines->pdata[end])->starts_row)
		end++;
	return end;
}

guint layout_band_end(const GPtrArray *lines, guint first)
{
	float bottom = 0;
	guint end = first;

	do {
		guint row = row_end(lines, end);

		for (; end < row; end++)
			bottom = MAX(bottom,
				((struct line *)lines->pdata[end])->box.bottom);
	} while (end < lines->len && overlaps(lines->pdata[end], bottom));
	return end;
}

static bool is_free(const GPtrArray *lines, guint first, guint end)
{
	for (guint i = first; i < end; i++) {
		const struct line *line = lines->pdata[i];

		if (line->role != TEXT_PARAGRAPH || line->cell)
			return false;
	}
	return true;
}

/* Whether any lines of a band stand above one another. */
static bool is_stacked(const GPtrArray *lines, guint first, guint end)
{
	for (guint i = first; i < end; i++) {
		const struct line *one = lines->pdata[i];

		for (guint j = i + 1; j < end; j++) {
			const struct line *two = lines->pdata[j];

			if (one->box.left < two->box.right &&
				two->box.left < one->box.right)
				return true;
		}
	}
	return false;
}

/*
 * Part the lines of a band that cross into a column of the region. Those in a
 * cell are held by it.
 */
static void split_band(struct region *region)
{
	const struct rule *spans = (struct rule *)region->covered->data;
	const GPtrArray *lines = region->sheet->lines;

	for (guint i = 1; i < region->covered->len; i++) {
		const struct line *line = lines->pdata[region->end];

		if (!line->cell && line->box.left < spans[i].from - MARGIN &&
			line->box.right > spans[i].from + MARGIN)
			layout_split_line(
				region->sheet, region->end, spans[i].from);
	}
}

/*
 * Whether `line`, alone in its row, is one more cell of the table: it stands
 * under the last row as that does under others, begins where a column does and
 * is of the type of the cell `above`.
 */
static bool is_last_cell(const struct region *region, const struct line *above,
	const struct line *line)
{
	if (region->wide_rows < 2 || line->bold != above->bold ||
		line->size != above->size ||
		line->box.top - above->box.top > SAME_PITCH * region->pitch)
		return false;
	for (guint i = 0; i < region->covered->len; i++) {
		float left =
			g_array_index(region->covered, struct rule, i).from;

		if (fabsf(line->box.left - left) < SAME_START)
			return true;
	}
	return false;
}

/* Whether `line` begins the list of those who get a copy of the letter. */
static bool begins_copies(const struct line *line)
{
	return g_ascii_strncasecmp(line->text, "cc", 2) == 0 &&
	       !g_ascii_isalnum(line->text[2]);
}

/* Take the band below into the region if a gutter stays free. */
static bool take_band(struct region *region)
{
	const GPtrArray *lines = region->sheet->lines;
	const struct line *above = region->end > region->first
					   ? lines->pdata[region->end - 1]
					   : NULL;
	const struct line *line = lines->pdata[region->end];
	g_autoptr(GArray) alone = NULL;
	GArray *covered;
	guint end;

	if (above &&
		(line->box.top - above->box.bottom > LARGEST_GAP * line->size ||
			begins_copies(line)))
		return false;
	split_band(region);
	line = lines->pdata[region->end];
	end = layout_band_end(lines, region->end);
	if (!is_free(lines, region->end, end))
		return false;
	alone = cover(NULL, lines, region->end, end);
	covered = cover(region->covered, lines, region->end, end);
	if (covered->len < 2 ||
		/* alone and after a gap: no longer of the table */
		(above && alone->len == 1 &&
			line->box.top - above->box.top > 2 * line->size &&
			!is_last_cell(region, above, line))) {
		g_array_unref(covered);
		return false;
	}
	g_array_unref(region->covered);
	region->covered = covered;
	if (above)
		region->pitch =
			MAX(region->pitch, line->box.top - above->box.top);
	region->wide_rows += alone->len > 1;
	region->bands++;
	region->askew |= end > row_end(lines, region->end);
	region->staggered |= is_stacked(lines, region->end, end);
	region->end = end;
	return true;
}

/*
 * Boxes side by side begin at different heights: go up as long as lines stand
 * in a column of their own, and take what is above with the last of them that
 * stands in another than the first.
 */
static void grow_up(struct region *region)
{
	const GPtrArray *lines = region->sheet->lines;
	float left = g_array_index(region->covered, struct rule, 1).from;

	for (guint i = region->first; i > 0; i--) {
		const struct line *line = lines->pdata[i - 1];
		const struct line *below = lines->pdata[i];
		bool beside = line->box.left >= left - GUTTER;

		if (line->role != TEXT_PARAGRAPH || line->cell ||
			!line->starts_row ||
			(!beside && line->box.right > left - GUTTER) ||
			below->box.top - line->box.bottom >
				LARGEST_GAP * line->size)
			break;
		if (beside)
			region->first = i - 1;
	}
}

guint layout_column_of(const struct region *region, const struct line *line)
{
	guint column = 0;

	while (column + 1 < region->covered->len &&
		line->box.left >=
			g_array_index(region->covered, struct rule, column + 1)
					.from -
				GUTTER)
		column++;
	return column;
}

/* Whether the words run on down each side, as in a newsletter. */
static bool is_prose(const struct region *region)
{
	const GPtrArray *lines = region->sheet->lines;
	guint count = region->end - region->first;
	size_t chars = 0;

	if (region->covered->len > 3 || region->wide_rows < PROSE_ROWS)
		return false;
	for (guint i = region->first; i < region->end; i++)
		chars += strlen(((struct line *)lines->pdata[i])->text);
	return chars / count >= PROSE_CHARS;
}

float layout_column_limit(const struct region *region, guint column)
{
	const struct rule *spans = (struct rule *)region->covered->data;

	if (column + 1 < region->covered->len)
		return spans[column + 1].from - MARGIN;
	return MAX(spans[column].to, region->sheet->page->width * 0.85f);
}

/* The column that begins so far above the first one that it is read first. */
static guint first_column(const struct region *region)
{
	const GPtrArray *lines = region->sheet->lines;
	const struct line *top = lines->pdata[region->first];

	for (guint i = region->first; i < region->end; i++) {
		const struct line *line = lines->pdata[i];

		if (layout_column_of(region, line) > 0)
			continue;
		return line->box.top > top->box.bottom + top->size
			       ? layout_column_of(region, top)
			       : 0;
	}
	return 0;
}

/* Where what stands in the other columns ends. */
static float others_bottom(const struct region *region, guint column)
{
	float bottom = 0;

	for (guint i = region->first; i < region->end; i++) {
		const struct line *line = region->sheet->lines->pdata[i];

		if (layout_column_of(region, line) != column)
			bottom = MAX(bottom, line->box.bottom);
	}
	return bottom;
}

/*
 * Append the lines of a column to `ordered`. Beside others they run on down it,
 * below them as far as the page's do.
 */
static void take_column(
	const struct region *region, guint column, GPtrArray *ordered)
{
	float bottom = others_bottom(region, column);
	float limit = region->staggered ? layout_column_limit(region, column)
					: g_array_index(region->covered,
						  struct rule, column)
						  .to;

	for (guint i = region->first; i < region->end; i++) {
		struct line *line = region->sheet->lines->pdata[i];

		if (layout_column_of(region, line) != column)
			continue;
		line->starts_row = line->ends_row = true;
		line->right_limit = line->box.top < bottom ? limit : 0;
		g_ptr_array_add(ordered, line);
	}
}

/* Put the region's lines into the order of its columns. */
static void order_by_column(const struct region *region)
{
	g_autoptr(GPtrArray) ordered = g_ptr_array_new();
	guint first = first_column(region);

	take_column(region, first, ordered);
	for (guint column = 0; column < region->covered->len; column++) {
		if (column != first)
			take_column(region, column, ordered);
	}
	memcpy(region->sheet->lines->pdata + region->first, ordered->pdata,
		ordered->len * sizeof(*ordered->pdata));
}

/* The first line of the sheet's running text. */
static guint first_in_flow(const struct sheet *sheet)
{
	guint first = 0;

	while (first < sheet->lines->len &&
		((struct line *)sheet->lines->pdata[first])->role !=
			TEXT_PARAGRAPH)
		first++;
	return first;
}

/*
 * Go on with the table `above` of the page before, in its columns, where the
 * sheet does. The result is the end of what was read, or 0.
 */
static guint read_continued(struct sheet *sheet, const struct table *above)
{
	struct region region = {.sheet = sheet};

	region.first = region.end = first_in_flow(sheet);
	region.covered = g_array_new(FALSE, FALSE, sizeof(struct rule));
	for (guint i = 0; i < above->edges->len; i++) {
		float left = g_array_index(above->edges, float, i);
		struct rule span = {.from = left, .to = left};

		g_array_append_val(region.covered, span);
	}
	while (region.end < sheet->lines->len && take_band(&region) &&
		region.covered->len == above->edges->len)
		;
	if (region.wide_rows > 0 && region.covered->len == above->edges->len)
		layout_region_table(&region);
	else
		region.end = 0;
	g_array_unref(region.covered);
	return region.end;
}

/* Whether a line's type is larger or smaller than the first one's. */
static bool is_mixed(const struct region *region)
{
	const GPtrArray *lines = region->sheet->lines;
	const struct line *first = lines->pdata[region->first];

	for (guint i = region->first + 1; i < region->end; i++) {
		const struct line *line = lines->pdata[i];

		if (fabsf(line->size - first->size) > 0.6f)
			return true;
	}
	return false;
}

/* Whether what stands side by side has nothing to do with one another. */
static bool is_boxes(const struct region *region)
{
	return region->staggered ||
	       (region->askew && (region->wide_rows * 2 < region->bands ||
					 is_mixed(region)));
}

/* Find out what begins at the line `first`; the result is its end. */
static guint read_region(struct sheet *sheet, guint first)
{
	struct region region = {.sheet = sheet, .first = first};

	region.end = layout_band_end(sheet->lines, first);
	if (!is_free(sheet->lines, first, region.end))
		return row_end(sheet->lines, first);
	region.covered = cover(NULL, sheet->lines, first, region.end);
	region.staggered = is_stacked(sheet->lines, first, region.end);
	region.askew = region.end > row_end(sheet->lines, first);
	region.bands = 1;
	if (region.covered->len < 2) {
		g_array_unref(region.covered);
		return row_end(sheet->lines, first);
	}
	region.wide_rows = 1;
	while (region.end < sheet->lines->len && take_band(&region))
		;
	if (is_boxes(&region)) {
		region.staggered = true;
		grow_up(&region);
		order_by_column(&region);
	} else if (is_prose(&region)) {
		order_by_column(&region);
	} else if (region.wide_rows * SPARSE < region.bands) {
		region.end = row_end(sheet->lines, first);
	} else if (region.wide_rows >= 2) {
		layout_region_table(&region);
	}
	g_array_unref(region.covered);
	return region.end;
}

void layout_find_columns(struct sheet *sheet, const struct table *above)
{
	guint next = 0;

	if (above && !above->ruled)
		next = read_continued(sheet, above);
	while (next < sheet->lines->len)
		next = read_region(sheet, next);
}
