#!/usr/bin/env bash
# Blind sheets for two people, filled in and read back as they were filled.
. "$(dirname "$0")/lib.sh"

corpus work extract parse score
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

# cells FILE WHAT: of each row of a sheet in CSV.
cells() {
	sqlite3 -separator , :memory: ".import --csv '$1' sheet" \
		"SELECT $2 FROM sheet"
}

test_begin "statements, anchors and the letter's words; nobody's scores"
sheet=sheets/ann-hill/$letter
is "$(wc -l <"$sheet.csv")" 21
is "$(head -n 1 "$sheet.csv")" \
	$'criterion,statement,score,anchor_1,anchor_2,anchor_3,anchor_4,note,document,reviewer,framework,document_version\r'
is "$(cells "$sheet.csv" "score || note || document || reviewer || framework" |
	sort -u)" "${letter}Ann Hilltwenty"
is "$(cells "$sheet.csv" document_version | sort -u)" \
	"sha256:$(sqlite3 work/corpus.db "SELECT substr(sha256, 1, 12)
		FROM documents WHERE document = '$letter'")"
like "$(cat "$sheet.html")" '<h3 class="page">Page 2</h3>'
like "$(cat "$sheet.html")" 'Wexcombe'
unlike "$(cat "$sheet.html" "$sheet.csv")" 'ladder|model,|bob'

# order FILE: its criteria from top to bottom.
order() {
	cells "$1" criterion
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

test_begin "a sheet for a third person"
run lettermark-agree sheets --work work --out third --adjudicate \
	--reviewer Cat "$letter"
is "$status" 0
is "$(printf '%s\n' "$out" | head -n 1)" "1 letter, a sheet each"
is "$(cut -d, -f1,2 third/allocation.csv | tail -n +2)" "$letter,Cat"
ok [ -s "third/cat/$letter.xlsx" ]

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

# fill SHEET START: with 1 2 3 4 1 2 ... from START on. The first empty cell of a
# row is its score.
fill() {
	awk -v start="$2" 'NR > 1 { sub(/,,/, "," (NR + start) % 4 + 1 ",") }
		{ print }' "$1"
}

# entered FILE: criterion and score of a filled sheet.
entered() {
	cells "$1" "criterion, score" | sort
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
is "$(printf '%s\n' "$err" | grep -c 'Scores!C[0-9]*: no score given$')" 20
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

# fill_flat FILE: the empty score cells of a flat ODS with 4 3 2 1 4 3 ...
fill_flat() {
	awk '/content-validation-name="val1"\/>/ {
		score = 4 - n++ % 4
		sub(/\/>/, " office:value-type=\"float\" office:value=\"" \
			score "\"><text:p>" score "</text:p></table:table-cell>")
	} { print }' "$1"
}

test_begin "the workbook itself, opened, filled and saved by LibreOffice"
if command -v soffice >/dev/null; then
	for who in ann-hill bob; do
		mkdir -p saved/$who
		office fods saved/$who "sheets/$who/$other.xlsx"
		is "$(grep -c 'table:protected="true"' saved/$who/*.fods)" 1
		fill_flat saved/$who/$other.fods >saved/$who.fods
		office xlsx saved saved/$who.fods
	done
	run lettermark-agree import --work work saved/ann-hill.xlsx saved/bob.xlsx
	is "$status" 0
	is "$out" "2 sheets imported, 0 known"
	order "sheets/bob/$other.csv" |
		awk '{ print $1 "," 4 - (NR - 1) % 4 }' | sort >entered
	is "$(held "$other" bob)" "$(cat entered)"
	order "sheets/ann-hill/$other.csv" |
		awk '{ print $1 "," 4 - (NR - 1) % 4 }' | sort >entered
	is "$(held "$other" "Ann Hill")" "$(cat entered)"
else
	test_skip "no LibreOffice here"
fi

test_begin "file properties and hidden parts name nobody else"
if ! command -v bsdtar >/dev/null && ! command -v unzip >/dev/null; then
	test_skip "nothing here to open zip archives"
else
	for each in "sheets/ann-hill/$letter.xlsx" "sheets/ann-hill/$letter.html" \
		"sheets/ann-hill/$letter.csv"; do
		mkdir -p inside
		case $each in
		*.xlsx) bsdtar -xf "$each" -C inside 2>/dev/null ||
			unzip -qo "$each" -d inside ;;
		*) cp "$each" inside ;;
		esac
	done
	ok [ -s inside/docProps/core.xml ]
	ok grep -q 'Ann Hill' inside/docProps/core.xml
	is "$(grep -rliE 'bob|ladder|allocation|seed|state="hidden"' inside)" ""
fi

test_begin "faults in a workbook: a formula, a tick, a half, a damaged file"
if command -v soffice >/dev/null; then
	sed '5s/,[1-4],/,=1+1,/; 6s/,[1-4],/,TRUE,/; 7s/,[1-4],/,2.5,/
		s/bob/eve/' bob.csv >eve.csv
	office xlsx . eve.csv
	run lettermark-agree import --work work eve.xlsx
	is "$status" 1
	like "$err" '!C5: (a formula|.*=1)'
	like "$err" '!C6: ticked, not scored'
	like "$err" '!C7: .2.5. is between two scores'
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
