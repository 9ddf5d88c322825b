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
share=moved/usr/local/share/lettermark
echo '<!-- changed -->' >>$share/scoring/criteria.xml
digest=$(sha256sum <$share/scoring/criteria.xml | cut -c1-12)
run moved/usr/local/bin/lettermark-fetch --version
is "$status" 0
like "$out" "^scoring/criteria.xml $digest\$"
cp "$top/scoring/criteria.xml" $share/scoring/

test_begin "every program has a manual page and prints a version"
for program in moved/usr/local/bin/lettermark-*; do
	name=${program##*/}
	ok test -f "moved/usr/local/share/man/man1/$name.1"
	run "$program" --version
	is "$status" 0
	like "$out" "^$name [0-9]"
done

test_begin "the installed programs do the whole way with what was installed"
need_model
mkdir letters
cp $share/samples/*-report-20*.pdf letters/
for stage in fetch extract parse score flag report; do
	arguments=()
	[ "$stage" != fetch ] || arguments=(letters)
	[ "$stage" != report ] || arguments=(--out out)
	run "moved/usr/local/bin/lettermark-$stage" --work work "${arguments[@]}"
	is "$status" 0
	unlike "$err" "share/lettermark|cannot"
done
ok test -s out/scores.csv

test_end
