/* Forms: from hand-made texts to records. */
#include "extractors/form.h"
#include "extractors/limits.h"

#include <string.h>

static void add(struct text *text, enum text_role role, const char *words)
{
	text_block_add_line(text_add_block(text, role), words, 1);
}

static void add_all(
	struct text *text, enum text_role role, const char *const *words)
{
	for (; *words != NULL; words++)
		add(text, role, *words);
}

static struct text *letter_head(const char *subject)
{
	struct text *text = text_new("test");

	text_add_page(text, 595, 842);
	add(text, TEXT_PARAGRAPH, "T 0300 123 1231");
	add(text, TEXT_PARAGRAPH, "12 July 2017");
	add(text, TEXT_PARAGRAPH, "Mrs Ada Moor");
	add(text, TEXT_PARAGRAPH, "Director of Children’s Services");
	add(text, TEXT_PARAGRAPH, "Dear Mrs Moor");
	add(text, TEXT_HEADING, subject);
	return text;
}

static struct text *outcome_letter(void)
{
	struct text *text =
		letter_head("Joint local area SEND inspection in Fenwick");

	add(text, TEXT_PARAGRAPH,
		"Between 15 and 19 May 2017, Ofsted and the Care Quality "
		"Commission (CQC) conducted a joint inspection of the local "
		"area of Fenwick to judge the effectiveness of the area.");
	add(text, TEXT_PARAGRAPH,
		"Her Majesty’s Chief Inspector (HMCI) has determined that a "
		"Written Statement of Action is required.");
	add(text, TEXT_HEADING, "Main Findings");
	add(text, TEXT_BULLET, "Leaders know the area. They act.");
	add(text, TEXT_HEADING,
		"The effectiveness of the local area in identifying children "
		"and young people’s special educational needs and/or "
		"disabilities");
	add(text, TEXT_HEADING, "Strengths");
	add(text, TEXT_BULLET, "Nurses see babies early.");
	add(text, TEXT_HEADING, "Area for development");
	add(text, TEXT_BULLET, "Schools do not.");
	add(text, TEXT_HEADING,
		"The effectiveness of the local area in meeting the needs of "
		"children and young people with SEND");
	add(text, TEXT_PARAGRAPH, "Strengths");
	add(text, TEXT_BULLET, "Plans are clear.");
	add(text, TEXT_HEADING,
		"The effectiveness of the local area in improving outcomes "
		"for children and young people with special educational needs "
		"and/or disabilities");
	add(text, TEXT_HEADING, "Areas for improvement");
	add(text, TEXT_BULLET, "Few find work.");
	return text;
}

static void end_letter(struct text *text)
{
	static const char *const weaknesses[] = {"the lack of plans",
		"the waits for therapy, which are long", NULL};

	add(text, TEXT_PARAGRAPH,
		"The inspection raises significant concerns about the "
		"effectiveness of the local area.");
	add(text, TEXT_PARAGRAPH,
		"The local area is required to produce and submit a WSOA that "
		"explains how it will tackle the following areas of "
		"significant weakness:");
	add_all(text, TEXT_BULLET, weaknesses);
	add(text, TEXT_PARAGRAPH, "Yours sincerely");
	add(text, TEXT_PARAGRAPH, "Bertram Hollis");
	add(text, TEXT_PARAGRAPH, "Her Majesty’s Inspector");
}

static const struct finding *finding_of(
	const struct record *record, const char *id)
{
	for (guint i = 0; i < record->findings->len; i++) {
		const struct finding *finding = record->findings->pdata[i];

		if (strcmp(finding->id, id) == 0)
			return finding;
	}
	g_autoptr(GString) dump = g_string_new(NULL);
	record_dump(record, dump);
	g_error("no finding %s in\n%s", id, dump->str);
}

static void assert_finding(const struct record *record, const char *id,
	enum polarity polarity, const char *text)
{
	const struct finding *finding = finding_of(record, id);

	g_assert_cmpstr(finding->text, ==, text);
	g_assert_cmpint(finding->polarity, ==, polarity);
	g_assert_false(finding->boilerplate);
	g_assert_cmpint(finding->page, ==, 1);
}

static void test_outcome_letter(void)
{
	g_autoptr(Text) text = outcome_letter();

	end_letter(text);
	g_autoptr(Record) record = form_read(text, NULL);
	g_assert_cmpint(record->kind, ==, RECORD_OUTCOME_LETTER);
	g_assert_cmpstr(record_value(record, "area"), ==, "Fenwick");
	g_assert_cmpstr(record_value(record, "letter_date"), ==, "2017-07-12");
	g_assert_cmpstr(
		record_value(record, "inspection_start"), ==, "2017-05-15");
	g_assert_cmpstr(record_value(record, "determination"), ==, "required");
	g_assert_cmpstr(record_value(record, "lead_inspector_ofsted"), ==,
		"Bertram Hollis");
	assert_finding(record, "main-1.2", POLARITY_NEUTRAL, "They act.");
	assert_finding(record, "identifying-1.1", POLARITY_STRENGTH,
		"Nurses see babies early.");
	assert_finding(record, "identifying-2.1", POLARITY_DEVELOPMENT,
		"Schools do not.");
	assert_finding(
		record, "meeting-1.1", POLARITY_STRENGTH, "Plans are clear.");
	assert_finding(record, "improving-1.1", POLARITY_DEVELOPMENT,
		"Few find work.");
	assert_finding(record, "wsoa-2.1", POLARITY_DEVELOPMENT,
		"the waits for therapy, which are long");
	g_assert_cmpuint(record->weaknesses->len, ==, 2);
	g_assert_true(finding_of(record, "opening-2.1")->boilerplate);
	g_assert_true(finding_of(record, "closing-1.1")->boilerplate);
	g_assert_cmpuint(record->warnings->len, ==, 0);
}

/* A list without end is kept within bounds, and that is said. */
static void test_many_weaknesses(void)
{
	g_autoptr(Text) text = outcome_letter();
	const struct text_warning *warning;

	add(text, TEXT_PARAGRAPH,
		"The local area is required to produce and submit a WSOA that "
		"explains how it will tackle the following areas of "
		"significant weakness:");
	for (int i = 0; i < LIMIT_WEAKNESSES + 7; i++)
		add(text, TEXT_BULLET, "the lack of plans");
	add(text, TEXT_PARAGRAPH, "Yours sincerely");
	g_autoptr(Record) record = form_read(text, NULL);
	g_assert_cmpuint(record->weaknesses->len, ==, LIMIT_WEAKNESSES);
	g_assert_cmpuint(record->warnings->len, ==, 1);
	warning = record->warnings->pdata[0];
	g_assert_cmpstr(warning->message, ==,
		"307 weaknesses listed; the first 300 are kept");
}

/* Silence is "not required" in a whole letter only. */
static void test_determination(void)
{
	g_autoptr(Text) text = outcome_letter();
	struct text_block *notice = text->blocks->pdata[7];

	g_ptr_array_set_size(notice->lines, 0);
	text_block_add_line(notice, "The team was large.", 1);
	g_autoptr(Record) torn = form_read(text, NULL);
	g_assert_cmpint(
		record_field(torn, "determination")->status, ==, FIELD_ABSENT);
	add(text, TEXT_PARAGRAPH, "Yours sincerely");
	g_autoptr(Record) whole = form_read(text, NULL);
	g_assert_cmpstr(
		record_value(whole, "determination"), ==, "not-required");
}

/* A letter as one paragraph: everything is still found in its place. */
static void test_one_paragraph(void)
{
	g_autoptr(Text) text = outcome_letter();
	GString *words = g_string_new(NULL);

	end_letter(text);
	for (guint i = 6; i < text->blocks->len; i++) {
		const struct text_block *block = text->blocks->pdata[i];
		g_autofree char *string = text_block_string(block, NULL);

		g_string_append_printf(words, "%s%s ",
			block->role == TEXT_BULLET ? "• " : "", string);
	}
	/* Long letters are what this happens to. */
	g_ptr_array_set_size(text->blocks, 6);
	add(text, TEXT_PARAGRAPH, words->str);
	g_string_free(words, TRUE);
	g_autoptr(Record) record = form_read(text, NULL);
	g_assert_cmpint(record->kind, ==, RECORD_OUTCOME_LETTER);
	assert_finding(record, "identifying-1.1", POLARITY_STRENGTH,
		"Nurses see babies early.");
	assert_finding(record, "identifying-2.1", POLARITY_DEVELOPMENT,
		"Schools do not.");
	assert_finding(record, "improving-1.1", POLARITY_DEVELOPMENT,
		"Few find work.");
	g_assert_cmpuint(record->weaknesses->len, ==, 2);
}

static void test_unknown(void)
{
	g_autoptr(Text) empty = text_new("test");
	g_autoptr(Record) nothing = form_read(empty, NULL);

	g_assert_cmpint(nothing->kind, ==, RECORD_UNKNOWN);
	g_assert_cmpuint(nothing->warnings->len, ==, 1);
	add(empty, TEXT_PARAGRAPH,
		"Our newsletter: the inspectors have published their letter "
		"and a written statement of action will follow.");
	g_autoptr(Record) news = form_read(empty, NULL);
	g_assert_cmpint(news->kind, ==, RECORD_UNKNOWN);
	g_assert_null(record_value(news, "kind"));
}

static void test_other_inspection(void)
{
	g_autoptr(Text) text = letter_head(
		"Joint targeted area inspection of the multi-agency response "
		"to neglect in Fenwick");

	add(text, TEXT_PARAGRAPH,
		"Between 16 May and 20 May, Ofsted and others undertook a "
		"joint inspection.");
	g_autoptr(Record) record = form_read(text, NULL);
	g_assert_cmpint(record->kind, ==, RECORD_OTHER_INSPECTION);
	g_assert_cmpstr(record_value(record, "type"), ==, "JTAI");
	g_assert_cmpstr(record_value(record, "area"), ==, "Fenwick");
	g_assert_cmpstr(
		record_value(record, "inspection_end"), ==, "2017-05-20");
	g_assert_cmpuint(record->findings->len, ==, 0);
	g_assert_cmpuint(record->warnings->len, ==, 1); /* the year */
}

/* --- reports ------------------------------------------------------------- */

static struct text *report_cover(const char *previous)
{
	struct text *text = text_new("test");

	text_add_page(text, 595, 842);
	add(text, TEXT_PARAGRAPH, "Local area partnership report");
	add(text, TEXT_HEADING,
		"Area SEND inspection of Fenwick Local Area Partnership");
	add(text, TEXT_PARAGRAPH, "Inspection dates: 13 to 17 May 2024");
	add(text, TEXT_PARAGRAPH, previous);
	add(text, TEXT_HEADING, "Inspection outcome");
	add(text, TEXT_PARAGRAPH,
		"There are widespread and/or systemic failings.");
	add(text, TEXT_PARAGRAPH,
		"A monitoring inspection will be carried out within "
		"approximately 18 months. The next full reinspection will be "
		"within approximately three years.");
	add(text, TEXT_PARAGRAPH,
		"HMCI requires the partnership to submit a priority action "
		"plan (area SEND).");
	return text;
}

static void add_cell(struct text *text, int row, int column, const char *words)
{
	struct text_block *block = text_add_block(text, TEXT_CELL);

	block->row = row;
	block->column = column;
	text_block_add_line(block, words, 1);
}

static void test_report(void)
{
	g_autoptr(Text) text = report_cover(
		"Dates of previous inspections: 13 to 17 June 2016 and 4 to 6 "
		"October 2021");

	add(text, TEXT_HEADING,
		"What does the area partnership need to do better?");
	add(text, TEXT_BULLET, "Waits are too long.");
	add(text, TEXT_HEADING, "Areas for priority action");
	add_cell(text, 0, 0, "Responsible body");
	add_cell(text, 0, 1, "Areas for priority action");
	add_cell(text, 1, 0, "Fenwick Council");
	add_cell(text, 1, 1, "Leaders should act. This includes:");
	add_cell(text, 1, 1, "waits.");
	add(text, TEXT_HEADING, "Areas for improvement");
	add(text, TEXT_PARAGRAPH, "Leaders should listen.");
	add(text, TEXT_PARAGRAPH, "2. Leaders should act (with parents)");
	add(text, TEXT_PARAGRAPH, "3. Leaders should learn.");
	add(text, TEXT_HEADING, "Local area partnership details");
	add(text, TEXT_PARAGRAPH, "Town Hall, Fenwick");
	add(text, TEXT_RUNNING_HEAD,
		"Area SEND inspection report: Fenwick, 13 to 24 May 2024");
	g_autoptr(Record) record = form_read(text, NULL);
	const struct weakness *weakness = record->weaknesses->pdata[0];

	g_assert_cmpint(record->kind, ==, RECORD_AREA_REPORT);
	g_assert_cmpstr(record_value(record, "previous_inspection_start"), ==,
		"2021-10-04");
	g_assert_cmpint(record_field(record, "inspection_start")->status, ==,
		FIELD_FOUND);
	g_assert_cmpint(record_field(record, "inspection_end")->status, ==,
		FIELD_CONTRADICTED);
	g_assert_cmpstr(
		record_value(record, "next_inspection_months"), ==, "18");
	g_assert_cmpstr(
		record_value(record, "full_inspection_months"), ==, "36");
	g_assert_cmpstr(record_value(record, "outcome"), ==, "failings");
	g_assert_null(record_value(record, "determination"));
	g_assert_cmpuint(record->weaknesses->len, ==, 4);
	g_assert_cmpstr(weakness->bodies, ==, "Fenwick Council");
	assert_finding(
		record, "priority-action-1.3", POLARITY_DEVELOPMENT, "waits.");
	assert_finding(record, "improvement-1.1", POLARITY_DEVELOPMENT,
		"Leaders should listen.");
	for (guint i = 0; i < record->findings->len; i++) {
		const struct finding *finding = record->findings->pdata[i];

		g_assert_null(strstr(finding->text, "Town Hall"));
		g_assert_null(strstr(finding->text, "Fenwick Council"));
	}
	g_assert_cmpuint(record->warnings->len, ==, 1);
}

/* Whose inspector leads is said by the words, or by the column's head. */
static void test_team(void)
{
	g_autoptr(Text) text =
		report_cover("Date of previous inspection: 3 June 2019");

	add(text, TEXT_HEADING, "Inspection team");
	add_cell(text, 0, 0, "Ofsted");
	add_cell(text, 0, 1, "Care Quality Commission");
	add_cell(text, 1, 0, "Ada Moor, Ofsted HMI Lead inspector");
	add_cell(text, 1, 1, "Dr Ines Vale, Lead inspector");
	add_cell(text, 2, 0, "Owen Stark HMI, Ofsted lead inspector");
	add_cell(text, 2, 1, "Bo Lindqvist-Hart, CQC lead inspector");
	add_cell(text, 3, 0, "Ann O’Dell, Ofsted Inspector");
	add_cell(text, 3, 1, "Lee Foxton, CQC inspector");
	add_cell(text, 4, 1, "Lee Fox, CQC inspector");
	g_autoptr(Record) record = form_read(text, NULL);
	g_assert_cmpstr(record_value(record, "lead_inspector_ofsted"), ==,
		"Ada Moor; Owen Stark");
	g_assert_cmpstr(record_value(record, "lead_inspector_cqc"), ==,
		"Dr Ines Vale; Bo Lindqvist-Hart");
	g_assert_nonnull(strstr(record_value(record, "team"), "Ann O’Dell"));
	g_assert_nonnull(strstr(record_value(record, "team"), "Lee Fox,"));
	g_assert_null(strstr(
		record_value(record, "lead_inspector_ofsted"), "O’Dell"));
}

/* Lead before or behind the name, with or without the body. */
static void test_leads(void)
{
	static const char *const leads[][2] = {
		{"Ada Moor, HMI (lead inspector), Ofsted",
			"Ines Vale, Lead CQC inspector"},
		{"Ofsted lead inspector: Ada Moor HMI",
			"CQC lead inspector: Ines Vale"},
		{"Lead inspector: Ada Moor, HMI", "Lead inspector: Ines Vale"},
		{"Ada Moor, Lead His Majesty’s Inspector, Ofsted",
			"Ines Vale (Lead), CQC"},
		{"Ada Moor, Lead HMI", "Ines Vale – Lead inspector"}};

	for (gsize i = 0; i < G_N_ELEMENTS(leads); i++) {
		g_autoptr(Text) text = report_cover(
			"Date of previous inspection: 3 June 2019");

		add(text, TEXT_HEADING, "Inspection team");
		add_cell(text, 0, 0, "Ofsted");
		add_cell(text, 0, 1, "Care Quality Commission");
		add_cell(text, 1, 0, leads[i][0]);
		add_cell(text, 1, 1, leads[i][1]);
		add_cell(text, 2, 0, "Dr Lee Fox, Clinical Lead, NHS Fenwick");
		g_autoptr(Record) record = form_read(text, NULL);
		g_assert_cmpstr(record_value(record, "lead_inspector_ofsted"),
			==, "Ada Moor");
		g_assert_cmpstr(record_value(record, "lead_inspector_cqc"), ==,
			"Ines Vale");
	}
}

/* A cell that says something by its colour alone stands under nothing. */
static void test_contacts(void)
{
	g_autoptr(Text) text =
		report_cover("Date of previous inspection: 3 June 2019");
	struct text_block *cell;

	add(text, TEXT_HEADING, "Local area partnership details");
	add(text, TEXT_PARAGRAPH, "Local authority");
	cell = text_add_block(text, TEXT_CELL);
	cell->row = cell->column = 0;
	cell->fill = g_strdup("#ff0000");
	add_cell(text, 1, 0, "Local authority");
	cell = text_add_block(text, TEXT_CELL);
	cell->row = 2;
	cell->column = 0;
	cell->fill = g_strdup("#ff0000");
	add_cell(text, 3, 0, "Fenwick Council");
	g_autoptr(Record) record = form_read(text, NULL);
	g_assert_cmpstr(
		record_value(record, "local_authority"), ==, "Fenwick Council");
}

static void test_never_inspected(void)
{
	g_autoptr(Text) text = report_cover(
		"Date of previous inspection: Not previously inspected");
	g_autoptr(Text) strange =
		report_cover("Date of previous inspection: some time ago");
	g_autoptr(Record) never = form_read(text, NULL);
	g_autoptr(Record) unreadable = form_read(strange, NULL);
	const char *name = "previous_inspection_start";

	g_assert_cmpint(record_field(never, name)->status, ==, FIELD_NEVER);
	g_assert_cmpint(
		record_field(unreadable, name)->status, ==, FIELD_UNREADABLE);
	g_assert_null(record_value(unreadable, name));
}

/* --- plans --------------------------------------------------------------- */

/* A plan with a table of one action. */
static struct text *plan(const char *const *heads, const char *const *cells)
{
	struct text *text = text_new("test");

	text_add_page(text, 595, 842);
	add(text, TEXT_HEADING, "Fenwick Written Statement of Action");
	for (int c = 0; heads[c] != NULL; c++)
		add_cell(text, 0, c, heads[c]);
	for (int c = 0; cells[c] != NULL; c++)
		add_cell(text, 1, c, cells[c]);
	return text;
}

/* When an action begins, was looked at or is done is no deadline; of two that
 * may be, the later column is. */
static void test_plan_dates(void)
{
	static const struct {
		const char *heads[6], *cells[6];
	} plans[] = {
		{{"Action", "Lead", "Start date", "End date"},
			{"Write.", "Moor", "1 May 2019", "2 June 2020"}},
		{{"Action", "Lead", "Original date", "Revised date"},
			{"Write.", "Moor", "1 May 2019", "2 June 2020"}},
		{{"Action", "Lead", "Start and end date"},
			{"Write.", "Moor", "1 May 2019 to 2 June 2020"}},
		{{"Action", "Lead", "Deadline", "Review date",
			 "Date completed"},
			{"Write.", "Moor", "2 June 2020", "1 July 2020",
				"3 August 2020"}},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(plans); i++) {
		g_autoptr(Text) text = plan(plans[i].heads, plans[i].cells);
		g_autoptr(Record) record = form_read(text, NULL);
		const struct action *action;

		g_assert_cmpint(record->kind, ==, RECORD_WSOA);
		g_assert_cmpuint(record->actions->len, ==, 1);
		action = record->actions->pdata[0];
		g_assert_cmpstr(action->due, ==, "2020-06-02");
	}
}

/* A row too far down is left out and does not stand in the first. */
static void test_plan_limits(void)
{
	static const char *const heads[] = {"Action", "Lead", "Deadline", NULL};
	static const char *const cells[] = {"Write.", "Moor", "May 2020", NULL};

	for (int row = 4999; row <= 5001; row++) {
		g_autoptr(Text) text = plan(heads, cells);
		for (int c = 0; c < 3; c++)
			add_cell(text, row, c, cells[c]);
		g_autoptr(Record) record = form_read(text, NULL);
		g_autoptr(GString) dump = g_string_new(NULL);
		bool read = row < 5000;

		record_dump(record, dump);
		g_assert_cmpuint(record->actions->len, ==, 1 + read);
		g_assert_true(
			read == (strstr(dump->str, "table is too") == NULL));
	}
}

/* --- letters and pages as they come ------------------------------------- */

/* Who signs stands in the table again; an office may have a row of its own. */
static void test_table_of_names(void)
{
	g_autoptr(Text) text = outcome_letter();

	end_letter(text);
	add_cell(text, 0, 0, "Ofsted");
	add_cell(text, 0, 1, "Care Quality Commission");
	add_cell(text, 1, 0, "Ada Moor");
	add_cell(text, 1, 1, "Ines Vale");
	add_cell(text, 2, 0, "Regional Director, West");
	add_cell(text, 2, 1, "Deputy Chief Inspector, Health");
	add_cell(text, 3, 0, "Bertram Hollis");
	add_cell(text, 3, 1, "Lee Fox");
	add_cell(text, 4, 0, "HMI Lead Inspector");
	add_cell(text, 4, 1, "CQC Inspector");
	g_autoptr(Record) record = form_read(text, NULL);
	g_assert_cmpstr(record_value(record, "lead_inspector_ofsted"), ==,
		"Bertram Hollis");
	g_assert_cmpstr(record_value(record, "team"), ==,
		"Ada Moor Regional Director, West; "
		"Ines Vale Deputy Chief Inspector, Health; "
		"Bertram Hollis HMI Lead Inspector; "
		"Lee Fox CQC Inspector");
}

/* Addressees on lines of one block, and the greeting that follows at once. */
static void test_address(void)
{
	g_autoptr(Text) text = outcome_letter();
	struct text_block *first = text->blocks->pdata[2];
	struct text_block *block = text->blocks->pdata[3];

	text_block_add_line(first, "Chief Executive", 1);
	text_block_add_line(first, "Town Hall, Fenwick", 1);
	g_ptr_array_set_size(block->lines, 0);
	text_block_add_line(block,
		"Ms Ada Moor, Director of Children’s Services, Fenwick "
		"Council",
		1);
	text_block_add_line(
		block, "Dr Ines Vale, Accountable Officer, NHS Fenwick CCG", 1);
	text_block_add_line(block, "Lee Fox, Local Area Nominated Officer", 1);
	add(text, TEXT_PARAGRAPH,
		"NHS North Fenwick Clinical Commissioning Group and Fenwick "
		"CCG work together, as do North Fenwick CCG and its council.");
	end_letter(text);
	g_autoptr(Record) record = form_read(text, NULL);
	g_assert_cmpstr(record_value(record, "addressees"), ==,
		"Mrs Ada Moor, Chief Executive; "
		"Ms Ada Moor, Director of Children’s Services, Fenwick "
		"Council; "
		"Dr Ines Vale, Accountable Officer, NHS Fenwick CCG; "
		"Lee Fox, Local Area Nominated Officer");
	g_assert_cmpstr(record_value(record, "ccgs"), ==,
		"NHS Fenwick CCG; "
		"NHS North Fenwick Clinical Commissioning Group");
	g_assert_cmpint(finding_of(record, "opening-1.1")->text[0], ==, 'J');
}

static struct text *revisit_letter(void)
{
	struct text *text = letter_head("Joint area SEND revisit in Fenwick");

	add(text, TEXT_PARAGRAPH,
		"Between 3 and 5 June 2019, Ofsted and the Care Quality "
		"Commission (CQC) revisited the area of Fenwick to decide "
		"whether the area has made sufficient progress.");
	add(text, TEXT_HEADING, "Main findings");
	return text;
}

/* Weaknesses as headings; the summing up is no verdict on the last of them. */
static void test_revisit(void)
{
	g_autoptr(Text) text = revisit_letter();

	add(text, TEXT_HEADING, "Poor plans");
	add(text, TEXT_PARAGRAPH, "Plans are clearer now.");
	add(text, TEXT_PARAGRAPH,
		"The area has made sufficient progress in addressing this "
		"significant weakness.");
	add(text, TEXT_HEADING, "Long waits");
	add(text, TEXT_PARAGRAPH, "Children wait as long as before.");
	add(text, TEXT_PARAGRAPH,
		"The area has not made sufficient progress in addressing this "
		"significant weakness.");
	add(text, TEXT_PARAGRAPH,
		"The area has made sufficient progress in addressing one of "
		"the two significant weaknesses. It is for DfE and NHS "
		"England to determine the next steps.");
	add(text, TEXT_PARAGRAPH, "Yours sincerely");
	g_autoptr(Record) record = form_read(text, NULL);
	g_assert_cmpint(record->kind, ==, RECORD_REVISIT_LETTER);
	g_assert_cmpuint(record->weaknesses->len, ==, 2);
	const struct weakness *waits = record->weaknesses->pdata[1];
	g_assert_cmpstr(waits->text, ==, "Long waits");
	g_assert_cmpstr(waits->verdict, ==, "insufficient");
	g_assert_cmpstr(record_value(record, "progress"), ==, "some");
	g_assert_cmpint(
		record_field(record, "progress")->status, ==, FIELD_FOUND);
	g_assert_cmpstr(record_value(record, "next_steps"), ==,
		"It is for DfE and NHS England to determine the next steps.");
}

/* A page about a report, or about a statement, is neither. */
static void test_name_only(void)
{
	static const char *const titles[] = {
		"Area SEND inspection of Fenwick Local Area Partnership",
		"Fenwick Written Statement of Action"};

	for (gsize i = 0; i < G_N_ELEMENTS(titles); i++) {
		g_autoptr(Text) text = text_new("test");

		text_add_page(text, 595, 842);
		add(text, TEXT_HEADING, titles[i]);
		add(text, TEXT_PARAGRAPH, "It can be read on another page.");
		g_autoptr(Record) record = form_read(text, NULL);
		const struct text_warning *warning = record->warnings->pdata[0];

		g_assert_cmpint(record->kind, ==, RECORD_UNKNOWN);
		g_assert_nonnull(strstr(warning->message, "is titled like "));
		g_assert_cmpuint(record->findings->len, ==, 0);
	}
}

/* A letter whose headings are lost still says what was found. */
static void test_no_headings(void)
{
	g_autoptr(Text) text =
		letter_head("Joint local area SEND inspection in Fenwick");

	add(text, TEXT_PARAGRAPH,
		"Between 15 and 19 May 2017, Ofsted and the Care Quality "
		"Commission (CQC) conducted a joint inspection of the local "
		"area of Fenwick to judge the effectiveness of the area.");
	add(text, TEXT_PARAGRAPH, "This letter outlines our findings.");
	add(text, TEXT_PARAGRAPH, "Nurses see babies early.");
	add(text, TEXT_PARAGRAPH, "Yours sincerely");
	g_autoptr(Record) record = form_read(text, NULL);
	g_assert_cmpint(record->kind, ==, RECORD_OUTCOME_LETTER);
	g_assert_true(finding_of(record, "main-2.1")->boilerplate);
	g_assert_true(finding_of(record, "main-3.1")->boilerplate);
	assert_finding(record, "main-4.1", POLARITY_NEUTRAL,
		"Nurses see babies early.");
}

static const char *find_fenwick(
	void *user, const char *name, const char **code, const char **region)
{
	(void)user;
	*code = "E1";
	*region = NULL;
	if (strcmp(name, "Fenwick and Dale") == 0 || strcmp(name, "F&D") == 0)
		return "Fenwick and Dale";
	return strcmp(name, "Moorby") == 0 ? "Moorby" : NULL;
}

/* Where no wording names the area, it is the one that is named most. */
static void test_area_by_count(void)
{
	static const struct form_context context = {.find_area = find_fenwick};
	g_autoptr(Text) text = text_new("test");

	text_add_page(text, 595, 842);
	add(text, TEXT_HEADING, "Written Statement of Action, with Moorby");
	add(text, TEXT_PARAGRAPH,
		"All partners of (Fenwick and Dale) agreed it.");
	add(text, TEXT_PARAGRAPH, "Foreword by the parents of F&D.");
	add(text, TEXT_HEADING, "Weakness 1: poor plans for children");
	g_autoptr(Record) record = form_read(text, &context);
	g_assert_cmpint(record->kind, ==, RECORD_WSOA);
	g_assert_cmpstr(record_value(record, "area"), ==, "Fenwick and Dale");
	g_assert_cmpstr(record_value(record, "la_code"), ==, "E1");
}

/* --- records ------------------------------------------------------------- */

static void test_names(void)
{
	for (int kind = 0; kind < RECORD_KINDS; kind++)
		g_assert_cmpint(record_kind_from_name(record_kind_name(
					(enum record_kind)kind)),
			==, kind);
	for (int status = 0; status < FIELD_STATUSES; status++)
		g_assert_cmpint(field_status_from_name(field_status_name(
					(enum field_status)status)),
			==, status);
	for (int polarity = 0; polarity < POLARITIES; polarity++)
		g_assert_cmpint(polarity_from_name(
					polarity_name((enum polarity)polarity)),
			==, polarity);
	g_assert_cmpint(record_kind_from_name("poem"), ==, RECORD_UNKNOWN);
	g_assert_cmpint(record_kind_from_name(NULL), ==, RECORD_UNKNOWN);
	g_assert_true(record_kind_is_scored(RECORD_REVISIT_LETTER));
	g_assert_false(record_kind_is_scored(RECORD_WSOA));
}

static void test_variant(void)
{
	g_autoptr(Text) text = outcome_letter();
	g_autoptr(Record) record = form_read(text, NULL);
	g_autoptr(Record) again = form_read(text, NULL);
	g_autoptr(GVariant) one = g_variant_ref_sink(record_to_variant(record));
	g_autoptr(GVariant) two = g_variant_ref_sink(record_to_variant(again));

	g_assert_true(g_variant_equal(one, two));
	record_add_weakness(again)->text = g_strdup("one more");
	g_autoptr(GVariant) three =
		g_variant_ref_sink(record_to_variant(again));
	g_assert_false(g_variant_equal(one, three));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/form/outcome-letter", test_outcome_letter);
	g_test_add_func("/form/many-weaknesses", test_many_weaknesses);
	g_test_add_func("/form/determination", test_determination);
	g_test_add_func("/form/one-paragraph", test_one_paragraph);
	g_test_add_func("/form/unknown", test_unknown);
	g_test_add_func("/form/other-inspection", test_other_inspection);
	g_test_add_func("/form/report", test_report);
	g_test_add_func("/form/team", test_team);
	g_test_add_func("/form/leads", test_leads);
	g_test_add_func("/form/contacts", test_contacts);
	g_test_add_func("/form/never-inspected", test_never_inspected);
	g_test_add_func("/form/plan-dates", test_plan_dates);
	g_test_add_func("/form/plan-limits", test_plan_limits);
	g_test_add_func("/form/table-of-names", test_table_of_names);
	g_test_add_func("/form/address", test_address);
	g_test_add_func("/form/revisit", test_revisit);
	g_test_add_func("/form/name-only", test_name_only);
	g_test_add_func("/form/no-headings", test_no_headings);
	g_test_add_func("/form/area-by-count", test_area_by_count);
	g_test_add_func("/record/names", test_names);
	g_test_add_func("/record/variant", test_variant);
	return g_test_run();
}
