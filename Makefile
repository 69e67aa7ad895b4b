# Every target makes what it needs, so `make demo` and `make test` work on a fresh checkout.
# Needs: make, Python 3.11 or newer with its venv module, and a package index that pip can reach.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# The first interpreter that starts and is new enough; `make PY=/path/to/python test` overrides.
PY ?= $(shell for p in python3.11 python3 python3.12 python3.13 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; \
	done)

VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.run.stamp
DEV := $(VENV)/.dev.stamp

# How many test processes. Two keeps a small machine usable.
N ?= 2
# Extra words for pytest, e.g. `make test ARGS="tests/test_cli.py -k help"`.
ARGS ?=
# `make lock UPGRADE=--upgrade` moves every pin; plain `make lock` moves only what has to move.
UPGRADE ?=
OUT ?= out/demo

# $(call install,<requirements file>,<stamps to touch>)
# The lock lets two makes share one .venv: the second waits, sees a fresh stamp and does nothing.
define install
	@test -n "$(PY)" || { echo "Python 3.11 or newer is needed (with the venv module)." >&2; exit 2; }
	@exec 9>.venv.lock; if command -v flock >/dev/null 2>&1; then flock 9; fi; \
	if [ -e $@ ] && [ $@ -nt $(1) ] && [ $@ -nt pyproject.toml ]; then exit 0; fi; \
	echo "Preparing $(VENV) from $(1)" >&2; \
	[ -x $(BIN)/python ] && $(BIN)/python -c 'import pip' 2>/dev/null || $(PY) -m venv $(VENV); \
	$(BIN)/python -m pip install -qq --disable-pip-version-check \
		--require-hashes --only-binary :all: -r $(1); \
	$(BIN)/python -m pip install -qq --disable-pip-version-check \
		--no-deps --no-build-isolation -e .; \
	touch $(2)
endef

.PHONY: help
help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# An environment with the development set holds the run set too (same pins), so it serves both.
$(RUN): requirements/run.txt pyproject.toml
	$(call install,requirements/run.txt,$(RUN))

$(DEV): requirements/dev.txt pyproject.toml
	$(call install,requirements/dev.txt,$(RUN) $(DEV))

.PHONY: demo
demo: $(RUN) ## plan the example district, check the plan, write its documents to out/demo
	$(BIN)/kehou demo --out $(OUT)

.PHONY: test
test: $(DEV) ## run the tests (without the slow ones)
	$(BIN)/pytest -n $(N) -m "not slow" $(ARGS)

.PHONY: test-slow
test-slow: $(DEV) ## run the slow tests
	$(BIN)/pytest -n $(N) -m slow $(ARGS)

.PHONY: lint
lint: $(DEV) ## style, formatting, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: format
format: $(DEV) ## rewrite the sources in the project's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: venv
venv: $(DEV) ## only prepare .venv with the development set

# uv resolves for every platform and writes no address into the files; it lives in a scratch
# environment because nothing else needs it.
.PHONY: lock
lock: ## refresh requirements/*.txt from pyproject.toml
	@scratch=$$(mktemp -d); trap 'rm -rf "$$scratch"' EXIT; \
	$(PY) -m venv "$$scratch/venv"; \
	"$$scratch/venv/bin/python" -m pip install -qq --disable-pip-version-check 'uv>=0.13,<0.14'; \
	compile="$$scratch/venv/bin/uv pip compile --quiet --universal --python-version 3.11 \
		--generate-hashes --no-header --no-emit-index-url --no-emit-find-links $(UPGRADE)"; \
	$$compile pyproject.toml -o requirements/run.txt; \
	$$compile --extra dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt
	@git --no-pager diff --stat -- requirements || true

.PHONY: clean
clean: ## remove caches and everything the commands wrote
	rm -rf out dist build *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +

.PHONY: distclean
distclean: clean ## also remove .venv
	rm -rf $(VENV) .venv.lock
