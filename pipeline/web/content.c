/*
 * content.c - formats by their first and last bytes.
 */
#include "pipeline/web/content.h"
#include "pipeline/web/label.h"
#include <string.h>

#define HEAD_BYTES 1024 /* a PDF may begin within them */
#define TAIL_BYTES 4096 /* and has its end within these */

static bool holds(const char *data, gsize size, const char *mark)
{
	return memmem(data, size, mark, strlen(mark)) != NULL;
}

static bool is_zip(const char *data, gsize size)
{
	return size >= 4 && memcmp(data, "PK\3\4", 4) == 0;
}

static bool is_pdf(const char *data, gsize size)
{
	return holds(data, MIN(size, HEAD_BYTES), "%PDF-");
}

/* Loosely: no letter of Word or PDF begins with a tag. */
static bool is_html(const char *data, gsize size)
{
	static const char mark[] = "\xef\xbb\xbf"; /* of byte order */
	gsize i = 0;

	if (size > strlen(mark) && memcmp(data, mark, strlen(mark)) == 0)
		i = strlen(mark);
	while (i < size && g_ascii_isspace(data[i]))
		i++;
	return i < size && data[i] == '<';
}

static const struct {
	const char *name, *type;
	bool (*is)(const char *data, gsize size);
	const char *problem;
} formats[] = {
	{"pdf", "application/pdf", is_pdf, "not a PDF"},
	{"docx",
		"application/vnd.openxmlformats-officedocument."
		"wordprocessingml.document",
		is_zip, "not a Word document"},
	{"odt", "application/vnd.oasis.opendocument.text", is_zip,
		"not an OpenDocument text"},
	{"html", "text/html", is_html, "not a page of HTML"},
};

/* The place in `formats`, or -1. */
static int find_format(const char *name)
{
	for (gsize i = 0; name != NULL && i < G_N_ELEMENTS(formats); i++)
		if (g_ascii_strcasecmp(formats[i].name, name) == 0)
			return (int)i;
	return -1;
}

static int find_suffix(const char *address)
{
	g_autofree char *path = g_strndup(address, strcspn(address, "?#"));
	const char *dot = strrchr(path, '.');

	return dot != NULL ? find_format(dot + 1) : -1;
}

static int find_type(const char *type)
{
	for (gsize i = 0; type != NULL && i < G_N_ELEMENTS(formats); i++)
		if (g_ascii_strncasecmp(type, formats[i].type,
			    strlen(formats[i].type)) == 0)
			return (int)i;
	return -1;
}

static int find_labelled(const char *text)
{
	struct label label;
	int found;

	if (text == NULL)
		return -1;
	label_read(text, &label);
	found = find_format(label.format);
	label_clear(&label);
	return found;
}

static int claimed(const struct content_claim *claim)
{
	int format = find_format(claim->format);

	if (format < 0)
		format = find_labelled(claim->label);
	if (format < 0)
		format = find_suffix(claim->address);
	return format >= 0 ? format : find_type(claim->type);
}

const char *content_problem(
	const struct content_claim *claim, GBytes *bytes, bool *may_stand)
{
	gsize size;
	const char *data = g_bytes_get_data(bytes, &size);
	gsize tail = MIN(size, TAIL_BYTES);
	int format = claimed(claim);

	*may_stand = false;
	if (size == 0)
		return "empty";
	if (format >= 0 && !formats[format].is(data, size))
		return formats[format].problem;
	if (!is_pdf(data, size) || holds(data + size - tail, tail, "%%EOF"))
		return NULL;
	*may_stand = true;
	return "a PDF without its end";
}
