#!/usr/bin/env bash
# The Debian package: built, installed, run and removed.
. "$(dirname "$0")/lib.sh"

for tool in dpkg-deb objdump strip; do
	command -v $tool >/dev/null || {
		echo "1..0 # SKIP no $tool"
		exit 0
	}
done

test_begin "make deb makes a package that names what it needs"
run make -s -C "$top" BUILD="${BUILD:-build}" deb
is "$status" 0
package=$top/$out
ok test -s "$package"
run dpkg-deb --field "$package" Depends
for library in libsqlite3-0 libpoppler-glib8 libcurl4 libc6; do
	like "$out" "(^|, )$library(,|\$)"
done
run dpkg-deb --contents "$package"
for file in usr/bin/lettermark-night usr/share/lettermark/scoring/criteria.xml \
	usr/share/man/man1/lettermark-check.1.gz \
	usr/share/bash-completion/completions/lettermark-fetch \
	lib/systemd/system/lettermark.timer; do
	like "$out" "root/root .* \\./$file( |\$)"
done

test_begin "its programs do the whole night where it is unpacked"
need_model
dpkg-deb --extract "$package" tree
mkdir -p home/letters
cp "$build"/samples/kestonbridge-report-2024.pdf home/letters/
export LETTERMARK_HOME=$PWD/home
run tree/usr/bin/lettermark-night
is "$status" 0
like "$out" '^1 documents, 0 failed, 1 scored, 40 scores$'
ok test -s home/out/index.html
is "$(cat home/last-night.txt)" "$out"
run tree/usr/bin/lettermark-night --log-json
is "$status" 0
is "$(printf '%s\n' "$err" | grep -vc '^{"time":"')" 0

test_begin "a second night at the same time is refused, and names the first"
exec 8>>home/work/.lock
flock 8
run tree/usr/bin/lettermark-night
is "$status" 3
like "$err" "another run is at work in .*home/work \\(process [0-9]+\\)"
exec 8>&-

test_begin "without a contact sources are left out, and the rest is done"
printf 'kind\taddress\n' >home/sources.tsv
run env -u LETTERMARK_CONTACT tree/usr/bin/lettermark-night
is "$status" 1
is "$(printf '%s\n' "$err" | head -n 1)" "lettermark-night: $PWD/home/sources.tsv is left out: LETTERMARK_CONTACT does not say who fetches"
like "$(cat home/last-night.txt)" ' fetch .* ok: 0 new, 1 known$'
like "$(cat home/last-night.txt)" ' report .* ok: '

test_begin "and with one they are asked"
run env LETTERMARK_CONTACT=tests@example.org tree/usr/bin/lettermark-night
is "$status" 0
like "$err" '^fetch: 0 new, 1 known; from the web 0 new'
rm home/sources.tsv

test_begin "a night that a signal ends says so in its summary"
struck TERM home/work tree/usr/bin/lettermark-night
is "$status" 143
like "$(head -n 1 home/last-night.txt)" ' ended with status 143$'

test_begin "a night that cannot lock, or leave its summary, ends with 3"
rm home/last-night.txt
mkdir home/last-night.txt
run tree/usr/bin/lettermark-night
is "$status" 3
like "$out" '^run .* ended with status 0$'
like "$err" 'last-night.txt'
rmdir home/last-night.txt
mv home/work/.lock lock
mkdir home/work/.lock
run tree/usr/bin/lettermark-night
is "$status" 3
like "$err" 'work/.lock'
rmdir home/work/.lock

test_begin "completion offers what --help tells"
run bash -c "PATH=$PWD/tree/usr/bin:\$PATH
	. tree/usr/share/bash-completion/completions/lettermark
	COMP_WORDS=(lettermark-check --re) COMP_CWORD=1
	_lettermark
	echo \"\${COMPREPLY[*]}\""
is "$out" "--repair"
run bash -c "PATH=$PWD/tree/usr/bin:\$PATH
	. tree/usr/share/bash-completion/completions/lettermark
	COMP_WORDS=(lettermark-agree s) COMP_CWORD=1
	_lettermark
	echo \"\${COMPREPLY[*]}\""
is "$out" "sample sheets"

test_begin "installed, run and removed"
if [ "$(id -u)" -ne 0 ] || dpkg-query -W lettermark >/dev/null 2>&1 ||
	[ -e /var/lib/lettermark ] || getent passwd lettermark >/dev/null; then
	test_skip "not root, or a lettermark is installed here"
else
	run dpkg --install "$package"
	is "$status" 0
	ok test -d /var/lib/lettermark/letters
	run runuser -u lettermark -- env -u LETTERMARK_HOME \
		/usr/bin/lettermark-night /usr/share/lettermark/samples
	is "$status" 0
	like "$out" ' documents, 0 failed, '
	run dpkg --purge lettermark
	is "$status" 0
	not_ok test -e /usr/bin/lettermark-fetch
	not_ok getent passwd lettermark
	ok test -s /var/lib/lettermark/work/corpus.db
	rm -rf /var/lib/lettermark
fi

test_begin "every manual page passes mandoc's eye"
if command -v mandoc >/dev/null; then
	run mandoc -T lint -W warning "$top"/pipeline/*.1
	is "$out$err" ""
else
	test_skip "no mandoc"
fi

test_end
