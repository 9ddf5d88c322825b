/* html.c - see html.h. */
#include "pipeline/writers/html.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SLUG_MAX 80

void html_add(GString *out, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list arguments;

	va_start(arguments, format);
	text = g_markup_vprintf_escaped(format, arguments);
	va_end(arguments);
	g_string_append(out, text);
}

/* The value given for a name, or NULL. */
static const char *find_value(const char *name, size_t length, va_list given)
{
	const char *found = NULL;
	va_list pairs;

	va_copy(pairs, given);
	for (;;) {
		const char *key = va_arg(pairs, const char *);

		if (key == NULL)
			break;
		found = va_arg(pairs, const char *);
		if (strlen(key) == length && memcmp(key, name, length) == 0)
			break;
		found = NULL;
	}
	va_end(pairs);
	return found;
}

GString *html_fill(const char *template, ...)
{
	GString *out = g_string_new(NULL);
	const char *open;
	va_list given;

	va_start(given, template);
	while ((open = strstr(template, "{{")) != NULL) {
		const char *name = open + 2;
		const char *end = strstr(name, "}}");
		const char *value;

		if (end == NULL)
			break;
		value = find_value(name, (size_t)(end - name), given);
		g_string_append_len(out, template, open - template);
		g_string_append(out, value == NULL ? "" : value);
		template = end + 2;
	}
	va_end(given);
	g_string_append(out, template);
	return out;
}

char *html_slug(const char *text, GHashTable *taken)
{
	g_autofree char *ascii = g_str_to_ascii(text, "en_GB");
	GString *slug = g_string_new(NULL);
	size_t length;

	for (const char *p = ascii; *p != '\0' && slug->len < SLUG_MAX; p++) {
		if (g_ascii_isalnum(*p))
			g_string_append_c(slug, g_ascii_tolower(*p));
		else if (*p != '\'' && slug->len > 0 &&
			 slug->str[slug->len - 1] != '-')
			g_string_append_c(slug, '-');
	}
	while (slug->len > 0 && slug->str[slug->len - 1] == '-')
		g_string_truncate(slug, slug->len - 1);
	if (slug->len == 0)
		g_string_assign(slug, "page");
	length = slug->len;
	for (int n = 2;
		taken != NULL && g_hash_table_contains(taken, slug->str); n++) {
		g_string_truncate(slug, length);
		g_string_append_printf(slug, "-%d", n);
	}
	if (taken != NULL)
		g_hash_table_add(taken, g_strdup(slug->str));
	return g_string_free(slug, FALSE);
}

const char *html_mean(char *buffer, double mean, int places)
{
	double unit = pow(10, places);
	const char *format = places == 1 ? "%.1f" : "%.2f";

	/* The sums are of whole numbers, and no mean of them comes so near to
	 * a half without being one. */
	return g_ascii_formatd(buffer, HTML_NUMBER, format,
		floor(mean * unit + 0.5 + 1e-9) / unit);
}

static const char *const months[] = {"January", "February", "March", "April",
	"May", "June", "July", "August", "September", "October", "November",
	"December"};

char *html_count(int n)
{
	GString *digits = g_string_new(NULL);

	g_string_printf(digits, "%d", n);
	for (gssize at = (gssize)digits->len - 3; at > 0; at -= 3)
		g_string_insert_c(digits, at, ',');
	return g_string_free(digits, FALSE);
}

char *html_date(const char *iso)
{
	unsigned year, month, day;

	if (sscanf(iso, "%4u-%2u-%2u", &year, &month, &day) != 3 ||
		!g_date_valid_dmy(
			(GDateDay)day, (GDateMonth)month, (GDateYear)year))
		return g_strdup(iso);
	return g_strdup_printf("%u %s %u", day, months[month - 1], year);
}

char *html_month(const char *iso)
{
	unsigned year, month;

	if (sscanf(iso, "%4u-%2u", &year, &month) != 2 || month < 1 ||
		month > G_N_ELEMENTS(months))
		return g_strdup(iso);
	return g_strdup_printf("%s %u", months[month - 1], year);
}
