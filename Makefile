# Each target says what it does; `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

PYTHON ?= python3
BIN := .venv/bin
# The stamp is newer than the lock and the project file exactly when the environment is up to date.
STAMP := .venv/.installed

.PHONY: help setup demo stop test check stage gate browser page pictures docs format bench bench-servers chaos image alerts audit sbom lock clean

help: ## List the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  \033[1mmake %-8s\033[0m %s\n", $$1, $$2}'

setup: $(STAMP) ## Make .venv with everything installed, the command at .venv/bin/dateline

$(STAMP): requirements-dev.lock pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Dateline needs Python 3.11 or newer. Name one: make PYTHON=python3.11 setup" >&2; exit 2; }
	@"$(PYTHON)" -c 'import ensurepip, venv' || \
	    { echo "Python's venv is missing. On Debian and Ubuntu: apt install python3-venv" >&2; exit 2; }
	@echo "==> environment .venv: about a hundred packages, a minute or two the first time"
	@"$(PYTHON)" -m venv $$([ -e $(STAMP) ] || echo --clear) .venv
	@$(BIN)/python -m pip install --require-hashes -r requirements-dev.lock \
	    | sed -un 's/^Collecting \([^ ]*\).*/    \1/p; s/^Installing collected packages.*/    installing/p'
	@$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@touch $(STAMP)
	@echo "    done: the command is $(BIN)/dateline"

demo: setup ## From nothing to events: servers, workers, sample articles, a table and a page
	@$(BIN)/dateline demo

stop: setup ## Stop what the demo started; its data stay
	@$(BIN)/dateline demo --stop

test: setup ## Lint, types, quality gate and all tests, on real servers of their own
	@$(MAKE) --no-print-directory check
	@$(MAKE) --no-print-directory gate
	@$(MAKE) --no-print-directory browser
	@echo "==> tests (real Kafka and Elasticsearch are started for them)"
	@$(BIN)/python -m pytest -n 2

check: setup ## Ruff, mypy, rule tables, JSON Schemas and docker-compose.yml
	@echo "==> ruff" && $(BIN)/ruff check . && $(BIN)/ruff format --check .
	@echo "==> mypy" && $(BIN)/mypy
	@echo "==> rule tables" && $(BIN)/dateline rules check --texts samples --texts evaluation/data --texts tests
	@echo "==> schemas" && $(BIN)/dateline schemas check
	@echo "==> compose" && $(BIN)/python -m pytest -q -m "not servers" -p no:cacheprovider tests/infra

stage: setup ## Lint, types and tests without servers of one stage: make stage STAGE=geocode
	@[ -d "streams/$(STAGE)" ] && [ -n "$(STAGE)" ] || { echo "Name a folder of streams/: make stage STAGE=geocode" >&2; exit 2; }
	@$(BIN)/ruff check streams/$(STAGE) tests/$(STAGE) && $(BIN)/ruff format --check streams/$(STAGE) tests/$(STAGE)
	@$(BIN)/mypy && $(BIN)/dateline rules check
	@$(BIN)/python -m pytest -q -m "not servers" tests/$(STAGE)

gate: setup ## Scores on ../shared not below the recorded ones; says so where there is no ../shared
	@echo "==> quality gate" && $(BIN)/dateline evaluate gate ../shared

browser: ## Install Chromium for the tests of the page where that can be done; they are skipped without it
	@if ! command -v chromium chromium-browser google-chrome "$${CHROMIUM:-chromium}" >/dev/null; then \
	    if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	        echo "==> Chromium"; \
	        { apt-get -qq update && apt-get -qq install -y --no-install-recommends chromium fonts-dejavu-core; } >/dev/null \
	            || echo "    not installed: the tests in Chromium will be skipped"; \
	    else echo "    no Chromium: the tests of the page in a browser will be skipped; install it to run them"; fi; fi

page: ## Build the scripts and styles of the page anew (needs Node.js), for those who change streams/page/web
	@cd streams/page/web && npm ci --ignore-scripts --no-fund --no-audit && npm run check && npm run build

pictures: setup ## Take the pictures of the page in the docs, on the local servers
	@$(BIN)/dateline local up && $(BIN)/python -m documentation.screenshots

docs: setup ## Build the documentation into site/, with every link checked
	@$(BIN)/mkdocs build --quiet --strict && echo "    done: open site/index.html"

format: setup ## Put the code in shape
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

bench: setup ## Measure the speed and memory of each stage
	@$(BIN)/python -m benchmarks

bench-servers: setup ## Measure what an article costs on the local servers, and how soon it is found
	@$(BIN)/dateline local up && $(BIN)/python -m benchmarks.whole_way --articles 300 --latency

chaos: setup ## Kill, stop and starve workers and servers while a stream flows; make chaos CHAOS="--kills 50"
	@$(BIN)/python -m tests.chaos $(CHAOS)

image: ## Build the image dateline:local with Docker, or as root with buildah and debootstrap, and say its size
	@infra/docker/build_image.sh

alerts: setup ## Write the alerts for the Prometheus operator from infra/prometheus/alerts.yml
	@$(BIN)/python -m tests.infra.prometheus_rule

audit: setup ## Look the locked packages up in the advisories of PyPI and OSV, which must be reachable
	@$(BIN)/uv tool run pip-audit --strict --require-hashes --disable-pip -r requirements.lock

sbom: setup ## Write the bill of materials (CycloneDX) of what is installed with Dateline: sbom.json
	@$(BIN)/python -m documentation.sbom sbom.json

lock: setup ## Resolve the dependencies anew into the two lock files
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --extra local \
	    --no-emit-index-url --no-emit-find-links --no-header pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --all-extras \
	    --no-emit-index-url --no-emit-find-links --no-header pyproject.toml -o requirements-dev.lock
	@echo 'hatchling>=1.27' | $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --no-header - -o infra/docker/build.lock

clean: ## Stop the servers and remove what was made here; downloads in the cache stay
	@if [ -x $(BIN)/dateline ]; then $(BIN)/dateline demo --stop || true; $(BIN)/dateline local reset --yes || true; fi
	@rm -rf .venv .dateline dist site .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
