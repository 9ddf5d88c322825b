/* json.c - see json.h. */
#include "pipeline/writers/json.h"
#include "pipeline/writers/writer.h"

#include <string.h>

static void add_char(GString *out, unsigned char c)
{
	static const char *const pairs = "\"\"\\\\\bb\ff\nn\rr\tt";

	for (const char *p = pairs; *p != '\0'; p += 2) {
		if ((unsigned char)*p != c)
			continue;
		g_string_append_c(out, '\\');
		g_string_append_c(out, p[1]);
		return;
	}
	if (c < 0x20 || c == 0x7f || strchr("<>&", c) != NULL)
		g_string_append_printf(out, "\\u%04x", c);
	else
		g_string_append_c(out, (char)c);
}

void json_string(GString *out, const char *value)
{
	if (value == NULL) {
		g_string_append(out, "null");
		return;
	}
	g_string_append_c(out, '"');
	for (; *value != '\0'; value++)
		add_char(out, (unsigned char)*value);
	g_string_append_c(out, '"');
}

/* JSON has no plus sign, no leading zeros and no bare point. */
static bool is_json_number(const char *value)
{
	const char *p = value + (*value == '-');

	if (!g_ascii_isdigit(*p) || (p[0] == '0' && g_ascii_isdigit(p[1])))
		return false;
	while (g_ascii_isdigit(*p))
		p++;
	if (*p == '.' && g_ascii_isdigit(p[1]))
		for (p++; g_ascii_isdigit(*p); p++)
			;
	return *p == '\0';
}

void json_cell(GString *out, enum column_type type, const char *value)
{
	if (value != NULL &&
		(type == COLUMN_INTEGER || type == COLUMN_NUMBER) &&
		is_json_number(value))
		g_string_append(out, value);
	else
		json_string(out, value);
}
