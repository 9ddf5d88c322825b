#include "extractors/format/marker.h"

#include <stdbool.h>
#include <string.h>

/* Numbers above this are written in digits whatever the kind. */
#define LARGEST_ROMAN  3999
#define LARGEST_LETTER (26 * 26)

static void append_roman(GString *out, int number)
{
	static const struct {
		int value;
		const char *digits;
	} parts[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"},
		{100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"},
		{9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}};

	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
		for (; number >= parts[i].value; number -= parts[i].value)
			g_string_append(out, parts[i].digits);
	}
}

/* a to z, then aa, bb, ... zz, as Word and Writer count. */
static void append_letters(GString *out, int number)
{
	int times = (number - 1) / 26 + 1;

	while (times-- > 0)
		g_string_append_c(out, (char)('a' + (number - 1) % 26));
}

void marker_append(GString *out, enum marker_kind kind, int number)
{
	gsize start = out->len;
	bool letters =
		kind == MARKER_LOWER_LETTER || kind == MARKER_UPPER_LETTER;
	bool roman = kind == MARKER_LOWER_ROMAN || kind == MARKER_UPPER_ROMAN;

	if (letters && number >= 1 && number <= LARGEST_LETTER)
		append_letters(out, number);
	else if (roman && number >= 1 && number <= LARGEST_ROMAN)
		append_roman(out, number);
	else
		g_string_append_printf(out, "%d", number);
	if (kind == MARKER_UPPER_LETTER || kind == MARKER_UPPER_ROMAN) {
		for (gsize i = start; i < out->len; i++)
			out->str[i] = g_ascii_toupper(out->str[i]);
	}
}

const char *marker_append_char(GString *out, const char *at)
{
	const char *next = g_utf8_next_char(at);

	if (out->len + (gsize)(next - at) <= MARKER_MAX)
		g_string_append_len(out, at, next - at);
	return next;
}

void marker_append_words(GString *out, const char *words)
{
	while (*words != '\0' && out->len < MARKER_MAX)
		words = marker_append_char(out, words);
}

char *marker_bullet(const char *glyph)
{
	GString *out;

	gunichar c = g_utf8_get_char_validated(glyph, -1);

	if (*glyph == '\0' || c >= 0x110000 ||
		g_unichar_type(c) == G_UNICODE_PRIVATE_USE)
		return g_strdup("\u2022");
	out = g_string_new(NULL);
	marker_append_words(out, glyph);
	return g_string_free(out, FALSE);
}
