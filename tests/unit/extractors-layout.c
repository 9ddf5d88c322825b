/* The layout of running text, on pages set by extractors-setter.h. */
#include "tests/unit/extractors-setter.h"

#include <string.h>

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

/*
 * A box's text keeps to a margin short of the page's; its lines end where the
 * next word had no room in it, or in a word that wants another.
 */
static void test_paragraphs_narrow(void)
{
	struct setter setter = new_setter();
	float y = set_lines(&setter, LEFT, 100, full);

	y = set_lines(&setter, LEFT, y + 10,
		"The clinic at Mossbury sees each child who is\n"
		"sent to it within a month, and the staff of\n"
		"Hazelwood School say so too.");
	y = set_lines(&setter, LEFT, y + 10,
		"Parents say that the school is now open to\n"
		"SENDIASS staff.");
	set_lines(&setter, LEFT, y + 10,
		"Ms Ada Brook, Head of Schools, Mossbury Council\n"
		"Mr Bo Day, Head of Health, Mossbury\n"
		"Ms Cy Ng, Chair");
	g_autofree char *got = dump(&setter, NULL, NULL);
	g_assert_cmpstr(strchr(got, '\n') + 1, ==,
		"[paragraph] p1 The clinic at Mossbury sees each child who is "
		"sent to it within a month, and the staff of Hazelwood School "
		"say so too.\n"
		"[paragraph] p1 Parents say that the school is now open to "
		"SENDIASS staff.\n"
		"[paragraph] p1 Ms Ada Brook, Head of Schools, Mossbury "
		"Council\n"
		"[paragraph] p1 Mr Bo Day, Head of Health, Mossbury\n"
		"[paragraph] p1 Ms Cy Ng, Chair\n");
}

/* As above, where the last line of two or more has no such word at its end. */
static void test_paragraphs_own_margin(void)
{
	struct setter setter = new_setter();
	float y = set_lines(&setter, LEFT, 100, full);

	set_lines(&setter, LEFT, y + 10,
		"The clinic at Mossbury, which has been open for a year,\n"
		"sees each child who comes to it from nearby Hazelwood\n"
		"School within a month.");
	g_autofree char *got = dump(&setter, NULL, NULL);
	g_assert_nonnull(strstr(got, "from nearby Hazelwood School within"));
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
		"[bullet 1 \"\u2022\"] p1 Waits are short.\n"
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

/* Addresses of the web broken where they must, and one that is not broken. */
static void test_addresses(void)
{
	struct setter setter = new_setter();
	float y = set_lines(&setter, LEFT, 100, full);

	set_lines(&setter, LEFT, y,
		"of them, as can be seen on the pages at "
		"https://www.mossbury.\n"
		"example.org/send-local-offer and, for those at school, at "
		"www.\n"
		"mossbury.example.org with all that has to be done by others\n"
		"in time, and whoever wants to may write to help@mossbury\n"
		"for more, or to others who have a low-cost way to answer it\n"
		"all, at www.hazelwood.example.org\n"
		"in time.");
	g_autofree char *got = dump(&setter, NULL, NULL);
	g_assert_nonnull(strstr(
		got, " https://www.mossbury.example.org/send-local-offer and"));
	g_assert_nonnull(strstr(got, "at www.mossbury.example.org with"));
	g_assert_nonnull(strstr(got, "help@mossbury for more"));
	g_assert_nonnull(strstr(got, "www.hazelwood.example.org in time."));
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

/*
 * A row of a million tiny words takes a second, but twenty minutes where each
 * is held against every other: then the test is ended from outside.
 */
static void test_crowded(void)
{
	struct setter setter = new_setter();
	const int count = 1000000;

	setter.size = 1;
	for (int i = 0; i < count; i++) {
		char word[12];

		g_snprintf(word, sizeof(word), "a%d", i);
		set_at(&setter, LEFT + 400.0f * (float)i / (float)count, 100,
			word);
	}
	g_autofree char *got = dump(&setter, NULL, NULL);
	g_assert_nonnull(strstr(got, "a0 a1 a2 "));
	g_assert_nonnull(strstr(got, " a999999\n"));
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
	g_test_add_func("/layout/paragraphs/narrow", test_paragraphs_narrow);
	g_test_add_func(
		"/layout/paragraphs/own-margin", test_paragraphs_own_margin);
	g_test_add_func("/layout/headings", test_headings);
	g_test_add_func("/layout/items", test_items);
	g_test_add_func("/layout/items-broken", test_items_broken);
	g_test_add_func("/layout/page-end", test_page_end);
	g_test_add_func("/layout/page-end-apart", test_page_end_apart);
	g_test_add_func("/layout/page-end-short", test_page_end_short);
	g_test_add_func("/layout/notes", test_notes);
	g_test_add_func("/layout/units", test_units);
	g_test_add_func("/layout/hyphens", test_hyphens);
	g_test_add_func("/layout/addresses", test_addresses);
	g_test_add_func("/layout/twice", test_twice);
	g_test_add_func("/layout/crowded", test_crowded);
	g_test_add_func("/layout/nothing", test_nothing);
	return g_test_run();
}
