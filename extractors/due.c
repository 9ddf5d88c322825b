/*
 * due.c - deadlines as plans print them, to the last day they can mean.
 */
#include "extractors/dates.h"

#include <stdlib.h>
#include <string.h>

/* The ids of the set "due" in phrases.tsv: each has its own arithmetic. */
enum due_form {
	DUE_ACADEMIC,
	DUE_QUARTER,
	DUE_TERM,
	DUE_SEASON,
	DUE_MONTH,
	DUE_MONTH_NUMBER,
	DUE_SPLIT_YEAR,
	DUE_YEAR,
	DUE_WITHIN,
	DUE_FORMS,
};

static const char *const form_names[DUE_FORMS] = {"academic", "quarter", "term",
	"season", "month", "month-number", "split-year", "year", "within"};

int dates_number(const char *word)
{
	static const char *const words[] = {"one", "two", "three", "four",
		"five", "six", "seven", "eight", "nine", "ten", "eleven",
		"twelve", "thirteen", "fourteen", "fifteen", "sixteen",
		"seventeen", "eighteen", "nineteen", "twenty", "twenty-one",
		"twenty-two", "twenty-three", "twenty-four"};

	if (word == NULL)
		return 0;
	if (g_ascii_strcasecmp(word, "a") == 0)
		return 1;
	for (int i = 0; i < (int)G_N_ELEMENTS(words); i++)
		if (g_ascii_strcasecmp(word, words[i]) == 0)
			return i + 1;
	return strlen(word) <= 4 ? MAX(atoi(word), 0) : 0;
}

static int number_in(GMatchInfo *match, const char *group)
{
	g_autofree char *word = g_match_info_fetch_named(match, group);

	return dates_number(word);
}

/* "2019", "19" to 2019; 0 where the group is not there. */
static int year_in(GMatchInfo *match, const char *group)
{
	int year = number_in(match, group);

	return year > 0 && year < 100 ? 2000 + year : year;
}

static guint32 month_end(int year, int month)
{
	GDate date;

	if (year < 1900 || year > 2200 || month < 1 || month > 12)
		return 0;
	g_date_set_dmy(&date,
		g_date_get_days_in_month((GDateMonth)month, (GDateYear)year),
		(GDateMonth)month, (GDateYear)year);
	return g_date_get_julian(&date);
}

static guint32 term_end(const char *name, int year, int next)
{
	switch (g_ascii_tolower(*name) + g_ascii_tolower(name[1])) {
	case 'a' + 'u':
		return month_end(year, 12);
	case 's' + 'p':
		return month_end(next != 0 ? next : year, 4);
	default:
		return month_end(next != 0 ? next : year, 7);
	}
}

static guint32 season_end(const char *name, int year, int next)
{
	int later = next != 0 ? next : year;

	switch (g_ascii_tolower(*name) + g_ascii_tolower(name[1])) {
	case 'a' + 'u':
		return month_end(year, 12);
	case 's' + 'p':
		return month_end(later, 5);
	case 'w' + 'i':
		return month_end(next != 0 ? next : year + 1, 2);
	default:
		return month_end(later, 8);
	}
}

static guint32 after_anchor(const char *unit, int n, guint32 anchor)
{
	GDate date;

	if (anchor == 0 || !g_date_valid_julian(anchor) || n <= 0)
		return 0;
	g_date_set_julian(&date, anchor);
	switch (g_ascii_tolower(*unit)) {
	case 'd':
		g_date_add_days(&date, (guint)n);
		break;
	case 'w':
		g_date_add_days(&date, (guint)n * 7);
		break;
	case 'm':
		g_date_add_months(&date, (guint)n);
		break;
	default:
		g_date_add_years(&date, (guint)n);
	}
	return g_date_get_julian(&date);
}

static guint32 last_day(enum due_form form, GMatchInfo *match, guint32 anchor)
{
	g_autofree char *name = g_match_info_fetch_named(match, "name");
	int year = year_in(match, "year");
	int next = year_in(match, "next");
	int n = number_in(match, "n");

	switch (form) {
	case DUE_ACADEMIC:
		if (year == 0) {
			year = year_in(match, "year2");
			next = year_in(match, "next2");
		}
		return month_end(next != 0 ? next : year + 1, 8);
	case DUE_QUARTER:
		return n < 4 ? month_end(year, 3 + 3 * n)
			     : month_end(year + 1, 3);
	case DUE_TERM:
		return term_end(name, year, next);
	case DUE_SEASON:
		return season_end(name, year, next);
	case DUE_MONTH:
		return month_end(year, dates_month(name, NULL));
	case DUE_MONTH_NUMBER:
		return month_end(year, n);
	case DUE_SPLIT_YEAR:
		return next == year + 1 ? month_end(next, 8) : 0;
	case DUE_YEAR:
		return month_end(year, 12);
	case DUE_WITHIN:
		return after_anchor(name, n, anchor);
	default:
		return 0;
	}
}

static enum due_form form_of(const struct phrase *phrase)
{
	int form = 0;

	while (form < DUE_FORMS && strcmp(phrase->id, form_names[form]) != 0)
		form++;
	return (enum due_form)form;
}

static guint32 latest_by_phrase(
	const struct phrase *phrase, const char *text, guint32 anchor)
{
	g_autoptr(GMatchInfo) match = NULL;
	guint32 latest = 0;

	for (g_regex_match(phrase->regex, text, 0, &match);
		g_match_info_matches(match); g_match_info_next(match, NULL))
		latest = MAX(latest, last_day(form_of(phrase), match, anchor));
	return latest;
}

static guint32 latest_full_date(const char *text)
{
	struct date_span span;
	guint32 latest = 0;

	for (gsize from = 0; dates_next(text, from, 0, &span); from = span.end)
		latest = MAX(latest, span.last);
	return latest;
}

enum date_due dates_due(const struct phrases *phrases, const char *text,
	guint32 anchor, guint32 *day)
{
	const GPtrArray *forms = phrases_set(phrases, "due");
	guint32 latest = latest_full_date(text);

	for (guint i = 0; i < forms->len && latest == 0; i++)
		latest = latest_by_phrase(forms->pdata[i], text, anchor);
	if (latest != 0) {
		*day = latest;
		return DATE_DUE_DAY;
	}
	if (phrases_match(phrases, "due-complete", text, NULL) != NULL)
		return DATE_DUE_COMPLETE;
	if (phrases_match(phrases, "due-ongoing", text, NULL) != NULL)
		return DATE_DUE_ONGOING;
	return DATE_DUE_NONE;
}
