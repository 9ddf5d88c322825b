/*
 * The layout, on pages set here word by word: letters half as wide as high,
 * lines 14 points apart, margins at 72 and 520 points.
 */
#include "extractors/layout.h"

#include <string.h>

#define SIZE  12.0f
#define LEFT  72.0f
#define PITCH 14.4f
#define WIDE  595.0f
#define HIGH  842.0f

/* Where words are being set. */
struct setter {
	GPtrArray *pages;
	struct layout_page *page;
	float size;
	bool bold;
};

static void new_page(struct setter *setter)
{
	setter->page = layout_page_new((int)setter->pages->len + 1, WIDE, HIGH);
	g_ptr_array_add(setter->pages, setter->page);
}

static struct setter new_setter(void)
{
	struct setter setter = {.size = SIZE};

	setter.pages = g_ptr_array_new_with_free_func(
		(GDestroyNotify)layout_page_free);
	new_page(&setter);
	return setter;
}

/* Set `words` from `x` on with their tops at `y`; the result is their end. */
static float set_at(struct setter *setter, float x, float y, const char *words)
{
	g_auto(GStrv) each = g_strsplit(words, " ", -1);

	for (int i = 0; each[i]; i++) {
		float width =
			(float)g_utf8_strlen(each[i], -1) * setter->size / 2;
		struct layout_word word = {.text = g_strdup(each[i]),
			.box = {x, y, x + width, y + setter->size * 1.2f},
			.size = setter->size,
			.bold = setter->bold};

		g_array_append_val(setter->page->words, word);
		x += width + setter->size * 0.3f;
	}
	return x;
}

/* Set lines one below the other; the result is the y of the next. */
static float set_lines(
	struct setter *setter, float x, float y, const char *lines)
{
	g_auto(GStrv) each = g_strsplit(lines, "\n", -1);

	for (int i = 0; each[i]; i++, y += PITCH * setter->size / SIZE)
		set_at(setter, x, y, each[i]);
	return y;
}

/* An item: its marker, and its lines standing in. */
static float set_item(struct setter *setter, float x, float y,
	const char *marker, const char *lines)
{
	set_at(setter, x, y, marker);
	return set_lines(setter, x + 18, y, lines);
}

static char *dump(struct setter *setter, layout_draw_func draw, void *user)
{
	g_autoptr(Text) text = text_new("pdf");
	g_autoptr(GString) out = g_string_new(NULL);
	const char *blocks;

	for (guint i = 0; i < setter->pages->len; i++) {
		const struct layout_page *page = setter->pages->pdata[i];

		text_add_page(text, page->width, page->height);
	}
	layout_run(text, setter->pages, draw, user);
	g_ptr_array_unref(setter->pages);
	text_dump(text, out);
	blocks = strstr(out->str, "\n[");
	return g_strdup(blocks ? blocks + 1 : "");
}

static void assert_dump(struct setter *setter, const char *expected)
{
	g_autofree char *got = dump(setter, NULL, NULL);

	g_assert_cmpstr(got, ==, expected);
}

/* Full lines reach to about 516 points. */
static const char full[] =
	"Services for young people in Mossbury work well together and listen\n"
	"to what families say about their lives at home and about schools and\n"
	"they meet every month to plan what has to be done for each of them.";

static void test_paragraphs(void)
{
	struct setter setter = new_setter();
	float y = set_lines(&setter, LEFT, 100, full);

	y = set_lines(&setter, LEFT, y + 10, "A gap makes a new paragraph.");
	set_lines(&setter, LEFT, y, "So does room for a word left free.");
	assert_dump(&setter,
		"[paragraph] p1 Services for young people in Mossbury work "
		"well together and listen to what families say about their "
		"lives at home and about schools and they meet every month "
		"to plan what has to be done for each of them.\n"
		"[paragraph] p1 A gap makes a new paragraph.\n"
		"[paragraph] p1 So does room for a word left free.\n");
}

static void test_headings(void)
{
	struct setter setter = new_setter();
	float y;

	setter.size = 20;
	set_at(&setter, LEFT, 80, "Visit to Mossbury");
	setter.size = SIZE;
	setter.bold = true;
	y = set_lines(&setter, LEFT, 120, "What works well");
	setter.bold = false;
	y = set_lines(&setter, LEFT, y + 4, full);
	set_lines(&setter, LEFT, y + 8, full);
	g_autofree char *got = dump(&setter, NULL, NULL);
	g_assert_true(g_str_has_prefix(got,
		"[heading 1] p1 Visit to Mossbury\n"
		"[heading 2] p1 What works well\n"
		"[paragraph] p1 Services "));
}

static void test_items(void)
{
	struct setter setter = new_setter();
	float y = set_lines(&setter, LEFT, 80, full);

	y = set_item(&setter, LEFT, y + 8, "\u25fc",
		"Leaders know the area well and what they have to do next for\n"
		"the children.");
	y = set_item(&setter, LEFT + 18, y, "\u2013", "They meet often.");
	y = set_item(&setter, LEFT + 18, y, "o", "They write it down.");
	y = set_item(&setter, LEFT, y, "\uf0b7", "Waits are short.");
	set_item(&setter, LEFT, y, "1.", "First things.");
	g_autofree char *got = dump(&setter, NULL, NULL);
	g_assert_cmpstr(strchr(got, '\n') + 1, ==,
		"[bullet 1 \"\u25fc\"] p1 Leaders know the area well and what "
		"they have to do next for the children.\n"
		"[bullet 2 \"\u2013\"] p1 They meet often.\n"
		"[bullet 2 \"o\"] p1 They write it down.\n"
		"[bullet 1 \"\uf0b7\"] p1 Waits are short.\n"
		"[bullet 1 \"1.\"] p1 First things.\n");
}

/* A line of an item broken early does not end it; the end of a sentence may. */
static void test_items_broken(void)
{
	struct setter setter = new_setter();
	float y = set_lines(&setter, LEFT, 80, full);

	y = set_item(&setter, LEFT, y + 8, "\u25fc",
		"Families value what they are told by the\n"
		"Mossbury Advice Line.");
	y = set_item(&setter, LEFT, y, "\u25fc", "Waits are short.");
	set_lines(&setter, LEFT + 18, y, "Mossbury has more to do.");
	g_autofree char *got = dump(&setter, NULL, NULL);
	g_assert_cmpstr(strchr(got, '\n') + 1, ==,
		"[bullet 1 \"\u25fc\"] p1 Families value what they are told "
		"by the Mossbury Advice Line.\n"
		"[bullet 1 \"\u25fc\"] p1 Waits are short.\n"
		"[paragraph] p1 Mossbury has more to do.\n");
}

/* Head, foot and number of a page that says so, and two lines of text. */
static void set_furniture(struct setter *setter, int number)
{
	g_autofree char *digits = g_strdup_printf("%d", number);

	setter->size = 9;
	set_at(setter, LEFT, 30, "Report on Mossbury, 4 May 2021");
	set_at(setter, LEFT, 800, "Published in June");
	set_at(setter, 500, 800, digits);
	setter->size = SIZE;
}

static void test_page_end(void)
{
	struct setter setter = new_setter();

	set_furniture(&setter, 1);
	set_item(&setter, LEFT, 700, "\u25fc",
		"Social workers see every child in the first week and write");
	new_page(&setter);
	set_furniture(&setter, 2);
	set_lines(&setter, LEFT + 18, 80, "down what they say.");
	set_lines(&setter, LEFT, 700,
		"Their managers read it and they talk about what it means. "
		"This");
	new_page(&setter);
	set_furniture(&setter, 3);
	set_lines(&setter, LEFT, 80, "Friday they met. All is well.");
	assert_dump(&setter,
		"[running-head] p1 Report on Mossbury, 4 May 2021\n"
		"[bullet 1 \"\u25fc\"] p1-2 Social workers see every child in "
		"the first week and write down what they say.\n"
		"[running-head] p1 Published in June\n"
		"[page-number] p1 1\n"
		"[running-head] p2 Report on Mossbury, 4 May 2021\n"
		"[paragraph] p2-3 Their managers read it and they talk about "
		"what it means. This Friday they met. All is well.\n"
		"[running-head] p2 Published in June\n"
		"[page-number] p2 2\n"
		"[running-head] p3 Report on Mossbury, 4 May 2021\n"
		"[running-head] p3 Published in June\n"
		"[page-number] p3 3\n");
}

/* What ends at the page end is not joined to what begins on the next. */
static void test_page_end_apart(void)
{
	struct setter setter = new_setter();
	float y = set_lines(&setter, LEFT, 80, full);

	set_lines(&setter, LEFT, y + 8, "This ends here.");
	new_page(&setter);
	y = set_lines(&setter, LEFT, 80, "Another thing begins here.");
	set_item(&setter, LEFT, y, "\u2022", "An item at the end");
	new_page(&setter);
	set_lines(&setter, LEFT, 80, "Mossbury stands at the margin again.");
	g_autofree char *got = dump(&setter, NULL, NULL);
	g_assert_cmpstr(strchr(got, '\n') + 1, ==,
		"[paragraph] p1 This ends here.\n"
		"[paragraph] p2 Another thing begins here.\n"
		"[bullet 1 \"\u2022\"] p2 An item at the end\n"
		"[paragraph] p3 Mossbury stands at the margin again.\n");
}

/* A full last line and a short first one, each a sentence. */
static void test_page_end_short(void)
{
	struct setter setter = new_setter();

	set_lines(&setter, LEFT, 700, full);
	new_page(&setter);
	set_lines(&setter, LEFT, 80, "Yours sincerely");
	g_autofree char *got = dump(&setter, NULL, NULL);
	g_assert_nonnull(strstr(got, "[paragraph] p2 Yours sincerely\n"));
}

static void test_notes(void)
{
	struct setter setter = new_setter();
	float x = set_at(&setter, LEFT, 100, "They asked the council.");
	struct layout_word *word;

	setter.size = 7;
	set_at(&setter, x - SIZE * 0.3f, 99, "1");
	word = &g_array_index(setter.page->words, struct layout_word,
		setter.page->words->len - 1);
	word->glued = true;
	setter.size = SIZE;
	set_at(&setter, x + 6, 100, "It said");
	set_lines(&setter, LEFT, 100 + PITCH, full);
	setter.size = 6;
	set_at(&setter, LEFT, 739, "1");
	setter.size = 9;
	set_at(&setter, LEFT + 5, 740, "The council of Mossbury.");
	g_autofree char *got = dump(&setter, NULL, NULL);
	g_assert_true(g_str_has_prefix(
		got, "[paragraph] p1 They asked the council. It said"));
	g_assert_true(g_str_has_suffix(
		got, "[footnote \"1\"] p1 The council of Mossbury.\n"));
}

/* A raised figure that is no note's stays with its unit. */
static void test_units(void)
{
	struct setter setter = new_setter();
	float x = set_at(&setter, LEFT, 100, "A hall of 90 m");

	setter.size = 7;
	set_at(&setter, x - SIZE * 0.3f, 99, "2");
	setter.size = SIZE;
	set_lines(&setter, LEFT, 100 + 2 * PITCH, full);
	g_autofree char *got = dump(&setter, NULL, NULL);
	g_assert_true(
		g_str_has_prefix(got, "[paragraph] p1 A hall of 90 m2\n"));
}

static void test_hyphens(void)
{
	struct setter setter = new_setter();
	float y = set_lines(&setter, LEFT, 100,
		"Families in Mossbury speak well of the plans that come of "
		"co-\n"
		"production and of the help for children of the multi-\n"
		"agency team. Not so all parents of the chil-\n"
		"dren who wait, nor those who want a long-term plan for long-\n"
		"term needs -");

	set_lines(&setter, LEFT, y, "and they say so.");
	assert_dump(&setter,
		"[paragraph] p1 Families in Mossbury speak well of the plans "
		"that come of co-production and of the help for children of "
		"the multi-agency team. Not so all parents of the children "
		"who wait, nor those who want a long-term plan for long-term "
		"needs - and they say so.\n");
}

/* The same words twice at one place, as a shadow or a poor man's bold. */
static void test_twice(void)
{
	struct setter setter = new_setter();

	set_at(&setter, LEFT, 100, "Printed twice");
	set_at(&setter, LEFT + 0.4f, 100.2f, "Printed twice");
	set_at(&setter, LEFT, 100 + 2 * PITCH, "Printed twice");
	assert_dump(&setter,
		"[paragraph] p1 Printed twice\n[paragraph] p1 Printed twice\n");
}

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
	int drawn; /* how often it was asked for */
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
			&(struct text_box){grid->xs[0], grid->ys[i],
				last_of(grid->xs), grid->ys[i] + 0.8f},
			0);
	for (int i = 0; grid->xs[i] > 0; i++)
		paint(picture,
			&(struct text_box){grid->xs[i], grid->ys[0],
				grid->xs[i] + 0.8f, last_of(grid->ys)},
			0);
	(void)area; /* the whole page is at least that */
	grid->drawn++;
	return picture;
}

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

static const float box_xs[] = {66, 520, 0};
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

static void test_nothing(void)
{
	struct setter setter = new_setter();

	new_page(&setter);
	assert_dump(&setter, "");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/layout/paragraphs", test_paragraphs);
	g_test_add_func("/layout/headings", test_headings);
	g_test_add_func("/layout/items", test_items);
	g_test_add_func("/layout/items-broken", test_items_broken);
	g_test_add_func("/layout/page-end", test_page_end);
	g_test_add_func("/layout/page-end-apart", test_page_end_apart);
	g_test_add_func("/layout/page-end-short", test_page_end_short);
	g_test_add_func("/layout/notes", test_notes);
	g_test_add_func("/layout/units", test_units);
	g_test_add_func("/layout/hyphens", test_hyphens);
	g_test_add_func("/layout/twice", test_twice);
	g_test_add_func("/layout/columns/table", test_columns_without_rules);
	g_test_add_func("/layout/columns/over-pages", test_columns_over_pages);
	g_test_add_func("/layout/columns/boxes", test_boxes_beside);
	g_test_add_func("/layout/columns/prose", test_two_columns);
	g_test_add_func("/layout/grid", test_grid);
	g_test_add_func("/layout/grid/over-pages", test_grid_over_pages);
	g_test_add_func("/layout/grid/box", test_box);
	g_test_add_func(
		"/layout/grid/only-where-needed", test_drawn_only_where_needed);
	g_test_add_func("/layout/nothing", test_nothing);
	return g_test_run();
}
