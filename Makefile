# What can be done here? `make help` says it; `make run` is all a first visitor needs.

.DEFAULT_GOAL := help
.PHONY: help setup run worker test check bench bench-intake bench-screening docs lock audit

BIN := .venv/bin
# The gates read the code, not the data: no database is started for them.
STATIC := DATABASE_URL=postgres://127.0.0.1/nowhere
CODE := exports_portal proposals reviews catalog deploy tests manage.py $(wildcard bench)

help:  ## say what each target does
	@grep -E '^[a-z/-]+:.*##' $(MAKEFILE_LIST) | sed 's/:[^#]*## /:\t/' | expand -t 10

setup:  ## prepare this machine: virtual environment, packages, assets, test tools
	@deploy/python -m deploy.bootstrap --tests

run:  ## the portal with demonstration data, on http://localhost:8000 (PORT=8001 make run)
	@deploy/python -m deploy.bootstrap
	@$(BIN)/python -m deploy.run

worker:  ## one more worker beside a running portal
	@deploy/python -m deploy.bootstrap
	@$(BIN)/python -m deploy.run worker

test: setup  ## the whole test suite, on the portal's own PostgreSQL
	@$(BIN)/python -m deploy.with_database $(BIN)/pytest -n 2 --dist worksteal $(TESTS)

check: setup  ## the gates: style, types, layers, migrations, templates, dependencies, dead code
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(STATIC) $(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m deploy.with_database $(BIN)/python manage.py makemigrations --check --dry-run
	git ls-files 'templates/*.html' | xargs $(BIN)/djade --check --target-version 6.1
	$(BIN)/deptry .
	$(BIN)/vulture $(filter-out tests manage.py,$(CODE))

MEASURED := DJANGO_SETTINGS_MODULE=exports_portal.settings.dev $(BIN)/python -m deploy.with_database

bench: setup  ## how fast are the lists at 2,000 and at 50,000 proposals (ARGS=--json)
	@$(MEASURED) $(BIN)/python -m bench.lists $(ARGS)

bench-intake: setup  ## how fast is a dossier to write, small and large (ARGS=--json)
	@$(MEASURED) $(BIN)/python -m bench.intake $(ARGS)

bench-screening: setup  ## how good and fast is the screening, beside others (needs SCREENING_DATA_DIR)
	@$(MEASURED) $(or $(wildcard var/bench/bin/python),$(BIN)/python) -m bench.screening --data "$(SCREENING_DATA_DIR)" $(ARGS)

var/bench:  ## what bench-screening compares with: apt-get install libicu-dev pkg-config g++ first
	@$(BIN)/python -m venv var/bench
	@var/bench/bin/pip install --quiet -r requirements-bench.txt

docs: setup  ## write the generated pages of docs/ anew
	@$(BIN)/python -m deploy.with_database $(BIN)/python manage.py write_docs

lock:  ## pin again after a change in requirements.in or requirements-dev.in
	$(BIN)/uv pip compile --quiet --python-version 3.12 --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' requirements.in -o requirements.txt
	$(BIN)/uv pip compile --quiet --python-version 3.12 --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' requirements-dev.in -o requirements-dev.txt

audit:  ## ask the Python Packaging Authority for known holes in the pinned packages (needs network)
	$(BIN)/pip-audit --requirement requirements.txt --disable-pip
