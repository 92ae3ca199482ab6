# Everything a person does with this tree: `make` lists it. Each target does only what is not already done.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
ARGS ?=
JOBS ?= 2

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
# Wheels only: installing runs nobody's set-up script. Hashes: what was reviewed is what is installed.
INSTALL := $(PIP) install --require-hashes --only-binary :all:

RUN_STAMP := $(VENV)/.run-stamp
TEST_STAMP := $(VENV)/.test-stamp

LOCKING := .cache/locking-venv
TRAINING := .cache/training-venv
COMPILE := $(LOCKING)/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host $(if $(UPGRADE),--upgrade)

export PIP_ROOT_USER_ACTION := ignore

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help venv run test test-all lint format bench model lock clean

help:
	@echo 'make run       install what is locked, then serve on 127.0.0.1:8080 (ARGS="--port 9000" and so on)'
	@echo 'make test      the tests, in two processes (JOBS=4; ARGS="tests/core -k restore" and so on)'
	@echo 'make test-all  the slow ones too: builds llama.cpp once, about ten minutes'
	@echo 'make lint      ruff and mypy, on source and tests'
	@echo 'make format    lets ruff mend what it can'
	@echo 'make bench     what the router costs, beside its peers'
	@echo 'make model     trains the recogniser of names anew (hours; ARGS="--minutes 5" to try)'
	@echo 'make lock      writes requirements/*.lock anew (UPGRADE=1: to the newest versions)'
	@echo 'make clean     removes everything made here but your data'

venv: $(RUN_STAMP)

run: $(RUN_STAMP)
	@exec $(BIN)/sovereign serve $(ARGS)

# A file's tests stay in one process: they share what it started.
test: $(TEST_STAMP)
	@$(BIN)/python -m pytest --numprocesses $(JOBS) --dist loadfile $(ARGS)

test-all: $(TEST_STAMP)
	@$(BIN)/python -m pytest -m '' $(ARGS)

lint: $(TEST_STAMP)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo 'lint: some files are not formatted: make format'; exit 1; }
	@$(BIN)/mypy --no-error-summary router providers tests
	@MYPYPATH=benchmarks $(BIN)/mypy --no-error-summary benchmarks

format: $(TEST_STAMP)
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format --quiet .

bench: $(TEST_STAMP)
	@$(BIN)/python benchmarks/overhead.py $(ARGS)

$(RUN_STAMP): requirements/build.lock requirements/run.lock pyproject.toml
	@$(if $(PYTHON),:,echo 'No Python here: install Python 3.11 or newer, or say PYTHON=/path/to/python3.11' >&2; exit 1)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo '$(PYTHON) is older than 3.11: install a newer one, or say PYTHON=/path/to/python3.11' >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo 'No virtual environment could be made: on Debian and Ubuntu, apt-get install python3-venv' >&2; exit 1; }
	@echo 'installing what is locked (about a minute, once)'
	@$(INSTALL) -r requirements/build.lock
	@$(INSTALL) -r requirements/run.lock
	@PYTHONWARNINGS=ignore $(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(TEST_STAMP): $(RUN_STAMP) requirements/test.lock
	@$(INSTALL) -r requirements/test.lock
	@touch $@

model: $(TRAINING)/.stamp
	@mkdir -p build
	@PYTHONPATH=. $(TRAINING)/bin/python training/train.py --data training/data --out build/model $(ARGS)
	@PYTHONPATH=. $(TRAINING)/bin/python training/export.py --weights build/model --out router/detect/naming/model

$(TRAINING)/.stamp: requirements/train.lock
	@$(PYTHON) -m venv $(TRAINING)
	@$(TRAINING)/bin/python -m pip --quiet --disable-pip-version-check install --require-hashes --only-binary :all: \
		--no-binary names -r requirements/train.lock
	@touch $@

lock: $(LOCKING)/.stamp
	@$(COMPILE) -o requirements/build.lock requirements/build.in
	@$(COMPILE) -o requirements/run.lock requirements/run.in
	@$(COMPILE) -o requirements/test.lock requirements/test.in
	@$(COMPILE) -o requirements/slow-build.lock requirements/slow-build.in
	@$(COMPILE) -o requirements/slow.lock requirements/slow.in
	@$(COMPILE) -o requirements/locking.lock requirements/locking.in
	@$(COMPILE) -o requirements/bench-tensorzero.lock requirements/bench-tensorzero.in

$(LOCKING)/.stamp: requirements/locking.lock
	@$(PYTHON) -m venv $(LOCKING)
	@$(LOCKING)/bin/python -m pip --quiet --disable-pip-version-check install --require-hashes -r requirements/locking.lock
	@touch $@

clean:
	@rm -rf $(VENV) .cache build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
