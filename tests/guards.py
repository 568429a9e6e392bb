"""Which guards of who may do what would no test miss?

``make guards`` takes one guard away at a time in a copy of the code: a cell of the permission table
or its condition, a page's gate, a call that requires a right, a narrowing to what one may see. Then
it runs the walk, and what the walk lets pass the tests of the workflow, the views and the
administration site. It can be stopped and goes on where it was: what was noticed stays so until the
file changes that the guard is in, and the rest is tried again once the tests have changed.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import django

from tests.guard_kinds import Guard, guards

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / ".guards"
TREE = WORK / "tree"
RESULTS = WORK / "results.jsonl"
COPIED = ("accounts", "config", "performance", "templates", "tests", "manage.py", "pyproject.toml")
LEAST_NOTICED = 95
WALK = "tests/permissions/test_walk.py"
# The document that is made of the table would notice every change of it, and prove nothing.
EVERYTHING = (
    *("tests/permissions", "tests/workflow", "tests/views", "tests/queries", "tests/admin"),
    "--ignore=tests/permissions/test_document.py",
)
PYTEST = ("-x", "-q", "--no-header", "-p", "no:cacheprovider", "-n", "0", "--reuse-db")
LONGEST = 1800
# Why nothing needs to notice some: by the guard's name.
REASONS: dict[str, str] = {}


@dataclass(frozen=True)
class Result:
    """``by`` is the test that failed; "" where none did, though all were run."""

    guard: str
    mark: str
    tests: str
    by: str
    seconds: float


def main(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    chosen = [
        each for each in guards(ROOT) if not words or any(word in each.name for word in words)
    ]
    tests = mark_of(*sorted((ROOT / "tests").rglob("*.py")))
    known = results()
    waiting = [each for each in chosen if not is_settled(each, known, tests)]
    # In no order, so that what a stopped run has tried is a fair sample of all.
    waiting.sort(key=lambda each: sha256(each.name.encode()).digest())
    if waiting:
        copy_tree()
        if failed := run(*EVERYTHING):
            print(f"Nothing is taken away yet, and {failed} fails: mend that first.")
            return 1
        for number, guard in enumerate(waiting, start=1):
            result = tried(guard, tests)
            known[guard.name] = result
            WORK.mkdir(exist_ok=True)
            with RESULTS.open("a") as file:
                file.write(json.dumps(asdict(result)) + "\n")
            said = f"noticed by {result.by}" if result.by else "NOT NOTICED"
            print(f"{number} of {len(waiting)}: {guard.name}: {said}", flush=True)
    return report(chosen, known)


def is_settled(guard: Guard, known: dict[str, Result], tests: str) -> bool:
    result = known.get(guard.name)
    if result is None or result.mark != mark_of(ROOT / guard.path):
        return False
    return bool(result.by) or result.tests == tests


def mark_of(*paths: Path) -> str:
    return sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:12]


def results() -> dict[str, Result]:
    lines = RESULTS.read_text().splitlines() if RESULTS.exists() else ()
    found = (Result(**json.loads(line)) for line in lines)
    return {result.guard: result for result in found}


def copy_tree() -> None:
    shutil.rmtree(TREE, ignore_errors=True)
    TREE.mkdir(parents=True)
    ignored = shutil.ignore_patterns("__pycache__")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, TREE / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, TREE / name)


def tried(guard: Guard, tests: str) -> Result:
    """Without ``guard``: first the part of the walk that is about it, then everything."""
    path, began = TREE / guard.path, time.monotonic()
    whole = path.read_text()
    path.write_text(guard.taken_from(whole))
    try:
        by = run(WALK, "-k", guard.walk) if guard.walk else ""
        by = by or run(*EVERYTHING)
    finally:
        path.write_text(whole)
    seconds = round(time.monotonic() - began, 1)
    return Result(guard.name, mark_of(ROOT / guard.path), tests, by, seconds)


def run(*tests: str) -> str:
    """The first test that fails in the copy; "" if none does."""
    # The database is made once: the name of its file is made of this.
    own = {"PYTEST_XDIST_TESTRUNUID": "guards", "VAR_FOLDER": str(WORK / "var")}
    keep = {name: value for name, value in os.environ.items() if name != "REQUIRE"}
    command = [sys.executable, "-B", "-m", "pytest", *PYTEST, *tests]
    try:
        done = subprocess.run(
            command, cwd=TREE, env=keep | own, capture_output=True, text=True, timeout=LONGEST
        )
    except subprocess.TimeoutExpired:
        return "a test that never ended"
    if done.returncode == 0:
        return ""
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    if not failed:
        raise RuntimeError(f"The tests did not run:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return failed[0].split(" - ")[0].split(maxsplit=1)[1]


def report(chosen: list[Guard], known: dict[str, Result]) -> int:
    done = [known[each.name] for each in chosen if each.name in known]
    missed = [each for each in done if not each.by]
    for line in listed(missed):
        print(line)
    share = 100 * (len(done) - len(missed)) / len(done) if done else 0
    print(
        f"{len(chosen)} guards, {len(done)} taken away: {len(done) - len(missed)} noticed, "
        f"{share:.1f}%; {len(missed)} not."
    )
    return 0 if share >= LEAST_NOTICED else 1


def listed(missed: list[Result]) -> Iterator[str]:
    for each in sorted(missed, key=lambda result: result.guard):
        yield f"not noticed: {each.guard}: {REASONS.get(each.guard, 'no reason is known')}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
