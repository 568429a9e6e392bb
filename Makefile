# make run    starts the whole service on this machine; Ctrl-C stops it
# make test   runs the tests
# make properties, make races, make coverage, make mutants, make guards   look harder at what
#             grades and who may
#
# Python 3.11 or newer and make are all this needs. Everything else comes from the lock files
# and goes into .venv; what the service writes while it runs goes into var.

PORT ?= 8000
ARGS ?=
VENV := .venv
PY := $(VENV)/bin/python
UV := $(VENV)/installer/bin/uv

.PHONY: bench-grading run test properties races coverage mutants guards permissions lint format check lock clean
.DEFAULT_GOAL := run

run: $(VENV)/run.stamp
	@exec $(PY) manage.py run --port $(PORT) $(ARGS)

# Tests that start processes or a browser stay together on one core, one after another.
test: $(VENV)/dev.stamp
	@exec $(PY) -m pytest -n auto --maxprocesses 4 --dist loadgroup $(if $(COVERAGE),$(COVERED)) $(ARGS)

# What holds for every series, tried on 10,000 of each, and for every program of moves that people
# may make, tried on 2,000, and 10,000 narratives: some minutes on four cores.
properties: $(VENV)/dev.stamp
	@exec $(PY) -m pytest -n auto --maxprocesses 4 -m properties \
	--hypothesis-profile=thorough tests/grading tests/workflow tests/views $(ARGS)

# Approve and return at the same instant, a thousand times, in two processes: some minutes, and
# DATABASE_URL must name a PostgreSQL.
races: $(VENV)/dev.stamp
	@TRIALS=1000 REQUIRE=postgres exec $(PY) -m pytest -q tests/views/test_deciding_at_once.py $(ARGS)

# Every branch of what grades, regrades and says who may: the same flags on the tests of their
# rooms, or with make test, as where it decides what lands.
COVERED := --cov=performance.grading --cov=performance.regrading \
	--cov=performance.queries.grading.outcomes --cov=performance.queries.checks.provisional \
	--cov=performance.permissions --cov=performance.benchmark_rights --cov=performance.cycle_rights \
	--cov=performance.scopes --cov=performance.conditions \
	--cov-report=term-missing:skip-covered --cov-fail-under=100

coverage: $(VENV)/dev.stamp
	@exec $(PY) -m pytest -n auto --maxprocesses 4 --dist loadgroup $(COVERED) \
	-m "not properties" \
	tests/grading tests/permissions tests/regrading tests/workflow tests/views $(ARGS)

# Which small changes of the engine no test notices: the better part of an hour on two cores.
# It can be stopped and goes on where it was. ARGS="trends lines" tries only those modules.
mutants: $(VENV)/dev.stamp
	@exec nice -n 15 $(PY) tests/grading/mutants.py $(ARGS)

# Which guards of who may do what, the triggers among them, are missed by no test once they are
# gone: two hours on two cores.
# It can be stopped and goes on where it was. ARGS="conditions workflow" tries only those.
guards: $(VENV)/dev.stamp
	@exec nice -n 15 $(PY) -m tests.guards $(ARGS)

# The document of who may do what, made again from the code; a test says when it is due.
permissions: $(VENV)/run.stamp
	@exec $(PY) manage.py permission_table docs/permissions.md

lint: $(VENV)/dev.stamp
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m djlint --lint --quiet templates

format: $(VENV)/dev.stamp
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

# What would stop a real installation. The values are there only so that the settings load.
check: $(VENV)/dev.stamp
	DJANGO_SETTINGS_MODULE=config.settings.production SECRET_KEY=$$($(PY) -c \
	'import secrets; print(secrets.token_urlsafe(64))') ALLOWED_HOSTS=performance.example \
	DEFAULT_FROM_EMAIL=performance@performance.example \
	$(PY) manage.py check --deploy --fail-level WARNING
	$(PY) manage.py makemigrations --check --dry-run

# --no-header and no index options: a lock file names packages and hashes, never a registry.
# tests/test_locks.py checks that both agree. ARGS=--upgrade takes the newest that fit.
lock: $(UV)
	$(UV) pip compile -q --generate-hashes --universal --no-header $(ARGS) \
	pyproject.toml -o requirements.lock
	$(UV) pip compile -q --generate-hashes --universal --no-header $(ARGS) \
	pyproject.toml --group dev -o requirements-dev.lock

# A whole regrade beside the same reads and writes without grading. Not a test: machines differ.
bench-grading: $(VENV)/dev.stamp
	@exec $(PY) -m tests.benchmarks.grading

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis .mutants .guards .coverage
	find . -name __pycache__ -not -path './var/*' -prune -exec rm -rf {} +
	@echo "The environment is gone; the next make run builds it again. var/ keeps your data."

$(VENV)/run.stamp: requirements.lock $(UV)
	@$(call install,pip install,-r,requirements.lock)
	@touch $@

# Everything that a run needs is in here too.
$(VENV)/dev.stamp: requirements-dev.lock $(UV)
	@$(call install,pip sync,,requirements-dev.lock)
	@touch $@ $(VENV)/run.stamp

# Packages are fetched with uv. Where uv reaches none, pip is asked: it may have a mirror
# configured on this machine that uv does not know of.
define install
echo "Installing what $(3) names."; \
$(UV) $(1) --quiet --python $(PY) --require-hashes $(2) $(3) || { \
echo "uv could not install it; trying pip."; \
$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $(3); }
endef

$(UV): requirements-installer.lock $(PY)
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip >/dev/null
	@$(PY) -m pip install --quiet --disable-pip-version-check --upgrade \
	--target $(VENV)/installer --require-hashes -r requirements-installer.lock
	@touch $@

$(PY):
	@python=$$(sh .ci/find-python) && echo "Making $(VENV) with $$python." && \
	"$$python" -m venv --clear $(VENV)
