#include "corpus/register.h"

#include <stddef.h>
#include <string.h>

#include "corpus/register-private.h"
#include "corpus/sheet.h"

G_DEFINE_QUARK(lettermark - register - error, register_error)

static void area_free(void *data)
{
	struct area *area = data;

	g_free(area->name);
	g_strfreev(area->names);
	g_free(area->code);
	g_strfreev(area->former_codes);
	g_free(area->number);
	g_free(area->urn);
	g_free(area->region);
	g_strfreev(area->neighbours);
	g_free(area->from);
	g_free(area->to);
	g_strfreev(area->predecessors);
	g_strfreev(area->successors);
	g_free(area);
}

/* --- names --------------------------------------------------------------- */

/* In lower case, "&" as "and", hyphens as spaces, no other punctuation. */
static char *normal_name(const char *name)
{
	g_autofree char *lower = g_utf8_strdown(name, -1);
	GString *out = g_string_new(NULL);
	bool space = false;

	for (const char *p = lower; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (g_unichar_isalnum(c) || c == '&') {
			if (space && out->len > 0)
				g_string_append_c(out, ' ');
			space = false;
			if (c == '&')
				g_string_append(out, "and");
			else
				g_string_append_unichar(out, c);
		} else if (c != '\'' && c != 0x2019 && c != '.') {
			space = true;
		}
	}
	return g_string_free(out, FALSE);
}

static void know_name(
	struct area_register *areas, const char *name, struct area *area)
{
	char *normal = normal_name(name);

	if (g_hash_table_contains(areas->by_name, normal))
		g_free(normal);
	else
		g_hash_table_insert(areas->by_name, normal, area);
}

/* Take one row of name-words.tsv off the name; false if none fits. */
static bool strip_name(const struct area_register *areas, char *name)
{
	for (guint i = 0; i < areas->words->len; i++) {
		const struct name_words *row = areas->words->pdata[i];
		gsize n = strlen(row->words), length = strlen(name);

		if (length <= n + 1)
			continue;
		if (row->before && name[n] == ' ' &&
			strncmp(name, row->words, n) == 0) {
			memmove(name, name + n + 1, length - n);
			return true;
		}
		if (!row->before && name[length - n - 1] == ' ' &&
			strcmp(name + length - n, row->words) == 0) {
			name[length - n - 1] = '\0';
			return true;
		}
	}
	return false;
}

const struct area *register_find(
	const struct area_register *areas, const char *name)
{
	g_autofree char *left = normal_name(name);

	do {
		const struct area *area =
			g_hash_table_lookup(areas->by_name, left);

		if (area != NULL)
			return area;
	} while (strip_name(areas, left));
	return NULL;
}

const char *register_find_area(
	void *user, const char *name, const char **code, const char **region)
{
	const struct area_register *areas = user;
	const struct area *area = register_find(areas, name);

	if (area == NULL)
		return NULL;
	*code = *area->code != '\0' ? area->code : NULL;
	if (region != NULL)
		*region = *area->region != '\0' ? area->region : NULL;
	return area->name;
}

/* --- loading ------------------------------------------------------------- */

static char *copy_cell(char **head, char **row, const char *name)
{
	return g_strdup(sheet_cell(row, sheet_column(head, name)));
}

static char **copy_list(char **head, char **row, const char *name)
{
	const char *cell = sheet_cell(row, sheet_column(head, name));

	return *cell != '\0' ? g_strsplit(cell, "; ", -1) : g_new0(char *, 1);
}

static void add_area(struct area_register *areas, char **head, char **row)
{
	struct area *area = g_new0(struct area, 1);

	area->name = copy_cell(head, row, "area");
	area->names = copy_list(head, row, "names");
	area->code = copy_cell(head, row, "code");
	area->former_codes = copy_list(head, row, "former_codes");
	area->number = copy_cell(head, row, "number");
	area->urn = copy_cell(head, row, "urn");
	area->region = copy_cell(head, row, "region");
	area->neighbours = copy_list(head, row, "neighbours");
	area->from = copy_cell(head, row, "from");
	area->to = copy_cell(head, row, "to");
	area->predecessors = copy_list(head, row, "predecessors");
	area->successors = copy_list(head, row, "successors");
	g_ptr_array_add(areas->areas, area);
}

/* Short official names first: no other area's variant may hide one. */
static void know_names(struct area_register *areas)
{
	for (guint i = 0; i < areas->areas->len; i++) {
		struct area *area = areas->areas->pdata[i];

		know_name(areas, area->name, area);
	}
	for (guint i = 0; i < areas->areas->len; i++) {
		struct area *area = areas->areas->pdata[i];

		for (gsize n = 0; area->names[n] != NULL; n++)
			know_name(areas, area->names[n], area);
	}
}

static void name_words_free(void *data)
{
	struct name_words *row = data;

	g_free(row->words);
	g_free(row);
}

static int compare_lengths(const void *a, const void *b)
{
	const struct name_words *x = *(struct name_words *const *)a;
	const struct name_words *y = *(struct name_words *const *)b;
	gsize n = strlen(x->words), m = strlen(y->words);

	return n != m ? (n < m ? 1 : -1) : strcmp(x->words, y->words);
}

static void add_words(struct area_register *areas, char **head, char **row)
{
	const char *place = sheet_cell(row, sheet_column(head, "place"));
	struct name_words *words = g_new0(struct name_words, 1);

	words->before = strcmp(place, "before") == 0;
	words->words = copy_cell(head, row, "words");
	g_ptr_array_add(areas->words, words);
}

typedef void (*row_func)(struct area_register *areas, char **head, char **row);

static bool load_rows(struct area_register *areas, const char *data,
	const char *name, row_func each, GError **error)
{
	g_autofree char *path = g_build_filename(data, name, NULL);
	g_autoptr(GPtrArray) sheets = sheet_read(path, error);

	if (sheets == NULL) {
		g_prefix_error(error, "%s: ", path);
		return false;
	}
	const struct sheet *sheet = sheets->pdata[0];
	for (guint i = 1; i < sheet->rows->len; i++)
		each(areas, sheet->rows->pdata[0], sheet->rows->pdata[i]);
	return true;
}

bool register_extend(
	struct area_register *areas, const char *data, GError **error)
{
	g_autofree char *outcomes =
		g_build_filename(data, "outcomes.tsv", NULL);

	if (!load_rows(areas, data, "register.tsv", add_area, error))
		return false;
	know_names(areas);
	return register_add(areas, outcomes, NULL, error) >= 0;
}

struct area_register *register_load(const char *data, GError **error)
{
	g_autoptr(AreaRegister) areas = g_new0(struct area_register, 1);

	areas->areas = g_ptr_array_new_with_free_func(area_free);
	areas->outcomes = g_ptr_array_new_with_free_func(outcome_free);
	areas->words = g_ptr_array_new_with_free_func(name_words_free);
	areas->by_name =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	if (!load_rows(areas, data, "name-words.tsv", add_words, error))
		return NULL;
	g_ptr_array_sort(areas->words, compare_lengths);
	return register_extend(areas, data, error) ? g_steal_pointer(&areas)
						   : NULL;
}

void register_free(struct area_register *areas)
{
	if (areas == NULL)
		return;
	g_ptr_array_unref(areas->areas);
	g_ptr_array_unref(areas->outcomes);
	g_ptr_array_unref(areas->words);
	g_hash_table_unref(areas->by_name);
	g_free(areas);
}

const GPtrArray *register_areas(const struct area_register *areas)
{
	return areas->areas;
}
