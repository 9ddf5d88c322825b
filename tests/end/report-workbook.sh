#!/usr/bin/env bash
# The workbook against the tables: sheet by sheet through its own XML, and
# where LibreOffice is to be had, as that program reads it.
. "$(dirname "$0")/lib.sh"

corpus work extract parse score report
unzip -q -d book out/lettermark.xlsx

# sheet NAME: the path of its XML.
sheet() {
	local id

	id=$(xmllint --xpath "string(//*[local-name()='sheet'][@name='$1']/@sheetId)" \
		book/xl/workbook.xml)
	echo "book/xl/worksheets/sheet$id.xml"
}
# count XPATH FILE
count() {
	xmllint --xpath "count($1)" "$2"
}

test_begin "a sheet for every table, one that explains, and the map"
names=$(xmllint --xpath "//*[local-name()='sheet']/@name" book/xl/workbook.xml |
	sed 's/.*name="\(.*\)"/\1/')
is "$names" "About
Map
Documents
Fields
Findings
Scores
Combined scores
Evidence
Flags
Grounds of flags
Summary of flags
Statutory duties
Areas
Actions
Tracker
Changes"

test_begin "as many rows as the tables have"
rows="//*[local-name()='row']"
is "$(count "$rows" "$(sheet Scores)")" "$(wc -l <out/scores.csv)"
is "$(count "$rows" "$(sheet Evidence)")" "$(wc -l <out/evidence.csv)"
is "$(count "$rows" "$(sheet Documents)")" "$(wc -l <out/documents.csv)"

test_begin "scores are numbers, and dates are days"
like "$(xmllint --xpath "string(//*[local-name()='c'][@r='E2'])" \
	"$(sheet Scores)")" '^[1-4]$'
is "$(count "//*[local-name()='c'][@r='E2'][@t]" "$(sheet Scores)")" 0
is "$(count "//*[local-name()='c'][starts-with(@r,'I')][@t][@r!='I1']" \
	"$(sheet Documents)")" 0

test_begin "the map ends in the day the inspection ended, and the outcome"
is "$(xmllint --xpath "string(//*[local-name()='c'][@r='X1'])" \
	"$(sheet Map)")" Outcome
for column in 'W inspection_end' 'X outcome'; do
	cells="//*[local-name()='c'][starts-with(@r,'${column% *}')]"
	is "$(($(count "$cells" "$(sheet Map)") - 1))" "$(sqlite3 :memory: \
		'.import --csv out/areas.csv a' \
		"SELECT count(*) FROM a WHERE ${column#* } <> ''")"
done
is "$(count "//*[local-name()='c'][starts-with(@r,'W')][@t][@r!='W1']" \
	"$(sheet Map)")" 0

test_begin "heads are frozen, rows can be filtered, scores are coloured"
for name in Documents Scores Evidence Areas; do
	is "$(count "//*[local-name()='pane'][@state='frozen']" \
		"$(sheet $name)")" 1
	is "$(count "//*[local-name()='autoFilter']" "$(sheet $name)")" 1
done
is "$(count "//*[local-name()='colorScale']" "$(sheet Map)")" 20

test_begin "no cell is a formula"
is "$(grep -l '<f>' book/xl/worksheets/*.xml)" ""

test_begin "a number of the map leads to its evidence"
like "$(cat "$(sheet Map)")" "location=\"'Evidence'!A[0-9]+\""

test_begin "LibreOffice reads the same cells out of it as out of the table"
if ! command -v soffice >/dev/null; then
	test_skip "no LibreOffice"
else
	# calc FILE: every sheet of it as LibreOffice writes it out again.
	calc() {
		HOME=$PWD soffice --headless --infilter='CSV:44,34,76,1' \
			--convert-to \
			'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true' \
			--outdir calc "$1" >/dev/null 2>&1
	}
	cp out/scores.csv table.csv
	calc table.csv
	HOME=$PWD soffice --headless --convert-to \
		'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1' \
		--outdir calc out/lettermark.xlsx >/dev/null 2>&1
	same calc/lettermark-Scores.csv calc/table.csv
	is "$(wc -l <calc/table.csv)" "$(wc -l <out/scores.csv)"
fi

test_end
