#!/usr/bin/env bash
# The site in Chromium, every type of page, wide and narrow, with axe-core.
# Needs chromium, node and the npm packages playwright-core and axe-core where
# node finds them (NODE_PATH); without them it is skipped.
. "$(dirname "$0")/lib.sh"

if ! command -v chromium >/dev/null ||
	! node -e 'require("playwright-core"); require("axe-core")' 2>/dev/null; then
	echo "1..0 # SKIP no chromium, playwright-core and axe-core"
	exit 0
fi

lettermark-fetch --work work --quiet "$build/samples"
for stage in extract parse score flag; do
	"lettermark-$stage" --work work --quiet 2>/dev/null
done
lettermark-report --work work --out out --quiet

# An area with scores and more than one document.
area=$(cd out && grep -l 'id="[^"]*-statutory-compliance"' areas/*.html |
	xargs grep -c '<h2>' | sort -t: -k2 -n | tail -1 | cut -d: -f1)
node "$top/tests/end/report-browser.cjs" out index.html areas.html "$area" \
	criteria.html criteria/statutory-compliance.html compare.html \
	tracker.html search.html method.html data.html
