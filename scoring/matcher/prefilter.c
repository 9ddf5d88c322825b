#include "scoring/matcher/prefilter.h"

#include <string.h>

/* A literal's last letter: which id it stands for, and the next such in the
 * same state. */
struct output {
	int id;
	int next; /* -1 ends */
};

struct prefilter {
	guint8 letter[256]; /* byte to column; 0 for all that no literal has */
	int letters;        /* columns in use */
	GPtrArray *literals;
	GArray *ids;      /* int, beside literals */
	guint32 *move;    /* [state * letters + letter]: next state */
	int *outputs;     /* [state]: first output, -1 none */
	guint32 *shorter; /* [state]: nearest suffix with outputs, 0 none */
	GArray *output;   /* of struct output */
	guint states;
};

struct prefilter *prefilter_new(void)
{
	struct prefilter *prefilter = g_new0(struct prefilter, 1);

	prefilter->letters = 1;
	prefilter->literals = g_ptr_array_new_with_free_func(g_free);
	prefilter->ids = g_array_new(FALSE, FALSE, sizeof(int));
	prefilter->output = g_array_new(FALSE, FALSE, sizeof(struct output));
	return prefilter;
}

void prefilter_free(struct prefilter *prefilter)
{
	if (!prefilter)
		return;
	g_ptr_array_unref(prefilter->literals);
	g_array_unref(prefilter->ids);
	g_array_unref(prefilter->output);
	g_free(prefilter->move);
	g_free(prefilter->outputs);
	g_free(prefilter->shorter);
	g_free(prefilter);
}

void prefilter_add(struct prefilter *prefilter, const char *literal, int id)
{
	for (const char *c = literal; *c; c++) {
		guint8 *letter = &prefilter->letter[(guint8)*c];
		if (!*letter)
			*letter = prefilter->letters++;
	}
	g_ptr_array_add(prefilter->literals, g_strdup(literal));
	g_array_append_val(prefilter->ids, id);
}

/* Enter one literal into the trie. */
static void grow(struct prefilter *prefilter, const char *literal, int id)
{
	struct output output = {.id = id};
	guint32 state = 0;

	for (const char *c = literal; *c; c++) {
		guint32 *move = &prefilter->move[state * prefilter->letters +
						 prefilter->letter[(guint8)*c]];
		if (!*move)
			*move = ++prefilter->states;
		state = *move;
	}
	output.next = prefilter->outputs[state];
	prefilter->outputs[state] = prefilter->output->len;
	g_array_append_val(prefilter->output, output);
}

/*
 * Turn the trie into an automaton, breadth first: where a state has no move,
 * it does what the longest proper suffix of its string would.
 */
static void link_states(struct prefilter *prefilter)
{
	g_autofree guint32 *queue = g_new(guint32, prefilter->states + 1);
	g_autofree guint32 *suffix = g_new0(guint32, prefilter->states + 1);
	guint head = 0, tail = 0;

	queue[tail++] = 0;
	while (head < tail) {
		guint32 state = queue[head++];
		guint32 *row = prefilter->move + state * prefilter->letters;
		guint32 fall = suffix[state];

		prefilter->shorter[state] = prefilter->outputs[fall] >= 0
						    ? fall
						    : prefilter->shorter[fall];
		for (int i = 0; i < prefilter->letters; i++) {
			guint32 other =
				state == 0
					? 0
					: prefilter->move
						  [fall * prefilter->letters +
							  i];
			if (row[i]) {
				suffix[row[i]] = other;
				queue[tail++] = row[i];
			} else {
				row[i] = other;
			}
		}
	}
}

void prefilter_seal(struct prefilter *prefilter)
{
	gsize most = 1;

	for (guint i = 0; i < prefilter->literals->len; i++)
		most += strlen(prefilter->literals->pdata[i]);
	prefilter->move = g_new0(guint32, most * prefilter->letters);
	prefilter->outputs = g_new(int, most);
	prefilter->shorter = g_new0(guint32, most);
	for (gsize i = 0; i < most; i++)
		prefilter->outputs[i] = -1;
	for (guint i = 0; i < prefilter->literals->len; i++)
		grow(prefilter, prefilter->literals->pdata[i],
			g_array_index(prefilter->ids, int, i));
	link_states(prefilter);
	for (int c = 'A'; c <= 'Z'; c++)
		prefilter->letter[c] = prefilter->letter[c + 'a' - 'A'];
}

static void report(
	const struct prefilter *prefilter, guint32 state, guint64 *bits)
{
	for (; state; state = prefilter->shorter[state])
		for (int at = prefilter->outputs[state]; at >= 0;) {
			const struct output *output = &g_array_index(
				prefilter->output, struct output, at);
			bits[output->id / 64] |= G_GUINT64_CONSTANT(1)
						 << (output->id % 64);
			at = output->next;
		}
}

void prefilter_scan(const struct prefilter *prefilter, const char *text,
	size_t length, guint64 *bits)
{
	guint32 state = 0;

	for (size_t i = 0; i < length; i++) {
		guint8 c = text[i];

		if (c == 0xC5 && i + 1 < length &&
			(guint8)text[i + 1] == 0xBF) {
			c = 's';
			i++;
		} else if (c == 0xE2 && i + 2 < length &&
			   (guint8)text[i + 1] == 0x84 &&
			   (guint8)text[i + 2] == 0xAA) {
			c = 'k';
			i += 2;
		}
		state = prefilter->move[state * prefilter->letters +
					prefilter->letter[c]];
		if (prefilter->outputs[state] >= 0 || prefilter->shorter[state])
			report(prefilter, state, bits);
	}
}
