#!/usr/bin/env bash
# What `make install` leaves behind works where it stands.
. "$(dirname "$0")/lib.sh"

test_begin "make install puts programs, data and manuals under DESTDIR"
run make -s -C "$top" BUILD="${BUILD:-build}" DESTDIR="$PWD/root" install
is "$status" 0
ok test -x root/usr/local/bin/lettermark-fetch
ok test -f root/usr/local/share/lettermark/scoring/criteria.xml
ok test -f root/usr/local/share/man/man1/lettermark-fetch.1

test_begin "an installed program finds the installed data, wherever it is"
mv root moved
echo '<!-- changed -->' >>moved/usr/local/share/lettermark/scoring/criteria.xml
digest=$(sha256sum moved/usr/local/share/lettermark/scoring/criteria.xml |
	cut -c1-12)
run moved/usr/local/bin/lettermark-fetch --version
is "$status" 0
like "$out" "^scoring/criteria.xml $digest\$"

test_begin "every installed program prints a version"
for program in moved/usr/local/bin/lettermark-*; do
	name=${program##*/}
	run "$program" --version
	is "$status" 0
	like "$out" "^$name [0-9]"
done

test_end
