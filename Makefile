# Everything a developer types. `make help` lists it.

.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory
BIN := .venv/bin
WORDS := $(patsubst %.po,%.mo,$(wildcard forum/translations/*/LC_MESSAGES/*.po))
LANGUAGES := sv en
LOCK = .venv-lock/bin/uv --quiet pip compile pyproject.toml --group build --universal \
	--python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
	--upgrade --exclude-newer "7 days"

.PHONY: help run test soak coverage lint style types imports markup format translations lock clean

help: ## list these targets
	@sed -n 's/^\([a-z]*\):[^#]*## /\1\t/p' Makefile | expand -t 16

run: .venv/run.stamp $(WORDS) ## start the forum (PORT=8000; DEMO=0: without the example content)
	@$(BIN)/forum serve --setup

test: .venv/test.stamp $(WORDS) ## linters, then every test: SQLite, PostgreSQL, browser
	@$(BIN)/python -m tests.services.everything

soak: .venv/test.stamp $(WORDS) ## the tests on SQLite again and again, in ever new orders (TIMES=10)
	@for round in $$(seq $(or $(TIMES),10)); do \
		$(BIN)/pytest -q -m "not browser" || exit 1; done

coverage: .venv/test.stamp $(WORDS) ## which lines the tests on SQLite do not reach; fails below 95 %
	@$(BIN)/pytest -q -m "not browser" --cov

lint: style types imports markup ## the linters alone: each is a target too

style: .venv/test.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: .venv/test.stamp
	$(BIN)/mypy

imports: .venv/test.stamp
	$(BIN)/lint-imports --no-logo --no-cache

markup: .venv/test.stamp
	$(BIN)/djlint templates --quiet --lint

format: .venv/test.stamp ## bring the Python files into shape
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

translations: .venv/test.stamp ## take new words from code and templates into the catalogues
	$(BIN)/pybabel -q extract -F pyproject.toml -k say -o .venv/words.pot \
		--no-location --sort-output .
	@for language in $(LANGUAGES); do \
		$(BIN)/pybabel -q update -i .venv/words.pot -d forum/translations -l $$language \
			--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date || exit 1; done

lock: ## choose the newest packages that are a week old, and write both lock files
	@test -x .venv-lock/bin/uv || { python3 -m venv .venv-lock && .venv-lock/bin/pip -q install uv; }
	$(LOCK) -o requirements.lock
	$(LOCK) --group test -c requirements.lock -o requirements-test.lock

clean: ## remove what was built; instance/ stays
	rm -rf .venv .venv-lock .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage
	rm -rf *.egg-info build
	find forum tests -name __pycache__ -prune -exec rm -rf {} +
	rm -f $(WORDS)

.venv/run.stamp: requirements.lock pyproject.toml
	@sh .ci/environment.sh requirements.lock && touch $@

.venv/test.stamp: requirements-test.lock pyproject.toml
	@sh .ci/environment.sh requirements-test.lock && touch $@ .venv/run.stamp

%.mo: %.po | .venv/run.stamp
	@$(BIN)/pybabel -q compile -i $< -o $@
