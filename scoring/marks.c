#include "scoring/marks.h"

/* Add every name in "a|b|c" to `set`; the first unknown one, or NULL. */
static char *add_names(
	struct marks *set, const char *names, mark_lookup lookup, void *user)
{
	g_auto(GStrv) each = g_strsplit(names, "|", -1);

	for (char **name = each; *name; name++) {
		int mark = lookup(*name, user);
		if (mark < 0)
			return g_strdup(*name);
		marks_add(set, mark);
	}
	return NULL;
}

char *mark_filter_with(struct mark_filter *filter, const char *list,
	mark_lookup lookup, void *user)
{
	g_auto(GStrv) groups = g_strsplit_set(list, " \t\r\n", -1);

	if (!filter->with)
		filter->with = g_array_new(FALSE, TRUE, sizeof(struct marks));
	for (char **group = groups; *group; group++) {
		struct marks set = {0};
		char *unknown;
		if (!**group)
			continue;
		unknown = add_names(&set, *group, lookup, user);
		if (unknown)
			return unknown;
		g_array_append_val(filter->with, set);
	}
	return NULL;
}

char *mark_filter_without(struct mark_filter *filter, const char *list,
	mark_lookup lookup, void *user)
{
	g_auto(GStrv) groups = g_strsplit_set(list, " \t\r\n", -1);

	for (char **group = groups; *group; group++) {
		char *unknown = NULL;
		if (**group)
			unknown = add_names(
				&filter->without, *group, lookup, user);
		if (unknown)
			return unknown;
	}
	return NULL;
}

void mark_filter_clear(struct mark_filter *filter)
{
	g_clear_pointer(&filter->with, g_array_unref);
	filter->without = (struct marks){0};
}

bool mark_filter_passes(
	const struct mark_filter *filter, const struct marks *marks)
{
	if (marks_meet(&filter->without, marks))
		return false;
	for (guint i = 0; filter->with && i < filter->with->len; i++)
		if (!marks_meet(&g_array_index(filter->with, struct marks, i),
			    marks))
			return false;
	return true;
}
