# Everything sets itself up in .venv; needed beforehand: Python 3.11, python3-venv and make.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
# libatomic1 is what the browser's driver needs and a bare machine lacks.
APT := chromium-headless-shell fonts-noto-cjk fonts-noto-core opensmtpd nginx libatomic1

.PHONY: help run demo test lint check check-all bench shots map lock fmt system

$(STAMP): requirements-dev.txt requirements-ocr.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements-ocr.txt
	touch $(STAMP)

run: $(STAMP)
	@exec $(BIN)/python -m deploy.launch

demo: $(STAMP)
	@$(BIN)/flask --app app demo fill
	@exec $(BIN)/python -m deploy.launch

system:
	@sh tests/system.sh $(APT)

test: $(STAMP) system
	$(BIN)/python -m tests.gate

lint: $(STAMP)
	$(BIN)/ruff format --check -q .
	$(BIN)/ruff check -q .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint
	MC_SCOPE=check $(MAKE) test

check-all: lint
	MC_SCOPE=all MC_FRESH=1 MC_ANSWERS=10000 $(MAKE) test

bench: $(STAMP)
	@missed=0; for one in images overhead recognition waiting roster letters people; do $(BIN)/python -m bench.$$one || missed=1; done; exit $$missed

shots: $(STAMP) system
	$(BIN)/python -m tests.journeys.shots

map: $(STAMP)
	$(BIN)/python -m deploy.map

fmt: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(STAMP)
	$(BIN)/python -m pip install -q uv
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --no-emit-index-url --no-header --generate-hashes requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --no-emit-index-url --no-header --generate-hashes requirements-dev.in -o requirements-dev.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --no-emit-index-url --no-header --generate-hashes --no-deps requirements-ocr.in -o requirements-ocr.txt

help:
	@printf '%s\n' \
	'run        start everything: web, worker, timetable, private queue; all end with it' \
	'demo       the same with a made-up company in every state, filled once; prints its logins' \
	'test       the tests of the common path, on SQLite and on PostgreSQL, with a real browser' \
	'lint       format, lint, types and import contracts: what needs no test' \
	'check      all that the gate does: lint, then all tests' \
	'check-all  every test on both databases with fresh houses, and the long figures' \
	'bench      measure beside peers, each figure against its bound; exit 1 when one is missed' \
	'shots      take the pictures of the README anew' \
	'map        write docs/map.md from the code: keys, states, endpoints, tables, jobs' \
	'fmt        format, and mend what the linter can mend' \
	'lock       pin the dependencies again, with hashes' \
	'system     install the Debian packages the tests need (as root), or print the line that does' \
	'help       this list'
