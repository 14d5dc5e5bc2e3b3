# `make run` serves the site for development; `make test` runs every check.
# Needs make and Python 3.11 or newer; everything else goes into .venv.

PORT ?= 8000
VENV := .venv
MANAGE := DEBUG=1 $(VENV)/bin/python manage.py
# Two processes, of which one that is done takes over tests of the other.
PARALLEL := --numprocesses 2 --dist worksteal
# What djhtml and djcss indent; both look into folders by themselves.
DJHTML := $(VENV)/bin/djhtml --tabwidth 2 templates
DJCSS := $(VENV)/bin/djcss --tabwidth 2 static/css
PIP := $(VENV)/bin/python -m pip install --disable-pip-version-check --no-input --require-hashes

.PHONY: run test test-stack test-deep format screenshots pictures lighthouse bench soak snapshot lock upgrade clean
.DELETE_ON_ERROR:

run: $(VENV)/runtime-installed
	@$(MANAGE) migrate --no-input
	@$(MANAGE) apply_roles
	@$(MANAGE) seed_site --sample-roster
	@BASE_URL=http://127.0.0.1:$(PORT) DJANGO_RUNSERVER_HIDE_WARNING=true $(MANAGE) develop $(PORT)

test: $(VENV)/development-installed
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(DJHTML) --check
	$(DJCSS) --check
	$(VENV)/bin/lint-imports --no-logo --no-cache
	$(MANAGE) check --fail-level WARNING
	$(MANAGE) makemigrations --check --dry-run
	$(VENV)/bin/python -m pytest $(PARALLEL)

# The deployment as a whole: nginx, Varnish, two application servers, PostgreSQL and Redis.
test-stack: $(VENV)/development-installed
	$(VENV)/bin/python -m pytest -m stack tests/deploy

# Ten minutes of everything at once, and the figures.
soak: $(VENV)/development-installed
	$(VENV)/bin/python -m scripts.soak

# The same tests of properties, with many more examples than `make test` has time for.
test-deep: $(VENV)/development-installed
	$(VENV)/bin/python -m pytest $(PARALLEL) -m hypothesis --hypothesis-profile=deep

format: $(VENV)/development-installed
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .
	$(DJHTML)
	$(DJCSS)

# Each of these three serves a site of its own on a free port, and stops it in the end.
screenshots: $(VENV)/development-installed
	$(VENV)/bin/python scripts/screenshots.py

pictures: $(VENV)/development-installed
	$(VENV)/bin/python scripts/screenshots.py --pictures

lighthouse: $(VENV)/development-installed
	$(VENV)/bin/python scripts/lighthouse.py

# A throwaway database with 10,000 made-up members; DATABASE_URL chooses the server.
bench: $(VENV)/development-installed
	$(VENV)/bin/python scripts/bench.py
	$(VENV)/bin/python scripts/bench_imports.py
	$(VENV)/bin/python -m scripts.bench_serving

# When a version is released: its filled database, from which a test of the next version migrates.
snapshot: $(VENV)/development-installed
	$(VENV)/bin/python -m scripts.snapshot

# Writes the pinned lists from the short ones, keeping today's versions; `make upgrade` moves them and asks
# for known holes, and fails if it gets no answer about a package.
lock upgrade: $(VENV)/development-installed
	for list in requirements requirements-dev; do \
		$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url --custom-compile-command "make lock" \
			$(if $(filter upgrade,$@),--upgrade) $$list.in --output-file $$list.txt || exit 1; \
	done
	$(if $(filter upgrade,$@),$(VENV)/bin/pip-audit --strict --disable-pip --require-hashes \
		--requirement requirements.txt --requirement requirements-dev.txt)

clean:
	rm -rf $(VENV) .tools .pytest_cache .ruff_cache staticfiles

$(VENV)/bin/pip:
	@python=; \
	for name in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
		if command -v $$name >/dev/null && \
			$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
		then python=$$name; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo "Python 3.11 or newer is needed, and none was found. Install it, or name it: make run PYTHON=..." >&2; \
		exit 1; \
	fi; \
	if ! $$python -c 'import ensurepip, venv' 2>/dev/null; then \
		version=$$($$python -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
		echo "$$python lacks its venv module. On Debian and Ubuntu: sudo apt install python$$version-venv" >&2; \
		exit 1; \
	fi; \
	echo "Creating $(VENV) with $$($$python --version)"; \
	$$python -m venv --clear $(VENV)

$(VENV)/runtime-installed: requirements.txt $(VENV)/bin/pip
	@echo "Installing the packages in requirements.txt"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/development-installed: requirements-dev.txt $(VENV)/runtime-installed
	@echo "Installing the packages in requirements-dev.txt"
	@$(PIP) -r requirements-dev.txt
	@touch $@
