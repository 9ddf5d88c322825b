#!/usr/bin/env bash
# Which files lettermark-fetch takes, and what it says of the others.
. "$(dirname "$0")/lib.sh"

mkdir letters letters/sub letters/.hidden
echo one >letters/one.pdf
echo two >letters/sub/two.pdf
echo three >letters/.hidden/three.pdf
echo four >letters/.four.pdf

names() {
	sqlite3 work/corpus.db 'SELECT document FROM documents' | paste -sd' '
}

test_begin "a folder is walked down, hidden names left out"
run lettermark-fetch --work work letters
is "$status" 0
is "$err" "fetch: 2 new, 0 known"
is "$out" ""
is "$(names)" "one two"

test_begin "bytes are kept under their digest, read-only and unchanged"
digest=$(sha256sum <letters/one.pdf | cut -d' ' -f1)
blob=work/blobs/${digest:0:2}/${digest:2}
same "$blob" letters/one.pdf
is "$(stat -c %a "$blob")" 444

test_begin "a file of the same size, time and inode is not read again"
touch -r letters/one.pdf time
echo eno >letters/one.pdf
touch -r time letters/one.pdf
run lettermark-fetch --work work letters
is "$status" 0
is "$err" "fetch: 0 new, 2 known"

test_begin "and one with a new time is"
touch letters/one.pdf
run lettermark-fetch --work work letters
is "$err" "fetch: 0 new, 1 changed, 1 known"

test_begin "a file that comes to hold what another does is named and counted"
cp -r letters twice
lettermark-fetch --quiet --work twice.work twice
cp twice/one.pdf twice/sub/two.pdf
run lettermark-fetch --work twice.work twice
is "$status" 0
is "$err" "fetch: $PWD/twice/sub/two.pdf: NOTE: has the bytes of another file now; what stood here drops out of the tables
fetch: 0 new, 1 known, 1 dropped"
echo two again >twice/sub/two.pdf
run lettermark-fetch --work twice.work twice
is "$err" "fetch: 1 new, 1 known"

test_begin "a hidden file is taken when it is named"
run lettermark-fetch --work work letters/.four.pdf
is "$err" "fetch: 1 new, 0 known"
is "$(names)" ".four one two"

test_begin "loops of links end, and a file met twice is taken once"
mkdir loop
echo five >loop/five.pdf
ln -s ../loop loop/again
ln -s five.pdf loop/link.pdf
ln loop/five.pdf loop/hard.pdf
run lettermark-fetch --work work loop
is "$status" 0
is "$err" "fetch: 1 new, 0 known"

test_begin "a missing path is one line, and the others are taken"
echo six >six.pdf
run lettermark-fetch --work work nowhere.pdf six.pdf
is "$status" 1
is "$err" "fetch: nowhere.pdf: ERROR: No such file or directory
fetch: 1 new, 0 known"

test_begin "a dangling link and a pipe in a folder do no harm"
mkdir odd
ln -s nowhere odd/dangling.pdf
mkfifo odd/pipe
echo seven >odd/seven.pdf
run lettermark-fetch --work work odd
is "$status" 1
is "$err" "fetch: odd/dangling.pdf: ERROR: No such file or directory
fetch: 1 new, 0 known"

test_begin "a pipe that is named is refused, not waited for"
run timeout 10 lettermark-fetch --work work odd/pipe
is "$status" 1
like "$err" '^fetch: odd/pipe: ERROR: not a file or folder$'

test_begin "a file over the limit is refused unread"
truncate -s 257M large.pdf
run lettermark-fetch --work work large.pdf
is "$status" 1
like "$err" 'large.pdf: ERROR: larger than 256 MB$'

test_begin "an empty file is a document like any other"
: >empty.pdf
run lettermark-fetch --work work empty.pdf
is "$status" 0
like "$(names)" '(^| )empty '

test_begin "a name that a terminal would obey is printed harmlessly"
run lettermark-fetch --work work $'evil\e[2Jname.pdf'
is "$status" 1
is "$err" 'fetch: evil\x1b[2Jname.pdf: ERROR: No such file or directory
fetch: 0 new, 0 known'

test_begin "a name that is not UTF-8 is taken all the same"
echo eight >$'b\xffd.pdf'
run lettermark-fetch --work work $'b\xffd.pdf'
is "$status" 0
like "$(names)" '(^| )b�d '

test_begin "two such names that look alike are two documents, once"
mkdir alike
echo nine >alike/$'b\xfe.pdf'
echo ten >alike/$'b\xff.pdf'
run lettermark-fetch --work alike.work alike
is "$err" "fetch: 2 new, 0 known"
run lettermark-fetch --work alike.work alike
is "$err" "fetch: 0 new, 2 known"

test_begin "a line end in a name does not reach the tables"
mkdir lines
echo eleven >lines/$'two\nlines.pdf'
run lettermark-fetch --work lines.work lines
is "$(sqlite3 lines.work/corpus.db 'SELECT document FROM documents')" two_lines

test_end
