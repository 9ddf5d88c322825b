/*
 * fuzz.h - what the fuzz targets share. Each target is one file with
 * fuzz_name and LLVMFuzzerTestOneInput(); `make fuzz` builds it with libFuzzer
 * into $(BUILD)/fuzz/NAME, `make test` with a driver that replays
 * tests/fuzz/corpus/NAME.
 *
 *	make fuzz
 *	build/fuzz/tests/fuzz/html tests/fuzz/corpus/html
 */
#ifndef LETTERMARK_FUZZ_H
#define LETTERMARK_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "extractors/extractor.h"

/* Names the folder of the corpus. */
extern const char *const fuzz_name;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/*
 * Extract, and see that the result is a text that can be stored, or an error
 * that says why not. `ocr` may be NULL.
 */
void fuzz_extract(
	const struct extractor *extractor, struct ocr *ocr, GBytes *bytes);

/* An archive of one file, stored as it is. */
GBytes *fuzz_pack(const char *name, const uint8_t *data, size_t size);

#endif
