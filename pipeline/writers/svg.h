/*
 * svg.h - small charts as inline SVG. Widths are shares of the place they are
 * put in, so that words keep their size on a narrow screen. Each has a title
 * and a text alternative, and every colour stands beside a number.
 */
#ifndef LETTERMARK_SVG_H
#define LETTERMARK_SVG_H

#include <glib.h>

struct svg_bar {
	const char *label;
	int count;
};

/* One bar a row, its label above it and its number at the right. */
void svg_bars(
	GString *out, const char *title, const struct svg_bar *bars, int n);

/* One bar that shows how many reports have each score from `first` to `top`;
 * `counts` is indexed by score. */
void svg_stack(GString *out, const int *counts, int first, int top);

struct svg_dot {
	const char *row;  /* rows are as the dots come: equal ones together */
	const char *name; /* of the dot, shown when it is pointed at */
	double value;
};

/* A row of dots for each group on one scale, with the group's mean. */
void svg_strip(GString *out, const char *title, const struct svg_dot *dots,
	int n, double first, double top);

struct svg_pair {
	const char *label;
	double before, after;
};

/* Two marks a row, joined: an open one for before, a full one for after. */
void svg_change(GString *out, const char *title, const struct svg_pair *pairs,
	int n, double first, double top);

#endif
