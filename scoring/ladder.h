/*
 * ladder.h - a framework's anchors as rules.
 */
#ifndef LETTERMARK_LADDER_H
#define LETTERMARK_LADDER_H

#include "scoring/reading.h"

/* The highest rung that holds, with every rung below it; 1 where none does. */
int ladder_climb(const struct reading *reading, int criterion);

#endif
