/* What a worker sends back. */
#include "tests/fuzz/fuzz.h"

const char *const fuzz_name = "variant";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) bytes = g_bytes_new(data, size);
	g_autoptr(GVariant) box = g_variant_ref_sink(
		g_variant_new_from_bytes(G_VARIANT_TYPE_VARIANT, bytes, FALSE));
	g_autoptr(GVariant) value = g_variant_get_variant(box);
	g_autoptr(Text) text = text_from_variant(value, NULL);
	g_autoptr(GString) out = g_string_new(NULL);

	if (text != NULL) {
		text_dump(text, out);
		text_json(text, out);
	}
	return 0;
}
