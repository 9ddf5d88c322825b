# lettermark - build, test, install. `make help` lists the verbs.

VERSION = 0.1.0
PREFIX  = /usr/local
DESTDIR =
BUILD   = build
CC      = gcc
CFLAGS  = -O2 -g
SAN     =

PACKAGES = gio-unix-2.0 poppler-glib cairo libxml-2.0 libpcre2-8 sqlite3 libcurl \
	libarchive xlsxwriter libseccomp gsl

TYPESET_PACKAGES = pangocairo libarchive

WARNINGS = -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wpointer-arith -Wvla -Wformat=2

# --- lists: one file a line, in the order in which a reader meets them ------

EXTRACTORS = \
	extractors/text.c \
	extractors/text-variant.c \
	extractors/text-print.c \
	extractors/extractor.c \
	extractors/layout.c \
	extractors/layout/line.c \
	extractors/layout/furniture.c \
	extractors/layout/rule.c \
	extractors/layout/ladder.c \
	extractors/layout/grid.c \
	extractors/layout/column.c \
	extractors/layout/column-table.c \
	extractors/layout/table.c \
	extractors/layout/words.c \
	extractors/layout/row.c \
	extractors/layout/block.c \
	extractors/layout/join.c \
	extractors/format/pdf.c \
	extractors/ocr.c \
	extractors/ocr-page.c \
	extractors/format/pdf-ocr.c \
	extractors/format/image.c \
	extractors/flow.c \
	extractors/format/marker.c \
	extractors/format/package.c \
	extractors/format/docx-styles.c \
	extractors/format/docx.c \
	extractors/format/odt-styles.c \
	extractors/format/odt.c \
	extractors/format/html-main.c \
	extractors/format/html.c

FORMS = \
	extractors/phrases.c \
	extractors/passages.c \
	extractors/passages-cut.c \
	extractors/sentence.c \
	extractors/dates.c \
	extractors/due.c \
	extractors/record.c \
	extractors/form.c \
	extractors/form/parts.c \
	extractors/form/entries.c \
	extractors/form/team.c \
	extractors/form/stretches.c \
	extractors/form/letter.c \
	extractors/form/letter-area.c \
	extractors/form/letter-people.c \
	extractors/form/cover.c \
	extractors/form/progress.c \
	extractors/form/plan.c \
	extractors/form/plan-table.c \
	extractors/form/area-report.c \
	extractors/form/monitoring-report.c \
	extractors/form/outcome-letter.c \
	extractors/form/revisit-letter.c \
	extractors/form/wsoa.c \
	extractors/form/wsoa-response.c \
	extractors/form/ministerial-letter.c \
	extractors/form/other-inspection.c

# Data that decides what the forms read.
FORM_DATA = \
	extractors/form/phrases.tsv

CORPUS = \
	corpus/store.c \
	corpus/store/sql.c \
	corpus/store/schema.c \
	corpus/store/blobs.c \
	corpus/store/fetch.c \
	corpus/store/web.c \
	corpus/store/text.c \
	corpus/store/record.c \
	corpus/store/scoring.c \
	corpus/store/people.c \
	corpus/store/search.c \
	corpus/store/flags.c \
	corpus/store/run.c \
	corpus/store/check.c \
	corpus/sheet.c \
	corpus/sheet-xlsx.c \
	corpus/calendar.c \
	corpus/register.c \
	corpus/register-outcomes.c \
	corpus/register-check.c \
	corpus/draw.c

SCORING = \
	scoring/data-file.c \
	scoring/marks.c \
	scoring/matcher/literals.c \
	scoring/matcher/prefilter.c \
	scoring/matcher.c \
	scoring/rule.c \
	scoring/framework.c \
	scoring/framework/load.c \
	scoring/framework/marks.c \
	scoring/framework/criteria.c \
	scoring/reading.c \
	scoring/explain.c \
	scoring/reviewer.c \
	scoring/reviewer/ladder.c \
	scoring/reviewer/feature.c \
	scoring/reviewer/ordinal.c \
	scoring/reviewer/model.c \
	scoring/reviewer/model-file.c \
	scoring/agreement.c \
	scoring/figures.c \
	scoring/reviewer/likeness.c \
	scoring/language.c \
	scoring/duties.c \
	scoring/flags-load.c \
	scoring/flags.c \
	scoring/observe.c \
	scoring/review.c \
	scoring/coverage.c

SHARED = \
	pipeline/worker.c \
	pipeline/worker-process.c \
	pipeline/worker-main.c \
	pipeline/worker-fence.c \
	pipeline/stage.c \
	pipeline/stage-data.c \
	pipeline/stage-rules.c \
	pipeline/agree/score-set.c \
	pipeline/agree/agreement-table.c \
	pipeline/agree/score-pairs.c \
	pipeline/agree/fit.c \
	pipeline/agree/import.c \
	pipeline/agree/report.c \
	pipeline/agree/sheets.c \
	pipeline/agree/handout.c \
	pipeline/agree/handout-book.c \
	pipeline/agree/bench.c \
	pipeline/agree/bench-load.c \
	pipeline/agree/bench-findings.c \
	pipeline/agree/bench-tables.c \
	pipeline/agree/bench-splits.c \
	pipeline/agree/bench-sensitivity.c \
	pipeline/agree/score-sheet.c \
	pipeline/agree/score-sheet-rules.c \
	pipeline/agree/score-sheet-table.c \
	pipeline/agree/score-sheet-readers.c \
	pipeline/agree/sample.c \
	pipeline/places.c \
	pipeline/web/http-address.c \
	pipeline/web/http-text.c \
	pipeline/web/http-transfer.c \
	pipeline/web/http.c \
	pipeline/web/robots.c \
	pipeline/web/label.c \
	pipeline/web/content.c \
	pipeline/web/sources.c \
	pipeline/web/page.c \
	pipeline/web/web.c \
	pipeline/web/listing.c \
	pipeline/web/document.c \
	pipeline/facts.c \
	pipeline/asked.c \
	pipeline/writers/output.c \
	pipeline/writers/splice.c \
	pipeline/writers/tables.c \
	pipeline/writers/areas.c \
	pipeline/writers/csv.c \
	pipeline/writers/markdown.c \
	pipeline/writers/datapackage.c \
	pipeline/writers/json.c \
	pipeline/writers/html.c \
	pipeline/writers/svg.c \
	pipeline/writers/site.c \
	pipeline/writers/comparison.c \
	pipeline/writers/site/data.c \
	pipeline/writers/site/tally.c \
	pipeline/writers/site/duties.c \
	pipeline/writers/site/look.c \
	pipeline/writers/site/parts.c \
	pipeline/writers/site/front.c \
	pipeline/writers/site/area.c \
	pipeline/writers/site/evidence.c \
	pipeline/writers/site/criterion.c \
	pipeline/writers/site/compare.c \
	pipeline/writers/site/tracker.c \
	pipeline/writers/site/changes.c \
	pipeline/writers/site/search.c \
	pipeline/writers/review.c \
	pipeline/writers/site/lists.c \
	pipeline/writers/xlsx.c \
	pipeline/writers/last.c \
	pipeline/writers/edition.c

PROGRAMS = \
	fetch \
	extract \
	register \
	parse \
	report \
	search \
	score \
	flag \
	agree \
	status \
	check

# Read at run time, and installed under PREFIX/share/lettermark.
DATA = \
	scoring/criteria.xml \
	scoring/criteria-literal.xml \
	scoring/criteria.rng \
	scoring/model.tsv \
	scoring/duties.xml \
	scoring/duties.rng \
	scoring/flags.xml \
	scoring/flags.rng \
	corpus/register.tsv \
	corpus/name-words.tsv \
	corpus/readers.tsv \
	corpus/sources.tsv \
	corpus/manifest-example.tsv \
	corpus/outcomes.tsv \
	corpus/bank-holidays.tsv \
	corpus/samples/register.tsv \
	corpus/samples/outcomes.tsv

FUZZ_TARGETS = \
	pdf \
	html \
	docx \
	odt \
	package \
	image \
	variant

TEST_TOOLS = \
	hostile \
	server

UNIT_TESTS = \
	pipeline-fetch \
	pipeline-places \
	corpus-draw \
	extractors-pdf \
	extractors-layout \
	extractors-layout-tables \
	extractors-ocr \
	extractors-text \
	extractors-package \
	extractors-html \
	corpus-store \
	corpus-store-faults \
	corpus-faults \
	corpus-register \
	corpus-sheet \
	extractors-dates \
	extractors-form \
	extractors-phrases \
	extractors-sentence \
	pipeline-worker \
	scoring-matcher \
	scoring-flags \
	scoring-language \
	pipeline-stage \
	pipeline-csv \
	pipeline-output \
	pipeline-writers \
	pipeline-report \
	corpus-store-search \
	corpus-store-change \
	scoring-reading \
	scoring-agreement \
	scoring-model \
	scoring-criteria

TYPESET = \
	corpus/typeset/typeset.c \
	corpus/typeset/source.c \
	corpus/typeset/pdf.c \
	corpus/typeset/pdf-words.c \
	corpus/typeset/pdf-table.c \
	corpus/typeset/docx.c \
	corpus/typeset/odt.c \
	corpus/typeset/zip.c \
	corpus/typeset/many.c

SAMPLES = \
	wexcombe-letter-2018.pdf \
	wexcombe-wsoa-2018.pdf \
	wexcombe-wsoa-response-2018.pdf \
	wexcombe-revisit-2020.pdf \
	wexcombe-ministerial-letter-2020.pdf \
	wexcombe-progress-plan-2020.odt \
	northmere-and-fellside-letter-2017.pdf \
	northmere-and-fellside-wsoa-2017.docx \
	northmere-and-fellside-wsoa-response-2018.pdf \
	northmere-and-fellside-revisit-2019.pdf \
	saltmarsh-bay-letter-2019.pdf \
	saltmarsh-bay-wsoa-2019.html \
	saltmarsh-bay-newsletter-2020.pdf \
	aldermere-letter-2021.pdf \
	aldermere-wsoa-2021.pdf \
	great-thornley-letter-2016.pdf \
	great-thornley-report-2023.pdf \
	merrowby-letter-2017.pdf \
	hollinshaw-vale-letter-2018.pdf \
	candlewick-jtai-2019.pdf \
	candlewick-report-2023.pdf \
	kestonbridge-report-2024.pdf \
	kestonbridge-monitoring-2025.pdf

# --- what is made from them --------------------------------------------------

SYSTEM_FLAGS := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null | \
	sed 's/-I/-isystem /g')
SYSTEM_LIBS  := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null)

ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -I. -I$(BUILD) $(WARNINGS) \
	$(SYSTEM_FLAGS) $(SAN) $(CFLAGS)
ALL_LDFLAGS = $(SAN) -Wl,--as-needed $(LDFLAGS)

LIBRARY_SOURCES = $(SHARED) $(SCORING) $(FORMS) $(EXTRACTORS) $(CORPUS)
LIBRARY_OBJECTS = $(LIBRARY_SOURCES:%.c=$(BUILD)/%.o) $(BUILD)/resources.o \
	$(BUILD)/writers.o
LIBRARY         = $(BUILD)/liblettermark.a
BINARIES        = $(PROGRAMS:%=$(BUILD)/lettermark-%)
TEST_BINARIES   = $(UNIT_TESTS:%=$(BUILD)/tests/%) \
	$(TEST_TOOLS:%=$(BUILD)/tests/tools/%) \
	$(BUILD)/tests/tools/faults.so \
	$(FUZZ_TARGETS:%=$(BUILD)/tests/fuzz-%)

all: $(LIBRARY) $(BINARIES) samples

# What includes version.h says so in its own list of headers; the others only
# wait for it to be there.
$(BUILD)/%.o: %.c | $(BUILD)/version.h
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(LIBRARY): $(LIBRARY_OBJECTS)
	rm -f $@
	ar rcs $@ $^

$(BUILD)/lettermark-%: $(BUILD)/pipeline/%.o $(LIBRARY)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(SYSTEM_LIBS)

$(filter $(BUILD)/tests/corpus-store%,$(TEST_BINARIES)) \
$(BUILD)/tests/pipeline-report: \
	$(BUILD)/tests/unit/corpus-fixture.o

$(filter $(BUILD)/tests/extractors-layout%,$(TEST_BINARIES)): \
	$(BUILD)/tests/unit/extractors-setter.o

$(BUILD)/tests/corpus-faults: $(BUILD)/tests/unit/corpus-fixture.o \
	$(BUILD)/tests/unit/corpus-operations.o

$(BUILD)/tests/corpus-faults \
$(BUILD)/tests/pipeline-places \
$(BUILD)/tests/pipeline-worker: \
	$(BUILD)/tests/unit/faults.o

$(BUILD)/tests/tools/server: SYSTEM_LIBS += -lmicrohttpd

# Preloaded, so never with a sanitizer's own malloc.
$(BUILD)/tests/tools/faults.so: tests/unit/faults.c tests/unit/faults.h
	@mkdir -p $(@D)
	$(CC) $(filter-out $(SAN),$(ALL_CFLAGS)) -fno-builtin -fPIC -shared \
		-DFAULTS_PRELOADED -o $@ $<

$(BUILD)/tests/tools/%: $(BUILD)/tests/tools/%.o
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(SYSTEM_LIBS)

$(BUILD)/tests/fuzz-%: $(BUILD)/tests/fuzz/%.o $(BUILD)/tests/fuzz/fuzz.o \
		$(BUILD)/tests/fuzz/replay.o $(LIBRARY)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(SYSTEM_LIBS)

# By `make fuzz` alone, whose flags put libFuzzer's main() in.
$(BUILD)/tests/fuzz/%: $(BUILD)/tests/fuzz/%.o $(BUILD)/tests/fuzz/fuzz.o \
		$(LIBRARY)
	$(CC) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(SYSTEM_LIBS)

$(BUILD)/tests/%: $(BUILD)/tests/unit/%.o $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) $(LIBRARY) $(SYSTEM_LIBS)

# The version of each stage is the digest of its code, so that whatever a
# changed program would make otherwise is out of date, and nothing else is. It
# is looked at every time and written only where it differs.
digest = $(shell cat $(1) 2>/dev/null | sha256sum | cut -c1-12)

REPORT_FILES = $(sort $(wildcard pipeline/writers/*.*) \
	$(wildcard pipeline/writers/site/*)) pipeline/report.c \
	$(sort $(wildcard pipeline/agree/bench*.[ch])) \
	pipeline/agree/agreement-table.c \
	pipeline/agree/agreement-table.h \
	pipeline/agree/score-set.c \
	pipeline/agree/score-set.h \
	corpus/views.sql $(SCORING)

$(BUILD)/version.h: FORCE
	@mkdir -p $(@D)
	@printf '#define %s "%s"\n' \
		LETTERMARK_VERSION '$(VERSION)' \
		LETTERMARK_PREFIX '$(PREFIX)' \
		LETTERMARK_DATA '$(strip $(DATA))' \
		EXTRACT_VERSION '$(call digest,$(EXTRACTORS) \
			extractors/limits.h)' \
		PARSE_VERSION '$(call digest,$(FORMS) $(FORM_DATA) \
			extractors/limits.h)' \
		SCORE_VERSION '$(call digest,$(SCORING))' \
		REPORT_VERSION '$(call digest,$(REPORT_FILES))' > $@.new
	@cmp -s $@.new $@ 2>/dev/null && rm $@.new || mv $@.new $@

$(BUILD)/resources.c: corpus/resources.xml $(wildcard corpus/*.sql) \
	$(wildcard corpus/migrations/*.sql) extractors/form/phrases.tsv
	@mkdir -p $(@D)
	glib-compile-resources --sourcedir=corpus --generate-source \
		--c-name lettermark --target=$@ $<

$(BUILD)/resources.o: $(BUILD)/resources.c
	$(CC) -O1 -w $(SYSTEM_FLAGS) $(SAN) -c -o $@ $<

WRITER_FILES := $(shell sed -n 's,.*<file>\(.*\)</file>.*,pipeline/writers/\1,p' \
	pipeline/writers/writers.xml)

$(BUILD)/writers.c: pipeline/writers/writers.xml $(WRITER_FILES)
	@mkdir -p $(@D)
	glib-compile-resources --sourcedir=pipeline/writers --generate-source \
		--c-name writers --target=$@ $<

$(BUILD)/writers.o: $(BUILD)/writers.c
	$(CC) -O1 -w $(SYSTEM_FLAGS) $(SAN) -c -o $@ $<

# The samples, from corpus/samples/NAME.txt by the typesetter; pages of the
# web as they stand. Fontconfig keeps its caches to the end, which under
# AddressSanitizer would count as leaks.
TYPESET_OBJECTS = $(TYPESET:%.c=$(BUILD)/%.o)
SAMPLE_FILES    = $(SAMPLES:%=$(BUILD)/samples/%)

$(TYPESET_OBJECTS) print-cflags: SYSTEM_FLAGS += \
	$(shell pkg-config --cflags $(TYPESET_PACKAGES) 2>/dev/null | \
	sed 's/-I/-isystem /g')

$(BUILD)/typeset: $(TYPESET_OBJECTS)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ \
		$(shell pkg-config --libs $(TYPESET_PACKAGES)) -lm

$(BUILD)/samples/%.html: corpus/samples/%.html
	@mkdir -p $(@D)
	cp $< $@

$(BUILD)/samples/%: $(BUILD)/typeset
	@mkdir -p $(@D)
	ASAN_OPTIONS=detect_leaks=0 \
		$(BUILD)/typeset corpus/samples/$(basename $*).txt $@

$(foreach s,$(filter-out %.html,$(SAMPLES)),$(eval \
	$(BUILD)/samples/$(s): corpus/samples/$(basename $(s)).txt))

samples: $(SAMPLE_FILES)

# --- verbs -------------------------------------------------------------------

help:
	@sed -n 's/^## //p' Makefile

## make            build the programs and the sample letters
## make test       install what is missing, build, run every test
## make test-NAME  the tests of one room or program (test-scoring, test-fetch)
## make asan       every test under AddressSanitizer and UBSan
## make fuzz       the fuzz targets, by clang: build/fuzz/tests/fuzz/*
## make leakcheck  unit tests under valgrind; NAME=corpus for some of them
## make lint       both compilers, clang-tidy, headers by themselves, shellcheck
## make format     put the sources into the house's form
## make bench      ratios against public tools, where the real reports are
## make bench-scale  many documents, and the nights after: BENCH_DOCS=10000
## make deb        a Debian package in the build folder
## make faults   the calls that stages and workers make, each refused once
## make soak       200 nights with trouble: SOAK_ROUNDS=200
## make fit        fit the model again, where the scored reports are
## make picture  the site's picture in README, by Chromium
## make install    programs, data, samples and manual pages under PREFIX
## make clean      remove what was built

test:
	@./run.sh --install-for-tests
	@$(MAKE) --no-print-directory check

check:
	@$(MAKE) -s --no-print-directory all $(TEST_BINARIES)
	@BUILD=$(BUILD) tests/run

# Of the unit tests only those that are asked for.
test-%:
	@$(MAKE) -s --no-print-directory all $(filter $(BUILD)/tests/$*% \
		$(BUILD)/tests/tools/%,$(TEST_BINARIES))
	@BUILD=$(BUILD) tests/run '$*'

asan:
	@LSAN_OPTIONS=suppressions=$(CURDIR)/tests/leaks \
		$(MAKE) --no-print-directory BUILD=$(BUILD)/asan \
		SAN='-fsanitize=address,undefined -fno-sanitize-recover=all' \
		CFLAGS='-O1 -g -fno-omit-frame-pointer' check

fuzz:
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/fuzz CC=clang \
		SAN='-fsanitize=fuzzer-no-link,address' \
		CFLAGS='-O1 -g -Wno-missing-field-initializers' fuzz-targets

fuzz-targets: $(FUZZ_TARGETS:%=$(BUILD)/tests/fuzz/%)

VALGRIND = valgrind -q --error-exitcode=9 --leak-check=full \
	--suppressions=tests/jit.supp \
	--errors-for-leak-kinds=definite --show-leak-kinds=definite

leakcheck: all $(TEST_BINARIES)
	@BUILD=$(BUILD) TEST_WRAP="$(VALGRIND)" TEST_SECONDS=3600 \
		tests/run $(NAME)

lint:
	@BUILD=$(BUILD) tests/lint

print-cflags: $(BUILD)/version.h
	@echo '$(ALL_CFLAGS)'

format:
	clang-format -i $$(git ls-files '*.c' '*.h')

bench: all
	@BUILD=$(BUILD) tests/bench

bench-scale: all
	@BUILD=$(BUILD) tests/bench-scale

SOAK_ROUNDS = 200

faults: all $(TEST_BINARIES)
	@$(BUILD)/tests/corpus-faults -m slow
	@BUILD=$(BUILD) tests/faults

soak: all
	@BUILD=$(BUILD) tests/soak $(SOAK_ROUNDS)

SHARE = $(DESTDIR)$(PREFIX)/share

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/lettermark/samples \
		$(SHARE)/man/man1
	install -m 755 $(BINARIES) $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(SAMPLE_FILES) $(SHARE)/lettermark/samples
	install -m 644 $(wildcard pipeline/*.1) $(SHARE)/man/man1
	install -D -m 644 pipeline/night/completion.bash \
		$(SHARE)/bash-completion/completions/lettermark
	for program in $(PROGRAMS); do ln -sf lettermark \
		$(SHARE)/bash-completion/completions/lettermark-$$program \
		|| exit 1; done
	install -D -m 755 pipeline/night/lettermark-night \
		$(DESTDIR)$(PREFIX)/bin/lettermark-night
	for file in $(DATA); do install -D -m 644 $$file \
		$(SHARE)/lettermark/$$file || exit 1; done

deb: all
	@BUILD=$(BUILD) VERSION=$(VERSION) pipeline/night/make-deb

fit: all
	@BUILD=$(BUILD) tests/fit

picture: all
	@BUILD=$(BUILD) tests/picture

clean:
	rm -rf $(BUILD)

.PHONY: FORCE all samples help test check asan leakcheck lint print-cflags \
	format bench bench-scale faults soak deb fit picture install clean
.SECONDARY:
.DELETE_ON_ERROR:

-include $(LIBRARY_OBJECTS:.o=.d) $(TYPESET_OBJECTS:.o=.d) \
	$(PROGRAMS:%=$(BUILD)/pipeline/%.d) \
	$(UNIT_TESTS:%=$(BUILD)/tests/unit/%.d) \
	$(BUILD)/tests/unit/corpus-fixture.d \
	$(BUILD)/tests/unit/extractors-setter.d \
	$(BUILD)/tests/unit/corpus-operations.d \
	$(BUILD)/tests/unit/faults.d
