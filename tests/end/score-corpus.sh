#!/usr/bin/env bash
# Scoring a corpus: what is out of date, which reviewers, which statements.
. "$(dirname "$0")/lib.sh"

small=$cases/scoring/small.xml
corpus work extract parse

# scores REVIEWER: how many there are in the table.
scores() {
	run lettermark-report --quiet --work work --out out
	awk -F, -v name="$1" '$4 == name' out/scores.csv | wc -l
}

test_begin "what is scored is not scored again"
run lettermark-score --work work --reviewer ladder
is "$status" 0
like "$err" '^score: [1-9][0-9]* documents scored$'
run lettermark-score --work work --reviewer ladder
like "$err" '^score: 0 documents scored$'

test_begin "every scored document has twenty scores from 1 to 4"
documents=$(($(scores ladder) / 20))
ok [ "$documents" -ge 9 ]
is "$(scores ladder)" "$((documents * 20))"
is "$(awk -F, 'NR > 1 && $5 !~ /^[1-4]$/' out/scores.csv)" ""

test_begin "the same again, byte for byte"
cp -r out before
run lettermark-score --work work --framework "$small" --reviewer ladder
run lettermark-score --work work --reviewer ladder
like "$err" '^score: [1-9]'
run lettermark-report --quiet --work work --out out
same out/scores.csv before/scores.csv
same out/evidence.csv before/evidence.csv

test_begin "other statements, other scores"
run lettermark-score --work work --framework "$small" --reviewer ladder
is "$status" 0
is "$(scores ladder)" "$((documents * 2))"

test_begin "scores that cannot be stored end the run: status 3, one line"
sqlite3 work/corpus.db "PRAGMA foreign_keys = ON;
	DELETE FROM scoring; CREATE TRIGGER full
	BEFORE INSERT ON scoring BEGIN SELECT raise(ABORT, 'full'); END"
run lettermark-score --work work --reviewer ladder
is "$status" 3
is "$(printf '%s\n' "$err" | wc -l)" 2
like "$err" '^score: [^:]*: FATAL: work/corpus.db: full$'
like "$err" '^score: 0 documents scored$'
sqlite3 work/corpus.db 'DROP TRIGGER full'
ok lettermark-score --work work --reviewer ladder

test_begin "a model fitted with other statements is refused where asked for"
run lettermark-score --work work --framework "$small" --reviewer model
is "$status" 3
like "$err" 'was fitted with another framework than small'

test_begin "and left out, with a warning, where it is not"
run lettermark-score --work work --framework "$small"
is "$status" 0
like "$err" 'WARNING: .*was fitted with another framework than small'

test_begin "statements with a fault in them: status 3, file and line"
sed 's/{{child}}|/{{chill}}|/' "$small" >faulty.xml
run lettermark-score --work work --framework faulty.xml
is "$status" 3
is "$err" "score: FATAL: faulty.xml:7: {{chill}} is not defined above"

test_begin "a model asked for by its file that cannot be read: status 3"
run lettermark-score --work work --model nofile
is "$status" 3
like "$err" '^score: FATAL: .*nofile'
unlike "$err" 'documents scored'

test_begin "a reviewer named twice scores once"
run lettermark-score --work work --reviewer ladder --reviewer ladder
is "$status" 0
run lettermark-score --work work --reviewer ladder
like "$err" '^score: 0 documents scored$'

test_begin "an unknown reviewer: status 3"
run lettermark-score --work work --reviewer oracle
is "$status" 3
is "$err" "score: FATAL: no reviewer oracle: there are ladder, model"

test_begin "arguments are wrong usage"
run lettermark-score --work work letter
is "$status" 2
run lettermark-score --work work --explain letter
is "$status" 2

test_end
