#include "extractors/format/package.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>

#include "extractors/extractor.h"
#include "extractors/limits.h"

/* Small archives may grow this much whatever their ratio. */
#define GROWTH_ALLOWED (4u * 1024 * 1024)

#define MAX_NAME 200

#define TOO_DEEP "over the limit of nested elements"

typedef struct archive Archive;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Archive, archive_read_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlTextReader, xmlFreeTextReader)

static bool fail(GError **error, enum extract_error code, const char *reason)
{
	g_set_error_literal(error, EXTRACT_ERROR, (int)code, reason);
	return false;
}

/* --- the archive --------------------------------------------------------- */

struct unpacking {
	gsize packed;   /* bytes of the whole archive */
	gsize unpacked; /* bytes of all members so far */
	int members;
};

/* All of the member at hand; counted against the limits as it comes. */
static GBytes *read_member(
	struct archive *archive, struct unpacking *state, GError **error)
{
	g_autoptr(GByteArray) all = g_byte_array_new();
	guint8 buffer[32768];
	la_ssize_t n;

	while ((n = archive_read_data(archive, buffer, sizeof(buffer))) > 0) {
		state->unpacked += (gsize)n;
		if (all->len + (gsize)n > LIMIT_ZIP_MEMBER_BYTES) {
			fail(error, EXTRACT_ERROR_LIMIT,
				"over the limit of bytes a packed file");
			return NULL;
		}
		if (state->unpacked > GROWTH_ALLOWED &&
			state->unpacked / LIMIT_ZIP_RATIO > state->packed) {
			fail(error, EXTRACT_ERROR_LIMIT,
				"over the limit of unpacked to packed bytes");
			return NULL;
		}
		g_byte_array_append(all, buffer, (guint)n);
	}
	if (n < 0) {
		fail(error, EXTRACT_ERROR_DAMAGED,
			"damaged: a packed file cannot be unpacked");
		return NULL;
	}
	return g_byte_array_free_to_bytes(g_steal_pointer(&all));
}

/* False at the end or on failure. */
static bool next_member(struct archive *archive, struct archive_entry **entry,
	struct unpacking *state, GError **error)
{
	int status = archive_read_next_header(archive, entry);

	if (status == ARCHIVE_EOF)
		return false;
	if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
		return fail(error, EXTRACT_ERROR_DAMAGED,
			"damaged: not a whole archive");
	if (archive_entry_is_encrypted(*entry))
		return fail(error, EXTRACT_ERROR_ENCRYPTED,
			"encrypted: needs a password");
	if (++state->members > LIMIT_ZIP_MEMBERS)
		return fail(error, EXTRACT_ERROR_LIMIT,
			"over the limit of packed files");
	return true;
}

static GHashTable *read_archive(
	GBytes *bytes, bool (*wanted)(const char *name), GError **error)
{
	g_autoptr(Archive) archive = archive_read_new();
	g_autoptr(GHashTable) members = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
	g_autoptr(GError) failure = NULL;
	struct unpacking state = {.packed = g_bytes_get_size(bytes)};
	struct archive_entry *entry;

	archive_read_support_format_zip(archive);
	if (archive_read_open_memory(archive, g_bytes_get_data(bytes, NULL),
		    state.packed) != ARCHIVE_OK) {
		fail(error, EXTRACT_ERROR_DAMAGED,
			"damaged: not a whole archive");
		return NULL;
	}
	while (next_member(archive, &entry, &state, &failure)) {
		const char *name = archive_entry_pathname(entry);
		GBytes *member;

		if (name == NULL || !wanted(name))
			continue;
		member = read_member(archive, &state, &failure);
		if (member == NULL)
			break;
		g_hash_table_replace(members, g_strdup(name), member);
	}
	if (failure != NULL) {
		g_propagate_error(error, g_steal_pointer(&failure));
		return NULL;
	}
	return g_steal_pointer(&members);
}

struct text *package_text(const char *format, GBytes *bytes,
	bool (*wanted)(const char *name),
	bool (*read)(struct text *text, GHashTable *members, GError **error),
	GError **error)
{
	g_autoptr(GHashTable) members = read_archive(bytes, wanted, error);
	g_autoptr(Text) text = NULL;

	if (members == NULL)
		return NULL;
	text = text_new(format);
	if (!read(text, members, error))
		return NULL;
	return g_steal_pointer(&text);
}

/* --- XML ----------------------------------------------------------------- */

/* "prefix:local" of the element at hand, or false when it is not listed. */
static bool name_node(const struct package_reader *reader, xmlTextReader *node,
	char name[MAX_NAME])
{
	const char *uri = (const char *)xmlTextReaderConstNamespaceUri(node);
	const char *local = (const char *)xmlTextReaderConstLocalName(node);
	const struct package_namespace *known = reader->namespaces;

	if (uri == NULL || local == NULL)
		return false;
	while (known->uri != NULL && strcmp(known->uri, uri) != 0)
		known++;
	return known->uri != NULL && g_snprintf(name, MAX_NAME, "%s:%s",
					     known->prefix, local) < MAX_NAME;
}

/* Go on after the element at hand and all within it. */
static int skip(xmlTextReader *node)
{
	return xmlTextReaderNext(node);
}

static int start_element(
	const struct package_reader *reader, void *user, xmlTextReader *node)
{
	bool empty = xmlTextReaderIsEmptyElement(node) == 1;
	char name[MAX_NAME];

	if (name_node(reader, node, name)) {
		if (!reader->start(user, name, node))
			return skip(node);
		if (empty && reader->end != NULL)
			reader->end(user, name);
	}
	return xmlTextReaderRead(node);
}

/* What to do at the node at hand; as xmlTextReaderRead(), -2 for a DTD. */
static int take_node(
	const struct package_reader *reader, void *user, xmlTextReader *node)
{
	char name[MAX_NAME];

	switch (xmlTextReaderNodeType(node)) {
	case XML_READER_TYPE_DOCUMENT_TYPE:
	case XML_READER_TYPE_ENTITY_REFERENCE:
		return -2;
	case XML_READER_TYPE_ELEMENT:
		return start_element(reader, user, node);
	case XML_READER_TYPE_END_ELEMENT:
		if (reader->end != NULL && name_node(reader, node, name))
			reader->end(user, name);
		break;
	case XML_READER_TYPE_TEXT:
	case XML_READER_TYPE_CDATA:
	case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
		if (reader->words != NULL)
			reader->words(user,
				(const char *)xmlTextReaderConstValue(node));
		break;
	default:
		break;
	}
	return xmlTextReaderRead(node);
}

/* The parser has stopped; it keeps to a depth of its own. */
static bool explain(GError **error)
{
	const xmlError *last = xmlGetLastError();

	if (last != NULL && last->message != NULL &&
		strstr(last->message, "depth") != NULL)
		return fail(error, EXTRACT_ERROR_LIMIT, TOO_DEEP);
	return fail(
		error, EXTRACT_ERROR_DAMAGED, "damaged: not well-formed XML");
}

bool package_walk(GBytes *bytes, const struct package_reader *reader,
	void *user, GError **error)
{
	gsize size;
	const char *data = g_bytes_get_data(bytes, &size);
	g_autoptr(xmlTextReader) node =
		xmlReaderForMemory(data, (int)size, NULL, NULL,
			XML_PARSE_NONET | XML_PARSE_NOERROR |
				XML_PARSE_NOWARNING | XML_PARSE_COMPACT);
	int status = node != NULL ? xmlTextReaderRead(node) : -1;

	while (status == 1) {
		if (xmlTextReaderDepth(node) > LIMIT_XML_DEPTH)
			return fail(error, EXTRACT_ERROR_LIMIT, TOO_DEEP);
		status = take_node(reader, user, node);
	}
	if (status == -2)
		return fail(error, EXTRACT_ERROR_LIMIT,
			"has a document type, as no office document does");
	return status >= 0 || explain(error);
}

char *package_attribute(xmlTextReader *node, const char *local)
{
	char *value = NULL;
	int found = xmlTextReaderMoveToFirstAttribute(node);

	while (found == 1 && value == NULL) {
		if (strcmp((const char *)xmlTextReaderConstLocalName(node),
			    local) == 0)
			value = g_strdup(
				(const char *)xmlTextReaderConstValue(node));
		found = xmlTextReaderMoveToNextAttribute(node);
	}
	xmlTextReaderMoveToElement(node);
	return value;
}

int package_number(xmlTextReader *node, const char *local, int otherwise)
{
	g_autofree char *value = package_attribute(node, local);
	char *end = NULL;
	long number;

	if (value == NULL)
		return otherwise;
	number = strtol(value, &end, 10);
	if (end == value || number < -1000000 || number > 1000000)
		return otherwise;
	return (int)number;
}

bool package_is_on(xmlTextReader *node, const char *local)
{
	static const char *const off[] = {"0", "false", "off", "none", NULL};
	g_autofree char *value = package_attribute(node, local);

	return value == NULL || !g_strv_contains(off, value);
}
