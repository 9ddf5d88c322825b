#include "scoring/data-file.h"

#include "scoring/framework.h"

#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <stdbool.h>
#include <string.h>

/* Larger than any framework will be. */
#define FILE_MAX (4 * 1024 * 1024)

/*
 * Keep the first thing that libxml2 says, in the form ":LINE: reason" that goes
 * behind the file's name: what it says later comes of that. Of an element that
 * lacks an attribute it does not know the line.
 */
static void complain(void *user, xmlError *said)
{
	char **complaint = user;
	GString *text;

	if (*complaint || !said->message)
		return;
	text = g_string_new(NULL);
	if (said->line > 0)
		g_string_append_printf(text, ":%d", said->line);
	g_string_append_printf(text, ": %s", said->message);
	g_strchomp(text->str);
	text->len = strlen(text->str);
	/* Patterns are full of what XML has a meaning of its own for. */
	if (said->code == XML_ERR_NAME_REQUIRED ||
		said->code == XML_ERR_ENTITYREF_SEMICOL_MISSING)
		g_string_append(text, " (write &amp; for & and &lt; for <)");
	*complaint = g_string_free(text, FALSE);
}

static void complain_of_parsing(void *user, xmlError *said)
{
	const xmlParserCtxt *context = user;

	complain(context->_private, said);
}

static xmlDoc *read_xml(
	const char *path, const char *bytes, gsize length, GError **error)
{
	g_autofree char *complaint = NULL;
	xmlParserCtxt *context = xmlNewParserCtxt();
	xmlDoc *document;

	context->_private = &complaint;
	context->sax->serror = complain_of_parsing;
	document = xmlCtxtReadMemory(context, bytes, (int)length, path, NULL,
		XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
			XML_PARSE_NOCDATA);
	if (!document)
		g_set_error(error, FRAMEWORK_ERROR, FRAMEWORK_ERROR_SCHEMA,
			"%s%s", path, complaint ? complaint : ": is not XML");
	xmlFreeParserCtxt(context);
	return document;
}

/* The bytes of the file, freed by the caller; NULL on failure. */
static char *read_bytes(const char *path, gsize *length, GError **error)
{
	g_autoptr(GError) cause = NULL;
	g_autofree char *bytes = NULL;

	if (!g_file_get_contents(path, &bytes, length, &cause)) {
		g_set_error(error, FRAMEWORK_ERROR, FRAMEWORK_ERROR_FILE,
			"%s: %s", path, cause->message);
		return NULL;
	}
	if (*length > FILE_MAX) {
		g_set_error(error, FRAMEWORK_ERROR, FRAMEWORK_ERROR_FILE,
			"%s: is larger than %d bytes", path, FILE_MAX);
		return NULL;
	}
	return g_steal_pointer(&bytes);
}

/* Read as any file, for libxml2 would complain on standard error. */
static xmlRelaxNG *read_schema(const char *path, GError **error)
{
	gsize length;
	g_autofree char *complaint = NULL;
	g_autofree char *bytes = read_bytes(path, &length, error);
	xmlDoc *document = bytes ? read_xml(path, bytes, length, error) : NULL;
	xmlRelaxNGParserCtxt *parser;
	xmlRelaxNG *form;

	if (!document)
		return NULL;
	parser = xmlRelaxNGNewDocParserCtxt(document);
	xmlRelaxNGSetParserStructuredErrors(parser, complain, &complaint);
	/* Of a schema that this one includes it is told only so. */
	xmlSetStructuredErrorFunc(&complaint, complain);
	form = xmlRelaxNGParse(parser);
	xmlSetStructuredErrorFunc(NULL, NULL);
	if (!form)
		g_set_error(error, FRAMEWORK_ERROR, FRAMEWORK_ERROR_SCHEMA,
			"%s%s", path, complaint ? complaint : ": is no schema");
	xmlRelaxNGFreeParserCtxt(parser);
	xmlFreeDoc(document);
	return form;
}

static bool check_schema(
	xmlDoc *document, const char *path, const char *schema, GError **error)
{
	g_autofree char *complaint = NULL;
	g_autofree char *name = g_path_get_basename(schema);
	xmlRelaxNG *form = read_schema(schema, error);
	xmlRelaxNGValidCtxt *check;
	bool valid;

	if (!form)
		return false;
	check = xmlRelaxNGNewValidCtxt(form);
	xmlRelaxNGSetValidStructuredErrors(check, complain, &complaint);
	valid = xmlRelaxNGValidateDoc(check, document) == 0;
	if (!valid)
		g_set_error(error, FRAMEWORK_ERROR, FRAMEWORK_ERROR_SCHEMA,
			"%s%s (the form is in %s)", path,
			complaint ? complaint : ": not of the form", name);
	xmlRelaxNGFreeValidCtxt(check);
	xmlRelaxNGFree(form);
	return valid;
}

xmlDoc *data_file_load(
	const char *path, const char *schema, char **digest, GError **error)
{
	gsize length = 0;
	g_autofree char *bytes = read_bytes(path, &length, error);
	xmlDoc *document;

	if (!bytes)
		return NULL;
	document = read_xml(path, bytes, length, error);
	if (!document)
		return NULL;
	if (!check_schema(document, path, schema, error)) {
		xmlFreeDoc(document);
		return NULL;
	}
	if (digest)
		*digest = g_compute_checksum_for_data(
			G_CHECKSUM_SHA256, (const guchar *)bytes, length);
	return document;
}

bool element_is(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE &&
	       g_str_equal((const char *)node->name, name);
}

char *element_attribute(const xmlNode *node, const char *name)
{
	xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);
	char *copy = g_strdup((const char *)value);

	xmlFree(value);
	return copy;
}

char *element_content(const xmlNode *node)
{
	xmlChar *value = xmlNodeGetContent(node);
	char *copy = g_strdup((const char *)value);

	xmlFree(value);
	return copy;
}

/* Prose: white space is folded. */
char *element_prose(const xmlNode *node)
{
	g_autofree char *text = element_content(node);
	g_auto(GStrv) words = g_strsplit_set(text, " \t\r\n", -1);
	GString *out = g_string_new(NULL);

	for (char **word = words; *word; word++)
		if (**word)
			g_string_append_printf(
				out, "%s%s", out->len ? " " : "", *word);
	return g_string_free(out, FALSE);
}
