"""Mutation testing of the engine: which small changes of its code would no test notice?

``make mutants`` changes one thing at a time in copies of ``performance/grading`` and runs the
tests of this folder on each. It can be stopped and goes on where it was: what was killed stays so
until its module changes, and a survivor is tried again once the tests have changed, unless
``docs/mutants.md`` gives the reason why no test can notice it.
"""

import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from difflib import ndiff
from hashlib import sha256
from multiprocessing import Pool, SimpleQueue
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / ".mutants"
RESULTS = WORK / "results.jsonl"
ENGINE = Path("performance/grading")
TESTS = Path("tests/grading")
COPIED = ("performance/__init__.py", "performance/figures", ENGINE, "tests/__init__.py", TESTS)
REASONS = ROOT / "docs/mutants.md"
LEAST_KILLED = 90
NO_CODE = "no code"
SECONDS = 15
EXAMPLES = 5
PYTEST = ("-x", "-q", "--noconftest", "-p", "no:cacheprovider", "-p", "_hypothesis_pytestplugin")
PROFILE = "mutants"
# Finding plugins takes longer than most tests.
UNPLUGGED = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
SETTINGS = """
[pytest]
filterwarnings =
    error
    ignore::pytest.PytestAssertRewriteWarning
markers =
    properties: of every series
"""
# Whose tests know best a module that has no file of tests under its own name.
KNOWN_BY = {
    "benchmark_checks": "benchmarks",
    "case_files": "checking",
    "deviations": "position",
    "differences": "checking",
    "dress": "sentences",
    "engine": "position",
    "lines": "benchmarks",
    "refusals": "benchmarks",
    "rubric_covers": "rubrics",
    "seasons": "season_estimates",
    "steps": "projections",
    "timeline": "not_graded",
    "verdicts": "immutability",
    "words": "position",
}
# These cannot tell a good test from a bad one: "|" stands in annotations, bits of fractions
# raise, identity is no order, and whether equal small numbers are one object is Python's affair.
SENSELESS = re.compile(
    r"core/(ReplaceBinaryOperator_BitOr_\w+"
    r"|ReplaceBinaryOperator_\w+_(RShift|LShift|BitOr|BitAnd|BitXor)"
    r"|ReplaceComparisonOperator_(Is|IsNot)_(Eq|NotEq|Lt|LtE|Gt|GtE)"
    r"|ReplaceComparisonOperator_(Eq|NotEq|Lt|LtE|Gt|GtE)_(Is|IsNot)"
    r"|ReplaceUnaryOperator_\w+_Invert)"
)


@dataclass(frozen=True)
class Mutant:
    """One change: the ``occurrence`` of an operator in a module, which is told by its mark."""

    module: str
    mark: str
    operator: str
    occurrence: int


@dataclass(frozen=True)
class Result:
    """What became of a mutant: "killed", "timed out", "survived" or "no code"."""

    mutant: Mutant
    outcome: str
    tests: str
    line: int
    before: str
    after: str

    @property
    def change(self) -> str:
        return f"`{self.before}` → `{self.after}`"

    def may_die(self, tests: str, reasons: str) -> bool:
        """A survivor for which no reason is given, and other tests than it survived."""
        return self.outcome == "survived" and self.tests != tests and self.change not in reasons


def main(names: list[str]) -> int:
    mutants = [
        mutant
        for path in sorted((ROOT / ENGINE).glob("*.py"))
        if path.name != "__init__.py" and (not names or path.stem in names)
        for mutant in mutants_of(path)
    ]
    known, tests = results(), mark_of(*sorted((ROOT / TESTS).glob("test_*.py")))
    reasons = REASONS.read_text()
    waiting = [
        mutant for mutant in mutants if mutant not in known or known[mutant].may_die(tests, reasons)
    ]
    # In no order, so that what a stopped run has tried is a fair sample of all.
    waiting.sort(key=lambda mutant: sha256(repr(mutant).encode()).digest())
    if waiting:
        try_out(waiting, known, tests)
    return report([known[mutant] for mutant in mutants], reasons)


def mutants_of(path: Path) -> Iterator[Mutant]:
    nodes, mark = list(ast_nodes(get_ast(path.read_text()))), mark_of(path)
    for name in operator_names():
        operator = get_operator(name)
        if SENSELESS.fullmatch(name) or operator.arguments():
            continue
        places = sum(len(list(operator().mutation_positions(node))) for node in nodes)
        yield from (Mutant(path.stem, mark, name, place) for place in range(places))


def mark_of(*paths: Path) -> str:
    return sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:12]


def results() -> dict[Mutant, Result]:
    known = {}
    for line in RESULTS.read_text().splitlines() if RESULTS.exists() else ():
        said = json.loads(line)
        result = Result(**said | {"mutant": Mutant(**said["mutant"])})
        known[result.mutant] = result
    return known


def try_out(waiting: list[Mutant], known: dict[Mutant, Result], tests: str) -> None:
    """Try every mutant that waits, on all cores; each result is written down as it comes."""
    shutil.rmtree(WORK / "trees", ignore_errors=True)
    first = WORK / "trees" / "0"
    for each in map(Path, COPIED):
        (first / each).parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if (ROOT / each).is_dir() else shutil.copy2)(ROOT / each, first / each)
    (first / "pytest.ini").write_text(SETTINGS)
    # Compiles everything too, so that each mutant compiles no more than its own module.
    tested = [sys.executable, "-m", "pytest", *PYTEST, TESTS]
    subprocess.run(tested, cwd=first, env=os.environ | UNPLUGGED, check=True)
    trees, workers = SimpleQueue(), len(os.sched_getaffinity(0))
    trees.put(first)
    for number in range(1, workers):
        trees.put(shutil.copytree(first, WORK / "trees" / str(number)))
    with Pool(workers, enter, (trees, tests)) as pool, RESULTS.open("a") as written:
        for done, result in enumerate(pool.imap_unordered(tried, waiting), start=1):
            known[result.mutant] = result
            written.write(json.dumps(asdict(result)) + "\n")
            written.flush()
            if done % 50 == 0:
                print(f"{done} of {len(waiting)} tried", flush=True)


def enter(trees: SimpleQueue, tests: str) -> None:
    """Settle a worker in a tree of its own, with all loaded that no mutant changes."""
    tree = trees.get()
    os.chdir(tree)
    os.environ.update(UNPLUGGED | {"MARK_OF_TESTS": tests})
    sys.path[0] = str(tree)
    sys.dont_write_bytecode = True
    __import__("pytest")
    __import__("hypothesis.strategies")
    if outcome_of("position") != "survived":
        raise RuntimeError("The tests fail here before anything was changed.")


def tried(mutant: Mutant) -> Result:
    path = ENGINE / f"{mutant.module}.py"
    source = path.read_text()
    changed = mutate_code(source, get_operator(mutant.operator)(), mutant.occurrence)
    if is_code(changed):
        path.write_text(changed)
        try:
            outcome = outcome_of(mutant.module)
        finally:
            path.write_text(source)
    else:
        outcome = NO_CODE
    line, before, after = difference(source, changed)
    return Result(mutant, outcome, os.environ["MARK_OF_TESTS"], line, before, after)


def is_code(source: str) -> bool:
    """The operators take "*" before an argument for a product, too."""
    try:
        compile(source, "mutant", "exec")
    except SyntaxError:
        return False
    return True


def outcome_of(module: str) -> str:
    """Run the tests in a child, those that know the module best first."""
    child = os.fork()
    if child == 0:
        # Of its own work, however busy the machine is.
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        code = 1
        try:
            code = int(any(run_tests(files) for files in stages(module)))
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
        return "timed out"
    return "survived" if status == 0 else "killed"


def run_tests(files: list[Path]) -> int:
    import pytest
    from hypothesis import settings

    settings.register_profile(PROFILE, settings.get_profile("ci"), max_examples=EXAMPLES)
    return pytest.main([*PYTEST, f"--hypothesis-profile={PROFILE}", *map(str, files)])


def stages(module: str) -> list[list[Path]]:
    """The module's own tests, the reference's cases, all others, and the slow properties."""
    found = [[], [], [], []]
    for path in sorted(TESTS.glob("test_*.py")):
        found[stage_of(path.stem.removeprefix("test_"), module)].append(path)
    return [files for files in found if files]


def stage_of(name: str, module: str) -> int:
    if "properties" in name:
        return 3
    return {KNOWN_BY.get(module, module): 0, "vectors": 1}.get(name, 2)


def difference(source: str, changed: str) -> tuple[int, str, str]:
    """The number of the first changed line, and what stood and stands there."""
    lines = [each for each in ndiff(source.splitlines(), changed.splitlines()) if each[0] != "?"]
    line = 1 + next(place for place, each in enumerate(lines) if each[0] != " ")
    before, after = (" ".join(e[2:].strip() for e in lines if e[0] == sign) for sign in "-+")
    return line, before, after


def report(found: list[Result], reasons: str) -> int:
    """Print the figures and the survivors; 1 where too few were killed or one has no reason."""
    found = [result for result in found if result.outcome != NO_CODE]
    survivors = [result for result in found if result.outcome == "survived"]
    unexplained = [result for result in survivors if result.change not in reasons]
    for result in survivors:
        mark = "no reason given: " if result in unexplained else ""
        print(f"{mark}{result.mutant.module}:{result.line} {result.change}")
    print(f"{'module':<20}{'made':>7}{'killed':>8}{'timed out':>11}{'survived':>10}{'%':>8}")
    for module in sorted({result.mutant.module for result in found}):
        print(line_of(module, [each for each in found if each.mutant.module == module]))
    print(line_of("all", found))
    print(f"Survivors without a reason in {REASONS.relative_to(ROOT)}: {len(unexplained)}")
    return int(share(found) < LEAST_KILLED or bool(unexplained))


def line_of(name: str, found: list[Result]) -> str:
    count = Counter(result.outcome for result in found)
    numbers = f"{len(found):>7}{count['killed']:>8}{count['timed out']:>11}{count['survived']:>10}"
    return f"{name:<20}{numbers}{share(found):>8.1f}"


def share(found: list[Result]) -> float:
    """Per cent that a test noticed, by failing or by never coming to an end."""
    return 100 * sum(result.outcome != "survived" for result in found) / max(len(found), 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
