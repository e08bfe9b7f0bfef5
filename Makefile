# Liaison (连心站). Needs git, make and python3 (3.11 or newer, with venv and pip); everything else sets itself up.
#   make setup      a virtual environment in .venv from the locked requirements
#   make demo       the demo district on http://127.0.0.1:8000 (PORT=8080 for another port)
#   make test       every test; DATABASE_URL=postgres://… runs them on PostgreSQL; ARGS="-k rota" picks some
#   make access     walks every route as every role (docs/adr/0010); DATABASE_URL=… as for `make test`
#   make check      format, lint, import rules, missing migrations, undeclared routes, untranslated strings, stale reference
#   make bench      the figures that the project holds itself to; `make bench-clean` adds those of a clean clone
#   make screenshots  the pictures that the docs show, of the demo district (docs/images)
#   make format     formats the code
#   make lock       writes the lock files anew from pyproject.toml

SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
JOBS ?= $(shell $(PYTHON) -c 'import os; print(os.cpu_count() or 2)')
ARGS ?=
# Checks and figures need no deployment; the demo brings settings of its own.
RUN := DJANGO_SETTINGS_MODULE=cms.settings.dev $(BIN)/python
LOCK := $(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --universal --no-header --python-version 3.11

.PHONY: setup demo test access check screenshots bench bench-clean format lock

setup:
	@PYTHON=$(PYTHON) deploy/setup.sh

demo: setup
	@deploy/demo.sh

test: setup
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal $(ARGS)

access: setup
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal -m access tests/test_access.py $(ARGS)

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djlint --lint --quiet .
	$(BIN)/lint-imports
	$(BIN)/python -m tests.house
	$(RUN) -W error::RuntimeWarning manage.py check
	$(RUN) manage.py makemigrations --check --dry-run
	$(RUN) manage.py access table --check
	$(RUN) manage.py translations --check
	$(RUN) manage.py plugins docs

screenshots: setup
	@SCREENSHOT_DIR=docs/images $(BIN)/python -m pytest tests/browser/test_pictures.py $(ARGS)

bench: setup
	@$(RUN) manage.py bench

bench-clean: setup
	@$(RUN) manage.py bench --clean-clone

format: setup
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

lock: setup
	$(LOCK) pyproject.toml --extra dev --output-file requirements-dev.txt
	$(LOCK) pyproject.toml --constraint requirements-dev.txt --output-file requirements.txt
