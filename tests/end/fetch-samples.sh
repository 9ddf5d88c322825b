#!/usr/bin/env bash
# Samples stand in tables only while there is nothing else.
. "$(dirname "$0")/lib.sh"

names() {
	sqlite3 work/corpus.db 'SELECT document FROM documents' | paste -sd' '
}

mkdir samples
echo sample >samples/made-up.pdf
echo other >samples/invented.pdf
echo real >real.pdf

test_begin "samples alone are shown"
run lettermark-fetch --work work --samples samples
is "$status" 0
is "$(names)" "invented made-up"

test_begin "a real document hides them"
run lettermark-fetch --work work real.pdf
is "$(names)" "real"

test_begin "and they stay hidden when they are fetched again"
run lettermark-fetch --work work --samples samples
is "$(names)" "real"

test_begin "a sample given as a file of one's own is a real document"
run lettermark-fetch --work work samples/made-up.pdf
is "$(names)" "made-up real"

test_end
