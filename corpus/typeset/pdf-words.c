#include <string.h>

#include "corpus/typeset/pdf.h"

static bool is_vowel(gunichar c)
{
	return c < 128 && strchr("aeiouy", (int)c) != NULL;
}

/* True when a word may be broken before `p`: a consonant and a vowel follow,
 * a vowel or a consonant after a vowel stands before, three letters on each
 * side. Old typesetters broke there too, often enough. */
static bool breaks_before(const char *text, const char *p)
{
	if (p - text < 3)
		return false;
	for (int i = -3; i < 3; i++)
		if (!g_ascii_islower(p[i]))
			return false;
	return !is_vowel((guchar)p[0]) && is_vowel((guchar)p[1]) &&
	       (is_vowel((guchar)p[-1]) || is_vowel((guchar)p[-2]));
}

static char *with_soft_hyphens(const char *text)
{
	GString *out = g_string_new(NULL);

	for (const char *p = text; *p; p++) {
		if (breaks_before(text, p))
			g_string_append(out, "\u00ad");
		g_string_append_c(out, *p);
	}
	return g_string_free(out, FALSE);
}

/* Break words for good: each line as it was laid out, a real hyphen at its
 * end where a word goes on, as in files whose hyphens were typed. */
static void harden_hyphens(PangoLayout *layout)
{
	const char *text = pango_layout_get_text(layout);
	GString *out = g_string_new(NULL);
	g_auto(GStrv) parts = NULL;
	g_autofree char *plain = NULL;

	for (GSList *l = pango_layout_get_lines_readonly(layout); l;
		l = l->next) {
		PangoLayoutLine *line = l->data;
		const char *from = text + line->start_index;

		g_string_append_len(out, from, line->length);
		if (g_str_has_suffix(out->str, "\u00ad"))
			g_string_append_c(out, '-');
		if (l->next)
			g_string_append(out, "\u2028");
	}
	parts = g_strsplit(out->str, "\u00ad", -1);
	plain = g_strjoinv("", parts);
	pango_layout_set_width(layout, -1);
	pango_layout_set_text(layout, plain, -1);
	g_string_free(out, TRUE);
}

PangoLayout *pdf_lay_out(
	struct sheet *s, const char *markup, const struct look *look)
{
	PangoLayout *layout = pango_layout_new(s->context);
	PangoFontDescription *font =
		pango_font_description_from_string(s->source->font);
	g_autofree char *soft = NULL;

	pango_font_description_set_absolute_size(
		font, look->size * PANGO_SCALE);
	if (look->bold)
		pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	pango_layout_set_width(layout, (int)(look->width * PANGO_SCALE));
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	if (look->hyphens)
		markup = soft = with_soft_hyphens(markup);
	pango_layout_set_markup(layout, markup, -1);
	if (soft)
		harden_hyphens(layout);
	return layout;
}

void pdf_draw_at(struct sheet *s, PangoLayout *layout, double x, double y)
{
	cairo_move_to(s->cr, x, y);
	pango_cairo_show_layout(s->cr, layout);
}

double pdf_layout_height(PangoLayout *layout)
{
	int height;

	pango_layout_get_size(layout, NULL, &height);
	return (double)height / PANGO_SCALE;
}
