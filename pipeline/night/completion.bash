# shellcheck shell=bash
# completion.bash - options and files of the lettermark programs, as each
# program's own --help tells them.

_lettermark() {
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}

	COMPREPLY=()
	case $before in
	--work | --out | -w)
		mapfile -t COMPREPLY < <(compgen -d -- "$word")
		return
		;;
	esac
	case $word in
	-*)
		mapfile -t COMPREPLY < <(compgen -W "$("${COMP_WORDS[0]}" --help \
			2>/dev/null | grep -o -- '--[a-z][a-z-]*')" -- "$word")
		;;
	*)
		mapfile -t COMPREPLY < <(compgen -f -- "$word")
		[ "$COMP_CWORD" -ne 1 ] || mapfile -t -O "${#COMPREPLY[@]}" \
			COMPREPLY < <(compgen -W "$("${COMP_WORDS[0]}" --help \
				2>/dev/null | sed -n '/COMMAND is$/,/^$/ {
					s/^  \([a-z]*\) .*/\1/p
				}')" -- "$word")
		;;
	esac
}

# Loaded by the name of one program, for that one.
complete -o filenames -F _lettermark lettermark-fetch lettermark-extract \
	lettermark-register lettermark-parse lettermark-report \
	lettermark-search lettermark-score lettermark-flag lettermark-agree \
	lettermark-status lettermark-check lettermark-night
