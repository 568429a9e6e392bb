"""What a test needs of the machine: left out where that is missing, and loudly.

A test marked ``postgres``, ``redis`` or ``browser`` is deselected on a machine without it, and
the end of the output says how many were left out and why. ``REQUIRE=browser,postgres,redis``
names what may not be missing: a test left out for one of those, or skipped for any reason,
fails the session.
"""

import os
import shutil
from collections import Counter

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
TOGETHER = ("processes", "redis", "browser", "postgres")


def chromium() -> str | None:
    """Path of this machine's Chromium: CHROMIUM, or the first of the usual names; None without."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


NEEDS = {
    "postgres": (
        "PostgreSQL: DATABASE_URL does not begin with postgres",
        lambda: os.environ.get("DATABASE_URL", "").startswith("postgres"),
    ),
    "redis": (
        "Redis: REDIS_URL is not set",
        lambda: bool(os.environ.get("REDIS_URL")),
    ),
    "browser": (
        "Chromium: none of chromium, chromium-browser, google-chrome is installed, "
        "nor does CHROMIUM name one",
        lambda: chromium() is not None,
    ),
}


def required() -> set[str]:
    """The needs that REQUIRE says must be met here.

    Raises:
        pytest.UsageError: REQUIRE names something that no test can need.
    """
    named = {name.strip() for name in os.environ.get("REQUIRE", "").split(",") if name.strip()}
    if unknown := named - NEEDS.keys():
        raise pytest.UsageError(
            f"REQUIRE names {', '.join(sorted(unknown))}; it knows {', '.join(sorted(NEEDS))}."
        )
    return named


def pytest_configure(config):
    required()
    config.left_out = Counter()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    unmet = [name for name, (_, met) in NEEDS.items() if not met()]
    kept, left_out = [], []
    for item in items:
        missing = [name for name in unmet if item.get_closest_marker(name)]
        (left_out if missing else kept).append(item)
        config.left_out.update(missing)
        if any(item.get_closest_marker(name) for name in TOGETHER):
            # One after another on one core: they share a broker, and some measure time.
            item.add_marker(pytest.mark.xdist_group("machine"))
    if left_out:
        items[:] = kept
        config.hook.pytest_deselected(items=left_out)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    config = session.config
    if hasattr(config, "workeroutput"):
        config.workeroutput["left_out"] = dict(config.left_out)
    elif exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) and faults(config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error):
    # Every worker collects the same tests, so each one's count is the whole count.
    node.config.left_out |= Counter(getattr(node, "workeroutput", {}).get("left_out", {}))


def faults(config) -> list[str]:
    """What REQUIRE forbids and happened all the same, in words."""
    wanted = required()
    if not wanted:
        return []
    found = [
        f"REQUIRE={name} is set, but {count} tests that need it were left out. {NEEDS[name][0]}."
        for name, count in sorted(config.left_out.items())
        if name in wanted
    ]
    if skipped := config.pluginmanager.get_plugin("terminalreporter").stats.get("skipped"):
        found.append(f"REQUIRE is set, but {len(skipped)} tests were skipped.")
    return found


def pytest_terminal_summary(terminalreporter, config):
    for name, count in sorted(config.left_out.items()):
        tests = "1 test that needs" if count == 1 else f"{count} tests that need"
        terminalreporter.write_line(f"LEFT OUT: {tests} {NEEDS[name][0]}.", yellow=True, bold=True)
    for fault in faults(config):
        terminalreporter.write_line(f"FAILED: {fault}", red=True, bold=True)
