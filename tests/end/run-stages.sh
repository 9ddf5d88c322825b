#!/usr/bin/env bash
# run.sh over a folder: every stage, once, and the same tables again.
. "$(dirname "$0")/lib.sh"

lettermark=("$top/run.sh" --no-install --work work --out out)

mkdir letters
cp "$build"/samples/*-report-20*.pdf letters/
reports=$(find letters -type f | wc -l)
head -c 3000 letters/candlewick-report-2023.pdf >letters/damaged.pdf
: >letters/empty.pdf
seq 1000 >letters/numbers.pdf

test_begin "what cannot be read is one line each, and the rest is done"
run "${lettermark[@]}" letters
is "$status" 1
is "$(printf '%s\n' "$err" | grep -c 'ERROR')" 3
like "$err" '^extract: damaged.pdf: ERROR: '
like "$err" '^extract: empty.pdf: ERROR: '
like "$err" '^extract: numbers.pdf: ERROR: '
scores=$(($(wc -l <out/scores.csv) - 1))
is "$(grep -c ',ladder,' out/scores.csv)" $((reports * 20))
like "$out" "^$((reports + 3)) documents, 3 failed, $reports scored, $scores scores\$"
like "$out" '^Open out/index.html$'
is "$(grep -c ',failed,' out/documents.csv)" 3

test_begin "again at once: nothing done twice, tables the same, status the same"
mv out before
run "${lettermark[@]}" letters
is "$status" 1
like "$err" '^fetch: 0 new'
like "$err" '^extract: ERROR: 3 documents failed earlier and were not tried again: damaged, empty, numbers$'
like "$err" '^extract: 0 extracted, 0 failed, 3 failed earlier$'
like "$err" '^score: 0 documents? scored$'
rm out/.lettermark-last before/.lettermark-last # has times
same out before

test_begin "in a folder of its own the same letters give the same tables"
run "$top/run.sh" --no-install --work work2 --out out2 --jobs 1 letters
is "$status" 1
rm out2/.lettermark-last
same out2 before

test_begin "--log-json: every line that a stage says is one object, with its time"
run "${lettermark[@]}" --log-json letters
is "$status" 1
is "$(printf '%s\n' "$err" | grep -vcE '^\{"time":"20[0-9-]{8}T[0-9:]{8}Z","program":"[a-z]+",.*"level":"[A-Z]+",.*\}$')" 0
is "$(printf '%s\n' "$err" | grep -c '"level":"SUMMARY"')" 6

test_begin "a document more is a row more, and nothing else changes"
cp "$build/samples/wexcombe-letter-2018.pdf" letters/
run "${lettermark[@]}" letters
is "$(wc -l <out/documents.csv)" "$(($(wc -l <before/documents.csv) + 1))"
is "$(diff before/documents.csv out/documents.csv | grep -c '^<')" 0

test_end
