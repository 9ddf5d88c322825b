#include "extractors/format/pdf-lines.h"

#include "extractors/limits.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

/* Deeper groups, arrays or dictionaries are no writer's. */
#define DEEPEST 64

enum kind {
	OMIT, /* writes, or is only for writing */
	KEEP, /* sets how something is shown, and where */
	SHOW, /* shows something, or may */
};

struct known {
	char name[4];
	guint8 operands; /* at least */
	guint8 kind;
};

/* In the order of their bytes. BI, d0 and d1 are left out: see find(). */
static const struct known operators[] = {
	{"\"", 3, OMIT},
	{"'", 1, OMIT},
	{"B", 0, SHOW},
	{"B*", 0, SHOW},
	{"BDC", 2, SHOW},
	{"BMC", 1, SHOW},
	{"BT", 0, OMIT},
	{"BX", 0, SHOW},
	{"CS", 1, KEEP},
	{"DP", 2, OMIT},
	{"Do", 1, SHOW},
	{"EMC", 0, SHOW},
	{"ET", 0, OMIT},
	{"EX", 0, SHOW},
	{"F", 0, SHOW},
	{"G", 1, KEEP},
	{"J", 1, KEEP},
	{"K", 4, KEEP},
	{"M", 1, KEEP},
	{"MP", 1, OMIT},
	{"Q", 0, KEEP},
	{"RG", 3, KEEP},
	{"S", 0, SHOW},
	{"SC", 1, KEEP},
	{"SCN", 1, KEEP},
	{"T*", 0, OMIT},
	{"TD", 2, OMIT},
	{"TJ", 1, OMIT},
	{"TL", 1, OMIT},
	{"Tc", 1, OMIT},
	{"Td", 2, OMIT},
	{"Tf", 2, OMIT},
	{"Tj", 1, OMIT},
	{"Tm", 6, OMIT},
	{"Tr", 1, OMIT},
	{"Ts", 1, OMIT},
	{"Tw", 1, OMIT},
	{"Tz", 1, OMIT},
	{"W", 0, KEEP},
	{"W*", 0, KEEP},
	{"b", 0, SHOW},
	{"b*", 0, SHOW},
	{"c", 6, KEEP},
	{"cm", 6, KEEP},
	{"cs", 1, KEEP},
	{"d", 2, KEEP},
	{"f", 0, SHOW},
	{"f*", 0, SHOW},
	{"g", 1, KEEP},
	{"gs", 1, KEEP},
	{"h", 0, KEEP},
	{"i", 1, KEEP},
	{"j", 1, KEEP},
	{"k", 4, KEEP},
	{"l", 2, KEEP},
	{"m", 2, KEEP},
	{"n", 0, KEEP},
	{"q", 0, KEEP},
	{"re", 4, KEEP},
	{"rg", 3, KEEP},
	{"ri", 1, KEEP},
	{"s", 0, SHOW},
	{"sc", 1, KEEP},
	{"scn", 1, KEEP},
	{"sh", 1, SHOW},
	{"v", 4, KEEP},
	{"w", 1, KEEP},
	{"y", 4, KEEP},
};

/* What q begins and Q ends. */
struct group {
	gsize start; /* of it in the result */
	bool shows;
	bool path; /* one was begun before it */
};

struct cut {
	const char *at, *end;
	GString *out;
	struct group groups[DEEPEST];
	guint depth;
	bool path; /* one has been begun and not ended */
};

enum {
	SPACE = 1, /* between tokens */
	DELIMITER, /* at which one ends and another begins */
};

static const guint8 classes[256] = {
	['\0'] = SPACE,
	['\t'] = SPACE,
	['\n'] = SPACE,
	['\f'] = SPACE,
	['\r'] = SPACE,
	[' '] = SPACE,
	['('] = DELIMITER,
	[')'] = DELIMITER,
	['<'] = DELIMITER,
	['>'] = DELIMITER,
	['['] = DELIMITER,
	[']'] = DELIMITER,
	['{'] = DELIMITER,
	['}'] = DELIMITER,
	['/'] = DELIMITER,
	['%'] = DELIMITER,
};

static bool is_space(char c)
{
	return classes[(guint8)c] == SPACE;
}

static bool is_regular(char c)
{
	return classes[(guint8)c] == 0;
}

static void skip_space(struct cut *cut)
{
	while (cut->at < cut->end) {
		if (*cut->at == '%') {
			while (cut->at < cut->end && *cut->at != '\n' &&
				*cut->at != '\r')
				cut->at++;
		} else if (!is_space(*cut->at)) {
			return;
		} else {
			cut->at++;
		}
	}
}

static void skip_regular(struct cut *cut)
{
	while (cut->at < cut->end && is_regular(*cut->at))
		cut->at++;
}

/* A string in parentheses, which may hold balanced ones. */
static bool skip_string(struct cut *cut)
{
	guint depth = 0;

	while (cut->at < cut->end) {
		char c = *cut->at++;

		if (c == '\\')
			cut->at++;
		else if (c == '(')
			depth++;
		else if (c == ')' && --depth == 0)
			return true;
	}
	return false;
}

/* An array or a dictionary, and all in it. */
static bool skip_nested(struct cut *cut)
{
	guint depth = 0;

	do {
		char c;

		skip_space(cut);
		if (cut->at >= cut->end)
			return false;
		c = *cut->at;
		if (c == '(') {
			if (!skip_string(cut))
				return false;
			continue;
		}
		if (c == '[' || c == '<')
			depth++;
		else if (c == ']' || c == '>')
			depth--;
		cut->at++;
		if (c == '/' || is_regular(c))
			skip_regular(cut);
	} while (depth > 0 && depth < DEEPEST);
	return depth == 0;
}

/* Pass over an operand, if one is next. False where it is broken. */
static bool skip_operand(struct cut *cut, bool *operand)
{
	const char *start = cut->at;

	*operand = true;
	switch (*start) {
	case '(':
		return skip_string(cut);
	case '[':
	case '<':
		return skip_nested(cut);
	case '/':
		cut->at++;
		skip_regular(cut);
		return true;
	default:
		break;
	}
	skip_regular(cut);
	*operand = g_ascii_isdigit(*start) || strchr("+-.", *start) ||
		   (cut->at - start == 4 && memcmp(start, "true", 4) == 0) ||
		   (cut->at - start == 4 && memcmp(start, "null", 4) == 0) ||
		   (cut->at - start == 5 && memcmp(start, "false", 5) == 0);
	return cut->at > start;
}

/* Names in the order of their bytes are numbers in order. */
static guint32 number_of(const char *name)
{
	guint32 number;

	memcpy(&number, name, sizeof(number));
	return GUINT32_FROM_BE(number);
}

static int compare_names(const void *a, const void *b)
{
	guint32 one = number_of(a);
	guint32 two = number_of(((const struct known *)b)->name);

	return one < two ? -1 : one > two;
}

/*
 * The operator of the name from `start` to `end`, or NULL: for one that nobody
 * knows, for pictures within the content, which only their decoder can find
 * the end of, and for those of glyphs, which are no pages.
 */
static const struct known *find(const char *start, const char *end)
{
	char name[4] = {0};

	if (end - start > 3)
		return NULL;
	memcpy(name, start, (gsize)(end - start));
	return bsearch(name, operators, G_N_ELEMENTS(operators),
		sizeof(*operators), compare_names);
}

static void begin_group(struct cut *cut)
{
	cut->groups[cut->depth++] =
		(struct group){.start = cut->out->len, .path = cut->path};
}

/* True where the group shows something, and so stays. */
static bool end_group(struct cut *cut)
{
	const struct group *group = &cut->groups[--cut->depth];
	bool stays = group->shows || group->path != cut->path;

	if (!stays)
		g_string_truncate(cut->out, group->start);
	else if (cut->depth > 0)
		cut->groups[cut->depth - 1].shows = true;
	return stays;
}

/* Note whether a path is open behind the operator. */
static void note_path(struct cut *cut, const char *name)
{
	if (strcmp(name, "m") == 0 || strcmp(name, "re") == 0)
		cut->path = true;
	else if (strchr("SsfFBbn", *name) && (!name[1] || name[1] == '*'))
		cut->path = false;
}

/* Take the operator, whose first operand is at `start`, or leave it out. */
static bool take(struct cut *cut, const struct known *known, const char *start)
{
	if (known->kind == OMIT)
		/* words that become a clip hide what comes behind them */
		return strcmp(known->name, "Tr") != 0 || *start < '4';
	note_path(cut, known->name);
	if (strcmp(known->name, "q") == 0) {
		if (cut->depth == DEEPEST)
			return false;
		begin_group(cut);
	} else if (strcmp(known->name, "Q") == 0 && cut->depth > 0) {
		if (!end_group(cut))
			return true;
	} else if (known->kind == SHOW && cut->depth > 0) {
		cut->groups[cut->depth - 1].shows = true;
	}
	g_string_append_len(cut->out, start, cut->at - start);
	g_string_append_c(cut->out, '\n');
	return true;
}

bool pdf_lines_of(const char *data, gsize size, GString *out)
{
	struct cut cut = {.at = data, .end = data + size, .out = out};
	const char *first = NULL;
	guint operands = 0;

	for (skip_space(&cut); cut.at < cut.end; skip_space(&cut)) {
		const struct known *known;
		const char *start = cut.at;
		bool operand;

		if (!skip_operand(&cut, &operand))
			return false;
		if (!first)
			first = start;
		if (operand) {
			operands++;
			continue;
		}
		known = find(start, cut.at);
		if (!known || operands < known->operands ||
			!take(&cut, known, first))
			return false;
		first = NULL;
		operands = 0;
	}
	return operands == 0;
}

/* --- the streams of a file ------------------------------------------------ */

/* How much more room is made at a time for what a stream unpacks to. */
#define CHUNK 65536

struct streams {
	gsize left; /* bytes that may yet be unpacked */
	GConverter *unpacker, *packer;
	GByteArray *plain, *packed;
	GString *kept;
};

/* After `word` at `*at`, if that is next but for spaces. */
static bool pass(const char **at, const char *end, const char *word)
{
	size_t length = strlen(word);

	while (*at < end && is_space(**at))
		++*at;
	if ((size_t)(end - *at) < length || memcmp(*at, word, length) != 0)
		return false;
	*at += length;
	return true;
}

static bool pass_number(const char **at, const char *end)
{
	const char *start;

	pass(at, end, "");
	for (start = *at; *at < end && g_ascii_isdigit(**at);)
		++*at;
	return *at > start;
}

/*
 * Whether a stream's dictionary, which ends at `end`, has a length and
 * /FlateDecode in it and nothing else: that of a page's content, or of tables
 * that are then seen to be none.
 */
static bool may_be_content(const char *data, const char *end)
{
	const char *at = end;
	bool packed = false, array;

	while (at > data && end - at < 100 && *at != '<')
		at--;
	if (*at != '<')
		return false;
	for (at++; !pass(&at, end, ">>");) {
		if (pass(&at, end, "/Length")) {
			if (!pass_number(&at, end))
				return false;
			if (pass_number(&at, end) && !pass(&at, end, "R"))
				return false;
			continue;
		}
		if (!pass(&at, end, "/Filter"))
			return false;
		array = pass(&at, end, "[");
		packed = pass(&at, end, "/FlateDecode");
		if (!packed || (array && !pass(&at, end, "]")))
			return false;
	}
	return packed;
}

/* Unpack what begins at `data` into `plain`; its packed size, or 0. */
static gsize unpack(struct streams *streams, const char *data, gsize size)
{
	GByteArray *plain = streams->plain;
	gsize done = 0, length = 0, read, written;
	GConverterResult result;

	g_converter_reset(streams->unpacker);
	do {
		if (streams->left < CHUNK)
			return 0;
		g_byte_array_set_size(plain, (guint)(length + CHUNK));
		result = g_converter_convert(streams->unpacker, data + done,
			size - done, plain->data + length, CHUNK,
			G_CONVERTER_NO_FLAGS, &read, &written, NULL);
		if (result == G_CONVERTER_ERROR)
			return 0;
		done += read;
		length += written;
		streams->left -= written;
	} while (result != G_CONVERTER_FINISHED);
	g_byte_array_set_size(plain, (guint)length);
	return done;
}

/* Cut the words out of the stream at `data`, if it is content. */
static void cut_stream(struct streams *streams, char *data, gsize size)
{
	gsize room = unpack(streams, data, size), read, written;

	g_string_truncate(streams->kept, 0);
	if (room == 0 || !pdf_lines_of((char *)streams->plain->data,
				 streams->plain->len, streams->kept))
		return;
	g_byte_array_set_size(streams->packed, (guint)room);
	g_converter_reset(streams->packer);
	if (g_converter_convert(streams->packer, streams->kept->str,
		    streams->kept->len, streams->packed->data, room,
		    G_CONVERTER_INPUT_AT_END, &read, &written,
		    NULL) == G_CONVERTER_FINISHED)
		memcpy(data, streams->packed->data, written);
}

void pdf_lines_keep(char *data, gsize size)
{
	static const char word[] = "stream";
	struct streams streams = {
		.left = LIMIT_CONTENT_BYTES,
		.unpacker = G_CONVERTER(
			g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB)),
		.packer = G_CONVERTER(g_zlib_compressor_new(
			G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 1)),
		.plain = g_byte_array_new(),
		.packed = g_byte_array_new(),
		.kept = g_string_new(NULL),
	};
	char *at = data, *end = data + size;

	while ((at = memmem(at, (gsize)(end - at), word, strlen(word)))) {
		const char *before = at;

		at += strlen(word);
		while (before > data && is_space(before[-1]))
			before--;
		if (!may_be_content(data, before))
			continue;
		if (at < end && *at == '\r')
			at++;
		if (at < end && *at == '\n')
			cut_stream(&streams, at + 1, (gsize)(end - at - 1));
	}
	g_object_unref(streams.unpacker);
	g_object_unref(streams.packer);
	g_byte_array_unref(streams.plain);
	g_byte_array_unref(streams.packed);
	g_string_free(streams.kept, TRUE);
}
