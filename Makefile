# `make` alone lists the commands. Every command sets up what it needs: an environment of its own in .venv, pinned packages.
.DEFAULT_GOAL := help
.SHELLFLAGS := -eu -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
ADDRESS ?= 127.0.0.1:8000
SITE ?= site
OUT ?= .build
OLD ?= HEAD
SIZES ?= 100 1000
SERVERS ?= nginx zip
WORKERS ?= auto
export THOROUGH
VENV := .venv
RUN := $(VENV)/bin/python
SITE_READY := $(VENV)/.site
TEST_READY := $(VENV)/.test
TRAIN_READY := $(VENV)/.train
PEERS_READY := .build/peers/.ready
MISSION := $(wildcard $(patsubst %,tests/test_%*.py,read format input layout segment rules repair pages golden tag link sidecar tables)) \
  $(wildcard $(patsubst %,scripts/press/%,model text read layout segment repair annotate))
PINS := --universal --python-version 3.11 --generate-hashes
PIP := -m pip --disable-pip-version-check install -qq --require-hashes --no-deps

.PHONY: help
help:  ## list the commands
	@echo "Commands (make COMMAND):"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name what; do printf '  %-12s %s\n' "$$name" "$$what"; done

.PHONY: serve
serve: $(SITE_READY)  ## build the site and serve it at http://127.0.0.1:8000, again after every change
	@$(RUN) scripts/build.py serve --address $(ADDRESS)

.PHONY: build
build: $(SITE_READY)  ## seeds/ to docs/: read every page, write the Markdown and the data
	@$(RUN) scripts/build.py

.PHONY: site
site: $(SITE_READY)  ## seeds/ to docs/ and docs/ to site/: the website, only what changed; CLEAN=1 makes all of it anew
	@$(RUN) scripts/build.py site --from-seeds --to $(SITE) $(if $(CLEAN),--clean)

.PHONY: add
add: $(SITE_READY)  ## take in new pages: make add FILES="page.pdf scan.jpg page.json page.txt" [DATE=2026-02-10] [PAGE=1] [PAPER=乌海日报]
	$(if $(FILES),,$(error say which pages: make add FILES=page.pdf))@$(RUN) scripts/build.py add $(FILES) $(if $(DATE),--date "$(DATE)") $(if $(PAGE),--page "$(PAGE)") $(if $(PAPER),--paper "$(PAPER)")

.PHONY: check
check: $(SITE_READY)  ## fail when docs/ is not what seeds/ gives, or an address that was published would die
	@$(RUN) scripts/build.py --check || { code=$$?; [ $$code != 1 ] || echo "check: run 'make build', look at what it changes, and commit docs/" >&2; exit $$code; }
	@$(RUN) scripts/build.py addresses $(OLD)

.PHONY: addresses
addresses: $(SITE_READY)  ## fail when a page that OLD=REVISION had is gone and leads nowhere
	@$(RUN) scripts/build.py addresses $(OLD)

.PHONY: test
test: lint browser  ## all tests, also in a real browser, on all cores; THOROUGH=1 tries ten times as much at random
	@echo "test: $(if $(THOROUGH),thorough,quick; THOROUGH=1 tries more)"
	@$(RUN) -m pytest -q -n $(WORKERS) --dist loadgroup $(ARGS)
	@echo "make test: all passed"

.PHONY: check-fast
check-fast: $(TEST_READY)  ## in half a minute: the tests of how pages are read, cut, mended and annotated
	@$(RUN) -m pytest -q -n $(WORKERS) --dist loadgroup $(MISSION) $(ARGS)

.PHONY: lint
lint: $(TEST_READY)  ## style, types, workflows and their shell
	@echo "lint: ruff, mypy, workflows, shell"
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check --quiet . || { echo "lint: run 'make format'" >&2; exit 1; }
	@$(RUN) -m mypy
	@if [ -d .github/workflows ]; then $(VENV)/bin/jactionlint --shellcheck $(VENV)/bin/shellcheck; $(VENV)/bin/zizmor --quiet --offline .github; fi
	@$(VENV)/bin/shellcheck .ci/run

.PHONY: audit
audit: $(TEST_READY)  ## the workflows compared with what is known online of the actions they use (needs GH_TOKEN)
	@$(VENV)/bin/zizmor .github

.PHONY: format
format: $(TEST_READY)  ## lay the Python out as `make lint` wants it
	@$(RUN) -m ruff format .

.PHONY: browser
browser: $(TEST_READY)
	@if [ -z "$${CHROMIUM:-}" ] && ! command -v chromium >/dev/null; then \
	  echo "browser: no chromium here; fetching Playwright's own"; \
	  $(RUN) -m playwright install chromium || echo "browser: none could be had; its tests will be shown as skipped (or set CHROMIUM=/path/to/chromium)"; fi

.PHONY: servers
servers: browser  ## the browser tests against the site served by nginx under a sub-path, and from the zip: SERVERS="nginx zip"
	@for kind in $(SERVERS); do $(RUN) tests/servers.py $$kind $(ARGS); done

.PHONY: review
review: $(SITE_READY)  ## what a change does to the articles, as Markdown: against the last commit, or OLD=REVISION
	@$(RUN) scripts/build.py --doubts 0 >&2
	@$(RUN) scripts/build.py review $(OLD)

.PHONY: pictures
pictures: browser site  ## pictures of every kind of page, phone and desk, light and dark, into .build/pictures
	@$(RUN) tests/pictures.py $(SITE) $(OUT)/pictures

.PHONY: bag
bag: $(TEST_READY) site  ## a BagIt bag of seeds, data and site in .build/bag, verified
	@$(RUN) scripts/bag.py --out $(OUT)/bag
	@$(RUN) scripts/bag.py --out $(OUT)/bag --verify

.PHONY: zip
zip: site  ## the whole site in one file for an intranet: .build/site.zip
	@$(RUN) scripts/build.py zip --site $(SITE) --to $(OUT)/site.zip

.PHONY: benchmark
benchmark: $(TEST_READY) $(PEERS_READY)  ## measure archives of growing size: SIZES="100 1000 10000"
	@$(RUN) benchmarks/run.py --peers .build/peers $(SIZES)
	@$(RUN) benchmarks/serve.py $(SIZES)

.PHONY: train
train: $(TRAIN_READY)  ## learn how lines run on and what blocks are, anew: DATA="FOLDER[=TIMES] …" of pages with their gold
	$(if $(DATA),,$(error say where the pages with their gold are: make train DATA="FOLDER FOLDER=3"))@$(RUN) tools/train/wrapping.py --out scripts/press/segment/wrapping.json $(foreach folder,$(DATA),$(firstword $(subst =, ,$(folder))))
	@$(RUN) tools/train/segment.py --out scripts/press/segment/weights.json $(DATA)

.PHONY: evaluate
evaluate: $(TRAIN_READY)  ## measure what is learned, each folder held out in turn: DATA="FOLDER FOLDER …"
	$(if $(DATA),,$(error say where the pages with their gold are: make evaluate DATA="FOLDER FOLDER"))@$(RUN) tools/train/evaluate.py $(DATA)

.PHONY: successors
successors: $(SITE_READY) $(PEERS_READY)  ## build the same docs/ with ProperDocs and Zensical and compare
	@$(RUN) scripts/build.py successors --peers .build/peers

.PHONY: setup
setup: $(SITE_READY)  ## only the set-up of the site's packages
	@echo "setup: ready in $(VENV)"

.PHONY: pins
pins: $(TEST_READY)  ## write requirements*.txt anew from requirements*.in (needs uv)
	@for name in requirements requirements-ocr requirements-test requirements-train requirements-peers; do \
	  uv pip compile --quiet --upgrade $(PINS) --custom-compile-command "make pins (uv pip compile $(PINS))" $$name.in -o $$name.txt; done

.PHONY: clean
clean:  ## remove what was built (not docs/, which is committed)
	@rm -rf site .build .pytest_cache .mypy_cache .ruff_cache

$(RUN):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: needs Python 3.11 or newer; try make PYTHON=python3.12" >&2; exit 1; }
	@echo "setup: making $(VENV)" >&2
	@$(PYTHON) -m venv $(VENV) || { echo "make: this Python cannot make environments; on Debian: apt-get install python3-venv" >&2; exit 1; }

$(SITE_READY): requirements.txt | $(RUN)
	@echo "setup: installing the site's packages" >&2
	@$(RUN) $(PIP) -r requirements.txt
	@touch $@

$(TEST_READY): requirements-test.txt $(SITE_READY)
	@echo "setup: installing the tests' packages" >&2
	@$(RUN) $(PIP) -r requirements-test.txt
	@touch $@

$(TRAIN_READY): requirements-train.txt $(SITE_READY)
	@echo "setup: installing what the training needs" >&2
	@$(RUN) $(PIP) -r requirements-train.txt
	@touch $@

$(PEERS_READY): requirements-peers.txt
	@echo "setup: installing the peers to compare with" >&2
	@$(PYTHON) -m venv .build/peers
	@.build/peers/bin/python $(PIP) -r requirements-peers.txt
	@touch $@
