/*
 * web.h - brings documents from the web into the corpus: walks sources, page
 * by page, and asks for what is not here yet.
 *
 * Everything that is asked for is in the fetch log (corpus/store/web.h). What
 * landed is never asked for again before its reader's `recheck` days are over,
 * and then only whether it has changed. A listing that has far fewer links than
 * last time is an error; what it said then still stands.
 */
#ifndef LETTERMARK_WEB_H
#define LETTERMARK_WEB_H

#include "corpus/register.h"
#include "pipeline/web/http.h"
#include "pipeline/web/sources.h"
#include "pipeline/stage.h"

struct web_options {
	const char *only_area; /* by the register's name; NULL: all */
	const char *since;     /* ISO day of publication; NULL: any */
	int limit;             /* documents asked for at most; -1: all */
	bool dry_run;          /* read pages, say what would be asked for */
	bool recheck;          /* ask for every document whether it changed */
	bool accept_fewer;     /* a listing may have shrunk */
};

/* What came of it; pages that could not be read or believed failed too. */
struct web_counts {
	int fresh, changed, known, gone, failed;
	int left; /* not asked for, by the limit */
};

/*
 * Fetch from the sources. False when the corpus cannot be written: that has
 * been said. Everything else that went wrong has been said as well, a line
 * each.
 */
bool web_fetch(struct stage *stage, const struct sources *sources,
	const struct area_register *areas, const struct http_settings *settings,
	const struct web_options *options, struct web_counts *counts);

#endif
