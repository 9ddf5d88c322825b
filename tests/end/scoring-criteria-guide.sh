#!/usr/bin/env bash
# README.md's "An indicator, in five minutes", done as it says on a copy of the
# data: what stands there is what is put in. It may have been put into the data
# themselves, by someone who is trying it.
. "$(dirname "$0")/lib.sh"

document=candlewick-report-2023

sed -n 's/^   \(<indicator .*\)/\1/p' "$top/README.md" >indicator
sed -n '/^   \[effective/,/^   -/s/^   //p' "$top/README.md" >sentences

mkdir tests
cp -r "$top/scoring" "$top/corpus" .
cp -r "$top/tests/criteria" tests/
page=tests/criteria/id-timeliness
sed -i '/id="idt-drop-in"/d' scoring/criteria.xml
grep '^[+-]' sentences | grep -vxFf - "$top/$page" >$page
cp $page page
export LETTERMARK_DATA=$PWD

# check: the page's test alone, on the copy.
check() {
	run "$build/tests/scoring-criteria" --tap -p /criteria/id-timeliness
}

for stage in fetch extract parse; do
	arguments=()
	[ "$stage" != fetch ] || arguments=("$build/samples/$document.pdf")
	"lettermark-$stage" --quiet --work work "${arguments[@]}" 2>/dev/null
done

test_begin "README shows one indicator and sentences of both sorts"
is "$(wc -l <indicator)" 1
is "$(cut -c1 sentences | tr -d '\n')" "[+-"

test_begin "a new indicator without a sentence is noticed"
sed -i '/<criterion id="id-timeliness"/,/<ladder>/{ /<ladder>/e cat indicator
}' scoring/criteria.xml
check
ok [ "$status" -ne 0 ]
like "$out" "$page:[0-9]+: no \\+ sentence is evidence by idt-drop-in"

test_begin "with its sentences the page's test passes"
cat sentences page >$page
check
is "$status" 0
like "$out" '^ok .*/criteria/id-timeliness'

test_begin "a sentence that comes out otherwise is named, with its marks"
sed -i '3s/^-/+/; 2s/^+/-/' $page
check
ok [ "$status" -ne 0 ]
like "$out" "$page:2: is evidence by idt-.*\\(marks: strength"
like "$out" "$page:3: is no evidence: .*\\(marks: strength"

test_begin "it stands in the evidence, and the ladder scores without the model"
run lettermark-score --work work
is "$status" 0
like "$err" 'WARNING: .*was fitted with another framework .*goes without'
lettermark-report --quiet --work work --out out
like "$(cat out/evidence.csv)" "^$document,id-timeliness,.*,idt-drop-in,"
run lettermark-score --work work --reviewer ladder --explain $document \
	id-timeliness
like "$out" '^    found by: idt-drop-in \(on health and development checks\)$'

test_begin "a list of one's own needs no building"
sed 's/framework id="[^"]*"/framework id="mine"/' \
	"$top/scoring/criteria-literal.xml" >scoring/mine.xml
run lettermark-score --quiet --work work --framework scoring/mine.xml \
	--reviewer ladder
is "$status" 0

test_end
