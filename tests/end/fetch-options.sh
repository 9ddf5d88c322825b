#!/usr/bin/env bash
# Options, exit statuses and logs that every stage shares, seen in fetch.
. "$(dirname "$0")/lib.sh"

echo one >one.pdf

test_begin "no path is wrong usage"
run lettermark-fetch --work work
is "$status" 2
is "$err" "fetch: ERROR: no PATH given: see lettermark-fetch --help"
not_ok test -e work

test_begin "an unknown option is wrong usage, in one line"
run lettermark-fetch --frobnicate
is "$status" 2
is "$(printf '%s\n' "$err" | wc -l)" 1
like "$err" '^fetch: ERROR: .*--frobnicate'

test_begin "jobs must be one or more"
run lettermark-fetch --jobs 0 one.pdf
is "$status" 2

test_begin "options that take a number, a day or a name say which"
wrong() { # LINE OPTION...
	local line=$1

	shift
	run lettermark-fetch --work none "$@" one.pdf
	is "$status" 2
	like "$err" "^fetch: ERROR: $line: see "
}
wrong '--since takes a day such as 2024-07-15' --since yesterday
for pace in 0 1e-14 0.0009 1001 nan -1; do
	wrong '--pace takes requests a second, 0.001 to 1000' --pace "$pace"
done
wrong '--timeout takes seconds, 1 to 3600' --timeout 0
wrong '--contact takes an e-mail address or a page of yours' \
	--sources list.tsv --contact "$(printf '%0201d@' 0)"
printf 'kind\taddress\n' >list.tsv
wrong '--only-area: no area of that name' --sources list.tsv \
	--contact https://example.org/ --only-area Narnia

test_begin "a path is not looked at dryly"
run lettermark-fetch --work dry --dry-run one.pdf
is "$status" 2
is "$err" "fetch: ERROR: --dry-run is of --sources alone: see lettermark-fetch --help"
not_ok test -e dry

test_begin "files and the web count together in the log"
run lettermark-fetch --work both --sources list.tsv --contact a@b.example one.pdf
is "$status" 0
is "$(sqlite3 both/corpus.db 'SELECT total, done FROM run')" "1|1"

test_begin "--help and --version print to standard output and succeed"
run lettermark-fetch --help
is "$status" 0
like "$out" '^  -w, --work=DIR'
is "$err" ""
run lettermark-fetch --version
is "$status" 0
like "$out" '^lettermark-fetch [0-9]+\.[0-9]+\.[0-9]+$'

test_begin "a work folder that cannot be made: status 3, one line"
: >occupied
run lettermark-fetch --work occupied/work one.pdf
is "$status" 3
is "$err" "fetch: FATAL: cannot open the corpus: occupied/work: Not a directory"

test_begin "a database that is none: status 3, one line"
mkdir broken
seq 1000 >broken/corpus.db
run lettermark-fetch --work broken one.pdf
is "$status" 3
like "$err" '^fetch: FATAL: cannot open the corpus: .*not a database$'

test_begin "a database from a newer version is refused, and says so"
lettermark-fetch --quiet --work newer one.pdf
sqlite3 newer/corpus.db 'PRAGMA user_version = 999'
run lettermark-fetch --work newer one.pdf
is "$status" 3
like "$err" 'made by a newer lettermark \(tables of version 999'

test_begin "--quiet leaves errors only"
run lettermark-fetch --work work --quiet one.pdf missing.pdf
is "$status" 1
is "$err" "fetch: missing.pdf: ERROR: No such file or directory"

test_begin "--log-json writes one object a line"
run lettermark-fetch --work work --log-json one.pdf 'q"uote.pdf'
is "$status" 1
time='[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z'
is "$(sed -E "s/\"$time\"/NOW/" <<<"$err")" \
	'{"time":NOW,"program":"fetch","document":"q\"uote.pdf","level":"ERROR","text":"No such file or directory"}
{"time":NOW,"program":"fetch","level":"SUMMARY","text":"0 new, 1 known"}'

test_begin "on a terminal progress is drawn on one line, and wiped"
mkdir many
for i in 1 2 3 4 5 6 7 8 9; do
	echo "$i" >"many/$i.pdf"
done
if script -qec true /dev/null >/dev/null 2>&1; then
	run script -qec "TERM=xterm lettermark-fetch --work bar many" screen
	is "$status" 0
	like "$(tr '\r' '\n' <screen)" '^fetch: \[\.{24}\] 0/9 '
	like "$(tr '\r' '\n' <screen)" 'fetch: 9 new, 0 known'
	is "$(grep -c 'fetch: \[' screen)" 1
else
	test_skip "no terminals here"
fi

test_begin "standard output that cannot be written is noticed"
if [ -e /dev/full ]; then
	status=0
	lettermark-fetch --version >/dev/full 2>err || status=$?
	is "$status" 3
	like "$(cat err)" 'FATAL: cannot write standard output: No space'
else
	test_skip "no /dev/full"
fi

test_end
