"""Copies of the code in which a guard is taken away, and the tests that come by it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from coverage import CoverageData

from tests.guard_kinds import Guard

COPIED = ("accounts", "config", "performance", "templates", "tests", "manage.py", "pyproject.toml")
WALK = "tests/permissions/test_walk.py"
# Where every row of the table is asked for, by a name or by none.
OF_THE_TABLE = ("tests/permissions/test_permissions.py", "tests/workflow")
ROOMS = ("tests/permissions", "tests/workflow", "tests/views", "tests/queries", "tests/admin")
# The document that is made of the table would notice every change of it, and prove nothing; so
# would the tests of what is taken away.
NOT_ASKED = ("tests/permissions/test_document.py", "tests/permissions/test_guards.py")
EVERYTHING = (*ROOMS, *(f"--ignore={path}" for path in NOT_ASKED))
PYTEST = ("-x", "-q", "--no-header", "-p", "no:cacheprovider", "-n", "0", "--reuse-db")
WHO_COMES_BY = ("--cov=performance", "--cov-context=test", "--cov-report=", "-n", "2")
# Each copy has a database of its own, the embedded one: nothing else tells of a dropped trigger.
NOT_HERE = ("REQUIRE", "DATABASE_URL", "REDIS_URL")
LONGEST = 3600
# Where more tests than this come by, those that changed are the shorter way.
MANY = 300
# One line of the summary: a test that failed, or that could not be set up.
FAILED = re.compile(r"^(?:FAILED|ERROR) (tests/\S+::.+?)(?: - |$)", re.MULTILINE)


class ComesBy:
    """Which tests run which lines, measured in ``tree`` with every guard in its place."""

    def __init__(self, data: Path, tree: Path):
        self.data, self.tree = CoverageData(str(data)), tree
        self.data.read()
        self.by_file = {}

    def tests(self, path: str, line: int) -> set[str]:
        if path not in self.by_file:
            self.by_file[path] = self.data.contexts_by_lineno(str(self.tree / path))
        return {each.split("|")[0] for each in self.by_file[path].get(line, ()) if each}


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

    def measure(self, data: Path) -> str:
        """Write down which tests run which lines; the first that fails, with nothing written."""
        failed = self.first_failure(EVERYTHING, *WHO_COMES_BY)
        if not failed:
            shutil.copy(self.path / ".coverage", data)
        return failed

    def first_failure(self, tests: Iterable[str], *options: str, anew: bool = False) -> str:
        """The first of ``tests`` that fails here; "" if none does. With a database made ``anew``,
        which no later run takes for its own.

        Raises:
            RuntimeError: they did not run as tests, or never ended: nothing is known then.
        """
        own = {
            # The database is made once: the name of its file is made of this.
            "PYTEST_XDIST_TESTRUNUID": self.path.name + "-anew" * anew,
            "VAR_FOLDER": str(self.path / "var"),
        }
        keep = {name: value for name, value in os.environ.items() if name not in NOT_HERE}
        command = [sys.executable, "-B", "-m", "pytest", *PYTEST, *tests, *options]
        command += ["--create-db"] * anew
        try:
            done = subprocess.run(
                command,
                cwd=self.path,
                env=keep | own,
                capture_output=True,
                text=True,
                timeout=LONGEST,
            )
        except subprocess.TimeoutExpired as never:
            raise RuntimeError(f"The tests had not ended after {LONGEST} s.") from never
        if done.returncode == 0:
            return ""
        failed = FAILED.search(done.stdout)
        if not failed:
            said = f"{done.stdout[-2000:]}{done.stderr[-2000:]}"
            raise RuntimeError(f"The tests did not run:\n{said}")
        return failed[1]


def is_asked(path: str) -> bool:
    """The file of tests is among those that are measured."""
    return path.startswith(ROOMS) and path not in NOT_ASKED


def passing_by(
    guard: Guard, found: ComesBy, changed: list[str], root: Path, *, was_missed: bool
) -> tuple[list[str], ...]:
    """The tests that run the guard's lines, or, where it stands in a table, those by whose name it
    is asked; first those of its own folder and name, then, apart, the files that have ``changed``
    since, what asks for every row of the table, and the walk, which is long. Of one that was
    missed before, or that many tests come by, those that changed are asked first.
    """
    if guard.asked_by:
        return (list(guard.asked_by),)
    lines = lines_naming(guard.named, root) if guard.named else lines_of(guard, root)
    tests = {test for path, line in lines for test in found.tests(path, line)}
    room = guard.path.parent.name
    # What stands at the top says who may: its tests are those of permissions.
    room = "permissions" if room == "performance" else room

    def nearness(test: str):
        # Each folder once: one that is come back to has lost its fixtures.
        folder, _, name = test.partition("::")[0].rpartition("/")
        return room not in folder, folder, guard.path.stem not in name and room not in name, test

    # What has changed is run whole: its tests may have other names by now.
    tests = {
        test
        for test in tests
        if (file := test.partition("::")[0]) not in changed and (root / file).exists()
    }
    walk = {test for test in tests if test.startswith(WALK)}
    near = sorted(tests - walk, key=nearness)
    # A row of the table may be read by no name of its own: then all are asked for it.
    rest = ([*OF_THE_TABLE], [WALK]) if guard.named else (sorted(walk),)
    first = (changed, near) if was_missed or len(near) > MANY else (near, changed)
    return tuple(part for part in (*first, *rest) if part)


def lines_of(guard: Guard, root: Path) -> set[tuple[str, int]]:
    text = (root / guard.path).read_text()
    first, last = (text.count("\n", 0, end) + 1 for end in (guard.start, guard.end))
    return {(str(guard.path), number) for number in range(first, last + 1)}


def lines_naming(name: str, root: Path) -> set[tuple[str, int]]:
    """Lines with a name, and the two below each: of a definition, the first that a call runs."""
    return {
        (str(path.relative_to(root)), number + step)
        for path in (root / "performance").rglob("*.py")
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if re.search(rf"{re.escape(name)}(?!\w)", line)
        for step in (0, 1, 2)
    }
