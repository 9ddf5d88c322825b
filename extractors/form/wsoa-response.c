/*
 * wsoa-response.c - what Ofsted and the CQC reply to a written statement of
 * action: that it is, or is not yet, fit for purpose.
 */
#include "extractors/form/letter.h"

static void wsoa_response_read(
	struct record *record, const struct form_source *source)
{
	struct letter letter = letter_find(source);

	parts_add_field(record, "framework", "2016", NULL, 0);
	letter_read_area(record, source, "area/wsoa-response");
	letter_read_date(record, source, &letter);
	parts_add_said(record, source, "decision", "fit-for-purpose");
	parts_add_day(record, source, "wsoa_received", "wsoa-received");
	parts_add_day(record, source, "resubmit_by", "resubmit");
	letter_read_items(record, source, "reasons", "reasons-follow");
	letter_read_people(record, source, &letter);
	letter_read_signatures(record, source, &letter);
}

const struct form form_wsoa_response = {
	.kind = RECORD_WSOA_RESPONSE,
	.read = wsoa_response_read,
};
