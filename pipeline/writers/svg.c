/* svg.c - see svg.h. */
#include "pipeline/writers/svg.h"
#include "pipeline/writers/html.h"

#include <string.h>

#define ROW    36  /* pixels from one row to the next */
#define MARGIN 2.0 /* per cent left free for marks at the scale's ends */

/*
 * `alternative` says in words what the picture shows. Numbers are formatted
 * by GLib because printf's depend on the locale.
 */
static void open_svg(
	GString *out, const char *title, const char *alternative, int height)
{
	html_add(out,
		"<svg class=\"chart\" role=\"img\" aria-label=\"%s: %s\" "
		"width=\"100%%\" height=\"%d\">\n<title>%s</title>\n"
		"<desc>%s</desc>\n",
		title, alternative, height, title, alternative);
}

static const char *share(char *buffer, double value)
{
	return g_ascii_formatd(buffer, G_ASCII_DTOSTR_BUF_SIZE, "%.2f", value);
}

static void add_rect(
	GString *out, const char *class, double x, int y, double width)
{
	char left[G_ASCII_DTOSTR_BUF_SIZE], wide[G_ASCII_DTOSTR_BUF_SIZE];

	html_add(out,
		"<rect class=\"%s\" x=\"%s%%\" y=\"%d\" width=\"%s%%\" "
		"height=\"12\"/>\n",
		class, share(left, x), y, share(wide, width));
}

void svg_bars(
	GString *out, const char *title, const struct svg_bar *bars, int n)
{
	GString *words = g_string_new(NULL);
	int most = 1;

	for (int i = 0; i < n; i++) {
		most = MAX(most, bars[i].count);
		g_string_append_printf(words, "%s%s %d", i > 0 ? ", " : "",
			bars[i].label, bars[i].count);
	}
	open_svg(out, title, words->str, n * ROW);
	for (int i = 0; i < n; i++) {
		int y = i * ROW;

		html_add(out,
			"<text x=\"0\" y=\"%d\">%s</text>"
			"<text class=\"end\" x=\"100%%\" y=\"%d\">%d</text>\n",
			y + 13, bars[i].label, y + 13, bars[i].count);
		add_rect(out, "track", 0, y + 19, 100);
		add_rect(out, "bar", 0, y + 19, 100.0 * bars[i].count / most);
	}
	g_string_append(out, "</svg>\n");
	g_string_free(words, TRUE);
}

/* "report scores" of one, for screen readers. */
static const char *score_words(int reports)
{
	return reports == 1 ? "report scores" : "reports score";
}

void svg_stack(GString *out, const int *counts, int first, int top)
{
	GString *words = g_string_new(NULL);
	int total = 0;
	double x = 0;

	for (int v = first; v <= top; v++) {
		total += counts[v];
		if (counts[v] > 0)
			g_string_append_printf(words, "%s%d %s %d",
				words->len > 0 ? ", " : "", counts[v],
				score_words(counts[v]), v);
	}
	html_add(out,
		"<svg class=\"stack\" role=\"img\" aria-label=\"%s\" "
		"width=\"100%%\" height=\"24\">\n",
		words->str);
	for (int v = first; v <= top; v++) {
		char left[G_ASCII_DTOSTR_BUF_SIZE];
		char wide[G_ASCII_DTOSTR_BUF_SIZE];
		double width = total == 0 ? 0 : 100.0 * counts[v] / total;

		if (counts[v] == 0)
			continue;
		html_add(out,
			"<g><title>%d %s %d</title><rect "
			"class=\"fill-%d\" x=\"%s%%\" width=\"%s%%\" "
			"height=\"24\"/>",
			counts[v], score_words(counts[v]), v, v * 8 / top,
			share(left, x), share(wide, width));
		/* The score itself, where there is room for it. */
		if (width >= 6)
			html_add(out,
				"<text class=\"middle\" x=\"%s%%\" y=\"17\">"
				"%d</text>",
				share(left, x + width / 2), v);
		g_string_append(out, "</g>\n");
		x += width;
	}
	g_string_append(out, "</svg>\n");
	g_string_free(words, TRUE);
}

static double place(double value, double first, double top)
{
	double along = CLAMP((value - first) / (top - first), 0.0, 1.0);

	return MARGIN + along * (100 - 2 * MARGIN);
}

static void add_scale(GString *out, int y, double first, double top)
{
	for (int v = (int)first; v <= (int)top; v++) {
		char x[G_ASCII_DTOSTR_BUF_SIZE];

		html_add(out,
			"<line class=\"grid\" x1=\"%s%%\" x2=\"%s%%\" "
			"y1=\"0\" y2=\"%d\"/>",
			share(x, place(v, first, top)), x, y);
		html_add(out,
			"<text class=\"middle\" x=\"%s%%\" y=\"%d\">%d"
			"</text>\n",
			x, y + 16, v);
	}
}

/* The end of the group that begins at dot `i`, and its mean. */
static int group_end(const struct svg_dot *dots, int n, int i, double *mean)
{
	int end = i;

	*mean = 0;
	for (; end < n && strcmp(dots[end].row, dots[i].row) == 0; end++)
		*mean += dots[end].value;
	*mean /= end - i;
	return end;
}

static void add_dots(GString *out, const struct svg_dot *dots, int n, int y,
	const double *scale)
{
	char x[G_ASCII_DTOSTR_BUF_SIZE], value[G_ASCII_DTOSTR_BUF_SIZE];

	for (int i = 0; i < n; i++)
		html_add(out,
			"<circle class=\"dot\" cx=\"%s%%\" cy=\"%d\" r=\"5\">"
			"<title>%s: %s</title></circle>\n",
			share(x, place(dots[i].value, scale[0], scale[1])), y,
			dots[i].name, html_mean(value, dots[i].value, 1));
}

void svg_strip(GString *out, const char *title, const struct svg_dot *dots,
	int n, double first, double top)
{
	GString *words = g_string_new(NULL);
	const double scale[] = {first, top};
	char buffer[G_ASCII_DTOSTR_BUF_SIZE];
	int rows = 0;
	double mean;

	for (int i = 0, end; i < n; i = end, rows++) {
		end = group_end(dots, n, i, &mean);
		g_string_append_printf(words, "%s%s mean %s of %d",
			rows > 0 ? ", " : "", dots[i].row,
			html_mean(buffer, mean, 1), end - i);
	}
	open_svg(out, title, words->str, rows * ROW + 24);
	add_scale(out, rows * ROW, first, top);
	for (int i = 0, y = 0, end; i < n; i = end, y += ROW) {
		end = group_end(dots, n, i, &mean);
		html_add(out, "<text x=\"0\" y=\"%d\">%s (%d)</text>\n", y + 13,
			dots[i].row, end - i);
		add_dots(out, dots + i, end - i, y + 24, scale);
		share(buffer, place(mean, first, top));
		html_add(out,
			"<line class=\"mean\" x1=\"%s%%\" x2=\"%s%%\" "
			"y1=\"%d\" y2=\"%d\"/>\n",
			buffer, buffer, y + 16, y + 32);
	}
	g_string_append(out, "</svg>\n");
	g_string_free(words, TRUE);
}

void svg_change(GString *out, const char *title, const struct svg_pair *pairs,
	int n, double first, double top)
{
	GString *words = g_string_new(NULL);
	char a[G_ASCII_DTOSTR_BUF_SIZE], b[G_ASCII_DTOSTR_BUF_SIZE];

	for (int i = 0; i < n; i++)
		g_string_append_printf(words, "%s%s from %s to %s",
			i > 0 ? ", " : "", pairs[i].label,
			html_mean(a, pairs[i].before, 1),
			html_mean(b, pairs[i].after, 1));
	open_svg(out, title, words->str, n * ROW + 24);
	add_scale(out, n * ROW, first, top);
	for (int i = 0; i < n; i++) {
		int y = i * ROW;

		html_add(out,
			"<text x=\"0\" y=\"%d\">%s</text><text class=\"end\" "
			"x=\"100%%\" y=\"%d\">%s to %s</text>\n",
			y + 13, pairs[i].label, y + 13,
			html_mean(a, pairs[i].before, 1),
			html_mean(b, pairs[i].after, 1));
		share(a, place(pairs[i].before, first, top));
		share(b, place(pairs[i].after, first, top));
		html_add(out,
			"<line class=\"join\" x1=\"%s%%\" x2=\"%s%%\" "
			"y1=\"%d\" y2=\"%d\"/><circle class=\"open\" "
			"cx=\"%s%%\" cy=\"%d\" r=\"5\"/><circle class=\"dot\" "
			"cx=\"%s%%\" cy=\"%d\" r=\"5\"/>\n",
			a, b, y + 24, y + 24, a, y + 24, b, y + 24);
	}
	g_string_append(out, "</svg>\n");
	g_string_free(words, TRUE);
}
