#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "scoring/literals.h"
#include "scoring/matcher.h"
#include "scoring/prefilter.h"

/* Far more than any sound pattern needs on one sentence, and over in
 * milliseconds on one that backtracks without end. */
#define MATCH_LIMIT 100000
#define DEPTH_LIMIT 1000

struct matcher {
	GPtrArray *codes;   /* of pcre2_code */
	GPtrArray *sources; /* beside them, of char * */
	struct prefilter *prefilter;
	GArray *always; /* of int: patterns without literals */
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

struct matcher *matcher_new(void)
{
	struct matcher *matcher = g_new0(struct matcher, 1);

	matcher->codes = g_ptr_array_new_with_free_func(free_code);
	matcher->sources = g_ptr_array_new_with_free_func(g_free);
	matcher->prefilter = prefilter_new();
	matcher->always = g_array_new(FALSE, FALSE, sizeof(int));
	return matcher;
}

void matcher_free(struct matcher *matcher)
{
	if (!matcher)
		return;
	g_ptr_array_unref(matcher->codes);
	g_ptr_array_unref(matcher->sources);
	prefilter_free(matcher->prefilter);
	g_array_unref(matcher->always);
	g_free(matcher);
}

int matcher_add(struct matcher *matcher, const char *pattern, char **reason)
{
	g_autoptr(GPtrArray) literals = NULL;
	int index = matcher->codes->len;
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
	/* Where there is no JIT, matching still works. */
	pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	g_ptr_array_add(matcher->codes, code);
	g_ptr_array_add(matcher->sources, g_strdup(pattern));

	literals = literals_of(pattern);
	if (!literals)
		g_array_append_val(matcher->always, index);
	for (guint i = 0; literals && i < literals->len; i++)
		prefilter_add(matcher->prefilter, literals->pdata[i], index);
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

gsize matcher_words(const struct matcher *matcher)
{
	return (matcher->codes->len + 63) / 64;
}

void matcher_candidates(const struct matcher *matcher, const char *text,
	size_t length, guint64 *bits)
{
	for (gsize i = 0; i < matcher_words(matcher); i++)
		bits[i] = 0;
	for (guint i = 0; i < matcher->always->len; i++) {
		int index = g_array_index(matcher->always, int, i);
		bits[index / 64] |= G_GUINT64_CONSTANT(1) << (index % 64);
	}
	prefilter_scan(matcher->prefilter, text, length, bits);
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

bool matcher_match(const struct matcher *matcher,
	struct matcher_scratch *scratch, int index, const char *text,
	size_t length, size_t start, struct matcher_span *span)
{
	int found = pcre2_match(matcher->codes->pdata[index], (PCRE2_SPTR)text,
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
