"""Ten figures from home to submitted: typed and pasted, without scripts, and by keys alone.

Each journey counts its own pages, clicks and keys, and prints them.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import ten
from tests.browser.people import TASK, heading, nothing, open_task, sign_in
from tests.browser.ten import FIGURES, Hand, expect_all_submitted, figures, values

pytestmark = [pytest.mark.browser, pytest.mark.processes]

JOURNEYS = (
    *("typed", "pasted", "typed-plain", "pasted-plain", "keys"),
    *("saved", "left", "conflict", "refused", "undone", "absent", "renewed"),
)
COLUMN = "".join(f"{figure}\r\n" for figure in FIGURES)
CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}
NO_SCRIPT = {"java_script_enabled": False}


@pytest.fixture(scope="module")
def due(installation):
    """Ten figures due for each journey."""
    ten.make(installation, *JOURNEYS)


@pytest.fixture
def without_scripts(complaints):
    """Chromium reports each script that it was told not to load as refused."""
    yield NO_SCRIPT
    complaints[:] = [each for each in complaints if not each.endswith(".js: csp")]


def at_home(open_page, code, **options):
    page = sign_in(open_page(**options), code)
    return page, Hand(page)


def type_all(hand, page) -> None:
    """Ten figures with nine Tabs between them."""
    figures(page).first.focus()
    before = hand.keys
    for at, figure in enumerate(FIGURES):
        if at:
            hand.press("Tab")
        assert figures(page).nth(at).evaluate("each => each === document.activeElement")
        page.keyboard.type(figure)
    assert hand.keys - before == 9


def save_and_submit(hand, page) -> None:
    hand.click(ten.save_and_continue(page))
    expect(heading(page)).to_have_text("Check the answers")
    hand.click(ten.submit(page))
    expect_all_submitted(page)


def typed_and_submitted(open_page, code, picture=nothing, **options):
    page, hand = at_home(open_page, code, **options)
    hand.click(ten.way_in(page, code))
    type_all(hand, page)
    picture(page, "entering")
    save_and_submit(hand, page)
    hand.report(f"ten figures, {code}")
    assert (hand.pages, hand.clicks) == (3, 3)


def test_ten_figures_typed(due, open_page, picture):
    typed_and_submitted(open_page, "typed", picture)


def test_ten_figures_typed_without_a_script(due, without_scripts, open_page):
    typed_and_submitted(open_page, "typed-plain", **without_scripts)


def test_ten_figures_pasted(due, open_page):
    page, hand = at_home(open_page, "pasted", **CLIPBOARD)
    hand.click(ten.way_in(page, "pasted"))
    hand.tab_to(figures(page).first)
    hand.paste(COLUMN)
    expect(page.locator("[data-entering-said]")).to_have_text(
        "10 figures are filled in. Ctrl+Z takes all of it back."
    )
    assert values(page) == FIGURES
    save_and_submit(hand, page)
    hand.report("ten figures pasted")
    assert (hand.pages, hand.clicks, hand.pastes) == (3, 3, 1)


def test_ten_figures_pasted_without_a_script(due, without_scripts, open_page):
    page, hand = at_home(open_page, "pasted-plain", **without_scripts)
    hand.click(ten.way_in(page, "pasted-plain"))
    page.locator("summary", has_text="Paste a column or a block").focus()
    hand.press("Enter")
    # Without a script the test cannot fill a clipboard: the column goes in as a paste would.
    page.get_by_label("Copied from a spreadsheet").focus()
    page.keyboard.insert_text(COLUMN.replace("\r\n", "\n"))
    hand.pastes += 1
    save_and_submit(hand, page)
    hand.report("ten figures pasted, no script")
    assert (hand.pages, hand.clicks, hand.pastes) == (3, 3, 1)


def test_ten_figures_by_keys_alone(due, open_page):
    page, hand = at_home(open_page, "keys", **CLIPBOARD)
    hand.tab_to(ten.way_in(page, "keys"))
    hand.press("Enter")
    expect(page.get_by_role("heading", name="Figures", exact=True)).to_be_visible()
    hand.tab_to(figures(page).first)
    hand.paste(COLUMN)
    expect(figures(page).last).to_have_value(FIGURES[-1])
    for at in range(1, len(FIGURES)):
        hand.press("Enter")
        expect(figures(page).nth(at)).to_be_focused()
    hand.press("Enter")
    expect(heading(page)).to_have_text("Check the answers")
    hand.tab_to(ten.submit(page), most=200)
    hand.press("Enter")
    expect_all_submitted(page)
    hand.report("ten figures by keys alone")
    assert (hand.pages, hand.clicks, hand.pastes) == (3, 0, 1)


def test_one_key_takes_a_paste_back_and_only_as_long_as_nothing_else_changed(due, open_page):
    page, hand = at_home(open_page, "undone", **CLIPBOARD)
    hand.click(ten.way_in(page, "undone"))
    said = page.locator("[data-entering-said]")
    figures(page).nth(1).fill("7%")
    figures(page).first.focus()
    hand.paste("1%\r\nn/a\r\n3%\r\n")
    expect(said).to_contain_text("3 figures are filled in. 1 of them cannot be read")
    assert values(page)[:4] == ["1%", "n/a", "3%", ""]
    hand.press("Control+z")
    expect(said).to_have_text("3 figures are as they were.")
    assert values(page)[:4] == ["", "7%", "", ""]
    hand.paste("1%\r\n2%\r\n")
    expect(said).to_contain_text("2 figures are filled in.")
    figures(page).nth(5).fill("6%")
    figures(page).first.focus()
    hand.press("Control+z")
    assert values(page)[:2] == ["1%", "2%"]


def test_not_available_is_asked_why_at_its_own_field(due, open_page):
    page, hand = at_home(open_page, "absent")
    hand.click(ten.way_in(page, "absent"))
    first = figures(page).first
    first.focus()
    page.keyboard.type("n/a")
    hand.press("Tab")
    why = page.get_by_label("If there is no figure, why").first
    expect(why).to_be_focused()
    fault = page.locator(".govuk-error-message")
    expect(fault).to_contain_text("“n/a” is not a figure.")
    why.select_option(label="Awaiting data")
    expect(fault).to_have_count(0)
    expect(page.locator("[data-entering-shown]")).to_contain_text("Saved at ")
    page.reload()
    expect(page.get_by_label("If there is no figure, why").first).to_have_value("awaiting")
    # Where there is a figure nothing is asked, and the key Tab leads to the next.
    hand.press("Tab")
    figures(page).nth(1).fill("-")
    expect(page.get_by_label("If there is no figure, why").nth(1)).to_be_visible()
    figures(page).nth(1).fill("42%")
    figures(page).nth(1).focus()
    hand.press("Tab")
    expect(figures(page).nth(2)).to_be_focused()


def test_everything_typed_is_saved_a_moment_later_invalid_values_included(due, open_page):
    page, hand = at_home(open_page, "saved")
    hand.click(ten.way_in(page, "saved"))
    figures(page).first.fill("about thirty")
    figures(page).nth(1).fill("42%")
    said = page.locator("[data-entering-status]")
    expect(said).to_contain_text(": 1 cannot be read")
    shown = page.locator("[data-entering-shown]")
    expect(shown).to_contain_text("Saved at ")
    expect(page.locator(".govuk-error-message").first).to_contain_text("cannot be read")
    page.reload()
    assert values(page)[:3] == ["about thirty", "42%", ""]
    # Somebody signed out in mid-sentence keeps what is on the page, and is told.
    page.context.clear_cookies(name="sessionid")
    figures(page).nth(2).fill("43%")
    expect(shown).to_contain_text("Not saved: you are signed out.")
    assert values(page)[:3] == ["about thirty", "42%", "43%"]


def test_signed_in_again_in_another_tab_what_was_typed_is_saved(due, open_page, complaints):
    page, hand = at_home(open_page, "renewed")
    hand.click(ten.way_in(page, "renewed"))
    figures(page).first.fill("41%")
    shown = page.locator("[data-entering-shown]")
    expect(shown).to_contain_text("Saved at ")
    page.context.clear_cookies(name="sessionid")
    figures(page).nth(1).fill("42%")
    expect(shown).to_contain_text("Not saved: you are signed out.")
    other = sign_in(page.context.new_page(), "renewed")
    # In a browser that is looked at, the page has the focus again.
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(shown).to_contain_text("Saved at ")
    figures(page).nth(2).fill("43%")
    expect(page.locator('[name$="-version"]').nth(2)).to_have_value("2")
    expect(shown).to_contain_text("Saved at ")
    hand.click(ten.way_in(other, "renewed"))
    assert values(other)[:4] == ["41%", "42%", "43%", ""]
    complaints[:] = [each for each in complaints if "403" not in each]


def test_a_date_that_is_none_is_told_at_its_field_and_nothing_says_saved(due, open_page):
    page, hand = at_home(open_page, "saved")
    hand.click(ten.way_in(page, "saved"))
    date = page.get_by_label("When it was read there (optional)").nth(4)
    date.evaluate("each => { each.closest('details').open = true; }")
    date.fill("last week")
    figures(page).nth(4).fill("45%")
    shown = page.locator("[data-entering-shown]")
    expect(shown).to_contain_text("Not all is saved: see the message at its field.")
    fault = page.locator(".govuk-error-message", has_text="Write the date as 2021-07-14")
    expect(fault).to_be_visible()
    # Another indicator's save does not make it saved.
    figures(page).nth(5).fill("46%")
    expect(page.locator('[name$="-version"]').nth(5)).to_have_value("2")
    expect(shown).to_contain_text("Not all is saved")
    date.fill("14 July 2021")
    expect(shown).to_contain_text("Saved at ")
    expect(fault).to_have_count(0)
    page.reload()
    assert values(page)[4:6] == ["45%", "46%"]
    expect(date).to_have_value("2021-07-14")


def test_an_answer_of_a_gateway_is_tried_again(due, open_page, complaints):
    page, hand = at_home(open_page, "saved")
    hand.click(ten.way_in(page, "saved"))
    page.clock.install()
    address = re.compile(r"/portfolios/saved/$")
    page.route(address, lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"))
    figures(page).nth(7).fill("47%")
    page.clock.run_for(2000)
    shown = page.locator("[data-entering-shown]")
    expect(shown).to_contain_text("Not saved: there was no answer.")
    page.unroute(address)
    page.clock.run_for(16000)
    expect(shown).to_contain_text("Saved at ")
    complaints[:] = [each for each in complaints if "502" not in each]


def test_what_was_typed_in_the_last_second_is_saved_as_the_page_is_left(due, open_page):
    page, hand = at_home(open_page, "left")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    hand.click(ten.way_in(page, "left"))
    figures(page).first.fill("41%")
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Home").click()
    expect(heading(page)).to_have_text("Home")
    hand.click(ten.way_in(page, "left"))
    assert values(page)[:2] == ["41%", ""]
    assert asked == []


def test_of_two_at_the_same_figure_the_later_sees_both(due, open_page, complaints):
    first, hand = at_home(open_page, "conflict")
    hand.click(ten.way_in(first, "conflict"))
    second, other = at_home(open_page, "conflict")
    other.click(ten.way_in(second, "conflict"))
    figures(second).first.fill("52%")
    expect(second.locator("[data-entering-shown]")).to_contain_text("Saved at ")
    figures(first).first.fill("41%")
    figures(first).nth(1).fill("42%")
    expect(first.locator("[data-entering-shown]")).to_contain_text("Not saved: see the message")
    # The other indicator is nobody else's: it is saved all the same.
    expect(first.locator('[name$="-version"]').nth(1)).to_have_value("2")
    refused = first.locator("[data-refused]").first
    expect(refused).to_contain_text("before you could save")
    expect(refused).to_contain_text("52%")
    assert values(first)[:2] == ["41%", "42%"]
    complaints[:] = [each for each in complaints if "409" not in each]
    second.reload()
    assert values(second)[:2] == ["52%", "42%"]


def test_a_page_left_open_is_not_saved_as_whoever_signed_in_since(due, open_page, complaints):
    """In the same browser, in another tab: the page is still that of the one who opened it."""
    page = sign_in(open_page(), "contributor")
    open_task(page, TASK)
    other = page.context.new_page()
    other.goto("/")
    other.get_by_role("button", name="Sign out").click()
    sign_in(other, "lead")
    figures(page).first.fill("41%")
    expect(page.locator("[data-entering-shown]")).to_contain_text("Not saved: you are signed out.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(heading(page)).to_have_text("Home")
    expect(page.get_by_role("main")).to_contain_text("somebody else may have typed it")
    open_task(page, TASK)
    assert "41%" not in values(page)
    complaints[:] = [each for each in complaints if "403" not in each]


def test_after_a_refusal_nothing_is_saved_in_another_persons_place_by_a_key(
    due, open_page, complaints
):
    first, hand = at_home(open_page, "refused")
    hand.click(ten.way_in(first, "refused"))
    second, other = at_home(open_page, "refused")
    other.click(ten.way_in(second, "refused"))
    figures(second).first.fill("52%")
    expect(second.locator("[data-entering-shown]")).to_contain_text("Saved at ")
    figures(first).first.fill("41%")
    expect(first.locator("[data-entering-shown]")).to_contain_text("Not saved: see the message")
    hand.click(first.get_by_role("button", name="Save", exact=True))
    expect(first.get_by_role("alert")).to_contain_text("Some changes are not saved")
    expect(first.locator("[data-entering-shown]")).to_contain_text("Not saved: see the message")
    # One more key is no decision: it saves the other indicators alone.
    figures(first).first.fill("43%")
    figures(first).nth(1).fill("42%")
    expect(first.locator('[name$="-version"]').nth(1)).to_have_value("2")
    second.reload()
    assert values(second)[:2] == ["52%", "42%"]
    hand.click(first.get_by_role("button", name="Save", exact=True))
    expect(first.get_by_text("Saved.", exact=True)).to_be_visible()
    second.reload()
    assert values(second)[:2] == ["43%", "42%"]
    complaints[:] = [each for each in complaints if "409" not in each]


def test_what_somebody_else_changed_appears_in_its_field(due, open_page):
    first, hand = at_home(open_page, "refused")
    hand.click(ten.way_in(first, "refused"))
    second, other = at_home(open_page, "refused")
    other.click(ten.way_in(second, "refused"))
    figures(second).nth(4).fill("55%")
    expect(second.locator("[data-entering-shown]")).to_contain_text("Saved at ")
    note = first.get_by_label("Note (optional)").nth(4)
    note.evaluate("each => { each.closest('details').open = true; }")
    note.fill("Counted by hand")
    expect(first.locator("[data-entering-shown]")).to_contain_text("Saved at ")
    assert values(first)[4] == "55%"
