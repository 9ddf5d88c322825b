#include "pipeline/facts.h"

#include "pipeline/stage.h"

char *facts_added_path(const char *work)
{
	return g_build_filename(work, "outcomes.tsv", NULL);
}

static void digest_file(GChecksum *sum, const char *path)
{
	g_autofree char *data = NULL;
	gsize size;

	if (g_file_get_contents(path, &data, &size, NULL))
		g_checksum_update(sum, (const guchar *)data, (gssize)size);
}

static char *digest_of(const char *folder, const char *added)
{
	static const char *const names[] = {"register.tsv", "name-words.tsv",
		"outcomes.tsv", "bank-holidays.tsv", "samples/register.tsv",
		"samples/outcomes.tsv"};
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path =
			g_build_filename(folder, names[i], NULL);

		digest_file(sum, path);
	}
	digest_file(sum, added);
	return g_strndup(g_checksum_get_string(sum), 12);
}

struct facts *facts_load(const char *work, GError **error)
{
	g_autofree char *table = stage_data("corpus/register.tsv");
	g_autofree char *folder = g_path_get_dirname(table);
	g_autofree char *days =
		g_build_filename(folder, "bank-holidays.tsv", NULL);
	g_autofree char *added = facts_added_path(work);
	g_autoptr(Facts) facts = g_new0(struct facts, 1);

	facts->areas = register_load(folder, error);
	if (facts->areas == NULL)
		return NULL;
	facts->calendar = calendar_load(days, error);
	if (facts->calendar == NULL)
		return NULL;
	if (g_file_test(added, G_FILE_TEST_EXISTS) &&
		register_add(facts->areas, added, NULL, error) < 0)
		return NULL;
	facts->digest = digest_of(folder, added);
	return g_steal_pointer(&facts);
}

bool facts_add_samples(struct facts *facts, GError **error)
{
	g_autofree char *table = stage_data("corpus/samples/register.tsv");
	g_autofree char *folder = g_path_get_dirname(table);

	/* An installed lettermark may be without its samples. */
	return !g_file_test(table, G_FILE_TEST_EXISTS) ||
	       register_extend(facts->areas, folder, error);
}

void facts_free(struct facts *facts)
{
	if (facts == NULL)
		return;
	register_free(facts->areas);
	calendar_free(facts->calendar);
	g_free(facts->digest);
	g_free(facts);
}
