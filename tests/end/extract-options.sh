#!/usr/bin/env bash
# lettermark-extract: printing one file, options, exit status, diagnostics.
. "$(dirname "$0")/lib.sh"

letter=$build/samples/wexcombe-letter-2018.pdf

test_begin "--dump prints a text to read and needs no corpus"
run lettermark-extract --dump "$letter"
is "$status" 0
is "$err" ""
like "$out" "^format: pdf$"
like "$out" "^\[heading 1\] p1 .*Wexcombe"
not_ok test -e work

test_begin "--json prints an object that a reader of JSON takes"
run lettermark-extract --json "$letter"
is "$status" 0
is "$(sqlite3 :memory: "SELECT json_valid(readfile('$tap_home/.out'))")" 1
is "$(sqlite3 :memory: "SELECT json_extract(readfile('$tap_home/.out'),
	'\$.format')")" pdf

test_begin "the format is known by content, not by name"
cp "$letter" letter.docx
run lettermark-extract --dump letter.docx
is "$status" 0
like "$out" "^format: pdf$"

test_begin "a file that cannot be read is named with the reason"
echo "Just words." >words.txt
run lettermark-extract --dump words.txt
is "$status" 1
is "$err" "extract: words.txt: ERROR: cannot be extracted: no known format"
run lettermark-extract --dump nowhere.pdf
is "$status" 1
like "$err" "nowhere.pdf: ERROR: cannot be opened: No such file"

test_begin "wrong usage is status 2"
run lettermark-extract --dump a --json b
is "$status" 2
run lettermark-extract letter.pdf
is "$status" 2
run lettermark-extract --seconds -1
is "$status" 2
run lettermark-extract --seconds 86401
is "$status" 2

test_begin "a document may have an hour and more"
run lettermark-extract --seconds 2148 --dump "$letter"
is "$status" 0

test_begin "a corpus that cannot be opened is status 3"
echo >file
run lettermark-extract --work file
is "$status" 3

test_begin "a full disk is noticed"
run bash -c 'lettermark-extract --json "$1" >/dev/full' bash "$letter"
is "$status" 3

test_begin "a corpus is extracted once"
run lettermark-fetch --work work "$build/samples"
run lettermark-extract --work work --jobs 2
is "$status" 0
like "$err" "^extract: [0-9]+ extracted, 0 failed$"
run lettermark-extract --work work
is "$status" 0
is "$err" "extract: 0 extracted, 0 failed"

test_begin "how many work at a time makes no difference to the texts"
run lettermark-fetch --work other "$build/samples"
run lettermark-extract --work other --jobs 1
for corpus in work other; do
	sqlite3 $corpus/corpus.db "SELECT name, digest FROM text
		JOIN document ON document.id = text.document ORDER BY name" \
		>$corpus.txt
done
same work.txt other.txt

test_begin "a document whose bytes are away is done when they are back"
lettermark-fetch --quiet --work away "$letter"
mv away/blobs blobs
run lettermark-extract --quiet --work away
is "$status" 1
is "$err" "extract: wexcombe-letter-2018.pdf: ERROR: not extracted this \
time: No such file or directory"
mv blobs away
run lettermark-extract --work away
is "$status" 0
is "$err" "extract: 1 extracted, 0 failed"

test_end
