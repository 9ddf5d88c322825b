/*
 * framework/load.c - a framework from its XML file.
 */
#include <string.h>

#include "scoring/data-file.h"
#include "scoring/framework/loader.h"

G_GNUC_PRINTF(4, 5)
bool loader_fail(struct loader *loader, const xmlNode *node,
	enum framework_error code, const char *format, ...)
{
	g_autofree char *reason = NULL;
	va_list arguments;

	va_start(arguments, format);
	reason = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_set_error(loader->error, FRAMEWORK_ERROR, code, "%s:%ld: %s",
		loader->path, xmlGetLineNo(node), reason);
	return false;
}

/* Take an id that must not have been taken in `ids` before. */
bool loader_take_id(
	struct loader *loader, const xmlNode *node, GHashTable *ids, char **id)
{
	*id = element_attribute(node, "id");
	if (g_hash_table_contains(ids, *id))
		return loader_fail(loader, node, FRAMEWORK_ERROR_NAME,
			"id %s is used twice", *id);
	return true;
}

bool loader_sources(struct loader *loader, const xmlNode *node)
{
	g_autofree char *list = element_attribute(node, "source");
	g_auto(GStrv) sources = g_strsplit(list ? list : "", ";", -1);

	for (char **source = sources; *source; source++) {
		char *key = g_strstrip(*source);

		key[strcspn(key, " ")] = '\0';
		if (!framework_work(loader->framework, key))
			return loader_fail(loader, node, FRAMEWORK_ERROR_NAME,
				"source: no work has the key '%s'", key);
	}
	return true;
}

/* --- the file ------------------------------------------------------------ */

static bool load_vocabulary(struct loader *loader, const xmlNode *node);

/* A work that is cited; of two by one key the later stands. */
static bool load_work(struct loader *loader, const xmlNode *node)
{
	char *key = element_attribute(node, "key");

	g_hash_table_replace(
		loader->framework->works, key, element_prose(node));
	return true;
}

static bool load_element(struct loader *loader, const xmlNode *node)
{
	static const struct {
		const char *name;
		bool (*load)(struct loader *loader, const xmlNode *node);
	} elements[] = {
		{"source", load_work},
		{"vocabulary", load_vocabulary},
		{"define", loader_define},
		{"set-phrase", loader_set_phrase},
		{"mark", loader_mark},
		{"aside", loader_aside},
		{"criterion", loader_criterion},
		{"measure", loader_criterion},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(elements); i++)
		if (element_is(node, elements[i].name))
			return elements[i].load(loader, node);
	return true;
}

/* Another framework's defines, set phrases, marks and asides. */
static bool load_words(struct loader *loader, const xmlNode *root)
{
	for (xmlNode *node = root->children; node; node = node->next)
		if (!element_is(node, "criterion") &&
			!element_is(node, "vocabulary") &&
			!load_element(loader, node))
			return false;
	return true;
}

/*
 * The framework file beside this one whose words this one speaks. It is kept
 * open: criteria may use its indicators.
 */
static bool load_vocabulary(struct loader *loader, const xmlNode *node)
{
	g_autofree char *name = element_attribute(node, "href");
	g_autofree char *folder = g_path_get_dirname(loader->path);
	g_autofree char *schemas = g_path_get_dirname(loader->schema);
	g_autofree char *schema =
		g_build_filename(schemas, "criteria.rng", NULL);
	const char *path = loader->path;
	bool loaded;

	if (strchr(name, '/') || loader->vocabulary)
		return loader_fail(loader, node, FRAMEWORK_ERROR_NAME,
			"%s: needs to be one file beside this", name);
	loader->words = g_build_filename(folder, name, NULL);
	loader->vocabulary = data_file_load(
		loader->words, schema, &loader->words_digest, loader->error);
	if (!loader->vocabulary)
		return false;
	loader->path = loader->words;
	loaded = load_words(loader, xmlDocGetRootElement(loader->vocabulary));
	loader->path = path;
	loader->framework->words = loader->framework->marks->len;
	return loaded;
}

static struct framework *framework_new(void)
{
	struct framework *framework = g_new0(struct framework, 1);

	framework->works =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	framework->criteria = g_ptr_array_new_with_free_func(criterion_free);
	framework->marks = g_ptr_array_new_with_free_func(mark_free);
	framework->asides =
		g_array_new(FALSE, TRUE, sizeof(struct mark_filter));
	g_array_set_clear_func(framework->asides, filter_clear);
	framework->indicators = g_ptr_array_new_with_free_func(indicator_free);
	framework->features = g_ptr_array_new_with_free_func(feature_free);
	framework->patterns = g_array_new(FALSE, FALSE, sizeof(struct pattern));
	framework->matcher = matcher_new();
	framework->mark_index = g_hash_table_new(g_str_hash, g_str_equal);
	loader_built_in_marks(framework);
	return framework;
}

/* What makes words, and may stand beside or in place of a vocabulary. */
static bool has_own_words(const xmlNode *root)
{
	for (const xmlNode *node = root->children; node; node = node->next)
		if (element_is(node, "mark") || element_is(node, "aside") ||
			element_is(node, "set-phrase"))
			return true;
	return false;
}

/* Common features speak of all criteria, so they are read last of all. */
static bool load_root(struct loader *loader, const xmlNode *root)
{
	struct framework *framework = loader->framework;

	framework->id = element_attribute(root, "id");
	for (xmlNode *node = root->children; node; node = node->next)
		if (!load_element(loader, node))
			return false;
	for (xmlNode *node = root->children; node; node = node->next)
		if (element_is(node, "feature") &&
			!loader_feature(loader, node, framework->features, -1))
			return false;
	loader_ladder_features(framework);
	matcher_seal(framework->matcher);
	return true;
}

/* A file that speaks another's words changes with both. */
static char *digest_of(const struct loader *loader, const char *digest)
{
	g_autofree char *both = g_strconcat(digest, loader->words_digest, NULL);

	return loader->words_digest ? g_compute_checksum_for_string(
					      G_CHECKSUM_SHA256, both, -1)
				    : g_strdup(digest);
}

struct framework *framework_load(
	const char *path, const char *schema, GError **error)
{
	g_autofree char *digest = NULL;
	xmlDoc *document = data_file_load(path, schema, &digest, error);
	struct loader loader = {
		.path = path,
		.schema = schema,
		.error = error,
	};

	if (!document)
		return NULL;
	loader.framework = framework_new();
	loader.defines =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	loader.rows =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	if (load_root(&loader, xmlDocGetRootElement(document))) {
		loader.framework->digest = digest_of(&loader, digest);
		if (!has_own_words(xmlDocGetRootElement(document)))
			loader.framework->words_digest =
				g_strdup(loader.words_digest);
	} else {
		g_clear_pointer(&loader.framework, framework_free);
	}
	g_hash_table_unref(loader.defines);
	g_hash_table_unref(loader.rows);
	g_free(loader.words);
	g_free(loader.words_digest);
	xmlFreeDoc(loader.vocabulary);
	xmlFreeDoc(document);
	return loader.framework;
}
