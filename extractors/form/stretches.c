#include "extractors/form/stretches.h"

#include <string.h>

#include "extractors/form/parts.h"

GArray *stretches_read(const struct form_source *source, const char *set)
{
	GArray *stretches = g_array_new(FALSE, FALSE, sizeof(struct stretch));
	struct stretch now = {"cover", 0, 0};

	for (guint i = 0; i < parts_end(source); i++) {
		const struct passage *passage =
			passages_at(source->passages, i);
		const struct phrase *phrase = NULL;

		if (strlen(passage->text) <= TITLE_MAX)
			phrase = phrases_match(
				source->phrases, set, passage->text, NULL);
		if (phrase == NULL || strcmp(phrase->value, now.name) == 0)
			continue;
		now.to = i;
		g_array_append_val(stretches, now);
		now.name = phrase->value;
		now.from = i + 1;
	}
	now.to = parts_end(source);
	g_array_append_val(stretches, now);
	return stretches;
}

struct stretch stretches_find(const GArray *stretches, const char *name)
{
	for (guint i = 0; i < stretches->len; i++) {
		const struct stretch *stretch =
			&g_array_index(stretches, struct stretch, i);

		if (strcmp(stretch->name, name) == 0)
			return *stretch;
	}
	return (struct stretch){name, 0, 0};
}
