#!/usr/bin/env bash
# The samples' records, and what lettermark-parse does with a corpus.
. "$(dirname "$0")/lib.sh"

dump() {
	lettermark-parse --quiet --dump "$build/samples/$1" 2>/dev/null
}

# value NAME FIELD: of a sample's record.
value() {
	dump "$1" | sed -n "s/^field $2 \[[^]]*\] \(.*\)/\1/p" |
		sed 's/ <- .*//'
}

test_begin "every sample is of its kind"
for file in "$build"/samples/*; do
	name=${file##*/}
	case $name in
	*-monitoring-*) kind=monitoring-report ;;
	*-wsoa-response-*) kind=wsoa-response ;;
	*-ministerial-letter-*) kind=ministerial-letter ;;
	*-progress-plan-*) kind=progress-plan ;;
	*-newsletter-*) kind=unknown ;;
	*-revisit-*) kind=revisit-letter ;;
	*-report-*) kind=area-report ;;
	*-letter-*) kind=outcome-letter ;;
	*-wsoa-*) kind=wsoa ;;
	*-jtai-*) kind=other-inspection ;;
	esac
	is "$name $(dump "$name" | sed -n '1s/^kind \([^ ]*\).*/\1/p')" \
		"$name $kind"
done

test_begin "a statement is due after 70 working days, and who must write it"
is "$(value wexcombe-letter-2018.pdf wsoa_due)" 2018-07-27
is "$(value northmere-and-fellside-letter-2017.pdf wsoa_due)" 2017-10-19
is "$(value merrowby-letter-2017.pdf determination)" not-required
is "$(value merrowby-letter-2017.pdf wsoa_due)" ""
like "$(value saltmarsh-bay-letter-2019.pdf wsoa_responsible)" \
	'^the local authority$'

test_begin "weaknesses are the letter's own list"
for pair in wexcombe-letter-2018:6 northmere-and-fellside-letter-2017:4 \
	saltmarsh-bay-letter-2019:3 aldermere-letter-2021:3 \
	hollinshaw-vale-letter-2018:4 merrowby-letter-2017:0; do
	is "${pair%:*} $(dump "${pair%:*}.pdf" | grep -c '^weakness ')" \
		"${pair%:*} ${pair#*:}"
done

test_begin "what the register contradicts is said"
like "$(dump hollinshaw-vale-letter-2018.pdf)" \
	'^warning .*4 significant weaknesses found, 5 in the official table'
like "$(dump candlewick-report-2023.pdf)" \
	'^warning .* the dates at the foot of the page are not the cover'

test_begin "a revisit judges each weakness"
is "$(value wexcombe-revisit-2020.pdf progress)" some
is "$(value wexcombe-revisit-2020.pdf progress_made)" 4
is "$(dump wexcombe-revisit-2020.pdf | grep '^weakness ' |
	sed 's/^weakness \([0-9]\) \[\([a-z]*\).*/\1 \2/' | paste -sd,)" \
	"1 sufficient,2 insufficient,3 sufficient,4 sufficient,5 insufficient,6 sufficient"
is "$(value kestonbridge-monitoring-2025.pdf progress_made)" 3

test_begin "replies and ministers are understood"
is "$(value wexcombe-wsoa-response-2018.pdf decision)" fit
is "$(value northmere-and-fellside-wsoa-response-2018.pdf decision)" not-fit
is "$(value northmere-and-fellside-wsoa-response-2018.pdf resubmit_by)" \
	2018-02-12
is "$(value wexcombe-ministerial-letter-2020.pdf decision)" plan-required
is "$(value wexcombe-ministerial-letter-2020.pdf report_back)" 2020-11-27

test_begin "plans are read from tables of any make, and from prose"
for pair in wexcombe-wsoa-2018.pdf:24 saltmarsh-bay-wsoa-2019.html:6 \
	northmere-and-fellside-wsoa-2017.docx:14 aldermere-wsoa-2021.pdf:8 \
	wexcombe-progress-plan-2020.odt:7; do
	is "${pair%:*} $(value "${pair%:*}" actions)" "${pair%:*} ${pair#*:}"
done
is "$(value northmere-and-fellside-wsoa-2017.docx actions_without_owner)" 3
like "$(dump wexcombe-wsoa-2018.pdf)" '^    due: 2019-09-30$'
like "$(dump wexcombe-wsoa-2018.pdf)" '^    due as printed: end of Q2 2019/20$'
# By its colour alone, and by one letter.
is "$(dump wexcombe-wsoa-2018.pdf | grep -c '^    status: ')" 24
is "$(dump wexcombe-progress-plan-2020.odt | grep -c '^    status: red')" 1

test_begin "a weakness left out by a plan is not made up"
is "$(dump saltmarsh-bay-wsoa-2019.html | grep -c '^weakness ')" 2
is "$(dump aldermere-wsoa-2021.pdf | grep -c '^weakness ')" 2

test_begin "letterheads, methods and sign-offs are boilerplate"
unlike "$(dump wexcombe-letter-2018.pdf | grep '^finding' |
	grep -v boilerplate)" 'Cumberland Place|was led by|Her Majesty|NHS England'

# plan TITLE: the kind, area and code of a plan of that title.
plan() {
	cat >plan.html <<-END
		<html><body><h1>$1</h1><p>In answer to the inspection.</p>
		<table><tr><th>Action</th><th>Lead</th><th>By when</th></tr>
		<tr><td>Act</td><td>Head</td><td>May 2019</td></tr></table>
		</body></html>
	END
	lettermark-parse --quiet --dump plan.html 2>/dev/null |
		sed -n -e 's/^kind \([^ ]*\).*/\1/p' \
			-e 's/^field \(area\|la_code\) \[found\] \([^<]*\).*/\2/p' |
		sed 's/ *$//' | paste -sd' '
}

test_begin "a plan's title names its area, however it is put"
is "$(plan 'Bedford Borough SEND Written Statement of Action')" \
	'wsoa Bedford E06000055'
is "$(plan 'Written Statement of Action – Middlesbrough')" \
	'wsoa Middlesbrough E06000002'
is "$(plan 'Joint Local Area SEND Written Statement of Action: City of York')" \
	'wsoa York E06000014'
is "$(plan 'The London Borough of Croydon Written Statement of Action (WSoA)')" \
	'wsoa Croydon E09000008'
is "$(plan 'Surrey Local Area SEND WSoA')" 'wsoa Surrey E10000030'
is "$(plan 'Telford &amp; Wrekin Accelerated Progress Plan')" \
	'progress-plan Telford and Wrekin E06000020'
is "$(plan 'Halton SEND Priority Action Plan 2024')" \
	'progress-plan Halton E06000006'
is "$(plan 'Minutes of the scrutiny committee')" unknown

test_begin "a corpus is parsed once"
run lettermark-fetch --quiet --work work --samples "$build/samples"
run lettermark-extract --quiet --work work
run lettermark-parse --work work
is "$status" 0
like "$err" '23 parsed, 1 of no known kind'
like "$err" '^parse: saltmarsh-bay-newsletter-2020.pdf: WARNING: not a kind'
run lettermark-parse --work work
is "$status" 0
like "$err" '0 parsed'

test_begin "what the register learns makes records anew"
printf '%s,%s\n%s,%s\n' '"Area name"' '"Inspection start date"' \
	Bexley 2016-10-03 >table.csv
run lettermark-register --work work table.csv
is "$status" 0
run lettermark-parse --work work
like "$err" '23 parsed'

test_begin "a document of the corpus can be printed by its name"
run lettermark-parse --work work --dump wexcombe-letter-2018
is "$status" 0
like "$out" '^kind outcome-letter'

test_begin "what is not there is an error, wrong usage another"
run lettermark-parse --work work --dump no-such-thing
is "$status" 1
like "$err" '^parse: no-such-thing: ERROR: '
run lettermark-parse --work work letter.pdf
is "$status" 2

test_end
