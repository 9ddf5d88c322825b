#include "corpus/calendar.h"

#include <stdio.h>

#include "corpus/sheet.h"

struct calendar {
	GHashTable *holidays; /* Julian days */
	GHashTable *years;    /* with at least one holiday */
};

static void add_holiday(struct calendar *calendar, const char *iso)
{
	GDate date;
	int y, m, d;

	if (sscanf(iso, "%4d-%2d-%2d", &y, &m, &d) != 3 ||
		!g_date_valid_dmy((GDateDay)d, (GDateMonth)m, (GDateYear)y))
		return; /* the head of the table */
	g_date_set_dmy(&date, (GDateDay)d, (GDateMonth)m, (GDateYear)y);
	g_hash_table_add(
		calendar->holidays, GUINT_TO_POINTER(g_date_get_julian(&date)));
	g_hash_table_add(calendar->years, GINT_TO_POINTER(y));
}

struct calendar *calendar_load(const char *path, GError **error)
{
	g_autoptr(GPtrArray) sheets = sheet_read(path, error);
	struct calendar *calendar;

	if (sheets == NULL)
		return NULL;
	calendar = g_new0(struct calendar, 1);
	calendar->holidays = g_hash_table_new(NULL, NULL);
	calendar->years = g_hash_table_new(NULL, NULL);
	const struct sheet *sheet = sheets->pdata[0];
	for (guint i = 0; i < sheet->rows->len; i++)
		add_holiday(calendar, sheet_cell(sheet->rows->pdata[i], 0));
	return calendar;
}

void calendar_free(struct calendar *calendar)
{
	if (calendar == NULL)
		return;
	g_hash_table_unref(calendar->holidays);
	g_hash_table_unref(calendar->years);
	g_free(calendar);
}

static bool is_known(const struct calendar *calendar, const GDate *date)
{
	return g_hash_table_contains(
		calendar->years, GINT_TO_POINTER((int)g_date_get_year(date)));
}

static bool is_working_day(const struct calendar *calendar, guint32 day)
{
	GDate date;

	if (!g_date_valid_julian(day))
		return false;
	g_date_set_julian(&date, day);
	return g_date_get_weekday(&date) < G_DATE_SATURDAY &&
	       !g_hash_table_contains(
		       calendar->holidays, GUINT_TO_POINTER(day));
}

guint32 calendar_add(const struct calendar *calendar, guint32 day, int n)
{
	while (n > 0 && day != 0) {
		GDate date;

		g_date_set_julian(&date, ++day);
		if (!is_known(calendar, &date))
			return 0;
		n -= is_working_day(calendar, day);
	}
	return day;
}

guint32 calendar_add_months(guint32 day, int months)
{
	GDate date;

	if (day == 0 || !g_date_valid_julian(day) || months < 0)
		return 0;
	g_date_set_julian(&date, day);
	g_date_add_months(&date, (guint)months);
	return g_date_get_julian(&date);
}
