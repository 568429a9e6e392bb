"""Every page that a role can reach by links, in the states that work can be in: no barrier.

Each role walks from home, page by page; of pages that differ only in their object it opens a few.
Every form with something to fill in is sent as it stands, so that its errors are seen too. Django's
own pages of the administration site are left out: they are looked at in test_admin.py.
"""

from collections import Counter
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.browser.barriers import barriers
from tests.browser.people import sign_in
from tests.browser.states import MAKE

pytestmark = [pytest.mark.browser, pytest.mark.processes]

ROLES = (
    *("contributor", "lead", "deputy-lead", "analyst", "panel-chair"),
    *("reviewer", "publisher", "board-member", "administrator"),
)
# Several of those whose objects stand in several states; one of every other kind.
OF_EACH = {"performance:submission": 8, "performance:submission-edit": 3}
# Kept as pictures for the documentation, of those that no other test shows.
PICTURED = {
    ("analyst", "performance:cycle"): "board",
    ("analyst", "performance:turns"): "breaks",
    ("analyst", "performance:benchmark"): "benchmark",
    ("lead", "performance:deputies"): "deputies",
    ("publisher", "performance:home"): "home-publisher",
    ("administrator", "performance:home"): "home-administrator",
}
LINKS = "() => [...document.querySelectorAll('a[href]')].map((each) => each.href.split('#')[0])"
TO_FILL_IN = """
() => [...document.querySelectorAll("main form[method=post]")].flatMap((form, place) =>
    form.querySelector("textarea, select, input:not([type=hidden])") ? [place] : [])
"""
SEND = """
(place) => [...document.querySelectorAll("main form[method=post]")][place].requestSubmit()
"""
# The browser reports each answer that refuses a form as something that failed to load.
REFUSALS = ("status of 400", "status of 403", "status of 409")


@pytest.fixture(scope="module", autouse=True)
def every_state(installation):
    installation.manage("shell", "--no-imports", "-c", MAKE)


@pytest.fixture
def refusals_expected(complaints):
    yield
    complaints[:] = [each for each in complaints if not any(one in each for one in REFUSALS)]


def name_of(address: str, home: str) -> str | None:
    """The name of the page at an address of this service; None of another's, and of a file."""
    parts = urlsplit(address)
    if not address.startswith(f"{home}/") or parts.path.endswith((".csv", ".xlsx")):
        return None
    try:
        return resolve(parts.path).view_name
    except Resolver404:
        return None


def walked(page, home: str):
    """Opens page after page, nearest first; yields the name of each that is open."""
    opened, seen, waiting = Counter(), set(), [page.url]
    while waiting:
        address = waiting.pop(0)
        name = name_of(address, home)
        if name is None or name.startswith("admin:") or opened[name] >= OF_EACH.get(name, 1):
            continue
        answer = page.goto(address)
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        opened[name] += 1
        links = page.evaluate(LINKS)
        yield name
        waiting += [each for each in dict.fromkeys(links) if each not in seen]
        seen.update(links)


def errors_of(page):
    """Sends each form of the page that is open, as it stands; yields after each answer."""
    address = page.url
    for place in page.evaluate(TO_FILL_IN):
        page.goto(address)
        if place not in page.evaluate(TO_FILL_IN):
            continue  # One that needed nothing more was sent for good, and took others with it.
        with page.expect_navigation():
            page.evaluate(SEND, place)
        yield


@pytest.mark.usefixtures("refusals_expected")
@pytest.mark.parametrize("code", ROLES)
def test_no_page_that_a_role_reaches_shuts_anybody_out(code, open_page, installation, picture):
    page = sign_in(open_page(), code)
    names, answers, found = Counter(), 0, []
    for name in walked(page, installation.url):
        names[name] += 1
        if (code, name) in PICTURED and names[name] == 1:
            picture(page, PICTURED[code, name])
        found += [f"{name} ({page.url}): {each}" for each in barriers(page)]
        if names[name] > 1:
            continue
        for _ in errors_of(page):
            answers += 1
            found += [f"answer of {name} ({page.url}): {each}" for each in barriers(page)]
    print(
        f"{code}: {sum(names.values())} pages of {len(names)} kinds, {answers} answers to forms, "
        f"{len(found)} barriers"
    )
    assert len(names) > 5
    assert found == []
