#!/usr/bin/env bash
# What lettermark-register says and keeps.
. "$(dirname "$0")/lib.sh"

test_begin "an area is found by any of its names"
for name in Bexley 'London Borough of Bexley' 'bexley council' \
	'the Bexley Local Area Partnership'; do
	run lettermark-register --area "$name"
	is "$status" 0
	like "$out" '^area: Bexley$'
done
like "$out" '^code: E09000004$'
like "$out" '^inspection \(2016 framework\): 2016-10-03'
like "$out" '^statistical neighbours: [A-Z][a-z ]+; '
unlike "$out" '^statistical neighbours: .*E[0-9]{8}'

test_begin "predecessors and successors are named"
run lettermark-register --area Northamptonshire
like "$out" '^now: North Northamptonshire; West Northamptonshire$'
run lettermark-register --area 'West Northamptonshire'
like "$out" '^made from: Northamptonshire$'

test_begin "an unknown name is not guessed at"
run lettermark-register --area Bexleyshire
is "$status" 1
is "$out" ""
like "$err" '^register: ERROR: no area of that name: Bexleyshire$'

test_begin "due dates count working days"
run lettermark-register --due 2018-08-03
is "$out" 2018-11-12
run lettermark-register --due 2027-12-01
is "$status" 1
run lettermark-register --due yesterday
is "$status" 1

test_begin "a table is added once"
cat >table.tsv <<'END'
area	framework	inspection_start	published	outcome	source
Bexley	2023	2026-03-02	2026-05-05	positive	a test
Nowhere	2023	2026-03-02	2026-05-05	positive	a test
END
run lettermark-register --work work table.tsv
is "$status" 0
like "$err" 'table.tsv: NOTE: 1 inspections? read'
like "$err" 'table.tsv: WARNING: area is not in the register: Nowhere'
cp work/outcomes.tsv once
run lettermark-register --quiet --work work table.tsv
same work/outcomes.tsv once
run lettermark-register --work work --area Bexley
like "$out" '2026-03-02, published 2026-05-05, positive'

test_begin "a file that is no table is an error"
echo 'just words' >words.csv
run lettermark-register --work work words.csv
is "$status" 1
like "$err" 'ERROR: table cannot be read: words.csv: no table of inspections'
run lettermark-register --work work missing.ods
is "$status" 1

test_begin "the official table is read as it is published"
table=$shared/real/statistics/Area_SEND_inspection_data_01_May_2016_to_31_August_2022.ods
if [ -n "$shared" ] && [ -e "$table" ]; then
	run lettermark-register --work official "$table"
	is "$status" 0
	like "$err" '149 inspections read'
	# The shipped facts are the same, but for their source.
	is "$(cut -f1-14 official/outcomes.tsv | sort)" \
		"$(grep -v '^#' "$top/corpus/outcomes.tsv" | cut -f1-14 | sort)"
else
	test_skip "no official table beside the source tree"
fi

test_end
