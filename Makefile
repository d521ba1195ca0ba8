# The README's two commands are `make demo` and `make test`; each sets up what it needs.

BIN := .venv/bin
# The packages of an operator: requirements-extras.lock has those of the extras queue, objects and providers too.
LOCK ?= requirements.lock
COMPILE := uv pip compile --generate-hashes --no-header --python-version 3.11 --no-emit-index-url --no-emit-find-links pyproject.toml
CATALOGUES := $(wildcard rotative/locale/*/LC_MESSAGES/*.po rotative/desk/wording/*/LC_MESSAGES/*.po)
# Options of the demo, of pytest and of the benchmarks: make demo DEMO="--articles 10000", make test TEST=tests/core
DEMO ?=
TEST ?=
BENCH ?=

# The suite starts many processes: each would compile the package again.
unexport PYTHONDONTWRITEBYTECODE
PYTEST := $(BIN)/python -m pytest -n auto --dist loadgroup

.PHONY: install develop demo test test-pure test-app test-flows test-database check bench prove messages lock clean

# What runs a newsroom, and what develops one.
install: .venv/.installed-$(LOCK)
develop: .venv/.installed-requirements-dev.lock

.venv/.installed-%: % pyproject.toml scripts/setup.sh $(CATALOGUES)
	sh scripts/setup.sh $<
	touch $@

demo: install
	$(BIN)/rotative demo $(DEMO)

test: develop
	sh scripts/browser.sh
	$(PYTEST) $(TEST)

# The three tiers of `make test`: without a database, with one, and with processes and browsers.
test-pure: develop
	$(PYTEST) -m pure $(TEST)

test-app: develop
	$(PYTEST) -m app $(TEST)

test-flows: develop
	sh scripts/browser.sh
	$(PYTEST) -m flows $(TEST)

# Tests that a database can change, for another one: make test-database DATABASE_URL=postgres://…
test-database: develop
	$(PYTEST) -m "not pure and not browser and not processes" $(TEST)

check: develop
	$(BIN)/ruff format --check rotative tests
	$(BIN)/ruff check rotative tests
	$(BIN)/python -m tests.home $(BIN)/mypy rotative
	$(BIN)/lint-imports --no-cache
	$(BIN)/djhtml --check rotative/desk/templates rotative/demo/templates
	$(BIN)/djlint rotative/layout/templates rotative/editions/letter/templates --lint --quiet
	$(BIN)/python -m tests.home $(BIN)/rotative manage makemigrations --check --dry-run

bench: develop
	$(BIN)/python -m rotative.bench $(BENCH)

prove: develop
	ROTATIVE_PROVE=1 $(BIN)/python -m pytest -m slow $(TEST)

messages: develop
	$(BIN)/python -m rotative.core.extraction
	$(BIN)/pybabel --quiet compile --directory rotative/locale --domain django
	$(BIN)/pybabel --quiet compile --directory rotative/desk/wording --domain "django djangojs"

# The newest versions that go together, the same ones in all three files.
lock:
	$(COMPILE) --upgrade --all-extras --group dev -o requirements-dev.lock
	$(COMPILE) --all-extras --group build -c requirements-dev.lock -o requirements-extras.lock
	$(COMPILE) --group build -c requirements-dev.lock -o requirements.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
