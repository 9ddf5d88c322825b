#!/usr/bin/env bash
# Two reviewers beside each other: files, machines, and the model's conscience.
. "$(dirname "$0")/lib.sh"

cat >two.csv <<'END'
document,criterion,reader_a,reader_b
ashdale,waiting,4,4
ashdale,food,2,3
birchley,waiting,3,3
birchley,food,1,1
END
cat >one.csv <<'END'
document,criterion,score
ashdale,waiting,4
ashdale,food,2
birchley,waiting,1
birchley,food,1
elsewhere,food,1
END
cat >model.tsv <<'END'
framework	small	0
END

test_begin "one against a panel: figures worked by hand"
run lettermark-agree compare --work work --csv table.csv one.csv two.csv
is "$status" 0
like "$out" '^criterion +n +exact'
like "$out" '^all +4 +0\.625 .* 0\.750 '
ok grep -qx $'all,exact,4,0.6250,[0-9.]*,[0-9.]*,0.5000\r' table.csv
ok grep -qx $'all,within_one,4,0.7500,.*\r' table.csv
ok grep -qx $'all,mad,4,0.6250,.*\r' table.csv
is "$(head -n 1 table.csv)" $'criterion,measure,n,value,low,high,commonest\r'

test_begin "those two apart are listed for a person to read"
like "$out" '^apart: birchley waiting: 1, 3$'
is "$(printf '%s\n' "$out" | grep -c ^apart:)" 1

test_begin "the panel may be named first"
first=$out
run lettermark-agree compare --work work two.csv one.csv
is "$out" "$first"

test_begin "one reader of the panel"
run lettermark-agree compare --work work two.csv:reader_a two.csv:reader_b
is "$status" 0
like "$out" '^all +4 +0\.750 '

test_begin "the same twice, byte for byte"
run lettermark-agree compare --work work one.csv two.csv
is "$out" "$first"

test_begin "two panels, unknown reviewers, other columns: status 1"
run lettermark-agree compare --work work two.csv two.csv
is "$status" 1
like "$err" 'choose one with FILE:COLUMN'
run lettermark-agree compare --work work ladder two.csv
is "$status" 1
is "$err" "agree: ERROR: ladder: there are no such scores; those here are by nobody"
run lettermark-agree compare --work work one.csv:reader two.csv
is "$status" 1
like "$err" 'one.csv:1: needs columns document, criterion'

test_begin "a score that is none is refused with its row"
sed 's/,1$/,5/' one.csv >five.csv
run lettermark-agree compare --work work five.csv two.csv
is "$status" 1
like "$err" '^agree: ERROR: five.csv: row 4: no score from 1 to 4'

test_begin "wrong usage"
for words in "" "compare one.csv" "guess a b" "fit"; do
	# shellcheck disable=SC2086 # words are words
	run lettermark-agree --work work $words
	is "$status" 2
done

# A document of the corpus, scored by people and by the machines.
run lettermark-fetch --quiet --work work --samples "$build/samples"
run lettermark-extract --quiet --work work
run lettermark-parse --quiet --work work
run lettermark-score --quiet --work work
run lettermark-report --quiet --work work --out out
awk -F, 'NR == 1 { print "document,criterion,score" }
	NR > 1 && $4 == "ladder" { print $1 "," $3 "," $5 }' \
	out/scores.csv >people.csv

test_begin "a machine agrees with a copy of itself"
run lettermark-agree compare --work work ladder people.csv
is "$status" 0
like "$out" '^all +[0-9]+ +1\.000 '

test_begin "scored by statements that the model was not fitted to"
lettermark-score --quiet --work work \
	--framework "$top/scoring/criteria-literal.xml" 2>scored
run lettermark-agree compare --work work model people.csv
is "$status" 1
is "$err" "agree: ERROR: model: there are no such scores; those here are by ladder; the machines' framework is literal"
lettermark-score --quiet --work work

test_begin "the model does not speak of what it was fitted to"
run lettermark-agree fit --work work --gold people.csv --model model.tsv
is "$status" 0
run lettermark-score --quiet --work work --model model.tsv --reviewer model
is "$status" 0
run lettermark-agree compare --work work --model model.tsv model people.csv
is "$status" 1
like "$err" 'documents that the model was fitted to are left out'
like "$err" 'nothing to compare'

test_begin "but of what it has not seen"
sed -n '1p; /letter/p' people.csv >letters.csv
run lettermark-agree fit --work work --gold letters.csv --model model.tsv
is "$status" 0
run lettermark-score --quiet --work work --model model.tsv --reviewer model
run lettermark-agree compare --work work --model model.tsv model people.csv
is "$status" 0
unseen=$(grep -c ',id-timeliness,' people.csv)
seen=$(grep -c ',id-timeliness,' letters.csv)
like "$out" "^id-timeliness +$((unseen - seen)) "

test_end
