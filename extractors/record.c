#include "extractors/record.h"

#include <string.h>

#include "extractors/text.h"

static const char *const kind_names[RECORD_KINDS] = {
	[RECORD_UNKNOWN] = "unknown",
	[RECORD_OUTCOME_LETTER] = "outcome-letter",
	[RECORD_REVISIT_LETTER] = "revisit-letter",
	[RECORD_AREA_REPORT] = "area-report",
	[RECORD_MONITORING_REPORT] = "monitoring-report",
	[RECORD_WSOA] = "wsoa",
	[RECORD_PROGRESS_PLAN] = "progress-plan",
	[RECORD_WSOA_RESPONSE] = "wsoa-response",
	[RECORD_MINISTERIAL_LETTER] = "ministerial-letter",
	[RECORD_OTHER_INSPECTION] = "other-inspection",
};

static const char *const status_names[FIELD_STATUSES] = {
	[FIELD_FOUND] = "found",
	[FIELD_ABSENT] = "absent",
	[FIELD_NEVER] = "never",
	[FIELD_UNREADABLE] = "unreadable",
	[FIELD_CONTRADICTED] = "contradicted",
};

static const char *const polarity_names[POLARITIES] = {
	[POLARITY_NEUTRAL] = "neutral",
	[POLARITY_STRENGTH] = "strength",
	[POLARITY_DEVELOPMENT] = "development",
};

static const char *name_of(const char *const *names, int n, int value)
{
	return value >= 0 && value < n ? names[value] : names[0];
}

static int value_of(const char *const *names, int n, const char *name)
{
	for (int i = 0; i < n; i++)
		if (g_strcmp0(names[i], name) == 0)
			return i;
	return -1;
}

const char *record_kind_name(enum record_kind kind)
{
	return name_of(kind_names, RECORD_KINDS, (int)kind);
}

enum record_kind record_kind_from_name(const char *name)
{
	int kind = value_of(kind_names, RECORD_KINDS, name);

	return kind < 0 ? RECORD_UNKNOWN : (enum record_kind)kind;
}

const char *field_status_name(enum field_status status)
{
	return name_of(status_names, FIELD_STATUSES, (int)status);
}

enum field_status field_status_from_name(const char *name)
{
	int status = value_of(status_names, FIELD_STATUSES, name);

	return status < 0 ? FIELD_ABSENT : (enum field_status)status;
}

const char *polarity_name(enum polarity polarity)
{
	return name_of(polarity_names, POLARITIES, (int)polarity);
}

enum polarity polarity_from_name(const char *name)
{
	int polarity = value_of(polarity_names, POLARITIES, name);

	return polarity < 0 ? POLARITY_NEUTRAL : (enum polarity)polarity;
}

bool record_kind_is_scored(enum record_kind kind)
{
	return kind == RECORD_OUTCOME_LETTER || kind == RECORD_REVISIT_LETTER ||
	       kind == RECORD_AREA_REPORT;
}

static void field_free(void *data)
{
	struct field *field = data;

	g_free(field->name);
	g_free(field->value);
	g_free(field->text);
	g_free(field);
}

static void finding_free(void *data)
{
	struct finding *finding = data;

	g_free(finding->id);
	g_free(finding->section);
	g_free(finding->text);
	g_free(finding);
}

static void weakness_free(void *data)
{
	struct weakness *weakness = data;

	g_free(weakness->list);
	g_free(weakness->text);
	g_free(weakness->bodies);
	g_free(weakness->verdict);
	g_free(weakness);
}

static void action_free(void *data)
{
	struct action *action = data;

	g_free(action->weakness);
	g_free(action->action);
	g_free(action->outcome);
	g_free(action->owner);
	g_free(action->due_text);
	g_free(action->due);
	g_free(action->indicator);
	g_free(action->status);
	g_free(action);
}

static void warning_free(void *data)
{
	struct text_warning *warning = data;

	g_free(warning->message);
	g_free(warning);
}

struct record *record_new(enum record_kind kind)
{
	struct record *record = g_new0(struct record, 1);

	record->kind = kind;
	record->fields = g_ptr_array_new_with_free_func(field_free);
	record->findings = g_ptr_array_new_with_free_func(finding_free);
	record->weaknesses = g_ptr_array_new_with_free_func(weakness_free);
	record->actions = g_ptr_array_new_with_free_func(action_free);
	record->warnings = g_ptr_array_new_with_free_func(warning_free);
	return record;
}

void record_free(struct record *record)
{
	if (record == NULL)
		return;
	g_ptr_array_unref(record->fields);
	g_ptr_array_unref(record->findings);
	g_ptr_array_unref(record->weaknesses);
	g_ptr_array_unref(record->actions);
	g_ptr_array_unref(record->warnings);
	g_free(record);
}

struct field *record_add_field(struct record *record, const char *name,
	enum field_status status, const char *value)
{
	struct field *field = g_new0(struct field, 1);

	field->name = g_strdup(name);
	field->status = status;
	field->value = g_strdup(value);
	g_ptr_array_add(record->fields, field);
	return field;
}

const struct field *record_field(const struct record *record, const char *name)
{
	for (guint i = 0; i < record->fields->len; i++) {
		const struct field *field = record->fields->pdata[i];
		if (g_strcmp0(field->name, name) == 0)
			return field;
	}
	return NULL;
}

const char *record_value(const struct record *record, const char *name)
{
	const struct field *field = record_field(record, name);

	if (field == NULL)
		return NULL;
	if (field->status != FIELD_FOUND && field->status != FIELD_CONTRADICTED)
		return NULL;
	return field->value;
}

struct finding *record_add_finding(struct record *record)
{
	struct finding *finding = g_new0(struct finding, 1);

	g_ptr_array_add(record->findings, finding);
	return finding;
}

/* SECTION-ITEM of an id. */
static gsize item_length(const char *id)
{
	const char *dot = strrchr(id, '.');

	return dot != NULL ? (gsize)(dot - id) : strlen(id);
}

bool finding_same_item(const struct finding *a, const struct finding *b)
{
	const char *x = a->id != NULL ? a->id : "";
	const char *y = b->id != NULL ? b->id : "";
	gsize length = item_length(x);

	return item_length(y) == length && memcmp(x, y, length) == 0;
}

struct weakness *record_add_weakness(struct record *record)
{
	struct weakness *weakness = g_new0(struct weakness, 1);

	g_ptr_array_add(record->weaknesses, weakness);
	return weakness;
}

struct action *record_add_action(struct record *record)
{
	struct action *action = g_new0(struct action, 1);

	g_ptr_array_add(record->actions, action);
	return action;
}

void record_warn(struct record *record, int page, const char *message)
{
	struct text_warning *warning = g_new0(struct text_warning, 1);

	warning->page = page;
	warning->message = g_strdup(message);
	g_ptr_array_add(record->warnings, warning);
}

/* --- the record as one value --------------------------------------------- */

static void build_fields(GVariantBuilder *builder, const GPtrArray *fields)
{
	g_variant_builder_open(builder, G_VARIANT_TYPE("a(smsiims)"));
	for (guint i = 0; i < fields->len; i++) {
		const struct field *f = fields->pdata[i];
		g_variant_builder_add(builder, "(smsiims)", f->name, f->value,
			(int)f->status, f->page, f->text);
	}
	g_variant_builder_close(builder);
}

static void build_findings(GVariantBuilder *builder, const GPtrArray *findings)
{
	g_variant_builder_open(builder, G_VARIANT_TYPE("a(msmsibims)"));
	for (guint i = 0; i < findings->len; i++) {
		const struct finding *f = findings->pdata[i];
		g_variant_builder_add(builder, "(msmsibims)", f->id, f->section,
			(int)f->polarity, (gboolean)f->boilerplate, f->page,
			f->text);
	}
	g_variant_builder_close(builder);
}

static void build_weaknesses(GVariantBuilder *builder, const GPtrArray *list)
{
	g_variant_builder_open(builder, G_VARIANT_TYPE("a(msimsmsmsi)"));
	for (guint i = 0; i < list->len; i++) {
		const struct weakness *w = list->pdata[i];
		g_variant_builder_add(builder, "(msimsmsmsi)", w->list,
			w->number, w->text, w->bodies, w->verdict, w->page);
	}
	g_variant_builder_close(builder);
}

static void build_actions(GVariantBuilder *builder, const GPtrArray *actions)
{
	g_variant_builder_open(builder, G_VARIANT_TYPE("a(msmsmsmsmsmsmsmsi)"));
	for (guint i = 0; i < actions->len; i++) {
		const struct action *a = actions->pdata[i];
		g_variant_builder_add(builder, "(msmsmsmsmsmsmsmsi)",
			a->weakness, a->action, a->outcome, a->owner,
			a->due_text, a->due, a->indicator, a->status, a->page);
	}
	g_variant_builder_close(builder);
}

static void build_warnings(GVariantBuilder *builder, const GPtrArray *warnings)
{
	g_variant_builder_open(builder, G_VARIANT_TYPE("a(is)"));
	for (guint i = 0; i < warnings->len; i++) {
		const struct text_warning *w = warnings->pdata[i];
		g_variant_builder_add(builder, "(is)", w->page, w->message);
	}
	g_variant_builder_close(builder);
}

GVariant *record_to_variant(const struct record *record)
{
	GVariantBuilder builder;

	g_variant_builder_init(&builder, G_VARIANT_TYPE_TUPLE);
	g_variant_builder_add(&builder, "s", record_kind_name(record->kind));
	g_variant_builder_add(&builder, "i", record->confidence);
	build_fields(&builder, record->fields);
	build_findings(&builder, record->findings);
	build_weaknesses(&builder, record->weaknesses);
	build_actions(&builder, record->actions);
	build_warnings(&builder, record->warnings);
	return g_variant_builder_end(&builder);
}

/* --- the record as a person reads it ------------------------------------- */

static void dump_place(GString *out, int page)
{
	if (page > 0)
		g_string_append_printf(out, " p%d", page);
}

static void dump_facts(const struct record *record, GString *out)
{
	for (guint i = 0; i < record->fields->len; i++) {
		const struct field *f = record->fields->pdata[i];
		g_string_append_printf(out, "field %s [%s", f->name,
			field_status_name(f->status));
		dump_place(out, f->page);
		g_string_append_printf(
			out, "] %s", f->value != NULL ? f->value : "");
		if (f->text != NULL)
			g_string_append_printf(out, " <- %s", f->text);
		g_string_append_c(out, '\n');
	}
	for (guint i = 0; i < record->weaknesses->len; i++) {
		const struct weakness *w = record->weaknesses->pdata[i];
		g_string_append_printf(out, "%s %d [", w->list, w->number);
		g_string_append(out, w->verdict != NULL ? w->verdict : "");
		dump_place(out, w->page);
		g_string_append_printf(out, "] %s", w->text);
		if (w->bodies != NULL)
			g_string_append_printf(out, " <- %s", w->bodies);
		g_string_append_c(out, '\n');
	}
}

static void dump_actions(const struct record *record, GString *out)
{
	for (guint i = 0; i < record->actions->len; i++) {
		const struct action *a = record->actions->pdata[i];
		const char *const parts[][2] = {{"answers", a->weakness},
			{"outcome", a->outcome}, {"owner", a->owner},
			{"due", a->due}, {"due as printed", a->due_text},
			{"indicator", a->indicator}, {"status", a->status}};

		g_string_append_printf(out, "action %u [", i + 1);
		dump_place(out, a->page);
		g_string_append_printf(
			out, "] %s\n", a->action != NULL ? a->action : "");
		for (gsize p = 0; p < G_N_ELEMENTS(parts); p++)
			if (parts[p][1] != NULL)
				g_string_append_printf(out, "    %s: %s\n",
					parts[p][0], parts[p][1]);
	}
}

void record_dump(const struct record *record, GString *out)
{
	g_string_append_printf(out, "kind %s %d\n",
		record_kind_name(record->kind), record->confidence);
	dump_facts(record, out);
	dump_actions(record, out);
	for (guint i = 0; i < record->findings->len; i++) {
		const struct finding *f = record->findings->pdata[i];
		g_string_append_printf(out, "finding %s [%s", f->id,
			f->boilerplate ? "boilerplate"
				       : polarity_name(f->polarity));
		dump_place(out, f->page);
		g_string_append_printf(out, "] %s\n", f->text);
	}
	for (guint i = 0; i < record->warnings->len; i++) {
		const struct text_warning *w = record->warnings->pdata[i];
		g_string_append(out, "warning [");
		dump_place(out, w->page);
		g_string_append_printf(out, "] %s\n", w->message);
	}
}
