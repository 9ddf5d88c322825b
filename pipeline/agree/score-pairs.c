#include "pipeline/agree/score-pairs.h"

#include <math.h>
#include <stdio.h>

#include "pipeline/agree/agreement-table.h"

static struct numbers numbers_new(void)
{
	return (struct numbers){
		.of = g_hash_table_new(g_str_hash, g_str_equal),
		.names = g_ptr_array_new(),
	};
}

static void numbers_clear(struct numbers *numbers)
{
	g_hash_table_unref(numbers->of);
	g_ptr_array_unref(numbers->names);
}

/* `name` must outlive the numbers. */
static int number_of(struct numbers *numbers, const char *name)
{
	int number =
		GPOINTER_TO_INT(g_hash_table_lookup(numbers->of, name)) - 1;

	if (number >= 0)
		return number;
	number = numbers->names->len;
	g_hash_table_insert(
		numbers->of, (char *)name, GINT_TO_POINTER(number + 1));
	g_ptr_array_add(numbers->names, (char *)name);
	return number;
}

void score_pairs_init(struct score_pairs *pairs)
{
	pairs->pairs = g_array_new(FALSE, TRUE, sizeof(struct agreement_pair));
	pairs->documents = numbers_new();
	pairs->criteria = numbers_new();
}

void score_pairs_clear(struct score_pairs *pairs)
{
	g_array_unref(pairs->pairs);
	numbers_clear(&pairs->documents);
	numbers_clear(&pairs->criteria);
}

void score_pairs_add(struct score_pairs *pairs, const struct scored *one,
	const struct scored *panel)
{
	struct agreement_pair pair = {.score = one->scores[0]};

	for (int i = 0; i < SCORE_SET_READERS; i++)
		pair.panel[i] = panel->scores[i];
	/* With a panel's first reader missing, the second stands alone. */
	if (!pair.panel[0]) {
		pair.panel[0] = pair.panel[1];
		pair.panel[1] = 0;
	}
	if (!pair.score || !pair.panel[0])
		return;
	pair.document = number_of(&pairs->documents, one->document);
	pair.criterion = number_of(&pairs->criteria, one->criterion);
	g_array_append_val(pairs->pairs, pair);
}

/* Pair what both have scored, but for documents in `trained`. */
void score_pairs_join(struct score_pairs *pairs, const struct score_set *one,
	const struct score_set *panel, GHashTable *trained)
{
	g_autoptr(GHashTable) left_out =
		g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < one->rows->len; i++) {
		const struct scored *row = one->rows->pdata[i];
		const struct scored *other =
			score_set_find(panel, row->document, row->criterion);
		if (!other)
			continue;
		if (trained && g_hash_table_contains(trained, row->document))
			g_hash_table_add(left_out, row->document);
		else
			score_pairs_add(pairs, row, other);
	}
	pairs->left_out = g_hash_table_size(left_out);
}

GArray *score_pairs_table(const struct score_pairs *pairs)
{
	g_autoptr(GPtrArray) names =
		g_ptr_array_copy(pairs->criteria.names, NULL, NULL);

	g_ptr_array_add(names, NULL);
	return agreement_table(pairs->pairs, (const char *const *)names->pdata);
}

/* Those two or more apart, which a person should read. */
static void list_apart(const struct score_pairs *pairs, GString *out)
{
	for (guint i = 0; i < pairs->pairs->len; i++) {
		const struct agreement_pair *pair =
			&g_array_index(pairs->pairs, struct agreement_pair, i);
		double mean = pair->panel[1]
				      ? (pair->panel[0] + pair->panel[1]) / 2
				      : pair->panel[0];
		if (fabs(pair->score - mean) < 2)
			continue;
		g_string_append_printf(out, "apart: %s %s: %g, %g\n",
			(char *)pairs->documents.names->pdata[pair->document],
			(char *)pairs->criteria.names->pdata[pair->criterion],
			pair->score, mean);
	}
}

bool score_pairs_print(
	struct score_pairs *pairs, const char *path, GError **error)
{
	g_autoptr(GArray) table = score_pairs_table(pairs);
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GString) csv = g_string_new(NULL);

	agreement_table_print(table, out);
	list_apart(pairs, out);
	fputs(out->str, stdout);
	agreement_table_csv(table, csv);
	return !path || g_file_set_contents(path, csv->str, csv->len, error);
}
