/*
 * replay.c - stands in for libFuzzer in `make test`: every file of the kept
 * corpus once.
 */
#include <stdio.h>

#include "tests/fuzz/fuzz.h"

static bool replay(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autofree char *data = NULL;
	gsize size;

	if (!g_file_get_contents(path, &data, &size, NULL))
		return false;
	LLVMFuzzerTestOneInput((const uint8_t *)data, size);
	return true;
}

int main(void)
{
	g_autofree char *folder =
		g_build_filename("tests/fuzz/corpus", fuzz_name, NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;
	int count = 0;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		count++;
		printf("%sok %d %s/%s\n", replay(folder, name) ? "" : "not ",
			count, fuzz_name, name);
		fflush(stdout);
	}
	printf("1..%d\n", count);
	return count == 0;
}
