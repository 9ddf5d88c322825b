#include "scoring/explain.h"

#include "scoring/framework/private.h"

void explain_marks(const struct reading *reading, int finding, GString *out)
{
	const struct framework *framework = reading_framework(reading);
	const struct marks *marks = reading_all_marks(reading, finding);

	g_string_append(out, "marks:");
	for (guint i = 0; i < framework->marks->len; i++)
		if (marks_has(marks, i))
			g_string_append_printf(out, " %s",
				framework_nth_mark(framework, i)->id);
}

static void append_evidence(const struct reading *reading, const GArray *rows,
	guint from, guint to, GString *out)
{
	int index = g_array_index(rows, struct evidence, from).finding;
	const struct finding *finding =
		reading_record(reading)->findings->pdata[index];

	g_string_append_printf(out, "  %s", finding->id);
	if (finding->page)
		g_string_append_printf(out, ", page %d", finding->page);
	g_string_append_printf(out, ": %s\n", finding->text);
	g_string_append(out, "    ");
	explain_marks(reading, index, out);
	g_string_append_c(out, '\n');
	for (guint i = from; i < to; i++) {
		const struct evidence *row =
			&g_array_index(rows, struct evidence, i);
		g_string_append_printf(
			out, "    found by: %s", row->indicator->id);
		if (row->indicator->aspect)
			g_string_append_printf(
				out, " (on %s)", row->indicator->side);
		g_string_append_c(out, '\n');
	}
}

void explain_criterion(
	const struct reading *reading, int criterion, GString *out)
{
	const struct criterion *it =
		framework_criterion(reading_framework(reading), criterion);
	const GArray *rows = reading_evidence(reading, criterion);
	guint next;

	g_string_append_printf(out, "%s: %s\n", it->id, it->statement);
	for (int i = 0; i < FRAMEWORK_ANCHORS; i++)
		g_string_append_printf(out, "  %d %s\n", i + 1, it->anchors[i]);
	g_string_append_printf(out, "evidence: %u\n", rows->len);
	for (guint i = 0; i < rows->len; i = next) {
		int finding = g_array_index(rows, struct evidence, i).finding;
		for (next = i + 1;
			next < rows->len &&
			g_array_index(rows, struct evidence, next).finding ==
				finding;
			next++)
			;
		append_evidence(reading, rows, i, next, out);
	}
}
