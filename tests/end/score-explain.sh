#!/usr/bin/env bash
# One score explained: everything that a person needs to do it again by hand.
. "$(dirname "$0")/lib.sh"

corpus work extract parse
run lettermark-score --quiet --work work --reviewer ladder
run lettermark-report --quiet --work work --out out
letter=wexcombe-letter-2018

test_begin "the statement, the anchors, the evidence and each rung"
run lettermark-score --work work --reviewer ladder --explain $letter \
	id-timeliness
is "$status" 0
like "$out" '^id-timeliness: The letter says how early'
is "$(printf '%s\n' "$out" | grep -cE '^  [1-4] ')" 4
like "$out" '^evidence: [0-9]+$'
like "$out" '^    marks: '
like "$out" '^    found by: '
like "$out" '^  rung 4$'

test_begin "the score and the reason are those of the table"
why=$(printf '%s\n' "$out" | sed -n 's/^ladder: //p')
row=$(grep "^$letter,.*,id-timeliness,ladder," out/scores.csv)
like "$row" ",${why%%:*},"
ok grep -qF -- "$why" out/scores.csv

test_begin "a rung holds exactly where the score says"
score=${why%%:*}
held=$(printf '%s\n' "$out" | awk '/^  rung/ { r = $2; next }
	/^    [^ ]/ { print r, /does not hold$/ ? "no" : "yes" }')
for rung in 2 3 4; do
	if [ "$rung" -le "$score" ]; then
		like "$held" "^$rung yes$"
	fi
	if [ "$rung" -eq $((score + 1)) ]; then
		like "$held" "^$rung no$"
	fi
done

test_begin "an unknown document, an unknown criterion: status 1"
run lettermark-score --work work --reviewer ladder --explain nowhere \
	id-timeliness
is "$status" 1
is "$err" "score: nowhere: ERROR: no scored document nowhere"
run lettermark-score --work work --reviewer ladder --explain $letter nothing
is "$status" 1
is "$err" "score: $letter: ERROR: no criterion nothing"

test_end
