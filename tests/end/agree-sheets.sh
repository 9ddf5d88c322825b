#!/usr/bin/env bash
# Blind sheets for two people, filled in and read back as they were filled.
. "$(dirname "$0")/lib.sh"

lettermark-fetch --quiet --work work --samples "$build/samples"
lettermark-extract --quiet --work work
lettermark-parse --quiet --work work
lettermark-score --quiet --work work
letter=wexcombe-letter-2018
other=merrowby-letter-2017

test_begin "a folder a reviewer, three files a letter, and who has what"
run lettermark-agree sheets --work work --out sheets --seed 7 \
	--reviewer "Ann Hill" --reviewer bob "$letter" "$other"
is "$status" 0
is "$(cd sheets && find . -type f ! -name '.*' | sort | paste -sd' ')" \
	"./allocation.csv $(for who in ann-hill bob; do
		for each in "$other" "$letter"; do
			printf './%s/%s.csv ./%s/%s.html ./%s/%s.xlsx ' \
				$who "$each" $who "$each" $who "$each"
		done
	done | sed 's/ $//')"
is "$(wc -l <sheets/allocation.csv)" 5

test_begin "statements, anchors and the letter's words; nobody's scores"
sheet=sheets/ann-hill/$letter
is "$(wc -l <"$sheet.csv")" 21
is "$(head -n 1 "$sheet.csv")" \
	$'document,reviewer,criterion,statement,anchor_1,anchor_2,anchor_3,anchor_4,score,note,framework\r'
is "$(grep -c ',,,twenty' "$sheet.csv")" 20
like "$(cat "$sheet.html")" '<h2 class="page">Page 2</h2>'
like "$(cat "$sheet.html")" 'Wexcombe'
unlike "$(cat "$sheet.html" "$sheet.csv")" 'ladder|model,|bob'

# order FILE: its criteria from top to bottom.
order() {
	tail -n +2 "$1" | cut -d, -f3
}

test_begin "each sheet has an order of its own, and the seed keeps it"
is "$(order "$sheet.csv" | sort)" "$(order "sheets/bob/$letter.csv" | sort)"
not_ok [ "$(order "$sheet.csv")" = "$(order "sheets/bob/$letter.csv")" ]
not_ok [ "$(order "$sheet.csv")" = "$(order "sheets/ann-hill/$other.csv")" ]
lettermark-agree sheets --work work --out same --seed 7 \
	--reviewer "Ann Hill" --reviewer bob "$letter" "$other"
same same sheets
lettermark-agree sheets --work work --out otherwise --seed 8 \
	--reviewer "Ann Hill" --reviewer bob "$letter" "$other"
not_ok [ "$(order "$sheet.csv")" = \
	"$(order "otherwise/ann-hill/$letter.csv")" ]

test_begin "of three reviewers each letter goes to two, as many to each"
run lettermark-agree sheets --work work --out three --reviewer a --reviewer b \
	--reviewer c "$letter" "$other" aldermere-letter-2021
is "$status" 0
is "$(tail -n +2 three/allocation.csv | cut -d, -f2 | sort | uniq -c |
	awk '{ print $1 }' | paste -sd' ')" "2 2 2"
is "$(tail -n +2 three/allocation.csv | cut -d, -f1,2 | sort -u | wc -l)" 6

test_begin "the letters of a sample, but for those that are not held"
printf 'draw,document\n1,%s\n2,\n' "$other" >sample.csv
run lettermark-agree sheets --work work --out drawn --sample sample.csv \
	--reviewer a --reviewer b
is "$status" 0
is "$(wc -l <drawn/allocation.csv)" 3

test_begin "refused: sheets that stand there, names and letters that are none"
run lettermark-agree sheets --work work --out sheets --reviewer a \
	--reviewer b "$letter"
is "$status" 1
like "$err" 'sheets holds sheets already'
run lettermark-agree sheets --work work --out x --reviewer ladder \
	--reviewer b "$letter"
is "$status" 1
like "$err" 'ladder is the name of a machine reviewer'
run lettermark-agree sheets --work work --out x --reviewer b --reviewer b \
	"$letter"
like "$err" 'b is named twice'
run lettermark-agree sheets --work work --out x --reviewer a --reviewer b nowhere
like "$err" 'no document .nowhere. in the corpus'
run lettermark-agree sheets --work work --out x --reviewer a "$letter"
is "$status" 2

# fill SHEET START: with 1 2 3 4 1 2 ... from START on.
fill() {
	awk -v start="$2" 'NR > 1 { sub(/,,,twenty/, "," (NR + start) % 4 + 1 \
		",,twenty") } { print }' "$1"
}

# entered FILE REVIEWER: criterion and score of a filled sheet.
entered() {
	tail -n +2 "$1" | tr -d '\r' |
		sed 's/^[^,]*,[^,]*,\([^,]*\),.*,\([0-9]\),,twenty$/\1,\2/' |
		sort
}

# held LETTER REVIEWER: the same as the corpus has it.
held() {
	lettermark-report --quiet --work work --out out
	awk -F, -v letter="$1" -v who="$2" '$1 == letter && $4 == who {
		print $3 "," $5 }' out/scores.csv | sort
}

test_begin "a sheet filled in as CSV comes back as it was filled"
fill "sheets/ann-hill/$letter.csv" 0 >ann.csv
run lettermark-agree import --work work ann.csv
is "$status" 0
is "$(held "$letter" "Ann Hill" | wc -l)" 20
is "$(held "$letter" "Ann Hill")" "$(entered ann.csv)"

test_begin "a workbook that was not filled in: every cell by name"
run lettermark-agree import --work work "sheets/bob/$letter.xlsx"
is "$status" 1
is "$(printf '%s\n' "$err" | grep -c 'Scores!I[0-9]*: no score given$')" 20
is "$(held "$letter" bob)" ""

test_begin "a workbook saved by LibreOffice comes back as it was filled"
office() {
	soffice "-env:UserInstallation=file://$tap_home/office" --headless \
		--convert-to "$1" --outdir "$2" "$3" >/dev/null 2>&1 </dev/null
}
if command -v soffice >/dev/null; then
	fill "sheets/bob/$letter.csv" 2 >bob.csv
	office xlsx . bob.csv
	run lettermark-agree import --work work bob.xlsx
	is "$status" 0
	is "$err" ""
	is "$(held "$letter" bob | wc -l)" 20
	is "$(held "$letter" bob)" "$(entered bob.csv)"
	office ods . bob.csv
	run lettermark-agree import --work work --replace bob.ods
	is "$status" 0
	is "$(held "$letter" bob)" "$(entered bob.csv)"
else
	test_skip "no LibreOffice here"
fi

test_begin "faults in a workbook: a formula, a tick, a half, a damaged file"
if command -v soffice >/dev/null; then
	sed '5s/,[1-4],,twenty/,=1+1,,twenty/; 6s/,[1-4],,twenty/,TRUE,,twenty/
		7s/,[1-4],,twenty/,2.5,,twenty/' bob.csv | sed 's/bob/eve/' >eve.csv
	office xlsx . eve.csv
	run lettermark-agree import --work work eve.xlsx
	is "$status" 1
	like "$err" '!I5: (a formula|.*=1)'
	like "$err" '!I6: ticked, not scored'
	like "$err" '!I7: .2.5. is between two scores'
	is "$(printf '%s\n' "$err" | grep -c ERROR)" 3
	head -c 3000 bob.xlsx >half.xlsx
	run lettermark-agree import --work work half.xlsx
	is "$status" 1
	is "$out" "0 sheets imported, 0 known"
else
	test_skip "no LibreOffice here"
fi

test_begin "a small file that unpacks to a great one"
if command -v bsdtar >/dev/null || command -v zip >/dev/null; then
	mkdir -p bomb/xl
	truncate -s 40M bomb/xl/workbook.xml
	(cd bomb && if command -v zip >/dev/null; then
		zip -qr ../bomb.xlsx xl
	else
		bsdtar -a -cf ../bomb.zip xl && mv ../bomb.zip ../bomb.xlsx
	fi)
	run lettermark-agree import --work work bomb.xlsx
	is "$status" 1
	like "$err" 'too large when unpacked'
else
	test_skip "nothing here to make zip archives"
fi

test_end
