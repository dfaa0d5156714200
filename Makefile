# Two commands matter: `make demo` shows the main job on the bundled plans, `make test` runs all tests.
SHELL := /bin/bash
SWIFT ?= swift
SCRATCH ?= .build
BUILD := $(SWIFT) build --scratch-path $(SCRATCH)
DEMO := demo
APT_PACKAGES := libicu-dev libxml2-dev libssl-dev libsqlite3-dev zlib1g-dev libzip-dev pkg-config poppler-utils poppler-data

.PHONY: demo test test-browser test-server build release packages direction format clean bench robustness fuzz hostile

demo: packages release
	@Scripts/demo $$($(BUILD) -c release --show-bin-path) $(DEMO)

# Every module may import only what Package.swift lists for it: a wrong-way import is an error.
test: packages direction
	$(SWIFT) test --scratch-path $(SCRATCH) --explicit-target-dependency-import-check error

# The workbench walked with a real browser.
test-browser: packages
	$(BUILD) --product gangmu --explicit-target-dependency-import-check error
	@Scripts/test-browser $$($(BUILD) --show-bin-path) $(SCRATCH)/browser

# The server against its own description (schemathesis), and against nonsense.
test-server: packages
	$(BUILD) --product gangmu --explicit-target-dependency-import-check error
	@Scripts/test-server $$($(BUILD) --show-bin-path) $(SCRATCH)/browser

build: packages
	$(BUILD)

release: packages
	$(BUILD) -c release

# Modules import in one direction only; see Documentation/Architecture.md.
direction:
	@Scripts/check-imports

packages:
	@Scripts/install-packages $(APT_PACKAGES)

format:
	$(SWIFT) format lint --strict --recursive Sources Tests

bench: release
	@Benchmarks/run $$($(BUILD) -c release --show-bin-path)

# Breaks an index in every way, for half an hour; needs Python 3 and a C compiler. Figures with seeds: Documentation/Decisions/0014.
robustness: release
	@Scripts/robustness $$($(BUILD) -c release --show-bin-path)/gangmu
	GANGMU_ROBUSTNESS=1 $(SWIFT) test --scratch-path $(SCRATCH) --explicit-target-dependency-import-check error --filter 'CorruptionTests|FaultTests'

# Files that attackers and accidents make, and what becomes of each; needs Python 3. The table is in Documentation/Formats.md.
hostile: release
	@Scripts/hostile $$($(BUILD) -c release --show-bin-path)/gangmu

# libFuzzer with AddressSanitizer on one reader or all: `make fuzz TARGET=word SECONDS=600`. What it finds becomes a test (Tests/Fuzz). Of two
# options for a sanitizer the compiler takes the last, so both stand in one as well: without it no Swift code would be traced.
TARGET ?= all
SECONDS ?= 1200
fuzz: packages
	GANGMU_FUZZ=1 $(SWIFT) build --scratch-path $(SCRATCH)-fuzz -c release --sanitize=fuzzer --sanitize=address -Xswiftc -sanitize=fuzzer,address --product gangmu-fuzz --disable-dead-strip
	@Scripts/fuzz $(SCRATCH)-fuzz/release/gangmu-fuzz $(SCRATCH)-fuzz/inputs --target $(TARGET) --seconds $(SECONDS)

clean:
	rm -rf $(SCRATCH) $(DEMO)
