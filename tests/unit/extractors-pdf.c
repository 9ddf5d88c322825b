/*
 * PDF: what Poppler gives, the faults a file may have, and the real reports
 * where they are at hand (../shared, or LETTERMARK_SHARED).
 */
#include "extractors/extractor.h"

#include <cairo-pdf.h>
#include <string.h>

static cairo_status_t append(
	void *user, const unsigned char *data, unsigned int length)
{
	g_byte_array_append(user, data, length);
	return CAIRO_STATUS_SUCCESS;
}

/* A PDF with one page for each of `pages`, each a line or empty. */
static GBytes *make_pdf(const char *const *pages)
{
	GByteArray *bytes = g_byte_array_new();
	cairo_surface_t *surface =
		cairo_pdf_surface_create_for_stream(append, bytes, 595, 842);
	cairo_t *cairo = cairo_create(surface);

	cairo_select_font_face(cairo, "sans", CAIRO_FONT_SLANT_NORMAL,
		CAIRO_FONT_WEIGHT_NORMAL);
	cairo_set_font_size(cairo, 12);
	for (int i = 0; pages[i]; i++) {
		cairo_move_to(cairo, 72, 100);
		cairo_show_text(cairo, pages[i]);
		cairo_show_page(cairo);
	}
	cairo_destroy(cairo);
	cairo_surface_destroy(surface);
	return g_byte_array_free_to_bytes(bytes);
}

static GBytes *bytes_of(const char *string)
{
	return g_bytes_new(string, strlen(string));
}

static void test_probe(void)
{
	g_autoptr(GBytes) yes = bytes_of("\n%PDF-1.4\n");
	g_autoptr(GBytes) no = bytes_of("a letter about %PD");
	g_autofree char *late = g_strnfill(2000, ' ');
	g_autofree char *both = g_strconcat(late, "%PDF-1.4", NULL);

	g_assert_true(extractor_find(yes) == &extractor_pdf);
	g_assert_true(extractor_find(no) != &extractor_pdf);
	g_assert_false(extractor_pdf.probe(both, strlen(both)));
}

static void test_words(void)
{
	static const char *const pages[] = {"The e\u0301cole in Mossbury.",
		"The o\ufb03ce is on the first floor of the town hall.", NULL};
	g_autoptr(GBytes) bytes = make_pdf(pages);
	g_autoptr(GError) error = NULL;
	g_autoptr(Text) text = extractor_run(bytes, NULL, &error);
	const struct text_block *block;
	const struct text_line *line;

	g_assert_no_error(error);
	g_assert_cmpstr(text->format, ==, "pdf");
	g_assert_cmpuint(text->pages->len, ==, 2);
	g_assert_cmpuint(text->blocks->len, ==, 2);
	block = text->blocks->pdata[0];
	line = block->lines->pdata[0];
	g_assert_cmpstr(line->text, ==, "The \u00e9cole in Mossbury.");
	g_assert_cmpint(line->page, ==, 1);
	g_assert_cmpfloat_with_epsilon(line->size, 12, 0.1);
	g_assert_cmpfloat_with_epsilon(line->box.left, 72, 2);
	g_assert_cmpfloat(line->box.top, <, 100);
	g_assert_cmpfloat(line->box.bottom, >, 99);
	block = text->blocks->pdata[1];
	line = block->lines->pdata[0];
	g_assert_cmpstr(line->text, ==,
		"The office is on the first floor of the town hall.");
	g_assert_cmpint(line->page, ==, 2);
}

/* A heading turned a quarter, as in narrow columns of tables. */
static void test_turned(void)
{
	GByteArray *data = g_byte_array_new();
	cairo_surface_t *surface =
		cairo_pdf_surface_create_for_stream(append, data, 595, 842);
	cairo_t *cairo = cairo_create(surface);
	g_autoptr(GBytes) bytes = NULL;
	g_autoptr(Text) text = NULL;
	g_autoptr(GString) out = g_string_new(NULL);

	cairo_set_font_size(cairo, 12);
	cairo_move_to(cairo, 300, 400);
	cairo_show_text(cairo, "Level words");
	cairo_move_to(cairo, 100, 300);
	cairo_rotate(cairo, -G_PI / 2);
	cairo_show_text(cairo, "Intended outcome by May");
	cairo_destroy(cairo);
	cairo_surface_destroy(surface);
	bytes = g_byte_array_free_to_bytes(data);
	text = extractor_run(bytes, NULL, NULL);
	g_assert_nonnull(text);
	text_dump(text, out);
	g_assert_nonnull(
		strstr(out->str, "[paragraph] p1 Intended outcome by May\n"));
	g_assert_nonnull(strstr(out->str, "[paragraph] p1 Level words\n"));
}

static void test_page_without_words(void)
{
	static const char *const pages[] = {"One", "", NULL};
	g_autoptr(GBytes) bytes = make_pdf(pages);
	g_autoptr(Text) text = extractor_run(bytes, NULL, NULL);
	const struct text_page *page;

	g_assert_nonnull(text);
	g_assert_cmpuint(text->pages->len, ==, 2);
	page = text->pages->pdata[1];
	g_assert_cmpint(page->source, ==, TEXT_FROM_LAYER);
	g_assert_cmpuint(text->warnings->len, ==, 0);
}

static void assert_fails(GBytes *bytes, int code, const char *says)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Text) text = extractor_run(bytes, NULL, &error);

	g_assert_null(text);
	g_assert_error(error, EXTRACT_ERROR, code);
	g_assert_true(g_str_has_prefix(error->message, says));
	g_assert_null(strchr(error->message, '\n'));
}

/* A file as short as can be; `count` pages, `more` in the trailer. */
static GBytes *make_short(const char *count, const char *more)
{
	g_autofree char *file = g_strdup_printf(
		"%%PDF-1.4\n"
		"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
		"2 0 obj<</Type/Pages/Kids[3 0 R]/Count %s>>endobj\n"
		"3 0 obj<</Type/Page/Parent 2 0 R"
		"/MediaBox[0 0 99 99]>>endobj\n"
		"trailer<</Root 1 0 R%s>>\n%%%%EOF\n",
		count, more);

	return bytes_of(file);
}

static GBytes *make_many(int pages)
{
	GString *file = g_string_new(
		"%PDF-1.4\n"
		"1 0 obj<</Type/Catalog/Pages 2 0 R>>"
		"endobj\n2 0 obj<</Type/Pages/Kids[");

	for (int i = 0; i < pages; i++)
		g_string_append_printf(file, "%d 0 R ", i + 3);
	g_string_append_printf(file, "]/Count %d>>endobj\n", pages);
	for (int i = 0; i < pages; i++)
		g_string_append_printf(file,
			"%d 0 obj<</Type/Page/Parent 2 0 R>>endobj\n", i + 3);
	g_string_append(file, "trailer<</Root 1 0 R>>\n%%EOF\n");
	return g_string_free_to_bytes(file);
}

static void test_faults(void)
{
	g_autoptr(GBytes) empty = g_bytes_new(NULL, 0);
	g_autoptr(GBytes) damaged = bytes_of("%PDF-1.4\nnothing more");
	g_autoptr(GBytes) none = make_short("0", "");
	g_autoptr(GBytes) many = make_many(2001);
	g_autoptr(GBytes) locked = make_short("1",
		"/Encrypt<</Filter/Standard/V 1/R 2/P -4"
		"/O(0123456789abcdef0123456789abcdef)"
		"/U(0123456789abcdef0123456789abcdef)>>"
		"/ID[(0123456789abcdef)(0123456789abcdef)]");

	assert_fails(empty, EXTRACT_ERROR_EMPTY, "empty");
	assert_fails(damaged, EXTRACT_ERROR_DAMAGED, "damaged: ");
	assert_fails(none, EXTRACT_ERROR_DAMAGED, "damaged: no pages");
	assert_fails(many, EXTRACT_ERROR_LIMIT, "over the limit of");
	assert_fails(
		locked, EXTRACT_ERROR_ENCRYPTED, "encrypted: needs a password");
}

static void test_loops(void)
{
	g_autoptr(GBytes) loop = bytes_of(
		"%PDF-1.4\n"
		"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
		"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 3"
		"/Parent 2 0 R>>endobj\n"
		"trailer<</Root 1 0 R/Prev 9/XRefStm 9>>\n%%EOF\n");
	g_autoptr(GError) error = NULL;
	g_autoptr(Text) text = extractor_run(loop, NULL, &error);

	/* a reason or pages that cannot be read, but an end */
	g_assert_true(text || error);
	if (text)
		g_assert_cmpuint(text->warnings->len, >, 0);
}

/* Whatever is cut off or changed, the outcome is a text or a reason. */
static void test_damage(void)
{
	static const char *const pages[] = {"One of two", "Two of two", NULL};
	g_autoptr(GBytes) whole = make_pdf(pages);
	size_t size;
	const guint8 *data = g_bytes_get_data(whole, &size);

	for (size_t i = 1; i < 60; i++) {
		g_autofree guint8 *copy = g_memdup2(data, size);
		g_autoptr(GBytes) cut = g_bytes_new(data, size * i / 60);
		g_autoptr(GBytes) bent = NULL;
		g_autoptr(GError) cut_error = NULL, bent_error = NULL;
		g_autoptr(Text) cut_text = NULL;
		g_autoptr(Text) bent_text = NULL;

		copy[size * i / 60] ^= (guint8)(1u << (i % 8));
		bent = g_bytes_new(copy, size);
		cut_text = extractor_run(cut, NULL, &cut_error);
		bent_text = extractor_run(bent, NULL, &bent_error);
		g_assert_true(!cut_text == !!cut_error);
		g_assert_true(!bent_text == !!bent_error);
	}
}

/* Only the key of a dictionary is masked, not what a page says. */
static void test_key_in_words(void)
{
	static const char stream[] =
		"BT /F 12 Tf 9 50 Td (/OutputIntents, /FontFile2, it says) Tj "
		"ET";
	g_autofree char *file = g_strdup_printf(
		"%%PDF-1.4\n"
		"1 0 obj<</Type/Catalog/Pages 2 0 R"
		"/OutputIntents[<</S/GTS_PDFA1>>]>>endobj\n"
		"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 299 99]"
		"/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
		"4 0 obj<</Length %zu>>stream\n%s\nendstream endobj\n"
		"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
		"endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n",
		strlen(stream), stream);
	g_autoptr(GBytes) bytes = bytes_of(file);
	g_autoptr(Text) text = extractor_run(bytes, NULL, NULL);
	g_autofree char *string = NULL;

	g_assert_nonnull(text);
	g_assert_cmpuint(text->blocks->len, ==, 1);
	string = text_block_string(text->blocks->pdata[0], NULL);
	g_assert_cmpstr(string, ==, "/OutputIntents, /FontFile2, it says");
	/* and the caller's bytes are as they were */
	g_assert_cmpint(
		memcmp(g_bytes_get_data(bytes, NULL), file, strlen(file)), ==,
		0);
}

/* --- the real reports ---------------------------------------------------- */

static char *shared_folder(void)
{
	const char *set = g_getenv("LETTERMARK_SHARED");

	return g_build_filename(set ? set : "../shared", "real", NULL);
}

/* The paths of the real PDFs in `kind`, or NULL where there are none. */
static GPtrArray *real_files(const char *kind)
{
	g_autofree char *shared = shared_folder();
	g_autofree char *folder = g_build_filename(shared, kind, NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	GPtrArray *paths;
	const char *name;

	if (!dir)
		return NULL;
	paths = g_ptr_array_new_with_free_func(g_free);
	while ((name = g_dir_read_name(dir))) {
		if (g_str_has_suffix(name, ".pdf"))
			g_ptr_array_add(
				paths, g_build_filename(folder, name, NULL));
	}
	return paths;
}

static GBytes *read_file(const char *path)
{
	char *data;
	gsize size;

	if (!g_file_get_contents(path, &data, &size, NULL))
		g_error("%s: cannot be read", path);
	return g_bytes_new_take(data, size);
}

static int count_of(GHashTable *words, const char *word)
{
	return GPOINTER_TO_INT(g_hash_table_lookup(words, word));
}

/* Count the words of `string` that have a letter, `by` at a time. */
static void count_words(GHashTable *words, const char *string, int by)
{
	g_autofree char *clean = text_clean(string);
	g_auto(GStrv) each = g_strsplit(clean, " ", -1);

	for (int i = 0; each[i]; i++) {
		/* bullets touch the first word, references the last */
		char *word = each[i];
		size_t end;

		while (*word && !g_unichar_isalpha(g_utf8_get_char(word)))
			word = g_utf8_next_char(word);
		end = strlen(word);
		while (end > 0 && !g_ascii_isalpha(word[end - 1]))
			word[--end] = '\0';
		if (*word)
			g_hash_table_insert(words, g_strdup(word),
				GINT_TO_POINTER(count_of(words, word) + by));
	}
}

static void count_model(GHashTable *words, const struct text *text)
{
	for (guint i = 0; i < text->blocks->len; i++) {
		const struct text_block *block = text->blocks->pdata[i];

		for (guint j = 0; j < block->lines->len; j++) {
			const struct text_line *line = block->lines->pdata[j];

			count_words(words, line->text, -1);
		}
	}
}

/*
 * Count the words that pdftotext gives of the file as it is, output intents and
 * all. (Poppler's own text glues the ends of neighbouring cells together.) The
 * result is their number, or 0 where the program is not installed.
 */
static int count_pdftotext(GHashTable *words, const char *path)
{
	const char *const command[] = {"pdftotext", "-raw", path, "-", NULL};
	g_autofree char *string = NULL;
	GHashTableIter iter;
	void *value;
	int all = 0;

	if (!g_spawn_sync(NULL, (char **)command, NULL, G_SPAWN_SEARCH_PATH,
		    NULL, NULL, &string, NULL, NULL, NULL))
		return 0;
	count_words(words, string, 1);
	g_hash_table_iter_init(&iter, words);
	while (g_hash_table_iter_next(&iter, NULL, &value))
		all += GPOINTER_TO_INT(value);
	return all;
}

struct fidelity {
	int words, missing, extra;
};

static void compare(struct fidelity *fidelity, const char *path)
{
	g_autoptr(GHashTable) words =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GBytes) bytes = read_file(path);
	g_autoptr(Text) text = extractor_run(bytes, NULL, NULL);
	GHashTableIter iter;
	void *key, *value;

	g_assert_nonnull(text);
	fidelity->words += count_pdftotext(words, path);
	count_model(words, text);
	g_hash_table_iter_init(&iter, words);
	while (g_hash_table_iter_next(&iter, &key, &value)) {
		int left = GPOINTER_TO_INT(value);

		if (left)
			g_test_message("%s %+d", (char *)key, -left);
		fidelity->missing += MAX(left, 0);
		fidelity->extra += MAX(-left, 0);
	}
}

/*
 * Every word that pdftotext finds in the file as it is stands in the model,
 * which comes of the file masked, once: the masking changes nothing, the
 * layout loses nothing. Unmasked reports take long: every third one.
 */
static void test_real_words(const void *kind)
{
	g_autoptr(GPtrArray) paths = real_files(kind);
	struct fidelity fidelity = {0};

	if (!paths) {
		g_test_skip("no real reports");
		return;
	}
	for (guint i = 0; i < paths->len; i += 3)
		compare(&fidelity, paths->pdata[i]);
	if (fidelity.words == 0) {
		g_test_skip("no pdftotext");
		return;
	}
	g_test_message("%d words, %d missing, %d extra", fidelity.words,
		fidelity.missing, fidelity.extra);
	g_assert_cmpint(fidelity.words, >, 5000);
	g_assert_cmpint(fidelity.missing * 1000, <, fidelity.words);
	g_assert_cmpint(fidelity.extra * 1000, <, fidelity.words);
}

/* What a look at every block of the real reports counts. */
struct survey {
	int dropped, kept;
	int glyphs; /* blocks with a bullet in their midst */
	int cut;    /* paragraphs and items that end in mid-sentence */
};

static bool has_bullet(const char *string)
{
	for (const char *p = string; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (g_utf8_strchr("•▪◼■●", -1, c) ||
			(c >= 0xf020 && c <= 0xf0ff))
			return true;
	}
	return false;
}

static void survey_joins(struct survey *survey, const struct text_block *block)
{
	for (guint i = 0; i + 1 < block->lines->len; i++) {
		const struct text_line *line = block->lines->pdata[i];
		const char *last = strrchr(line->text, ' ');

		if (!g_str_has_suffix(line->text, "-"))
			continue;
		survey->dropped += line->join == TEXT_JOIN_DROP;
		/* an address of the licence, on every last page */
		survey->kept += line->join == TEXT_JOIN_KEEP && last &&
				!strchr(last, '/');
	}
}

static void survey_block(struct survey *survey, const struct text_block *block,
	const struct text_block *last)
{
	g_autofree char *string = text_block_string(block, NULL);
	g_autofree char *before = last ? text_block_string(last, NULL) : NULL;
	size_t length = before ? strlen(before) : 0;

	survey_joins(survey, block);
	survey->glyphs += has_bullet(string);
	if (length > 0 && block->role == last->role && !block->marker &&
		block->role != TEXT_CELL &&
		g_unichar_islower(g_utf8_get_char(string)) &&
		g_ascii_isalnum(before[length - 1]))
		survey->cut++;
}

static void survey_file(struct survey *survey, const char *path)
{
	g_autoptr(GBytes) bytes = read_file(path);
	g_autoptr(Text) text = extractor_run(bytes, NULL, NULL);
	const struct text_block *last = NULL;

	g_assert_nonnull(text);
	for (guint i = 0; i < text->blocks->len; i++) {
		const struct text_block *block = text->blocks->pdata[i];

		if (text_role_is_furniture(block->role) ||
			block->role == TEXT_FOOTNOTE)
			continue;
		survey_block(survey, block, last);
		last = block;
	}
}

/* No bullet in a sentence, no sentence cut, and hyphens as they should be. */
static void test_real_blocks(void)
{
	static const char *const kinds[] = {
		"send-2023", "jtai", "focused-visit"};
	struct survey all = {0};

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		g_autoptr(GPtrArray) paths = real_files(kinds[i]);
		struct survey survey = {0};

		if (!paths) {
			g_test_skip("no real reports");
			return;
		}
		for (guint j = 0; j < paths->len; j++)
			survey_file(&survey, paths->pdata[j]);
		g_test_message(
			"%s: %d hyphens kept, %d dropped, %d bullets, "
			"%d cut",
			kinds[i], survey.kept, survey.dropped, survey.glyphs,
			survey.cut);
		all.kept += survey.kept;
		all.dropped += survey.dropped;
		all.glyphs += survey.glyphs;
		all.cut += survey.cut;
	}
	g_assert_cmpint(all.glyphs, ==, 0);
	g_assert_cmpint(all.cut, <=, 1);
	/* nine broken words, all in one report, and one compound that the
	 * same report writes as one word */
	g_assert_cmpint(all.dropped, ==, 10);
	g_assert_cmpint(all.kept, >, 140);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/pdf/probe", test_probe);
	g_test_add_func("/pdf/words", test_words);
	g_test_add_func("/pdf/turned", test_turned);
	g_test_add_func("/pdf/page-without-words", test_page_without_words);
	g_test_add_func("/pdf/faults", test_faults);
	g_test_add_func("/pdf/loops", test_loops);
	g_test_add_func("/pdf/damage", test_damage);
	g_test_add_func("/pdf/key-in-words", test_key_in_words);
	g_test_add_data_func(
		"/pdf/real/words/reports", "send-2023", test_real_words);
	g_test_add_data_func(
		"/pdf/real/words/letters", "jtai", test_real_words);
	g_test_add_data_func(
		"/pdf/real/words/visits", "focused-visit", test_real_words);
	g_test_add_func("/pdf/real/blocks", test_real_blocks);
	return g_test_run();
}
