#!/usr/bin/env bash
# A sample of letters, drawn as the 2020 review drew its fifteen.
. "$(dirname "$0")/lib.sh"

test_begin "fifteen letters of five regions in four strata"
run lettermark-agree sample --like-2020 --seed 1 --csv one.csv
is "$status" 0
is "$(tail -n +2 one.csv | wc -l)" 15
is "$(tail -n +2 one.csv | cut -d, -f1 | paste -sd' ')" \
	"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15"
is "$(printf '%s\n' "$out" | grep -c 'of which drawn')" 4
like "$out" '^Seed: 1'
like "$out" 'not in the corpus'

test_begin "the same seed draws the same, another another"
run lettermark-agree sample --like-2020 --seed 1 --csv again.csv
same again.csv one.csv
run lettermark-agree sample --like-2020 --seed 2 --csv two.csv
is "$(cmp -s one.csv two.csv; echo $?)" 1

test_begin "an area that is left out is not drawn"
first=$(sed -n 2p one.csv | cut -d, -f2)
run lettermark-agree sample --seed 1 --exclude "$first" --csv without.csv
is "$(grep -c ",$first," without.csv)" 0

test_begin "nor by another of its names; a name of none is refused"
low=$(printf '%s' "$first" | tr '[:upper:]' '[:lower:]')
for name in "$low" "$first Council"; do
	run lettermark-agree sample --seed 1 --exclude "$name" --csv other.csv
	is "$status" 0
	same other.csv without.csv
done
run lettermark-agree sample --exclude Foo
is "$status" 2
like "$err" 'no area Foo in the register'
run lettermark-agree sample --exclude Wexcombe
is "$status" 2

test_begin "from the letters of the corpus, saying where strata run out"
run lettermark-fetch --quiet --work work --samples "$build/samples"
run lettermark-extract --quiet --work work
run lettermark-parse --quiet --work work
run lettermark-agree sample --work work --from-corpus --from 2016-01-01 \
	--to 2021-12-31 --size 4 --regions 3 --csv few.csv
is "$status" 0
like "$out" 'Note: .* no letter left of'
is "$(tail -n +2 few.csv | grep -c -- '-letter-')" \
	"$(tail -n +2 few.csv | wc -l)"

test_begin "an area of the corpus that is left out"
area=$(sed -n 2p few.csv | cut -d, -f2)
run lettermark-agree sample --work work --from-corpus --from 2016-01-01 \
	--to 2021-12-31 --exclude "${area^^}" --csv fewer.csv
is "$status" 0
is "$(grep -c ",$area," fewer.csv)" 0

test_begin "reports of the 2023 framework, by whether they found failings"
run lettermark-agree sample --work work --from-corpus --from 2023-06-01 \
	--to 2024-12-31 --size 3 --regions 3 --csv reports.csv
is "$status" 0
like "$out" 'Note: a report of the 2023 framework counts as'
sqlite3 -separator , :memory: '.import --csv reports.csv r' \
	'SELECT document, determination FROM r' | sort >drawn
is "$(cut -d, -f1 drawn | grep -c report-202)" 3
is "$(sqlite3 work/corpus.db "SELECT document || ',' || CASE outcome WHEN
	'failings' THEN 'required' ELSE 'not-required' END FROM documents
	WHERE kind = 'area-report'" | sort | comm -13 - drawn)" ""

test_begin "a time without inspections is said to be one"
run lettermark-agree sample --work work --from-corpus --from 2030-01-01 \
	--to 2030-12-31
is "$status" 0
like "$out" 'Note: no inspection of that time'

test_begin "days that are none are refused, and samples of nothing"
run lettermark-agree sample --size 0
is "$status" 2
for day in yesterday 1/6/2016 2016-6-1 2016-06-31 2019-01-01; do
	run lettermark-agree sample --work work --from "$day"
	is "$status" 2
	like "$err" 'days like 2016-06-01 are needed'
done

test_end
