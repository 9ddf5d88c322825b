/* What the words at a line's end and beginning say about the next line. */
#include "extractors/layout/private.h"

#include <string.h>

bool layout_ends_sentence(const char *text)
{
	const char *p = text + strlen(text);

	while (p > text) {
		gunichar c;

		p = g_utf8_prev_char(p);
		c = g_utf8_get_char(p);
		if (c < 0x80 && strchr(".!?:;", (int)c))
			return true;
		if (!g_utf8_strchr(")\"'\u2019\u201d", -1, c))
			return false;
	}
	return false;
}

bool layout_starts_lower(const char *text)
{
	size_t word = strcspn(text, " ");

	if (!g_unichar_islower(g_utf8_get_char(text)))
		return false;
	return !memchr(text, '@', word) && !g_str_has_prefix(text, "www") &&
	       !g_str_has_prefix(text, "http");
}

bool layout_ends_dangling(const char *text)
{
	static const char *const words[] = {"a", "an", "and", "as", "at", "by",
		"for", "from", "in", "into", "of", "on", "or", "than", "that",
		"the", "their", "to", "which", "with"};
	const char *last = strrchr(text, ' ');

	for (size_t i = 0; last && i < G_N_ELEMENTS(words); i++) {
		if (strcmp(last + 1, words[i]) == 0)
			return true;
	}
	return false;
}
