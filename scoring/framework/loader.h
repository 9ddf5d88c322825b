/*
 * framework/loader.h - what the files that load a framework share.
 *
 * The schema has been checked before any element is read, so what it requires
 * is there. One function an element; each returns false with the loader's
 * error set.
 */
#ifndef LETTERMARK_FRAMEWORK_LOADER_H
#define LETTERMARK_FRAMEWORK_LOADER_H

#include <libxml/tree.h>

#include "scoring/data-file.h"
#include "scoring/framework/private.h"

struct loader {
	struct framework *framework;
	const char *path;    /* of the file that is being read */
	const char *schema;  /* of the file that was asked for */
	GHashTable *defines; /* id -> pattern in a group */
	GHashTable *rows;    /* ids of phrases, terms, indicators, features */
	xmlDoc *vocabulary;  /* whose words this file speaks, or NULL */
	char *words;         /* path of that */
	char *words_digest;
	GError **error;
};

/* --- elements (framework/load.c) ----------------------------------------- */

/* Set the error, with the element's file and line; returns false. */
G_GNUC_PRINTF(4, 5)
bool loader_fail(struct loader *loader, const xmlNode *node,
	enum framework_error code, const char *format, ...);

/* The element's id, which must not be in `ids`; freed by the caller even on
 * failure. */
bool loader_take_id(
	struct loader *loader, const xmlNode *node, GHashTable *ids, char **id);

/* Whether each of its sources ("EVAL 60; OFEV 5.1"), if it has any, begins
 * with the key of a work that stands above. */
bool loader_sources(struct loader *loader, const xmlNode *node);

/* --- vocabulary (framework/marks.c) -------------------------------------- */

void loader_built_in_marks(struct framework *framework);
bool loader_define(struct loader *loader, const xmlNode *node);
bool loader_set_phrase(struct loader *loader, const xmlNode *node);
bool loader_mark(struct loader *loader, const xmlNode *node);
bool loader_aside(struct loader *loader, const xmlNode *node);

/* A row that is a pattern: its text, and whose it is. The second does not
 * mind if another row has its id. */
bool loader_pattern(struct loader *loader, const xmlNode *node,
	enum pattern_kind kind, int index);

bool loader_add_pattern(struct loader *loader, const xmlNode *node,
	enum pattern_kind kind, int index);

/* The attributes `with` and `without`. */
bool loader_filter(
	struct loader *loader, const xmlNode *node, struct mark_filter *filter);

/* --- criteria (framework/criteria.c) ------------------------------------- */

bool loader_criterion(struct loader *loader, const xmlNode *node);
bool loader_feature(struct loader *loader, const xmlNode *node,
	GPtrArray *features, int criterion);

/* Make features of what the ladders count; the file's own are loaded. */
void loader_ladder_features(struct framework *framework);

/* Free one of what the framework holds. */
void mark_free(void *mark);
void filter_clear(void *filter);
void criterion_free(void *entry);
void indicator_free(void *entry);
void feature_free(void *feature);

#endif
