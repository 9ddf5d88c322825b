#include "scoring/figures.h"

struct figures {
	GHashTable *by_id; /* of struct figure, by its id */
};

static void free_figure(void *data)
{
	struct figure *figure = data;

	g_free(figure->id);
	g_free(figure->words);
	g_array_unref(figure->findings);
	g_free(figure);
}

struct figures *figures_new(void)
{
	struct figures *figures = g_new0(struct figures, 1);

	figures->by_id = g_hash_table_new_full(
		g_str_hash, g_str_equal, NULL, free_figure);
	return figures;
}

void figures_free(struct figures *figures)
{
	if (!figures)
		return;
	g_hash_table_unref(figures->by_id);
	g_free(figures);
}

struct figure *figures_set(struct figures *figures, const char *id,
	double value, const char *words)
{
	struct figure *figure = g_new0(struct figure, 1);

	figure->id = g_strdup(id);
	figure->value = value;
	figure->words = g_strdup(words);
	figure->findings = g_array_new(FALSE, FALSE, sizeof(int));
	g_hash_table_replace(figures->by_id, figure->id, figure);
	return figure;
}

const struct figure *figures_get(const struct figures *figures, const char *id)
{
	return g_hash_table_lookup(figures->by_id, id);
}

double figures_value(const struct figures *figures, const char *id)
{
	const struct figure *figure = figures_get(figures, id);

	return figure ? figure->value : 0;
}
