/*
 * calendar.h - working days in England.
 *
 * A working day is any but a Saturday, a Sunday or a bank holiday. Days are
 * Julian day numbers as of GDate.
 */
#ifndef LETTERMARK_CALENDAR_H
#define LETTERMARK_CALENDAR_H

#include <glib.h>
#include <stdbool.h>

/*
 * A written statement of action is due this many working days after the area
 * has had the letter: Children Act 2004 (Joint Area Reviews) Regulations 2015
 * (SI 2015/1792), regulation 4. The day of the letter does not count.
 */
#define CALENDAR_WSOA_DAYS 70

struct calendar;

/* The calendar of the TSV at `path` (bank-holidays.tsv), freed by the caller
 * with calendar_free(). On failure NULL with `error` set. */
struct calendar *calendar_load(const char *path, GError **error);
void calendar_free(struct calendar *calendar);

typedef struct calendar Calendar; /* for g_autoptr(Calendar) alone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Calendar, calendar_free)

/*
 * The day that is `n` working days after `day`: with 1 the next working day.
 * 0 when the count runs through a year whose bank holidays are not known.
 */
guint32 calendar_add(const struct calendar *calendar, guint32 day, int n);

/* The same day of the month `months` later, or the month's last: the points 12
 * and 18 months on. */
guint32 calendar_add_months(guint32 day, int months);

#endif
