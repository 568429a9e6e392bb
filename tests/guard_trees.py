"""Copies of the code in which a guard is taken away, and the tests that come by it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from coverage import CoverageData

from tests.guard_kinds import Guard

COPIED = ("accounts", "config", "performance", "templates", "tests", "manage.py", "pyproject.toml")
WALK = "tests/permissions/test_walk.py"
GATES = "tests/permissions/test_gates.py"
# The document that is made of the table would notice every change of it, and prove nothing.
EVERYTHING = (
    *("tests/permissions", "tests/workflow", "tests/views", "tests/queries", "tests/admin"),
    "--ignore=tests/permissions/test_document.py",
)
PYTEST = ("-x", "-q", "--no-header", "-p", "no:cacheprovider", "-n", "0", "--reuse-db")
WHO_COMES_BY = ("--cov=performance", "--cov-context=test", "--cov-report=", "-n", "2")
LONGEST = 1800

# By file, by line, the tests that ran it.
ComesBy = Mapping[str, Mapping[int, list[str]]]


@dataclass(frozen=True)
class Tree:
    """A copy of the code with a database of its own."""

    path: Path

    @classmethod
    def copied(cls, root: Path, to: Path) -> "Tree":
        shutil.rmtree(to, ignore_errors=True)
        to.mkdir(parents=True)
        ignored = shutil.ignore_patterns("__pycache__")
        for name in COPIED:
            if (root / name).is_dir():
                shutil.copytree(root / name, to / name, ignore=ignored)
            else:
                shutil.copy(root / name, to / name)
        return cls(to)

    @contextmanager
    def without(self, guard: Guard) -> Iterator[None]:
        file = self.path / guard.path
        whole = file.read_text()
        file.write_text(guard.taken_from(whole))
        try:
            yield
        finally:
            file.write_text(whole)

    def comes_by(self) -> tuple[ComesBy, str]:
        """Which tests run which lines with every guard in its place; and the first that fails."""
        failed = self.first_failure(EVERYTHING, *WHO_COMES_BY)
        if failed:
            return {}, failed
        data = CoverageData(str(self.path / ".coverage"))
        data.read()
        return {
            str(Path(file).relative_to(self.path)): {
                line: sorted({each.split("|")[0] for each in tests if each})
                for line, tests in data.contexts_by_lineno(file).items()
            }
            for file in data.measured_files()
        }, ""

    def first_failure(self, tests, *options: str) -> str:
        """The first of ``tests`` that fails here; "" if none does."""
        own = {
            # The database is made once: the name of its file is made of this.
            "PYTEST_XDIST_TESTRUNUID": self.path.name,
            "VAR_FOLDER": str(self.path / "var"),
        }
        keep = {name: value for name, value in os.environ.items() if name != "REQUIRE"}
        command = [sys.executable, "-B", "-m", "pytest", *PYTEST, *tests, *options]
        try:
            done = subprocess.run(
                command,
                cwd=self.path,
                env=keep | own,
                capture_output=True,
                text=True,
                timeout=LONGEST,
            )
        except subprocess.TimeoutExpired:
            return "a test that never ended"
        if done.returncode == 0:
            return ""
        failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
        if not failed:
            said = f"{done.stdout[-2000:]}{done.stderr[-2000:]}"
            raise RuntimeError(f"The tests did not run:\n{said}")
        return failed[0].split(" - ")[0].split(maxsplit=1)[1]


def about(guard: Guard) -> list[str]:
    """The part of the walk, or the one test, that is about a guard."""
    return [WALK, "-k", guard.walk] if guard.walk else [GATES]


def passing_by(guard: Guard, found: ComesBy, root: Path) -> list[str]:
    """The tests besides the walk that run the guard's lines, or, where it stands in a table, those
    by whose name it is asked."""
    if guard.added:
        places = (
            (path.relative_to(root), number)
            for path in sorted((root / "performance").rglob("*.py"))
            for number, line in enumerate(path.read_text().splitlines(), start=1)
            if guard.named and re.search(rf"{re.escape(guard.named)}(?!\w)", line)
        )
        # The line after a definition is the first that is run when it is called.
        lines = {(path, number + step) for path, number in places for step in (0, 1, 2)}
    else:
        text = (root / guard.path).read_text()
        first, last = (text.count("\n", 0, end) + 1 for end in (guard.start, guard.end))
        lines = {(guard.path, number) for number in range(first, last + 1)}
    tests = {test for path, line in lines for test in found.get(str(path), {}).get(line, ())}
    return sorted(test for test in tests if not test.startswith(WALK))
