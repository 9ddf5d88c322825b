#include "tests/unit/extractors-setter.h"

#include <string.h>

const char full[] =
	"Services for young people in Mossbury work well together and listen\n"
	"to what families say about their lives at home and about schools and\n"
	"they meet every month to plan what has to be done for each of them.";

void new_page(struct setter *setter)
{
	setter->page = layout_page_new((int)setter->pages->len + 1, WIDE, HIGH);
	g_ptr_array_add(setter->pages, setter->page);
}

struct setter new_setter(void)
{
	struct setter setter = {.size = SIZE};

	setter.pages = g_ptr_array_new_with_free_func(
		(GDestroyNotify)layout_page_free);
	new_page(&setter);
	return setter;
}

float set_at(struct setter *setter, float x, float y, const char *words)
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

float set_lines(struct setter *setter, float x, float y, const char *lines)
{
	g_auto(GStrv) each = g_strsplit(lines, "\n", -1);

	for (int i = 0; each[i]; i++, y += PITCH * setter->size / SIZE)
		set_at(setter, x, y, each[i]);
	return y;
}

float set_item(struct setter *setter, float x, float y, const char *marker,
	const char *lines)
{
	set_at(setter, x, y, marker);
	return set_lines(setter, x + 18, y, lines);
}

char *dump(struct setter *setter, layout_draw_func draw, void *user)
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

void assert_dump(struct setter *setter, const char *expected)
{
	g_autofree char *got = dump(setter, NULL, NULL);

	g_assert_cmpstr(got, ==, expected);
}
