/*
 * register-check.h - records against the register: what a document says that
 * the official tables say otherwise.
 */
#ifndef LETTERMARK_REGISTER_CHECK_H
#define LETTERMARK_REGISTER_CHECK_H

#include "corpus/register.h"
#include "extractors/record.h"

/*
 * Check `record` against the outcomes of its area. What is contradicted gets
 * the status FIELD_CONTRADICTED with both in its words, and one warning; a
 * report's previous inspection gets the field previous_inspection_kind
 * (inspection, revisit). Areas and kinds without an outcome are left alone.
 */
void register_check(const struct area_register *areas, struct record *record);

#endif
