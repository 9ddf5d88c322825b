# shellcheck shell=bash disable=SC2034
# lib.sh - what the end-to-end tests share; sourced by each of them.
#
#	. "$(dirname "$0")/lib.sh"
#
#	test_begin "a file that was not changed is not read again"
#	run lettermark-fetch --work work letters
#	is "$status" 0
#	like "$err" '0 new, 2 known'
#
#	test_end
#
# A test is one sentence and the checks after it, up to the next test_begin.
# It fails when any of them does; what was got then stands below its line.
# The script starts in a fresh empty folder that goes when it ends. Output is
# TAP, exit status 1 when a test failed.

set -u
LC_ALL=C.UTF-8
TZ=UTC
export LC_ALL TZ
unset LETTERMARK_DATA MAKEFLAGS MFLAGS

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd) # the source tree
build=$(cd "$top" && cd "${BUILD:-build}" && pwd)       # what is tested
shared=$(cd "$top" && cd "${LETTERMARK_SHARED:-../shared}" 2>/dev/null && pwd)
cases=$top/tests/cases
PATH=$build:$PATH

tap_count=0   # tests begun
tap_failed=0  # of them, failed
tap_name=     # the sentence of the one at hand
tap_bad=      # set when one of its checks failed
tap_skip=     # the reason when it is skipped

tap_home=$(mktemp -d "${TMPDIR:-/tmp}/lettermark-test.XXXXXX")
trap 'chmod -R u+rwX "$tap_home"; rm -rf "$tap_home"' EXIT
cd "$tap_home" || exit 1

# Say how the test at hand ended.
tap_close() {
	[ -n "$tap_name" ] || return 0
	if [ -n "$tap_skip" ]; then
		echo "ok $tap_count $tap_name # SKIP $tap_skip"
	elif [ -n "$tap_bad" ]; then
		tap_failed=$((tap_failed + 1))
		echo "not ok $tap_count $tap_name"
		printf '%s\n' "$tap_bad" | sed 's/^/# /'
	else
		echo "ok $tap_count $tap_name"
	fi
	tap_name=
}

tap_fail() {
	tap_bad="$tap_bad${tap_bad:+
}line ${BASH_LINENO[1]}: $1"
}

# test_begin SENTENCE: the test that the next checks belong to.
test_begin() {
	tap_close
	tap_count=$((tap_count + 1))
	tap_name=$1
	tap_bad=
	tap_skip=
}

# test_skip REASON: the test at hand cannot be done here.
test_skip() {
	tap_skip=$1
}

# need_model: skip the test at hand unless the model that is shipped was fitted
# with the criteria as they are. Who changes them need not have the scored
# reports that it is fitted to; agree-fit.sh fails where they are.
need_model() {
	grep -qF "$(sha256sum <"$top/scoring/criteria.xml" | cut -c1-64)" \
		"$top/scoring/model.tsv" ||
		test_skip "the model is to be fitted again: make fit"
}

# struck SIGNAL WORK COMMAND...: run it, and strike it and what it has started
# once its fetch waits for the corpus, which somebody holds.
struck() {
	local signal=$1 work=$2 command holder i

	shift 2
	mkfifo "$tap_home/.hold"
	sqlite3 "$work/corpus.db" <"$tap_home/.hold" >"$tap_home/.held" &
	holder=$!
	exec 7>"$tap_home/.hold"
	echo 'BEGIN IMMEDIATE; SELECT 1;' >&7
	until [ -s "$tap_home/.held" ]; do sleep 0.02; done
	setsid env --default-signal=INT "$@" >"$tap_home/.out" 2>"$tap_home/.err" </dev/null 7>&- &
	command=$!
	for ((i = 0; i < 500; i++)); do
		pgrep -g "$command" -f lettermark-fetch >/dev/null && break
		sleep 0.02
	done
	kill -s "$signal" -- -"$command"
	status=0
	wait "$command" || status=$?
	exec 7>&-
	wait "$holder"
	rm "$tap_home/.hold"
	out=$(cat "$tap_home/.out")
	err=$(cat "$tap_home/.err")
}

# test_end: the last line of every script.
test_end() {
	tap_close
	echo "1..$tap_count"
	exit $((tap_failed > 0))
}

# need_shared FOLDER: skip the whole script unless the shared folder has it.
need_shared() {
	[ -n "$shared" ] && [ -e "$shared/$1" ] && return
	echo "1..0 # SKIP no $1 beside the source tree"
	exit 0
}

# run COMMAND...: its $status, and what it wrote as $out and $err (byte for
# byte, the files .out and .err of the script's first folder).
run() {
	status=0
	"$@" >"$tap_home/.out" 2>"$tap_home/.err" </dev/null || status=$?
	out=$(tr -d '\0' <"$tap_home/.out")
	err=$(tr -d '\0' <"$tap_home/.err")
}

# corpus WORK [STAGE...]: the samples fetched into a corpus and brought through
# these stages, in their order; a report goes to out. Where one of them fails so
# does the whole script.
corpus() {
	local work=$1 stage

	run lettermark-fetch --quiet --work "$work" --samples "$build/samples"
	for stage in "${@:2}"; do
		[ "$status" -ne 0 ] ||
			run "lettermark-$stage" --quiet --work "$work"
	done
	[ "$status" -eq 0 ] && return
	printf 'Bail out! No corpus of the samples:\n%s\n' "$err"
	exit 1
}

# ok COMMAND...: it succeeds.
ok() {
	"$@" >/dev/null 2>&1 || tap_fail "failed: $*"
}

# not_ok COMMAND...: it does not.
not_ok() {
	! "$@" >/dev/null 2>&1 || tap_fail "succeeded: $*"
}

# is GOT WANTED: the same string.
is() {
	[ "$1" = "$2" ] || tap_fail "got: $1
wanted: $2"
}

# like GOT PATTERN: a line of it matches the extended regular expression.
like() {
	printf '%s\n' "$1" | grep -Eq -- "$2" || tap_fail "got: $1
wanted a line like: $2"
}

# unlike GOT PATTERN: no line does.
unlike() {
	! printf '%s\n' "$1" | grep -Eq -- "$2" || tap_fail "got: $1
wanted no line like: $2"
}

# same FILE WANTED: two files or folders, byte for byte; the difference is
# shown.
same() {
	local difference

	difference=$(diff -ru "$2" "$1" 2>&1 | head -40) || true
	[ -z "$difference" ] || tap_fail "$1 is not $2:
$difference"
}
