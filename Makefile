# demo   watch 90 days pass in a minute, with nothing but Python
# test   the whole suite, on real mail servers, with the linters; installs what it needs
# quick  the tests that need no server and not the whole program, and the linters: about a minute
# bench  what it costs, against what SMTP, IMAP and fsync cost; needs root for Postfix
# soak   the simulation for an hour, with fresh seeds

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test quick lint bench soak servers clean screenshots fuzz train

demo: .venv/demo
	$(BIN)/outreach demo

test: .venv/dev servers lint
	$(BIN)/pytest

quick: .venv/dev lint
	$(BIN)/pytest -m "not servers and not slow"

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The simulation for an hour, with fresh seeds; `make soak SOAK_SECONDS=600` for ten minutes
SOAK_SECONDS ?= 3600

soak: .venv/dev
	$(BIN)/python -m tests.simulation.soak --seconds $(SOAK_SECONDS)

# One table, printed and written to docs/performance.md; some ten minutes on a machine with nothing else to do
bench: .venv/dev servers
	$(BIN)/python -m benchmarks

# Dovecot and Postfix, from Debian's packages, where they are missing
servers:
	sh tests/servers/install.sh

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Outreach needs Python 3.11 or later; try: make PYTHON=python3.12 $(MAKECMDGOALS)")'
	$(PYTHON) -m venv .venv

.venv/demo: .venv/bin/python pyproject.toml constraints.txt
	@echo "Installing into .venv ..."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[demo,reading]'
	@touch $@

.venv/dev: .venv/bin/python pyproject.toml constraints.txt
	@echo "Installing into .venv ..."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[demo,dev,reading]'
	@touch $@

clean:
	rm -rf .venv demo-out fuzz-out .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Two minutes of atheris over the reading of mail; what it finds is written to fuzz-out/. Where atheris has no package for
# this Python, Hypothesis stands in (tests/hostile/test_any_mail.py, part of `make test`).
fuzz: .venv/dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[fuzz]' || exit 0; \
	mkdir -p fuzz-out; \
	PYTHONPATH=. $(BIN)/python tests/hostile/fuzz.py fuzz-out/corpus -max_total_time=120 -timeout=20 -max_len=4000 -artifact_prefix=fuzz-out/

# The weights of the statistical reader, from the texts in inbox_rules/training/; takes some twenty minutes, and PyTorch
train: .venv/dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[train]'
	$(BIN)/python -m outreach.training.fit

# The pictures of the README, with Chromium
screenshots: .venv/demo
	$(BIN)/python docs/images/make.py
