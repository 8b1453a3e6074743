# Everything runs in .venv, which is made from the hashed requirements.lock.
PYTHON ?= python3
BIN := .venv/bin
# bash takes the first line of a failing pipe seriously
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup test fast demo bench fuzz scale lock clean

help: ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

setup: .venv/.made ## make the virtual environment

.venv/.made: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version 2>&1)."; \
	  echo "Name another one: make $(or $(MAKECMDGOALS),setup) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { \
	  echo "No virtual environment could be made: on Debian install python3-venv."; exit 1; }
	@echo "installing what requirements.lock names"
	@# the lock is complete: pip has nothing to resolve, so a newer release changes nothing
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip check --disable-pip-version-check --quiet
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --no-deps --no-build-isolation --editable .
	@touch $@

test: setup ## every gate: style, types, floors, tests, coverage
	@$(BIN)/python tests/check.py

fast: setup ## every gate but for the slow tests
	@$(BIN)/python tests/check.py --fast

demo: setup ## check an honest report and one with invented figures
	@$(BIN)/python fixtures/demo.py

bench: setup ## measure speed and honesty
	@$(BIN)/python -m tests.benchmarks.cold_start
	@$(BIN)/python -m tests.benchmarks.recomputation
	@$(BIN)/python -m tests.benchmarks.rules
	@$(BIN)/python -m tests.benchmarks.sandbox

# atheris has wheels for a few platforms and Pythons alone, so it is not in the lock.
SECONDS ?= 60
fuzz: setup ## try odd inputs at each entry point: make fuzz SECONDS=60
	@$(BIN)/python -c 'import atheris' 2>/dev/null || \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
	    --only-binary :all: 'atheris>=3' || { \
	  echo "atheris has no wheel for this Python and platform: Linux on x86-64 is served."; \
	  echo "HYPOTHESIS_PROFILE=fresh $(BIN)/pytest tests/laws tries new inputs anywhere."; exit 1; }
	@$(BIN)/python -m tests.fuzz $(SECONDS) $(TARGETS)

scale: setup ## what is large or many: minutes
	@TIEOUT_SCALE=1 $(BIN)/python -m pytest -q -s tests/scale tests/golden/test_sentences.py

# The build backend stands in the lock too, so that installing fetches nothing unhashed.
lock: setup ## write requirements.lock anew
	@$(BIN)/python -m uv --version >/dev/null 2>&1 || $(BIN)/python -m pip install -q uv
	@printf 'hatchling\neditables\n' | $(BIN)/python -m uv pip compile pyproject.toml - \
	  --all-extras --group dev --universal --generate-hashes --no-header \
	  --no-annotate --no-emit-index-url --quiet -o requirements.lock

clean: ## remove what was made
	@rm -rf .venv .coverage .pytest_cache .ruff_cache .hypothesis .import_linter_cache .fuzz
