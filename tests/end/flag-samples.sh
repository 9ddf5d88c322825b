#!/usr/bin/env bash
# Every flag is raised on a sample, and is not on another that is near it.
. "$(dirname "$0")/lib.sh"

corpus work extract parse score flag report
cut -d, -f1,3,4 out/flags.csv >flags

# raised DOCUMENT FLAG LEVEL; clear DOCUMENT FLAG: no level at all.
raised() {
	ok grep -q "^$1,$2,$3\$" flags
}

clear_of() {
	is "$(grep -c "^$1,$2," flags)" 0
}

test_begin "social-care: absent, thin and fair"
raised merrowby-letter-2017 social-care absent
raised aldermere-letter-2021 social-care weak
clear_of wexcombe-letter-2018 social-care

test_begin "statutory-compliance: only implied, and named"
raised aldermere-letter-2021 statutory-compliance weak
clear_of wexcombe-letter-2018 statutory-compliance

test_begin "outcomes-balance: nothing on health, and all three"
raised merrowby-letter-2017 outcomes-balance weak
clear_of great-thornley-report-2023 outcomes-balance

test_begin "ages: a band without evidence, and all four"
raised merrowby-letter-2017 ages weak
clear_of wexcombe-letter-2018 ages

test_begin "improvement-link: weaknesses out of nowhere, and founded ones"
raised hollinshaw-vale-letter-2018 improvement-link note
clear_of wexcombe-letter-2018 improvement-link

test_begin "voice: families feel, and families say"
raised hollinshaw-vale-letter-2018 voice note
clear_of wexcombe-letter-2018 voice

test_begin "plain-language: long words and sentences, and plain ones"
raised hollinshaw-vale-letter-2018 plain-language weak
clear_of wexcombe-letter-2018 plain-language

test_begin "abbreviations: a wall of them, and none"
raised hollinshaw-vale-letter-2018 abbreviations note
clear_of wexcombe-letter-2018 abbreviations

test_begin "progress: some weaknesses remain, and none do"
raised wexcombe-revisit-2020 progress weak
clear_of northmere-and-fellside-revisit-2019 progress

test_begin "contradiction: cover and foot differ, and agree"
raised candlewick-report-2023 contradiction note
clear_of kestonbridge-report-2024 contradiction

test_begin "wsoa-coverage: unanswered or late, and answered in time"
raised aldermere-wsoa-2021 wsoa-coverage weak
raised northmere-and-fellside-wsoa-2017 wsoa-coverage weak
like "$(grep '^aldermere-wsoa-2021' out/flags.csv)" "1 of the letter's 3"
clear_of wexcombe-wsoa-2018 wsoa-coverage

test_begin "wsoa-coverage: past dates and a revisit overdue, as of a day"
run lettermark-flag --work work --as-of 2023-01-01 \
	--explain saltmarsh-bay-wsoa-2019 wsoa-coverage
like "$out" 'plan.revisit-overdue is 1'
run lettermark-flag --work work --as-of 2023-01-01 \
	--explain wexcombe-wsoa-2018 wsoa-coverage
like "$out" 'plan.revisit-overdue is 0'

test_begin "a day that is none, and an argument too many, are wrong usage"
for day in x 01/02/2021 2026-13-01 2026-02-30 2026-2-1 20260201 ''; do
	run lettermark-flag --work work --as-of "$day"
	is "$status" 2
	like "$err" '--as-of takes a day such as 2024-07-15: see '
done
run lettermark-flag --work work wexcombe-wsoa-2018
is "$status" 2
is "$err" "flag: ERROR: unexpected argument: see lettermark-flag --help"

test_begin "every duty of its time is told of every scored letter"
n=$(grep -c '<duty ' "$top/scoring/duties.xml")
is "$(sqlite3 work/corpus.db "SELECT count(*) FROM duties
	WHERE document = 'wexcombe-letter-2018'")" $((n - 1))
is "$(sqlite3 work/corpus.db "SELECT group_concat(document || ' ' || n, ', ')
	FROM (SELECT document, count(*) AS n FROM duties GROUP BY document
		HAVING n NOT BETWEEN $n - 2 AND $n)")" ""
is "$(sqlite3 work/corpus.db "SELECT DISTINCT document FROM duties
	WHERE duty = 'relaxation-2020'")" aldermere-letter-2021
is "$(sqlite3 work/corpus.db "SELECT count(*) FROM duties
	WHERE (state = 'absent') <> (findings IS NULL)")" 0
is "$(sqlite3 work/corpus.db "SELECT state FROM duties WHERE duty =
	'plan-twenty-weeks' AND document = 'merrowby-letter-2017'")" absent
is "$(sqlite3 work/corpus.db "SELECT count(*) > 0 FROM duties WHERE
	state = 'named' AND document = 'wexcombe-letter-2018'")" 1

test_begin "flag, score and duties are of one mind about duties named"
of_one_mind() { # WORK
	sqlite3 "$1/corpus.db" "SELECT document FROM (
		SELECT document, score >= 3 AS scored,
			EXISTS (SELECT 1 FROM duties d WHERE state = 'named'
				AND d.document = s.document) AS named,
			EXISTS (SELECT 1 FROM flags f WHERE flag = criterion
				AND f.document = s.document) AS flagged
		FROM scores s WHERE criterion = 'statutory-compliance' AND
			reviewer = 'ladder')
		WHERE scored <> named OR named = flagged"
}
is "$(of_one_mind work)" ""

test_begin "what the 2020 review counted is kept of every scored document"
is "$(sqlite3 work/corpus.db "SELECT count(*) FROM figure")" \
	"$(sqlite3 work/corpus.db "SELECT 13 * count(*) FROM scoring")"
figure() { # DOCUMENT FIGURE
	sqlite3 work/corpus.db "SELECT value FROM figure f JOIN document d
		ON d.id = f.document WHERE d.name = '$1' AND figure = '$2'"
}
# The flag's own words count the same examples.
is "$(figure aldermere-letter-2021 examples.social-care) sentences" \
	"$(sqlite3 work/corpus.db "SELECT detail FROM flags
		WHERE flag = 'social-care' AND
			document = 'aldermere-letter-2021'" | cut -d' ' -f1-2)"
is "$(figure merrowby-letter-2017 duties.reviewed-named)" \
	"$(sqlite3 work/corpus.db "SELECT count(*) FROM duties
		WHERE document = 'merrowby-letter-2017' AND state = 'named' AND
		(duty IN ('designated-officer', 'local-offer', 'adult-care',
			'personal-budget', 'plan-content', 'secure-provision',
			'annual-review', 'phase-transfer', 'statement-transfer')
		OR duty LIKE '%-weeks')")"

test_begin "a second run looks at nothing"
run lettermark-flag --work work
is "$status" 0
like "$err" '0 documents looked at'

test_begin "a document more: its area's statement and plan are looked at again"
mkdir part
cp "$build"/samples/wexcombe-{letter,wsoa,progress-plan}-20* part/
flag_part() {
	local stage

	lettermark-fetch --quiet --work part.work part
	for stage in extract parse score; do
		lettermark-$stage --quiet --work part.work
	done
	run lettermark-flag --work part.work
}
flag_part
like "$err" '3 documents looked at'
cp "$build"/samples/wexcombe-revisit-2020.pdf part/
flag_part
like "$err" '3 documents looked at' # the letter stands as it was

test_begin "flags that cannot be stored end the run: status 3, and none is raised"
sqlite3 part.work/corpus.db "PRAGMA foreign_keys = ON;
	DELETE FROM flagging; CREATE TRIGGER full
	BEFORE INSERT ON flagging BEGIN SELECT raise(ABORT, 'full'); END"
run lettermark-flag --work part.work
is "$status" 3
is "$(printf '%s\n' "$err" | wc -l)" 2
like "$err" '^flag: [^:]*: FATAL: part.work/corpus.db: full$'
like "$err" '^flag: 0 documents looked at, 0 flags raised$'

test_begin "a flag is explained by its tests and sentences"
run lettermark-flag --work work --explain aldermere-letter-2021 social-care
is "$status" 0
like "$out" 'Level: weak'
like "$out" 'Behind it:'

test_begin "an unknown flag or document is an error"
run lettermark-flag --work work --explain aldermere-letter-2021 nonsense
is "$status" 1
like "$err" 'no flag'
run lettermark-flag --work work --explain nowhere social-care
is "$status" 1

test_begin "a pattern that was given up on is said"
cp -r "$top/scoring" "$top/corpus" "$tap_home"
sed -i '/<implicit id="views.voice"/a <implicit id="views.endless">(?:\\w+ ?)+(?:\\w+ ?)+[@#]$</implicit>' \
	scoring/duties.xml
LETTERMARK_DATA=$tap_home run lettermark-flag --work work
is "$status" 0
like "$err" 'aldermere-letter-2021.pdf: WARNING: patterns given up on, .*: [1-9]'

test_begin "social care and duties agree with two careful readers"
if [ -d "$shared/gold" ]; then
	run lettermark-fetch --quiet --work real "$shared/real/send-2023"
	for stage in extract parse score flag; do
		run "lettermark-$stage" --quiet --work real
	done
	is "$(of_one_mind real)" ""
	run lettermark-report --quiet --work real --out real-out
	# Of the documents on which the readers agree, in percent.
	agreement() { # FLAG COLUMN
		cut -d, -f1,3 real-out/flags.csv | grep ",$1\$" |
			cut -d, -f1 >raised
		awk -F, -v column="$2" '
			FILENAME == "raised" { flag[$1] = 1; next }
			FNR > 1 && $2 == "a" { a[$1] = $column }
			FNR > 1 && $2 == "b" && a[$1] == $column {
				n++
				hits += (flag[$1] + 0 == $column)
			}
			END { print int(100 * hits / n) }' \
			raised "$shared/gold/flags.csv"
	}
	ok [ "$(agreement social-care 6)" -ge 85 ]
	ok [ "$(agreement statutory-compliance 7)" -ge 85 ]
else
	test_skip "no gold scores here"
fi

test_end
