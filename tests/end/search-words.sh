#!/usr/bin/env bash
# lettermark-search: words in their place, and counts of them.
. "$(dirname "$0")/lib.sh"

corpus work extract parse

test_begin "words stand below each other, with document and page"
run lettermark-search --work work 'social care'
is "$status" 0
like "$out" '^.{40}\[[Ss]ocial care\].*  [a-z0-9-]+:[0-9]+$'
unlike "$out" '^.{0,39}\['
like "$err" '^search: [0-9]+ sentences found$'

test_begin "as CSV every sentence found is that of the document"
run lettermark-search --work work --format csv 'social care'
is "$(printf '%s' "$out" | head -1 | tr -d '\r')" "document,area,region,\
framework,kind,year,page,section,polarity,finding,before,match,after"
found=$(printf '%s\n' "$out" | tail -n +2 | grep -c .)
is "$found" "$(sqlite3 work/corpus.db "SELECT count(*) FROM (
	SELECT text FROM findings UNION ALL SELECT action FROM actions)
	WHERE text LIKE '%social care%' OR text LIKE '%social-care%'")"

test_begin "an area, a kind and a section narrow it"
run lettermark-search --work work --format csv --area wexcombe children
like "$out" '^wexcombe'
is "$(printf '%s\n' "$out" | tail -n +2 | cut -d, -f2 | sort -u)" Wexcombe
run lettermark-search --work work --format csv --kind area-report children
# a region has commas of its own
is "$(printf '%s\n' "$out" | tail -n +2 | sed 's/"[^"]*"//' | cut -d, -f5 |
	sort -u)" area-report

test_begin "an area goes by any name, and names are held against those there are"
run lettermark-search --work work --count area --format csv \
	--area 'Wexcombe Council' children
like "$out" '^Wexcombe,'
run lettermark-search --work work --kind AREA-report children
like "$err" '[1-9][0-9]* sentences found'
wrong() { # OPTION VALUE LINE
	run lettermark-search --work work "$1" "$2" children
	is "$status" 2
	is "$out" ""
	like "$err" "^search: ERROR: $3"
}
wrong --kind outcome_letter \
	'--kind outcome_letter is none of: outcome-letter; .*unknown: see'
wrong --framework 1999 '--framework 1999 is none of: 2016; 2023: see'
wrong --region Foo '--region Foo is none of: .*South West; '
wrong --section foo '--section foo is none of: .*better.*; action: see'
wrong --area Foo 'there is no area Foo: see'

test_begin "counts add up to what is found"
run lettermark-search --work work children
all=$(printf '%s\n' "$out" | wc -l)
for by in area year kind document; do
	run lettermark-search --work work --count $by --format csv children
	is "$(printf '%s\n' "$out" | tr -d '\r' |
		awk -F, 'NR > 1 { n += $(NF - 1) } END { print n }')" "$all"
done

test_begin "brackets are read"
found() {
	lettermark-search --work work --format csv "$1" 2>/dev/null |
		cut -d, -f1,10
}
is "$(found '(waiting OR delay) AND therapy')" \
	"$(found 'waiting AND therapy OR delay AND therapy')"
not_ok [ "$(found '(waiting OR delay) AND therapy')" = \
	"$(found 'waiting OR delay AND therapy')" ]

test_begin "nothing found is no fault"
run lettermark-search --work work xylophone
is "$status" 0
is "$out" ""

test_begin "words that make no query, and none at all, are said in one line"
run lettermark-search --work work 'care AND'
is "$status" 2
like "$err" 'nothing stands after the last operator'
run lettermark-search --work work '(care'
is "$status" 2
like "$err" 'a bracket is not closed'
run lettermark-search --work work
is "$status" 2
run lettermark-search --work work two arguments
is "$status" 2
run lettermark-search --work work --count colour care
is "$status" 2

test_end
