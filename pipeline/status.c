/*
 * status.c - lettermark-status: what the corpus holds.
 */
#include "pipeline/stage.h"
#include <stdio.h>

/* The one row of the view: "8 documents, 1 failed, 8 scored, 160 scores". */
static bool print_summary(int n, const char *const *columns,
	const char *const *values, void *user)
{
	(void)user;
	for (int i = 0; i < n; i++)
		printf("%s%s %s", i > 0 ? ", " : "", values[i], columns[i]);
	printf("\n");
	return false;
}

int main(int argc, char **argv)
{
	struct stage *stage = stage_new(
		"status", "Say what the corpus holds.", NULL, &argc, &argv);
	g_autoptr(GError) error = NULL;

	if (argc > 1)
		stage_usage(stage, "takes no arguments");
	if (stage_open(stage) && !store_each_row(stage->store, "summary",
					 print_summary, NULL, &error))
		stage_say(stage, STAGE_FATAL, NULL, 0, "cannot read the corpus",
			error->message);
	return stage_finish(stage, NULL);
}
