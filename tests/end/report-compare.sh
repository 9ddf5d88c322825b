#!/usr/bin/env bash
# lettermark-report --area and its kin: chosen documents side by side.
. "$(dirname "$0")/lib.sh"

corpus work extract parse score

test_begin "an area is printed as Markdown, and nothing is written"
run lettermark-report --work work --area 'great thornley'
is "$status" 0
like "$out" '^\| Criterion \| Great Thornley 20[0-9]{2} \|'
is "$(printf '%s\n' "$out" | grep -c '^|')" 22
like "$out" 'Scores run from 2 to 8, .* not how good an area is\.$'
not_ok test -e out

test_begin "ranks are among those chosen, with ties counted"
run lettermark-report --work work --compare --format csv
is "$(printf '%s' "$out" | head -1 | tr -d '\r')" \
	'criterion,area,document,reviewer,score,rank,tied,of'
# The best of each criterion stands first, and no rank is passed over
# but for those that tie.
printf '%s\n' "$out" | tr -d '\r' | awk -F, '
	NR > 1 && $4 == "ladder" { rank[$1, $6] += 1; tied[$1, $6] = $7 }
	END {
		for (k in rank)
			if (rank[k] != tied[k])
				print k, rank[k], tied[k]
	}' >wrong
is "$(cat wrong)" ""

test_begin "README's query gives every number of two areas with its sentences"
lettermark-report --quiet --work work --out out
query=$(sed -n '/^      sqlite3 .*"$/,/" >compared.csv$/p' "$top/README.md")
run bash -c "$query"
is "$status" 0
is "$(head -1 compared.csv)" "area,document,criterion,combined,page,text"
is "$(sqlite3 :memory: '.import --csv compared.csv got' \
	'.import --csv out/combined.csv all_scores' \
	"SELECT count(*) FROM all_scores WHERE area IN ('Wexcombe',
	'Great Thornley') AND (document, criterion, combined) NOT IN
	(SELECT document, criterion, combined FROM got)")" 0
is "$(sqlite3 :memory: '.import --csv compared.csv got' \
	"SELECT count(*) FROM got WHERE (page = '' OR text = '')
	AND combined > '2'")" 0

test_begin "missing scores stay missing"
run lettermark-report --work work --compare --format csv
is "$(printf '%s\n' "$out" | tr -d '\r' | awk -F, '$5 == "0"' | wc -l)" 0
like "$out" '^id-timeliness,[^,]*,[^,]*,combined,([2-8],[0-9]+,|,,)'

test_begin "groups are compared by their means"
run lettermark-report --work work --by framework --format csv
like "$(printf '%s\n' "$out" | head -1)" \
	'^Criterion,2016 \([0-9]+\),2023 \([0-9]+\)'

# Every document that is scored has a day.
run lettermark-report --work work --by year --format csv
is "$(printf '%s\n' "$out" | head -1 | tr -d '\r')" \
	"Criterion,$(sqlite3 -separator '' work/corpus.db "SELECT
	substr(inspection_end, 1, 4), ' (' || count(*) || ')' FROM documents
	WHERE document IN (SELECT document FROM scores) GROUP BY 1" | paste -sd ,)"
run lettermark-report --work work --by period
like "$out" '^\| Criterion \| First twelve months \(3\) \| Later \([0-9]+\) \|$'

# compared OPTION...: the areas of the documents that these choose.
compared() {
	run lettermark-report --work work --format csv "$@"
	printf '%s\n' "$out" | tr -d '\r' | tail -n +2 | cut -d , -f 2,3 |
		sort -u
}

test_begin "documents are chosen by their facts, of their areas or neighbours"
is "$(compared --region 'South West')" "Wexcombe,wexcombe-letter-2018
Wexcombe,wexcombe-revisit-2020"
is "$(compared --kind area-report --outcome positive)" \
	"Great Thornley,great-thornley-report-2023"
is "$(compared --kind revisit-letter)" \
	"Northmere and Fellside,northmere-and-fellside-revisit-2019
Wexcombe,wexcombe-revisit-2020"
is "$(compared --determination not-required --framework 2016)" \
	"Great Thornley,great-thornley-letter-2016
Merrowby,merrowby-letter-2017"
# As corpus/samples/register.tsv has them, by their codes.
is "$(compared --neighbours-of Merrowby)" \
	"Great Thornley,great-thornley-letter-2016
Great Thornley,great-thornley-report-2023
Merrowby,merrowby-letter-2017"
run lettermark-report --work work --neighbours-of Atlantis
is "$status" 2

test_begin "an area that is not there is refused"
run lettermark-report --work work --area 'Great Thornley' --area Atlantis
is "$status" 2
is "$out" ""
like "$err" 'no scored document of the area Atlantis'

test_begin "a choice that nothing fits is refused"
run lettermark-report --work work --outcome positive --kind outcome-letter
is "$status" 2
is "$out" ""
like "$err" 'no scored document is of all that was chosen'

test_begin "of the neighbours it is said how many are not here"
run lettermark-report --work work --neighbours-of Hollinshaw --framework 2023
is "$status" 0
said='1 documents compared; of the area and its 2 neighbours 2 have none here'
like "$out" "^$said\.$"
like "$err" "^report: $said$"

test_begin "wrong options are said in one line"
for wrong in '--by colour' '--format pdf' '--nothing' 'Wexcombe' \
	'--region Foo' '--kind foo' '--framework 2020' \
	'--determination maybe' '--outcome foo'; do
	# shellcheck disable=SC2086
	run lettermark-report --work work --out unasked $wrong
	is "$status" 2
	is "$(printf '%s\n' "$err" | wc -l)" 1
	is "$out" ""
done
like "$err" '--outcome foo is none of: positive; inconsistent; failings: see'
not_ok test -e unasked

test_begin "a format alone compares all, and nothing is written"
run lettermark-report --work work --out unasked --compare --format csv
mv .out whole
run lettermark-report --work work --out unasked --format csv
same .out whole
not_ok test -e unasked

test_end
