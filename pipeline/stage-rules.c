/*
 * stage-rules.c - the rules that documents are scored by, from where they are.
 */
#include "pipeline/stage.h"
#include "scoring/framework.h"

struct framework *stage_framework(const char *path, GError **error)
{
	g_autofree char *shipped = stage_data("scoring/criteria.xml");
	g_autofree char *schema = stage_data("scoring/criteria.rng");

	return framework_load(path != NULL ? path : shipped, schema, error);
}
