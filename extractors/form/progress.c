#include "extractors/form/progress.h"

#include <string.h>

/* The walk through the weaknesses. */
struct walk {
	struct record *record;
	const struct form_source *source;
	const char *list;
	struct finding_place place;
	struct weakness
		*weakness;   /* at hand, borrowed; NULL before the first */
	const char *verdict; /* of the list being read, or NULL */
	bool restated;       /* weaknesses are told by a wording */
	const struct passage *lead; /* the first since the last verdict */
};

/* A verdict that stands by itself is no longer than this many bytes. */
enum { VERDICT_MAX = 240 };

static void begin_weakness(
	struct walk *walk, const char *text, const struct passage *passage)
{
	struct weakness *weakness = record_add_weakness(walk->record);

	finding_place_next(&walk->place);
	weakness->list = g_strdup(walk->list);
	weakness->number = (int)walk->record->weaknesses->len;
	weakness->text = g_strdup(text);
	weakness->page = passage_page(passage, 0);
	walk->weakness = weakness;
}

static void add_sentences(struct walk *walk, const struct passage *passage,
	bool boilerplate, enum polarity polarity)
{
	walk->place.boilerplate = boilerplate;
	walk->place.polarity = polarity;
	parts_add_findings(walk->record, &walk->place, passage);
}

/* A weakness in the words of an earlier document. */
static bool read_restatement(struct walk *walk, const struct passage *passage)
{
	g_autoptr(GMatchInfo) match = NULL;

	if (phrases_match(walk->source->phrases, "restated", passage->text,
		    &match) == NULL)
		return false;
	g_autofree char *what = g_match_info_fetch_named(match, "what");
	bool alone = what == NULL || *what == '\0';
	walk->restated = true;
	/* Only a number stands here: the words are the next passage's. */
	begin_weakness(walk, alone ? "" : what, passage);
	if (!alone)
		add_sentences(walk, passage, true, POLARITY_NEUTRAL);
	return true;
}

/*
 * Some letters set each weakness as a heading, or as a paragraph in italics,
 * without the wording of a restatement: it is what the stretch that ends in
 * a verdict begins with.
 */
static void open_weakness(struct walk *walk, const struct passage *passage)
{
	if (walk->restated || walk->lead == NULL ||
		strlen(passage->text) > VERDICT_MAX)
		return;
	g_autofree char *words = parts_sentence_at(walk->lead->text, 0);
	begin_weakness(walk, words, walk->lead);
	walk->lead = NULL;
}

static bool read_verdict(struct walk *walk, const struct passage *passage)
{
	const struct phrases *phrases = walk->source->phrases;
	const struct phrase *verdict =
		phrases_match(phrases, "verdict", passage->text, NULL);

	/* The summing up is on all of them, not on the last. */
	if (verdict == NULL ||
		phrases_match(phrases, "progress", passage->text, NULL) != NULL)
		return false;
	open_weakness(walk, passage);
	if (walk->weakness == NULL)
		return false;
	g_free(walk->weakness->verdict);
	walk->weakness->verdict = g_strdup(verdict->value);
	add_sentences(walk, passage, false,
		strcmp(verdict->value, "sufficient") == 0
			? POLARITY_STRENGTH
			: POLARITY_DEVELOPMENT);
	return true;
}

/* A list of weaknesses that share a verdict. */
static bool read_list(struct walk *walk, const struct passage *passage)
{
	const struct phrase *begins = phrases_match(
		walk->source->phrases, "verdict-list", passage->text, NULL);

	if (begins != NULL) {
		walk->verdict = begins->value;
		add_sentences(walk, passage, true, POLARITY_NEUTRAL);
		return true;
	}
	if (walk->verdict == NULL)
		return false;
	if (passage->role != TEXT_BULLET &&
		!g_unichar_islower(g_utf8_get_char(passage->text))) {
		walk->verdict = NULL;
		return false;
	}
	begin_weakness(walk, passage->text, passage);
	walk->weakness->verdict = g_strdup(walk->verdict);
	add_sentences(walk, passage, true, POLARITY_NEUTRAL);
	return true;
}

static void read_passage(struct walk *walk, const struct passage *passage)
{
	if (walk->weakness != NULL && *walk->weakness->text == '\0') {
		g_free(walk->weakness->text);
		walk->weakness->text = g_strdup(passage->text);
		add_sentences(walk, passage, true, POLARITY_NEUTRAL);
		return;
	}
	if (read_list(walk, passage) || read_restatement(walk, passage) ||
		read_verdict(walk, passage))
		return;
	if (walk->lead == NULL)
		walk->lead = passage;
	add_sentences(walk, passage,
		phrases_match(walk->source->phrases, "boilerplate",
			passage->text, NULL) != NULL,
		POLARITY_NEUTRAL);
}

void progress_read(struct record *record, const struct form_source *source,
	guint from, guint to, const char *list, const char *section)
{
	struct walk walk = {.record = record,
		.source = source,
		.list = list,
		.place = {.section = section}};

	for (guint i = from; i < to; i++)
		read_passage(&walk, passages_at(source->passages, i));
}

/* --- fields -------------------------------------------------------------- */

struct count {
	int made, not_made;
};

static struct count count_verdicts(const struct record *record)
{
	struct count count = {0, 0};

	for (guint i = 0; i < record->weaknesses->len; i++) {
		const struct weakness *w = record->weaknesses->pdata[i];

		if (w->verdict == NULL)
			continue;
		if (strcmp(w->verdict, "sufficient") == 0)
			count.made++;
		else
			count.not_made++;
	}
	return count;
}

/* What the summing up says, with `all` weaknesses there are. */
static bool read_sum(const struct form_source *source, int all,
	struct place *place, struct count *count)
{
	if (!parts_find(source, "progress", 0, parts_end(source), place))
		return false;
	g_autofree char *made = place_group(place, "made");
	g_autofree char *of = place_group(place, "of");
	int total = of != NULL ? dates_number(of) : all;

	if (strcmp(place->phrase->value, "all") == 0)
		*count = (struct count){total, 0};
	else if (strcmp(place->phrase->value, "none") == 0)
		*count = (struct count){0, total};
	else
		*count = (struct count){
			dates_number(made), total - dates_number(made)};
	return true;
}

static void add_number(struct record *record, const char *name, int n)
{
	g_autofree char *value = g_strdup_printf("%d", n);

	record_add_field(record, name, FIELD_FOUND, value);
}

static void add_missing(struct record *record)
{
	parts_add_missing(record, "progress", FIELD_ABSENT);
	parts_add_missing(record, "progress_made", FIELD_ABSENT);
	parts_add_missing(record, "progress_not_made", FIELD_ABSENT);
}

void progress_add_fields(
	struct record *record, const struct form_source *source)
{
	struct count counted = count_verdicts(record);
	g_auto(Place) place = {0};
	struct count said = counted;
	bool summed =
		read_sum(source, (int)record->weaknesses->len, &place, &said);
	bool each = counted.made + counted.not_made > 0;
	struct count count = each ? counted : said;

	if (!each && !summed) {
		add_missing(record);
		return;
	}
	struct field *field = parts_add_field(record, "progress",
		count.not_made == 0 ? "all"
		: count.made == 0   ? "none"
				    : "some",
		place.passage, place.begin);
	if (each && summed &&
		(said.made != counted.made ||
			said.not_made != counted.not_made)) {
		field->status = FIELD_CONTRADICTED;
		record_warn(record, field->page,
			"the summing up and the verdicts on each weakness "
			"differ");
	}
	add_number(record, "progress_made", count.made);
	add_number(record, "progress_not_made", count.not_made);
}
