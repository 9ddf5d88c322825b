#include "scoring/reviewer.h"

struct reviewer *reviewer_model(
	const struct framework *framework, const char *model, GError **error)
{
	(void)framework;
	g_set_error(error, REVIEWER_ERROR, REVIEWER_ERROR_FILE,
		"%s: no model has been fitted", model);
	return NULL;
}
