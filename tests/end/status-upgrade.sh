#!/usr/bin/env bash
# A corpus of an earlier version is brought up to date and keeps what it held.
. "$(dirname "$0")/lib.sh"

# The tables, indexes and triggers of a corpus, one a line, whatever their order.
shape() {
	sqlite3 "$1/corpus.db" "SELECT replace(replace(sql, char(10), ' '),
		char(9), ' ') FROM sqlite_schema
		WHERE type IN ('table', 'index', 'trigger') AND sql IS NOT NULL
		ORDER BY name"
}

mkdir none
lettermark-fetch --quiet --work fresh none
shape fresh >fresh.txt

for dump in "$cases"/schema/version-*.sql; do
	old=$(basename "$dump" .sql)
	mkdir "$old"
	sqlite3 "$old/corpus.db" <"$dump"
	sqlite3 "$old/corpus.db" 'SELECT * FROM document; SELECT * FROM score;
		SELECT * FROM finding' >"$old.before"

	test_begin "a corpus of $old comes to the tables of today"
	run lettermark-status --work "$old"
	is "$status" 0
	like "$out" '^1 documents, 0 failed, 1 scored, 40 scores$'
	shape "$old" >"$old.txt"
	same "$old.txt" fresh.txt
	is "$(sqlite3 "$old/corpus.db" 'PRAGMA user_version')" \
		"$(sqlite3 fresh/corpus.db 'PRAGMA user_version')"
	is "$(sqlite3 "$old/corpus.db" 'PRAGMA integrity_check')" ok

	test_begin "and nothing of $old is lost on the way"
	sqlite3 "$old/corpus.db" 'SELECT * FROM document; SELECT * FROM score;
		SELECT * FROM finding' >"$old.after"
	same "$old.after" "$old.before"
done

test_begin "a corpus of every earlier version is kept as test data"
version=$(sqlite3 fresh/corpus.db 'PRAGMA user_version')
for ((i = 1; i < version; i++)); do
	ok test -f "$cases/schema/version-$i.sql"
done

test_end
