#include "extractors/layout-private.h"

#include <math.h>
#include <string.h>

static void word_clear(void *data)
{
	struct layout_word *word = data;

	g_free(word->text);
}

struct layout_page *layout_page_new(int number, float width, float height)
{
	struct layout_page *page = g_new0(struct layout_page, 1);

	page->number = number;
	page->width = width;
	page->height = height;
	page->words = g_array_new(FALSE, FALSE, sizeof(struct layout_word));
	g_array_set_clear_func(page->words, word_clear);
	page->rules = g_array_new(FALSE, FALSE, sizeof(struct layout_rule));
	page->fills = g_array_new(FALSE, FALSE, sizeof(struct layout_fill));
	return page;
}

void layout_page_free(struct layout_page *page)
{
	if (!page)
		return;
	g_array_unref(page->words);
	g_array_unref(page->rules);
	g_array_unref(page->fills);
	g_free(page);
}

/* Counts of characters by a measure in half points. */
struct histogram {
	size_t counts[400];
};

static void count(struct histogram *histogram, float value, size_t times)
{
	if (value > 0 && value < 199)
		histogram->counts[lroundf(value * 2)] += times;
}

static float commonest(const struct histogram *histogram)
{
	size_t best = 0;

	for (size_t i = 1; i < G_N_ELEMENTS(histogram->counts); i++) {
		if (histogram->counts[i] > histogram->counts[best])
			best = i;
	}
	return (float)best / 2;
}

static struct body body_size(const GPtrArray *pages)
{
	struct histogram sizes = {0};
	size_t bold = 0, all = 0;

	for (guint i = 0; i < pages->len; i++) {
		const GPtrArray *lines = pages->pdata[i];

		for (guint j = 0; j < lines->len; j++) {
			const struct line *line = lines->pdata[j];
			size_t length = strlen(line->text);

			count(&sizes, line->size, length);
			all += length;
			bold += line->bold ? length : 0;
		}
	}
	return (struct body){
		.size = commonest(&sizes), .bold = bold * 3 > all * 2};
}

struct body layout_body(const GPtrArray *pages)
{
	struct body body = body_size(pages);
	struct histogram pitches = {0};
	g_autoptr(GArray) rights = g_array_new(FALSE, FALSE, sizeof(float));

	for (guint i = 0; i < pages->len; i++) {
		const GPtrArray *lines = pages->pdata[i];

		for (guint j = 1; j < lines->len; j++) {
			const struct line *last = lines->pdata[j - 1];
			const struct line *line = lines->pdata[j];

			if (fabsf(line->size - body.size) > 0.6f)
				continue;
			count(&pitches, line->box.top - last->box.top, 1);
			body.right = MAX(body.right, line->box.right);
		}
	}
	body.pitch = commonest(&pitches);
	return body;
}

void layout_run(struct text *text, GPtrArray *pages,
	layout_rules_func find_rules, void *user)
{
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(
		(GDestroyNotify)g_ptr_array_unref);
	struct body body;

	(void)find_rules;
	(void)user;
	for (guint i = 0; i < pages->len; i++)
		g_ptr_array_add(lines, layout_lines(pages->pdata[i]));
	layout_mark_furniture(lines, pages);
	body = layout_body(lines);
	layout_blocks(text, lines, &body);
	layout_join_hyphens(text);
}
