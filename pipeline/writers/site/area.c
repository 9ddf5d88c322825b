/* site/area.c - a page an area: its documents, scores, flags and findings. */
#include "pipeline/writers/site/parts.h"

#include <string.h>

/* What a table of one of several documents is called. */
static char *caption(const struct site *site,
	const struct site_document *document, const char *what)
{
	g_autofree char *title = part_title(site, document);

	return g_strdup_printf("%s: %s", what, title);
}

/* --- facts --------------------------------------------------------------- */

static void add_fact(GString *out, const char *name, const char *value)
{
	if (value != NULL)
		html_add(out, "<div><dt>%s</dt><dd>%s</dd></div>\n", name,
			value);
}

static void add_day(GString *out, const char *name, const char *iso)
{
	g_autofree char *day = iso == NULL ? NULL : html_date(iso);

	add_fact(out, name, day);
}

static void add_months(GString *out, const char *name, const char *months)
{
	g_autofree char *words =
		months == NULL ? NULL : g_strdup_printf("in %s months", months);

	add_fact(out, name, words);
}

/* How many the document lists, by name and section, leading to them where they
 * stand below. */
static void add_count(GString *out, const struct site *site,
	const struct site_document *document, const char *const *count)
{
	const char *value = site_fact(site, document, count[0]);
	g_autoptr(GString) listed = g_string_new(NULL);

	part_section(listed, site, document, count[2]);
	if (value == NULL || listed->len == 0)
		add_fact(out, count[1], value);
	else
		html_add(out,
			"<div><dt>%s</dt><dd><a href=\"#%s-at-%s\">%s</a></dd>"
			"</div>\n",
			count[1], document->slug, count[0], value);
}

static void add_facts(GString *out, const struct site *site,
	const struct site_document *document)
{
	static const char *const counts[][3] = {
		{"weaknesses", "Significant weaknesses", "wsoa"},
		{"priority_actions", "Areas for priority action",
			"priority-action"},
		{"improvements", "Areas for improvement", "improvement"},
	};
	static const char *const named[][2] = {
		{"outcome", "Outcome"},
		{"determination", "Statement of action"},
	};

	g_string_append(out, "<dl class=\"facts\">\n");
	add_day(out, "Inspection began",
		site_fact(site, document, "inspection_start"));
	add_day(out, "Inspection ended",
		site_fact(site, document, "inspection_end"));
	for (size_t i = 0; i < G_N_ELEMENTS(named); i++) {
		const char *value = site_fact(site, document, named[i][0]);

		add_fact(out, named[i][1],
			value == NULL ? NULL : site_label(site, value));
	}
	add_months(out, "Next inspection",
		site_fact(site, document, "next_inspection_months"));
	add_months(out, "Next full inspection",
		site_fact(site, document, "full_inspection_months"));
	for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
		add_count(out, site, document, counts[i]);
	add_fact(out, "Pages", site_fact(site, document, "pages"));
	g_string_append(out, "</dl>\n<p>");
	part_original(out, site, document, NULL, "Open the document");
	g_string_append(out, "</p>\n");
}

/* Of an inspection of another kind: which, and why nothing follows. */
static void add_other(GString *out, const struct site *site,
	const struct site_document *document)
{
	const struct table *fields =
		tables_find(site->report->tables, "fields");
	struct span span = site_span(site, "fields", document->name);
	const char *type = NULL;

	if (g_strcmp0(site_fact(site, document, "kind"), "other-inspection") !=
		0)
		return;
	for (int r = span.first; r < span.first + span.count; r++)
		if (strcmp(table_cell(fields, r, "field"), "type") == 0)
			type = table_cell(fields, r, "value");
	html_add(out,
		"<p>%s. It looks like the letter or report of an inspection of "
		"the area\u2019s SEND services and is none: it was recognised, "
		"so that it is not taken for one, and is never scored.</p>\n",
		type == NULL ? "Which kind could not be read"
			     : site_label(site, type));
}

/* Every fact that was looked for, with the reason where there is none. */
static void add_fields(GString *out, const struct site *site,
	const struct site_document *document)
{
	static const char *const heads[] = {
		"Fact", "Value", "State", "Page", "Words it came from", NULL};
	const struct table *fields =
		tables_find(site->report->tables, "fields");
	struct span span = site_span(site, "fields", document->name);
	g_autofree char *named =
		caption(site, document, "Facts read from the document");

	if (span.count == 0)
		return;
	g_string_append(out,
		"<details><summary>Each with the words it came from"
		"</summary>\n");
	part_table(out, named, "full", heads);
	for (int r = span.first; r < span.first + span.count; r++) {
		const char *value = table_cell(fields, r, "value");
		const char *words = table_cell(fields, r, "text");
		const char *page = table_cell(fields, r, "page");

		html_add(out,
			"<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td>"
			"<td>",
			site_label(site, table_cell(fields, r, "field")),
			value == NULL ? "\u2013" : value,
			table_cell(fields, r, "status"));
		if (page != NULL)
			part_original(out, site, document, page, page);
		html_add(out, "</td><td class=\"wide\">%s</td></tr>\n",
			words == NULL ? "" : words);
	}
	part_table_end(out);
	g_string_append(out, "</details>\n");
}

/* The sentences behind one flag, folded. */
static void add_grounds(GString *out, const struct site *site,
	const struct site_document *document, const char *flag)
{
	const struct table *grounds =
		tables_find(site->report->tables, "flag_grounds");
	struct span span = site_span(site, "flag_grounds", document->name);
	int n = 0;

	for (int r = span.first; r < span.first + span.count; r++) {
		struct quote quote = {document, table_cell(grounds, r, "text"),
			table_cell(grounds, r, "page"), NULL};

		if (strcmp(table_cell(grounds, r, "flag"), flag) != 0)
			continue;
		g_string_append(out,
			n++ > 0 ? "<li>"
				: "<details><summary>The sentences behind "
				  "it</summary>\n<ul class=\"quotes\">\n<li>");
		part_quote(out, site, &quote);
		g_string_append(out, "</li>\n");
	}
	g_string_append(out, n > 0 ? "</ul></details>\n" : "");
}

static void add_flags(GString *out, const struct site *site,
	const struct site_document *document)
{
	const struct table *flags = tables_find(site->report->tables, "flags");
	struct span span = site_span(site, "flags", document->name);

	if (span.count == 0)
		return;
	g_string_append(out, "<ul class=\"flags\">\n");
	for (int r = span.first; r < span.first + span.count; r++) {
		const char *flag = table_cell(flags, r, "flag");
		const char *level = table_cell(flags, r, "level");
		const char *detail = table_cell(flags, r, "detail");

		html_add(out,
			"<li class=\"%s\"><span class=\"level\">%s: %s.</span> "
			"%s\n",
			level, part_flag(site, flag), level,
			detail == NULL ? "" : detail);
		add_grounds(out, site, document, flag);
		g_string_append(out, "</li>\n");
	}
	g_string_append(out, "</ul>\n");
}

/* --- scores -------------------------------------------------------------- */

static void add_score_head(GString *out, const struct site *site,
	const struct site_document *document)
{
	g_autofree char *named = caption(site, document, "Scores");
	GPtrArray *heads = g_ptr_array_new();

	g_ptr_array_add(heads, "Criterion");
	for (guint i = 0; i < site->reviewers->len; i++)
		g_ptr_array_add(
			heads, (char *)site_label(site,
				       g_ptr_array_index(site->reviewers, i)));
	if (site->top > FRAMEWORK_ANCHORS)
		g_ptr_array_add(heads, "Combined");
	g_ptr_array_add(heads, "Why");
	g_ptr_array_add(heads, NULL);
	part_table(out, named, "full brief", (const char *const *)heads->pdata);
	g_ptr_array_unref(heads);
}

static void add_one_score(GString *out, int score)
{
	if (score == 0)
		g_string_append(out,
			"<td><span class=\"mark none\">\u2013<span "
			"class=\"hidden\"> no score</span></span></td>");
	else
		g_string_append_printf(out,
			"<td><span class=\"mark heat-%d\">%d</span></td>",
			score * 2, score);
}

static void add_score_row(GString *out, const struct site *site,
	const struct site_document *document, int criterion)
{
	int reviewers = (int)site->reviewers->len;
	const guint8 *scores = document->scores + criterion * reviewers;
	const char *id = site_criterion(site, criterion)->id;

	html_add(out, "<tr><th scope=\"row\"><a href=\"#%s-%s\">%s</a></th>",
		document->slug, id, site_label(site, id));
	for (int i = 0; i < reviewers; i++)
		add_one_score(out, scores[i]);
	if (site->top > FRAMEWORK_ANCHORS) {
		g_string_append(out, "<td>");
		part_mark(out, site, document->combined[criterion]);
		g_string_append(out, "</td>");
	}
	g_string_append(out, "<td class=\"wide roomy\">");
	part_why(out, site, document, criterion);
	g_string_append(out, "</td></tr>\n");
}

static void add_scores(GString *out, const struct site *site,
	const struct site_document *document)
{
	if (document->scores == NULL)
		return;
	g_string_append(out,
		"<p>How well this report covers each "
		"matter. The name of a criterion leads to the sentences "
		"behind its score.</p>\n");
	part_key(out, site);
	add_score_head(out, site, document);
	for (int i = 0; i < site->criteria; i++)
		add_score_row(out, site, document, i);
	part_table_end(out);
}

/* --- actions ------------------------------------------------------------- */

/* A day in words, as everywhere on the page. */
static void add_action_cell(GString *out, const char *column, const char *cell)
{
	if (cell != NULL && strcmp(column, "due") == 0) {
		g_autofree char *day = html_date(cell);

		html_add(out, "<td class=\"day\">%s</td>", day);
	} else {
		html_add(out, "<td>%s</td>", cell == NULL ? "\u2013" : cell);
	}
}

static void add_actions(GString *out, const struct site *site,
	const struct site_document *document)
{
	static const char *const heads[] = {"Weakness", "Action", "Outcome",
		"Owner", "Due", "Status", "Page", NULL};
	static const char *const columns[] = {
		"weakness", "action", "outcome", "owner", "due", "status"};
	const struct table *actions =
		tables_find(site->report->tables, "actions");
	struct span span = site_span(site, "actions", document->name);
	g_autofree char *named = caption(site, document, "Actions");

	if (span.count == 0)
		return;
	part_table(out, named, "full", heads);
	for (int r = span.first; r < span.first + span.count; r++) {
		const char *page = table_cell(actions, r, "page");

		g_string_append(out, "<tr>");
		for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
			const char *cell = table_cell(actions, r, columns[i]);

			add_action_cell(out, columns[i], cell);
		}
		g_string_append(out, "<td>");
		if (page != NULL)
			part_original(out, site, document, page, page);
		g_string_append(out, "</td></tr>\n");
	}
	part_table_end(out);
}

/* --- the page ------------------------------------------------------------ */

static void add_weaknesses(GString *out, const struct site *site,
	const struct site_document *document)
{
	part_section(out, site, document, "wsoa");
}

static void add_priority_actions(GString *out, const struct site *site,
	const struct site_document *document)
{
	part_section(out, site, document, "priority-action");
}

static void add_improvements(GString *out, const struct site *site,
	const struct site_document *document)
{
	part_section(out, site, document, "improvement");
}

/* The parts of a document's section, in order: what it asks for comes first.
 * "at" keeps their places apart from those of criteria and findings. */
static const struct {
	const char *id, *title;
	void (*add)(GString *out, const struct site *site,
		const struct site_document *document);
} parts[] = {
	{"weaknesses", "Significant weaknesses", add_weaknesses},
	{"priority_actions", "Areas for priority action", add_priority_actions},
	{"improvements", "Areas for improvement", add_improvements},
	{"flags", "Flags", add_flags},
	{"scores", "Scores", add_scores},
	{"duties", "Statutory duties", part_duties},
	{"sectors", "Balance between sectors", part_balance},
	{"actions", "Actions", add_actions},
	{"evidence", "The sentences behind each score", part_evidence},
	{"findings", "Every other finding, in its place", part_findings},
	{"facts", "All facts read from this document", add_fields},
};

/* All parts that have anything in them, behind a list of them. */
static void add_parts(GString *out, const struct site *site,
	const struct site_document *document)
{
	g_autoptr(GString) list = g_string_new(NULL);
	g_autoptr(GString) body = g_string_new(NULL);
	g_autoptr(GString) part = g_string_new(NULL);
	int n = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_string_truncate(part, 0);
		parts[i].add(part, site, document);
		if (part->len == 0)
			continue;
		n++;
		html_add(list, "<li><a href=\"#%s-at-%s\">%s</a></li>\n",
			document->slug, parts[i].id, parts[i].title);
		html_add(body, "<h3 id=\"%s-at-%s\">%s</h3>\n", document->slug,
			parts[i].id, parts[i].title);
		g_string_append(body, part->str);
	}
	if (n > 1)
		g_string_append_printf(
			out, "<ul class=\"parts\">\n%s</ul>\n", list->str);
	g_string_append(out, body->str);
}

static void add_document(GString *out, const struct site *site,
	const struct site_document *document)
{
	g_autofree char *title = part_title(site, document);
	const char *status = site_fact(site, document, "status");
	const char *message = site_fact(site, document, "message");

	html_add(out, "<section id=\"%s\">\n<h2>%s</h2>\n", document->slug,
		title);
	if (g_strcmp0(status, "ok") != 0 && message != NULL)
		html_add(out, "<p><strong>%s</strong> %s</p>\n",
			g_strcmp0(status, "failed") == 0
				? "This document could not be read:"
				: "To know when reading this:",
			message);
	add_other(out, site, document);
	add_facts(out, site, document);
	add_parts(out, site, document);
	g_string_append(out, "</section>\n");
}

static void add_head(
	GString *out, const struct site *site, const struct site_area *area)
{
	const char *region = NULL;

	html_add(out,
		"<p class=\"crumbs\"><a href=\"../areas.html\">All areas</a>"
		"</p>\n<h1>%s</h1>\n",
		area->name);
	for (guint i = 0; i < area->documents->len && region == NULL; i++)
		region = site_fact(
			site, g_ptr_array_index(area->documents, i), "region");
	if (region != NULL)
		html_add(out, "<p class=\"lede\">%s</p>\n", region);
	if (area->documents->len > 1) {
		g_string_append(
			out, "<h2>Documents</h2>\n<ul class=\"plain\">\n");
		for (guint i = 0; i < area->documents->len; i++) {
			const struct site_document *document =
				g_ptr_array_index(area->documents, i);
			g_autofree char *title = part_title(site, document);

			html_add(out, "<li><a href=\"#%s\">%s</a></li>\n",
				document->slug, title);
		}
		g_string_append(out, "</ul>\n");
	}
	part_tracker(out, site, area);
}

/* A document's section as a piece of its area's page; NULL where that stands.
 */
static bool put_document(struct splice *page, const struct site *site,
	struct site_document *document, GError **error)
{
	struct piece *piece = &document->pieces[PIECE_AREA];
	g_autoptr(GString) out = NULL;

	if (page == NULL)
		return true;
	if (site_keeps(site, document)) {
		splice_keep(page, piece);
		return true;
	}
	if (!site_turn(site, document, TABLES_ROWS, error))
		return false;
	out = g_string_new(NULL);
	add_document(out, site, document);
	splice_put(page, out, piece);
	return true;
}

static bool put_documents(struct splice *page, const struct site *site,
	const struct site_area *area, struct criteria *criteria, GError **error)
{
	for (guint i = 0; i < area->documents->len; i++) {
		struct site_document *document =
			g_ptr_array_index(area->documents, i);

		if (!put_document(page, site, document, error))
			return false;
		if (document->scores != NULL)
			criteria_document(criteria, document);
	}
	return true;
}

static bool keeps_page(const struct site *site, const struct site_area *area,
	const char *digest)
{
	for (guint i = 0; i < area->documents->len; i++)
		if (!site_keeps(site, g_ptr_array_index(area->documents, i)))
			return false;
	return g_strcmp0(area->digest, digest) == 0;
}

static bool write_area(const struct site *site, struct site_area *area,
	struct criteria *criteria, GError **error)
{
	g_autofree char *name = g_strdup_printf("areas/%s.html", area->slug);
	g_autoptr(GString) head = g_string_new(NULL);
	g_autofree char *digest = NULL;
	g_autoptr(Splice) page = NULL;

	add_head(head, site, area);
	digest = g_compute_checksum_for_string(
		G_CHECKSUM_SHA256, head->str, (gssize)head->len);
	if (keeps_page(site, area, digest)) {
		output_keep(site->output, name);
		return put_documents(NULL, site, area, criteria, error);
	}
	page = site_begin_page(site, name, area->name, error);
	if (page == NULL)
		return false;
	splice_add(page, head->str);
	if (!put_documents(page, site, area, criteria, error))
		return false;
	g_free(area->digest);
	area->digest = g_steal_pointer(&digest);
	site_end_page(page, name);
	return true;
}

static void add_area_row(
	GString *out, const struct site *site, const struct site_area *area)
{
	const struct site_document *latest =
		g_ptr_array_index(area->documents, 0);
	const char *region = site_fact(site, latest, "region");

	html_add(out,
		"<tr><th scope=\"row\"><a href=\"areas/%s.html\">%s</a></th>",
		area->slug, area->name);
	html_add(out, "<td>%s</td>", region == NULL ? "\u2013" : region);
	part_sorted_cell(out, "", site_day(site, latest));
	g_string_append(out, "<ul class=\"plain\">");
	for (guint i = 0; i < area->documents->len; i++) {
		const struct site_document *document =
			g_ptr_array_index(area->documents, i);
		g_autofree char *title = part_title(site, document);

		html_add(out, "<li><a href=\"areas/%s.html#%s\">%s</a></li>",
			area->slug, document->slug, title);
	}
	g_string_append(out, "</ul></td></tr>\n");
}

bool site_areas(const struct site *site, GError **error)
{
	static const char *const heads[] = {
		"Area", "Region", "Documents, newest first", NULL};
	g_autoptr(Criteria) criteria = criteria_begin(site, error);
	GString *out;

	if (criteria == NULL)
		return false;
	for (guint i = 0; i < site->areas->len; i++)
		if (!write_area(site, g_ptr_array_index(site->areas, i),
			    criteria, error))
			return false;
	criteria_end(criteria);
	out = g_string_new("<h1>Areas</h1>\n");
	part_table(out, "Areas and their documents", "full sortable filterable",
		heads);
	for (guint i = 0; i < site->areas->len; i++)
		add_area_row(out, site, g_ptr_array_index(site->areas, i));
	part_table_end(out);
	return site_page(site, "areas.html", "Areas", out, error);
}
