#!/usr/bin/env bash
# The model as shipped, and as fitted again to the scored reports.
. "$(dirname "$0")/lib.sh"
need_shared gold/scores.csv

gold=$shared/gold/scores.csv
run lettermark-fetch --quiet --work work "$shared/real/send-2023"
run lettermark-extract --quiet --work work
run lettermark-parse --quiet --work work

test_begin "the model fits the statements, and fitting it again changes nothing"
run lettermark-agree fit --work work --gold "$gold" --model model.tsv \
	--readers "$(cat "$top/tests/readers")" --scores crossed.csv --csv fit.csv
is "$status" 0
same model.tsv "$top/scoring/model.tsv"

# value MEASURE COLUMN: of the row over all criteria.
value() {
	awk -F, -v measure="$1" -v column="$2" \
		'$1 == "all" && $2 == measure { print $column }' fit.csv |
		tr -d '\r'
}

# better MEASURE: criteria that differ less than by the commonest score.
better() {
	awk -F, '$1 != "all" && $2 == "mad" && $4 + 0 < $7 + 0' fit.csv | wc -l
}

test_begin "cross-validated, it is nearer to the readers than the commonest score"
ok awk "BEGIN { exit !($(value mad 4) < $(value mad 7) - 0.05) }"
ok [ "$(better)" -ge 14 ]

test_begin "and within one of a reader as often as another reader less 0.05"
ok awk "BEGIN { exit !($(value within_one 4) >= 0.95) }"

test_begin "the scores it wrote are those it spoke of"
run lettermark-agree compare --work work --csv again.csv crossed.csv "$gold"
is "$status" 0
same again.csv fit.csv

test_begin "the ladder is nearer to the readers than the commonest score"
run lettermark-score --quiet --work work --reviewer ladder
run lettermark-agree compare --work work --csv ladder.csv ladder "$gold"
# shellcheck disable=SC2016 # awk's own
ok awk -F, '$1 == "all" && $2 == "mad" { exit !($4 + 0 < $7 + 0) }' ladder.csv

test_end
