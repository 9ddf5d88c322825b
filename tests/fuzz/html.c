#include "tests/fuzz/fuzz.h"

const char *const fuzz_name = "html";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) bytes = g_bytes_new(data, size);

	fuzz_extract(&extractor_html, NULL, bytes);
	return 0;
}
