/*
 * flags-private.h - the rules of flags.xml in memory, for flags.c and
 * flags-load.c.
 */
#ifndef LETTERMARK_FLAGS_PRIVATE_H
#define LETTERMARK_FLAGS_PRIVATE_H

#include "scoring/flags.h"

enum flag_test_kind {
	FLAG_TEST_AT_LEAST,
	FLAG_TEST_AT_MOST,
	FLAG_TEST_ALL,
	FLAG_TEST_ANY,
};

struct flag_test {
	enum flag_test_kind kind;
	char *figure;
	double bound;
	char *times;      /* figure that the bound is multiplied by, or NULL */
	GPtrArray *parts; /* of struct flag_test: all and any; else NULL */
};

struct flag_level {
	char *name;
	char *detail;
	struct flag_test *test;
};

struct flag_rule {
	char *id, *title, *source;
	char **kinds;      /* names of kinds, or NULL: those that are scored */
	char **grounds;    /* ids of figures, or NULL */
	GPtrArray *levels; /* of struct flag_level, first that holds wins */
};

struct flags {
	struct framework *framework; /* vocabulary, and a criterion a measure */
	GPtrArray *rules;            /* of struct flag_rule */
	GHashTable *numbers;         /* id -> double */
	char **known;
};

#endif
