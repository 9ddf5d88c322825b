#!/usr/bin/env bash
# Several programs at once on one corpus.
. "$(dirname "$0")/lib.sh"

test_begin "eight that make the same new corpus at once all succeed"
mkdir letters
for i in 1 2 3 4 5 6 7 8; do
	mkdir "letters/$i"
	for j in 1 2 3 4 5; do
		echo "letter $i $j" >"letters/$i/letter-$i-$j.pdf"
	done
done
for i in 1 2 3 4 5 6 7 8; do
	lettermark-fetch --work work "letters/$i" 2>"err.$i" ||
		echo "$?" >"failed.$i" &
done
wait
is "$(cat failed.* 2>/dev/null)" ""
is "$(cat err.* | sort -u)" "fetch: 5 new, 0 known"
is "$(sqlite3 work/corpus.db 'SELECT count(*) FROM documents')" 40

test_begin "one that is killed leaves a corpus that the next completes"
seq 400 | while read -r i; do
	echo "late letter $i" >"letters/late-$i.pdf"
done
struck=0
for seconds in 0.01 0.02 0.05 0.1 0.05; do
	run timeout -s KILL "$seconds" lettermark-fetch --work work letters
	[ "$status" -ne 137 ] || struck=$((struck + 1))
done
ok test "$struck" -gt 0
run lettermark-fetch --work work letters
is "$status" 0
is "$(sqlite3 work/corpus.db 'SELECT count(*) FROM documents')" 440
is "$(sqlite3 work/corpus.db 'PRAGMA integrity_check')" ok
is "$(sqlite3 work/corpus.db 'PRAGMA foreign_key_check')" ""
find work/blobs -type f ! -name '.new-*' -printf '%P\n' |
	while read -r blob; do
		echo "${blob/\//}  work/blobs/$blob"
	done | sha256sum --check --quiet >blobs.err 2>&1
is "$(cat blobs.err)" ""

test_end
