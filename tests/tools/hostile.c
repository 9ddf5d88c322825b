/*
 * hostile FOLDER SAMPLE.pdf - make a folder of files that mean harm: the
 * sample cut short at every kilobyte and with bits flipped, and files built
 * to loop, to nest and to grow without end.
 */
#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FLIPPED_FILES 64
#define FLIPS_A_FILE  20
#define ZEROS         (200u * 1024 * 1024)

static const char *folder;

static void save(const char *name, const void *data, gsize size)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autoptr(GError) error = NULL;

	if (!g_file_set_contents(path, data, (gssize)size, &error)) {
		fprintf(stderr, "hostile: %s\n", error->message);
		exit(1);
	}
}

static void save_string(const char *name, const GString *string)
{
	save(name, string->str, string->len);
}

/* --- a real file, damaged ------------------------------------------------ */

static void cut_short(const char *data, gsize size)
{
	for (gsize at = 1024; at < size; at += 1024) {
		g_autofree char *name =
			g_strdup_printf("cut-%04zu.pdf", at / 1024);

		save(name, data, at);
	}
}

/* The same bits every time: the numbers are those of a small generator. */
static void flip_bits(const char *data, gsize size)
{
	guint32 random = 1;

	for (int i = 0; i < FLIPPED_FILES; i++) {
		g_autofree guint8 *copy = g_memdup2(data, size);
		g_autofree char *name = g_strdup_printf("flip-%02d.pdf", i);

		for (int j = 0; j < FLIPS_A_FILE; j++) {
			random = random * 1664525 + 1013904223;
			copy[(random >> 3) % size] ^=
				(guint8)(1u << (random & 7));
		}
		save(name, copy, size);
	}
}

/* --- PDF ----------------------------------------------------------------- */

/* The object after the last; its number is that of the offset noted. */
static void begin_object(GString *pdf, GArray *offsets)
{
	gsize at = pdf->len;

	g_array_append_val(offsets, at);
	g_string_append_printf(pdf, "%u 0 obj\n", offsets->len);
}

static void end_pdf(GString *pdf, GArray *offsets, const char *more)
{
	gsize start = pdf->len;

	g_string_append_printf(
		pdf, "xref\n0 %u\n0000000000 65535 f \n", offsets->len + 1);
	for (guint i = 0; i < offsets->len; i++)
		g_string_append_printf(pdf, "%010zu 00000 n \n",
			g_array_index(offsets, gsize, i));
	g_string_append_printf(pdf,
		"trailer\n<</Size %u/Root 1 0 R%s>>\nstartxref\n%zu\n%%%%EOF\n",
		offsets->len + 1, more, start);
}

/* A file of these objects, numbered from 1, the first the catalogue. */
static void save_pdf(
	const char *name, const char *const *objects, const char *trailer)
{
	g_autoptr(GArray) offsets = g_array_new(FALSE, FALSE, sizeof(gsize));
	GString *pdf = g_string_new("%PDF-1.7\n");

	for (int i = 0; objects[i] != NULL; i++) {
		begin_object(pdf, offsets);
		g_string_append_printf(pdf, "%s\nendobj\n", objects[i]);
	}
	end_pdf(pdf, offsets, trailer);
	save_string(name, pdf);
	g_string_free(pdf, TRUE);
}

#define CATALOGUE "<</Type/Catalog/Pages 2 0 R>>"
#define ONE_PAGE  "<</Type/Pages/Count 1/Kids[3 0 R]>>"
#define PICTURE_PAGE                                                           \
	(PAGE_HEAD "/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>")
#define PICTURE_SHOWN                                                          \
	"<</Length 27>>stream\nq 600 0 0 800 0 0 cm /I Do Q\nendstream"
#define PAGE_HEAD "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]"

static void make_loops(void)
{
	static const char *const parent[] = {CATALOGUE,
		"<</Type/Pages/Count 9/Kids[3 0 R]>>",
		"<</Type/Pages/Parent 2 0 R/Count 9/Kids[2 0 R 3 0 R]>>", NULL};
	static const char *const length[] = {CATALOGUE, ONE_PAGE,
		(PAGE_HEAD "/Contents 4 0 R>>"),
		"<</Length 4 0 R>>stream\nq\nendstream", NULL};
	static const char *const form[] = {CATALOGUE, ONE_PAGE,
		(PAGE_HEAD "/Contents 5 0 R/Resources 6 0 R>>"),
		("<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources 6 0 R"
		 "/Length 11>>stream\n/F Do /F Do\nendstream"),
		"<</Length 5>>stream\n/F Do\nendstream",
		"<</XObject<</F 4 0 R>>>>", NULL};
	static const char *const plain[] = {
		CATALOGUE, ONE_PAGE, PAGE_HEAD ">>", NULL};

	save_pdf("loop-pages.pdf", parent, "");
	save_pdf("loop-length.pdf", length, "");
	save_pdf("loop-form.pdf", form, "");
	/* The table before this one is this one: it begins at byte 170. */
	save_pdf("loop-xref.pdf", plain, "/Prev 170");
	save_pdf("loop-root.pdf", plain, "/Root 9 0 R");
}

static void make_encrypted(void)
{
	static const char *const objects[] = {
		CATALOGUE, ONE_PAGE, PAGE_HEAD ">>", NULL};

	save_pdf("encrypted.pdf", objects,
		"/Encrypt<</Filter/Standard/V 1/R 2/P -4"
		"/O(abcdefghijklmnopqrstuvwxyzabcdef)"
		"/U(abcdefghijklmnopqrstuvwxyzabcdef)>>"
		"/ID[(abcdefghijklmnop)(abcdefghijklmnop)]");
}

static void make_many_pages(void)
{
	const int count = 100000;
	g_autoptr(GArray) offsets = g_array_new(FALSE, FALSE, sizeof(gsize));
	GString *pdf = g_string_new("%PDF-1.7\n");

	begin_object(pdf, offsets);
	g_string_append(pdf, CATALOGUE "\nendobj\n");
	begin_object(pdf, offsets);
	g_string_append_printf(pdf, "<</Type/Pages/Count %d/Kids[", count);
	for (int i = 0; i < count; i++)
		g_string_append_printf(pdf, "%d 0 R ", i + 3);
	g_string_append(pdf, "]>>\nendobj\n");
	for (int i = 0; i < count; i++) {
		begin_object(pdf, offsets);
		g_string_append(pdf, PAGE_HEAD ">>\nendobj\n");
	}
	end_pdf(pdf, offsets, "");
	save_string("pages-many.pdf", pdf);
	g_string_free(pdf, TRUE);
}

static void make_deep(void)
{
	GString *nest = g_string_new(PAGE_HEAD "/X ");
	const char *objects[] = {CATALOGUE, ONE_PAGE, NULL, NULL};

	for (int i = 0; i < 200000; i++)
		g_string_append_c(nest, '[');
	for (int i = 0; i < 200000; i++)
		g_string_append_c(nest, ']');
	g_string_append(nest, ">>");
	objects[2] = nest->str;
	save_pdf("deep-arrays.pdf", objects, "");
	g_string_free(nest, TRUE);
}

/* A page without words that shows one picture of a size it does not have. */
static void make_picture(const char *name, const char *filter)
{
	g_autofree char *picture = g_strdup_printf(
		"<</Type/XObject/Subtype/Image/Width 60000/Height 60000"
		"/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/%s"
		"/Length 16>>stream\nabcdefghijklmnop\nendstream",
		filter);
	const char *objects[] = {CATALOGUE, ONE_PAGE, PICTURE_PAGE,
		PICTURE_SHOWN, picture, NULL};

	save_pdf(name, objects, "");
}

/* The last object is a stream of `data` (given). */
static void save_pdf_with_stream(const char *name, const char *const *objects,
	const char *dictionary, GBytes *data)
{
	g_autoptr(GArray) offsets = g_array_new(FALSE, FALSE, sizeof(gsize));
	GString *pdf = g_string_new("%PDF-1.7\n");

	for (int i = 0; objects[i] != NULL; i++) {
		begin_object(pdf, offsets);
		g_string_append_printf(pdf, "%s\nendobj\n", objects[i]);
	}
	begin_object(pdf, offsets);
	g_string_append_printf(pdf, "<<%s/Length %zu>>stream\n", dictionary,
		g_bytes_get_size(data));
	g_string_append_len(pdf, g_bytes_get_data(data, NULL),
		(gssize)g_bytes_get_size(data));
	g_string_append(pdf, "\nendstream\nendobj\n");
	end_pdf(pdf, offsets, "");
	save_string(name, pdf);
	g_string_free(pdf, TRUE);
	g_bytes_unref(data);
}

/* JPEG 2000: a header that promises an enormous picture. */
static void make_jpx(void)
{
	static const guint8 size[] = {0xff, 0x4f, 0xff, 0x51, 0, 41, 0, 0, 0, 1,
		0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0,
		1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 7, 1, 1};
	const char *objects[] = {
		CATALOGUE, ONE_PAGE, PICTURE_PAGE, PICTURE_SHOWN, NULL};

	save_pdf_with_stream("bomb-jpx.pdf", objects,
		"/Type/XObject/Subtype/Image/Width 16777216/Height 16777216"
		"/Filter/JPXDecode",
		g_bytes_new_static(size, sizeof(size)));
}

/* `data` deflated. */
static GBytes *deflate(GBytes *data)
{
	g_autoptr(GConverter) zlib = G_CONVERTER(
		g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9));
	g_autoptr(GOutputStream) memory =
		g_memory_output_stream_new_resizable();
	g_autoptr(GOutputStream) out =
		g_converter_output_stream_new(memory, zlib);

	g_output_stream_write_all(out, g_bytes_get_data(data, NULL),
		g_bytes_get_size(data), NULL, NULL, NULL);
	g_output_stream_close(out, NULL, NULL);
	return g_memory_output_stream_steal_as_bytes(
		G_MEMORY_OUTPUT_STREAM(memory));
}

/* A page of 200 million operators, deflated twice to a few kilobytes. */
static void make_flate(void)
{
	gsize size = 200 * 1000 * 1000;
	g_autoptr(GBytes) plain =
		g_bytes_new_take(memset(g_malloc(size), 'q', size), size);
	g_autoptr(GBytes) once = deflate(plain);
	const char *objects[] = {
		CATALOGUE, ONE_PAGE, (PAGE_HEAD "/Contents 4 0 R>>"), NULL};

	save_pdf_with_stream("bomb-flate.pdf", objects,
		"/Filter[/FlateDecode/FlateDecode]", deflate(once));
}

/* --- packages and pages -------------------------------------------------- */

static void save_zip(
	const char *name, const char *member, const char *data, gsize size)
{
	gsize room = size + 65536, used = 0;
	g_autofree char *out = g_malloc(room);
	struct archive *archive = archive_write_new();
	struct archive_entry *entry = archive_entry_new();

	archive_write_set_format_zip(archive);
	archive_write_open_memory(archive, out, room, &used);
	archive_entry_set_pathname(entry, member);
	archive_entry_set_size(entry, (la_int64_t)size);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_write_header(archive, entry);
	archive_write_data(archive, data, size);
	archive_entry_free(entry);
	archive_write_close(archive);
	archive_write_free(archive);
	save(name, out, used);
}

static void make_packages(void)
{
	gsize size = 63 << 20;
	g_autofree char *blanks = memset(g_malloc(size), ' ', size);
	GString *entities = g_string_new("<!DOCTYPE d [<!ENTITY e0 'ha'>");
	GString *deep = g_string_new("<w:document>");

	save_zip("bomb-zip.docx", "word/document.xml", blanks, size);
	for (int i = 1; i < 30; i++)
		g_string_append_printf(entities,
			"<!ENTITY e%d '&e%d;&e%d;&e%d;&e%d;'>", i, i - 1, i - 1,
			i - 1, i - 1);
	g_string_append(entities, "]><d>&e29;</d>");
	save_zip("bomb-entities.docx", "word/document.xml", entities->str,
		entities->len);
	for (int i = 0; i < 500000; i++)
		g_string_append(deep, "<a>");
	save_zip("deep.docx", "word/document.xml", deep->str, deep->len);
	g_string_free(entities, TRUE);
	g_string_free(deep, TRUE);
}

static void make_pages(void)
{
	GString *page = g_string_new("<html><body>");

	for (int i = 0; i < 500000; i++)
		g_string_append(page, i % 2 ? "<b>" : "<div>");
	save_string("deep.html", page);
	g_string_truncate(page, 12);
	g_string_append(page, "<table>");
	for (int i = 0; i < 200000; i++)
		g_string_append(page, "<tr><td rowspan=65000 colspan=1000>");
	save_string("cells.html", page);
	g_string_free(page, TRUE);
}

static void make_others(void)
{
	static const guint8 png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a,
		'\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 1, 0, 0, 0, 1, 0, 0,
		8, 2, 0, 0, 0, 0, 0, 0, 0};
	g_autofree char *zeros = g_build_filename(folder, "zeros.pdf", NULL);
	int fd = open(zeros, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (fd < 0 || ftruncate(fd, ZEROS) != 0 || close(fd) != 0) {
		perror(zeros);
		exit(1);
	}
	save("huge.png", png, sizeof(png));
	save("empty.pdf", "", 0);
	save("header.pdf", "%PDF-1.7\n", 9);
	save("pk.docx", "PK\3\4word/document.xml", 21);
}

int main(int argc, char **argv)
{
	g_autofree char *data = NULL;
	gsize size;

	if (argc != 3 || !g_file_get_contents(argv[2], &data, &size, NULL)) {
		fprintf(stderr, "usage: hostile FOLDER SAMPLE.pdf\n");
		return 2;
	}
	folder = argv[1];
	cut_short(data, size);
	flip_bits(data, size);
	make_loops();
	make_encrypted();
	make_many_pages();
	make_deep();
	make_picture("bomb-jbig2.pdf", "JBIG2Decode");
	make_picture("bomb-dct.pdf", "DCTDecode");
	make_jpx();
	make_flate();
	make_packages();
	make_pages();
	make_others();
	return 0;
}
