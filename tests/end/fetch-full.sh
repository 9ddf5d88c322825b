#!/usr/bin/env bash
# A disk that is full, or a file that may not grow: nothing is half kept.
. "$(dirname "$0")/lib.sh"

# Run with files limited to $1 KiB; a write beyond that fails as on a full disk.
run_limited() {
	local limit=$1

	shift
	run bash -c 'trap "" XFSZ; ulimit -f "$0"; exec "$@"' "$limit" "$@"
}

mkdir letters
echo small >letters/a-small.pdf
head -c 300000 /dev/urandom >letters/b-large.pdf
echo after >letters/c-after.pdf
lettermark-fetch --quiet --work work letters/a-small.pdf

test_begin "a blob that cannot be written ends the run: status 3, one line"
run_limited 200 lettermark-fetch --work work letters
is "$status" 3
like "$err" "^fetch: .*/letters/b-large.pdf: FATAL: cannot be stored: .*: File too large\$"
is "$(find work/blobs -type f | wc -l)" 1
is "$(sqlite3 work/corpus.db 'SELECT count(*) FROM documents')" 1

test_begin "a database that cannot be written does too"
run_limited 4 lettermark-fetch --work work letters/c-after.pdf
is "$status" 3
is "$err" "fetch: FATAL: cannot open the corpus: work/corpus.db: disk I/O error"

test_begin "with room again the next run completes"
run lettermark-fetch --work work letters
is "$status" 0
is "$(sqlite3 work/corpus.db 'SELECT count(*) FROM documents')" 3
is "$(sqlite3 work/corpus.db 'PRAGMA integrity_check')" ok
is "$(find work/blobs -name '.new-*' | wc -l)" 0

test_end
