/*
 * extractors-setter.h - pages for the tests of the layout, set word by word:
 * letters half as wide as high, lines 14.4 points apart, margins at 72 and 520
 * points.
 */
#ifndef LETTERMARK_TESTS_EXTRACTORS_SETTER_H
#define LETTERMARK_TESTS_EXTRACTORS_SETTER_H

#include "extractors/layout.h"

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

/* One with an empty page; what setter_dump() or setter_assert() ends. */
struct setter new_setter(void);
void new_page(struct setter *setter);

/* Set `words` from `x` on with their tops at `y`; the result is their end. */
float set_at(struct setter *setter, float x, float y, const char *words);

/* Set lines one below the other; the result is the y of the next. */
float set_lines(struct setter *setter, float x, float y, const char *lines);

/* An item: its marker, and its lines standing in. */
float set_item(struct setter *setter, float x, float y, const char *marker,
	const char *lines);

/* The blocks that the layout makes of the pages, as text_dump() writes them. */
char *dump(struct setter *setter, layout_draw_func draw, void *user);
void assert_dump(struct setter *setter, const char *expected);

/* A sentence of three lines, which reach to about 516 points. */
extern const char full[];

#endif
