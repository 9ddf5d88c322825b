#!/usr/bin/env bash
# What lettermark-status says of a corpus, and what the log keeps of each run.
. "$(dirname "$0")/lib.sh"

mkdir letters
cp "$build"/samples/kestonbridge-report-2024.pdf letters/
seq 1000 >letters/numbers.pdf

test_begin "a run's summary stands in the file that is asked for"
need_model
run "$top/run.sh" --no-install --work work --out out --summary told letters
is "$status" 1
like "$(head -n 1 told)" '^run 2.*Z/[0-9]+ ended with status 1$'
like "$(cat told)" '^2 documents, 1 failed, 1 scored, 40 scores$'
for stage in fetch parse score flag report; do
	like "$(cat told)" "^  2.*Z  $stage +[0-9.]+ s +[0-9]+ MB  ok: "
done
like "$(cat told)" '  extract .* some failed: 1 extracted, 1 failed$'
is "$(tail -n +2 told)" "$out"

test_begin "a run that a signal ends says so in its summary"
for signal in HUP:129 INT:130 TERM:143; do
	struck "${signal%:*}" work "$top/run.sh" --no-install --work work \
		--out out --summary struck letters
	is "$status" "${signal#*:}"
	like "$(head -n 1 struck)" "^run 2.* ended with status ${signal#*:}\$"
done
sqlite3 work/corpus.db "DELETE FROM run WHERE status IS NULL"

test_begin "a summary that cannot be written is said and ends with 3"
mkdir folder
run "$top/run.sh" --no-install --work work --out out --summary folder letters
is "$status" 3
like "$err" '^run.sh: cannot write folder$'
sqlite3 work/corpus.db "DELETE FROM run WHERE night <>
	(SELECT min(night) FROM run)"

test_begin "status says what is stored, and what ran"
run lettermark-status --work work
is "$status" 0
like "$out" '^2 documents, 1 failed'
like "$out" ' of database, .* in 2 files, 0 of them superseded$'
is "$(printf '%s\n' "$out" | grep -c '^  2')" 6
unlike "$out" 'out of date'

test_begin "as JSON too"
run lettermark-status --work work --json
is "$status" 0
ok sqlite3 :memory: "SELECT json('$(printf '%s' "$out" | sed "s/'/''/g")')"
is "$(sqlite3 :memory: "SELECT json_array_length(
	json_extract('$(printf '%s' "$out" | sed "s/'/''/g")', '\$.runs'))")" 6

test_begin "a document that is new, and one of another version, are out of date"
cp "$build"/samples/wexcombe-letter-2018.pdf letters/
lettermark-fetch --quiet --work work letters
sqlite3 work/corpus.db "UPDATE record SET version = 'old'"
run lettermark-status --work work
like "$out" '^out of date: 1 to extract, 1 to parse$'
"$top/run.sh" --no-install --work work --out out letters >/dev/null 2>&1
run lettermark-status --work work
unlike "$out" 'out of date'

test_begin "a program that was killed is in the log without an end"
sqlite3 work/corpus.db "INSERT INTO run (program, version, started)
	VALUES ('extract', 'x', '2030-01-01T00:00:00Z')"
run lettermark-status --work work
like "$out" '^  2030-01-01T00:00:00Z  extract +- s +- MB  did not end$'

test_begin "who may read and not write may look"
chmod 755 .
chmod -R a+rX,a-w work
look=()
[ "$(id -u)" -ne 0 ] || look=(setpriv --reuid 65534 --regid 65534 --clear-groups)
if "${look[@]}" "$build/lettermark-status" --version >/dev/null 2>&1; then
	for command in status "search numbers" check "report --area Kestonbridge" \
		"score --explain kestonbridge-report-2024 id-timeliness" \
		"agree compare ladder model"; do
		# shellcheck disable=SC2086 # words
		run "${look[@]}" "$build"/lettermark-$command --work work
		is "$status" 0
		unlike "$err" 'FATAL|WARNING'
	done
	run "${look[@]}" "$build/lettermark-check" --work work --keep 0
	is "$status" 3
	like "$err" '^check: FATAL: .* attempt to write a readonly database$'
else
	test_skip "the programs cannot be run by another user"
fi
chmod -R u+w work

test_end
