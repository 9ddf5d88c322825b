/*
 * Pictures are unpacked and measured but not read, which would take seconds
 * each. Where tesseract is not installed only that they are left is seen.
 */
#include "tests/fuzz/fuzz.h"

const char *const fuzz_name = "image";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct ocr *ocr; /* opening it takes long, too */
	static bool opened;
	g_autoptr(GBytes) bytes = g_bytes_new(data, size);

	if (!opened)
		ocr = ocr_open(NULL);
	opened = true;
	if (ocr != NULL)
		ocr_begin(ocr, 0);
	if (size > 0 && extractor_image.probe(data, size))
		fuzz_extract(&extractor_image, ocr, bytes);
	return 0;
}
