"""A test that this machine cannot run is left out aloud, and refused where it may not be."""

import os
import subprocess
import sys

import pytest

from tests.installation import ROOT

TESTS = """
import pytest

@pytest.mark.redis
def test_queue():
    pass

@pytest.mark.redis
def test_worker():
    pass

def test_plain():
    pass
"""


def run(folder, source=TESTS, *options, **environment):
    (folder / "pytest.ini").write_text("[pytest]\nmarkers =\n    redis: x\n    browser: x\n")
    (folder / "test_it.py").write_text(source)
    kept = ("PATH", "HOME", "LANG")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.needs", "-p", "no:django",
         "-p", "no:cacheprovider", *options, "."],
        cwd=folder,
        env={name: os.environ[name] for name in kept if name in os.environ}
        | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("options", [(), ("-n", "2", "--dist", "loadgroup")])
def test_what_the_machine_lacks_is_left_out_and_said(tmp_path, options):
    done = run(tmp_path, TESTS, *options)
    assert done.returncode == 0
    assert "LEFT OUT: 2 tests that need Redis: REDIS_URL is not set.\n" in done.stdout
    assert "1 passed" in done.stdout


@pytest.mark.parametrize("options", [(), ("-n", "2", "--dist", "loadgroup")])
def test_what_is_required_may_not_be_left_out(tmp_path, options):
    done = run(tmp_path, TESTS, *options, REQUIRE="redis")
    assert done.returncode == 1
    assert (
        "FAILED: REQUIRE=redis is set, but 2 tests that need it were left out. "
        "Redis: REDIS_URL is not set.\n"
    ) in done.stdout


def test_tests_of_the_machine_stay_together_on_one_core_and_in_order(tmp_path):
    source = "".join(
        f"import os, pathlib, pytest\n@pytest.mark.redis\ndef test_{number}():\n"
        f"    with pathlib.Path('order').open('a') as order:\n"
        f"        print({number}, os.environ['PYTEST_XDIST_WORKER'], file=order)\n"
        for number in range(6)
    )
    run(tmp_path, source, "-n", "2", "--dist", "loadgroup", REDIS_URL="redis://127.0.0.1:1/0")
    numbers, workers = zip(
        *map(str.split, (tmp_path / "order").read_text().splitlines()), strict=True
    )
    assert numbers == tuple("012345")
    assert len(set(workers)) == 1


def test_what_the_machine_has_is_run(tmp_path):
    done = run(tmp_path, REQUIRE="redis", REDIS_URL="redis://127.0.0.1:1/0")
    assert done.returncode == 0
    assert "LEFT OUT" not in done.stdout
    assert "3 passed" in done.stdout


def test_nothing_may_be_skipped_where_something_is_required(tmp_path):
    done = run(tmp_path, "import pytest\ndef test_it():\n    pytest.skip()\n", REQUIRE="redis")
    assert done.returncode == 1
    assert "FAILED: REQUIRE is set, but 1 tests were skipped.\n" in done.stdout


def test_an_unknown_need_is_refused(tmp_path):
    done = run(tmp_path, REQUIRE="oracle")
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "REQUIRE names oracle; it knows browser, postgres, redis." in done.stderr
