# demo   watch 90 days pass in a minute, with nothing but Python
# test   the whole suite, on real mail servers, with the linters; installs what it needs
# quick  the tests that need no server, and the linters: under a minute

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test quick lint servers clean screenshots

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

# Dovecot and Postfix, from Debian's packages, where they are missing
servers:
	sh tests/servers/install.sh

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Outreach needs Python 3.11 or later; try: make PYTHON=python3.12 $(MAKECMDGOALS)")'
	$(PYTHON) -m venv .venv

.venv/demo: .venv/bin/python pyproject.toml constraints.txt
	@echo "Installing into .venv ..."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[demo]'
	@touch $@

.venv/dev: .venv/bin/python pyproject.toml constraints.txt
	@echo "Installing into .venv ..."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[demo,dev]'
	@touch $@

clean:
	rm -rf .venv demo-out .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The pictures of the README, with Chromium
screenshots: .venv/demo
	$(BIN)/python docs/images/make.py
