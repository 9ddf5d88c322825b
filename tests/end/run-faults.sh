#!/usr/bin/env bash
# A few of the calls that tests/faults has fail; `make faults` has all of them.
. "$(dirname "$0")/lib.sh"

test_begin "whatever the system refuses, the next run puts all right"
if ldd "$build/lettermark-fetch" | grep -q libasan; then
	test_skip "nothing can be put before a sanitizer"
else
	run "$top/tests/faults" 1
	is "$status" 0
	like "$out" '^[1-9][0-9]* refused, 0 wrong$'
fi

test_end
