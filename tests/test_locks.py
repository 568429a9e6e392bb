"""The lock files name packages and hashes, agree with each other, and name no registry."""

import re

import pytest

from tests.installation import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-installer.lock")
PIN = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z0-9,_-]+\])?==([^ ;\\]+)", re.MULTILINE)


def pins(name):
    return set(PIN.findall((ROOT / name).read_text()))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_registry_and_no_folder(name):
    text = (ROOT / name).read_text()
    assert re.findall(r"\w+://|--(?:extra-)?index-url|--find-links| @ ", text) == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_pinned_package_has_hashes(name):
    entries = re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text().strip())
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert len(entries) == len(PIN.findall((ROOT / name).read_text()))


def test_what_runs_is_what_was_tested():
    assert pins("requirements.lock") - pins("requirements-dev.lock") == set()
