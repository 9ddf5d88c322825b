/* Tables and columns, on pages set by extractors-setter.h. */
#include "tests/unit/extractors-setter.h"

#include <string.h>

static void test_columns_without_rules(void)
{
	struct setter setter = new_setter();
	float y = set_lines(&setter, LEFT, 100, full) + 10;

	set_at(&setter, LEFT, y, "Council");
	set_at(&setter, 300, y, "Health");
	set_at(&setter, LEFT, y + PITCH, "Ann Other, lead inspector for");
	set_at(&setter, 300, y + PITCH, "Bo Day, inspector");
	set_at(&setter, LEFT, y + 2 * PITCH, "education");
	set_at(&setter, LEFT, y + 3 * PITCH, "Cy Ng, inspector");
	set_at(&setter, 300, y + 3 * PITCH, "Di Fox, inspector");
	set_lines(&setter, LEFT, y + 6 * PITCH, full);
	g_autofree char *got = dump(&setter, NULL, NULL);
	char *end = strstr(got, "[cell 1 r2 c1] p1 Di Fox, inspector\n");
	g_assert_true(g_str_has_prefix(strchr(got, '\n') + 1,
		"[cell 1 r0 c0] p1 Council\n"
		"[cell 1 r0 c1] p1 Health\n"
		"[cell 1 r1 c0] p1 Ann Other, lead inspector for education\n"
		"[cell 1 r1 c1] p1 Bo Day, inspector\n"
		"[cell 1 r2 c0] p1 Cy Ng, inspector\n"));
	g_assert_nonnull(end);
	g_assert_true(g_str_has_prefix(
		strchr(end, '\n') + 1, "[paragraph] p1 Services"));
}

/* Rows that stand wide apart; of the last one a column is empty. */
static void test_columns_uneven(void)
{
	struct setter setter = new_setter();
	float y = set_lines(&setter, LEFT, 100, full) + 10;

	set_at(&setter, LEFT, y, "Ann Other, lead inspector");
	set_at(&setter, 300, y, "Bo Day, lead inspector");
	set_at(&setter, LEFT, y + 2 * PITCH, "Cy Ng, inspector");
	set_at(&setter, 300, y + 2 * PITCH, "Di Fox, inspector");
	set_at(&setter, LEFT, y + 4 * PITCH, "Flo Hay, inspector");
	set_at(&setter, LEFT, y + 6 * PITCH, "Cc: Department for Education");
	set_lines(&setter, LEFT, y + 9 * PITCH, full);
	g_autofree char *got = dump(&setter, NULL, NULL);
	g_assert_nonnull(strstr(got,
		"[cell 1 r2 c0] p1 Flo Hay, inspector\n"
		"[paragraph] p1 Cc: Department for Education\n"));
}

/* A sign-off: rows of a name and an office, told by the gaps between them. */
static void test_columns_rows_of_two(void)
{
	struct setter setter = new_setter();
	float y = set_lines(&setter, LEFT, 100, full) + 10;

	setter.bold = true;
	set_at(&setter, LEFT, y, "Council");
	set_at(&setter, 300, y, "Health");
	setter.bold = false;
	for (int i = 0; i < 3; i++) {
		y += i == 0 ? PITCH : 2.5f * PITCH;
		set_lines(&setter, LEFT, y,
			i < 2 ? "Ann Other\nLead Inspector" : "Cy Ng");
		set_lines(&setter, 300, y, "Bo Day\nInspector");
	}
	g_autofree char *got = dump(&setter, NULL, NULL);
	g_assert_cmpstr(strchr(got, '\n') + 1, ==,
		"[cell 1 r0 c0] p1 Council\n"
		"[cell 1 r0 c1] p1 Health\n"
		"[cell 1 r1 c0] p1 Ann Other Lead Inspector\n"
		"[cell 1 r1 c1] p1 Bo Day Inspector\n"
		"[cell 1 r2 c0] p1 Ann Other Lead Inspector\n"
		"[cell 1 r2 c1] p1 Bo Day Inspector\n"
		"[cell 1 r3 c0] p1 Cy Ng\n"
		"[cell 1 r3 c1] p1 Bo Day Inspector\n");
}

/* Names in two columns that go on at the top of the next page. */
static void test_columns_over_pages(void)
{
	struct setter setter = new_setter();
	float y = set_lines(&setter, LEFT, 100, full) + 10;

	set_at(&setter, LEFT, y, "Council");
	set_at(&setter, 300, y, "Health");
	set_at(&setter, LEFT, y + PITCH, "Ann Other, inspector");
	set_at(&setter, 300, y + PITCH + 3, "Bo Day, inspector");
	new_page(&setter);
	set_at(&setter, LEFT, 80, "Cy Ng, inspector");
	set_at(&setter, LEFT, 80 + PITCH, "Flo Hay, inspector");
	set_at(&setter, 300, 80 + PITCH, "Di Fox, inspector");
	set_lines(&setter, LEFT, 200, full);
	g_autofree char *got = dump(&setter, NULL, NULL);
	g_assert_true(g_str_has_prefix(strchr(got, '\n') + 1,
		"[cell 1 r0 c0] p1 Council\n"
		"[cell 1 r0 c1] p1 Health\n"
		"[cell 1 r1 c0] p1 Ann Other, inspector\n"
		"[cell 1 r1 c1] p1 Bo Day, inspector\n"
		"[cell 1 r2 c0] p2 Cy Ng, inspector\n"
		"[cell 1 r3 c0] p2 Flo Hay, inspector\n"
		"[cell 1 r3 c1] p2 Di Fox, inspector\n"
		"[paragraph] p2 Services"));
}

/* Specks beside a page of text make no column of it. */
static void test_specks(void)
{
	struct setter setter = new_setter();
	float y = 40;

	set_at(&setter, 560, y, "~");
	for (int i = 0; i < 10; i++)
		y = set_lines(&setter, LEFT, y, full) + 3;
	set_at(&setter, 560, y - PITCH - 3, "~");
	set_lines(&setter, LEFT, y, full);
	g_autofree char *got = dump(&setter, NULL, NULL);
	g_assert_null(strstr(got, "[cell"));
}

/* An address block beside the text, its lines at heights of their own. */
static void test_boxes_beside(void)
{
	struct setter setter = new_setter();

	set_lines(&setter, LEFT, 100, "Mr A Brook\nDirector\nTown Hall");
	setter.size = 9;
	set_lines(&setter, 400, 95, "The Office\n1 High Street\nLeeds\nLS1");
	setter.size = SIZE;
	set_lines(&setter, LEFT, 200, full);
	g_autofree char *got = dump(&setter, NULL, NULL);
	g_assert_true(g_str_has_prefix(got,
		"[paragraph] p1 Mr A Brook\n"
		"[paragraph] p1 Director\n"
		"[paragraph] p1 Town Hall\n"
		"[paragraph] p1 The Office\n"));
	g_assert_nonnull(
		strstr(got, "[paragraph] p1 LS1\n[paragraph] p1 Serv"));
}

/*
 * A letterhead with a gap in it, beside an address that begins lower: it is
 * read first, and the last of the address as far as the page goes.
 */
static void test_letterhead(void)
{
	struct setter setter = new_setter();

	setter.size = 10;
	set_lines(&setter, 400, 50, "The Office\n1 High Street\nLeeds");
	set_lines(&setter, 400, 98, "T 0113 496\nRoom 9");
	setter.size = SIZE;
	set_at(&setter, LEFT, 88, "4 May 2019");
	set_lines(&setter, LEFT, 111, "Mr A Brook\nTown Hall\nMossbury");
	set_lines(&setter, LEFT, 164,
		"Dr Cy Ng, Chief Officer, NHS Mossbury Fen\n"
		"Ms Di Fox, Chair");
	set_lines(&setter, LEFT, 220, full);
	g_autofree char *got = dump(&setter, NULL, NULL);
	g_assert_true(g_str_has_prefix(got,
		"[paragraph] p1 The Office\n"
		"[paragraph] p1 1 High Street\n"
		"[paragraph] p1 Leeds\n"
		"[paragraph] p1 T 0113 496\n"
		"[paragraph] p1 Room 9\n"
		"[paragraph] p1 4 May 2019\n"
		"[paragraph] p1 Mr A Brook\n"
		"[paragraph] p1 Town Hall\n"
		"[paragraph] p1 Mossbury\n"
		"[paragraph] p1 Dr Cy Ng, Chief Officer, NHS Mossbury Fen\n"
		"[paragraph] p1 Ms Di Fox, Chair\n"
		"[paragraph] p1 Services"));
}

static void test_two_columns(void)
{
	struct setter setter = new_setter();

	for (int i = 0; i < 8; i++) {
		set_at(&setter, LEFT, 100 + PITCH * (float)i,
			i < 7 ? "left words that fill their column"
			      : "left at the end.");
		set_at(&setter, 310, 100 + PITCH * (float)i,
			"right words that fill the column");
	}
	g_autofree char *got = dump(&setter, NULL, NULL);
	const char *right = strstr(got, "right");
	g_assert_nonnull(strstr(got, "column left at the end.\n"));
	g_assert_null(strstr(right, "left"));
}

/* What draw_grid() draws: rules at these places, and one shaded area. */
struct grid {
	const float *xs, *ys; /* each ended by 0 */
	struct text_box shaded;
	guint32 shade;
	bool ladder;  /* no rules down */
	float merged; /* the y whose rule leaves out the first column; or 0 */
	int drawn;    /* how often it was asked for */
};

static void paint(struct layout_picture *picture, const struct text_box *box,
	guint32 colour)
{
	float scale = picture->scale;

	for (int y = (int)(box->top * scale); y < (int)(box->bottom * scale);
		y++) {
		for (int x = (int)(box->left * scale);
			x < (int)(box->right * scale); x++)
			picture->pixels[y * picture->width + x] = colour;
	}
}

static float last_of(const float *values)
{
	while (values[1] > 0)
		values++;
	return *values;
}

static struct layout_picture *draw_grid(
	const struct layout_page *page, const struct text_box *area, void *user)
{
	struct grid *grid = user;
	struct layout_picture *picture = g_new0(struct layout_picture, 1);
	size_t count;

	picture->scale = 1.5f;
	picture->width = (int)(page->width * picture->scale);
	picture->height = (int)(page->height * picture->scale);
	count = (size_t)picture->width * (size_t)picture->height;
	picture->pixels = g_new(guint32, count);
	memset(picture->pixels, 0xff, count * sizeof(guint32));
	paint(picture, &grid->shaded, grid->shade);
	for (int i = 0; grid->ys[i] > 0; i++)
		paint(picture,
			&(struct text_box){
				grid->xs[grid->ys[i] == grid->merged],
				grid->ys[i], last_of(grid->xs),
				grid->ys[i] + 0.8f},
			0);
	for (int i = 0; grid->xs[i] > 0 && !grid->ladder; i++)
		paint(picture,
			&(struct text_box){grid->xs[i], grid->ys[0],
				grid->xs[i] + 0.8f, last_of(grid->ys)},
			0);
	(void)area; /* the whole page is at least that */
	grid->drawn++;
	return picture;
}

static const float box_xs[] = {66, 520, 0};
static const float grid_xs[] = {66, 200, 460, 520, 0};
static const float grid_ys[] = {90, 110, 150, 190, 0};

/* A row of the grid from its three cells; "" for none. */
static void set_row(struct setter *setter, float y, const char *one,
	const char *two, const char *three)
{
	if (*one)
		set_lines(setter, 72, y, one);
	if (*two)
		set_lines(setter, 206, y, two);
	if (*three)
		set_lines(setter, 466, y, three);
}

static void test_grid(void)
{
	struct grid grid = {.xs = grid_xs,
		.ys = grid_ys,
		.shaded = {460, 150, 520, 190},
		.shade = 0x00c000};
	struct setter setter = new_setter();

	set_row(&setter, 93, "Lead", "Action", "Due");
	set_row(&setter, 115, "Council", "Write a plan that\nparents can read",
		"May");
	set_row(&setter, 155, "Trust", "See all who wait", "");
	set_lines(&setter, LEFT, 300, full);
	g_autofree char *got = dump(&setter, draw_grid, &grid);
	g_assert_cmpint(grid.drawn, ==, 1);
	g_assert_true(g_str_has_prefix(got,
		"[cell 1 r0 c0] p1 Lead\n"
		"[cell 1 r0 c1] p1 Action\n"
		"[cell 1 r0 c2] p1 Due\n"
		"[cell 1 r1 c0] p1 Council\n"
		"[cell 1 r1 c1] p1 Write a plan that parents can read\n"
		"[cell 1 r1 c2] p1 May\n"
		"[cell 1 r2 c0] p1 Trust\n"
		"[cell 1 r2 c1] p1 See all who wait\n"
		"[cell 1 r2 c2 #00c000] \n"
		"[paragraph] p1 Services"));
}

/* What is left of a line beside a table stands before what is below it. */
static void test_grid_beside(void)
{
	struct grid grid = {.xs = grid_xs, .ys = grid_ys};
	struct setter setter = new_setter();

	set_row(&setter, 93, "Lead", "Action", "Due");
	set_row(&setter, 115, "Council", "Write a plan", "September Late");
	set_row(&setter, 155, "Trust", "See all who wait", "");
	set_lines(&setter, LEFT, 300, full);
	g_autofree char *got = dump(&setter, draw_grid, &grid);
	const char *late = strstr(got, "Late");

	g_assert_nonnull(late);
	g_assert_true(strstr(got, "See all who wait") < late);
	g_assert_true(late < strstr(got, "Services"));
}

/*
 * A table ruled across only, whose columns stand close; a row that runs through
 * all of them is not parted.
 */
static void test_ladder(void)
{
	static const float ys[] = {90, 110, 150, 170, 190, 0};
	struct grid grid = {.xs = grid_xs, .ys = ys, .ladder = true};
	struct setter setter = new_setter();

	set_lines(&setter, LEFT, 50, "Plan");
	set_row(&setter, 93, "Lead", "Action", "Due");
	set_row(&setter, 115, "Council, and all of\nits directors",
		"Write a plan for each child and for all\n"
		"the parents who want to read",
		"May");
	set_lines(
		&setter, 72, 153, "Words from here to there for all to read.");
	set_row(&setter, 173, "Trust", "See all who wait", "June");
	set_lines(&setter, LEFT, 300, full);
	g_autofree char *got = dump(&setter, draw_grid, &grid);
	g_assert_true(g_str_has_prefix(strchr(got, '\n') + 1,
		"[cell 1 r0 c0] p1 Lead\n"
		"[cell 1 r0 c1] p1 Action\n"
		"[cell 1 r0 c2] p1 Due\n"
		"[cell 1 r1 c0] p1 Council, and all of its directors\n"
		"[cell 1 r1 c1] p1 Write a plan for each child and for all the "
		"parents who want to read\n"
		"[cell 1 r1 c2] p1 May\n"
		"[cell 1 r2 c0 span 1x3] p1 Words from here to there for all "
		"to read.\n"
		"[cell 1 r3 c0] p1 Trust\n"
		"[cell 1 r3 c1] p1 See all who wait\n"
		"[cell 1 r3 c2] p1 June\n"
		"[paragraph] p1 Services"));
}

/* Rules across a page of running text make no table of it. */
static void test_ladder_of_text(void)
{
	static const float ys[] = {90, 150, 210, 270, 0};
	struct grid grid = {.xs = box_xs, .ys = ys, .ladder = true};
	struct setter setter = new_setter();

	for (int i = 0; i < 3; i++)
		set_lines(&setter, 76, 96 + (float)i * 60, full);
	set_lines(&setter, LEFT, 300, full);
	set_lines(&setter, LEFT, 360, full);
	g_autofree char *got = dump(&setter, draw_grid, &grid);
	g_assert_cmpint(grid.drawn, ==, 1);
	g_assert_null(strstr(got, "[cell"));
}

/* Columns above a grid leave the words in its cells alone. */
static void test_grid_under_columns(void)
{
	struct grid grid = {.xs = grid_xs, .ys = grid_ys};
	struct setter setter = new_setter();

	set_at(&setter, LEFT, 60, "Ann Other");
	set_at(&setter, 300, 60, "Bo Day");
	set_at(&setter, LEFT, 60 + PITCH, "Cy Ng");
	set_at(&setter, 300, 60 + PITCH, "Di Fox");
	set_at(&setter, 250, 94, "Action");
	set_at(&setter, 300, 94, "taken");
	set_row(&setter, 115, "Trust", "See all", "May");
	g_autofree char *got = dump(&setter, draw_grid, &grid);
	g_assert_true(g_str_has_suffix(got,
		"[cell 2 r0 c1] p1 Action taken\n"
		"[cell 2 r1 c0] p1 Trust\n"
		"[cell 2 r1 c1] p1 See all\n"
		"[cell 2 r1 c2] p1 May\n"));
}

/* A table on two pages: its head again, and a row that goes on. */
static void test_grid_over_pages(void)
{
	struct grid grid = {.xs = grid_xs, .ys = grid_ys};
	struct setter setter = new_setter();

	set_row(&setter, 93, "Lead", "Action", "Due");
	set_row(&setter, 115, "Council", "Publish the plan.", "May");
	set_row(&setter, 155, "Trust", "See all the children who have", "June");
	new_page(&setter);
	set_row(&setter, 93, "Lead", "Action", "Due");
	set_row(&setter, 115, "", "waited long", "");
	set_row(&setter, 155, "Council", "Say so.", "July");
	g_autofree char *got = dump(&setter, draw_grid, &grid);
	g_assert_true(g_str_has_suffix(got,
		"[cell 1 r2 c0] p1 Trust\n"
		"[cell 1 r2 c1] p1-2 See all the children who have waited "
		"long\n"
		"[cell 1 r2 c2] p1 June\n"
		"[running-head] p2 Lead\n"
		"[running-head] p2 Action\n"
		"[running-head] p2 Due\n"
		"[cell 1 r3 c0] p2 Council\n"
		"[cell 1 r3 c1] p2 Say so.\n"
		"[cell 1 r3 c2] p2 July\n"));
}

/* Two cells that go on in mid-sentence outweigh one that seems not to. */
static void test_grid_over_pages_mostly(void)
{
	struct grid grid = {.xs = grid_xs, .ys = grid_ys};
	struct setter setter = new_setter();

	set_row(&setter, 155, "Trust:", "See all the children who have",
		"by end");
	new_page(&setter);
	set_row(&setter, 93, "Clinics", "waited long", "of May");
	set_row(&setter, 115, "Council", "say so.", "of July");
	g_autofree char *got = dump(&setter, draw_grid, &grid);
	g_assert_cmpstr(got, ==,
		"[cell 1 r2 c0] p1-2 Trust: Clinics\n"
		"[cell 1 r2 c1] p1-2 See all the children who have waited "
		"long\n"
		"[cell 1 r2 c2] p1-2 by end of May\n"
		"[cell 1 r3 c0] p2 Council\n"
		"[cell 1 r3 c1] p2 say so.\n"
		"[cell 1 r3 c2] p2 of July\n");
}

/* A cell over several rows goes on over a page end, where it is empty. */
static void test_grid_merged_over_pages(void)
{
	struct grid grid = {.xs = grid_xs, .ys = grid_ys, .merged = 150};
	struct setter setter = new_setter();

	set_row(&setter, 93, "Aim", "Action", "Due");
	set_row(&setter, 115, "One", "Write a plan.", "May");
	set_row(&setter, 155, "", "Publish it.", "June");
	new_page(&setter);
	set_row(&setter, 93, "", "Say so.", "July");
	set_row(&setter, 115, "Two", "See who waits.", "May");
	set_row(&setter, 155, "", "Say how many.", "June");
	g_autofree char *got = dump(&setter, draw_grid, &grid);
	g_assert_nonnull(strstr(got, "[cell 1 r1 c0 span 3x1] p1 One\n"));
	g_assert_nonnull(strstr(got, "[cell 1 r3 c1] p2 Say so.\n"));
	g_assert_nonnull(strstr(got, "[cell 1 r4 c0 span 2x1] p2 Two\n"));
}

static const float box_ys[] = {90, 112, 200, 0};

/* A box with a heading is the text that it frames, not a table. */
static void test_box(void)
{
	struct grid grid = {.xs = box_xs, .ys = box_ys};
	struct setter setter = new_setter();

	setter.bold = true;
	set_lines(&setter, 72, 94, "Outcome");
	setter.bold = false;
	set_lines(&setter, 72, 116, full);
	for (int y = 220; y < 700; y += 60)
		set_lines(&setter, 66, (float)y, full);
	g_autofree char *got = dump(&setter, draw_grid, &grid);
	g_assert_cmpint(grid.drawn, ==, 1);
	g_assert_true(g_str_has_prefix(
		got, "[heading 1] p1 Outcome\n[paragraph] p1 Services"));
}

/* Pages that do not look tabular are never drawn. */
static void test_drawn_only_where_needed(void)
{
	struct grid grid = {.xs = grid_xs, .ys = grid_ys};
	struct setter setter = new_setter();

	set_lines(&setter, LEFT, 100, full);
	g_autofree char *got = dump(&setter, draw_grid, &grid);
	g_assert_cmpint(grid.drawn, ==, 0);
	g_assert_true(g_str_has_prefix(got, "[paragraph] p1 Services"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/layout/columns/table", test_columns_without_rules);
	g_test_add_func("/layout/columns/uneven", test_columns_uneven);
	g_test_add_func(
		"/layout/columns/rows-of-two", test_columns_rows_of_two);
	g_test_add_func("/layout/columns/letterhead", test_letterhead);
	g_test_add_func("/layout/columns/over-pages", test_columns_over_pages);
	g_test_add_func("/layout/columns/specks", test_specks);
	g_test_add_func("/layout/columns/boxes", test_boxes_beside);
	g_test_add_func("/layout/columns/prose", test_two_columns);
	g_test_add_func("/layout/grid", test_grid);
	g_test_add_func("/layout/grid/beside", test_grid_beside);
	g_test_add_func("/layout/grid/ladder", test_ladder);
	g_test_add_func("/layout/grid/ladder-of-text", test_ladder_of_text);
	g_test_add_func("/layout/grid/under-columns", test_grid_under_columns);
	g_test_add_func("/layout/grid/over-pages", test_grid_over_pages);
	g_test_add_func(
		"/layout/grid/over-pages-mostly", test_grid_over_pages_mostly);
	g_test_add_func("/layout/grid/merged", test_grid_merged_over_pages);
	g_test_add_func("/layout/grid/box", test_box);
	g_test_add_func(
		"/layout/grid/only-where-needed", test_drawn_only_where_needed);
	return g_test_run();
}
