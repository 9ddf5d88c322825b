#include "extractors/dates.h"

#include <string.h>

/*
 * The text is cut into tokens, and a date list is read from each token that
 * can begin one: items (day, month, year, of which the last two may be
 * missing) parted by joiners. Missing months and years are then filled from
 * the item behind, as a reader does.
 */
enum token_type {
	TOKEN_END,
	TOKEN_NUMBER,
	TOKEN_MONTH,
	TOKEN_JOIN, /* to, and, until, dashes */
	TOKEN_COMMA,
	TOKEN_MARK,   /* / . - between numbers */
	TOKEN_FILLER, /* of, the, weekdays */
	TOKEN_OTHER,
};

struct token {
	enum token_type type;
	int value;    /* number or month */
	int digits;   /* of a number */
	bool ordinal; /* "6th" */
	gsize begin, end;
};

struct item {
	int day, month, year;
};

enum { MAX_ITEMS = 6 };

/* No inspection lasts longer: days so far apart are of two. */
enum { NEAR_DAYS = 60 };

static const char *const month_names[] = {"january", "february", "march",
	"april", "may", "june", "july", "august", "september", "october",
	"november", "december"};

static const char *const join_words[] = {
	"to", "and", "until", "till", "through", "-", "–", "—", "&", "‒", "−"};

static const char *const filler_words[] = {"of", "the", "monday", "tuesday",
	"wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue",
	"tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"};

static bool is_one_of(
	const char *word, gsize length, const char *const *list, gsize n)
{
	for (gsize i = 0; i < n; i++)
		if (strlen(list[i]) == length &&
			g_ascii_strncasecmp(list[i], word, length) == 0)
			return true;
	return false;
}

static gsize letters_at(const char *p)
{
	gsize n = 0;

	while (g_ascii_isalpha(p[n]))
		n++;
	return n;
}

int dates_month(const char *word, gsize *length)
{
	gsize n = letters_at(word);

	if (n < 3)
		return 0;
	for (int m = 0; m < 12; m++) {
		gsize full = strlen(month_names[m]);
		bool short_form = n == 3 || (m == 8 && n == 4);

		if (n > full || (n < full && !short_form) ||
			g_ascii_strncasecmp(word, month_names[m], n) != 0)
			continue;
		if (length != NULL)
			*length = n;
		return m + 1;
	}
	return 0;
}

static void read_number(const char *text, struct token *token)
{
	static const char *const suffixes[] = {"st", "nd", "rd", "th"};
	gsize i = token->begin;

	token->type = TOKEN_NUMBER;
	token->value = 0;
	for (; g_ascii_isdigit(text[i]); i++) {
		token->digits++;
		if (token->digits <= 4)
			token->value = token->value * 10 + (text[i] - '0');
	}
	gsize letters = letters_at(text + i);
	if (letters == 2 &&
		is_one_of(text + i, 2, suffixes, G_N_ELEMENTS(suffixes))) {
		token->ordinal = true;
		i += 2;
	} else if (letters > 0) {
		token->type = TOKEN_OTHER; /* "5a", "14Z" */
		i += letters;
	}
	token->end = i;
}

static void read_word(const char *text, struct token *token)
{
	const char *word = text + token->begin;
	gsize length = letters_at(word);
	gsize name = 0;

	token->end = token->begin + length;
	token->value = dates_month(word, &name);
	if (token->value != 0 && name == length) {
		token->type = TOKEN_MONTH;
		if (length < 5 && text[token->end] == '.')
			token->end++; /* "Sept." */
	} else if (is_one_of(word, length, join_words,
			   G_N_ELEMENTS(join_words))) {
		token->type = TOKEN_JOIN;
	} else if (is_one_of(word, length, filler_words,
			   G_N_ELEMENTS(filler_words))) {
		token->type = TOKEN_FILLER;
	} else {
		token->type = TOKEN_OTHER;
	}
}

static void read_sign(const char *text, struct token *token)
{
	const char *sign = text + token->begin;
	gsize length = (gsize)(g_utf8_next_char(sign) - sign);

	token->end = token->begin + length;
	if (*sign == ',')
		token->type = TOKEN_COMMA;
	else if (*sign == '/' || *sign == '.')
		token->type = TOKEN_MARK;
	else if (is_one_of(sign, length, join_words, G_N_ELEMENTS(join_words)))
		token->type = TOKEN_JOIN;
	else
		token->type = TOKEN_OTHER;
}

static struct token token_at(const char *text, gsize i)
{
	struct token token = {.type = TOKEN_END};

	while (g_ascii_isspace(text[i]))
		i++;
	token.begin = token.end = i;
	if (g_ascii_isdigit(text[i]))
		read_number(text, &token);
	else if (g_ascii_isalpha(text[i]))
		read_word(text, &token);
	else if (text[i] != '\0')
		read_sign(text, &token);
	return token;
}

static struct token next_real(const char *text, gsize i)
{
	struct token token = token_at(text, i);

	while (token.type == TOKEN_FILLER)
		token = token_at(text, token.end);
	return token;
}

static bool is_year(const struct token *token)
{
	return token->type == TOKEN_NUMBER && token->digits == 4 &&
	       !token->ordinal && token->value >= 1900 && token->value < 2200;
}

static bool is_day(const struct token *token)
{
	return token->type == TOKEN_NUMBER && token->digits <= 2 &&
	       token->value >= 1 && token->value <= 31;
}

/* "12 November 18": a two-figure year, but not "12 November 18 schools". */
static bool is_short_year(const char *text, const struct token *token)
{
	if (token->type != TOKEN_NUMBER || token->digits != 2 ||
		token->ordinal || token->value < 10)
		return false;

	struct token after = token_at(text, token->end);
	return after.type == TOKEN_END || after.type == TOKEN_COMMA ||
	       after.type == TOKEN_MARK ||
	       (after.type == TOKEN_OTHER &&
		       !g_ascii_isalnum(text[after.begin]));
}

/* "06/02/2023", "6.2.23", "2023-02-06". The signs must be alike. */
static gsize read_numeric(const char *text, gsize i, struct item *item)
{
	struct token part[3];
	char sign = '\0';

	for (int n = 0; n < 3; n++) {
		part[n] = token_at(text, i);
		if (part[n].begin != i || part[n].type != TOKEN_NUMBER ||
			part[n].ordinal)
			return 0;
		i = part[n].end;
		if (n == 2)
			break;
		if (strchr("/.-", text[i]) == NULL || text[i] == '\0' ||
			(n == 1 && text[i] != sign))
			return 0;
		sign = text[i++];
	}
	if (is_year(&part[0]) && sign == '-') {
		*item = (struct item){
			part[2].value, part[1].value, part[0].value};
	} else {
		*item = (struct item){
			part[0].value, part[1].value, part[2].value};
		if (part[2].digits == 2)
			item->year += 2000;
		else if (!is_year(&part[2]))
			return 0; /* "2.3.4" is a paragraph */
	}
	if (text[i] == sign && g_ascii_isdigit(text[i + 1]))
		return 0;
	return g_date_valid_dmy((GDateDay)item->day, (GDateMonth)item->month,
		       (GDateYear)item->year)
		       ? i
		       : 0;
}

/* "February 6, 2023". */
static gsize read_month_first(const char *text, gsize i, struct item *item)
{
	struct token month = token_at(text, i);
	struct token day = token_at(text, month.end);
	struct token year = token_at(text, day.end);

	if (month.type != TOKEN_MONTH || !is_day(&day))
		return 0;
	if (year.type == TOKEN_COMMA)
		year = token_at(text, year.end);
	if (!is_year(&year))
		return 0;
	*item = (struct item){day.value, month.value, year.value};
	return year.end;
}

/* One item at `i`; the place behind it, or 0. */
static gsize read_item(const char *text, gsize i, struct item *item)
{
	struct token day = next_real(text, i);
	gsize end = read_numeric(text, day.begin, item);

	if (end != 0)
		return end;
	end = read_month_first(text, day.begin, item);
	if (end != 0)
		return end;
	if (!is_day(&day))
		return 0;
	*item = (struct item){.day = day.value};
	struct token month = next_real(text, day.end);
	if (month.type != TOKEN_MONTH)
		return day.end;
	item->month = month.value;
	struct token year = token_at(text, month.end);
	if (year.type == TOKEN_COMMA || year.type == TOKEN_MARK)
		year = token_at(text, year.end);
	if (is_year(&year)) {
		item->year = year.value;
		return year.end;
	}
	year = token_at(text, month.end);
	if (is_short_year(text, &year)) {
		item->year = 2000 + year.value;
		return year.end;
	}
	return month.end;
}

/* Past one or more joiners and commas between items; 0 if there are none. */
static gsize skip_joiners(const char *text, gsize i)
{
	struct token token = token_at(text, i);
	gsize end = 0;

	for (int n = 0; n < 3 &&
			(token.type == TOKEN_JOIN || token.type == TOKEN_COMMA);
		n++) {
		end = token.end;
		token = token_at(text, end);
	}
	return end;
}

static guint32 item_day(const struct item *item)
{
	GDate date;

	if (!g_date_valid_dmy((GDateDay)item->day, (GDateMonth)item->month,
		    (GDateYear)item->year))
		return 0;
	g_date_set_dmy(&date, (GDateDay)item->day, (GDateMonth)item->month,
		(GDateYear)item->year);
	return g_date_get_julian(&date);
}

/*
 * Fill what items leave out from the item behind them. A span over New Year
 * ("28 December to 3 January 2020") begins in the year before.
 */
static void fill_items(struct item *items, int n, int year)
{
	if (items[n - 1].year == 0)
		items[n - 1].year = year;
	for (int i = n - 2; i >= 0; i--) {
		if (items[i].month == 0)
			items[i].month = items[i + 1].month;
		if (items[i].year == 0)
			items[i].year = items[i + 1].year -
					(items[i].month > items[i + 1].month);
	}
}

static bool items_span(const struct item *items, int n, struct date_span *span)
{
	guint32 before = 0;

	for (int i = 0; i < n; i++) {
		guint32 day = item_day(&items[i]);
		if (day == 0 || day < before)
			return false;
		if (i == 0)
			span->first = day;
		before = day;
	}
	span->last = before;
	return true;
}

/* A year ends a list, unless it is the first item's: "5 December 2016 and 9
 * December 2016". What follows is another date. */
static bool is_complete(const struct item *items, int n)
{
	return n > 1 && items[n - 1].year != 0;
}

/* How many of the items are one span: a first day with a year goes with
 * another only if that has all its parts and is near. "3 July 2017 and 4 to
 * 6 October 2021" is two. */
static int parted(const struct item *items, int n)
{
	if (n < 2 || items[0].year == 0)
		return n;
	if (n > 2 || items[1].month == 0 || items[1].year == 0)
		return 1;
	guint32 first = item_day(&items[0]), last = item_day(&items[1]);
	return last >= first && last - first <= NEAR_DAYS ? 2 : 1;
}

/* Read the list that begins at `i`. */
static bool read_list(
	const char *text, gsize i, int year, struct date_span *span)
{
	struct item items[MAX_ITEMS];
	struct token start = next_real(text, i);
	gsize ends[MAX_ITEMS];
	int n = 0;

	while (n < MAX_ITEMS) {
		ends[n] = read_item(text, i, &items[n]);
		if (ends[n] == 0)
			break;
		i = ends[n++];
		if (is_complete(items, n))
			break;
		i = skip_joiners(text, i);
		if (i == 0)
			break;
	}
	n = parted(items, n);
	/* "6 February 2023, 40 parents": drop what has no month behind. */
	while (n > 0 && items[n - 1].month == 0)
		n--;
	if (n == 0)
		return false;
	bool supplied = items[n - 1].year == 0;
	if (supplied && year == 0)
		return false;
	fill_items(items, n, year);
	if (!items_span(items, n, span)) {
		n = 1;
		if (items[0].month == 0 || !items_span(items, 1, span))
			return false;
	}
	span->begin = start.begin;
	span->end = ends[n - 1];
	span->year_supplied = supplied;
	return true;
}

bool dates_next(const char *text, gsize from, int year, struct date_span *span)
{
	struct token token = token_at(text, from);

	for (; token.type != TOKEN_END; token = token_at(text, token.end)) {
		struct date_span found;

		if (token.type != TOKEN_NUMBER && token.type != TOKEN_MONTH)
			continue;
		if (token.begin > 0 &&
			(g_ascii_isdigit(text[token.begin - 1]) ||
				(token.begin > 1 &&
					strchr("/.", text[token.begin - 1]) &&
					g_ascii_isdigit(
						text[token.begin - 2]))))
			continue; /* the rest of a longer number */
		if (read_list(text, token.begin, year, &found)) {
			*span = found;
			return true;
		}
	}
	return false;
}

char *dates_iso(guint32 day)
{
	GDate date;

	if (day == 0 || !g_date_valid_julian(day))
		return NULL;
	g_date_set_julian(&date, day);
	return g_strdup_printf("%04d-%02d-%02d", g_date_get_year(&date),
		g_date_get_month(&date), g_date_get_day(&date));
}

guint32 dates_from_iso(const char *iso)
{
	struct item item = {0};

	if (iso == NULL || strlen(iso) != 10 || iso[4] != '-' ||
		read_numeric(iso, 0, &item) != 10)
		return 0;
	return item_day(&item);
}
