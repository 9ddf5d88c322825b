#include "tests/fuzz/fuzz.h"

const char *const fuzz_name = "pdf";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) bytes = g_bytes_new(data, size);

	fuzz_extract(&extractor_pdf, NULL, bytes);
	return 0;
}
