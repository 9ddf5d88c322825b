/*
 * Page furniture: what stands at the head or foot of pages and either counts
 * them or says the same on several.
 */
#include "extractors/layout/private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Furniture stands within this part of the page's height, top and bottom. */
#define ZONE 0.13f

/* Footnotes are set smaller than the running text by this much. */
#define NOTE_SIZE 0.95f

/* The same words may stand this much higher or lower, points. */
#define SAME_HEIGHT 8.0f

static bool in_zone(const struct line *line, const struct layout_page *page)
{
	return line->box.bottom < page->height * ZONE ||
	       line->box.top > page->height * (1 - ZONE);
}

/* "7", "- 7 -", "Page 7 of 9", "7 | Page", "iv". */
static bool counts_pages(const char *text)
{
	static const char *const forms[] = {"#", "-#-", "–#–", "page#",
		"page#of#", "#of#", "#/#", "#|page", "page|#", "p#", "|#"};
	g_autoptr(GString) form = g_string_new(NULL);
	g_autofree char *lower = g_utf8_strdown(text, -1);

	for (const char *p = lower; *p && form->len < 20; p++) {
		if (g_ascii_isdigit(*p)) {
			if (!form->len || form->str[form->len - 1] != '#')
				g_string_append_c(form, '#');
		} else if (*p != ' ') {
			g_string_append_c(form, *p);
		}
	}
	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
		if (strcmp(form->str, forms[i]) == 0)
			return strlen(text) <= 20;
	}
	return strlen(lower) <= 5 && *lower &&
	       strspn(lower, "ivxl") == strlen(lower);
}

/* The words with every number the same, so that "Page 3" is as "Page 4". */
static char *without_numbers(const char *text)
{
	GString *out = g_string_new(NULL);

	for (const char *p = text; *p; p++) {
		if (!g_ascii_isdigit(*p))
			g_string_append_c(out, *p);
		else if (!out->len || out->str[out->len - 1] != '#')
			g_string_append_c(out, '#');
	}
	return g_string_free(out, FALSE);
}

/* How often a line must recur; on two pages chance is possible. */
static guint enough(guint pages)
{
	return pages <= 6 ? 2 : 3;
}

static void collect(GHashTable *seen, const struct sheet *sheet)
{
	for (guint i = 0; i < sheet->lines->len; i++) {
		struct line *line = sheet->lines->pdata[i];
		GPtrArray *same;
		char *key;

		if (!in_zone(line, sheet->page) || line->marker)
			continue;
		if (counts_pages(line->text)) {
			line->role = TEXT_PAGE_NUMBER;
			continue;
		}
		key = without_numbers(line->text);
		same = g_hash_table_lookup(seen, key);
		if (!same) {
			same = g_ptr_array_new();
			g_hash_table_insert(seen, g_strdup(key), same);
		}
		g_ptr_array_add(same, line);
		g_free(key);
	}
}

/* On how many pages other than its own the line stands at its height. */
static guint recurs(const GPtrArray *same, const struct line *line)
{
	guint count = 0;
	int last = 0;

	for (guint i = 0; i < same->len; i++) {
		const struct line *other = same->pdata[i];

		if (other->page == line->page || other->page == last ||
			fabsf(other->box.top - line->box.top) > SAME_HEIGHT)
			continue;
		last = other->page;
		count++;
	}
	return count;
}

static void mark_recurring(void *key, void *value, void *user)
{
	GPtrArray *same = value;
	guint needed = *(guint *)user;
	bool any = false;

	(void)key;
	for (guint i = 0; i < same->len; i++) {
		struct line *line = same->pdata[i];

		if (recurs(same, line) + 1 >= needed) {
			line->role = TEXT_RUNNING_HEAD;
			any = true;
		}
	}
	if (!any)
		g_ptr_array_set_size(same, 0);
}

/*
 * Give what says the same as a running head and looks the same its role too,
 * though it stands at another height: the foot of a short last page, say.
 */
static void mark_stray(GHashTable *seen, const struct sheet *sheet)
{
	for (guint i = 0; i < sheet->lines->len; i++) {
		struct line *line = sheet->lines->pdata[i];
		const struct line *other;
		g_autofree char *key = NULL;
		const GPtrArray *same;

		if (line->role != TEXT_PARAGRAPH || line->marker)
			continue;
		key = without_numbers(line->text);
		same = g_hash_table_lookup(seen, key);
		if (!same || same->len == 0)
			continue;
		other = same->pdata[0];
		if (fabsf(other->size - line->size) < 0.6f &&
			fabsf(other->left - line->left) < SAME_HEIGHT)
			line->role = TEXT_RUNNING_HEAD;
	}
}

void layout_mark_furniture(const GPtrArray *sheets)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash,
		g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
	guint needed = enough(sheets->len);

	for (guint i = 0; i < sheets->len; i++)
		collect(seen, sheets->pdata[i]);
	g_hash_table_foreach(seen, mark_recurring, &needed);
	for (guint i = 0; i < sheets->len; i++)
		mark_stray(seen, sheets->pdata[i]);
}

/* The number with which `line` begins, where `references` has it; or 0. */
static size_t note_number(const struct line *line, guint64 references)
{
	size_t digits = strspn(line->text, "0123456789");

	if (digits == 0 || digits > 2 || line->marker ||
		!(references >> (atoi(line->text) & 63) & 1))
		return 0;
	return digits;
}

/* Take the number off the text of a note. */
static void set_note(struct line *line, size_t digits)
{
	char *rest = line->text + digits;

	line->marker = g_strndup(line->text, digits);
	line->note = true;
	memmove(line->text, rest, strlen(rest) + 1);
	g_strchug(line->text);
}

/* Give the number that stands alone in line `i` to the note beside it. */
static void merge_number(const struct sheet *sheet, guint i)
{
	const struct line *number = sheet->lines->pdata[i];
	struct line *note =
		i + 1 < sheet->lines->len ? sheet->lines->pdata[i + 1] : NULL;

	if (!note || note->starts_row || note->marker)
		return;
	note->marker = g_strdup(number->text);
	note->note = true;
	note->starts_row = true;
	note->box.left = number->box.left;
	g_ptr_array_insert(note->words, 0, number->words->pdata[0]);
	g_ptr_array_remove_index(sheet->lines, i);
}

static guint64 references_of(const struct sheet *sheet)
{
	guint64 references = 0;

	for (guint i = 0; i < sheet->lines->len; i++)
		references |=
			((struct line *)sheet->lines->pdata[i])->references;
	return references;
}

void layout_mark_footnotes(const struct sheet *sheet, const struct body *body)
{
	guint64 references = references_of(sheet);
	guint first = sheet->lines->len;

	for (guint i = sheet->lines->len; i-- > 0;) {
		struct line *line = sheet->lines->pdata[i];
		size_t digits = note_number(line, references);

		if (line->role != TEXT_PARAGRAPH)
			continue;
		if (line->size > body->size * NOTE_SIZE)
			break;
		if (digits > 0 && !line->text[digits]) {
			merge_number(sheet, i);
			line = sheet->lines->pdata[i];
		} else if (digits > 0) {
			set_note(line, digits);
		}
		if (line->note)
			first = i;
	}
	for (guint i = first; i < sheet->lines->len; i++) {
		struct line *line = sheet->lines->pdata[i];

		if (line->role == TEXT_PARAGRAPH)
			line->role = TEXT_FOOTNOTE;
	}
}
