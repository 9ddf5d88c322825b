#!/usr/bin/env bash
# lettermark-check: what it finds, mends, throws away and keeps a copy of.
. "$(dirname "$0")/lib.sh"

mkdir letters
for i in 1 2 3; do
	seq "$i" 100 >letters/"$i".pdf
done
lettermark-fetch --quiet --work work letters

blob_of() {
	local digest

	digest=$(sha256sum <"$1" | cut -d ' ' -f 1)
	echo "work/blobs/${digest:0:2}/${digest:2}"
}

test_begin "a corpus that is whole has no findings"
run lettermark-check --work work
is "$status" 0
is "$err" "check: 0 findings, 0 mended"

test_begin "what is left over is found once it is old, and removed when asked"
mkdir -p work/blobs/aa
echo half >work/blobs/aa/.new-Xyz123
echo lost >work/blobs/aa/0123
run lettermark-check --work work
is "$status" 0
touch -d '2 hours ago' work/blobs/aa/.new-Xyz123 work/blobs/aa/0123
run lettermark-check --work work
is "$status" 1
like "$err" '^check: work/blobs/aa/.new-Xyz123: ERROR: left by a program that was stopped$'
like "$err" '^check: work/blobs/aa/0123: ERROR: no document has these bytes$'
like "$err" '^check: 2 findings, 0 mended$'
run lettermark-check --work work --repair
is "$status" 0
like "$err" '^check: 0 findings, 2 mended$'
not_ok test -e work/blobs/aa/.new-Xyz123
not_ok test -e work/blobs/aa/0123

test_begin "bytes that changed on the disk are found, put aside and fetched anew"
blob=$(blob_of letters/2.pdf)
chmod u+w "$blob"
printf X | dd of="$blob" conv=notrunc status=none
run lettermark-check --work work
is "$status" 1
is "$err" "check: $blob: ERROR: not the bytes that were fetched: 2
check: 1 findings, 0 mended"
run lettermark-check --work work --repair
is "$status" 1
is "$err" "check: $blob: ERROR: not the bytes that were fetched; put aside until these come again: 2
check: 1 findings, 0 mended"
not_ok test -e "$blob"
run lettermark-check --work work
is "$status" 1
like "$err" ": ERROR: cannot be read: No such file or directory$"
lettermark-fetch --quiet --work work letters
run lettermark-check --work work
is "$status" 0
same "$blob" letters/2.pdf

test_begin "a row without what it belongs to is found"
sqlite3 work/corpus.db "PRAGMA foreign_keys = OFF;
	INSERT INTO origin VALUES ('/nowhere', 99, 1, '', 0, 0, 0)"
run lettermark-check --work work --backup backup.db --keep 0
is "$status" 1
like "$err" 'nothing removed$'
like "$err" '^check: corpus.db: ERROR: a row without what it belongs to: origin .* has no document$'
like "$err" 'not backed up: backup.db$'
not_ok test -e backup.db
sqlite3 work/corpus.db "DELETE FROM origin WHERE document = 99"

test_begin "a damaged page is found"
cp -r work damaged
sqlite3 damaged/corpus.db 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
root=$(sqlite3 damaged/corpus.db \
	"SELECT rootpage FROM sqlite_schema WHERE name = 'origin_document'")
dd if=/dev/zero of=damaged/corpus.db bs=4096 seek=$((root - 1)) count=1 \
	conv=notrunc status=none
run lettermark-check --work damaged
is "$status" 1
like "$err" '^check: corpus.db: ERROR: damaged: '

test_begin "superseded versions stay until they are told to go, oldest first"
for i in 1 2 3 4; do
	echo "version $i" >letters/1.pdf
	lettermark-fetch --quiet --work work letters
done
is "$(sqlite3 work/corpus.db 'SELECT superseded FROM kept')" 4
run lettermark-check --work work --keep 2
is "$status" 0
like "$err" '^check: NOTE: 2 superseded removed$'
is "$(sqlite3 work/corpus.db 'SELECT superseded FROM kept')" 2
is "$(find work/blobs -type f ! -name '.damaged-*' | wc -l)" 5
not_ok test -e "$(blob_of <(seq 1 100))"
ok test -e "$(blob_of <(echo version 3))"
ok test -e "$(blob_of letters/1.pdf)"
run lettermark-check --work work --keep 0 --backup before.db
is "$(sqlite3 before.db 'SELECT superseded FROM kept')" 2
is "$(sqlite3 work/corpus.db 'SELECT superseded FROM kept')" 0
is "$(find work/blobs -type f ! -name '.damaged-*' | wc -l)" 3

test_begin "a version that a person scored is never told to go, and it is said"
sqlite3 work/corpus.db "PRAGMA foreign_keys = ON;
	INSERT INTO reviewer (name, position, machine) VALUES
		('Bob', 90, 0), ('Ann', 91, 0);
	INSERT INTO human_sheet (document, reviewer, adjudication, source, sha256)
		SELECT d.id, r.name, 0, r.name || '.xlsx', '' FROM document d, reviewer r
		WHERE d.name = '1' AND NOT r.machine"
echo "version 5" >letters/1.pdf
run lettermark-fetch --work work letters
is "$status" 0
is "$err" "fetch: 1: WARNING: the scores that people gave stand on the version before: Bob, Ann
fetch: 0 new, 1 changed, 2 known"
run lettermark-check --work work --keep 0
is "$status" 0
like "$err" '^check: NOTE: 0 superseded removed$'
is "$(sqlite3 work/corpus.db 'SELECT count(*) FROM human_sheet')" 2
sqlite3 work/corpus.db "UPDATE human_sheet SET document =
	(SELECT max(id) FROM document) WHERE reviewer = 'Bob'"
run lettermark-fetch --work work letters
like "$err" ' the version before: Ann$'
sqlite3 work/corpus.db "DELETE FROM human_sheet"
lettermark-check --quiet --work work --keep 0

test_begin "a copy of the database and the files make the corpus again"
run lettermark-check --work work --backup backup.db
is "$status" 0
run lettermark-check --work work --backup backup.db
is "$status" 0
not_ok test -e backup.db.new
mkdir restored
cp backup.db restored/corpus.db
cp -r work/blobs restored/
run lettermark-check --work restored
is "$status" 0
is "$(sqlite3 restored/corpus.db 'SELECT count(*) FROM document')" 3

test_begin "where there is no corpus nothing is checked, made or overwritten"
sum=$(sha256sum <backup.db)
for command in "check --backup backup.db" status "search words" "report --out site" \
	extract parse score flag "agree choose machines"; do
	# shellcheck disable=SC2086 # words
	run lettermark-$command --work wrok
	is "$status" 3
	is "$err" "${command%% *}: FATAL: no corpus in wrok"
	not_ok test -e wrok
done
is "$(sha256sum <backup.db)" "$sum"
not_ok test -e site

test_begin "a copy that cannot be written is one line, and the old one stays"
sum=$(sha256sum <backup.db)
run bash -c 'trap "" XFSZ; ulimit -f 64; exec lettermark-check --work work --backup backup.db'
is "$status" 3
like "$err" '^check: FATAL: cannot go on: '
is "$(sha256sum <backup.db)" "$sum"

test_end
