#!/usr/bin/env bash
# The 2020 review's findings, computed again for a sample and two reviewers.
. "$(dirname "$0")/lib.sh"

corpus work extract parse score report
sed -n 's/.*<criterion id="\([^"]*\)".*/\1/p' "$top/scoring/criteria.xml" \
	>criteria

# Six letters by two people: all 3 and 4, but for statutory compliance, which
# the second person gives 1.
letters=$(cut -d, -f1 out/scores.csv | tail -n +2 | sort -u | head -n 6)
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
	$'statutory-compliance,6,4.00,6,3.00,1.00,4.00,4.00\r'
is "$(tail -n 1 report/criteria.csv | cut -d, -f1)" statutory-compliance
is "$(grep ^id-timeliness report/agreement.csv)" \
	$'id-timeliness,6,0.000,1.000,1.000,0.000,0.000,0.000,1.000,1.000,0.000,0.000\r'

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

# rows FILE TABLE [WITHOUT]: its rows, without the cell that names each.
rows() {
	sed -n "/<h[23] id=\"review-$2\"/,/<\/table>/p" "$1" | grep '^<tr>' |
		if [ $# -gt 2 ]; then sed 's,<th.*</th>,,'; else cat; fi
}

# The site's page for the chosen pair beside the report for the same two.
equal_pages() {
	for table in findings sectors features; do
		rows site/method.html $table >from-store
		rows report/report.html $table >from-letters
		ok [ -s from-store ]
		same from-store from-letters
	done
	rows site/method.html criteria bare >from-store
	rows report/report.html criteria bare >from-letters
	is "$(wc -l <from-store)" 20
	same from-store from-letters
	rows site/method.html agreement >from-store
	rows report/report.html agreement | tail -n 2 >from-letters
	is "$(wc -l <from-store)" 2
	same from-store from-letters
	is "$(grep -o '<p>[0-9]* letters, scored by.*' site/method.html)" \
		"$(grep -o '<p>[0-9]* letters, scored by.*' report/report.html)"
}

test_begin "the site's page has what is stored say the same"
lettermark-flag --quiet --work work
lettermark-agree choose --quiet --work work ann bob
run lettermark-report --work work --out site
is "$status" 0
equal_pages

test_begin "and so it has for the machines"
lettermark-agree choose --quiet --work work ladder model
lettermark-report --quiet --work work --out site
lettermark-agree report --quiet --work work --reviewers ladder,model \
	--out report
equal_pages

test_begin "each duty named, implied or neither adds up, in its time"
is "$(sqlite3 :memory: '.import --csv report/duties.csv d' "SELECT DISTINCT
	named + implied + not_mentioned FROM d WHERE provision NOT LIKE 'SI %'
	")" "$(($(wc -l <report/letters.csv) - 1))"
is "$(sqlite3 :memory: '.import --csv report/duties.csv d' "SELECT
	named + implied + not_mentioned < $(($(wc -l <report/letters.csv) - 1))
	FROM d WHERE provision LIKE 'SI %'" | sort -u)" 1
is "$(sqlite3 :memory: '.import --csv report/duties.csv d' "SELECT named,
	implied FROM d WHERE duty LIKE 'Issue the final plan%'")" \
	"$(sqlite3 work/corpus.db "SELECT sum(state = 'named'),
		sum(state = 'implied') FROM duties
		WHERE duty = 'plan-twenty-weeks'")"
like "$(grep 'the local offer, with' report/duties.csv)" ',the local offer'
ok grep -q '<h2 id="review-duties">' report/report.html
ok grep -q '^## Statutory duties named' report/report.md

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
like "$err" 'nobody: there are no such scores; those here are by ladder, .*ann, bob, Kim; the machines. framework is twenty'
run lettermark-agree report --work work --reviewers 'ann, bob'
is "$status" 0
for pair in ann ann,ann 'ann, ann' 'ann,'; do
	run lettermark-agree report --work work --reviewers "$pair"
	is "$status" 2
done
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
	tr -d '\r' <report/agreement.csv | cut -d, -f1-6 |
		sort -t, -k1,1 >agreement
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
		$'all,620,0.803,1.000,0.197,0.843,0.761,0.840,0.160,0.239,0.806,0.875\r'
	is "$(grep commonest report/agreement.csv | cut -d, -f3,5)" 0.575,0.440
	is "$(verdict 'Eight letters')" yes
else
	test_skip "no scored reports beside the source tree"
fi

test_end
