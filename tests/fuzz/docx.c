/* The main part of the package, so that the fuzzer need not learn to pack. */
#include "tests/fuzz/fuzz.h"

const char *const fuzz_name = "docx";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) bytes = fuzz_pack("word/document.xml", data, size);

	fuzz_extract(&extractor_docx, NULL, bytes);
	return 0;
}
