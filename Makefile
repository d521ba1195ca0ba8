# The README's two commands are `make demo` and `make test`; each sets up what it needs.

BIN := .venv/bin
STAMP := .venv/.installed
CATALOGUES := $(wildcard rotative/locale/*/LC_MESSAGES/django.po)
# Options of the demo, of pytest and of the benchmarks: make demo DEMO="--articles 10000", make test TEST=tests/core
DEMO ?=
TEST ?=
BENCH ?=

# The suite starts hundreds of processes: each would compile the package again.
unexport PYTHONDONTWRITEBYTECODE
PYTEST := $(BIN)/python -m pytest -n auto --dist loadgroup

.PHONY: install demo test test-pure test-app test-flows test-database check bench prove messages lock clean

install: $(STAMP)

$(STAMP): requirements-dev.lock pyproject.toml scripts/setup.sh $(CATALOGUES)
	sh scripts/setup.sh
	touch $(STAMP)

demo: install
	$(BIN)/rotative demo $(DEMO)

test: install
	sh scripts/browser.sh
	$(PYTEST) $(TEST)

# The three tiers of `make test`: without a database, with one, and with processes and browsers.
test-pure: install
	$(PYTEST) -m pure $(TEST)

test-app: install
	$(PYTEST) -m app $(TEST)

test-flows: install
	sh scripts/browser.sh
	$(PYTEST) -m flows $(TEST)

# Tests that a database can change, for another one: make test-database DATABASE_URL=postgres://…
test-database: install
	$(PYTEST) -m "not pure and not browser and not processes" $(TEST)

check: install
	$(BIN)/ruff format --check rotative tests
	$(BIN)/ruff check rotative tests
	$(BIN)/python -m tests.home $(BIN)/mypy rotative
	$(BIN)/lint-imports --no-cache
	$(BIN)/djhtml --check rotative/desk/templates rotative/demo/templates
	$(BIN)/djlint rotative/layout/templates rotative/editions/letter/templates --lint --quiet
	$(BIN)/python -m tests.home $(BIN)/rotative manage makemigrations --check --dry-run

bench: install
	$(BIN)/python -m rotative.bench $(BENCH)

prove: install
	ROTATIVE_PROVE=1 $(BIN)/python -m pytest -m slow $(TEST)

messages: install
	$(BIN)/python -m rotative.core.extraction
	$(BIN)/pybabel --quiet compile --directory rotative/locale --domain django

lock:
	uv pip compile --upgrade --all-extras --generate-hashes --no-header --python-version 3.11 --no-emit-index-url --no-emit-find-links pyproject.toml -o requirements.lock
	uv pip compile --upgrade --all-extras --generate-hashes --no-header --python-version 3.11 --no-emit-index-url --no-emit-find-links pyproject.toml --group dev -o requirements-dev.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
