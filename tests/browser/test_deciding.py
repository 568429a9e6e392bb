"""Deciding on what was handed in: how many clicks and keys it takes, with and without scripts."""

import json
import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.people import heading, notice, sign_in

pytestmark = pytest.mark.browser
HAND_IN = "from tests.browser.handed_in import hand_in; hand_in()"
NARROW = {"viewport": {"width": 320, "height": 800}}


@pytest.fixture(scope="module")
def waiting(installation) -> dict:
    """What waits for the reviewers: the names of the clean ones, and of the others."""
    told = json.loads(installation.manage("shell", "-v", "0", "-c", HAND_IN).splitlines()[-1])
    assert len(told["clean"]) >= 5, told
    assert len([name for name in told["others"] if told["figures"][name] > 1]) >= 2, told
    return told


@dataclass
class Hand:
    """A hand that counts what it does on a page."""

    page: Page
    clicks: int = 0
    keys: int = 0

    def click(self, target: Locator) -> None:
        self.clicks += 1
        target.click()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.keys += 1
            # A person presses what a page answers to, once it does.
            self.page.wait_for_load_state("load")
            self.page.keyboard.press(key)


@pytest.fixture(autouse=True)
def no_complaint_of_scripts_not_run(complaints):
    """A browser without scripts says of each that it was not run."""
    yield
    complaints[:] = [each for each in complaints if not re.search(r"\.js: csp$", each)]


def scripts(on: bool) -> dict:
    return {"java_script_enabled": on}


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=name, exact=True))


@pytest.mark.parametrize("on", [True, False], ids=["with scripts", "without"])
def test_a_clean_one_is_approved_in_two_clicks_from_home(open_page, waiting, on):
    page = sign_in(open_page(**scripts(on)), "reviewer")
    hand = Hand(page)
    # Home shows the first few that wait.
    at_home = main(page).inner_text()
    name = next(each for each in waiting["clean"] if f"{each}, July 2021" in at_home)
    waiting["clean"].remove(name)
    hand.click(main(page).get_by_role("link", name=re.compile(re.escape(name))).first)
    expect(heading(page)).to_have_text(name)
    hand.click(page.get_by_role("button", name="Approve", exact=True))
    expect(notice(page)).to_contain_text(f"{name}, July 2021 is approved.")
    expect(notice(page)).to_contain_text("This is the next that waits for you.")
    print(
        f"approve a clean submission, {'with' if on else 'without'} scripts: {hand.clicks} clicks"
    )
    assert hand.clicks == 2


@pytest.mark.parametrize("on", [True, False], ids=["with scripts", "without"])
def test_two_figures_are_sent_back_with_reasons_in_four_clicks_and_the_text(open_page, waiting, on):
    page = sign_in(open_page(**scripts(on)), "reviewer")
    hand = Hand(page)
    name = next(each for each in waiting["others"] if waiting["figures"][each] > 1)
    waiting["others"].remove(name)
    hand.click(main(page).get_by_role("link", name=re.compile(re.escape(name))).first)
    hand.click(page.get_by_text("Send it back", exact=True))
    hand.click(page.get_by_label(re.compile("^What is wrong with")).first)
    page.keyboard.type("Counted twice (<50%)?")
    page.keyboard.press("Tab")
    page.keyboard.type("The note is of June.")
    hand.click(page.get_by_role("button", name="Send back", exact=True))
    expect(notice(page)).to_contain_text(f"{name}, July 2021 is sent back, with your reason.")
    print(f"return two figures, {'with' if on else 'without'} scripts: {hand.clicks} clicks")
    assert hand.clicks == 4


def test_the_keyboard_alone_approves_each_clean_one_in_three_keys_or_fewer(open_page, waiting):
    page = sign_in(open_page(), "reviewer")
    page.goto("/queues/review/")
    hand = Hand(page)
    said = page.locator("[data-said]")
    for _ in range(2):
        before = hand.keys
        hand.press("a")
        expect(said).to_contain_text(re.compile("^Press a again: Approve"))
        expect(page.locator(":focus")).to_contain_text("Approve")
        hand.press("a")
        expect(notice(page)).to_contain_text("is approved.")
        assert hand.keys - before <= 3
        waiting["clean"].remove(notice(page).inner_text().rsplit(", July 2021 is approved", 1)[0])
    print(f"keyboard only, from the queue: {hand.keys} keys for 2 clean ones")


def test_on_its_page_two_keys_approve_a_clean_one(open_page, waiting):
    page = sign_in(open_page(), "reviewer")
    page.goto("/queues/review/")
    name = waiting["clean"].pop()
    page.get_by_role("link", name=name, exact=True).click()
    expect(heading(page)).to_have_text(name)
    hand = Hand(page)
    hand.press("a")
    expect(page.locator("[data-said]")).to_have_text("Press a again: Approve.")
    hand.press("a")
    expect(notice(page)).to_contain_text(f"{name}, July 2021 is approved.")
    print(f"keyboard only, on the page of a clean one: {hand.keys} keys")
    assert hand.keys == 2


def test_the_keyboard_alone_sends_back_with_reasons(open_page, waiting):
    page = sign_in(open_page(), "reviewer")
    page.goto("/queues/review/")
    hand = Hand(page)
    hand.press("j")
    name = page.locator(":focus").inner_text()
    hand.press("Enter")
    expect(heading(page)).to_have_text(name)
    hand.press("r")
    expect(page.get_by_label("Why is it sent back?")).to_be_focused()
    page.keyboard.type("Look at both again (a, r, j?).")
    hand.press("Tab")
    page.keyboard.type("Counted twice?")
    send = page.get_by_role("button", name="Send back", exact=True)
    while not send.evaluate("(button) => button === document.activeElement"):
        hand.press("Tab")
        assert hand.keys < 60
    hand.press("Enter")
    expect(notice(page)).to_contain_text(f"{name}, July 2021 is sent back, with your reason.")
    waiting["others"].remove(name)
    print(f"keyboard only, sent back with reasons: {hand.keys} keys and the text")


def test_the_keys_move_open_ask_and_send_back(open_page, waiting):
    page = sign_in(open_page(), "second-reviewer")
    page.goto("/queues/review/")
    hand = Hand(page)
    links = page.locator("a[data-row]")
    hand.press("j", "j")
    expect(links.nth(1)).to_be_focused()
    hand.press("k")
    expect(links.first).to_be_focused()
    hand.press("k")
    expect(page.locator("[data-said]")).to_have_text("This is the first row.")
    hand.press("a")
    expect(page.locator("[data-said]")).to_contain_text("not clean: press Enter to open it.")
    name = links.first.inner_text()
    hand.press("Enter")
    expect(heading(page)).to_have_text(name)
    # One key decides nothing, and whoever goes elsewhere in between has not said yes.
    approve = page.get_by_role("button", name="Approve", exact=True)
    hand.press("a")
    expect(approve).to_be_focused()
    hand.press("Tab", "a")
    expect(approve).to_be_focused()
    hand.press("r")
    reason = page.get_by_label("Why is it sent back?")
    expect(reason).to_be_focused()
    # In a field the keys are letters.
    page.keyboard.type("a? jk raja")
    expect(reason).to_have_value("a? jk raja")
    expect(heading(page)).to_have_text(name)


def test_the_list_of_keys_has_the_switch_that_turns_them_off(open_page, picture):
    page = sign_in(open_page(), "second-reviewer")
    page.goto("/queues/review/")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(keys).to_be_visible()
    picture(page, "shortcuts", full_page=False)
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    page.keyboard.press("?")
    keys.get_by_role("button", name="Turn the shortcuts off").click()
    expect(notice(page)).to_have_text("Keyboard shortcuts are off.")
    page.keyboard.press("j")
    expect(page.locator("a[data-row]").first).not_to_be_focused()
    page.get_by_role("link", name="Keyboard shortcuts").click()
    page.get_by_role("button", name="Turn the shortcuts on").click()
    expect(main(page)).to_contain_text("They are on.")


@pytest.mark.parametrize("path", ["/queues/review/", "/queues/check/", "/keyboard/"])
def test_a_narrow_page_scrolls_one_way(open_page, waiting, path):
    page = sign_in(open_page(**NARROW), "analyst" if "check" in path else "reviewer")
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_a_narrow_page_to_decide_on_scrolls_one_way(open_page, waiting, picture):
    page = sign_in(open_page(**NARROW), "reviewer")
    page.goto("/queues/review/")
    page.locator("a[data-row]").first.click()
    page.get_by_text("Send it back", exact=True).click()
    picture(page, "decide-narrow")
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_many_clean_ones_are_approved_in_two_clicks_without_scripts(open_page, waiting):
    """Last: it leaves none."""
    page = sign_in(open_page(**scripts(False)), "reviewer")
    page.goto("/queues/review/")
    hand = Hand(page)
    hand.click(page.get_by_role("button", name=re.compile("^Tick all clean ones")))
    expect(page.get_by_role("checkbox").first).to_be_checked()
    hand.click(page.get_by_role("button", name="Approve those ticked"))
    for name in waiting["clean"]:
        expect(notice(page)).to_contain_text(f"{name}, July 2021")
        expect(row(page, name)).to_have_count(0)
    print(f"approve {len(waiting['clean'])} clean ones together: {hand.clicks} clicks")
    assert hand.clicks == 2


def test_words_that_stand_for_a_figure_wrap_and_the_comparison_fits(open_page, waiting):
    page = sign_in(open_page(), "analyst")
    page.goto("/submissions/")
    page.get_by_role("link", name=re.compile("Core skills")).first.click()
    expect(main(page)).to_contain_text("sufficient volumes of Public Order")
    table = page.get_by_role("region", name="Figures beside the last approved")
    assert table.evaluate("each => each.scrollWidth - each.clientWidth") == 0
    number = table.locator(".app-figure__text", has_text=re.compile(r"^\d+%?$")).first
    assert number.evaluate("each => getComputedStyle(each).whiteSpace") == "nowrap"
