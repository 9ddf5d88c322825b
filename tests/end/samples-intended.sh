#!/usr/bin/env bash
# The ladder's scores of the samples, against what they were written to.
# shellcheck disable=SC2016 # the dollars are awk's
. "$(dirname "$0")/lib.sh"

corpus work extract parse score report

# Columns document, criterion, reviewer, score of the scores; the sample's own.
join -t "$(printf '\t')" \
	<(grep -v '^#' "$cases/samples/intended.tsv" | tail -n +2 |
		awk -F'\t' '{ print $1 "/" $2 "\t" $3 }' | sort) \
	<(awk -F, '$4 == "ladder" { print $1 "/" $3 "\t" $5 }' \
		out/scores.csv | sort) >pairs

# percent CONDITION: of the pairs ($2 intended, $3 given) that it holds for.
percent() {
	awk -F'\t' "{ n++; if ($1) hits++ } END { print int(100 * hits / n) }" \
		pairs
}

test_begin "all of them are scored"
is "$(wc -l <pairs)" 200

test_begin "most scores are within one of what was meant"
ok [ "$(percent '($2 - $3) ^ 2 <= 1')" -ge 92 ]

test_begin "far more are met than by chance"
ok [ "$(percent '$2 == $3')" -ge 50 ]

test_begin "the letter that says little stands below all others"
awk -F'[\t/]' '{ sum[$1] += $4 } END { for (d in sum) print sum[d], d }' \
	pairs | sort -n >sums
is "$(head -n 1 sums | cut -d' ' -f2)" merrowby-letter-2017

test_begin "scores spread from 1 to 4"
is "$(cut -f3 pairs | sort -u | paste -sd' ')" "1 2 3 4"

test_end
