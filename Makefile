# `make demo` and `make test` are all that a newcomer needs; everything is installed into .venv first.

PYTHON ?= $(shell for candidate in python3 python3.13 python3.12 python3.11; do \
	$$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$candidate; break; }; done)
BIN := .venv/bin
WORKERS ?= 2
TYPESCRIPT := typescript@7.0.2

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint bench screenshots

help:  ## List the targets
	@sed -n 's/^\([a-z]*\):.*##/\1 /p' $(MAKEFILE_LIST)

setup: .venv/installed  ## Install everything into .venv

# The stamp is newer than pyproject.toml as long as nothing has to be installed.
.venv/installed: pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; name it with: make setup PYTHON=/path/to/python3.11" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || \
		{ echo "This Python cannot make environments; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Installing into .venv; the first time this takes about a minute …"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: setup  ## Load the demo town, serve it and open the browser
	$(BIN)/quartiersgraph demo

test: setup  ## Run all tests
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --durations 20

lint: setup  ## Style, types and who may import whom
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@if command -v npx >/dev/null; then echo "The page's types ($(TYPESCRIPT)) …"; npx --yes --cache .venv/npm -p $(TYPESCRIPT) tsc -p viz/web/tsconfig.json; \
	elif [ "$$CI" = true ]; then echo "npx is missing: the page's types cannot be checked; it comes with Node.js." >&2; exit 1; \
	else echo "Skipped: the page's types; npx is missing, it comes with Node.js."; fi

bench: setup  ## Measure: export beside rdflib and n10s; names, matching and import beside others; questions on a generated city
	$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[bench]'
	PYTHONPATH=. $(BIN)/python tests/benchmarks/export_bench.py 9000 ntriples nquads jsonld rdfxml
	PYTHONPATH=. $(BIN)/python tests/benchmarks/export_bench.py memory
	PYTHONPATH=. $(BIN)/python tests/benchmarks/export_bench.py neo4j
	PYTHONPATH=. $(BIN)/python tests/benchmarks/bench_sparql.py
	PYTHONPATH=. $(BIN)/python tests/benchmarks/bench_hsds.py
	PYTHONPATH=. $(BIN)/python tests/benchmarks/bench_city.py
	PYTHONPATH=. $(BIN)/python tests/benchmarks/bench_quartiere.py
	PYTHONPATH=. $(BIN)/python tests/benchmarks/name_pairs.py
	PYTHONPATH=. $(BIN)/python tests/benchmarks/bench_matching.py
	PYTHONPATH=. $(BIN)/python tests/benchmarks/bench_ingest.py
	PYTHONPATH=. $(BIN)/python tests/benchmarks/bench_places.py
	PYTHONPATH=. $(BIN)/python tests/benchmarks/bench_questions.py 20000
	PYTHONPATH=. $(BIN)/python tests/benchmarks/bench_page.py
	PYTHONPATH=. $(BIN)/python tests/benchmarks/bench_workspace.py

screenshots: setup  ## Pictures of every view, in both languages and two sizes, into screenshots/
	$(BIN)/python -m tests.screenshots screenshots
