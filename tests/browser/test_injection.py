"""Hundreds of attempts to run script, in every text, name and file name: none runs.

The pages are made by the service and then opened in Chromium with the very headers that they were
sent with: a browser's loop and the database do not go together in one thread.
"""

import mimetypes
from pathlib import Path

import django.test
import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from playwright.sync_api import sync_playwright

from performance import workflow
from performance.models import Commentary, Entry, Submission
from performance.states import Audience, Prompt, State
from performance.workflow import Figure
from tests import factories
from tests.browser.conftest import FLAGS
from tests.browser.vectors import CALL, ELEMENTS, vectors
from tests.factories import today
from tests.intake import files
from tests.needs import chromium

pytestmark = pytest.mark.browser
ORIGIN = "http://127.0.0.1:9"
RAN = "window.ran = []; window.__ran = (number) => window.ran.push(number);"


def parts(count: int) -> list[str]:
    """All vectors, dealt out to so many texts."""
    every = vectors()
    return ["\n\n".join(every[at::count]) for at in range(count)]


def pages() -> dict:
    every = vectors()
    scene = factories.scene()
    people = scene.people
    for person, name in zip(people_of(people), every, strict=False):
        type(person).objects.filter(pk=person.pk).update(name=name[:150])
    for record, field, number in (
        (scene.indicator, "name", 30),
        (scene.portfolio, "name", 41),
        (scene.series, "name", 52),
        (scene.framework, "name", 63),
        (scene.placement, "wording", 74),
    ):
        longest = type(record)._meta.get_field(field).max_length
        type(record).objects.filter(pk=record.pk).update(**{field: every[number][:longest]})
    texts = parts(len(Prompt.values) + 6)
    draft = Submission.objects.get(pk=scene.draft.pk)
    key = workflow.slots(draft)[0].key
    now = workflow.save(
        draft,
        by=people.contributor,
        on=today(),
        version=1,
        figures={key: Figure("38%", note=texts[0], text=texts[1], source_name=every[5])},
        commentary=dict(zip(Prompt.values, texts[2:], strict=False)),
    )
    for number, name in enumerate(every[100:110]):
        content = files.pdf(b"%d" % number)
        workflow.attach(now, by=people.lead, on=today(), name=f"{name}.pdf", content=content)
    now = Submission.objects.get(pk=now.pk)
    seen = {}
    client = django.test.Client()
    client.force_login(people.lead)
    own = [now.pk]
    take(client, seen, "performance:submission-edit", own)
    take(client, seen, "performance:submission-answers", own)
    now = workflow.submit(now, by=people.lead, on=today(), version=now.version)
    for by in (people.analyst, people.lead):
        for audience in (Audience.PRIVATE, Audience.RECORD):
            workflow.remark(now, by=by, on=today(), audience=audience, text=texts[-1])
    now = workflow.send_back(
        now,
        by=people.analyst,
        on=today(),
        version=now.version,
        reason=texts[-2],
        figures={str(Entry.objects.get(submission=now).pk): texts[-3]},
    )
    for page in ("submission", "submission-audit", "submission-edit"):
        take(client, seen, f"performance:{page}", own)
    now = workflow.submit(now, by=people.lead, on=today(), version=now.version)
    now = workflow.check(now, by=people.analyst, on=today(), version=now.version)
    now = workflow.approve(now, by=people.reviewer, on=today(), version=now.version)
    again = workflow.correct(
        now.indicator, now.period, by=people.lead, on=today(), reason=texts[-4]
    )
    assert (now.state, again.state) == (State.APPROVED, State.DRAFT)
    assert Commentary.objects.filter(submission=now).count() == len(Prompt.values)
    take(client, seen, "performance:submission", [again.pk])
    for page in ("submission", "submission-audit"):
        take(client, seen, f"performance:{page}", own)
    for page in ("home", "submissions", "indicators", "scorecards", "cycles"):
        take(client, seen, f"performance:{page}", [])
    for page in ("indicator", "indicator-audit"):
        take(client, seen, f"performance:{page}", [scene.indicator.pk])
    take(client, seen, "performance:scorecard", [scene.framework.code])
    return seen


def people_of(cast):
    return [getattr(cast, name) for name in type(cast).__slots__]


def take(client, seen, page, args):
    address = reverse(page, args=args)
    answer = client.get(address)
    assert answer.status_code == 200, address
    seen[f"{address}?{len(seen)}"] = (answer.content, answer["Content-Security-Policy"])


@pytest.mark.django_db
def test_five_hundred_attempts_to_run_script_run_nothing(capsys):
    every, attacked = vectors(), pages()
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
        page = browser.new_page()
        page.set_default_timeout(60_000)
        page.add_init_script(RAN)
        page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
        page.route("**/*", lambda route: fulfil(route, attacked))
        for address in attacked:
            page.goto(f"{ORIGIN}{address}")
            page.keyboard.press("Tab")
            page.wait_for_timeout(50)
            assert page.locator("h1").count() == 1, address
            ran += page.evaluate("window.ran")
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
