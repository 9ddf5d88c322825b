#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

#include "scoring/matcher/literals.h"
#include "scoring/matcher.h"
#include "scoring/matcher/prefilter.h"

/* Far more than any sound pattern needs on one sentence, and over in
 * milliseconds on one that backtracks without end. */
#define MATCH_LIMIT 100000
#define DEPTH_LIMIT 1000

struct matcher {
	GPtrArray *codes;   /* of pcre2_code */
	GByteArray *quick;  /* beside them: 1 once there is machine code */
	GPtrArray *sources; /* beside them, of char * */
	GPtrArray *needs;   /* beside them, of struct need; or NULL */
	GHashTable *texts;  /* text, borrowed from a need -> its id */
	GPtrArray *gates;   /* [text]: GArray of int, the patterns that may
			       match where it occurs */
	struct prefilter *prefilter; /* a bit a text */
};

struct matcher_scratch {
	pcre2_match_data *data;
	pcre2_match_context *context;
	int overruns;
};

static void free_code(void *code)
{
	pcre2_code_free(code);
}

static void free_need(void *need)
{
	need_free(need);
}

static void free_gate(void *gate)
{
	g_array_unref(gate);
}

struct matcher *matcher_new(void)
{
	struct matcher *matcher = g_new0(struct matcher, 1);

	matcher->codes = g_ptr_array_new_with_free_func(free_code);
	matcher->quick = g_byte_array_new();
	matcher->sources = g_ptr_array_new_with_free_func(g_free);
	matcher->needs = g_ptr_array_new_with_free_func(free_need);
	matcher->texts = g_hash_table_new(g_str_hash, g_str_equal);
	matcher->gates = g_ptr_array_new_with_free_func(free_gate);
	matcher->prefilter = prefilter_new();
	return matcher;
}

void matcher_free(struct matcher *matcher)
{
	if (!matcher)
		return;
	g_ptr_array_unref(matcher->codes);
	g_byte_array_unref(matcher->quick);
	g_ptr_array_unref(matcher->sources);
	g_hash_table_unref(matcher->texts);
	g_ptr_array_unref(matcher->gates);
	g_ptr_array_unref(matcher->needs);
	prefilter_free(matcher->prefilter);
	g_free(matcher);
}

static int add_text(struct matcher *matcher, char *text)
{
	int id = (int)matcher->gates->len;
	gpointer known;

	if (g_hash_table_lookup_extended(matcher->texts, text, NULL, &known))
		return GPOINTER_TO_INT(known);
	g_hash_table_insert(matcher->texts, text, GINT_TO_POINTER(id));
	g_ptr_array_add(matcher->gates, g_array_new(FALSE, FALSE, sizeof(int)));
	prefilter_add(matcher->prefilter, text, id);
	return id;
}

static void number_texts(struct matcher *matcher, struct need *need)
{
	if (need->kind == NEED_TEXT)
		need->id = add_text(matcher, need->text);
	for (guint i = 0; need->parts && i < need->parts->len; i++)
		number_texts(matcher, need->parts->pdata[i]);
}

static void add_need(struct matcher *matcher, struct need *need, int pattern)
{
	g_autoptr(GPtrArray) gate = NULL;

	g_ptr_array_add(matcher->needs, need);
	if (!need)
		return;
	number_texts(matcher, need);
	gate = need_gate(need);
	for (guint i = 0; i < gate->len; i++) {
		const struct need *text = gate->pdata[i];

		g_array_append_val(
			(GArray *)matcher->gates->pdata[text->id], pattern);
	}
}

int matcher_add(struct matcher *matcher, const char *pattern, char **reason)
{
	int index = (int)matcher->codes->len;
	int code_error;
	PCRE2_SIZE offset;
	pcre2_code *code;

	code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
		PCRE2_CASELESS | PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C,
		&code_error, &offset, NULL);
	if (!code) {
		PCRE2_UCHAR message[128];
		pcre2_get_error_message(code_error, message, sizeof(message));
		*reason = g_strdup_printf("%s at character %zu of the pattern",
			(char *)message, (size_t)offset + 1);
		return -1;
	}
	g_ptr_array_add(matcher->codes, code);
	g_byte_array_append(matcher->quick, &(guint8){0}, 1);
	g_ptr_array_add(matcher->sources, g_strdup(pattern));

	add_need(matcher, literals_of(pattern), index);
	return index;
}

void matcher_seal(struct matcher *matcher)
{
	prefilter_seal(matcher->prefilter);
}

int matcher_patterns(const struct matcher *matcher)
{
	return matcher->codes->len;
}

const char *matcher_source(const struct matcher *matcher, int index)
{
	return matcher->sources->pdata[index];
}

static gsize words(guint bits)
{
	return (bits + 63) / 64;
}

gsize matcher_words(const struct matcher *matcher)
{
	return words(matcher->codes->len) + words(matcher->gates->len);
}

static bool has_bit(const guint64 *bits, guint i)
{
	return bits[i / 64] >> (i % 64) & 1;
}

static void set_bit(guint64 *bits, guint i)
{
	bits[i / 64] |= G_GUINT64_CONSTANT(1) << (i % 64);
}

static bool holds(const struct need *need, const guint64 *found)
{
	bool wanted = need->kind == NEED_ANY;

	if (need->kind == NEED_TEXT)
		return has_bit(found, (guint)need->id);
	for (guint i = 0; i < need->parts->len; i++)
		if (holds(need->parts->pdata[i], found) == wanted)
			return wanted;
	return !wanted;
}

/* The patterns that a text which was found lets through. */
static void open_gates(
	const struct matcher *matcher, const guint64 *found, guint64 *bits)
{
	for (gsize i = 0; i < words(matcher->gates->len); i++)
		for (guint64 rest = found[i]; rest; rest &= rest - 1) {
			gsize text = i * 64 + (gsize)__builtin_ctzll(rest);
			const GArray *gate = matcher->gates->pdata[text];

			for (guint j = 0; j < gate->len; j++)
				set_bit(bits,
					(guint)g_array_index(gate, int, j));
		}
}

void matcher_scan(const struct matcher *matcher, const char *text,
	size_t length, guint64 *bits)
{
	guint64 *found = bits + words(matcher->codes->len);

	memset(bits, 0, matcher_words(matcher) * sizeof(*bits));
	prefilter_scan(matcher->prefilter, text, length, found);
	open_gates(matcher, found, bits);
}

bool matcher_may(const struct matcher *matcher, const guint64 *bits, int index)
{
	const struct need *need = matcher->needs->pdata[index];
	const guint64 *found = bits + words(matcher->codes->len);

	return !need || (has_bit(bits, (guint)index) && holds(need, found));
}

struct matcher_scratch *matcher_scratch_new(void)
{
	struct matcher_scratch *scratch = g_new0(struct matcher_scratch, 1);

	scratch->data = pcre2_match_data_create(1, NULL);
	scratch->context = pcre2_match_context_create(NULL);
	pcre2_set_match_limit(scratch->context, MATCH_LIMIT);
	pcre2_set_depth_limit(scratch->context, DEPTH_LIMIT);
	return scratch;
}

void matcher_scratch_free(struct matcher_scratch *scratch)
{
	if (!scratch)
		return;
	pcre2_match_data_free(scratch->data);
	pcre2_match_context_free(scratch->context);
	g_free(scratch);
}

/*
 * Most patterns are never run in a night with little to do, so each is made
 * quick when it first is. Where there is no JIT, matching still works.
 */
static const pcre2_code *quick_code(const struct matcher *matcher, int index)
{
	pcre2_code *code = matcher->codes->pdata[index];

	if (!matcher->quick->data[index])
		pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	matcher->quick->data[index] = 1;
	return code;
}

bool matcher_match(const struct matcher *matcher,
	struct matcher_scratch *scratch, int index, const char *text,
	size_t length, size_t start, struct matcher_span *span)
{
	int found = pcre2_match(quick_code(matcher, index), (PCRE2_SPTR)text,
		length, start, PCRE2_NO_UTF_CHECK, scratch->data,
		scratch->context);

	if (found >= 0 && span) {
		PCRE2_SIZE *where = pcre2_get_ovector_pointer(scratch->data);
		span->from = where[0];
		span->to = where[1];
	}
	if (found < 0 && found != PCRE2_ERROR_NOMATCH)
		scratch->overruns++;
	return found >= 0;
}

int matcher_overruns(const struct matcher_scratch *scratch)
{
	return scratch->overruns;
}
