"""Which guards of who may do what would no test miss?

``make guards`` takes one guard away at a time in a copy of the code: a cell of the permission table
or its condition, a page's gate, a call that requires a right, a narrowing to what one may see, a
term of which such a rule is made, a trigger of the database. Then it runs the tests that come by
the guard's lines, or by those that ask for it by name, the walk of all pages last; two copies at a
time. It can be stopped and goes on where it was: what was noticed stays so until the file changes
that the guard is in, and the rest is tried again once the tests have changed.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from queue import SimpleQueue

import django

from tests.guard_kinds import Guard, guards
from tests.guard_trees import ComesBy, Tree, is_asked, passing_by

ROOT = Path(__file__).resolve().parents[1]
CODE = ROOT / "performance"
WORK = ROOT / ".guards"
RESULTS = WORK / "results.jsonl"
AT_ONCE = 2
LEAST_NOTICED = 95
# Why nothing needs to notice some: by the guard's name.
NOBODY = "nobody is active who is not signed in"
REASONS = {
    "conditions.is_no_deputys: without appointment.person_id == user.pk": (
        "it is asked of the user's own appointments alone"
    ),
    "permissions.may_open: without not user.is_authenticated": NOBODY,
    "scopes.appointments_on: without not user.is_authenticated": NOBODY,
    "trigger performance_attachment_closed_delete dropped": (
        "performance_attachment_kept_delete lets no file be deleted at all"
    ),
    "views/benchmark_editor.stored: visible_benchmarks": (
        "planned() has refused whoever may not propose for the series, and so reads no proposals"
    ),
    "views/deputies.Deputies.post: names_deputies_for": (
        "the form takes no other appointments, by the same function"
    ),
}


@dataclass(frozen=True)
class Result:
    """``by`` is the test that failed; "" where none did."""

    guard: str
    mark: str
    tests: str
    by: str
    seconds: float


def main(words: list[str]) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    os.environ.pop("DATABASE_URL", None)
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
        try_all(waiting, known, tests)
    return report(chosen, known)


def try_all(waiting: list[Guard], known: dict[str, Result], tests: str) -> None:
    trees = SimpleQueue()
    for number in range(AT_ONCE):
        trees.put(Tree.copied(ROOT, WORK / f"tree-{number}"))
    found, changed = measured(trees)

    def one(guard: Guard) -> Result:
        before = known.get(guard.name)
        was_missed = before is not None and not before.by
        parts = passing_by(guard, found, changed, ROOT, was_missed=was_missed)
        mark, tree, began = mark_of(ROOT / guard.path), trees.get(), time.monotonic()
        try:
            with tree.without(guard):
                failing = (tree.first_failure(part, anew=guard.in_database) for part in parts)
                by = next(filter(None, failing), "")
        finally:
            trees.put(tree)
        seconds = round(time.monotonic() - began, 1)
        return Result(guard.name, mark, tests, by, seconds)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        trying = [pool.submit(one, each) for each in waiting]
        try:
            for number, each in enumerate(as_completed(trying), start=1):
                result = each.result()
                known[result.guard] = result
                with RESULTS.open("a") as file:
                    file.write(json.dumps(asdict(result)) + "\n")
                said = f"noticed by {result.by}" if result.by else "NOT NOTICED"
                print(f"{number} of {len(waiting)}: {result.guard}: {said}", flush=True)
        finally:
            # Of a run that is stopped nothing more is begun.
            pool.shutdown(cancel_futures=True)


def measured(trees: SimpleQueue) -> tuple[ComesBy, list[str]]:
    """Which tests run which lines, measured once for the code as it is, and which files of tests
    have changed since: nothing is known of those."""
    data = WORK / f"comes-by-{mark_of(*sorted(CODE.rglob('*.py')))}"
    marks, tree = data.with_suffix(".json"), trees.get()
    now = {
        str(path.relative_to(ROOT)): mark_of(path)
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
    }
    if not marks.exists():
        if failed := tree.measure(data):
            raise SystemExit(f"Nothing is taken away yet, and {failed} fails: mend that first.")
        marks.write_text(json.dumps(now))
    then = json.loads(marks.read_text())
    changed = [path for path, mark in now.items() if then.get(path) != mark and is_asked(path)]
    if changed and (failed := tree.first_failure(changed)):
        raise SystemExit(f"Nothing is taken away yet, and {failed} fails: mend that first.")
    trees.put(tree)
    return ComesBy(data, tree.path), changed


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
