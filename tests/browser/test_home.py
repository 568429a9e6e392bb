"""The home pages of those who decide, with risks named: they fit, and nothing lies on another."""

import pytest

from tests.browser.barriers import NARROW, WIDE, barriers
from tests.browser.people import sign_in
from tests.browser.states import RISKY

pytestmark = [pytest.mark.browser, pytest.mark.processes]

# What of a task stands on something else of it. A link fills its row behind all else.
OVERLAPPING = """
() => [...document.querySelectorAll(".govuk-task-list__item")].flatMap((item) => {
  const parts = [...item.querySelectorAll(
    ".govuk-tag, .app-risks__words, .govuk-task-list__hint, .govuk-task-list__link")];
  const boxes = parts.map((each) => [each.textContent.trim(), each.getBoundingClientRect()]);
  return boxes.flatMap(([words, one], place) => boxes.slice(place + 1)
    .filter(([, other]) => one.left < other.right - 1 && other.left < one.right - 1
      && one.top < other.bottom - 1 && other.top < one.bottom - 1)
    .map(([others]) => `${words} on ${others}`));
})
"""


@pytest.fixture(scope="module", autouse=True)
def risky(installation):
    installation.manage("shell", "--no-imports", "-c", RISKY)


@pytest.mark.parametrize("name", ["analyst", "reviewer"])
def test_risks_at_home_fit_a_narrow_page_and_lie_on_nothing(name, page, picture):
    sign_in(page, name)
    assert page.locator(".app-risks .govuk-tag", has_text="Needs Improvement").count() == 1
    assert barriers(page) == []
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)
        picture(page, f"home-risky-{name}-{size['width']}")
        assert page.evaluate(OVERLAPPING) == []


@pytest.mark.parametrize(("name", "queue"), [("analyst", "check"), ("reviewer", "review")])
def test_a_queue_begins_where_the_header_begins(name, queue, page, picture):
    sign_in(page, name)
    page.goto(f"/queues/{queue}/")
    lefts = [
        page.locator(each).first.bounding_box()["x"] for each in (".app-header__service", "h1")
    ]
    assert lefts[0] == lefts[1]
    picture(page, f"queue-{queue}")
