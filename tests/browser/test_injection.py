"""Hundreds of attempts to run script, in every text, name and file name: none runs.

The pages are made by the service and then opened in Chromium with the very headers that they were
sent with: a browser's loop and the database do not go together in one thread.
"""

import mimetypes
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.staticfiles import finders
from playwright.sync_api import sync_playwright

from tests.browser.attacked import pages, texts_of
from tests.browser.conftest import FLAGS
from tests.browser.vectors import CALL, ELEMENTS, vectors
from tests.needs import chromium

pytestmark = pytest.mark.browser
ORIGIN = "http://127.0.0.1:9"
RAN = "window.ran = []; window.__ran = (number) => window.ran.push(number);"


# Nobody writes these: the service makes them up, or knows them from elsewhere.
MADE_UP = {
    "Attachment": {"media_type", "digest"},
    "AuditEvent": {"action", "subject", "subject_id", "request_id"},
    "AuditSeal": {"previous", "digest"},
    "Entry": {"fault"},
    "Grade": {"sentence", "method", "digest", "because"},
    "Import": {"digest"},
    "RegradeRequest": {"because", "last_error"},
    "WarningAnswer": {"warning", "figures"},
    "User": {"password"},
}


def spared() -> set[str]:
    """Every text in the database that people write, and that has no attempt in it."""
    found = set()
    for app in ("performance", "accounts"):
        for model in apps.get_app_config(app).get_models():
            for field in texts_of(model):
                is_made_up = field.name in MADE_UP.get(model.__name__, ())
                attacked = model.objects.filter(**{f"{field.name}__contains": "__ran("})
                if not is_made_up and not attacked.exists():
                    found.add(f"{model.__name__}.{field.name}")
    return found


@pytest.mark.django_db
def test_five_hundred_attempts_to_run_script_run_nothing(capsys):
    every, attacked = vectors(), pages()
    assert spared() == set()
    assert len(set(every)) == len(every) >= 500
    found = sum(content.count(b"__ran(") for content, _ in attacked.values())
    assert found > len(every)
    for _, policy in attacked.values():
        assert "unsafe-inline" not in policy
        assert "unsafe-eval" not in policy
    ran = executed(attacked)
    assert ran == []
    with capsys.disabled():
        said = f"{len(every)} vectors, {found:,} times on {len(attacked)} pages"
        print(f" {said}: {len(ran)} ran.", end="")


def test_a_script_that_runs_is_noticed():
    """The same page, as it would be if nothing escaped and no policy stood in the way."""
    bare = f"<title>Bare</title><h1>Bare</h1>{ELEMENTS[0].format(js=CALL.format(n=7))}"
    assert executed({"/bare": (bare.encode(), "default-src * 'unsafe-inline'")}) == [7]


def executed(attacked: dict) -> list:
    """What ran in Chromium on the pages: numbers of vectors, and whatever a dialog said.

    Started here: once its loop runs, Django gives this thread no database.
    """
    ran = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        context = browser.new_context()
        context.set_default_timeout(60_000)
        context.add_init_script(RAN)
        context.route("**/*", lambda route: fulfil(route, attacked))
        context.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
        for address in attacked:
            # Each in a window of its own: some ask before they are left.
            page = context.new_page()
            page.goto(f"{ORIGIN}{address}")
            page.keyboard.press("Tab")
            page.wait_for_timeout(50)
            assert page.locator("h1").count() == 1, address
            ran += page.evaluate("window.ran")
            page.close()
        browser.close()
    return ran


def fulfil(route, attacked):
    asked = route.request.url.removeprefix(ORIGIN)
    if asked in attacked:
        content, policy = attacked[asked]
        headers = {"Content-Security-Policy": policy}
        return route.fulfill(body=content, content_type="text/html; charset=utf-8", headers=headers)
    path = finders.find(asked.removeprefix("/static/").split("?")[0])
    if path is None:
        return route.fulfill(status=404)
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    return route.fulfill(body=Path(path).read_bytes(), content_type=kind)
