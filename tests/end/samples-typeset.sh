#!/usr/bin/env bash
# The typesetter that makes the samples.
. "$(dirname "$0")/lib.sh"

# Fontconfig keeps its caches to the end.
export ASAN_OPTIONS=detect_leaks=0
sources=$top/corpus/samples

test_begin "the same source gives the same bytes"
for kind in pdf docx odt; do
	source=$sources/merrowby-letter-2017.txt
	"$build/typeset" "$source" "one.$kind"
	"$build/typeset" "$source" "two.$kind"
	is "$(cmp "one.$kind" "two.$kind" && echo same)" same
done

test_begin "a PDF holds the words in the order of the source"
"$build/typeset" "$sources/great-thornley-letter-2016.txt" a.pdf
pdftotext a.pdf - | tr -d "\f" >a.txt
like "$(cat a.txt)" 'Joint local area SEND inspection in Great Thornley'
is "$(grep -cE '^(Strengths|Areas for development)$' a.txt)" 6

test_begin "a table's header stands on every page it runs over"
"$build/typeset" "$sources/wexcombe-wsoa-2018.txt" b.pdf
for page in 2 3 4; do
	like "$(pdftotext -f $page -l $page b.pdf -)" 'By when'
done

test_begin "broken words keep their hyphen"
"$build/typeset" "$sources/merrowby-letter-2017.txt" c.pdf
like "$(pdftotext -raw c.pdf - | grep -cE '[a-z]-$')" '^[1-9]'

test_begin "Word and OpenDocument files are well-formed"
unzip -q one.docx -d docx
unzip -q one.odt -d odt
run xmllint --noout docx/word/*.xml docx/_rels/.rels odt/content.xml
is "$status" 0
is "$(unzip -p one.odt mimetype)" application/vnd.oasis.opendocument.text

test_begin "recombined letters differ, and a seed repeats them"
for folder in m1 m2; do
	run "$build/typeset" --make 3 --seed 5 $folder "$sources"/*-letter-201[67].txt
	is "$status" 0
done
is "$(sha256sum m1/* | cut -c1-64 | sort -u | wc -l)" 3
is "$(cat m1/* | sha256sum)" "$(cat m2/* | sha256sum)"

test_begin "a fault in a source is named with its line"
printf 'Words.\n\n.tabel 50 50\n' >bad.txt
run "$build/typeset" bad.txt bad.pdf
is "$status" 1
is "$err" "typeset: bad.txt:3: unknown directive"
printf '.table 50 50\n.row\n|a\n|b\n|c\n' >bad.txt
run "$build/typeset" bad.txt bad.pdf
is "$err" "typeset: bad.txt:5: more cells than columns"

test_begin "every sample is about a place of its own making"
# Facts of the real register, where they are at hand.
if [ -f "$top/corpus/register.tsv" ]; then
	grep -h '^\.area ' "$sources"/*.txt | cut -d' ' -f2- | sort -u >areas
	is "$(cut -f1-3 "$top/corpus/register.tsv" | tr '\t' '\n' |
		grep -cxFf areas)" 0
else
	test_skip "no register"
fi

test_end
