PYTHON ?= python3
VENV_PYTHON = .venv/bin/python
ARGS ?=

.PHONY: run test check unit api browser bench demo-model demo-model-eval venv dev-venv

run: venv  ## Set everything up and run the app: make run ARGS="--port 8080"
	$(VENV_PYTHON) app.py $(ARGS)

test: check unit api browser  ## Set everything up and pass all tests

check: dev-venv  ## Lint, format, types
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

unit: dev-venv
	$(VENV_PYTHON) -m pytest tests/unit

api: dev-venv
	$(VENV_PYTHON) -m pytest tests/api

browser: dev-venv
	$(VENV_PYTHON) -m pytest tests/browser

bench: dev-venv  ## Print all figures; half an hour, on an idle machine
	$(VENV_PYTHON) -m benchmarks.startup
	$(VENV_PYTHON) -m benchmarks.drawing
	$(VENV_PYTHON) -m benchmarks.page_cost
	$(VENV_PYTHON) -m benchmarks.api_overhead
	$(VENV_PYTHON) -m benchmarks.soak
	$(VENV_PYTHON) -m benchmarks.history

demo-model: dev-venv  ## Train the embedded demo model again, from nothing
	$(VENV_PYTHON) -m training.train

demo-model-eval: dev-venv  ## Print the demo model's accuracy table
	$(VENV_PYTHON) -m training.evaluate

venv:
	$(PYTHON) tools/setup_venv.py

dev-venv:
	$(PYTHON) tools/setup_venv.py --dev
