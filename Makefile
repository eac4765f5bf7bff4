# make         set up .venv and allocate the shipped example team
# make test    set up .venv and run every check
# make help    the rest

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := demo
.DELETE_ON_ERROR:
.PHONY: demo setup test quick lint format bench wheel lock upgrade clean help

demo: setup ## Allocate the meeting-sized example team into build/meeting (what plain make does)
	$(BIN)/allocator allocate scenarios/teams/meeting --out build/meeting

setup: $(VENV)/.installed ## Create .venv with everything at its locked version

test: lint ## Lint, then run the tests with coverage
	$(BIN)/pytest --numprocesses auto --cov --cov-report term

quick: lint ## The same without the slowest tests: under five minutes on two processors
	$(BIN)/pytest --numprocesses auto -m "not slow"

lint: setup ## Style, formatting, types and layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict
	$(BIN)/lint-imports

format: setup ## Put code in the house format and fix what can be fixed safely
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: setup ## Measure the engine against baselines
	$(BIN)/python -m benchmarks

wheel: setup ## Build the source archive and the wheel into dist/
	$(BIN)/hatchling build

# --no-header and no index options: the locked files name no host, so any mirror serves them.
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header $(LOCK_FLAGS)

lock: $(VENV)/.uv ## Lock what pyproject.toml asks for, moving nothing that need not move
	$(LOCK) --group lock --output-file requirements/uv.txt
	$(LOCK) pyproject.toml --group dev --output-file requirements/dev.txt

upgrade: LOCK_FLAGS = --upgrade
upgrade: lock ## Lock again with the newest version of everything

clean: ## Remove what was built and cached; .venv stays
	rm -rf build dist htmlcov .coverage .coverage.* .hypothesis .import_linter_cache \
		.mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 10

# pip installs only uv, and uv the rest: every archive is checked against its hash.
$(VENV)/.uv: requirements/uv.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	touch $@

$(VENV)/.locked: requirements/dev.txt $(VENV)/.uv
	$(BIN)/uv pip install --python $(BIN)/python --compile-bytecode --require-hashes -r requirements/dev.txt
	touch $@

# Without build isolation the editable install uses the hatchling that the lock names.
$(VENV)/.installed: pyproject.toml $(VENV)/.locked
	$(BIN)/uv pip install --python $(BIN)/python --no-deps --no-build-isolation --editable .
	touch $@
