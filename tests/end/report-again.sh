#!/usr/bin/env bash
# A report is made from the last one as far as nothing changed; it must be what
# it would be made from nothing, byte for byte, whatever came between.
. "$(dirname "$0")/lib.sh"

# night: every stage after the fetch.
night() {
	local stage

	for stage in extract parse score flag; do
		"lettermark-$stage" --quiet --work work 2>/dev/null
	done
}

# fetch NAME...: these of the samples, as documents of one's own.
fetch() {
	mkdir -p letters
	for name in "$@"; do
		ok cp "$build/samples/$name" letters
	done
	ok lettermark-fetch --quiet --work work letters
}

# report: as a night does.
report() {
	run lettermark-report --work work --out out
	is "$status" 0
}

# like_new: what stands in out is what is made from nothing, and a further
# report has nothing to do.
like_new() {
	rm -rf fresh
	ok lettermark-report --quiet --work work --out fresh
	rm fresh/.lettermark-last
	mv out/.lettermark-last last
	same out fresh
	mv last out/.lettermark-last
	report
	like "$err" ' 0 of them new or changed$'
}

# sql STATEMENT: as no program would, but one that is to come might.
sql() {
	ok sqlite3 work/corpus.db "PRAGMA foreign_keys = ON; $1"
}

test_begin "nothing new, nothing written"
fetch wexcombe-{letter,wsoa,wsoa-response}-2018.pdf wexcombe-revisit-2020.pdf \
	wexcombe-progress-plan-2020.odt great-thornley-letter-2016.pdf \
	aldermere-letter-2021.pdf merrowby-letter-2017.pdf \
	kestonbridge-report-2024.pdf saltmarsh-bay-newsletter-2020.pdf
night
report
like "$err" '^report: [1-9][0-9]* files in out, [1-9][0-9]* of them new'
find out -type f -printf '%p %C@ %i\n' | sort >before
report
like "$err" '^report: [1-9][0-9]* files in out, 0 of them new or changed$'
find out -type f -printf '%p %C@ %i\n' | sort >after
same after before
like_new

test_begin "a document more, between others and of an area that is there"
fetch great-thornley-report-2023.pdf
night
report
like "$err" ', [1-9][0-9]* of them new or changed$'
ok test -e out/json/great-thornley-report-2023.json
like_new

test_begin "what is not about it is left alone"
find out/json out/areas -type f -printf '%p %i\n' | sort >before
fetch hollinshaw-vale-letter-2018.pdf
night
report
is "$(find out/json out/areas -type f -printf '%p %i\n' | sort |
	comm -13 before - | sed 's/ .*//')" "out/areas/hollinshaw-vale.html
out/json/hollinshaw-vale-letter-2018.json"
like_new

test_begin "a document whose bytes are others now"
cp "$build/samples/candlewick-report-2023.pdf" letters/merrowby-letter-2017.pdf
lettermark-fetch --quiet --work work letters
night
report
not_ok test -e out/areas/merrowby.html
like_new

test_begin "one that cannot be read, and can again"
cp letters/aldermere-letter-2021.pdf whole.pdf
head -c 3000 whole.pdf >letters/aldermere-letter-2021.pdf
lettermark-fetch --quiet --work work letters
night
report
like "$(grep ^aldermere out/documents.csv)" ',failed,'
like_new
cp whole.pdf letters/aldermere-letter-2021.pdf
lettermark-fetch --quiet --work work letters
night
report
like_new

test_begin "documents that go, the first and the last and one in between"
for name in aldermere-letter-2021 great-thornley-letter-2016 \
	wexcombe-wsoa-response-2018; do
	sql "UPDATE document SET live = 0 WHERE name = '$name'"
	report
	not_ok grep -q "^$name" out/documents.csv out/evidence.csv
	like_new
done
sql "UPDATE document SET live = 1 WHERE name IN ('aldermere-letter-2021',
	'great-thornley-letter-2016', 'wexcombe-wsoa-response-2018')
	AND id IN (SELECT document FROM origin WHERE current)"
report
like_new

test_begin "another name, which comes first"
sql "UPDATE document SET name = 'a' WHERE name = 'wexcombe-letter-2018'"
report
like_new

test_begin "a document without an area that is called as one"
sql "UPDATE document SET name = 'Wexcombe'
	WHERE name = 'saltmarsh-bay-newsletter-2020'"
report
not_ok grep -q 'id="wexcombe"' out/areas/wexcombe.html
ok test -e out/areas/wexcombe-2.html
not_ok grep -q 'What followed' out/areas/wexcombe-2.html
like_new

test_begin "names that a file and a place of the site's own have"
sql "UPDATE document SET name = 'schema' WHERE name = 'a';
	UPDATE document SET name = 'main' WHERE name = 'wexcombe-wsoa-2018'"
report
like "$(head -1 out/json/schema.json)" 'json-schema.org'
ok grep -q '"document": "schema"' out/json/schema-2.json
is "$(grep -c 'id="main"' out/areas/wexcombe.html)" 1
like_new
sql "UPDATE document SET name = 'a' WHERE name = 'schema'"
report

test_begin "scores and flags made again"
sql "DELETE FROM flagging WHERE document =
	(SELECT id FROM document WHERE name = 'great-thornley-report-2023')"
report
like_new
sql "DELETE FROM scoring WHERE document % 2"
report
like_new
night
report
like_new

test_begin "no reviewer but one, and so another scale on every page"
sql "DELETE FROM scoring"
lettermark-score --quiet --work work --reviewer ladder
report
like_new
sql "DELETE FROM scoring"
night
report
like_new

test_begin "people's scores, and a pair chosen"
sql "INSERT INTO reviewer (name, position, machine) VALUES ('Ann', 9, 0);
	INSERT INTO human_sheet (id, document, reviewer, adjudication, source,
		sha256)
	SELECT 1, id, 'Ann', 0, 'ann.csv', '0' FROM document
	WHERE name = 'great-thornley-report-2023';
	INSERT INTO human_score (sheet, position, criterion, score, note)
	SELECT 1, position, criterion, 4, 'plain' FROM score
	WHERE reviewer = 'ladder' AND document = (SELECT id FROM document
		WHERE name = 'great-thornley-report-2023')"
report
like "$(cat out/areas/great-thornley.html)" '>Ann<'
like_new
ok lettermark-agree choose --work work Ann ladder
report
like "$(cat out/combined.csv)" ',Ann,4,'
like_new
ok lettermark-agree choose --work work machines
report
like_new

test_begin "what the links on the web say"
sql "INSERT INTO web (address, published, label)
	SELECT address, '2024-02-01', 'Report' FROM origin
	WHERE address LIKE '%great-thornley-report-2023.pdf'"
report
like "$(grep ^great-thornley-report out/documents.csv)" ',2024-02-01,'
like_new
sql "INSERT INTO fetch_run (id, started, ended) VALUES (1, 'a', 'b');
	INSERT INTO fetch (run, address, time, status, change)
	SELECT 1, address, 'a', 200, 'new' FROM web"
report
ok grep -q great-thornley-report-2023 out/changes.csv
like_new
sql "UPDATE fetch SET change = 'back'"
report
like "$(cat out/changes.csv)" '^great-thornley-report-2023,back,'
like "$(cat out/index.html)" '>Back<'
like_new

test_begin "another wording of the criteria"
cp -r "$top/scoring" "$top/corpus" "$tap_home"
sed -i 's/<statement>/<statement>Of note: /' scoring/criteria.xml
export LETTERMARK_DATA=$tap_home
report
like "$(cat out/criteria.html)" 'Of note: '
like_new
unset LETTERMARK_DATA
report
like_new

test_begin "a file that somebody removed, wrote into or replaced"
rm out/evidence.csv
report
like_new
chmod u+w out/findings.csv
printf 'X' | dd of=out/findings.csv conv=notrunc bs=1 seek=200 2>/dev/null
report
like_new
cp out/areas/wexcombe.html page && mv page out/areas/wexcombe.html
report
like_new
rm out/documents/wexcombe-revisit-2020.pdf
report
like_new

test_begin "a blob that is lost, and found again"
blob=$(sqlite3 work/corpus.db "SELECT 'work/blobs/' || substr(sha256, 1, 2) ||
	'/' || substr(sha256, 3) FROM document
	WHERE name = 'wexcombe-revisit-2020'")
mv "$blob" blob
report
not_ok test -e out/documents/wexcombe-revisit-2020.pdf
like_new
mv blob "$blob"
report
like "$err" ', [1-9][0-9]* of them new or changed$'
ok test -e out/documents/wexcombe-revisit-2020.pdf
like_new

# toggle: a document goes, or comes.
toggle() {
	sql "UPDATE document SET live = NOT live WHERE name = 'a'"
}

test_begin "a report that was broken off, and the change with it or not"
for blocks in 8 40 100 200 400; do
	for again in true toggle; do
		toggle
		not_ok bash -c "ulimit -c 0; ulimit -f $blocks
			lettermark-report --quiet --work work --out out"
		$again
		report
		like_new
	done
done

test_begin "a person who is taken out, and a document that they had scored"
scored=$(sqlite3 work/corpus.db 'SELECT min(document) FROM scores')
{
	echo document,criterion,Ann,Bob
	sqlite3 -csv work/corpus.db "SELECT '$scored', criterion, 4, 2
		FROM criteria ORDER BY position"
} | tr -d '\r' >people.csv
ok lettermark-agree import --quiet --work work --gold people.csv
ok lettermark-agree choose --quiet --work work Ann Bob
report
run lettermark-check --work work --forget "$scored"
is "$status" 1
is "$err" "check: $scored: ERROR: not removed: scored by Ann, Bob; name it twice to forget that as well
check: 0 findings, 0 mended"
run lettermark-agree forget --work work Ann
is "$status" 0
is "$err" "agree: Ann: NOTE: forgotten, with 2 sheets"
is "$(sqlite3 work/corpus.db "SELECT * FROM reviewers WHERE NOT machine")" "Bob|0"
report
like_new
is "$(grep -c ',Ann,' out/scores.csv)" 0
ok grep -q ',Bob,' out/scores.csv
for name in Ann ladder; do
	run lettermark-agree forget --work work $name
	is "$status" 1
	is "$err" "agree: ERROR: no person $name has scored"
done
blob=$(sqlite3 work/corpus.db "SELECT 'work/blobs/' || substr(sha256, 1, 2) ||
	'/' || substr(sha256, 3) FROM documents WHERE document = '$scored'")
ok test -e "$blob"
run lettermark-check --work work --forget "$scored" \
	--forget "$scored" --forget nowhere
is "$status" 1
is "$err" "check: $scored: NOTE: 2 versions removed
check: nowhere: ERROR: not removed: no document nowhere
check: 0 findings, 0 mended"
not_ok test -e "$blob"
is "$(sqlite3 work/corpus.db 'SELECT count(*) FROM human_sheet')" 0
night
report
like_new
is "$(grep -c "^$scored," out/documents.csv)" 0

test_begin "a memory that is torn, or of another corpus"
truncate -s 5000 out/.lettermark-last
report
like_new
head -c 100000 /dev/urandom >out/.lettermark-last
report
like_new
mkdir other
lettermark-fetch --quiet --work other --samples "$build/samples"
ok lettermark-report --quiet --work other --out out
report
like_new

test_end
