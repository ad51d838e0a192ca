# Two commands to begin with: `make serve` and `make test`. Each sets itself up.

PYTHON ?= python3.11
PORT ?= 8000
BIN := .venv/bin
export PORT
CHECKS := check-types check-style check-imports check-templates check-migrations check-messages

.DEFAULT_GOAL := help
.PHONY: help serve test check bench messages lock clean $(CHECKS)

help:
	@echo "make serve    serve the example on http://127.0.0.1:8000 (PORT=8123 make serve: another port)"
	@echo "make test     run the tests; what needs a browser or PostgreSQL is skipped where they are absent"
	@echo "make check    style, types, imports, templates, migrations, translations"
	@echo "make bench    how fast, beside a plain view of the same rows"

serve: .venv/serve
	@$(BIN)/comity serve --example --port $(PORT)

# The tests' own bytecode is kept, whatever the machine is told: it takes seconds to make anew.
test: .venv/develop
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto --dist loadscope $(TESTS)

check: .venv/develop
	@$(MAKE) --no-print-directory --jobs 2 --output-sync $(CHECKS)

check-style:
	$(BIN)/ruff check src tests bench
	$(BIN)/ruff format --check src tests bench

check-types:
	$(BIN)/mypy

check-imports:
	$(BIN)/lint-imports

check-templates:
	$(BIN)/djlint src --lint --quiet

check-migrations:
	COMITY_HOME=.venv/check $(BIN)/comity manage makemigrations --check --dry-run

check-messages:
	$(BIN)/python -m comity.config.messages --check

bench: .venv/develop
	@for name in archive campaigns clauses compare helplines public search drafting matrix meetings participants pages day digests followup calendars takeaway; do echo "== bench/$$name.py"; $(BIN)/python -m bench.$$name || exit 1; done

messages: .venv/develop
	$(BIN)/python -m comity.config.messages

# Renew the locks: needs uv on the path. No address of a registry is written into them.
lock:
	cd requirements && for name in build base dev; do \
		uv pip compile $$name.in --python-version 3.11 --universal --generate-hashes --no-header --quiet -o $$name.txt; done

clean:
	rm -rf .venv

.venv/made:
	@command -v $(PYTHON) >/dev/null || { echo "Comity needs Python 3.11 as '$(PYTHON)'. Install it, or say PYTHON=/path/to/python3.11 make serve."; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/serve: .venv/made requirements/build.txt requirements/base.txt pyproject.toml $(wildcard src/comity/locale/*/LC_MESSAGES/django.po)
	@echo "Installing what Comity needs into .venv (about a minute, once) …"
	@$(BIN)/pip install --quiet --require-hashes -r requirements/build.txt -r requirements/base.txt
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@$(BIN)/pybabel --quiet compile --domain django --directory src/comity/locale
	@$(BIN)/python -m compileall -q src/comity
	@touch $@

.venv/develop: .venv/serve requirements/dev.txt
	@echo "Installing what the tests need …"
	@$(BIN)/pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@
