#!/usr/bin/env bash
# run.sh: options, packages, and what it says of them.
. "$(dirname "$0")/lib.sh"

test_begin "wrong usage is one line and status 2"
run "$top/run.sh" --frobnicate
is "$status" 2
is "$err" "run.sh: unknown option --frobnicate (see --help)"
run "$top/run.sh" --work
is "$status" 2
is "$err" "run.sh: --work needs a value"

test_begin "--help lists every option that is taken"
run "$top/run.sh" --help
is "$status" 0
while read -r option; do
	like "$out" "^	$option "
done < <(sed -n 's/^\t\(--[a-z][a-z-]*\)) .*/\1/p' "$top/run.sh")
like "$out" '^	--jobs N '

test_begin "a second run on the same corpus is refused, and names the first"
mkdir held
exec 8>>held/.lock
flock 8
echo 4242 >held/.lock
run "$top/run.sh" --no-install --work held --out o "$build/samples/wexcombe-letter-2018.pdf"
is "$status" 3
is "$err" "run.sh: another run is at work in held (process 4242)"
exec 8>&-

# A machine on which two packages are missing, and whoever calls apt-get is
# written down. The first install finds no package lists, as on a new machine.
mkdir bin
cat >bin/dpkg-query <<'END'
#!/bin/sh
shift 3
for package; do
	case $package in
	libgsl-dev | mandoc) [ -e installed ] || continue ;;
	esac
	echo "$package ii "
done
END
cat >bin/apt-get <<'END'
#!/bin/sh
echo "$*" >>asked
[ "$1" = update ] && touch lists && exit
[ -e lists ] && touch installed
END
cat >bin/sudo <<'END'
#!/bin/sh
echo "sudo" >>asked
exec "$@"
END
cat >bin/id <<'END'
#!/bin/sh
echo "${FAKE_ID:-0}"
END
chmod +x bin/*
PATH=$PWD/bin:$PATH

test_begin "--no-install names what is missing and installs nothing"
run "$top/run.sh" --no-install --work w --out o "$build/samples/wexcombe-letter-2018.pdf"
is "$status" 0
like "$err" '^run.sh: missing packages: libgsl-dev$'
not_ok test -e asked

test_begin "the packages for tests are installed with them, and no more done"
run "$top/run.sh" --install-for-tests
is "$status" 0
is "$err" "run.sh: missing packages: libgsl-dev mandoc"
is "$(cat asked)" "install -qq -y --no-install-recommends libgsl-dev mandoc
update -qq
install -qq -y --no-install-recommends libgsl-dev mandoc"

test_begin "with everything there apt-get is left alone"
rm asked
run "$top/run.sh" --install-for-tests
is "$status" 0
is "$err" ""
not_ok test -e asked

test_begin "who is not root asks through sudo"
rm installed
FAKE_ID=1000 run "$top/run.sh" --install-for-tests
is "$status" 0
is "$(head -n 1 asked)" sudo

test_begin "packages that cannot be had: status 3, one line"
rm -f installed lists
printf '#!/bin/sh\nexit 100\n' >bin/apt-get
run "$top/run.sh" --install-for-tests
is "$status" 3
like "$err" '^run.sh: cannot install: libgsl-dev mandoc$'

test_end
