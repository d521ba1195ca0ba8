# The README's two commands are `make demo` and `make test`; each sets up what it needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test install check bench prove messages lock clean

install: $(STAMP)

$(STAMP): requirements-dev.lock pyproject.toml $(wildcard rotative/locale/*/LC_MESSAGES/django.po)
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip --upgrade
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	$(BIN)/pybabel -q compile -d rotative/locale -D django --use-fuzzy || true
	touch $(STAMP)

demo: install
	$(BIN)/rotative demo $(DEMO)

test: install
	sh tests/browser.sh
	$(BIN)/python -m pytest $(TEST)

check: install
	$(BIN)/ruff format --check rotative tests
	$(BIN)/ruff check rotative tests
	$(BIN)/mypy rotative
	$(BIN)/lint-imports
	$(BIN)/djlint --lint rotative --profile jinja --quiet
	ROTATIVE_HOME=$$($(BIN)/python -m tests.home) $(BIN)/rotative manage makemigrations --check --dry-run

bench: install
	$(BIN)/python -m rotative.bench

prove: install
	ROTATIVE_PROVE=1 $(BIN)/python -m pytest -m slow tests

lock:
	uv pip compile --generate-hashes --no-header --python-version 3.11 --no-emit-index-url --no-emit-find-links pyproject.toml -o requirements.lock
	uv pip compile --generate-hashes --no-header --python-version 3.11 --no-emit-index-url --no-emit-find-links pyproject.toml --group dev -o requirements-dev.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
