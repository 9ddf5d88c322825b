#!/usr/bin/env bash
# Every trouble of tests/soak, once; `make soak` has many more rounds of them.
. "$(dirname "$0")/lib.sh"

test_begin "after each trouble in the night the next one puts all right"
run "$top/tests/soak" 8
is "$status" 0
like "$out" '^8 rounds, [1-8] struck, 0 failed$'

test_begin "there was every trouble"
left=$(printf '%s\n' "$out" | grep '^left out: ' | paste -sd ';')
[ -z "$left" ] || test_skip "$left"

test_end
