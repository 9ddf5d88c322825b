/*
 * register.c - lettermark-register: looks areas up, and adds official outcomes.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "extractors/dates.h"
#include "pipeline/facts.h"
#include "pipeline/stage.h"

struct options {
	char *area; /* a name to look up */
	char *due;  /* a letter's day */
};

static void print_list(const char *label, char *const *list)
{
	g_autofree char *joined = g_strjoinv("; ", (char **)list);

	if (*joined != '\0')
		printf("%s: %s\n", label, joined);
}

static void print_outcome(const struct outcome *outcome)
{
	printf("inspection (%s framework): %s, published %s, %s%s%s\n",
		outcome->framework, outcome->inspection_start,
		*outcome->published != '\0' ? outcome->published : "unknown",
		outcome->determination, outcome->outcome,
		strcmp(outcome->determination, "required") == 0
			? " a written statement of action"
			: "");
	if (*outcome->weaknesses != '\0')
		printf("  significant weaknesses: %s\n", outcome->weaknesses);
	if (*outcome->priority_actions != '\0')
		printf("  areas for priority action: %s\n",
			outcome->priority_actions);
	if (*outcome->revisit_start != '\0')
		printf("  revisit: %s, sufficient progress on %s\n",
			outcome->revisit_start, outcome->progress);
	printf("  source: %s\n", outcome->source);
}

/* The name of the area of that code, present or former, or the code. */
static const char *name_of_code(
	const struct area_register *areas, const char *code)
{
	const GPtrArray *all = register_areas(areas);

	for (guint i = 0; i < all->len; i++) {
		const struct area *area = all->pdata[i];

		if (strcmp(area->code, code) == 0 ||
			g_strv_contains(
				(const char *const *)area->former_codes, code))
			return area->name;
	}
	return code;
}

static void print_neighbours(
	const struct area_register *areas, const struct area *area)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (char **code = area->neighbours; *code != NULL; code++)
		g_ptr_array_add(names, (gpointer)name_of_code(areas, *code));
	g_ptr_array_add(names, NULL);
	print_list("statistical neighbours", (char *const *)names->pdata);
}

static void print_area(
	struct stage *stage, const struct facts *facts, const char *name)
{
	const struct area *area = register_find(facts->areas, name);
	const GPtrArray *outcomes = register_outcomes(facts->areas);

	if (area == NULL) {
		stage_say(stage, STAGE_ERROR, NULL, 0, "no area of that name",
			name);
		return;
	}
	printf("area: %s\ncode: %s\nregion: %s\nurn: %s\n", area->name,
		area->code, area->region, area->urn);
	print_list("also", area->names);
	print_list("former codes", area->former_codes);
	print_list("made from", area->predecessors);
	print_list("now", area->successors);
	print_neighbours(facts->areas, area);
	for (guint i = 0; i < outcomes->len; i++) {
		const struct outcome *outcome = outcomes->pdata[i];

		if (strcmp(outcome->area, area->name) == 0)
			print_outcome(outcome);
	}
}

static void print_due(
	struct stage *stage, const struct facts *facts, const char *letter)
{
	guint32 from = dates_from_iso(letter);
	guint32 due = calendar_add(facts->calendar, from, CALENDAR_WSOA_DAYS);
	g_autofree char *iso = dates_iso(due);

	if (iso == NULL)
		stage_say(stage, STAGE_ERROR, NULL, 0,
			"not a day whose bank holidays are known", letter);
	else
		printf("%s\n", iso);
}

static void add_file(
	struct stage *stage, const struct facts *facts, const char *path)
{
	g_autoptr(GPtrArray) strange = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) error = NULL;
	int taken = register_add(facts->areas, path, strange, &error);

	if (taken < 0) {
		stage_say(stage, STAGE_ERROR, NULL, 0, "table cannot be read",
			error->message);
		return;
	}
	for (guint i = 0; i < strange->len; i++)
		stage_say(
			stage, STAGE_WARNING, path, 0, strange->pdata[i], NULL);
	g_autofree char *message = g_strdup_printf(
		"%d inspection%s read", taken, taken == 1 ? "" : "s");
	if (!stage->quiet)
		stage_say(stage, STAGE_NOTE, path, 0, message, NULL);
}

static void write_added(struct stage *stage, const struct facts *facts)
{
	g_autofree char *path = facts_added_path(stage->work);
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GError) error = NULL;

	register_write_outcomes(facts->areas, out);
	if (g_mkdir_with_parents(stage->work, 0777) != 0 ||
		!g_file_set_contents(path, out->str, (gssize)out->len, &error))
		stage_say(stage, STAGE_FATAL, NULL, 0, "cannot be written",
			error != NULL ? error->message : g_strerror(errno));
}

static char *run(
	struct stage *stage, const struct options *options, char **files)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Facts) facts = facts_load(stage->work, &error);

	if (facts == NULL) {
		stage_say(stage, STAGE_FATAL, NULL, 0,
			"the register cannot be read", error->message);
		return NULL;
	}
	if (options->area != NULL)
		print_area(stage, facts, options->area);
	if (options->due != NULL)
		print_due(stage, facts, options->due);
	for (gsize i = 0; files[i] != NULL; i++)
		add_file(stage, facts, files[i]);
	if (files[0] != NULL)
		write_added(stage, facts);
	if (options->area != NULL || options->due != NULL)
		return NULL;
	return g_strdup_printf("%u areas, %u inspections",
		register_areas(facts->areas)->len,
		register_outcomes(facts->areas)->len);
}

int main(int argc, char **argv)
{
	struct options options = {NULL, NULL};
	const GOptionEntry entries[] = {
		{"area", 'a', 0, G_OPTION_ARG_STRING, &options.area,
			"Print what is known of an area, by any of its names",
			"NAME"},
		{"due", 0, 0, G_OPTION_ARG_STRING, &options.due,
			"Print when a written statement of action is due "
			"after a letter of that day",
			"YYYY-MM-DD"},
		{NULL}};
	struct stage *stage = stage_new("register",
		"[FILE...] - Look areas up, and add official tables of "
		"outcomes "
		"(ODS, CSV, TSV).",
		entries, &argc, &argv);
	g_autofree char *done = run(stage, &options, argv + 1);

	g_free(options.area);
	g_free(options.due);
	return stage_finish(stage, done);
}
