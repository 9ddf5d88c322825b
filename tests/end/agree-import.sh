#!/usr/bin/env bash
# People's scores: sheets read back, each fault by name, nothing half.
. "$(dirname "$0")/lib.sh"

corpus work extract parse score

letter=wexcombe-letter-2018
sed -n 's/.*<criterion id="\([^"]*\)".*/\1/p' "$top/scoring/criteria.xml" \
	>criteria

# sheet FILE DOCUMENT REVIEWER: scores 1 2 3 4 1 2 ... from the first row on.
sheet() {
	awk -v document="$2" -v reviewer="$3" -v start="${4:-0}" '
		BEGIN { printf "document,reviewer,criterion,score,note\r\n" }
		{ printf "%s,%s,%s,%d,\r\n", document, reviewer, $1,
			(NR + start) % 4 + 1 }' criteria >"$1"
}

# held REVIEWER: document, criterion and score as the corpus has them.
held() {
	lettermark-report --quiet --work work --out out
	awk -F, -v reviewer="$1" '$4 == reviewer { print $1 "," $3 "," $5 }' \
		out/scores.csv
}

# entered FILE: the same of a sheet.
entered() {
	tail -n +2 "$1" | tr -d '\r' | awk -F, '{ print $1 "," $3 "," $4 }'
}

test_begin "a CSV sheet goes in as it was filled"
sheet jo.csv "$letter" Jo
run lettermark-agree import --work work jo.csv
is "$status" 0
is "$out" "1 sheet imported, 0 known"
is "$(held Jo)" "$(entered jo.csv)"

test_begin "with a byte order mark, or semicolons as spreadsheets write them"
{ printf '\357\273\277'; sed 's/Jo/Marked/' jo.csv; } >marked.csv
sed 's/Jo/Semi/; s/,/;/g' jo.csv >semi.csv
run lettermark-agree import --work work marked.csv semi.csv
is "$status" 0
is "$(held Marked)" "$(entered jo.csv)"
is "$(held Semi)" "$(entered jo.csv)"

test_begin "the same file again changes nothing"
run lettermark-agree import --work work jo.csv
is "$status" 0
is "$out" "0 sheets imported, 1 known"

test_begin "another by the same person only where it is to replace"
sheet other.csv "$letter" Jo 1
run lettermark-agree import --work work other.csv
is "$status" 1
like "$err" 'Jo has scored wexcombe-letter-2018 already: --replace'
is "$(held Jo)" "$(entered jo.csv)"
run lettermark-agree import --work work --replace other.csv
is "$status" 0
is "$(held Jo)" "$(entered other.csv)"

test_begin "scoring anew leaves people's scores be"
run lettermark-score --quiet --work work --reviewer ladder
is "$status" 0
run lettermark-score --quiet --work work
is "$(held Jo)" "$(entered other.csv)"

test_begin "the tables add people's scores only when asked"
need_model
sheet sam.csv "$letter" Sam 2
run lettermark-agree import --work work sam.csv
lettermark-report --quiet --work work --out out
like "$(grep "^$letter," out/combined.csv)" ',ladder,[1-4],model,'
run lettermark-agree choose --work work Jo Sam
is "$status" 0
is "$out" "Jo's and Sam's scores are added in 1 document, the machines' elsewhere"
lettermark-report --quiet --work work --out out
is "$(grep "^$letter," out/combined.csv | grep -c ',Jo,[1-4],Sam,[1-4],')" 20
is "$(grep -c ',ladder,[1-4],model,' out/combined.csv)" \
	"$(($(wc -l <out/combined.csv) - 21))"
run lettermark-agree choose --work work Marked Semi extra
is "$status" 2
run lettermark-agree choose --work work machines
is "$status" 0
is "$out" "the machines' scores are added in $(tail -n +2 out/combined.csv |
	cut -d, -f1 | sort -u | wc -l) documents"
lettermark-report --quiet --work work --out out
is "$(grep -c ',Sam,' out/combined.csv)" 0
run lettermark-agree choose --work work Jo Nobody
is "$status" 1
like "$err" 'no reviewer Nobody'

test_begin "people are compared as machines are"
run lettermark-agree compare --work work Jo Sam
is "$status" 0
like "$out" '^all +20 '

test_begin "a third reading: by another, of what two have read, in part"
printf 'document,reviewer,criterion,score\n%s,Kim,id-timeliness,3\n' \
	"$letter" >third.csv
run lettermark-agree import --work work third.csv
is "$status" 1
run lettermark-agree import --work work --adjudicate third.csv
is "$status" 0
is "$(held Kim)" "$letter,id-timeliness,3"
sed 's/Kim/Lee/; s/,3$/,4/' third.csv >fourth.csv
run lettermark-agree import --work work --adjudicate fourth.csv
is "$status" 1
like "$err" 'Kim has given wexcombe-letter-2018 a third reading already'
is "$(held Lee)" ""
sed 's/Kim/Sam/' third.csv >own.csv
run lettermark-agree import --work work --adjudicate own.csv
is "$status" 1
like "$err" 'Sam is one of the two who read'
sed 's/wexcombe-letter-2018/aldermere-letter-2021/' third.csv >unread.csv
run lettermark-agree import --work work --adjudicate unread.csv
is "$status" 1
like "$err" 'has not been read by two people'

test_begin "a table of readers goes in as a reviewer a column"
{
	echo document,criterion,first,second
	while read -r criterion; do
		echo "merrowby-letter-2017,$criterion,2,3"
		echo "nowhere-letter-2017,$criterion,2,3"
	done <criteria
} >gold.csv
run lettermark-agree import --work work --gold gold.csv
is "$status" 0
is "$out" "2 sheets imported, 0 known"
like "$err" 'not in the corpus, left out: 1'
is "$(held second | sort -u | cut -d, -f3 | sort -u)" 3

test_begin "what a table of readers lacks is said of document and reader"
grep -v '^merrowby.*,id-timeliness' gold.csv >short.csv
run lettermark-agree import --work work --gold short.csv
is "$status" 1
is "$out" "0 sheets imported, 0 known"
like "$err" 'no row for id-timeliness: merrowby-letter-2017, first$'
like "$err" 'no row for id-timeliness: merrowby-letter-2017, second$'

# --- faults ------------------------------------------------------------------

sheets_before=$(held Ann | wc -l)

# faulty MESSAGE: the sheet bad.csv or $bad is refused with it, and whole.
bad=bad.csv
said=
faulty() {
	test_begin "refused: $1"
	run lettermark-agree import --work work "$bad"
	is "$status" 1
	is "$out" "0 sheets imported, 0 known"
	like "$err" "^agree: $bad: ERROR: $2"
	said="$said$1
"
	bad=bad.csv
}

# change EXPRESSION: a sound sheet by Ann but for a sed expression.
change() {
	sheet bad.csv "$letter" Ann
	sed -i "$1" bad.csv
}

change '7s/,[1-4],/,,/'
faulty "no score" 'D7: no score given$'
change '7s/,[1-4],/,0,/'
faulty "nought" 'D7: “0” is below 1'
change '7s/,[1-4],/,-2,/'
faulty "below nought" 'D7: “-2” is below 1'
change '7s/,[1-4],/,5,/'
faulty "five" 'D7: “5” is above 4'
change '7s/,[1-4],/,2.5,/'
faulty "a half" 'D7: “2.5” is between two scores'
change '7s/,[1-4],/,good,/'
faulty "words" 'D7: “good” is no score from 1 to 4'
change '7s/,[1-4],/,Three,/'
faulty "a number in words" 'D7: “Three” in words'
change '7s/,[1-4],/,2-3,/'
faulty "two scores" 'D7: “2-3”: more than a number'
change '7s/,[1-4],/,TRUE,/'
faulty "a tick" 'D7: ticked, not scored'
change '7s/,[1-4],/,#REF!,/'
faulty "an error of the spreadsheet" 'D7: “#REF!”: the spreadsheet could not'
change '7s/,[1-4],/,=1+2,/'
faulty "a formula" 'D7: a formula'
change '7s/,[1-4],/,nan,/'
faulty "not a number" 'D7: “nan” is no finite number'
change '7s/,[a-z-]*,\([1-4]\),/,id-usefulness,\1,/'
faulty "a criterion twice" 'C7: id-usefulness a second time; the first is in row 3'
like "$err" 'no row for communication-clarity'
change '7s/,[a-z-]*,\([1-4]\),/,no-such,\1,/'
faulty "an unknown criterion" 'C7: no criterion “no-such”'
change '7s/,[a-z-]*,\([1-4]\),/,Communication Clarity,\1,/'
faulty "a criterion written otherwise" 'C7: .* is written communication-clarity'
change '7s/,[a-z-]*,\([1-4]\),/,,\1,/'
faulty "no criterion" 'C7: no criterion in this row'
change '7d'
faulty "a row left out" 'no row for communication-clarity'
change '1s/criterion/question/'
faulty "no head criterion" 'no column headed criterion'
change '1d'
faulty "no heads at all" 'no row of heads'
change '1s/document/letter/'
faulty "no head document" 'no column headed document'
change '1s/reviewer/name/'
faulty "no head reviewer" 'no column headed reviewer'
change '1s/score/mark/'
faulty "no head score" 'no column headed score'
change '1s/note/score/'
faulty "two columns of scores" 'two columns headed score'
# shellcheck disable=SC2016 # a dollar of sed
change '2,$d'
faulty "no rows" 'heads, and no rows'
change "s/^$letter/nowhere-letter/"
faulty "an unknown document" 'A2: no document “nowhere-letter” in the corpus'
change "s/^$letter/wexcombe-wsoa-2018/"
faulty "a document that is not scored" 'A2: .* not of a kind that is scored: wsoa'
change "s/^$letter//"
faulty "no document" 'A2: no document named'
change "9s/^$letter/merrowby-letter-2017/"
faulty "two letters in one sheet" 'A9: a second document, “merrowby-letter-2017”'
change "9s/^$letter//"
faulty "a row without its letter" 'A9: no document in this row'
change 's/,Ann,/,,/'
faulty "no reviewer" 'B2: no reviewer named'
change 's/,Ann,/,Ladder,/'
faulty "a machine's name" 'B2: ladder is the name of a machine reviewer'
change 's/,Ann,/,a.b\/c,/'
faulty "a name that is none" 'B2: “a.b/c”: a reviewer.s name is of letters'
change "s/,Ann,/,$(printf 'A%.0s' {1..61}),/"
faulty "a name without end" 'B2: a reviewer.s name of more than 60'
change 's/,Ann,/,combined,/'
faulty "a name that is taken" 'B2: nobody may be called combined'
change 's/,Ann,/,Machines,/'
faulty "the word for the machines" 'B2: nobody may be called machines'
change '9s/,Ann,/,Joe,/'
faulty "two people in one sheet" 'B9: a second reviewer, “Joe”'
change "9s/,\r/,$(head -c 4100 /dev/zero | tr '\0' x)\r/"
faulty "a note without end" 'E9: a note of more than 4000'
change '1s/note/framework/;2s/,\r/,literal\r/'
faulty "other statements" 'E2: made for other statements: “literal”, not twenty'
change '1s/note/document_version/;2s/,\r/,sha256:0123456789ab\r/'
faulty "another version of the letter" 'E2: made for another version of the document: “sha256:0123456789ab”, not sha256:'
bad=none.csv
faulty "no such file" '.*No such file'
: >bad.csv
faulty "an empty file" 'nothing in it'
truncate -s 33M bad.csv
faulty "a file too large" 'too large: more than 32 MB'
printf 'criterion\377,score\n' >bad.csv
faulty "bytes that are no text" 'neither a spreadsheet nor text'
printf '\320\317\021\340\241\261\032\341 old' >bad.xls
bad=bad.xls
faulty "an old or locked workbook" 'a workbook of the old form or with a password'
bad=letter.odt
cp "$build/samples/wexcombe-progress-plan-2020.odt" letter.odt
faulty "a document that is no spreadsheet" 'no row of heads|nothing in it'
bad=letter.docx
cp "$build/samples/northmere-and-fellside-wsoa-2017.docx" letter.docx
faulty "another that is none" 'no spreadsheet in this archive'

test_begin "at least thirty faults, and nothing came of any"
ok [ "$(printf '%s' "$said" | sort -u | wc -l)" -ge 30 ]
is "$(held Ann | wc -l)" "$sheets_before"

test_begin "all faults of a sheet are said at once"
change '7s/,[1-4],/,9,/;8s/,[1-4],/,,/;9d'
run lettermark-agree import --work work bad.csv
is "$(printf '%s\n' "$err" | grep -c ERROR)" 3

test_begin "a good sheet beside a faulty one goes in"
sheet good.csv "$letter" Ann
run lettermark-agree import --work work bad.csv good.csv
is "$status" 1
is "$out" "1 sheet imported, 0 known"
is "$(held Ann)" "$(entered good.csv)"

test_begin "wrong usage"
run lettermark-agree import --work work
is "$status" 2
for words in Jo "Jo Jo" "machines extra"; do
	# shellcheck disable=SC2086 # words are words
	run lettermark-agree choose --work work $words
	is "$status" 2
done
sed '1s/second/machines/' gold.csv >taken.csv
run lettermark-agree import --work work --gold taken.csv
is "$status" 1
like "$err" 'D1: nobody may be called machines'

test_end
