#!/usr/bin/env bash
# Fetching from the web: a site of the inspectorate's shape, for 153
# authorities, on this machine (tests/tools/server.c), that misbehaves when
# told. SOAK=50 kills the fetcher 50 times instead of 6.
. "$(dirname "$0")/lib.sh"

unset http_proxy https_proxy all_proxy HTTPS_PROXY ALL_PROXY
export LETTERMARK_CONTACT=tests@example.org

# --- the site -----------------------------------------------------------------

mkdir -p web/site/127.0.0.1/provider/44 web/site/127.0.0.2/v1/file
"$build/tests/tools/server" "$tap_home/web" &
server=$!
trap 'kill $server; chmod -R u+rwX "$tap_home"; rm -rf "$tap_home"' EXIT
for _ in $(seq 100); do
	[ -s web/port ] && break
	read -rt 0.1 <> <(:) || true
done
port=$(cat web/port)
reports=http://127.0.0.1:$port files=http://127.0.0.2:$port
pages=web/site/127.0.0.1 documents=web/site/127.0.0.2/v1/file

# Listing, provider pages and documents, two of each authority that are about
# SEND and one that is not. Case and spacing vary; a third of the pages have
# lost the text for screen readers.
awk -F'\t' -v pages="$pages" -v documents="$documents" -v files="$files" '
function link(page, id, label) {
	print "<li><a class=\"publication-link\" href=\"" files \
		"/v1/file/" id "\" target=\"_blank\">" label "</a></li>" >page
}
/^#/ || $1 == "area" || $10 != "" { next }
{
	list = pages "/search," (n < 100 ? 0 : 100)
	print "<p><a href=\"/provider/44/" $6 "\">" $1 \
		(n % 2 ? " Council" : "") "</a></p>" >list
	page = pages "/provider/44/" $6
	print "<html><body><h1>" $1 "</h1><ul>" >page
	id = 50000000 + n * 10
	day = n % 28 + 1
	label = "Area SEND full inspection"
	if (n % 3 == 0)
		label = label " <span class=\"nonvisual\">" label ", pdf - " \
			day " July 2024</span>"
	if (n % 3 == 1)
		label = toupper(label) "<span>,  PDF  -  " day "  JULY 2024"
	link(page, id + 2, label)
	link(page, id + 1, "Inspection of 6 to 10 February 2023, pdf - " \
		day " May 2023")
	link(page, id + 1, "the same once more")
	link(page, id, "Joint area child protection inspection, pdf - " \
		day " March 2020")
	for (k = 0; k < 3; k++) {
		file = documents "/" id + k
		print "%PDF-1.4\n" $1, "document", k >file
		for (i = 0; i < 20 + n % 50; i++)
			print i, "words of", $1, "that nobody reads" >file
		print "%%EOF" >file
		close(file)
	}
	close(page)
	n++
}' "$top/corpus/register.tsv"
echo "<html><p>No more.</p></html>" >"$pages/search,153"
printf 'kind\taddress\n%s\t%s\n' ofsted-listing \
	"$reports/search?level_1_types=3&start={start}&rows=100" >sources.tsv

fetch() {
	run lettermark-fetch --pace 500 --allow-private --sources sources.tsv \
		"$@"
}

db() {
	sqlite3 -cmd '.timeout 10000' "${2:-work}/corpus.db" "$1"
}

# Every document that should be there is, byte for byte, and no other.
complete() {
	is "$(db "SELECT sha256 FROM document WHERE live" "$1" | sort)" \
		"$(sha256sum "$documents"/*[12] | cut -d' ' -f1 | sort)"
	find "$1/blobs" -type f ! -name '.new-*' -printf '%P\n' |
		while read -r blob; do
			echo "${blob/\//}  $1/blobs/$blob"
		done | sha256sum --check --quiet >blobs.err 2>&1
	is "$(cat blobs.err)" ""
}

# requests PATTERN: how many lines of the server's log match.
requests() {
	grep -Ec -- "$1" web/log || true
}

# The shortest time between two requests to a host, in microseconds.
shortest() {
	sort -n web/log | awk '
		$2 in last && (!n++ || $1 - last[$2] < least) {
			least = $1 - last[$2]
		}
		{ last[$2] = $1 }
		END { print least + 0 }'
}

# --- a first night ------------------------------------------------------------

test_begin "every document arrives once, byte for byte"
fetch --work work
is "$status" 0
is "$err" "fetch: from the web 306 new, 0 changed, 0 known, 0 gone, 0 failed"
complete work
is "$(requests '127.0.0.2/v1/file')" 306

test_begin "no host is asked faster than its pace"
ok test "$(shortest)" -ge 2000
rm web/log
run lettermark-fetch --work slow --pace 20 --allow-private --limit 5 \
	--only-area Surrey --sources sources.tsv
ok test "$(shortest)" -ge 50000

test_begin "the request says who asks, and robots.txt is asked for first"
is "$(cut -d' ' -f7- web/log | sort -u)" \
	"lettermark/0.1.0 (+tests@example.org)"
like "$(sed -n 1p web/log)" ' 127.0.0.1/robots.txt 404 '

test_begin "only one area's documents"
is "$(db "SELECT count(*) FROM document" slow)" 2

test_begin "the day of publication comes from the link, where it is there"
is "$(db "SELECT count(*) FROM web WHERE published LIKE '2024-07-%'")" 102
is "$(db "SELECT count(*) FROM web WHERE published LIKE '2023-05-%'")" 153
is "$(db "SELECT count(*) FROM web WHERE published LIKE '2023-02-%'")" 0
is "$(db "SELECT count(*) FROM documents WHERE published IS NOT NULL")" 255

test_begin "documents are called by the last part of their address"
is "$(db "SELECT min(document), max(document) FROM documents")" \
	"50000001|50001522"

# --- further nights -----------------------------------------------------------

test_begin "an unchanged site costs one conditional request a page"
rm web/log
fetch --work work
is "$status" 0
is "$err" "fetch: from the web 0 new, 0 changed, 306 known, 0 gone, 0 failed"
is "$(requests ' 304 conditional ')" 156
is "$(requests 'robots.txt')" 1
is "$(wc -l <web/log)" 157

test_begin "documents too are asked for conditionally"
rm web/log
fetch --work work --recheck
is "$(requests '/v1/file/.* 304 conditional ')" 306
is "$(requests '/v1/file/.* 200 ')" 0

test_begin "what has changed is told: new, changed, gone"
first=$(printf '%s\n' "$pages"/provider/44/* | head -1)
second=$(printf '%s\n' "$pages"/provider/44/* | sed -n 2p)
one=$(grep -o '5[0-9]*1"' "$first" | head -1 | tr -d '"')
two=$(grep -o '5[0-9]*2"' "$second" | head -1 | tr -d '"')
sed -i "/$one/d" "$first"
printf '%%PDF-1.4\nmended\n%%%%EOF\n' >"$documents/$two"
printf '%%PDF-1.4\nlate\n%%%%EOF\n' >"$documents/59999991"
echo "<a class='publication-link' href='$files/v1/file/59999991'>Area SEND
	full inspection</a>" >>"$second"
fetch --work work --recheck --report
is "$status" 0
is "$(printf '%s\n' "$out" | tr -d '\r' | cut -d, -f1,2 | sort)" \
	"$(printf '%s\n' "$one,gone" "$two,changed" 59999991,new \
		document,change | sort)"
like "$err" ' 1 new, 1 changed, 304 known, 1 gone, 0 failed'
is "$(db "SELECT count(*) FROM document")" 308
is "$(db "SELECT count(*) FROM document WHERE live")" 307

test_begin "the site tells it as well, and the tables"
lettermark-report --quiet --work work --out out
ok grep -q 'Since the fetch before' out/index.html
is "$(tail -n +2 out/changes.csv | cut -d, -f2 | sort | paste -sd' ')" \
	"changed gone new"

test_begin "and nothing the night after"
fetch --work work --report
is "$(printf '%s\n' "$out" | tr -d '\r')" \
	"document,change,area,kind,published,label,address,detail"

test_begin "a document that the server has no more is gone, and stays"
mv "$documents/$two" kept
fetch --work work --recheck
is "$status" 0
like "$err" "/$two: WARNING: gone; what was stored stays: the server answers 404"
like "$err" ' 1 gone, 0 failed'
is "$(db "SELECT count(*) FROM document WHERE live")" 307
mv kept "$documents/$two"
fetch --work work --recheck --report
like "$out" "^$two,back,"
is "$(db "SELECT DISTINCT change FROM fetch WHERE change IS NOT NULL" |
	sort | paste -sd' ')" \
	"$(awk -F'\t' '$1 == "changes" && $2 == "change" { print $4 }' \
		"$top/pipeline/writers/tables.tsv" | tr ' ' '\n' | sort |
		paste -sd' ')"

test_begin "a listing that yields nothing is an error, and costs nothing"
mv "$pages/search,0" kept
echo '<html><p>Now all done with scripts.</p></html>' >"$pages/search,0"
fetch --work work
is "$status" 1
like "$err" 'ERROR: no links where there were 153'
like "$err" ' 306 known, 0 gone, 1 failed'

test_begin "so is one with far fewer links than last time, every night"
head -20 kept >"$pages/search,0"
cp "$pages/search,153" "$pages/search,20"
for night in 1 2; do
	fetch --work work
	is "$night $status" "$night 1"
	like "$err" 'ERROR: 20 links where there were 153:'
done

test_begin "unless that is accepted; and when the rest comes back, so it does"
fetch --work work --accept-fewer
is "$status" 0
ok test "$(db "SELECT count(*) FROM web WHERE gone IS NOT NULL")" -gt 260
is "$(db "SELECT count(*) FROM document WHERE live")" 307
mv kept "$pages/search,0"
rm web/log
fetch --work work
is "$status" 0
is "$(db "SELECT count(*) FROM web WHERE gone IS NOT NULL")" 1
is "$(requests /v1/file)" 0

# --- pages that lead to the next ----------------------------------------------

test_begin "pages after one that is the same are read again"
mkdir mended
cp -r "$top/corpus" mended/
printf 'linked\t//ul//a\t.\t//a[@rel="next"]\tdocument\t\tpdf\t50\t28\n' \
	>>mended/corpus/readers.tsv
printf "<ul><li><a href='$files/v1/file/%s'>plan</a></ul>%s\n" \
	50000011 "<a rel='next' href='two'>more</a>" >"$pages/one"
printf "<ul><li><a href='$files/v1/file/%s'>plan</a></ul>\n" \
	50000021 >"$pages/two"
printf 'kind\taddress\nlinked\t%s\n' "$reports/one" >linked.tsv
for night in '2 new, 0 changed, 0 known' '0 new, 0 changed, 2 known'; do
	run env LETTERMARK_DATA="$PWD/mended" lettermark-fetch --work linked \
		--pace 500 --allow-private --sources linked.tsv
	is "$status" 0
	is "$err" "fetch: from the web $night, 0 gone, 0 failed"
done

# --- a bad night --------------------------------------------------------------

test_begin "429 with Retry-After, 503, resets and stalls are got over"
cat >web/faults <<'END'
127.0.0.1/provider/44/80486 503 2
127.0.0.2/v1/file/5000000 503 1
127.0.0.2/v1/file/50000021 429 1
127.0.0.2/v1/file/50000031 429-date 1
127.0.0.2/v1/file/500001 reset 2
127.0.0.2/v1/file/500002 truncate 2
127.0.0.2/v1/file/50000301 stall 1
127.0.0.2/v1/file/50000302 slow 1
END
rm web/log
rm "$documents/59999991" "$documents/$one"
sed -i /59999991/d "$second"
fetch --work rough --timeout 2
rm web/faults
is "$status" 0
like "$err" '305 new, 0 changed, 0 known, 0 gone, 0 failed'
is "$(db "SELECT count(*) FROM document" rough)" 305

test_begin "a body that broke off is gone on with, not begun anew"
ok test "$(requests '/50000[12].* 206 - bytes=')" -ge 20
is "$(db "SELECT sha256 FROM document WHERE name = '50000112'" rough)" \
	"$(sha256sum "$documents/50000112" | cut -d' ' -f1)"

test_begin "what is not what it claims is recorded as such, and tried again"
cat >web/faults <<'END'
127.0.0.2/v1/file/5000000 html 1
127.0.0.2/v1/file/5000001 loop 99
127.0.0.2/v1/file/5000002 away 1
127.0.0.2/v1/file/5000003 short-length 1
127.0.0.2/v1/file/5000004 403 1
END
fetch --work wrong
rm web/faults
is "$status" 1
like "$err" '/50000002: ERROR: not a PDF$'
like "$err" '/50000012: ERROR: redirected too often$'
like "$err" '/50000022: ERROR: redirected to no address of the web$'
like "$err" '/50000032: ERROR: a PDF without its end$'
like "$err" '/50000042: ERROR: the server answers 403$'
is "$(db "SELECT count(*) FROM fetch WHERE problem = 'not a PDF'" wrong)" 2
rm web/log
fetch --work wrong
is "$status" 0
is "$(requests '/v1/file/')" "$(db "SELECT count(DISTINCT address) FROM fetch
	WHERE problem IS NOT NULL" wrong)"
is "$(db "SELECT count(*) FROM document" wrong)" 305

# A list of some documents, for what is between them and the server alone.
few() {
	printf 'kind\taddress\n'
	printf "wsoa\t$files/v1/file/%s\n" "$@"
}

test_begin "answers to another question are not taken"
few 50000011 50000021 50000031 50000041 >few.tsv
cat >web/faults <<'END'
127.0.0.2/v1/file/50000011 reset 1
127.0.0.2/v1/file/50000011 416 1
127.0.0.2/v1/file/50000021 reset 1
127.0.0.2/v1/file/50000021 elsewhere 1
127.0.0.2/v1/file/50000031 huge 1
127.0.0.2/v1/file/50000041 empty 1
END
run lettermark-fetch --work few --pace 500 --allow-private --sources few.tsv
is "$status" 1
is "$(printf '%s\n' "$err" | sed 's,.*/v1/file/,,' | sort)" \
	"50000031: ERROR: larger than is taken
50000041: ERROR: empty
fetch: from the web 2 new, 0 changed, 0 known, 0 gone, 2 failed"
is "$(db "SELECT sha256 FROM document ORDER BY name" few)" \
	"$(sha256sum "$documents"/500000[12]1 | cut -d' ' -f1)"

test_begin "a host that keeps failing is left alone"
few 5000{0011,0021,0031,0041,0051,0061} >few.tsv
echo "127.0.0.2/v1/file 503 99" >web/faults
rm web/log
run lettermark-fetch --work failing --pace 500 --allow-private \
	--sources few.tsv
rm web/faults
is "$status" 1
ok test "$(requests ' 503 ')" -lt 30 # five times each would be
is "$(printf '%s\n' "$err" | grep -c ': ERROR: the server answers 503$')" 5
like "$err" ': ERROR: 127.0.0.2 is not asked any more: it keeps failing$'

test_begin "a body that grows without end when expanded is cut off"
echo "127.0.0.1/search bomb 9" >web/faults
fetch --work bomb
is "$status" 1
like "$err" 'ERROR: larger than is taken'

test_begin "a host that asks for a day's patience is left alone"
echo "127.0.0.2/v1/file 429-long 9" >web/faults
rm web/log
fetch --work patient
is "$status" 1
like "$err" 'is not asked any more: it asks to be left alone'
is "$(requests '/v1/file')" 1
rm web/faults

test_begin "what robots.txt forbids is not asked for"
printf 'User-agent: *\nDisallow: /v1/file/5000*2$\n' \
	>web/site/127.0.0.2/robots.txt
rm web/log
fetch --work robots
is "$status" 1
like "$err" "/50000012: ERROR: forbidden by the site's robots.txt"
is "$(requests '/v1/file/5000.*2 ')" 0
is "$(db "SELECT count(*) FROM document" robots)" \
	"$(find "$documents" -name '*1' -o -name '5001*2' | wc -l)"
rm web/site/127.0.0.2/robots.txt

# --- lists of users -----------------------------------------------------------

test_begin "bad rows: a clear line each, and the rest goes on"
row() {
	(IFS=$'\t' && echo "$*") >>manifest.tsv
}
row area kind address note
row Surrey wsoa "$files/v1/file/50000000" "fine"
row Narnia wsoa "$files/v1/file/50000010" "no such area"
row Surrey wsao "$files/v1/file/50000010" "no such kind"
row Surrey wsoa "ftp://example.org/plan.pdf" "no such scheme"
row Surrey wsoa "http://no-such-host.invalid/plan.pdf" "no such host"
row Surrey progress-plan "$files/v1/file/4711" "no such file"
row Surrey
run lettermark-fetch --work mine --pace 500 --allow-private \
	--sources manifest.tsv
is "$status" 1
like "$err" 'manifest.tsv:3: ERROR: no area of that name: Narnia$'
like "$err" 'manifest.tsv:4: ERROR: neither a kind of document nor a reader: wsao'
like "$err" 'manifest.tsv:5: ERROR: no address of the web: ftp://'
like "$err" 'no-such-host.invalid/plan.pdf: ERROR: .* its name is not known$'
like "$err" 'file/4711: ERROR: the server answers 404$'
like "$err" 'manifest.tsv:8: ERROR: no address of the web'
like "$err" 'fetch: from the web 1 new, 0 changed, 0 known, 0 gone, 2 failed'

test_begin "machines outside the public internet are not asked"
rm web/log
run lettermark-fetch --work private --pace 500 --sources manifest.tsv
is "$status" 1
like "$err" '/50000000: ERROR: 127.0.0.2 is not|not on the public internet'
not_ok test -e web/log

test_begin "--dry-run asks for no document and stores nothing"
run lettermark-fetch --work dry --pace 500 --allow-private --dry-run \
	--since 2024-07-28 --sources sources.tsv
is "$status" 0
ok test "$(printf '%s\n' "$out" | wc -l)" -lt 80
is "$(db "SELECT (SELECT count(*) FROM document) +
	(SELECT count(*) FROM fetch)" dry)" 0

test_begin "without a contact, or with a bad one, the web is not asked"
run env -u LETTERMARK_CONTACT lettermark-fetch --sources sources.tsv
is "$status" 2
like "$err" 'needs --contact'
run lettermark-fetch --sources sources.tsv --contact 'me (here)'
is "$status" 2

test_begin "a report that bears no date has that of its link, with its words"
cp "$build/samples/kestonbridge-report-2024.pdf" "$documents/60000001"
echo "<a href='$files/v1/file/60000001' class='publication-link'>Area SEND full
	inspection, pdf - 15 July 2024</a>" >"$pages/provider/44/one"
row=$(printf 'ofsted-provider\t%s' "$reports/provider/44/one")
printf 'kind\taddress\n%s\n' "$row" >one.tsv
run lettermark-fetch --work one --pace 500 --allow-private --sources one.tsv
is "$status" 0
lettermark-extract --quiet --work one
lettermark-parse --quiet --work one
is "$(db "SELECT published FROM documents" one)" 2024-07-15
is "$(db "SELECT value, status, text FROM fields WHERE field = 'published'" \
	one)" "2024-07-15|found|Area SEND full inspection, pdf - 15 July 2024 \
(link to $files/v1/file/60000001)"
is "$(db "SELECT count(*) FROM (SELECT field FROM fields GROUP BY field
	HAVING count(*) > 1)" one)" 0
rm "$documents/60000001" "$pages/provider/44/one"

# --- killed -------------------------------------------------------------------

test_begin "killed at random moments, nothing is lost, torn or fetched twice"
landed=0 again=0
RANDOM=${SOAK_SEED:-1}
rm -f web/log
for _ in $(seq "${SOAK:-6}"); do
	lettermark-fetch --quiet --work killed --pace 500 --allow-private \
		--sources sources.tsv 2>killed.err &
	victim=$!
	read -rt "$((RANDOM % 2)).$((RANDOM % 1000))" <> <(:) || true
	kill -KILL $victim 2>/dev/null
	wait $victim 2>/dev/null
	[ -e killed/corpus.db ] || continue
	db "SELECT address FROM origin" killed | sed 's,.*/file/,/file/,' \
		>landed 2>/dev/null
	[ ! -e web/log ] || [ ! -s before ] ||
		again=$((again + $(grep -cFf before web/log || true)))
	mv landed before
	rm -f web/log
	[ "$(wc -l <before)" -lt 305 ] || {
		landed=$((landed + 1))
		rm -rf killed before
	}
done
fetch --work killed
is "$status" 0
is "$again" 0
is "$(db "SELECT count(*) FROM document" killed)" 305
complete killed
is "$(db 'PRAGMA integrity_check' killed)" ok
is "$(db 'PRAGMA foreign_key_check' killed)" ""
[ -z "${SOAK:-}" ] || echo "# $SOAK killed, $landed of them after the end"

test_end
