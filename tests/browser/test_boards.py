"""Who is late and reminding them all, and all Poor of a framework: how many clicks it takes."""

import re
from itertools import count

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import ten
from tests.browser.people import heading, notice, sign_in
from tests.browser.ten import Hand

pytestmark = pytest.mark.browser
NUMBERS = count(1)


@pytest.fixture(autouse=True)
def no_complaint_of_scripts_not_run(complaints):
    """A browser without scripts says of each that it was not run."""
    yield
    complaints[:] = [each for each in complaints if not re.search(r"\.js: csp$", each)]


def board_link(page: Page) -> Locator:
    return page.get_by_role("main").get_by_role("link", name="July 2021: who owes what")


def button(page: Page) -> Locator:
    return page.get_by_role("button", name="Remind all who owe")


@pytest.fixture
def unreminded(installation):
    """Something that nobody was reminded of today: where all were, there is no button."""
    ten.make(installation, f"unreminded-{next(NUMBERS)}")


@pytest.mark.parametrize("scripts", [True, False])
def test_who_owes_what_and_reminding_them_all_take_two_clicks(
    unreminded, open_page, capsys, scripts
):
    page = sign_in(open_page(java_script_enabled=scripts), "analyst")
    hand = Hand(page)
    hand.click(board_link(page))
    expect(heading(page)).to_have_text("July 2021: who owes what")
    hand.click(button(page))
    expect(notice(page)).to_contain_text(re.compile(r"Reminded of \d+ submissions\."))
    expect(page.get_by_role("main")).to_contain_text("All reminded today at ")
    assert (hand.clicks, button(page).count()) == (2, 0)
    with capsys.disabled():
        hand.report(f"\nRemind all who owe, scripts {'on' if scripts else 'off'}")


def test_the_reminder_shows_on_the_task_of_whoever_owes_it(page):
    sign_in(page, "lead")
    expect(page.get_by_role("main")).to_contain_text("Analyst reminded you on")


def test_it_takes_two_keys_besides_tab_without_a_mouse(unreminded, page):
    hand = Hand(sign_in(page, "panel-chair"))
    for target in (board_link, button):
        hand.tab_to(target(page))
        hand.press("Enter")
    expect(notice(page)).to_contain_text(re.compile(r"Reminded of \d+ submissions\."))
    assert hand.clicks == 0


@pytest.mark.parametrize("scripts", [True, False])
def test_all_poor_indicators_take_one_click(open_page, capsys, scripts):
    page = sign_in(open_page(java_script_enabled=scripts), "board-member")
    hand = Hand(page)
    link = page.get_by_role("link", name=re.compile(r"^all Poor \([1-9]\d*\)"))
    poor = int(re.search(r"\((\d+)\)", link.first.inner_text()).group(1))
    hand.click(link.first)
    grades = page.locator("table .app-grade__word")
    expect(grades).to_have_text(["Poor"] * poor)
    assert hand.clicks == 1
    with capsys.disabled():
        hand.report(f"\nAll Poor, scripts {'on' if scripts else 'off'}")
