#!/usr/bin/env bash
# What documents are called, and what becomes of changed and equal files.
. "$(dirname "$0")/lib.sh"

shown() {
	sqlite3 -separator ' ' work/corpus.db \
		"SELECT document, substr(sha256, 1, 6) FROM documents" |
		paste -sd,
}

short() {
	sha256sum <"$1" | cut -c1-6
}

mkdir a b
echo one >a/letter.pdf
echo two >b/letter.pdf

test_begin "two files of one stem get different names, in order"
run lettermark-fetch --work work a b
is "$(shown)" "letter $(short a/letter.pdf),letter-2 $(short b/letter.pdf)"

test_begin "a suffix is cut, a full stop within a name is not"
echo x1 >"St. Hartley report"
echo x2 >"v1.2 letter.docx"
run lettermark-fetch --work names "St. Hartley report" "v1.2 letter.docx"
is "$(sqlite3 names/corpus.db 'SELECT document FROM documents')" \
	"St. Hartley report
v1.2 letter"

test_begin "equal bytes at two addresses are one document"
cp a/letter.pdf a/copy.pdf
run lettermark-fetch --work work a b
is "$status" 0
is "$err" "fetch: 0 new, 3 known"
is "$(shown)" "letter $(short a/letter.pdf),letter-2 $(short b/letter.pdf)"
is "$(sqlite3 work/corpus.db 'SELECT count(*) FROM origin')" 3
rm a/copy.pdf

test_begin "changed bytes take over the name; the old stay, not shown"
old=$(short b/letter.pdf)
echo two, mended >b/letter.pdf
run lettermark-fetch --work work a b
is "$err" "fetch: 0 new, 1 changed, 1 known"
is "$(shown)" "letter $(short a/letter.pdf),letter-2 $(short b/letter.pdf)"
is "$(sqlite3 work/corpus.db "SELECT name, live FROM document
	WHERE sha256 LIKE '$old%'")" "letter-2|0"

test_begin "when the old bytes come back, so does their document"
echo two >b/letter.pdf
run lettermark-fetch --work work a b
is "$err" "fetch: 0 new, 1 changed, 1 known"
is "$(shown)" "letter $(short a/letter.pdf),letter-2 $old"

test_begin "a blob that was lost is brought back"
rm -r work/blobs
run lettermark-fetch --work work a b
is "$status" 0
is "$(find work/blobs -type f | wc -l)" 2

test_end
