/* Any bytes as a ZIP archive; see docx.c for what is in one. */
#include "tests/fuzz/fuzz.h"

const char *const fuzz_name = "package";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) bytes = g_bytes_new(data, size);

	fuzz_extract(&extractor_docx, NULL, bytes);
	return 0;
}
