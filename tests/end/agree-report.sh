#!/usr/bin/env bash
# The 2020 review's findings, computed again for a sample and two reviewers.
. "$(dirname "$0")/lib.sh"

lettermark-fetch --quiet --work work --samples "$build/samples"
lettermark-extract --quiet --work work
lettermark-parse --quiet --work work
lettermark-score --quiet --work work
lettermark-report --quiet --work work --out tables
sed -n 's/.*<criterion id="\([^"]*\)".*/\1/p' "$top/scoring/criteria.xml" \
	>criteria

# Six letters by two people: all 3 and 4, but for statutory compliance, which
# the second person gives 1.
letters=$(cut -d, -f1 tables/scores.csv | tail -n +2 | sort -u | head -n 6)
{
	echo document,criterion,ann,bob
	for letter in $letters; do
		awk -v letter="$letter" '{
			print letter "," $1 ",3," ($1 ~ /^statutory/ ? 1 : 4) }' \
			criteria
	done
} >people.csv
lettermark-agree import --quiet --work work --gold people.csv

# verdict PATTERN: whether the finding that says so is borne out.
verdict() {
	grep -E "$1" report/findings.csv | sed 's/^\("[^"]*"\|[^,]*\),\("[^"]*"\|[^,]*\),\([^,]*\),.*/\3/'
}

test_begin "known scores give known findings"
run lettermark-agree report --work work --reviewers ann,bob --out report
is "$status" 0
is "$(verdict 'lowest scores of all')" yes
is "$(verdict 'generally clear')" yes
is "$(verdict 'Eight letters')" no
like "$(grep 'Eight letters' report/findings.csv)" '6 of 6 letters at four or less'
is "$(verdict 'no imperative')" "cannot say"
is "$(grep ^statutory report/criteria.csv)" \
	$'statutory-compliance,6,4.00,6,3.00,1.00\r'
is "$(tail -n 1 report/criteria.csv | cut -d, -f1)" statutory-compliance
is "$(grep ^id-timeliness report/agreement.csv)" \
	$'id-timeliness,6,0.000,1.000,1.000,0.000\r'

test_begin "the same twice, byte for byte, as HTML, CSV and Markdown"
run lettermark-agree report --work work --reviewers ann,bob --out again
same again report
ok grep -q '<h1>The 2020 review repeated</h1>' report/report.html
run lettermark-agree report --work work --reviewers ann,bob
is "$(cat "$tap_home/.out")" "$(cat report/report.md)"

test_begin "a third reading settles what lies two or more apart"
letter=$(printf '%s\n' "$letters" | head -n 1)
printf 'document,reviewer,criterion,score\n%s,Kim,statutory-compliance,3\n%s,Kim,id-timeliness,1\n' \
	"$letter" "$letter" >third.csv
lettermark-agree import --quiet --work work --adjudicate third.csv
run lettermark-agree report --work work --reviewers ann,bob --out report
like "$(cat report/report.md)" 'a third reading settled: 1\.$'
is "$(grep ^statutory report/criteria.csv | cut -d, -f3-4)" 4.33,5
is "$(grep ^id-timeliness report/criteria.csv | cut -d, -f3)" 7.00

test_begin "a sample is all that is looked at"
need_model
printf 'document,draw\n%s,1\n' "$letter" >sample.csv
run lettermark-agree report --work work --reviewers ladder,model \
	--sample sample.csv --out one
is "$status" 0
is "$(wc -l <one/letters.csv)" 2
is "$(cut -d, -f3 one/findings.csv | grep -c yes)" 0

test_begin "machines beside people, and each finding six ways"
run lettermark-agree report --work work --reviewers ann,ladder --out mixed
is "$status" 0
is "$(head -n 1 mixed/sensitivity.csv | tr ',' '\n' | wc -l)" 7
ok [ "$(wc -l <mixed/sensitivity.csv)" -ge 12 ]

test_begin "who has scored nothing is said; wrong usage is 2"
run lettermark-agree report --work work --reviewers ann,nobody
is "$status" 1
like "$err" 'nobody: there are no such scores'
run lettermark-agree report --work work --reviewers ann
is "$status" 2
echo area >bad.csv
run lettermark-agree report --work work --reviewers ann,bob --sample bad.csv
is "$status" 1
like "$err" 'no column headed document'

test_begin "the scored reports: the readers' agreement as it was published"
if [ -e "$shared/gold/scores.csv" ]; then
	lettermark-fetch --quiet --work gold "$shared/real/send-2023"
	lettermark-extract --quiet --work gold
	lettermark-parse --quiet --work gold 2>/dev/null
	lettermark-score --quiet --work gold --reviewer ladder
	run lettermark-agree import --work gold --gold "$shared/gold/scores.csv"
	is "$out" "62 sheets imported, 0 known"
	run lettermark-agree report --work gold --reviewers reader_a,reader_b \
		--out report
	is "$status" 0
	# criterion, exact, means, kappa, letters at four or less
	sed -n 's/^  \([a-z-]*\) \+\([0-9]\.[0-9][0-9]\) \+/\1 \2 /p' \
		"$shared/gold/README.txt" | tr -s ' ' | sort >published
	is "$(wc -l <published)" 20
	tr -d '\r' <report/agreement.csv | sort -t, -k1,1 >agreement
	tr -d '\r' <report/criteria.csv | sort -t, -k1,1 |
		join -t, agreement - |
		awk -F, '$1 != "criterion" && $1 != "all" { print $1, $3, $10,
			$11, $6, $9 }' >computed
	join published computed | awk '
		function off(a, b) { return a - b > 0.0056 || b - a > 0.0056 }
		off($2, $7) || off($3, $8) || off($4, $9) || off($5, $10) ||
			$6 != $11 { print }
		{ n++ }
		END { if (n != 20) print n " statements" }' >different
	is "$(cat different)" ""
	is "$(grep ^all, report/agreement.csv)" \
		$'all,620,0.803,1.000,0.197,0.843\r'
	is "$(grep commonest report/agreement.csv | cut -d, -f3,5)" 0.575,0.440
	is "$(verdict 'Eight letters')" yes
else
	test_skip "no scored reports beside the source tree"
fi

test_end
