/* Words cut out of the content of pages: what goes, and what has to stay. */
#include "extractors/format/pdf-lines.h"

#include "extractors/format/pdf.h"

#include <cairo-pdf.h>
#include <gio/gio.h>
#include <string.h>

/* Content, and what is left of it; NULL where all of it is to be left. */
struct sample {
	const char *content, *left;
};

static const struct sample samples[] = {
	/* words, and all that is there for them alone */
	{"q 1 0 0 1 7 7 cm 0 g BT /F1 12 Tf (a) Tj ET Q", ""},
	{"q 0 0 9 9 re W n q BT (b) ' ET Q Q", ""},
	{"BT 1 0 0 1 9 9 Tm [(a\\)) -3 <6a> (b(c))] TJ T* 1 2 (d) \" ET", ""},
	/* lines and areas, and how they look */
	{"q 0 0 9 9 re W n .5 g BT (a) Tj ET 1 1 5 5 re f Q",
		"q\n0 0 9 9 re\nW\nn\n.5 g\n1 1 5 5 re\nf\nQ\n"},
	{"BT .9 g (a) Tj ET 0 0 5 5 re f*", ".9 g\n0 0 5 5 re\nf*\n"},
	{"q q 0 0 m 9 9 l S Q BT (a) Tj ET Q", "q\nq\n0 0 m\n9 9 l\nS\nQ\nQ\n"},
	{"q BT (a) Tj ET Q /Form1 Do", "/Form1 Do\n"},
	/* a path outlives the group in which it is begun */
	{"q 0 0 5 5 re Q f", "q\n0 0 5 5 re\nQ\nf\n"},
	/* layers that may be hidden keep their ends */
	{"/OC /MC0 BDC q BT (a) Tj ET Q EMC", "/OC /MC0 BDC\nEMC\n"},
	{"/P <</MCID 0 /T (a>>b) /D[<</E 1>>]>> BDC EMC",
		"/P <</MCID 0 /T (a>>b) /D[<</E 1>>]>> BDC\nEMC\n"},
	/* the rest of what another stream began */
	{"Q 0 0 5 5 re f", "Q\n0 0 5 5 re\nf\n"},
	{"% q (\n0 0 5 5 re f % Q", "0 0 5 5 re\nf\n"},
	{"", ""},
	/* not understood */
	{"BI /W 1 /H 1 ID x EI", NULL},
	{"BT 7 Tr (a) Tj ET", NULL},
	{"500 0 d0 (a) Tj", NULL},
	{"/CIDInit /ProcSet findresource begin", NULL},
	{"0 0 5 5 re f 0", NULL},
	{"Tj", NULL},
	{"(a", NULL},
	{"(a\\", NULL},
	{"[(a) Tj", NULL},
	{"<61 Tj", NULL},
	{"] Tj", NULL},
	{"{ } q", NULL},
};

static void test_cut(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
		const char *content = samples[i].content;
		g_autoptr(GString) out = g_string_new(NULL);
		bool cut = pdf_lines_of(content, strlen(content), out);

		g_test_message("%s", content);
		g_assert_cmpint(cut, ==, samples[i].left != NULL);
		if (cut)
			g_assert_cmpstr(out->str, ==, samples[i].left);
	}
}

static void test_deep(void)
{
	g_autofree char *groups = g_strnfill(1000, 'q');
	g_autofree char *arrays = g_strnfill(1000, '[');
	g_autoptr(GString) out = g_string_new(NULL);

	for (int i = 1; i < 1000; i += 2)
		groups[i] = ' ';
	g_assert_false(pdf_lines_of(groups, 1000, out));
	g_assert_false(pdf_lines_of(arrays, 1000, out));
}

/* What the converter, which is then freed, makes of short data. */
static GByteArray *convert(GConverter *converter, const void *data, gsize size)
{
	GByteArray *result = g_byte_array_new();
	gsize read, written;

	g_byte_array_set_size(result, 256);
	g_assert_cmpint(g_converter_convert(converter, data, size, result->data,
				result->len, G_CONVERTER_INPUT_AT_END, &read,
				&written, NULL),
		==, G_CONVERTER_FINISHED);
	g_byte_array_set_size(result, (guint)written);
	g_object_unref(converter);
	return result;
}

static GByteArray *pack(const char *plain)
{
	return convert(G_CONVERTER(g_zlib_compressor_new(
			       G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9)),
		plain, strlen(plain));
}

static GByteArray *unpack(const guint8 *packed, gsize size)
{
	return convert(G_CONVERTER(g_zlib_decompressor_new(
			       G_ZLIB_COMPRESSOR_FORMAT_ZLIB)),
		packed, size);
}

/* Only the packed bytes of a stream change, and only where that is content. */
static void check_file(const char *dictionary, const char *left)
{
	static const char content[] =
		"q BT /F1 12 Tf (Mossbury) Tj ET Q "
		"1 1 5 5 re f";
	g_autoptr(GByteArray) packed = pack(content);
	g_autofree char *head = g_strdup_printf(
		"%%PDF-1.4\n4 0 obj\n%s\nstream\r\n", dictionary);
	const char tail[] = "\nendstream\nendobj\n";
	g_autoptr(GByteArray) file = g_byte_array_new();
	g_autoptr(GByteArray) got = NULL;

	g_byte_array_append(file, (guint8 *)head, (guint)strlen(head));
	g_byte_array_append(file, packed->data, packed->len);
	g_byte_array_append(file, (const guint8 *)tail, sizeof(tail));
	pdf_lines_keep((char *)file->data, file->len);
	g_assert_cmpmem(file->data, strlen(head), head, strlen(head));
	g_assert_cmpmem(file->data + file->len - sizeof(tail), sizeof(tail),
		tail, sizeof(tail));
	got = unpack(file->data + strlen(head), packed->len);
	left = left ? left : content;
	g_assert_cmpmem(got->data, got->len, left, strlen(left));
}

static void test_file(void)
{
	static const char left[] = "1 1 5 5 re\nf\n";

	check_file("<</Length 99/Filter/FlateDecode>>", left);
	check_file("<< /Filter [ /FlateDecode ] /Length 7 0 R >> ", left);
	check_file("<</Length 99/Filter/FlateDecode/Type/XObject>>", NULL);
	check_file("<</Length1 99/Filter/FlateDecode>>", NULL);
	check_file("<</Length 99>>", NULL);
	check_file("endobj", NULL);
}

static void test_file_damaged(void)
{
	static const char file[] =
		"<</Length 9/Filter/FlateDecode>>stream\n"
		"x\x9cno stream of the kind";
	char copy[sizeof(file)];

	for (gsize size = 0; size <= sizeof(file); size++) {
		memcpy(copy, file, sizeof(file));
		pdf_lines_keep(copy, size);
		g_assert_cmpmem(copy, sizeof(copy), file, sizeof(file));
	}
}

static cairo_status_t append(
	void *user, const unsigned char *data, unsigned int length)
{
	g_byte_array_append(user, data, length);
	return CAIRO_STATUS_SUCCESS;
}

/* A page with shaded cells and rules, and words in clips among them. */
static GByteArray *make_page(bool words)
{
	GByteArray *bytes = g_byte_array_new();
	cairo_surface_t *surface =
		cairo_pdf_surface_create_for_stream(append, bytes, 595, 842);
	cairo_t *cairo = cairo_create(surface);

	for (int i = 0; i < 40; i++) {
		double x = 40 + i % 4 * 120, y = 40 + i / 4 * 60;

		cairo_set_source_rgb(cairo, 1, 1 - i / 40.0, 0.7);
		cairo_rectangle(cairo, x, y, 118, 50);
		cairo_fill(cairo);
		cairo_save(cairo);
		cairo_rectangle(cairo, x, y, 100, 40);
		cairo_clip(cairo);
		cairo_set_source_rgb(cairo, 0, 0, i / 40.0);
		cairo_move_to(cairo, x + 5, y + 20);
		if (words)
			cairo_show_text(cairo, "Mossbury");
		cairo_restore(cairo);
		cairo_move_to(cairo, x, y + 55);
		cairo_line_to(cairo, x + 118, y + 55);
		cairo_stroke(cairo);
	}
	cairo_surface_destroy(surface);
	cairo_destroy(cairo);
	return bytes;
}

static struct layout_picture *draw(const GByteArray *file)
{
	g_autoptr(GBytes) bytes = g_bytes_new(file->data, file->len);
	g_autoptr(GError) error = NULL;
	PopplerDocument *document =
		poppler_document_new_from_bytes(bytes, NULL, &error);
	struct layout_picture *picture;
	PopplerPage *page;

	g_assert_no_error(error);
	page = poppler_document_get_page(document, 0);
	picture = pdf_draw_page(page, NULL, 72);
	g_object_unref(page);
	g_object_unref(document);
	return picture;
}

/* A page whose words are cut out is drawn as one that never had any. */
static void test_drawn(void)
{
	g_autoptr(GByteArray) written = make_page(true);
	g_autoptr(GByteArray) bare = make_page(false);
	struct layout_picture *one, *two;
	gsize size;

	pdf_lines_keep((char *)written->data, written->len);
	one = draw(written);
	two = draw(bare);
	size = sizeof(guint32) * (gsize)one->width * (gsize)one->height;
	g_assert_cmpint(one->width, ==, two->width);
	g_assert_cmpint(one->height, ==, two->height);
	g_assert_true(memcmp(one->pixels, two->pixels, size) == 0);
	layout_picture_free(one);
	layout_picture_free(two);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/pdf-lines/cut", test_cut);
	g_test_add_func("/pdf-lines/deep", test_deep);
	g_test_add_func("/pdf-lines/file", test_file);
	g_test_add_func("/pdf-lines/file/damaged", test_file_damaged);
	g_test_add_func("/pdf-lines/drawn", test_drawn);
	return g_test_run();
}
