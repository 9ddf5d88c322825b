/*
 * typeset - make the sample documents from their plain-text sources. Runs at
 * build time; not installed. See corpus/samples/README.md.
 */
#include <string.h>

#include "corpus/typeset/writers.h"

static const struct {
	const char *suffix;
	bool (*write)(
		const struct source *source, const char *path, GError **error);
} writers[] = {
	{".pdf", write_pdf},
	{".docx", write_docx},
	{".odt", write_odt},
};

static bool write_one(const char *from, const char *to, GError **error)
{
	struct source *source = source_read(from, error);
	bool done = false;
	size_t i = 0;

	if (!source)
		return false;
	while (i < G_N_ELEMENTS(writers) &&
		!g_str_has_suffix(to, writers[i].suffix))
		i++;
	if (i < G_N_ELEMENTS(writers))
		done = writers[i].write(source, to, error);
	else
		g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
			"%s: .pdf, .docx or .odt is wanted", to);
	source_free(source);
	return done;
}

/* `arguments`: the folder, then the sources. */
static bool make_many(char **arguments, int count, guint32 seed, GError **error)
{
	g_autoptr(GPtrArray) sources =
		g_ptr_array_new_with_free_func((GDestroyNotify)source_free);
	struct recipe recipe = {sources, count, seed};

	for (char **path = arguments + 1; *path; path++) {
		struct source *source = source_read(*path, error);

		if (!source)
			return false;
		if (!*source->area) {
			g_set_error(error, G_OPTION_ERROR,
				G_OPTION_ERROR_BAD_VALUE, "%s: no .area",
				*path);
			source_free(source);
			return false;
		}
		g_ptr_array_add(sources, source);
	}
	return write_many(&recipe, arguments[0], error);
}

int main(int argc, char **argv)
{
	int count = 0, seed = 1;
	g_auto(GStrv) arguments = NULL;
	g_autoptr(GError) error = NULL;
	const GOptionEntry options[] = {
		{"make", 0, 0, G_OPTION_ARG_INT, &count,
			"make N different letters in the folder", "N"},
		{"seed", 0, 0, G_OPTION_ARG_INT, &seed,
			"another seed, other letters", "S"},
		{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY,
			&arguments, NULL, NULL},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	g_autoptr(GOptionContext) context = g_option_context_new(
		"SOURCE OUTPUT | --make N FOLDER SOURCE...");
	bool done;

	g_option_context_add_main_entries(context, options, NULL);
	if (!g_option_context_parse(context, &argc, &argv, &error) ||
		!arguments || g_strv_length(arguments) < 2) {
		g_printerr("typeset: %s\n",
			error ? error->message
			      : "SOURCE and OUTPUT are wanted");
		return 2;
	}
	if (count > 0)
		done = make_many(arguments, count, (guint32)seed, &error);
	else
		done = write_one(arguments[0], arguments[1], &error);
	if (!done)
		g_printerr("typeset: %s\n", error->message);
	return done ? 0 : 1;
}
