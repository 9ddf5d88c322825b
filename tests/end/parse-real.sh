#!/usr/bin/env bash
# The records of the real reports and letters, against checked facts.
. "$(dirname "$0")/lib.sh"
need_shared real/send-2023

golden=$top/tests/golden

# facts FOLDER FIELD...: document, field, value, status of every PDF in it, as
# the golden files have them.
facts() {
	local folder=$1 file

	shift
	for file in "$shared/real/$folder"/*.pdf; do
		lettermark-parse --quiet --dump "$file" 2>/dev/null |
			awk -v document="$(basename "$file" .pdf)" \
				-v wanted=" $* " '
			{ sub(/ <- .*/, "") }
			/^priority-action / { actions++ }
			/^improvement / { improvements++ }
			/^field / && index(wanted, " " $2 " ") {
				status = $3
				gsub(/[][]/, "", status)
				value = $0
				sub(/^[^]]*\] ?/, "", value)
				if (status !~ /found|contradicted/)
					value = ""
				print document "\t" $2 "\t" value "\t" status
			}
			END {
				if (!index(wanted, " outcome "))
					exit
				print document "\tpriority_actions\t" \
					actions + 0 "\tfound"
				print document "\timprovements\t" \
					improvements + 0 "\tfound"
			}'
	done | sort
}

# facts_of FILE: the golden file without its head.
facts_of() {
	grep -v '^#' "$golden/$1" | tail -n +2 | sort
}

test_begin "every fact of the 31 reports of the 2023 framework is right"
facts_of send-2023-fields.tsv >wanted
# shellcheck disable=SC2046 # one word a field
facts send-2023 $(cut -f2 wanted | sort -u) >got
same got wanted

test_begin "every area for priority action is laid to its bodies"
for file in "$shared"/real/send-2023/*.pdf; do
	lettermark-parse --quiet --dump "$file" 2>/dev/null |
		sed -n 's/^priority-action \([0-9]*\) .* <- \(.*\)/\1\t\2/p' |
		sed "s/^/$(basename "$file" .pdf)\t/"
done | sort >got
facts_of send-2023-bodies.tsv >wanted
same got wanted

test_begin "every letter of another inspection is known, dated and placed"
facts_of other-inspections.tsv >wanted
# shellcheck disable=SC2046
{
	facts jtai $(cut -f2 wanted | sort -u)
	facts focused-visit $(grep -v statement_due wanted | cut -f2 | sort -u)
} | sort >got
same got wanted

test_begin "statements are due after 70 working days, as the letters say"
facts_of other-inspections.tsv |
	awk -F'\t' '$2 == "letter_date" { letter[$1] = $3 }
		$2 == "statement_due" && $3 != "" { due[$1] = $3 }
		END { for (d in due) print d, letter[d], due[d] }' |
	sort >stated
is "$(wc -l <stated)" 23
while read -r document letter due; do
	[ "$(lettermark-register --quiet --due "$letter")" = "$due" ] ||
		echo "$document"
done <stated >exceptions
facts_of statement-due-exceptions.tsv | cut -f1 >wanted
same exceptions wanted

test_begin "what is said of whom is not a finding"
for file in "$shared"/real/send-2023/*.pdf; do
	lettermark-parse --quiet --dump "$file" 2>/dev/null |
		grep '^finding .*\] ' | sed 's/^[^]]*\] //'
done >findings
ok [ "$(wc -l <findings)" -gt 3000 ]
unlike "$(cat findings)" 'Piccadilly Gate|Crown copyright|Textphone'
unlike "$(cat findings)" 'www\.[a-z]+\.gov\.uk|Inspection report:'
unlike "$(cat findings)" '^(Responsible body|Areas? for (improvement|priority))'
unlike "$(cat findings)" 'HMI.* [Ll]ead inspector|CQC [Ll]ead'

test_end
