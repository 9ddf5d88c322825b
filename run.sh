#!/usr/bin/env bash
# run.sh [OPTION...] [PATH...] - build lettermark and run every stage.
#
# Reads the files and folders given, or the embedded samples when none are,
# and writes tables and a site. What was done before is not done again.
#
#	--work DIR      the corpus: database and blobs (default: work)
#	--out DIR       where tables and site go (default: out)
#	--jobs N        processes at work (default: one a processor)
#	--summary FILE  also write the summary that ends the run to FILE
#	--sources FILE  also fetch from the places on the web named in FILE,
#	                and in further ones; corpus/sources.tsv is one
#	--log-json      what the stages say as one JSON object a line
#	--contact ADDRESS  who fetches, told to every site; or set
#	                LETTERMARK_CONTACT
#	--no-install    only name the Debian packages that are missing
#	--install-for-tests  install what building and testing need; no more
#	--help
#
# Exit status: the worst of the stages'. 0 all done; 1 done, but some
# documents failed; 2 wrong usage; 3 the environment is broken, or the summary
# cannot be written. 129, 130, 143: by SIGHUP, SIGINT, SIGTERM.
set -u
top=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=${BUILD:-build} # below the source tree

# --- packages of Debian 12 ----------------------------------------------------

# What building and running need, what reads them off images, and what the
# tests and checks need beside that.
packages=(
	gcc libc6-dev make pkg-config
	libglib2.0-dev libglib2.0-dev-bin
	libpoppler-glib-dev
	libxml2-dev
	libpcre2-dev
	libsqlite3-dev
	libcurl4-openssl-dev
	libarchive-dev
	libxlsxwriter-dev
	libseccomp-dev
	libgsl-dev
	libpango1.0-dev fonts-liberation
	libtesseract5 tesseract-ocr-eng
)
test_packages=(
	sqlite3 poppler-utils libxml2-utils unzip
	libmicrohttpd-dev
	clang clang-tidy clang-format
	valgrind shellcheck mandoc
	procps faketime
	chromium nodejs
)
# Some packages of nodejs bring their own npm, with which Debian's conflicts.
command -v npm >/dev/null || test_packages+=(npm)

say() {
	printf 'run.sh: %s\n' "$*" >&2
}

die() {
	say "$2"
	exit "$1"
}

# Of the packages named, those that are not installed.
missing() {
	comm -23 <(printf '%s\n' "$@" | sort -u) \
		<(dpkg-query -W -f '${Package} ${db:Status-Abbrev}\n' "$@" \
			2>/dev/null | awk '$2 == "ii" { print $1 }' | sort -u)
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	else
		sudo "$@"
	fi
}

# Install what is missing of the packages named, or only say so.
install() {
	local wanted

	command -v dpkg-query >/dev/null || {
		say "not a Debian system: packages are not looked after"
		return
	}
	mapfile -t wanted < <(missing "$@")
	[ ${#wanted[@]} -gt 0 ] || return 0
	say "missing packages: ${wanted[*]}"
	[ "$no_install" = no ] || {
		lacking=yes
		return
	}
	export DEBIAN_FRONTEND=noninteractive
	as_root apt-get install -qq -y --no-install-recommends \
		"${wanted[@]}" >/dev/null && return
	# The lists may be empty or old: a fresh machine's are.
	if ! as_root apt-get update -qq || ! as_root apt-get install -qq -y \
		--no-install-recommends "${wanted[@]}" >/dev/null; then
		die 3 "cannot install: ${wanted[*]}"
	fi
}

# --- options ------------------------------------------------------------------

work=work out=out json=() jobs=() sources=() paths=() summary='' no_install=no for_tests=no
lacking= # set when packages are missing and stay so

usage() {
	sed -n '2,/^set /{/^set /d; s/^# \{0,1\}//; p}' "$top/run.sh"
}

while [ $# -gt 0 ]; do
	case $1 in
	--work | --out | --jobs | --sources | --contact | --summary)
		[ $# -gt 1 ] || die 2 "$1 needs a value"
		;;&
	--work) work=$2 && shift 2 ;;
	--out) out=$2 && shift 2 ;;
	--jobs) jobs=(--jobs "$2") && shift 2 ;;
	--summary) summary=$2 && shift 2 ;;
	--sources) sources+=(--sources "$2") && shift 2 ;;
	--contact) export LETTERMARK_CONTACT=$2 && shift 2 ;;
	--log-json) json=(--log-json) && shift ;;
	--no-install) no_install=yes && shift ;;
	--install-for-tests) for_tests=yes && shift ;;
	-h | --help) usage && exit 0 ;;
	--) shift && paths+=("$@") && break ;;
	-*) die 2 "unknown option $1 (see --help)" ;;
	*) paths+=("$1") && shift ;;
	esac
done

# --- packages and programs ----------------------------------------------------

if [ "$for_tests" = yes ]; then
	install "${packages[@]}" "${test_packages[@]}"
	exit 0
fi
install "${packages[@]}"
[ -d "$top/$build" ] || say "building: this takes a minute, once"
make -s -C "$top" -j "$(nproc)" BUILD="$build" all >&2 ||
	die 3 "the build failed${lacking:+: missing packages}"

# --- the stages ---------------------------------------------------------------

programs=$top/$build
worst=0

# One run at a time on a corpus; the lock goes with this process.
mkdir -p "$work" || die 3 "cannot make the work folder $work"
exec 9>>"$work/.lock" || die 3 "cannot write to the work folder $work"
flock --nonblock 9 ||
	die 3 "another run is at work in $work (process $(cat "$work/.lock"))"
echo $$ >"$work/.lock"

# What the stages write into the corpus's log they write under this name.
LETTERMARK_NIGHT=$(date -u +%Y-%m-%dT%H:%M:%SZ)/$$
export LETTERMARK_NIGHT

# The summary, however the run ends: what there is, what each stage did and
# how long it took.
# shellcheck disable=SC2317 # by the trap below
summarise() {
	local status=$? text

	text=$("$programs/lettermark-status" --work "$work" \
		--night "$LETTERMARK_NIGHT" 2>/dev/null)
	[ ! -e "$out/index.html" ] || text+=$'\n'"Open $out/index.html"
	printf '%s\n' "$text"
	[ -z "$summary" ] || printf 'run %s ended with status %d\n%s\n' \
		"$LETTERMARK_NIGHT" "$status" "$text" >"$summary" && return
	say "cannot write $summary"
	[ "$status" -ge 3 ] || exit 3
}
trap summarise EXIT
# A signal alone would have it say 0.
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# stage NAME ARGUMENT...: one program, if this version has it.
stage() {
	local name=$1 status=0

	shift
	[ -x "$programs/lettermark-$name" ] || return 0
	"$programs/lettermark-$name" --work "$work" "${json[@]}" "$@" || status=$?
	[ "$status" -le 1 ] || {
		[ "$status" -le 3 ] || status=3
		say "$name ended with status $status"
		exit "$status"
	}
	[ "$status" -le "$worst" ] || worst=$status
}

if [ ${#paths[@]} -eq 0 ]; then
	stage fetch "${jobs[@]}" "${sources[@]}" --samples "$programs/samples"
else
	stage fetch "${jobs[@]}" "${sources[@]}" -- "${paths[@]}"
fi
stage extract "${jobs[@]}"
stage parse "${jobs[@]}"
stage score "${jobs[@]}"
stage flag "${jobs[@]}"
stage report "${jobs[@]}" --out "$out"
exit "$worst"
