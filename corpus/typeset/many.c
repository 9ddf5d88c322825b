#include <glib/gstdio.h>
#include <string.h>

#include "corpus/typeset/writers.h"

#define KEEP 3 /* of every four bullets, how many a letter keeps */

static const char *const heads[] = {"Wex", "North", "Salt", "Thorn", "Alder",
	"Merrow", "Candle", "Hollin", "Fell", "Harrow", "Quar", "Brindle"};
static const char *const middles[] = {"am", "en", "er", "ing", "ow", "ul"};
static const char *const tails[] = {"combe", "mere", "bay", "ley", "by", "wick",
	"shaw", "dale", "stoke", "minster"};

/* One of 720 made-up names: areas are few, and letters about each come in year
 * after year. */
static char *area_name(int n)
{
	int a = n % (int)G_N_ELEMENTS(heads),
	    rest = n / (int)G_N_ELEMENTS(heads);
	int b = rest % (int)G_N_ELEMENTS(middles);
	int c = rest / (int)G_N_ELEMENTS(middles) % (int)G_N_ELEMENTS(tails);

	return g_strconcat(heads[a], middles[b], tails[c], NULL);
}

static char *replace(const char *text, const char *what, const char *with)
{
	g_auto(GStrv) parts = g_strsplit(text, what, -1);

	return g_strjoinv(with, parts);
}

/* All bullets of the sources, {area} for the area's name: what letters are
 * made of. */
static GPtrArray *collect_bullets(const GPtrArray *sources)
{
	GPtrArray *all = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < sources->len; i++) {
		const struct source *source = g_ptr_array_index(sources, i);

		for (guint j = 0; j < source->items->len; j++) {
			const struct item *item =
				g_ptr_array_index(source->items, j);

			if (item->kind == ITEM_BULLET)
				g_ptr_array_add(
					all, replace(item->text->str,
						     source->area, "{area}"));
		}
	}
	return all;
}

static void write_item(GString *out, const struct item *item, const char *text)
{
	static const char marks[] = "####";

	if (item->kind == ITEM_HEADING)
		g_string_append_printf(
			out, "%.*s %s\n\n", MIN(item->level, 4), marks, text);
	else if (item->kind == ITEM_BULLET)
		g_string_append_printf(out, "- %s\n\n", text);
	else if (item->kind == ITEM_PARAGRAPH)
		g_string_append_printf(out, "%s\n\n", text);
	else if (item->kind == ITEM_LINES)
		g_string_append_printf(out, ".lines\n%s\n\n", text);
}

/* The model's headings and paragraphs, with bullets drawn from all. */
static char *mix(const struct source *model, const GPtrArray *bullets,
	GRand *rand, const char *area)
{
	GString *out = g_string_new(".foot 1 |{page}\n");

	g_string_append_printf(out, ".title %s\n", area);
	for (guint i = 0; i < model->items->len; i++) {
		const struct item *item = g_ptr_array_index(model->items, i);
		const char *text = item->text->str;
		const char *was = model->area;
		g_autofree char *renamed = NULL;

		if (item->kind == ITEM_BULLET) {
			if (g_rand_int_range(rand, 0, 4) >= KEEP)
				continue;
			was = "{area}";
			text = g_ptr_array_index(
				bullets, (guint)g_rand_int_range(rand, 0,
						 (gint32)bullets->len));
		}
		renamed = replace(text, was, area);
		write_item(out, item, renamed);
	}
	return g_string_free(out, FALSE);
}

static bool write_mixed(const char *text, const char *path, GError **error)
{
	struct source *source = source_parse(text, path, error);
	bool done = source && write_pdf(source, path, error);

	source_free(source);
	return done;
}

bool write_many(const struct recipe *recipe, const char *folder, GError **error)
{
	g_autoptr(GPtrArray) bullets = collect_bullets(recipe->sources);
	GRand *rand = g_rand_new_with_seed(recipe->seed);
	bool done = true;

	if (g_mkdir_with_parents(folder, 0755) < 0 || bullets->len == 0) {
		g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
			"%s: no folder, or no bullets in the sources", folder);
		done = false;
	}
	for (int i = 0; i < recipe->count && done; i++) {
		const struct source *model = g_ptr_array_index(
			recipe->sources, (guint)i % recipe->sources->len);
		g_autofree char *area = area_name(i);
		g_autofree char *text = mix(model, bullets, rand, area);
		g_autofree char *path =
			g_strdup_printf("%s/letter-%05d.pdf", folder, i + 1);

		done = write_mixed(text, path, error);
	}
	g_rand_free(rand);
	return done;
}
