#!/usr/bin/env bash
# lettermark-report over the samples: what it writes is whole, valid, and
# leads where it says.
. "$(dirname "$0")/lib.sh"

corpus work extract parse score flag

test_begin "the report is written and says so in one line"
run lettermark-report --work work --out out
is "$status" 0
is "$out" ""
like "$err" '^report: [0-9]+ files in out, [0-9]+ of them new or changed$'

test_begin "every table of the contract is there under its head"
for table in documents fields findings scores combined evidence flags \
	flag_grounds duties areas \
	actions tracker changes; do
	like "$(head -1 out/$table.csv)" '^(document|area),'
	# CRLF at the end of every row, a quoted line break apart.
	is "$(tail -c 2 out/$table.csv | od -An -c | tr -d ' ')" '\r\n'
done
is "$(grep -c . out/documents.csv)" "$(($(find "$build/samples" -type f |
	wc -l) + 1))"

test_begin "every flag has a name for people"
grep -o '<flag id="[^"]*"' "$top/scoring/flags.xml" | cut -d '"' -f 2 |
	sed 's/^/flag:/' | sort >flags
cut -f 1 "$top/pipeline/writers/labels.tsv" | sort >labels
is "$(comm -23 flags labels)" ""

test_begin "a page shows the sentences behind its flags, and every duty"
grounds=$(cut -d , -f 1,2 out/flag_grounds.csv | tail -n +2 | sort -u | wc -l)
is "$(cat out/areas/*.html | grep -c '>The sentences behind it<')" "$grounds"
ok test "$grounds" -gt 0
is "$(cat out/areas/*.html | grep -c '>Duty<')" \
	"$(cut -d , -f 1 out/duties.csv | tail -n +2 | sort -u | wc -l)"

test_begin "nothing tells the folders that the documents came from"
is "$(sqlite3 work/corpus.db "SELECT min(address) GLOB '$build/samples/*'
	FROM origin")" 1
is "$(grep -rlF "$build" out)" ""
mkdir book
unzip -q -d book out/lettermark.xlsx
is "$(grep -rlF "$build" book)" ""

test_begin "a second run changes no file"
find out -type f -printf '%p %i %T@\n' | sort >before
run lettermark-report --work work --out out
like "$err" ', 0 of them new or changed$'
find out -type f -printf '%p %i %T@\n' | sort >after
same after before

test_begin "pages are valid but for the names that came after HTML 4"
pages=$(cd out && find . -name '*.html' | sed 's,^\./,,' | sort)
for page in $pages; do
	faults=$(xmllint --html --noout "out/$page" 2>&1 |
		grep ' error ' | grep -Ev 'Tag [a-z]+ invalid')
	is "$faults" ""
done

# ids PAGE, links PAGE: what can be led to, and where it leads.
ids() {
	grep -oE ' id="[^"]*"' "out/$1" | sed 's/^ id="//; s/"$//' | sort
}
links() {
	grep -oE ' (href|src)="[^"]*"' "out/$1" | cut -d '"' -f 2 |
		grep -Ev '^https?://' | sort -u
}

test_begin "no page gives two things the same id"
for page in $pages; do
	is "$(ids "$page" | uniq -d)" ""
done

test_begin "every link leads to a file and a place in it"
for page in $pages; do
	ids "$page" >"ids.$(printf '%s' "$page" | tr / +)"
done
for page in $pages; do
	folder=$(dirname "$page")
	links "$page" | while read -r link; do
		path=${link%%#*}
		case $link in
		\#*) path=$page ;;
		../*) path=${path#../} ;;
		*) [ "$folder" = . ] || path=$folder/$path ;;
		esac
		[ -e "out/$path" ] || echo "$page: $link"
		case $link in
		*.html#* | \#*)
			grep -qxF -- "${link#*#}" \
				"ids.$(printf '%s' "$path" | tr / +)" ||
				echo "$page: $link"
			;;
		esac
	done
done >astray
is "$(cat astray)" ""

test_begin "nothing is loaded from elsewhere"
is "$(grep -ohE '(src|srcset|poster|data)="(https?:)?//[^"]*' -r out \
	--include='*.html')" ""
is "$(grep -ohE '<link [^>]*href="(https?:)?//[^"]*' -r out \
	--include='*.html')" ""
is "$(grep -cE '@import|url\(' out/site.css)" 0

test_begin "a number on the front page leads to its evidence"
cell=$(grep -oE '<td class="heat-[0-9]"><a href="[^"]*">[1-9]</a>' \
	out/index.html | head -1)
ok test -n "$cell"
page=$(printf '%s' "$cell" | cut -d '"' -f 4)
like "$(cat "out/${page%%#*}")" "<section id=\"${page#*#}\">"

test_begin "examples are of the most and the least, and of how many"
sqlite3 :memory: '.import --csv out/combined.csv c' "WITH n AS (
	SELECT criterion, combined + 0 AS v, count(*) AS n FROM c
	WHERE combined <> '' GROUP BY 1, 2), e AS (
	SELECT criterion, min(v) AS low, max(v) AS high FROM n GROUP BY 1)
	SELECT n.criterion || '.html:' || min(n, 3) || ' of ' || n || ' report'
		|| iif(n = 1, '', 's') || ' with ' || v
	FROM n JOIN e USING (criterion)
	WHERE low < high AND v IN (low, high)" | sort >wanted
(cd out/criteria && grep -oE '[0-9]+ of [0-9]+ reports? with [0-9]' ./*.html) |
	sed 's,^\./,,' | sort >got
same got wanted
ok test -s got

test_begin "every indicator of the evidence stands on its criterion's page"
sqlite3 -separator ' ' :memory: '.import --csv out/evidence.csv e' \
	'SELECT DISTINCT criterion, indicator FROM e' |
	while read -r criterion indicator; do
		grep -qF "<tr id=\"$indicator\">" \
			"out/criteria/$criterion.html" ||
			echo "$criterion: $indicator"
	done >missing
is "$(cat missing)" ""
is "$(grep -L 'id="rules"' out/criteria/*.html)" ""

test_begin "what is to be done comes first on a page, once, and is led to"
page=$(cat out/areas/kestonbridge.html)
like "$page" 'href="#kestonbridge-report-2024-at-priority_actions">[0-9]+</a>'
is "$(printf '%s\n' "$page" | grep -oE '<h3 id="kestonbridge-report[^"]*"' | head -3 |
	sed 's/.*-at-//; s/"//' | tr '\n' ' ')" \
	'priority_actions improvements flags '
is "$(printf '%s\n' "$page" | grep -c 'f-priority-action-1.1" ')" 1

test_begin "another kind of inspection is named, and counts for no area"
like "$(cat out/areas/candlewick.html)" 'Joint targeted area inspection\. '
is "$(grep -o 'these are about</dt><dd>[0-9]*' out/index.html |
	sed 's/.*>//')" \
	"$(cut -d , -f 1 out/areas.csv | tail -n +2 | sort -u | wc -l)"

test_begin "quotations are the findings, word for word"
quoted=$(grep -ohE '<blockquote>[^<]*' out/areas/*.html | sort -u |
	sed 's/<blockquote>//; s/&apos;/'"'"'/g; s/&#39;/'"'"'/g
		s/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g' | sort -u)
found=$(sqlite3 work/corpus.db 'SELECT text FROM findings' | sort -u)
is "$(comm -23 <(printf '%s\n' "$quoted") <(printf '%s\n' "$found"))" ""

test_begin "README and the manual name every table"
for table in out/*.csv; do
	ok grep -q "^| \`${table#out/}\` |" "$top/README.md"
	ok grep -qE "^\\.It Pa (.* )?${table#out/}( |\$)" \
		"$top/pipeline/lettermark-report.1"
done

test_begin "README and the method say the same of how far scores agree"
sed -n '/^### How far they agree/,/^###* What/p' "$top/README.md" |
	grep '^| .* | [01]\.' | tr -d '*' |
	sed 's/^| //; s/ |$//; s/ | /|/g' >said
sed -n '/id="readings"/,/<\/table>/p' out/method.html | grep '^<tr><th' |
	sed 's/<\/t[hd]><td[^>]*>/|/g; s/<[^>]*>//g' >got
same got said
is "$(wc -l <said)" 4

test_begin "the samples are said to be samples, on every page; others are not"
pages=$(find out -name '*.html')
is "$(printf '%s\n' "$pages" | xargs grep -L 'class="notice"')" ""
lettermark-fetch --quiet --work own "$build/samples/kestonbridge-report-2024.pdf"
lettermark-extract --quiet --work own
run lettermark-report --quiet --work own --out own-site
is "$status" 0
ok grep -q kestonbridge own-site/areas.html
is "$(grep -rl 'class="notice"' own-site)" ""

test_begin "what an area no longer has is swept away, other files are not"
echo mine >out/mine.txt
touch out/areas/gone.html
echo areas/gone.html >>out/.lettermark-files
run lettermark-report --work work --out out
is "$status" 0
not_ok test -e out/areas/gone.html
ok test -e out/mine.txt

test_begin "a document whose bytes are lost keeps its page"
mv work/blobs lost
run lettermark-report --work work --out bare
is "$status" 0
ok test -e bare/areas/wexcombe.html
not_ok grep -q 'documents/wexcombe' bare/areas/wexcombe.html
mv lost work/blobs

test_begin "a corpus without documents gives heads and pages"
mkdir nowhere
lettermark-fetch --quiet --work nothing nowhere
run lettermark-report --work nothing --out none
is "$status" 0
is "$(wc -l <none/documents.csv)" 1
like "$(cat none/index.html)" 'No letter or report has been scored yet'

test_begin "a folder that cannot be written is said and ends with 3"
echo file >blocked
run lettermark-report --work work --out blocked/out
is "$status" 3
like "$err" '^report: FATAL: no report: blocked/out: cannot make folder: '

test_end
