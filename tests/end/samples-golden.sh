#!/usr/bin/env bash
# What is read from each sample and how it scores, against golden files.
#
# tests/cases/samples/NAME/ holds, where there is something to hold:
#	record.tsv    field, status, value, page
#	findings.tsv  finding, page, section, polarity, text
#	actions.tsv   weakness, action, outcome, owner, due, indicator, status,
#	              page
#	scores.tsv    criterion, score of the ladder
# Fields that faults.tsv names are known to be read wrongly, and left out.
#
# When a difference is meant, read it and then write the files anew:
#	LETTERMARK_UPDATE=1 bash tests/end/samples-golden.sh
. "$(dirname "$0")/lib.sh"

golden=$cases/samples

corpus work extract parse score flag report
for table in fields findings actions scores; do
	printf '.import --csv out/%s.csv %s\n' $table $table
done | sqlite3 tables.db
printf '.mode tabs\n.import "|grep -v ^# %s/faults.tsv" faults\n' "$golden" |
	sqlite3 tables.db

# rows FILE QUERY: the rows as TSV; no file where there is none.
rows() {
	sqlite3 -tabs -header tables.db "$2" >"$1"
	[ -s "$1" ] || rm "$1"
}

# read_out NAME: the golden files of one sample, in the folder got/NAME.
read_out() {
	local of="WHERE document = '$1'"

	mkdir -p "got/$1"
	rows "got/$1/record.tsv" "SELECT field, status, value, page
		FROM fields $of AND field NOT IN
			(SELECT field FROM faults $of) ORDER BY field"
	rows "got/$1/findings.tsv" "SELECT finding, page, section, polarity,
		text FROM findings $of ORDER BY rowid"
	rows "got/$1/actions.tsv" "SELECT weakness, action, outcome, owner, due,
		indicator, status, page FROM actions $of ORDER BY rowid"
	rows "got/$1/scores.tsv" "SELECT criterion, score FROM scores $of
		AND reviewer = 'ladder' ORDER BY rowid"
}

for file in "$build"/samples/*; do
	name=$(basename "${file%.*}")
	read_out "$name"
	if [ -n "${LETTERMARK_UPDATE:-}" ]; then
		rm -rf "${golden:?}/$name"
		cp -r "got/$name" "$golden/$name"
	fi
	test_begin "$name is read and scored as it was"
	same "got/$name" "$golden/$name"
done

test_begin "every golden file belongs to a sample"
is "$(cd "$golden" && printf '%s\n' */)" "$(cd got && printf '%s\n' */)"

test_begin "every known fault is about a field that is read"
is "$(sqlite3 tables.db 'SELECT * FROM faults WHERE NOT EXISTS
	(SELECT 1 FROM fields WHERE fields.document = faults.document AND
	fields.field = faults.field)')" ""

test_end
