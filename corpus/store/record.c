/*
 * store/record.c - records: a row a fact, so that anyone can ask for them.
 */
#include "corpus/store/private.h"

static char *record_digest(const struct record *record)
{
	g_autoptr(GVariant) value =
		g_variant_ref_sink(record_to_variant(record));
	g_autoptr(GBytes) bytes = g_variant_get_data_as_bytes(value);

	return g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
}

/* --- put ----------------------------------------------------------------- */

static bool put_fields(struct store *store, gint64 document,
	const GPtrArray *fields, GError **error)
{
	for (guint i = 0; i < fields->len; i++) {
		const struct field *field = g_ptr_array_index(fields, i);

		if (!sql_run(store, error,
			    "INSERT INTO field (document, name, position, "
			    "	value, status, page, text) "
			    "VALUES (?, ?, ?, ?, ?, ?, ?)",
			    VALUES(INT(document), TEXT(field->name), INT(i),
				    TEXT(field->value),
				    TEXT(field_status_name(field->status)),
				    INT(field->page), TEXT(field->text))))
			return false;
	}
	return true;
}

static bool put_findings(struct store *store, gint64 document,
	const GPtrArray *findings, GError **error)
{
	for (guint i = 0; i < findings->len; i++) {
		const struct finding *finding = g_ptr_array_index(findings, i);

		if (!sql_run(store, error,
			    "INSERT INTO finding (document, position, id, "
			    "	section, polarity, boilerplate, page, text) "
			    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
			    VALUES(INT(document), INT(i), TEXT(finding->id),
				    TEXT(finding->section),
				    TEXT(polarity_name(finding->polarity)),
				    INT(finding->boilerplate),
				    INT(finding->page), TEXT(finding->text))))
			return false;
	}
	return true;
}

static bool put_weaknesses(struct store *store, gint64 document,
	const GPtrArray *weaknesses, GError **error)
{
	for (guint i = 0; i < weaknesses->len; i++) {
		const struct weakness *weakness =
			g_ptr_array_index(weaknesses, i);

		if (!sql_run(store, error,
			    "INSERT INTO weakness (document, position, list, "
			    "	number, text, bodies, verdict, page) "
			    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
			    VALUES(INT(document), INT(i), TEXT(weakness->list),
				    INT(weakness->number), TEXT(weakness->text),
				    TEXT(weakness->bodies),
				    TEXT(weakness->verdict),
				    INT(weakness->page))))
			return false;
	}
	return true;
}

static bool put_actions(struct store *store, gint64 document,
	const GPtrArray *actions, GError **error)
{
	for (guint i = 0; i < actions->len; i++) {
		const struct action *action = g_ptr_array_index(actions, i);

		if (!sql_run(store, error,
			    "INSERT INTO action (document, position, "
			    "	weakness, action, outcome, owner, due_text, "
			    "	due, indicator, status, page) "
			    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
			    VALUES(INT(document), INT(i),
				    TEXT(action->weakness),
				    TEXT(action->action), TEXT(action->outcome),
				    TEXT(action->owner), TEXT(action->due_text),
				    TEXT(action->due), TEXT(action->indicator),
				    TEXT(action->status), INT(action->page))))
			return false;
	}
	return true;
}

static bool put_parts(struct store *store, gint64 document,
	const struct record *record, GError **error)
{
	return put_fields(store, document, record->fields, error) &&
	       put_findings(store, document, record->findings, error) &&
	       put_weaknesses(store, document, record->weaknesses, error) &&
	       put_actions(store, document, record->actions, error) &&
	       warnings_put(store, document, "parse", record->warnings, error);
}

/*
 * Where the record is what it was, only its version is noted, so that what
 * was made from it stays. Otherwise that goes, with the old record.
 */
static bool put_record(struct store *store, const struct store_task *task,
	const char *version, const struct record *record, GError **error)
{
	g_autofree char *digest = record_digest(record);
	gint64 same = 0;

	if (!sql_integer(store, error, &same,
		    "UPDATE record SET version = ?3, input = ?4 "
		    "WHERE document = ?1 AND digest = ?2 RETURNING 1",
		    VALUES(INT(task->document), TEXT(digest), TEXT(version),
			    TEXT(task->input))))
		return false;
	if (same)
		return true;
	return sql_run(store, error, "DELETE FROM record WHERE document = ?",
		       VALUES(INT(task->document))) &&
	       sql_run(store, error,
		       "INSERT INTO record (document, version, input, "
		       "	digest, kind, scored, confidence) "
		       "VALUES (?, ?, ?, ?, ?, ?, ?)",
		       VALUES(INT(task->document), TEXT(version),
			       TEXT(task->input), TEXT(digest),
			       TEXT(record_kind_name(record->kind)),
			       INT(record_kind_is_scored(record->kind)),
			       INT(record->confidence))) &&
	       put_parts(store, task->document, record, error);
}

bool store_put_record(struct store *store, const struct store_task *task,
	const char *version, const struct record *record, GError **error)
{
	return sql_begin(store, error) &&
	       sql_end(store, put_record(store, task, version, record, error),
		       error);
}

/* --- get ----------------------------------------------------------------- */

static void get_field(struct record *record, sqlite3_stmt *row)
{
	struct field *field = record_add_field(record,
		(const char *)sqlite3_column_text(row, 0),
		field_status_from_name(
			(const char *)sqlite3_column_text(row, 1)),
		(const char *)sqlite3_column_text(row, 2));

	field->page = sqlite3_column_int(row, 3);
	field->text = sql_string(row, 4);
}

static void get_finding(struct record *record, sqlite3_stmt *row)
{
	struct finding *finding = record_add_finding(record);

	finding->id = sql_string(row, 0);
	finding->section = sql_string(row, 1);
	finding->polarity =
		polarity_from_name((const char *)sqlite3_column_text(row, 2));
	finding->boilerplate = sqlite3_column_int(row, 3) != 0;
	finding->page = sqlite3_column_int(row, 4);
	finding->text = sql_string(row, 5);
}

static void get_weakness(struct record *record, sqlite3_stmt *row)
{
	struct weakness *weakness = record_add_weakness(record);

	weakness->list = sql_string(row, 0);
	weakness->number = sqlite3_column_int(row, 1);
	weakness->text = sql_string(row, 2);
	weakness->bodies = sql_string(row, 3);
	weakness->verdict = sql_string(row, 4);
	weakness->page = sqlite3_column_int(row, 5);
}

static void get_action(struct record *record, sqlite3_stmt *row)
{
	struct action *action = record_add_action(record);

	action->weakness = sql_string(row, 0);
	action->action = sql_string(row, 1);
	action->outcome = sql_string(row, 2);
	action->owner = sql_string(row, 3);
	action->due_text = sql_string(row, 4);
	action->due = sql_string(row, 5);
	action->indicator = sql_string(row, 6);
	action->status = sql_string(row, 7);
	action->page = sqlite3_column_int(row, 8);
}

static void get_warning(struct record *record, sqlite3_stmt *row)
{
	struct text_warning *warning = g_new0(struct text_warning, 1);

	warning->page = sqlite3_column_int(row, 0);
	warning->message = sql_string(row, 1);
	g_ptr_array_add(record->warnings, warning);
}

static const struct {
	const char *sql;
	void (*get)(struct record *record, sqlite3_stmt *row);
} parts[] = {
	{"SELECT name, status, value, page, text FROM field "
	 "WHERE document = ? ORDER BY position",
		get_field},
	{"SELECT id, section, polarity, boilerplate, page, text FROM finding "
	 "WHERE document = ? ORDER BY position",
		get_finding},
	{"SELECT list, number, text, bodies, verdict, page FROM weakness "
	 "WHERE document = ? ORDER BY position",
		get_weakness},
	{"SELECT weakness, action, outcome, owner, due_text, due, indicator, "
	 "status, page FROM action WHERE document = ? ORDER BY position",
		get_action},
	{"SELECT page, message FROM warning "
	 "WHERE document = ? AND stage = 'parse' ORDER BY position",
		get_warning},
};

/* The record without its parts, or NULL. */
static struct record *get_head(
	struct store *store, gint64 document, GError **error)
{
	sqlite3_stmt *row = sql_query(store, error,
		"SELECT kind, confidence FROM record WHERE document = ?",
		VALUES(INT(document)));
	struct record *record;
	int rc;

	if (row == NULL || (rc = sql_next(store, row, error)) < 0)
		return NULL;
	if (rc == 0) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_ROW,
			"document %" G_GINT64_FORMAT " has no record",
			document);
		return NULL;
	}
	record = record_new(record_kind_from_name(
		(const char *)sqlite3_column_text(row, 0)));
	record->confidence = sqlite3_column_int(row, 1);
	sql_done(row);
	return record;
}

struct record *store_get_record(
	struct store *store, gint64 document, GError **error)
{
	g_autoptr(Record) record = get_head(store, document, error);

	if (record == NULL)
		return NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		sqlite3_stmt *row = sql_query(
			store, error, parts[i].sql, VALUES(INT(document)));
		int rc = -1;

		while (row != NULL && (rc = sql_next(store, row, error)) > 0)
			parts[i].get(record, row);
		if (rc < 0)
			return NULL;
	}
	return g_steal_pointer(&record);
}
