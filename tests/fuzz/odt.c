/* The main part of the package, so that the fuzzer need not learn to pack. */
#include "tests/fuzz/fuzz.h"

const char *const fuzz_name = "odt";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) bytes = fuzz_pack("content.xml", data, size);

	fuzz_extract(&extractor_odt, NULL, bytes);
	return 0;
}
