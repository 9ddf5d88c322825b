/* register-private.h - what the parts of the register share. */
#ifndef LETTERMARK_REGISTER_PRIVATE_H
#define LETTERMARK_REGISTER_PRIVATE_H

#include "corpus/register.h"

/* A row of name-words.tsv. */
struct name_words {
	bool before; /* before the name; else behind it */
	char *words;
};

struct area_register {
	GPtrArray *areas;    /* of struct area */
	GPtrArray *outcomes; /* of struct outcome, sorted */
	GPtrArray *words;    /* of struct name_words, longest first */
	GHashTable *by_name; /* normal name -> struct area */
};

void outcome_free(void *outcome);

#endif
