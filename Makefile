# Two commands do everything: `make serve` and `make test`. Python 3.11+ is all they need.
PYTHON ?= python3
VENV   := .venv
RUN    := $(VENV)/bin/python
HOST   := 127.0.0.1:8000

.PHONY: help setup setup-test serve build bundle test check bench lighthouse follow flow links format lock clean

help:            ## what each command does
	@grep -hE '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup:
	@$(PYTHON) scripts/setup.py site

setup-test:
	@$(PYTHON) scripts/setup.py test

serve: setup     ## set up, build, and serve at http://127.0.0.1:8000/ with live reload
	@$(RUN) -m scripts.site serve $(HOST)

build: setup     ## set up and write the site to site/ (SITE_URL=https://host/sub/path/ for a sub-path)
	@$(RUN) -m scripts.site build

bundle: setup    ## write the guide as one zip that runs from a USB stick, without a server
	@$(RUN) -m scripts.bundle

test: setup-test ## set up and run every check, real browser included
	@$(RUN) -m scripts.check_all

check: setup-test ## read the bank and the pages, list every mistake and warning
	@$(RUN) -m quiz.publish.check

bench: setup-test ## measure bytes, seconds and builds, beside stock Pyodide, stock MkDocs and peers (PARTS="pages scale", RUNS=5)
	@$(RUN) -m scripts.bench $(PARTS) --runs $(or $(RUNS),5)

lighthouse: setup-test ## ask Lighthouse about the pages on a slow phone (fetches Lighthouse)
	@$(RUN) -m scripts.lighthouse

follow: setup    ## note that an English page follows the Chinese one as it stands (PAGE=causes, or PAGE=all)
	@$(RUN) -m scripts.follow $(PAGE)

flow: setup      ## draw the situation check as a graph, .cache/flow.svg (LANGUAGE=zh or en)
	@$(RUN) -m scripts.flow $(LANGUAGE)

links: setup     ## ask every outside address on the sources page whether it still answers, slowly
	@$(RUN) -m scripts.links

format: setup-test ## put the Python into shape
	@$(RUN) -m ruff format . && $(RUN) -m ruff check --fix .

lock:            ## pin all dependencies anew, with hashes (needs uv and npm)
	@$(PYTHON) scripts/lock.py

clean:           ## remove what was built and fetched
	rm -rf $(VENV) .cache site node_modules
