#!/usr/bin/env bash
# Pages that are only pictures: read where tesseract is, else said to be left.
. "$(dirname "$0")/lib.sh"

sample=$build/samples/merrowby-letter-2017.pdf
pdftoppm -r 120 -f 1 -l 1 -png -singlefile "$sample" page
pdftoppm -r 120 -f 1 -l 1 -jpeg -singlefile "$sample" page
read -r width height < <(head -c 24 page.png | tail -c 8 |
	od -An -t u1 | awk '{ print $3 * 256 + $4, $7 * 256 + $8 }')

# scan JPEG: a PDF of that picture and a blank page. Poppler mends the rest.
scan() {
	cat <<-END
		%PDF-1.4
		1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
		2 0 obj <</Type/Pages/Count 2/Kids[3 0 R 6 0 R]>> endobj
		3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]
		/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>> endobj
		4 0 obj <</Length 28>>stream
		q 595 0 0 842 0 0 cm /I Do Q
		endstream endobj
		6 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>> endobj
		5 0 obj <</Type/XObject/Subtype/Image/Width $width/Height $height
		/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode
		/Length $(stat -c %s "$1")>>stream
	END
	cat "$1"
	printf '\nendstream endobj\ntrailer <</Root 1 0 R>>\n'
}
scan page.jpg >scan.pdf

test_begin "without OCR the page is left with a warning, the blank one without"
run lettermark-extract --no-ocr --dump scan.pdf
is "$status" 0
like "$out" "^page 1: .* none$"
like "$out" "^page 2: .* layer$"
is "$err" "extract: scan.pdf:1: WARNING: page has no text layer: not read, no OCR"

# Not where every user's shell looks for programs.
has_ocr=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p | grep -c 'libtesseract\.so\.[45]')

test_begin "a scanned page is read, with its confidence and places"
if [ "$has_ocr" -eq 0 ]; then
	test_skip "tesseract is not installed"
else
	run lettermark-extract --dump scan.pdf
	is "$status" 0
	is "$err" ""
	like "$out" "^page 1: .* ocr [0-9]+$"
	like "$out" "Merrowby"
	like "$out" "Ofsted"
	run lettermark-extract --json scan.pdf
	like "$out" '"source":"ocr","confidence":[1-9][0-9]'
	like "$out" '"page":1,"box":\[[0-9.]+,[0-9.]+'
fi

test_begin "a picture is a document too"
if [ "$has_ocr" -eq 0 ]; then
	test_skip "tesseract is not installed"
else
	run lettermark-extract --dump page.png
	is "$status" 0
	like "$out" "^format: image$"
	like "$out" "Merrowby"
fi

test_begin "in the corpus a page left unread is a warning"
run lettermark-fetch --work work scan.pdf
run lettermark-extract --work work --no-ocr
is "$status" 0
is "$(sqlite3 work/corpus.db 'SELECT count(*) FROM warning')" 1

test_begin "and --retry reads it"
if [ "$has_ocr" -eq 0 ]; then
	test_skip "tesseract is not installed"
else
	run lettermark-extract --work work --retry
	is "$status" 0
	is "$(sqlite3 work/corpus.db 'SELECT count(*) FROM warning')" 0
	is "$(sqlite3 work/corpus.db 'SELECT words > 50 FROM text')" 1
fi

test_end
