# make run | make test | make install: a fresh machine needs Python 3.11+, git, make and a package index.
PYTHON ?= python3
UV_VERSION = 0.13.8
BIN = .venv/bin
READY = .venv/.ready
export UV_COMPILE_BYTECODE = 1
export UV_PYTHON_DOWNLOADS = never
export DBT_SEND_ANONYMOUS_USAGE_STATS = false

.PHONY: help install run test test-browser test-bi screenshots lint lock golden bench bench-marts regress clean

help: ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/'

install: $(READY) ## .venv with the riscontro and dbt commands; what reads the articles compiled
	@$(BIN)/python tools/compile.py

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "riscontro needs Python 3.11 or newer; found " + sys.version.split()[0] + ". Try: make install PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip --quiet --disable-pip-version-check install uv==$(UV_VERSION)
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --requirements requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	touch $@

run: install ## the sample articles, from text to an answer
	$(BIN)/riscontro run

test: $(READY) .venv/.oldest ## all tests
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not browser"

test-browser: $(READY) ## the report in Chromium (Debian: apt-get install chromium, or RISCONTRO_CHROMIUM=path)
	$(BIN)/python -m pytest -m browser tests/report

NODE_CLIENT = @duckdb/node-api@1.5.6-r.1
test-bi: $(READY) ## the recipes of docs/bi.md; fetches DuckDB's command line and its client for Node where it can
	-$(BIN)/uv pip install --quiet --python $(BIN)/python --target .venv/bi --no-deps --only-binary :all: --requirements tools/bi-requirements.txt
	-command -v npm >/dev/null && npm install --silent --no-audit --no-fund --prefix .venv/bi $(NODE_CLIENT)
	$(BIN)/python -m pytest tests/report/test_bi.py -rs

screenshots: $(READY) ## the pictures of docs/, from the sample articles
	$(BIN)/python tools/screenshots.py

.venv/.oldest: tools/oldest-requirements.txt $(READY)
	$(BIN)/uv pip install --quiet --python $(BIN)/python --target .venv/oldest --only-binary duckdb --requirements tools/oldest-requirements.txt
	touch $@

lint: $(READY) ## ruff, mypy, import-linter, sqlfluff
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint dbt_project/models

lock: ## resolve the dependencies again into requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11 --upgrade --quiet --output-file requirements.lock

golden: $(READY) ## write the golden files again; read the diff before you commit
	$(BIN)/python -m pytest -n 2 --dist loadgroup --regenerate

bench: install ## speed and memory of the extraction, as plain Python and compiled, beside its yardsticks
	$(BIN)/uv pip install --quiet --python $(BIN)/python --target .venv/bench --constraint requirements.lock --requirements tools/bench-requirements.txt
	PYTHONPATH=.venv/bench $(BIN)/python tools/bench.py

bench-marts: $(READY) ## time and memory of the marts at 100 thousand, 1 million and 10 million facts
	$(BIN)/python tools/bench_marts.py

BASE ?= HEAD
regress: $(READY) ## facts gained, lost and changed since a revision: make regress BASE=<rev> [GOLD=<folder>]
	$(BIN)/python tools/regress.py $(BASE) $(if $(GOLD),--folder $(GOLD))

clean: ## remove what a run leaves
	rm -rf warehouse dbt_project/target dbt_project/logs
