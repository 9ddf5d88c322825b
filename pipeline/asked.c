/* asked.c - see asked.h. */
#include "pipeline/asked.h"

#include <gio/gio.h>

static bool same_words(const char *asked, const char *known)
{
	g_autofree char *left = g_utf8_casefold(asked, -1);
	g_autofree char *right = g_utf8_casefold(known, -1);

	return g_str_equal(left, right);
}

bool asked_of(
	const char *option, char *const *names, char **value, GError **error)
{
	g_autofree char *all = NULL;

	if (*value == NULL)
		return true;
	for (char *const *name = names; *name != NULL; name++) {
		if (!same_words(*value, *name))
			continue;
		g_free(*value);
		*value = g_strdup(*name);
		return true;
	}
	/* Names of regions have commas of their own. */
	all = g_strjoinv("; ", (char **)names);
	g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
		"--%s %s is none of: %s", option, *value, all);
	return false;
}

bool asked_of_documents(const struct tables *tables, const char *column,
	char **value, GError **error)
{
	const struct table *table = tables_find(tables, "documents");

	return asked_of(column,
		table_head(table, table_column(table, column))->values, value,
		error);
}

bool asked_region(
	const struct area_register *areas, char **value, GError **error)
{
	const GPtrArray *all = register_areas(areas);
	g_autoptr(GPtrArray) regions = g_ptr_array_new();

	for (guint i = 0; i < all->len; i++) {
		char *region = ((const struct area *)all->pdata[i])->region;

		if (*region != '\0' &&
			!g_ptr_array_find_with_equal_func(
				regions, region, g_str_equal, NULL))
			g_ptr_array_add(regions, region);
	}
	g_ptr_array_add(regions, NULL);
	return asked_of("region", (char *const *)regions->pdata, value, error);
}

void asked_areas(const struct area_register *areas, char **names)
{
	for (; names != NULL && *names != NULL; names++) {
		const struct area *area = register_find(areas, *names);

		if (area == NULL)
			continue;
		g_free(*names);
		*names = g_strdup(area->name);
	}
}
