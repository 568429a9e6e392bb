"""A whole regrade of 1,000 series of 60 months beside the same reads and writes without grading.

``make bench-grading``: on SQLite and, where DATABASE_URL names PostgreSQL, there too. Figures are
ratios within one run, three runs, since machines differ and are shared; nothing here is a test.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.installation import ROOT, Installation

SERIES, MONTHS, RUNS = 1_000, 60, 3
BATCHES = (200, 50)


def main() -> None:
    for name, url in list(databases()):
        print(f"\n{name}: {SERIES:,} series of {MONTHS} months, {RUNS} runs", flush=True)
        for run in measured(url):
            print(told(run), flush=True)


def databases():
    """The databases to measure on: their names, and an address or None for a file."""
    yield "SQLite", None
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith("postgres"):
        yield "PostgreSQL", url
    else:
        print("PostgreSQL is left out: DATABASE_URL does not begin with postgres.")


def measured(url: str | None):
    """A dictionary for each run, as the child process prints them."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.pop("DATABASE_URL", None)
        if url is not None:
            os.environ["DATABASE_URL"] = url
        installation = Installation(Path(folder))
        try:
            child = subprocess.Popen(
                [sys.executable, "-m", "tests.benchmarks.grading_child"],
                cwd=ROOT,
                env=installation.environment,
                stdout=subprocess.PIPE,
                text=True,
            )
            with child.stdout as lines:
                yield from map(json.loads, lines)
            if child.wait():
                raise SystemExit(f"The measuring process ended with {child.returncode}.")
        finally:
            installation.drop()


def told(run: dict) -> str:
    """One run in words. Seconds are of the wall clock, for the ratios' sake."""
    if "peak" in run:
        return (
            f"  memory: {run['batches']} batches peak {run['peak']:.1f} MB above the start, "
            f"batches of {run['size']}"
        )
    bare, whole = run["bare"], run["whole"]
    parts = ", ".join(f"{name} {share:.0%}" for name, share in run["shares"].items())
    return (
        f"  run {run['run']}: engine alone {run['engine']:.2f} s; whole regrade {whole:.2f} s; "
        f"the same reads and writes without grading {bare:.2f} s: {whole / bare:.2f} times; "
        f"plain rows read and written {run['rows']:.2f} s: {whole / run['rows']:.2f} times\n"
        f"         of the whole: {parts}"
    )


if __name__ == "__main__":
    main()
