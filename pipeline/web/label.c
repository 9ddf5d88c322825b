/*
 * label.c - the texts of links.
 */
#include "pipeline/web/label.h"
#include "extractors/dates.h"
#include <string.h>

#define LABEL_BYTES_MAX 2000

static const char *const formats[] = {"pdf", "docx", "odt", "html"};

/* In one line, with single spaces and plain dashes. */
static char *in_one_line(const char *text)
{
	GString *line = g_string_new(NULL);
	bool space = false;

	if (!g_utf8_validate(text, -1, NULL))
		text = "";
	for (; *text != '\0' && line->len < LABEL_BYTES_MAX;
		text = g_utf8_next_char(text)) {
		gunichar c = g_utf8_get_char(text);

		if (g_unichar_isspace(c) || g_unichar_iscntrl(c)) {
			space = line->len > 0;
			continue;
		}
		if (g_unichar_type(c) == G_UNICODE_DASH_PUNCTUATION)
			c = '-';
		if (space)
			g_string_append_c(line, ' ');
		space = false;
		g_string_append_unichar(line, c);
	}
	return g_string_free(line, FALSE);
}

static char *find_format(const char *text)
{
	g_auto(GStrv) words = g_strsplit_set(text, " ,;:.()[]-/", -1);

	for (gsize i = 0; words[i] != NULL; i++)
		for (gsize j = 0; j < G_N_ELEMENTS(formats); j++)
			if (g_ascii_strcasecmp(words[i], formats[j]) == 0)
				return g_strdup(formats[j]);
	return NULL;
}

/* Whether what stands before a day says that it is the publication's. */
static bool announces(const char *text, gsize length)
{
	static const char *const words[] = {
		"-", "|", "published", "published on", "pdf", "pdf,"};
	g_autofree char *before = g_ascii_strdown(text, (gssize)length);

	g_strchomp(before);
	if (g_str_has_suffix(before, ":"))
		before[strlen(before) - 1] = '\0';
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_str_has_suffix(before, words[i]))
			return true;
	return false;
}

static char *find_published(const char *text)
{
	struct date_span span, last = {0};
	gsize end_before = 0; /* of the date before the last */
	gsize from = 0;

	while (dates_next(text, from, 0, &span)) {
		end_before = last.end;
		last = span;
		from = span.end;
	}
	if (last.first == 0 || last.first != last.last ||
		strspn(text + last.end, " .)]") != strlen(text + last.end))
		return NULL;
	/* "6 February 2023 - 10 February 2023" is an inspection's too. */
	if (end_before > 0 && last.begin - end_before <= strlen(" - "))
		return NULL;
	return announces(text, last.begin) ? dates_iso(last.first) : NULL;
}

void label_read(const char *text, struct label *label)
{
	label->text = in_one_line(text);
	label->format = find_format(label->text);
	label->published = find_published(label->text);
}

void label_clear(struct label *label)
{
	g_clear_pointer(&label->text, g_free);
	g_clear_pointer(&label->format, g_free);
	g_clear_pointer(&label->published, g_free);
}
