#include "pipeline/agree/agreement-table.h"

#include <math.h>

#include "pipeline/agree/score-set.h"

#define ROUNDS 1000 /* of the bootstrap */

static struct agreement_row measure(
	const struct agreement_pair *pairs, size_t n, const char *criterion)
{
	struct agreement_row row = {.criterion = criterion, .n = n};
	g_autofree struct agreement_pair *baseline =
		agreement_commonest(pairs, n, SCORE_MAX);

	agreement_measure(pairs, n, SCORE_MAX, row.values);
	agreement_measure(baseline, n, SCORE_MAX, row.baseline);
	agreement_bootstrap(pairs, n, SCORE_MAX, ROUNDS, row.low, row.high);
	return row;
}

GArray *agreement_table(const GArray *pairs, const char *const *criteria)
{
	GArray *table = g_array_new(FALSE, FALSE, sizeof(struct agreement_row));
	g_autoptr(GArray) some =
		g_array_new(FALSE, FALSE, sizeof(struct agreement_pair));
	struct agreement_row all = measure(
		(const struct agreement_pair *)pairs->data, pairs->len, "all");

	for (int c = 0; criteria[c]; c++) {
		struct agreement_row row;
		g_array_set_size(some, 0);
		for (guint i = 0; i < pairs->len; i++) {
			const struct agreement_pair *pair =
				&g_array_index(pairs, struct agreement_pair, i);
			if (pair->criterion == c)
				g_array_append_val(some, *pair);
		}
		if (some->len == 0)
			continue;
		row = measure((const struct agreement_pair *)some->data,
			some->len, criteria[c]);
		g_array_append_val(table, row);
	}
	g_array_append_val(table, all);
	return table;
}

/* --- text --------------------------------------------------------------- */

static void print_value(GString *out, double value)
{
	if (isnan(value))
		g_string_append_printf(out, "  %6s", "-");
	else
		g_string_append_printf(out, "  %6.3f", value);
}

static void print_row(const struct agreement_row *row, GString *out)
{
	const double *values = row->values;

	g_string_append_printf(out, "%-27s%5zu", row->criterion, row->n);
	print_value(out, values[AGREEMENT_EXACT]);
	g_string_append_printf(out, " %.2f-%.2f", row->low[AGREEMENT_EXACT],
		row->high[AGREEMENT_EXACT]);
	print_value(out, row->baseline[AGREEMENT_EXACT]);
	print_value(out, values[AGREEMENT_WITHIN_ONE]);
	print_value(out, values[AGREEMENT_HALF]);
	print_value(out, values[AGREEMENT_MAD]);
	g_string_append_printf(out, " %.2f-%.2f", row->low[AGREEMENT_MAD],
		row->high[AGREEMENT_MAD]);
	print_value(out, row->baseline[AGREEMENT_MAD]);
	for (int i = AGREEMENT_KAPPA; i < AGREEMENT_MEASURES; i++)
		print_value(out, values[i]);
	g_string_append_c(out, '\n');
}

void agreement_table_print(const GArray *table, GString *out)
{
	g_string_append_printf(out,
		"%-27s%5s  %6s %-9s  %6s  %6s  %6s  %6s %-9s  %6s  %6s  %6s"
		"  %6s  %6s\n",
		"criterion", "n", "exact", "95%", "common", "1 off", "half",
		"differ", "95%", "common", "kappa", "kappa2", "AC2", "alpha");
	for (guint i = 0; i < table->len; i++)
		print_row(&g_array_index(table, struct agreement_row, i), out);
}

/* --- CSV ---------------------------------------------------------------- */

static void put_number(GString *out, double value)
{
	char buffer[G_ASCII_DTOSTR_BUF_SIZE];

	g_string_append_c(out, ',');
	if (!isnan(value))
		g_string_append(out,
			g_ascii_formatd(buffer, sizeof(buffer), "%.4f", value));
}

void agreement_table_csv(const GArray *table, GString *out)
{
	g_string_append(
		out, "criterion,measure,n,value,low,high,commonest\r\n");
	for (guint i = 0; i < table->len; i++) {
		const struct agreement_row *row =
			&g_array_index(table, struct agreement_row, i);
		for (int j = 0; j < AGREEMENT_MEASURES; j++) {
			g_string_append_printf(out, "%s,%s,%zu", row->criterion,
				agreement_measure_name(j), row->n);
			put_number(out, row->values[j]);
			put_number(out, row->low[j]);
			put_number(out, row->high[j]);
			put_number(out, row->baseline[j]);
			g_string_append(out, "\r\n");
		}
	}
}
