#!/usr/bin/env bash
# Files that mean harm: each is lost alone, with a reason, and in time.
. "$(dirname "$0")/lib.sh"

sample=$build/samples/wexcombe-letter-2018.pdf
mkdir bad
"$build/tests/tools/hostile" bad "$sample" || exit 1
mv bad/bomb-flate.pdf . # takes all the time it is given
cp "$sample" bad/a-good-one.pdf
cp "$build/samples/northmere-and-fellside-wsoa-2017.docx" bad/the-good-one.docx
cp "$build/samples/saltmarsh-bay-wsoa-2019.html" bad/zz-good-one.html
count=$(find bad -type f | wc -l)

outcome() { # of one document: its reason for failure, or "text"
	sqlite3 work/corpus.db "SELECT coalesce(failure, 'text') FROM text
		JOIN document ON document.id = text.document
		WHERE document.name = '$1'"
}

test_begin "a folder of hostile files is gone through to the end"
run lettermark-fetch --work work bad
is "$status" 0
run timeout 300 lettermark-extract --work work --jobs 2 --memory 512
is "$status" 1
unlike "$err" FATAL
like "$err" "^extract: [0-9]+ extracted, [0-9]+ failed$"
is "$(sqlite3 work/corpus.db 'SELECT count(*) FROM text')" "$count"

test_begin "the good ones among them read as they do alone"
for name in a-good-one the-good-one zz-good-one; do
	is "$(outcome $name)" text
done
is "$(sqlite3 work/corpus.db "SELECT pages FROM text
	JOIN document ON document.id = text.document
	WHERE name = 'a-good-one'")" 6

test_begin "what is wrong is said"
is "$(outcome empty)" "empty file"
is "$(outcome zeros)" "no known format"
is "$(outcome encrypted)" "encrypted: needs a password"
is "$(outcome pages-many)" "over the limit of 2000 pages: 100000"
is "$(outcome loop-pages)" "damaged: no pages"
is "$(outcome bomb-zip)" "over the limit of unpacked to packed bytes"
is "$(outcome deep)" "over the limit of nested elements"
is "$(outcome cells)" "over the limit of table rows"
like "$(outcome bomb-entities)" "document type|damaged"

test_begin "none of them made a worker ask for what is forbidden, or crash"
unlike "$err" "forbidden system call"
unlike "$err" "died:"

test_begin "one that takes too long is ended"
run lettermark-extract --seconds 1 --dump bomb-flate.pdf
is "$status" 1
is "$err" \
	"extract: bomb-flate.pdf: ERROR: cannot be extracted: killed: over 1 s"

test_begin "a worker does not outlive the program that started it"
lettermark-extract --dump bomb-flate.pdf >dump 2>&1 &
parent=$!
until worker=$(pgrep -P $parent); do
	kill -0 $parent || break
done
kill -9 $parent
wait $parent 2>/dev/null
ok timeout 10 tail --pid="$worker" -f /dev/null

test_begin "nothing is done twice; --retry does the failed ones again"
failed=$(sqlite3 work/corpus.db 'SELECT count(failure) FROM text')
run lettermark-extract --work work
is "$status" 1
like "$err" "0 extracted, 0 failed"
run lettermark-extract --work work --memory 512 --retry
is "$status" 1
like "$err" " $failed failed"

test_end
