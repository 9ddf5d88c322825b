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

test_begin "every option that --help tells is in the manual, and no other is"
for program in moved/usr/local/bin/lettermark-*; do
	name=${program##*/}
	[ "$name" != lettermark-night ] || continue
	told=$("$program" --help |
		sed -n 's/^ *\(-., \)\{0,1\}--\([a-z0-9-]*\).*/\2/p' | sort -u)
	common=$(printf '%s\n' help jobs log-json quiet version work)
	written=$(grep -oE 'Fl -[a-z0-9-]+' "$top/pipeline/$name.1" |
		sed 's/^Fl -//' | sort -u)
	[ "$name" = lettermark-fetch ] ||
		told=$(comm -23 <(echo "$told") <(echo "$common"))
	is "$name: $(comm -23 <(echo "$told") <(echo "$written"))" "$name: "
	is "$name: $(comm -13 <(echo "$told") <(echo "$written") |
		grep -vxF "$common")" "$name: "
done

test_begin "the manuals' examples on a corpus of the samples run as they stand"
run lettermark-fetch --quiet --samples "$build/samples"
for stage in extract parse score flag; do
	run "lettermark-$stage" --quiet
done
cp -r "$top/scoring" .
cp "$build/samples/kestonbridge-report-2024.pdf" letter.pdf
for name in flag parse register report score search status; do
	sed -n 's/^\$ \(lettermark-.*\)/\1/p' "$top/pipeline/lettermark-$name.1"
done >examples
ok [ "$(wc -l <examples)" -ge 11 ]
while read -r example; do
	run bash -o pipefail -c "$example"
	is "$example: $status" "$example: 0"
	ok [ -n "$out$err" ]
done <examples

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
