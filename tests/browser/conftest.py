"""Chromium for whole journeys, which fail on whatever the browser complains of."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.needs import chromium

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The console shows refusals of inline script and style too, but without the directive.
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => console.error(
    `CSP ${event.effectiveDirective} refused ${event.blockedURI} in ${event.documentURI}`));
"""


@pytest.fixture(scope="module")
def browser():
    """A headless Chromium with a fresh profile.

    One for each file, not for the session: while it is open its event loop runs in this
    thread, and Django refuses the database to a thread with a running loop. A test that takes
    it therefore asks the pages and ``installation.manage`` for facts, never the models.
    """
    with sync_playwright() as playwright:
        chromium_process = playwright.chromium.launch(
            executable_path=chromium(), headless=True, args=FLAGS
        )
        yield chromium_process
        chromium_process.close()


@pytest.fixture
def complaints():
    """What the browser complained of so far; whatever is left in it at the end fails the test.

    A test that asks for a refused page on purpose takes the complaint out of the list.
    """
    found = []
    yield found
    assert found == []


@pytest.fixture
def open_page(browser, installation, complaints):
    """Makes a page of its own for each person: ``page = open_page()``; options as new_context."""
    contexts = []

    def open_one(**options):
        options = {"locale": "en-GB", "viewport": {"width": 1280, "height": 900}} | options
        context = browser.new_context(base_url=installation.url, **options)
        context.set_default_timeout(20_000)
        if options.get("java_script_enabled", True):
            context.add_init_script(REPORT_VIOLATIONS)
        contexts.append(context)
        page = context.new_page()
        watch(page, complaints)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page):
    """One person's page."""
    return open_page()


def watch(page, complaints):
    """Collect console errors, uncaught exceptions and failed requests of ``page``."""

    def on_console(message):
        if message.type == "error":
            complaints.append(f"{page.url}: {message.text}")

    def on_failed(request):
        # Leaving a page abandons what it still loads; nothing is wrong with that.
        if request.failure != "net::ERR_ABORTED":
            complaints.append(f"{request.url}: {request.failure}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("requestfailed", on_failed)


@pytest.fixture
def picture(tmp_path):
    """Keeps a picture of a page: ``picture(page, "scorecard")``.

    In the folder that PICTURES names (``PICTURES=docs/pictures make test``), else in the
    test's own temporary folder. Returns its path.
    """

    def take(page, name, **options) -> Path:
        folder = Path(os.environ.get("PICTURES") or tmp_path)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}.png"
        page.screenshot(path=path, **{"full_page": True, "animations": "disabled"} | options)
        return path

    return take
