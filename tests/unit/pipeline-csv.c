/* Tests of the CSV writer and of the tables behind every writer. */
#include "pipeline/writers/csv.h"

static const char *const criteria[] = {"first-one", "second-one", NULL};

static void test_cell(void)
{
	static const struct {
		const char *value, *expected;
		enum column_type type;
	} cases[] = {
		{NULL, "", COLUMN_TEXT},
		{"", "", COLUMN_TEXT},
		{"plain", "plain", COLUMN_TEXT},
		{"one, two", "\"one, two\"", COLUMN_TEXT},
		{"say \"no\"", "\"say \"\"no\"\"\"", COLUMN_TEXT},
		{"two\nlines", "\"two\nlines\"", COLUMN_TEXT},
		{" edge", "\" edge\"", COLUMN_TEXT},
		{"edge ", "\"edge \"", COLUMN_TEXT},
		{"caf\u00e9 \u2013 \u2018yes\u2019",
			"caf\u00e9 \u2013 \u2018yes\u2019", COLUMN_TEXT},
		/* What a spreadsheet would run. */
		{"=1+1", "'=1+1", COLUMN_TEXT},
		{"=A1,B1", "\"'=A1,B1\"", COLUMN_TEXT},
		{"+44 20", "'+44 20", COLUMN_TEXT},
		{"-", "'-", COLUMN_TEXT},
		{"- a bullet", "'- a bullet", COLUMN_TEXT},
		{"@SUM(A1)", "'@SUM(A1)", COLUMN_TEXT},
		{"\t=1", "'\t=1", COLUMN_TEXT},
		{"\uff1d1+1", "'\uff1d1+1", COLUMN_TEXT},
		{"-1-1", "'-1-1", COLUMN_TEXT},
		{"-1.", "'-1.", COLUMN_TEXT},
		/* Numbers stay numbers, in whatever column. */
		{"-1", "-1", COLUMN_TEXT},
		{"+2.50", "+2.50", COLUMN_TEXT},
		{"-14", "-14", COLUMN_INTEGER},
		{"-0.5", "-0.5", COLUMN_NUMBER},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		GString *out = g_string_new(NULL);

		csv_cell(out, cases[i].type, cases[i].value);
		g_assert_cmpstr(out->str, ==, cases[i].expected);
		g_string_free(out, TRUE);
	}
}

/* The contract of DESIGN.md, letter for letter. */
static void test_heads(void)
{
	static const struct {
		const char *table, *head;
	} cases[] = {
		{"documents",
			"document,kind,framework,area,la_code,region,published,"
			"inspection_start,inspection_end,determination,outcome,"
			"next_inspection_months,full_inspection_months,"
			"previous_inspection_start,previous_inspection_end,"
			"weaknesses,priority_actions,improvements,pages,words,"
			"sha256,source,status,message\r\n"},
		{"fields", "document,field,value,status,page,text\r\n"},
		{"findings",
			"document,finding,page,section,polarity,sectors,ages,"
			"text\r\n"},
		{"scores",
			"document,area,criterion,reviewer,score,evidence,"
			"why\r\n"},
		{"combined",
			"document,area,criterion,reviewer_1,score_1,"
			"reviewer_2,score_2,combined\r\n"},
		{"evidence",
			"document,criterion,finding,page,indicator,weight,"
			"text\r\n"},
		{"flags", "document,area,flag,level,detail\r\n"},
		{"flag_grounds", "document,flag,finding,page,text\r\n"},
		{"flag_summary", "grouping,value,flag,level,documents,of\r\n"},
		{"duties",
			"document,area,duty,name,provision,state,findings\r\n"},
		{"areas",
			"area,la_code,region,document,kind,published,"
			"first-one,second-one,total,mean,flags,"
			"inspection_end,outcome\r\n"},
		{"actions",
			"document,area,weakness,action,outcome,owner,due,"
			"indicator,status,page\r\n"},
		{"tracker",
			"area,region,letter,determination,wsoa_due,wsoa,"
			"wsoa_days_late,response,ministerial_letter,revisit,"
			"weaknesses,progress_made,next_steps,outcome,"
			"next_inspection,full_inspection\r\n"},
		{"changes",
			"document,change,area,kind,published,label,address,"
			"detail\r\n"},
	};
	g_autoptr(GError) error = NULL;
	g_autoptr(Tables) tables = tables_new(criteria, &error);

	g_assert_no_error(error);
	g_assert_cmpuint(tables->all->len, ==, G_N_ELEMENTS(cases));
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		GString *out = g_string_new(NULL);

		csv_table(out, tables_find(tables, cases[i].table));
		g_assert_cmpstr(out->str, ==, cases[i].head);
		g_string_free(out, TRUE);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/csv/cell", test_cell);
	g_test_add_func("/csv/heads", test_heads);
	return g_test_run();
}
