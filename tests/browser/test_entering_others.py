"""Two at the same page: what the one changed is told to the other, at its field."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import ten
from tests.browser.people import sign_in
from tests.browser.ten import Hand, figures, values

pytestmark = [pytest.mark.browser, pytest.mark.processes]

JOURNEYS = ("replaced", "graded", "told")
GRADED = """
from performance.models import Indicator
from tests import factories
for each in Indicator.objects.filter(accountabilities__portfolio__code="graded"):
    factories.placement(each)
    factories.benchmark(each.home_series.get())
"""


@pytest.fixture(scope="module")
def due(installation):
    """Ten figures due for each journey, those of "graded" with a benchmark."""
    ten.make(installation, *JOURNEYS)
    installation.manage("shell", "--no-imports", "-c", GRADED)


def opened(open_page, code, **options):
    page = sign_in(open_page(**options), code)
    ten.way_in(page, code).click()
    return page


def saved(page) -> None:
    expect(page.locator("[data-entering-shown]")).to_contain_text("Saved at ")


def typed(page, at: int, text: str) -> None:
    figures(page).nth(at).fill(text)
    expect(page.locator("[data-entering-shown]")).to_contain_text("Not saved yet")
    saved(page)


def noted(page, text: str) -> None:
    """Edit another field of the first indicator, so that its page is saved."""
    note = page.get_by_label("Note (optional)").first
    note.evaluate("each => { each.closest('details').open = true; }")
    note.fill(text)
    saved(page)


def test_a_figure_that_somebody_else_replaced_is_told_at_its_field_and_can_be_put_back(
    due, open_page
):
    first, second = opened(open_page, "replaced"), opened(open_page, "replaced")
    typed(first, 0, "77%")
    second.reload()
    typed(second, 0, "66%")
    noted(first, "By hand")
    field, note = figures(first).first, first.locator(".app-entering__changed")
    expect(field).to_have_value("66%")
    words = re.compile(r"^Changed by Lead of replaced at \d\d:\d\d: 66%\. You had 77%\.$")
    expect(note.locator("p")).to_have_text(words)
    # Read out with the field, and said without taking the focus.
    described = field.get_attribute("aria-describedby").split()
    assert note.get_attribute("id") in described
    heard = first.locator("[data-entering-status]")
    expect(heard).to_have_attribute("role", "status")
    expect(heard).to_contain_text("You had 77%.")
    first.get_by_role("button", name="Put 77% back").click()
    expect(note).to_have_count(0)
    expect(field).to_be_focused()
    assert note.count() == 0 and "_changed" not in field.get_attribute("aria-describedby")
    saved(first)
    second.reload()
    assert values(second)[0] == "77%"
    # Nobody is told of what stands there anyway, and typing is an answer too.
    typed(second, 0, "65%")
    noted(first, "By two hands")
    expect(note).to_contain_text("65%. You had 77%.")
    typed(first, 0, "64%")
    expect(note).to_have_count(0)


def test_after_a_conflict_no_grade_of_another_figure_stands_by_the_field(
    due, open_page, complaints
):
    first, second = opened(open_page, "graded"), opened(open_page, "graded")
    typed(second, 0, "60%")
    figures(first).first.fill("38%")
    expect(first.locator("[data-entering-shown]")).to_contain_text("Not saved: see the message")
    grade = first.locator("[data-grade]").first
    expect(grade).to_contain_text("38% in July 2021")
    figures(first).first.fill("41%")
    expect(grade).to_have_text("")
    save = first.get_by_role("button", name="Save", exact=True)
    save.click()
    expect(first.get_by_role("alert")).to_contain_text("Some changes are not saved")
    expect(grade).to_contain_text("41% in July 2021")
    save.click()
    expect(first.get_by_text("Saved.", exact=True)).to_be_visible()
    complaints[:] = [each for each in complaints if "409" not in each]


def test_what_a_paste_did_is_shown_once(due, open_page):
    page = opened(open_page, "told", permissions=["clipboard-read", "clipboard-write"])
    figures(page).first.focus()
    Hand(page).paste("July 2021\r\n41%\r\n42%\r\n")
    told = "2 figures are filled in. The first line was taken for a heading."
    foot, said = page.locator("[data-entering-shown]"), page.locator("[data-entering-said]")
    expect(foot).to_contain_text(told)
    expect(said).to_contain_text(told)
    assert said.bounding_box()["height"] <= 1
    assert values(page)[:3] == ["41%", "42%", ""]
    page.keyboard.press("Control+z")
    expect(foot).to_contain_text("2 figures are as they were.")
    expect(foot).not_to_contain_text("filled in")
    assert values(page)[:2] == ["", ""]
    Hand(page).paste("1\t2\r\n3\t4\r\n")
    expect(foot).to_contain_text("Nothing is filled in. Several columns without names")
